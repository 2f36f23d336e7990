"""The memo of a scenario for a board: PDF, or HTML that prints well.

python -m tcomodel memo example.yaml -o memo.pdf
"""

import argparse
from pathlib import Path
from typing import Any

from tcomodel.commands.outputs import comparison_for
from tcomodel.commands.scenario_files import scenario_arguments
from tcomodel.commands.writing import SCREEN, put
from tcomodel.problems import Problem, ProblemsFound

WRITES = (".pdf", ".html")


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("memo", help="write what the numbers say on two or three pages, for a board")
    scenario_arguments(command)
    command.add_argument("-o", "--output", metavar="FILE", required=True, help="memo.pdf or memo.html (- prints HTML)")
    command.set_defaults(run=run_memo)


def run_memo(asked: argparse.Namespace) -> None:
    """Write the memo in the form its name asks for."""
    ending = Path(asked.output).suffix.lower()
    if asked.output != SCREEN and ending not in WRITES:
        raise ProblemsFound(
            [Problem(asked.output, "a memo is written as memo.pdf or memo.html; end the name like one")]
        )
    comparison = comparison_for(asked, asked.output)
    from tcomodel.readers.memo import memo_of, to_html, to_pdf

    memo = memo_of(comparison)
    put(asked.output, to_pdf(memo) if ending == ".pdf" else to_html(memo))
