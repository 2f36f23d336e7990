"""Savings that vendors and guides claim, against this programme.

python -m tcomodel claims example.yaml
"""

import argparse
from typing import Any

from tcomodel.commands.outputs import put_all
from tcomodel.commands.vendors import vendor_arguments, vendor_asked
from tcomodel.csv_cells import csv_text


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("claims", help="savings that vendors and guides claim, against this programme")
    vendor_arguments(command)
    command.set_defaults(run=run_claims)


def run_claims(asked: argparse.Namespace) -> None:
    """The bridge from what claims compare to what the option saves."""
    from tcomodel.negotiation.claims import held_against
    from tcomodel.negotiation.saving_bridge import bridge, bridges
    from tcomodel.readers.claim_words import claims_data, claims_text
    from tcomodel.readers.contract_rows import claim_rows

    comparison, option = vendor_asked(asked)
    chosen = bridge(comparison, option)
    others = [one for one in bridges(comparison) if one.option != option] if asked.option is None else []
    put_all(
        asked,
        lambda: claims_text(chosen, held_against(chosen), others),
        comparison,
        json=lambda: claims_data(comparison, [chosen, *others]),
        csv=lambda: csv_text(claim_rows([chosen, *others])),
    )
