"""Changes: what differs from the export, live, and below it what was done to the card rates in use.

    Hourly wage   In-house, United States   21.82   25.50   3.68   changed   USD per hour   Inputs!D45   –
    philippines.hour   price date   11 USD/hour of 2024   11.75 USD/hour of 2026-05   1.0683   2026-11-02   ...

The upper part has a row for each number of Inputs, and for each row of months its control figure. The lower part is
text: a record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tcomodel.model import Input, Placed
from tcomodel.readers.english import place_of
from tcomodel.readers.excel.about.rate_steps import write_steps
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.inputs.control_figure import control_figure, control_formula
from tcomodel.readers.excel.inputs.sheets import part_of, whole_without_point
from tcomodel.readers.excel.inputs.words import PLAIN, YES_OR_NO, is_whole, shown, title_of, unit_of_input
from tcomodel.readers.excel.layout import INPUT_SHEETS, MONTH_ROW, Layout
from tcomodel.readers.excel.look.number_formats import CONTROL
from tcomodel.readers.excel.look.page import A3, WRAPPED, page, row_height
from tcomodel.results import Comparison

SHEET, SWITCH = "Changes", "in_comparison"
WHAT, PLACE, BEFORE, NOW, DIFFERENCE, CHANGED, UNIT, CELL, POSSIBLE = range(9)
WIDTHS = {
    WHAT: 38, PLACE: 34, BEFORE: 22, NOW: 22, DIFFERENCE: 15, CHANGED: 14, UNIT: 36, CELL: 24, POSSIBLE: 26,
}  # fmt: skip
HEADS = {
    WHAT: "Input, or rate", PLACE: "Place, or what was done", BEFORE: "As exported, or before", NOW: "Now, or after",
    DIFFERENCE: "Difference, or factor", CHANGED: "Changed, or done on", UNIT: "Unit, or working",
    CELL: "Cell, or source", POSSIBLE: "Not possible, or other facts before",
}  # fmt: skip
SAYS = "Marked rows differ from the export. What was done to card rates before the export stands below the inputs."
COUNT_ROW, FIRST = 2, 5  # how many inputs differ from the export; the first row of the list
WHAT_LETTER, BEFORE_LETTER, NOW_LETTER, DIFFERENCE_LETTER, CHANGED_LETTER, POSSIBLE_LETTER = "ACDEFI"
COUNT = f"${WHAT_LETTER}${COUNT_ROW}"
COUNTED = '[=0]"No input was changed";[=1]"1 input was changed";0" inputs were changed"'
WORD = '"changed";;"–"'
IMPOSSIBLE = '[Red]"missing or beyond its limits";;"–"'


@dataclass(frozen=True)
class Compared:
    """One row of the list: an input or one of its numbers, as exported and now, as formulas."""

    what: str
    scope_title: str
    before: str
    now: str
    beyond: str
    unit: str
    cell: str
    value: float
    shown: str


def write_changes(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Changes sheet; the count of changed inputs has the name ``out_inputs_changed``."""
    sheet = book.sheet(SHEET)
    page(sheet, SHEET, SAYS, WIDTHS, HEADS, right=(BEFORE, NOW, DIFFERENCE), centred=(CHANGED,), paper=A3)
    rows = list(compared(comparison, layout))
    last = FIRST + len(rows) - 1
    flags = f"${CHANGED_LETTER}${FIRST}:${CHANGED_LETTER}${last}"
    sheet.formula(COUNT_ROW, WHAT, f"=SUM({flags})", 0, bold=True, num_format=COUNTED, align="left")
    book.define("out_inputs_changed", f"={SHEET}!{COUNT}")
    for row, one in enumerate(rows, FIRST):
        _compared(sheet, row, one)
    sheet.worksheet.autofilter(FIRST - 2, 0, last - 1, POSSIBLE)
    plain = [row for row, one in enumerate(rows, FIRST) if one.shown == PLAIN]
    whole_without_point(book, sheet, plain, BEFORE, NOW)
    area = f"{WHAT_LETTER}{FIRST}:{POSSIBLE_LETTER}{last}"
    for letter, colour in ((POSSIBLE_LETTER, "#F8CBAD"), (CHANGED_LETTER, "#FFE699")):
        marked = book.workbook.add_format({"bg_color": colour})
        sheet.worksheet.conditional_format(
            area, {"type": "formula", "criteria": f"=${letter}{FIRST}<>0", "format": marked}
        )
    write_steps(sheet, comparison, last + 2, list(WIDTHS.values()))


def beyond_area(layout: Layout, comparison: Comparison) -> tuple[str, str]:
    """The cells that say which inputs changed, and which are missing or beyond their limits."""
    last = FIRST + len(list(compared(comparison, layout))) - 1
    return _column(CHANGED_LETTER, FIRST, last), _column(POSSIBLE_LETTER, FIRST, last)


def switches_changed(layout: Layout, comparison: Comparison) -> str:
    """How many of the changed inputs say which options take part: their label is the same for all options."""
    whose = list(_whose(layout))
    row, last = next(at for at, one in enumerate(whose, FIRST) if one.name == SWITCH), FIRST + len(whose) - 1
    labels, flags = _column(WHAT_LETTER, FIRST, last), _column(CHANGED_LETTER, FIRST, last)
    return f"SUMIF({labels},{SHEET}!${WHAT_LETTER}${row},{flags})"


