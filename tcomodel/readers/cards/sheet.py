"""A rate card as a workbook: Rates (a row a rate), History (a row for each thing done to one), About (the card itself).

Figures are numbers, everything else is text: nothing that anybody wrote on the card becomes a formula. The headings of
Rates are those of the template, so the sheet can be changed and imported again.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from tcomodel.index_series import FACTS_OF_A_FILE, FACTS_OF_A_SERIES
from tcomodel.months import month_after
from tcomodel.rates import Rate, RateCard, Step
from tcomodel.rates.units import money_in
from tcomodel.rates.columns import ABOUT, COLUMNS, HISTORY, LISTED, NUMBERS, RATES, cells_of
from tcomodel.readers.excel.book import ACCENT, Book, Sheet

WIDTHS = {
    "key": 34, "title": 48, "item": 20, "location": 15, "channel": 11, "range": 21, "currency": 10, "unit": 17,
    "as_of": 11, "index": 18, "source": 44, "address": 34, "note": 60, "conflicts_with": 30, "default": 9,
    "because": 44,
}  # fmt: skip
NUMBER_WIDTH = 11
LINE_HEIGHT, TALLEST = 13.0, 409.0  # points; Excel allows no taller row
LEFT = {"align": "left", "indent": 0}
RIGHT = {"align": "right", "indent": 1}  # so that a figure does not touch the text beside it
BEFORE = ("value", "low", "base", "high", "currency", "unit", "as_of")  # facts that have a column of what they were
STEP_COLUMNS = {
    "Key": 34, "Step": 7, "What was done": 18, **{f"{COLUMNS[name]} before": 13 for name in BEFORE},
    "Other facts before": 40, "Factor": 11, "How it was worked out": 60, "Source": 44, "Done on": 12,
    "Part of rebase": 9,
}  # fmt: skip
WHOLE = (1, len(STEP_COLUMNS) - 1)  # columns of numbers that are counted


def card_xlsx(card: RateCard) -> bytes:
    """The card as an Excel workbook (.xlsx)."""
    book = Book(card.name[:200], "")
    book.workbook.set_properties({"title": card.name[:200], "comments": "A rate card; the figures are numbers."})
    _write_rates(book, card)
    _write_history(book, card)
    _write_about(book, card)
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
    _printed(sheet, len(card) + 1, len(COLUMNS))


def _write_history(book: Book, card: RateCard) -> None:
    sheet = book.sheet(HISTORY)
    headings(
        sheet,
        1,
        STEP_COLUMNS,
        ("Step", "Part of rebase", "Factor", *(f"{COLUMNS[name]} before" for name in BEFORE[:4])),
    )
    sheet.worksheet.freeze_panes(1, 1)
    row = 1
    for rate in card.rates.values():
        for number, step in enumerate(rate.history, 1):
            row += 1
            cells = list(_cells_of_step(rate, number, step))
            tall(sheet, row, cells, list(STEP_COLUMNS.values()))
            for column, cell in enumerate(cells):
                put(sheet, row, column, cell, "0" if column in WHOLE else "#,##0.00####")
    _printed(sheet, row, len(STEP_COLUMNS))


def _cells_of_step(rate: Rate, number: int, step: Step) -> Iterable[Any]:
    yield from (rate.key, number, step.what)
    yield from (step.was.get(name) for name in BEFORE)
    yield "; ".join(f"{COLUMNS[name]}: {in_words(fact)}" for name, fact in step.was.items() if name not in BEFORE)
    yield from (step.factor, step.derivation, step.source, step.on, step.rebase or None)


def in_words(fact: Any) -> str:
    """A fact as one cell says it; nothing where there was none."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, float):
        return f"{fact:.15g}"
    return LISTED.join(fact) if isinstance(fact, tuple) else "" if fact is None else str(fact)


