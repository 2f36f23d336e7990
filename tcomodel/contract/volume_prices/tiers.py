"""The fee of a price table: the units it looks at, each tier, their sum."""

from tcomodel.lines import EachChannel, EachTier, line
from tcomodel.words import at_least, at_most, round_up, share_of, total, when

# -- the units a table looks at ----------------------------------------------------------------------


@line("unit/month", per="channel", called="tiered_units", chosen={"tier_rule": "package"})
def units_in_packages(billed_units, package_size):
    """Units of the channel in whole packages, started ones in full."""
    return round_up(billed_units / package_size) * package_size


@line("unit/month", per="channel")
def tiered_units(billed_units):
    """Units of the channel that the tiers price."""
    return billed_units


@line("unit/month", called="tiered_units", chosen={"tier_rule": "package"})
def total_in_packages(counted_units, package_size):
    """Units of all channels in whole packages, started ones in full."""
    return round_up(counted_units / package_size) * package_size


@line("unit/month", called="tiered_units")
def total_units(counted_units):
    """Units of all channels together that the tiers price."""
    return counted_units


# -- one tier ----------------------------------------------------------------------------------------


@line("1", per="tier", called="tier_entered", given="over")
def entered_above_its_edge(tiered_units, over):
    """Whether the units of the month are above the lower edge of the tier: 1 or 0."""
    return when(round_up(tiered_units - over) > 0, 1, 0)


@line("1", per="tier", called="tier_entered", chosen={"first_flat_fee": "when used"})
def first_entered_when_used(tiered_units):
    """Whether the month has any units: 1 or 0."""
    return when(round_up(tiered_units) > 0, 1, 0)


@line("1", per="tier", called="tier_entered", chosen={"first_flat_fee": "always"})
def first_always_entered(tiered_units):
    """Entered in every month, with units or without."""
    return when(tiered_units >= 0, 1, 0)


@line("1", per="tier", called="tier_reached", given="up_to")
def reached_and_not_passed(tier_entered, tiered_units, up_to):
    """Whether the volume of the month lies in this tier, its upper edge included: 1 or 0."""
    return tier_entered * when(round_up(tiered_units - up_to) > 0, 0, 1)


@line("1", per="tier")
def tier_reached(tier_entered):
    """Whether the volume of the month lies in this tier, which is open above: 1 or 0."""
    return tier_entered


@line("unit/month", per="tier", given="up_to")
def units_to_upper_edge(tiered_units, up_to):
    """Units up to the upper edge of the tier."""
    return at_most(tiered_units, up_to)


@line("unit/month", per="tier", called="units_to_upper_edge")
def units_without_upper_edge(tiered_units):
    """All units: the tier is open above."""
    return tiered_units


@line("unit/month", per="tier", called="units_in_tier", given="over", chosen={"tier_rule": "graduated"})
def units_between_edges(units_to_upper_edge, over):
    """Units between the edges of the tier, paid at its price."""
    return at_least(units_to_upper_edge - over, 0)


@line("unit/month", per="tier", called="units_in_tier", chosen={"tier_rule": "graduated"})
def units_in_first_tier(units_to_upper_edge):
    """Units up to the first edge, paid at its price."""
    return units_to_upper_edge


@line("unit/month", per="tier", called="units_in_tier", chosen={"tier_rule": "all units"})
def all_units_at_one_price(tiered_units, tier_reached):
    """All units, at the price of the tier they reach."""
    return tiered_units * tier_reached


@line("unit/month", per="tier", called="units_in_tier", chosen={"tier_rule": "package"})
def packages_at_one_price(tiered_units, tier_reached):
    """All packages, at the price of the tier they reach."""
    return tiered_units * tier_reached


@line("currency/month", per="tier", called="tier_flat_fee", given="flat_fee", chosen={"tier_rule": "graduated"})
def flat_fee_once_entered(flat_fee, tier_entered):
    """The flat fee of the tier, due once it is entered."""
    return flat_fee * tier_entered


@line("currency/month", per="tier", given="flat_fee")
def tier_flat_fee(flat_fee, tier_reached):
    """The flat fee of the tier the volume lies in."""
    return flat_fee * tier_reached


@line("currency/month", per="tier", called="tier_fee", chosen={"tier_rule": "band"})
def fee_of_band(tier_flat_fee):
    """Charge of the band, one fee for any volume within it."""
    return tier_flat_fee


@line("currency/month", per="tier", called="tier_fee", given="flat_fee")
def units_and_flat_fee(units_in_tier, price, tier_flat_fee):
    """Charge of the tier: its units and its flat fee."""
    return units_in_tier * price + tier_flat_fee


@line("currency/month", per="tier")
def tier_fee(units_in_tier, price):
    """Charge of the tier: its units at its price."""
    return units_in_tier * price


# -- the fee -----------------------------------------------------------------------------------------


@line("currency/month", given="tiers_on_total")
def tiered_fee(tier_fee: EachTier):
    """What the units of all channels together cost."""
    return total(tier_fee)


@line("unit/month", given="tiers_on_total")
def units_of_all_channels(billed_units: EachChannel):
    """Units billed on all channels."""
    return total(billed_units)


@line("share", per="channel", given="tiers_on_total")
def share_of_units(billed_units, units_of_all_channels):
    """Share of the channel in the units billed."""
    return share_of(billed_units, units_of_all_channels)


@line("currency/month", per="channel", called="channel_fee", given="tiers_on_total")
def channel_part_of_tiers(tiered_fee, share_of_units):
    """Charge of the channel: its part of what all units cost."""
    return tiered_fee * share_of_units


@line("currency/month", per="channel", called="channel_fee", given="tiers")
def channel_fee_by_tiers(tier_fee: EachTier):
    """Charge of the channel by its tiers."""
    return total(tier_fee)
