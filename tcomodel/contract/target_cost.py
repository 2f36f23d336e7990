"""Target cost: the vendor shares what it saves and what it overruns."""

from tcomodel.givens import Terms


class TargetCost(Terms):
    """Target cost: the vendor shares what it saves and what it overruns."""
