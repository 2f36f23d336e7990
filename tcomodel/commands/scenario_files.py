"""Scenarios in files: the scenario and the card that a command is given, and what its outputs must not overwrite.

python -m tcomodel compare example.yaml --card vendor.yaml
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tcomodel.card_choice import STANDARD, card_of, over_standard, standard_card
from tcomodel.commands.card_files import card_at
from tcomodel.commands.writing import tell
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.results import Comparison
from tcomodel.scenario import Scenario, load_scenario

Read = TypeVar("Read")


def scenario_arguments(command: argparse.ArgumentParser) -> None:
    """The scenario, and the card it may be given."""
    command.add_argument("scenario", type=Path, metavar="SCENARIO.yaml")
    command.add_argument(
        "--card",
        type=Path,
        metavar="FILE",
        help="rate card (YAML, XLSX, CSV) over the project's own (default: what the scenario says, else that one)",
    )


def scenario_and_cards(asked: argparse.Namespace, *others: Path) -> tuple[Scenario, RateCard, list[RateCard]]:
    """The scenario, the card to compute it with, and other cards; the problems of all of them are told together."""
    problems: list[Problem] = []

    def attempt(read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except ProblemsFound as found:
            problems.extend(found.problems)
            return None

    standard = attempt(standard_card)
    given = attempt(lambda: card_at(asked.card)) if asked.card else None
    more = [attempt(lambda path=path: card_at(path)) for path in others]  # type: ignore[misc]
    scenario = attempt(lambda: load_scenario(asked.scenario, own_card=asked.card is None))
    card = None
    if scenario and standard:
        known = scenario, standard
        card = over_standard(given, standard) if given else attempt(lambda: card_of(known[0], {}, known[1]))
    if problems or not (scenario and standard and card):
        raise ProblemsFound(problems)
    if given and scenario.card is not None:
        tell(f"the card '{given.name}' takes the place of the one the scenario says")
    return scenario, card, [over_standard(one, standard) for one in more if one is not None]


def inputs_of(asked: argparse.Namespace, comparison: Comparison) -> list[Path]:
    """The files a result was made from, which no output may overwrite."""
    own = comparison.scenario.card
    beside = [Path(own.file)] if isinstance(own, RateCard) and own.file else []
    return [asked.scenario, STANDARD, *([asked.card] if asked.card else []), *beside]
