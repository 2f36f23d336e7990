"""Sensitivity: what moves the answer most, break-even prices, other discount rates, an earlier end.

What needs the model to be run again with other inputs is worked out at export and says so; the cell at the top tells
whether the inputs are still those of the export. The rest is live.

Every table has so many rows as its slots, whatever stands in them: the sheet has one shape for all numbers, and each
cell of a slot refers to its record at the end of Inputs.
"""

from itertools import pairwise
from typing import Any

from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.checks.changes import COUNT
from tcomodel.readers.excel.checks.changes import SHEET as CHANGES
from tcomodel.readers.excel.inputs.exported import (
    EMPTY,
    MONEY_IN,
    NAME,
    NUMBER_IN,
    OF_UNIT,
    WORDS,
    Exported,
    Fact,
    Kept,
)
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import HEAD, QUIET, band, heads
from tcomodel.readers.excel.look.page import INDENTED, page, row_height
from tcomodel.readers.excel.look.widths import scale_for
from tcomodel.readers.excel.sensitivity.live import write_live
from tcomodel.readers.excel.sensitivity.slots import (
    AS_EXPORTED,
    LEFT_OUT,
    Measure,
    PriceSlot,
    Slot,
    money,
    of_service,
    price_slots,
    slots_of,
)
from tcomodel.readers.excel.sensitivity.tornado import insert_tornado
from tcomodel.results import Comparison
from tcomodel.sensitivity import CARD, MOVED_BY, SHARE, Swing, by_effect_on, swings

MOST, MOST_OF_CARD, MOST_OF_OPTION = 12, 8, 3  # slots
WIDTHS = (2, 52, 28, 16, 16, 16, 16, 16, 32, 32)
COLUMNS, OPTION_WIDTH = len(WIDTHS), 16
ROOM = {column: width - (INDENTED if column >= 8 else 0) for column, width in enumerate(WIDTHS)}  # for texts
SAYS = "One input at a time, all others as they are. Tables worked out at export hold for the inputs of the export."
STATE = '[Red]0" changed";;"none"'
LEAST_EFFECT = 1.0  # of money; what moves less moves nothing
CHART_ROWS, PAGE_HEIGHT = 26, 31  # rows; those of a landscape page at full size, with some that wrap
RECORD = {NAME: "Input", OF_UNIT: "Unit", NUMBER_IN: "Input", WORDS: "Costs least then"}
ANSWER = "What moves the answer most"
NONE_MOVES = "No input that is an amount moves the answer."
NONE_OF_CARD = "No card rate in use that moves the answer has a low and a high."
NONE_OF_OPTION = "No input that is an amount moves its cost."


