"""A vendor's sheet as a table: its headings, its rows with the numbers Excel shows, and what stands around it.

  |      A       |   B    |    C
1 | Acme BPO, all prices in USD          <- above the table
2 |
3 | Site         | Unit   | Rate          <- the headings
4 | Manila       | hour   | 11.50
5 | Cebu         | hour   | 10.80

read_table("acme.xlsx", content).rows[0].cells[2]    the cell C4
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO

from tcomodel.column_letters import column_letters
from tcomodel.csv_cells import as_written
from tcomodel.importing.book import Book, opened
from tcomodel.importing.columns import PRICES, Heading, heading_of, heading_over
from tcomodel.importing.sheet import EMPTY, MOST_COLUMNS, MOST_ROWS, Cell, Sheet
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.uploads import DELIMITERS, check_upload, text_of

LOOKED_AT = 40  # rows among which the headings are looked for
SEEN_OF_EACH = 80  # rows read of each sheet to find the one with the rates
MOST_SHEETS = 40
LONGEST_ROW = 1_000_000  # characters of a CSV; its cells are in memory all at once, the blank ones too
CLEARLY = 1.5  # headings worth two known columns make a table


@dataclass(frozen=True)
class Row:
    """One row below the headings: its number in Excel and its cells by column, empty ones included."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """What ``read_table`` found. ``headings`` and ``parts`` go by column from 0; parts are the lines of a heading.

    ``above`` and ``notes`` are told to the person; ``goes_on`` says that not all rows were read.
    """

    file: str
    kind: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    heading_rows: tuple[int, ...]
    rows: tuple[Row, ...]
    above: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()
    goes_on: str = ""
    unread: tuple[tuple[int, str], ...] = ()  # rows with figures above the headings, which look like another table
    hidden: frozenset[int] = frozenset()  # rows that Excel does not show
    merged: Mapping[tuple[int, int], str] = field(default_factory=dict)  # by row and column: ``E4 to E6``

    def merged_over(self, row: int, column: int) -> str:
        """The merged cell that reaches over this one and other rows; empty where there is none."""
        return self.merged.get((row, column), "")

    def place(self, row: int, column: int) -> str:
        """A cell as Excel calls it: ``Prices!C7``, ``C7`` in a CSV."""
        cell = f"{column_letters(column)}{row}"
        return f"{self.sheet}!{cell}" if self.sheet else cell

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters of the columns."""
        return tuple(column_letters(column) for column in range(len(self.headings)))

    def cell(self, row: int, column: int) -> Cell:
        """A cell by its row's number in Excel; an empty one where there is no such row."""
        found = self._by_number.get(row)
        return EMPTY if found is None else found.cells[column]

    @cached_property
    def _by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    def column_called(self, name: str) -> int | None:
        """The column of a heading or a letter; None where there is none."""
        if name in self.headings:
            return self.headings.index(name)
        return self.letters.index(name) if name in self.letters else None


def read_table(name: str, content: bytes, sheet: str | None = None) -> Table:
    """The table in a workbook (of ``sheet``, else of the sheet that looks like rates) or in a CSV.

    Raises ProblemsFound where the file is refused, has no such sheet, or holds no table.
    """
    if check_upload(name, content, ("xlsx", "csv")) == "csv":
        return table_of(name, "csv", csv_sheet(text_of(name, content), name), (), ())
    with opened(name, content) as book:
        notes = []
        if book.hidden:
            notes.append(f"hidden sheets are not read: {', '.join(book.hidden[:10])}")
        if sheet is not None and sheet not in book.names:
            there = f"the sheets are {', '.join(book.names[:20])}{nearest(sheet, book.names)}"
            raise ProblemsFound([Problem("", f"there is no sheet {sheet!r}; {there}", name)])
        if sheet is None:
            sheet, told = _sheet_with_rates(book, name)
            notes += told
        names, cells = book.names, book.sheet(sheet)
    return table_of(name, "xlsx", cells, names, notes)


