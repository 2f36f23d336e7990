"""Per hour.

The vendor bills agent hours. Which hours is the whole question: a productive hour costs the vendor
1 / (occupancy x (1 - shrinkage)) paid hours.

    10,000 paid hours at 30 % shrinkage are 7,000 logged hours, at 82 % occupancy 5,740 productive ones
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total

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


@line("unit/month", per="channel", called="counted_units", chosen={"hours_billed": "paid"})
def paid_hours_counted(agents, paid_hours):
    """Hours that count: all paid hours."""
    return agents * paid_hours


@line("unit/month", per="channel", called="counted_units", chosen={"hours_billed": "logged"})
def logged_hours_counted(agents, paid_hours, shrinkage):
    """Hours that count: time logged in, without leave, breaks and training."""
    return agents * paid_hours * (1 - shrinkage)


@line("unit/month", per="channel", called="counted_units", chosen={"hours_billed": "productive"})
def productive_hours_counted(workload_hours):
    """Hours that count: time spent handling contacts."""
    return workload_hours


@line("currency/month", per="channel")
def channel_fee(billed_units, hour_rate):
    """Charge of the channel."""
    return billed_units * hour_rate


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for hours."""
    return total(channel_fee)