def write_sensitivity(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Sensitivity sheet, and its numbers at the end of Inputs."""
    sheet = book.sheet("Sensitivity")
    widths = [*WIDTHS, *[OPTION_WIDTH] * (3 + len(comparison.options) - COLUMNS)]
    page(sheet, "Sensitivity", SAYS, dict(enumerate(widths)), {})
    sheet.text(2, 2, "Inputs changed since the export", font_color=QUIET, align="right")
    sheet.formula(2, 3, f"={CHANGES}!{COUNT}", 0, bold=True, num_format=STATE, align="left")
    tables = _Tables(sheet, book, comparison, layout)
    starts = [5]
    for write in (tables.answer, tables.card, tables.prices):
        starts.append(write(starts[-1]) + 1)
    starts += tables.options(starts[-1])
    tables.exported.close()
    starts += write_live(sheet, book, comparison, layout, starts[-1])
    scale = scale_for(widths)
    sheet.worksheet.freeze_panes(4, 2)
    sheet.worksheet.set_print_scale(scale)
    sheet.worksheet.set_h_pagebreaks(_page_breaks(starts, 100 * PAGE_HEIGHT // scale))


def _page_breaks(starts: list[int], rows: int) -> list[int]:
    """The rows after which a page ends, so that no table is cut that fits on a page."""
    breaks, top = [], 1
    for start, end in pairwise(starts):
        if end - top > rows and start > top:
            breaks.append(start - 1)
            top = start
    return breaks


class _Tables:
    """The tables worked out at export, each returning the row after it; each has rows of its own in the record."""

    def __init__(self, sheet: Sheet, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.sheet, self.book, self.comparison = sheet, book, comparison
        self.exported = Exported(book, comparison, layout)
        self.swings = swings(comparison)
        self.first = comparison.cheapest
        self.alone = not self.swings or self.swings[0].now.lead is None
        self.measure = Measure(self.first.key if self.alone else "")

    def answer(self, row: int) -> int:
        """The inputs that move the lead of the cheapest option most, with the chart."""
        percent = f"{MOVED_BY * 100:.4g} %"
        self._band(row, f"{ANSWER}: each input {percent} lower and {percent} higher")
        found = self._strongest(SHARE)
        title = self._opening(row + 1, found)
        first = row + 5
        slots = slots_of(found, MOST, self.measure, self.comparison, NONE_MOVES)
        row = self._table(row + 4, "Input", ANSWER, slots)
        self.sheet.text(row, 1, of_service(found[:MOST]), italic=True, font_color=QUIET)
        if found:
            insert_tornado(self.book, self.sheet, (first, first + len(found[:MOST]) - 1), title, row + 1)
        return row + CHART_ROWS

    def card(self, row: int) -> int:
        """The same between the low and the high of the card rates in use."""
        self._band(row, "The same with card rates at the low and at the high end of their range")
        slots = slots_of(self._strongest(CARD), MOST_OF_CARD, self.measure, self.comparison, NONE_OF_CARD)
        return self._table(row + 1, "Input", "Card rates, low and high", slots)

    def prices(self, row: int) -> int:
        """The price change at which each vendor costs as much as another option."""
        self._band(row, "Break-even prices: the price change at which both have the same net present value")
        heads(self.sheet, {1: "Vendor", 2: "Against", COLUMNS - 1: ""}, row + 1)
        self.sheet.text(row + 1, 3, "Price change", **HEAD, align="right")
        self.sheet.text(row + 1, 4, "What that means", **HEAD, indent=1)
        slots = price_slots(self.comparison)
        if not slots:
            self.sheet.text(row + 2, 1, "No vendor to compare with another option.")
            return row + 3
        self.exported.heads({NAME: "Vendor", OF_UNIT: "Against", NUMBER_IN: "Price change", WORDS: "What that means"})
        row += 2
        for slot in slots:
            self._price(row, slot)
            row += 1
        told = "Against the prices of the contract, by the input Price change to try; amounts that clauses state stay."
        self.sheet.text(row, 1, told, italic=True, font_color=QUIET)
        return row + 1

    def options(self, row: int) -> list[int]:
        """What moves the cost of each option itself most: where the tables after the first begin, and the row after."""
        self._band(row, "What moves each option's own net present value most")
        starts = [row + 1]
        compared = {option.key for option in self.comparison.compared}
        for option in self.comparison.options:
            takes_part = option.key in compared
            found = by_effect_on(option.key, self.swings) if takes_part else []
            none = NONE_OF_OPTION if takes_part else LEFT_OUT.capitalize()
            slots = slots_of(found, MOST_OF_OPTION, Measure(option.key), self.comparison, none)
            starts.append(self._table(starts[-1], option.label, f"What moves {option.label} most", slots) + 1)
        return starts[1:]

    def _strongest(self, reading: str) -> list[Swing]:
        return [swing for swing in self.swings if swing.reading == reading and swing.effect >= LEAST_EFFECT]

    def _band(self, row: int, title: str) -> None:
        band(self.sheet, row, f"{title} (worked out at export)", COLUMNS)

    def _opening(self, row: int, found: list[Swing]) -> tuple[int, str]:
        """Who costs least, by how much, and what the changes below are changes of: the row that says so, and how."""
        label, now = self.first.label, self.first.figure("npv") or 0.0
        if found and not self.alone:
            now = self.measure.of(found[0].now) or 0.0
        told = "Its net present value" if self.alone else "Its lead over the best of the others"
        of = f"the {'net present value' if self.alone else 'lead'} of {label}, {self.book.currency}"
        self.exported.heads({NAME: "The answer", OF_UNIT: "Unit", MONEY_IN: "Amount", WORDS: "In words"})
        who = self.exported.keep({NAME: Fact("Costs least, by net present value"), WORDS: Fact(label)})
        lead = self.exported.keep({NAME: Fact(told), OF_UNIT: Fact(self.book.currency), MONEY_IN: money(now)})
        title = self.exported.keep({NAME: Fact("What changes"), WORDS: Fact(f"Change of {of}")})
        self.sheet.text(row, 1, "Costs least as exported, by net present value", valign="top")
        self._show(row, 3, who[WORDS], bold=True)
        self._show(row + 1, 1, lead[NAME])
        self._show(row + 1, 2, lead[OF_UNIT], font_color=QUIET)
        self._show(row + 1, 3, lead[MONEY_IN], bold=True)
        told = "Where a change makes another option cost least, it stands on the right, in red."
        self.sheet.text(row + 1, 4, told, italic=True, valign="top", align="left", indent=1, font_color=QUIET)
        self._show(row + 2, 1, title[WORDS], italic=True)
        return row + 2, str(title[WORDS].fact.value)

    def _table(self, row: int, title: str, about: str, slots: list[Slot]) -> int:
        """One row a slot; the row after the last. The heads stand in ``row``."""
        own = title != "Input"
        heads(self.sheet, {1: title, 2: "Unit", COLUMNS - 1: ""}, row)
        row_height(self.sheet, row, {1: title}, dict(enumerate(WIDTHS)))
        name = "NPV change" if own else "Change"
        for column, text in enumerate(("As exported", "Input, low", "Input, high", f"{name}, low", f"{name}, high"), 3):
            self.sheet.text(row, column, text, **HEAD, align="right")
        for column, text in ((8, "Costs least, low"), (9, "Costs least, high")):
            self.sheet.text(row, column, text, **HEAD, indent=1)
        self.exported.heads({**RECORD, NAME: about, MONEY_IN: "NPV change" if own else "Change of the result"})
        for number, slot in enumerate(slots, 1):
            row += 1
            self._slot(row, slot, f"{number} of {len(slots)}")
        return row + 1

    def _slot(self, row: int, slot: Slot, about: str) -> None:
        named = {NAME: Fact(slot.name), OF_UNIT: Fact(slot.unit)}
        state = Fact(AS_EXPORTED) if slot.is_filled else EMPTY
        kept = self.exported.keep({**named, MONEY_IN: EMPTY, NUMBER_IN: slot.now, WORDS: state}, about)
        self._show(row, 1, kept[NAME], text_wrap=True)
        beside = {8 + column: end.cheapest for column, end in enumerate((slot.low, slot.high))}
        row_height(self.sheet, row, {1: slot.name, **beside}, ROOM, bold=beside)
        self._show(row, 2, kept[OF_UNIT], font_color=QUIET)
        self._show(row, 3, kept[NUMBER_IN])
        for column, end in enumerate((slot.low, slot.high)):
            facts = {MONEY_IN: end.change, NUMBER_IN: end.value, WORDS: Fact(end.cheapest)}
            kept = self.exported.keep({NAME: Fact(end.told), **facts})
            self._show(row, 4 + column, kept[NUMBER_IN])
            self._show(row, 6 + column, kept[MONEY_IN], **({"bold": True} if end.turns else {}))
            red = {"bold": True, "font_color": "#C00000"} if end.turns else {"font_color": QUIET}
            self._show(row, 8 + column, kept[WORDS], indent=1, align="left", text_wrap=True, **red)

    def _price(self, row: int, slot: PriceSlot) -> None:
        vendor = slot.vendor.label
        kept = self.exported.keep(
            {NAME: Fact(vendor), OF_UNIT: Fact(slot.against), NUMBER_IN: slot.change, WORDS: Fact(slot.told)}
        )
        self._show(row, 1, kept[NAME], text_wrap=True)
        self._show(row, 2, kept[OF_UNIT], text_wrap=True)
        row_height(self.sheet, row, {1: vendor, 2: slot.against}, dict(enumerate(WIDTHS)))
        self._show(row, 3, kept[NUMBER_IN])
        self._show(row, 4, kept[WORDS], indent=1, align="left", font_color="#444444")

    def _show(self, row: int, column: int, kept: Kept, **facts: Any) -> None:
        """A cell of the record: a number as the record shows it, a word in grey among numbers."""
        value, looks = kept.fact.value, {"valign": "top", "num_format": kept.fact.shown}
        if isinstance(value, str) and 3 <= column < 8 and not facts:
            looks |= {"align": "right", "font_color": QUIET}
        self.sheet.formula(row, column, kept.formula, value, **looks, **facts)
