"""The crossover map: which option costs least in every cell of two axes, and by how much.

    volume 0.1 to 3 times across, handle time 0.5 to 2 times up, 100 x 100 cells
    per ticket at the left, per seat in the middle, in-house nowhere; you are here: per seat, 4 % ahead

An option that does not serve the work of a cell cannot win there. Each cell is the whole model, worked out again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.model import Input
from tcomodel.negotiation.axis import FACTOR, POINTS, Axis
from tcomodel.problems import problem
from tcomodel.results import Comparison
from tcomodel.serving import serves, serving_rows

CELLS = 100  # of each axis
NOBODY = -1
AT_ONCE = 5_000  # cells, so that memory stays small


@dataclass(frozen=True, eq=False)
class CrossoverMap:
    """``winner`` holds the number of the option in ``keys`` that costs least, -1 where none serves the work; ``ahead``
    by what share of its own cost the runner-up costs more; both of shape ``(up, across)``, the lowest values first.
    """

    across: Axis
    up: Axis
    columns: np.ndarray
    rows: np.ndarray
    keys: tuple[str, ...]
    winner: np.ndarray
    ahead: np.ndarray
    here: str
    figure: str
    here_ahead: float = np.inf  # by what share of its cost the cheapest of today is ahead; 0: another costs the same

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of the cells each option wins, the largest first; options that win nowhere are left out."""
        counts = {key: float(np.mean(self.winner == number)) for number, key in enumerate(self.keys)}
        return dict(sorted(((key, one) for key, one in counts.items() if one > 0), key=lambda pair: -pair[1]))


def crossover_map(
    comparison: Comparison,
    across: Axis,
    up: Axis,
    cells: int = CELLS,
    figure: str = "npv",
    progress: Callable[[float], None] | None = None,
) -> CrossoverMap:
    """The map of two axes with so many cells each; raises ProblemsFound where both move the same input."""
    both = {id(one) for one in across.inputs} & {id(one) for one in up.inputs}
    if both:
        raise problem(up.key, f"it moves the same input as {across.key}; take two that are different")
    if not 2 <= cells <= 400:
        raise problem("cells", f"found {cells}; expected 2 to 400 of each axis")
    columns, rows = (np.linspace(axis.least, axis.most, cells) for axis in (across, up))
    options = [one.model for one in comparison.compared]
    wide, high = np.tile(columns, cells), np.repeat(rows, cells)
    winner, ahead = [], []
    for first in range(0, wide.size, AT_ONCE):
        part = slice(first, first + AT_ONCE)
        replaced = across.at(wide[part]) | up.at(high[part])
        best, lead = _cheapest(comparison, options, replaced, figure)
        winner.append(best)
        ahead.append(lead)
        if progress is not None:
            progress(min(1.0, (first + AT_ONCE) / wide.size))
    today = across.at(np.array([across.today])) | up.at(np.array([up.today]))
    here, here_ahead = _cheapest(comparison, options, today, figure)
    keys = tuple(one.key for one in options)
    return CrossoverMap(
        across, up, columns, rows, keys, np.concatenate(winner).reshape(cells, cells),
        np.concatenate(ahead).reshape(cells, cells), keys[here[0]] if here[0] != NOBODY else "", figure,
        float(here_ahead[0]),
    )  # fmt: skip


def _cheapest(comparison, options, replaced, figure) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[no-untyped-def]
    """The number of the cheapest option that serves the work in each draw, and how far it is ahead, as a share."""
    totals = [one.figures[figure] for one in options]
    asked = [*totals, *(row for option in options for row in serving_rows(option))]
    found = evaluate_rows(comparison.model, list(dict.fromkeys(asked)), replaced, values=comparison.values)
    draws = len(next(iter(replaced.values())))
    costs = np.stack([
        np.where(serves(one, found, replaced, draws), found[row], np.inf)
        for one, row in zip(options, totals, strict=True)
    ])  # fmt: skip
    best = np.argmin(costs, axis=0)
    least = np.min(costs, axis=0)
    second = np.partition(costs, 1, axis=0)[1] if len(options) > 1 else np.full(draws, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        ahead = np.where(least > 0, second / least - 1, np.inf)
    return np.where(np.isfinite(least), best, NOBODY), np.where(np.isfinite(least), ahead, 0.0)


def spread_on(axis: Axis, replaced: Mapping[Input, np.ndarray]) -> np.ndarray | None:
    """Where the draws of a world lie on an axis, shape ``(draws,)``; None where none of its inputs is drawn.

    Of a series the mean of its months counts, of several inputs their sum (a factor) or their mean.
    """
    drawn = {one: replaced[one] for one in axis.inputs if one in replaced}
    if not drawn:
        return None
    draws = len(next(iter(drawn.values())))
    values = [np.broadcast_to(_mean(drawn.get(one, np.full((1, 1), np.mean(one.value)))), draws) for one in axis.inputs]
    today = [float(np.mean(one.value)) for one in axis.inputs]
    if axis.mode == FACTOR:
        return np.asarray(np.sum(values, axis=0) / sum(today)) if axis.is_volume else _ratio(values, today)
    if axis.mode == POINTS:
        return np.asarray(np.mean([value - base for value, base in zip(values, today, strict=True)], axis=0))
    return np.asarray(values[0])


def _mean(value: np.ndarray) -> np.ndarray:
    return np.asarray(np.mean(value, axis=1))


def _ratio(values: list[np.ndarray], today: list[float]) -> np.ndarray:
    return np.asarray(np.mean([value / base for value, base in zip(values, today, strict=True) if base], axis=0))
