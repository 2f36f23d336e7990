"""Where in the scenario a changed input is written.

    stated at options.manila.pricing.seat_rate    the number goes there, in place of a card rate too
    assumed for all, may be stated for all        service.repeat_rate at the top
    assumed, and only options may state it        in every option that uses it
    first year or first calendar month            start: 2028-04

Some numbers follow from something else and cannot be stated; then it is said what to change instead.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tcomodel.edited_workbook.cells import Found, values_of
from tcomodel.edited_workbook.written import months_written, written
from tcomodel.entry_at import at
from tcomodel.model import Input, Placed, Scope
from tcomodel.months import month_after, month_number
from tcomodel.places import Places
from tcomodel.readers.excel.inputs.way_back import brings_lines
from tcomodel.readers.excel.inputs.words import CALENDAR_NUMBERS
from tcomodel.results import Comparison
from tcomodel.stated_ranges import with_another_base
from tcomodel.timeline import PAID_AT, Constants
from tcomodel.yaml_file import Path

Edit = tuple[Path, Any]
OTHER_LINES = (
    "once it is stated and no longer assumed, the model adds lines that this workbook does not have; put the exported "
    "number back, state it in the scenario and export again"
)


class NoWayBack(Exception):
    """A changed number that no scenario can state: why, and what to do."""


class Homes:
    """Where the inputs of a comparison are written; ``found`` are all inputs as the workbook has them."""

    def __init__(self, exported: Comparison, found: list[Found]) -> None:
        self.exported, self.model = exported, exported.model
        self.places = Places(exported.scenario, exported.model.card).homes
        self.of_programme = {one.one.name: one for one in found if one.one.scope is self.model.programme}

    def edits(self, found: Found) -> list[Edit]:
        """What to put where for one changed input; raises NoWayBack."""
        one = found.one
        if one.from_series is not None and one.is_monthly:
            return [(one.place, self._months(found))]
        if one.place and not one.from_series:
            return [(one.place, self._entry(found, one.place))]
        if one.assumed and one.name not in Constants.model_fields:
            return self._stated(found)
        if one.name in CALENDAR_NUMBERS:
            return [(("start",), self._start())]
        if one.name == "paid_at":
            return [(("timing", "discount_timing"), _point(found.values[0]))]
        raise NoWayBack(self._reason(one))

    def _entry(self, found: Found, place: Path) -> Any:
        """The entry for a place; a list stays one where all its numbers became the same."""
        entry = written(found.one.given, found.values, np.ndim(found.one.value) == 0)
        stands = at(self.exported.scenario.data, place)
        ranged = found.one.spread is not None  # else low and high are the names of channels or complexities
        was_list = isinstance(stands.get("base") if ranged else stands, list)
        if was_list and found.one.given.kind == "months" and not isinstance(entry, list):
            entry = [entry]
        return with_another_base(stands, entry) if ranged else entry

    def _stated(self, found: Found) -> list[Edit]:
        """The places that state what was assumed: one for all options, else one for each that uses it."""
        one = found.one
        homes = {(scope.kind, scope.path): place for scope, place in reversed(self.places.get(one.name, []))}
        shared = homes.get((self.model.programme.kind, self.model.programme.path))
        own = {place: None for scope in self._users(one) if (place := _nearest(scope, homes))}
        if brings_lines(one, self.model):
            raise NoWayBack(OTHER_LINES)
        if shared is None and not own:
            raise NoWayBack(self._reason(one))
        entry = self._entry(found, ())
        places = [shared] if shared is not None else list(own)
        return [(inner, entry) for place in places for inner in self._by_channel(one, place)]

    def _by_channel(self, one: Input, place: Path) -> list[Path]:
        """The place itself, or those of the channels there that state nothing yet."""
        stands, channels = at(self.exported.scenario.data, place), self.exported.scenario.channels
        stated = set(stands) if isinstance(stands, dict) else set()
        if not stated and not (one.given.per_channel and len(channels) > 1):
            return [place]
        return [(*place, channel) for channel in channels if channel not in stated]

    def _users(self, one: Input) -> Iterator[Scope]:
        """The places that ask for an input: those of the rows that take it, members of groups one by one."""
        for row in self.model.rows:
            for ingredient, argument in zip(row.line.ingredients, row.arguments, strict=True):
                if isinstance(argument, list):
                    members = row.scope.members(ingredient.reach)
                    yield from (scope for scope, each in zip(members, argument, strict=False) if each is one)
                elif argument is one:
                    yield self._asked_by(row, ingredient.reach)

    def _asked_by(self, row: Placed, reach: str) -> Scope:
        baseline = self.model.baseline
        return baseline.scope if reach == "baseline" and baseline is not None else row.scope

    def _start(self) -> str:
        """The first month, from year and calendar month as they stand."""
        if "months_before" in self.model.programme.inputs:
            raise NoWayBack(
                "another start would move which months of the indices are read, and the workbook's indices stay where "
                "they are; change start in the scenario and export again"
            )
        exported = map(int, self.exported.scenario.file.start.split("-"))
        start = dict(zip(CALENDAR_NUMBERS, exported, strict=True))  # stays where one that is wrong was refused
        start |= {name: int(self.of_programme[name].values[0]) for name in start if name in self.of_programme}
        year, month = start.values()
        return f"{year:04d}-{month:02d}"

    def _months(self, found: Found) -> dict[str, float]:
        """A measured series with the months that were changed."""
        series = found.one.from_series
        assert series is not None
        before = int(self.model.programme.inputs["months_before"].value)
        first = month_after(self.exported.scenario.file.start, -before)
        levels = {month_after(first, position): found.values[position] for position in found.changed}
        begins, ends = month_number(series.first), month_number(series.last)
        outside = [month for month in levels if not begins <= month_number(month) <= ends]
        unpublished = [month for month in levels if month in series.unpublished]
        if outside or unpublished:
            months = ", ".join((outside + unpublished)[:4])
            why = f"it was measured from {series.first} to {series.last}" if outside else "nobody published them"
            raise NoWayBack(
                f"{months}: such months only repeat their neighbour, because {why}; put them back, and give the series "
                "the values in the scenario"
            )
        return months_written(series, levels)

    def _reason(self, one: Input) -> str:
        shown = ", ".join(f"{value:,.10g}" for value in values_of(one)[:3])
        if one.name in Constants.model_fields:
            return f"it is a constant that holds everywhere; put {shown} back"
        if one.name in ("months_before", "measured_months"):
            return f"it follows from the months of the index series; put {shown} back, and change the series instead"
        return f"it follows from other numbers; put {shown} back"


def _nearest(scope: Scope, homes: Mapping[tuple[str, tuple[str, ...]], Path]) -> Path | None:
    return next((homes[key] for one in scope.chain if (key := (one.kind, one.path)) in homes), None)


def _point(value: float) -> str:
    """The payment point in words."""
    known = {number: word for word, number in PAID_AT.items()}
    if value not in known:
        points = ", ".join(f"{number:g} ({word} of the month)" for number, word in known.items())
        raise NoWayBack(f"found {value:g}; expected {points}")
    return known[value]
