"""A comparison as plain data for programs and as CSV for a spreadsheet.

``to_data`` holds everything under fixed names (``schema`` says which version of them); ``to_csv`` has one row
a line and one column a month:

    option,place,line,label,unit,total,2027-01,2027-02
    In-house,Voice,in_house.voice.wages,Wages,USD per month,1256832,628416,628416

Where there is nothing to divide by (a cost over no contacts) there is no number: null, and an empty cell.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel import pricing
from tcomodel.csv_cells import csv_text
from tcomodel.model import Input, Placed, Scope
from tcomodel.readers.adding_up import rows_that_add_up
from tcomodel.readers.answer import answer, assumptions_in_words, reason
from tcomodel.readers.english import label_of, people_unit, place_of, row_in_words, unit_of
from tcomodel.readers.trace import source_of
from tcomodel.results import Comparison, OptionResult, where_there_are_some
from tcomodel.uncertainty import Spread, drivers_of

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
OWN_FIGURES = (
    "tco", "npv", "equal_annual_cost", "cost_per_contact", "cost_per_resolved_contact",
    "levelised_cost_per_contact", "levelised_cost_per_resolved_contact",
)  # fmt: skip
FIGURES = (*OWN_FIGURES, "term_saving", "saving_share", "npv_saving", "payback", "irr")


def to_data(comparison: Comparison) -> dict[str, Any]:
    """Everything a program may want, as plain data: finite numbers, texts, lists. See ``schema``."""
    file = comparison.scenario.file
    return {
        "schema": SCHEMA,
        "scenario": {
            "name": file.name,
            "description": file.description,
            "currency": file.currency,
            "start": file.start,
            "number_of_months": file.months,
            "months": comparison.months,
            "contract_years": [int(year) for year in comparison.contract_years],
        },
        "rate_card": _card(comparison),
        "answer": answer(comparison),
        "baseline": comparison.baseline.key if comparison.baseline else None,
        "cheapest": comparison.cheapest.key,
        "options": [_option(comparison, option) for option in comparison.options],
        "programme": [_line(comparison, row) for row in comparison.model.rows if _option_of(row.scope) is None],
        "inputs": _inputs(comparison),
        "warnings": comparison.warnings,
        "notes": comparison.notes,
        "assumptions": assumptions_in_words(comparison),
    }


def _card(comparison: Comparison) -> dict[str, Any]:
    """The card the scenario was computed with; ``rates_from`` counts the rates in use by the card they come from."""
    card = comparison.model.card
    keys = dict.fromkeys(one.rate.key for one in comparison.model.inputs if one.rate is not None)
    names = [card.origin(key).name for key in keys]
    counts = {name: names.count(name) for name in dict.fromkeys(names)}
    return {"name": card.name, "as_of": card.as_of, "rates_from": counts, "record": list(card.record)}


def _option(comparison: Comparison, option: OptionResult) -> dict[str, Any]:
    return {
        "key": option.key,
        "label": option.label,
        "model": option.model.model,
        "model_label": "In-house" if option.model.model == "in_house" else pricing.title(option.model.model),
        "total": _number(option.total),
        "by_month": _numbers(option.by_month),
        "by_year": _numbers(comparison.by_year(option.by_month)),
        "by_category": {
            name: {"total": _number(option.category_totals[name]), "by_month": _numbers(months)}
            for name, months in option.by_category.items()
        },
        "metrics": {name: _metric(comparison, option, name) for name in FIGURES},
        "lines": [_line(comparison, row) for row in comparison.model.rows if _option_of(row.scope) == option.key],
        "left_out": [{"line": line.name, "label": line.label, "says": line.says} for line in option.model.left_out],
    }


def _metric(comparison: Comparison, option: OptionResult, name: str) -> dict[str, Any]:
    """A figure with its unit; ``reason`` says why the value is null, and how a rate of return came about."""
    value = option.yearly_irr if name == "irr" else option.figure(name)
    value = None if value is None else _number(value)
    row = option.model.figures.get(name)
    unit = "per year" if name == "irr" else people_unit(row.unit, comparison.currency) if row else ""
    why = None if value is not None else reason(option, name)
    if option.key == (comparison.baseline.key if comparison.baseline else None) and name not in OWN_FIGURES:
        why = "this is the option the others are compared with"
    return {"value": value, "unit": unit, "reason": why}


def _line(comparison: Comparison, row: Placed) -> dict[str, Any]:
    values = where_there_are_some(row, comparison.values)
    return {
        "key": row.key,
        "label": label_of(row),
        "place": place_of(row.scope),
        "unit": people_unit(row.unit, comparison.currency),
        "formula": row_in_words(row),
        "says": row.says,
        "category": row.line.posts_to,
        "values": _numbers(values) if row.is_monthly else _number(values),
    }


def _inputs(comparison: Comparison) -> list[dict[str, Any]]:
    drivers = drivers_of(comparison.model)
    spreads = {id(one): driver.spread for driver in drivers for one in driver.inputs}
    return [{**_input(comparison, one), "range": _range(spreads.get(id(one)))} for one in comparison.model.inputs]


def _range(spread: Spread | None) -> dict[str, Any] | None:
    """Low, base and high, in the unit of the input or as factors of its series; None for what is certain."""
    if spread is None:
        return None
    facts = ("low", "base", "high", "reading", "distribution", "is_factor", "drawn", "persistence", "scatter")
    return {name: getattr(spread, name) for name in facts}


def _input(comparison: Comparison, one: Input) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": label_of(one),
        "place": place_of(one.scope),
        "unit": people_unit(one.given.unit, comparison.currency),
        "value": _numbers(comparison.values[one]) if np.ndim(one.value) else _number(comparison.values[one]),
        "source": source_of(one, comparison).as_dict(),
    }


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value) + 0.0  # no minus zero


def _numbers(values: Any) -> list[float | None]:
    return [_number(value) for value in np.asarray(values, dtype=float)]


def _option_of(scope: Scope) -> str | None:
    """The option a place belongs to, None for the programme and its demand."""
    return None if scope.kind in ("programme", "demand", "assumed") else scope.path[0]


def to_csv(comparison: Comparison) -> str:
    """One row a line, one column a month; text that a spreadsheet would run as a formula is defused.

    ``total`` is the sum of an amount per month and the number of a line that has one for the whole term;
    people, prices and balances have no total.
    """
    return csv_text(_rows(comparison))


def _rows(comparison: Comparison) -> Iterator[list[float | str | None]]:
    labels = {option.key: option.label for option in comparison.options}
    adding_up = {id(row) for row in rows_that_add_up(comparison.model.rows)}
    yield ["option", "place", "line", "label", "unit", "total", *comparison.months]
    for row in comparison.model.rows:
        key = _option_of(row.scope)
        unit = unit_of(row)
        values = where_there_are_some(row, comparison.values)
        total = None
        if not row.is_monthly:
            total = _number(values)
        elif id(row) in adding_up:
            total = float(comparison.values[row].sum())
        yield [
            labels[key] if key else "All options",
            row.scope.label if row.scope.is_inner else "",
            row.key,
            label_of(row),
            people_unit(unit, comparison.currency),
            total,
            *(_numbers(values) if row.is_monthly else [None] * len(comparison.months)),
        ]
