"""Cost plus.

The vendor opens its books and bills what the service costs it, with a margin. A margin can be meant two ways:

    76,208 of cost with 57.46 % of the cost, or with 36.49 % of the price: 120,000 a month

What the vendor's agents cost follows from the paid hours they are here planned with, and rises with wages: open
books show what was paid. Where the contract has an indexation clause, that moves the fee in place of the wages. Nothing
in this model keeps the cost down; the contract clause ``target_cost`` does.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Place
from tcomodel.words import total


class Pricing(Terms):
    """What the service costs the vendor, and its margin."""

    vendor_hourly_cost: Entry = given(
        "currency/hour", "What one paid hour of an agent costs the vendor, with all on-costs.", step=0.25
    )
    vendor_other_cost: Entry = given(
        "currency/month",
        "What else the service costs the vendor: management, premises, technology.",
        step=1000,
        moves_with_volume=True,
    )
    margin: Entry = given("1", "The vendor's margin.", most=5, step=0.005)
    margin_on: Entry = choice(
        "What the margin is a share of: of the cost, or of the price that comes out.",
        "cost",
        "price",
        assumed="cost",
        because="cost-plus contracts put the margin on the cost",
    )


@line("currency/month", per="channel", called="vendor_labour", given="indexation")
def labour_at_first_wages(billable_agents, paid_hours, vendor_hourly_cost):
    """What the vendor's agents cost it, as far as the client bears it; the indexation clause moves it with the fee."""
    return billable_agents * paid_hours * vendor_hourly_cost


@line("currency/month", per="channel")
def vendor_labour(billable_agents, paid_hours, vendor_hourly_cost, wage_index):
    """What the vendor's agents cost it, as far as the client bears it; open books pass its wage rises on."""
    return billable_agents * paid_hours * vendor_hourly_cost * wage_index


@line("currency/month", called="vendor_cost", given="vendor_other_cost")
def vendor_cost_in_all(vendor_labour: EachChannel, vendor_other_cost):
    """What the service costs the vendor, by its open books."""
    return total(vendor_labour) + vendor_other_cost


@line("currency/month")
def vendor_cost(vendor_labour: EachChannel):
    """What the service costs the vendor, by its open books: its agents."""
    return total(vendor_labour)


@line("currency/month", called="vendor_margin", chosen={"margin_on": "cost"})
def margin_on_cost(vendor_cost, margin):
    """What the vendor earns: a share of its cost."""
    return vendor_cost * margin


@line("currency/month", called="vendor_margin", chosen={"margin_on": "price"})
def margin_on_price(vendor_cost, margin):
    """What the vendor earns: a share of the price that cost and margin make together."""
    return vendor_cost * margin / (1 - margin)


@line("currency/month")
def fee(vendor_cost, vendor_margin):
    """The vendor's charge: its cost and its margin."""
    return vendor_cost + vendor_margin


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A price cannot be all margin."""
    margin = scope.value("margin")
    if scope.chosen("margin_on") == "price" and margin is not None and np.any(np.asarray(margin) >= 1):
        yield "margin", f"found {np.max(margin):.0%} of the price; a margin on the price is less than 100 %"
