"""When the prices turn, and from which month on the new ones hold.

    A contract from April 2027 whose prices turn each January, two months after notice: the first new prices hold from
    March 2028 (month 12), the next from March 2029

Prices turn on the anniversary or with the calendar, every year or every few, at first after years without a rise.
How much time a turn makes up for is said in ``years``.
"""

from typing import Any

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import Line, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, previous, remainder, when, whole


class Turns(Terms):
    """When the prices turn."""

    prices_turn: Entry = choice(
        "When the prices turn: on the anniversary of the contract or in a month of the calendar.",
        "anniversary",
        "calendar year",
        assumed="anniversary",
        because="most contracts turn on their anniversary",
    )
    turning_month: Entry = given(
        "month",
        "Month of the calendar in which prices turn, 1 for January; only where they turn with the calendar.",
        assumed=1,
        because="January",
        least=1,
        most=12,
        step=1,
        kind="whole",
    )
    first_calendar_turn: Entry = choice(
        "What a turn with the calendar counts when it is the first, some months after the start: its years in full, "
        "in proportion to the months since the start, or nothing within the first year, which is then skipped.",
        "in full",
        "in proportion",
        "skipped within the first year",
        assumed="in full",
        because="a clause that names only its month grants the whole rise; no other reading makes the fee higher",
    )
    first_uplift_year: Entry = given(
        "year",
        "First year with new prices: 3 holds the prices for two years. Without it prices first turn after "
        "the years between turns. Calendar years count from the one the contract begins in.",
        least=2,
        most=20,
        step=1,
        kind="whole",
    )
    years_between: Entry = given(
        "year",
        "Years from one turn of the prices to the next.",
        assumed=1,
        because="every year",
        least=1,
        most=10,
        step=1,
        kind="whole",
    )
    notice_delay: Entry = given(
        "month",
        "Months after the turn until the new prices take effect, for the notice.",
        assumed=0,
        because="with the turn itself",
        most=24,
        step=1,
        kind="whole",
    )


@line("month")
def months_into_year(first_calendar_month, turning_month, months_per_year):
    """Months from the last turning month to the start of the contract."""
    return remainder(first_calendar_month - turning_month, months_per_year)


@line("year", called="indexation_years", chosen={"prices_turn": "anniversary"})
def years_of_contract(month, notice_delay, months_per_year):
    """Contract years completed, as far as new prices have taken effect."""
    return whole((month - 1 - notice_delay) / months_per_year)


@line("year", called="indexation_years", chosen={"prices_turn": "calendar year"})
def years_of_calendar(month, months_into_year, notice_delay, months_per_year):
    """Turning months passed since the start, as far as new prices have taken effect."""
    return whole((month - 1 + months_into_year - notice_delay) / months_per_year)


@line("year", called="years_held", given="first_uplift_year")
def years_held_as_stated(first_uplift_year):
    """Years before the prices first turn."""
    return first_uplift_year - 1


@line("year")
def years_held(years_between):
    """Years before the prices first turn: as many as between turns."""
    return years_between


@line(
    "year",
    called="years_to_first_turn",
    chosen={"prices_turn": "calendar year", "first_calendar_turn": "skipped within the first year"},
)
def years_with_the_skipped_turn(years_held, months_into_year, months_per_year):
    """Years, as the clause counts them, until the prices first turn: one more where that is within the first year."""
    return years_held + when(years_held - months_into_year / months_per_year < 1, 1, 0)


@line("year")
def years_to_first_turn(years_held):
    """Years, as the clause counts them, until the prices first turn."""
    return years_held


@line("1")
def turns_so_far(indexation_years, years_to_first_turn, years_between):
    """How often the prices have turned."""
    return at_least(whole((indexation_years - years_to_first_turn + years_between) / years_between), 0)


@line("1")
def turns_now(turns_so_far):
    """One in a month in which new prices take effect, else nothing."""
    return turns_so_far - previous(turns_so_far)


@line("month", called="last_turn", chosen={"prices_turn": "anniversary"})
def last_anniversary(turns_so_far, years_to_first_turn, years_between, months_per_year):
    """The month whose turn the prices of this month come from; month 1 before the first turn."""
    return when(turns_so_far < 1, 1, (years_to_first_turn + (turns_so_far - 1) * years_between) * months_per_year + 1)


@line("month", called="last_turn", chosen={"prices_turn": "calendar year"})
def last_turning_month(turns_so_far, years_to_first_turn, years_between, months_per_year, months_into_year):
    """The month whose turn the prices of this month come from; month 1 before the first turn."""
    years = years_to_first_turn + (turns_so_far - 1) * years_between
    return when(turns_so_far < 1, 1, years * months_per_year + 1 - months_into_year)


def turns_within_term(place: Place) -> list[int]:
    """The months of the contract whose turns move its prices, by the lines above; notice may put their effect off."""
    calendar = place.chosen("prices_turn") == "calendar year"
    skipped = calendar and place.chosen("first_calendar_turn") == "skipped within the first year"
    steps: list[Line] = [months_into_year, years_of_calendar if calendar else years_of_contract]
    steps += [years_held_as_stated if place.stated("first_uplift_year") else years_held]
    steps += [years_with_the_skipped_turn if skipped else years_to_first_turn, turns_so_far]
    steps += [last_turning_month if calendar else last_anniversary]
    known: dict[str, Any] = {}
    for step in steps:
        known[step.name] = step(*[known.get(one.name, place.value(one.name)) for one in step.ingredients])
    return [int(month) for month in np.unique(known["last_turn"][known["turns_so_far"] >= 1])]
