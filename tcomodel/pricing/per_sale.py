"""Per sale.

The vendor bills each contact that ends in a sale, an appointment or whatever else was agreed, and more for
each where their quality is good.

    1,000 contacts, 4 % buy: 40 sales x 15 = 600 a month; with half of them of good quality or less, and no more.
    With 55 % of good quality and a bonus of 10 above 50 %: 40 x 25 = 1,000

The bonus is for sales that were made: a minimum or a locked forecast bills more sales, but earns no bonus on them.

A commission, a share of what the sale is worth, is the model ``commission``.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total, when

COUNTS = "sale"


class Pricing(Terms):
    """What a sale costs and how many there are."""

    conversion_rate: Entry = given(
        "1", "Share of the contacts that end in a sale; a list goes on with its last number.",
        most=1, step=0.005, kind="months",
    )  # fmt: skip
    sale_price: Entry = given("currency/sale", "Price of one sale or appointment.", step=1)
    sale_bonus: Entry = given(
        "currency/sale", "Paid on top for every sale of a month whose quality is above the threshold.", step=1
    )
    quality_share: Entry = given(
        "1", "Share of the sales that are good, such as appointments that close; a list goes on with its last number.",
        most=1, step=0.01, kind="months",
    )  # fmt: skip
    quality_threshold: Entry = given(
        "1", "Quality above which the bonus is paid; exactly on it, none is.", most=1, step=0.01
    )


@line("unit/month", per="channel")
def counted_units(contacts, conversion_rate):
    """Sales that count: the contacts that end in one."""
    return contacts * conversion_rate


@line("currency/month", per="channel")
def channel_fee(billed_units, sale_price):
    """Charge of the channel."""
    return billed_units * sale_price


@line("currency/contact", per="channel", given="sale_bonus")
def bonus_a_sale(quality_share, quality_threshold, sale_bonus):
    """What each sale of the month earns on top."""
    return when(quality_share > quality_threshold, sale_bonus, 0)


@line("currency/month", per="channel", given="sale_bonus")
def quality_bonus(counted_units, bonus_a_sale):
    """Bonus of the channel for the quality of the sales it made."""
    return counted_units * bonus_a_sale


@line("currency/month", called="fee", given="sale_bonus")
def fee_with_bonus(channel_fee: EachChannel, quality_bonus: EachChannel):
    """The vendor's charge for sales, with the bonus for their quality."""
    return total(channel_fee) + total(quality_bonus)


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for sales."""
    return total(channel_fee)
