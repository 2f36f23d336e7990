"""Per minute.

The vendor bills the time it spends on contacts, talk time only or all of the handle time.

    42,000 calls x 380 seconds = 266,000 minutes x 0.29 = 77,140 a month

Rounding is a price of its own. By started minutes a call of 85 seconds is billed as 120. Calls are not alike,
though: where their lengths spread as waiting for chance does (exponentially, a common picture of call lengths),
more than k increments are started by a share of e^(-k x increment / average) of them. Summed over k = 0, 1, 2, ...
that is 1 / (1 - e^(-increment / average)) increments a call:

    60 / (1 - e^(-60 / 85)) = 118.6 seconds; an average of exactly 60 seconds is billed as 94.9, not as 60

A contact without billable seconds, such as a chat where only talk time is billed, starts no increment.
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import at_least, round_up, share_of, total, whole

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
    billing_increment: Entry = given(
        "second/contact",
        "Seconds to which each contact is rounded up: 60 bills every started minute, 6 a tenth of it. "
        "Not stated, contacts are billed to the second.",
        least=1,
        most=3600,
        step=1,
    )
    contact_lengths: Entry = choice(
        "How lengths spread around their average when each contact is rounded up: exponentially, or all alike.",
        "exponential",
        "alike",
        assumed="exponential",
        because="contacts differ; taken as all alike, an average of exactly six minutes would lose nothing to rounding",
    )
    added_seconds: Entry = given(
        "second/contact", "Seconds the vendor adds to each contact after rounding, such as a minute of wrap-up.", step=5
    )
    free_contacts: Entry = given(
        "contact/month",
        "Contacts a month that are not billed, such as short calls; each is taken to be of average length.",
        step=10,
        per_channel=True,
        moves_with_volume=True,
    )
    month_rounding: Entry = choice(
        "Whether the minutes of a month and channel are billed as they are, or rounded up or down to a whole minute.",
        "exact",
        "up",
        "down",
        assumed="exact",
        because="no rounding unless the contract has it",
    )


@line("second/contact", per="channel", called="counted_seconds", chosen={"minutes_billed": "handle"})
def handle_seconds(billable_handle_time):
    """Time of a contact that counts: talk, hold and after-contact work."""
    return billable_handle_time


@line("second/contact", per="channel", called="counted_seconds", chosen={"minutes_billed": "talk"})
def talk_seconds(billable_handle_time, talk_share):
    """Time of a contact that counts: talk time only."""
    return billable_handle_time * talk_share


@line("share", per="channel")
def last_increments(eulers_number, billing_increment, counted_seconds):
    """Share of the started increments that are the last of their contact; none where no seconds count."""
    return 1 - eulers_number ** (0 - share_of(billing_increment, counted_seconds))


@line("1", per="channel", called="started_increments", chosen={"contact_lengths": "exponential"})
def increments_of_unlike_contacts(last_increments):
    """Increments a contact starts on average, where lengths spread exponentially."""
    return share_of(1, last_increments)


@line("1", per="channel", called="started_increments", chosen={"contact_lengths": "alike"})
def increments_of_like_contacts(billing_increment, counted_seconds):
    """Increments every contact starts, where all are as long as the average."""
    return round_up(counted_seconds / billing_increment)


@line("second/contact", per="channel", given="billing_increment", otherwise="counted_seconds")
def rounded_seconds(started_increments, billing_increment):
    """Time of a contact with its last increment filled up."""
    return started_increments * billing_increment


@line("second/contact", per="channel", given="added_seconds", otherwise="rounded_seconds")
def billable_seconds(rounded_seconds, added_seconds):
    """Time of a contact with what the vendor adds to each."""
    return rounded_seconds + added_seconds


@line("contact/month", per="channel", given="free_contacts", otherwise="contacts")
def billable_contacts(contacts, free_contacts):
    """Contacts beyond those that are free."""
    return at_least(contacts - free_contacts, 0)


@line("minute/month", per="channel")
def billable_minutes(billable_contacts, billable_seconds, seconds_per_minute):
    """Minutes of the month before it is rounded as a whole."""
    return billable_contacts * billable_seconds / seconds_per_minute


@line("unit/month", per="channel", called="counted_units", chosen={"month_rounding": "exact"})
def minutes_as_they_are(billable_minutes):
    """Minutes that count: all of them."""
    return billable_minutes


@line("unit/month", per="channel", called="counted_units", chosen={"month_rounding": "up"})
def minutes_rounded_up(billable_minutes):
    """Minutes that count: the month's total, its last minute filled up."""
    return round_up(billable_minutes)


@line("unit/month", per="channel", called="counted_units", chosen={"month_rounding": "down"})
def minutes_rounded_down(billable_minutes):
    """Minutes that count: the month's whole minutes."""
    return whole(billable_minutes)


@line("currency/month", per="channel")
def channel_fee(billed_units, minute_rate):
    """Charge of the channel."""
    return billed_units * minute_rate


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for minutes."""
    return total(channel_fee)
