"""Where everything stands in the workbook: which sheet and row each input and line has.

Time sheets share one grid: A section, B label, C unit, D the one number of lines that have only one,
E the period before month 1, F and on the months. Inputs stand once, in column
D of Inputs or, month by month, on Series. Indices have months of their own, on IndexSeries (what was measured)
and Indices (with the projection).

What no formula can work out (queues) stands on Series as a number of the export, below the inputs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Input, Model, OptionModel, Placed, Scope
from tcomodel.readers.english import named, place_of
from tcomodel.results import Comparison
from tcomodel.symbols import Use, walk

FIRST_ROW = 6  # counted from 1; above stand title, month number, date and column heads
MONTH_ROW = 2
FIRST_MONTH = 5  # column F, counted from 0
INPUT_SHEETS = ("Inputs", "Series", "IndexSeries")
INDEX_SHEETS = ("IndexSeries", "Indices")


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
        self.axes = model.axes
        self.months = self.axes["contract"]
        self.last_letter = self.last_letter_on("Programme")
        inputs = model.programme.inputs
        self.counters = [inputs[name] for name in ("month", "position") if name in inputs]
        self.inputs: dict[str, list[tuple[Scope, list[Input]]]] = {name: [] for name in INPUT_SHEETS}
        self.exported = [row for row in model.rows if is_exported(row)]
        self.spots: dict[int, Spot] = {}
        self.exported_at: dict[int, int] = {}
        self.end_of: dict[str, int] = {}
        self._place_inputs(model)
        self.controls = self._place_controls(comparison)
        self.sheets = [_programme_sheet(model), *(_option_sheet(model, n, o) for n, o in enumerate(model.options, 1))]
        if any(row.scope.kind == "index" for row in model.rows):
            self.sheets.insert(0, _index_sheet(model))
        for sheet in self.sheets:
            row = FIRST_ROW
            for block in sheet.blocks:
                row += 1  # its heading
                for placed in block.rows:
                    self.spots[id(placed)] = Spot(sheet.name, row)
                    row += 1
                row += 1  # an empty row between blocks
            self.end_of[sheet.name] = row

    def months_on(self, sheet: str) -> int:
        """How many months a sheet with a column a month has."""
        return self.axes["index" if sheet in INDEX_SHEETS else "contract"]

    def last_letter_on(self, sheet: str) -> str:
        return column_letters(FIRST_MONTH + self.months_on(sheet) - 1)

    def has(self, sheet: str) -> bool:
        """Whether an input sheet holds anything."""
        return bool(self.inputs[sheet]) or (sheet == "Series" and bool(self.exported))

    def __getitem__(self, one: Input | Placed) -> Spot:
        return self.spots[id(one)]

    def sheet_of(self, option: OptionModel) -> TimeSheet:
        return next(sheet for sheet in self.sheets if sheet.option is option)

    def _place_controls(self, comparison: Comparison) -> list["Control"]:
        """What was exported, kept at the end of Inputs so that Checks can say whether anything changed since."""
        facts: list[tuple[OptionModel | None, str, str, float]] = []
        for sheet in INPUT_SHEETS:
            values = [value for _, ones in self.inputs[sheet] for one in ones for value in np.atleast_1d(one.value)]
            if sheet == "Series":
                values += [value for row in self.exported for value in self.at_export(row, comparison)]
            if values:
                facts.append((None, f"count of {sheet}", f"Numbers on {sheet}", float(len(values))))
                facts.append((None, f"sum of {sheet}", f"Sum of all numbers on {sheet}", math.fsum(values)))
        for row in self.exported:
            for one in row.ingredients:
                told = f"{row.label} ({place_of(row.scope)}) was worked out with: {named(one, row.scope)}"
                facts.append((None, worked_out_with(row, one), told, float(np.sum(np.square(comparison.values[one])))))
        for option in comparison.options:
            facts.append((option.model, "tco", f"Total of the term: {option.label}", option.total))
            facts.append((option.model, "npv", f"Net present value: {option.label}", option.figure("npv") or 0.0))
            if "saving" in option.model.figures:
                label = f"Rate of return of the saving: {option.label}"
                facts.append((option.model, "rate_of_return", label, option.yearly_irr or 0.0))
        return [Control(*fact, row) for row, fact in enumerate(facts, self.end_of["Inputs"] + 2)]

    def control(self, option: OptionModel | None, what: str) -> "Control":
        return next(one for one in self.controls if one.option is option and one.what == what)

    def at_export(self, row: Placed, comparison: Comparison) -> np.ndarray:
        """The numbers of a row that no formula works out, one a month."""
        return np.broadcast_to(comparison.values[row], self.months)

    def _place_inputs(self, model: Model) -> None:
        rows = dict.fromkeys(INPUT_SHEETS, FIRST_ROW)
        for scope, inputs in _by_scope(model):
            for sheet in INPUT_SHEETS:
                here = [one for one in inputs if sheet_of(one) == sheet and one not in self.counters]
                if not here:
                    continue
                rows[sheet] += 1
                for one in here:
                    height = 1 if one.is_monthly else np.size(one.value)
                    self.spots[id(one)] = Spot(sheet, rows[sheet], height)
                    rows[sheet] += height
                rows[sheet] += 1
                self.inputs[sheet].append((scope, here))
        if self.exported:
            rows["Series"] += 1  # their heading
        for row in self.exported:
            self.exported_at[id(row)] = rows["Series"]
            rows["Series"] += 1
        self.end_of |= rows


def worked_out_with(row: Placed, one: Input | Placed) -> str:
    """What the control of an ingredient of a number is called that no formula works out."""
    return f"{row.key} with {'.'.join((*one.scope.path, one.name))}"


def sheet_of(one: Input) -> str:
    """The input sheet an input stands on."""
    if not one.is_monthly:
        return "Inputs"
    return "IndexSeries" if one.scope.kind == "index" else "Series"


def is_exported(row: Placed) -> bool:
    """Whether a row is made with a word that no Excel formula says."""
    return any(isinstance(symbol, Use) and not symbol.word.excel for symbol in walk(row.line.formula))


def _by_scope(model: Model) -> Iterator[tuple[Scope, list[Input]]]:
    """Inputs in use by the place they belong to: programme, demand, what is assumed, options."""
    scopes: dict[int, tuple[Scope, list[Input]]] = {}
    for one in model.inputs:
        scopes.setdefault(id(one.scope), (one.scope, []))[1].append(one)
    places = [model.programme, *model.programme.channels]
    places += sorted((scope for scope, _ in scopes.values() if scope.kind == "index"), key=lambda scope: scope.path)
    places += [scope for scope, _ in scopes.values() if scope.kind == "assumed"]
    places += [place for option in model.options for place in (option.scope, *option.scope.inside())]
    yield from (scopes[id(place)] for place in places if id(place) in scopes)


def _programme_sheet(model: Model) -> TimeSheet:
    rows = [row for row in model.rows if row.scope.kind in ("programme", "demand")]
    return TimeSheet(
        "Programme", "Programme: months and demand", _blocks(rows, [model.programme, *model.programme.channels])
    )


def _index_sheet(model: Model) -> TimeSheet:
    rows = [row for row in model.rows if row.scope.kind == "index"]
    scopes = list({id(row.scope): row.scope for row in rows}.values())
    return TimeSheet("Indices", "Indices and exchange rates, as measured and as projected", _blocks(rows, scopes))


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