def _write_about(book: Book, card: RateCard) -> None:
    sheet = book.sheet(ABOUT)
    sheet.worksheet.set_column(0, 0, 16)
    sheet.worksheet.set_column(1, 1, 90)
    sheet.text(1, 0, card.name, bold=True, font_size=16)
    done = [("What was done" if number == 0 else "", line) for number, line in enumerate(card.record)]
    facts: list[tuple[str, float | str]] = [
        ("Name", card.name),
        ("As of", card.as_of),
        ("Rates", len(card)),
        ("Note", card.note),
        *done,
    ]
    for row, (label, fact) in enumerate(facts, 3):
        tall(sheet, row, [label, fact], (16, 90))
        sheet.text(row, 0, label, bold=True, valign="top")
        put(sheet, row, 1, fact, "0", **LEFT)
    if card.series:
        _write_series(sheet, card, len(facts) + 4)
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)


def _write_series(sheet: Sheet, card: RateCard, row: int) -> None:
    """The index series of the card's own: what each is, and its published figures one below the other."""
    sheet.text(row, 0, "Index series of this card", bold=True, font_size=12, font_color=ACCENT)
    for series in card.series.values():
        row += 2
        sheet.text(row, 0, series.key, bold=True, valign="top", text_wrap=True)
        for fact in (*FACTS_OF_A_SERIES, *FACTS_OF_A_FILE):
            if text := getattr(series, fact):
                row += 1
                tall(sheet, row, [fact, text], (16, 90))
                sheet.text(row, 0, fact.replace("_", " ").capitalize(), indent=1, valign="top")
                put(sheet, row, 1, text, "@")
        for place in range(0, len(series.values), series.every):
            row += 1
            month = month_after(series.first, place)
            sheet.text(row, 0, month, indent=1, font_color="#666666")
            cell = series.unpublished.get(month, float(series.values[place]))
            put(sheet, row, 1, cell, "#,##0.00####", **LEFT)


# -- what the sheets of a card have in common ------------------------------------------------------


def headings(sheet: Sheet, row: int, widths: Mapping[str, float], numbers: Iterable[str]) -> None:
    """A row of headings, those of numbers to the right, and the widths of their columns."""
    numbers = set(numbers)
    sheet.worksheet.set_row(row - 1, 32)
    for column, (heading, width) in enumerate(widths.items()):
        sheet.worksheet.set_column(column, column, width)
        align = RIGHT if heading in numbers else {"align": "left"}
        facts = {
            **align,
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": ACCENT,
            "text_wrap": True,
            "valign": "vcenter",
        }
        sheet.text(row, column, heading, **facts)


def put(sheet: Sheet, row: int, column: int, cell: float | str | None, shown: str, **facts: Any) -> None:
    """One cell, long text over several lines; an empty one stays empty."""
    if isinstance(cell, int | float):
        sheet.number(row, column, cell, **{"num_format": shown, "valign": "top", **RIGHT, **facts})
    elif cell:
        sheet.text(row, column, cell, text_wrap=len(cell) > 8, valign="top", **facts)


def tall(sheet: Sheet, row: int, cells: Iterable[float | str | None], widths: Iterable[float]) -> None:
    """A row as tall as its longest text needs; Excel would find out by itself, other programs do not."""
    lines = max(
        sum(math.ceil(len(line) / width) or 1 for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    )
    if lines > 1:
        sheet.worksheet.set_row(row - 1, min(LINE_HEIGHT * lines + 2, TALLEST))


def figure_format(rate: Rate) -> str:
    """How the figures of a rate are shown: money with cents, all else with the digits it has."""
    whole = all(figure.is_integer() for figure in rate.figures.values())
    return "#,##0" if whole and not money_in(rate.unit) else "#,##0.00####"


def _printed(sheet: Sheet, rows: int, columns: int) -> None:
    """A filter over all rows; on paper two pages wide, with headings and keys on each."""
    worksheet = sheet.worksheet
    worksheet.autofilter(0, 0, max(rows, 2) - 1, columns - 1)
    worksheet.set_landscape()
    worksheet.set_paper(8)
    worksheet.fit_to_pages(2, 0)
    worksheet.repeat_rows(0)
    worksheet.repeat_columns(0, 1)
    worksheet.hide_gridlines(0)  # lines on the screen and on paper: a row is long
