"""Programme and option sheets: a row a line, a column a month, one formula a row."""

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import OptionModel, Placed
from tcomodel.readers.excel.book import Book, Sheet, number_format
from tcomodel.readers.excel.formulas import Formula
from tcomodel.readers.excel.frame import time_frame
from tcomodel.readers.excel.input_sheets import heading, title_of, unit_in
from tcomodel.readers.excel.layout import FIRST_MONTH, Layout, TimeSheet
from tcomodel.results import Comparison


def write_time_sheet(book: Book, comparison: Comparison, layout: Layout, time_sheet: TimeSheet) -> None:
    """One sheet with its blocks."""
    sheet = book.sheet(time_sheet.name)
    time_frame(sheet, time_sheet.title, layout, comparison)
    for block in time_sheet.blocks:
        heading(sheet, layout[block.rows[0]].row - 1, title_of(block.scope, comparison), 5)
        for placed in block.rows:
            _row(sheet, book, comparison, layout, placed)
    if time_sheet.option is not None:
        _rate_of_return(sheet, book, comparison, layout, time_sheet.option)
        for name, placed in time_sheet.option.figures.items():
            if placed.scope is time_sheet.option.scope:
                _define(book, layout, f"out_{time_sheet.option.key}_{name}", placed)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _row(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, placed: Placed) -> None:
    row = layout[placed].row
    inner = placed.scope.is_inner
    strong = placed.name in ("total_cost", "tco", "npv") or placed.name.startswith("cost_of_")
    sheet.text(row, 1, placed.label + (f" ({placed.scope.label})" if inner else ""), bold=strong)
    sheet.text(row, 2, unit_in(placed.unit, book.currency), font_color="#666666")
    formula = Formula(placed, layout)
    value = comparison.values[placed]
    facts = {"num_format": shown(placed), "bold": strong}
    if not placed.is_monthly:
        sheet.formula(row, 3, formula.text, value, **facts)
        return
    for offset, number in enumerate(np.broadcast_to(value, layout.months_on(sheet.worksheet.name))):
        column = FIRST_MONTH + offset
        sheet.formula(
            row, column, formula.in_column(column_letters(column), column_letters(column - 1)), number, **facts
        )


def _rate_of_return(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, option: OptionModel) -> None:
    """The IRR is found by search, which no plain formula does; it is shown while it still holds.

    Inputs keeps the rate as exported. This row repeats it as long as the savings discounted at that rate
    add up to nothing, and asks for a new export otherwise.
    """
    if "saving" not in option.figures:
        return
    rate = comparison.option(option.key).yearly_irr
    row = rate_of_return_row(layout, option)
    saving, last = layout[option.figures["saving"]].row, layout.last_letter
    exported = f"Inputs!$D${layout.control(option, 'rate_of_return').row}"
    sheet.text(row, 1, "Rate of return of the saving (IRR)")
    sheet.text(row, 2, "share per year", font_color="#666666")
    worth = f"SUMPRODUCT($F{saving}:${last}{saving},(1+{exported})^(-$F$2:${last}$2/12))"
    sheet.formula(row, 3, f"=IF(ABS({worth})<1,{exported},0)", rate or 0.0, num_format=rate_of_return_format(rate))


def rate_of_return_format(rate: float | None) -> str:
    """Zero stands for a rate that is not there."""
    shown = '[>10]"over 1,000 %";[=0]"{}";0.0%'
    return shown.format("not defined at export" if rate is None else "export again")


def rate_of_return_row(layout: Layout, option: OptionModel) -> int:
    """The row that shows the rate of return while it holds, below all lines of the option."""
    return layout.end_of[layout.sheet_of(option).name]


def _define(book: Book, layout: Layout, name: str, placed: Placed) -> None:
    spot = layout[placed]
    where = f"$F${spot.row}:${layout.last_letter}${spot.row}" if placed.is_monthly else f"$D${spot.row}"
    book.define(name, f"={spot.sheet}!{where}")


def shown(placed: Placed) -> str:
    """The number format of a line."""
    if placed.name == "payback":
        return '0.0;"never";0.0'
    if placed.unit.startswith("share"):
        return "0.0%;[Red]-0.0%;0.0%"
    if placed.unit.startswith("1"):
        return "0.0000"
    return number_format(placed.unit)
