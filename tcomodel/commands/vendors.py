"""The vendor that a command is about, the cheapest one where none is named, and the futures it is looked at in.

python -m tcomodel clauses example.yaml seats_manila --draws 4096
"""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tcomodel.commands.outputs import comparison_for, csv_option, json_file_option
from tcomodel.commands.scenario_files import scenario_arguments
from tcomodel.model import Input
from tcomodel.problems import problem
from tcomodel.results import Comparison

if TYPE_CHECKING:
    import numpy as np


def vendor_arguments(command: argparse.ArgumentParser) -> None:
    """The scenario, the vendor, and the outputs."""
    scenario_arguments(command)
    command.add_argument("option", nargs="?", metavar="OPTION", help="a vendor's option; without it the cheapest one")
    json_file_option(command)
    csv_option(command)


def draws_options(command: argparse.ArgumentParser) -> None:
    """How many futures, and which."""
    command.add_argument("--draws", type=int, metavar="N", help="how many futures: 1024, 4096, 16384 or 65536")
    command.add_argument("--seed", type=int, metavar="N", help="of the draws; the same seed draws the same futures")


def vendor_asked(asked: argparse.Namespace) -> tuple[Comparison, str]:
    """The comparison and the vendor, after the places of all outputs are known to be good."""
    comparison = comparison_for(asked, asked.json, asked.csv)
    if asked.option is not None:
        return comparison, asked.option
    vendor = next((one.key for one in comparison.ranking if one.model.model != "in_house"), None)
    if vendor is None:
        raise problem("options", "there is no vendor here to negotiate with")
    return comparison, vendor


def futures_asked(asked: argparse.Namespace, comparison: Comparison) -> Mapping[Input, "np.ndarray"]:
    """The draws of one world; none where nothing is uncertain."""
    from tcomodel.uncertainty import draw_world, section_of

    section = section_of(comparison.scenario)
    seed = section.seed if asked.seed is None else asked.seed
    draws = section.draws if asked.draws is None else asked.draws
    return draw_world(comparison.model, draws, seed).replaced
