"""The mini model: five ways to buy the same service over 60 months, each with the clauses that make its cost crooked.

    in_house      whole agents, wage index, on-costs, workplaces
    per_seat      whole seats, seats taken or paid, collared index, exchange rate, service credit with a cap
    per_minute    a price for the first minutes and one beyond, a minimum fee, index, exchange rate
    per_ticket    one price for all tickets of a month by their number (all-units tiers), index
    outcome       a price for a resolved contact, the others passed on to own agents, a share of what is saved

25 lines with a number a month change with the uncertain inputs of ``world``; beside them stand the calendar, which
does not, and the net present value of each option. They are lines of the house, wired as the house wires them. The
prices are illustrative.
"""

from functools import cache

import numpy as np

from tcomodel import inflation, timeline
from tcomodel.givens import Given, givens_of
from tcomodel.lines import Line, OfBaseline, line
from tcomodel.model import Input, Model, OptionModel, Scope
from tcomodel.rates import RateCard
from tcomodel.scenario import scenario_from
from tcomodel.wiring import Wiring
from tcomodel.words import at_least, at_most, round_up, total_over_term, when
from tests.bench.world import DRAWS, World

MONTHS = 60


# -- the programme --------------------------------------------------------------------------------


@line("contact/month")
def contacts(start_contacts, annual_growth, month, months_per_year):
    """The contacts of the month."""
    return start_contacts * (1 + annual_growth) ** ((month - 1) / months_per_year)


@line("hour/month")
def work_hours(contacts, handle_time, seconds_per_hour):
    """Hours of handling at one's own pace."""
    return contacts * handle_time / seconds_per_hour


@line("1")
def price_index(vendor_wage_inflation, index_share, index_floor, index_cap, years_before):
    """The vendor's prices against contract year 1: a part of its wages' rise, within a collar."""
    return (1 + at_most(at_least(vendor_wage_inflation * index_share, index_floor), index_cap)) ** years_before


@line("1")
def exchange_rate(currency_drift, month, months_per_year):
    """The vendor's currency against month 1."""
    return (1 + currency_drift) ** ((month - 1) / months_per_year)


PROGRAMME: list[Line] = [contacts, work_hours, price_index, exchange_rate]


# -- in-house -------------------------------------------------------------------------------------


@line("person")
def agents(work_hours, paid_hours, occupancy, shrinkage):
    """Whole agents for the work."""
    return round_up(work_hours / (paid_hours * occupancy * (1 - shrinkage)))


@line("currency/month")
def pay(agents, paid_hours, hourly_wage, on_cost_rate, wage_index):
    """Wages and on-costs."""
    return agents * paid_hours * hourly_wage * (1 + on_cost_rate) * wage_index


@line("currency/month", called="total_cost")
def cost_in_house(pay, agents, workplace_cost):
    """Pay and workplaces."""
    return pay + agents * workplace_cost


# -- per seat -------------------------------------------------------------------------------------


@line("person")
def seats(work_hours, vendor_effort, paid_hours, vendor_occupancy, vendor_shrinkage):
    """Whole seats for the work."""
    return round_up(work_hours * vendor_effort / (paid_hours * vendor_occupancy * (1 - vendor_shrinkage)))


@line("currency/month")
def seat_fee(seats, committed_seats, seat_rate, price_index, exchange_rate):
    """The seats used or committed to, at this month's price."""
    return at_least(seats, committed_seats) * seat_rate * price_index * exchange_rate


@line("currency/month")
def service_credit(seat_fee, target, attained, credit_rate, credit_cap):
    """What comes back for a service level that was missed."""
    return at_most(seat_fee * at_least(target - attained, 0) * credit_rate, seat_fee * credit_cap)


@line("currency/month", called="total_cost")
def cost_per_seat(seat_fee, service_credit):
    """The fee without what comes back."""
    return seat_fee - service_credit


# -- per minute -----------------------------------------------------------------------------------


@line("minute/month")
def minutes(contacts, handle_time, vendor_effort, seconds_per_minute):
    """Minutes of handling at the vendor's pace."""
    return contacts * handle_time * vendor_effort / seconds_per_minute


@line("currency/month")
def minute_fee(minutes, first_minutes, first_minute_price, next_minute_price):
    """The first minutes at their price, those beyond at theirs."""
    beyond = at_least(minutes - first_minutes, 0)
    return at_most(minutes, first_minutes) * first_minute_price + beyond * next_minute_price


