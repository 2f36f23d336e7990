"""Clauses, each written once against any fee. The order is the order of operations on an invoice.

    fee  ->  indexed_fee  ->  billed_fee (with the minimum)  ->  service credits on what is billed

A clause that a contract does not have does not exist: its line's ``otherwise`` stands in. A new clause
is one file with its Terms and lines, named here.
"""

from dataclasses import dataclass
from types import ModuleType

from tcomodel.contract import commitment, governance, indexation, invoice, service_levels
from tcomodel.givens import Terms


@dataclass(frozen=True)
class Clause:
    """A clause: the module with its lines and the terms a contract states."""

    module: ModuleType
    terms: type[Terms]


CLAUSES = {
    "indexation": Clause(indexation, indexation.Indexation),
    "commitment": Clause(commitment, commitment.Commitment),
    "service_levels": Clause(service_levels, service_levels.ServiceLevels),
    "governance": Clause(governance, governance.Governance),
}
INVOICE = invoice
