"""At which value one input by itself gives another cheapest option, all else as it stands.

    seat rate 2,240 USD      from 2,406 USD on, the hybrid costs least
    attrition 32 %           no value between 0 % and 500 % does

The value nearest to the one that stands. Steps of a price or whole people count as they come: what is told is the
first value at which the other is ahead, however it gets there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.contradictions import Contradictions
from tcomodel.digits import snapped
from tcomodel.model import Input
from tcomodel.problems import ProblemsFound
from tcomodel.results import Comparison
from tcomodel.sensitivity.variants import read_under

AMOUNTS = ("number", "months")
DIGITS = 4  # that people read
STEPS = 16  # looked at on each side, closer together near the value that stands
WIDE = 4.0  # times the value, where nothing else limits it
NARROWED = 8  # values looked at within a stretch at a time
ROUNDS = 8  # of narrowing: a stretch to one part in 43 million


@dataclass(frozen=True)
class Turning:
    """Where the cheapest option changes: from ``value`` on (away from the one that stands) ``cheapest`` costs least.

    ``least`` and ``most`` are as far as was looked; ``value`` is None where nothing between them changes it.
    """

    input: Input
    least: float
    most: float
    value: float | None = None
    cheapest: str = ""

    @property
    def rounded(self) -> float | None:
        """The value with four digits, on the side where the other option is ahead."""
        if not self.value:
            return self.value
        step = 10.0 ** (math.floor(math.log10(abs(self.value))) - DIGITS + 1)
        is_above = self.value > float(np.atleast_1d(self.input.value)[0])
        away = math.ceil(self.value / step) if is_above else math.floor(self.value / step)
        least, most = self.input.given.limits
        return snapped(min(max(away * step, least), most))


def turning_of(comparison: Comparison, one: Input) -> Turning:
    """The turning value of an input that is one number. Raises ValueError for a series."""
    values = np.atleast_1d(np.asarray(one.value, dtype=float))
    if np.ptp(values) > 0:
        raise ValueError(f"{one.key} is a series; a turning value is one of a single number")
    now, (low, high) = float(values[0]), one.given.limits
    reach = WIDE * abs(now) or 1.0
    low, high = max(low, now - reach), min(high, now + reach)
    sides = [_outwards(now, low), _outwards(now, high)]
    found = [turned for side in sides if (turned := _first(comparison, one, now, side)) is not None]
    if not found:
        return Turning(one, low, high)
    value, cheapest = min(found, key=lambda turned: abs(turned[0] - now))
    return Turning(one, low, high, value, cheapest)


def is_one_number(one: Input) -> bool:
    """Whether an input is the same amount in every month."""
    return one.given.kind in AMOUNTS and bool(np.ptp(np.asarray(one.value, dtype=float)) == 0)


def _outwards(now: float, end: float) -> np.ndarray:
    """Values from the one that stands to an end, closer together at first."""
    return now + (end - now) * (np.arange(1, STEPS + 1) / STEPS) ** 2 if end != now else np.empty(0)


def _first(comparison: Comparison, one: Input, now: float, side: np.ndarray) -> tuple[float, str] | None:
    """The first value of a side at which another option is cheapest, narrowed down between it and the one before."""
    inside, outside = now, _turned_at(comparison, one, side)
    if outside is None:
        return None
    position, cheapest = outside
    inside, value = (float(side[position - 1]) if position else now), float(side[position])
    for _ in range(ROUNDS):
        between = np.linspace(inside, value, NARROWED + 2)[1:-1]
        nearer = _turned_at(comparison, one, between)
        if nearer is None:
            inside = float(between[-1])
        else:
            position, cheapest = nearer
            inside, value = (float(between[position - 1]) if position else inside), float(between[position])
    return value, cheapest


def _turned_at(comparison: Comparison, one: Input, values: Sequence[float] | np.ndarray) -> tuple[int, str] | None:
    """Position of the first value with another cheapest option that the contract allows, and which option that is."""
    first, terms = comparison.cheapest.key, Contradictions(comparison.model)
    variants = [{one: np.full(np.shape(one.value), value) if np.ndim(one.value) else float(value)} for value in values]
    said = read_under(comparison.model, variants, lambda under: under.cheapest.key)
    for position, cheapest in enumerate(said):
        if isinstance(cheapest, ProblemsFound) or cheapest == first:
            continue
        if not terms.of(one, variants[position][one]):
            return position, cheapest
    return None
