"""The file in hand on the screen: our own as a card, a vendor's by its sheets, and how it is called as a card.

A file that is refused changes nothing but the message; what was said about a sheet is kept while another is shown.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from dashboard.server.visits import refused
from tcomodel import RateCard
from tcomodel.importing import Table, read_table
from tcomodel.importing.session import SheetInHand, understood
from tcomodel.problems import Problem, ProblemsFound

SCENARIO = "it is a scenario, no rate card; open it under Scenarios"


@dataclass
class Desk:
    """The file in hand: our own as a card, a vendor's by its sheets; a file just handed in waits to be read."""

    waits: tuple[str, bytes] | None = None
    refused: tuple[str, tuple[Problem, ...]] | None = None
    file: str = ""
    content: bytes = b""
    card: RateCard | None = None
    sheets: dict[str, SheetInHand] = field(default_factory=dict)
    chosen: str = ""
    name: str = ""  # of the card it becomes
    count: int = 0

    @property
    def sheet(self) -> SheetInHand | None:
        """The sheet on the screen."""
        return self.sheets.get(self.chosen)

    def hand_in(self, name: str, content: bytes) -> None:
        """A file was dropped; the same one again changes nothing."""
        self.count += 1
        self.refused = None
        if (name, content) != (self.file, self.content):
            self.waits = name, content

    def read(self, on: str) -> None:
        """Read the file that waits; it takes the place of the one in hand, or is refused."""
        if self.waits is None:
            return
        (name, content), self.waits = self.waits, None
        try:
            card, table = understood(name, content, on)
        except ProblemsFound as found:
            is_scenario = has_section(content, b"options") and has_section(content, b"demand")
            self.refused = name, (Problem("", SCENARIO, name),) if is_scenario else found.problems
            refused("rate card", content)
            return
        self.file, self.content, self.card, self.sheets, self.chosen = name, content, card, {}, ""
        self.name = card.name if card else PurePath(name).stem
        if table is not None:
            self._take(table)

    def choose(self, sheet: str) -> None:
        """Another sheet of the file; what was said about the one before is kept."""
        self.refused = None
        if sheet in self.sheets:
            self.chosen = sheet
            return
        try:
            self._take(read_table(self.file, self.content, sheet))
        except ProblemsFound as found:
            self.refused = f"{self.file}, sheet {sheet}", found.problems

    def _take(self, table: Table) -> None:
        self.count += 1
        self.chosen = table.sheet
        self.sheets[table.sheet] = SheetInHand.of(table, self.count)

    def put_away(self) -> None:
        """Forget the file and what was said about it."""
        count = self.count
        self.__dict__.update(Desk(count=count + 1).__dict__)

    def finished(self, on: str) -> RateCard | None:
        """The card for the shelf; None while anything keeps it off."""
        if self.card is not None:
            return self.card.with_rates(self.card.rates, name=self.name) if self.name else None
        if self.sheet is None or not self.name:
            return None
        return self.sheet.reading(self.name, on).card


def has_section(content: bytes, name: bytes) -> bool:
    """Whether a YAML file has a section of this name, however wrong the rest of it is."""
    return re.search(rb"^%s:" % re.escape(name), content, re.MULTILINE) is not None
