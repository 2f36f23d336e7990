"""Checks: differences that must be zero, the master check, and the totals as exported and now.

    the months add up to the total of the term   38,914,340.12   38,914,340.12   0.00   OK   Option1!D88

The first row counts the checks that fail; every sheet shows it in its frozen rows.
"""

from itertools import groupby

from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.changes_sheet import COUNT as CHANGED_NOW
from tcomodel.readers.excel.changes_sheet import SHEET as CHANGES
from tcomodel.readers.excel.checks import MONEY, Check, checks_of_inputs
from tcomodel.readers.excel.input_sheets import heading
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.option_checks import Blocks, checks_of_options
from tcomodel.readers.excel.page import WRAPPED, page, row_height
from tcomodel.results import Comparison

TITLE, ONE, OTHER, DIFFERENCE, STATE, WHERE = range(1, 7)
WIDTHS = {0: 2, TITLE: 74, ONE: 26, OTHER: 24, DIFFERENCE: 16, STATE: 14, WHERE: 20}
HEADS = {
    TITLE: "Check", ONE: "One way", OTHER: "The other way", DIFFERENCE: "Difference", STATE: "State",
    WHERE: "Where to look",
}  # fmt: skip
SAYS = "Each difference must be zero, within half a cent. The master check counts those that are not."
CHANGED = "$D$2"  # how many inputs differ from the export
MASTER_ROW, FIRST_CHECK = 5, 7
OK = '[=0]"OK";[Red]"NOT ZERO"'


def write_checks(book: Book, comparison: Comparison, layout: Layout, blocks: Blocks) -> None:
    """The Checks sheet; ``blocks`` are the first and last rows of Comparison's figures, categories and years."""
    sheet = book.sheet("Checks")
    page(sheet, "Checks", SAYS, WIDTHS, HEADS, right=(ONE, OTHER, DIFFERENCE), centred=(STATE,))
    sheet.text(2, ONE, "Inputs changed since the export", font_color="#666666", align="right")
    changed = f"={CHANGES}!{CHANGED_NOW}"
    sheet.formula(2, OTHER, changed, 0, bold=True, num_format='0;-0;"none"', align="right")
    found = [*checks_of_inputs(comparison, layout), *checks_of_options(comparison, layout, blocks)]
    last = FIRST_CHECK - 1
    for about, group in groupby(found, key=lambda check: check.about):
        heading(sheet, last + 1, about, len(WIDTHS))
        for row, check in enumerate(group, last + 2):
            _check(sheet, row, check)
            last = row
    sheet.text(MASTER_ROW, TITLE, "Master check: how many of the checks below are not zero", bold=True)
    counted = f"=SUM($F${FIRST_CHECK}:$F${last})"
    sheet.formula(MASTER_ROW, STATE, counted, 0, bold=True, num_format='[=0]"OK";[Red]0" not zero"', align="center")
    book.define("all_checks", f"=Checks!$F${MASTER_ROW}")
    failed = book.workbook.add_format({"bg_color": "#F8CBAD"})
    rule = {"type": "formula", "criteria": f"=$F{MASTER_ROW}<>0", "format": failed}
    sheet.worksheet.conditional_format(f"B{MASTER_ROW}:G{last}", rule)
    _totals(sheet, comparison, layout, last + 2)


def _check(sheet: Sheet, row: int, check: Check) -> None:
    top = {"valign": "top", "align": "right"}
    title = check.title[:1].upper() + check.title[1:]
    sheet.text(row, TITLE, title, **WRAPPED)
    row_height(sheet, row, {TITLE: title}, WIDTHS)
    sheet.formula(row, ONE, f"={check.one}", check.value, num_format=check.shown, **top)
    if check.other:
        sheet.formula(row, OTHER, f"={check.other}", check.value, num_format=check.shown, **top)
    else:
        sheet.text(row, OTHER, "none", font_color="#666666", **top)
    between = f"$C{row}-$D{row}" if check.other else f"$C{row}"
    if check.at_export:
        between = f"IF({CHANGED}=0,ROUND({between},2),0)"
    else:
        between = f"ROUND({between},{6 if check.fine else 2})"
    sheet.formula(row, DIFFERENCE, f"={between}", 0, num_format="0.000000" if check.fine else "0.00", **top)
    # A row of large sums differs in its last digits between programs, a share already in its sixth.
    least = f"ABS($C{row})/100^6"
    beyond = (
        f"ABS($E{row})>MAX(0.005,{least})" if not check.fine else f"ABS($E{row})*1000*1000>MAX(1,ABS($C{row})/1000)"
    )
    sheet.formula(row, STATE, f"=IFERROR(IF({beyond},1,0),1)", 0, num_format=OK, valign="top", align="center")
    sheet.link(row, WHERE, f"internal:{check.where}", check.where, valign="top")


def _totals(sheet: Sheet, comparison: Comparison, layout: Layout, row: int) -> None:
    """The totals as exported and now: no check, because they move with the inputs."""
    heading(sheet, row, "Totals as exported and now: they move when inputs are changed", len(WIDTHS))
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
            top = {"num_format": MONEY, "valign": "top", "align": "right"}
            sheet.formula(row, ONE, f"=Inputs!$D${layout.control(option, figure).row}", value, **top)
            sheet.formula(row, OTHER, f"={spot.sheet}!$D${spot.row}", value, **top)
            sheet.formula(row, DIFFERENCE, f"=ROUND($D{row}-$C{row},2)", 0, **top)
            state = '"changed";;"as exported"'
            moved = f"=IF(ABS($E{row})>0.005,1,0)"
            sheet.formula(row, STATE, moved, 0, num_format=state, valign="top", align="center")
            sheet.link(row, WHERE, f"internal:{spot.sheet}!D{spot.row}", f"{spot.sheet}!D{spot.row}", valign="top")
