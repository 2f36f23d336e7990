"""Sensitivity: what moves the answer most, break-even prices, other discount rates, an earlier end.

What needs the model to be run again with other inputs is worked out at export and says so; the cell at the top tells
whether the inputs are still those of the export. The rest is live.
"""

from dataclasses import dataclass
from itertools import pairwise

from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.changes_sheet import COUNT
from tcomodel.readers.excel.changes_sheet import SHEET as CHANGES
from tcomodel.readers.excel.exported import Exported
from tcomodel.readers.excel.frame import HEAD, heads
from tcomodel.readers.excel.input_sheets import heading
from tcomodel.readers.excel.input_words import shown, unit_of_input
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.live_sensitivity import write_live
from tcomodel.readers.excel.option_columns import MONEY
from tcomodel.readers.excel.page import page, row_height
from tcomodel.readers.excel.tornado import insert_tornado
from tcomodel.readers.excel.widths import scale_for
from tcomodel.readers.sensitivity_words import break_even_in_words, end_in_words, name_of_swing
from tcomodel.results import Comparison
from tcomodel.sensitivity import CARD, SHARE, End, Swing, break_even_prices, by_effect_on, swings

STEP = 0.1  # 10 % lower and higher
MOST, MOST_OF_CARD, MOST_OF_OPTION = 12, 8, 3
WIDTHS = (2, 52, 28, 15, 15, 15, 18, 18, 32, 32)
COLUMNS, OPTION_WIDTH = len(WIDTHS), 16
NAME_HEIGHT = 42.0  # points: three lines of a long name
SAYS = "One input at a time, all others as they are. Tables worked out at export hold for the inputs of the export."
STATE = '[Red]0" changed";;"none"'
LEAST_EFFECT = 1.0  # of money; what moves less moves nothing
CHART_ROWS, PAGE_HEIGHT = 25, 34  # rows; those of a landscape page at full size


