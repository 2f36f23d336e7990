"""Premiums for nights, weekends, holidays, languages and surges, on top of the fee and at its prices.

    8 % of the work at night at 25 % on its price:      200,000 x 8 % x 25 % = 4,000 a month
    10 agents at 25 a day on 8 weekend days:            10 x 25 x 8 = 2,000 a month
    36,000 units where 30,000 are planned, 20 % beyond: 6,000 of 36,000 x 180,000 x 20 % = 6,000 a month

Each premium is on the plain price, none on another premium: a night hour in Spanish costs 25 % and 10 % more, which
is 35 %. What is used beyond the plan (surge) costs its premium on the channel's average price of the month; units
that a minimum or a locked forecast adds to the bill are not used, and bear none. Premiums rise with the prices and
count towards a minimum, as the fee does.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.givens import Entry, Terms, given, members
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows, months_in_force
from tcomodel.words import at_least, share_of


class Premium(Terms):
    """One occasion on which the work costs more: a share of all work, or agents on some days."""

    hours_affected: Entry = given("1", "Share of the work that falls into these hours.", most=1, step=0.01)
    premium: Entry = given(
        "1", "What an hour of it costs more, on the price; 50 % is time and a half.", most=5, step=0.05
    )
    premium_rate: Entry = given(
        "currency/agent/day", "What the vendor bills on top for each agent and such a day.", step=1
    )
    premium_days: Entry = given("day/month", "Such days in a month.", most=31, step=1)
    premium_agents: Entry = given(
        "agent",
        "Agents who work on such a day; not stated, the whole team the vendor bills, which is that of the contracted "
        "or core seats where these are billed.",
        step=1,
        moves_with_volume=True,
    )


class Premiums(Terms):
    """What costs more than the plain price."""

    premiums: Entry = members(Premium, "premium", "Nights, weekends, holidays, languages, overtime, by name.")
    surge_above: Entry = given(
        "unit/month",
        "Units a month, by channel, beyond which each one costs more.",
        step=100,
        per_channel=True,
        moves_with_volume=True,
    )
    surge_premium: Entry = given(
        "1",
        "What a unit beyond them costs more, on the average price of the channel's units in that month.",
        most=5,
        step=0.05,
    )


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A clause without a premium, a premium of two kinds at once or of none."""
    for one in scope.members("premium"):
        by_share = [name for name in ("hours_affected", "premium") if one.stated(name)]
        by_day = [name for name in ("premium_rate", "premium_days", "premium_agents") if one.stated(name)]
        if by_share and by_day:
            yield (
                "premiums",
                f"{one.path[-1]} has {by_share[0]} and {by_day[0]}; a premium is either hours_affected with premium, "
                "or premium_rate with premium_days: write two premiums where both are paid",
            )
        elif not by_share and not by_day:
            message = f"{one.path[-1]} says nothing; give hours_affected and premium, or premium_rate and premium_days"
            yield "premiums", message
    surges = [channel for channel in scope.channels if channel.stated("surge_above")]
    if surges and not all({"counted_units", "channel_fee"} <= channel.lines.keys() for channel in surges):
        yield (
            "surge_above",
            "this pricing has no units of a channel, so none can cost more; take one that counts, such as per_ticket, "
            "per_minute or per_hour, or write a premium with hours_affected and premium in place of surge_above",
        )
    elif not all(channel.stated("surge_premium") for channel in surges):
        yield "surge_above", "surge_above needs surge_premium: what a unit beyond it costs more, such as 20%"
    if not surges and not scope.members("premium"):
        yield "premiums", "there is no premium here; give premiums, or surge_above with surge_premium, or leave it out"


@line(
    "currency/month",
    per="premium",
    called="premium_charge",
    given=("premium_rate", "premium_agents"),
    adds_to="premium_charges",
)
def charge_for_some_agents(premium_agents, premium_rate, premium_days):
    """What the agents who work on such days cost more."""
    return premium_agents * premium_rate * premium_days


@line("currency/month", per="premium", called="premium_charge", given="premium_rate", adds_to="premium_charges")
def charge_for_the_team(billable_team, premium_rate, premium_days):
    """What the team costs more on such days."""
    return billable_team * premium_rate * premium_days


@line("currency/month", per="premium", adds_to="premium_charges")
def premium_charge(fee_at_moved_price, hours_affected, premium):
    """What the hours affected cost more."""
    return fee_at_moved_price * hours_affected * premium


@line("unit/month", per="channel", given="surge_above")
def surge_units(counted_units, surge_above):
    """Units used beyond what was planned."""
    return at_least(counted_units - surge_above, 0)


@line("share", per="channel", given="surge_above")
def surge_share(surge_units, billed_units):
    """Share of the units billed that was used beyond what was planned."""
    return share_of(surge_units, billed_units)


@line("currency/month", per="channel", given="surge_above", adds_to="premium_charges")
def surge_charge(channel_fee, price_change, surge_share, surge_premium):
    """What the units beyond the plan cost more."""
    return channel_fee * (1 + price_change) * surge_share * surge_premium


@line("currency/month")
def fee_with_premiums(fee_at_moved_price, premium_charges):
    """The fee with all premiums."""
    return fee_at_moved_price + premium_charges


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """How often a volume goes beyond what was planned."""
    for row in option.all_of("surge_units"):
        in_force = months_in_force(option, values, row)
        beyond = (np.atleast_1d(values[row]) > 0) & in_force
        if np.any(beyond):
            yield (
                f"{row.scope.label} goes beyond the planned volume in {np.sum(beyond)} of {np.sum(in_force)} months "
                "and costs more there."
            )
