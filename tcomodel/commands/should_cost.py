"""Should-cost: what a vendor's price consists of, and the margin it leaves.

python -m tcomodel shouldcost example.yaml seats_manila --margin 18%
"""

import argparse
from typing import Any

from tcomodel.commands.outputs import put_all
from tcomodel.commands.vendors import draws_options, futures_asked, vendor_arguments, vendor_asked
from tcomodel.csv_cells import csv_text
from tcomodel.entry_numbers import PERCENT
from tcomodel.problems import problem


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("shouldcost", help="what a vendor's price consists of, and the margin it leaves")
    vendor_arguments(command)
    command.add_argument("--margin", metavar="18%", help="the price at this margin, in place of the one stated")
    draws_options(command)
    command.set_defaults(run=run_should_cost)


def run_should_cost(asked: argparse.Namespace) -> None:
    """The build-up of the price."""
    from tcomodel.negotiation.should_cost import build_up
    from tcomodel.readers.contract_rows import should_cost_rows
    from tcomodel.readers.should_cost_words import should_cost_data, should_cost_text

    comparison, option = vendor_asked(asked)
    margin = None if asked.margin is None else _margin(asked.margin)
    found = build_up(comparison, option, margin, futures_asked(asked, comparison))
    put_all(
        asked,
        lambda: should_cost_text(comparison, found),
        comparison,
        json=lambda: should_cost_data(comparison, found),
        csv=lambda: csv_text(should_cost_rows(found)),
    )


def _margin(text: str) -> float:
    percent = PERCENT.fullmatch(text)
    try:
        value = float(percent[1]) / 100 if percent else float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 0.9:
        raise problem("--margin", f"found {text!r}; expected a share of the price from 0 to 90 %, such as 18%")
    return value
