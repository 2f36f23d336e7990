"""The rate cards one visitor has open, each with its way back.

    Public reference rates           the tool's own; a change to it makes a copy
    Vendor A 2024                    imported, two figures corrected, undo leads back to the file
    Vendor A 2024 in EUR of 2026     rebased from it; both stay

A card on the shelf is known by its name. What a visitor typed and what cannot be taken is kept beside the card
(``slips``) until it is put right or taken back; the card itself is always the last good one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tcomodel import RateCard
from tcomodel.problems import Problem

LONGEST_HISTORY = 100
MOST_CARDS = 20


@dataclass
class OpenCard:
    """A card as it was opened, all its states since, and where on that way one stands.

    ``mounted`` counts the changes that the table on the screen cannot follow by itself: it is drawn anew then.
    """

    opened: RateCard
    steps: list[RateCard]
    position: int = 0
    mounted: int = 0
    slips: dict[str, str] = field(default_factory=dict)  # by key of the rate
    worked_out: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def now(self) -> RateCard:
        return self.steps[self.position]

    @property
    def can_undo(self) -> bool:
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        return self.position < len(self.steps) - 1

    def remember(self, key: str, problems: Iterable[Problem]) -> None:
        """Why what was typed for a rate cannot be taken."""
        self.slips[key] = "; ".join(problem.message for problem in problems)

    def forget(self, key: str) -> None:
        """What was typed for a rate has been put right."""
        self.slips.pop(key, None)

    def remembered(self, name: str, make: Callable[[], Any], made_from: Any = None) -> Any:
        """What ``make`` gives for the card as it is now, worked out again when the card or ``made_from`` changes."""
        state = (self.now, made_from)
        if name not in self.worked_out or self.worked_out[name][0] != state:
            self.worked_out[name] = state, make()
        return self.worked_out[name][1]


class Shelf:
    """The open cards by name, the tool's own first; ``chosen`` is the one on the screen."""

    def __init__(self, standard: RateCard) -> None:
        self.standard = standard.name
        self.cards: dict[str, OpenCard] = {standard.name: OpenCard(standard, [standard])}
        self.chosen = standard.name
        self.told = ""  # what was just done, for the screen to say once
        self.closed: tuple[str, OpenCard] | None = None  # the one taken away last

    def __iter__(self) -> Iterator[RateCard]:
        return (card.now for card in self.cards.values())

    def __getitem__(self, name: str) -> RateCard:
        return self.cards[name].now

    def __contains__(self, name: object) -> bool:
        return name in self.cards

    @property
    def open(self) -> OpenCard:
        """The card on the screen."""
        return self.cards[self.chosen]

    @property
    def by_name(self) -> Mapping[str, RateCard]:
        """Every card as it is now."""
        return {name: card.now for name, card in self.cards.items()}

    @property
    def is_full(self) -> bool:
        return len(self.cards) >= MOST_CARDS

    def put(self, card: RateCard) -> RateCard:
        """Put a card on the shelf under a name of its own and show it; returns it as it is called now."""
        card = card.with_rates(card.rates, name=self.free_name(card.name))
        self.cards[card.name] = OpenCard(card, [card])
        self.chosen = card.name
        return card

    def change(self, card: RateCard, told: str = "", *, drawn: bool = False) -> None:
        """The card on the screen becomes another; ``drawn`` where the table shows the change already.

        The tool's own card stays as it is: its first change goes into a copy, which is then on the screen.
        """
        if self.chosen == self.standard:
            original = self.open
            self.put(original.opened.with_rates(original.opened.rates, name=f"{self.standard}, edited"))
            drawn = False
        card = card.with_rates(card.rates, name=self.chosen)
        open_card = self.open
        open_card.steps = [*open_card.steps[: open_card.position + 1], card][-LONGEST_HISTORY:]
        open_card.position = len(open_card.steps) - 1
        open_card.mounted += not drawn
        self.told = told

    def undo(self) -> None:
        """Take back the last change of the card on the screen, or what was typed and could not be taken."""
        if self.open.slips:
            self.open.slips.clear()
            self.open.mounted += 1
        elif self.open.can_undo:
            self._go(-1)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        if self.open.can_redo:
            self._go(1)

    def _go(self, by: int) -> None:
        self.open.position += by
        self.open.mounted += 1
        self.open.slips.clear()

    def take_away(self, name: str) -> None:
        """Take a card from the shelf; it can be brought back as it was. The tool's own stays."""
        if name != self.standard and name in self.cards:
            self.closed = (name, self.cards.pop(name))
            self.chosen = self.standard if self.chosen == name else self.chosen

    def bring_back(self) -> None:
        """The card that was taken away last, with its way back."""
        if self.closed is not None:
            name, card = self.closed
            self.chosen = self.free_name(name)
            self.cards[self.chosen] = card
            self.closed = None

    def free_name(self, name: str) -> str:
        """The name, with a number behind it where the shelf has one of that name already."""
        taken, number = name, 2
        while taken in self.cards:
            taken, number = f"{name} ({number})", number + 1
        return taken
