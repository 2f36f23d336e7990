"""Swings: what every option costs today with one input lower and higher, and whether another one would cost least.

The lead is what the cheapest option of today is ahead of the best of the others, as net present values:

    as it stands          in-house 19.0 m, vendor 17.5 m       lead of the vendor 1.5 m
    vendor's price +10 %  in-house 19.0 m, vendor 19.2 m       lead -0.2 m: in-house costs least

Only options that take part and serve all of the work can be ahead or overtake. Where the cheapest of today no longer
serves the work, it has no lead at all.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tcomodel.model import Input
from tcomodel.moves import SHARE, Move, moves_of
from tcomodel.problems import ProblemsFound
from tcomodel.results import HALF_A_CENT, Comparison
from tcomodel.sensitivity.variants import read_under

MOVED_BY = 0.1  # of itself: how far an input is moved unless somebody says otherwise
_FOUND: "WeakKeyDictionary[Comparison, dict[float, tuple[Swing, ...]]]" = WeakKeyDictionary()  # several readers ask


@dataclass(frozen=True)
class End:
    """The comparison with one input at one value. Money is net present value, in the scenario's currency, by option.

    ``npv`` and ``saving`` (against the baseline) hold the options that take part; ``lead`` is None where the cheapest
    option of today serves the work no longer, or has nobody beside it. ``unserved`` are those that serve not all of it.
    """

    value: Any  # of the input: a number, or an array as long as the input's
    clipped: bool
    npv: dict[str, float]
    saving: dict[str, float]
    cheapest: str
    lead: float | None
    unserved: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Swing:
    """One input moved down and up. An end is None where it cannot be; ``refused`` says why.

    ``reading`` is ``share`` (so much lower and higher than it is) or ``card`` (the low and high of its card rate).
    """

    input: Input
    reading: str
    share: float
    now: End
    low: End | None
    high: End | None
    refused: str = ""

    @property
    def ends(self) -> list[End]:
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def unit(self) -> str:
        return self.input.unit

    @property
    def is_plain(self) -> bool:
        """Whether the input is one number, and not a series."""
        return isinstance(self.now.value, float)

    @property
    def clipped(self) -> bool:
        """Whether an end was held at the least or most the input may be."""
        return any(end.clipped for end in self.ends)

    @property
    def moves(self) -> bool:
        """Whether an end is anywhere else than the input is today."""
        return any(np.any(np.asarray(end.value) != np.asarray(self.now.value)) for end in self.ends)

    @property
    def changes_answer(self) -> bool:
        """Whether another option costs least at either end."""
        return any(end.cheapest != self.now.cheapest for end in self.ends)

    @property
    def effect(self) -> float:
        """The larger change of the lead, in money; infinite where it is lost; without one, of the cheapest's NPV."""
        if self.now.lead is None:
            return self.effect_on(self.now.cheapest)
        changes = [math.inf if end.lead is None else abs(end.lead - self.now.lead) for end in self.ends]
        return max(changes, default=0.0)

    def effect_on(self, option: str) -> float:
        """The larger change of an option's net present value."""
        return max((abs(end.npv[option] - self.now.npv[option]) for end in self.ends), default=0.0)


def swings(comparison: Comparison, share: float = MOVED_BY) -> list[Swing]:
    """Every input in use that is an amount, moved by a share of itself; what moves the lead most comes first.

    Card rates that have a low and a high come a second time, read as ``card``.
    """
    if not 0 < share < 1:
        raise ValueError(f"the share is {share:g}; expected one between 0 and 1, such as 0.1 for 10 %")
    known = _FOUND.setdefault(comparison, {})
    if share not in known:
        known[share] = tuple(_swings(comparison, share))
    return list(known[share])


def _swings(comparison: Comparison, share: float) -> list[Swing]:
    first = comparison.cheapest.key
    now = End(None, False, *_facts(comparison, first))
    pairs = list(moves_of(comparison.model, share))
    moves = [move for pair in pairs for move in pair if not move.refused]
    said = read_under(
        comparison.model, [{move.input: move.value} for move in moves], lambda under: _facts(under, first)
    )
    facts = dict(zip(map(id, moves), said, strict=True))
    found = [_swing(low, high, now, facts, share) for low, high in pairs]
    return sorted((swing for swing in found if swing.ends), key=lambda swing: -swing.effect)


def by_effect_on(option: str, found: Iterable[Swing], reading: str = SHARE) -> list[Swing]:
    """The swings of one reading that move an option's net present value, the largest first."""
    moving = [swing for swing in found if swing.reading == reading and swing.effect_on(option) > HALF_A_CENT]
    return sorted(moving, key=lambda swing: -swing.effect_on(option))


Facts = tuple[dict[str, float], dict[str, float], str, float | None, frozenset[str]]


def _facts(under: Comparison, first: str) -> Facts:
    """NPV and saving of each option, who costs least, the lead of the one that is first today, who serves not all."""
    npv = {option.key: option.figure("npv") or 0.0 for option in under.compared}
    found = {option.key: option.figure("npv_saving") for option in under.compared}
    saving = {key: value for key, value in found.items() if value is not None}
    serving = [key for key in npv if key not in under.unserved] or list(npv)
    others = [npv[key] for key in serving if key != first]
    lead = min(others) - npv[first] if first in serving and others else None
    return npv, saving, under.cheapest.key, lead, frozenset(npv).intersection(under.unserved)


def _swing(low: Move, high: Move, now: End, facts: dict[int, Facts | ProblemsFound], share: float) -> Swing:
    refused = {move.refused: None for move in (low, high) if move.refused}
    refused |= {str(known): None for move in (low, high) if isinstance(known := facts.get(id(move)), ProblemsFound)}
    here = replace(now, value=low.input.value)
    ends = [_moved(move, facts.get(id(move))) for move in (low, high)]
    return Swing(low.input, low.reading, share, here, ends[0], ends[1], "; ".join(refused))


def _moved(move: Move, facts: Facts | ProblemsFound | None) -> End | None:
    return End(move.value, move.clipped, *facts) if isinstance(facts, tuple) else None
