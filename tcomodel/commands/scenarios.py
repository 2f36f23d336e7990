"""What can be asked about a scenario: its comparison, how a number comes about, its rows, another rate card.

python -m tcomodel compare example.yaml --xlsx workbook.xlsx
python -m tcomodel card-change example.yaml vendor_2027.yaml
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tcomodel.card_change import card_change
from tcomodel.card_choice import STANDARD, card_of, over_standard, standard_card
from tcomodel.commands.card_files import card_at
from tcomodel.commands.writing import SCREEN, as_json, check_target, put, say, tell
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.readers import card_change as change_reader
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.english import label_of, people_unit
from tcomodel.readers.tables import to_text
from tcomodel.readers.trace import explain
from tcomodel.results import Comparison, compare
from tcomodel.scenario import Scenario, load_scenario

Read = TypeVar("Read")


# -- what can be asked -----------------------------------------------------------------------------


def add_to(commands: Any) -> None:
    """Add the commands that take a scenario."""
    command = commands.add_parser("compare", help="cost every option of a scenario and set them side by side")
    scenario_arguments(command)
    _json_option(command)
    command.add_argument("--xlsx", metavar="FILE", help="write the workbook with live formulas")
    command.add_argument("--csv", metavar="FILE", help="write all lines month by month (- for here)")
    command.set_defaults(run=run_compare)

    command = commands.add_parser("explain", help="say how a number comes about, down to who stated what")
    scenario_arguments(command)
    command.add_argument("line", metavar="OPTION.LINE", help="a row as the command lines prints it")
    command.add_argument(
        "--month", type=int, metavar="N", help="month of the contract, from 1; without it the whole term"
    )
    command.add_argument("--depth", type=_levels, metavar="N", help="levels of ingredients to show; without it all")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=run_explain)

    command = commands.add_parser("lines", help="list the rows of a scenario with their units")
    scenario_arguments(command)
    command.set_defaults(run=run_lines)

    command = commands.add_parser("card-change", help="say what another rate card does to the result, line by line")
    scenario_arguments(command)
    command.add_argument(
        "new_card", type=Path, metavar="NEW_CARD", help="the card that takes its place: YAML, XLSX or CSV"
    )
    _json_option(command)
    command.set_defaults(run=run_card_change)


def scenario_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("scenario", type=Path, metavar="SCENARIO.yaml")
    command.add_argument(
        "--card",
        type=Path,
        metavar="FILE",
        help="rate card (YAML, XLSX, CSV) over the project's own (default: what the scenario says, else that one)",
    )


def _json_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--json", nargs="?", const=SCREEN, metavar="FILE", help="write everything as JSON (- or nothing: here)"
    )


def _levels(word: str) -> int:
    levels = int(word)
    if levels < 0:
        raise argparse.ArgumentTypeError("expected 0 or more levels")
    return levels


# -- scenario and card -----------------------------------------------------------------------------


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


def _comparison(asked: argparse.Namespace) -> Comparison:
    scenario, card, _ = scenario_and_cards(asked)
    return compare(scenario, card)


def inputs_of(asked: argparse.Namespace, comparison: Comparison) -> list[Path]:
    """The files a result was made from, which no output may overwrite."""
    own = comparison.scenario.card
    beside = [Path(own.file)] if isinstance(own, RateCard) and own.file else []
    return [asked.scenario, STANDARD, *([asked.card] if asked.card else []), *beside]


# -- what each command does ------------------------------------------------------------------------


def run_compare(asked: argparse.Namespace) -> None:
    """Print the table, or write what was asked for."""
    comparison = _comparison(asked)
    makers: list[tuple[str | None, Callable[[Comparison], str | bytes]]] = [
        (asked.json, lambda found: as_json(to_data(found))),
        (asked.xlsx, _workbook),
        (asked.csv, to_csv),
    ]
    wanted = [(target, make) for target, make in makers if target is not None]
    targets = [target for target, _ in wanted]
    for target in targets:
        if targets.count(target) > 1:
            raise ProblemsFound([Problem(target, "two outputs go to the same place; give each its own")])
        if target == asked.xlsx == SCREEN:
            raise ProblemsFound([Problem("--xlsx", "a workbook cannot be printed here; name a file")])
        check_target(target, inputs_of(asked, comparison))
    made = [(target, make(comparison)) for target, make in wanted]  # all of them before the first is written
    for target, content in made:
        put(target, content, mark=target == asked.csv)
    if not wanted:
        say(to_text(comparison))


def _workbook(comparison: Comparison) -> bytes:
    from tcomodel.readers.excel import write_workbook  # takes a moment to load, and most commands do without

    return write_workbook(comparison)


def run_explain(asked: argparse.Namespace) -> None:
    """Print where a number comes from."""
    try:
        explanation = explain(_comparison(asked), asked.line, asked.month, asked.depth)
    except KeyError as unknown:
        raise ProblemsFound(
            [Problem("", f"{unknown.args[0]} (the command lines lists them)", str(asked.scenario))]
        ) from None
    say(as_json(explanation.as_dict()) if asked.json else explanation.text())


def run_lines(asked: argparse.Namespace) -> None:
    """List the rows in causal order."""
    comparison = _comparison(asked)
    rows = comparison.model.rows
    widest = max(len(row.key) for row in rows)
    texts = [(row.key.ljust(widest), label_of(row), people_unit(row.unit, comparison.currency)) for row in rows]
    say("".join("  ".join(part for part in text if part).rstrip() + "\n" for text in texts))


def run_card_change(asked: argparse.Namespace) -> None:
    """Say what another card does to the result."""
    scenario, before, (after,) = scenario_and_cards(asked, asked.new_card)
    change = card_change(scenario, before, after)
    if asked.json is None:
        say(change_reader.to_text(change))
        return
    check_target(asked.json, [*inputs_of(asked, change.before), asked.new_card])
    put(asked.json, as_json(change_reader.to_data(change)))
