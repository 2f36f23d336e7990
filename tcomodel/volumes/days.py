"""Which day, week or month a row of an export is about.

    2024-02-01, 01.02.2024 08:30, Thu 1 Feb 2024    a day
    2024-W05, KW 5 2024                             a week, from its Monday
    2024-02, Feb-24                                 a month

02/01/2024 is the second of January in London and the first of February in Dallas. It is read only where the other
dates of the column leave one order; where they leave two, somebody has to say which.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tcomodel.importing.dates import EARLIEST, LATEST, NoDate, date_in, date_of
from tcomodel.importing.sheet import Cell
from tcomodel.remembered import remembered

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = ORDERS = ("day first", "month first", "year first")
MONTH, WEEK, DAY = "month", "week", "day"
THREE = re.compile(r"([0-9]{1,4})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,4})")
CLOCK = re.compile(r"(?:[ ,]+|(?<=[0-9])t)([0-9]{1,2}:[0-9]{2}.*)$", re.IGNORECASE)
BEFORE_THREE = re.compile(r"^[^\W\d_]{2,12}[.,]*\s+(?=[0-9]{1,4}\s?[./-]\s?[0-9])")  # Mo. 05.02.2024
WEEKDAY = re.compile(r"^(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?[.,]*\s+", re.IGNORECASE)
YEAR_AND_WEEK = re.compile(r"([0-9]{4})[ /-]*(?:w|kw|cw|wk|week)[ .-]*([0-9]{1,2})", re.IGNORECASE)
WEEK_AND_YEAR = re.compile(r"(?:w|kw|cw|wk|week)[ .-]*([0-9]{1,2})[ ,/-]+([0-9]{4})", re.IGNORECASE)
COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])?")
MONTHS_OF_A_YEAR = 12
LONGEST_SPAN = 10  # years of one export
EXPECTED = "expected a day, week or month, such as 2024-02-01, 2024-W05 or 2024-02"


class Moment(NamedTuple):
    """The first day of what a row is about, how long that is (``day``, ``week``, ``month``), and the time of day."""

    first: date
    length: str
    clock: str = ""


def looks_like_a_day(cell: Cell) -> bool:
    """Whether a cell holds a date in some order; of bare digits only eight count: 20240201."""
    if cell.kind not in ("text", "number"):
        return cell.kind == "date"
    text = cell.text
    if len(text) > 40 or (text.isdigit() and len(text) != 8):
        return False
    return _looks(text)


def is_written_compactly(cell: Cell) -> bool:
    """20240201 or 202402, as a text or a number."""
    return cell.kind in ("text", "number") and COMPACT.fullmatch(cell.text) is not None


def orders_left(texts: Iterable[str]) -> tuple[str, ...]:
    """The orders of day, month and year under which every text written in three numbers is a real day.

    All of them where no text depends on it; none where no order fits all texts. An order that strews the rows over
    decades, where another keeps them together, is none: 13/01/24 to 31/01/24 are no Januaries of 2013 to 2031.
    """
    years: dict[str, set[int]] = {order: set() for order in ORDERS}
    for text in set(texts):
        if (found := THREE.fullmatch(_bare(text)[0])) and len(found[1]) < 4:
            days = {order: _in_order(found, order) for order in years}
            years = {order: years[order] | {day.year} for order, day in days.items() if day is not None}
    spans = {order: max(one) - min(one) if one else 0 for order, one in years.items()}
    return tuple(order for order in years if spans[order] <= LONGEST_SPAN or min(spans.values()) > LONGEST_SPAN)


def depends_on_order(text: str) -> bool:
    """Whether a text can be two days, by the order."""
    found = THREE.fullmatch(_bare(text)[0])
    return found is not None and len({_in_order(found, order) for order in ORDERS} - {None}) > 1


def may_have_been_turned(dates: Iterable[Cell], texts: Iterable[str]) -> bool:
    """Whether a workbook's dates look like those of another country, opened there: no real date has a day above 12,
    and what stayed a text can only be read in one order. Then days and months were exchanged in the real ones.
    """
    told = [found for text in texts if (found := THREE.fullmatch(_bare(text)[0])) and len(found[1]) < 4]
    days = [read.first.day for cell in dates if isinstance(read := moment_of(cell, ""), Moment)]
    return bool(told) and bool(days) and max(days) <= MONTHS_OF_A_YEAR


def moment_of(cell: Cell, order: str, clock: str = "") -> Moment | str:
    """What a cell is about, ``clock`` being its time of day where the workbook has one; else why it is no date."""
    if cell.kind == "date":
        read = date_of(cell)
        return EXPECTED if isinstance(read, NoDate) else _moment(read.date, clock)
    if cell.kind == "number" and cell.value == int(cell.value):
        return _in_text(f"{cell.value:.0f}", order)
    return _in_text(cell.text, order) if cell.kind == "text" else EXPECTED


@remembered
def _looks(text: str) -> bool:
    return any(isinstance(_in_text(text, order), Moment) for order in ORDERS)


@remembered
def _in_text(text: str, order: str) -> Moment | str:
    bare, clock = _bare(text)
    if found := THREE.fullmatch(bare):
        first = _in_order(found, YEAR_FIRST if len(found[1]) == 4 else order)
        return Moment(first, DAY, clock) if first else f"there is no such day, read {order or 'as it stands'}"
    if found := COMPACT.fullmatch(bare):
        return _moment("-".join(part for part in found.groups() if part), clock)
    if found := YEAR_AND_WEEK.fullmatch(bare):
        return _of_week(int(found[1]), int(found[2]))
    if found := WEEK_AND_YEAR.fullmatch(bare):
        return _of_week(int(found[2]), int(found[1]))
    read = date_in(WEEKDAY.sub("", bare))
    if isinstance(read, NoDate):
        return EXPECTED
    return f"that is a quarter or half a year; {EXPECTED}" if read.note else _moment(read.date, clock)


def _bare(text: str) -> tuple[str, str]:
    """A date without its weekday and its time of day, and that time."""
    told = " ".join(text.split())
    clock = CLOCK.search(told)
    if clock:
        told = told[: clock.start()]
    return BEFORE_THREE.sub("", told).strip().rstrip("."), clock[1].lower() if clock else ""


def _in_order(found: re.Match[str], order: str) -> date | None:
    """The day that three numbers are in an order; None where there is none. Nobody writes month.day.year."""
    parts, mark = (found[1], found[3], found[4]), found[2]
    year, month, day = {
        DAY_FIRST: (parts[2], parts[1], parts[0]),
        MONTH_FIRST: (parts[2], parts[0], parts[1]),
        YEAR_FIRST: parts,
    }.get(order, ("", "", ""))
    if not year or len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    if mark == "." and (order == MONTH_FIRST or (order == YEAR_FIRST and len(year) == 2)):
        return None
    return _day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(written: str, clock: str = "") -> Moment | str:
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 1:
        return f"that is a whole year; {EXPECTED}"
    first = _day(*(*parts, 1)[:3])
    return Moment(first, MONTH if len(parts) == 2 else DAY, clock) if first else EXPECTED


def _of_week(year: int, week: int) -> Moment | str:
    if not EARLIEST <= year <= LATEST:
        return EXPECTED
    try:
        return Moment(date.fromisocalendar(year, week, 1), WEEK)
    except ValueError:
        return f"the year {year} has no week {week}"
