"""One run: the draws of the world, every option worked out in them, block by block so that memory stays small.

Months are kept only for the fans, and only until their percentiles are taken. How many draws a fan rests on follows
from that: at most 16,384, and fewer where options times months are many.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.evaluation import evaluate
from tcomodel.model import Input
from tcomodel.results import Comparison, OptionResult
from tcomodel.serving import serves, serving_rows
from tcomodel.simulation.fan import fans_of
from tcomodel.simulation.moving import cost_drivers, figures, options_asked
from tcomodel.simulation.results import MEASURES, OptionDraws, Simulation
from tcomodel.uncertainty import World, draw_world

DRAWS = 4096
MOST_FAN_DRAWS = 16_384
FAN_NUMBERS = 6_000_000  # kept for the fans until their percentiles are taken, eight bytes each
LEAST_FAN_DRAWS = 1024
BLOCK = 2048

Progress = Callable[[float], None]


def simulate(comparison: Comparison, draws: int = DRAWS, seed: int = 1, progress: Progress | None = None) -> Simulation:
    """Every option that takes part, in so many futures drawn from the ranges of the scenario and its rate card.

    ``progress`` is told the share that is done; what it raises ends the run. Raises ProblemsFound where draws are not
    possible or a cost is no finite number.
    """
    return simulate_world(comparison, draw_world(comparison.model, draws=draws, seed=seed), progress)


def simulate_world(comparison: Comparison, world: World, progress: Progress | None = None) -> Simulation:
    """Every option that takes part, in the draws of a world that is there already."""
    moving = {one: drawn for one, drawn in world.replaced.items() if _moves(one, drawn)}
    moving_cost, idle = cost_drivers(comparison, world.drivers)
    run = _Run(comparison, moving, world.draws)
    for first in range(0, world.draws if moving else 1, BLOCK):
        run.block(first, progress)
    return Simulation(
        comparison,
        world.draws,
        world.seed,
        moving_cost,
        tuple(run.option_draws(option) for option in comparison.compared),
        run.serving[comparison.baseline.key] if comparison.baseline else np.ones(world.draws, dtype=bool),
        run.fan_draws,
        world.warnings,
        idle,
    )


def future(comparison: Comparison, world: World, number: int) -> Comparison:
    """The comparison in one draw of a world, counted from 1: what a percentile names, worked out by itself."""
    if not 1 <= number <= world.draws:
        raise ValueError(f"there is no draw {number:,}; they are numbered from 1 to {world.draws:,}")
    of_draw = {one: np.asarray(drawn[number - 1]) for one, drawn in world.replaced.items()}
    replaced = {one: float(drawn[0]) if drawn.size == 1 else drawn for one, drawn in of_draw.items()}
    return Comparison(comparison.model, evaluate(comparison.model, replaced))


def _moves(one: Input, drawn: Any) -> bool:
    """Whether any draw of an input is anything else than it is; where none moves, the base case stands bit for bit."""
    blocks = (np.asarray(drawn[first : first + BLOCK]) for first in range(0, len(drawn), BLOCK))
    return any(bool(np.any(block != np.asarray(one.value))) for block in blocks)


@dataclass(eq=False)
class _Run:
    """The figures of all draws, filled block by block."""

    comparison: Comparison
    moving: Mapping[Input, Any]  # arrays, or what makes them block by block
    draws: int

    def __post_init__(self) -> None:
        self.asked = options_asked(self.comparison)
        self.figures = {row: np.empty(self.draws) for option in self.asked for row in figures(option).values()}
        self.serving = {option.key: np.ones(self.draws, dtype=bool) for option in self.asked}
        self.fan_draws = min(self.draws, _fan_draws(len(self.comparison.compared), len(self.comparison.months)))
        shape = self.fan_draws, len(self.comparison.months)
        self.costs = {option.model.figures["total_cost"]: np.empty(shape) for option in self.comparison.compared}

    def block(self, first: int, progress: Progress | None) -> None:
        """Work out the draws from ``first`` on, counted from 0; all of them at once where nothing moves."""
        if not self.moving:
            self._keep_base_case()
            return
        here = slice(first, min(first + BLOCK, self.draws))
        replaced = {one: drawn[here] for one, drawn in self.moving.items()}
        size = here.stop - here.start
        rows = [*self.figures, *(row for option in self.asked for row in serving_rows(option.model))]
        with_months = first < self.fan_draws
        rows += self.costs if with_months else ()

        def told(share: float) -> None:
            if progress is not None:
                progress((first + share * size) / self.draws)

        model, values = self.comparison.model, self.comparison.values
        found = evaluate_rows(model, list(dict.fromkeys(rows)), replaced, told, values)
        for row, kept in self.figures.items():
            kept[here] = found[row]
        for option in self.asked:
            self.serving[option.key][here] = serves(option.model, found, replaced, size)
        for row, months_kept in self.costs.items() if with_months else ():
            months = found[row][: self.fan_draws - first]
            months_kept[first : first + len(months)] = months

    def _keep_base_case(self) -> None:
        values = self.comparison.values
        for row, kept in self.figures.items():
            kept[:] = float(values[row])
        for option in self.asked:
            self.serving[option.key][:] = option.key not in self.comparison.unserved
        for row, months_kept in self.costs.items():
            months_kept[:] = values[row]

    def option_draws(self, option: OptionResult) -> OptionDraws:
        """What is known of an option; its months become a fan and are let go."""
        rows = figures(option)
        measures = {name: self.figures[rows[name]] if name in rows else None for name in MEASURES}
        base = {name: float(self.comparison.values[row]) for name, row in rows.items()}
        cost = self.costs.pop(option.model.figures["total_cost"])
        fans = fans_of(option.model, cost, self.comparison.contract_years)
        return OptionDraws(option.key, option.label, **measures, serves=self.serving[option.key], base=base, fans=fans)  # type: ignore[arg-type]


def _fan_draws(options: int, months: int) -> int:
    """How many draws a fan may rest on: a power of two, so that they are as even as all of them."""
    most = FAN_NUMBERS // (options * months)
    return min(MOST_FAN_DRAWS, max(LEAST_FAN_DRAWS, 1 << (most.bit_length() - 1) if most else 0))
