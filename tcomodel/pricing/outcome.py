"""Per resolution.

The vendor bills only contacts it resolves. What it cannot resolve goes on to people, and that has a
price too, which a comparison must not forget.

    50,000 contacts, 60 % resolved at 0.99 = 29,700, and 20,000 handed over at 8.00 = 160,000 a month
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import at_least, total


class Pricing(Terms):
    """What a resolution costs, and what happens to the unresolved."""

    resolution_price: Entry = given("currency/resolution", "Price of one resolved contact.", step=0.05)
    resolution_rate: Entry = given(
        "1", "Share of contacts the vendor resolves; not stated, it is the first-contact resolution.", most=1, step=0.01
    )
    licensed_seats: Entry = given(
        "seat", "Seats of the client's own agents that the vendor licenses besides its resolutions.", step=1
    )
    licensed_seat_rate: Entry = given("currency/seat/month", "Price of one licensed seat, each month.", step=5)
    unresolved_cost: Entry = given(
        "currency/contact", "What an unresolved contact costs when people take it over.", step=0.25
    )


@line("1", per="channel", called="resolved_share", given="resolution_rate")
def stated_resolution(resolution_rate):
    """Share of contacts resolved by the vendor, as stated."""
    return resolution_rate


@line("1", per="channel")
def resolved_share(first_contact_resolution):
    """Share of contacts resolved by the vendor: its first-contact resolution."""
    return first_contact_resolution


@line("resolution/month", per="channel")
def resolutions(contacts, resolved_share):
    """Contacts the vendor resolves."""
    return contacts * resolved_share


@line("contact/month", per="channel")
def handed_over(issues_taken, resolutions):
    """Issues the vendor does not resolve, which people take over; repeats are not counted twice."""
    return at_least(issues_taken - resolutions, 0)


@line("contact/month", per="channel")
def resolved_contacts(issues_taken):
    """Every issue is settled: by the vendor or, handed over, by people."""
    return issues_taken


@line("currency/month", per="channel")
def resolution_fee(resolutions, resolution_price):
    """Charge of the channel."""
    return resolutions * resolution_price


@line("currency/month", given="licensed_seats")
def licence_fee(licensed_seats, licensed_seat_rate):
    """Charge for the seats of the client's own agents."""
    return licensed_seats * licensed_seat_rate


@line("currency/month", called="fee", given="licensed_seats")
def fee_with_licences(resolution_fee: EachChannel, licence_fee):
    """The vendor's charge for resolutions and for the seats it licenses besides."""
    return total(resolution_fee) + licence_fee


@line("currency/month")
def fee(resolution_fee: EachChannel):
    """The vendor's charge for resolutions."""
    return total(resolution_fee)


@line("currency/month", per="channel", posts_to=categories.FALLBACK)
def unresolved_handling(handed_over, unresolved_cost, cost_index):
    """People settling what the vendor could not."""
    return handed_over * unresolved_cost * cost_index
