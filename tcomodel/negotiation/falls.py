"""Stretches where more costs less: just below the edge of a tier whose price then holds for all units.

39,000 contacts cost 195,000; 40,001 cost 160,004; 48,750 again 195,000
from 32,000 to 40,000 contacts it would be cheaper to have 40,001
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tcomodel.negotiation.edge_places import Cause

SLIGHT = 1e-4  # of the total
WOBBLE = 5e-3  # of the total: less than this may come from whole people and seats, unless an edge is there


@dataclass(frozen=True)
class Fall:
    """From ``low`` to ``high`` along the axis an option costs more than right of it; ``by`` is the most it falls."""

    option: str
    low: float
    high: float
    by: float
    causes: tuple[Cause, ...]


def falls_of(
    option: str, positions: np.ndarray, total: np.ndarray, near: Callable[[str, float, float], tuple[Cause, ...]]
) -> list[Fall]:
    """The stretches of one option, in order: wherever its total is above what it is somewhere to the right."""
    lowest_to_come = np.minimum.accumulate(total[::-1])[::-1]
    above = total - lowest_to_come > SLIGHT * np.abs(total)
    turns = np.flatnonzero(np.diff(above, prepend=False, append=False))  # where each stretch begins, and is over
    found = []
    for number, over in turns.reshape(-1, 2).tolist():
        end = min(over, above.size - 1)
        low, high = _begins(positions, total, number, float(lowest_to_come[number])), float(positions[end])
        by = float(np.max(total[number : end + 1] - lowest_to_come[number : end + 1]))
        causes = near(option, low, high)
        if causes or by > WOBBLE * float(np.abs(total[number])):
            found.append(Fall(option, low, high, by, causes))
    return found


def _begins(positions: np.ndarray, total: np.ndarray, number: int, lowest: float) -> float:
    """Where the total rises above the lowest to come: by a straight line from the position before."""
    here = float(positions[number])
    before, after = float(total[number - 1]), float(total[number])
    if number == 0 or not before < lowest < after:
        return here
    return here - (after - lowest) / (after - before) * (here - float(positions[number - 1]))
