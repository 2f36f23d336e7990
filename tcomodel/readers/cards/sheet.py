"""A rate card as a workbook: Rates (a row a rate), History (a row for each thing done to one), About, Series.

The sheet As exported holds the facts as they were written, by which a change made in the file is noticed when it comes
back. Figures are numbers, everything else is text: nothing that anybody wrote on the card becomes a formula. The
headings of Rates are those of the template, so the sheet can be changed and imported again with its history.
"""

from tcomodel.rates import RateCard
from tcomodel.rates.columns import COLUMNS, NUMBERS, RATES, cells_of
from tcomodel.readers.cards.look import figure_format, headings, printed, put, tall
from tcomodel.readers.cards.sheet_about import write_about, write_series
from tcomodel.readers.cards.sheet_exported import write_exported
from tcomodel.readers.cards.sheet_history import write_history
from tcomodel.readers.excel.book import Book

WIDTHS = {
    "key": 34, "title": 48, "item": 20, "location": 15, "channel": 11, "range": 21, "currency": 10, "unit": 17,
    "as_of": 11, "index": 18, "source": 44, "address": 34, "note": 60, "conflicts_with": 30, "default": 9,
    "because": 44,
}  # fmt: skip
NUMBER_WIDTH = 11


def card_xlsx(card: RateCard) -> bytes:
    """The card as an Excel workbook (.xlsx)."""
    book = Book(card.name[:200], "")
    book.workbook.set_properties({"title": card.name[:200], "comments": "A rate card; the figures are numbers."})
    _write_rates(book, card)
    write_history(book, card)
    write_about(book, card)
    if card.series:
        write_series(book, card)
    write_exported(book, card)
    return book.finished()


def _write_rates(book: Book, card: RateCard) -> None:
    sheet = book.sheet(RATES)
    widths = [WIDTHS.get(name, NUMBER_WIDTH) for name in COLUMNS]
    headings(sheet, 1, dict(zip(COLUMNS.values(), widths, strict=True)), [COLUMNS[name] for name in NUMBERS])
    sheet.worksheet.freeze_panes(1, 2)
    for row, rate in enumerate(card.rates.values(), 2):
        shown = figure_format(rate)
        cells = cells_of(rate)
        tall(sheet, row, cells, widths)
        for column, (name, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            put(sheet, row, column, cell, shown if name in NUMBERS[:4] else "#,##0.####")
    printed(sheet, len(card) + 1, len(COLUMNS))
