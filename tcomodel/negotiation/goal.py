"""Goal seek: the value of a lever at which an option costs what is wanted, beside the value that is quoted.

    seat rate quoted 3,560: equals in-house at 4,005.79; saves 15 % of it at 3,382.70
    indexation cap quoted 3.5 %: stays cheaper at every cap between 0 and 100 %

Where the total is a straight line of the lever, two points give the answer and others confirm that it is one. Elsewhere
the whole range is searched (``changes``), and what is found may be nothing, one value, several, or a jump.
Costs are net present values. In-house wages, volumes and all else stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.contradictions import Contradictions
from tcomodel.model import Input, Placed
from tcomodel.negotiation.levers import Lever, levers_of
from tcomodel.problems import ProblemsFound, problem
from tcomodel.results import HALF_A_CENT, Comparison, option_called, vendor_called
from tcomodel.serving import serves, serving_rows
from tcomodel.sign_changes.changes import CROSSING, LEVEL, Change, changes
from tcomodel.sign_changes.search import Samples, uneven

CHECKED = np.array([0.0, 0.07, 0.19, 0.31, 0.44, 0.58, 0.69, 0.83, 1.0])  # of the range: not even, the ends among them
STRAIGHT = 1e-9  # of the cost: as far as the points of a straight line may lie beside it
SEARCHED = 64  # stretches of the range where the way is not straight
FURTHER = 1.25  # times as far as the answer, where the range is open above
OPEN_END = 1e9
WORTH_IT = 0.999  # of today's gap: what comes no nearer than that is no step towards the goal


@dataclass(frozen=True)
class Target:
    """What is wanted of an option: to cost as much as ``against``, less a saving.

    ``saving`` is an amount of net present value, ``share`` one of what ``against`` costs.
    """

    against: str
    saving: float = 0.0
    share: float = 0.0

    def of(self, cost: np.ndarray) -> np.ndarray:
        """What the option may cost, where ``against`` costs this."""
        return cost * (1 - self.share) - self.saving


@dataclass(frozen=True)
class Found:
    """A value of the lever at which the goal is met; where it is jumped over (``is_jump``) the first that does better.

    ``refused`` says why the contract would contradict itself with it, ``serves`` whether the option still serves all of
    the work with it: an option that leaves work undone meets no goal.
    """

    value: float
    is_jump: bool = False
    refused: str = ""
    serves: bool = True

    @property
    def holds(self) -> bool:
        """Whether it can be agreed: the contract allows it and all of the work is served."""
        return self.serves and not self.refused


@dataclass(frozen=True)
class Goal:
    """What was found for one lever. ``gap`` is what the option costs beyond the goal as it stands (less: negative).

    ``found`` is empty where the goal cannot be met: ``nearest`` and ``nearest_gap`` are then as near as it comes.
    ``as_near`` says whether that could be agreed.
    ``slope`` is how much one unit of the lever adds to the cost around today's value; None where it is nothing.
    """

    option: str
    target: Target
    lever: Lever
    gap: float
    found: tuple[Found, ...]
    is_straight: bool
    moves: bool
    nearest: float
    nearest_gap: float
    slope: float
    as_near: Found | None = None

    @property
    def value(self) -> float | None:
        """The one value that meets the goal, None where there is none or more than one."""
        return self.found[0].value if len(self.found) == 1 and not self.found[0].is_jump else None

    @property
    def closest(self) -> Found | None:
        """The value that is closest to the quoted one."""
        return min(self.found, key=lambda one: abs(one.value - self.lever.quoted), default=None)


def target_of(
    comparison: Comparison, option: str, against: str | None = None, saving: float = 0.0, share: float = 0.0
) -> Target:
    """The target for a vendor's option; against the baseline unless another option is named.

    Raises ProblemsFound for an option that is not there, is in-house, or is compared with itself.
    """
    vendor_called(comparison, option)
    if against is not None:
        option_called(comparison, against)
    else:
        if comparison.baseline is None:
            raise problem(option, "there is no in-house option to compare with; name another one")
        against = comparison.baseline.key
    if against == option:
        raise problem(option, "it is the option it would be compared with; name another one")
    if share >= 1:
        raise problem("saving", f"found {100 * share:,.4g} %; expected less than 100 %, for no option costs nothing")
    return Target(against, saving, share)


def goal_seek(comparison: Comparison, option: str, target: Target, levers: Sequence[Lever] | None = None) -> list[Goal]:
    """Each lever by itself: the values at which the option meets the target, all else as it stands."""
    levers = levers_of(comparison.model, option) if levers is None else list(levers)
    if not levers:
        return []
    gap = Gap(comparison, option, target)
    try:
        gaps = gap.of_each(levers, [_checked_positions(lever) for lever in levers])
    except ProblemsFound:  # some value of some lever gives no finite cost, such as nothing to divide by
        levers = [_as_far_as_it_goes(gap, lever) for lever in levers]
        gaps = gap.of_each(levers, [_checked_positions(lever) for lever in levers])
    positions = [_checked_positions(lever) for lever in levers]
    now = gap.today()
    terms = Contradictions(comparison.model)
    goals = [_goal(gap, lever, where, at, now, terms) for lever, where, at in zip(levers, positions, gaps, strict=True)]
    return _with_service(comparison, option, goals)


def _with_service(comparison: Comparison, option: str, goals: list[Goal]) -> list[Goal]:
    """Each value that was found is marked where the option leaves work undone with it."""
    model = comparison.model.option(option)
    rows = serving_rows(model)
    told = [goal for goal in goals if _looked_at(goal)]
    if not rows or not told:
        return goals
    values = [np.array([one.value for one in _looked_at(goal)]) for goal in told]
    replaced = one_by_one([goal.lever for goal in told], values)
    found = evaluate_rows(comparison.model, rows, replaced, values=comparison.values)
    good = serves(model, found, replaced, sum(one.size for one in values))
    marked = {
        id(goal): tuple(replace(one, serves=bool(fine)) for one, fine in zip(_looked_at(goal), part, strict=True))
        for goal, part in zip(told, np.split(good, np.cumsum([one.size for one in values])[:-1]), strict=True)
    }
    return [
        replace(goal, found=marked[id(goal)]) if goal.found
        else replace(goal, as_near=marked[id(goal)][0]) if goal.as_near is not None
        else goal
        for goal in goals
    ]  # fmt: skip


def _looked_at(goal: Goal) -> tuple[Found, ...]:
    """The values a reader is shown: those that meet the goal, else the one that comes nearest to it."""
    return goal.found or ((goal.as_near,) if goal.as_near is not None else ())


def _checked_positions(lever: Lever) -> np.ndarray:
    return lever.least + (lever.most - lever.least) * CHECKED


def _as_far_as_it_goes(gap: "Gap", lever: Lever) -> Lever:
    """The lever within the values around the quoted one at which the cost is a finite number."""
    looked_at = np.unique(np.append(_checked_positions(lever), lever.quoted))
    good = np.array([gap.is_finite(lever, one) for one in looked_at])
    here = int(np.searchsorted(looked_at, lever.quoted))
    low = here - int(np.argmin(np.append(good[:here][::-1], False)))
    high = here + int(np.argmin(np.append(good[here + 1 :], False)))
    return replace(lever, least=float(looked_at[low]), most=float(looked_at[high]))


class Gap:
    """What an option costs beyond its target, for many positions of its levers at once."""

    def __init__(self, comparison: Comparison, option: str, target: Target) -> None:
        self.comparison, self.option, self.target = comparison, option, target
        self.own = comparison.model.option(option).figures["npv"]
        self.other = comparison.model.option(target.against).figures["npv"]
        self.size = max(abs(float(comparison.values[self.own])), abs(float(comparison.values[self.other])), 1.0)

    def today(self) -> float:
        """The gap as it stands."""
        values = self.comparison.values
        return float(values[self.own]) - float(self.target.of(np.asarray(values[self.other])))

    def at(self, lever: Lever, positions: np.ndarray) -> np.ndarray:
        """The gap at each position of one lever."""
        return self.under(lever.at(positions))

    def under(self, replaced: dict) -> np.ndarray:
        """The gap under draws of inputs, shape ``(draws,)``."""
        rows: list[Placed] = [self.own, self.other]
        found = evaluate_rows(self.comparison.model, rows, replaced, values=self.comparison.values)
        return found[self.own] - self.target.of(found[self.other])

    def is_finite(self, lever: Lever, position: float) -> bool:
        """Whether the cost is a number there."""
        try:
            self.at(lever, np.array([position]))
        except ProblemsFound:
            return False
        return True

    def of_each(self, levers: Sequence[Lever], positions: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The gap at the positions of each lever while the others stay, worked out together."""
        under = self.under(one_by_one(levers, positions))
        return np.split(under, np.cumsum([one.size for one in positions])[:-1])


