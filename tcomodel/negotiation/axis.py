"""An axis: what is moved along a chart, from where to where, and what stands there today.

    volume         36,000 + 15,000 + 9,000 contacts a month, all times a factor: 0.1 to 3
    handle time    every handle time of every option times a factor: 0.5 to 2
    wage_inflation 3.4 % a year, moved in percentage points
    hourly_wage    20.00 USD per hour: 10.00 to 40.00

A factor moves every month and every channel alike. Shares move by the same number of points everywhere, and stay
within what they may be. One input that is a single number is shown as itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tcomodel.model import Input, Model
from tcomodel.moves import is_moved
from tcomodel.problems import nearest, problem

FACTOR, POINTS, VALUE = "factor", "points", "value"
NAMED = {  # words for what most people ask for, and the inputs behind each
    "volume": ("volume",),
    "handle_time": ("handle_time",),
    "wage_inflation": ("wage_inflation",),
    "resolution": ("first_contact_resolution", "resolution_rate"),
}
RANGES = {"volume": (0.1, 3.0)}  # of a factor; others halve and double
HALF_TO_DOUBLE = (0.5, 2.0)
POINTS_AROUND = 0.3  # for shares that are mostly far from their ends
RISE = 0.1  # yearly rates: from nothing to as much above today


@dataclass(frozen=True, eq=False)
class Axis:
    """What is moved together. ``mode`` says how a position is read: a factor, points added, or the value itself.

    ``today`` is the position of the scenario as it stands, ``least`` and ``most`` the ends that are looked at.
    """

    key: str
    inputs: tuple[Input, ...]
    mode: str
    today: float
    least: float
    most: float

    @property
    def is_volume(self) -> bool:
        return all(one.name == "volume" for one in self.inputs)

    @cached_property
    def stated(self) -> float:
        """What the inputs say today, added up: contacts a month over all channels; of a series its mean."""
        return float(sum(np.mean(np.asarray(one.value)) for one in self.inputs))

    @property
    def channel(self) -> str:
        """The one channel whose volume is moved by itself, in words; nothing where all are."""
        return self.inputs[0].scope.label if self.is_volume and self.key != "volume" and len(self.inputs) == 1 else ""

    def at(self, positions: np.ndarray) -> dict[Input, np.ndarray]:
        """The inputs at each position, shape ``(positions, 1)`` or ``(positions, months)``."""
        column = np.asarray(positions, dtype=float)[:, None]
        return {one: self._moved(one, column) for one in self.inputs}

    def _moved(self, one: Input, column: np.ndarray) -> np.ndarray:
        value = np.atleast_1d(np.asarray(one.value, dtype=float))[None, :]
        if self.mode == FACTOR:
            moved = column * value
        elif self.mode == POINTS:
            moved = column + value
        else:
            moved = column + np.zeros_like(value)
        return np.clip(moved, *one.given.limits)

    def between(self, least: float | None, most: float | None) -> "Axis":
        """The same axis from one position to another; raises ProblemsFound where there is nothing in between."""
        low, high = self.least if least is None else least, self.most if most is None else most
        if not low < high:
            raise problem(self.key, f"found from {low:g} to {high:g}; expected the lower end first")
        floor, ceiling = self._limits()
        if low < floor or high > ceiling:
            message = f"found {low:g} to {high:g}; expected positions between {floor:g} and {ceiling:g}"
            raise problem(self.key, message)
        return Axis(self.key, self.inputs, self.mode, self.today, low, high)

    def _limits(self) -> tuple[float, float]:
        if self.mode == FACTOR:
            return 0.0, 1e6
        if self.mode == POINTS:
            return -1e6, 1e6
        return self.inputs[0].given.limits


def axis_of(model: Model, name: str = "volume") -> Axis:
    """The axis of a name: one of NAMED, an input by its name or by its place (``seats_manila.pricing.seat_rate``).

    Raises ProblemsFound with the nearest right word where the model has no such input.
    """
    inputs = _named(model, name)
    if not inputs:
        known = [*NAMED, *dict.fromkeys(place_of(one) for one in movable(model))]
        words = [*known, *dict.fromkeys(one.name for one in movable(model))]
        told = nearest(name, words) or f"; expected {', '.join(NAMED)}, or an input such as {_example(known)}"
        raise problem(name, f"there is no input of this name that could be moved{told}")
    first = inputs[0]
    least, most = first.given.limits
    if len(inputs) == 1 and np.ndim(first.value) == 0 and name not in RANGES:
        today = float(first.value)
        low, high = _around(first, today)
        return Axis(name, inputs, VALUE, today, low, high)
    if first.given.is_share or first.unit == "1/year":
        lowest, highest = _extremes(inputs)
        below = max(-POINTS_AROUND, least - lowest) if first.given.is_share else -RISE
        return Axis(name, inputs, POINTS, 0.0, below, min(POINTS_AROUND, most - highest) if below > -RISE else RISE)
    low, high = RANGES.get(name, HALF_TO_DOUBLE)
    return Axis(name, inputs, FACTOR, 1.0, low, high)


def movable(model: Model) -> list[Input]:
    """The inputs that are amounts of their own, in the order of the model."""
    return [one for one in model.inputs if is_moved(one) or (one.place and one.name in _ALL_NAMED)]


def place_of(one: Input) -> str:
    """An input as the commands take it: ``seats_manila.pricing.seat_rate``, ``demand.volume.voice``."""
    place = one.place[1:] if one.place[:1] == ("options",) else one.place
    return ".".join(map(str, place)) if place else one.name


_ALL_NAMED = {name for names in NAMED.values() for name in names}


def _named(model: Model, name: str) -> tuple[Input, ...]:
    for wanted in NAMED.get(name, ()):
        found = tuple(one for one in model.inputs if one.name == wanted and np.any(np.asarray(one.value) != 0))
        found = found or tuple(one for one in model.inputs if one.name == wanted)
        if found:
            return found
    known = movable(model)
    by_place = tuple(one for one in known if place_of(one) == name.removeprefix("options."))
    return by_place or tuple(one for one in known if one.name == name)


def _around(one: Input, today: float) -> tuple[float, float]:
    """Ends to look at: half and double of an amount, all of a share, nothing to well above for a yearly rate."""
    least, most = one.given.limits
    if one.unit == "1/year":
        return max(least, min(0.0, today)), min(most, max(RISE, 2 * today))
    if one.given.is_share and most <= 1:
        return max(least, 0.0), most
    low, high = sorted((today * HALF_TO_DOUBLE[0], today * HALF_TO_DOUBLE[1])) if today else (0.0, 1.0)
    return max(low, least), min(high, most)


def _extremes(inputs: Sequence[Input]) -> tuple[float, float]:
    values = [np.asarray(one.value, dtype=float) for one in inputs]
    return min(float(value.min()) for value in values), max(float(value.max()) for value in values)


def _example(known: list[str]) -> str:
    return next((one for one in known if "pricing" in one), known[-1] if known else "hourly_wage")
