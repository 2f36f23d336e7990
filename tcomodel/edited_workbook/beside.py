"""What stands beside an input: the record of the export, and the words that say which input it is.

    Seat rate (Manila)   USD per seat and month   1,790   1,850     Inputs: as exported 1,850
    Volume (Voice)       contacts per month       49,732  42,000    Series: the control figure of the months as exported

Who sorts rows moves numbers under other names. Then the record, or the words, are those of another input. Words that no
input has are a note. When the tool has changed since the export, other words or records may be its own doing, and only
those of another input speak against a number.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from tcomodel.digits import snapped
from tcomodel.edited_workbook.ranges import Range
from tcomodel.importing.sheet import EMPTY, Cell, Sheet
from tcomodel.model import Input
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.sheets import AS_EXPORTED, CONTROL_HEAD, HEADS, VALUE, part_of
from tcomodel.readers.excel.layout import FIRST_MONTH, sheet_of

HEAD = HEADS[AS_EXPORTED]
CLOSE = 1e-9  # of a control figure, which programs keep with 15 digits
CHANGED = (
    "the cell beside it, which records what was exported, says {} now; put it back and change the value itself, the "
    "blue number on yellow"
)
CHANGED_MONTHS = (
    "the record of its months as exported, in the column {head}, says {found}, not {expected}; if rows were sorted or "
    "moved, undo that, if the record was changed, put it back"
)
MOVED = (
    "{found} stands beside it where {expected} stood; if rows were sorted or moved, undo that, else put the words back"
)


class Beside:
    """Records and words of one sheet with inputs; ``words`` are cells where other words stand than at export.

    ``is_same_tool`` says whether the tool writes the words and records today that it wrote at export.
    """

    def __init__(self, sheet: Sheet, inputs: Iterable[Input], is_same_tool: bool) -> None:
        self.sheet, self.is_same_tool = sheet, is_same_tool
        self.records: dict[str, set[float]] = {}  # of all inputs, by the words beside them
        for label, kept in ((label, kept) for one in inputs for label, kept in _rows_of(one)):
            self.records.setdefault(_letters(label), set()).add(kept)
        self.words: list[Range] = []
        heads = (cells for row, cells in sheet.rows.items() if row < 10)
        self.heads = [column for cells in heads for column, cell in cells.items() if cell.text in (HEAD, CONTROL_HEAD)]

    def faults(self, one: Input, where: Range) -> Iterator[tuple[Range, str]]:
        """What speaks against the numbers of an input being its own, and at which cells."""
        for at, (label, kept) in enumerate(_rows_of(one)):
            here = where if where.rows == 1 else where.part(at, at)
            row = self.sheet.rows.get(here.row, {})
            if told := self._moved(one, label, here, row) or self._changed(one, label, kept, here, row):
                yield here, told

    def _moved(self, one: Input, label: str, here: Range, row: dict[int, Cell]) -> str:
        words = [cell.text for column, cell in row.items() if column < here.column and cell.kind == "text"]
        if _letters(label) in map(_letters, words):
            return ""
        are_of_another = not self.records.keys().isdisjoint(map(_letters, words))
        if words and not are_of_another and (sheet_of(one) == "Inputs" or not self.is_same_tool):
            self.words.append(here)
            return ""
        return MOVED.format(found=repr(words[0][:60]) if words else "nothing", expected=repr(label[:60]))

    def _changed(self, one: Input, label: str, expected: float, here: Range, row: dict[int, Cell]) -> str:
        is_plain = sheet_of(one) == "Inputs"
        usual = here.column + AS_EXPORTED - VALUE if is_plain else VALUE - FIRST_MONTH + here.column
        cell = row.get(min(self.heads, key=lambda column: abs(column - usual), default=usual), EMPTY)
        found = snapped(cell.value) + 0.0 if cell.kind == "number" else None
        if found is not None and _same(found, expected, is_plain):
            return ""
        of_others = self.records[_letters(label)] - {expected}
        if not self.is_same_tool and not (found is not None and any(_same(found, one, is_plain) for one in of_others)):
            return ""
        if is_plain:
            return CHANGED.format(cell.text[:40] or "nothing")
        said = f"{found:,.2f}" if found is not None else cell.text[:40] or "nothing"
        return CHANGED_MONTHS.format(head=CONTROL_HEAD, found=said, expected=f"{expected:,.2f}")


def _same(found: float, expected: float, is_plain: bool) -> bool:
    return found == expected if is_plain else math.isclose(found, expected, rel_tol=CLOSE, abs_tol=CLOSE)


def labels_of(one: Input) -> list[str]:
    """The words beside an input, one for each of its rows."""
    place = f" ({one.scope.label})" if one.scope.is_inner else ""
    label = one.given.label
    rows = 1 if one.is_monthly else np.size(one.value)
    return [f"{label}{place}"] if rows == 1 else [f"{label}, {part_of(one, at)}{place}" for at in range(rows)]


def _rows_of(one: Input) -> Iterator[tuple[str, float]]:
    """The words and the record beside each row of an input: its number, or the control figure of its months."""
    values = values_of(one)
    return zip(labels_of(one), [control_figure(values)] if one.is_monthly else values, strict=True)


def values_of(one: Input) -> tuple[float, ...]:
    """The numbers of an input as a spreadsheet keeps them, one or several."""
    return tuple(snapped(value) + 0.0 for value in np.atleast_1d(np.asarray(one.value, dtype=float)).tolist())


def _letters(text: str) -> str:
    """Letters and digits alone: programs keep blanks and unusual signs in ways of their own."""
    return "".join(filter(str.isalnum, text))
