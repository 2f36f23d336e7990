"""Indexation: how the vendor's prices rise, by a fixed rate or with price indices, within limits.

40 % of the price follows consumer prices, which rose by 5.67 % in the year before the turn; at most 2 % a year:
the coefficient is 1.0227, the price rises by 2 %, year 1 pays 1.00, year 2 1.02

``turns``        when the prices turn, and from when on the new ones hold
``years``        how many years a turn makes up for
``index_terms``  which months of each index count, and how far all of them moved
``price``        floor and cap, productivity, and the price
"""

from tcomodel.contract.indexation import index_terms, price, turns, years
from tcomodel.contract.indexation.index_terms import PriceIndices
from tcomodel.contract.indexation.price import FixedRise, Limits
from tcomodel.contract.indexation.turns import Turns

MODULES = (turns, years, index_terms, price)


class Indexation(Limits, PriceIndices, Turns, FixedRise):
    """How the vendor's prices rise."""


__all__ = ["MODULES", "Indexation"]
