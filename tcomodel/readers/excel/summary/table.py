"""The table of the Summary: an option a row, its place and figures, whether it takes part and at what prices.

    Place   Option                   Total cost   Payback   Takes part   Price change
    1       Philippines, per seat    13,917,422   3.1       yes          0%
    -       Own team                 left out     -         no           no price

Numbers are those of the Comparison times 1 or 0: an option that is left out shows none. What can be changed on Inputs
is a link to where it is changed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.readers.answer import MEANINGLESS_RETURN
from tcomodel.readers.excel.book import LINE, LINKED, Sheet
from tcomodel.readers.excel.comparison.rows import OptionRows
from tcomodel.readers.excel.comparison.standing import price_change_of
from tcomodel.readers.excel.comparison.states import NO_PRICE
from tcomodel.readers.excel.look.frame import HEAD, QUIET
from tcomodel.readers.excel.look.number_formats import AMOUNT, UNIT_COST_IN_CENTS
from tcomodel.readers.excel.look.widths import LINE_HEIGHT, PER_LETTER, width_of_numbers
from tcomodel.readers.excel.summary.answer import NAME_POINTS, PAYBACK, SHARE
from tcomodel.results import OptionResult

PLACE, OPTION, FIRST_FIGURE = 1, 2, 3  # columns B, C, D
PLACE_WIDTH, OPTION_WIDTH, LEAST_WIDTH = 7, 38, 11.5
YES_NO = '"yes";;"no"'
RATE_WIDTH = 14.5
HEAD_POINTS = LINE_HEIGHT * 4 + 2


@dataclass(frozen=True)
class Column:
    """One column: the row of the Comparison it shows, its head and how a number is shown."""

    name: str
    head: str
    shown: str | Callable[[OptionResult], str]


def columns_of(rows: OptionRows) -> list[Column]:
    """The figures that the options have, in the order a reader asks for them."""
    currency = rows.book.currency
    possible = (
        Column("tco", f"Total cost of the term, {currency}", AMOUNT),
        Column("npv", f"Net present value, {currency}", AMOUNT),
        Column("equal_annual_cost", f"Equal annual cost, {currency}", AMOUNT),
        Column("cost_per_contact", f"Cost per contact, {currency}", UNIT_COST_IN_CENTS),
        Column("cost_per_resolved_contact", f"Cost per resolved contact, {currency}", UNIT_COST_IN_CENTS),
        Column("term_saving", f"Saving against baseline, {currency}", AMOUNT),
        Column("saving_share", "Saving, share of baseline", SHARE),
        Column("payback", "Payback, months", PAYBACK),
        Column("rate_of_return", "Return on the saving (IRR), per year", rate_in_short),
    )
    return [one for one in possible if one.name in rows.at]


def rate_in_short(option: OptionResult) -> str:
    """A rate of return, or in a word or two why there is none: zero stands for a rate that is not there."""
    instead = "none at export" if option.yearly_irr is None else "export again"
    return f'[>{MEANINGLESS_RETURN:.0f}]"over 1,000%";[=0]"{instead}";0.0%'


def widths_of(rows: OptionRows) -> list[float]:
    """Widths of the columns from A on."""
    figures = [max(LEAST_WIDTH, _needed(rows, one)) for one in columns_of(rows)]
    switches = [LEAST_WIDTH] * (3 if "unserved" in rows.at else 2)
    return [2, PLACE_WIDTH, OPTION_WIDTH, *figures, *switches]


def _needed(rows: OptionRows, column: Column) -> float:
    if not isinstance(column.shown, str):
        return RATE_WIDTH
    shown = column.shown
    return math.ceil(width_of_numbers(rows.numbers(column.name), shown.partition(";")[0]))


def extra_height(rows: OptionRows) -> int:
    """Pixels by which the rows of the table and the name of the answer are higher than others, together."""
    points = sum(height_of(option) for option in rows.options) + HEAD_POINTS + NAME_POINTS
    return round(points / 0.75) - 19 * (len(rows.options) + 2)


def height_of(option: OptionResult) -> float:
    """The height of an option's row, in points."""
    return LINE_HEIGHT * len(wrap(option.label, int(OPTION_WIDTH / PER_LETTER) - 2)) + 3


def write_table(sheet: Sheet, rows: OptionRows, row: int) -> int:
    """The table with its heads in ``row``; returns the row after it and what is said below it."""
    table = _Table(sheet, rows, row)
    table.heads()
    for position in range(len(rows.options)):
        table.option(position)
    table.marked()
    rows.on_summary["table"] = table.cells()
    below = row + len(rows.options) + 1
    told = "The best is shaded. Words in blue are links to Inputs, where options are left out and prices moved."
    sheet.text(below, PLACE, told, italic=True, font_color=QUIET)
    return below + 1


