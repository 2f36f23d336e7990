"""What Checks compares: one number made in two ways, or a count that must be zero.

    the months add up to the total of the term   38,914,340.12   38,914,340.12   0.00   Option1, row 88

Every input must be there and within its limits, shares must add up, and what was worked out at export must still hold.
And while the inputs are those of the export, all numbers must be those of the export too: a formula that somebody
overwrote shows here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Input
from tcomodel.readers.english import named, place_of
from tcomodel.readers.excel.checks.changes import FIRST as FIRST_CHANGE
from tcomodel.readers.excel.checks.changes import (
    FIRST_MONTH_IN,
    POSSIBLE,
    RECORD_IN,
    VALUE_IN,
    WORDS,
    area_of,
    flags_of,
)
from tcomodel.readers.excel.formulas import Cell
from tcomodel.readers.excel.inputs.control_figure import control_formula
from tcomodel.readers.excel.layout import FIRST_ROW, MONTH_ROW, Layout, TimeSheet, worked_out_with
from tcomodel.readers.excel.look.number_formats import CENTS
from tcomodel.results import Comparison

SHARE, COUNT, FINE = "0.00%", "0", "#,##0.0#####"
INPUTS = "Inputs"


@dataclass(frozen=True)
class Check:
    """Two formulas that must give the same; an empty one stands for nothing.

    ``at_export`` marks what holds only while no input was changed, ``of_view`` what also rests while a switch or a
    setting of the view was; ``fine`` what half a cent is too coarse for, ``of_records`` constants, which must be exact.
    """

    about: str  # the heading it stands under
    title: str
    one: str
    other: str
    value: float
    where: str  # the cell to look at: ``Option1!D88``
    shown: str = CENTS
    at_export: bool = False
    fine: bool = False
    of_view: bool = False
    of_records: bool = False


def checks_of_inputs(comparison: Comparison, layout: Layout) -> Iterator[Check]:
    """All that is not about one option."""
    yield from _there(layout)
    yield from _shares(comparison, layout)
    yield from _seasonality(comparison, layout)
    yield from _worked_out(comparison, layout)
    for sheet in layout.sheets:
        if sheet.name == "Programme":
            yield _discounting(sheet, comparison, layout)


def _there(layout: Layout) -> Iterator[Check]:
    for column, title in (
        (POSSIBLE, "every number is there and within its limits; so many are not"),
        (WORDS, "beside every number stand the words that Changes has for it; beside so many do not"),
    ):
        at = f"Changes!{column_letters(column)}{FIRST_CHANGE}"
        yield Check(INPUTS, title, f"SUM({area_of(column, layout)})", "", 0, at, COUNT)
    for sheet in ("Series", "IndexSeries"):
        if layout.has(sheet):
            last, end = layout.last_letter_on(sheet), layout.end_of[sheet]
            expected = (
                f"COUNT({sheet}!${VALUE_IN}${FIRST_ROW}:${VALUE_IN}${end})*COUNT({layout.months_in(sheet, MONTH_ROW)})"
            )
            inputs = sum(len(inputs) for _, inputs in layout.inputs[sheet])
            count = (inputs + (len(layout.exported) if sheet == "Series" else 0)) * layout.months_on(sheet)
            there = f"COUNT({sheet}!${FIRST_MONTH_IN}${FIRST_ROW}:${last}${end})"
            title = f"{sheet}: every month of every row has a number"
            yield Check(INPUTS, title, there, expected, count, f"{sheet}!{FIRST_MONTH_IN}{FIRST_ROW}", COUNT)


def _shares(comparison: Comparison, layout: Layout) -> Iterator[Check]:
    for option in comparison.model.options:
        stated = [one for one in comparison.model.inputs if one.scope is option.scope]
        shares = [one for one in stated if one.name.startswith("share_of_")]
        for mix, ones in groupby(shares, key=lambda one: one.place[-2]):
            cells = [layout.single(one) for one in ones]
            title = f"{option.label}: the shares of the {mix} add up to 100 %"
            yield Check(INPUTS, title, "+".join(cells), "1", 1, cells[0].replace("$", ""), SHARE, fine=True)
        for one in (one for one in stated if one.name == "milestones"):
            months, first = f"SUM({layout.months_of(one)})", f"{layout[one].sheet}!{FIRST_MONTH_IN}{layout[one].row}"
            title = f"{option.label}: the milestones add up to 100 %"
            yield Check(INPUTS, title, months, "1", 1, first, SHARE, fine=True)


def _seasonality(comparison: Comparison, layout: Layout) -> Iterator[Check]:
    """The calendar months average 1, where they did at export: what moves work between months adds none."""
    for one in (one for one in comparison.model.inputs if one.name == "seasonality"):
        row, end, value = layout[one].row, layout[one].row + layout[one].height - 1, float(np.mean(one.value))
        now, then = (f"SUM(Inputs!${at}${row}:${at}${end})/{layout[one].height}" for at in (VALUE_IN, RECORD_IN))
        expected = f"IF(ROUND({then},6)=1,1,{now})"
        title = f"{one.scope.label}: the seasonality averages 1, if it did at export"
        yield Check(INPUTS, title, now, expected, value, f"Inputs!{VALUE_IN}{row}", FINE, fine=True)


def _worked_out(comparison: Comparison, layout: Layout) -> Iterator[Check]:
    """What no formula works out holds only for the numbers it was worked out with."""
    about = "Worked out at export: when one of these fails, export again"
    for row in layout.exported:
        at, what = f"Series!{FIRST_MONTH_IN}{layout.exported_at[id(row)]}", f"{row.label} ({place_of(row.scope)})"
        for one in row.ingredients:
            title = f"{what} was worked out with {named(one, row.scope)}, which is that of the export"
            if isinstance(one, Input):
                yield Check(about, title, f"SUM({flags_of(one, layout)})", "", 0, at, COUNT)
                continue
            control = layout.control(None, worked_out_with(row, one))
            months = layout.months_in("Programme", MONTH_ROW) if one.is_monthly else f"Programme!$F${MONTH_ROW}"
            now = control_formula(Cell(one, layout, "Checks").all_cells(), months)
            yield Check(about, title, now, f"Inputs!${VALUE_IN}${control.row}", control.value, at, FINE, fine=True)


def _discounting(sheet: TimeSheet, comparison: Comparison, layout: Layout) -> Check:
    """The factors once more, in one formula from the rate."""
    row = comparison.row("programme.discount_factor")
    plain = (one for one in row.ingredients if isinstance(one, Input) and one not in layout.counters)
    cell = {one.name: layout.single(one) for one in plain}
    exponent = f"({cell['paid_at']}-{layout.months_in('Programme', MONTH_ROW)})/{cell['months_per_year']}"
    factors = f"SUM({layout.months_of(row)})"
    again = f"SUMPRODUCT((1+{cell['discount_rate']})^({exponent}))"
    value, at = float(np.sum(comparison.values[row])), f"Programme!F{layout[row].row}"
    title = "the discount factors follow from the discount rate and the month numbers"
    return Check(sheet.title, title, factors, again, value, at, FINE, fine=True)
