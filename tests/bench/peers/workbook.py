"""The mini model as a workbook with live formulas, for the engines that read one.

The formulas are those of ``tcomodel.readers.excel.formulas``: each is read off its line's own tree. Inputs stand on one
sheet, the lines on another with a column a month; the net present values stand in column D.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path

import xlsxwriter

from tcomodel.column_letters import column_letters
from tcomodel.model import Input, Placed
from tcomodel.readers.excel.formulas import Formula
from tcomodel.readers.excel.layout import FIRST_MONTH, FIRST_ROW, MONTH_ROW, Spot
from tests.bench.mini import MONTHS, mini_model


class MiniLayout:
    """Where inputs and lines stand, as ``Formula`` asks for it."""

    def __init__(self) -> None:
        model = mini_model()
        self.counters = [model.programme.inputs["month"]]
        self.exported_at: dict[int, int] = {}  # every word of the mini model is a spreadsheet formula
        self.inputs = [one for one in model.inputs if one not in self.counters]
        self.spots = {id(one): Spot("Inputs", row) for row, one in enumerate(self.inputs, FIRST_ROW)}
        self.spots |= {id(one): Spot("Model", row) for row, one in enumerate(model.rows, FIRST_ROW)}

    def __getitem__(self, one: Input | Placed) -> Spot:
        return self.spots[id(one)]

    def last_letter_on(self, _sheet: str) -> str:
        return column_letters(FIRST_MONTH + MONTHS - 1)

    @property
    def results(self) -> dict[str, str]:
        """The cell of each option's net present value on the sheet Model."""
        return {option.key: f"D{self[option.figures['npv']].row}" for option in mini_model().options}

    @property
    def input_cells(self) -> dict[str, str]:
        """The cell of each input on the sheet Inputs."""
        return {one.name: f"D{self[one].row}" for one in self.inputs}


@cache
def layout() -> MiniLayout:
    return MiniLayout()


def write_mini(path: Path, world: dict[str, float]) -> Path:
    """The workbook of one world, without stored values: whoever opens it has to work it out."""
    places = layout()
    book = xlsxwriter.Workbook(path)
    inputs, model = book.add_worksheet("Inputs"), book.add_worksheet("Model")
    for name, cell in places.input_cells.items():
        inputs.write(f"B{cell[1:]}", name)
        inputs.write(cell, world[name])
    letters = [column_letters(FIRST_MONTH + offset) for offset in range(-1, MONTHS)]
    for number, letter in enumerate(letters[1:], 1):
        model.write(f"{letter}{MONTH_ROW}", number)
    for row in mini_model().rows:
        formula, at = Formula(row, places), places[row].row  # type: ignore[arg-type]
        model.write(f"B{at}", row.key)
        if row.is_monthly:
            for before, letter in pairwise(letters):
                model.write_formula(f"{letter}{at}", formula.in_column(letter, before), None, "")
        else:
            model.write_formula(f"D{at}", formula.text, None, "")
    book.close()
    return path
