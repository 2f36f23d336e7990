"""What a command gives out: a page of text here, or the files that were asked for, all of them or none.

python -m tcomodel map example.yaml --json map.json --csv map.csv
"""

import argparse
from collections.abc import Callable
from typing import Any

from tcomodel.commands.scenario_files import inputs_of, scenario_and_cards
from tcomodel.commands.writing import SCREEN, as_json, check_target, put, say
from tcomodel.made_by import marked_csv, marked_data
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.results import Comparison, compare


def json_file_option(command: argparse.ArgumentParser) -> None:
    """``--json``, alone or with a file."""
    command.add_argument(
        "--json", nargs="?", const=SCREEN, metavar="FILE", help="write everything as JSON (- or nothing: here)"
    )


def csv_option(command: argparse.ArgumentParser, what: str = "write the numbers behind the picture as CSV") -> None:
    """``--csv FILE``."""
    command.add_argument("--csv", metavar="FILE", help=f"{what} (- for here)")


def comparison_for(asked: argparse.Namespace, *targets: str | None) -> Comparison:
    """The comparison, after the places of all outputs are known to be good."""
    scenario, card, _ = scenario_and_cards(asked)
    comparison = compare(scenario, card)
    wanted = [target for target in targets if target is not None]
    for target in wanted:
        if wanted.count(target) > 1:
            raise ProblemsFound([Problem(target, "two outputs go to the same place; give each its own")])
        check_target(target, inputs_of(asked, comparison))
    return comparison


def put_all(asked: argparse.Namespace, text: Callable[[], str], of: Comparison, **makers: Callable[[], Any]) -> None:
    """Every output that was asked for, by the name of its option; the text where none was.

    ``json`` is made of data, any other of text or bytes; data and ``csv`` say what made them. All of them are made
    before the first is written.
    """
    made: list[tuple[str, str | bytes, bool]] = []
    for name, make in makers.items():
        target = getattr(asked, name)
        if target is not None:
            content = make()
            if name == "json":
                content = as_json(marked_data(content, of))
            elif name == "csv":
                content = marked_csv(content, of)
            made.append((target, content, name == "csv"))
    for target, content, mark in made:
        put(target, content, mark=mark)
    if not made:
        say(text())
