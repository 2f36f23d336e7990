"""Which inputs two scenarios state differently, in words: the number before and after, and where it comes from.

    Occupancy    Programme              80 %                      82 %
    Attrition    Manila                 30 % (as in Programme)    42 %
    Wage         In-house               21.82 (card rate 'Customer service representatives')    23

What one of them does not state is what holds there: the programme's number, or what the tool assumes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tcomodel.entry_numbers import said
from tcomodel.model import Input, Model, Scope
from tcomodel.months import NAMES, month_after
from tcomodel.readers.english import people_unit, place_of
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.results import Comparison
from tcomodel.yaml_file import Path

NONE = "–"
MOST_RUNS = 3  # of months that changed alike, each told by itself; more are told together


@dataclass(frozen=True)
class ScenarioChange:
    """One thing that two scenarios state differently.

    ``words`` are what it was and what it is now, – where nothing is stated; ``unit`` is that of both. ``where`` is the
    option or part in words, ``place`` where it is written in the scenario.
    """

    what: str
    where: str
    words: tuple[str, str]
    unit: str = ""
    place: Path = ()

    @property
    def before(self) -> str:
        """What it was."""
        return self.words[0]

    @property
    def after(self) -> str:
        """What it is now."""
        return self.words[1]


class Stated:
    """The inputs a comparison states, by name and place, and what holds where it states nothing."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.inputs = {one.key: one for one in _all(comparison.model) if one.place}
        self.scopes = _scopes(comparison.model)

    def holds(self, path: tuple[str, ...], name: str) -> Input | None:
        """The input that a place goes by, stated there, further out or assumed; None where there is none."""
        scope = self.scopes.get(path)
        return next((one.inputs[name] for one in scope.chain if name in one.inputs), None) if scope else None

    def parts_of(self, place: Path) -> list[Input]:
        """The inputs that an entry is written as here, where it is one for each channel."""
        return [one for one in self.inputs.values() if one.place[: len(place)] == place and len(one.place) > len(place)]


def changed_inputs(before: Stated, after: Stated, options: Mapping[str, str]) -> Iterator[ScenarioChange]:
    """The inputs that one of two scenarios states and that are not the same in the other, in the order of the model.

    ``options`` are the keys that both have: what belongs to another option is told with that option.
    """
    keys = list(dict.fromkeys([*after.inputs, *before.inputs]))
    for key in keys:
        one = after.inputs.get(key) or before.inputs[key]
        owner = str(one.place[1]) if one.place[0] == "options" else ""
        if owner and owner not in options:
            continue
        path, name = one.scope.path, one.name
        then, now = before.inputs.get(key) or before.holds(path, name), after.inputs.get(key) or after.holds(path, name)
        side, other = (before, after) if then is None else (after, before)
        parts = side.parts_of(one.place) if then is None or now is None else []
        if parts and all(other.holds(part.scope.path, name) is one for part in parts):
            continue  # the parts are told one by one
        yield from _rows(one, then, now, before.comparison, after.comparison)


def _all(model: Model) -> list[Input]:
    return [*model.inputs, *model.unused]


def _scopes(model: Model) -> dict[tuple[str, ...], Scope]:
    """Every place of a model by its path."""
    outer = [model.programme, *model.programme.around, *(option.scope for option in model.options)]
    found = {scope.path: scope for one in _all(model) for scope in (one.scope, *one.scope.around)}
    return found | {scope.path: scope for one in outer for scope in (one, *one.inside())}


# -- one input ------------------------------------------------------------------------------------


def _rows(
    one: Input, then: Input | None, now: Input | None, before: Comparison, after: Comparison
) -> Iterator[ScenarioChange]:
    """What is told of an input: nothing where both say the same, else a row, or one for each run of months."""
    label, where = with_its_clause(one), place_of(one.scope)
    unit = _unit(one, after if now is not None else before)
    runs = _runs(then, now)
    if then is not None and now is not None and runs is not None and len(runs) <= MOST_RUNS:
        for first, last in runs:
            which = which_of_several(one, first, last, after)
            yield ScenarioChange(f"{label}, {which}", where, _told_apart(then, now, first), unit, one.place)
        return
    told = [NONE if side is None else _in_words(side) for side in (then, now)]
    origins = [NONE if side is None else _origin(side, one) for side in (then, now)]
    if told[0] == told[1] and then is not None and now is not None:
        if not _same(then, now) and _is_one(then) and _is_one(now):
            told = list(_told_apart(then, now))
        elif origins[0] == origins[1]:
            if _same(then, now):
                return
            told[1] += " (in between other numbers)"
    if origins[0] != origins[1]:
        told = [_with(value, origin) for value, origin in zip(told, origins, strict=True)]
    yield ScenarioChange(label, where, (told[0], told[1]), unit, one.place)


