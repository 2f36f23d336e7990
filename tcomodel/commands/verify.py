"""``verify``: whether an exported workbook still is what this version produces for its inputs.

    python -m tcomodel verify comparison.xlsx

    comparison.xlsx is not what this version produces for its inputs: 1 difference, on Comparison (1).
    ...
      Comparison!D12: the workbook says 1,200, this version gives 1,250

0 is the same, 1 is different or cannot be read.
"""

import argparse
from pathlib import Path
from typing import Any

from tcomodel.commands.card_files import content_of
from tcomodel.commands.outputs import json_file_option
from tcomodel.commands.writing import as_json, check_target, put, say

DIFFERENT = 1


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("verify", help="say whether an exported workbook is what this version produces")
    command.add_argument("file", type=Path, metavar="FILE.xlsx", help="a workbook of this tool, edited or not")
    json_file_option(command)
    command.set_defaults(run=run_verify)


def run_verify(asked: argparse.Namespace) -> int:
    """Print the answer and every difference; 1 where there is one."""
    from tcomodel.edited_workbook.verified import verify_workbook  # takes a moment to load
    from tcomodel.edited_workbook.verified.in_words import data, page

    if asked.json is not None:
        check_target(asked.json, [asked.file])
    found = verify_workbook(asked.file.name, content_of(asked.file))
    if asked.json is None:
        say(page(found))
    else:
        put(asked.json, as_json(data(found)))
    return 0 if found.is_same else DIFFERENT
