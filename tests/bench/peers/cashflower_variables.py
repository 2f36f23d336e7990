"""cashflower: variables of the month, worked out for one model point after another; a point is a world.

Months count from 0 here. No setting asks for some variables only: with ``OUTPUT_VARIABLES`` set, cashflower 0.10.9
sorts the names of its columns and leaves their numbers in the order they were worked out.
"""

import contextlib
import io
from math import ceil

import numpy as np
import pandas as pd
from cashflower import ModelPointSet, variable
from cashflower.core import Model, Variable
from cashflower.start import determine_calculation_order, get_settings, get_variables

MONTHS = 60
OPTIONS = ("in_house", "per_seat", "per_minute", "per_ticket", "outcome")
LAST = {"T_MAX_CALCULATION": MONTHS - 1, "T_MAX_OUTPUT": MONTHS - 1}
point = ModelPointSet(data=pd.DataFrame())


def ready():
    settings = get_settings({"GROUP_BY": "number", "SAVE_OUTPUT": False, **LAST})
    found = [(name, one) for name, one in globals().items() if isinstance(one, Variable)]
    point.settings = settings

    def npvs(worlds: list[dict[str, float]]) -> list[dict[str, float]]:
        point.data = pd.DataFrame(worlds).assign(number=range(len(worlds)))
        with contextlib.redirect_stdout(io.StringIO()):  # it draws a progress bar
            variables = determine_calculation_order(get_variables(found, settings), settings)
            output, _ = Model(variables, [point], settings).run()
        worth = output["worth_today"].to_numpy().reshape(-1, MONTHS)
        of_option = {name: (output[name].to_numpy().reshape(-1, MONTHS) * worth).sum(axis=1) for name in OPTIONS}
        return [dict(zip(OPTIONS, map(float, npv), strict=True)) for npv in np.stack(list(of_option.values()), axis=1)]

    return npvs


@variable()
def worth_today(t):
    return (1 + point["discount_rate"]) ** ((point["paid_at"] - t - 1) / point["months_per_year"])


@variable()
def contacts(t):
    return point["start_contacts"] * (1 + point["annual_growth"]) ** (t / point["months_per_year"])


@variable()
def hours(t):
    return contacts(t) * point["handle_time"] / point["seconds_per_hour"]


@variable()
def wages(t):
    return (1 + point["wage_inflation"]) ** (t // point["months_per_year"])


@variable()
def rise():
    return min(max(point["vendor_wage_inflation"] * point["index_share"], point["index_floor"]), point["index_cap"])


@variable()
def prices(t):
    return (1 + rise()) ** (t // point["months_per_year"])


@variable()
def rate(t):
    return (1 + point["currency_drift"]) ** (t / point["months_per_year"])


@variable()
def agents(t):
    return ceil(round(hours(t) / (point["paid_hours"] * point["occupancy"] * (1 - point["shrinkage"])), 6))


@variable()
def pay(t):
    return agents(t) * point["paid_hours"] * point["hourly_wage"] * (1 + point["on_cost_rate"]) * wages(t)


@variable()
def in_house(t):
    return pay(t) + agents(t) * point["workplace_cost"]


@variable()
def seats(t):
    hours_of_one = point["paid_hours"] * point["vendor_occupancy"] * (1 - point["vendor_shrinkage"])
    return ceil(round(hours(t) * point["vendor_effort"] / hours_of_one, 6))


@variable()
def seat_fee(t):
    return max(seats(t), point["committed_seats"]) * point["seat_rate"] * prices(t) * rate(t)


@variable()
def credit(t):
    missed = max(point["target"] - point["attained"], 0)
    return min(seat_fee(t) * missed * point["credit_rate"], seat_fee(t) * point["credit_cap"])


@variable()
def per_seat(t):
    return seat_fee(t) - credit(t)


@variable()
def minutes(t):
    return contacts(t) * point["handle_time"] * point["vendor_effort"] / point["seconds_per_minute"]


@variable()
def minute_fee(t):
    beyond = max(minutes(t) - point["first_minutes"], 0)
    return min(minutes(t), point["first_minutes"]) * point["first_minute_price"] + beyond * point["next_minute_price"]


@variable()
def per_minute(t):
    return max(minute_fee(t), point["minimum_fee"]) * prices(t) * rate(t)


@variable()
def tickets(t):
    return contacts(t) * point["ticket_rate"]


@variable()
def ticket_price(t):
    if tickets(t) > point["upper_edge"]:
        return point["third_ticket_price"]
    return point["second_ticket_price"] if tickets(t) > point["lower_edge"] else point["first_ticket_price"]


@variable()
def per_ticket(t):
    return tickets(t) * ticket_price(t) * prices(t)


@variable()
def cost_before_gain(t):
    resolved = contacts(t) * point["resolution_rate"]
    passed_on = contacts(t) - resolved
    return resolved * point["resolution_price"] + passed_on * point["passed_on_cost"] * wages(t)


@variable()
def outcome(t):
    return cost_before_gain(t) + point["gain_share"] * max(in_house(t) - cost_before_gain(t), 0)
