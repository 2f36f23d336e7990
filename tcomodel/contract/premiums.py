"""Premiums for nights, weekends, holidays, languages and surges."""

from tcomodel.givens import Terms


class Premiums(Terms):
    """Premiums for nights, weekends, holidays, languages and surges."""
