"""A model turned into numbers: every row once, in causal order.

Values have the months on their last axis. An input may be replaced by an array ``(draws, 1)`` or
``(draws, months)``; everything that depends on it then has a row a draw.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from tcomodel.model import Input, Model, Placed
from tcomodel.problems import ProblemsFound, problem


class Values:
    """The value of every row and input of a model."""

    def __init__(self, values: dict[int, Any]) -> None:
        self._values = values

    def __getitem__(self, row: Placed | Input) -> Any:
        return self._values[id(row)]


def evaluate(model: Model, replaced: Mapping[Input, Any] | None = None) -> Values:
    """All values; raises ProblemsFound when a formula gives no finite number."""
    months = model.scenario.file.months
    values: dict[int, Any] = {id(one): one.value for one in model.inputs}
    for one, value in (replaced or {}).items():
        values[id(one)] = value
    with np.errstate(all="ignore"):  # what is not finite is found and named below
        for row in model.rows:
            value = row.line.function(*[_taken(argument, values) for argument in row.arguments])
            if row.is_monthly and (np.ndim(value) == 0 or value.shape[-1] != months):
                value = np.broadcast_to(value, (*np.shape(value)[:-1], months))
            values[id(row)] = value
    for option in model.options:
        if not np.all(np.isfinite(values[id(option.figures["total_cost"])])):
            raise _not_finite(model, values)
    return Values(values)


def _taken(argument: Any, values: dict[int, Any]) -> Any:
    if isinstance(argument, list):
        return [values[id(one)] for one in argument]
    return values[id(argument)]


def _not_finite(model: Model, values: dict[int, Any]) -> ProblemsFound:
    row = next(row for row in model.rows if not np.all(np.isfinite(values[id(row)])))
    return problem(
        row.key, "gives no finite number with these inputs; look for a zero or a huge number among its ingredients"
    )
