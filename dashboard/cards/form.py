"""A form of one move: its boxes, which keep what was typed, and the message below the box that it is about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard.cards.stand_ins import accepted
from dashboard.formats import plain
from tcomodel import Comparison, RateCard
from tcomodel.index_series import IndexSeries, catalogue
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rebasing import Move


@dataclass
class Form:
    """The boxes of one move: where their messages go, and what is still to be said."""

    name: str
    rates: Sequence[Rate]
    card: RateCard
    result: Comparison
    slots: dict[str, Any] = field(default_factory=dict)
    waits_for: str = ""
    instead_place: Any = None
    stand_ins_place: Any = None  # where what may stand in for a value that lacks is offered
    stand_ins: tuple[str, ...] = ()
    below: Any = None  # where what is about no single box stands

    def key(self, box: str) -> str:
        return f"{self.name}:{box}"

    def box(self, box: str, kept: bool = True) -> dict[str, Any]:
        """The key of a box, whose value stays while other views are open."""
        return {"key": self.key(box), "persist_state": "session" if kept else None}

    def takes(self, *stand_ins: str) -> dict[str, str]:
        """What may stand in for a value that an index lacks is offered here; the terms of what is ticked."""
        self.stand_ins_place, self.stand_ins = st.container(gap="small"), stand_ins
        return accepted(self.key, stand_ins)

    def messages(self, place: Any, *names: str) -> None:
        """The messages about these terms stand here."""
        slot = place.empty()
        for name in names:
            self.slots[name] = slot

    def tell(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside the box it is about."""
        by_slot: dict[str, list[str]] = {}
        for problem in problems:
            name = problem.where.rpartition(".")[2]
            by_slot.setdefault(name if name in self.slots else "", []).append(problem.message)
        for name, messages in by_slot.items():
            slot = self.slots.get(name) or self.below or st
            slot.markdown("  \n".join(f":red[{plain(message)}]" for message in messages))

    def made(self, move: Callable[..., Move], **terms: Any) -> Move | None:
        """The move of these terms; where they are wrong it is said and nothing comes of it."""
        try:
            return move(**terms)
        except ProblemsFound as found:
            self.tell(found.problems)
            return None


def all_series(card: RateCard) -> Iterator[IndexSeries]:
    """The series a card can use: its own, then those of the catalogue."""
    yield from card.series.values()
    yield from (one for key, one in catalogue().items() if key not in card.series)


def titled(card: RateCard, key: str) -> str:
    """A series by its title and key."""
    one = card.index(key)
    return f"{one.title} ({key})" if one.title else key


def percent_text(value: float | None) -> str | None:
    """``65`` as the model reads a share: ``65%``."""
    return None if value is None else f"{value:.12g}%"
