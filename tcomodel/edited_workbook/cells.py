"""The numbers of all inputs as they stand in a workbook, each found by its defined name.

    in_manila_seat_rate  ->  Inputs!D45  ->  1790, typed as =1850-60

Rows may have been inserted, sheets moved or renamed; names follow. What cannot be a number of the model is refused with
its cell: a missing name, 14 cells for 12, a blank, text, a value out of its limits, the words of another input.
A formula is never worked out: its stored value counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tcomodel.digits import LARGEST, snapped
from tcomodel.edited_workbook.beside import Beside, values_of
from tcomodel.edited_workbook.ranges import Range, range_of
from tcomodel.entry_numbers import within
from tcomodel.importing.book import Book
from tcomodel.importing.sheet import EMPTY, MOST_CELLS, Cell, Sheet
from tcomodel.index_series import LEAST, MOST
from tcomodel.model import Input
from tcomodel.problems import EntryProblem, Problem
from tcomodel.readers.english import label_of, place_of
from tcomodel.readers.excel.inputs.sheets import part_of
from tcomodel.readers.excel.inputs.words import CALENDAR_NUMBERS
from tcomodel.readers.excel.layout import sheet_of
from tcomodel.readers.excel.names import name_of

MOST_ROWS, MOST_COLUMNS = 100_000, 2_000  # where an input may stand; the largest workbook has 6,000 rows of 305 columns
ASIDE = 10  # columns beside an input that are read: its record, and what somebody put between
EXPORT_AGAIN = "export the scenario again and type the changes into the new workbook"
BEYOND = (
    "nothing is read here: its row is empty, or the sheet goes on beyond what is read (more than {:,} cells, of which "
    "those above come first); undo what was added to the sheet"
)
WHOLE_SHEET = 1_000_000  # cells that nobody selects on purpose


@dataclass(frozen=True)
class Found:
    """An input in the workbook: its cells, their numbers with 15 digits, and the formulas typed into them."""

    one: Input
    at: Range
    values: tuple[float, ...]
    formulas: tuple[str, ...]

    @property
    def before(self) -> tuple[float, ...]:
        """The numbers of the scenario inside the workbook."""
        return values_of(self.one)

    @property
    def changed(self) -> list[int]:
        """Which of its numbers are others now, counted from 0."""
        return [at for at, (then, now) in enumerate(zip(self.before, self.values, strict=True)) if then != now]


class InputCells:
    """Finds the inputs of a model in a workbook; ``problems`` says why some are not among ``found``."""

    def __init__(self, book: Book, inputs: Iterable[Input], months: int, is_same_tool: bool, file: str) -> None:
        self.book, self.months, self.file = book, months, file
        self.problems: list[Problem] = []
        self.found: list[Found] = []
        placed = [(one, where) for one in inputs if (where := self._place(one)) is not None]
        homes = {
            kind: Counter(where.sheet for one, where in placed if sheet_of(one) == kind).most_common(1)[0][0]
            for kind in {sheet_of(one) for one, _ in placed}
        }
        kept = [(one, where) for one, where in placed if self._is_at_home(one, where, homes[sheet_of(one)])]
        self._say_overlaps(kept)
        sheets = dict(self._sheets(where for _, where in kept))
        beside = {
            name: Beside(sheet, [one for one, where in kept if where.sheet == name], is_same_tool)
            for name, sheet in sheets.items()
        }
        beyond = set()
        for one, where in kept:
            sheet = sheets[where.sheet]
            if not sheet.goes_on or where.row in sheet.rows:
                self._read(one, where, sheet, beside[where.sheet])
            elif sheet.name not in beyond:
                beyond.add(sheet.name)
                self._refuse(f"{where}, {told(one)}", BEYOND.format(MOST_CELLS))
        self.other_words = [where for one in beside.values() for where in one.words]

    def _place(self, one: Input) -> Range | None:
        """Where the name of an input points; None, and a problem, where that is not as many cells as it has numbers."""
        name, expected = name_of(one), np.size(one.value)
        reference = self.book.defined.get(name.lower())
        where = range_of(reference or "")
        if reference is None:
            self._refuse(told(one), f"its name {name} is gone, so its cell is not found; {EXPORT_AGAIN}")
        elif where is None or where.sheet not in {*self.book.names, *self.book.hidden}:
            points = "a cell that was deleted" if "#REF!" in reference else f"no cells: {reference[:60]!r}"
            self._refuse(told(one), f"its name {name} points at {points}; {EXPORT_AGAIN}")
        elif where.size != expected or (where.rows > 1 and where.columns > 1):
            cells = "1 cell" if where.size == 1 else f"{where.size:,} cells"
            advice = "take out the rows or columns that were inserted" if where.size > expected else EXPORT_AGAIN
            if where.size > WHOLE_SHEET:
                advice = f"its name {name} points at whole rows or columns; {EXPORT_AGAIN}"
            self._refuse(f"{where}, {told(one)}", f"found {cells}, expected {expected}; {advice}")
        elif where.row + where.rows > MOST_ROWS or where.column + where.columns > MOST_COLUMNS:
            self._refuse(f"{where}, {told(one)}", f"it stands too far out; {EXPORT_AGAIN}")
        else:
            return where
        return None

    def _is_at_home(self, one: Input, where: Range, home: str) -> bool:
        if where.sheet == home:
            return True
        message = f"its name {name_of(one)} points into {where.sheet}, its neighbours stand on {home}; {EXPORT_AGAIN}"
        self._refuse(f"{where}, {told(one)}", message)
        return False

    def _say_overlaps(self, placed: list[tuple[Input, Range]]) -> None:
        """Two names on one cell: nobody could say which input its number is of."""
        ordered = sorted(placed, key=lambda pair: (pair[1].sheet, pair[1].row, pair[1].column))
        for (one, where), (other, there) in pairwise(ordered):
            if where.overlaps(there):
                message = f"the names {name_of(one)} and {name_of(other)} point at one cell; {EXPORT_AGAIN}"
                self._refuse(f"{there}, {told(other)}", message)

    def _sheets(self, ranges: Iterable[Range]) -> Iterator[tuple[str, Sheet]]:
        """Each sheet that holds inputs, read as far as they reach."""
        reach: dict[str, tuple[int, int]] = {}
        for where in ranges:
            rows, columns = reach.get(where.sheet, (0, 0))
            beside = where.column + where.columns + ASIDE
            reach[where.sheet] = max(rows, where.row + where.rows - 1), max(columns, beside)
        for name, (rows, columns) in reach.items():
            yield name, self.book.sheet_with_formulas(name, rows, columns)

    def _read(self, one: Input, where: Range, sheet: Sheet, beside: Beside) -> None:
        values, formulas = [], []
        before = values_of(one)
        for place, message in beside.faults(one, where):
            self._refuse(f"{place}, {told(one)}", message)
        for position, (row, column) in enumerate(where.cells()):
            value = self._number(one, sheet.rows.get(row, {}).get(column, EMPTY))
            if isinstance(value, float) and value != before[position]:
                value = limited(one, value, self.months) or value
            if isinstance(value, str):
                self._refuse(f"{where.part(position, position)}, {told(one, position)}", value)
            else:
                values.append(value)
                formula = sheet.formulas.get((row, column))
                formulas.append("" if formula is None else f"={formula}" if formula else "a formula")
        if len(values) == where.size:
            self.found.append(Found(one, where, tuple(values), tuple(formulas)))

    def _number(self, one: Input, cell: Cell) -> float | str:
        """The number of a cell, or why it is none."""
        if cell.kind == "number":
            return snapped(cell.value) + 0.0
        if cell.kind == "switch" and one.given.kind == "switch":
            return float(cell.value)
        expected = "1 for yes or 0 for no" if one.given.kind == "switch" else "a number"
        if cell.kind == "empty":
            return f"the cell is blank; expected {expected}"
        if cell.kind == "formula":
            return (
                "it holds a formula and no stored value, and formulas are not worked out here; open the workbook in "
                "Excel or LibreOffice, let it calculate and save it, or type the number"
            )
        if cell.kind == "error":
            return f"found the error {cell.text[:40]}; expected {expected}"
        if cell.kind == "date":
            return f"found the date {cell.text}; expected {expected}: type it again and format the cell as a number"
        if cell.kind == "switch":
            return f"found {'TRUE' if cell.value else 'FALSE'}; expected a number"
        return f"found the text {cell.text[:40]!r}; expected {expected}, typed without words or quotes"

    def _refuse(self, where: str, message: str) -> None:
        self.problems.append(Problem(where, message, self.file))


def told(one: Input, position: int | None = None) -> str:
    """``Seat rate (Manila)``; of one number of a year or a day ``Seasonality, January (Programme)``."""
    part = ""
    if position is not None and one.given.kind in ("calendar", "hours"):
        part = f", {part_of(one, position)}"
    return f"{label_of(one)}{part} ({place_of(one.scope)})"


def limited(one: Input, value: float, months: int) -> str:
    """Why an input cannot be this number, empty where it can."""
    given = one.given
    if given.kind == "switch" and value not in (0, 1):
        return f"found {value:,.10g}; expected 1 for yes or 0 for no"
    if one.name in CALENDAR_NUMBERS and not one.place and value != int(value):
        return f"found {value:,.10g}; expected a whole number"
    if one.from_series is not None and one.is_monthly and not LEAST <= value <= MOST:
        return f"found {value:,.10g}; expected a level of the index above 0, such as {values_of(one)[-1]:,.6g}"
    if abs(value) > LARGEST:
        return f"found {value:g}, which is no usable number"
    if given.within_term and value > months:
        return f"{value:g} months are more than the contract has; expected at most {months}"
    try:
        within(given, value, percent=True)
    except EntryProblem as slip:
        return str(slip)
    return ""
