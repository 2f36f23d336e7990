"""The rate cards one visitor has open, each with its way back.

    Public reference rates           the tool's own; a change to it makes a copy
    Vendor A 2024                    imported, two figures corrected, undo leads back to the file
    Vendor A 2024 in EUR of 2026     rebased from it; both stay

A card on the shelf is known by its name. What a visitor typed and what cannot be taken is kept beside the card
(``slips``) until it is put right or taken back; the card itself is always the last good one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tcomodel import RateCard
from tcomodel.problems import Problem

LONGEST_HISTORY = 100
MOST_CARDS = 20


class Table(NamedTuple):
    """A table as it was drawn: of which card, after how many changes it could not follow and copies of the tool's."""

    card: str
    mounted: int
    copies: int


class Gone(NamedTuple):
    """An Undo or Redo: which table was on the screen, where on the way one stood, and the way one went."""

    mounted: int
    position: int
    by: int


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
    gone: Gone | None = None  # the last Undo or Redo, until something else is done
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
        self.copies: list[str] = []  # of the tool's own card, made by its changes

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

    def change(self, card: RateCard, told: str = "", *, drawn: bool = False, of: str = "") -> None:
        """The card on the screen, or the one called ``of``, becomes another.

        ``drawn`` where the table shows the change already. The tool's own card stays as it is: its first change goes
        into a copy, which is then on the screen where the tool's own card was.
        """
        name = of or self.chosen
        if name == self.standard:
            chosen = self.chosen
            original = self.cards[name].opened
            name = self.put(original.with_rates(original.rates, name=f"{self.standard}, edited")).name
            self.copies.append(name)
            self.chosen = name if chosen == self.standard else chosen
            drawn = False
        open_card = self.cards[name]
        open_card.steps = [*open_card.steps[: open_card.position + 1], card.with_rates(card.rates, name=name)]
        open_card.steps = open_card.steps[-LONGEST_HISTORY:]
        open_card.position = len(open_card.steps) - 1
        open_card.mounted += not drawn
        open_card.gone = None
        self.told = told

    def on_screen(self) -> Table:
        """What the table of the card on the screen is called, for what is typed into it."""
        return Table(self.chosen, self.open.mounted, len(self.copies))

    def typed_into(self, table: Table) -> str:
        """The card that is changed by what was typed into a table; nothing where it is gone.

        What was typed into the tool's own card after its first change, before the copy was drawn, goes into the copy.
        """
        name = table.card
        if name == self.standard and len(self.copies) > table.copies:
            name = self.copies[table.copies]
        return name if name in self.cards else ""

    def typed(self, table: Table, change: Callable[[OpenCard], RateCard | None]) -> None:
        """Take a change that was typed into a table; ``change`` gives the card it makes, None where it makes none.

        The browser sends what was typed a moment late, so an Undo that was clicked after it may be here before it: then
        it goes in below that Undo, which takes it back.
        """
        name = self.typed_into(table)
        if not name and self.closed is not None and self.closed[0] == table.card:
            self.cards[table.card] = self.closed[1]
            self.typed(table, change)
            del self.cards[table.card]
        if not name:
            return
        open_card = self.cards[name]
        gone, late = open_card.gone, table.card == name and table.mounted < open_card.mounted
        if late and gone is not None and gone.mounted == table.mounted:
            now, open_card.position = open_card.position, gone.position
            card = change(open_card)
            if card is None:
                open_card.position = now
                return
            self.change(card, self.told, of=name)
            if gone.by < 0:
                open_card.gone = gone._replace(position=open_card.position)
                open_card.position -= 1
            return
        card = change(open_card)
        if card is not None:
            self.change(card, drawn=not late and name == self.chosen == table.card, of=name)

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
        self.open.gone = Gone(self.open.mounted, self.open.position, by)
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
