"""The spread of one driver: its range, what the range means, and the distribution that follows.

    handle time 260 / 300 / 360 s, P10 and P90, lognormal: mean 308.4, standard deviation 39.3

Unless somebody says otherwise low and high are P10 and P90, and an amount that leans to the right (high lies further
from the base than low does: volumes, handle times, wages) is lognormal; everything else, shares too, is triangular. So
is an amount whose base lies next to low: a lognormal with its mode there has a tail that nobody stated (of 100 / 100 /
120 as P10 and P90, 1 in 100 futures would lie above 178).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel.givens import Given
from tcomodel.stated_ranges import ONCE, READINGS, StatedRange, Uncertainty
from tcomodel.uncertainty.marginals import Marginal, marginal

NEXT_TO = 0.1  # of the range above low: so near, and a lognormal has too long a tail


@dataclass(frozen=True)
class Spread:
    """Low, base and high of a driver in its own unit, or as factors of a series (``is_factor``, base 1).

    ``reading`` is ``P10 and P90`` or ``minimum and maximum``; ``distribution`` triangular, pert or lognormal.
    ``drawn``, ``persistence`` and ``scatter`` are those of ``StatedRange``. Mean and standard deviation are those of
    one draw, before the limits of an input hold it.
    """

    low: float
    base: float
    high: float
    reading: str = READINGS[0]
    distribution: str = "triangular"
    is_factor: bool = False
    drawn: str = ONCE
    persistence: float = 0.0
    scatter: float = 0.0

    @cached_property
    def marginal(self) -> Marginal:
        return marginal(self.distribution, self.reading, self.low, self.base, self.high)

    @property
    def is_certain(self) -> bool:
        """Whether every future has the base."""
        return self.low == self.high and not self.scatter

    @property
    def has_level(self) -> bool:
        """Whether the level itself is uncertain, and not only the months around it."""
        return self.low != self.high

    @property
    def mean(self) -> float:
        return self.marginal.mean

    @property
    def sd(self) -> float:
        return self.marginal.sd

    def at(self, u: Any) -> Any:
        """The values that shares ``u`` of the futures lie below, as an array of the same shape."""
        return self.marginal.at(np.asarray(u))


def spread_of(stated: StatedRange, given: Given, section: Uncertainty) -> Spread:
    """The spread of an input with a stated range; what the range does not say, the section does."""
    distribution = stated.distribution or section.distribution
    if not distribution or (distribution == "lognormal" and stated.low <= 0):
        distribution = usual_distribution(given, stated.low, stated.base, stated.high)
    return Spread(
        stated.low,
        stated.base,
        stated.high,
        stated.reading or section.reading,
        distribution,
        stated.relative,
        stated.drawn,
        stated.persistence,
        stated.scatter,
    )


def usual_distribution(given: Given, low: float, base: float, high: float) -> str:
    """Lognormal for an amount that leans to the right, but not all the way; triangular for everything else."""
    is_amount = not given.unit.startswith("1") and given.unit != "-"
    leans = high - base > (base - low) * (1 + 1e-9) and base - low >= NEXT_TO * (high - low)
    return "lognormal" if is_amount and low > 0 and leans else "triangular"
