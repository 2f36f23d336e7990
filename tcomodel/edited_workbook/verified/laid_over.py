"""What is laid over the cells of a sheet or over its charts, or behind them: pictures, shapes, boxes of text, controls.

    Laid("a picture", "B4:D9")

A picture of another number over a result changes no cell. The tool writes none of these, so whatever program has saved
the workbook, each is somebody's. What charts show is compared elsewhere (``charts``); where they stand is not, as
programs move them a little.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.importing.parts import NotXml, Parts, Relations, local

SHAPES = {"pic": "a picture", "sp": "a shape or a box of text", "cxnSp": "a line", "contentPart": "a drawing in ink"}
ON_SHEETS = {"image": "a picture behind the cells", "control": "a control"}  # objects of other programs are refused
ON_CHARTS = {"image": "a picture in a chart", "chartUserShapes": "a shape or a box of text on a chart"}
DRAWN = ("drawing", "vmlDrawing")
NOWHERE = ""


class Laid(NamedTuple):
    """What it is, and the cells from its first corner to its last; without cells where it does not say."""

    what: str
    cells: str


def laid_over(parts: Parts, part: str) -> list[Laid]:
    """What lies on a sheet, which is a part of the workbook."""
    found = []
    for kind, other in Relations(parts, part).by_id.values():
        if kind in ON_SHEETS:
            found.append(Laid(ON_SHEETS[kind], NOWHERE))
        elif kind in DRAWN and other not in parts.names:  # some programs find it all the same
            found.append(Laid("a drawing under another name", NOWHERE))
        elif kind == "drawing":
            found += _on_drawing(parts, other)
        elif kind == "vmlDrawing":
            found += _on_old_drawing(parts, other)
    return found


def _on_drawing(parts: Parts, part: str) -> list[Laid]:
    drawing = _Anchored()
    parts.visit(part, drawing)
    charts = Relations(parts, part).of_kind("chart")
    on_charts = [kind for chart in charts for kind, _ in Relations(parts, chart).by_id.values() if kind in ON_CHARTS]
    return [*drawing.found, *(Laid(ON_CHARTS[kind], NOWHERE) for kind in on_charts)]


def _on_old_drawing(parts: Parts, part: str) -> list[Laid]:
    """Of the form of before 2007, in which notes and controls still are; it need not be XML."""
    shapes = _OldShapes()
    try:
        parts.visit(part, shapes)
    except NotXml:
        return [Laid("shapes that cannot be read", NOWHERE)]
    return shapes.found


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
        elif tag == "graphicData" and not facts.get("uri", "").endswith("/chart"):
            self._shapes.append("a diagram")
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
    """A note that is shown when somebody asks for it says whose it is; one that is always shown may lie on anything."""

    def __init__(self) -> None:
        self.found: list[Laid] = []
        self._kind, self._is_shown = "", False

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "ClientData":
            self._kind, self._is_shown = facts.get("ObjectType", "Note"), False
        elif tag == "Visible":
            self._is_shown = True

    def end(self, tag: str) -> None:
        if local(tag) != "ClientData":
            return
        if self._kind != "Note":
            self.found.append(Laid("a control or a shape", NOWHERE))
        elif self._is_shown:
            self.found.append(Laid("a note that is always shown", NOWHERE))

    def text(self, text: str) -> None: ...
