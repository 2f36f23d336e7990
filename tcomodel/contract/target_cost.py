"""Target cost: the vendor's books are open, and it shares what it saves and what it overruns.

    Target 210,000 and fee 25,000, the vendor's share 20 %. Costs of 200,000 earn it 2,000 more: 227,000 are paid;
    costs of 220,000 cost it 2,000: 243,000 (a cost-plus contract with an incentive, CPIF).

With a ceiling price (fixed price with an incentive, FPIF) the vendor bears alone what goes beyond it:

    Target 150,000, fee 30,000, 40 %, ceiling 200,000: costs of 210,000 make 216,000, and 200,000 are paid.

The cost at which the ceiling is reached is the point of total assumption: target cost + (ceiling - target price) /
the client's share. All amounts are those of a month. The clause takes the place of the margin of ``cost_plus``.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most

SLIGHT = 0.005  # less than a cent is no loss


class TargetCost(Terms):
    """The cost agreed on, the fee at that cost, and who bears the difference."""

    cost_target: Entry = given(
        "currency/month",
        "What the service is agreed to cost the vendor.",
        step=1000,
        moves_with_volume=True,
    )
    target_fee: Entry = given(
        "currency/month",
        "What the vendor earns when it costs exactly that.",
        step=1000,
        moves_with_volume=True,
    )
    vendor_share: Entry = given(
        "1", "The vendor's share of what it saves, and of what it overruns unless that has its own.", most=1, step=0.05
    )
    vendor_overrun_share: Entry = given(
        "1", "The vendor's share of what it overruns, where it differs from that of what it saves.", most=1, step=0.05
    )
    ceiling_price: Entry = given(
        "currency/month",
        "The most that is paid, whatever the service costs.",
        step=1000,
        moves_with_volume=True,
    )


@line("currency/month")
def underrun(cost_target, vendor_cost):
    """What the vendor's cost stays below the target."""
    return at_least(cost_target - vendor_cost, 0)


@line("currency/month")
def overrun(cost_target, vendor_cost):
    """What the vendor's cost goes beyond the target."""
    return at_least(vendor_cost - cost_target, 0)


@line("currency/month", called="incentive", given="vendor_overrun_share")
def incentive_of_two_shares(underrun, vendor_share, overrun, vendor_overrun_share):
    """What the vendor earns more by saving, or less by overrunning, each at its own share."""
    return underrun * vendor_share - overrun * vendor_overrun_share


@line("currency/month")
def incentive(underrun, overrun, vendor_share):
    """What the vendor earns more by saving, or less by overrunning."""
    return (underrun - overrun) * vendor_share


@line("currency/month")
def incentive_price(vendor_cost, target_fee, incentive):
    """Cost, target fee and incentive together."""
    return vendor_cost + target_fee + incentive


@line("currency/month", called="fee", given="ceiling_price")
def fee_within_ceiling(incentive_price, ceiling_price):
    """The vendor's charge, never more than the ceiling."""
    return at_most(incentive_price, ceiling_price)


@line("currency/month")
def fee(incentive_price):
    """The vendor's charge: its cost, the target fee and the incentive."""
    return incentive_price


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A target needs a vendor whose cost is known, and a ceiling leaves room for the target price."""
    if "vendor_cost" not in scope.lines:
        yield "cost_target", "a target cost needs open books: take the pricing model cost_plus, which states the cost"
    target, target_fee, ceiling = (scope.value(name) for name in ("cost_target", "target_fee", "ceiling_price"))
    if any(one is None for one in (target, target_fee, ceiling)):
        return
    target_price = np.asarray(target) + target_fee
    if np.any(np.asarray(ceiling) < target_price - SLIGHT):
        yield (
            "ceiling_price",
            f"found a ceiling of {np.min(ceiling):,.10g} below the target price of {np.max(target_price):,.10g} "
            "(target cost and fee); expected a ceiling at or above it",
        )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Where the client's risk ends, and a vendor that works at a loss."""
    scope = option.scope
    share = scope.value("vendor_overrun_share" if scope.stated("vendor_overrun_share") else "vendor_share")
    if scope.stated("ceiling_price") and np.all(np.asarray(share) < 1):
        target, target_fee, ceiling = (scope.value(name) for name in ("cost_target", "target_fee", "ceiling_price"))
        point = np.min(target + (np.asarray(ceiling) - target - target_fee) / (1 - np.asarray(share)))
        yield f"above a cost of {point:,.0f} a month (the point of total assumption) the vendor bears all of it."
    for fee, cost in zip(option.all_of("fee"), option.all_of("vendor_cost"), strict=True):
        loss = np.asarray(values[cost]) - values[fee]
        if np.any(loss > SLIGHT):
            yield (
                f"the vendor works at a loss in {int(np.sum(loss > SLIGHT))} of {loss.size} months, of up to "
                f"{np.max(loss):,.0f} a month; a vendor that loses money does not keep its service for long."
            )
