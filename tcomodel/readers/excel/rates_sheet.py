"""The Rates sheet: where every card rate in use comes from, and what was done to it.

    Rates    philippines.hour   11.75 USD/hour   Vendor A 2026   Philippines   2026-05 ...
    Steps    philippines.hour   price date   11 USD/hour   11.75 USD/hour of 2026-05   2024   1.0683 ...

Text only: the numbers the model uses stand on the input sheets.
"""

import textwrap
from collections.abc import Iterable, Sequence

from tcomodel.index_series import IndexSeries
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.stages import facts_of
from tcomodel.readers.excel.book import GREY, Book, Sheet
from tcomodel.readers.rate_history import StepInWords, figures_and_unit, steps_of
from tcomodel.results import Comparison

WIDTHS = (26, 28, 22, 22, 14, 10, 16, 32, 30, 40)  # of the columns, in characters
OF_RATES = ("Key", "What it is", "Figure", "Card", "Location", "As of", "Index", "Source", "Address", "Note")
OF_STEPS = (
    "Key", "What was done", "Before", "After", "Price date before", "Factor", "Done on", "Derivation", "Source",
    "Other facts before",
)  # fmt: skip
LINE_HEIGHT, HIGHEST_ROW = 13, 409  # points
LONGEST = 200  # characters of a record in one row
OF_CARDS = ("Card", "What was done to it as a whole")
OF_SERIES = ("Series", "What it is", "Measured", "", "", "As of", "Unit", "Source", "Address", "Note")
SOURCES_IN_USE = "Rates in use and their sources"


def write_rates(book: Book, comparison: Comparison) -> None:
    """Rates in use with their sources, each step done to them, the records of their cards, index series."""
    sheet = book.sheet("Rates")
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    card, inputs = comparison.model.card, comparison.model.inputs
    sheet.text(1, 0, f"{SOURCES_IN_USE}; the card is '{card.name}', as of {card.as_of}", bold=True, font_size=14)
    used = {one.rate.key: one.rate for one in inputs if one.rate is not None}
    rates = [used[key] for key in sorted(used)]
    measured = {one.from_series.key: one.from_series for one in inputs if one.from_series is not None}
    row = _table(sheet, 3, "Rates", OF_RATES, (_of_rate(rate, card) for rate in rates))
    steps = [_of_step(step) for rate in rates for step in steps_of(rate)]
    row = _table(sheet, row, "Steps: what was done to these rates, the first step first", OF_STEPS, steps)
    row = _table(sheet, row, "Record of the cards they come from", OF_CARDS, _records(card, used))
    _table(sheet, row, "Index series", OF_SERIES, map(_of_series, measured.values()))
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)
    sheet.worksheet.set_footer("&L&F&C&A&RPage &P of &N")


def _table(sheet: Sheet, row: int, title: str, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    """A title, heads and lines of text; the row where the next one begins. Nothing where there are no lines."""
    lines = list(lines)
    if not lines:
        return row
    sheet.text(row, 0, title, bold=True, font_size=12)
    for column, head in enumerate(heads):
        sheet.text(row + 1, column, head, bold=True, bg_color=GREY)
    runs_on = len(heads) < len(WIDTHS)  # the last text has the rest of the sheet to itself
    for below, texts in enumerate(lines, row + 2):
        for column, text in enumerate(texts):
            if text:
                sheet.text(below, column, text, text_wrap=not runs_on, valign="top")
        if not runs_on:
            sheet.worksheet.set_row(below - 1, _height(texts))
    return row + len(lines) + 3


def _height(texts: Sequence[str]) -> float:
    """The height that shows all texts of a row, in points; not every program finds it by itself."""
    broken = [len(textwrap.wrap(text, width - 2)) for text, width in zip(texts, WIDTHS, strict=True)]
    return float(min(LINE_HEIGHT * max(1, *broken) + 2, HIGHEST_ROW))


def _of_rate(rate: Rate, card: RateCard) -> Sequence[str]:
    return (
        rate.key, rate.title, figures_and_unit(facts_of(rate)), card.origin(rate.key).name, rate.location, rate.as_of,
        rate.index, rate.source, rate.address, rate.note,
    )  # fmt: skip


def _of_step(step: StepInWords) -> Sequence[str]:
    return (
        step.rate, step.what, step.before, step.after, step.date_before, step.factor, step.on, step.derivation,
        step.source, step.other_facts,
    )  # fmt: skip


def _records(card: RateCard, used: Iterable[str]) -> Iterable[Sequence[str]]:
    """The record of the scenario's card, then of the cards under it that rates in use come from."""
    origins = {id(one): one for one in (card.origin(key) for key in used)}
    said = [(card.name, line) for line in card.record]
    said += [(other.name, line) for other in origins.values() for line in other.record]
    for name, line in dict.fromkeys(said):
        yield from ((name, part) for part in textwrap.wrap(line, LONGEST, break_on_hyphens=False))


def _of_series(series: IndexSeries) -> Sequence[str]:
    span = f"{series.first} to {series.last}"
    return (
        series.key, series.title, span, "", "", series.as_of, series.unit, series.source, series.address, series.note,
    )  # fmt: skip
