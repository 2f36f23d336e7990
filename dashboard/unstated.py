"""What nobody at the company has stated, and what each of it does to the answer: the lines of ``rests_on``.

    seat rate        2,240 USD, rate card, Oct 2026     1,280 to 2,240      moves the margin by 2.7 m
    agents per seat  1, one place each                  10 % either way     moves it by 1.0 m, turns it at 0.96

Unstated is what the model assumes, what the guided start assumed, and a rate of the tool's own card that nobody
changed. Each moves to the ends of its range on the card, or 10 % either way; a share of nothing becomes 10 %.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from dashboard.fields import Field
from dashboard.forms import SHARED, fields_of
from tcomodel import Comparison, RateCard
from tcomodel.entry_numbers import said
from tcomodel.guided import assumed_in
from tcomodel.model import Input
from tcomodel.readers.answer import input_in_words
from tcomodel.results import HALF_A_CENT
from tcomodel.sensitivity import CARD, MOVED_BY, swings
from tcomodel.sensitivity.swings import Swing
from tcomodel.sensitivity.turning import Turning, is_one_number, turning_of
from tcomodel.sensitivity.variants import read_under

CARD_RATE, ASSUMED, AT_START = "rate card", "assumed", "assumed at the start"
Entry = tuple[Input, str, str]  # what nobody stated, its kind, its reason or source
_TURNINGS: "WeakKeyDictionary[Comparison, dict[int, Turning]]" = WeakKeyDictionary()


@dataclass(frozen=True)
class Unstated:
    """One input nobody has stated. ``origin`` is one of the three kinds, ``because`` the reason or source.

    ``effect`` is how much the margin moves in money, infinite where the work is served no longer; ``moved`` says how
    far the input was moved for that.
    """

    comparison: Comparison
    input: Input
    origin: str
    because: str
    effect: float
    moved: str

    @cached_property
    def turning(self) -> Turning | None:
        """Where it turns the answer by itself; None for a series, which has no one value."""
        if not is_one_number(self.input):
            return None
        known = _TURNINGS.setdefault(self.comparison, {})
        if id(self.input) not in known:
            known[id(self.input)] = turning_of(self.comparison, self.input)
        return known[id(self.input)]

    @cached_property
    def fields(self) -> list[Field]:
        """Where it can be stated: its own place, or that of the programme, else of every option that uses it."""
        fields = _fields(self.comparison)
        if self.input.place:
            return [field for field in fields if field.place == self.input.place]
        empty = [field for field in fields if field.raw is None and field.given.name == self.input.name]
        shared = [field for field in empty if field.group in SHARED]
        users = {row.scope.path[0] for row in self.comparison.model.rows if self.input in row.ingredients}
        return shared or [field for field in empty if field.group in users]


def unstated_inputs(comparison: Comparison, card: RateCard) -> list[Entry]:
    """Each with its kind and its reason or source; ``card`` is the tool's own."""
    at_start = assumed_in(comparison.scenario.data, card)
    assumed = {id(one) for one in comparison.assumptions}
    found = []
    for one in comparison.model.inputs:
        if id(one) in assumed:
            found.append((one, ASSUMED, one.given.because))
        elif one.place in at_start:
            found.append((one, AT_START, at_start[one.place]))
        elif one.rate is not None and card.rates.get(one.rate.key) == one.rate:
            found.append((one, CARD_RATE, f"{one.rate.source}, {one.rate.as_of}"))
    return found


def counted(unstated: list[Entry]) -> str:
    """``9 card rates and 12 assumptions nobody at your company has stated``."""
    rates = sum(origin == CARD_RATE for _, origin, _ in unstated)
    assumptions = len(unstated) - rates
    parts = []
    if rates:
        parts.append("1 card rate" if rates == 1 else f"{rates} card rates")
    if assumptions:
        parts.append("1 assumption" if assumptions == 1 else f"{assumptions} assumptions")
    return f"{' and '.join(parts)} nobody at your company has stated"


