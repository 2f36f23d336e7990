"""What Checks compares of each option: sums and balances made a second way, the same figure on several sheets.

the contract years add up to the total of the term   13,917,422.29   13,917,422.29   0.00   Years2!F186
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import OptionModel
from tcomodel.readers.english import named
from tcomodel.readers.excel.checks.changes import VALUE_IN
from tcomodel.readers.excel.checks.of_inputs import FINE, Check
from tcomodel.readers.excel.comparison.rows import FIRST_OPTION
from tcomodel.readers.excel.comparison.sheet import FIGURES
from tcomodel.readers.excel.layout import FIRST_MONTH, FIRST_ROW, Layout
from tcomodel.readers.excel.options.monthly import FIRST_ROW as FIRST_MONTH_ROW
from tcomodel.readers.excel.options.monthly import MonthlyColumns
from tcomodel.results import Comparison
from tcomodel.symbols import Name, Use

Blocks = dict[str, tuple[int, int]]


def checks_of_options(
    comparison: Comparison, layout: Layout, blocks: Blocks, monthly: MonthlyColumns
) -> Iterator[Check]:
    """All of them, option by option; ``blocks`` are the first and last rows of Comparison's rows and blocks."""
    for position, option in enumerate(comparison.model.options):
        one = _OfOption(comparison, layout, option, blocks)
        yield from one.sums()
        yield from one.contract_years()
        yield from one.on_monthly(monthly)
        yield from one.on_comparison(column_letters(FIRST_OPTION + position))
        yield from one.balances()
        yield from one.as_exported()


class _OfOption:
    def __init__(self, comparison: Comparison, layout: Layout, option: OptionModel, blocks: Blocks) -> None:
        self.comparison, self.layout, self.option, self.blocks = comparison, layout, option, blocks
        self.sheet, self.figures = layout.sheet_of(option), option.figures
        self.tco, self.total = self.single("tco"), self.value("tco")

    def check(self, title: str, one: str, other: str, value: float, where: str, **facts: object) -> Check:
        return Check(self.option.label, title, one, other, value, where, **facts)  # type: ignore[arg-type]

    def sums(self) -> Iterator[Check]:
        """The total, the saving and the present value, each a second way."""
        months, at = self.layout.months_of(self.figures["total_cost"]), self.at("tco")
        title = "the months add up to the total of the term"
        yield self.check(title, f"SUM({months})", self.tco, self.total, at)
        if "term_saving" in self.figures:
            base = self.comparison.model.baseline or self.option
            saved = f"{self.single('tco', base)}-{self.tco}"
            title = "the saving is the difference of the totals"
            value, at = self.value("term_saving"), self.at("term_saving")
            yield self.check(title, saved, self.single("term_saving"), value, at)
        # payment terms move what is owed
        paid = next(iter(self.option.all_of("cost_when_paid")), self.figures["total_cost"])
        factors = self.layout.months_of(self.comparison.row("programme.discount_factor"))
        worth = f"SUMPRODUCT({self.layout.months_of(paid)},{factors})"
        title = "discounting the months gives the net present value"
        yield self.check(title, worth, self.single("npv"), self.value("npv"), self.at("npv"))

    def contract_years(self) -> Iterator[Check]:
        """The sheet of contract years, which repeats the months."""
        row = self.layout[self.figures["total_cost"]].row
        end, years = self.layout.end_of[self.sheet.name], self.sheet.years
        last = column_letters(FIRST_MONTH + int(self.comparison.contract_years[-1]) - 1)
        cells = f"SUM({years}!$F${row}:${last}${row})"
        title = "the contract years add up to the total of the term"
        yield self.check(title, cells, self.tco, self.total, f"{years}!F{row}")
        adding = [one for one in self.option.rows if self.layout.adds_up(one)]
        value = float(sum(np.sum(np.broadcast_to(self.comparison.values[one], self.layout.months)) for one in adding))
        by_year, in_all = f"{years}!$F${FIRST_ROW}:${last}${end}", f"{years}!$D${FIRST_ROW}:$D${end}"
        title = "the contract years of all rows add up to their totals"
        yield self.check(title, f"SUM({by_year})", f"SUM({in_all})", value, f"{years}!F{FIRST_ROW}")

    def on_monthly(self, monthly: MonthlyColumns) -> Iterator[Check]:
        """The sheet Monthly, which repeats the months, and its balance, which ends at their sum."""
        column, end = (column_letters(monthly.figures["total_cost"][self.option.key]), monthly.last_row)
        cells = f"SUM(Monthly!${column}${FIRST_MONTH_ROW}:${column}${end})"
        title = "the months on Monthly add up to the total of the term"
        yield self.check(title, cells, self.tco, self.total, f"Monthly!{column}{FIRST_MONTH_ROW}")
        if "cumulative_cost" in self.figures:
            column = column_letters(monthly.figures["cumulative_cost"][self.option.key])
            title = "the cumulative cost on Monthly ends at the total of the term"
            yield self.check(title, f"Monthly!${column}${end}", self.tco, self.total, f"Monthly!{column}{end}")

    def on_comparison(self, column: str) -> Iterator[Check]:
        """Blocks of the Comparison add up, and its figures are those of the option's sheet."""
        for block in ("categories", "years"):
            first, end = self.blocks[block]
            cells = f"SUM(Comparison!${column}${first}:${column}${end})"
            title = f"the {block} on Comparison add up to the total of the term"
            yield self.check(title, cells, self.tco, self.total, f"Comparison!{column}{first}")
        for name in (name for name in FIGURES if name in self.figures and name in self.blocks):
            row = self.blocks[name][0]
            title = f"{FIGURES[name]}: the same on Comparison and on the option's sheet"
            one, other, value = f"Comparison!${column}${row}", self.single(name), self.value(name)
            money = self.figures[name].unit in ("currency", "currency/year")
            told = {} if money else {"shown": FINE, "fine": True}
            yield self.check(title, one, other, value, f"Comparison!{column}{row}", **told)

    def balances(self) -> Iterator[Check]:
        """A balance that adds up months ends at their sum."""
        for row in self.option.rows:
            tree = row.line.formula
            if isinstance(tree, Use) and tree.word.name == "running_total" and isinstance(tree.arguments[0], Name):
                spot, last = self.layout[row], self.layout.last_letter
                value = float(np.broadcast_to(self.comparison.values[row], self.layout.months)[-1])
                ends, added = f"{spot.sheet}!${last}${spot.row}", f"SUM({self.layout.months_of(row.arguments[0])})"
                title = f"{named(row, self.option.scope)} ends at the sum of its months"
                yield self.check(title, ends, added, value, f"{spot.sheet}!{last}{spot.row}")

    def as_exported(self) -> Iterator[Check]:
        """While no input was changed, the results are those of the export."""
        for name, words in (("tco", "the total"), ("npv", "the net present value")):
            control = self.layout.control(self.option, name)
            title = f"with the inputs of the export, {words} is that of the export"
            then = f"Inputs!${VALUE_IN}${control.row}"
            yield self.check(title, self.single(name), then, control.value, self.at(name), at_export=True)

    def single(self, figure: str, option: OptionModel | None = None) -> str:
        """The cell of a figure of the term."""
        return self.layout.single((option or self.option).figures[figure])

    def value(self, figure: str) -> float:
        return float(self.comparison.values[self.figures[figure]])

    def at(self, figure: str) -> str:
        return self.single(figure).replace("$", "")
