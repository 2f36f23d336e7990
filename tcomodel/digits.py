"""Numbers as a spreadsheet keeps them."""

LARGEST = 1e15  # no number is larger: beyond it the units of a spreadsheet's fifteen digits are lost


def snapped(value: float) -> float:
    """The number a spreadsheet keeps when this one is typed: 15 significant digits."""
    return float(f"{value:.15g}")
