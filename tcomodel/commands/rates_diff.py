"""``rates diff``: cards side by side, on one basis where one is stated.

python -m tcomodel rates diff data/rates.yaml vendor.yaml --currency EUR --at 2024 --prices-of 2026-05
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from tcomodel.commands.asking import json_option, wrong
from tcomodel.commands.card_files import cards_at
from tcomodel.commands.rates_moves import add_moves, moves_of, told_by_options
from tcomodel.commands.rates_series import add_series, files_of, slips_of_series, with_series
from tcomodel.commands.rates_terms import OF_BASIS
from tcomodel.commands.writing import SCREEN, as_json, check_target, put, say, tell
from tcomodel.rates.differences import Differences, differences
from tcomodel.readers import card_differences as reader
from tcomodel.rebasing import Basis, Currency, Move, PriceDate, Rebased, Unit, on_one_basis

USAGE = "%(prog)s CARD CARD [CARD ...] [BASIS] [options]"
RULE = """The basis is reached in one order however it is written: first the price date, by each rate's own index,
then the currency (without --at at each price's own date, which then is that one), then the unit. A term stands behind
what it belongs to."""


def add_to(commands: Any) -> None:
    """Add the command with the basis that may be stated."""
    command = commands.add_parser("diff", help="hold cards against each other", usage=USAGE, epilog=RULE)
    command.add_argument(
        "cards", nargs="+", type=Path, metavar="CARD", help="the first is what others are held against"
    )
    add_moves(command, OF_BASIS)
    group = command.add_argument_group("how")
    group.add_argument("--csv", metavar="FILE", help="write the comparison as CSV (- for here)")
    group.add_argument(
        "--exit-code", action="store_true",
        help="end with 1 where any rate differs, is missing on a card or cannot be compared",
    )  # fmt: skip
    json_option(group)
    add_series(command)
    command.set_defaults(run=run_diff, parser=command)


def run_diff(asked: argparse.Namespace) -> int:
    """Print how the cards compare; what cannot be brought to the basis is told beside it."""
    moves, slips = moves_of(asked.said, OF_BASIS)
    if len(asked.cards) < 2:
        slips.append(f"found one card, {asked.cards[0]}; expected two or more")
    said = [option for option, _ in asked.said if option in OF_BASIS]
    slips += [f"{option} is said twice; a basis is one" for option in dict.fromkeys(said) if said.count(option) > 1]
    slips += slips_of_series(asked)
    if asked.json and asked.csv == SCREEN:
        slips.append("--json and --csv - both print here; give the CSV a name")
    if slips:
        wrong(asked.parser, slips)
    if asked.csv is not None:
        check_target(asked.csv, [*asked.cards, *files_of(asked)])
    cards = with_series(cards_at(asked.cards), asked)
    rebased: list[Rebased] = []
    if moves:
        with told_by_options():
            rebased = on_one_basis(cards, basis_of(moves), on=date.today().isoformat())
        cards = [one.card.with_rates(one.rates, series=one.series) for one in rebased]
    found = differences(cards)
    _put(found, rebased, asked)
    return 1 if asked.exit_code and _differ(found) else 0


def basis_of(moves: list[Move]) -> Basis:
    """The basis that these moves state."""
    terms: dict[str, Any] = {}
    for move in moves:
        if isinstance(move, PriceDate):
            terms |= {"price_date": move.to, "instead": move.instead}
            terms |= {"unpublished": move.unpublished, "yearly_months": move.yearly_months}
        elif isinstance(move, Currency):
            terms |= {"currency": move.to, "currency_at": move.at}
        elif isinstance(move, Unit):
            terms |= {"unit": move.to, "working": move.working, "by_channel": move.by_channel}
    return Basis(**terms)


def _put(found: Differences, rebased: list[Rebased], asked: argparse.Namespace) -> None:
    for name, one in zip(found.names, rebased, strict=bool(rebased)):
        for outcome in one.of("failed"):
            tell(f"not on the basis: {name}: {outcome.key}: {outcome.reason}")
    if asked.json:
        failed = [
            {"card": name, "key": outcome.key, "reason": outcome.reason}
            for name, one in zip(found.names, rebased, strict=bool(rebased))
            for outcome in one.of("failed")
        ]
        basis = [move.told for move in rebased[0].moves] if rebased else []
        say(as_json({**reader.to_data(found), "basis": basis, "not_on_the_basis": failed}))
    if asked.csv is not None:
        put(asked.csv, reader.to_csv(found), mark=True)
    if not asked.json and asked.csv is None:
        say(reader.to_text(found))


def _differ(found: Differences) -> bool:
    """Whether a rate is another one, is missing on a card, or cannot be compared."""
    return any(one is not None and one.amount != 0 for row in found.rows for one in row.differences)
