"""What units cost where the contract has more than one price: tiers, or a base charge with more for more.

1,000 at 0.10, 9,000 at 0.05 and 5,000 at 0.01: 600; all 15,000 at the price of the tier they reach: 150
baseline 100,000 for 400,000, dead band 5 %, 92,000 used: 400,000 - 8,000 x 1.50
"""

from typing import Any

from tests.reference_model.entries import LAST_BITS, Inputs, NotCovered, whole_above

TIERS, ANCHOR = "contract.volume_prices", "contract.anchored_price"
COVERS = {
    TIERS: {"tiers", "tiers_on_total", "tier_rule", "package_size", "first_flat_fee"},
    ANCHOR: {
        "base_charge", "baseline_units", "arc_rate", "rrc_rate", "rrc_factor", "dead_band", "outer_range",
        "arc_rate_beyond", "band_measured_from",
    },
}  # fmt: skip
IN_A_TIER = {"over", "up_to", "price", "flat_fee"}


def tiers_of(option: Inputs, channel: str) -> list[dict[str, Any]]:
    """The price table of a channel; empty where it has none."""
    written = option.word(TIERS, "tiers", [])
    return list(written.get(channel, []) if isinstance(written, dict) else written)


def tiers_on_total(option: Inputs) -> list[dict[str, Any]]:
    """The price table for the units of all channels together; empty where there is none."""
    return list(option.word(TIERS, "tiers_on_total", []))


def tiered(option: Inputs, tiers: list[dict[str, Any]], units: list[float]) -> list[float]:
    """What units cost by a price table, month by month."""
    rule = option.word(TIERS, "tier_rule", "graduated")
    always = option.word(TIERS, "first_flat_fee", "when used") == "always"
    if rule == "package":
        size = option.by_month(TIERS, "package_size")
        units = [whole_above(one / size[m]) * size[m] for m, one in enumerate(units)]
    fee = [0.0] * option.months
    for place, tier in enumerate(tiers):
        if set(tier) - IN_A_TIER:
            raise NotCovered(f"a tier with {sorted(set(tier) - IN_A_TIER)}")
        over, up_to, price, flat = (
            option.entry_by_month(tier.get(name, otherwise), f"tier.{name}")
            for name, otherwise in (("over", 0.0), ("up_to", float("inf")), ("price", 0.0), ("flat_fee", 0.0))
        )
        for m, used in enumerate(units):
            entered = _beyond(used, over[m]) or (always and place == 0)
            reached = not _beyond(used, up_to[m]) and (place == 0 or _beyond(used, over[m]))
            within = min(used, up_to[m]) - over[m]
            if rule == "graduated":
                fee[m] += max(within, 0.0) * price[m] + (flat[m] if entered else 0.0)
            elif reached:
                fee[m] += (0.0 if rule == "band" else used * price[m]) + (flat[m] if entered else 0.0)
    return fee


def _beyond(used: float, edge: float) -> bool:
    """Whether the units are past an edge, and not only by the last bits of a number."""
    return used - edge > LAST_BITS * max(1.0, abs(used))


def is_anchored(option: Inputs, channel: str) -> bool:
    """Whether a channel has a base charge for a baseline volume."""
    entry = option.word(ANCHOR, "base_charge", None)
    return channel in entry if isinstance(entry, dict) else entry is not None


def anchored(option: Inputs, channel: str, units: list[float]) -> list[float]:
    """The base charge, more for units above the baseline and less for those below, outside the dead band."""

    def term(name: str, assumed: float | None = None) -> list[float]:
        return option.by_month(ANCHOR, name, assumed, channel, goes_on=name == "baseline_units")

    base, baseline, more, less = (term(name) for name in ("base_charge", "baseline_units", "arc_rate", "rrc_rate"))
    factor, band, beyond_range = term("rrc_factor", 1.0), term("dead_band", 0.0), term("outer_range", 0.0)
    has_range = option.states(ANCHOR, "outer_range")
    dearer = term("arc_rate_beyond", 0.0) if option.states(ANCHOR, "arc_rate_beyond") else more
    from_edge = option.word(ANCHOR, "band_measured_from", "baseline") == "band edge"
    found = []
    for m, used in enumerate(units):
        allowed, limit = baseline[m] * band[m], baseline[m] * beyond_range[m] if has_range else float("inf")
        gap = abs(used - baseline[m])
        outside = gap - allowed > LAST_BITS * max(1.0, baseline[m])
        counted = (gap - allowed if from_edge else gap) if outside else 0.0
        past_limit = max(gap - limit, 0.0)
        if used >= baseline[m]:
            further = min(past_limit, counted)
            found.append(base[m] + (counted - further) * more[m] + further * dearer[m])
        else:
            found.append(base[m] - max(counted - past_limit, 0.0) * less[m] * factor[m])
    return found
