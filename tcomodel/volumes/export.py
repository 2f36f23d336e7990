"""An export of a telephony or contact centre system as a table: its headings and the rows below them.

   |    A     |   B   |  C
 1 | Contacts by day, all sites            <- above the table
 3 | Date     | Voice | Chat               <- the headings
 4 | 01.02.24 | 1.310 |  412

Months may stand across the top instead; such a sheet is turned, and its cells keep the names Excel gives them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tcomodel.column_letters import column_letters
from tcomodel.importing.book import opened
from tcomodel.importing.sheet import EMPTY, MOST_COLUMNS, Cell, Sheet
from tcomodel.importing.table import Row, csv_sheet
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.uploads import check_upload, text_of
from tcomodel.volumes.days import is_written_compactly, looks_like_a_day

MOST_ROWS = 110_000  # three channels by the quarter of an hour are 105,120 rows a year
LOOKED_AT = 60  # rows among which the table's beginning is looked for
MOST_SHEETS = 40
ACROSS = 3  # months side by side make a table that stands on its side
NEVER_IN_NUMBERS = ("\t", ";", "|")  # unlike a comma, of which 1,234,567 has more than a row has columns
EXPECTED = "expected rows with a date and counts of contacts below headings such as Date, Voice, Chat"


@dataclass(frozen=True)
class Export:
    """The table found in an export; ``times`` has the time of day of dates in a workbook, by row and column.

    ``heading_row`` is 0 where there are no headings. ``turned``: months stood across the top, so that a row here is a
    column of the sheet.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[Row, ...]
    times: Mapping[tuple[int, int], str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()  # of a turned table: the sheet's row of each column here
    notes: tuple[str, ...] = ()

    @property
    def turned(self) -> bool:
        return bool(self.lines)

    def place(self, row: int, column: int) -> str:
        """A cell as Excel calls it: ``C7``, with the sheet before it in a workbook."""
        cell = f"{column_letters(column)}{row}"
        if self.turned:
            cell = f"{column_letters(row - 1)}{self.lines[column]}"
        return f"{self.sheet}!{cell}" if self.sheet else cell

    def heading(self, column: int) -> str:
        """What a column is called: its heading, with its place where another is headed alike; else its letter."""
        place = f"row {self.lines[column]}" if self.turned else f"column {column_letters(column)}"
        own = self.headings[column]
        if not own:
            return place[:1].upper() + place[1:]
        return f"{own} ({place})" if self.headings.count(own) > 1 else own


def read_export(name: str, content: bytes, sheet: str | None = None) -> Export:
    """The table of an export, CSV or workbook (its ``sheet``, else the one with the most rows of contacts).

    Raises ProblemsFound where the file is refused, is too long, or holds no rows with dates and counts.
    """
    if check_upload(name, content, ("xlsx", "csv")) == "csv":
        text = text_of(name, content)
        return _export(name, csv_sheet(text, name, MOST_ROWS, _delimiter_of(text)), (), ())
    with opened(name, content) as book:
        if sheet is not None and sheet not in book.names:
            there = f"the sheets are {', '.join(book.names[:20])}{nearest(sheet, book.names)}"
            raise ProblemsFound([Problem("", f"there is no sheet {sheet!r}; {there}", name)])
        found = {one: book.sheet(one, most_rows=LOOKED_AT) for one in book.names[:MOST_SHEETS] if sheet is None}
        chosen = sheet or max(found, key=lambda one: _rows_of_contacts(found[one]), default="")
        if not chosen:
            raise ProblemsFound([Problem("", f"the workbook shows no sheet; {EXPECTED}", name)])
        others = [one for one in book.names if one != chosen]
        told = [f"sheet {chosen!r} is read, the others are not: {', '.join(others[:8])}"] if others else []
        told += [f"hidden sheets are not read: {', '.join(book.hidden[:8])}"] if book.hidden else []
        return _export(name, book.sheet(chosen, most_rows=MOST_ROWS), book.names, told)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, as a number or as text."""
    if cell.kind == "text":
        told = cell.text.lstrip("-−+( ")
        return told[:1].isdigit() and not looks_like_a_day(cell)
    return cell.kind == "number"


def _delimiter_of(text: str) -> str:
    """A sign that parts most lines alike and never stands in a number; empty where there is none, as with commas."""
    lines = [line for line in text[:60_000].split("\n")[:200] if line.strip()]
    for sign in NEVER_IN_NUMBERS:
        counts = Counter(line.count(sign) for line in lines)
        often = max(counts, key=lambda count: (counts[count], count), default=0)
        if often and counts[often] * 2 > len(lines):
            return sign
    return ""


def _export(file: str, sheet: Sheet, sheets: tuple[str, ...], told: list[str] | tuple[()]) -> Export:
    where = f"sheet {sheet.name!r}" if sheet.name else "the file"
    if not sheet.rows:
        raise ProblemsFound([Problem("", f"{where} is empty", file)])
    if sheet.goes_on:
        message = f"{where} has more than {max(sheet.rows):,} rows; export it by the day, or a year at a time"
        raise ProblemsFound([Problem("", message, file)])
    first = _first_row(sheet)
    if first is None:
        turned = _turned(file, sheet, sheets, tuple(told))
        if turned is None:
            raise ProblemsFound([Problem("", f"{where} has no row with a date and a number; {EXPECTED}", file)])
        return turned
    width = min(max(max(cells) for cells in sheet.rows.values()) + 1, MOST_COLUMNS)
    heading_row = _heading_row(sheet, first)
    headings = tuple(_heading(sheet, heading_row, column) for column in range(width))
    rows = tuple(
        Row(number, tuple(cells.get(column, EMPTY) for column in range(width)))
        for number, cells in sorted(sheet.rows.items())
        if number > heading_row
    )
    hidden = sum(number > heading_row and number in sheet.rows for number in sheet.hidden_rows)
    notes = [*told, *([f"rows that Excel hides are read as well: {hidden:,}"] if hidden else [])]
    return Export(file, sheet.name, sheets, headings, heading_row, rows, sheet.times, notes=tuple(notes))


def _first_row(sheet: Sheet) -> int | None:
    """The first row of contacts: one that another follows, so that the date of the report above is none."""
    numbers, found = sorted(sheet.rows), list(_data_rows(sheet))
    after = dict(pairwise(numbers))
    return next((one for one in found if after.get(one) in found), found[0] if found else None)


def _data_rows(sheet: Sheet) -> Iterator[int]:
    """The rows that hold a date and a number; of months such as 202402 the rows that begin with one."""
    numbers, found = sorted(sheet.rows)[:LOOKED_AT], False
    for number in numbers:
        cells = sheet.rows[number].values()
        days = sum(looks_like_a_day(cell) for cell in cells)
        if 0 < days < ACROSS and any(is_figure(cell) and not looks_like_a_day(cell) for cell in cells):
            found = True
            yield number
    for number in () if found else numbers:
        first, *others = (cell for _, cell in sorted(sheet.rows[number].items()))
        if is_written_compactly(first) and any(map(is_figure, others)):
            yield number


def _rows_of_contacts(sheet: Sheet) -> int:
    across = any(sum(map(looks_like_a_day, cells.values())) >= ACROSS for cells in sheet.rows.values())
    return sum(1 for _ in _data_rows(sheet)) or int(across)


def _heading_row(sheet: Sheet, first: int) -> int:
    """The last row above the figures with words in two columns or more; 0 where there is none."""
    for number in sorted((one for one in sheet.rows if one < first), reverse=True):
        cells = sheet.rows[number].values()
        if sum(cell.kind == "text" and not is_figure(cell) for cell in cells) >= 2:
            return number
    return 0


def _heading(sheet: Sheet, row: int, column: int) -> str:
    """The heading of a column, with that of its group where a row of groups stands right above."""
    own = sheet.rows.get(row, {}).get(column, EMPTY).text[:80]
    above = sheet.rows.get(row - 1, {})
    groups = [place for place, cell in above.items() if cell.kind == "text" and place > 0]
    before = [place for place in groups if place <= column]
    if not own or not before or len(groups) < 2:
        return own
    return f"{above[max(before)].text[:80]} {own}"


def _turned(file: str, sheet: Sheet, sheets: tuple[str, ...], told: tuple[str, ...]) -> Export | None:
    """A table with months across its top, turned on its side; None where there is none."""
    for number in sorted(sheet.rows)[:LOOKED_AT]:
        days = [column for column, cell in sheet.rows[number].items() if looks_like_a_day(cell)]
        if len(days) < ACROSS:
            continue
        below = [line for line in sorted(sheet.rows) if line > number][: MOST_COLUMNS - 1]
        names = [
            next((cell.text for column, cell in sorted(sheet.rows[line].items()) if column < days[0]), "")
            for line in below
        ]
        columns = range(days[0], max(max(sheet.rows[line], default=0) for line in (number, *below)) + 1)
        rows = tuple(
            Row(column + 1, tuple(sheet.rows[line].get(column, EMPTY) for line in (number, *below)))
            for column in columns
        )
        note = f"months stand across the top, in row {number}"
        headings = ("Month", *(name[:80] for name in names))
        return Export(file, sheet.name, sheets, headings, number, rows, {}, (number, *below), (*told, note))
    return None
