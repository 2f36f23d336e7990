"""What poor service costs: customers lost because they were not helped."""

from tcomodel.givens import Terms


class PoorService(Terms):
    """What poor service costs: customers lost because they were not helped."""
