"""A card in, a new card out: every rate through all moves, or a reason why not.

    rebase(card, [PriceDate(to="2026-05"), Currency(to="EUR", at="2024")])
      philippines.hour   11 USD/hour of 2024 -> 10.86 EUR/hour of 2026-05, two steps on record
      costa_rica.hour    stopped: there is no series of cr_cpi

Moves are made in the order given. A rate that one of them cannot bring there is left wholly as it was, so a card is
never half moved: ``rebase`` refuses it with all such rates, or leaves them and says so in the card's record.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tcomodel.index_series import IndexSeries
from tcomodel.problems import Problem, ProblemsFound, nearest, problem
from tcomodel.rates.card import RateCard
from tcomodel.rates.rate import Rate, Step, What
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Kept, Move, Stopped

State = Literal["moved", "kept", "failed"]
IN_RECORD = re.compile(r"Rebase (\d+)\b")
CALLED_BEFORE = "The card was called before: "
NAMED = 5  # rates in one line of the record


class Why(NamedTuple):
    """Why one move left a rate as it is, or stopped it.

    ``lacks`` is the index that another one may be named for, ``terms`` are those of the move that would let it pass.
    """

    move: What
    told: str
    lacks: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rate.

    ``factor`` is what its figures were multiplied by in all, ``steps`` those that are new on its record. ``reason``
    says why a rate failed, and of a rate that was kept or moved by some of the moves only why the others left it;
    ``whys`` are the same one by one.
    """

    key: str
    state: State
    before: Rate
    after: Rate
    factor: float
    reason: str = ""
    steps: tuple[Step, ...] = ()
    whys: tuple[Why, ...] = ()

    @property
    def told(self) -> str:
        """The reason without what a single move is called and without the index to name instead, for a form."""
        return self.whys[0].told if len(self.whys) == 1 else "; ".join(f"{why.move}: {why.told}" for why in self.whys)

    @property
    def stop(self) -> Why | None:
        """What stopped a rate that failed."""
        return self.whys[-1] if self.state == "failed" and self.whys else None

    @property
    def derivation(self) -> str:
        """The working of all its steps."""
        return "; then ".join(step.derivation for step in self.steps)

    @property
    def source(self) -> str:
        """Where the figures of the working come from."""
        return "; ".join(dict.fromkeys(step.source for step in self.steps if step.source))


@dataclass(frozen=True)
class Rebased:
    """What moves make of a card, before anybody takes it: an outcome for each rate asked for, in the card's order.

    ``series`` are the index series the card would have, ``number`` counts the rebases of the card.
    """

    card: RateCard
    moves: tuple[Move, ...]
    outcomes: Mapping[str, Outcome]
    series: Mapping[str, IndexSeries]
    number: int
    on: str = ""

    def of(self, state: State) -> list[Outcome]:
        """The outcomes that were moved, kept or failed."""
        return [outcome for outcome in self.outcomes.values() if outcome.state == state]

    @property
    def rates(self) -> dict[str, Rate]:
        """All rates of the card, the moved ones as they are after it."""
        return {key: self.outcomes[key].after if key in self.outcomes else r for key, r in self.card.rates.items()}

    @property
    def problems(self) -> list[Problem]:
        """Why rates failed, a problem each."""
        file, lines = self.card.file, self.card.lines
        return [Problem(one.key, one.reason, file, lines.get(one.key)) for one in self.of("failed")]

    @property
    def told(self) -> str:
        """The rebase in one line, for the record of the card."""
        counts = {state: len(self.of(state)) for state in ("moved", "kept")}
        day = f" on {self.on}" if self.on else ""
        line = f"Rebase {self.number}{day}: {'; then '.join(move.told for move in self.moves)}. "
        line += f"{_counted(counts['moved'])} moved, {counts['kept']} kept as they are."
        left = [outcome.key for outcome in self.of("failed")]
        if left:
            more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
            line += f" {len(left)} left at their old basis: {', '.join(left[:NAMED])}{more}."
        return line


