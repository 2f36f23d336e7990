"""pandas, row by row: a frame with a row a month, and a function that ``apply`` gives each of its rows."""

import math

import pandas as pd

MONTHS = 60


def ready():
    return lambda worlds: [npvs(world) for world in worlds]


def npvs(world: dict[str, float]) -> dict[str, float]:
    """The net present value of each option in one world."""
    frame = pd.DataFrame({"month": range(1, MONTHS + 1)})
    for column in (calendar, demand, in_house, per_seat, per_minute, per_ticket, outcome):
        frame = frame.join(frame.apply(column, axis=1, result_type="expand", args=(world,)))
    options = ["in_house", "per_seat", "per_minute", "per_ticket", "outcome"]
    return frame[options].mul(frame["worth_today"], axis=0).sum().to_dict()


def calendar(row, world):
    years = (row["month"] - 1) / world["months_per_year"]
    worth = (1 + world["discount_rate"]) ** ((world["paid_at"] - row["month"]) / world["months_per_year"])
    return {"years": years, "full_years": math.floor(years), "worth_today": worth}


def demand(row, world):
    contacts = world["start_contacts"] * (1 + world["annual_growth"]) ** row["years"]
    rise = min(max(world["vendor_wage_inflation"] * world["index_share"], world["index_floor"]), world["index_cap"])
    return {
        "contacts": contacts,
        "hours": contacts * world["handle_time"] / world["seconds_per_hour"],
        "wages": (1 + world["wage_inflation"]) ** row["full_years"],
        "prices": (1 + rise) ** row["full_years"],
        "rate": (1 + world["currency_drift"]) ** row["years"],
    }


def in_house(row, world):
    hours_of_one = world["paid_hours"] * world["occupancy"] * (1 - world["shrinkage"])
    agents = math.ceil(round(row["hours"] / hours_of_one, 6))
    pay = agents * world["paid_hours"] * world["hourly_wage"] * (1 + world["on_cost_rate"]) * row["wages"]
    return {"agents": agents, "pay": pay, "in_house": pay + agents * world["workplace_cost"]}


def per_seat(row, world):
    hours_of_one = world["paid_hours"] * world["vendor_occupancy"] * (1 - world["vendor_shrinkage"])
    seats = math.ceil(round(row["hours"] * world["vendor_effort"] / hours_of_one, 6))
    fee = max(seats, world["committed_seats"]) * world["seat_rate"] * row["prices"] * row["rate"]
    missed = max(world["target"] - world["attained"], 0)
    credit = min(fee * missed * world["credit_rate"], fee * world["credit_cap"])
    return {"seats": seats, "seat_fee": fee, "credit": credit, "per_seat": fee - credit}


def per_minute(row, world):
    minutes = row["contacts"] * world["handle_time"] * world["vendor_effort"] / world["seconds_per_minute"]
    first = min(minutes, world["first_minutes"])
    fee = first * world["first_minute_price"] + (minutes - first) * world["next_minute_price"]
    billed = max(fee, world["minimum_fee"]) * row["prices"] * row["rate"]
    return {"minutes": minutes, "minute_fee": fee, "per_minute": billed}


def per_ticket(row, world):
    tickets = row["contacts"] * world["ticket_rate"]
    edges = {"first": world["lower_edge"], "second": world["upper_edge"], "third": math.inf}
    tier = next(name for name, edge in edges.items() if tickets <= edge)
    price = world[f"{tier}_ticket_price"]
    return {"tickets": tickets, "ticket_price": price, "per_ticket": tickets * price * row["prices"]}


def outcome(row, world):
    resolved = row["contacts"] * world["resolution_rate"]
    passed_on = (row["contacts"] - resolved) * world["passed_on_cost"] * row["wages"]
    before = resolved * world["resolution_price"] + passed_on
    shared = world["gain_share"] * max(row["in_house"] - before, 0)
    return {"cost_before_gain": before, "outcome": before + shared}
