"""``rates``: what is done with a rate card itself.

python -m tcomodel rates check vendor.yaml
python -m tcomodel rates show
"""

import argparse
from pathlib import Path
from typing import Any

from tcomodel.card_choice import STANDARD
from tcomodel.commands.writing import say
from tcomodel.rates import load_card
from tcomodel.readers.rate_table import rate_table


def add_to(commands: Any) -> None:
    """Add the command with all that may be asked of a card."""
    command = commands.add_parser("rates", help="check or show a rate card")
    asked = command.add_subparsers(title="what to do", required=True, metavar="WHAT")
    for name, run, told in (("check", run_check, "say whether a card is in order"), ("show", run_show, "list it")):
        one = asked.add_parser(name, help=told)
        one.add_argument(
            "card", nargs="?", type=Path, default=STANDARD, metavar="FILE", help="a rate card (the project's own)"
        )
        one.set_defaults(run=run)


def run_check(asked: argparse.Namespace) -> None:
    """Say whether a card is in order."""
    card = load_card(asked.card)
    say("1 rate, no problems\n" if len(card) == 1 else f"{len(card)} rates, no problems\n")


def run_show(asked: argparse.Namespace) -> None:
    """List a card."""
    say(rate_table(load_card(asked.card)))
