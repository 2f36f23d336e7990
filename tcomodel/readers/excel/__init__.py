"""The comparison as a live Excel workbook: a formula and its value in every cell.

Cover, Summary, Inputs, Series, IndexSeries, Indices, Programme, a sheet for each option, behind each of these one with
its contract years, Monthly, Comparison, Sensitivity, Rates, Changes, Checks, Notes, Scenario. The formulas are read off
the same lines that make the numbers on the screen.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from tcomodel.made_by import made_by
from tcomodel.readers.excel.about.cover import write_cover
from tcomodel.readers.excel.about.notes import write_notes
from tcomodel.readers.excel.about.rates import write_rates
from tcomodel.readers.excel.about.scenario import write_scenario
from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.checks.changes import write_changes
from tcomodel.readers.excel.checks.sheet import write_checks
from tcomodel.readers.excel.comparison.sheet import write_comparison
from tcomodel.readers.excel.inputs.sheets import write_inputs, write_series
from tcomodel.readers.excel.layout import Layout, TimeSheet
from tcomodel.readers.excel.names import SCHEMA
from tcomodel.readers.excel.options.monthly import write_monthly
from tcomodel.readers.excel.options.months import write_time_sheet
from tcomodel.readers.excel.options.years import write_years
from tcomodel.readers.excel.sensitivity.sheet import write_sensitivity
from tcomodel.readers.excel.summary.sheet import write_summary
from tcomodel.results import Comparison

Progress = Callable[[float, str], None]


def write_workbook(comparison: Comparison, progress: Progress | None = None, made_at: datetime | None = None) -> bytes:
    """The workbook as the bytes of an .xlsx file; ``progress`` is told the share that is done and what comes next.

    ``made_at`` is the time it carries, now unless somebody says another: it is all in which two exports differ.
    """
    made_at = made_at or datetime.now().astimezone()
    layout = Layout(comparison)
    book = Book(comparison.scenario.file.name, comparison.currency, made_at)
    contents = _contents(layout)
    book.add_sheets(["Cover", *(name for name, _ in contents)])
    rows = write_comparison(book, comparison, layout)
    monthly = write_monthly(book, comparison, layout, rows)
    write: dict[str, Callable[[], None]] = {
        "Cover": lambda: write_cover(book, comparison, layout, contents, made_at.date()),
        "Summary": lambda: write_summary(book, comparison, layout, rows, monthly),
        "Inputs": lambda: write_inputs(book, comparison, layout),
        **{name: partial(write_series, book, comparison, layout, name) for name in _series(layout)},
        **{sheet.name: partial(write_time_sheet, book, comparison, layout, sheet) for sheet in layout.sheets},
        **{one.years: partial(write_years, book, comparison, layout, one) for one in layout.sheets if one.years},
        "Sensitivity": lambda: write_sensitivity(book, comparison, layout),
        "Rates": lambda: write_rates(book, comparison),
        "Changes": lambda: write_changes(book, comparison, layout),
        "Checks": lambda: write_checks(book, comparison, layout, rows, monthly),
        "Notes": lambda: write_notes(book, comparison, layout),
        "Scenario": lambda: write_scenario(book, comparison),
    }
    for done, (name, writer) in enumerate(write.items()):
        if progress is not None:
            progress(done / (len(write) + 1), name)
        writer()
    if progress is not None:
        progress(len(write) / (len(write) + 1), "the file")
    book.workbook.set_custom_property("schema", SCHEMA)
    made = made_by(comparison)
    told = {"version": made.version, "program": made.program, "fingerprint": made.inputs, "card": made.card}
    for name, value in told.items():
        book.workbook.set_custom_property(name, value)
    return book.finished()


def _contents(layout: Layout) -> list[tuple[str, str]]:
    """The sheets after the cover in their order, each with what it is."""
    titles = {"Series": "inputs with a number a month", "IndexSeries": "indices and exchange rates as measured"}
    return [
        ("Summary", "the answer, the options side by side, charts"),
        ("Inputs", "every number, once"),
        *((name, titles[name]) for name in _series(layout)),
        *(one for sheet in layout.sheets for one in _with_years(sheet)),
        ("Monthly", "the months of all options"),
        ("Comparison", "options side by side, by category and year"),
        ("Sensitivity", "what moves the answer most, break-even prices, other discount rates"),
        ("Rates", "card rates in use and index series, with their sources"),
        ("Changes", "which inputs differ from the export; what was done to card rates"),
        ("Checks", "differences that must be zero"),
        ("Notes", "each line in words"),
        ("Scenario", "what the workbook was made from, and how it comes back"),
    ]


def _with_years(sheet: TimeSheet) -> list[tuple[str, str]]:
    """A sheet with a column a month, and behind it the one with its contract years."""
    months = (sheet.name, sheet.title)
    return [months, (sheet.years, f"{sheet.title}, by contract year")] if sheet.years else [months]


def _series(layout: Layout) -> list[str]:
    return [name for name in ("Series", "IndexSeries") if layout.has(name)]
