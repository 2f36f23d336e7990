"""Rates and rate cards: numbers with a biography, and what may be done to them.

``units``   the units of a card
``rate``    one rate, and the steps that were done to it
``card``    a set of rates, read from a file
"""

from tcomodel.rates.card import RateCard, load_card, read_card
from tcomodel.rates.rate import At, Rate, Step

__all__ = ["At", "Rate", "RateCard", "Step", "load_card", "read_card"]
