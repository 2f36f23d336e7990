"""Taxes on the invoice that cannot be recovered."""

from tcomodel.givens import Terms


class Tax(Terms):
    """Taxes on the invoice that cannot be recovered."""
