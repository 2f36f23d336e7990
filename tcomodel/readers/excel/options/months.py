"""Programme, indices and options: a row a line, a column a month, one formula a row.

    Wages (Voice)    USD per month    37,704,960    -    628,416    628,416    631,901  ...

Column D has the one number of a line that has only one, or the total of the term from the sheet of contract years;
column E what a running balance opens with.
"""

import math
from itertools import pairwise

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import OptionModel, Placed
from tcomodel.readers.answer import MEANINGLESS_RETURN
from tcomodel.readers.english import CATEGORIES
from tcomodel.readers.excel.book import LINE, Book, Sheet
from tcomodel.readers.excel.formulas import Formula
from tcomodel.readers.excel.inputs.words import title_of, unit_in
from tcomodel.readers.excel.layout import FIRST_MONTH, MONTH_ROW, Layout, TimeSheet, opens_at_nothing, row_label
from tcomodel.readers.excel.look.frame import QUIET, band, time_frame
from tcomodel.readers.excel.look.number_formats import UNIT_COST, number_format
from tcomodel.readers.excel.look.widths import LINE_HEIGHT, WIDEST_LABEL, Grid, width_of_numbers, width_of_texts
from tcomodel.readers.excel.names import name_of_figure
from tcomodel.results import Comparison

BEFORE, TOTAL = 4, 3  # columns E, D
STRONG = ("total_cost", "tco", "npv")
HAIR, THIN = 7, 1
RETURN = "Rate of return of the saving (IRR)"


def write_time_sheet(book: Book, comparison: Comparison, layout: Layout, time_sheet: TimeSheet) -> None:
    """One sheet with its blocks."""
    sheet = book.sheet(time_sheet.name)
    months = layout.months_on(time_sheet.name)
    time_frame(sheet, time_sheet.title, layout, comparison, grid_of(comparison, layout, time_sheet))
    columns = [column_letters(FIRST_MONTH + offset) for offset in range(-1, months)]
    for block in time_sheet.blocks:
        band(sheet, layout[block.rows[0]].row - 1, title_of(block.scope, comparison), FIRST_MONTH + months)
        for placed in block.rows:
            label_cells(sheet, book, layout, placed)
            _numbers(sheet, comparison, layout, time_sheet, placed, columns)
    if time_sheet.option is not None:
        _rate_of_return(sheet, comparison, layout, time_sheet.option)
        for name, placed in time_sheet.option.figures.items():
            if placed.scope is time_sheet.option.scope:
                _define(book, layout, name_of_figure(time_sheet.option, name), placed)
    sheet.worksheet.print_area(0, 0, layout.end_of[time_sheet.name] - 1, FIRST_MONTH + months - 1)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def label_cells(sheet: Sheet, book: Book, layout: Layout, placed: Placed, *, whole: bool = False) -> None:
    """Label and unit of a row; ``whole``: of its total, where the unit is no longer a month's."""
    row, facts = layout[placed].row, rule_of(placed)
    said = row_label(placed)
    wraps = width_of_texts([said]) > WIDEST_LABEL
    if wraps:
        sheet.worksheet.set_row(row - 1, LINE_HEIGHT * math.ceil(width_of_texts([said]) / WIDEST_LABEL + 0.2))
    sheet.text(row, 1, said, text_wrap=wraps, **facts)
    sheet.text(row, 2, _unit_of(placed, book.currency, whole), **{**facts, "bold": False}, font_color=QUIET)
    for column in (TOTAL, BEFORE):
        sheet.text(row, column, "", **facts)  # the line runs on where no number follows


def _unit_of(placed: Placed, currency: str, whole: bool) -> str:
    if _is_ordinal(placed):
        return f"number of the {placed.unit}"
    unit = unit_in(placed.unit, currency)
    return unit.removesuffix(" per month") if whole else unit


def _is_ordinal(placed: Placed) -> bool:
    """Whether a row says which month or year, not how many."""
    return placed.unit in ("month", "year") and placed.name.endswith(placed.unit)


