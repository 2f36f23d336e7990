"""Service levels: what the vendor gives back for missing them, returns for meeting them later, and earns above them.

Month by month, for each service level (KPI):

    level attained -> shortfall -> missed -> penalty, a share of the charges (by steps, pool, fixed amount, ladder,
    bands or occurrences; more for repeats; none in months with relief)

and for the contract:

    penalties together -> monthly cap -> annual cap -> service credit -> earn-back, and a bonus beside it

Credits and bonuses are worked out on the charges for the service alone, never on one-time fees, passed-through
costs or taxes.
"""

from tcomodel.contract.service_levels import (
    annual_cap,
    attained,
    bands,
    bonus,
    contradictions,
    credits,
    earn_back,
    earn_back_each,
    ladder,
    misses,
    penalties,
    remarks,
    repeats,
    terms,
)
from tcomodel.contract.service_levels.terms import ServiceLevels

MODULES = (
    terms, attained, misses, repeats, bands, ladder, penalties, credits, annual_cap, earn_back, earn_back_each, bonus,
    contradictions, remarks,
)  # fmt: skip

__all__ = ["MODULES", "ServiceLevels"]
