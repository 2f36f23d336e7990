"""What the commands about rate cards share in how they are asked: days, pairs, filters, and slips told all at once.

    --location Philippines --unit hour     rates of the Philippines for an hour, in whatever currency
    --pricesof 2026-05                     --pricesof is not known here; did you mean --prices-of?

What is wrong with a command itself ends with 2, unlike what is wrong with a file.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from tcomodel.monthly_csv import CELL
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.comparable import folded
from tcomodel.rates.units import CURRENCY, same_unit


class Parser(argparse.ArgumentParser):
    """A command that takes no shortened options and tells every unknown one with the nearest right word."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter, **facts})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As argparse does it, but nothing unknown is left over."""
        found, rest = super().parse_known_args(args, namespace)
        options = [word.partition("=")[0] for word in rest if word.startswith("--")]
        if rest and not options:
            self.error(f"{' '.join(rest)}: nobody asked for it")
        if options:
            known = list(self._option_string_actions)
            wrong(self, [f"{option} is not known here{nearest(option, known)}" for option in options])
        return found, rest


def wrong(parser: argparse.ArgumentParser, slips: Iterable[str]) -> NoReturn:
    """End with all that is wrong with the command."""
    parser.error("\n  ".join(slips))


def day(word: str) -> str:
    """A day as 2026-11-22."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            return date.fromisoformat(word).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"found {word!r}; expected a day such as 2026-11-22")


def pair(word: str) -> tuple[str, str]:
    """``NAME=VALUE``; a name may hold an equals sign, a value not."""
    name, sign, value = word.rpartition("=")
    if not (sign and name.strip() and value.strip()):
        raise argparse.ArgumentTypeError(f"found {word!r}; expected NAME=VALUE")
    return name.strip(), value.strip()


def figure(word: str) -> float | int | str:
    """A number as it is typed; a percentage, and what is no number, stays text for its entry to judge."""
    if not CELL.fullmatch(word):
        return word
    plain = word.replace(",", "").replace("_", "")
    return int(plain) if re.fullmatch(r"[-+]?\d+", plain) else float(plain)


def json_option(command: argparse.ArgumentParser) -> None:
    """``--json``: data on the screen in place of the text; no file is named here, so no card can be taken for one."""
    command.add_argument("--json", action="store_true", help="as JSON, for a program")


# -- which rates ------------------------------------------------------------------------------------


def add_filters(command: argparse.ArgumentParser, unit: str = "--unit") -> None:
    """Options that choose rates of a card; ``unit`` is what the one for units is called."""
    group = command.add_argument_group("which rates (one option twice: either; two options: both)")
    for option, dest, told in (
        ("--location", "location", "where"),
        ("--channel", "channel", "in which channel"),
        ("--item", "item", "what is priced: 'Outsourced agent'"),
        (unit, "in_unit", "in which unit: USD/hour, or hour in any currency"),
        ("--source", "source", "words of the source"),
    ):
        metavar = "WORDS" if dest == "source" else dest.removeprefix("in_").upper()
        group.add_argument(option, action="append", default=[], dest=f"only_{dest}", metavar=metavar, help=told)


def chosen(card: RateCard, asked: argparse.Namespace, keys: Sequence[str] | None = None) -> list[str]:
    """The keys that the filters leave, in the card's order; all of them without any.

    Raises ProblemsFound for words that no rate of the card has, and where nothing is left.
    """
    problems = [
        Problem(key, f"the card has no {key!r}{nearest(key, card.rates)}")
        for key in keys or ()
        if key not in card.rates
    ]
    left = [rate for key, rate in card.rates.items() if keys is None or key in keys]
    for name, fits in FITS.items():
        words = getattr(asked, f"only_{name}")
        for word in words:
            if not any(fits(rate, word) for rate in card.rates.values()):
                there = sorted({_fact(rate, name) for rate in card.rates.values()})
                told = f"no rate of the card has {name.removeprefix('in_')} {word!r}{nearest(word, there)}"
                problems.append(Problem("", told, card.file))
        if words:
            left = [rate for rate in left if any(fits(rate, word) for word in words)]
    if not left and not problems:
        problems.append(Problem("", "no rate of the card has all of that; take a filter out", card.file))
    if problems:
        raise ProblemsFound(problems)
    return [rate.key for rate in left]


def _fact(rate: Rate, name: str) -> str:
    return str(getattr(rate, name.removeprefix("in_")))


def _is_in_unit(rate: Rate, word: str) -> bool:
    first, _, rest = rate.unit.partition("/")
    return same_unit(rate.unit, word) or (CURRENCY.fullmatch(first) is not None and same_unit(rest, word))


FITS: dict[str, Callable[[Rate, str], bool]] = {
    "location": lambda rate, word: folded(rate.location) == folded(word),
    "channel": lambda rate, word: folded(rate.channel) == folded(word),
    "item": lambda rate, word: folded(rate.item) == folded(word),
    "in_unit": _is_in_unit,
    "source": lambda rate, word: all(one in folded(rate.source) for one in folded(word).split()),
}
