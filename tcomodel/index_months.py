"""Which months of an index a clause reads, and what it has to tell about them.

A clause of 2029 that looks three months back may read an index that was measured until 2026-09: the months
between are a projection, and whoever reads the fee is told so.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from tcomodel.months import month_after
from tcomodel.remarks import Numbers, Place, Rows

FACTOR = 2  # prices and currencies move less in the few years between a base and a contract


def index_of(place: Place) -> Place:
    """The index a member of a group stands for."""
    return next(one for one in place.chain if one.kind == "index")


def month_at(place: Place, position: int) -> str:
    """The calendar month of a month of the indices: ``2026-09``."""
    start = f"{int(place.value('first_year')):04d}-{int(place.value('first_calendar_month')):02d}"
    return month_after(start, position - int(place.value("months_before")) - 1)


def last_month(place: Place) -> int:
    """The last month of the contract that a clause works in: of the term, or the one in which it ends early."""
    term, ends = len(place.value("month")), place.value("ends_in_month")
    return term if ends is None else min(term, int(ends))


def on_another_scale(place: Place, stated: float, position: int) -> tuple[float, str] | None:
    """The published value and its month where a stated one lies at more than twice or less than half of it.

    Where the index has no measured value for the month, the nearest it has is taken.
    """
    known = min(max(position, index_of(place).first_measured), int(place.value("measured_months")))
    published = float(place.value("index_data")[known - 1])
    return None if published / FACTOR <= stated <= published * FACTOR else (published, month_at(place, known))


def without_value(place: Place, positions: Iterable[int]) -> Iterator[str]:
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


def projected(place: Place, positions: Iterable[int]) -> list[int]:
    """Those of the months asked for that were not measured yet."""
    measured = int(place.value("measured_months"))
    return sorted({position for position in positions if position > measured})


def told_base(option: Rows, values: Numbers, place: Place, row: str) -> str:
    """``the base and `` where the base month of a member, which the row of this name holds, is a projection too."""
    bases = [int(np.max(values[base])) for base in option.all_of(row) if base.scope is place]
    return "the base and " if projected(place, bases) else ""


def told_projection(place: Place) -> str:
    """``a projection of cpi of 2.5 % a year from 2026-10 on``."""
    first = month_at(place, int(place.value("measured_months")) + 1)
    rate = f"{place.value('projection') * 100:.4g} %"
    return f"a projection of {index_of(place).path[-1]} of {rate} a year from {first} on"
