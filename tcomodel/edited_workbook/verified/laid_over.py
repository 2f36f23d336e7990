"""What is laid over the cells of a sheet, or behind them: pictures, shapes, boxes of text, controls.

    Laid("a picture", "B4:D9")

A picture of another number over a result changes no cell. The tool writes none of these, so whatever program has saved
the workbook, each is somebody's. Charts are compared by what they show (``charts``).
"""

from collections.abc import Iterator
from typing import NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.importing.parts import Parts, Relations, local

SHAPES = {"pic": "a picture", "sp": "a shape or a box of text", "cxnSp": "a line", "contentPart": "a drawing in ink"}
OTHERS = {"image": "a picture behind the cells", "control": "a control"}  # objects of other programs are refused before
NOWHERE = ""


class Laid(NamedTuple):
    """What it is, and the cells from its first corner to its last; without cells where it does not say."""

    what: str
    cells: str


def laid_over(parts: Parts, part: str) -> list[Laid]:
    """What lies on a sheet, which is a part of the workbook."""
    found = []
    for kind, other in Relations(parts, part).by_id.values():
        if kind in OTHERS:
            found.append(Laid(OTHERS[kind], NOWHERE))
        elif kind == "drawing" and other in parts.names:
            drawing = _Anchored()
            parts.visit(other, drawing)
            found += drawing.found
        elif kind == "vmlDrawing" and other in parts.names:
            shapes = _OldShapes()
            parts.visit(other, shapes)
            found += shapes.found
    return found


class _Anchored:
    """The part of a drawing: each thing in it is anchored at cells."""

    def __init__(self) -> None:
        self.found: list[Laid] = []
        self._corners: list[dict[str, int]] = []  # from, and where it is said to
        self._shapes: list[str] = []
        self._reading = ""

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag.endswith("CellAnchor") or tag == "absoluteAnchor":
            self._corners, self._shapes = [], []
        elif tag in ("from", "to"):
            self._corners.append({})
        elif tag in SHAPES:
            self._shapes.append(SHAPES[tag])
        self._reading = tag

    def text(self, text: str) -> None:
        if self._reading in ("col", "row") and self._corners and text.strip().isdecimal():
            self._corners[-1][self._reading] = int(text)

    def end(self, tag: str) -> None:
        tag = local(tag)
        self._reading = ""
        if tag.endswith("CellAnchor") or tag == "absoluteAnchor":
            cells = ":".join(self._places())
            self.found += [Laid(shape, cells) for shape in self._shapes]

    def _places(self) -> Iterator[str]:
        for corner in self._corners:
            if {"col", "row"} <= corner.keys():
                yield f"{column_letters(corner['col'])}{corner['row'] + 1}"


class _OldShapes:
    """The part of a drawing in the form of before 2007, in which notes and controls still are."""

    def __init__(self) -> None:
        self.found: list[Laid] = []

    def start(self, tag: str, facts: dict[str, str]) -> None:
        if local(tag) == "ClientData" and facts.get("ObjectType", "Note") != "Note":
            self.found.append(Laid("a control or a shape", NOWHERE))

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...
