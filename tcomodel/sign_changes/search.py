"""Looking at several courses where they may change their order: how close, and where.

    A - B at 40,000 contacts +12 k, at 41,000 +9 k, and between them a whole seat of 20 k: looked at from both its sides

One sign at both ends proves nothing where a course bends, jumps or climbs in whole seats. So a stretch counts as
known only where the difference is larger than what its neighbourhood strays from a straight line; anything else is
looked at from both sides of each whole seat where few of them lie there, else eight times as close, down to a 65,000th
of the range.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from tcomodel.results import HALF_A_CENT

WITHIN = np.array([0.11, 0.24, 0.37, 0.49, 0.63, 0.76, 0.88])  # not even: whole seats must not fall in step with it
FINEST = 2.0**-16  # of the range
JOINT = 1e-7  # of the range: two positions so close stand left and right of an edge
SIDE = JOINT / 4  # of the range, left and right of an edge
STRAY = 3.0  # times what the neighbourhood strays from a straight line
WANDERS = 1.25  # times a whole step times the root of their number: steps of several months come in bursts
LEVELS = 5
AT_MOST = 4_000  # positions in all
MOST_STEPS = 9  # whole people or seats in one stretch that are looked at one by one
LEAPS = 3e-7  # of a total: more than it moves on the way between two joint positions

UNEVEN = 0.3  # of a stretch
GOLDEN = (5**0.5 - 1) / 2

Courses = Callable[[np.ndarray], np.ndarray]


class Steps(Protocol):
    """What formulas say about whole people and seats."""

    positions: np.ndarray
    counts: np.ndarray  # of steps between these positions, by course, shape (courses, positions - 1)

    def between(self, left: float, right: float, courses: np.ndarray) -> np.ndarray:
        """Where some courses take a step between two positions."""


class Samples:
    """Courses at the positions looked at so far: ``x`` in order, ``y`` of shape ``(courses, positions)``."""

    def __init__(self, courses: Courses, positions: np.ndarray, known: np.ndarray | None = None) -> None:
        self.courses = courses
        self.x = np.unique(positions)
        self.y = courses(self.x) if known is None else known

    def add(self, positions: np.ndarray) -> None:
        """Look at more positions; those that are known already cost nothing."""
        new = np.setdiff1d(positions, self.x)
        if new.size:
            x = np.concatenate([self.x, new])
            order = np.argsort(x)
            self.x, self.y = x[order], np.concatenate([self.y, self.courses(new)], axis=1)[:, order]

    @property
    def span(self) -> float:
        return float(self.x[-1] - self.x[0])


def uneven(low: float, high: float, stretches: int) -> np.ndarray:
    """Positions from one end to the other, not quite even, so that whole seats cannot fall in step with them."""
    number = np.arange(1, stretches)
    aside = UNEVEN * (2 * ((number * GOLDEN) % 1.0) - 1)
    return np.concatenate([[low], low + (high - low) * (number + aside) / stretches, [high]])


def looked_at(samples: Samples, pairs: Sequence[tuple[int, int]], steps: Steps | None = None) -> None:
    """Let the samples grow by every position at which a pair may change its sign unseen, as close as it takes."""
    search = _Search(samples, pairs, steps)
    for _ in range(LEVELS):
        positions = search.closer()
        if not positions.size:
            break
        samples.add(positions)


class _Search:
    def __init__(self, samples: Samples, pairs: Sequence[tuple[int, int]], steps: Steps | None) -> None:
        self.samples, self.pairs, self.steps = samples, pairs, steps
        self.strayed: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}  # at first: positions, and around each
        self.nothing: set[tuple[float, float]] = set()  # stretches that hold no step
        self.stepping = np.zeros((samples.y.shape[0], 0))  # how far whole steps may carry each course off, by stretch
        self.one_step = np.zeros((samples.y.shape[0], 1))  # what a whole step costs, by course and stretch at first
        if steps is not None:
            at = np.searchsorted(samples.x, steps.positions)
            moved = _widest(np.abs(np.diff(samples.y[:, at], axis=1)))
            self.one_step = np.where(steps.counts > 0, moved / np.maximum(steps.counts, 1), 0.0)

    def closer(self) -> np.ndarray:
        """Positions to look at next, the most urgent as long as there is room for them."""
        samples, room = self.samples, AT_MOST - self.samples.x.size
        wanted = [np.zeros(0)]
        for number, courses, alone in self._not_known_yet():
            looked = self._within(samples.x[number], samples.x[number + 1], courses, alone)
            room -= looked.size
            if room < 0:
                break
            wanted.append(looked)
        return np.concatenate(wanted)

    def _within(self, left: float, right: float, courses: np.ndarray, alone: bool) -> np.ndarray:
        """Where to look inside a stretch: both sides of its few whole steps, else all over it.

        One that is looked at for its steps ``alone`` holds no other secret.
        """
        if (left, right) in self.nothing:
            return np.zeros(0)
        whole = np.zeros(0) if self.steps is None else self.steps.between(left, right, courses)
        if 0 < whole.size <= MOST_STEPS:
            side = SIDE * self.samples.span
            both = np.concatenate([whole - side, whole + side])
            return both[(both > left) & (both < right)]
        if alone and not whole.size:
            self.nothing.add((left, right))
            return whole
        return left + (right - left) * WITHIN

    def _stepping(self, course: int, x: np.ndarray) -> np.ndarray:
        """How far the whole steps of a course may carry it off inside each stretch."""
        if self.steps is None:
            return np.zeros(x.size - 1)
        width, where = np.diff(x), self.steps.positions
        cell = np.clip(np.searchsorted(where, x[:-1], side="right") - 1, 0, where.size - 2)
        count = self.steps.counts[course][cell] * width / np.diff(where)[cell]
        return WANDERS * self.one_step[course][cell] * np.sqrt(np.maximum(count, 1.0))

    def _not_known_yet(self) -> list[tuple[int, np.ndarray, bool]]:
        """The stretches, by the number of their left end, in which a pair may change its sign unseen.

        The most urgent come first, each with the courses it is about.
        """
        x, y = self.samples.x, self.samples.y
        close = np.diff(x) <= JOINT * self.samples.span
        leaps = np.abs(np.diff(y, axis=1)) > np.maximum(HALF_A_CENT, LEAPS * np.abs(y[:, :-1]))
        urgency = np.full(close.size, np.inf)
        whose = np.zeros((close.size, y.shape[0]), dtype=bool)
        alone = np.ones(close.size, dtype=bool)
        self.stepping = np.stack([self._stepping(course, x) for course in range(y.shape[0])])
        for pair in self.pairs:
            leaping = leaps[pair[0]] | leaps[pair[1]]
            kept = np.flatnonzero(np.append(True, ~(close & ~leaping)))  # one of two positions that say the same
            number, how, short = self._of_pair(pair, kept)
            urgency[number] = np.minimum(urgency[number], how)
            whose[number, pair[0]] = whose[number, pair[1]] = True
            alone[number] &= short
        found = np.flatnonzero(np.isfinite(urgency))
        return [(one, whose[one], bool(alone[one])) for one in found[np.argsort(urgency[found], kind="stable")]]

    def _of_pair(self, pair: tuple[int, int], kept: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The stretches where one pair is not known, how urgent each is, and whether for its steps alone."""
        span = self.samples.span
        x, one = self.samples.x[kept], self.samples.y[pair[0]][kept]
        difference = one - self.samples.y[pair[1]][kept]
        width = np.diff(x)
        stray, short = _straying(x, difference, width <= JOINT * span)
        where, first = self.strayed.setdefault(pair, (x, stray))
        before = np.clip(np.searchsorted(where, x[:-1], side="right") - 1, 0, first.size - 1)
        stray = np.where(short, first[before], stray)
        stepping = (self.stepping[pair[0]] + self.stepping[pair[1]])[kept[1:] - 1]
        short = short | (stray * STRAY < stepping)
        stray = np.maximum(STRAY * stray, stepping)
        least = np.minimum(np.abs(difference[:-1]), np.abs(difference[1:]))
        turns = difference[:-1] * difference[1:] <= 0
        bent = stray > np.maximum(HALF_A_CENT, 1e-10 * np.abs(one[:-1]))
        unsafe = (width > FINEST * span) & bent & (turns | (least < stray))
        how = np.where(turns, 0.0, least / np.where(bent, stray, 1.0))
        return kept[1:][unsafe] - 1, how[unsafe], short[unsafe]


def _straying(x: np.ndarray, difference: np.ndarray, joint: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far the difference strays from a straight line around each stretch; leaps at known edges do not count.

    Beside it, which stretches lie between two known edges with nothing around that could tell.
    """
    bend = np.zeros(x.size)
    inner = np.arange(1, x.size - 1)
    inner = inner[~(joint[inner - 1] | joint[inner])]
    left, right = x[inner] - x[inner - 1], x[inner + 1] - x[inner]
    straight = (difference[inner - 1] * right + difference[inner + 1] * left) / (left + right)
    bend[inner] = np.abs(difference[inner] - straight)
    around = np.maximum(bend[:-1], bend[1:])
    wider = np.maximum(np.append(0.0, bend[:-2]), np.append(bend[2:], 0.0))
    told = np.zeros(x.size, dtype=bool)
    told[inner] = True
    return np.maximum(around, wider), ~(told[:-1] | told[1:])


def _widest(moved: np.ndarray) -> np.ndarray:
    """The largest of each stretch and its two neighbours, along the last axis."""
    padded = np.pad(moved, ((0, 0), (1, 1)))
    return np.maximum(np.maximum(padded[:, :-2], padded[:, 1:-1]), padded[:, 2:])
