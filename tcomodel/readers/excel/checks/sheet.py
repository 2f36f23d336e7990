"""Checks: differences that must be zero, the master check, and the totals as exported and now.

    the months add up to the total of the term   38,914,340.12   38,914,340.12   0.00   OK   Option1!D88

The first row counts the checks that fail; every sheet shows it in its frozen rows. Checks that compare with the export
rest while an input is another, those of ranking and charts also while another option takes part; a change of the
records never makes a check rest. A check that was deleted is missed.
"""

from itertools import groupby

from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.checks.changes import COUNT as CHANGED_NOW
from tcomodel.readers.excel.checks.changes import SHEET as CHANGES
from tcomodel.readers.excel.checks.changes import VALUE_IN, switches_changed
from tcomodel.readers.excel.checks.of_answer import checks_of_answer
from tcomodel.readers.excel.checks.of_inputs import Check, checks_of_inputs
from tcomodel.readers.excel.checks.of_options import checks_of_options
from tcomodel.readers.excel.checks.sheet_figures import Figures, write_figures
from tcomodel.readers.excel.comparison.rows import OptionRows
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import AS_EXPORTED, QUIET, band
from tcomodel.readers.excel.look.number_formats import CENTS
from tcomodel.readers.excel.look.page import WRAPPED, page, row_height
from tcomodel.readers.excel.options.monthly import MonthlyColumns
from tcomodel.results import Comparison

TITLE, ONE, OTHER, DIFFERENCE, STATE, WHERE = range(1, 7)
WIDTHS = {0: 2, TITLE: 74, ONE: 26, OTHER: 24, DIFFERENCE: 16, STATE: 14, WHERE: 20}
HEADS = {
    TITLE: "Check", ONE: "One way", OTHER: "The other way", DIFFERENCE: "Difference", STATE: "State",
    WHERE: "Where to look",
}  # fmt: skip
SAYS = "Each difference must be zero, within half a cent. The master check counts those that are not."
MASTER_ROW, COUNT_ROW, CHANGED_ROW, INPUTS_ROW, REST_ROW, INPUTS_REST_ROW, SAID_ROW, FIRST_CHECK = (*range(5, 12), 13)
REST, REST_OF_VIEW = f"$D${INPUTS_REST_ROW}", f"$D${REST_ROW}"
HOW_MANY = ("No input changed", "1 input changed", " inputs changed")
THEN = (
    " since the export",
    ", only what is shown; all else is checked",
    ": sums are checked, single months are not",
)
ALL_THERE = "Numbers in the checks below: as many as at the export, none of them was deleted"
OK = '[=0]"OK";[Red]"NOT ZERO"'


def write_checks(book: Book, comparison: Comparison, layout: Layout, rows: OptionRows, monthly: MonthlyColumns) -> None:
    """The Checks sheet, when all that it judges is written; ``rows`` is the Comparison."""
    figures = write_figures(book, comparison, layout)
    sheet = book.sheet("Checks")
    page(sheet, "Checks", SAYS, WIDTHS, HEADS, right=(ONE, OTHER, DIFFERENCE), centred=(STATE,))
    found = [
        *figures.of_records,
        *checks_of_inputs(comparison, layout),
        *checks_of_answer(rows, layout),
        *checks_of_options(comparison, layout, rows.places, monthly),
        *figures.of_sheets,
    ]
    last = FIRST_CHECK - 1
    for about, group in groupby(found, key=lambda check: check.about):
        band(sheet, last + 1, about, len(WIDTHS))
        for row, check in enumerate(group, last + 2):
            _check(sheet, row, check)
            last = row
    _all_there(sheet, figures, last)
    sheet.text(MASTER_ROW, TITLE, "Master check: how many of the checks below are not zero", bold=True)
    counted = f"=SUM($F${COUNT_ROW}:$F${last})"
    sheet.formula(MASTER_ROW, STATE, counted, 0, bold=True, num_format='[=0]"OK";[Red]0" not zero"', align="center")
    book.define("all_checks", f"=Checks!$F${MASTER_ROW}")
    failed = book.workbook.add_format({"bg_color": "#F8CBAD"})
    rule = {"type": "formula", "criteria": f"=$F{MASTER_ROW}<>0", "format": failed}
    sheet.worksheet.conditional_format(f"B{MASTER_ROW}:G{last}", rule)
    _resting(sheet, layout, figures)
    last = _totals(sheet, comparison, layout, last + 2)
    _said(sheet, last + 2)
    book.define("checks_changed", f"=Checks!$D${CHANGED_ROW}")
    book.define("checks_said", f"=Checks!$D${SAID_ROW}")


def _all_there(sheet: Sheet, figures: Figures, last: int) -> None:
    """A check that somebody deleted would not be missed in a sum: how many numbers the checks have, now and then."""
    count = len(sheet.numbers(FIRST_CHECK, last, (ONE, OTHER, DIFFERENCE, STATE)))
    then = figures.keep("Numbers in the checks of the sheet Checks", count)
    now = f"COUNT($C${FIRST_CHECK}:$F${last})"
    _check(sheet, COUNT_ROW, Check("", ALL_THERE, now, then, count, f"Checks!B{FIRST_CHECK}", "0", fine=True))


