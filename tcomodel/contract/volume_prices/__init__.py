"""Volume prices: tiers in place of one price a unit.

    up to 1,000 at 0.10, up to 10,000 at 0.05, above at 0.01; used 15,000:
    graduated  1,000 x 0.10 + 9,000 x 0.05 + 5,000 x 0.01 = 600
    all units  15,000 x 0.01 = 150

The same table means two bills, so ``tier_rule`` says which. A package is paid in full when it is started; a
band has one fee for any volume within it. Where the pricing counts money (``commission``), prices are percentages.

``tiers`` price what each channel counts. ``tiers_on_total`` price the units of all channels together, and the
channels share that fee by their units; a pricing that counts for the whole option, such as seats, uses them too.

``terms``           what a contract states
``tiers``           the fee
``contradictions``  tables with gaps, overlaps or prices that replace each other
``edges``           where one unit more makes the bill smaller
"""

from tcomodel.contract.volume_prices import contradictions, edges, terms, tiers
from tcomodel.contract.volume_prices.terms import VolumePrices

MODULES = (terms, tiers, contradictions, edges)

__all__ = ["MODULES", "VolumePrices"]
