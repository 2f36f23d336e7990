"""One row of a vendor's sheet: its cells as a person corrected them, what all rows share, and what is rejected.

Rates!F11 (Rate): found 'TBD'; no price is given
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tcomodel.importing.matching import Ask, Match, Matching
from tcomodel.importing.sections import Section
from tcomodel.importing.sheet import EMPTY, Cell
from tcomodel.importing.table import Row, Table

LONGEST_NAME = 500
NAMES = ("title", "detail", "item", "location", "channel", "unit", "currency", "range", "index")
NO_WORDS = {
    "error": "the formula of this cell failed; expected words",
    "formula": "the file holds no value for it; open it in Excel, save it, and hand it in again",
}


@dataclass(frozen=True)
class Rejected:
    """One thing that cannot be imported: where, what stands there, and what was expected instead.

    ``column`` is the heading (the fact where the sheet has no column of it). A correction is given for
    ``(row, column)``; ``ask`` names the question whose answer would settle it.
    """

    row: int
    column: str
    cell: str
    found: str
    message: str
    fact: str = ""
    ask: str = ""

    def __str__(self) -> str:
        found = f"found {self.found!r}; " if self.found else ""
        return f"{self.cell or f'row {self.row}'} ({self.column}): {found}{self.message}"


@dataclass
class Said:
    """What all rows share while they are read, and what is collected on the way."""

    table: Table
    matching: Matching
    defaults: Mapping[str, str]
    corrections: Mapping[tuple[int, str], str]
    decimals: Mapping[int, str]
    order: str
    edges: Collection[float] = ()
    scaled: Collection[str] = ()  # lines around the table that speak of thousands or cents
    section: Section = field(default_factory=Section)  # what the lines within the table say of the row being read
    has_titles: bool = False  # whether some row says what is priced
    has_places: bool = False  # whether some line within the table names a place
    rejected: list[Rejected] = field(default_factory=list)
    asks: dict[str, Ask] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)
    used: set[tuple[int, str]] = field(default_factory=set)

    @cached_property
    def corrected_rows(self) -> set[int]:
        """The rows in which a person put something right."""
        return {row for row, _ in self.corrections}

    def constant(self, fact: str) -> str:
        """What holds for rows that say nothing themselves: a line above them, the person's word, the sheet's."""
        return self.section.facts.get(fact, "") or self.defaults.get(fact) or self.matching.constants.get(fact, "")

    def who(self, fact: str) -> str:
        """Who says what holds for every row."""
        if fact in self.section.lines:
            return f"the line above, {self.section.lines[fact]!r}"
        return "the answer for all rows" if self.defaults.get(fact) else "what the sheet says of all rows"

    def note(self, message: str, row: int) -> None:
        """Something the person is told once, with the rows it concerns."""
        self.notes.setdefault(message, []).append(row)


class RowCells:
    """The cells of one row by fact, and where to say what is wrong with them."""

    def __init__(self, row: Row, said: Said) -> None:
        self.row, self.said, self.table = row, said, said.table
        self.matching = said.matching
        self.is_corrected = row.number in said.corrected_rows
        self.faulty: set[int] = set()  # columns without words where words were expected
        self.put_in: dict[str, str] = {}  # facts that no column holds, at a person's word

    def _cell(self, column: int) -> Cell:
        if not self.is_corrected:
            return self.row.cells[column]
        row, heading, letter = self.row.number, self.table.headings[column], self.table.letters[column]
        match = self.matching.matches[column]
        for name in (letter, heading, match.heading, match.fact):
            text = self.said.corrections.get((row, name))
            if text is not None and (name != match.fact or not self.matching.is_wide):
                self.said.used.add((row, name))
                return Cell("text", text) if text.strip() else EMPTY
        return self.row.cells[column]

    def _text(self, fact: str) -> str:
        """The text of a fact's column, or what was put in for it where the sheet has no such column."""
        match = self.matching.column(fact)
        return self._words(match) if match is not None else self._put_in(fact)

    def _words(self, match: Match) -> str:
        """The words of a cell. A formula that failed, a date for a name or a text without end are none."""
        cell = self._cell(match.column)
        slip = NO_WORDS.get(cell.kind, "")
        if cell.kind == "date" and match.fact in NAMES:
            slip = "expected words, found a date; 1-2 typed into Excel becomes one"
        elif cell.kind == "text" and match.fact in NAMES and len(cell.value) > LONGEST_NAME:
            slip = f"at most {LONGEST_NAME} signs are read here"
        if not slip:
            return cell.text
        if match.column not in self.faulty:
            self.faulty.add(match.column)
            self._reject(match.column, match.fact, cell.text, slip)
        return ""

    def _put_in(self, fact: str) -> str:
        """What a person put in for a fact that no cell of the row holds."""
        given = self.said.corrections.get((self.row.number, fact)) if self.is_corrected else None
        if given is not None:
            self.said.used.add((self.row.number, fact))
            self.put_in[fact] = given
        return given or ""

    def _reject(self, column: int | None, fact: str, found: str, message: str, ask: str = "") -> None:
        heading = fact if column is None else self.table.headings[column] or self.table.letters[column]
        place = "" if column is None else self.table.place(self.row.number, column)
        self.said.rejected.append(Rejected(self.row.number, heading, place, found[:120], message, fact, ask))

    def _column(self, fact: str) -> int | None:
        match = self.matching.column(fact)
        return None if match is None else match.column

    def _ask(self, key: str, question: str, choices: tuple[str, ...] = ()) -> str:
        self.said.asks.setdefault(key, Ask(key, question, choices))
        return key

    def _read(self, price: Match | None) -> list[str]:
        """What the figures were read from, and every other cell of the rate that somebody corrected."""
        figures = [*([price] if price else []), *self.matching.columns("low", "base", "high")]
        told = []
        for match in figures + (self._others(figures) if self.is_corrected else []):
            stands, cell = self.row.cells[match.column], self._cell(match.column)
            place = self.table.place(self.row.number, match.column)
            if cell is not stands:
                told.append(f"{place} held {_or_nothing(stands.text)}, corrected to {_or_nothing(cell.text)}")
            elif match in figures and cell.kind != "empty":
                told.append(f"{place} reads {cell.text!r}")
        return told + [f"{fact} {_or_nothing(text)} put in, no cell held it" for fact, text in self.put_in.items()]

    def _others(self, figures: list[Match]) -> list[Match]:
        """The corrected columns besides the figures; another price is that of another rate."""
        used = [one for one in self.matching.matches if one.fact not in ("", "nothing", "value") and one not in figures]
        return [one for one in used if self._cell(one.column) is not self.row.cells[one.column]]


def _or_nothing(text: str) -> str:
    return repr(text) if text else "nothing"
