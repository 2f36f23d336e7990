"""The live part of Sensitivity: other discount rates, an earlier end, the price change that is tried."""

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Placed
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.sensitivity.columns import OptionColumns
from tcomodel.readers.excel.sensitivity.discount_rates import DiscountRates
from tcomodel.results import Comparison


def write_live(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, row: int) -> list[int]:
    """The live tables, the first of them in ``row``; the rows in which the others begin, and the row after all."""
    tables = _Live(sheet, book, comparison, layout)
    tables.band(row, "Options in the tables below: those left out of the comparison are grey (live)")
    tables.heads(row + 1, "Option")
    starts = [DiscountRates(sheet, book, comparison, layout).write(row + 4) + 1]
    starts.append(tables.earlier_end(starts[-1]) + 1)
    last = tables.price_changes(starts[-1])
    tables.takes_part(row + 2, last - 1)
    return [*starts, last]


class _Live(OptionColumns):
    def earlier_end(self, row: int) -> int:
        """What has been paid by the end of each contract year, and what ending there would cost on top."""
        self.band(row, "Total cost paid until the end of each contract year (live)")
        self.heads(row + 1, "If the contract ended after")
        row += 2
        row = self._by_year(row, "total_cost", "cost so far")
        told = (
            "Left out: what ending early costs (charges, notice, taking the work back) and what is paid only at the "
            "end of the term."
        )
        self.sheet.text(row, 1, told, italic=True, font_color=QUIET)
        row += 1
        if any("termination_exposure" in option.model.figures for option in self.comparison.options):
            row += 1
            self.heads(row, "Charge and notice pay for ending then")
            row = self._by_year(row + 1, "termination_exposure", "due on top")
        return row

    def _by_year(self, row: int, name: str, unit: str) -> int:
        years = self.layout.contract_years
        of_month = self.comparison.contract_years
        for year in range(1, int(of_month[-1]) + 1):
            self.sheet.formula(
                row, 1, "=" + ("0" if year == 1 else f"B{row - 1}") + "+1", year, num_format='"Contract year "0',
                align="left",
            )  # fmt: skip
            self.sheet.text(row, 2, f"{self.book.currency}, {unit}", font_color=QUIET)
            for column, option in self.options():
                if name not in option.model.figures:
                    self.sheet.text(row, column, "-", align="right", font_color="#999999")
                    continue
                cells, months = self.layout.months_of(option.model.figures[name]), np.asarray(option.of(name))
                until = f'"<="&$B{row}'
                if name == "total_cost":
                    self.money(row, column, f"=SUMIF({years},{until},{cells})", months[of_month <= year].sum())
                else:
                    formula = f"=INDEX({cells},COUNTIF({years},{until}))"
                    self.money(row, column, formula, months[of_month <= year][-1])
            row += 1
        return row

    def price_changes(self, row: int) -> int:
        """What the price model charges with and without the price change that is tried."""
        self.band(row, "The price change that is tried: what the price model charges, before clauses (live)")
        self.heads(row + 1, "Price change to try")
        row += 2
        told = ("Price change", "At the prices of the contract", "At the moved prices", "Difference")
        for offset, label in enumerate(told):
            self.sheet.text(row + offset, 1, label)
            self.sheet.text(row + offset, 2, self.book.currency if offset else "share", font_color=QUIET)
        for column, option in self.options():
            moved = next((one for one in option.model.all_of("fee_at_moved_price")), None)
            if moved is None:
                for offset in range(len(told)):
                    self.sheet.text(row + offset, column, "-", align="right", font_color="#999999")
                continue
            self._price_change(row, column, moved)
        return row + len(told)

    def _price_change(self, row: int, column: int, moved: Placed) -> None:
        fee, change = moved.arguments
        letters = column_letters(column)
        before, after = (float(np.sum(self.comparison.values[one])) for one in (fee, moved))
        self.sheet.formula(row, column, f"={self.layout.single(change)}", change.value, num_format="+0.0%;-0.0%;0.0%")
        self.money(row + 1, column, f"=SUM({self.layout.months_of(fee)})", before)
        self.money(row + 2, column, f"=SUM({self.layout.months_of(moved)})", after)
        self.money(row + 3, column, f"={letters}{row + 2}-{letters}{row + 1}", after - before)
