"""What beside cells is not as the tool wrote it, in a file that no other program has saved: looks, charts, settings.

    xl/charts/chart2.xml: the workbook has another content of this part, this version its own

A program that saves a workbook writes all of these anew in its own way; then only what cells say is compared.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from tcomodel.edited_workbook.verified.differences import Difference

WRITTEN_BY = "docProps/app.xml"  # every program writes its own
ELSEWHERE = {WRITTEN_BY, "docProps/core.xml", "docProps/custom.xml", "xl/sharedStrings.xml"}  # time, marks, cells
CELLS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
STYLE = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?')
MOST_TOLD = 20  # cells of one sheet


def saved_by_another(content: bytes, ours: bytes) -> bool:
    """Whether another program has written the file since."""
    return _part(content, WRITTEN_BY) != _part(ours, WRITTEN_BY)


def of_looks(content: bytes, ours: bytes) -> Iterator[Difference]:
    """Parts that differ, and cells that look otherwise."""
    with ZipFile(BytesIO(content)) as file, ZipFile(BytesIO(ours)) as own:
        theirs, names = set(file.namelist()), own.namelist()
        for name in (*names, *sorted(theirs - set(names))):
            if name in ELSEWHERE:
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
    looks = dict(STYLE.findall(other))
    changed = [cell for cell, style in STYLE.findall(one) if cell in looks and looks[cell] != style]
    for cell in changed[:MOST_TOLD]:
        yield Difference(f"{name}, {cell.decode()}", "look", "gives the cell another look", "its own")


def _part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name) if name in archive.namelist() else b""