def one_by_one(levers: Sequence[Lever], positions: Sequence[np.ndarray]) -> dict[Input, np.ndarray]:
    """Draws in which one lever after the other takes its positions, while the others stay as quoted."""
    draws = sum(one.size for one in positions)
    replaced, first = {}, 0
    for lever, where in zip(levers, positions, strict=True):
        for one, moved in lever.at(where).items():
            whole = np.repeat(np.atleast_1d(np.asarray(one.value, dtype=float))[None, :], draws, axis=0)
            whole[first : first + where.size] = moved
            replaced[one] = whole
        first += where.size
    return replaced


def _goal(gap: Gap, lever: Lever, positions: np.ndarray, gaps: np.ndarray, now: float, terms: Contradictions) -> Goal:
    slope = float((gaps[-1] - gaps[0]) / ((positions[-1] - positions[0]) or 1.0))
    line = gaps[0] + slope * (positions - positions[0])
    beside = max(float(np.max(np.abs(gaps - line))), abs(now - gaps[0] - slope * (lever.quoted - positions[0])))
    straight = beside <= STRAIGHT * gap.size and not lever.is_whole
    moves = bool(np.ptp(np.append(gaps, now)) > HALF_A_CENT)
    found: list[Found] = []
    if moves and straight:
        value = float(positions[0] - gaps[0] / slope)
        inside = lever.least <= value <= lever.most or (lever.open_above and lever.most < value < OPEN_END)
        inside = inside and gap.is_finite(lever, value)
        if inside and abs(gap.at(lever, np.array([value]))[0]) <= max(HALF_A_CENT, STRAIGHT * gap.size):
            found = [Found(value)]
        elif inside:
            straight = False  # it bends beyond the range that was checked
    if moves and not straight:
        positions, gaps, found, slope = _searched(gap, lever, positions, gaps)
    positions, gaps = np.append(lever.quoted, positions), np.append(now, gaps)
    nearest_by = int(np.argmin(np.abs(gaps)))
    nearest_by = 0 if abs(gaps[nearest_by]) > WORTH_IT * abs(now) else nearest_by
    told = tuple(_checked(one, lever, terms) for one in found)
    return Goal(
        gap.option, gap.target, lever, now, told, straight, moves, float(positions[nearest_by]),
        float(gaps[nearest_by]), slope if moves else 0.0,
        _checked(Found(float(positions[nearest_by])), lever, terms) if moves and nearest_by and not told else None,
    )  # fmt: skip


