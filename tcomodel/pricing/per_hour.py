"""Per hour.

The vendor bills agent hours. Which hours is the whole question: a productive hour costs the vendor
1 / (occupancy x (1 - shrinkage)) paid hours.

    10,000 paid hours at 30 % shrinkage are 7,000 logged hours, at 82 % occupancy 5,740 productive ones

Some contracts stop counting at so many hours an agent: 21 business days x 8 hours = 168 a month.
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import at_most, total

COUNTS = "hour"


class Pricing(Terms):
    """What an hour costs and which hours count."""

    hour_rate: Entry = given("currency/hour", "Price of one billed hour.", step=0.25)
    hours_billed: Entry = choice(
        "Which hours are billed: paid (leave and breaks included), logged in, or spent handling contacts.",
        "paid",
        "logged",
        "productive",
        assumed="logged",
        because="most hourly contracts bill logged-in time",
    )
    hours_cap: Entry = given(
        "hour/agent/month",
        "Most hours billed for one full-time agent in a month, such as business days x 8; one number or one a month.",
        most=744,
        step=1,
    )


@line("hour/month", per="channel", called="billable_hours", chosen={"hours_billed": "paid"})
def billable_paid_hours(billable_agents, paid_hours):
    """Hours that count: all paid hours."""
    return billable_agents * paid_hours


@line("hour/month", per="channel", called="billable_hours", chosen={"hours_billed": "logged"})
def billable_logged_hours(billable_agents, paid_hours, shrinkage):
    """Hours that count: time logged in, without leave, breaks and training."""
    return billable_agents * paid_hours * (1 - shrinkage)


@line("hour/month", per="channel", called="billable_hours", chosen={"hours_billed": "productive"})
def billable_productive_hours(billable_workload):
    """Hours that count: time spent handling contacts."""
    return billable_workload


@line("unit/month", per="channel", called="counted_units", given="hours_cap")
def hours_within_cap(billable_hours, billable_agents, hours_cap):
    """Hours that count, no more than the cap for each agent."""
    return at_most(billable_hours, billable_agents * hours_cap)


@line("unit/month", per="channel")
def counted_units(billable_hours):
    """Hours that count; the contract has no cap."""
    return billable_hours


@line("currency/month", per="channel")
def channel_fee(billed_units, hour_rate):
    """Charge of the channel."""
    return billed_units * hour_rate


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for hours."""
    return total(channel_fee)
