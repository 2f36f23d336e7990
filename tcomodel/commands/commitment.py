"""The commitment to give: what an option costs over the committed level, and the best one.

python -m tcomodel commitment example.yaml hybrid
"""

import argparse
from typing import Any

from tcomodel.commands.outputs import put_all
from tcomodel.commands.vendors import draws_options, futures_asked, vendor_arguments, vendor_asked
from tcomodel.csv_cells import csv_text


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("commitment", help="what an option costs over what is committed to, and the best")
    vendor_arguments(command)
    command.add_argument("--of", default="", metavar="NAME", help="one commitment, such as core_seats or minimum_fee")
    draws_options(command)
    command.set_defaults(run=run_commitment)


def run_commitment(asked: argparse.Namespace) -> None:
    """The cost over the committed level."""
    from tcomodel.negotiation.commitment import commitments_to_give
    from tcomodel.readers.commitment_words import commitment_data, commitment_text
    from tcomodel.readers.contract_rows import commitment_rows

    comparison, option = vendor_asked(asked)
    found = commitments_to_give(comparison, option, futures_asked(asked, comparison), asked.of)
    put_all(
        asked,
        lambda: commitment_text(comparison, found),
        comparison,
        json=lambda: {"commitments": [commitment_data(comparison, one) for one in found]},
        csv=lambda: csv_text(commitment_rows(found)),
    )
