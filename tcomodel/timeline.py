"""Months, contract years and discounting.

Months count from 1. A contract year turns on the anniversary: months 1 to 12 are year 1. A calendar
month carries the seasonality: a contract that starts in October has calendar month 10 in month 1.

The discount rate is effective per year, so month m at mid-month counts (1 + r) ** -((m - 0.5) / 12).
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import line
from tcomodel.words import remainder, whole

PAID_AT = {"start": 1.0, "mid": 0.5, "end": 0.0}  # months between a payment and the end of its month


class Timing(Terms):
    """When money is counted and what later money is worth today."""

    discount_rate: Entry = given(
        "1/year",
        "Effective yearly rate at which later money counts less. Nominal, because the costs are nominal.",
        assumed=0.08,
        because="a common corporate cost of capital; put in your own",
        most=1,
        step=0.005,
        constant=True,
    )
    discount_timing: Entry = choice(
        "When in its month a cost is counted for discounting.",
        "start",
        "mid",
        "end",
        assumed="mid",
        because="running costs arise evenly over the month",
    )


class Constants(Terms):
    """What holds everywhere; inputs only so that no formula carries a bare number."""

    months_per_year: Entry = given("month/year", "Months in a year.", assumed=12, because="calendar", constant=True)
    days_per_year: Entry = given("day/year", "Days in a year.", assumed=365, because="calendar", constant=True)
    one_month: Entry = given(
        "month",
        "One month: over it an amount a month becomes an amount, and the reverse.",
        assumed=1,
        because="definition",
        constant=True,
    )
    eulers_number: Entry = given(
        "1", "Euler's number e, the base of exponential growth.", assumed=2.71828182845905, because="definition",
        constant=True,
    )  # fmt: skip
    weeks_per_year: Entry = given(
        "week/year", "Weeks in a year, 365.25 / 7.", assumed=52.18, because="calendar", constant=True
    )
    seconds_per_hour: Entry = given(
        "second/hour", "Seconds in an hour.", assumed=3600, because="definition", constant=True
    )
    seconds_per_minute: Entry = given(
        "second/minute", "Seconds in a minute.", assumed=60, because="definition", constant=True
    )


@line("year", per="programme")
def years_before(month, months_per_year):
    """Whole contract years completed before this month."""
    return whole((month - 1) / months_per_year)


@line("year", per="programme")
def contract_year(years_before):
    """The contract year, turning on the anniversary; readers add up years with it."""
    return years_before + 1


@line("month", per="programme")
def calendar_month(month, first_calendar_month, months_per_year):
    """The month of the calendar, 1 for January, that carries the seasonality."""
    return remainder(month + first_calendar_month - 1 - 1, months_per_year) + 1


@line("1", per="programme")
def discount_factor(month, paid_at, months_per_year, discount_rate):
    """What one unit of money of this month is worth at the start of the contract."""
    return (1 + discount_rate) ** ((paid_at - month) / months_per_year)