def _searched(
    gap: Gap, lever: Lever, positions: np.ndarray, gaps: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[Found], float]:
    """The whole range of a lever looked at, further where it is open above and the end still comes nearer."""
    most = lever.most
    if lever.open_above and gaps[-1] != gaps[-2] and np.all(np.sign(gaps) == np.sign(gaps[0])):
        ahead = positions[-1] - gaps[-1] * (positions[-1] - positions[-2]) / (gaps[-1] - gaps[-2])
        most = max(most, min(FURTHER * ahead, OPEN_END))
    if most > lever.most and not gap.is_finite(lever, most):
        most = lever.most

    def courses(where: np.ndarray) -> np.ndarray:
        return np.stack([gap.at(lever, where), np.zeros(where.size)])

    samples = Samples(courses, np.append(uneven(lever.least, most, SEARCHED), lever.quoted))
    found = [_found(change, lever) for change in changes(samples, [(0, 1)], gap.size)]
    at = int(np.clip(np.searchsorted(samples.x, lever.quoted), 1, samples.x.size - 2))
    slope = (samples.y[0][at + 1] - samples.y[0][at - 1]) / (samples.x[at + 1] - samples.x[at - 1])
    return samples.x, samples.y[0], found, float(slope)


def _found(change: Change, lever: Lever) -> Found:
    jumps = change.kind not in (CROSSING, LEVEL)
    value = change.low if change.before < 0 else change.high
    return Found(float(np.round(value)) if lever.is_whole else value, jumps)


def _checked(one: Found, lever: Lever, terms: Contradictions) -> Found:
    """The value, with what the clauses say against it."""
    if lever.is_factor or len(lever.inputs) > 1 or one.is_jump:
        return one
    return replace(one, refused=terms.of(lever.input, one.value))
