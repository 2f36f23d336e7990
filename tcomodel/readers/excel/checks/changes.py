"""Changes: what differs from the export, live, and below it what was done to the card rates in use.

    Hourly wage   In-house, United States   21.82   25.50   3.68   changed   USD per hour   Inputs!D45   –   –
    philippines.hour   price date   11 USD/hour of 2024   11.75 USD/hour of 2026-05   1.0683   2026-11-02   ...

The upper part has a row for each number of Inputs, and for each row of months its control figure; its last column says
whether the words beside that number are still those of this list. The lower part is text: a record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Input, Placed
from tcomodel.readers.excel.about.rate_steps import write_steps
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.inputs.control_figure import control_figure, control_formula
from tcomodel.readers.excel.inputs.sheets import AS_EXPORTED, LABEL, LEAST, MOST, VALUE, whole_without_point
from tcomodel.readers.excel.inputs.words import PLAIN, YES_OR_NO, is_whole, shown, title_of, unit_of_input
from tcomodel.readers.excel.layout import FIRST_MONTH, INPUT_SHEETS, MONTH_ROW, Layout
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.number_formats import CONTROL
from tcomodel.readers.excel.look.page import A3, WRAPPED, page, row_height
from tcomodel.results import Comparison

SHEET, SWITCH = "Changes", "in_comparison"
WHAT, PLACE, BEFORE, NOW, DIFFERENCE, CHANGED, UNIT, CELL, POSSIBLE, WORDS = range(10)
WIDTHS = {
    WHAT: 38, PLACE: 34, BEFORE: 22, NOW: 22, DIFFERENCE: 15, CHANGED: 14, UNIT: 36, CELL: 24, POSSIBLE: 26, WORDS: 14,
}  # fmt: skip
HEADS = {
    WHAT: "Input, or rate", PLACE: "Place, or what was done", BEFORE: "As exported, or before", NOW: "Now, or after",
    DIFFERENCE: "Difference, or factor", CHANGED: "Changed, or done on", UNIT: "Unit, or working",
    CELL: "Cell, or source", POSSIBLE: "Not possible, or other facts before", WORDS: "Words beside it",
}  # fmt: skip
SAYS = "Marked rows differ from the export. What was done to card rates before the export stands below the inputs."
COUNT_ROW, FIRST = 2, 5  # how many inputs differ from the export; the first row of the list
COUNT = f"${column_letters(WHAT)}${COUNT_ROW}"
COUNTED = '[=0]"No input changed";[=1]"1 input changed";0" inputs changed"'
WORD = '"changed";;"–"'
IMPOSSIBLE = '[Red]"missing or beyond its limits";;"–"'
OTHER_WORDS = '[Red]"other words";;"–"'
AT_EXPORT = "Worked out at export"
# letters of the columns of Inputs, and of Series where it has them too
LABEL_IN, VALUE_IN, RECORD_IN, LEAST_IN, MOST_IN = map(column_letters, (LABEL, VALUE, AS_EXPORTED, LEAST, MOST))
FIRST_MONTH_IN = column_letters(FIRST_MONTH)


class Listed(NamedTuple):
    """Whose number a row of the list is, and which of its numbers, counted from 0."""

    one: Input | Placed
    offset: int = 0


@dataclass(frozen=True)
class Compared:
    """One row of the list: an input or one of its numbers, as exported and now, as formulas."""

    sheet: str  # where it stands, and in which row
    row: int
    place: str
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
    page(sheet, SHEET, SAYS, WIDTHS, HEADS, right=(BEFORE, NOW, DIFFERENCE), centred=(CHANGED, WORDS), paper=A3)
    ones = listed(layout)
    rows = [_compared(one, comparison, layout) for one in ones]
    last = FIRST + len(rows) - 1
    flags = area_of(CHANGED, layout).partition("!")[2]
    sheet.formula(COUNT_ROW, WHAT, f"=SUM({flags})", 0, bold=True, num_format=COUNTED, align="left")
    book.define("out_inputs_changed", f"={SHEET}!{COUNT}")
    for row, (one, facts) in enumerate(zip(ones, rows, strict=True), FIRST):
        _written(book, sheet, row, facts, layout.described_at.get(id(one.one)))
    sheet.worksheet.autofilter(FIRST - 2, 0, last - 1, WORDS)
    plain = [row for row, one in enumerate(rows, FIRST) if one.shown == PLAIN]
    whole_without_point(book, sheet, plain, BEFORE, NOW)
    area = f"{column_letters(WHAT)}{FIRST}:{column_letters(WORDS)}{last}"
    for column, colour in ((POSSIBLE, "#F8CBAD"), (WORDS, "#F8CBAD"), (CHANGED, "#FFE699")):
        marked = book.workbook.add_format({"bg_color": colour})
        criteria = f"=${column_letters(column)}{FIRST}<>0"
        sheet.worksheet.conditional_format(area, {"type": "formula", "criteria": criteria, "format": marked})
    write_steps(sheet, comparison, last + 2, [WIDTHS[column] for column in range(WORDS)])
    sheet.worksheet.print_area(0, 0, sheet.last_row - 1, WORDS)


def listed(layout: Layout) -> list[Listed]:
    """The rows of the list in their order, which is that of the input sheets."""
    inputs = [one for name in INPUT_SHEETS for _, ones in layout.inputs[name] for one in ones]
    numbers = [Listed(one, offset) for one in inputs for offset in range(layout[one].height)]
    return numbers + [Listed(row) for row in layout.exported]


def area_of(column: int, layout: Layout) -> str:
    """A column of the list, as other sheets refer to it."""
    return _column(column, FIRST, FIRST + len(listed(layout)) - 1)


def switches_changed(layout: Layout) -> str:
    """How many of the changed inputs say which options take part: their label is the same for all options."""
    row = next(at for at, one in enumerate(listed(layout), FIRST) if one.one.name == SWITCH)
    label = f"{SHEET}!${column_letters(WHAT)}${row}"
    return f"SUMIF({area_of(WHAT, layout)},{label},{area_of(CHANGED, layout)})"


def flags_of(one: Input, layout: Layout) -> str:
    """The cells of Changes that say whether this input was changed."""
    rows = [row for row, other in enumerate(listed(layout), FIRST) if other.one is one]
    return _column(CHANGED, rows[0], rows[-1])


def _column(column: int, first: int, last: int) -> str:
    letter = column_letters(column)
    return f"{SHEET}!${letter}${first}:${letter}${last}"


def _compared(listed: Listed, comparison: Comparison, layout: Layout) -> Compared:
    one, offset = listed
    if isinstance(one, Placed):
        return _worked_out(one, comparison, layout)
    title = title_of(one.scope, comparison)
    return _of_months(one, title, layout) if one.is_monthly else _plain(one, offset, title, comparison, layout)


def _plain(one: Input, offset: int, title: str, comparison: Comparison, layout: Layout) -> Compared:
    row, given = layout[one].row + offset, one.given
    cell = f"Inputs!{VALUE_IN}{row}"
    least, most = f"Inputs!{LEAST_IN}{row}", f"Inputs!{MOST_IN}{row}"
    whole = f",INT({cell})={cell}" if is_whole(given) or given.kind == "switch" else ""
    beyond = f"=IFERROR(1-AND(ISNUMBER({cell}),{cell}>={least},{cell}<={most}{whole}),1)"
    value, unit = float(np.atleast_1d(one.value)[offset]), unit_of_input(given, comparison.currency)
    return Compared(
        "Inputs", row, title, f"=Inputs!${RECORD_IN}${row}", f"={cell}", beyond, unit, cell, value, shown(given)
    )


def _of_months(one: Input, title: str, layout: Layout) -> Compared:
    spot, at = layout[one], layout.described_at[id(one)]
    cells, months = _months(spot.sheet, spot.row, layout)
    beyond = f"=1-AND(MIN({cells})>=Inputs!{LEAST_IN}{at},MAX({cells})<=Inputs!{MOST_IN}{at})"
    return Compared(
        spot.sheet, spot.row, title, f"={layout.single(one)}", f"={control_formula(cells, months)}", beyond,
        "control figure of its months", f"{spot.sheet}!{FIRST_MONTH_IN}{spot.row}", control_figure(one.value), CONTROL,
    )  # fmt: skip


def _worked_out(row: Placed, comparison: Comparison, layout: Layout) -> Compared:
    at, values = layout.exported_at[id(row)], layout.at_export(row, comparison)
    cells, months = _months("Series", at, layout)
    return Compared(
        "Series", at, AT_EXPORT, f"=Series!${VALUE_IN}${at}", f"={control_formula(cells, months)}",
        f"=COUNT({months})-COUNT({cells})", "control figure of its months", f"Series!{FIRST_MONTH_IN}{at}",
        control_figure(values), CONTROL,
    )  # fmt: skip


def _months(sheet: str, row: int, layout: Layout) -> tuple[str, str]:
    """The cells of a row of months, and of the month numbers above it."""
    return layout.months_in(sheet, row), layout.months_in(sheet, MONTH_ROW)


def _written(book: Book, sheet: Sheet, row: int, one: Compared, described_at: int | None) -> None:
    what = book.sheet(one.sheet).text_at(one.row, LABEL)
    before, now, difference = (f"${column_letters(column)}{row}" for column in (BEFORE, NOW, DIFFERENCE))
    plain = "0" if one.shown == YES_OR_NO else one.shown.partition(";")[0]
    # sums of months differ in their last digits between programs
    smallest = f"ABS({difference})*100^6>ABS({before})"
    is_sum = one.unit.startswith("control")
    changed = f"=IF({smallest},1,0)" if is_sum else f"=IF({now}={before},0,1)"
    sheet.text(row, WHAT, what, **WRAPPED)
    sheet.text(row, PLACE, one.place, **WRAPPED)
    top = {"valign": "top", "align": "right"}
    sheet.formula(row, BEFORE, one.before, one.value, num_format=one.shown, **top)
    sheet.formula(row, NOW, one.now, one.value, num_format=one.shown, **top)
    sheet.formula(row, DIFFERENCE, f"=IFERROR({now}-{before},0)", 0, num_format=f'{plain};-{plain};"–"', **top)
    sheet.formula(row, CHANGED, changed, 0, num_format=WORD, valign="top", align="center")
    sheet.text(row, UNIT, one.unit, font_color=QUIET, **WRAPPED)
    sheet.link(row, CELL, f"internal:{one.cell}", one.cell, valign="top")
    sheet.formula(row, POSSIBLE, one.beyond, 0, num_format=IMPOSSIBLE, valign="top", align="left")
    same = ",".join(_same_words(book, row, one, what, described_at))
    sheet.formula(row, WORDS, f"=IF(AND({same}),0,1)", 0, num_format=OTHER_WORDS, valign="top", align="center")
    row_height(sheet, row, {WHAT: what, PLACE: one.place}, WIDTHS)


def _same_words(book: Book, row: int, one: Compared, what: str, described_at: int | None) -> Iterator[str]:
    """What must hold of the words beside a number: they are those of this row, and so is the heading above them."""
    label, place = f"${column_letters(WHAT)}{row}", f"${column_letters(PLACE)}{row}"
    yield f"{one.sheet}!${LABEL_IN}${one.row}={label}"
    heading = next(at for at in range(one.row, 0, -1) if book.sheet(one.sheet).text_at(at, 0))
    if book.sheet(one.sheet).text_at(heading, 0) == one.place:
        yield f"{one.sheet}!$A${heading}={place}"
    if described_at and book.sheet("Inputs").text_at(described_at, LABEL) == what:
        yield f"Inputs!${LABEL_IN}${described_at}={label}"
