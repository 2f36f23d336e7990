"""Reading a series at the date of a price: a year reads the average of its months, a month reads that month.

    us_cpi_u at 2024      313.689, the average of its twelve months
    us_cpi_u at 2026-05   335.123
    us_cpi_u at 2025-10   refused: nobody published it; 2025-09 and 2025-11 are the nearest

A year that is not over has no average yet, and nothing is carried forward. Only a month that its publisher never
published is left out of an average, and the reading says so.
"""

from dataclasses import dataclass

import numpy as np

from tcomodel.index_series import MONTH, IndexSeries, SeriesProblem
from tcomodel.months import month_after, month_number
from tcomodel.words import average_up_to

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Reading:
    """A value of a series, in its unit, and in words which months it stands for."""

    value: float
    months: str

    def __str__(self) -> str:
        return f"{self.value:,.6g} ({self.months})"


def is_year(date: str) -> bool:
    """Whether a date is a whole year: ``2024``, not ``2024-05``."""
    return len(date) == 4


def years_between(earlier: str, later: str) -> float:
    """Years from one date of prices to another; a year lies where its middle is, so 2024 to 2026-05 is 22.5 months."""
    return (_middle(later) - _middle(earlier)) / MONTHS_A_YEAR


def _middle(date: str) -> float:
    if is_year(date):
        return month_number(f"{date}-01") + (MONTHS_A_YEAR - 1) / 2
    return float(month_number(date[:7]))


def reading(series: IndexSeries, date: str, lag: int = 0, averaged_months: int = 1) -> Reading:
    """The value of a series at a date: 2024, 2024-05 or 2024-05-31 (its month).

    ``lag`` reads so many months earlier; ``averaged_months`` averages as many months that end there (a year is an
    average already). Raises SeriesProblem, naming the nearest months, where a value lacks.
    """
    count = MONTHS_A_YEAR if is_year(date) else averaged_months
    last = month_after(f"{date}-12" if is_year(date) else date[:7], -lag)
    return _over(series, month_after(last, 1 - count), last)


def reading_over(series: IndexSeries, period: str) -> Reading:
    """The average over a period: ``2015``, ``2015-01``, or from one month to another, ``2011-07 to 2012-06``."""
    return _over(series, *months_of(period))


def months_of(period: str) -> tuple[str, str]:
    """The first and last month of a period; raises SeriesProblem where it is none."""
    first, _, last = (part.strip() for part in period.partition(" to "))
    whole_year = len(first) == 4 and first.isdigit() and not last
    begin, end = (f"{first}-01", f"{first}-12") if whole_year else (first, last or first)
    if not (MONTH.fullmatch(begin) and MONTH.fullmatch(end)) or begin > end:
        raise SeriesProblem(f"found {period!r}; expected a year, a month, or a span such as 2011-07 to 2012-06")
    return begin, end


def _over(series: IndexSeries, first: str, last: str) -> Reading:
    """The average from one month to another, both included."""
    begin, end = (month_number(month) - month_number(series.first) for month in (first, last))
    if begin < 0 or end >= len(series.values):
        raise SeriesProblem(_out_of_reach(series, first, last))
    values = series.values[begin : end + 1]
    known = values[np.isfinite(values)]
    if not known.size:
        raise SeriesProblem(_never_published(series, first))
    said = _said(series, first, last)
    if known.size < values.size:
        lacking = [month for month in series.unpublished if first <= month <= last]
        said += f" without {', '.join(lacking)}: {series.unpublished[lacking[0]]}"
    if np.all(known == known[0]):  # one published figure, which no average may blur
        return Reading(float(known[0]), said)
    return Reading(float(average_up_to(known, known.size, known.size)), said)


def _said(series: IndexSeries, first: str, last: str) -> str:
    year = first[:4]
    if first.endswith("-01") and last == f"{year}-12":
        return year if series.every == MONTHS_A_YEAR else f"average of {year}"
    if first != last:
        return f"average of {first} to {last}"
    if series.every == 1:
        return first
    published = (month_number(first) - month_number(series.first)) // series.every * series.every
    begins = month_after(series.first, published)
    return f"{first}, from the " + (f"figure of {begins[:4]}" if series.every == MONTHS_A_YEAR else f"quarter {begins}")


def _out_of_reach(series: IndexSeries, first: str, last: str) -> str:
    asked = first if first == last else f"all of {first} to {last}"
    reach = f"it runs from {series.first} to {series.last}"
    if last > series.last:
        return f"{series.key} has no value for {asked}; {reach}, so the nearest month is {series.last}"
    return f"{series.key} has no value for {asked}; {reach}, so the nearest month is {series.first}"


def _never_published(series: IndexSeries, month: str) -> str:
    place = month_number(month) - month_number(series.first)
    known = np.flatnonzero(np.isfinite(series.values))
    before, after = known[known < place][-1], known[known > place][0]  # a series begins and ends with a value
    near = " and ".join(f"{month_after(series.first, int(one))} ({series.values[one]:,.6g})" for one in (before, after))
    return f"{series.key} has no value for {month}: {series.unpublished[month]}; the nearest are {near}"
