"""Checks: differences that must be zero, and whether anything changed since the export.

Sums are made a second way; shares must add up; no input may be blank. And while the inputs are those of the
export, the totals must be those of the export too: a formula that somebody overwrote shows here.
"""

from collections.abc import Iterator

from tcomodel.column_letters import column_letters
from tcomodel.model import OptionModel
from tcomodel.readers.english import named, place_of
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.comparison_sheets import FIGURES, FIRST_OPTION
from tcomodel.readers.excel.formulas import Cell
from tcomodel.readers.excel.frame import heads
from tcomodel.readers.excel.layout import FIRST_ROW, INPUT_SHEETS, Layout, worked_out_with
from tcomodel.results import Comparison

FIRST_CHECK = 7
CHANGED = "$C$4"  # by how much the sum of all inputs differs from the export
ZERO = '0;-0;"OK"'


def write_checks(book: Book, comparison: Comparison, layout: Layout, blocks: dict[str, tuple[int, int]]) -> None:
    """The Checks sheet; ``blocks`` are the first and last rows of Comparison's figures, categories and years."""
    sheet = book.sheet("Checks")
    sheet.worksheet.set_column(0, 0, 3)
    sheet.worksheet.set_column(1, 1, 90)
    sheet.worksheet.set_column(2, 5, 20)
    sheet.text(1, 0, "Checks", bold=True, font_size=14)
    sheet.text(2, 0, "Each difference must be zero. The master check counts those that are not.", italic=True)
    told = "Totals that differ although the inputs are those of the export show a formula that was overwritten."
    sheet.text(3, 0, told, italic=True)
    sheet.text(4, 1, "Change of the sum of all inputs since the export")
    sheet.formula(4, 2, f"={_changed(layout)}", 0, num_format='#,##0.######;-#,##0.######;"none"', align="right")
    heads(sheet, {1: "Check", 2: "Difference", 3: "Not zero"}, FIRST_CHECK - 1)
    row = FIRST_CHECK
    for title, formula in _checks(comparison, layout, blocks):
        sheet.text(row, 1, title)
        sheet.formula(row, 2, formula, 0, num_format="0.00")
        sheet.formula(row, 3, f"=IF(ABS(C{row})>0.005,1,0)", 0, num_format=ZERO)
        row += 1
    sheet.text(row + 1, 1, "Master check: checks that are not zero", bold=True)
    sheet.formula(row + 1, 3, f"=SUM(D{FIRST_CHECK}:D{row - 1})", 0, bold=True, num_format=ZERO)
    book.define("all_checks", f"=Checks!$D${row + 1}")
    _export_control(sheet, comparison, layout, row + 3)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _checks(comparison: Comparison, layout: Layout, blocks: dict[str, tuple[int, int]]) -> Iterator[tuple[str, str]]:
    for sheet in INPUT_SHEETS:
        if layout.has(sheet):
            missing = f"=COUNT({_numbers(sheet, layout)})-Inputs!$D${layout.control(None, f'count of {sheet}').row}"
            yield f"{sheet}: no number is missing", missing
    yield from _shares(comparison, layout)
    yield from _exported(layout)
    for position, option in enumerate(comparison.model.options):
        yield from _sums(comparison, layout, option, column_letters(FIRST_OPTION + position), blocks)


def _exported(layout: Layout) -> Iterator[tuple[str, str]]:
    """What no formula works out holds only for the numbers it was worked out with: their squares tell a change."""
    for row in layout.exported:
        for one in row.ingredients:
            control = layout.control(None, worked_out_with(row, one))
            cells = Cell(one, layout, "Checks").all_cells()
            what = f"{row.label} ({place_of(row.scope)})"
            title = f"{what} is that of the export; else export again: {named(one, row.scope)}"
            now, then = f"SUMPRODUCT({cells},{cells})", f"Inputs!$D${control.row}"
            yield title, f"=ROUND({now}/{then}-1,6)*1000*1000" if control.value else f"={now}-{then}"


