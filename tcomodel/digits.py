"""Numbers as a spreadsheet keeps them."""


def snapped(value: float) -> float:
    """The number a spreadsheet keeps when this one is typed: 15 significant digits."""
    return float(f"{value:.15g}")
