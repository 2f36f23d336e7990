"""A base charge for a baseline volume, with additional and reduced resource charges (ARC, RRC) around it."""

from tcomodel.givens import Terms


class AnchoredPrice(Terms):
    """A base charge for a baseline volume, with additional and reduced resource charges (ARC, RRC) around it."""
