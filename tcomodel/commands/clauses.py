"""What each clause of a vendor's contract is worth, and to whom.

python -m tcomodel clauses example.yaml seats_manila --draws 4096
"""

import argparse
from typing import Any

from tcomodel.commands.outputs import put_all
from tcomodel.commands.vendors import draws_options, futures_asked, vendor_arguments, vendor_asked
from tcomodel.csv_cells import csv_text


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("clauses", help="what each clause of a vendor's contract is worth, and to whom")
    vendor_arguments(command)
    draws_options(command)
    command.set_defaults(run=run_clauses)


def run_clauses(asked: argparse.Namespace) -> None:
    """With and without each clause, in the same futures."""
    from tcomodel.negotiation.clauses import clause_values
    from tcomodel.readers.clause_words import clauses_data, clauses_text
    from tcomodel.readers.contract_rows import clause_rows

    comparison, option = vendor_asked(asked)
    found = clause_values(comparison, option, futures_asked(asked, comparison))
    put_all(
        asked,
        lambda: clauses_text(comparison, found),
        comparison,
        json=lambda: clauses_data(comparison, found),
        csv=lambda: csv_text(clause_rows(found)),
    )
