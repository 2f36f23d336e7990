"""Per minute.

The vendor bills the time it spends on contacts, talk time only or all of the handle time.

    42,000 calls x 380 seconds = 266,000 minutes x 0.29 = 77,140 a month
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total

COUNTS = "minute"


class Pricing(Terms):
    """What a minute costs and which minutes count."""

    minute_rate: Entry = given("currency/minute", "Price of one billed minute.", step=0.01)
    minutes_billed: Entry = choice(
        "Which minutes are billed: all of the handle time, or talk time only.",
        "handle",
        "talk",
        assumed="handle",
        because="after-contact work is work",
    )


@line("unit/month", per="channel", called="counted_units", chosen={"minutes_billed": "handle"})
def handle_minutes(contacts, handle_time_now, seconds_per_minute):
    """Minutes that count: talk, hold and after-contact work."""
    return contacts * handle_time_now / seconds_per_minute


@line("unit/month", per="channel", called="counted_units", chosen={"minutes_billed": "talk"})
def talk_minutes(contacts, handle_time_now, talk_share, seconds_per_minute):
    """Minutes that count: talk time only."""
    return contacts * handle_time_now * talk_share / seconds_per_minute


@line("currency/month", per="channel")
def channel_fee(billed_units, minute_rate):
    """Charge of the channel."""
    return billed_units * minute_rate


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for minutes."""
    return total(channel_fee)
