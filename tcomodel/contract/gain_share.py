"""Gain share: a part of what is saved against a baseline goes to the vendor."""

from tcomodel.givens import Terms


class GainShare(Terms):
    """Gain share: a part of what is saved against a baseline goes to the vendor."""
