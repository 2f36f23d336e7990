"""Live: the net present value of every option, and of its saving, at other discount rates.

The formulas are those of the lines between the discount rate and the net present value, one within the other, with
another rate in them. Terms of payment weigh by the same rate and are no exception.
"""

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Placed
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.formulas import Cell, Formula
from tcomodel.readers.excel.layout import MONTH_ROW, Layout
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.sensitivity.columns import FIRST_OPTION, OptionColumns
from tcomodel.results import Comparison, OptionResult
from tcomodel.words import to_the_cent

POINTS = (-2, -1, 0, 1, 2)  # percentage points around the discount rate
LONGEST = 120  # characters of a formula that a reader can follow
RATE = "0.0##%"


class DiscountRates(OptionColumns):
    """The tables at other discount rates."""

    def __init__(self, sheet: Sheet, book: Book, comparison: Comparison, layout: Layout) -> None:
        super().__init__(sheet, book, comparison, layout)
        factor = comparison.row("programme.discount_factor")
        self.rate = next(one for one in factor.ingredients if isinstance(one, Input) and one.name == "discount_rate")
        self.rates = [max(0.0, float(self.rate.value) + point / 100) for point in POINTS]
        self.moving: set[int] = set()  # rows that follow from the discount rate
        self.steady: set[int] = set()  # rows that are the same in all months
        for row in comparison.model.rows:
            if any(one is self.rate or id(one) in self.moving for one in row.ingredients):
                self.moving.add(id(row))
            if all(not one.is_monthly or id(one) in self.steady for one in row.ingredients):
                self.steady.add(id(row))
        self.aside = f"Discount rate; sums in {book.currency}"
        self.rate_at: dict[int, int] = {}  # the row of column C each rate is made in
        self.delays: dict[int, int] = {}
        self.too_long: set[str] = set()  # options whose formula no reader could follow
        self.values = evaluate(comparison.model, {self.rate: np.array(self.rates)[:, None]})
        self.npv = {option.key: self._at_rates(option.model.figures["npv"]) for option in comparison.options}

    def write(self, row: int) -> int:
        """Net present values of cost and of saving at other discount rates."""
        self.band(row, "Net present value at other discount rates (live)")
        row = self._worth_of_late_payment(row + 1)
        first = row + 1
        self.heads(row, "Net present value of the cost", self.aside)
        for position, point in enumerate(POINTS):
            row += 1
            sign = "lower" if point < 0 else "higher"
            steps = f"{abs(point)} percentage point{'s' if abs(point) > 1 else ''} {sign}" if point else "stated"
            self.sheet.text(row, 1, f"At a discount rate {steps}" if point else "At the discount rate that is stated")
            self._rate(row, position)
            for column, option in self.options():
                formula = self._npv_at(option, row, f"{column_letters(column)}{self.delays.get(position)}")
                if len(formula) > LONGEST:
                    self.too_long.add(option.key)
                    self._instead(row, column, "no short formula")
                else:
                    self.money(row, column, formula, self.npv[option.key][position], bold=not point)
        return self._savings(row + 1, first)

    def _worth_of_late_payment(self, row: int) -> int:
        """Terms of payment weigh by the same rate: what one unit of an invoice is worth when it is paid."""
        delayed = [(column, option, late) for column, option in self.options() for late in self._delays(option)]
        if not delayed:
            return row
        self.heads(row, "Worth of one unit of an invoice that is paid when it is due")
        for position in range(len(POINTS)):
            row += 1
            self.delays[position] = row
            self.sheet.text(row, 1, "Used for the net present values below")
            self._rate(row, position)
            for column, _, late in delayed:
                formula = "=" + self._inside(late, f"C{row}", {}).replace("$", "")
                self.sheet.formula(row, column, formula, self._at_rates(late)[position], num_format="0.0000")
        return row + 2

    def _rate(self, row: int, position: int) -> None:
        """The rate of a row in column C: made where it stands first, referred to from then on."""
        stated, point = self.layout.single(self.rate), POINTS[position]
        formula = f"=MAX(0,{stated}{point:+d}/100)" if point else f"={stated}"
        if position in self.rate_at:
            formula = f"=C{self.rate_at[position]}"
        self.rate_at.setdefault(position, row)
        self.sheet.formula(row, 2, formula, self.rates[position], num_format=RATE, align="left")

    def _delays(self, option: OptionResult) -> list[Placed]:
        """What makes late payment worth less at the discount rate, where it is the same in all months."""
        return [row for row in option.model.all_of("payment_delay") if id(row) in self.moving & self.steady]

    def _npv_at(self, option: OptionResult, row: int, delay: str) -> str:
        """The formula of an option's NPV with the rate in column C of a row: the lines' own, one within the other."""
        (present_value,) = option.model.figures["npv"].arguments
        delayed = {id(one): delay for one in self._delays(option)}
        return f"=SUMPRODUCT({self._inside(present_value, f'C{row}', delayed)})".replace("$", "")

    def _inside(self, row: Placed, rate: str, known: dict[int, str]) -> str:
        """The formula of a row, with the formulas of all that follows from the rate in it; ``known`` have cells."""

        def meant(one: Placed | Input) -> str:
            if one is self.rate:
                return rate
            if id(one) in known:
                return known[id(one)]
            if one in self.layout.counters:
                return self.layout.months_in("Programme", MONTH_ROW)
            if isinstance(one, Placed) and id(one) in self.moving:
                return f"({self._inside(one, rate, known)})"
            if isinstance(one, Placed) and one.is_monthly and id(one) in self.steady:
                return self.layout.months_of(one).partition(":")[0]
            return self.layout.months_of(one) if one.is_monthly else format(Cell(one, self.layout, "Sensitivity"))

        names = (ingredient.name for ingredient in row.line.ingredients)
        meaning = {name: meant(argument) for name, argument in zip(names, row.arguments, strict=True)}
        return _At(row, self.layout, meaning).text.removeprefix("=")

    def _savings(self, row: int, first: int) -> int:
        """The saving at each of the rates above: the baseline's cost less the option's."""
        baseline = self.comparison.baseline
        if baseline is None:
            return row
        base = column_letters(FIRST_OPTION + [option.key for option in self.comparison.options].index(baseline.key))
        row += 1
        self.heads(row, f"Saving against {baseline.label}", self.aside)
        for position, point in enumerate(POINTS):
            row += 1
            above = first + position
            self.sheet.text(row, 1, "Net present value of the saving")
            self._rate(row, position)
            for column, option in self.options():
                if option.key == baseline.key or {option.key, baseline.key} & self.too_long:
                    self._instead(row, column, "baseline" if option.key == baseline.key else "no short formula")
                    continue
                saved = float(to_the_cent(self.npv[baseline.key][position] - self.npv[option.key][position])) + 0.0
                formula = f"=ROUND(${base}{above}-{column_letters(column)}{above},2)"
                self.money(row, column, formula, saved, bold=not point)
        return row + 1

    def _instead(self, row: int, column: int, text: str) -> None:
        self.sheet.text(row, column, text, align="right", font_color=QUIET)

    def _at_rates(self, row: Placed) -> np.ndarray:
        """A number of the whole term, or that of month 1, at each of the rates."""
        return np.broadcast_to(self.values[row], (len(POINTS), np.shape(self.values[row])[-1]))[:, 0]


class _At(Formula):
    """A line's formula with other cells in the place of its ingredients."""

    def __init__(self, row: Placed, layout: Layout, instead: dict[str, str]) -> None:
        super().__init__(row, layout)
        self.home = "Sensitivity"
        self.meaning |= instead
        self.text = "=" + self._write(row.line.formula)[0]
