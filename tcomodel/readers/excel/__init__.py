"""The comparison as a live Excel workbook: a formula and its value in every cell.

Cover, Summary, Inputs, Series, Programme, one sheet per option, Monthly, Comparison, Sensitivity, Rates, Changes,
Checks, Notes. The formulas are read off the same lines that make the numbers on the screen.
"""

from collections.abc import Callable
from functools import partial

from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.checks_sheet import write_checks
from tcomodel.readers.excel.comparison_sheets import write_comparison, write_monthly
from tcomodel.readers.excel.front import fingerprint, write_cover, write_notes
from tcomodel.readers.excel.input_sheets import write_inputs, write_series
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.option_sheets import write_time_sheet
from tcomodel.readers.excel.rates_sheet import write_rates
from tcomodel.readers.excel.scenario_sheet import write_scenario
from tcomodel.results import Comparison

SCHEMA = 2

Progress = Callable[[float, str], None]


def write_workbook(comparison: Comparison, progress: Progress | None = None) -> bytes:
    """The workbook as the bytes of an .xlsx file; ``progress`` is told the share that is done and what comes next."""
    layout = Layout(comparison)
    book = Book(comparison.scenario.file.name, comparison.currency)
    contents = _contents(layout)
    book.add_sheets(["Cover", *(name for name, _ in contents)])
    blocks = write_comparison(book, comparison, layout)
    write: dict[str, Callable[[], None]] = {
        "Cover": lambda: write_cover(book, comparison, layout, contents),
        "Inputs": lambda: write_inputs(book, comparison, layout),
        **{name: partial(write_series, book, comparison, layout, name) for name in _series(layout)},
        **{sheet.name: partial(write_time_sheet, book, comparison, layout, sheet) for sheet in layout.sheets},
        "Monthly": lambda: write_monthly(book, comparison, layout),
        "Rates": lambda: write_rates(book, comparison),
        "Checks": lambda: write_checks(book, comparison, layout, blocks),
        "Notes": lambda: write_notes(book, comparison, layout),
    }
    for done, (name, writer) in enumerate(write.items()):
        if progress is not None:
            progress(done / (len(write) + 1), name)
        writer()
    if progress is not None:
        progress(len(write) / (len(write) + 1), "the file")
    book.workbook.set_custom_property("schema", SCHEMA)
    book.workbook.set_custom_property("fingerprint", fingerprint(comparison))
    return book.finished()


def _contents(layout: Layout) -> list[tuple[str, str]]:
    """The sheets after the cover in their order, each with what it is."""
    titles = {"Series": "inputs with a number a month", "IndexSeries": "indices and exchange rates as measured"}
    return [
        ("Inputs", "every number, once"),
        *((name, titles[name]) for name in _series(layout)),
        *((sheet.name, sheet.title) for sheet in layout.sheets),
        ("Monthly", "the months of all options"),
        ("Comparison", "options side by side, by category and year"),
        ("Rates", "card rates in use, their sources, what was done to them"),
        ("Checks", "differences that must be zero"),
        ("Notes", "each line in words"),
        ("Scenario", "what the workbook was made from, and how it comes back"),
    ]


def _series(layout: Layout) -> list[str]:
    return [name for name in ("Series", "IndexSeries") if layout.has(name)]
