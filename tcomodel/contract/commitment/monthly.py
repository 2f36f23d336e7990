"""The minimum of a month, as units or as money."""

from tcomodel.lines import line
from tcomodel.words import at_least, when

# -- units -------------------------------------------------------------------------------------------


@line("unit/month", per="channel", called="billed_units", given="minimum_units")
def billed_with_minimum_units(counted_units, minimum_units, month, minimum_from_month):
    """What is billed: what was used, and no less than the minimum."""
    return at_least(counted_units, when(month < minimum_from_month, 0, minimum_units))


# -- the minimum of a month --------------------------------------------------------------------------


@line("currency/month", given="minimum_fee")
def minimum_at_prices(minimum_fee, minimum_indexed, price_level):
    """The minimum at this contract year's prices, where it moves with them."""
    return minimum_fee * when(minimum_indexed > 0, price_level, 1)


@line("currency/month", given="minimum_fee")
def minimum_now(month, minimum_from_month, minimum_at_prices, in_force):
    """The minimum of this month; nothing before it begins to hold, and nothing once the contract has ended."""
    return when(month < minimum_from_month, 0, minimum_at_prices) * in_force


@line("currency/month", given="minimum_fee")
def monthly_missed(minimum_now, fee_before_minimum):
    """What the use of this month falls short of its minimum."""
    return at_least(minimum_now - fee_before_minimum, 0)


@line("currency/month", given="minimum_fee")
def monthly_exceeded(month, minimum_from_month, fee_before_minimum, minimum_now):
    """What the use of this month is beyond its minimum, once that holds."""
    return when(month < minimum_from_month, 0, at_least(fee_before_minimum - minimum_now, 0))
