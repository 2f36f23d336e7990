"""Break-even: every crossing and every jump of the total costs of options along an axis, such as the volume.

    below 41,300 contacts a month per ticket costs less than in-house, above it more       a crossing
    at 48,000 the whole invoice drops to tier 3 and per ticket is cheaper again            a jump
    between 52,100 and 52,900 they swap 7 times, never more than 0.03 % apart              a zone, of whole seats

    found = break_evens(comparison, axis_of(comparison.model, "volume"))
    found.turns, found.falls, found.positions, found.totals["manila"]

Where an option begins or stops to serve all of the work is searched for too: beyond it, it cannot be the cheapest.

The edges of the formulas are looked at from both sides, what lies between them as close as it takes (``changes``).
Totals are net present values, or the plain sums of the term.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.model import Placed
from tcomodel.negotiation.axis import Axis
from tcomodel.negotiation.edge_places import MOST_EDGES, Cause, EdgePlaces, WholeSteps
from tcomodel.negotiation.edges import edges_of, rows_for
from tcomodel.negotiation.falls import Fall, falls_of
from tcomodel.problems import problem
from tcomodel.results import HALF_A_CENT, Comparison, option_called
from tcomodel.serving import serves, serving_rows
from tcomodel.sign_changes.changes import Change, changes
from tcomodel.sign_changes.search import SIDE, Samples, uneven

FIRST_LOOK = 96  # stretches of the range
NOBODY = ""  # where no option serves all of the work
CLOSER = np.arange(1, 8) / 8  # of a stretch in which an option stops serving the work
CLOSER_TIMES = 5
REACH = 3.0  # times what a total moves around an edge: further apart nothing there can turn the order


@dataclass(frozen=True)
class Turn:
    """A change of who costs less of two options, ``one`` and ``other``, by key.

    ``cheaper_before`` and ``cheaper_after`` are keys; ``leap`` is how far the difference jumps there, in money;
    ``slopes`` by how much each total grows with the axis around it; ``serving`` whether both serve all of the work.
    """

    change: Change
    one: str
    other: str
    causes: tuple[Cause, ...]
    leap: float
    slopes: dict[str, float]
    serving: bool

    @property
    def kind(self) -> str:
        return self.change.kind

    @property
    def cheaper_before(self) -> str:
        return self.one if self.change.before < 0 else self.other

    @property
    def cheaper_after(self) -> str:
        return self.one if self.change.after < 0 else self.other

    @property
    def middle(self) -> float:
        return (self.change.low + self.change.high) / 2


@dataclass(frozen=True)
class ServiceLimit:
    """Where an option stops serving all of the work, or begins to (``serves_below`` is false)."""

    option: str
    position: float
    serves_below: bool


@dataclass(frozen=True, eq=False)
class BreakEvens:
    """What was found along an axis. ``totals`` has one number a position for each option, ``serving`` whether it
    serves all of the work there; ``evaluated`` is how many positions were worked out.
    """

    axis: Axis
    figure: str
    positions: np.ndarray
    totals: dict[str, np.ndarray]
    serving: dict[str, np.ndarray]
    turns: tuple[Turn, ...]
    falls: tuple[Fall, ...]
    leaps: tuple[tuple[float, float], ...]  # positions left and right of every edge that was looked at
    evaluated: int = 0
    steps: frozenset[str] = field(default_factory=frozenset)  # options whose totals climb in whole people or seats
    limits: tuple[ServiceLimit, ...] = ()

    def between(self, one: str, other: str) -> list[Turn]:
        """The turns of two options, in either order."""
        return [turn for turn in self.turns if {turn.one, turn.other} == {one, other}]

    @cached_property
    def cheapest(self) -> list[tuple[float, float, str]]:
        """Who costs least along the axis: from, to, option, among those that serve all of the work.

        The option is NOBODY where none serves it.
        """
        keys = [*self.totals, NOBODY]
        table = np.stack([np.where(self.serving[key], self.totals[key], np.inf) for key in self.totals])
        best = np.where(np.isfinite(table.min(axis=0)), np.argmin(table, axis=0), len(keys) - 1)
        changed = np.flatnonzero(np.diff(best)) + 1
        inner = [self._change_between(int(at), {keys[best[at - 1]], keys[best[at]]}) for at in changed]
        ends = [float(self.positions[0]), *inner, float(self.positions[-1])]
        return [(low, high, keys[best[at]]) for (low, high), at in zip(pairwise(ends), [0, *changed], strict=True)]

    def as_cheap(self, position: float) -> list[str]:
        """The options that cost least at a position that was looked at, to half a cent, among those that serve."""
        at = int(np.clip(np.searchsorted(self.positions, position), 0, self.positions.size - 1))
        costs = {key: float(total[at]) for key, total in self.totals.items() if self.serving[key][at]}
        return [key for key, cost in costs.items() if cost - min(costs.values()) <= HALF_A_CENT]

    def _change_between(self, at: int, pair: set[str]) -> float:
        """Where the cheapest changes between two positions looked at: their crossing, else where one serves no more."""
        low, high = float(self.positions[at - 1]), float(self.positions[at])
        exact = (turn.middle for turn in self.turns if {turn.one, turn.other} == pair and low <= turn.middle <= high)
        return next(exact, high)


def break_evens(comparison: Comparison, axis: Axis, between: Sequence[str] = (), figure: str = "npv") -> BreakEvens:
    """Every turn along the axis between the options named, all that take part when fewer than two are.

    Raises ProblemsFound for an option that is not there, or an axis on which some total is no finite number.
    """
    keys = _keys(comparison, between)
    options = [comparison.model.option(key) for key in keys]
    totals = {option.key: option.figures[figure] for option in options}
    service = [row for option in options for row in serving_rows(option)]
    count = FIRST_LOOK

    def at(positions: np.ndarray, rows: Iterable[Placed]) -> dict[Placed, np.ndarray]:
        return evaluate_rows(comparison.model, list(dict.fromkeys(rows)), axis.at(positions), values=comparison.values)

    def courses(positions: np.ndarray) -> np.ndarray:
        nonlocal count
        count += positions.size
        found = at(positions, totals.values())
        return np.stack([found[totals[key]] for key in keys])

    edges = edges_of(comparison.model, totals, axis.inputs)
    first = _first_look(axis)
    found = at(first, [*totals.values(), *rows_for(edges)])
    samples = Samples(courses, first, np.stack([found[totals[key]] for key in keys]))
    pairs = list(combinations(range(len(keys)), 2))
    places = EdgePlaces(edges, axis, first, found)
    leaps = places.both_sides(at, _wanted(places, keys, samples, pairs))
    samples.add(np.array(sorted({side for pair in leaps for side in pair} | set(places.bends))))
    known = changes(samples, pairs, steps=WholeSteps(places.whole, keys, first))

    def served(positions: np.ndarray) -> dict[str, np.ndarray]:
        rows, replaced = (at(positions, service), axis.at(positions)) if service else ({}, {})
        return {one.key: serves(one, rows, replaced, positions.size) for one in options}

    serving = served(samples.x)
    limits = _service_limits(served, samples, serving)
    serving = served(samples.x) if limits else serving
    curves = dict(zip(keys, samples.y, strict=True))
    turns = [_turn(one, keys, samples, places, serving) for one in known]
    falls = [fall for key in keys if axis.is_volume for fall in falls_of(key, samples.x, curves[key], places.near)]
    return BreakEvens(
        axis, figure, samples.x, curves, serving, tuple(sorted(turns, key=lambda turn: turn.change.low)),
        tuple(falls), tuple(leaps), count, places.stepped, limits,
    )  # fmt: skip


def _service_limits(
    served: Callable[[np.ndarray], dict[str, np.ndarray]], samples: Samples, known: Mapping[str, np.ndarray]
) -> tuple[ServiceLimit, ...]:
    """Where options stop or begin to serve all of the work; the samples grow by both sides of each limit."""
    open_ends = [(key, at) for key, good in known.items() for at in np.flatnonzero(good[:-1] != good[1:])]
    if not open_ends:
        return ()
    low, high = (np.array([samples.x[at + side] for _, at in open_ends]) for side in (0, 1))
    for _ in range(CLOSER_TIMES):
        tried = low[:, None] + (high - low)[:, None] * CLOSER
        inside = served(tried.ravel())
        for number, (key, at) in enumerate(open_ends):
            good = inside[key].reshape(tried.shape)[number]
            turned = int(np.argmax(np.append(good != known[key][at], True)))
            edges = [low[number], *tried[number], high[number]]
            low[number], high[number] = edges[turned], edges[turned + 1]
    samples.add(np.append(low, high))
    found = (ServiceLimit(key, float(low[i]), bool(known[key][at])) for i, (key, at) in enumerate(open_ends))
    return tuple(sorted(found, key=lambda one: one.position))


def _keys(comparison: Comparison, between: Sequence[str]) -> list[str]:
    named = dict.fromkeys(option_called(comparison, key).key for key in between)
    keys = list(named) or [option.key for option in comparison.compared]
    if len(between) > len(keys):
        raise problem(keys[0], "it is named twice; it takes two different options to break even")
    if len(keys) < 2:
        raise problem("break-even", "it takes two options to break even; this comparison has one")
    return keys


def _first_look(axis: Axis) -> np.ndarray:
    """Positions over the range, not quite even, with its ends and today."""
    today = [axis.today] if axis.least < axis.today < axis.most else []
    return np.unique(np.append(uneven(axis.least, axis.most, FIRST_LOOK), today))


def _wanted(places: EdgePlaces, keys: Sequence[str], samples: Samples, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The edges worth a look from both sides: first where two totals are so near that one could turn the order."""
    moves = np.abs(np.diff(samples.y, axis=1))
    moves = np.stack([np.maximum.reduce([np.roll(row, shift) for shift in (-2, -1, 0, 1, 2)]) for row in moves])
    near = {key: np.zeros(moves.shape[1], dtype=bool) for key in keys}
    for one, other in pairs:
        apart = np.abs(samples.y[one] - samples.y[other])
        close = np.minimum(apart[:-1], apart[1:]) < REACH * (moves[one] + moves[other])
        near[keys[one]] |= close
        near[keys[other]] |= close
    urgent: list[int] = []
    others: list[int] = []
    for number, (position, edge) in enumerate(places.jumps):
        stretch = int(np.clip(np.searchsorted(samples.x, position, side="right") - 1, 0, moves.shape[1] - 1))
        (urgent if any(near[key][stretch] for key in edge.options if key in near) else others).append(number)
    room = max(0, MOST_EDGES - len(urgent))
    spread = others[:: max(1, -(-len(others) // room))] if room and others else []
    return sorted([*urgent[: 2 * MOST_EDGES], *spread])


def _turn(
    change: Change, keys: Sequence[str], samples: Samples, places: EdgePlaces, serving: Mapping[str, np.ndarray]
) -> Turn:
    one, other = keys[change.pair[0]], keys[change.pair[1]]
    x = samples.x
    apart = 3 * SIDE * samples.span
    causes = dict.fromkeys(
        cause for key in (one, other) for cause in places.near(key, change.low - apart, change.high + apart)
    )
    left = max(0, int(np.searchsorted(x, change.low - samples.span / FIRST_LOOK)) - 1)
    right = min(x.size - 1, int(np.searchsorted(x, change.high + samples.span / FIRST_LOOK)))
    slopes = {
        keys[number]: float((samples.y[number][right] - samples.y[number][left]) / (x[right] - x[left]))
        for number in change.pair
    }
    at = int(np.clip(np.searchsorted(x, change.low), 0, x.size - 1))
    leap = abs(change.after - change.before) if change.kind == "jump" else 0.0
    return Turn(change, one, other, tuple(causes), leap, slopes, bool(serving[one][at] and serving[other][at]))
