"""A user's own index or exchange rate series, brought to a card from a CSV with a figure a month, quarter or year.

    --series wages_pl=wages.csv:industry --unit-of "wages_pl=index 2020=100"

The file may part its columns by commas, semicolons or tabs, with decimal commas beside the latter two. A series that
looks like another base, like links, like changes in percent or like a rate turned over is refused with the reason.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tcomodel.commands.asking import pair
from tcomodel.commands.card_files import content_of
from tcomodel.commands.writing import tell
from tcomodel.index_checks import check_user_series, reasons_against
from tcomodel.index_series import JUMP, LINKS, IndexSeries, SeriesProblem, accepting, catalogue
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard

MONTH = "month"


def add_series(command: argparse.ArgumentParser) -> None:
    """The options for series of one's own."""
    group = command.add_argument_group("index series of your own (the card keeps them)")
    group.add_argument(
        "--series", action="append", type=_series, default=[], metavar="KEY=FILE.csv[:COLUMN]",
        help="a series from a CSV with the months (2026-01) in its column 'month', else in the one that looks like it",
    )  # fmt: skip
    group.add_argument(
        "--unit-of", action="append", type=_unit_of, default=[], metavar="KEY=UNIT",
        help="what its values are: 'wages_pl=index 2020=100', or for an exchange rate 'eur_usd=EUR per USD'",
    )  # fmt: skip
    group.add_argument("--accept-jump", action="store_true", help="a jump in such a series is real")
    group.add_argument("--accept-links", action="store_true", help="figures that look like links are levels")


def _series(word: str) -> tuple[str, str, str]:
    key, place = pair(word)
    if Path(place).suffix.lower() == ".csv":
        return key, place, ""
    file, _, column = place.rpartition(":")
    return (key, file, column) if file else (key, place, "")


def _unit_of(word: str) -> tuple[str, str]:
    key, sign, unit = word.partition("=")
    from tcomodel.index_csv import unit_slip  # see _read

    if not (sign and key) or unit_slip(unit):
        raise argparse.ArgumentTypeError(
            f"found {word!r}; expected KEY=UNIT, the unit being an index with its base (index 2020=100) "
            "or an exchange rate (EUR per USD)"
        )
    return key, unit


def slips_of_series(asked: argparse.Namespace) -> list[str]:
    """What is wrong with these options among each other."""
    keys = [key for key, _, _ in asked.series]
    slips = [f"--series: {key} is said twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    slips += [
        f"--unit-of: there is no --series {key}{nearest(key, keys)}" for key, _ in asked.unit_of if key not in keys
    ]
    slips += [f"--accept-{name} belongs to a --series, but there is none" for name in _accepted(asked) if not keys]
    return slips


def _accepted(asked: argparse.Namespace) -> list[str]:
    """What a person says is right about these series, though it looks wrong."""
    return [name for name, said in ((JUMP, asked.accept_jump), (LINKS, asked.accept_links)) if said]


def files_of(asked: argparse.Namespace) -> list[Path]:
    """The files of the series, which no output may overwrite."""
    return [Path(file) for _, file, _ in asked.series]


def with_series(cards: Sequence[RateCard], asked: argparse.Namespace) -> list[RateCard]:
    """The cards with these series; raises ProblemsFound with every reason against one."""
    if not asked.series:
        return list(cards)
    units, problems = dict(asked.unit_of), []
    found: dict[str, IndexSeries] = {}
    for key, file, column in asked.series:
        try:
            series = _read(key, Path(file), column, units.get(key, ""))
            problems += [
                Problem(f"--series {key}", why, file) for why in check_user_series(series, accepted=_accepted(asked))
            ]
            seen = [reason.name for reason in reasons_against(series)]
            found[key] = accepting(series, *(name for name in _accepted(asked) if name in seen))
        except SeriesProblem as slip:
            problems += [Problem(f"--series {key}", message) for message in slip.messages]
        except ProblemsFound as slips:
            problems += slips.problems
    if problems:
        raise ProblemsFound(problems)
    for key in found:
        if key in catalogue():
            tell(f"series {key}: yours takes the place of the catalogue's on this card")
        for card in cards:
            if key in card.series:
                tell(f"series {key}: yours takes the place of the one on '{card.name}'")
    return [card.with_rates(card.rates, series={**card.series, **found}) for card in cards]


def _read(key: str, path: Path, column: str, unit: str) -> IndexSeries:
    from tcomodel.index_csv import read_series_file, series_of  # takes a moment to load, and most commands do without

    file = read_series_file(path.name, content_of(path))
    months = file.headings.index(MONTH) if MONTH in file.headings else file.guessed()[0]
    others = [name for at, name in enumerate(file.headings) if at != months]
    if not column and len(others) != 1 and key not in others:
        which = f"name one: {key}={path.name}:COLUMN (columns: {', '.join(others)})"
        raise SeriesProblem(f"{path.name} has {len(others)} columns beside the months; {which}")
    wanted = column or (key if key in others else others[0])
    if others.count(wanted) != 1:
        there = f"{others.count(wanted)} columns" if wanted in others else "no column"
        hint = "" if wanted in others else f"{nearest(wanted, others)} (columns: {', '.join(others)})"
        raise SeriesProblem(f"{path.name} has {there} {wanted!r} beside the months{hint}")
    source = f"brought along in {path.name}"
    return series_of(file, months, file.headings.index(wanted), key, unit=unit, source=source)
