"""Volume prices: tiers in place of one price a unit.

    up to 1,000 at 0.10, up to 10,000 at 0.05, above at 0.01; used 15,000:
    graduated  1,000 x 0.10 + 9,000 x 0.05 + 5,000 x 0.01 = 600
    all units  15,000 x 0.01 = 150

The same table means two bills, so ``tier_rule`` says which. A package is paid in full when it is started; a
band has one fee for any volume within it. Where the pricing counts money (``commission``), prices are percentages.

``tiers`` price what each channel counts. ``tiers_on_total`` price the units of all channels together, and the
channels share that fee by their units; a pricing that counts for the whole option, such as seats, uses them too.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given, members
from tcomodel.lines import EachChannel, EachTier, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most, round_up, share_of, total, when


class Tier(Terms):
    """One tier, band or step of a price table. The upper edge belongs to it, the lower edge to the one before."""

    over: Entry = given(
        "unit/month", "Lower edge: units above it are in this tier; the first has none.", step=100, constant=True
    )
    up_to: Entry = given(
        "unit/month", "Upper edge: units up to it are in this tier. The last is open.", step=100, constant=True
    )
    price: Entry = given("currency/unit", "Price of one unit in this tier.", step=0.01)
    flat_fee: Entry = given("currency/month", "Paid in each month in which this tier is entered.", step=10)


class VolumePrices(Terms):
    """Prices that depend on the volume."""

    tiers: Entry = members(
        Tier, "tier", "Prices by volume in place of one price a unit, for each channel.", ordered=True, per_channel=True
    )
    tiers_on_total: Entry = members(
        Tier, "tier", "Prices by the volume of all channels together.", ordered=True, label="Tiers on the total"
    )
    tier_rule: Entry = choice(
        "What a tier prices: the units within it, all units once it is reached, started packages, or its whole band.",
        "graduated",
        "all units",
        "package",
        "band",
        assumed="graduated",
        because="where a price table says nothing more, each price holds within its own tier",
    )
    package_size: Entry = given(
        "unit", "Units of one package; a started one is paid in full.", least=0.001, step=100, constant=True
    )
    first_flat_fee: Entry = choice(
        "When the flat fee of the first tier is due: in months with any use, or always.",
        "when used",
        "always",
        assumed="when used",
        because="a tier without units is not entered",
    )


# -- the units a table looks at -------------------------------------------------------------------


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


# -- one tier -----------------------------------------------------------------------------------------


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


# -- the fee ------------------------------------------------------------------------------------------


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


# -- tables that cannot be meant ------------------------------------------------------------------------


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Tables with gaps or overlaps, without prices, or beside a price they replace."""
    tables = [("tiers", channel) for channel in scope.channels if channel.members("tier")]
    tables += [("tiers_on_total", scope)] if scope.members("tier") else []
    if not tables:
        yield "tiers", "volume_prices has no table; write tiers, for each channel, or tiers_on_total"
        return
    if len({name for name, _ in tables}) > 1:
        yield "tiers_on_total", "there are tiers as well, by channel, and both price the same units; keep one of them"
        return
    refused = _not_counted(scope, tables[0][0])
    if refused:
        yield tables[0][0], refused
        return
    for name, owner in tables:
        for message in (*_edges(scope, owner), *_prices(scope, owner)):
            yield name, f"{owner.label}: {message}" if len(tables) > 1 else message
    yield from _packages(scope)
    priced = _price_without_effect(scope, [owner for _, owner in tables])
    if priced:
        yield tables[0][0], f"found {priced} as well, which these tiers replace; leave one of them out"


def _not_counted(scope: Any, name: str) -> str:
    by_channel = any("counted_units" in channel.lines for channel in scope.channels)
    for_option = any("tiers_on_total" in line.given for line in scope.lines.get("fee", ()))
    if not by_channel and not for_option:
        return (
            "this pricing counts nothing that tiers could price; take one that counts, such as per_ticket, "
            "per_minute, per_hour, outcome or commission, or leave volume_prices out"
        )
    if name == "tiers" and not by_channel:
        return "this pricing counts for the whole option, not by channel; write the table as tiers_on_total"
    if name == "tiers_on_total" and by_channel and scope.chosen("first_flat_fee") == "always":
        return (
            "a flat fee that is always due cannot be shared between channels in a month without units; "
            "leave first_flat_fee out or state it as minimum_fee of a commitment"
        )
    return ""


