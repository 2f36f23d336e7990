"""The comparison as a live Excel workbook: a formula and its value in every cell.

Cover, Comparison, Inputs, Series, Programme, one sheet per option, Monthly, Rates, Checks, Notes. The
formulas are read off the same lines that make the numbers on the screen.
"""

from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.checks_sheet import write_checks
from tcomodel.readers.excel.comparison_sheets import write_comparison, write_monthly
from tcomodel.readers.excel.front import fingerprint, write_cover, write_notes
from tcomodel.readers.excel.input_sheets import write_inputs, write_series
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.option_sheets import write_time_sheet
from tcomodel.readers.excel.rates_sheet import write_rates
from tcomodel.results import Comparison

SCHEMA = 1


def write_workbook(comparison: Comparison) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    layout = Layout(comparison)
    book = Book(comparison.scenario.file.name, comparison.currency)
    contents = [
        ("Comparison", "options side by side, by category and year"),
        ("Inputs", "every number, once"),
        *([("Series", "inputs with a number a month")] if layout.has("Series") else []),
        *([("IndexSeries", "indices and exchange rates as measured")] if layout.has("IndexSeries") else []),
        *((sheet.name, sheet.title) for sheet in layout.sheets),
        ("Monthly", "the months of all options"),
        ("Rates", "card rates in use, their sources, what was done to them"),
        ("Checks", "differences that must be zero"),
        ("Notes", "each line in words"),
    ]
    write_cover(book, comparison, layout, contents)
    blocks = write_comparison(book, comparison, layout)
    write_inputs(book, comparison, layout)
    for name in ("Series", "IndexSeries"):
        if layout.has(name):
            write_series(book, comparison, layout, name)
    for sheet in layout.sheets:
        write_time_sheet(book, comparison, layout, sheet)
    write_monthly(book, comparison, layout)
    write_rates(book, comparison)
    write_checks(book, comparison, layout, blocks)
    write_notes(book, comparison, layout)
    book.workbook.set_custom_property("schema", SCHEMA)
    book.workbook.set_custom_property("fingerprint", fingerprint(comparison))
    return book.finished()