def ranked(comparison: Comparison, card: RateCard) -> list[Unstated]:
    """Those that move the answer at all, the strongest first."""
    told = {id(one): (one, origin, because) for one, origin, because in unstated_inputs(comparison, card)}
    by_range = [(entry, *move) for entry in told.values() if (move := _own_range(entry[0], comparison.currency))]
    known = {id(entry[0]) for entry, _, _ in by_range}
    by_swing: dict[int, Swing] = {}
    for swing in swings(comparison):
        key = id(swing.input)
        if key in told and key not in known and (swing.reading == CARD or key not in by_swing):
            by_swing[key] = swing
    rest = [entry for key, entry in told.items() if key not in by_swing and key not in known]
    by_range += [
        (entry, (MOVED_BY,), f"At {MOVED_BY * 100:g} % instead of none") for entry in rest if _is_none(entry[0])
    ]
    found = [
        Unstated(comparison, *told[key], swing.effect, _moved(swing, comparison.currency))
        for key, swing in by_swing.items()
    ]
    found += _under(comparison, by_range)
    return sorted((one for one in found if one.effect > HALF_A_CENT), key=lambda one: -one.effect)


Move = tuple[Entry, tuple[float, ...], str]  # what is moved, to which values, and how that is said


def _moved(swing: Swing, currency: str) -> str:
    """How far: ``10 % either way``, ``Across the card's range, 1,280 to 2,240 USD per seat and month``."""
    if swing.reading != CARD:
        return f"{MOVED_BY * 100:g} % either way"
    rate = swing.input.rate
    assert rate is not None
    return f"Across the card's range, {_between(swing.input, rate.amount('low'), rate.amount('high'), currency)}"


def _own_range(one: Input, currency: str) -> tuple[tuple[float, ...], str] | None:
    """The ends of the range that stands around a number in the scenario."""
    if one.spread is None or not is_one_number(one):
        return None
    value, (least, most) = float(np.atleast_1d(one.value)[0]), one.given.limits
    factor = value if one.spread.relative else 1.0
    ends = [min(max(end * factor, least), most) for end in (one.spread.low, one.spread.high)]
    return tuple(ends), f"Across its range, {_between(one, ends[0], ends[1], currency)}"


def _between(one: Input, low: float, high: float, currency: str) -> str:
    """``1,280 to 2,240 USD per seat and month``."""
    return f"{said(one.given, low)} to {input_in_words(replace(one, value=high), currency)}"


def _is_none(one: Input) -> bool:
    """Whether it is a share that is nothing: a tenth of nothing is nothing, so it becomes 10 %."""
    is_share = one.given.kind == "number" and one.given.is_share
    return is_share and not np.any(one.value) and one.given.limits[1] >= MOVED_BY


def _under(comparison: Comparison, moves: list[Move]) -> Iterator[Unstated]:
    """Each moved to its values by itself."""
    variants = [
        {entry[0]: np.full(np.shape(entry[0].value), end) if np.ndim(entry[0].value) else end}
        for entry, ends, _ in moves
        for end in ends
    ]
    first = comparison.cheapest.key
    now = _margin(comparison, first)
    margins = iter(read_under(comparison.model, variants, lambda under: _margin(under, first)))
    for entry, ends, words in moves:
        there = [next(margins) for _ in ends]
        changes = [abs(margin - now) for margin in there if isinstance(margin, float)]
        yield Unstated(comparison, *entry, max(changes, default=0.0), words)


def _margin(comparison: Comparison, first: str) -> float:
    """What an option is ahead of the best of the others in today's money, endlessly behind where it does not serve.

    What it costs, where there are no others that serve.
    """
    npv = {option.key: option.figure("npv") or 0.0 for option in comparison.compared}
    others = [npv[key] for key in npv if key != first and key not in comparison.unserved]
    if not others:
        return -npv[first]
    return -math.inf if first in comparison.unserved else min(others) - npv[first]


_FIELDS: "WeakKeyDictionary[Comparison, list[Field]]" = WeakKeyDictionary()


def _fields(comparison: Comparison) -> list[Field]:
    if comparison not in _FIELDS:
        _FIELDS[comparison] = fields_of(comparison.scenario, comparison.model.card)
    return _FIELDS[comparison]
