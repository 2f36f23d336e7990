"""What could happen: the simulation of a scenario, and what the difference between two options rests on.

python -m tcomodel simulate example.yaml --draws 16384 --save-at-least 10%
python -m tcomodel simulate example.yaml --future 3921
python -m tcomodel sensitivity example.yaml --between seats_manila minutes_nearshore --indices
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from tcomodel.commands.outputs import comparison_for, csv_option, json_file_option, put_all
from tcomodel.commands.scenario_files import scenario_arguments
from tcomodel.csv_cells import csv_text
from tcomodel.entry_numbers import amount_or_percent
from tcomodel.problems import Problem, ProblemsFound, problem
from tcomodel.results import Comparison
from tcomodel.uncertainty import DRAWS, World, draw_world, drivers_of, section_of

A_MOMENT = 1.0  # seconds before anybody wants to see how far it is


def add_to(commands: Any) -> None:
    """Add the commands."""
    command = commands.add_parser("simulate", help="draw futures from the ranges: how likely, how much, how sure")
    scenario_arguments(command)
    command.add_argument("--draws", type=int, metavar="N", help=f"how many futures: {_listed(DRAWS)} (default 4096)")
    command.add_argument("--seed", type=int, metavar="N", help="of the draws; the same seed draws the same futures")
    command.add_argument(
        "--save-at-least",
        metavar="AMOUNT",
        help="the saving to ask for: an amount such as 250000 or 1.5m, or 10%% of the baseline (net present value)",
    )
    command.add_argument("--future", type=int, metavar="N", help="show one future in full: every input drawn in it")
    json_file_option(command)
    csv_option(command, "write every draw: its inputs and what each option costs")
    command.set_defaults(run=run_simulate)

    command = commands.add_parser("sensitivity", help="what moves the difference between two options, and turns it")
    scenario_arguments(command)
    command.add_argument(
        "--between", nargs=2, metavar=("A", "B"), help="the two options; else the cheapest and the one that comes next"
    )
    command.add_argument(
        "--indices", action="store_true", help="also which inputs the uncertainty of the difference comes from"
    )
    command.add_argument("--seed", type=int, metavar="N", help="of the draws behind --indices (default 1)")
    json_file_option(command)
    csv_option(command, "write every bar as CSV, with the shares of --indices beside it")
    command.set_defaults(run=run_sensitivity)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(one) for one in numbers)


# -- what each command does ------------------------------------------------------------------------


def run_simulate(asked: argparse.Namespace) -> None:
    """Draw, work out every option in every draw, and print or write what comes out."""
    from tcomodel.readers.risk_data import draws_csv, simulation_data
    from tcomodel.readers.risk_text import simulation_text
    from tcomodel.simulation import simulate_world

    saving = amount_or_percent(asked.save_at_least, "--save-at-least") if asked.save_at_least else None
    comparison = comparison_for(asked, asked.json, asked.csv)
    section = section_of(comparison.scenario)
    world = draw_world(
        comparison.model, asked.draws or section.draws, section.seed if asked.seed is None else asked.seed
    )
    if asked.future is not None:
        _run_future(asked, comparison, world)
        return
    if saving and comparison.baseline is None:
        raise ProblemsFound([Problem("--save-at-least", "there is no baseline to save against")])
    with_progress = _Progress("drawing futures")
    found = simulate_world(comparison, world, with_progress)
    with_progress.done()
    put_all(
        asked,
        lambda: simulation_text(found, saving),
        comparison,
        json=lambda: simulation_data(found, saving),
        csv=lambda: draws_csv(found, world),
    )


def _run_future(asked: argparse.Namespace, comparison: Comparison, world: World) -> None:
    """One draw by itself, with everything that was drawn in it."""
    from tcomodel.readers.future_text import future_data, future_text
    from tcomodel.simulation import future

    number = asked.future
    if asked.csv is not None or asked.save_at_least is not None:
        raise problem("--future", "shows one future; leave out --csv and --save-at-least, which are about all of them")
    if not 1 <= number <= world.draws:
        raise problem("--future", f"found {number:,}; the futures are numbered from 1 to {world.draws:,}")
    there = future(comparison, world, number)
    put_all(
        asked,
        lambda: future_text(comparison, world, number, there),
        comparison,
        json=lambda: future_data(comparison, world, number, there),
    )


def run_sensitivity(asked: argparse.Namespace) -> None:
    """Move one input at a time, and share out the uncertainty where that is asked for."""
    from tcomodel.readers.risk_data import difference_data
    from tcomodel.readers.risk_rows import tornado_rows
    from tcomodel.readers.risk_text import difference_text
    from tcomodel.sensitivity.difference import difference
    from tcomodel.sensitivity.indices import index_runs
    from tcomodel.simulation import cost_drivers

    if asked.seed is not None and not asked.indices:
        raise problem("--seed", "only --indices draw; the bars do not")
    comparison = comparison_for(asked, asked.json, asked.csv)
    drivers, _ = cost_drivers(comparison, drivers_of(comparison.model))
    first, second = asked.between or (None, None)
    found = difference(comparison, drivers, first, second)
    indices = None
    if asked.indices and drivers:
        with_progress = _Progress("sharing out the uncertainty")
        seed = 1 if asked.seed is None else asked.seed
        runs = index_runs(comparison, drivers, seed=seed, progress=with_progress)
        indices = runs.between(found.first, found.second)
        with_progress.done()
    put_all(
        asked,
        lambda: difference_text(comparison, found, indices, asked.indices),
        comparison,
        json=lambda: difference_data(comparison, found, indices),
        csv=lambda: csv_text(tornado_rows(comparison, found, indices)),
    )


class _Progress:
    """How far a run is, on the line of errors, where somebody watches and it takes longer than a moment."""

    def __init__(self, doing: str) -> None:
        self.doing, self.began, self.shown = doing, time.monotonic(), ""
        self.watched: Callable[[], bool] = sys.stderr.isatty

    def __call__(self, share: float) -> None:
        if time.monotonic() - self.began < A_MOMENT or not self.watched():
            return
        told = f"{self.doing}: {share:.0%}"
        if told != self.shown:
            sys.stderr.write(f"\r{told}")
            sys.stderr.flush()
            self.shown = told

    def done(self) -> None:
        """Clear the line."""
        if self.shown:
            sys.stderr.write(f"\r{' ' * len(self.shown)}\r")
