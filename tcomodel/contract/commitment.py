"""A minimum the client pays each month, whatever is used.

Minimum 200,000, used 180,000: the client pays 180,000 and 20,000 on top.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.words import at_least, when


class Commitment(Terms):
    """What is paid at least."""

    minimum_fee: Entry = given("currency/month", "Smallest monthly bill for the service, before credits.", step=1000)
    minimum_from_month: Entry = given(
        "month",
        "First month in which the minimum holds.",
        assumed=1,
        because="from the start",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    minimum_indexed: Entry = given(
        "1", "The minimum rises with the prices.", assumed=False, because="a fixed amount", kind="switch", most=1
    )


@line("currency/month", called="minimum_at_prices", given="yearly_indexation")
def indexed_minimum(minimum_fee, minimum_indexed, price_index):
    """The minimum at this contract year's prices, where it rises with them."""
    return minimum_fee * when(minimum_indexed > 0, price_index, 1)


@line("currency/month")
def minimum_at_prices(minimum_fee):
    """The minimum; the contract has no indexation."""
    return minimum_fee


@line("currency/month")
def minimum_now(month, minimum_from_month, minimum_at_prices):
    """The minimum of this month; nothing before it begins to hold."""
    return when(month < minimum_from_month, 0, minimum_at_prices)


@line("currency/month", posts_to=categories.COMMITMENT, adds_to="invoice")
def commitment_top_up(minimum_now, converted_fee):
    """What the minimum adds to the fee for what was used."""
    return at_least(minimum_now - converted_fee, 0)


@line("currency/month")
def billed_fee(converted_fee, commitment_top_up):
    """The service charges of the invoice."""
    return converted_fee + commitment_top_up