def preview(
    card: RateCard,
    moves: Iterable[Move] | Move,
    keys: Iterable[str] | None = None,
    on: str = "",
    beside: Iterable[RateCard] = (),
) -> Rebased:
    """What moves would make of the rates with these keys (all, where none are named), without taking it.

    ``beside`` are cards that are moved by the same moves, whose names of indices and channels may be stated here too.
    Raises ProblemsFound for keys the card does not have, for moves that cannot be made at all, and for a card laid over
    another, whose series are not those of the rates below it.
    """
    if card.origins:
        raise problem(card.name, "it is laid over another card; rebase the card itself, then lay it over again")
    order = (moves,) if isinstance(moves, Move) else tuple(moves)
    if not order:
        raise problem("moves", "nothing says what to do with the card; expected one move or more")
    wanted = dict.fromkeys(card.rates if keys is None else keys)
    strange = [key for key in wanted if key not in card.rates]
    if strange:
        raise ProblemsFound(
            Problem(key or "the rates chosen", f"the card has no {key!r}{nearest(key, card.rates)}") for key in strange
        )
    known = Known(card, 1 + max(last_number(card), _last_step(card)), beside)
    going = {key: _Way(rate) for key, rate in card.rates.items() if key in wanted}
    for move in order:
        known.asked = [way.now for way in going.values() if not way.stopped]
        known.left = [rate for key, rate in card.rates.items() if key not in going or going[key].stopped]
        move.begin(known)
        for way in going.values():
            way.take(move, known, on)
    outcomes = {key: way.outcome(key) for key, way in going.items()}
    return Rebased(card, order, outcomes, known.series, known.number, on)


def rebase(
    card: RateCard,
    moves: Iterable[Move] | Move,
    keys: Iterable[str] | None = None,
    leave: bool = False,
    name: str | None = None,
    on: str = "",
) -> RateCard:
    """The card after moves, with a step on the record of every rate that moved and a line on that of the card.

    ``keys`` are the rates to move (all, where none are named), ``name`` the new card's name, ``on`` the day for the
    record. Raises ProblemsFound with every rate that cannot be brought there; with ``leave`` they stay as they were.
    """
    return taken(preview(card, moves, keys, on), leave, name)


def taken(rebased: Rebased, leave: bool = False, name: str | None = None) -> RateCard:
    """The card of a preview, as ``rebase`` gives it."""
    if rebased.problems and not leave:
        raise ProblemsFound(rebased.problems)
    card = rebased.card
    line = rebased.told
    if name is not None and name != card.name:
        line += f" {CALLED_BEFORE}{card.name}"
    facts = {"name": card.name if name is None else name, "record": (*card.record, line), "series": rebased.series}
    return card.with_rates(rebased.rates, **facts)


def last_number(card: RateCard) -> int:
    """The number of the last rebase on a card's record, 0 where there was none."""
    return max((int(found[1]) for line in card.record if (found := IN_RECORD.match(line))), default=0)


def _last_step(card: RateCard) -> int:
    """The highest number of a rebase on any rate, which the record of a card made of others may not hold."""
    return max((step.rebase for rate in card.rates.values() for step in rate.history), default=0)


class _Way:
    """One rate on its way through the moves."""

    __slots__ = ("before", "factor", "now", "reasons", "steps", "stopped", "whys")

    def __init__(self, rate: Rate) -> None:
        self.before = self.now = rate
        self.factor = 1.0
        self.steps: list[Step] = []
        self.reasons: list[str] = []
        self.whys: list[Why] = []
        self.stopped = ""

    def take(self, move: Move, known: Known, on: str) -> None:
        if self.stopped:
            return
        try:
            found = move.of(self.now, known)
        except Stopped as slip:
            self.stopped = f"{move.what}: {slip}"
            self.whys = [Why(move.what, slip.told, slip.lacks, slip.terms)]
            return
        if isinstance(found, Kept):
            self.reasons.append(f"{move.what}: {found.reason}")
            self.whys.append(Why(move.what, found.reason))
            return
        changed = {name: fact for name, fact in found.facts.items() if getattr(self.now, name) != fact}
        was = {name: getattr(self.now, name) for name in changed}
        step = Step.model_construct(
            what=move.what, was=was, factor=found.factor, derivation=found.derivation, source=found.source, on=on,
            rebase=known.number, by=found.by, taken=found.taken,
        )  # fmt: skip
        # Every figure is the old one times one positive factor and every other fact is made by a move, so nothing
        # that holds for the old rate can be wrong with the new one; checking it again takes ten times as long.
        self.now = self.now.model_copy(update={**changed, "history": (*self.now.history, step)})
        self.steps.append(step)
        self.factor *= 1.0 if found.factor is None else found.factor

    def outcome(self, key: str) -> Outcome:
        if self.stopped:
            return Outcome(key, "failed", self.before, self.before, 1.0, self.stopped, whys=tuple(self.whys))
        state: State = "moved" if self.steps else "kept"
        reason, steps, whys = "; ".join(self.reasons), tuple(self.steps), tuple(self.whys)
        return Outcome(key, state, self.before, self.now, self.factor, reason, steps, whys)


def _counted(rates: int) -> str:
    return "1 rate" if rates == 1 else f"{rates} rates"


__all__: Sequence[str] = ["Outcome", "Rebased", "Why", "last_number", "preview", "rebase", "taken"]
