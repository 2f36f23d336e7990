"""Percentiles that are draws: the P10 of 4,096 futures is the 410th lowest of them, and it says which one it was.

So a figure of the simulation can be worked out again by itself: take the inputs of that draw, evaluate the model, and
the same number comes out. A percentile between two draws would be a future that nobody made.
"""

import math
from collections.abc import Sequence

import numpy as np

P10, P25, P50, P75, P90 = SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)


def rank(share: float, draws: int) -> int:
    """The place of a percentile among the draws, lowest first, from 0: the least that so many do not exceed."""
    return min(max(math.ceil(round(share * draws, 9)) - 1, 0), draws - 1)


def order_statistics(values: np.ndarray, shares: Sequence[float] = SHARES) -> tuple[np.ndarray, np.ndarray]:
    """Percentiles of each column and the draws that gave them, both ``(shares, columns)``; draws count from 1.

    ``values`` is ``(draws, columns)``. Of equal draws any may be named: each gives the same number.
    """
    ranks = [rank(share, len(values)) for share in shares]
    places = np.argpartition(values, ranks, axis=0)[ranks]
    return np.take_along_axis(values, places, axis=0), places + 1


def percentile(values: np.ndarray, share: float) -> float:
    """One percentile of draws ``(draws,)``."""
    place = rank(share, len(values))
    return float(np.partition(values, place)[place])
