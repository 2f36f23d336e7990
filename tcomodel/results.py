"""What a comparison says: totals, months, categories and figures of every option."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel.assembly import assemble
from tcomodel.comparison import Standing
from tcomodel.evaluation import Values, evaluate, require_finite
from tcomodel.finance import Irr, irr
from tcomodel.model import Input, Model, OptionModel, Placed
from tcomodel.months import month_after
from tcomodel.notes import is_no_work, notes_on, unserved_on, warnings_on
from tcomodel.problems import nearest, problem
from tcomodel.rates import RateCard
from tcomodel.scenario import Scenario
from tcomodel.symbols import Name, Use
from tcomodel.timeline import Constants
from tcomodel.words import share_of, to_the_cent

HALF_A_CENT = 0.005
NEVER = "the saving never makes up for what was paid before"
LOST_AGAIN = "what is saved at first is lost again by the end of the term"
NOTHING = "nothing is saved in the end"
LEAST_GROWTH = 0.01  # of a year; below it nearly all is lost, and no rate says how much
LOST = "nearly all that is put in is lost, which no yearly rate can say"
LATE_COST = "saving comes first and cost later: such a rate is, at least in part, the price of that money, not a return"


@dataclass(frozen=True)
class OptionResult:
    """One option's numbers. Money in the scenario's currency; arrays have one number a month."""

    model: OptionModel
    values: Values

    @property
    def key(self) -> str:
        return self.model.key

    @property
    def label(self) -> str:
        return self.model.label

    def of(self, name: str) -> Any:
        """The value of a line of the option, by name; KeyError when the option does not have it."""
        return self.values[self.model.figures[name]]

    def figure(self, name: str) -> float | None:
        """A figure of the whole term, None when it is not defined (``reason`` says why)."""
        if name not in self.model.figures:
            return None
        if self._divisor_of_nothing(name) is not None:
            return None
        value = float(self.of(name))
        return None if name == "payback" and value < 0 else value

    def reason(self, name: str) -> str:
        """Why a figure is not there."""
        if name == "payback" and self.figure(name) is None and name in self.model.figures:
            if abs(self.figure("term_saving") or 0.0) < HALF_A_CENT:
                return NOTHING
            return LOST_AGAIN if np.max(np.cumsum(self.of("saving"))) >= HALF_A_CENT else NEVER
        nothing = self._divisor_of_nothing(name) if name in self.model.figures else None
        if nothing is not None:
            return f"there is nothing to divide by ({nothing.label}: 0)"
        return self.model.reasons.get(name, "")

    def _divisor_of_nothing(self, name: str) -> Placed | Input | None:
        row = self.model.figures[name]
        return None if row.is_monthly else divisor_of_nothing(row, self.values)

    @property
    def takes_part(self) -> bool:
        """Whether the option is in the comparison, and not left out of it to see the others by themselves."""
        return bool(self.values[self.model.scope.inputs["in_comparison"]])

    @property
    def by_month(self) -> np.ndarray:
        return np.asarray(self.of("total_cost"))

    @property
    def total(self) -> float:
        return float(self.of("tco"))

    @cached_property
    def by_category(self) -> dict[str, np.ndarray]:
        return {name: np.asarray(self.values[row]) for name, row in self.model.categories.items()}

    @cached_property
    def category_totals(self) -> dict[str, float]:
        return {name: float(np.sum(months)) for name, months in self.by_category.items()}

    @cached_property
    def irr(self) -> Irr | None:
        """Yearly internal rate of return of choosing this option over the baseline."""
        if "saving" not in self.model.figures:
            return None
        saving = np.asarray(self.of("saving"))
        found = irr(saving)
        flows = saving[np.abs(saving) >= HALF_A_CENT]
        if found.rate is not None and (1 + found.rate) ** 12 < LEAST_GROWTH:
            return Irr(None, LOST, found.roots)
        if found.rate is not None and flows.size and flows[0] > 0:
            return Irr(None, LATE_COST, found.roots)
        return found

    @property
    def yearly_irr(self) -> float | None:
        return None if self.irr is None or self.irr.rate is None else (1 + self.irr.rate) ** 12 - 1


@dataclass(frozen=True)
class Comparison:
    """All options under one scenario."""

    model: Model
    values: Values

    @property
    def scenario(self) -> Scenario:
        return self.model.scenario

    @property
    def currency(self) -> str:
        return self.scenario.file.currency

    @cached_property
    def months(self) -> list[str]:
        """The calendar months of the contract, ``2027-01`` first."""
        return [month_after(self.scenario.file.start, offset) for offset in range(self.scenario.file.months)]

    @cached_property
    def contract_years(self) -> np.ndarray:
        """The contract year of each month."""
        return np.asarray(self.values[self.row("programme.contract_year")], dtype=int)

    def by_year(self, months: np.ndarray) -> np.ndarray:
        """Monthly amounts added up to contract years."""
        return np.bincount(self.contract_years - 1, weights=months)

    @cached_property
    def options(self) -> list[OptionResult]:
        return [OptionResult(option, self.values) for option in self.model.options]

    def option(self, key: str) -> OptionResult:
        return next(option for option in self.options if option.key == key)

    def place_of(self, option: OptionResult) -> int:
        """The option's place among all of the scenario, from 0; its colour stays when others are left out."""
        return [one.key for one in self.options].index(option.key)

    @property
    def baseline(self) -> OptionResult | None:
        return self.option(self.model.baseline.key) if self.model.baseline else None

    @cached_property
    def compared(self) -> list[OptionResult]:
        """The options that take part in the comparison; all of them where every one is left out."""
        return [option for option in self.options if option.takes_part] or self.options

    @cached_property
    def ranking(self) -> list[OptionResult]:
        """Options that take part, by net present value of cost; those that do not serve all of the work last.

        Within a cent the order of the scenario decides, here as in the workbook.
        """

        def standing(option: OptionResult) -> tuple[bool, float]:
            return option.key in self.unserved, float(to_the_cent(option.figure("npv") or 0.0))

        return sorted(self.compared, key=standing)

    @property
    def cheapest(self) -> OptionResult:
        """The option with the lowest net present value of cost, among those that serve all of the work."""
        return self.ranking[0]

    @property
    def assumptions(self) -> list[Input]:
        """What nobody stated and the tool assumed, where it is used; constants are not assumptions."""
        neither = {**Constants.model_fields, **Standing.model_fields}
        return [one for one in self.model.inputs if one.assumed and one.name not in neither]

    @cached_property
    def unserved(self) -> dict[str, list[str]]:
        """By option: work it does not serve, which is why its figures cannot be compared with the others."""
        return unserved_on(self.model, self.values)

    @cached_property
    def warnings(self) -> dict[str, list[str]]:
        """By option: what nobody should sign without having read; work that is not served, and what clauses say."""
        return warnings_on(self.model, self.values)

    @property
    def is_no_work(self) -> bool:
        """Whether there is no contact at all in the term, so that no saving means anything."""
        return is_no_work(self.model, self.values)

    @property
    def notes(self) -> list[str]:
        """What a reader of the result must know: costs left out, inputs without effect, odd inputs."""
        return notes_on(self.model, self.values)

    @cached_property
    def _rows(self) -> dict[str, Placed]:
        return {row.key: row for row in self.model.rows}

    def row(self, key: str) -> Placed:
        """A row by its name ``option.line`` or ``option.channel.line``; KeyError with the nearest name."""
        if key not in self._rows:
            raise KeyError(f"there is no line {key!r}{nearest(key, self._rows)}")
        return self._rows[key]


