"""Indices and exchange rates: what was measured, and what is assumed for the years to come.

    US consumer prices were 327.9 in September 2026 and are taken to rise by 2.5 % a year:
    12 months later 336.1

An index has months of its own: they begin years before the contract, because clauses look back. Nothing goes on
beyond the last measured month unless a projection is stated, and then the result says so.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tcomodel.entries import month_after
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.words import in_month, when

if TYPE_CHECKING:
    from tcomodel.model import Scope


class Index(Terms):
    """One index or exchange rate."""

    series: Entry = given(
        "1",
        "The measured values: a series of the catalogue by its key, a CSV file, or months with values.",
        kind="series",
        least=None,
    )
    projection: Entry = given(
        "1/year",
        "Rise a year after the last measured month, compounding from month to month.",
        least=-0.5,
        most=1,
        step=0.0025,
        constant=True,
    )


@line("1", per="index")
def last_measured(index_data, measured_months):
    """The last value that was measured."""
    return in_month(index_data, measured_months)


@line("1", per="index", called="index_level", given="projection")
def projected_level(index_data, position, measured_months, last_measured, projection, months_per_year):
    """The index, measured as far as it goes and projected from there."""
    years = (position - measured_months) / months_per_year
    return when(position > measured_months, last_measured * (1 + projection) ** years, index_data)


@line("1", per="index")
def index_level(index_data):
    """The index as measured."""
    return index_data


# -- what a clause that reads an index has to tell -------------------------------------------------------


def index_of(place: "Scope") -> "Scope":
    """The index a member of a group stands for."""
    return next(one for one in place.chain if one.kind == "index")


def month_at(place: "Scope", position: int) -> str:
    """The calendar month of a month of the indices: ``2026-09``."""
    start = f"{int(place.value('first_year')):04d}-{int(place.value('first_calendar_month')):02d}"
    return month_after(start, position - int(place.value("months_before")) - 1)


def without_value(place: "Scope", positions: Iterable[int]) -> Iterator[str]:
    """Why an index has no value in months that a clause asks for: the first it lacks at either end."""
    index, wanted = index_of(place), sorted(set(positions))
    series = index.inputs["index_data"].from_series
    assert series is not None, "an index is made of a series"
    name, months = index.path[-1], len(place.value("position"))
    if wanted and wanted[0] < index.first_measured:
        known = max(series.first, month_at(place, 1))
        yield f"{name} is asked for in {month_at(place, wanted[0])}, but its values here begin in {known}"
    if wanted and wanted[-1] > months:
        yield f"{name} is asked for in {month_at(place, wanted[-1])}, after the last month of the contract"


def projected(place: "Scope", positions: Iterable[int]) -> list[int]:
    """Those of the months asked for that were not measured yet."""
    measured = int(place.value("measured_months"))
    return sorted({position for position in positions if position > measured})


def told_projection(place: "Scope") -> str:
    """``a projection of cpi of 2.5 % a year from 2026-10 on``."""
    first = month_at(place, int(place.value("measured_months")) + 1)
    rate = f"{place.value('projection') * 100:.4g} %"
    return f"a projection of {index_of(place).path[-1]} of {rate} a year from {first} on"
