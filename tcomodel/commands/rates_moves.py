"""The moves of a rebase as they are written on the command line, in their order.

    --prices-of 2026-05 --share 70% --cap 3% --to EUR --at 2024

first brings each rate to the prices of 2026-05 (70 % of it by its index, at most 3 % a year), then to euros of 2024.
A term belongs to the move it stands behind; one that this move does not know is refused, never handed to another.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tcomodel.commands.asking import figure
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard
from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    Working,
)

Terms = dict[str, Any]
NOTHING: Mapping[str, Any] = {}


class Slip(Exception):
    """A word of the command that cannot be read."""


@dataclass(frozen=True)
class Kind:
    """A move: what it makes of its word, and the field of each term it knows."""

    move: Callable[..., Move]
    metavar: str
    told: str
    reads: Callable[[str], Terms]
    terms: Mapping[str, str]


def _volumes(word: str) -> Terms:
    before, sign, after = word.partition(":")
    if not sign:
        raise Slip(f"found {word!r}; expected two volumes, before and after: 40000:48000")
    return {"before": figure(before), "after": figure(after)}


def _reference(word: str) -> Terms:
    index, sign, period = word.partition("=")
    if not sign:
        raise Slip(f"found {word!r}; expected an index and its new reference period: us_cpi_u=2015")
    return {"index": index, "period": period}


def _unit(working: Mapping[str, Any] = NOTHING, **terms: Any) -> Unit:
    """A unit with its working, where ``{"handle_time": {"": 6.5, "chat": 9}}`` says what is different for chats."""
    channels = dict.fromkeys(channel for said in working.values() for channel in said)
    by_channel = {
        channel: Working(**{name: said[channel] for name, said in working.items() if channel in said})
        for channel in channels
    }
    return Unit(working=by_channel.pop("", Working()), by_channel=by_channel, **terms)


WORKING = {
    "--paid-hours": "paid_hours", "--shrinkage": "shrinkage", "--occupancy": "occupancy",
    "--handle-time": "handle_time", "--at-a-time": "simultaneous_contacts", "--resolved": "resolution_rate",
    "--hours-billed": "hours_billed",
}  # fmt: skip
MOVES = {
    "--prices-of": Kind(
        PriceDate, "DATE", "prices of another year or month, each rate by its own index", lambda word: {"to": word},
        {
            "--share": "share", "--lag": "lag", "--averaged": "averaged_months", "--decimals": "coefficient_decimals",
            "--rounded": "coefficient_rounded", "--floor": "floor", "--cap": "cap",
            "--years-combined": "years_combined", "--from-the-base": "compared",
            "--price-decimals": "price_decimals", "--instead": "instead",
        },
    ),
    "--to": Kind(
        Currency, "EUR", "another currency, at each price's own date unless --at or --rate says otherwise",
        lambda word: {"to": word},
        {"--at": "at", "--rate": "rate", "--per": "per", "--fx-series": "series", "--accept-rate": "accept_rate"},
    ),
    "--unit": Kind(
        _unit, "UNIT", "another unit (hour, seat/month, minute, contact, resolution) under stated working assumptions",
        lambda word: {"to": word}, WORKING,
    ),
    "--constant": Kind(
        ConstantPrices, "DATE", "all money in the prices of one date by one general index (--by)",
        lambda word: {"to": word}, {"--by": "index"},
    ),
    "--volume": Kind(
        VolumeBaseline, "BEFORE:AFTER", "volume bands and stated volumes for another baseline", _volumes, {},
    ),
    "--reference": Kind(
        ReferencePeriod, "INDEX=PERIOD", "an index on another reference period: us_cpi_u=2015", _reference,
        {"--level": "level", "--decimals": "decimals"},
    ),
}  # fmt: skip
SAME_MOVE = {"--currency": "--to"}
TERMS: dict[str, tuple[str, str]] = {
    "--share": ("70%", "how much of the price follows its index; the rest is fixed"),
    "--lag": ("MONTHS", "the index is read so many months earlier"),
    "--averaged": ("MONTHS", "the index is averaged over so many months that end there"),
    "--decimals": ("N", "the coefficient (of --reference: the old average) is rounded to so many decimals"),
    "--rounded": ("HOW", "nearest, up or down"),
    "--floor": ("1%", "the price rises by no less a year; a negative one as --floor=-1%%"),
    "--cap": ("3%", "the price rises by no more a year"),
    "--years-combined": ("HOW", "the years of floor and cap are compounded or added"),
    "--from-the-base": ("", "from the first price date on record, not from the present one"),
    "--price-decimals": ("N", "prices are rounded to so many decimals"),
    "--instead": ("INDEX=OTHER", "another index for the rates of one (again for more); a basket: none=a:60%%,b:20%%"),
    "--at": ("DATE", "the exchange rate of a year (its average) or month"),
    "--rate": ("0.92", "a stated exchange rate; --per says its direction"),
    "--per": ("'EUR per USD'", "how many of the first for one of the second"),
    "--fx-series": ("KEY", "an exchange rate series to use (again for more)"),
    "--accept-rate": ("", "take the stated rate although it looks turned over"),
    "--by": ("INDEX", "the general index of --constant"),
    "--level": ("100", "what the index is on average over the period"),
    "--paid-hours": ("160", "paid hours an agent and month"),
    "--shrinkage": ("30%", "of paid time"),
    "--occupancy": ("82%", "of time on duty"),
    "--handle-time": ("6.5", "minutes a contact; for one channel: chat=9 (so for every working assumption)"),
    "--at-a-time": ("2", "contacts an agent handles at a time"),
    "--resolved": ("75%", "share of contacts that settle the issue"),
    "--hours-billed": ("WHICH", "a price for an hour is for one paid, logged or productive"),
}
FLAGS = {"--from-the-base": "from the base", "--accept-rate": True}
OF_BASIS = {
    "--prices-of": ("--instead",), "--to": ("--at",), "--unit": tuple(WORKING),
}  # fmt: skip
MANY = ("series", "instead")


class Said(argparse.Action):
    """Keeps what was said in its order: [("--to", "EUR"), ("--at", "2024")]."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        name = self.option_strings[0]
        namespace.said = [*namespace.said, (name, FLAGS.get(name, values))]