def _shares(comparison: Comparison, layout: Layout) -> Iterator[tuple[str, str]]:
    for option in comparison.model.options:
        stated = [one for one in comparison.model.inputs if one.scope is option.scope]
        shares = [one for one in stated if one.name.startswith("share_of_")]
        if shares:
            cells = "+".join(f"Inputs!$D${layout[one].row}" for one in shares)
            yield f"{option.label}: the shares of the locations add up to 100 %", f"=ROUND({cells}-1,6)*1000"
        for one in (one for one in stated if one.name == "milestones"):
            row = layout[one].row
            formula = f"=ROUND(SUM(Series!$F${row}:${layout.last_letter}${row})-1,6)*1000"
            yield f"{option.label}: the milestones add up to 100 %", formula


def _sums(
    comparison: Comparison, layout: Layout, option: OptionModel, column: str, blocks: dict[str, tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    name, last = layout.sheet_of(option).name, layout.last_letter
    total, tco, npv, cumulative = (
        layout[option.figures[figure]].row for figure in ("total_cost", "tco", "npv", "cumulative_cost")
    )
    discount = layout[comparison.row("programme.discount_factor")].row
    months = f"{name}!$F${total}:${last}${total}"
    for block in ("categories", "years"):
        first, end = blocks[block]
        formula = f"=SUM(Comparison!{column}{first}:{column}{end})-{name}!$D${tco}"
        yield f"{option.label}: the {block} of the Comparison add up to the total", formula
    yield f"{option.label}: the months add up to the total of the term", f"=SUM({months})-{name}!$D${tco}"
    yield f"{option.label}: cumulative cost ends at the total", f"={name}!${last}${cumulative}-{name}!$D${tco}"
    for figure, placed in option.figures.items():
        if figure in FIGURES:
            at = blocks[figure][0]
            formula = f"=Comparison!{column}{at}-{name}!$D${layout[placed].row}"
            yield f"{option.label}: {FIGURES[figure]}, on Comparison and on its sheet", formula
    if "term_saving" in option.figures:
        base = comparison.model.baseline or option
        saved = f"{layout.sheet_of(base).name}!$D${layout[base.figures['tco']].row}-{name}!$D${tco}"
        saving = layout[option.figures["term_saving"]].row
        yield f"{option.label}: the saving is the difference of the totals", f"={saved}-{name}!$D${saving}"
    paid = layout[next(iter(option.all_of("cost_when_paid")), option.figures["total_cost"])].row
    months = f"{name}!$F${paid}:${last}${paid}"  # payment terms move what the vendor is owed
    worth = f"SUMPRODUCT({months},Programme!$F${discount}:${last}${discount})"
    yield f"{option.label}: discounting the months gives the net present value", f"={worth}-{name}!$D${npv}"
    for figure, row in (("tco", tco), ("npv", npv)):
        difference = f"{name}!$D${row}-Inputs!$D${layout.control(option, figure).row}"
        yield (
            f"{option.label}: with the inputs of the export, {figure.upper()} is that of the export",
            f"=IF(ROUND({CHANGED},6)=0,{difference},0)",
        )


def _changed(layout: Layout) -> str:
    parts = []
    for sheet in INPUT_SHEETS:
        if layout.has(sheet):
            parts.append(f"SUM({_numbers(sheet, layout)})-Inputs!$D${layout.control(None, f'sum of {sheet}').row}")
    return "+".join(parts)


def _numbers(sheet: str, layout: Layout) -> str:
    last = layout.end_of[sheet]
    return (
        f"Inputs!$D${FIRST_ROW}:$D${last}"
        if sheet == "Inputs"
        else f"{sheet}!$F${FIRST_ROW}:${layout.last_letter_on(sheet)}${last}"
    )


def _export_control(sheet: Sheet, comparison: Comparison, layout: Layout, row: int) -> None:
    heads(sheet, {1: "Export control", 2: "As exported", 3: "Now", 4: "State"}, row)
    for option in comparison.model.options:
        for figure in ("tco", "npv"):
            row += 1
            spot, value = layout[option.figures[figure]], comparison.values[option.figures[figure]]
            sheet.text(row, 1, f"{option.label}: {figure.upper()}")
            sheet.formula(row, 2, f"=Inputs!$D${layout.control(option, figure).row}", value, num_format="#,##0.00")
            sheet.formula(row, 3, f"={spot.sheet}!$D${spot.row}", value, num_format="#,##0.00")
            state = '"changed";"changed";"as exported"'
            sheet.formula(row, 4, f"=IF(ABS(D{row}-C{row})>0.005,1,0)", 0, num_format=state)
