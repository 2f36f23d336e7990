"""Rates and rate cards: numbers with a biography, and what may be done to them.

``units``, ``vocabulary``, ``columns``   the words of a card: units, what is offered, the headings people read
``rate``, ``stages``                     one rate, the steps that were done to it, and how it stood after each
``card``                                 a set of rates, read from a file
``edits``, ``slips``, ``changes``        a card changed by hand: what is wrong with a change, what changed since opening
``layers``, ``in_use``                   one card laid over another; the rates a scenario uses
``comparable``, ``market``, ``marks``    what can be held against what; market ranges; rates that are odd, and why
``differences``                          cards side by side
``index_points``                         rates that are levels of an index
"""

from tcomodel.rates.card import RateCard, load_card, read_card
from tcomodel.rates.rate import At, Rate, Step

__all__ = ["At", "Rate", "RateCard", "Step", "load_card", "read_card"]
