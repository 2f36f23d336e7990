"""What every vendor contract has: the way from what was used to what is billed.

Each line here stands in for a clause that the contract does not have, so that the steps of an invoice are always
the same. ``invoice`` adds up what the vendor charges and gives back, which taxes and payment terms work on.
"""

from tcomodel import categories
from tcomodel.lines import EachChannel, line
from tcomodel.words import total, when


@line("unit/month", per="channel")
def billed_units(counted_units):
    """What is billed: what was used."""
    return counted_units


@line("unit/month", called="counted_units")
def counted_on_all_channels(billed_units: EachChannel):
    """Units of all channels together, as billed."""
    return total(billed_units)


@line("1")
def price_index(month):
    """Prices against contract year 1: they stay; the contract has no indexation."""
    return when(month >= 1, 1, 0)


@line("1")
def price_level(price_index):
    """What everything with this contract's prices follows; nothing holds them against the market."""
    return price_index


@line("1")
def in_force(month):
    """Whether the contract is in force, 1 or 0; it runs to its end."""
    return when(month >= 1, 1, 0)


@line("currency/month")
def fee_at_moved_price(fee, price_change):
    """The fee, with the price change that is tried; without one as the contract says."""
    return fee * (1 + price_change)


@line("currency/month")
def fee_with_premiums(fee_at_moved_price):
    """The fee; the contract has no premiums."""
    return fee_at_moved_price


@line("currency/month")
def fee_in_force(fee_with_premiums):
    """The fee; the contract runs to its end."""
    return fee_with_premiums


@line("currency/month")
def indexed_fee(fee_in_force):
    """The fee; the contract has no indexation."""
    return fee_in_force


@line("currency/month")
def converted_fee(indexed_fee):
    """The fee; it does not move with an exchange rate."""
    return indexed_fee


@line("currency/month")
def fee_before_minimum(converted_fee):
    """What the minimum is held against: the fee; nothing is taken off it before."""
    return converted_fee


@line("currency/month", posts_to=categories.FEES, adds_to="invoice")
def service_fee(converted_fee):
    """The vendor's fee for the service, at this year's prices."""
    return converted_fee


@line("currency/month")
def billed_fee(converted_fee):
    """The service charges of the invoice; the contract has no minimum."""
    return converted_fee
