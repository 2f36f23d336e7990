"""``rates``: what is done with a rate card itself.

python -m tcomodel rates check vendor.yaml --strict
python -m tcomodel rates show --location Philippines --unit hour
python -m tcomodel rates show --key philippines.hour
"""

import argparse
import math
from datetime import date
from pathlib import Path
from typing import Any

from tcomodel.card_choice import STANDARD
from tcomodel.commands import rates_diff, rates_import, rates_rebase
from tcomodel.commands.asking import Parser, add_filters, chosen, day, json_option, wrong
from tcomodel.commands.card_files import card_at, cards_at
from tcomodel.commands.writing import as_json, say, tell
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.market import market
from tcomodel.rates.marks import OLDEST, marks
from tcomodel.readers import card_marks, rate_in_full
from tcomodel.readers.rate_table import rate_table


def add_to(commands: Any) -> None:
    """Add the command with all that may be done with a card."""
    command = commands.add_parser("rates", help="look at, import, compare and rebase rate cards")
    asked = command.add_subparsers(title="what to do", required=True, metavar="WHAT", parser_class=Parser)
    _add_check(asked)
    _add_show(asked)
    rates_rebase.add_to(asked)
    rates_diff.add_to(asked)
    rates_import.add_to(asked)


def _add_check(commands: Any) -> None:
    command = commands.add_parser("check", help="say whether a card is in order, and what to look at twice")
    _card(command)
    command.add_argument("--today", type=day, metavar="DATE", help="the day from which age counts (today)")
    command.add_argument(
        "--oldest", type=_years, default=OLDEST, metavar="YEARS", help="evidence is old beyond it (%(default)g)"
    )
    command.add_argument(
        "--market", nargs="+", action="extend", type=Path, default=[], metavar="CARD",
        help="more cards to find the market range in; the names stand behind CARD",
    )  # fmt: skip
    command.add_argument("--strict", action="store_true", help="end with 1 where any rate is marked")
    json_option(command)
    command.set_defaults(run=run_check)


def _add_show(commands: Any) -> None:
    command = commands.add_parser("show", help="list a card, or one rate of it in full")
    _card(command)
    command.add_argument("--key", metavar="KEY", help="one rate with all it says and all that was done to it")
    add_filters(command)
    json_option(command)
    command.set_defaults(run=run_show, parser=command)


def _card(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "card", nargs="?", type=Path, default=STANDARD, metavar="CARD", help="a rate card (the project's own)"
    )


def _years(word: str) -> float:
    years = float(word)
    if not 0 <= years < math.inf:
        raise argparse.ArgumentTypeError(f"found {word}; expected 0 or more years")
    return years


def run_check(asked: argparse.Namespace) -> int:
    """Say whether a card is in order; with --strict what is marked counts as a problem."""
    card, *others = cards_at([asked.card, *asked.market])
    today = asked.today or date.today().isoformat()
    found = marks(card, today, asked.oldest, market([card, *others]))
    data = card_marks.to_data(card, found, today, asked.oldest) if asked.json else {}
    say(as_json(data) if asked.json else card_marks.to_text(card, found))
    return 1 if found and asked.strict else 0


def run_show(asked: argparse.Namespace) -> None:
    """List a card, or those of its rates that were asked for."""
    if asked.key is not None and any(value for name, value in vars(asked).items() if name.startswith("only_")):
        wrong(asked.parser, ["--key shows one rate; it goes without a filter"])
    card = card_at(asked.card)
    if asked.key is not None and asked.key not in card.rates:
        message = f"the card has no {asked.key!r}{nearest(asked.key, card.rates)}"
        raise ProblemsFound([Problem(asked.key, message, card.file)])
    keys = [asked.key] if asked.key is not None else chosen(card, asked)
    if asked.json:
        say(as_json(rate_in_full.to_data(card, keys)))
    elif asked.key is not None:
        say(rate_in_full.rate_in_full(card, asked.key))
    else:
        say(rate_table(card.with_rates({key: card[key] for key in keys})))
        if len(keys) < len(card):
            tell(f"{len(keys)} of {len(card)} rates")