def csv_sheet(text: str, name: str, most_rows: int = MOST_ROWS, delimiter: str = "") -> Sheet:
    """The cells of a CSV, as texts; the rows are numbered as Excel numbers them when it opens the file.

    ``delimiter`` is the sign that parts its cells where that is known.
    """
    sheet = Sheet("")
    told_delimiter, skipped = "", 0
    first, _, others = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        told_delimiter, text, skipped = first.strip()[4], others, 1
    try:
        delimiter = told_delimiter or delimiter or _delimiter_of(text)
        for number, record in enumerate(_records(text, delimiter), 1 + skipped):
            last = next((column for column in reversed(range(len(record))) if record[column].strip()), None)
            if last is None:
                continue
            if number > most_rows:
                sheet.goes_on = True
                break
            sheet.last_row, sheet.last_column = number, max(sheet.last_column, last)
            sheet.rows[number] = {
                column: Cell("text", as_written(value))
                for column, value in enumerate(record[:MOST_COLUMNS])
                if value.strip()
            }
    except csv.Error as slip:
        raise ProblemsFound([Problem("", f"it cannot be read as CSV: {slip}", name)]) from None
    return sheet


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV; raises csv.Error before one is read that would fill the memory."""
    length = 0

    def lines() -> Iterator[str]:
        nonlocal length
        for line in StringIO(text):
            length += len(line)
            if length > LONGEST_ROW:
                raise csv.Error(f"a row has more than {LONGEST_ROW:,} characters")
            yield line

    for record in csv.reader(lines(), delimiter=delimiter):
        length = 0
        yield record


def _delimiter_of(text: str) -> str:
    """The sign that parts the first lines most evenly into the most columns."""
    start = text[:60_000]
    best, delimiter = 0.0, ","
    for sign in DELIMITERS:
        widths = [len(row) for row in csv.reader(StringIO(start), delimiter=sign) if any(row)][:200]
        common = max(set(widths), key=widths.count, default=1)
        evenness = widths.count(common) / max(len(widths), 1)
        score = evenness * min(common, 12) if common > 1 else 0.0
        if score > best:
            best, delimiter = score, sign
    return delimiter


def table_of(file: str, kind: str, sheet: Sheet, sheets: tuple[str, ...], told: Iterable[str]) -> Table:
    """A sheet's cells with its headings found; raises ProblemsFound where it holds no table."""
    where = f"sheet {sheet.name!r}" if sheet.name else "the file"
    if not sheet.rows:
        raise ProblemsFound([Problem("", f"{where} is empty", file)])
    width = max(max(cells) for cells in sheet.rows.values()) + 1
    lines = _heading_lines(sheet, width)[0]
    if not lines:
        expected = "a row of headings such as Description, Location, Unit, Currency, Price"
        raise ProblemsFound(
            [Problem("", f"{where} has no row of headings that could be found; expected {expected}", file)]
        )
    parts = tuple(_parts(sheet, lines, column) for column in range(width))
    merged = _spread(sheet, lines[-1])
    unread, aside = _rows_above(sheet, lines[0], width)
    rows = tuple(
        Row(number, tuple(cells.get(column, EMPTY) for column in range(width)))
        for number, cells in sorted(sheet.rows.items())
        if number > lines[-1]
    )
    above = tuple(
        (number, text)
        for number, cells in sorted(sheet.rows.items())
        if number < lines[0] and (text := " ".join(cell.text for _, cell in sorted(cells.items())))
    )
    headings = tuple(" ".join(dict.fromkeys(part for part in one if part)) for one in parts)
    hidden = frozenset(number for number in sheet.hidden_rows if number in sheet.rows and number > lines[-1])
    notes = [*told]
    if merged:
        shown = ", ".join(list(dict.fromkeys(merged.values()))[:8])
        notes.append(f"a merged cell counts for each of its rows: {shown}")
    if aside:
        notes.append(f"figures above the headings are not read: {'; '.join(aside[:8])}")
    concealed = [
        column_letters(column) for column in sorted(sheet.hidden_columns) if column < width and any(parts[column])
    ]
    if concealed:
        notes.append(f"hidden columns are read as well: {', '.join(concealed[:8])}")
    if sheet.last_column >= MOST_COLUMNS:
        notes.append(f"only the columns A to {column_letters(MOST_COLUMNS - 1)} are read; there are more")
    goes_on = (
        f"{where} goes on below row {max(sheet.rows)}; at most {MOST_ROWS:,} rows are read" if sheet.goes_on else ""
    )
    return Table(
        file, kind, sheet.name, sheets, headings, parts, lines, rows, above, tuple(notes), goes_on,
        tuple(unread), hidden, merged,
    )  # fmt: skip


def _rows_above(sheet: Sheet, headings: int, width: int) -> tuple[list[tuple[int, str]], list[str]]:
    """The rows with figures above the headings: those of another table, and single figures such as an exchange rate."""
    unread, aside = [], []
    prices: set[int] = set()  # the columns of the last headings that may hold prices
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        if number >= headings:
            break
        text = " | ".join(cell.text for _, cell in sorted(cells.items()))[:120]
        if not holds_data(cells.values()):
            if len(cells) > 1 and _known(sheet, (number,), width) >= CLEARLY:
                prices = {column for column, cell in cells.items() if _may_be_price(heading_of(cell.text))}
        elif len(cells) > 1 and holds_data(cell for column, cell in cells.items() if column in prices):
            unread.append((number, text))
        else:
            aside.append(f"row {number} {text!r}")
    return unread, aside


def _may_be_price(heading: Heading) -> bool:
    """Whether a heading may stand over prices: ``Rate``, ``USD``, ``Manila``."""
    if heading.fact:
        return heading.fact in PRICES
    return heading.unit is not None or any((heading.currency, heading.location, heading.channel, heading.year))


def _spread(sheet: Sheet, after: int) -> dict[tuple[int, int], str]:
    """Write what a merged cell below the headings holds into each of its rows; the range by row and column."""
    found: dict[tuple[int, int], str] = {}
    for top, left, bottom, right in sheet.merged:
        cell = sheet.rows.get(top, {}).get(left)
        if top > after and bottom > top and left == right and cell is not None and bottom - top < MOST_ROWS:
            for row in range(top, bottom + 1):
                if row in sheet.rows:
                    sheet.rows[row].setdefault(left, cell)
                    found[row, left] = f"{column_letters(left)}{top} to {column_letters(right)}{bottom}"
    return found


