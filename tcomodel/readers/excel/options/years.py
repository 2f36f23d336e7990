"""The contract years behind a sheet with months: the rows that add up, in the same rows.

    Service fee    USD    13,402,118    -    2,611,014    2,655,870  ...    the months of each year added up

What does not add up (people, prices, shares, balances) is left out, so that nobody reads a sum that means nothing.
"""

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Placed
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.inputs.words import title_of
from tcomodel.readers.excel.layout import FIRST_MONTH, MONTH_ROW, Layout, TimeSheet, row_label
from tcomodel.readers.excel.look.frame import band, years_frame
from tcomodel.readers.excel.look.widths import Grid, width_of_numbers
from tcomodel.readers.excel.options.months import TOTAL, label_cells, rule_of, shown
from tcomodel.results import Comparison

TOLD = "Contract years: the rows that add up"


def write_years(book: Book, comparison: Comparison, layout: Layout, time_sheet: TimeSheet) -> None:
    """The sheet of contract years behind a time sheet."""
    sheet = book.sheet(time_sheet.years)
    count = int(comparison.contract_years[-1])
    adding = [row for row in time_sheet.rows if layout.adds_up(row)]
    widest = max((width_of_numbers(np.sum(comparison.values[row]), shown(row)) for row in adding), default=0.0)
    labels = (row_label(row) for row in adding)
    years_frame(
        sheet, f"{time_sheet.title}. {TOLD}", layout, comparison, Grid(period=13).with_room(labels, widest, widest)
    )
    for block in time_sheet.blocks:
        band(sheet, layout[block.rows[0]].row - 1, title_of(block.scope, comparison), FIRST_MONTH + count)
        for placed in block.rows:
            if layout.adds_up(placed):
                label_cells(sheet, book, layout, placed, whole=True)
                _numbers(sheet, comparison, layout, placed, count)
    sheet.worksheet.print_area(0, 0, layout.end_of[time_sheet.name] - 1, FIRST_MONTH + count - 1)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _numbers(sheet: Sheet, comparison: Comparison, layout: Layout, placed: Placed, count: int) -> None:
    row = layout[placed].row
    months = layout.months_of(placed).replace(f"${row}", str(row))  # so that all rows hold one formula, copied down
    facts = {**rule_of(placed), "num_format": shown(placed)}
    value = np.broadcast_to(comparison.values[placed], layout.months)
    sheet.formula(row, TOTAL, f"=SUM({months})", np.sum(value), **facts)
    letters = (column_letters(FIRST_MONTH + offset) for offset in range(count))
    formulas = (f"=SUMIF({layout.contract_years},{here}${MONTH_ROW},{months})" for here in letters)
    sheet.formulas(row, FIRST_MONTH, formulas, comparison.by_year(value), **facts)