def _with(value: str, origin: str) -> str:
    return f"{value} ({origin})" if origin and value != NONE else value


def _unit(one: Input, comparison: Comparison) -> str:
    if one.given.kind == "switch" or one.unit == "-":
        return ""
    if one.given.is_share:
        return one.unit[1:].replace("/", "per ").strip()  # the percent sign stands beside the number
    return people_unit(one.unit, comparison.currency)


def _value(one: Input, at: int) -> str:
    value = float(np.atleast_1d(one.value)[at])
    return ("yes" if value else "no") if one.given.kind == "switch" else said(one.given, value)


def _told_apart(then: Input, now: Input, at: int = 0) -> tuple[str, str]:
    """Two numbers that differ, with all their digits where fewer would make them one: 12.345 % and 12.346 %."""
    told = _value(then, at), _value(now, at)
    if told[0] != told[1]:
        return told
    scale, sign = (100, " %") if then.given.is_share else (1, "")
    before, after = (f"{float(np.atleast_1d(one.value)[at]) * scale:,.12g}{sign}" for one in (then, now))
    return before, after


def _is_one(one: Input) -> bool:
    values = np.atleast_1d(one.value)
    return bool(np.all(values == values[0]))


def _in_words(one: Input) -> str:
    """The number, or the least and most of several."""
    values = np.atleast_1d(one.value)
    if _is_one(one):
        return _value(one, 0)
    return f"{_value(one, int(np.argmin(values)))} to {_value(one, int(np.argmax(values)))}"


def _origin(one: Input, asked: Input) -> str:
    """Where a number comes from, empty where it is simply stated there."""
    if one.scope.path != asked.scope.path and not one.assumed:
        return f"as in {place_of(one.scope)}"
    if one.rate is not None:
        return f"card rate '{one.rate.title or one.rate.key}'"
    if one.from_file:
        return f"from {one.from_file}"
    if one.from_series is not None:
        return f"series {one.from_series.key}"
    return "assumed" if one.assumed else ""


def _same(then: Input | None, now: Input | None) -> bool:
    """Whether two hold the same numbers; one for all months is the same over any term."""
    if then is None or now is None:
        return then is now
    left, right = np.atleast_1d(then.value), np.atleast_1d(now.value)
    least = min(left.size, right.size)
    longer = left if left.size > right.size else right
    return bool(np.array_equal(left[:least], right[:least]) and np.all(longer[least:] == longer[least - 1]))


def _runs(then: Input | None, now: Input | None) -> list[tuple[int, int]] | None:
    """Runs of neighbours that changed alike, of two of the same length that do not change as a whole; else None."""
    if then is None or now is None:
        return None
    left, right = np.atleast_1d(then.value), np.atleast_1d(now.value)
    if left.size != right.size or left.size == 1 or np.array_equal(left, right):
        return None
    changed = np.flatnonzero(left != right)
    runs: list[tuple[int, int]] = []
    for at in map(int, changed):
        first, last = runs[-1] if runs else (-2, -2)
        if at == last + 1 and left[first] == left[at] and right[first] == right[at]:
            runs[-1] = first, at
        else:
            runs.append((at, at))
    return None if runs == [(0, left.size - 1)] else runs


def which_of_several(one: Input, first: int, last: int, comparison: Comparison) -> str:
    """Which of several numbers: a month of the calendar, an hour of the day, a month of the contract or an index."""
    if one.given.kind == "hours":
        return f"{first}:00 to {last + 1}:00"
    if one.given.kind == "calendar":
        names = [NAMES[at] for at in (first, last)]
    else:
        earlier = 0
        if one.scope.kind == "index":
            earlier = int(comparison.model.programme.inputs["months_before"].value)
        names = [month_after(comparison.scenario.file.start, at - earlier) for at in (first, last)]
    return names[0] if first == last else f"{names[0]} to {names[1]}"
