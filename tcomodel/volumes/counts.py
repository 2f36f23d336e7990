"""Counts of contacts as exports write them: ``1,310``, ``1.310``, ``1 310``, ``412,0``.

One sign between digits can part thousands or mark decimals. What other cells of the file show decides; where none
shows it, three digits behind the sign are thousands, because contacts are counted in whole numbers.
"""

from collections.abc import Iterable

from tcomodel.digits import LARGEST
from tcomodel.importing.numbers import NOTHING_SAID, Numbers, decimal_sign, numbers_in
from tcomodel.importing.sheet import Cell
from tcomodel.problems import shortened

EXPECTED = "expected a count of contacts, such as 1310"
OTHER = {".": ",", ",": "."}


class NoCount(str):
    """Why a cell is no count."""


def decimals_of(cells: Iterable[Cell]) -> tuple[str, str]:
    """The sign that marks decimals in all of some cells, and how that is known, in words; empty where nothing is."""
    texts = {cell.text for cell in cells if cell.kind == "text" and not cell.text.isdigit()}
    shown = {decimal_sign(text) for text in texts} - {""}
    if len(shown) == 1:
        return shown.pop(), ""
    grouping = {mark for mark in OTHER for text in texts if mark in text}
    if not shown and len(grouping) == 1:
        mark = grouping.pop()
        name = "point" if mark == "." else "comma"
        return OTHER[mark], f"a {name} before three digits parts thousands: contacts are counted in whole numbers"
    return "", ""


def is_missing(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, n/a. Nothing is no zero."""
    return cell.kind == "empty" or (cell.kind == "text" and cell.text.casefold() in NOTHING_SAID)


def count_of(cell: Cell, decimals: str) -> float | NoCount:
    """The count in a cell that is not missing, ``decimals`` being the sign that marks decimals."""
    if cell.kind == "number":
        return _checked(cell.value, cell.text)
    if cell.kind == "formula":
        return NoCount("a formula without its value; open the file in Excel and save it")
    if cell.kind != "text":
        return NoCount(f"found {cell.text!r}; {EXPECTED}")
    if cell.text.isascii() and cell.text.isdigit():
        return _checked(float(cell.text), cell.text)
    read = numbers_in(cell.text, decimals)
    if not isinstance(read, Numbers) or len(read.figures) != 1 or read.said.parts or read.said.currency:
        return NoCount(f"found {cell.text!r}; {EXPECTED}")
    return _checked(read.figures[0], cell.text)


def _checked(value: float, text: str) -> float | NoCount:
    if value < 0:
        return NoCount(f"found {text}; a count of contacts is not below zero")
    if value > LARGEST:
        return NoCount(f"found {shortened(text, 60)}; no programme has so many contacts")
    return value
