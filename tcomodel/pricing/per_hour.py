"""Per hour.

The vendor bills agent hours. Which hours is the whole question: a productive hour costs the vendor
1 / (occupancy x (1 - shrinkage)) paid hours.

    10,000 paid hours at 30 % shrinkage are 7,000 logged hours, at 82 % occupancy 5,740 productive ones
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total


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


@line("hour/month", per="channel", called="billed_hours", chosen={"hours_billed": "paid"})
def paid_hours_billed(agents, paid_hours):
    """Hours billed: all paid hours."""
    return agents * paid_hours


@line("hour/month", per="channel", called="billed_hours", chosen={"hours_billed": "logged"})
def logged_hours_billed(agents, paid_hours, shrinkage):
    """Hours billed: time logged in, without leave, breaks and training."""
    return agents * paid_hours * (1 - shrinkage)


@line("hour/month", per="channel", called="billed_hours", chosen={"hours_billed": "productive"})
def productive_hours_billed(workload_hours):
    """Hours billed: time spent handling contacts."""
    return workload_hours


@line("currency/month", per="channel")
def hourly_fee(billed_hours, hour_rate):
    """Charge of the channel."""
    return billed_hours * hour_rate


@line("currency/month")
def fee(hourly_fee: EachChannel):
    """The vendor's charge for hours."""
    return total(hourly_fee)