def add_moves(command: argparse.ArgumentParser, known: Mapping[str, Iterable[str]] | None = None) -> None:
    """The options of the moves and of their terms; ``known`` are the moves with the terms that may be said here."""
    allowed = {option: kind.terms for option, kind in MOVES.items()} if known is None else known
    aliases = {option: [alias for alias, of in SAME_MOVE.items() if of == option] for option in MOVES}
    order = "moves, made in the order they are written" if known is None else "the basis, stated once for all cards"
    group = command.add_argument_group(order)
    for option in allowed:
        kind = MOVES[option]
        group.add_argument(
            option, *aliases[option], action=Said, dest="said", default=[], metavar=kind.metavar, help=kind.told
        )
    group = command.add_argument_group("terms, each behind the move it belongs to")
    for option in dict.fromkeys(term for terms in allowed.values() for term in terms):
        metavar, told = TERMS[option]
        facts: Terms = {"nargs": 0} if option in FLAGS else {"metavar": metavar}
        of = " ".join(one for one, terms in allowed.items() if option in terms)
        group.add_argument(option, action=Said, dest="said", default=[], help=f"({of}) {told}", **facts)


def moves_of(said: Sequence[tuple[str, Any]]) -> tuple[list[Move], list[str]]:
    """The moves in their order, and all that is wrong with them."""
    written: list[tuple[str, str, list[tuple[str, Any]]]] = []
    slips: list[str] = []
    for option, word in said:
        if option in MOVES:
            written.append((option, word, []))
            continue
        owners = " or ".join(move for move, kind in MOVES.items() if option in kind.terms)
        if not written:
            slips.append(f"{option} stands before any move; write it behind {owners}")
        elif option not in MOVES[written[-1][0]].terms:
            slips.append(f"{option} is no term of {written[-1][0]}; write it behind {owners}")
        else:
            written[-1][2].append((option, word))
    moves = []
    for option, word, terms in written:
        made = _made(option, word, terms, slips)
        moves += [made] if made is not None else []
    return moves, slips


def _made(option: str, word: str, said: Sequence[tuple[str, Any]], slips: list[str]) -> Move | None:
    """One move; what is wrong with its words is noted, each beside its option."""
    kind, before = MOVES[option], len(slips)
    terms: Terms = {}
    try:
        terms = kind.reads(word)
    except Slip as slip:
        slips.append(f"{option}: {slip}")
    for term, value in said:
        try:
            _note(terms, term, kind.terms[term], value)
        except Slip as slip:
            slips.append(f"{term}: {slip}")
    if len(slips) > before:
        return None
    try:
        return kind.move(**terms)
    except ProblemsFound as found:
        options = {field: term for term, field in kind.terms.items()}
        for problem in found.problems:
            field = problem.where.partition(".")[2].partition(".")[0]
            missing = field in options and problem.message.endswith("is missing")
            told = f"{option} needs {options[field]}" if missing else f"{options.get(field, option)}: {problem.message}"
            slips.append(told)
    return None


def _note(terms: Terms, term: str, field: str, value: Any) -> None:
    """Put what was said into the terms of a move; what can be said once is refused the second time."""
    if term in WORKING:
        channel, _, stated = value.rpartition("=")
        of_term = terms.setdefault("working", {}).setdefault(field, {})
        if channel in of_term:
            raise Slip("it is said twice for one move")
        of_term[channel] = figure(stated)
    elif field == "instead":
        index, sign, other = value.partition("=")
        if not (sign and index and other):
            raise Slip(f"found {value!r}; expected an index for an index: cr_cpi=us_cpi_u")
        if index in terms.setdefault("instead", {}):
            raise Slip(f"{index} is said twice for one move")
        terms["instead"][index] = _basket(other) if ":" in other else other
    elif field in MANY:
        terms[field] = (*terms.get(field, ()), value)
    elif field in terms:
        raise Slip("it is said twice for one move")
    else:
        terms[field] = figure(value) if isinstance(value, str) and field not in AS_WRITTEN else value


AS_WRITTEN = ("at", "per", "index", "to")


def _basket(words: str) -> dict[str, Any]:
    parts = [part.partition(":") for part in words.split(",")]
    return {index.strip(): figure(weight.strip()) for index, _, weight in parts}


def check_names(moves: Iterable[Move], cards: Sequence[RateCard]) -> None:
    """Refuse terms that would do nothing: for an index or a channel that no rate of the cards has."""
    indices = {rate.index for card in cards for rate in card.rates.values()}
    channels = {rate.channel for card in cards for rate in card.rates.values()}
    found = []
    for move in moves:
        if isinstance(move, PriceDate):
            found += [("--instead", name, "moves with", indices) for name in move.instead if name not in indices]
        elif isinstance(move, Unit):
            found += [
                ("--unit", name, "is for the channel", channels) for name in move.by_channel if name not in channels
            ]
    if found:
        raise ProblemsFound(
            Problem(option, f"no rate {does} {name!r}{nearest(name, known)}") for option, name, does, known in found
        )
