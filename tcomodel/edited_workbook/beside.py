"""What stands beside an input: the record of the export, and the words that say which input it is.

    Seat rate (Manila)   USD per seat and month   1,790   1,850     Inputs: as exported 1,850
    Volume (Voice)       contacts per month       49,732  42,000    Series: the control figure of the months as exported

Who sorts rows moves numbers under other names. Then the record, or the words, are those of another input.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from tcomodel.digits import snapped
from tcomodel.edited_workbook.ranges import Range
from tcomodel.importing.sheet import EMPTY, Cell, Sheet
from tcomodel.model import Input
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.sheets import AS_EXPORTED, HEADS, VALUE, part_of
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
    """Records and words of one sheet with inputs; ``words`` are cells where other words stand than at export."""

    def __init__(self, sheet: Sheet, inputs: Iterable[Input]) -> None:
        self.sheet = sheet
        self.labels = {_letters(label) for one in inputs for label in labels_of(one)}
        self.words: list[Range] = []
        heads = (cells for row, cells in sheet.rows.items() if row < 10)
        self.heads = [column for cells in heads for column, cell in cells.items() if cell.text == HEAD]

    def faults(self, one: Input, where: Range, before: tuple[float, ...]) -> Iterator[tuple[Range, str]]:
        """What speaks against the numbers of an input being its own, and at which cells."""
        labels = labels_of(one)
        for at, label in enumerate(labels):
            here = where if where.rows == 1 else where.part(at, at)
            row = self.sheet.rows.get(here.row, {})
            kept = before if len(labels) == 1 else before[at : at + 1]
            if told := self._moved(one, label, here, row) or self._changed(one, kept, here, row):
                yield here, told

    def _moved(self, one: Input, label: str, here: Range, row: dict[int, Cell]) -> str:
        words = [cell.text for column, cell in row.items() if column < here.column and cell.kind == "text"]
        if _letters(label) in map(_letters, words):
            return ""
        if sheet_of(one) == "Inputs" and words and not self.labels & {_letters(word) for word in words}:
            self.words.append(here)
            return ""
        return MOVED.format(found=repr(words[0][:60]) if words else "nothing", expected=repr(label[:60]))

    def _changed(self, one: Input, before: tuple[float, ...], here: Range, row: dict[int, Cell]) -> str:
        usual = here.column + AS_EXPORTED - VALUE if sheet_of(one) == "Inputs" else VALUE - FIRST_MONTH + here.column
        record = row.get(min(self.heads, key=lambda column: abs(column - usual), default=usual), EMPTY)
        if sheet_of(one) == "Inputs":
            is_kept = record.kind == "number" and snapped(record.value) + 0.0 == before[0]
            return "" if is_kept else CHANGED.format(record.text[:40] or "nothing")
        expected = control_figure(before)
        if record.kind == "number" and math.isclose(record.value, expected, rel_tol=CLOSE, abs_tol=CLOSE):
            return ""
        found = f"{record.value:,.2f}" if record.kind == "number" else record.text[:40] or "nothing"
        return CHANGED_MONTHS.format(head=HEAD, found=found, expected=f"{expected:,.2f}")


def labels_of(one: Input) -> list[str]:
    """The words beside an input, one for each of its rows."""
    place = f" ({one.scope.label})" if one.scope.is_inner else ""
    label = one.given.label
    rows = 1 if one.is_monthly else np.size(one.value)
    return [f"{label}{place}"] if rows == 1 else [f"{label}, {part_of(one, at)}{place}" for at in range(rows)]


def _letters(text: str) -> str:
    """Letters and digits alone: programs keep blanks and unusual signs in ways of their own."""
    return "".join(filter(str.isalnum, text))
