"""Many workbooks through LibreOffice in one start, and what it makes of them.

    [now] = recalculated([path], folder)
    wrong(stored=Book.read(path), now=now)      ["Option1!F9 (Agents): 12.0 is stored, 13.0 comes out", ...]

A start costs seconds, a workbook less than one: tests that need several write all of them first.
"""

import atexit
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.sax.saxutils import unescape
from zipfile import ZIP_DEFLATED, ZipFile

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from recalc_check import Book, compare, edit, input_changes, recalculate  # noqa: E402

from tcomodel.readers.excel.layout import INPUT_SHEETS  # noqa: E402

MOVING, LIVE = ("Summary", "Sensitivity"), "(live)"
NEAR, SHARE = 1e-5, 1e-9  # far closer than a cent: beside money there are shares, factors and hours


@cache
def scratch() -> Path:
    """A folder of this process for workbooks that several tests look at; it goes when the process ends."""
    folder = Path(mkdtemp(prefix="workbooks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def recalculated(paths: Sequence[Path], folder: Path) -> list[Book]:
    """The workbooks with every formula worked out anew."""
    return [Book.read(path) for path in recalculate(list(paths), folder, timeout=280)]


def recalculated_without_looks(paths: Sequence[Path], folder: Path) -> list[Book]:
    """The same from copies that hold formulas and numbers alone, in less than half the time."""
    found = [Book.read(path) for path in files_without_looks(paths, folder)]
    for book, path in zip(found, paths, strict=True):
        book.names |= unused_names(path)
    return found


def files_without_looks(paths: Sequence[Path], folder: Path, seen: bool = False) -> list[Path]:
    """The files of it; with ``seen`` nothing is taken out but what repeats on printed pages."""
    lean = folder.with_name(f"{folder.name}_in")
    lean.mkdir()
    return recalculate([without_looks(path, lean / path.name, seen) for path in paths], folder, timeout=280)


LOOKS = re.compile(
    rb"<(cols|sheetViews|mergeCells|hyperlinks|dataValidations|headerFooter|rowBreaks|colBreaks)\b.*?</\1>"
    rb"|<conditionalFormatting\b.*?</conditionalFormatting>"
    rb"|<drawing [^>]*/>",
    re.DOTALL,
)
PRINTED_AREAS = re.compile(rb'<definedName name="_xlnm[^>]*>[^<]*</definedName>')  # these alone take nearly half of it
UNUSED_NAMES = re.compile(rb'<definedName name="((?:in|out)_(?!bridge)[^"]*)"[^>]*>([^<]*)</definedName>')


def unused_names(path: Path) -> dict[str, str]:
    """The names that no formula uses, and where they point: for those who look cells up by them."""
    with ZipFile(path) as whole:
        found = UNUSED_NAMES.findall(whole.read("xl/workbook.xml"))
    return {name.decode(): unescape(where.decode()) for name, where in found}


def without_looks(path: Path, to: Path, seen: bool = False) -> Path:
    """A copy with all formulas and numbers; looks, and names no formula uses, would take LibreOffice longer than those.

    Rows keep one height, because LibreOffice measures the text of those that state none.
    """
    with ZipFile(path) as whole, ZipFile(to, "w", ZIP_DEFLATED) as part:
        for member in whole.namelist():
            data = whole.read(member)
            if member == "xl/workbook.xml":
                data = PRINTED_AREAS.sub(b"", data if seen else UNUSED_NAMES.sub(b"", data))
            elif "worksheets/sheet" in member and not seen:
                data = re.sub(rb'(<c r="[A-Z]+\d+") s="\d+"', rb"\1", LOOKS.sub(b"", data))
                data = re.sub(rb'<row r="(\d+)"[^>]*?(/?)>', rb'<row r="\1" ht="15" customHeight="1"\2>', data)
            part.writestr(member, data)
    return to


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
    beside = book.cells.get((sheet, f"B{row_of(cell)}"))
    return "" if beside is None else str(beside.value)


def typed_by_name(book: Book, numbers: Mapping[str, Iterable[float]], to: Path, exported: Book | None = None) -> int:
    """Type numbers into the cells of names, as a person would; the number of cells that changed.

    ``exported`` is a workbook whose other constants on input sheets are taken over: what was exported, with which the
    checks compare.
    """
    of_names = {cell: value for name, values in numbers.items() for cell, value in _cells(book, name, values)}
    changes: dict[tuple[str, str], object] = {}
    if exported is not None:
        changes |= input_changes(book, exported, [name for name in INPUT_SHEETS if name in book.parts])
    changes |= {cell: value for cell, value in of_names.items() if book.cells[cell].value != value}
    edit(book.path, to, book, changes)
    return len(changes)


def _cells(book: Book, name: str, values: Iterable[float]) -> Iterable[tuple[tuple[str, str], float]]:
    return zip(book.resolve(name), values, strict=True)


def as_laid_out_in(book: Book, other: Book) -> Book:
    """What another export of the same structure stores, where the first one has it.

    The rows of the Summary stand below its warnings, those of the Sensitivity below its tables of the export, and
    there are more or fewer of those with other numbers: their rows are paired in their order. What the Sensitivity
    shows of the export itself is left out; all other formula cells are held to be there in both.
    """
    found = {cell: one for cell, one in other.cells.items() if cell[0] not in MOVING}
    for sheet in MOVING:
        here, there = _live_rows(book, sheet), _live_rows(other, sheet)
        assert len(here) == len(there), f"{sheet} has {len(here)} live rows, and {len(there)} with other numbers"
        place = dict(zip(there, here, strict=True))
        for (name, cell), one in other.cells.items():
            if name == sheet and row_of(cell) in place:
                found[sheet, f"{cell.rstrip('0123456789')}{place[row_of(cell)]}"] = one
    known = {cell for cell, one in found.items() if one.formula}
    here = {sheet: set(_live_rows(book, sheet)) for sheet in MOVING}
    unjudged = {
        f"{sheet}!{cell}" for (sheet, cell), one in book.cells.items()
        if one.formula and (sheet, cell) not in known and row_of(cell) in here.get(sheet, {row_of(cell)})
    }  # fmt: skip
    assert not unjudged, f"formulas that the other workbook does not have: {sorted(unjudged)[:5]}"
    return Book(other.path, found, other.names, other.parts)


def _live_rows(book: Book, sheet: str) -> list[int]:
    """The rows of a sheet that hold formulas; of the Sensitivity those below the first heading that says ``(live)``."""
    heads = [
        row_of(cell) for (name, cell), one in book.cells.items() if name == sheet and str(one.value).endswith(LIVE)
    ]
    first = min(heads, default=0) if sheet == "Sensitivity" else 0
    rows = {row_of(cell) for (name, cell), one in book.cells.items() if name == sheet and one.formula}
    return sorted(row for row in rows if row > first)


def row_of(cell: str) -> int:
    """The number of the row of a cell."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