class _Table:
    def __init__(self, sheet: Sheet, rows: OptionRows, row: int) -> None:
        self.sheet, self.rows, self.row, self.columns = sheet, rows, row, columns_of(rows)
        self.serves = FIRST_FIGURE + len(self.columns)
        self.takes = self.serves + (1 if "unserved" in rows.at else 0)
        self.moved = self.takes + 1

    def cells(self) -> dict[str, str]:
        """The cells of each figure, by its row of the Comparison."""
        first, last = self.row + 1, self.row + len(self.rows.options)
        shown = {"place": PLACE} | {one.name: column for column, one in enumerate(self.columns, FIRST_FIGURE)}
        letters = {name: column_letters(column) for name, column in shown.items()}
        return {name: f"Summary!${letter}${first}:${letter}${last}" for name, letter in letters.items()}

    def heads(self) -> None:
        names = {PLACE: "Place", OPTION: "Option", self.takes: "Takes part", self.moved: "Price change to try"}
        if "unserved" in self.rows.at:
            names[self.serves] = "Serves all of the work"
        names |= {column: one.head for column, one in enumerate(self.columns, FIRST_FIGURE)}
        for column, text in names.items():
            align = {"align": "left"} if column in (PLACE, OPTION) else {"align": "right", "indent": 1}
            self.sheet.text(self.row, column, text, **HEAD, text_wrap=True, valign="bottom", **align)
        self.sheet.worksheet.set_row(self.row - 1, HEAD_POINTS)

    def option(self, position: int) -> None:
        rows, row = self.rows, self.row + 1 + position
        option, letters = rows.options[position], rows.letters[position]
        line = {"bottom": 7, "bottom_color": LINE, "valign": "top"}
        takes = rows.values["takes_part"][position]
        self._counted(row, PLACE, letters, "place", option, '0;;"–"', {**line, "align": "left", "bold": True})
        self.sheet.text(row, OPTION, option.label, text_wrap=True, **line)
        self.sheet.worksheet.set_row(row - 1, height_of(option))
        for column, one in enumerate(self.columns, FIRST_FIGURE):
            shown = one.shown if isinstance(one.shown, str) else one.shown(option)
            self._counted(row, column, letters, one.name, option, shown, {**line, "align": "right"})
        if "unserved" in rows.at:
            formula, value = f"=1-Comparison!{letters}{rows.at['unserved']}", 1 - rows.of("unserved", option)
            self.sheet.formula(row, self.serves, formula, value, num_format=YES_NO, align="right", **line)
        switch = rows.layout[option.model.scope.inputs["in_comparison"]].row
        formula = f"=Comparison!{letters}{rows.at['takes_part']}"
        self._linked(row, self.takes, switch, formula, takes, YES_NO, line)
        given = price_change_of(rows, option)
        if given is None:
            self.sheet.text(row, self.moved, NO_PRICE, align="right", font_color=QUIET, **line)
            return
        formula, value = f"=Comparison!{letters}{rows.at['price_change']}", rows.of("price_change", option)
        self._linked(row, self.moved, rows.layout[given].row, formula, value, "+0.0##%;[Red]-0.0##%;0%", line)

    def _counted(
        self, row: int, column: int, letters: str, name: str, option: OptionResult, shown: str, facts: dict[str, Any]
    ) -> None:
        """A figure where the option takes part, nothing where it is left out."""
        value = self.rows.of(name, option)
        if isinstance(value, str):
            self.sheet.text(row, column, value, font_color=QUIET, **facts)
            return
        formula = f"=Comparison!{letters}{self.rows.at[name]}*Comparison!{letters}${self.rows.at['takes_part']}"
        self.sheet.formula(row, column, formula, value * self.rows.of("takes_part", option), num_format=shown, **facts)

    def _linked(
        self, row: int, column: int, target: int, formula: str, value: Any, shown: str, facts: dict[str, Any]
    ) -> None:
        """A live number that is a link to the input it comes from."""
        self.sheet.link(row, column, f"internal:Inputs!D{target}", "Inputs")
        looks = {"num_format": shown, "align": "right", "font_color": LINKED, "underline": 1}
        self.sheet.formula(row, column, formula, value, **{**looks, **facts})

    def marked(self) -> None:
        """The best in a shade, what is left out in grey and in words, what does not serve the work in red."""
        worksheet, workbook = self.sheet.worksheet, self.rows.book.workbook
        first, last = self.row + 1, self.row + len(self.rows.options)
        takes = column_letters(self.takes)
        grey = {"font_color": "#8A8F94", "italic": True}
        words = {**grey, "num_format": '"left out";"left out";"left out"'}
        figures = (first - 1, FIRST_FIGURE, last - 1, self.serves - 1)
        left_out = {"type": "formula", "criteria": f"=${takes}{first}=0"}
        worksheet.conditional_format(*figures, {**left_out, "format": workbook.add_format(words)})
        names = (first - 1, PLACE, last - 1, OPTION)
        worksheet.conditional_format(*names, {**left_out, "format": workbook.add_format(grey)})
        best = {"type": "formula", "criteria": f"=$B{first}=1"}
        shade = workbook.add_format({"bg_color": "#DCEBF7", "bold": True})
        worksheet.conditional_format(first - 1, PLACE, last - 1, self.moved, {**best, "format": shade})
        if self.serves != self.takes:
            serves = column_letters(self.serves)
            red = workbook.add_format({"font_color": "#C00000", "bold": True})
            lacking = {"type": "formula", "criteria": f"=${serves}{first}=0", "format": red}
            worksheet.conditional_format(first - 1, self.serves, last - 1, self.serves, lacking)
