"""Cases a finance person can read: a small scenario and the numbers that must come out, as arithmetic.

    cases:
      - id: volume_grows
        shows: Growth compounds from month to month.
        scenario:
          demand: {volume: {voice: 1000}, annual_growth: 21%}
        expected:
          programme.voice.forecast_volume, month 13: 1000 * 1.21

A key is a row of the model (place and line); ``, month 13`` picks a month, ``, total`` adds the months up, and
without either the number holds in every month. ``common`` at the top of a file holds in all its cases unless a
case says otherwise. A number inside a scenario may be arithmetic too: ``"= 2080 / 12"``. ``never`` lists numbers
that a source prints and that must not come out, because they are wrong.
"""

import ast
import math
import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tcomodel import RateCard, load_card, scenario_from
from tcomodel.assembly import assemble
from tcomodel.evaluation import Values
from tcomodel.model import Model, Placed
from tcomodel.problems import nearest
from tcomodel.yaml_file import read_yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "cases"
OTHER_TESTS = {"erlang.yaml", "finance.yaml", "rebasing.yaml"}  # cases of functions, held by tests of their own
FILE_KEYS = {"about", "common", "cases", "not_yet"}
FACTS = ("source", "address", "date", "category", "source_error")
CASE_KEYS = {"id", "shows", "scenario", "expected", "never", "tolerance", *FACTS}

OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
FUNCTIONS = {"min": min, "max": max, "round_up": math.ceil}


@dataclass(frozen=True)
class Case:
    """One case; ``scenario`` is complete, with what its file says for all of them."""

    file: str
    id: str
    shows: str
    scenario: dict[str, Any]
    expected: dict[str, Any]
    never: dict[str, Any] = field(default_factory=dict)
    tolerance: float | None = None
    facts: dict[str, Any] = field(default_factory=dict)  # where a published figure comes from

    def __str__(self) -> str:
        return f"{self.file}:{self.id}"


def arithmetic(text: Any) -> float:
    """The value of ``42000 * 380 / 3600``; ValueError for anything but numbers, + - * / ** and min, max, round_up."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(text)

    def value(node: ast.AST) -> float:
        match node:
            case ast.Expression(body):
                return value(body)
            case ast.Constant(number) if type(number) in (int, float):
                return number
            case ast.BinOp(left, sign, right) if type(sign) in OPERATIONS:
                return OPERATIONS[type(sign)](value(left), value(right))
            case ast.UnaryOp(ast.USub(), inner):
                return -value(inner)
            case ast.Call(ast.Name(name), arguments, []) if name in FUNCTIONS:
                return FUNCTIONS[name](*map(value, arguments))
        raise ValueError(f"{text!r} is not arithmetic")

    try:
        return float(value(ast.parse(str(text), mode="eval")))
    except SyntaxError:
        raise ValueError(f"{text!r} is not arithmetic") from None


def merged(below: Any, above: Any) -> Any:
    """``above`` laid over ``below``, section by section; null takes a section away."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    both = {key: merged(below.get(key), above[key]) if key in above else below[key] for key in {**below, **above}}
    return {key: value for key, value in both.items() if value is not None}


def worked_out(data: Any) -> Any:
    """The scenario with its arithmetic (``= 2080 / 12``) done."""
    if isinstance(data, dict):
        return {key: worked_out(value) for key, value in data.items()}
    if isinstance(data, list):
        return [worked_out(value) for value in data]
    return arithmetic(data[1:].strip()) if isinstance(data, str) and data.startswith("=") else data


@cache
def file_of(name: str) -> dict[str, Any]:
    """A case file as data; a slip in its form is an error."""
    document = read_yaml((FOLDER / name).read_text(encoding="utf-8"), name)
    assert not document.problems, "\n".join(map(str, document.problems))
    data = document.data
    assert not (strange := data.keys() - FILE_KEYS), f"{name}: {strange}"
    return data


def case_files() -> list[str]:
    """The files that hold cases of this kind."""
    return sorted(path.name for path in FOLDER.glob("*.yaml") if path.name not in OTHER_TESTS)


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every file."""
    return tuple(case for name in case_files() for case in _cases_of(name))


def _cases_of(name: str) -> Iterator[Case]:
    data = file_of(name)
    for raw in data["cases"]:
        assert not (strange := raw.keys() - CASE_KEYS), f"{name}, {raw.get('id')}: {strange}"
        yield Case(
            file=name,
            id=raw["id"],
            shows=raw["shows"],
            scenario=worked_out(merged(data.get("common", {}), raw.get("scenario", {}))),
            expected=raw["expected"],
            never=raw.get("never", {}),
            tolerance=raw.get("tolerance"),
            facts={key: raw[key] for key in FACTS if key in raw},
        )


@cache
def card() -> RateCard:
    """The default rate card."""
    return load_card(ROOT / "data" / "rates.yaml")


@cache
def model_of(case: str) -> Model:
    """The model a case sets up, by ``file:id``; assembled once."""
    found = next(one for one in all_cases() if str(one) == case)
    return assemble(scenario_from(found.scenario), card())


def row_of(model: Model, key: str) -> Placed:
    """The row an expected value is about."""
    name = key.partition(",")[0].strip()
    found = next((row for row in model.rows if row.key == name), None)
    assert found is not None, f"nothing here needs a row {name}{nearest(name, [row.key for row in model.rows])}"
    return found


def number_at(model: Model, values: Values, key: str, draw: int | None = None) -> float:
    """The number an expected value is about, of one draw where there are several."""
    row, when = row_of(model, key), key.partition(",")[2].strip()
    value = np.asarray(values[row], dtype=float)
    if draw is not None and value.ndim > 1:
        value = value[draw] if value.shape[0] > 1 else value[0]
    if not row.is_monthly:
        assert not when, f"{key}: this row has one number for the whole term"
        return float(value.reshape(-1)[0])
    months = np.broadcast_to(value, (model.months_of(row.scope),))
    if when == "total":
        return float(months.sum())
    if when:
        word, _, month = when.partition(" ")
        assert word == "month", f"{key}: write ', month 13' or ', total'"
        return float(months[int(month) - 1])
    assert np.ptp(months) <= 1e-9 * max(1.0, abs(months[0])), (
        f"{key} changes from month to month: say which month, or total"
    )
    return float(months[0])
