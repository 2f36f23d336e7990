"""What beside cells is not as the tool wrote it, in a file that no other program has saved: looks, charts, settings.

    xl/charts/chart2.xml: the workbook has another content of this part, this version its own

A program that saves a workbook writes all of these anew in its own way; then they are not compared.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from tcomodel.edited_workbook.verified.differences import Difference
from tcomodel.edited_workbook.verified.marks import MARKS

WRITTEN_BY = "docProps/app.xml"  # every program writes its own
ELSEWHERE = {WRITTEN_BY, "docProps/core.xml", "xl/sharedStrings.xml"}  # time, cells
CELLS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
CELL_OR_ROW = re.compile(rb"<(?:c|row)\b[^>]*>")
PLACE = re.compile(rb'\sr="([A-Z]*[0-9]+)"')
STYLE = re.compile(rb'\s(s|ht|customHeight|customFormat|hidden)="([^"]*)"')  # in the order of their writer
MOST_TOLD = 20  # cells of one sheet


def saved_by_another(content: bytes, ours: bytes) -> bool:
    """Whether another program has written the file since."""
    return _part(content, WRITTEN_BY) != _part(ours, WRITTEN_BY)


def of_looks(content: bytes, ours: bytes, this_program: bool) -> Iterator[Difference]:
    """Parts that differ, and cells that look otherwise; marks are those of the program that wrote them."""
    elsewhere = ELSEWHERE if this_program else {*ELSEWHERE, MARKS}
    with ZipFile(BytesIO(content)) as file, ZipFile(BytesIO(ours)) as own:
        theirs, names = set(file.namelist()), own.namelist()
        for name in (*names, *sorted(theirs - set(names))):
            if name in elsewhere:
                continue
            if name not in theirs:
                yield Difference(name, "part", "has no such part", "writes one")
            elif name not in names:
                yield Difference(name, "part", "has such a part", "writes none")
            elif (one := file.read(name)) != (other := own.read(name)):
                if CELLS.sub(b"", one) != CELLS.sub(b"", other):
                    yield Difference(name, "part", "has another content in this part of the file", "its own")
                else:
                    yield from _of_cells(name, one, other)


def _of_cells(name: str, one: bytes, other: bytes) -> Iterator[Difference]:
    told, looks = _looks_of(one), _looks_of(other)
    changed = [place for place, look in told.items() if place in looks and looks[place] != look]
    for place in changed[:MOST_TOLD]:
        what = "row" if place.isdigit() else "cell"
        yield Difference(f"{name}, {place.decode()}", "look", f"gives the {what} another look", "its own")


def _looks_of(sheet: bytes) -> dict[bytes, dict[bytes, bytes]]:
    """What each cell and row of a sheet says of its look."""
    tags = CELL_OR_ROW.findall(sheet)
    return {place[1]: dict(STYLE.findall(tag)) for tag in tags if (place := PLACE.search(tag))}


def _part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name) if name in archive.namelist() else b""
