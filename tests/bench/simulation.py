"""The simulation beside its yardsticks: the mini model and the example of the dashboard, asked for every option's NPV.

    100,000 draws of the mini model    263 ms    2.9 x as many streaming copies as lines are evaluated (at most 3)
     10,000 draws                       21 ms    7.1 x as many in-cache passes (at most 8)

Only lines with a number a month, which change with the draws and which the answer needs, count for the yardstick (see
``lines_evaluated``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tcomodel import compare, load_card, load_scenario
from tcomodel.blockwise import evaluate_rows
from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Model, Placed
from tests.bench import world
from tests.bench.figures import Figure, paired
from tests.bench.lines_evaluated import LinesEvaluated, lines_evaluated
from tests.bench.mini import mini_model, replaced
from tests.bench.yardsticks import BLOCK, in_cache_passes, streaming_copies

PROJECT = Path(__file__).parent.parent.parent
SEED = 1
MANY, FEW, AGREEING, COUNTING = 100_000, 10_000, 2_000, 8  # draws
SHORTER = 3  # turns of fewer draws for one of many
MOST_OF_COPIES, MOST_OF_PASSES, MOST_APART = 3.0, 8.0, 1e-12
UNCERTAIN = {  # of the example: by name, wherever they stand
    "volume", "annual_growth", "handle_time", "first_contact_resolution", "repeat_rate", "occupancy", "shrinkage",
    "attrition", "hourly_wage", "wage_inflation", "cost_inflation", "on_cost_rate", "yearly_indexation", "attained",
    "resolution_rate", "unresolved_cost", "seat_rate", "minute_rate", "overflow_price", "resolution_price",
    "transition_fee", "recruiting_cost", "governance_rate",
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A model, what is asked of it, and draws of its uncertain inputs, ``(draws, 1)`` each."""

    key: str
    what: str
    model: Model
    asked: Sequence[Placed]
    drawn: Callable[[int], Mapping[Input, np.ndarray]]

    @property
    def lines(self) -> LinesEvaluated:
        return lines_evaluated(self.model, self.asked, self.drawn(COUNTING))


def mini_run() -> Run:
    model = mini_model()
    return Run("mini", "the mini model", model, npvs_of(model), lambda draws: replaced(world.drawn(draws, SEED)))


def example_run() -> Run:
    scenario = load_scenario(PROJECT / "data" / "scenarios" / "example.yaml")
    model = compare(scenario, load_card(PROJECT / "data" / "rates.yaml")).model
    return Run("example", "the example", model, npvs_of(model), lambda draws: ten_percent_around(model, draws))


Yardstick = Callable[[int, int], Callable[[], None]]  # of draws and lines
RUNS: dict[str, Callable[[], Run]] = {"mini": mini_run, "example": example_run}


def npvs_of(model: Model) -> list[Placed]:
    return [option.figures["npv"] for option in model.options]


def ten_percent_around(model: Model, draws: int) -> dict[Input, np.ndarray]:
    """Normal draws around what is stated, 10 % of it apart, within the limits of each input."""
    random = np.random.default_rng(SEED)
    found = {}
    for one in model.inputs:
        if one.name in UNCERTAIN and not one.is_monthly:
            values = float(one.value) * (1 + 0.1 * random.standard_normal((draws, 1)))
            found[one] = np.clip(values, *one.given.limits)
    return found


def figures_of_simulation(draws: int = MANY, fewer: int = FEW, times: int = 7, budget: float = 30) -> Iterator[Figure]:
    """Times and ratios of both models with many and with fewer draws, and how far they are from ``evaluate``."""
    for make in RUNS.values():
        run = make()
        found = run.lines
        told = f"{found.monthly} change with the draws, {len(run.model.rows)} in all"
        yield Figure(f"{run.key}.lines", f"{run.what}: lines evaluated", found.arrays, "lines", note=told)
        yield from beside("many", run, draws, streaming_copies, "streaming copies", MOST_OF_COPIES, times, budget)
        yield from beside(
            "few", run, fewer, in_cache_passes, "in-cache passes", MOST_OF_PASSES, SHORTER * times, budget
        )
        told = f"{run.what}: furthest from plain evaluation"
        yield Figure(f"{run.key}.apart", told, furthest_apart(run, min(AGREEING, fewer)), "of it", most=MOST_APART)


def beside(
    key: str, run: Run, draws: int, yardstick: Yardstick, called: str, most: float, times: int, budget: float
) -> Iterator[Figure]:
    """A yardstick, and the simulation held against it."""
    lines, replacing = run.lines.arrays, run.drawn(draws)
    found = paired(
        yardstick(draws, lines), lambda: evaluate_rows(run.model, run.asked, replacing), times=times, budget=budget
    )
    yield Figure(f"{run.key}.{key}.floor", f"{lines} {called} of {draws:,} draws", found.yardstick * 1000, "ms")
    yield Figure(
        f"{run.key}.{key}", f"{run.what}, {draws:,} draws", found.measured * 1000, "ms", called, found.ratio, most
    )


def furthest_apart(run: Run, draws: int) -> float:
    """The largest relative difference between ``evaluate_rows`` and ``evaluate`` in any figure of any draw."""
    replacing = run.drawn(draws)
    found = evaluate_rows(run.model, run.asked, replacing)
    furthest = 0.0
    for first in range(0, draws, BLOCK):
        part = slice(first, first + BLOCK)
        values = evaluate(run.model, {one: value[part] for one, value in replacing.items()})
        for row in run.asked:
            plain = np.ravel(values[row])
            furthest = max(furthest, float(np.max(np.abs(found[row][part] / plain - 1))))
    return furthest
