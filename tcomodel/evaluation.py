"""A model turned into numbers: every row once, in causal order.

Values have the months on their last axis. An input may be replaced by an array ``(draws, 1)`` or
``(draws, months)``; everything that depends on it then has a row a draw. A line that starts from its own
value of the month before is worked out month by month, any other for all months at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tcomodel.model import Input, Model, Placed
from tcomodel.problems import problem


class Values:
    """The value of every row and input of a model."""

    def __init__(self, values: dict[int, Any]) -> None:
        self._values = values

    def __getitem__(self, row: Placed | Input) -> Any:
        return self._values[id(row)]


def evaluate(model: Model, replaced: Mapping[Input, Any] | None = None) -> Values:
    """All values; raises ProblemsFound when a cost is no finite number."""
    values: dict[int, Any] = {id(one): one.value for one in model.inputs}
    for one, value in (replaced or {}).items():
        values[id(one)] = value
    with np.errstate(all="ignore"):  # what is not finite is found and named below
        for row in model.rows:
            months = model.months_of(row.scope)
            if row.line.looks_back:
                value = _month_by_month(row, values, months)
            else:
                value = row.line.function(*[_taken(argument, values) for argument in row.arguments])
            if row.is_monthly and (np.ndim(value) == 0 or value.shape[-1] != months):
                value = np.broadcast_to(value, (*np.shape(value)[:-1], months))
            values[id(row)] = value
    for option in model.options:
        if not np.all(np.isfinite(values[id(option.figures["total_cost"])])):
            require_finite(model, Values(values))
    return Values(values)


def require_finite(model: Model, values: Values) -> None:
    """Raise ProblemsFound for the first row, in causal order, with a number that is not finite.

    ``evaluate`` looks at costs alone, because simulations call it thousands of times; what is shown or exported has
    every row looked at; all of them at once at first, as that is many times as fast.
    """
    if np.isfinite(np.concatenate([np.ravel(values[row]) for row in model.rows])).all():
        return
    for row in model.rows:
        if not np.isfinite(values[row]).all():
            raise problem(
                row.key,
                "gives no finite number with these inputs; look for a zero or a huge number among its ingredients",
            )


def _taken(argument: Any, values: dict[int, Any]) -> Any:
    if isinstance(argument, list):
        return [values[id(one)] for one in argument]
    return values[id(argument)]


def _month_by_month(row: Placed, values: dict[int, Any], months: int) -> Any:
    """A row that looks back at itself, shape ``(months,)`` or ``(draws, months)``."""
    taken = [_months_of(argument, row, values, months) for argument in row.arguments]
    past = next(position for position, argument in enumerate(row.arguments) if argument is row)
    before: Any = 0.0
    found = []
    for arguments in zip(*taken, strict=True):
        before = row.line.function(*arguments[:past], before, *arguments[past + 1 :])
        found.append(before)
    return np.stack(np.broadcast_arrays(*found), axis=-1)


def _months_of(argument: Any, row: Placed, values: dict[int, Any], months: int) -> Iterator[Any]:
    """What an argument is in each month: a number, or an array with one for each draw."""
    if argument is row:
        return iter([0.0] * months)
    if isinstance(argument, list):
        if not argument:
            return iter([[]] * months)
        members = [_months_of(one, row, values, months) for one in argument]
        return (list(of_month) for of_month in zip(*members, strict=True))
    value = values[id(argument)]
    if np.ndim(value) == 0:
        return iter([value] * months)
    if np.ndim(value) == 1:
        return iter(value.tolist())
    return iter(np.moveaxis(np.broadcast_to(value, (*value.shape[:-1], months)), -1, 0))
