"""Ending early: what it costs and what happens to the work."""

from tcomodel.givens import Terms


class Termination(Terms):
    """Ending early: what it costs and what happens to the work."""
