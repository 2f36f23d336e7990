"""How many lines a question asks for: the rows that change with the draws, and that the answer needs.

    found = lines_evaluated(model, [npv_a, npv_b], {wage: drawn_wages})
    found.arrays     25: each a number a month for every draw, and other numbers in other months
    found.monthly    25: with lines that are the same in every month, or that only repeat another line
    found.single      5: one number for every draw

What no draw reaches is worked out once whatever the number of draws, and what nobody asks for not at all. Yardsticks
take ``arrays``, the strictest of the counts: a line that is the same in every month, or another by a second name, need
not be an array of months of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Model, Placed
from tcomodel.symbols import Name


@dataclass(frozen=True)
class LinesEvaluated:
    """Lines worked out anew for every draw."""

    arrays: int
    monthly: int
    single: int


def lines_evaluated(model: Model, asked: Sequence[Placed], drawn: Mapping[Input, np.ndarray]) -> LinesEvaluated:
    """Counted along ``Placed.ingredients``: up from what is asked, down from what is drawn. A few draws are enough."""
    needed = {id(row) for row in with_ingredients(asked)}
    moved = {id(one) for one in drawn}
    found = []
    for row in model.rows:  # in causal order
        if any(id(one) in moved for one in row.ingredients):
            moved.add(id(row))
            if id(row) in needed:
                found.append(row)
    values = evaluate(model, drawn)
    monthly = [row for row in found if row.is_monthly]
    arrays = [row for row in monthly if changes_over_months(values[row]) and not isinstance(row.line.formula, Name)]
    return LinesEvaluated(len(arrays), len(monthly), len(found) - len(monthly))


def with_ingredients(rows: Sequence[Placed]) -> list[Placed]:
    """The rows and all they are made of, each once."""
    found: dict[int, Placed] = {}
    left = list(rows)
    while left:
        row = left.pop()
        if id(row) not in found:
            found[id(row)] = row
            left += [one for one in row.ingredients if isinstance(one, Placed)]
    return list(found.values())


def changes_over_months(value: np.ndarray) -> bool:
    return bool(np.any(value != value[..., :1]))
