"""What moves the result most, and at which price an option would break even.

    for swing in swings(comparison):            # the input that moves the answer most comes first
        swing.input.label, swing.low.lead, swing.high.lead, swing.changes_answer

    break_even_price(comparison, "seats_manila")    # by how much its prices may rise until it saves nothing

Every figure is the model's own, worked out again with one input changed and all others as they are. Inputs move one
at a time here; what happens when several move together is another question.
"""

from tcomodel.moves import CARD, SHARE
from tcomodel.sensitivity.break_even import BreakEven, break_even_price, break_even_prices
from tcomodel.sensitivity.estimate import customers_lost, without_customers_lost
from tcomodel.sensitivity.swings import MOVED_BY, End, Swing, by_effect_on, swings

__all__ = [
    "CARD",
    "MOVED_BY",
    "SHARE",
    "BreakEven",
    "End",
    "Swing",
    "break_even_price",
    "break_even_prices",
    "by_effect_on",
    "customers_lost",
    "swings",
    "without_customers_lost",
]
