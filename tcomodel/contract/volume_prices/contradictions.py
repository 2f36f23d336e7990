"""Price tables that cannot be meant."""

from collections.abc import Iterator
from typing import Any

from tcomodel.remarks import Place, counts_by_channel


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
    by_channel = counts_by_channel(scope)
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
        stated = own(tier, "over")
        begin = 0.0 if stated is None and number == 1 else stated
        up_to = own(tier, "up_to")
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
        if rule == "band" and own(tier, "flat_fee") is None:
            yield f"tier {number} has no flat_fee, which is what a band costs"
        elif rule == "band" and price_of(tier) is not None:
            yield f"tier {number} has a price, but a band costs its flat_fee whatever the units; leave price out"
        elif rule != "band" and price_of(tier) is None:
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


def own(tier: Any, name: str) -> Any:
    """An input of the tier itself; None where it states none."""
    return tier.inputs[name].value if name in tier.inputs else None


def price_of(tier: Any) -> Any:
    """The price of a tier; one by location or complexity is a line of its own, which blends it."""
    for blend in tier.lines.get("price", ()):
        parts = [tier.value(ingredient.name) for ingredient in blend.ingredients]
        return 0.0 if None in parts else blend(*parts)  # a share that is wrong is told where it stands
    return own(tier, "price")
