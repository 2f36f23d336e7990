"""Hybrid: core seats plus overflow tickets.

A fixed core of seats carries the base load; what it cannot carry is billed per ticket.

    60 seats x 160 h x 82 % x (1 - 30 %) = 5,510 h of capacity; 7,059 h of work: 21.9 % overflow

The units of this pricing are the tickets of the overflow, not all contacts: a baseline or a surge in units is one of
overflow, and what is paid at least is said in money (``minimum_fee``).
"""

from collections.abc import Iterator

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, share_of, total

COUNTS = "contact"
IN_UNITS = ("baseline_units", "surge_above", "tiers", "tiers_on_total")


class Pricing(Terms):
    """The core and what goes beyond it."""

    core_seats: Entry = given(
        "seat",
        "Seats of the core team; a list ramps it up month by month and stays at the last number.",
        step=1,
        kind="months",
        moves_with_volume=True,
    )
    seat_rate: Entry = given("currency/seat/month", "What the vendor bills for one core seat, each month.", step=10)
    agents_per_seat: Entry = given(
        "agent/seat",
        "Agents who share a seat over shifts.",
        assumed=1.0,
        because="a seat is a full-time agent",
        least=0.1,
        step=0.1,
    )
    overflow_price: Entry = given(
        "currency/contact", "Price of one ticket beyond the core's capacity, by channel.", step=0.05
    )


@line("agent")
def core_agents(core_seats, agents_per_seat):
    """Agents of the core team."""
    return core_seats * agents_per_seat


@line("agent")
def billable_team(core_agents):
    """Agents the vendor bills: those of the core; overflow is billed by the ticket."""
    return core_agents


@line("agent")
def agents_for_work(planned_agents: EachChannel):
    """Agents the work of all channels takes, whatever the minimum crew."""
    return total(planned_agents)


@line("share")
def overflow_share(agents_for_work, core_agents):
    """Share of the work the core cannot carry."""
    return at_least(share_of(agents_for_work - core_agents, agents_for_work), 0)


@line("agent")
def crew_missing(minimum_crew: EachChannel, core_agents):
    """Agents the core lacks to keep every queue open; overflow tickets do not fill a roster."""
    return at_least(total(minimum_crew) - core_agents, 0)


@line("currency/month")
def core_fee(core_seats, seat_rate):
    """Charge for the core seats, used or not."""
    return core_seats * seat_rate


@line("unit/month", per="channel")
def counted_units(contacts, overflow_share):
    """Contacts beyond the core's capacity."""
    return contacts * overflow_share


@line("currency/month", per="channel")
def channel_fee(billed_units, overflow_price):
    """Charge for overflow on the channel."""
    return billed_units * overflow_price


@line("currency/month")
def fee(core_fee, channel_fee: EachChannel):
    """The vendor's charge for the core and the overflow."""
    return core_fee + total(channel_fee)


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A minimum of overflow, which nobody means."""
    if any(channel.stated("minimum_units") for channel in scope.channels):
        yield (
            "model",
            "minimum_units would count overflow tickets alone here, beside a core that is paid in full; write "
            "minimum_fee, the smallest monthly bill, instead",
        )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """What is stated in units, and so in tickets of the overflow."""
    stated = [name for name in IN_UNITS if any(channel.stated(name) for channel in option.scope.channels)]
    if stated:
        counts = "counts" if len(stated) == 1 else "count"
        yield (
            f"{' and '.join(stated)} {counts} the overflow alone, the tickets beyond the core's capacity, not all "
            "contacts."
        )
    if any(channel.stated("client_forecast") for channel in option.scope.channels) and option.all_of("locked_units"):
        yield (
            "the locked forecast is billed at the month's own share of overflow; a month with few contacts has little "
            "of it or none, so little or nothing is locked there."
        )