def divisor_of_nothing(row: Placed, values: Values, position: int | None = None) -> Placed | Input | None:
    """What a figure is divided by where that is nothing: a cost over no contacts is not 0 a contact, it is none.

    position: of a month in the row, from 0; None for all of them.
    """
    divisor = _divisor(row)
    if divisor is None:
        return None
    by = np.asarray(values[divisor])
    return divisor if not np.any(by if position is None or by.ndim == 0 else by[position]) else None


def where_there_are_some(row: Placed, values: Values) -> np.ndarray:
    """The numbers of a row, floats of its own shape; not a number (NaN) where it has nothing to divide by."""
    found = np.asarray(values[row], dtype=float)
    divisor = _divisor(row)
    return found if divisor is None else np.where(np.asarray(values[divisor]) == 0, np.nan, found)


def _divisor(row: Placed) -> Placed | Input | None:
    formula = row.line.formula
    if not (isinstance(formula, Use) and formula.word is share_of and isinstance(formula.arguments[-1], Name)):
        return None
    meant = dict(zip((one.name for one in row.line.ingredients), row.arguments, strict=True))
    return meant[formula.arguments[-1].name]


def option_called(comparison: Comparison, key: str) -> OptionResult:
    """The option of this name, in the comparison or left out of it; ProblemsFound where there is none."""
    known = [option.key for option in comparison.options]
    if key not in known:
        raise problem(key, f"there is no option of this name{nearest(key, known)} (options: {', '.join(known)})")
    return comparison.option(key)


def vendor_called(comparison: Comparison, key: str) -> OptionResult:
    """The same of an option that a vendor serves; ProblemsFound where it is done in-house, too."""
    found = option_called(comparison, key)
    if found.model.model == "in_house":
        vendors = ", ".join(one.key for one in comparison.options if one.model.model != "in_house") or "none"
        raise problem(key, f"it is done in-house, so it has no vendor to negotiate with (vendors: {vendors})")
    return found


def compare(scenario: Scenario, card: RateCard) -> Comparison:
    """Cost every option of a scenario. Raises ProblemsFound when something is missing or wrong."""
    model = assemble(scenario, card)
    values = evaluate(model)
    require_finite(model, values)
    return Comparison(model, values)
