"""The Rates sheet: where every card rate in use comes from, and every index series.

    philippines.hour   Agent hour   11.75 USD/hour of 2026-05   Vendor A 2026   Philippines ...

Text only: the numbers the model uses stand on the input sheets. What was done to a rate stands on Changes. It prints
on A3, across one page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from tcomodel.index_series import IndexSeries
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.stages import facts_of
from tcomodel.readers.excel.book import LINE, Book, Sheet
from tcomodel.readers.excel.inputs.words import linked
from tcomodel.readers.excel.look.frame import HEAD, band
from tcomodel.readers.excel.look.page import A3, INDENTED, WRAPPED, on_rows, page, row_height
from tcomodel.readers.excel.look.paging import set_pages
from tcomodel.readers.rate_history import figures_and_unit
from tcomodel.results import Comparison

WIDTHS = (31, 24, 23, 20, 13, 15, 35, 27, 30)  # of the columns, in characters; more and A3 shrinks the type below 8 pt
HEADS = ("Key", "What it is", "Figure", "Card", "Location", "Index", "Source", "Address", "Note")
OF_SERIES = ("Key", "What it is", "Months measured", "Unit", "As of", "", "Source", "Address", "Note")
KEY, ADDRESS = 0, 7
ROOM = {column: width - (INDENTED if column > KEY else 0) for column, width in enumerate(WIDTHS)}
SAYS = "A key leads to the first address of its source. What was done to a rate, step by step, stands on Changes."


def write_rates(book: Book, comparison: Comparison) -> None:
    """Rates in use with their sources, then index series with theirs."""
    sheet = book.sheet("Rates")
    card, inputs = comparison.model.card, comparison.model.inputs
    used = {one.rate.key: one.rate for one in inputs if one.rate is not None}
    measured = {one.from_series.key: one.from_series for one in inputs if one.from_series is not None}
    page(
        sheet,
        "Rates and sources",
        SAYS,
        dict(enumerate(WIDTHS)),
        dict(enumerate(HEADS)),
        indented=tuple(range(KEY + 1, len(HEADS))),
        paper=A3,
    )
    row = _table(
        sheet,
        5,
        f"Card rates in use{_from_which_cards(card, used)}",
        (_of_rate(used[key], card) for key in sorted(used)),
    )
    of_series = row
    row = _table(sheet, row, "Index series", map(_of_series, measured.values()), OF_SERIES)
    together = {of_series: row - 2} if row > of_series else {}
    set_pages(sheet, WIDTHS, (5, max(row - 2, 5)), (5,), together, paper=A3)
    sheet.worksheet.print_area(0, 0, max(row - 2, 5), len(WIDTHS) - 1)


def _table(sheet: Sheet, row: int, title: str, lines: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> int:
    """A title, heads where they are not those of the page, and lines of text; the row where the next one begins.

    Nothing where there are no lines.
    """
    lines = [part for texts in lines for part in on_rows(texts, WIDTHS)]
    if not lines:
        return row
    band(sheet, row, title, len(WIDTHS))
    if heads:
        row += 1
        for column, text in enumerate(heads):
            sheet.text(row, column, text, **HEAD, align="left", indent=int(column > KEY))
    for texts in lines:
        row += 1
        for column, text in enumerate(texts):
            facts = {"border": 1, "border_color": LINE, "align": "left", "indent": int(column > KEY), **WRAPPED}
            if column == KEY and text and (address := linked(texts[ADDRESS])):
                sheet.link(row, column, address, text, **facts)
            else:
                sheet.text(row, column, text, **facts)
        row_height(sheet, row, dict(enumerate(texts)), ROOM)
    return row + 2


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


def _of_series(series: IndexSeries) -> Sequence[str]:
    span = f"{series.first} to {series.last}"
    return (
        series.key, series.title, span, series.unit, series.as_of, "", series.source, series.address, series.note,
    )  # fmt: skip
