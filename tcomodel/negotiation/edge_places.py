"""Where the edges of the formulas lie along an axis: which tier is entered at which volume, in which month.

    tier 2 of voice, over 40,000: month 1 at 1.11 times the volume, month 13 at 1.09 times, month 25 at 1.07 times

Between two positions what a formula compares is taken for a straight line; where it is none, the edge is searched for.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

import numpy as np

from tcomodel.model import Placed
from tcomodel.negotiation.axis import Axis
from tcomodel.negotiation.edges import JUMP, STEPS, Edge, rows_for
from tcomodel.sign_changes.search import MOST_STEPS, SIDE

MOST_EDGES = 400  # looked at from both sides
Rows = Callable[[np.ndarray, Iterable[Placed]], dict[Placed, np.ndarray]]


@dataclass(frozen=True)
class Cause:
    """The comparison in a line that flips, or bends the way, at a change; ``months`` of the contract, from 1."""

    row: Placed
    kind: str
    months: tuple[int, ...]


class EdgePlaces:
    """The edges of the formulas along an axis: where each of them lies, in which months."""

    def __init__(
        self, edges: Sequence[Edge], axis: Axis, positions: np.ndarray, found: Mapping[Placed, np.ndarray]
    ) -> None:
        self.axis = axis
        self.span = float(positions[-1] - positions[0])
        self.edges = list(edges)
        self.found: list[tuple[float, Edge, int]] = []  # position, edge, month
        self.positions = positions
        self.whole: list[tuple[Edge, np.ndarray]] = []  # an edge of whole steps, and what is rounded at each position
        values = _values(found, axis, positions)
        for edge in self.edges:
            difference = edge.difference(values)
            if difference.ndim < 2 or difference.shape[0] != positions.size:
                continue
            if edge.kind == STEPS:
                self.whole.append((edge, difference))
                continue
            for left, month in zip(*np.nonzero(_flips(difference[:-1], difference[1:])), strict=True):
                low, high = difference[left, month], difference[left + 1, month]
                share = low / (low - high) if high != low else 0.5
                position = positions[left] + share * (positions[left + 1] - positions[left])
                self.found.append((float(position), edge, int(month) + 1 if difference.shape[1] > 1 else 0))
        self.found.sort(key=lambda one: one[0])
        self.jumps: list[tuple[float, Edge]] = []
        for position, edge, _ in self.found:
            if edge.kind == JUMP and (not self.jumps or position - self.jumps[-1][0] > SIDE * self.span):
                self.jumps.append((position, edge))
        bends = sorted({round(position, 10) for position, edge, _ in self.found if edge.kind != JUMP})
        inside = [one for one in bends if positions[0] < one < positions[-1]]
        self.bends = inside[:: max(1, -(-len(inside) // MOST_EDGES))]

    @property
    def stepped(self) -> frozenset[str]:
        """The options whose totals climb in whole people or seats."""
        return frozenset(key for edge, rounded in self.whole for key in edge.options if np.ptp(np.floor(rounded)) > 0)

    def both_sides(self, at: Rows, wanted: Sequence[int]) -> list[tuple[float, float]]:
        """Positions just left and right of the edges wanted; where the way there is no straight line, searched for."""
        places = [self.jumps[number] for number in wanted]
        low, high = self.axis.least, self.axis.most
        apart = SIDE * self.span
        centre = np.array([position for position, _ in places])
        rows = rows_for([edge for _, edge in places])
        for _ in range(4 if places else 0):
            sides = np.concatenate([np.clip(centre - apart, low, high), np.clip(centre + apart, low, high)])
            values = _values(at(sides, rows), self.axis, sides)
            moved = False
            for number, (_, edge) in enumerate(places):
                difference = edge.difference(values)
                left, right = difference[number], difference[number + len(places)]
                if np.any(_flips(left, right)):
                    continue
                month = int(np.argmin(np.abs(left) + np.abs(right)))
                slope = (right[month] - left[month]) / (2 * apart)
                if slope and np.isfinite(slope):
                    step = -(left[month] + right[month]) / 2 / slope
                    if abs(step) < self.span / self.positions.size:
                        centre[number] += step
                        moved = True
            if not moved:
                break
        inside = sorted({one for one in centre.tolist() if low < one - apart and one + apart < high})
        return [(one - apart, one + apart) for one in inside]

    def near(self, key: str, low: float, high: float, kinds: Sequence[str] = (JUMP,)) -> tuple[Cause, ...]:
        """The edges of an option between two positions, by row."""
        months: dict[int, tuple[Edge, list[int]]] = {}
        first = bisect_left(self.found, low, key=itemgetter(0))
        for position, edge, month in islice(self.found, first, None):
            if position > high:
                break
            if key in edge.options and edge.kind in kinds:
                months.setdefault(id(edge), (edge, []))[1].append(month)
        return tuple(Cause(edge.row, edge.kind, tuple(sorted(set(found)))) for edge, found in months.values())


class WholeSteps:
    """Where the totals of options climb in whole people or seats: by straight lines between the first positions.

    Months that are alike take their steps together, and so count as one.
    """

    def __init__(self, whole: Sequence[tuple[Edge, np.ndarray]], keys: Sequence[str], positions: np.ndarray) -> None:
        self.positions = positions
        self.counts = np.zeros((len(keys), positions.size - 1))
        rounded, owners = [np.zeros((positions.size, 0))], [np.zeros((len(keys), 0), dtype=bool)]
        for edge, values in whole:
            of_options = np.array([key in edge.options for key in keys])
            _, first, alike = np.unique(np.round(values[-1], 6), return_index=True, return_counts=True)
            share = alike.max() / values.shape[1]
            self.counts[of_options] += np.abs(np.diff(np.floor(values), axis=0)).mean(axis=1) / share
            rounded.append(values[:, first])
            owners.append(np.repeat(of_options[:, None], first.size, axis=1))
        self.rounded, self.owners = np.concatenate(rounded, axis=1), np.concatenate(owners, axis=1)
        self._ends = positions.tolist()
        self._looked_up: dict[tuple[int, bytes], tuple[float, np.ndarray, np.ndarray]] = {}

    def between(self, left: float, right: float, courses: np.ndarray) -> np.ndarray:
        """Where some courses take a step between two neighbouring positions; one too many where there are too many."""
        stretch = min(max(bisect_left(self._ends, right) - 1, 0), len(self._ends) - 2)
        start, end = self._ends[stretch], self._ends[stretch + 1]
        most, here, slope = self._lines(stretch, courses)
        if most * (right - left) / (end - start) > 2 * MOST_STEPS:
            return np.zeros(MOST_STEPS + 1)
        one_side, other_side = here + slope * (left - start), here + slope * (right - start)
        first, last = np.ceil(np.minimum(one_side, other_side)), np.floor(np.maximum(one_side, other_side))
        taken = np.flatnonzero(last >= first)
        many = (last[taken] - first[taken] + 1).astype(int)
        total = int(many.sum())
        if total > 20 * MOST_STEPS:
            return np.zeros(MOST_STEPS + 1)
        if not total:
            return np.zeros(0)
        which = np.repeat(taken, many)
        steps = first[which] + np.arange(total) - np.repeat(np.cumsum(many) - many, many)
        found = start + (steps - here[which]) / slope[which]
        return np.unique(np.round(found, 12)) if total > 1 else found

    def _lines(self, stretch: int, courses: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        """What some courses round in a stretch: how many steps at most, the values at its left end, their slopes."""
        key = stretch, courses.tobytes()
        if key not in self._looked_up:
            asked = self.owners[courses].any(axis=0)
            here = self.rounded[stretch][asked]
            slope = (self.rounded[stretch + 1][asked] - here) / (self._ends[stretch + 1] - self._ends[stretch])
            moved = slope != 0
            most = float(self.counts[courses, stretch].max())
            self._looked_up[key] = most, here[moved], slope[moved]
        return self._looked_up[key]


def _flips(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Where a comparison has another outcome on the other side."""
    return (low > 0) != (high > 0)


def _values(found: Mapping[Placed, np.ndarray], axis: Axis, positions: np.ndarray) -> dict[int, np.ndarray]:
    values = {id(row): value if row.is_monthly else np.reshape(value, (-1, 1)) for row, value in found.items()}
    return values | {id(one): value for one, value in axis.at(positions).items()}
