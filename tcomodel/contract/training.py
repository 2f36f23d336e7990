"""Training that the vendor charges, and who pays for new agents."""

from tcomodel.givens import Terms


class Training(Terms):
    """Training that the vendor charges, and who pays for new agents."""
