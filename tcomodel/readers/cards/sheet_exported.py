"""The sheet As exported: what each rate was when the workbook was written, so that a later change is noticed.

    Key            As data
    manila.hour    {"title": "Agent hour", "value": 11.5, "unit": "USD/hour", ...}

Who changes a figure on the sheet Rates leaves this one as it is; at the import the difference becomes a step.
"""

import json

from tcomodel.rates import RateCard
from tcomodel.rates.columns import AS_DATA, COLUMNS, EXPORTED, facts_of
from tcomodel.readers.cards.look import headings, put
from tcomodel.readers.cards.sheet_history import DATA_LOOK, pieces
from tcomodel.readers.excel.book import Book

WIDTHS = {COLUMNS["key"]: 34, AS_DATA: 90}


def write_exported(book: Book, card: RateCard) -> None:
    """Write the sheet."""
    sheet = book.sheet(EXPORTED)
    headings(sheet, 1, WIDTHS)
    sheet.worksheet.freeze_panes(1, 1)
    for row, (key, rate) in enumerate(card.rates.items(), 2):
        put(sheet, row, 0, key, "@")
        for column, piece in enumerate(pieces(json.dumps(facts_of(rate), sort_keys=True)), 1):
            put(sheet, row, column, piece, "@", **DATA_LOOK)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)
