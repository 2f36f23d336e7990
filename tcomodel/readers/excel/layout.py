"""Where everything stands in the workbook: which sheet and row each input and line has.

Time sheets share one grid: A section, B label, C unit, D the one number of lines that have only one,
E the period before month 1, F and on the months. Inputs stand once, in column
D of Inputs or, month by month, on Series.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tcomodel.model import Input, Model, OptionModel, Placed, Scope
from tcomodel.results import Comparison

FIRST_ROW = 6  # counted from 1; above stand title, month number, date and column heads
MONTH_ROW = 2
FIRST_MONTH = 5  # column F, counted from 0


def column_letters(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Spot:
    """A place in the workbook; ``height`` is twelve for a calendar."""

    sheet: str
    row: int
    height: int = 1


@dataclass
class Block:
    """Rows of one scope in a row, under one heading."""

    scope: Scope
    rows: list[Placed] = field(default_factory=list)


@dataclass
class TimeSheet:
    """A sheet with a column a month."""

    name: str
    title: str
    blocks: list[Block]
    option: OptionModel | None = None


@dataclass(frozen=True)
class Control:
    """A result as it was exported, to compare with what the workbook says now."""

    option: OptionModel | None  # None: about the inputs
    what: str
    label: str
    value: float
    row: int


class Layout:
    """Spots of all inputs and rows of a model."""

    def __init__(self, comparison: Comparison) -> None:
        model = comparison.model
        self.months = model.scenario.file.months
        self.last_letter = column_letters(FIRST_MONTH + self.months - 1)
        self.month = model.programme.inputs["month"]
        self.inputs: dict[str, list[tuple[Scope, list[Input]]]] = {"Inputs": [], "Series": []}
        self.spots: dict[int, Spot] = {}
        self.end_of: dict[str, int] = {}
        self._place_inputs(model)
        self.controls = self._place_controls(comparison)
        self.sheets = [_programme_sheet(model), *(_option_sheet(model, n, o) for n, o in enumerate(model.options, 1))]
        for sheet in self.sheets:
            row = FIRST_ROW
            for block in sheet.blocks:
                row += 1  # its heading
                for placed in block.rows:
                    self.spots[id(placed)] = Spot(sheet.name, row)
                    row += 1
                row += 1  # an empty row between blocks
            self.end_of[sheet.name] = row

    def __getitem__(self, one: Input | Placed) -> Spot:
        return self.spots[id(one)]

    def sheet_of(self, option: OptionModel) -> TimeSheet:
        return next(sheet for sheet in self.sheets if sheet.option is option)

    def _place_controls(self, comparison: Comparison) -> list["Control"]:
        """What was exported, kept at the end of Inputs so that Checks can say whether anything changed since."""
        facts: list[tuple[OptionModel | None, str, str, float]] = []
        for sheet in ("Inputs", "Series"):
            values = [value for _, ones in self.inputs[sheet] for one in ones for value in np.atleast_1d(one.value)]
            if values:
                facts.append((None, f"count of {sheet}", f"Numbers on {sheet}", float(len(values))))
                facts.append((None, f"sum of {sheet}", f"Sum of all numbers on {sheet}", math.fsum(values)))
        for option in comparison.options:
            facts.append((option.model, "tco", f"Total of the term: {option.label}", option.total))
            facts.append((option.model, "npv", f"Net present value: {option.label}", option.figure("npv") or 0.0))
            if "saving" in option.model.figures:
                label = f"Rate of return of the saving: {option.label}"
                facts.append((option.model, "rate_of_return", label, option.yearly_irr or 0.0))
        return [Control(*fact, row) for row, fact in enumerate(facts, self.end_of["Inputs"] + 2)]

    def control(self, option: OptionModel | None, what: str) -> "Control":
        return next(one for one in self.controls if one.option is option and one.what == what)

    def _place_inputs(self, model: Model) -> None:
        rows = {"Inputs": FIRST_ROW, "Series": FIRST_ROW}
        for scope, inputs in _by_scope(model):
            for sheet, wanted in (("Inputs", False), ("Series", True)):
                here = [one for one in inputs if one.is_monthly is wanted and one is not self.month]
                if not here:
                    continue
                rows[sheet] += 1
                for one in here:
                    height = len(one.value) if one.given.kind == "calendar" else 1
                    self.spots[id(one)] = Spot(sheet, rows[sheet], height)
                    rows[sheet] += height
                rows[sheet] += 1
                self.inputs[sheet].append((scope, here))
        self.end_of |= rows


def _by_scope(model: Model) -> Iterator[tuple[Scope, list[Input]]]:
    """Inputs in use by the place they belong to: programme, demand, what is assumed, options."""
    scopes: dict[int, tuple[Scope, list[Input]]] = {}
    for one in model.inputs:
        scopes.setdefault(id(one.scope), (one.scope, []))[1].append(one)
    order = ["programme", "demand", "assumed", "option", "channel", "kpi"]
    keys = [option.key for option in model.options]
    yield from sorted(
        scopes.values(),
        key=lambda pair: (
            (order.index(pair[0].kind), 0) if pair[0].path[0] not in keys else (3, keys.index(pair[0].path[0])),
            order.index(pair[0].kind),
            pair[0].path,
        ),
    )


def _programme_sheet(model: Model) -> TimeSheet:
    rows = [row for row in model.rows if row.scope.kind in ("programme", "demand")]
    return TimeSheet(
        "Programme", "Programme: months and demand", _blocks(rows, [model.programme, *model.programme.channels])
    )


def _option_sheet(model: Model, number: int, option: OptionModel) -> TimeSheet:
    rows = [row for row in model.rows if row.scope.path[0] == option.key]
    scopes = [*option.scope.inside(), option.scope]
    return TimeSheet(f"Option{number}", option.label, _blocks(rows, scopes), option)


def _blocks(rows: list[Placed], scopes: list[Scope]) -> list[Block]:
    """Rows in causal order, kept together by scope as long as nothing refers downwards."""
    waiting = list(rows)
    here = {id(row) for row in rows}
    done: set[int] = set()
    blocks: list[Block] = []
    while waiting:
        for scope in scopes:
            block = Block(scope)
            for row in waiting:
                needs = (id(one) for one in row.ingredients)
                if row.scope is scope and all(need in done or need not in here for need in needs):
                    block.rows.append(row)
                    done.add(id(row))
            if block.rows:
                blocks.append(block)
                waiting = [row for row in waiting if id(row) not in done]
    return blocks
