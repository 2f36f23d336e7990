"""The cells of a workbook as they are stored: values, what kind they are, how they are shown.

Excel stores 12.5 with the format ``[$€-2] #,##0.00``; both are kept, since the format tells the currency. A formula
counts with the value stored beside it, and is known as one where no value is stored.

The cells are read in one go along the file, so that a row of a million cells costs no memory and 5,000 rows a fraction
of a second.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import from_excel

from tcomodel.importing.parts import Parts, unescaped

MOST_ROWS, MOST_COLUMNS = 6_000, 60
MOST_CELLS, MOST_MERGED = 500_000, 5_000
LONGEST_TEXT = 32_767  # as many signs as a cell of Excel holds
LONGEST_FORMULA = 8_192  # the same of a formula
DIGITS = "0123456789"
SWITCHES = {"1": True, "true": True, "0": False, "false": False}  # as XML says yes and no
MERGED = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class Cell(NamedTuple):
    """One cell. ``kind``: number, text, date, empty, error (``#REF!``), formula (one without a stored value), switch.

    ``value`` is a float, a text, a date or a bool; ``shown`` the number format, ``""`` where it says nothing.
    """

    kind: str
    value: Any = None
    shown: str = ""

    @property
    def text(self) -> str:
        """The cell as a person reads it, in one line; empty for an empty cell."""
        if self.kind in ("text", "error"):
            return " ".join(str(self.value).split())
        if self.kind == "number":
            return f"{self.value:.15g}"
        if self.kind == "formula":
            return "a formula without a stored value"
        return "" if self.value is None else str(self.value)


EMPTY = Cell("empty")
Cells = dict[int, Cell]  # by column, from 0; empty cells are left out


@dataclass
class Sheet:
    """The cells of one sheet by row, as Excel numbers rows; empty rows are left out.

    ``merged`` holds (first row, first column, last row, last column) with columns from 0. ``last_row`` and
    ``last_column`` are the last that were seen to hold anything. ``formulas`` has the text of each formula by row and
    column where that was asked for, also of several that share one. ``times`` has the time of day of a date that
    has one.
    """

    name: str
    rows: dict[int, Cells] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = -1
    goes_on: bool = False  # below what was read
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    times: dict[tuple[int, int], str] = field(default_factory=dict)


class _Enough(Exception):
    """More rows or cells than are read."""


class Styles(NamedTuple):
    """What a workbook says of its cells once: the texts, the format of each style, whether it is a date, day 0."""

    texts: list[str]
    shown: list[str]
    dates: list[bool]
    epoch: Any


class SheetReader:
    """Fills a Sheet from one worksheet of a workbook; the parts call start, end and text."""

    def __init__(
        self, sheet: Sheet, styles: Styles, most_rows: int, most_columns: int, keeps_formulas: bool = False
    ) -> None:
        self.sheet = sheet
        self.texts, self.shown, self.dates, self.epoch = styles
        self.most_rows, self.most_columns = most_rows, most_columns
        self.keeps_formulas, self.formula = keeps_formulas, ""
        self.place = self.shares = ""  # of the cell; the mark of a formula that cells share
        self.shared: dict[str, Translator] = {}
        self.row = self.column = self.seen = 0
        self.kind, self.style = "n", 0
        self.has_formula = self.in_cell = False
        self.pieces: list[str] | None = None  # of the value or inline text being read
        self.length = 0
        self.value = ""
        self.cells: Cells = {}

    def read(self, parts: Parts, name: str) -> None:
        """Read the part of this name as far as the limits allow."""
        try:
            parts.visit(name, self)
        except _Enough:
            self.sheet.goes_on, parts.at = True, ""

    def start(self, tag: str, facts: dict[str, str]) -> None:
        """A tag begins."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            place = self.place = facts.get("r", "")
            self.column = column_of(place.rstrip(DIGITS)) if place else self.column + 1
            self.shares = ""
            self.kind, self.style = facts.get("t", "n"), counted(facts.get("s", "0"))
            self.has_formula, self.in_cell, self.value, self.length = False, True, "", 0
            self.formula = ""
        elif tag in ("v", "t"):
            self.pieces = [] if self.in_cell else None
        elif tag == "f":
            self.has_formula = True
            self.shares = facts.get("si", "") if facts.get("t") == "shared" else ""
            self.pieces = [] if self.keeps_formulas and self.in_cell else None
        elif tag == "row":
            self.row = counted(facts["r"]) if "r" in facts else self.row + 1
            self.column, self.cells = -1, {}
            if facts.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "rPh":  # how a Japanese text is spoken
            self.in_cell = False
        elif tag == "mergeCell":
            self._merged(facts.get("ref", ""))
        elif tag == "col" and facts.get("hidden") in ("1", "true"):
            self.sheet.hidden_columns |= set(range(int(facts["min"]) - 1, min(int(facts["max"]), self.most_columns)))

    def text(self, text: str) -> None:
        """A piece of text within a tag."""
        if self.pieces is not None and self.length < LONGEST_TEXT:
            self.pieces.append(text)
            self.length += len(text)

    def end(self, tag: str) -> None:
        """A tag ends."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if self.pieces is not None and tag in ("v", "t"):
            self.value += "".join(self.pieces)
            self.pieces = None
        elif self.pieces is not None and tag == "f":
            self.formula, self.pieces, self.length = "".join(self.pieces)[:LONGEST_FORMULA], None, 0
        elif tag == "c":
            self.in_cell = False
            if self.value or self.has_formula:
                self._keep()
        elif tag == "row" and self.cells:
            if self.row in self.sheet.rows:
                raise ValueError(f"row {self.row} stands there twice")
            self.sheet.rows[self.row] = self.cells
        elif tag == "rPh":
            self.in_cell = True

    def _keep(self) -> None:
        if self.row > self.most_rows or self.seen >= MOST_CELLS:
            raise _Enough
        self.seen += 1
        cell = self._cell()
        if cell.kind == "text" and not cell.value.strip():
            return
        if self.row > self.sheet.last_row:
            self.sheet.last_row = self.row
        if self.column > self.sheet.last_column:
            self.sheet.last_column = self.column
        if self.column < self.most_columns:
            self.cells[self.column] = cell
            if self.keeps_formulas and self.has_formula:
                self.sheet.formulas[self.row, self.column] = self._whole_formula()

    def _whole_formula(self) -> str:
        """The formula of the cell; one that only says which it shares is that one, moved here."""
        if not self.shares or not self.place:
            return self.formula
        if self.formula:
            self.shared[self.shares] = Translator(f"={self.formula}", origin=self.place)
            return self.formula
        first = self.shared.get(self.shares)
        return first.translate_formula(self.place)[1:] if first is not None else ""

    def _cell(self) -> Cell:
        value, kind = self.value, self.kind
        shown = self.shown[self.style] if self.style < len(self.shown) else ""
        if kind == "s":
            return Cell("text", self.texts[counted(value)]) if value else EMPTY_TEXT
        if kind in ("inlineStr", "str"):
            return Cell("text", unescaped(value)) if value or kind == "inlineStr" else Cell("formula")
        if not value:
            return Cell("formula")
        if kind == "e":
            return Cell("error", value)
        if kind == "b":
            known = SWITCHES.get(value.strip())
            return Cell("error", value) if known is None else Cell("switch", known)
        if kind == "d":
            return Cell("date", date.fromisoformat(value[:10]), shown)
        number = number_of(value)
        if number is None:
            return Cell("error", value)
        if shown and self.dates[self.style]:
            try:
                found = from_excel(number, self.epoch)
            except (OverflowError, ValueError):
                return Cell("error", f"{value} shown as a date")
            if isinstance(found, datetime):
                if found.hour or found.minute:
                    self.sheet.times[self.row, self.column] = f"{found:%H:%M}"
                return Cell("date", found.date(), shown)
            return Cell("text", str(found))
        return Cell("number", number, shown)

    def _merged(self, reference: str) -> None:
        if len(self.sheet.merged) < MOST_MERGED and (found := MERGED.fullmatch(reference)):
            self.sheet.merged.append((int(found[2]), column_of(found[1]), int(found[4]), column_of(found[3])))


EMPTY_TEXT = Cell("text", "")


def number_of(value: str) -> float | None:
    """The number of a cell; None for what a workbook may not hold there, such as ``NaN`` or ``1_790``."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in value and value.isascii() else None


def counted(value: str) -> int:
    """The number of a row, a style or a shared text; ValueError for what would be counted from the end."""
    number = int(value)
    if number < 0:
        raise ValueError(f"a number of {number}")
    return number


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """The position of a column from 0: ``A`` is 0, ``AB`` is 27."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError(f"a column called {letters[:10]!r}")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
