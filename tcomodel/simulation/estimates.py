"""A figure of many draws and how far it may be off: the convergence band.

The draws are eight independent scrambles of one sequence, one after the other. Each gives an estimate of its own, and
how far the eight are apart says how far the figure of all of them may be off: a t interval with seven degrees of
freedom, the usual way to judge randomised quasi-Monte Carlo (Owen, Monte Carlo theory, methods and examples, ch. 17).

    eight means 13.91, 13.93, 13.92, ... m        mean 13.92 m, between 13.91 and 13.93 m

A share that all eight give as nothing is not known to be nothing. With n draws and no case seen it is below 3 / n
(the rule of three, at 95 %): with 4,096 draws "less than 0.1 %".
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tcomodel.uncertainty.world import REPLICATES

# Of the t interval. Eight means of even points stray wider than a normal distribution: at 0.95 the interval holds a
# figure with a kink, such as the worth of a cap, 90 times in 100; at 0.99 it does so 97 times (see the tests).
SURE = 0.99
RULE_OF_THREE = 3.0


@dataclass(frozen=True)
class Estimate:
    """A figure and the band that holds what infinitely many draws would give, 95 times in 100."""

    value: float
    low: float
    high: float

    @property
    def off_by(self) -> float:
        """Half of the band: what stands behind the plus-minus sign."""
        return (self.high - self.low) / 2


def estimate(statistic: Callable[[np.ndarray], float], draws: np.ndarray) -> Estimate:
    """A figure of draws ``(draws, ...)``, with its band from the replicates; no band where they are too few."""
    value = float(statistic(draws))
    parts = np.array_split(draws, REPLICATES)
    if parts[-1].shape[0] < 2:
        return Estimate(value, value, value)
    off = _half_width(np.array([float(statistic(part)) for part in parts]))
    return Estimate(value, value - off, value + off)


def estimate_counted(statistic: Callable[[np.ndarray], float], draws: np.ndarray, counted: np.ndarray) -> Estimate:
    """A figure of the draws ``(draws,)`` that are ``counted``, a part of each replicate; at least one has to be."""
    if counted.all():
        return estimate(statistic, draws)
    value = float(statistic(draws[counted]))
    parts = zip(np.array_split(draws, REPLICATES), np.array_split(counted, REPLICATES), strict=True)
    told = [float(statistic(part[here])) for part, here in parts if here.any()]
    off = _half_width(np.array(told)) if len(told) > 1 else 0.0
    return Estimate(value, value - off, value + off)


def estimated_share(yes: np.ndarray) -> Estimate:
    """The share of draws ``(draws,)`` in which something holds; never said to be nothing or all for certain."""
    found = estimate(np.mean, yes)
    bound = min(1.0, RULE_OF_THREE / len(yes))
    if not yes.any():
        return Estimate(0.0, 0.0, bound)
    if yes.all():
        return Estimate(1.0, 1 - bound, 1.0)
    return Estimate(found.value, max(0.0, found.low), min(1.0, found.high))


def _half_width(estimates: np.ndarray) -> float:
    if np.ptp(estimates) == 0:
        return 0.0
    from scipy.special import stdtrit

    quantile = float(stdtrit(len(estimates) - 1, (1 + SURE) / 2))
    return quantile * float(np.std(estimates, ddof=1)) / len(estimates) ** 0.5
