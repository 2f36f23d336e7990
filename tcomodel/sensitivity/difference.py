"""The tornado on the difference: what one option is ahead of another, with one input at a time lower and higher.

    per seat is ahead of per minute by 0.4 m
    attrition        low +0.5 m    high +0.2 m
    seat rate        low +1.9 m    high -1.1 m       turns the order: per minute costs less

An input with a range is moved to its P10 and P90, so that bars of different ranges are equally likely; where the range
is read as P10 and P90, these are its low and high. What is drawn as one is moved as one. What is drawn anew each year
or month is moved in all of them, as far as its average over the term goes: five years that are all at their P10 are
much rarer than 1 in 10. An input without a range is moved by a share of itself, which says nothing about how likely
that is. The lead is the second option's net present
value less the first's: positive while the first costs less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.model import Input, Model
from tcomodel.moves import SHARE
from tcomodel.problems import problem
from tcomodel.results import HALF_A_CENT, Comparison, option_called
from tcomodel.sensitivity.swings import MOVED_BY, End, Swing, swings
from tcomodel.serving import serves, serving_rows
from tcomodel.simulation.percentiles import P10, P90
from tcomodel.stated_ranges import ONCE
from tcomodel.uncertainty import Driver, world_of
from tcomodel.uncertainty.paths import deviation_of_average
from tcomodel.uncertainty.values import drawn_of

RANGE = "range"  # how far a bar moves: to the ends of its range, or by a share
ENDS = np.array([[P10], [P90]])  # of a range, as shares of its futures


@dataclass(frozen=True)
class BarEnd:
    """One end of a bar: the lead there, the values of the inputs moved, who is ahead, and who serves not all there.

    Who does not serve all of the work is ahead of nobody; ``ahead`` is empty where neither serves.
    """

    lead: float
    values: tuple[tuple[Input, Any], ...]
    ahead: str
    unserved: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bar:
    """One driver, or one input without a range, moved down and up; an end is None where it cannot be.

    ``reading`` is ``range`` or ``share``; ``driver`` is None for an input without a range.
    """

    driver: Driver | None
    inputs: tuple[Input, ...]
    reading: str
    share: float
    now: float
    ahead: str
    low: BarEnd | None
    high: BarEnd | None

    @property
    def ends(self) -> list[BarEnd]:
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def effect(self) -> float:
        """The larger change of the lead, in money."""
        return max((abs(end.lead - self.now) for end in self.ends), default=0.0)

    @property
    def turns(self) -> bool:
        """Whether the other option is ahead at either end."""
        return bool(self.turning)

    @property
    def turning(self) -> list[BarEnd]:
        """The ends at which the other option is ahead."""
        return [end for end in self.ends if end.ahead not in ("", self.ahead)]


@dataclass(frozen=True)
class Difference:
    """What the first option is ahead of the second, and what moves that, the strongest first."""

    first: str
    second: str
    now: float
    ahead: str
    bars: tuple[Bar, ...]

    def of(self, reading: str) -> list[Bar]:
        """The bars of one reading that move the lead at all."""
        return [bar for bar in self.bars if bar.reading == reading and bar.effect > HALF_A_CENT]

    @property
    def turning(self) -> list[Bar]:
        """Bars that turn the order by themselves."""
        return [bar for bar in self.bars if bar.turns]


def difference(
    comparison: Comparison,
    drivers: Sequence[Driver] = (),
    first: str | None = None,
    second: str | None = None,
    share: float = MOVED_BY,
) -> Difference:
    """The tornado on the difference of two options; without names of the cheapest and the one that comes next.

    Raises ProblemsFound for an unknown option, one that is left out, or where there is no second one.
    """
    first, second = pair_of(comparison, first, second)
    npv = {option.key: option.figure("npv") or 0.0 for option in comparison.compared}
    now = npv[second] - npv[first]
    unserved = frozenset(comparison.unserved).intersection((first, second))
    pair = _Pair(first, second, now, _ahead(first, second, now, unserved))
    ranged = {id(one) for driver in drivers for one in driver.inputs}
    bars = _of_drivers(comparison, drivers, pair)
    for swing in swings(comparison, share):
        if swing.reading == SHARE and id(swing.input) not in ranged:
            low, high = (_of_swing(swing, end, pair) for end in (swing.low, swing.high))
            bars.append(Bar(None, (swing.input,), SHARE, share, now, pair.ahead, low, high))
    return Difference(first, second, now, pair.ahead, tuple(sorted(bars, key=lambda bar: -bar.effect)))


def pair_of(comparison: Comparison, first: str | None = None, second: str | None = None) -> tuple[str, str]:
    """Two options that take part: those named, else the cheapest and the next; ProblemsFound where they are not two."""
    ranking = [option.key for option in comparison.ranking]
    if len(ranking) < 2:
        raise problem("", "only one option takes part; a difference needs two")
    for named in (first, second):
        if named is not None and option_called(comparison, named).key not in ranking:
            raise problem(named, f"is left out of the comparison; these take part: {', '.join(ranking)}")
    if first is not None and first == second:
        raise problem(first, f"an option does not differ from itself; name two of {', '.join(ranking)}")
    first = first or next(key for key in ranking if key != second)
    return first, second or next(key for key in ranking if key != first)


@dataclass(frozen=True)
class _Pair:
    """The two options, and how they stand as things are."""

    first: str
    second: str
    now: float
    ahead: str


def _ahead(first: str, second: str, lead: float, unserved: frozenset[str]) -> str:
    """Who costs less of the two, among those that serve the work; within a cent the first."""
    serving = [key for key in (first, second) if key not in unserved]
    if len(serving) == 2:
        return first if lead >= -HALF_A_CENT else second
    return serving[0] if serving else ""


def _of_swing(swing: Swing, end: End | None, pair: _Pair) -> BarEnd | None:
    if end is None:
        return None
    lead, unserved = end.npv[pair.second] - end.npv[pair.first], end.unserved & {pair.first, pair.second}
    return BarEnd(lead, ((swing.input, end.value),), _ahead(pair.first, pair.second, lead, unserved), unserved)


def _of_drivers(comparison: Comparison, drivers: Sequence[Driver], pair: _Pair) -> list[Bar]:
    """A bar for each driver: row 2k is its low, row 2k + 1 its high, everything else as it stands."""
    if not drivers:
        return []
    model = comparison.model
    worlds = [world_of(model, [_level_of(driver)], _ends(driver, model)) for driver in drivers]
    moved = [{one: np.asarray(drawn) for one, drawn in world.replaced.items()} for world in worlds]
    rows = 2 * len(drivers)
    replaced: dict[Input, np.ndarray] = {}
    for place, one_driver in enumerate(moved):
        for one, values in one_driver.items():
            base = np.atleast_1d(np.asarray(one.value, dtype=float))
            kept = replaced.get(one, np.broadcast_to(base, (rows, base.size)))
            wide = max(kept.shape[1], values.shape[1])
            kept = np.array(np.broadcast_to(kept, (rows, wide)))
            kept[2 * place : 2 * place + 2] = values
            replaced[one] = kept
    options = [comparison.option(pair.first), comparison.option(pair.second)]
    npv = [option.model.figures["npv"] for option in options]
    asked = [*npv, *(row for option in options for row in serving_rows(option.model))]
    found = evaluate_rows(comparison.model, list(dict.fromkeys(asked)), replaced, None, comparison.values)
    lead = np.broadcast_to(found[npv[1]] - found[npv[0]], rows)
    good = {option.key: serves(option.model, found, replaced, rows) for option in options}

    def end(row: int, values: Mapping[Input, np.ndarray]) -> BarEnd:
        told = tuple((one, _plain(drawn[row % 2])) for one, drawn in values.items())
        unserved = frozenset(key for key, serving in good.items() if not serving[row])
        there = float(lead[row])
        return BarEnd(there, told, _ahead(pair.first, pair.second, there, unserved), unserved)

    return [
        Bar(driver, driver.inputs, RANGE, 0.0, pair.now, pair.ahead, end(2 * place, values), end(2 * place + 1, values))
        for place, (driver, values) in enumerate(zip(drivers, moved, strict=True))
    ]


def _level_of(driver: Driver) -> Driver:
    """The driver without what its years and months add to its level."""
    return replace(driver, spread=replace(driver.spread, drawn=ONCE, scatter=0.0))


def _ends(driver: Driver, model: Model) -> np.ndarray:
    """The shares of the futures that a driver's bar ends at, ``(2, 1)``; of a path those of its average."""
    if driver.spread.drawn == ONCE:
        return ENDS
    from scipy.special import ndtr, ndtri

    path = drawn_of(driver, driver.inputs[0], np.array([0.5]), model, 1)
    less = deviation_of_average(path.periods, driver.spread.persistence)
    return np.asarray(ndtr(less * ndtri(ENDS)))


def _plain(drawn: np.ndarray) -> Any:
    return float(drawn[0]) if drawn.size == 1 else drawn
