"""Many workbooks through LibreOffice in one start, and what it makes of them.

    [now] = recalculated([path], folder)
    wrong(stored=Book.read(path), now=now)      ["Option1!F9 (Agents): 12.0 is stored, 13.0 comes out", ...]

A start costs seconds, a workbook less than one: tests that need several write all of them first.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from recalc_check import Book, compare, edit, input_changes, recalculate  # noqa: E402

from tcomodel.readers.excel.layout import INPUT_SHEETS  # noqa: E402

CENT = 0.005
NEAR, SHARE = 1e-6, 1e-9  # far closer than a cent: money is compared with shares, factors and hours here


def recalculated(paths: Sequence[Path], folder: Path) -> list[Book]:
    """The workbooks with every formula worked out anew."""
    return [Book.read(path) for path in recalculate(list(paths), folder, timeout=280)]


def wrong(stored: Book, now: Book) -> list[str]:
    """Formula cells that come out otherwise than stored, that give an error, or whose value nobody stored."""
    report = compare(stored, now, NEAR, SHARE)
    assert report["formula_cells"] > 0
    found = {one["cell"]: one for one in (*report["mismatch_list"], *report["error_list"])}
    told = [
        f"{cell} ({label_of(stored, cell)}): {one['cached']!r} is stored, {one['recalculated']!r} comes out"
        for cell, one in found.items()
    ]
    return told + [f"{cell} ({label_of(stored, cell)}): no value is stored" for cell in report["uncached_list"]]


def label_of(book: Book, place: str) -> str:
    """What stands beside a cell in column B."""
    sheet, _, cell = place.rpartition("!")
    beside = book.cells.get((sheet, "B" + cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    return "" if beside is None else str(beside.value)


def typed_by_name(path: Path, numbers: Mapping[str, Iterable[float]], to: Path, others_from: Path | None = None) -> int:
    """Type numbers into the cells of names, as a person would; the number of cells that changed.

    ``others_from`` is a workbook whose other constants on input sheets are taken over: what was exported, with which
    the checks compare.
    """
    book = Book.read(path)
    of_names = {cell for name in book.names if name.startswith("in_") for cell in book.resolve(name)}
    changes: dict[tuple[str, str], object] = {}
    if others_from is not None:
        sheets = [name for name in INPUT_SHEETS if name in book.parts]
        taken = input_changes(book, Book.read(others_from), sheets)
        changes = {cell: value for cell, value in taken.items() if cell not in of_names}
    for name, values in numbers.items():
        for cell, value in zip(book.resolve(name), values, strict=True):
            if book.cells[cell].value != value:
                changes[cell] = value
    edit(path, to, book, changes)
    return len(changes)
