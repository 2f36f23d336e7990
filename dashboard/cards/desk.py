"""A file on its way to become a card: what was handed in, what was said about it, what comes of it so far.

    Harbour BPO rates 2024.xlsx    sheet Rates 2024, 15 rows below the headings in row 6
    column F, Rate (USD)           the price
    row 14, Rate (USD): 'TBD'      corrected to 2450
    row 21                         left out

Nothing here is on a card yet. A file that is refused changes nothing but the message.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

from tcomodel import RateCard
from tcomodel.importing import (
    Ask,
    Import,
    Match,
    Matching,
    Rejected,
    Table,
    asked,
    import_card,
    import_table,
    read_table,
    suggest,
)
from tcomodel.importing.currencies import CODES, money_of
from tcomodel.importing.dates import NoDate, date_in
from tcomodel.importing.matching import LABELS, PRICE, WIDE
from tcomodel.importing.unit_words import unit_of
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.columns import COLUMNS, EXAMPLE
from tcomodel.uploads import check_upload

KINDS = ("yaml", "xlsx", "csv")
ABOUT_COLUMNS = (PRICE, WIDE)  # questions that the columns answer
OF_ONE_CELL = ("unit: ", "as_of: ")  # how questions about the words of a cell begin
READ = "✓ "


class Fault(NamedTuple):
    """A cell that cannot be read as it stands, and what became of it.

    ``name`` is what a correction calls its column; empty where only leaving the row out helps. ``told`` is the reason,
    or what the correction made of it.
    """

    row: int
    name: str
    heading: str
    found: str
    told: str
    is_open: bool
    correction: str
    is_left_out: bool


class Reading(NamedTuple):
    """What comes of a sheet as things stand: the import, its faults, the questions, and what keeps it off the shelf."""

    done: Import
    faults: tuple[Fault, ...]
    questions: tuple[Ask, ...]
    waiting: tuple[int, ...]  # rows that wait for an answer
    blocked: tuple[str, ...]


@dataclass
class SheetInHand:
    """A sheet, which column is which fact, and what a person said: answers, corrections, rows to leave out."""

    table: Table
    matching: Matching
    number: int  # so that its boxes are not those of another sheet
    answers: dict[str, str] = field(default_factory=dict)
    slips: dict[str, tuple[str, str]] = field(default_factory=dict)  # what was answered and why it cannot be taken
    corrections: dict[tuple[int, str], str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    questions: dict[str, Ask] = field(default_factory=dict)
    mounted: int = 0  # counts the changes that the table on the screen cannot follow by itself
    _first: tuple[object, Import] | None = None  # as the sheet stands, without corrections
    _reading: tuple[object, Reading] | None = None

    @classmethod
    def of(cls, table: Table, number: int) -> "SheetInHand":
        """The sheet as the columns suggest; rows of our template that show how to fill it in are left out."""
        matching = suggest(table)
        title = matching.column("title")
        examples = {
            row.number for row in table.rows if title and row.cells[title.column].text.startswith(f"{EXAMPLE}:")
        }
        return cls(table, matching, number, left_out=examples)

    # ------------------------------------------------------------ what a person says

    def holds(self, column: int, fact: str) -> None:
        """A column holds a fact. One price column counts, unless the headings say what each is the price of."""
        matching = self.matching.with_fact(column, fact)
        prices = matching.columns("value")
        if fact == "value" and not all(map(is_labelled, prices)):
            for other in prices:
                matching = matching if other.column == column else matching.with_fact(other.column, "")
        if matching.columns("value", "low", "base", "high"):
            matching = replace(matching, asks=tuple(ask for ask in matching.asks if ask.key not in ABOUT_COLUMNS))
            for key in ABOUT_COLUMNS:
                self.questions.pop(key, None)
        self.matching = asked(self.table, matching, self.answers)

    def answer(self, key: str, text: str) -> None:
        """What holds for all rows, or the answer to a question; what is no answer to it is told beside it."""
        text = text.strip()
        why = no_answer(key, text) if text else ""
        self.slips.pop(key, None)
        if why:
            self.answers.pop(key, None)
            self.slips[key] = text, why
        elif key == PRICE and text in self.table.headings:
            self.holds(self.table.headings.index(text), "value")
        elif key == WIDE and text in LABELS:
            self._prices_by(text)
        elif text:
            self.answers[key] = text
        else:
            self.answers.pop(key, None)
            if key in self.matching.constants:
                self.matching = self.matching.with_constant(key, "")

    def said(self, key: str) -> str:
        """What was answered, or what the sheet says of all rows."""
        typed = self.slips.get(key, ("",))[0]
        return typed or self.answers.get(key) or self.matching.constants.get(key, "")

    def correct(self, row: int, name: str, text: str) -> None:
        """What a cell should have said; nothing takes a correction back."""
        if text.strip():
            self.corrections[row, name] = text.strip()
        else:
            self.corrections.pop((row, name), None)

    def leave_out(self, row: int, is_left_out: bool) -> None:
        """Leave a row out, or take it in again."""
        (self.left_out.add if is_left_out else self.left_out.discard)(row)

    def _prices_by(self, label: str) -> None:
        """Every column of numbers that nobody knew is a price, each of what its heading names."""
        matching = self.matching
        for match in matching.matches:
            if not match.fact and _holds_numbers(self.table, match.column):
                matching = matching.with_fact(match.column, "value").with_label(match.column, label, match.heading)
        self.matching = matching
        self.holds(matching.columns("value")[0].column, "value")

    # ------------------------------------------------------------ what comes of it

    def reading(self, name: str, on: str) -> Reading:
        """What comes of the sheet as a card of this name on this day; worked out again when something changes."""
        said = (self.matching, tuple(self.answers.items()), name, on)
        state = (*said, tuple(self.corrections.items()), frozenset(self.left_out))
        if self._first is None or self._first[0] != said:
            self._first = said, self._imported(name, on)
        if self._reading is None or self._reading[0] != state:
            untouched = not self.corrections and not self.left_out
            done = self._first[1] if untouched else self._imported(name, on, self.corrections, self.left_out)
            self._reading = state, self._read(self._first[1], done)
        return self._reading[1]

    def _imported(
        self,
        name: str,
        on: str,
        corrections: Mapping[tuple[int, str], str] | None = None,
        left_out: Collection[int] = (),
    ) -> Import:
        return import_table(
            self.table, self.matching, defaults=self.answers, corrections=corrections, leave_out=left_out, name=name,
            on=on,
        )  # fmt: skip

    def _read(self, found: Import, done: Import) -> Reading:
        self._ask(found)
        open_asks = {key for key in self.questions if key not in self.answers} | self.slips.keys()
        waiting = {one.row for one in done.rejected if one.ask in open_asks and one.row}
        faults = tuple(self._faults(found, done, open_asks))
        questions = tuple(self.questions.values())
        return Reading(done, faults, questions, tuple(sorted(waiting)), self._blocked(done, faults, open_asks))

    def _ask(self, found: Import) -> None:
        """Remember the questions. One about a single cell is none: that cell is corrected."""
        for ask in self.matching.asks:
            if ask.key in ABOUT_COLUMNS:
                self.questions.setdefault(ask.key, ask)
        for ask in found.asks:
            concerned = [one for one in found.rejected if one.ask == ask.key]
            if len({one.row for one in concerned}) > 1 or any(not one.cell for one in concerned):
                self.questions.setdefault(ask.key, ask)
        raised = {ask.key for ask in (*self.matching.asks, *found.asks)} | self.answers.keys() | self.slips.keys()
        self.questions = {key: ask for key, ask in self.questions.items() if key in raised}

    def _faults(self, found: Import, done: Import, open_asks: set[str]) -> Iterator[Fault]:
        """The cells that could not be read at first, that cannot be read now, or were corrected, from top to bottom."""
        first, now = self._by_cell(found.rejected, open_asks), self._by_cell(done.rejected, open_asks)
        reads = {row: done.rates[key] for key, row in done.rows.items()}
        for place in sorted({*first, *now, *self.corrections}, key=lambda place: place[0]):
            row, name = place
            reasons = "; ".join(dict.fromkeys(one.message for one in now.get(place, first.get(place, ()))))
            correction = self.corrections.get(place, "")
            is_left_out = row in self.left_out
            is_open = place in now and not is_left_out
            if is_left_out:
                told = f"left out: {reasons}"
            elif is_open:
                told = f"{correction!r} does not help: {reasons}" if correction else reasons
            elif not self._is_used(name):
                told = "the column is not used"
            elif row in reads:
                told = f"{READ}{reads[row].figure():,.6g} {reads[row].unit}"
            else:
                told = f"{READ}read"
            yield Fault(row, name, self._called(name), self.cell(row, name), told, is_open, correction, is_left_out)

    def _by_cell(self, rejected: tuple[Rejected, ...], open_asks: set[str]) -> dict[tuple[int, str], list[Rejected]]:
        """What is rejected, by row and column, without what waits for an answer about all rows."""
        cells: dict[tuple[int, str], list[Rejected]] = {}
        for one in rejected:
            waits = one.ask in open_asks and not one.ask.startswith(OF_ONE_CELL)
            if one.row and one.column and not waits:
                cells.setdefault((one.row, name_of(one)), []).append(one)
        return cells

    def _blocked(self, done: Import, faults: tuple[Fault, ...], open_asks: set[str]) -> tuple[str, ...]:
        blocked = []
        if open_asks:
            blocked.append("a question is open" if len(open_asks) == 1 else f"{len(open_asks)} questions are open")
        rows = {fault.row for fault in faults if fault.is_open}
        if rows:
            told = "1 row is" if len(rows) == 1 else f"{len(rows)} rows are"
            blocked.append(f"{told} rejected and neither corrected nor left out")
        blocked += [one.message for one in done.rejected if not one.column]
        if not blocked and done.rejected:
            blocked += [str(one) for one in done.rejected]
        if not blocked and not done.rates:
            blocked.append("no row holds a rate")
        return tuple(blocked)

    # ------------------------------------------------------------ for the record

    def put_right(self) -> list[str]:
        """Every correction that counts, a line each: ``Row 14, Rate (USD): 'TBD' was corrected to '2450'.``"""
        return [
            f"Row {row}, {self._called(name)}: {self.cell(row, name)!r} was corrected to {text!r}."
            for (row, name), text in sorted(self.corrections.items())
            if row not in self.left_out and self._is_used(name)
        ]

    def _called(self, name: str) -> str:
        """What a person calls a column: its heading, else the fact."""
        column = self.table.column_called(name)
        heading = self.table.headings[column] if column is not None else ""
        return heading or COLUMNS.get(name, name) or "whole row"

    def _is_used(self, name: str) -> bool:
        column = self.table.column_called(name)
        return column is None or self.matching.matches[column].fact not in ("", "nothing")

    def cell(self, row: int, name: str) -> str:
        """What stands in a cell of the sheet; empty where the sheet has no such column."""
        match = self.matching.column(name)
        column = self.table.column_called(name)
        column = match.column if column is None and match else column
        found = next((one for one in self.table.rows if one.number == row), None)
        return "" if column is None or found is None else found.cells[column].text


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
            self.refused = name, found.problems
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
        """The card for the shelf, with every correction on record; None while anything keeps it off."""
        if self.card is not None:
            return self.card.with_rates(self.card.rates, name=self.name) if self.name else None
        if self.sheet is None or not self.name:
            return None
        reading = self.sheet.reading(self.name, on)
        card = reading.done.card
        if card is None or reading.blocked:
            return None
        return card.with_rates(card.rates, record=(*card.record, *self.sheet.put_right()))


def understood(name: str, content: bytes, on: str) -> tuple[RateCard | None, Table | None]:
    """Our own file as a card, or a vendor's sheet as a table; raises ProblemsFound where it is neither.

    A filled template that has slips is a sheet as well: they are put right here. A card that we exported is not, its
    history would be lost.
    """
    kind = check_upload(name, content, KINDS)
    try:
        return import_card(name, content, on), None
    except ProblemsFound as found:
        if kind == "yaml":
            raise
        own = found
    table = read_table(name, content)
    if {COLUMNS["key"], COLUMNS["title"]} <= set(table.headings):
        raise own
    return None, table


def no_answer(key: str, text: str) -> str:
    """Why a text is no answer to a question about a date, a unit or a currency; empty where it is one."""
    about = key.split(":")[0]
    if about == "as_of":
        read = date_in(text)
        return read.message if isinstance(read, NoDate) else ""
    if about == "currency" and money_of(text).currency not in CODES:
        return "expected a currency such as USD, EUR, GBP"
    if about == "unit" and (unit_of(text).unit is None or unit_of(text).rest):
        return "expected a unit such as per hour, per seat per month, per ticket"
    return ""


def name_of(rejected: Rejected) -> str:
    """What a correction of it calls the column: the letter of its cell, else the fact."""
    return rejected.cell.rpartition("!")[2].rstrip("0123456789") or rejected.fact


def is_labelled(match: Match) -> bool:
    """Whether a heading says what its prices are for."""
    return bool(match.location or match.channel or match.as_of or match.detail or match.unit)


def _holds_numbers(table: Table, column: int) -> bool:
    cells = [row.cells[column].text for row in table.rows if row.cells[column].kind != "empty"]
    return bool(cells) and 2 * sum(any(sign.isdigit() for sign in text) for text in cells) > len(cells)
