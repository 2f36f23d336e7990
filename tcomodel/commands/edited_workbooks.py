"""``import``: a workbook that somebody edited, back as a scenario.

    python -m tcomodel import example.xlsx
    python -m tcomodel import example.xlsx -o negotiated.yaml

    Input                 Before  After  Unit                    Cell
    --------------------  ------  -----  ----------------------  ----------
    Seat rate, Manila      1,850  1,790  USD per seat per month  Inputs!D45

What was changed is shown, and the scenario is written when somebody said yes to it.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tcomodel.commands.card_files import content_of
from tcomodel.commands.writing import SCREEN, check_target, put, say, tell
from tcomodel.readers.text_table import WIDTH, listed, paragraph, small_table

NOT_WRITTEN = 1
WIDEST_LABEL = 44
AS_WRITTEN = (
    "The scenario is the one inside the workbook, as the tool wrote it: comments of the original file are not in it."
)


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("import", help="make a scenario of a workbook that was exported and edited")
    command.add_argument("file", type=Path, metavar="FILE.xlsx", help="an edited workbook of this tool")
    command.add_argument(
        "-o", "--output", metavar="SCENARIO.yaml", help="where to write the scenario (- for here); without it: show"
    )
    command.add_argument("--yes", action="store_true", help="write without asking, for scripts")
    command.set_defaults(run=run_import)


def run_import(asked: argparse.Namespace) -> int:
    """Show what was changed and, when confirmed, write the scenario; 1 where it was to be written and was not."""
    from tcomodel.edited_workbook import read_workbook  # takes a moment to load, and most commands do without

    if asked.output is not None:
        check_target(asked.output, [asked.file])
    edited = read_workbook(asked.file.name, content_of(asked.file))
    show: Callable[[str], None] = tell if asked.output == SCREEN else say
    show(_told(edited))
    if asked.output is None:
        tell("nothing was written; name the scenario with -o SCENARIO.yaml")
        return 0
    if not asked.yes and not _confirmed(asked.output, len(edited.changes)):
        return NOT_WRITTEN
    put(asked.output, edited.text)
    return 0


def _told(edited: Any) -> str:
    """The changes as a table, what else to know, and what a workbook does not hold."""
    from tcomodel.edited_workbook import COMES_BACK

    count = len(edited.changes)
    changes = {0: "nothing was", 1: "1 change"}.get(count, f"{count} changes")
    blocks = [f"{edited.exported.file.name}: {changes}{'' if count else ' changed'} since the export."]
    if count:
        blocks.append("\n".join(_table(edited.changes)))
    formulas = [f"{one.cell}: {one.formula}" for one in edited.changes if one.formula]
    blocks.append(listed("Typed as formulas; the value stored beside each one counts", formulas))
    blocks.append(listed("Notes", edited.notes))
    blocks.append(listed("Read from files by the original scenario, numbers in this one", edited.written_out))
    blocks += [paragraph(COMES_BACK), paragraph(AS_WRITTEN)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(changes: Any) -> list[str]:
    rows = [
        [f"{one.label} ({one.place})", one.before_in_words, one.after_in_words, one.unit, one.cell] for one in changes
    ]
    head = ["Input", "Before", "After", "Unit", "Cell"]
    others = sum(max(len(row[at]) for row in [head, *rows]) + 2 for at in range(1, len(head)))
    return small_table(head, rows, left=(0, 3, 4), widest=max(WIDEST_LABEL, WIDTH - others))


def _confirmed(target: str, changes: int) -> bool:
    """Ask on a terminal; where there is none, say that nothing is written."""
    if not sys.stdin.isatty():
        tell("nothing was written: there is no terminal to ask on; say --yes to write without being asked")
        return False
    which = "with these changes" if changes else "as it was exported"
    sys.stderr.write(f"Write the scenario {which} to {target}? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    tell("nothing was written")
    return False
