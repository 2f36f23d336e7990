"""The moves of a rebase as they are written on the command line, in their order.

    --prices-of 2026-05 --share 70% --cap 3% --to EUR --at 2024

first brings each rate to the prices of 2026-05 (70 % of it by its index, at most 3 % a year), then to euros of 2024.
A term belongs to the move it stands behind; one that this move does not know is refused, never handed to another. So is
one that would do nothing: a way of rounding without decimals to round to.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tcomodel.commands.asking import figure
from tcomodel.commands.rates_terms import (
    AS_WRITTEN,
    CHOICES,
    FLAGS,
    MOVES,
    SAME_MOVE,
    SERVES,
    TERMS,
    WORKING,
    Kind,
    Slip,
    Terms,
)
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rebasing import Move

Known = Mapping[str, Iterable[str]]


class Said(argparse.Action):
    """Keeps what was said in its order: [("--to", "EUR"), ("--at", "2024")]."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        name = self.option_strings[0]
        namespace.said = [*namespace.said, (name, FLAGS.get(name, values))]


def add_moves(command: argparse.ArgumentParser, known: Known | None = None) -> None:
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


def moves_of(said: Sequence[tuple[str, Any]], known: Known | None = None) -> tuple[list[Move], list[str]]:
    """The moves in their order, and all that is wrong with them; ``known`` as for ``add_moves``."""
    allowed = {option: kind.terms for option, kind in MOVES.items()} if known is None else known
    written: list[tuple[str, str, list[tuple[str, Any]]]] = []
    slips: list[str] = []
    for option, word in said:
        if option in MOVES:
            written.append((option, word, []))
            continue
        owners = " or ".join(move for move, terms in allowed.items() if option in terms)
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
    options = {field: term for term, field in kind.terms.items()}
    try:
        move = kind.move(**terms)
    except ProblemsFound as found:
        for problem in found.problems:
            field = _field(problem)
            missing = field in options and problem.message.endswith("is missing")
            told = f"{options.get(field, option)}: {_in_options(problem.message, kind)}"
            slips.append(f"{option} needs {options[field]}" if missing else told)
        return None
    idle = [field for field, of in SERVES.items() if field in terms and not terms.keys() & of]
    for field in idle:
        served = " or ".join(options[one] for one in SERVES[field])
        slips.append(f"{options[field]} does nothing without {served}")
    return None if idle else move


def _field(problem: Problem) -> str:
    return problem.where.partition(".")[2].partition(".")[0]


def _in_options(message: str, kind: Kind) -> str:
    """A message with the options of a move in place of their fields, where no word of English could be meant."""
    for term, field in kind.terms.items():
        message = re.sub(rf"\b{field}\b", term, message) if "_" in field else message
    return message


@contextmanager
def told_by_options() -> Iterator[None]:
    """What moves find wrong with a card, told of the options that a person wrote."""
    by_name = {kind.called: (option, kind) for option, kind in MOVES.items()}
    try:
        yield
    except ProblemsFound as found:
        problems = []
        for problem in found.problems:
            option, kind = by_name.get(problem.where.partition(".")[0], (problem.where, None))
            if kind is not None:
                options = {field: term for term, field in kind.terms.items()}
                told = _in_options(problem.message, kind)
                problem = replace(problem, where=options.get(_field(problem), option), message=told)
            problems.append(problem)
        raise ProblemsFound(problems) from None


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
    elif field == "values":
        date, sign, level = value.partition("=")
        if not (sign and date and level):
            raise Slip(f"found {value!r}; expected the index of a date: 2024=104")
        if date[:7] in terms.setdefault("values", {}):
            raise Slip(f"{date[:7]} is said twice for one move")
        terms["values"][date[:7]] = figure(level)
    elif field == "series":
        terms[field] = (*terms.get(field, ()), value)
    elif field in terms:
        raise Slip("it is said twice for one move")
    elif field in CHOICES:
        terms[field] = value.replace("-", " ")
    else:
        terms[field] = figure(value) if isinstance(value, str) and field not in AS_WRITTEN else value


def _basket(words: str) -> dict[str, Any]:
    parts = [part.partition(":") for part in words.split(",")]
    return {index.strip(): figure(weight.strip()) for index, _, weight in parts}
