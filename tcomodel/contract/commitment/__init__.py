"""What the client pays at least, whatever is used: each month, each period, or for a number of units.

    minimum 200,000 a month, used 180,000: 20,000 are missed and billed on top
    minimum 2,400,000 in twelve months, used 2,300,000: 100,000 are billed on top in the twelfth

What is missed may be softened in one of two ways, first in first out. Carried forward, use beyond the minimum
counts against what is missed in the months after. Worked off, what is missed may be made up by use beyond the
minimum in the months after, and only what is left when they are over is billed. A share of it may be payable
instead of all.

``terms``           what a contract states
``monthly``         the minimum of a month, as units or as money
``period``          the minimum of a quarter, a year, the term
``softened``        carried forward, or worked off
``top_up``          what is billed on top
``contradictions``  what cannot be meant together
"""

from tcomodel.contract.commitment import contradictions, monthly, period, softened, terms, top_up
from tcomodel.contract.commitment.terms import Commitment

MODULES = (terms, monthly, period, softened, top_up, contradictions)

__all__ = ["MODULES", "Commitment"]
