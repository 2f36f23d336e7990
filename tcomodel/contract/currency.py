"""Prices that move with an exchange rate."""

from tcomodel.givens import Terms


class Currency(Terms):
    """Prices that move with an exchange rate."""
