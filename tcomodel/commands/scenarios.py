"""What can be asked about a scenario: its comparison, how a number comes about, its rows, another rate card.

python -m tcomodel compare example.yaml --xlsx workbook.xlsx
python -m tcomodel card-change example.yaml vendor_2027.yaml
"""

import argparse
from pathlib import Path
from typing import Any

from tcomodel.card_change import card_change
from tcomodel.commands.outputs import comparison_for, csv_option, json_file_option, put_all
from tcomodel.commands.scenario_files import inputs_of, scenario_and_cards, scenario_arguments
from tcomodel.commands.writing import SCREEN, as_json, check_target, put, say
from tcomodel.made_by import marked_data
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.readers import card_change as change_reader
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.english import label_of, people_unit
from tcomodel.readers.tables import to_text
from tcomodel.readers.trace import explain
from tcomodel.results import Comparison

# -- what can be asked -----------------------------------------------------------------------------


def add_to(commands: Any) -> None:
    """Add the commands that take a scenario."""
    command = commands.add_parser("compare", help="cost every option of a scenario and set them side by side")
    scenario_arguments(command)
    json_file_option(command)
    command.add_argument("--xlsx", metavar="FILE", help="write the workbook with live formulas")
    csv_option(command, "write all lines month by month")
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
    json_file_option(command)
    command.set_defaults(run=run_card_change)


def _levels(word: str) -> int:
    levels = int(word)
    if levels < 0:
        raise argparse.ArgumentTypeError("expected 0 or more levels")
    return levels


# -- what each command does ------------------------------------------------------------------------


def run_compare(asked: argparse.Namespace) -> None:
    """Print the table, or write what was asked for."""
    comparison = comparison_for(asked, asked.json, asked.xlsx, asked.csv)
    if asked.xlsx == SCREEN:
        raise ProblemsFound([Problem("--xlsx", "a workbook cannot be printed here; name a file")])
    put_all(
        asked,
        lambda: to_text(comparison),
        comparison,
        json=lambda: to_data(comparison),
        xlsx=lambda: _workbook(comparison),
        csv=lambda: to_csv(comparison),
    )


def _workbook(comparison: Comparison) -> bytes:
    from tcomodel.readers.excel import write_workbook  # takes a moment to load, and most commands do without

    return write_workbook(comparison)


def run_explain(asked: argparse.Namespace) -> None:
    """Print where a number comes from."""
    comparison = comparison_for(asked)
    try:
        explanation = explain(comparison, asked.line, asked.month, asked.depth)
    except KeyError as unknown:
        raise ProblemsFound(
            [Problem("", f"{unknown.args[0]} (the command lines lists them)", str(asked.scenario))]
        ) from None
    say(as_json(marked_data(explanation.as_dict(), comparison)) if asked.json else explanation.text())


def run_lines(asked: argparse.Namespace) -> None:
    """List the rows in causal order."""
    comparison = comparison_for(asked)
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
    put(asked.json, as_json(marked_data(change_reader.to_data(change), change.after)))