def _column(letter: str, first: int, last: int) -> str:
    return f"{SHEET}!${letter}${first}:${letter}${last}"


def flags_of(one: Input, layout: Layout) -> str:
    """The cells of Changes that say whether this input was changed."""
    cells = [row for row, other in enumerate(_whose(layout), FIRST) if other is one]
    return _column(CHANGED_LETTER, cells[0], cells[-1])


def _whose(layout: Layout) -> Iterator[Input | Placed]:
    """Whose number each row of the list is."""
    for name in INPUT_SHEETS:
        for one in (one for _, inputs in layout.inputs[name] for one in inputs):
            yield from [one] * layout[one].height
    yield from layout.exported


def compared(comparison: Comparison, layout: Layout) -> Iterator[Compared]:
    """The rows of the list, in the order of the input sheets."""
    for name in INPUT_SHEETS:
        for scope, inputs in layout.inputs[name]:
            title = title_of(scope, comparison)
            for one in inputs:
                if one.is_monthly:
                    yield _of_months(one, title, layout)
                else:
                    yield from _plain(one, title, comparison, layout)
    for row in layout.exported:
        at, values = layout.exported_at[id(row)], layout.at_export(row, comparison)
        cells, months = _months("Series", at, layout)
        yield Compared(
            f"{row.label}, worked out at export", place_of(row.scope), f"=Series!$D${at}",
            f"={control_formula(cells, months)}", f"=COUNT({months})-COUNT({cells})",
            "control figure of its months", f"Series!F{at}", control_figure(values), CONTROL,
        )  # fmt: skip


def _plain(one: Input, title: str, comparison: Comparison, layout: Layout) -> Iterator[Compared]:
    spot, given = layout[one], one.given
    for offset, value in enumerate(np.atleast_1d(one.value)):
        row = spot.row + offset
        cell = f"Inputs!D{row}"
        whole = f",INT({cell})={cell}" if is_whole(given) or given.kind == "switch" else ""
        beyond = f"=IFERROR(1-AND(ISNUMBER({cell}),{cell}>=Inputs!H{row},{cell}<=Inputs!I{row}{whole}),1)"
        what = given.label if spot.height == 1 else f"{given.label}, {part_of(one, offset)}"
        yield Compared(
            what, title, f"=Inputs!$E${row}", f"={cell}", beyond, unit_of_input(given, comparison.currency),
            f"Inputs!D{row}", float(value), shown(given),
        )  # fmt: skip


def _of_months(one: Input, title: str, layout: Layout) -> Compared:
    spot, at = layout[one], layout.described_at[id(one)]
    cells, months = _months(spot.sheet, spot.row, layout)
    beyond = f"=1-AND(MIN({cells})>=Inputs!H{at},MAX({cells})<=Inputs!I{at})"
    return Compared(
        one.given.label, title, f"={layout.single(one)}", f"={control_formula(cells, months)}", beyond,
        "control figure of its months", f"{spot.sheet}!F{spot.row}", control_figure(one.value), CONTROL,
    )  # fmt: skip


def _months(sheet: str, row: int, layout: Layout) -> tuple[str, str]:
    """The cells of a row of months, and of the month numbers above it."""
    return layout.months_in(sheet, row), layout.months_in(sheet, MONTH_ROW)


def _compared(sheet: Sheet, row: int, one: Compared) -> None:
    plain = "0" if one.shown == YES_OR_NO else one.shown.partition(";")[0]
    difference = f"=IFERROR(${NOW_LETTER}{row}-${BEFORE_LETTER}{row},0)"
    # sums of months differ in their last digits between programs
    smallest = f"ABS(${DIFFERENCE_LETTER}{row})*100^6>ABS(${BEFORE_LETTER}{row})"
    is_sum = one.unit.startswith("control")
    changed = f"=IF({smallest},1,0)" if is_sum else f"=IF(${NOW_LETTER}{row}=${BEFORE_LETTER}{row},0,1)"
    sheet.text(row, WHAT, one.what, **WRAPPED)
    sheet.text(row, PLACE, one.scope_title, **WRAPPED)
    top = {"valign": "top", "align": "right"}
    sheet.formula(row, BEFORE, one.before, one.value, num_format=one.shown, **top)
    sheet.formula(row, NOW, one.now, one.value, num_format=one.shown, **top)
    sheet.formula(row, DIFFERENCE, difference, 0, num_format=f'{plain};-{plain};"–"', **top)
    sheet.formula(row, CHANGED, changed, 0, num_format=WORD, valign="top", align="center")
    sheet.text(row, UNIT, one.unit, font_color="#666666", **WRAPPED)
    sheet.link(row, CELL, f"internal:{one.cell}", one.cell, valign="top")
    sheet.formula(row, POSSIBLE, one.beyond, 0, num_format=IMPOSSIBLE, valign="top", align="left")
    row_height(sheet, row, {WHAT: one.what, PLACE: one.scope_title}, WIDTHS)
