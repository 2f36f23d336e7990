"""The Rates sheet: where every card rate in use comes from, and what was done to it.

    Rates    philippines.hour   Agent hour   11.75 USD/hour of 2026-05   Vendor A 2026   Philippines ...
    Steps    philippines.hour   price date   11 USD/hour of 2024   11.75 USD/hour of 2026-05   1.0683 ...

Text only: the numbers the model uses stand on the input sheets. It prints on A3, across one page.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from tcomodel.index_series import IndexSeries
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.stages import facts_of
from tcomodel.readers.excel.book import GREY, LINE, Book, Sheet
from tcomodel.readers.rate_history import PLAIN, StepInWords, figures_and_unit, steps_of
from tcomodel.results import Comparison

WIDTHS = (26, 24, 24, 22, 13, 15, 36, 28, 30)  # of the columns, in characters; more and A3 shrinks the type below 8 pt
OF_RATES = ("Key", "What it is", "Figure", "Card", "Location", "Index", "Source", "Address", "Note")
OF_STEPS = ("Key", "What was done", "Before", "After", "Factor", "Done on", "Working", "Source", "Other facts before")
STEPS = "Steps: what was done to these rates, in the order in which it happened"
OF_ANOTHER = "; what was done to a rate that took another's place comes before the replacement"
LINE_HEIGHT, HIGHEST_ROW = 13, 409  # points
MOST_LINES = 24  # of a text in one row, which is then never higher than a row can be; the rest goes on below
LONGEST, LONGEST_TITLE = 190, 130  # characters of a record, of the title in one row
A3 = 8
OF_CARDS = ("Card", "What was done to it as a whole")
OF_SERIES = ("Series", "What it is", "Measured", "Unit", "As of", "", "Source", "Address", "Note")
SOURCES_IN_USE = "Rates in use and their sources"


def write_rates(book: Book, comparison: Comparison) -> None:
    """Rates in use with their sources, each step done to them, the records of their cards, index series."""
    sheet = book.sheet("Rates")
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    card, inputs = comparison.model.card, comparison.model.inputs
    used = {one.rate.key: one.rate for one in inputs if one.rate is not None}
    rates = [used[key] for key in sorted(used)]
    title = textwrap.wrap(f"{SOURCES_IN_USE}{_from_which_cards(card, used)}", LONGEST_TITLE, break_on_hyphens=False)
    for row, line in enumerate(title, 1):
        sheet.text(row, 0, line, bold=True, font_size=14)
    measured = {one.from_series.key: one.from_series for one in inputs if one.from_series is not None}
    row = _table(sheet, len(title) + 2, "Rates", OF_RATES, (_of_rate(rate, card) for rate in rates))
    steps = [step for rate in rates for step in steps_of(rate)]
    told = f"{STEPS}{OF_ANOTHER if any(step.of for step in steps) else ''}"
    row = _table(sheet, row, told, OF_STEPS, map(_of_step, steps))
    row = _table(sheet, row, "Record of the cards they come from", OF_CARDS, _records(card, used))
    row = _table(sheet, row, "Index series", OF_SERIES, map(_of_series, measured.values()))
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(A3)
    sheet.worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.worksheet.print_area(0, 0, row, len(WIDTHS) - 1)
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
    if not runs_on:
        lines = [part for texts in lines for part in _on_rows(texts)]
    for below, texts in enumerate(lines, row + 2):
        for column, text in enumerate(texts):
            is_free = runs_on and column == len(texts) - 1
            frame = {} if runs_on else {"border": 1, "border_color": LINE}
            sheet.text(below, column, text, text_wrap=not is_free, valign="top", **frame)
        sheet.worksheet.set_row(below - 1, _height(texts[:-1] if runs_on else texts))
    return row + len(lines) + 3


def _on_rows(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    """The texts of a row, on more rows where one is too long to be shown in one."""
    parts = [
        textwrap.wrap(text, MOST_LINES * (width - 2), break_long_words=False, break_on_hyphens=False)
        if len(text) > MOST_LINES * (width - 2) else [text]
        for text, width in zip(texts, WIDTHS, strict=True)
    ]  # fmt: skip
    return zip_longest(*parts, fillvalue="")


def _height(texts: Sequence[str]) -> float:
    """The height that shows all texts of a row, in points; not every program finds it by itself."""
    broken = [len(textwrap.wrap(text, width - 2)) for text, width in zip(texts, WIDTHS, strict=False)]
    return float(min(LINE_HEIGHT * max(1, *broken) + 2, HIGHEST_ROW))


def _from_which_cards(card: RateCard, used: Iterable[str]) -> str:
    """``: 1 from the card 'Vendor A 2026', 21 from 'Public evidence'``, the scenario's own card first."""
    counts = Counter(card.origin(key).name for key in used)
    first, *others = sorted(counts, key=lambda name: name != card.name) or [""]
    rest = (f"{counts[name]} from '{name}'" for name in others)
    return ", ".join([f": {counts[first]} from the card '{first}'", *rest]) if counts else ""


def _of_rate(rate: Rate, card: RateCard) -> Sequence[str]:
    return (
        rate.key, rate.title, f"{figures_and_unit(facts_of(rate))} of {rate.as_of}", card.origin(rate.key).name,
        rate.location, rate.index, rate.source, rate.address, rate.note,
    )  # fmt: skip


def _of_step(step: StepInWords) -> Sequence[str]:
    what = f"{step.what} ({step.of})" if step.of else step.what
    before = f"{step.before} of {step.date_before}"
    if step.what in PLAIN and before == step.after:
        before = ""  # it came onto a card; there was nothing before
    return (
        step.rate, what, before, step.after, step.factor, step.on, step.derivation, step.source, step.other_facts,
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
        series.key, series.title, span, series.unit, series.as_of, "", series.source, series.address, series.note,
    )  # fmt: skip
