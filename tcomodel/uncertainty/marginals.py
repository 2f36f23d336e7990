"""Distributions from low, base and high: what value stands at which share of the futures.

    260 / 300 / 360 seconds            standard deviation
    PERT, minimum and maximum          18.7
    triangular, minimum and maximum    20.5
    triangular, P10 and P90            37.0      the ends lie beyond low and high, so that 1 in 10 falls outside each
    lognormal, P10 and P90             39.3

The base is the most likely value (the mode), which is seldom the mean: 300 is the base, and the mean 305 and more.

A lognormal goes through P10 and P90 exactly. Its mode is its own then; where that lies further from the base than a
twentieth of the range, the whole is moved up (a shifted lognormal) so that the base is the mode. It is never moved
down, because then it could fall below zero: a base near high stays above the mode. Read as minimum and maximum, low
and high are its 1st and 99th percentile, and what lies beyond is left out.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

Z10 = 1.2815515655446004  # so many standard deviations above the mean lies the P90 of a normal distribution
TAIL = 0.1  # beyond low, and beyond high, of a range read as P10 and P90
CUT = 0.01  # left out at each end of a lognormal that is read as minimum and maximum
Z01 = 2.3263478740408408
NEAR = 0.05  # of the range: so far a lognormal's own mode may lie from the base
STEPS = 200  # of a bisection; ends at the last bit


class Marginal(Protocol):
    """One distribution: ``at(u)`` is the value that a share ``u`` of the futures lies below."""

    def at(self, u: Any) -> Any: ...

    @property
    def mode(self) -> float: ...

    @property
    def mean(self) -> float: ...

    @property
    def sd(self) -> float: ...


def marginal(distribution: str, reading: str, low: float, base: float, high: float) -> Marginal:
    """The distribution of a range; ``reading`` is ``P10 and P90`` or ``minimum and maximum``.

    A range without width is certain. A lognormal needs ``low`` above zero.
    """
    if low == high:
        return Certain(base)
    quantiles = reading == "P10 and P90"
    if distribution == "triangular":
        return _triangular(low, base, high) if quantiles else Triangular(low, base, high)
    if distribution == "pert":
        return _pert(low, base, high) if quantiles else Pert(low, base, high)
    if distribution == "lognormal":
        return _lognormal(low, base, high, Z10 if quantiles else Z01, 0.0 if quantiles else CUT)
    raise ValueError(f"{distribution} is no distribution; expected triangular, pert or lognormal")


@dataclass(frozen=True)
class Certain:
    """One value in every future."""

    mode: float

    def at(self, u: Any) -> Any:
        return np.full(np.shape(u), self.mode)

    @property
    def mean(self) -> float:
        return self.mode

    @property
    def sd(self) -> float:
        return 0.0


@dataclass(frozen=True)
class Triangular:
    """Rises in a straight line from ``least`` to the mode and falls in a straight line to ``most``."""

    least: float
    mode: float
    most: float

    def at(self, u: Any) -> Any:
        width, left, right = self.most - self.least, self.mode - self.least, self.most - self.mode
        below = self.least + np.sqrt(u * width * left)
        above = self.most - np.sqrt((1 - u) * width * right)
        return np.where(u * width < left, below, above)

    @property
    def mean(self) -> float:
        return (self.least + self.mode + self.most) / 3

    @property
    def sd(self) -> float:
        a, c, b = self.least, self.mode, self.most
        return math.sqrt(((b - a) ** 2 - (c - a) * (b - c)) / 18)


@dataclass(frozen=True)
class Pert:
    """A beta distribution between ``least`` and ``most`` whose mean counts the mode four times."""

    least: float
    mode: float
    most: float

    @property
    def shape(self) -> tuple[float, float]:
        at = (self.mode - self.least) / (self.most - self.least)
        return 1 + 4 * at, 1 + 4 * (1 - at)

    def at(self, u: Any) -> Any:
        from scipy.special import betaincinv

        return self.least + (self.most - self.least) * betaincinv(*self.shape, u)

    @property
    def mean(self) -> float:
        return (self.least + 4 * self.mode + self.most) / 6

    @property
    def sd(self) -> float:
        alpha, beta = self.shape
        return (self.most - self.least) * math.sqrt(alpha * beta / 7) / 6


@dataclass(frozen=True)
class Lognormal:
    """``shift`` and a lognormal with median ``scale`` above it; ``cut`` is left out at each end."""

    shift: float
    scale: float
    sigma: float
    cut: float = 0.0

    def at(self, u: Any) -> Any:
        from scipy.special import ndtri

        inside = u if self.cut == 0 else self.cut + (1 - 2 * self.cut) * u
        return self.shift + self.scale * np.exp(self.sigma * ndtri(inside))

    @property
    def mode(self) -> float:
        return self.shift + self.scale * math.exp(-(self.sigma**2))

    @property
    def mean(self) -> float:
        return self.shift + self._moment(1)

    @property
    def sd(self) -> float:
        return math.sqrt(max(self._moment(2) - self._moment(1) ** 2, 0.0))

    def _moment(self, power: int) -> float:
        """The mean of a power of what stands above the shift."""
        whole = self.scale**power * math.exp((power * self.sigma) ** 2 / 2)
        if self.cut == 0:
            return whole
        kept = _up_to(Z01 - power * self.sigma) - _up_to(-Z01 - power * self.sigma)
        return whole * kept / (1 - 2 * self.cut)


def _triangular(low: float, base: float, high: float) -> Triangular:
    """The triangle with this mode, a tenth of it below low and a tenth above high.

    With the width w, the side of the mode that holds p = base - low reaches x beyond the mode where
    (x - p)^2 = w x / 10; the width is the one that both sides add up to.
    """

    def side(within: float, width: float) -> float:
        half = within + TAIL * width / 2
        return half + math.sqrt(half * half - within * within)

    left, right = base - low, high - base
    width = _falling_to_zero(lambda w: side(left, w) + side(right, w) - w, high - low, 8 * (high - low))
    return Triangular(base - side(left, width), base, base + side(right, width))


def _pert(low: float, base: float, high: float) -> Pert:
    """The PERT with this mode and these percentiles: where the mode lies within the ends decides all the rest."""
    from scipy.special import betaincinv

    def percentiles(at: float) -> tuple[float, float]:
        alpha, beta = 1 + 4 * at, 1 + 4 * (1 - at)
        return float(betaincinv(alpha, beta, TAIL)), float(betaincinv(alpha, beta, 1 - TAIL))

    def short_of(at: float) -> float:
        p10, p90 = percentiles(at)
        return (base - low) / (high - low) - (at - p10) / (p90 - p10)

    at = _falling_to_zero(short_of, 0.0, 1.0)
    p10, p90 = percentiles(at)
    width = (high - low) / (p90 - p10)
    return Pert(base - at * width, base, base + (1 - at) * width)


def _lognormal(low: float, base: float, high: float, z: float, cut: float) -> Lognormal:
    sigma = math.log(high / low) / (2 * z)
    plain = Lognormal(0.0, math.sqrt(low * high), sigma, cut)
    if base >= plain.mode - NEAR * (high - low):
        return plain

    def short_of(sigma: float) -> float:
        mode = (math.exp(-(sigma**2)) - math.exp(-sigma * z)) / (math.exp(sigma * z) - math.exp(-sigma * z))
        return mode - (base - low) / (high - low)

    sigma = _falling_to_zero(short_of, sigma, z)
    scale = (high - low) / (math.exp(sigma * z) - math.exp(-sigma * z))
    return Lognormal(low - scale * math.exp(-sigma * z), scale, sigma, cut)


def _falling_to_zero(of: Callable[[float], float], left: float, right: float) -> float:
    """Where a function that falls from above zero to below it is zero, by halving."""
    for _ in range(STEPS):
        middle = (left + right) / 2
        if middle in (left, right):
            break
        left, right = (middle, right) if of(middle) > 0 else (left, middle)
    return (left + right) / 2


def _up_to(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2