def rule_of(placed: Placed) -> dict[str, object]:
    """A hairline below each row, a line above totals, which are bold."""
    ruled: dict[str, object] = {"bottom": HAIR, "bottom_color": LINE}
    if placed.name in STRONG or placed.name in CATEGORIES:
        ruled |= {"bold": True, "top": THIN, "top_color": LINE}
    return ruled


def grid_of(comparison: Comparison, layout: Layout, time_sheet: TimeSheet) -> Grid:
    """Columns wide enough for the labels and numbers of a sheet."""
    totals = months = 0.0
    for row in time_sheet.rows:
        values, how = comparison.values[row], shown(row)
        if not row.is_monthly:
            totals = max(totals, width_of_numbers(values, how))
            continue
        months = max(months, width_of_numbers(values, how))
        if layout.adds_up(row):
            totals = max(totals, width_of_numbers(np.sum(values), how))
    labels = (row_label(row) for row in time_sheet.rows)
    units = (_unit_of(row, comparison.currency, whole=False) for row in time_sheet.rows)
    return Grid().with_room(labels, totals, months, units)


def _numbers(
    sheet: Sheet, comparison: Comparison, layout: Layout, time_sheet: TimeSheet, placed: Placed, columns: list[str]
) -> None:
    """The total or one number of a row, its opening and its months."""
    row, formula, value = layout[placed].row, Formula(placed, layout), comparison.values[placed]
    facts = {**rule_of(placed), "num_format": shown(placed)}
    if not placed.is_monthly:
        sheet.formula(row, TOTAL, formula.text, value, **facts)
        return
    months = np.broadcast_to(value, len(columns) - 1).tolist()
    if layout.adds_up(placed):
        sheet.formula(row, TOTAL, f"={time_sheet.years}!$D{row}", sum(months), **facts)
    if opens_at_nothing(placed):
        sheet.number(row, BEFORE, 0, **facts)
    texts = (formula.in_column(here, before) for before, here in pairwise(columns))
    sheet.formulas(row, FIRST_MONTH, texts, months, **facts)


def _rate_of_return(sheet: Sheet, comparison: Comparison, layout: Layout, option: OptionModel) -> None:
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
    sheet.text(row, 1, RETURN)
    sheet.text(row, 2, "share per year", font_color=QUIET)
    worth = f"SUMPRODUCT($F{saving}:${last}{saving},(1+{exported})^(-$F${MONTH_ROW}:${last}${MONTH_ROW}/12))"
    how = rate_of_return_format(rate)
    sheet.formula(row, TOTAL, f"=IF(ABS({worth})<1,{exported},0)", rate or 0.0, num_format=how, align="right")


def rate_of_return_format(rate: float | None) -> str:
    """Zero stands for a rate that is not there."""
    instead = "none at export" if rate is None else "export again"
    return f'[>{MEANINGLESS_RETURN:.0f}]"over 1,000 %";[=0]"{instead}";0.0%'


def rate_of_return_row(layout: Layout, option: OptionModel) -> int:
    """The row that shows the rate of return while it holds, below all lines of the option."""
    return layout.end_of[layout.sheet_of(option).name]


def _define(book: Book, layout: Layout, name: str, placed: Placed) -> None:
    book.define(name, f"={layout.months_of(placed)}")


def shown(placed: Placed) -> str:
    """The number format of a line: shares as percentages, yes and no as 1 and 0, factors with four decimals."""
    if placed.name == "payback":
        return '0.0;"never";0.0'
    if "cost_per" in placed.name:
        return UNIT_COST
    if placed.unit.startswith(("share", "1/")):
        return "#,##0.0%;[Red]-#,##0.0%;0.0%"
    if placed.unit == "1":
        return "[=0]0;[=1]0;0.0000"
    return "0" if _is_ordinal(placed) else number_format(placed.unit)