def _resting(sheet: Sheet, layout: Layout, figures: Figures) -> None:
    """What was changed, and which checks against the export rest then: none while a record is changed."""
    changed, setting = f"={CHANGES}!{CHANGED_NOW}", ""
    if figures.bridge_option:
        now = f"Inputs!${VALUE_IN}${layout.control(None, BRIDGE_OPTION).row}"
        setting = f"+IF({now}=Inputs!${VALUE_IN}${figures.bridge_option},0,1)"
    records = f"SUM($F${FIRST_CHECK + 1}:$F${FIRST_CHECK + len(figures.of_records)})"
    told = (
        (CHANGED_ROW, "Changed inputs, and the setting of the bridge if that is another", f"{changed}{setting}"),
        (INPUTS_ROW, "Of these, inputs beside those that say which options take part",
         f"{changed}-{switches_changed(layout)}"),
        (REST_ROW, "While this is not 0, checks of Summary, Comparison, Monthly and Sensitivity rest",
         f"=IF({records}=0,$D${CHANGED_ROW},0)"),
        (INPUTS_REST_ROW, "While this is not 0, all that compare with the export rest",
         f"=IF({records}=0,$D${INPUTS_ROW},0)"),
    )  # fmt: skip
    for row, label, formula in told:
        sheet.text(row, TITLE, label, font_color=QUIET, **WRAPPED)
        row_height(sheet, row, {TITLE: label}, WIDTHS)
        sheet.formula(row, OTHER, formula, 0, num_format="0", align="right", valign="top")


def _said(sheet: Sheet, row: int) -> None:
    """What every sheet says beside its master check, and the words it is made of."""
    band(sheet, row, "Words", len(WIDTHS))
    for number, words in enumerate((*HOW_MANY, *THEN), row + 1):
        sheet.text(number, TITLE, words)
    first, then = row + 1, row + 1 + len(HOW_MANY)
    last, count = then + len(THEN), f"{CHANGES}!{CHANGED_NOW}"
    sheet.text(last, TITLE, "How many inputs changed", font_color=QUIET)
    how_many = f"=IF({count}<2,INDEX($B${first}:$B${first + 1},1+MAX(0,{count})),{count}&$B${first + 2})"
    sheet.formula(last, OTHER, how_many, HOW_MANY[0], num_format="@", align="left")
    sheet.text(SAID_ROW, TITLE, "What every sheet says beside the master check", font_color=QUIET)
    which = f"1+IF($D${CHANGED_ROW}>0,1,0)+IF($D${INPUTS_ROW}>0,1,0)"
    said = f"=$D${last}&INDEX($B${then}:$B${then + len(THEN) - 1},{which})"
    sheet.formula(SAID_ROW, OTHER, said, AS_EXPORTED, num_format="@", align="left")


def _check(sheet: Sheet, row: int, check: Check) -> None:
    top = {"valign": "top", "align": "right"}
    title = check.title[:1].upper() + check.title[1:]
    sheet.text(row, TITLE, title, **WRAPPED)
    row_height(sheet, row, {TITLE: title}, WIDTHS)
    sheet.formula(row, ONE, f"={check.one}", check.value, num_format=check.shown, **top)
    if check.other:
        sheet.formula(row, OTHER, f"={check.other}", check.value, num_format=check.shown, **top)
    else:
        sheet.text(row, OTHER, "none", font_color=QUIET, **top)
    between = f"$C{row}-$D{row}" if check.other else f"$C{row}"
    if check.at_export:
        between = f"IF({REST_OF_VIEW if check.of_view else REST}=0,ROUND({between},2),0)"
    else:
        between = f"ROUND({between},{6 if check.fine else 2})"
    sheet.formula(row, DIFFERENCE, f"={between}", 0, num_format="0.000000" if check.fine else "0.00", **top)
    # A row of large sums differs in its last digits between programs, a share already in its sixth.
    least = f"ABS($C{row})/100^6"
    beyond = f"ABS($E{row})>MAX(0.005,{least})"
    if check.fine:
        beyond = f"ABS($E{row})*1000*1000>MAX(1,ABS($C{row})/1000)"
    if check.of_records:  # constants: nothing but the order of adding up differs between programs
        beyond = f"ABS($E{row})*1000*100>MAX(1,ABS($C{row})/1000/1000)"
    sheet.formula(row, STATE, f"=IFERROR(IF({beyond},1,0),1)", 0, num_format=OK, valign="top", align="center")
    sheet.link(row, WHERE, f"internal:{check.where}", check.where, valign="top")


def _totals(sheet: Sheet, comparison: Comparison, layout: Layout, row: int) -> int:
    """The totals as exported and now: no check, because they move with the inputs; returns the last row."""
    band(sheet, row, "Totals as exported and now: they move when inputs are changed", len(WIDTHS))
    for column, head in ((ONE, "As exported"), (OTHER, "Now"), (DIFFERENCE, "Difference"), (STATE, "Since the export")):
        align = "center" if column == STATE else "right"
        sheet.text(row, column, head, bold=True, bg_color="#F2F4F7", align=align)
    for option in comparison.model.options:
        for figure, words in (("tco", "Total of the term"), ("npv", "Net present value")):
            row += 1
            spot, value = layout[option.figures[figure]], comparison.values[option.figures[figure]]
            title = f"{option.label}: {words}, {comparison.currency}"
            sheet.text(row, TITLE, title, **WRAPPED)
            row_height(sheet, row, {TITLE: title}, WIDTHS)
            top = {"num_format": CENTS, "valign": "top", "align": "right"}
            sheet.formula(row, ONE, f"=Inputs!${VALUE_IN}${layout.control(option, figure).row}", value, **top)
            sheet.formula(row, OTHER, f"={layout.single(option.figures[figure])}", value, **top)
            sheet.formula(row, DIFFERENCE, f"=ROUND($D{row}-$C{row},2)", 0, **top)
            state = '"changed";;"as exported"'
            moved = f"=IF(ABS($E{row})>0.005,1,0)"
            sheet.formula(row, STATE, moved, 0, num_format=state, valign="top", align="center")
            sheet.link(row, WHERE, f"internal:{spot.sheet}!D{spot.row}", f"{spot.sheet}!D{spot.row}", valign="top")
    return row
