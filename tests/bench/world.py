"""The world of the mini model: every input with its unit, its base and, where it is uncertain, its range.

The prices are illustrative: they are of the right order, and nobody's. What counts is that an outsourcing programme of
this size has these uncertainties: demand, effort, pay, the vendor's productivity, its index and its currency.

    base()["handle_time"]              300.0
    drawn(1000, seed=1)["handle_time"] 1,000 numbers between 260 and 360, most of them near 300
"""

import numpy as np

from tcomodel.givens import Entry, Terms, given, givens_of

DRAWS = dict[str, np.ndarray]  # by input, (draws,)


class World(Terms):
    """What the mini model takes; its own constants too, so that no line carries a bare number."""

    start_contacts: Entry = given("contact/month", "Contacts in month 1.", assumed=60000.0)
    annual_growth: Entry = given("1/year", "Yearly growth of the contacts.", assumed=0.03, least=-1, constant=True)
    handle_time: Entry = given("second/contact", "Average handle time.", assumed=300.0)
    paid_hours: Entry = given("hour/person/month", "Hours paid for one agent, each month.", assumed=165.0)
    occupancy: Entry = given("1", "Share of the present time spent on contacts.", assumed=0.82)
    shrinkage: Entry = given("1", "Share of the paid time away from contacts.", assumed=0.30)
    hourly_wage: Entry = given("currency/hour", "Pay of one hour.", assumed=17.0)
    wage_inflation: Entry = given("1/year", "Yearly rise of own wages.", assumed=0.035, constant=True)
    on_cost_rate: Entry = given("1", "On-costs as a share of pay.", assumed=0.25)
    workplace_cost: Entry = given("currency/person/month", "Workplace and technology of one agent.", assumed=300.0)
    vendor_effort: Entry = given("1", "The vendor's handle time against one's own.", assumed=1.08)
    vendor_occupancy: Entry = given("1", "The vendor's occupancy.", assumed=0.84)
    vendor_shrinkage: Entry = given("1", "The vendor's shrinkage.", assumed=0.30)
    vendor_wage_inflation: Entry = given("1/year", "Yearly rise of the vendor's wages.", assumed=0.06, constant=True)
    index_share: Entry = given("1", "Share of that rise which prices follow.", assumed=0.65)
    index_floor: Entry = given("1/year", "The least a price rises in a year.", assumed=0.0)
    index_cap: Entry = given("1/year", "The most a price rises in a year.", assumed=0.04)
    currency_drift: Entry = given(
        "1/year", "Yearly change of the vendor's currency.", assumed=-0.01, least=-1, constant=True
    )
    seat_rate: Entry = given("currency/person/month", "Price of one seat.", assumed=3100.0)
    committed_seats: Entry = given("person", "Seats paid for, used or not.", assumed=48.0)
    target: Entry = given("1", "Service level agreed.", assumed=0.80)
    attained: Entry = given("1", "Service level attained.", assumed=0.785)
    credit_rate: Entry = given("1", "Credit for each unit the level is missed by, as a share of the fee.", assumed=2.5)
    credit_cap: Entry = given("1", "The most a credit takes of the fee.", assumed=0.04)
    first_minutes: Entry = given("minute/month", "Minutes at the first price.", assumed=320000.0)
    first_minute_price: Entry = given("currency/minute", "Price of the first minutes.", assumed=0.58)
    next_minute_price: Entry = given("currency/minute", "Price of the minutes beyond.", assumed=0.49)
    minimum_fee: Entry = given("currency/month", "The least the vendor bills for minutes.", assumed=165000.0)
    ticket_rate: Entry = given("1", "Tickets of a contact.", assumed=0.80)
    lower_edge: Entry = given("contact/month", "Tickets up to which the first price holds for all.", assumed=45000.0)
    upper_edge: Entry = given("contact/month", "Tickets up to which the second price holds for all.", assumed=52000.0)
    first_ticket_price: Entry = given("currency/contact", "Price of every ticket of a small month.", assumed=3.95)
    second_ticket_price: Entry = given("currency/contact", "Price of every ticket of a middling month.", assumed=3.70)
    third_ticket_price: Entry = given("currency/contact", "Price of every ticket of a large month.", assumed=3.45)
    resolution_rate: Entry = given("1", "Share of the contacts the vendor resolves.", assumed=0.55)
    resolution_price: Entry = given("currency/contact", "Price of a resolved contact.", assumed=1.40)
    passed_on_cost: Entry = given("currency/contact", "Cost of a contact passed on to own agents.", assumed=4.90)
    gain_share: Entry = given("1", "The vendor's share of what is saved against in-house.", assumed=0.30)
    discount_rate: Entry = given("1/year", "Yearly rate at which later money counts less.", assumed=0.08, constant=True)
    paid_at: Entry = given("month", "Months between a payment and the end of its month.", assumed=0.5)
    months_per_year: Entry = given("month/year", "Months in a year.", assumed=12.0, constant=True)
    seconds_per_hour: Entry = given("second/hour", "Seconds in an hour.", assumed=3600.0, constant=True)
    seconds_per_minute: Entry = given("second/minute", "Seconds in a minute.", assumed=60.0, constant=True)


RANGES = {  # the least and the most; the base is the likeliest
    "start_contacts": (48000, 75000),
    "annual_growth": (-0.02, 0.08),
    "handle_time": (260, 360),
    "occupancy": (0.78, 0.86),
    "shrinkage": (0.26, 0.34),
    "hourly_wage": (15.5, 18.5),
    "wage_inflation": (0.02, 0.055),
    "on_cost_rate": (0.22, 0.30),
    "workplace_cost": (240, 400),
    "vendor_effort": (1.0, 1.2),
    "vendor_occupancy": (0.80, 0.87),
    "vendor_wage_inflation": (0.03, 0.09),
    "currency_drift": (-0.04, 0.03),
    "attained": (0.74, 0.83),
    "ticket_rate": (0.70, 0.92),
    "resolution_rate": (0.42, 0.66),
    "passed_on_cost": (4.2, 6.0),
}


def base() -> dict[str, float]:
    """Every input at its base."""
    return {name: float(one.assumed) for name, one in givens_of(World).items()}


def drawn(draws: int, seed: int) -> DRAWS:
    """The uncertain inputs, ``(draws,)`` each; the same for the same seed."""
    random = np.random.default_rng(seed)
    middle = base()
    return {name: random.triangular(low, middle[name], high, draws) for name, (low, high) in RANGES.items()}


def one_by_one(found: DRAWS) -> list[dict[str, float]]:
    """A whole world for each draw, as tools take it that know one at a time."""
    fixed = base()
    names = list(found)
    return [
        fixed | {name: float(value) for name, value in zip(names, values, strict=True)}
        for values in zip(*found.values(), strict=True)
    ]
