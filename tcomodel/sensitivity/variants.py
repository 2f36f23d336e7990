"""Many variants of one comparison at once, each with a few inputs replaced and everything else as it is.

    read_under(model, [{wage: 20.0}, {wage: 24.0}, {volume: 900.0}], read)

Variants stand on the draws axis of the evaluation. Those that move inputs of the same place are worked out together,
because only the rows that follow from what moves grow by it; so many at a time that memory stays small.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from tcomodel.dependence import moved_by
from tcomodel.evaluation import Values, evaluate
from tcomodel.model import Input, Model, Placed
from tcomodel.problems import ProblemsFound
from tcomodel.results import Comparison

Read = TypeVar("Read")
Variant = Mapping[Input, Any]
CELLS = 4_000_000  # numbers kept at a time, eight bytes each


class OneVariant(Values):
    """The values of one variant out of many: the same shapes as without variants."""

    def __init__(self, values: Values, draw: int) -> None:
        self._many, self._draw = values, draw

    def __getitem__(self, row: Placed | Input) -> Any:
        value = self._many[row]
        if np.ndim(value) < 2:
            return value
        own = value[self._draw]
        return own if row.is_monthly or own.shape[-1] > 1 else own[0]


def read_under(
    model: Model, variants: Sequence[Variant], read: Callable[[Comparison], Read]
) -> list[Read | ProblemsFound]:
    """What ``read`` says of the comparison under each variant; a problem where its numbers are none."""
    found: list[Any] = [None] * len(variants)
    together: dict[tuple[str, ...], list[int]] = {}
    for number, variant in enumerate(variants):
        together.setdefault(tuple(sorted({one.scope.path[0] for one in variant})), []).append(number)
    for numbers in together.values():
        size = max(1, CELLS // _moved_cells(model, [one for number in numbers for one in variants[number]]))
        for first in range(0, len(numbers), size):
            block = numbers[first : first + size]
            for number, said in zip(block, _block(model, [variants[one] for one in block], read), strict=True):
                found[number] = said
    return found


def _moved_cells(model: Model, inputs: Sequence[Input]) -> int:
    """How many numbers one variant of these inputs makes anew."""
    moved = moved_by(model, inputs)
    return len(inputs) + sum(model.months_of(row.scope) for row in model.rows if id(row) in moved)


def _block(
    model: Model, variants: Sequence[Variant], read: Callable[[Comparison], Read]
) -> Iterator[Read | ProblemsFound]:
    try:
        values = evaluate(model, _replaced(variants))
    except ProblemsFound as problem:
        if len(variants) == 1:
            yield problem
            return
        half = len(variants) // 2
        yield from _block(model, variants[:half], read)
        yield from _block(model, variants[half:], read)
        return
    for draw in range(len(variants)):
        yield read(Comparison(model, OneVariant(values, draw)))


def _replaced(variants: Sequence[Variant]) -> dict[Input, np.ndarray]:
    """Each input that moves in any variant, shape ``(variants, 1)`` or ``(variants, months)``."""
    moved = dict.fromkeys(one for variant in variants for one in variant)
    return {
        one: np.stack([np.atleast_1d(np.asarray(variant.get(one, one.value), dtype=float)) for variant in variants])
        for one in moved
    }
