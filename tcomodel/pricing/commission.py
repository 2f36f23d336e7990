"""Commission.

The vendor bills a share of the money its contacts bring in: orders taken, debts collected.

    1,000 contacts, 4 % buy for 250 each: 10,000 x 15 % = 1,500 a month

What counts is money, so a price table (``volume_prices``) on it holds percentages: 15 % of the first 10,000 and
12 % of the rest.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total

COUNTS = "currency"


class Pricing(Terms):
    """What share is paid, and of how much."""

    conversion_rate: Entry = given(
        "1", "Share of the contacts that end in a sale; a list goes on with its last number.",
        most=1, step=0.005, kind="months",
    )  # fmt: skip
    order_value: Entry = given("currency/contact", "What a sale brings in on average.", step=5)
    commission_rate: Entry = given("1", "Share of it that the vendor is paid.", most=1, step=0.005)


@line("unit/month", per="channel")
def counted_units(contacts, conversion_rate, order_value):
    """Money that counts: what the sales bring in."""
    return contacts * conversion_rate * order_value


@line("currency/month", per="channel")
def channel_fee(billed_units, commission_rate):
    """Charge of the channel."""
    return billed_units * commission_rate


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's commission."""
    return total(channel_fee)
