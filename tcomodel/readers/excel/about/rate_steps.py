"""What was done to the card rates in use, step by step, and the records of their cards: text, below the live changes.

philippines.hour   price date   11 USD/hour of 2024   11.75 USD/hour of 2026-05   1.0683   2026-11-02   ...
"""

import textwrap
from collections.abc import Iterable, Sequence

from tcomodel.rates import Rate, RateCard
from tcomodel.readers.excel.book import Sheet
from tcomodel.readers.excel.look.frame import band
from tcomodel.readers.excel.look.page import WRAPPED, on_rows, row_height
from tcomodel.readers.rate_history import PLAIN, StepInWords, steps_of
from tcomodel.results import Comparison

OF_STEPS = ("Rate", "What was done", "Before", "After", "Factor", "Done on", "Working", "Source", "Other facts before")
STEPS = "Steps: what was done to the card rates in use, in the order in which it happened"
OF_ANOTHER = "; what was done to a rate that took another's place comes before the replacement"
OF_CARDS = "Record of the cards the rates come from"
NOTHING_DONE = "Nothing was done to the card rates in use: each figure is that of its source."
LONGEST = 190  # characters of a record in one row


def write_steps(sheet: Sheet, comparison: Comparison, row: int, widths: Sequence[float]) -> None:
    """Every step done to a card rate in use, then the records of the cards."""
    card, inputs = comparison.model.card, comparison.model.inputs
    used = {one.rate.key: one.rate for one in inputs if one.rate is not None}
    steps = [step for key in sorted(used) for step in steps_of(used[key])]
    by_column = dict(enumerate(widths))
    told = f"{STEPS}{OF_ANOTHER if any(step.of for step in steps) else ''}"
    band(sheet, row, told, len(widths))
    if not steps:
        sheet.text(row + 1, 0, NOTHING_DONE, italic=True)
        row += 3
    else:
        for column, head in enumerate(OF_STEPS):
            sheet.text(row + 1, column, head, bold=True)
        row += 2
        for texts in (part for step in steps for part in on_rows(_of_step(step), widths)):
            for column, text in enumerate(texts):
                sheet.text(row, column, text, **WRAPPED)
            row_height(sheet, row, dict(enumerate(texts)), by_column)
            row += 1
        row += 1
    records = list(_records(card, used))
    if records:
        band(sheet, row, OF_CARDS, len(widths))
        for name, line in records:
            row += 1
            sheet.text(row, 0, name, **WRAPPED)
            sheet.text(row, 1, line)
            row_height(sheet, row, {0: name}, by_column)
    sheet.worksheet.print_area(0, 0, row, len(widths) - 1)


def _of_step(step: StepInWords) -> Sequence[str]:
    what = f"{step.what} ({step.of})" if step.of else step.what
    before = f"{step.before} of {step.date_before}"
    if step.what in PLAIN and before == step.after:
        before = ""  # it came onto a card; there was nothing before
    return (
        step.rate, what, before, step.after, step.factor, step.on, step.derivation, step.source, step.other_facts,
    )  # fmt: skip


def _records(card: RateCard, used: dict[str, Rate]) -> Iterable[tuple[str, str]]:
    """The record of the scenario's card, then of the cards under it that rates in use come from."""
    origins = {id(one): one for one in (card.origin(key) for key in used)}
    said = [(card.name, line) for line in card.record]
    said += [(other.name, line) for other in origins.values() for line in other.record]
    for name, line in dict.fromkeys(said):
        yield from ((name, part) for part in textwrap.wrap(line, LONGEST, break_on_hyphens=False))
