"""Writing cells safely: user text is never a formula, and no number that is not finite reaches the file.

XlsxWriter writes nan, None and numpy booleans without a word, and its ``write()`` turns text that
starts with ``=`` into a formula; so every cell goes through here.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

LONGEST_FORMULA, LONGEST_TEXT = 8000, 32000
FONT, SIZE = "Arial", 9  # programs without Arial have a letter of the same widths: pages break alike everywhere
LINKED = "#0563C1"
LIKE_FORMULAS = ("=", "+", "-", "@", "{", "'", '"', "\t", "\r", "\n")  # how what may turn into a formula begins
BLUE, YELLOW, GREY, LINE, ACCENT = "#0000FF", "#FFFBE6", "#F2F4F7", "#C9D1DB", "#1F4E79"


class PlainWorksheet(Worksheet):
    """A worksheet that takes formulas as they are.

    The library rewrites each formula with thirty regular expressions to prefix newer functions; the
    vocabulary has none of those, and a five-year comparison has 51,000 formulas.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook in memory with its formats and names."""

    def __init__(self, title: str, currency: str, made_at: datetime | None = None) -> None:
        self.stream = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10},  # what column widths are counted in
        }
        self.workbook: Workbook = xlsxwriter.Workbook(self.stream, options)
        self.workbook.set_properties(
            {
                "title": title,
                "comments": "Live formulas; inputs are blue on Inputs and Series.",
                "created": (made_at or datetime.now()).astimezone(UTC),
            }
        )
        self.workbook.set_calc_mode("auto")
        self.currency = currency
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.names: set[str] = set()
        self._sheets: dict[str, Sheet] = {}

    def format(self, **facts: Any) -> Format:
        """A cell format, made once."""
        key = tuple(sorted(facts.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_name": FONT, "font_size": SIZE, **facts})
        return self._formats[key]

    def add_sheets(self, names: list[str]) -> None:
        """All sheets, in the order a reader meets them; they are filled in any order."""
        for name in names:
            self._sheets[name] = Sheet(self, self.workbook.add_worksheet(name, worksheet_class=PlainWorksheet))

    def sheet(self, name: str) -> "Sheet":
        """The sheet of a name; one that was not announced stands behind the others."""
        if name not in self._sheets:
            self.add_sheets([name])
        return self._sheets[name]

    def define(self, name: str, where: str) -> None:
        """A defined name; fixed by us, unique ignoring case, absolute."""
        if name.lower() in self.names:
            raise ValueError(f"the name {name} is defined twice")
        self.names.add(name.lower())
        if self.workbook.define_name(name, where) == -1:
            raise ValueError(f"{name} cannot be a defined name")

    def finished(self) -> bytes:
        self.workbook.close()
        return self.stream.getvalue()


class Sheet:
    """One sheet; rows counted from 1, columns from 0."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self.book, self.worksheet = book, worksheet
        self._cells: dict[int, dict[int, float | str]] = {}
        worksheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, **facts: Any) -> None:
        """Text that stays text, whatever it starts with; without a letter the cell stays free for its neighbour."""
        if not text:
            self._cells.get(row, {}).pop(column, None)
            self.worksheet.write_blank(row - 1, column, None, self.book.format(**facts))
            return
        self._keep(row, column, text[:LONGEST_TEXT])
        self.worksheet.write_string(row - 1, column, text[:LONGEST_TEXT], self._as_text(text, facts))

    def link(self, row: int, column: int, address: str, text: str, **facts: Any) -> None:
        """Text that leads to a place of the workbook (``internal:Inputs!D7``) or to an address we may link to."""
        facts = {"font_color": LINKED, "underline": 1, **facts}
        self._keep(row, column, text[:LONGEST_TEXT])
        self.worksheet.write_url(row - 1, column, address, self._as_text(text, facts), text[:LONGEST_TEXT])

    def _as_text(self, text: str, facts: dict[str, Any]) -> Format:
        """The format of a text; one that a program could take for a formula keeps a quote when it is edited."""
        quoted = {"quote_prefix": True} if text.startswith(LIKE_FORMULAS) else {}
        return self.book.format(**{"num_format": "@", **quoted, **facts})

    def number(self, row: int, column: int, value: Any, **facts: Any) -> None:
        self.worksheet.write_number(row - 1, column, self._keep(row, column, finite(value)), self.book.format(**facts))

    def formula(self, row: int, column: int, formula: str, value: Any, **facts: Any) -> None:
        """A live formula and the value it has now."""
        self._formula(row, column, formula, value, self.book.format(**facts))

    def formulas(self, row: int, column: int, formulas: Iterable[str], values: Iterable[Any], **facts: Any) -> None:
        """Live formulas side by side, the first one in ``column``, all shown in one way."""
        shown = self.book.format(**facts)
        for at, (formula, value) in enumerate(zip(formulas, values, strict=True), column):
            self._formula(row, at, formula, value, shown)

    def _formula(self, row: int, column: int, formula: str, value: Any, shown: Format) -> None:
        if len(formula) > LONGEST_FORMULA:
            raise ValueError(f"a formula of {len(formula)} characters is too long for Excel")
        kept = _Text(value) if isinstance(value, str) else finite(value)
        self.worksheet.write_formula(row - 1, column, formula, shown, self._keep(row, column, kept))

    def _keep(self, row: int, column: int, value: Any) -> Any:
        self._cells.setdefault(row, {})[column] = value
        return value

    def text_at(self, row: int, column: int) -> str:
        """The text that was written into a cell; empty where none was."""
        found = self._cells.get(row, {}).get(column, "")
        return found if isinstance(found, str) else ""

    def numbers(self, first: int, last: int | None = None, columns: Sequence[int] | None = None) -> list[float]:
        """The numbers that were written so far, as constants and by formulas: from one row to another, without A."""
        rows = (cells for row, cells in sorted(self._cells.items()) if first <= row <= (row if last is None else last))
        return [
            value
            for cells in rows
            for column, value in cells.items()
            if column and not isinstance(value, str) and (columns is None or column in columns)
        ]

    @property
    def last_row(self) -> int:
        """The last row that anything stands in."""
        return int(self.worksheet.dim_rowmax) + 1

    @property
    def last_column(self) -> int:
        """The last column that anything stands in."""
        return int(self.worksheet.dim_colmax)


class _Text(str):
    """What a formula says, equal to nothing else: XlsxWriter takes the name ``#REF!`` of an option for an error."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def finite(value: Any) -> float:
    """The number as Excel may keep it; raises ValueError for anything else."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no number a workbook may hold")
    return number
