"""Clauses, each written once against any fee. The order is the order of operations on an invoice.

    counted units -> billed units (forecast)                             what was used, what is billed of it
    channel fee (price, tiers or anchored price) -> fee (target cost)    the price
    fee with premiums -> fee in force (until it ends) -> indexed fee -> converted fee
    billed fee (with the minimum) -> service credits on what is billed -> invoice -> taxes -> payment

A clause that a contract does not have does not exist: a line of the same name in ``invoice`` stands in. A new
clause is one file with its Terms and lines, named here. Besides lines a file may have ``problems(scope)``, which
names clauses that contradict each other, and ``warnings(option, values)`` and ``notes(option, values)``.
"""

from dataclasses import dataclass
from types import ModuleType

from tcomodel.contract import (
    anchored_price,
    benchmarking,
    commitment,
    currency,
    forecast,
    gain_share,
    governance,
    indexation,
    invoice,
    pass_through,
    payment,
    premiums,
    service_levels,
    target_cost,
    tax,
    termination,
    training,
    volume_prices,
)
from tcomodel.givens import Terms


@dataclass(frozen=True)
class Clause:
    """A clause: the modules with its lines, in the order the money flows, and the terms a contract states."""

    modules: tuple[ModuleType, ...]
    terms: type[Terms]


CLAUSES = {
    "forecast": Clause((forecast,), forecast.Forecast),
    "volume_prices": Clause(volume_prices.MODULES, volume_prices.VolumePrices),
    "anchored_price": Clause((anchored_price,), anchored_price.AnchoredPrice),
    "target_cost": Clause((target_cost,), target_cost.TargetCost),
    "premiums": Clause((premiums,), premiums.Premiums),
    "training": Clause((training,), training.Training),
    "termination": Clause((termination,), termination.Termination),
    "benchmarking": Clause((benchmarking,), benchmarking.Benchmarking),  # its fee stands in for the merely indexed one
    "indexation": Clause(indexation.MODULES, indexation.Indexation),
    "currency": Clause((currency,), currency.Currency),
    "commitment": Clause(commitment.MODULES, commitment.Commitment),
    "pass_through": Clause((pass_through,), pass_through.PassThrough),
    "service_levels": Clause(service_levels.MODULES, service_levels.ServiceLevels),
    "gain_share": Clause((gain_share,), gain_share.GainShare),
    "tax": Clause((tax,), tax.Tax),
    "payment": Clause((payment,), payment.Payment),
    "governance": Clause((governance,), governance.Governance),
}
INVOICE = invoice
