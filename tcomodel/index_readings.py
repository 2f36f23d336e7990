"""Reading a series at the date of a price: a year reads the average of its months, a month reads that month.

    us_cpi_u at 2024      313.689, the average of its twelve months
    us_cpi_u at 2026-05   335.123
    us_cpi_u at 2025-10   refused: nobody published it; 2025-09 and 2025-11 are the nearest
    us_cpi_u at 2025      refused for the same month, or the average of the other eleven where a person takes that

A year that is not over has no average yet, and nothing is carried forward. What stands for something else is taken only
where a person says so, and the reading tells it: an average without months that were never published, as long as more
than half of its months were, and the one figure of a year for a month of it.
"""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tcomodel.index_series import IndexSeries, SeriesProblem
from tcomodel.months import MONTH, month_after, month_in_full, month_number
from tcomodel.words import average_up_to

MONTHS_A_YEAR = 12
FISCAL = re.compile(r"\d\d(\d\d)-(\d\d)")
Unpublished = Literal["stop", "left out"]
YearlyMonths = Literal["stop", "as their year"]
WAYS_OUT = {  # what a reason says of the term that would let it pass, by the name of the term
    "unpublished": ", or average the others (unpublished: left out)",
    "yearly_months": ", or let a month stand for its year (yearly_months: as their year)",
}


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


def reading(
    series: IndexSeries,
    date: str,
    lag: int = 0,
    averaged_months: int = 1,
    unpublished: Unpublished = "stop",
    yearly_months: YearlyMonths = "as their year",
) -> Reading:
    """The value of a series at a date: 2024, 2024-05 or 2024-05-31 (its month).

    ``lag`` reads so many months earlier; ``averaged_months`` averages as many months that end there (a year is an
    average already). ``unpublished`` is what becomes of months nobody published, ``yearly_months`` whether a month may
    read the one figure of its year. Raises SeriesProblem, naming the nearest months, where a value lacks.
    """
    count = MONTHS_A_YEAR if is_year(date) else averaged_months
    last = month_after(f"{date}-12" if is_year(date) else date[:7], -lag)
    return _over(series, month_after(last, 1 - count), last, unpublished, yearly_months)


def reading_over(series: IndexSeries, period: str, unpublished: Unpublished = "stop") -> Reading:
    """The average over a period: ``2015``, ``2015-01``, or from one month to another, ``2011-07 to 2012-06``."""
    return _over(series, *months_of(period), unpublished)


def months_of(period: str) -> tuple[str, str]:
    """The first and last month of a period; raises SeriesProblem where it is none, or may be a month or a year."""
    first, _, last = (part.strip() for part in period.partition(" to "))
    if not last and may_be_fiscal(first):
        year = int(first[:4])
        raise SeriesProblem(
            f"found {period!r}, which may be a fiscal year or {month_in_full(first)}; write {first} to {first} for the "
            f"month, {year}-07 to {year + 1}-06 for a year from July"
        )
    whole_year = len(first) == 4 and first.isdigit() and not last
    begin, end = (f"{first}-01", f"{first}-12") if whole_year else (first, last or first)
    if not (MONTH.fullmatch(begin) and MONTH.fullmatch(end)) or begin > end:
        raise SeriesProblem(f"found {period!r}; expected a year, a month, or a span such as 2011-07 to 2012-06")
    return begin, end


def may_be_fiscal(month: str) -> bool:
    """Whether a month may be meant for a fiscal year: ``2011-12`` is December 2011, or July 2011 to June 2012."""
    found = FISCAL.fullmatch(month)
    return found is not None and int(found[2]) == int(found[1]) + 1


def _over(
    series: IndexSeries,
    first: str,
    last: str,
    unpublished: Unpublished,
    yearly_months: YearlyMonths = "as their year",
) -> Reading:
    """The average from one month to another, both included."""
    begin, end = (month_number(month) - month_number(series.first) for month in (first, last))
    if begin < 0 or end >= len(series.values):
        raise SeriesProblem(_out_of_reach(series, first, last))
    splits_a_year = series.every == MONTHS_A_YEAR and (begin % MONTHS_A_YEAR or (end + 1) % MONTHS_A_YEAR)
    if splits_a_year and yearly_months == "stop":
        raise SeriesProblem(_part_of_a_year(series, first, last), terms=("yearly_months",))
    values = series.values[begin : end + 1]
    known = values[np.isfinite(values)]
    lacking = [month for month in sorted(series.unpublished) if first <= month <= last]
    said = _said(series, first, last)
    if lacking and first == last:
        raise SeriesProblem(_never_published(series, first))
    if lacking and (unpublished == "stop" or 2 * known.size <= values.size):
        terms = ("unpublished",) if 2 * known.size > values.size else ()
        way_out = "".join(WAYS_OUT[term] for term in terms)
        raise SeriesProblem(f"{said}: {_never_published(series, lacking[0])}; take other months{way_out}", terms=terms)
    if lacking:
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
        return f"{first}, {month_in_full(first)}" if may_be_fiscal(first) else first
    published = (month_number(first) - month_number(series.first)) // series.every * series.every
    begins = month_after(series.first, published)
    return f"{first}, from the " + (f"figure of {begins[:4]}" if series.every == MONTHS_A_YEAR else f"quarter {begins}")


def _part_of_a_year(series: IndexSeries, first: str, last: str) -> str:
    asked = first if first == last else f"the months {first} to {last}"
    begin = series.first[5:]
    way_out = (
        f"say prices of {last[:4]}" if first == last and begin == "01" else f"read whole years from month {begin} on"
    )
    return f"{series.key} has one figure a year and none for {asked}; {way_out}{WAYS_OUT['yearly_months']}"


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
