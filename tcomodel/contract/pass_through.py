"""Costs the vendor passes on."""

from tcomodel.givens import Terms


class PassThrough(Terms):
    """Costs the vendor passes on."""
