"""Volume prices: tiers in place of one price a unit."""

from tcomodel.givens import Terms


class VolumePrices(Terms):
    """Volume prices: tiers in place of one price a unit."""
