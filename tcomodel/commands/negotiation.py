"""Where to push, in numbers: goal seek, break-even, the crossover map.

python -m tcomodel goal example.yaml seats_manila --saving 60%
python -m tcomodel breakeven example.yaml --over volume --between seats_manila tickets_nearshore
python -m tcomodel map example.yaml --across volume --up handle_time --csv map.csv
"""

import argparse
from typing import TYPE_CHECKING, Any

from tcomodel.commands.outputs import comparison_for, csv_option, json_file_option, put_all
from tcomodel.commands.scenario_files import scenario_arguments
from tcomodel.entry_numbers import amount_or_percent
from tcomodel.problems import ProblemsFound, problem

if TYPE_CHECKING:
    from tcomodel.negotiation.axis import Axis

AXES = "volume, handle_time, wage_inflation, resolution, or an input such as seats_manila.pricing.seat_rate"


def add_to(commands: Any) -> None:
    """Add the commands."""
    command = commands.add_parser("goal", help="the value of each lever at which a vendor costs what is wanted")
    scenario_arguments(command)
    command.add_argument("option", metavar="OPTION", help="a vendor's option, by its key")
    command.add_argument("--lever", metavar="NAME", help="one lever, such as seat_rate or indexation_cap")
    command.add_argument("--saving", metavar="AMOUNT", help="the saving wanted (NPV): 250000, 1.5m or 10%%")
    command.add_argument("--against", metavar="KEY", help="the option to equal or save against; else the baseline")
    command.add_argument("--band", action="store_true", help="also P10 to P90 over the futures that ranges allow")
    command.add_argument("--seed", type=int, metavar="N", help="of the draws behind --band")
    json_file_option(command)
    csv_option(command, "write a row for each lever and value as CSV")
    command.set_defaults(run=run_goal)

    command = commands.add_parser("breakeven", help="every crossing and jump of what the options cost along an axis")
    scenario_arguments(command)
    command.add_argument("--over", default="volume", metavar="AXIS", help=AXES)
    command.add_argument("--between", nargs=2, metavar=("A", "B"), default=(), help="two options; else all")
    command.add_argument("--from", dest="low", metavar="X", help="in numbers of the axis: 30000 contacts, 80%%, 2.5m")
    command.add_argument("--to", dest="high", metavar="Y", help="likewise")
    command.add_argument("--figure", choices=("npv", "tco"), default="npv", help="net present value, or the plain sum")
    json_file_option(command)
    csv_option(command)
    command.set_defaults(run=run_break_even)

    command = commands.add_parser("map", help="which option costs least over two axes, cell by cell")
    scenario_arguments(command)
    command.add_argument("--across", default="volume", metavar="AXIS", help=AXES)
    command.add_argument("--up", default="handle_time", metavar="AXIS", help="likewise")
    command.add_argument("--cells", type=int, default=100, metavar="N", help="of each axis (default 100)")
    json_file_option(command)
    csv_option(command)
    command.set_defaults(run=run_map)


def _position(axis: "Axis", asked: str | None) -> float | None:
    """Where an end that was typed lies on an axis; a share of a volume is one of today's."""
    from tcomodel.readers.axis_words import position_of

    if asked is None:
        return None
    try:
        number, is_share = amount_or_percent(asked, axis.key)
    except ProblemsFound:
        raise problem(axis.key, f"{asked!r} is no number; write one like 30000, 30k or 80%") from None
    if is_share and axis.is_volume:
        return axis.today * number / 100
    return position_of(axis, number)


# -- what each command does ------------------------------------------------------------------------


def run_goal(asked: argparse.Namespace) -> None:
    """One lever or all of them, with the band where it is asked for."""
    from tcomodel.negotiation.band import DRAWS, bands_of
    from tcomodel.negotiation.goal import goal_seek, target_of
    from tcomodel.negotiation.levers import lever_called
    from tcomodel.readers.goal_text import goals_csv, goals_data, goals_text
    from tcomodel.uncertainty import draw_world, section_of

    comparison = comparison_for(asked, asked.json, asked.csv)
    amount, share = 0.0, 0.0
    if asked.saving:
        wanted, is_share = amount_or_percent(asked.saving, "--saving")
        amount, share = (0.0, wanted / 100) if is_share else (wanted, 0.0)
    target = target_of(comparison, asked.option, asked.against, amount, share)
    levers = lever_called(comparison.model, asked.option, asked.lever) if asked.lever else None
    goals = goal_seek(comparison, asked.option, target, levers)
    bands, note = {}, ""
    if asked.band:
        seed = section_of(comparison.scenario).seed if asked.seed is None else asked.seed
        world = draw_world(comparison.model, DRAWS, seed)
        if world.replaced:
            bands = bands_of(comparison, goals, world.replaced)
            note = f"{world.draws:,} futures, seed {world.seed}; a lever with several values has no band."
        else:
            note = "No input of this scenario has a range, so there is no band."
    put_all(
        asked,
        lambda: goals_text(comparison, goals, bands, note),
        comparison,
        json=lambda: goals_data(comparison, goals, bands),
        csv=lambda: goals_csv(comparison, goals, bands),
    )


def run_break_even(asked: argparse.Namespace) -> None:
    """The turns along one axis."""
    from tcomodel.negotiation.axis import axis_of
    from tcomodel.negotiation.crossings import break_evens
    from tcomodel.readers.break_even_text import break_evens_csv, break_evens_data, break_evens_text

    comparison = comparison_for(asked, asked.json, asked.csv)
    axis = axis_of(comparison.model, asked.over)
    low, high = (_position(axis, one) for one in (asked.low, asked.high))
    if low is not None and high is not None and low >= high:
        raise problem(axis.key, f"found from {asked.low} to {asked.high}; expected the lower end first")
    found = break_evens(comparison, axis.between(low, high), asked.between, asked.figure)
    put_all(
        asked,
        lambda: break_evens_text(comparison, found),
        comparison,
        json=lambda: break_evens_data(comparison, found),
        csv=lambda: break_evens_csv(comparison, found),
    )


def run_map(asked: argparse.Namespace) -> None:
    """The map of two axes."""
    from tcomodel.negotiation.axis import axis_of
    from tcomodel.negotiation.crossover_map import crossover_map
    from tcomodel.readers.map_text import map_csv, map_data, map_text

    comparison = comparison_for(asked, asked.json, asked.csv)
    across, up = axis_of(comparison.model, asked.across), axis_of(comparison.model, asked.up)
    found = crossover_map(comparison, across, up, asked.cells)
    put_all(
        asked,
        lambda: map_text(comparison, found),
        comparison,
        json=lambda: map_data(comparison, found),
        csv=lambda: map_csv(comparison, found),
    )
