"""When invoices are paid, what early payment saves, deposits."""

from tcomodel.givens import Terms


class Payment(Terms):
    """When invoices are paid, what early payment saves, deposits."""
