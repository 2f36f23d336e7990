"""``rates rebase``: a card on another basis, every step on record, and back.

    python -m tcomodel rates rebase vendor.yaml -o vendor_eur.xlsx --prices-of 2026-05 --cap 3% --to EUR --at 2024
    python -m tcomodel rates rebase vendor.yaml --dry-run --unit contact --handle-time 6.5 --hours-billed productive ...
    python -m tcomodel rates rebase vendor_eur.xlsx -o vendor.yaml --undo

The new card is written whole or not at all; a rate that cannot be moved stops it, unless --leave says that it stays.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from tcomodel.commands.asking import Parser, add_filters, chosen, day, json_option, wrong
from tcomodel.commands.card_files import card_at, ending_slip, put_card
from tcomodel.commands.rates_moves import add_moves, moves_of, told_by_options
from tcomodel.commands.rates_series import add_series, files_of, slips_of_series, with_series
from tcomodel.commands.rates_terms import MOVES
from tcomodel.commands.writing import SCREEN, as_json, check_target, say, tell
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.readers import rebased as reader
from tcomodel.rebasing import Move, Rebased, preview, taken, undone

USAGE = "%(prog)s CARD -o OUT MOVE [TERMS] [MOVE [TERMS] ...] [options]"
RULE = """Moves are made in the order they are written. A term belongs to the move it stands behind and stands before
the next move; a term that this move does not know is refused. Everything else may stand anywhere."""


ACCEPTS = {
    "unpublished: left out": ("--unpublished left-out", "averages the other months"),
    "yearly_months: as their year": ("--yearly-months as-their-year", "lets a month stand for its year"),
}  # fmt: skip


def add_to(commands: Any) -> None:
    """Add the command with its moves."""
    command: Parser = commands.add_parser(
        "rebase", help="bring a card to another price date, currency, unit or volume", usage=USAGE, epilog=RULE
    )
    command.add_argument("card", type=Path, metavar="CARD", help="a rate card (- for the pipe)")
    command.add_argument(
        "-o", "--output", metavar="OUT", help="the new card: .yaml, .xlsx or .csv (- prints YAML here)"
    )
    add_moves(command)
    group = command.add_argument_group("how")
    group.add_argument("--leave", action="store_true", help="rates that cannot be moved stay as they are")
    group.add_argument("--dry-run", action="store_true", help="say what would become of every rate; write nothing")
    group.add_argument("--undo", action="store_true", help="take the last rebase of the card back")
    group.add_argument("--name", help="the name of the new card (its old one)")
    group.add_argument("--on", type=day, metavar="DATE", help="the day for the record (today)")
    json_option(group)  # type: ignore[arg-type]
    group = command.add_argument_group("which rates by key")
    group.add_argument("--keys", nargs="+", action="extend", metavar="KEY", help="these rates alone")
    add_filters(command, unit="--in-unit")
    add_series(command)
    command.set_defaults(run=run_rebase, parser=command)


def run_rebase(asked: argparse.Namespace) -> int:
    """Write the rebased card, or say what it would be; 1 where a dry run finds rates that cannot be moved."""
    moves, slips = moves_of(asked.said)
    slips += _slips(asked, bool(asked.said)) + slips_of_series(asked)
    if slips:
        wrong(asked.parser, slips)
    if asked.output is not None:
        check_target(asked.output, [asked.card, *files_of(asked)])
    (card,) = with_series([card_at(asked.card)], asked)
    if asked.undo:
        return _undo(card, asked)
    return _rebase(card, moves, asked)


def _slips(asked: argparse.Namespace, any_move: bool) -> list[str]:
    """What is wrong with the command beside its moves."""
    slips = []
    if asked.undo:
        filters = any(value for name, value in vars(asked).items() if name.startswith("only_"))
        others = {
            "a move": any_move, "--keys": asked.keys, "a filter": filters, "--leave": asked.leave,
            "--name": asked.name, "--series": asked.series,
        }  # fmt: skip
        slips += [
            f"--undo takes the whole last rebase back; it goes without {told}" for told, said in others.items() if said
        ]
    elif not any_move:
        slips.append(f"nothing says what to do with the card; expected one or more of {', '.join(MOVES)}, or --undo")
    if asked.output is None and not asked.dry_run:
        slips.append("-o is missing: the name of the new card (or --dry-run)")
    if asked.output is not None and (slip := ending_slip(asked.output)):
        slips.append(slip)
    if asked.json and asked.output == SCREEN and not asked.dry_run:
        slips.append("--json and -o - both print here; give the card a name")
    return slips


def _rebase(card: RateCard, moves: list[Move], asked: argparse.Namespace) -> int:
    on = asked.on or date.today().isoformat()
    keys = chosen(card, asked, asked.keys)
    with told_by_options():
        rebased = preview(card, moves, keys, on=on)
    if asked.dry_run:
        say(as_json(reader.to_data(rebased)) if asked.json else reader.to_text(rebased))
        return 1 if rebased.of("failed") and not asked.leave else 0
    if rebased.of("failed") and not asked.leave:
        tell(reader.failed_text(rebased))
        tell(f"nothing is written; {_ways_out(rebased)}")
        return 1
    put_card(asked.output, taken(rebased, leave=asked.leave, name=asked.name))
    if asked.json:
        say(as_json(reader.to_data(rebased)))
    tell(rebased.told)
    if rebased.of("failed"):
        tell(reader.failed_text(rebased))
    return 0


def _ways_out(rebased: Rebased) -> str:
    """What a person may say so that no rate fails."""
    ways = ["take another index with --instead, other rates with --keys, or --leave those"]
    ways += [
        f"{option} {told}"
        for field, (option, told) in ACCEPTS.items()
        if any(field in problem.message for problem in rebased.problems)
    ]
    return "; ".join(ways)


def _undo(card: RateCard, asked: argparse.Namespace) -> int:
    before = undone(card)
    gone = [line for line in card.record if line not in before.record]
    moved_none = all(" 0 rates moved" in line for line in gone)
    if not moved_none and all(rate is before[key] for key, rate in card.rates.items()):
        lost = "the record of the card tells of a rebase, but no rate of this file holds its steps"
        raise ProblemsFound([Problem(card.name, f"{lost}; take it back on the YAML card", card.file)])
    if asked.dry_run or asked.json:
        say(as_json(reader.undone_data(card, before)) if asked.json else reader.undone_text(card, before))
    if not asked.dry_run:
        put_card(asked.output, before)
        tell(f"taken back: {'; '.join(gone)}")
    return 0
