"""The sheets About, what a card says of itself, and Series, its own index series side by side.

Series    house               usd_per_eur
Title     House index         Dollars for a euro
Unit      2015 = 100          USD per EUR
2025-01   100.00              1.0353
2025-02   nobody asked        1.0413
"""

from dataclasses import replace
from typing import Any

from tcomodel.index_series import AVERAGE
from tcomodel.rates import RateCard
from tcomodel.rates.columns import ABOUT, FINGERPRINT, LISTED, SERIES
from tcomodel.readers.cards.card_facts import SERIES_NOT_SAID, facts_of_series
from tcomodel.readers.cards.look import LEFT, MANY_DIGITS, headings, put, put_heading, tall
from tcomodel.readers.excel.book import Book

LABELS, FACTS, FIGURES = 16, 90, 26  # the widths of columns
NO_REASON = "not published"


def write_about(book: Book, card: RateCard) -> None:
    """Write the sheet About."""
    sheet = book.sheet(ABOUT)
    sheet.worksheet.set_column(0, 0, LABELS)
    sheet.worksheet.set_column(1, 1, FACTS)
    put(sheet, 1, 0, card.name, "@", bold=True, font_size=16, text_wrap=False)
    done = [("What was done" if number == 0 else "", line) for number, line in enumerate(card.record)]
    facts: list[tuple[str, float | str]] = [
        ("Name", card.name),
        ("As of", card.as_of),
        ("Rates", len(card)),
        ("Note", card.note),
        (FINGERPRINT, replace(card, origins={}).fingerprint),
        *done,
    ]
    for row, (label, fact) in enumerate(facts, 3):
        tall(sheet, row, [label, fact], (LABELS, FACTS))
        sheet.text(row, 0, label, bold=True, valign="top")
        put(sheet, row, 1, fact, "0", **LEFT)
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)


def write_series(book: Book, card: RateCard) -> None:
    """Write the sheet Series: a column each with its texts, then its published figures or why there is none."""
    sheet = book.sheet(SERIES)
    told = [{"taken": AVERAGE, **facts_of_series(one)} for one in card.series.values()]
    facts_said = (*SERIES_NOT_SAID, *(["accepted"] if any("accepted" in one for one in told) else []))
    widths = (LABELS, *(FIGURES for _ in told))
    headings(sheet, 1, {SERIES: LABELS})
    for column, key in enumerate(card.series, 1):
        sheet.worksheet.set_column(column, column, FIGURES)
        put_heading(sheet, 1, column, key)
    row = 1
    for fact in facts_said:
        row += 1
        cells = [fact.replace("_", " ").capitalize(), *(_text(facts.get(fact, "")) for facts in told)]
        tall(sheet, row, cells, widths)
        for column, cell in enumerate(cells):
            put(sheet, row, column, cell, "@", bold=column == 0)
    figures = [
        {**facts["months"], **{month: why or NO_REASON for month, why in facts.get("unpublished", {}).items()}}
        for facts in told
    ]
    for month in sorted({month for one in figures for month in one}):
        row += 1
        put(sheet, row, 0, month, "@", font_color="#666666")
        for column, one in enumerate(figures, 1):
            put(sheet, row, column, one.get(month), MANY_DIGITS)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)


def _text(fact: Any) -> str:
    return LISTED.join(fact) if isinstance(fact, list) else str(fact)
