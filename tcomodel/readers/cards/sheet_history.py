"""The sheet History of a card: a row for each thing that was done to a rate, the earliest first.

    Key            Step   What was done   ...   Base before   Factor   How it was worked out      As data
    manila.hour    1      price date            11.00         1.1      124.5 / 113.2 = 1.1 ...    {"what": "price date",

The columns are for people. The last one holds the step as JSON; from there it is read when the workbook is imported.
"""

import json
from collections.abc import Iterator
from typing import Any

from tcomodel.rates import Rate, RateCard, Step
from tcomodel.rates.columns import AS_DATA, COLUMNS, HISTORY, LISTED, NUMBERS, STEP
from tcomodel.readers.cards.look import LONGEST, MANY_DIGITS, headings, printed, put, tall
from tcomodel.readers.excel.book import Book

BEFORE = {name: f"{COLUMNS[name]} before" for name in ("value", "low", "base", "high", "currency", "unit", "as_of")}
WIDTHS = {
    COLUMNS["key"]: 34, STEP: 7, "What was done": 18, **dict.fromkeys(BEFORE.values(), 13),
    "Other facts before": 40, "Factor": 11, "How it was worked out": 60, "Source": 44, "Done on": 12,
    "Part of rebase": 9,
}  # fmt: skip
COUNTED = (STEP, "Part of rebase")
OF_NUMBERS = (*COUNTED, "Factor", *(BEFORE[name] for name in BEFORE if name in NUMBERS))
DATA_WIDTH = 12
DATA_LOOK = {"text_wrap": False, "align": "fill", "font_color": "#808080"}  # on one line, cut where the column ends


def write_history(book: Book, card: RateCard) -> None:
    """Write the sheet."""
    sheet = book.sheet(HISTORY)
    headings(sheet, 1, {**WIDTHS, AS_DATA: DATA_WIDTH}, OF_NUMBERS)
    sheet.worksheet.freeze_panes(1, 1)
    row = 1
    for rate in card.rates.values():
        for number, step in enumerate(rate.history, 1):
            row += 1
            cells = list(_cells(rate, number, step))
            tall(sheet, row, cells, WIDTHS.values())
            for column, (heading, cell) in enumerate(zip(WIDTHS, cells, strict=True)):
                put(sheet, row, column, cell, "0" if heading in COUNTED else MANY_DIGITS)
            for column, piece in enumerate(_data(step), len(WIDTHS)):
                put(sheet, row, column, piece, "@", **DATA_LOOK)
    printed(sheet, row, len(WIDTHS))


def _cells(rate: Rate, number: int, step: Step) -> Iterator[Any]:
    yield from (rate.key, number, step.what)
    yield from (step.was.get(name) for name in BEFORE)
    yield "; ".join(f"{COLUMNS[name]}: {in_words(fact)}" for name, fact in step.was.items() if name not in BEFORE)
    yield from (step.factor, step.derivation, step.source, step.on, step.rebase or None)


def _data(step: Step) -> Iterator[str]:
    """The step as JSON, in as many cells as that needs: one, unless a text of it is very long."""
    return pieces(json.dumps(step.model_dump(exclude_defaults=True), sort_keys=True))


def pieces(text: str) -> Iterator[str]:
    """A text in as many cells as it needs."""
    yield from (text[start : start + LONGEST] for start in range(0, len(text), LONGEST))


def in_words(fact: Any) -> str:
    """A fact as one cell says it; nothing where there was none."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, float):
        return f"{fact:.15g}"
    return LISTED.join(fact) if isinstance(fact, tuple) else "" if fact is None else str(fact)
