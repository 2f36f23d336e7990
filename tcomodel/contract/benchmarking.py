"""Prices held against the market: benchmarking and most-favoured customer."""

from tcomodel.givens import Terms


class Benchmarking(Terms):
    """Prices held against the market: benchmarking and most-favoured customer."""