def _edges(scope: Any, owner: Any) -> Iterator[str]:
    """Each tier must begin where the one before ends, the first at nothing, and only the last is open."""
    tiers = owner.members("tier")
    end: float | None = 0.0
    for number, tier in enumerate(tiers, 1):
        stated = _own(tier, "over")
        begin = 0.0 if stated is None and number == 1 else stated
        up_to = _own(tier, "up_to")
        if end is None:
            yield f"tier {number - 1} is open above, and so no other can follow it; give it up_to"
        elif begin is None:
            yield f"tier {number} does not say where it begins; write over: {end:g}, where tier {number - 1} ends"
        elif number == 1 and (begin > 0 or (stated is not None and scope.chosen("first_flat_fee") == "always")):
            yield f"found over: {begin:g} in tier 1; the first tier begins at nothing: leave over out"
        elif begin > end:
            yield (
                f"there is a gap: tier {number - 1} ends at {end:g} and tier {number} begins over {begin:g}; "
                f"write over: {end:g}"
            )
        elif begin < end:
            yield (
                f"tiers overlap: tier {number - 1} ends at {end:g} and tier {number} begins over {begin:g}; "
                f"write over: {end:g}"
            )
        elif up_to is not None and up_to <= begin:
            yield f"tier {number} ends at {up_to:g} and begins over {begin:g}; up_to must be more than over"
        end = up_to
    if end is not None:
        yield f"nothing prices the units above {end:g}; the last tier is open: leave its up_to out"


def _prices(scope: Any, owner: Any) -> Iterator[str]:
    rule = scope.chosen("tier_rule")
    for number, tier in enumerate(owner.members("tier"), 1):
        if rule == "band" and _own(tier, "flat_fee") is None:
            yield f"tier {number} has no flat_fee, which is what a band costs"
        elif rule == "band" and _price_of(tier) is not None:
            yield f"tier {number} has a price, but a band costs its flat_fee whatever the units; leave price out"
        elif rule != "band" and _price_of(tier) is None:
            yield f"tier {number} has no price; if its units are free or within its flat fee, write price: 0"


def _packages(scope: Any) -> Iterator[tuple[str, str]]:
    packed, size = scope.chosen("tier_rule") == "package", scope.stated("package_size")
    if packed and not size:
        yield "tier_rule", "packages need package_size, the units of one package"
    if size and not packed:
        rule = scope.chosen("tier_rule")
        yield "package_size", f"packages are counted under tier_rule: package, and it is {rule}; leave one of them out"


def _price_without_effect(scope: Any, owners: list[Any]) -> str:
    """The pricing's own price, where it is stated for units that all have tiers."""
    everywhere = scope in owners or len(owners) == len(scope.channels)
    for owner in scope.channels if scope in owners else owners:
        for one in owner.lines.get("channel_fee", ()):
            if not one.given:
                for name in (ingredient.name for ingredient in one.ingredients if ingredient.name != "billed_units"):
                    stated = owner.stated(name) or name in scope.lines
                    if name in owner.inputs or (everywhere and stated):
                        return str(name)
    return ""


def _own(tier: Any, name: str) -> Any:
    return tier.inputs[name].value if name in tier.inputs else None


def _price_of(tier: Any) -> Any:
    """The price of a tier; one by location or complexity is a line of its own, which blends it."""
    for blend in tier.lines.get("price", ()):
        return blend(*[tier.value(ingredient.name) for ingredient in blend.ingredients])
    return _own(tier, "price")


# -- where more costs less --------------------------------------------------------------------------------


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Edges at which one unit more makes the bill smaller, and the months in which ordering more would."""
    for row in option.all_of("tiered_units"):
        tiers = row.scope.members("tier")
        if option.scope.chosen("tier_rule") == "graduated" or not tiers:
            continue
        units = np.asarray(values[row])
        bill = np.sum([np.broadcast_to(values[one], units.shape) for one in option.all_of("tier_fee")
                       if one.scope in tiers], axis=0)  # fmt: skip
        cheaper = np.zeros(units.shape, dtype=bool)
        for tier, above in pairwise(tiers):
            edge = _own(tier, "up_to")
            before, after = _bill_at(tier, edge, units.shape), _bill_at(above, edge, units.shape)
            cheaper |= (units < edge) & (units > 0) & (bill > after * (1 + 1e-9))
            drop = np.flatnonzero(before > after * (1 + 1e-9))
            if drop.size:
                yield row.scope.counting(
                    f"{row.scope.label}: {edge:,.10g} units cost {before[drop[0]]:,.2f} and one more makes the bill "
                    f"{after[drop[0]]:,.2f}; more costs less past this edge."
                )
        if np.any(cheaper):
            months = np.flatnonzero(cheaper) + 1
            yield (
                f"{row.scope.label}: in {months.size} of {units.size} months (the first is month {months[0]}) ordering "
                "more would be cheaper than what is used."
            )


def _bill_at(tier: Any, units: float, shape: tuple[int, ...]) -> Any:
    """What so many units cost where they lie in this tier."""
    price, flat_fee = (np.asarray(found or 0.0) for found in (_price_of(tier), _own(tier, "flat_fee")))
    return np.broadcast_to(units * price + flat_fee, shape)
