"""Which values of a workbook with edited inputs the model can be asked about.

The workbook is held against the export of the edited scenario. That one has other records of the export (what an input
was, the occupancy of a queue) and sometimes other texts; formulas that read those say something else there, rightly.
All formulas that stand in both at one place, and read none of them, must have the same value.
"""

from collections.abc import Iterable

from tcomodel.edited_workbook.ranges import Range
from tcomodel.edited_workbook.verified.references import references
from tcomodel.edited_workbook.verified.stored import Stored

Place = tuple[str, int, int]  # sheet, row, column


def comparable(before: Stored, now: Stored, inputs: Iterable[Range], set_by_reader: Iterable[Range]) -> set[Place]:
    """The formulas whose value the export of the edited scenario says; ``set_by_reader`` are settings of the view."""
    of_inputs = {(one.sheet, row, column) for one in inputs for row, column in one.cells()}
    reached = _Reached()
    for one in set_by_reader:
        for row, column in one.cells():
            reached.add((one.sheet, row, column))
    left: dict[Place, tuple[Range, ...]] = {}
    for name, sheet in before.sheets.items():
        other = now.sheets.get(name)
        for row, cells in sheet.rows.items():
            there = other.rows.get(row, {}) if other is not None else {}
            for column, cell in cells.items():
                place, formula = (name, row, column), sheet.formulas.get((row, column))
                same = other is not None and other.formulas.get((row, column)) == formula
                if formula is not None and same:
                    left[place] = tuple(references(formula, name, before.names))
                elif place not in of_inputs and (formula is not None or there.get(column) != cell):
                    reached.add(place)
    while newly := [place for place, reads in left.items() if any(map(reached.touches, reads))]:
        for place in newly:
            del left[place]
            reached.add(place)
    return set(left)


class _Reached:
    """Cells that another export says otherwise, and what reads them."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[int, set[int]]] = {}

    def add(self, place: Place) -> None:
        sheet, row, column = place
        self.cells.setdefault(sheet, {}).setdefault(row, set()).add(column)

    def touches(self, where: Range) -> bool:
        rows = self.cells.get(where.sheet)
        if not rows:
            return False
        last = where.column + where.columns
        wanted = range(where.row, where.row + where.rows)
        near = wanted if where.rows <= len(rows) else (row for row in rows if row in wanted)
        return any(any(where.column <= column < last for column in rows.get(row, ())) for row in near)
