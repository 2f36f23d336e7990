"""Some rows tried at one value of an input after the other, in the same futures.

    minimum fee at 0, 10,000, 20,000, ...      17 rows follow from it: worked out for each
    volume, wages, inflation in 4,096 futures  210 rows follow from those alone: worked out once

The rows that follow become a small model of their own, which takes what does not as given. Their lines, and so every
number, are the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.dependence import moved_by, needed_for
from tcomodel.evaluation import evaluate
from tcomodel.givens import Given
from tcomodel.model import Input, Model, Placed

MOST_KEPT = 10_000_000  # numbers, 80 MB; where it would be more, every row is worked out each time

Drawn = Mapping[Input, np.ndarray]


class Trying:
    """Rows of a model while some inputs are tried; ``drawn`` is the world, the same at each try."""

    def __init__(self, model: Model, rows: Sequence[Placed], tried: Collection[Input], drawn: Drawn) -> None:
        self._model, self._rows, self._drawn, self._values = model, list(rows), dict(drawn), evaluate(model)
        needed, by_draws = needed_for(model, rows), moved_by(model, drawn)
        by_trying = moved_by(model, tried)
        follows = [row for row in model.rows if id(row) in needed & by_trying]
        taken = {id(one): one for row in follows for one in row.ingredients} | {id(row): row for row in rows}
        given = [one for key, one in taken.items() if isinstance(one, Placed) and key in by_draws - by_trying]
        draws = max((len(values) for values in drawn.values()), default=1)
        self.is_small = bool(given) and len(given) * draws * max(model.axes.values()) <= MOST_KEPT
        if self.is_small:
            still = [row for row in model.rows if id(row) in needed - by_trying - by_draws]
            self._known = evaluate_rows(model, given, self._drawn, values=self._values)
            self._small, self._stands_for = self._without(given, still, follows)
            used = {id(one) for row in self._small.rows for one in row.ingredients}
            self._taken = {one: values for one, values in self._drawn.items() if id(one) in used} | {
                self._stands_for[id(row)]: values.reshape(draws, -1) for row, values in self._known.items()
            }

    def at(self, tried: Drawn) -> dict[Placed, np.ndarray]:
        """The rows, ``(draws,)`` or ``(draws, months)``; raises ProblemsFound where a cost is no finite number."""
        if self.is_small:
            wanted = {row: self._stands_for.get(id(row), row) for row in self._rows if row not in self._known}
            found = evaluate_rows(self._small, list(wanted.values()), self._taken | dict(tried), values=self._values)
            known = {row: self._known[row] for row in self._rows if row in self._known}
            if all(np.isfinite(values).all() for values in found.values()):
                return known | {row: found[one] for row, one in wanted.items()}
        return evaluate_rows(self._model, self._rows, self._drawn | dict(tried), values=self._values)

    def _without(
        self, given: Sequence[Placed], still: Sequence[Placed], follows: Sequence[Placed]
    ) -> tuple[Model, dict[int, Any]]:
        """The model of the rows that follow, and what in it stands for each row of the whole one."""
        inputs = {id(row): _as_input(row, self._values[row]) for row in given}
        copies = {id(row): Placed(row.line, row.scope, [], row.is_monthly) for row in follows}
        stands_for: dict[int, Any] = inputs | copies
        for row in follows:
            copies[id(row)].arguments = [_exchanged(one, stands_for) for one in row.arguments]
        rows, all_inputs = [*still, *copies.values()], [*self._model.inputs, *inputs.values()]
        return replace(self._model, options=[], rows=rows, inputs=all_inputs, kept={}), stands_for


def _as_input(row: Placed, value: Any) -> Input:
    kind = "months" if row.is_monthly else "number"
    return Input(Given(row.name, row.unit, row.says, row.label, kind), row.scope, value)


def _exchanged(argument: Any, stands_for: Mapping[int, Any]) -> Any:
    if isinstance(argument, list):
        return [_exchanged(one, stands_for) for one in argument]
    return stands_for.get(id(argument), argument)