def _sheet_with_rates(book: Book, file: str) -> tuple[str, list[str]]:
    """The sheet whose headings are known best, and what to say about the choice."""
    best, chosen = 0.0, ""
    for name in book.names[:MOST_SHEETS]:
        sheet = book.sheet(name, most_rows=SEEN_OF_EACH)
        if not sheet.rows:
            continue
        width = max(max(cells) for cells in sheet.rows.values()) + 1
        score = _heading_lines(sheet, width)[1]
        if score > best:
            best, chosen = score, name
    if not chosen:
        expected = "headings such as Description, Location, Unit, Currency, Price"
        raise ProblemsFound([Problem("", f"no sheet of the workbook looks like rates; expected {expected}", file)])
    others = [name for name in book.names if name != chosen]
    shown = ", ".join(others[:8]) + (" and more" if len(others) > 8 else "")
    return chosen, [f"sheet {chosen!r} looks like the rates and is read; the others are not: {shown}"] if others else []


def _heading_lines(sheet: Sheet, width: int) -> tuple[tuple[int, ...], float]:
    """The rows of the headings, one or two, and how well they are known; none where no row looks like headings."""
    numbers = sorted(sheet.rows)[:LOOKED_AT]
    best: tuple[tuple[int, ...], float] = ((), 0.0)
    for place, number in enumerate(numbers):
        cells = sheet.rows[number]
        texts = [cell for cell in cells.values() if cell.kind in ("text", "number", "date")]
        if len(texts) < 2 or not any(cell.kind == "text" for cell in texts):
            continue
        candidates: list[tuple[int, ...]] = [(number,)]
        figures = holds_data(cell for cell in texts if cell.kind == "number")
        below = sheet.rows.get(number + 1)
        if number + 1 in numbers and not figures and below is not None and not holds_data(below.values()):
            candidates.append((number, number + 1))
        for lines in candidates:
            score = _known(sheet, lines, width)
            follows = any(holds_data(sheet.rows[later].values()) for later in numbers[place + 1 :] if later > lines[-1])
            if score > best[1] + 0.2 * (len(lines) - 1) and (follows or score >= 2.5):
                best = (lines, score)
    return best if best[1] >= CLEARLY else ((), 0.0)


def _known(sheet: Sheet, lines: tuple[int, ...], width: int) -> float:
    """How well the headings in some rows are known: the sum over facts, each counted once, and over wide columns."""
    facts: dict[str, float] = {}
    wide: dict[tuple[str, str, str | None, str], float] = {}
    for column in range(min(width, MOST_COLUMNS)):
        parts = _parts(sheet, lines, column)
        own = sheet.rows[lines[-1]].get(column, EMPTY)
        if own.kind == "number" and not 1990 <= own.value <= 2060:
            return 0.0
        if not any(parts):
            continue
        found = heading_over(parts) if len(parts) > 1 else heading_of(parts[0])
        if found.fact and found.fact != "nothing":
            facts[found.fact] = max(facts.get(found.fact, 0.0), found.confidence)
        elif found.location or found.channel or found.year or found.unit is not None:
            wide[found.location, found.channel, found.unit, found.year] = 0.6
        elif found.fact == "nothing":
            facts.setdefault("nothing", 0.2)
    prices = 0.5 if any(fact in facts for fact in PRICES) else 0.0
    return sum(facts.values()) + prices + (sum(wide.values()) if len(wide) > 1 else 0.0)


def holds_data(cells: Iterable[Cell]) -> bool:
    """Whether a row holds figures: a number that is no year, or a text that begins or ends with one."""
    for cell in cells:
        if cell.kind == "number" and not 1990 <= cell.value <= 2060:
            return True
        if cell.kind == "text" and len(cell.value) < 30:
            told = cell.value.strip().strip("$€£₹₱()%* ")
            if (told[:1].isdigit() and any(mark in told for mark in ".,")) or (told.isdigit() and len(told) != 4):
                return True
    return False


def _parts(sheet: Sheet, lines: tuple[int, ...], column: int) -> tuple[str, ...]:
    """The lines of the heading of a column; a merged cell or a group of columns heads all of its columns."""
    found = []
    for number in lines:
        cells = sheet.rows[number]
        cell = cells.get(column, EMPTY)
        if cell.kind == "empty":
            over = next(
                (one for one in sheet.merged if one[0] <= number <= one[2] and one[1] <= column <= one[3]), None
            )
            if over is not None:
                cell = sheet.rows.get(over[0], {}).get(over[1], EMPTY)
            elif number != lines[-1] and column in sheet.rows[lines[-1]]:
                before = [place for place in cells if place < column]
                group = cells[max(before)] if before else EMPTY
                below = sheet.rows[lines[-1]].get(max(before), EMPTY) if before else EMPTY
                cell = group if below.kind != "empty" else EMPTY
        text = cell.text[:200]
        found.append(text if text not in found else "")
    return tuple(found)
