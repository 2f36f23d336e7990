"""Which committed levels are looked at, and which of them is best.

    24 steps up to twice today's level, further where nothing binds yet or the best may lie beyond;
    then twice eight times as close around the best

A level that serves all of the work less often than the one tried is no choice, however cheap it looks (where that one
never does: less often than any other).
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from tcomodel.results import HALF_A_CENT

STEPS = 24  # of the first look
CLOSER = 8  # between two of its levels, around the best
MOST_TIMES = 32  # today's level: nobody commits to more

Looked = tuple[float, float, float]  # mean and P90 of the cost, share of draws that are served


class Levels:
    """The levels that were looked at, lowest first; ``full`` is the one that is tried, today's where there is one."""

    def __init__(self, cost: Callable[[float], Looked], full: float, progress: Callable[[float], None] | None) -> None:
        self._cost, self._full, self._progress = cost, full, progress
        self.known: dict[float, Looked] = {}
        self._search()

    @property
    def levels(self) -> np.ndarray:
        return np.array(sorted(self.known))

    @property
    def mean(self) -> np.ndarray:
        return self._of(0)

    @property
    def p90(self) -> np.ndarray:
        return self._of(1)

    @property
    def served(self) -> np.ndarray:
        return self._of(2)

    @property
    def open(self) -> np.ndarray:
        """Which levels serve all of the work often enough to be a choice."""
        return self.served >= self._enough()

    @property
    def best(self) -> float:
        """The highest level at the least mean cost (what costs nothing may be given), of those that are a choice."""
        enough = self._enough()
        means = {level: mean for level, (mean, _, share) in self.known.items() if share >= enough}
        least = min(means.values())
        return max(level for level, mean in means.items() if mean <= least + HALF_A_CENT)

    @property
    def at_edge(self) -> bool:
        """Whether the best level is at the upper edge of what was looked at."""
        levels = self.levels
        return bool(self.best >= levels[-1] * (1 - 1 / STEPS))

    def _of(self, side: int) -> np.ndarray:
        return np.array([self.known[level][side] for level in sorted(self.known)])

    def _enough(self) -> float:
        """How often a level must serve all of the work: as the one tried, or, where that never does, any."""
        return self.known[self._full][2] or max(served for _, _, served in self.known.values())

    def _search(self) -> None:
        full = self._full
        top = 2 * full
        self._look(np.append(np.linspace(0, top, STEPS + 1), full))
        while top < MOST_TIMES * full and not self._changes():  # it binds nowhere yet: look further, in strides
            top *= 2
            self._look(np.array([top]))
        self._look(np.linspace(0, top, STEPS + 1))
        while top < MOST_TIMES * full and self.best > top * (1 - 2 / STEPS) and self._changes():
            self._look(np.linspace(top, 2 * top, STEPS + 1))
            top *= 2
        for _ in range(2):
            levels = self.levels
            here = int(np.searchsorted(levels, self.best))
            around = levels[max(0, here - 1) : here + 2]
            self._look(np.unique(np.concatenate([np.linspace(a, b, CLOSER + 1) for a, b in pairwise(around)])))

    def _look(self, levels: np.ndarray) -> None:
        for level in levels.tolist():
            if level not in self.known:
                self.known[level] = self._cost(level)
                if self._progress is not None:
                    self._progress(min(0.99, len(self.known) / (2 * STEPS)))

    def _changes(self) -> bool:
        """Whether committing changes anything at all, at any level that was looked at."""
        means = [mean for mean, _, _ in self.known.values()]
        return max(means) - min(means) > HALF_A_CENT