def write_sensitivity(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Sensitivity sheet, and its numbers at the end of Inputs."""
    sheet = book.sheet("Sensitivity")
    widths = [*WIDTHS, *[OPTION_WIDTH] * (3 + len(comparison.options) - COLUMNS)]
    page(sheet, "Sensitivity", SAYS, dict(enumerate(widths)), {})
    sheet.text(2, 2, "Inputs changed since the export", font_color="#666666", align="right")
    sheet.formula(2, 3, f"={CHANGES}!{COUNT}", 0, bold=True, num_format=STATE, align="left")
    tables = _Tables(sheet, book, comparison, layout)
    starts = [5]
    for write in (tables.answer, tables.card, tables.prices, tables.options):
        starts.append(write(starts[-1]) + 1)
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


@dataclass(frozen=True)
class _Measure:
    """What a table shows of an end: the lead of the cheapest, or an option's own cost."""

    name: str
    option: str = ""

    def of(self, end: End) -> float | None:
        return end.npv[self.option] if self.option else end.lead


class _Tables:
    """The tables worked out at export, each returning the row after it."""

    def __init__(self, sheet: Sheet, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.sheet, self.book, self.comparison, self.layout = sheet, book, comparison, layout
        title = "Sensitivity as exported: leave these alone, the sheet Sensitivity shows them"
        self.exported = Exported(book, layout, title, "Worked out at export, a record: Sensitivity shows it.")
        self.swings = swings(comparison, STEP)
        self.labels = {option.key: option.label for option in comparison.options}
        self.first = comparison.cheapest
        alone = not self.swings or self.swings[0].now.lead is None
        self.measure = _Measure(f"NPV of {self.first.label}", self.first.key) if alone else _Measure("Lead")

    def answer(self, row: int) -> int:
        """The inputs that move the lead of the cheapest option most, with the chart."""
        percent = f"{STEP * 100:.4g} %"
        self._band(row, f"What moves the answer most: each input {percent} lower and {percent} higher")
        found = [swing for swing in self.swings if swing.reading == SHARE and swing.effect >= LEAST_EFFECT][:MOST]
        if not found:
            self.sheet.text(row + 1, 1, "No input that is an amount moves the answer.")
            return row + 2
        row = self._opening(row + 1, found[0])
        first = row + 1
        row = self._table(row, found, self.measure)
        insert_tornado(self.book, self.sheet, (first, row - 1), self._chart_title(), row)
        return row + CHART_ROWS

    def card(self, row: int) -> int:
        """The same between the low and the high of the card rates in use."""
        found = [swing for swing in self.swings if swing.reading == CARD and swing.effect >= LEAST_EFFECT][
            :MOST_OF_CARD
        ]
        self._band(row, "The same with card rates at the low and at the high end of their range")
        if not found:
            self.sheet.text(row + 1, 1, "No card rate in use that moves the answer has a low and a high.")
            return row + 2
        return self._table(row + 1, found, self.measure)

    def prices(self, row: int) -> int:
        """The price change at which each vendor costs as much as another option."""
        self._band(row, "Break-even prices: the price change at which both have the same net present value")
        heads(self.sheet, {1: "Vendor", 2: "Against", COLUMNS - 1: ""}, row + 1)
        self.sheet.text(row + 1, 3, "Price change", **HEAD, align="right")
        self.sheet.text(row + 1, 4, "What that means", **HEAD, indent=1)
        row += 2
        found = break_even_prices(self.comparison)
        if not found:
            self.sheet.text(row, 1, "No vendor to compare with another option.")
            return row + 1
        for one in found:
            vendor, against = self.labels[one.option], self.labels[one.against]
            self.sheet.text(row, 1, vendor, text_wrap=True, valign="top")
            self.sheet.text(row, 2, against, text_wrap=True, valign="top")
            row_height(self.sheet, row, {1: vendor, 2: against}, dict(enumerate(WIDTHS)))
            if one.change is None:
                self.sheet.text(row, 3, "none" if not one.changes else "several", align="right")
            else:
                label = f"Break-even price change of {vendor} against {against}"
                formula = self.exported.formula(one, label, "share", one.change, "0.00%")
                self.sheet.formula(row, 3, formula, one.change, num_format="+0.0%;-0.0%;0.0%")
            told = break_even_in_words(one)
            self.sheet.text(row, 4, told[:1].upper() + told[1:], indent=1, font_color="#444444")
            row += 1
        told = "Against the prices of the contract, by the input Price change to try; amounts that clauses state stay."
        self.sheet.text(row, 1, told, italic=True, font_color="#666666")
        return row + 1

    def options(self, row: int) -> int:
        """What moves the cost of each option itself most."""
        self._band(row, "What moves each option's own net present value most")
        row += 1
        for option in self.comparison.compared:
            found = by_effect_on(option.key, self.swings)[:MOST_OF_OPTION]
            if found:
                row = self._table(row, found, _Measure(f"NPV of {option.label}", option.key)) + 1
        return row

    def _band(self, row: int, title: str) -> None:
        heading(self.sheet, row, f"{title} (worked out at export)", COLUMNS)

    def _opening(self, row: int, swing: Swing) -> int:
        """Who costs least, and by how much."""
        now = self.measure.of(swing.now) or 0.0
        self.sheet.text(row, 1, "Costs least as exported, by net present value")
        self.sheet.text(row, 3, self.first.label, bold=True)
        lead = not self.measure.option
        told = "Its lead over the best of the others" if lead else "Its net present value"
        self.sheet.text(row + 1, 1, told)
        self.sheet.text(row + 1, 2, self.book.currency, font_color="#666666")
        self.sheet.formula(row + 1, 3, self._now(self.measure, now), now, bold=True, num_format=MONEY)
        if lead:
            told = "A change below minus the lead, in bold, makes another option cost least."
            self.sheet.text(row + 1, 4, told, italic=True, indent=1, font_color="#666666")
        return row + 2

    def _now(self, measure: _Measure, value: float) -> str:
        label = measure.name if measure.option else f"Lead of {self.first.label} over the best of the others"
        return self.exported.formula((measure, "now"), label, self.book.currency, value, "#,##0.00")

    def _table(self, row: int, found: list[Swing], measure: _Measure) -> int:
        """One row an input; the row after the last. The heads stand in ``row``."""
        name = "Lead" if not measure.option else "NPV"
        title = "Input" if not measure.option else self.labels[measure.option]
        heads(self.sheet, {1: title, 2: "Unit", COLUMNS - 1: ""}, row)
        row_height(self.sheet, row, {1: title}, dict(enumerate(WIDTHS)))
        changes = (f"{name} change, low", f"{name} change, high")
        for column, text in enumerate(("Input now", "Input, low", "Input, high", *changes), 3):
            self.sheet.text(row, column, text, **HEAD, align="right")
        for column, text in ((8, "Costs least, low"), (9, "Costs least, high")):
            self.sheet.text(row, column, text, **HEAD, indent=1)
        for swing in found:
            row += 1
            self._input(row, swing)
            for end, side, column in ((swing.low, "low", 0), (swing.high, "high", 1)):
                self._end(row, swing, measure, end, side, column)
        return row + 1

    def _input(self, row: int, swing: Swing) -> None:
        name = name_of_swing(swing)
        told = f"{name}; held within its limits" if swing.clipped else name
        self.sheet.text(row, 1, told, text_wrap=True, valign="top")
        row_height(self.sheet, row, {1: told}, dict(enumerate(WIDTHS)))
        self.sheet.text(row, 2, unit_of_input(swing.input.given, self.book.currency), font_color="#666666")
        if not swing.is_plain:
            self.sheet.text(row, 3, "series", align="right", font_color="#666666")
            return
        spot = self.layout[swing.input]
        self.sheet.formula(row, 3, f"={spot.sheet}!$D${spot.row}", swing.now.value, num_format=shown(swing.input.given))

    def _end(self, row: int, swing: Swing, measure: _Measure, end: End | None, side: str, column: int) -> None:
        grey = {"align": "right", "font_color": "#666666"}
        if end is None:
            for cell in (4, 6):
                self.sheet.text(row, cell + column, "refused", **grey)
            self.sheet.text(row, 8 + column, "the contract would contradict itself", font_color="#666666")
            return
        name = f"{name_of_swing(swing)}, {end_in_words(swing, end, low=not column)}"
        key = (swing.input, swing.reading, side)
        if swing.is_plain:
            unit, form = unit_of_input(swing.input.given, self.book.currency), shown(swing.input.given)
            formula = self.exported.formula((key, "value"), f"{name}: the input", unit, end.value, form)
            self.sheet.formula(row, 4 + column, formula, end.value, num_format=form)
        else:
            self.sheet.text(row, 4 + column, "each moved", **grey)
        self._change(row, 6 + column, f"{name}: {measure.name}", (key, measure), measure, swing, end)
        other = end.cheapest != swing.now.cheapest
        told = self.labels[end.cheapest] if other else "the same"
        colour = "#C00000" if other else "#666666"
        self.sheet.text(row, 8 + column, told, bold=other, indent=1, font_color=colour, text_wrap=True, valign="top")
        if len(told) > WIDTHS[8]:
            self.sheet.worksheet.set_row(row - 1, NAME_HEIGHT)

    def _change(
        self, row: int, column: int, label: str, key: object, measure: _Measure, swing: Swing, end: End
    ) -> None:
        value, now = measure.of(end), measure.of(swing.now)
        if value is None or now is None:
            self.sheet.text(row, column, "no lead", align="right", font_color="#666666")
            return
        there = self.exported.formula(key, label, self.book.currency, value, "#,##0.00")
        formula = f"=ROUND({there.removeprefix('=')}-{self._now(measure, now).removeprefix('=')},2)"
        strong = end.cheapest != swing.now.cheapest
        self.sheet.formula(row, column, formula, round(value - now, 2) + 0.0, num_format=MONEY, bold=strong)

    def _chart_title(self) -> str:
        if self.measure.option:
            return f"Change of the net present value of {self.first.label}, {self.book.currency}"
        return f"Change of the lead of {self.first.label}, {self.book.currency}"
