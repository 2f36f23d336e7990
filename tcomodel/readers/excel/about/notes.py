"""Notes: each row of the model in words, with a link to where it stands.

Option1   88   Wages (Voice)   USD per month   Base wages of the agents.   Wages = paid time × hourly wage × ...
"""

from tcomodel.readers.english import sentence
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.inputs.words import unit_in
from tcomodel.readers.excel.layout import Layout, TimeSheet
from tcomodel.readers.excel.look.frame import HEAD_ROW, band
from tcomodel.readers.excel.look.page import WRAPPED, on_rows, page, row_height
from tcomodel.readers.excel.look.paging import set_pages
from tcomodel.readers.excel.options.months import row_label
from tcomodel.results import Comparison

ROW, LINE, UNIT, PURPOSE, MADE = range(5)
WIDTHS = {ROW: 16, LINE: 36, UNIT: 20, PURPOSE: 50, MADE: 66}
HEADS = {ROW: "Where it stands", LINE: "Line", UNIT: "Unit", PURPOSE: "What it is for", MADE: "How it is made"}
SAYS = "What each line of the model is for and how it is made. The formulas say the same, cell by cell."


def write_notes(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Notes sheet, a block for each sheet with a column a month."""
    sheet = book.sheet("Notes")
    page(sheet, "What each line is", SAYS, WIDTHS, HEADS)
    row, headings = 5, []
    for time_sheet in layout.sheets:
        of_option = time_sheet.option is not None
        title = f"{time_sheet.name}: {time_sheet.title}" if of_option else time_sheet.title
        band(sheet, row, title, len(WIDTHS))
        headings.append(row)
        row = _lines(sheet, time_sheet, layout, comparison.currency, row + 1) + 1
    set_pages(sheet, WIDTHS.values(), (HEAD_ROW + 1, row - 2), headings)


def _lines(sheet: Sheet, time_sheet: TimeSheet, layout: Layout, currency: str, row: int) -> int:
    for placed in (placed for block in time_sheet.blocks for placed in block.rows):
        spot = layout[placed]
        where = f"{spot.sheet}, row {spot.row}"
        texts = (where, row_label(placed), unit_in(placed.unit, currency), placed.says, sentence(placed))
        for part in on_rows(texts, list(WIDTHS.values())):
            for column, text in enumerate(part):
                if column == ROW and text:
                    sheet.link(row, column, f"internal:{spot.sheet}!B{spot.row}", text, valign="top")
                else:
                    sheet.text(row, column, text, **WRAPPED)
            row_height(sheet, row, dict(enumerate(part)), WIDTHS)
            row += 1
    return row
