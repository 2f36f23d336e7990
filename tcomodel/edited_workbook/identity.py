"""Whether a file is a workbook that this tool exported, and the scenario it was made from.

The sheet Scenario holds the text of the scenario, and a mark made of it: who edits the text there is told to change
numbers where they belong. A rate card, or a workbook of an earlier version, is refused with what to do instead.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tcomodel.edited_workbook.ranges import Range, range_of
from tcomodel.importing.book import Book
from tcomodel.importing.parts import TooMuch
from tcomodel.importing.sheet import Sheet
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.columns import ABOUT, HISTORY, RATES
from tcomodel.readers.excel.about.scenario import (
    CARD,
    FINGERPRINT,
    MARK,
    OWN_CARD,
    SCHEMA_NAME,
    SHEET,
    TEXT,
    WRITTEN_OUT,
    mark_of,
    text_of,
)
from tcomodel.readers.excel.names import SCHEMA
from tcomodel.yaml_file import LARGEST_FILE

MOST_LINES = 100_000  # rows of the text
A_CARD = (
    "it is a rate card, no comparison; read it on the dashboard's page of rate cards, or with: "
    "python -m tcomodel rates import FILE.xlsx -o card.yaml"
)
BEFORE = (
    "it was exported by an earlier version of the tool, which kept no scenario in it (no sheet {sheet}); open its "
    "scenario, export it again and type the changes into the new workbook"
)
ANOTHER = (
    "it is a workbook of version {found}, this tool reads version {expected}; open its scenario with this tool, export "
    "it again and type the changes into the new workbook"
)
NOT_OURS = (
    "it is no comparison that this tool exported; to read prices from a vendor's sheet: "
    "python -m tcomodel rates import FILE.xlsx -o card.yaml"
)
GONE = "the name {name} is gone or points at no cell; undo what deleted it, or export again"
TEXT_CHANGED = (
    "the text of the scenario was changed here; change numbers on Inputs and Series, and all else (options, clauses, "
    "names) in the tool. Undo the change on this sheet and hand the workbook in again"
)


class Identity(NamedTuple):
    """The text of the scenario a workbook was made from, and the fingerprint of its inputs at export.

    ``own_card`` says whether the card in the text is the tool's own as it was then, ``written_out`` which of its
    numbers were read from files.
    """

    text: str
    fingerprint: str
    own_card: bool
    written_out: tuple[str, ...]


def identity_of(book: Book, name: str) -> Identity:
    """The scenario inside a workbook; raises ProblemsFound where it is none of ours, or was tampered with."""
    if SCHEMA_NAME not in book.defined and TEXT not in book.defined:
        raise ProblemsFound([Problem("", _what_else(book), name)])
    problems = []
    found: dict[str, str] = {}
    for one in (SCHEMA_NAME, FINGERPRINT, CARD, MARK, TEXT):
        where = range_of(book.defined.get(one, ""))
        told = _text(book, where) if where is not None and _fits(book, where, one) else None
        if told is None:
            problems.append(Problem(SHEET, GONE.format(name=one), name))
        else:
            found[one] = told
    version = found.get(SCHEMA_NAME, str(SCHEMA)).strip()
    if version != str(SCHEMA):
        problems = [Problem("", ANOTHER.format(found=version[:20] or "unknown", expected=SCHEMA), name)]
    if problems:
        raise ProblemsFound(problems)
    if mark_of(found[TEXT]) != found[MARK].strip():
        raise ProblemsFound([Problem(SHEET, TEXT_CHANGED, name)])
    text = found[TEXT]
    files = (line.removeprefix(WRITTEN_OUT) for line in text.split("\n") if line.startswith(WRITTEN_OUT))
    return Identity(text, found[FINGERPRINT].strip(), found[CARD].strip() == OWN_CARD, tuple(files))


def _what_else(book: Book) -> str:
    names = {*book.names, *book.hidden}
    if any(one.startswith(("in_programme.", "in_programme_")) for one in book.defined):
        return BEFORE.format(sheet=SHEET)
    return A_CARD if RATES in names and names & {ABOUT, HISTORY} else NOT_OURS


def _fits(book: Book, where: Range, name: str) -> bool:
    in_reach = where.rows <= MOST_LINES and where.columns == 2 if name == TEXT else where.size == 1
    return in_reach and where.sheet in {*book.names, *book.hidden}


def _text(book: Book, where: Range) -> str:
    """The text of a cell, or of a column of numbers and one of lines."""
    sheet = book.sheet(where.sheet, where.row + where.rows - 1, where.column + where.columns)
    if where.columns == 1:
        return _as_written(sheet.rows.get(where.row, {}).get(where.column))
    return text_of(_pieces(sheet, where))


def _pieces(sheet: Sheet, where: Range) -> Iterator[tuple[str, str]]:
    """Number and text of each row; many rows may share one long text, so they are counted before they are joined."""
    length = 0
    for row in range(where.row, where.row + where.rows):
        cells = sheet.rows.get(row, {})
        number, piece = (_as_written(cells.get(where.column + at)) for at in range(2))
        length += len(piece) + 1
        if length > LARGEST_FILE:
            raise TooMuch(f"the text of the scenario in it has more than {LARGEST_FILE:,} characters")
        yield number, piece


def _as_written(cell: object) -> str:
    """A text as it stands, with its blanks; a number that a program made of one, without its point."""
    value = getattr(cell, "value", None)
    if isinstance(value, float):
        return f"{value:.15g}"
    return value if isinstance(value, str) else ""
