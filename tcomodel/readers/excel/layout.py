"""Where everything stands in the workbook: which sheet and row each input and line has.

Time sheets share one grid: A section, B label, C unit, D the one number of lines that have only one or the total of
the term, E what stood before month 1, F and on the months. Behind each stands a sheet with the same rows and a column
a contract year, for the rows that add up: Years1 behind Option1. Inputs stand once, in column
D of Inputs or, month by month, on Series. Indices have months of their own, on IndexSeries (what was measured)
and Indices (with the projection).

What no formula can work out (queues) stands on Series as a number of the export, below the inputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Input, Model, OptionModel, Placed, Scope
from tcomodel.readers.adding_up import rows_that_add_up
from tcomodel.readers.english import CATEGORIES, label_of, named, place_of
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.view_settings import settings_of
from tcomodel.readers.excel.look.number_formats import CONTROL, CONTROL_FINE
from tcomodel.readers.trace import is_running_total
from tcomodel.results import Comparison
from tcomodel.symbols import Comparison as Less
from tcomodel.symbols import Name, Number, Use, walk

FIRST_ROW = 6  # counted from 1; above stand title, month number, date and column heads
MONTH_ROW = 2
FIRST_MONTH = 5  # column F, counted from 0
INPUT_SHEETS = ("Inputs", "Series", "IndexSeries")
INDEX_SHEETS = ("IndexSeries", "Indices")
COUNTERS = ("month", "position")  # they only count, and stand nowhere as inputs


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

    @property
    def years(self) -> str:
        """The sheet behind this one, with its contract years; indices have none, they begin before the contract."""
        return "" if self.name in INDEX_SHEETS else "Years" + self.name.removeprefix("Option")

    @property
    def rows(self) -> list[Placed]:
        return [row for block in self.blocks for row in block.rows]


@dataclass(frozen=True)
class Control:
    """A number of the workbook itself, at the end of Inputs: a result as exported, or a setting of the reader's view.

    A setting has limits, whole numbers from the least to the most, and a defined name; a result has neither.
    """

    option: OptionModel | None  # None: about the inputs
    what: str
    label: str
    value: float
    row: int
    unit: str = "control figure"
    shown: str = CONTROL_FINE
    limits: tuple[float, float] | None = None
    name: str = ""
    says: str = "As exported: Checks compares with it"


class Layout:
    """Spots of all inputs and rows of a model."""

    def __init__(self, comparison: Comparison) -> None:
        model = comparison.model
        self.axes = model.axes
        self.months = self.axes["contract"]
        self.last_letter = self.last_letter_on("Programme")
        inputs = model.programme.inputs
        self.counters = [inputs[name] for name in COUNTERS if name in inputs]
        self.inputs: dict[str, list[tuple[Scope, list[Input]]]] = {name: [] for name in INPUT_SHEETS}
        self.exported = [row for row in model.rows if is_exported(row)]
        self.adding = {id(row) for row in rows_that_add_up(model.rows)}
        self.spots: dict[int, Spot] = {}
        self.exported_at: dict[int, int] = {}
        self.described_at: dict[int, int] = {}  # the row of Inputs with the source and the limits of a series
        self.end_of: dict[str, int] = {}
        self._place_inputs(model)
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
        self.controls = self._place_controls(comparison)
        self._contract_year = comparison.row("programme.contract_year")

    def months_on(self, sheet: str) -> int:
        """How many months a sheet with a column a month has."""
        return self.axes["index" if sheet in INDEX_SHEETS else "contract"]

    def last_letter_on(self, sheet: str) -> str:
        return column_letters(FIRST_MONTH + self.months_on(sheet) - 1)

    def months_in(self, sheet: str, row: int) -> str:
        """The cells of a row with a column a month: ``Programme!$F$9:$BM$9``."""
        return f"{sheet}!$F${row}:${self.last_letter_on(sheet)}${row}"

    def months_of(self, one: Input | Placed) -> str:
        """The months of an input or a line; a number that holds for all of them is one cell."""
        return self.months_in(self[one].sheet, self[one].row) if one.is_monthly else self.single(one)

    def single(self, one: Input | Placed) -> str:
        """The one cell of an input or a line, or its total: ``Option1!$D$9``."""
        return f"{self[one].sheet}!$D${self[one].row}"

    @property
    def contract_years(self) -> str:
        """The contract year of each month."""
        return self.months_of(self._contract_year)

    def has(self, sheet: str) -> bool:
        """Whether an input sheet holds anything."""
        return bool(self.inputs[sheet]) or (sheet == "Series" and bool(self.exported))

    def __getitem__(self, one: Input | Placed) -> Spot:
        return self.spots[id(one)]

    def adds_up(self, row: Placed) -> bool:
        """Whether the row has a total and contract years: the sheet ``Years<n>`` holds them in the same row."""
        return id(row) in self.adding and row.scope.kind != "index"

    def sheet_of(self, option: OptionModel) -> TimeSheet:
        return next(sheet for sheet in self.sheets if sheet.option is option)

    def _place_controls(self, comparison: Comparison) -> list["Control"]:
        """What was exported, kept at the end of Inputs so that Checks can say whether anything changed since."""
        facts: list[dict[str, Any]] = []
        for row in self.exported:
            for one in row.ingredients:
                if not isinstance(one, Input):  # a change of an input is seen on Changes
                    told = f"{row.label} ({place_of(row.scope)}) was worked out with: {named(one, row.scope)}"
                    value = control_figure(comparison.values[one])
                    facts.append({"option": None, "what": worked_out_with(row, one), "label": told, "value": value})
        money = {"unit": comparison.currency, "shown": CONTROL}
        for option in comparison.options:
            of = {"option": option.model}
            facts.append(
                {**of, **money, "what": "tco", "label": f"Total of the term: {option.label}", "value": option.total}
            )
            told = f"Net present value: {option.label}"
            facts.append({**of, **money, "what": "npv", "label": told, "value": option.figure("npv") or 0.0})
            if "saving" in option.model.figures:
                told = f"Rate of return of the saving: {option.label}"
                shown = {"unit": "percent per year", "shown": "0.0##%"}
                facts.append(
                    {**of, **shown, "what": "rate_of_return", "label": told, "value": option.yearly_irr or 0.0}
                )
        settings = settings_of(comparison)
        first = self.end_of["Inputs"] + 2
        results = first + len(settings) + (2 if settings else 0)
        placed = [*enumerate(settings, first), *enumerate(facts, results)]
        return [Control(row=row, **one) for row, one in placed]

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
        for sheet in INPUT_SHEETS[1:]:
            for one in (one for _, inputs in self.inputs[sheet] for one in inputs):
                rows["Inputs"] += not self.described_at  # the heading of the first
                self.described_at[id(one)] = rows["Inputs"]
                rows["Inputs"] += 1
        if self.exported:
            rows["Series"] += 1  # their heading
        for row in self.exported:
            self.exported_at[id(row)] = rows["Series"]
            rows["Series"] += 1
        self.end_of |= rows


def worked_out_with(row: Placed, one: Input | Placed) -> str:
    """What the control of a worked-out ingredient is called, of a number that no formula works out."""
    return f"{row.key} with {one.key}"


def row_label(row: Placed) -> str:
    """What a row is called on its sheet, where no other is called the same: ``Tier fee (Voice, Tier 1)``."""
    if row.name in CATEGORIES:
        return f"Total: {label_of(row)}"  # of the cost category; a line may have the same name
    place: list[str] = []
    scope = row.scope
    while scope.is_inner:
        place.insert(0, scope.label)
        if not scope.around or scope.kind in ("demand", "index"):
            break
        scope = scope.around[0]
    return f"{row.label} ({', '.join(place)})" if place else row.label


def opens_at_nothing(row: Placed) -> bool:
    """Whether a row goes on from the month before, and month 1 from nothing; a path that starts at 1 says so itself."""
    pieces = walk(row.line.formula)
    goes_on = row.line.looks_back or is_running_total(row)
    return goes_on and not any(isinstance(one, Less) and _is_month_one(one) for one in pieces)


def _is_month_one(condition: Less) -> bool:
    left, right = condition.left, condition.right
    return isinstance(left, Name) and left.name == "month" and isinstance(right, Number) and right.value == 1


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
