"""How many years a turn of the prices makes up for: those since the turn before, at the first turn since the start.

    Every two years, 3 % a year, first in contract year 2: the first turn makes up for 1 year, the next for 2:
    1.03 in month 13, 1.03 x 1.03 ** 2 in month 37

Rise, floor, cap and productivity are rates a year and all take the same years. Years that are held at first come back
with an index, which moved through all of them, but not with a fixed rise: held for two years and 3 % a year from then
on is 1.03 in year 3.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.contract.indexation.turns import turns_within_term
from tcomodel.index_months import last_month
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Rows
from tcomodel.words import at_least, at_most, round_up, when, whole

SLIGHT = 0.5e-6  # of a change: nothing anyone would see


@line(
    "year",
    called="years_since_start",
    chosen={"prices_turn": "calendar year", "first_calendar_turn": "in proportion"},
)
def months_since_start_as_years(years_to_first_turn, months_into_year, months_per_year):
    """Years from the start to the first turn, with the part of a year that its months make."""
    return years_to_first_turn - months_into_year / months_per_year


@line(
    "year",
    called="years_since_start",
    chosen={"prices_turn": "calendar year", "first_calendar_turn": "skipped within the first year"},
)
def whole_years_since_start(years_to_first_turn, months_into_year, months_per_year):
    """Whole years from the start to the first turn."""
    return whole(years_to_first_turn - months_into_year / months_per_year)


@line(
    "year",
    called="years_since_start",
    chosen={"prices_turn": "calendar year", "first_calendar_turn": "in full"},
)
def calendar_years_since_start(years_to_first_turn):
    """Years from the start to the first turn, the one the contract begins in as a whole one."""
    return years_to_first_turn


@line("year")
def years_since_start(years_to_first_turn):
    """Years from the start to the first turn."""
    return years_to_first_turn


@line("year", given=("indices", "base_lag"))
def years_of_index(years_since_start, base_lag, index_lag, months_per_year):
    """Years from the base of the index to the month that the first turn reads, rounded up."""
    return at_least(round_up(years_since_start + (base_lag - index_lag) / months_per_year), 0)


@line("year", called="years_at_first_turn", given=("indices", "base_lag"))
def years_between_base_and_turn(years_since_start, years_of_index):
    """Years the first turn makes up for: those since the start, as far as the index counts them."""
    return at_most(years_since_start, years_of_index)


@line("year", called="years_at_first_turn", given="indices")
def all_years_since_start(years_since_start):
    """Years the first turn makes up for: all since the start, for the index moved through them."""
    return years_since_start


@line("year")
def years_at_first_turn(years_since_start, years_between):
    """Years the first turn makes up for: those since the start, but none that the prices were held for longer."""
    return at_most(years_since_start, years_between)


@line("year")
def years_at_turn(turns_so_far, years_at_first_turn, years_between, turns_now):
    """Years that a turn of the prices makes up for; nothing in a month without a turn."""
    return when(turns_so_far > 1, years_between, years_at_first_turn) * turns_now


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """A first turn with the calendar that comes within a year of the start, or sooner than the years it counts."""
    if option.scope.chosen("prices_turn") != "calendar year":
        return
    turns, change = (np.asarray(values[option.all_of(name)[0]]) for name in ("turns_so_far", "applied_indexation"))
    first = int(np.argmax(turns >= 1))
    if turns[first] < 1 or first >= last_month(option.scope) or abs(change[first]) < SLIGHT:
        return
    since, year = min(turns_within_term(option.scope)) - 1, option.scope.value("months_per_year")
    counted = max((float(np.max(values[row])) for row in option.all_of("years_at_first_turn")), default=1.0)
    if since < max(1.0, counted) * year:
        reading = option.scope.chosen("first_calendar_turn")
        yield (
            f"its prices turn for the first time {since} {'month' if since == 1 else 'months'} after the start and "
            f"change by {change[first]:.2%} from month {first + 1} on (first_calendar_turn: {reading}); "
            "see what the contract says of a first turn so soon."
        )