@line("currency/month", called="total_cost")
def cost_per_minute(minute_fee, minimum_fee, price_index, exchange_rate):
    """The fee or its minimum, at this month's price."""
    return at_least(minute_fee, minimum_fee) * price_index * exchange_rate


# -- per ticket -----------------------------------------------------------------------------------


@line("contact/month")
def tickets(contacts, ticket_rate):
    """The tickets of the month."""
    return contacts * ticket_rate


@line("currency/contact")
def ticket_price(tickets, lower_edge, upper_edge, first_ticket_price, second_ticket_price, third_ticket_price):
    """The price of every ticket of the month, by how many there are."""
    up_to_upper = when(tickets <= lower_edge, first_ticket_price, second_ticket_price)
    return when(tickets > upper_edge, third_ticket_price, up_to_upper)


@line("currency/month", called="total_cost")
def cost_per_ticket(tickets, ticket_price, price_index):
    """The tickets at their price."""
    return tickets * ticket_price * price_index


# -- outcome --------------------------------------------------------------------------------------


@line("currency/month")
def cost_before_gain(contacts, resolution_rate, resolution_price, passed_on_cost, wage_index):
    """Resolved contacts at their price, and own agents for the others."""
    return (
        contacts * resolution_rate * resolution_price + contacts * (1 - resolution_rate) * passed_on_cost * wage_index
    )


@line("currency/month", called="total_cost")
def cost_with_gain_share(cost_before_gain, gain_share, total_cost: OfBaseline):
    """With the vendor's share of what is saved against in-house."""
    return cost_before_gain + gain_share * at_least(total_cost - cost_before_gain, 0)


# -- every option ---------------------------------------------------------------------------------


@line("currency/month")
def present_value(total_cost, discount_factor):
    """The month's cost, counted at the start of the contract."""
    return total_cost * discount_factor


@line("currency")
def npv(present_value):
    """Net present value of all costs of the term."""
    return total_over_term(present_value)


OPTIONS: dict[str, list[Line]] = {
    "in_house": [agents, pay, cost_in_house],
    "per_seat": [seats, seat_fee, service_credit, cost_per_seat],
    "per_minute": [minutes, minute_fee, cost_per_minute],
    "per_ticket": [tickets, ticket_price, cost_per_ticket],
    "outcome": [cost_before_gain, cost_with_gain_share],
}


@cache
def mini_model() -> Model:
    """The lines at their places, in-house the baseline; each option has ``total_cost`` and ``npv``."""
    programme = Scope("programme", ("programme",), "Programme")
    programme.add_lines([timeline.years_before, timeline.discount_factor, inflation.wage_index, *PROGRAMME])
    month = Given("month", "month", "Month of the contract, counted from 1.", "Month")
    programme.inputs["month"] = Input(month, programme, np.arange(1.0, MONTHS + 1))
    for name, given in givens_of(World).items():
        programme.inputs[name] = Input(given, programme, float(given.assumed), place=("world", name))
    wiring = Wiring()
    options = []
    for key, lines in OPTIONS.items():
        option = OptionModel(key, key, key, Scope("option", (key,), key, [programme]))
        wiring.baseline = wiring.baseline or option
        option.scope.add_lines([*lines, present_value, npv])
        first = len(wiring.rows)
        option.figures = {
            name: wiring.place(option.scope.lines[name][0], option.scope) for name in ("total_cost", "npv")
        }
        option.rows = [row for row in wiring.rows[first:] if row.scope is option.scope]
        options.append(option)
    own = {"in_house": {"monthly_budget": 1}}
    term = scenario_from(
        {"start": "2027-01", "months": MONTHS, "demand": {"volume": {"voice": 1}}, "options": {"own": own}}
    )
    inputs = list(wiring.used.values())
    unused = [one for one in programme.inputs.values() if id(one) not in wiring.used]
    return Model(term, RateCard("none", "2027-01", {}), programme, options, options[0], wiring.rows, inputs, unused)


def replaced(found: DRAWS) -> dict[Input, np.ndarray]:
    """Draws of the world as ``evaluate_rows`` takes them, ``(draws, 1)`` each."""
    inputs = mini_model().programme.inputs
    return {inputs[name]: values[:, None] for name, values in found.items()}
