"""Per seat.

The vendor bills every workplace it keeps staffed, used or not.

    77 agents, two sharing a seat over shifts: 39 seats x 1,760 = 68,640 a month

Seats are counted for the option as a whole, so a price table on them is written as ``tiers_on_total``.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import at_least, in_whole_people, share_of, total

COUNTS = "seat"


class Pricing(Terms):
    """What a seat costs and how many there are."""

    seat_rate: Entry = given("currency/seat/month", "What the vendor bills for one seat, each month.", step=10)
    agents_per_seat: Entry = given(
        "agent/seat",
        "Agents who share a seat over shifts.",
        assumed=1.0,
        because="a seat is a full-time agent",
        least=0.1,
        step=0.1,
    )
    contracted_seats: Entry = given(
        "seat",
        "Seats the contract fixes, in place of those the work needs.",
        step=1,
        moves_with_volume=True,
    )


@line("agent", called="billable_team", given="contracted_seats")
def people_of_contracted_seats(contracted_seats, agents_per_seat):
    """Agents the vendor bills: the people of the contracted seats."""
    return contracted_seats * agents_per_seat


@line("seat", called="seats", given="contracted_seats")
def fixed_seats(contracted_seats):
    """Seats billed: the number in the contract."""
    return contracted_seats


@line("seat")
def seats(seats_needed):
    """Seats billed: what the vendor's team needs."""
    return seats_needed


@line("seat")
def seats_needed(billable_team, agents_per_seat, whole_people):
    """Seats the vendor's team needs."""
    return in_whole_people(billable_team / agents_per_seat, whole_people)


@line("seat")
def seats_for_work(planned_agents: EachChannel, agents_per_seat):
    """Seats the work of all channels takes, whatever the minimum crew."""
    return total(planned_agents) / agents_per_seat


@line("share", given="contracted_seats")
def unserved_share(seats_for_work, contracted_seats):
    """Share of the work the contracted seats cannot carry; a seat serves at most its capacity."""
    return at_least(share_of(seats_for_work - contracted_seats, seats_for_work), 0)


@line("agent", given="contracted_seats")
def crew_missing(minimum_crew: EachChannel, contracted_seats, agents_per_seat):
    """Agents the contracted seats lack to keep every queue open."""
    return at_least(total(minimum_crew) - contracted_seats * agents_per_seat, 0)


@line("contact/month", per="channel", called="resolved_contacts", given="contracted_seats")
def resolved_within_capacity(contacts, first_contact_resolution, unserved_share):
    """Contacts that settle the issue, among those the seats can carry."""
    return contacts * first_contact_resolution * (1 - unserved_share)


@line("contact/month", called="contacts_handled", given="contracted_seats")
def contacts_within_capacity(contacts: EachChannel, unserved_share):
    """Contacts on all channels that the seats can carry."""
    return total(contacts) * (1 - unserved_share)


@line("unit/month")
def counted_units(seats, one_month):
    """Seats that count, for a price table on all of them."""
    return seats / one_month


@line("currency/month", called="fee", given="tiers_on_total")
def fee_by_tiers(tiered_fee):
    """The vendor's charge for its seats, by the price table."""
    return tiered_fee


@line("currency/month")
def fee(seats, seat_rate):
    """The vendor's charge for its seats."""
    return seats * seat_rate
