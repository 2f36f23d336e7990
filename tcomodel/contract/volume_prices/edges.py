"""Edges of a price table past which more units cost less."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from tcomodel.contract.volume_prices.contradictions import own, price_of
from tcomodel.remarks import Numbers, Rows


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
            edge = own(tier, "up_to")
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
    price, flat_fee = (np.asarray(found or 0.0) for found in (price_of(tier), own(tier, "flat_fee")))
    return np.broadcast_to(units * price + flat_fee, shape)
