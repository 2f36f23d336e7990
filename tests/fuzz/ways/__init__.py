"""The ways in, one file each. A way says how many of 2,000 cases it gets, and runs a case of a number.

    SHARE = 250
    def case(number: int) -> Outcome

What it hands in depends on the number alone. Problems may simply be raised. What is no outcome is an error, or Broken.
"""

from importlib import import_module
from random import Random
from types import ModuleType
from typing import Any

NAMES = (
    "scenario_yaml", "scenario_data", "card_yaml", "card_csv", "card_workbook", "volumes", "edited_workbook",
    "share_link",
    "index_csv", "form", "command_line", "environment", "guided", "beside", "rebase", "card_table", "library", "draft",
    "screen",
)  # fmt: skip


def way(name: str) -> ModuleType:
    return import_module(f"tests.fuzz.ways.{name}")


def chance_of(module: str, number: int) -> Random:
    """The chance of a case: the same for the same way and number, today and tomorrow."""
    return Random(f"{module.rpartition('.')[2]} {number}")


def pick(chance: Random, several: Any) -> Any:
    return several[chance.randrange(len(several))]
