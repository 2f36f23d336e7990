"""Per resolution.

The vendor bills only contacts it resolves. What it cannot resolve goes on to people, and that has a
price too, which a comparison must not forget.

    50,000 issues, 60 % resolved at 0.99 = 29,700, and 20,000 handed over at 8.00 = 160,000 a month

First-contact resolution and repeat rate are those of the people behind the vendor: at 74 % and 60 % the
20,000 become 23,697 contacts, as they would in any other option.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total

COUNTS = "resolution"


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
        "currency/contact",
        "What a contact costs when people handle it, after the vendor could not resolve it.",
        step=0.25,
    )


@line("share", per="channel", called="resolved_share", given="resolution_rate")
def stated_resolution(resolution_rate):
    """Share of contacts resolved by the vendor, as stated."""
    return resolution_rate


@line("share", per="channel")
def resolved_share(first_contact_resolution):
    """Share of contacts resolved by the vendor: its first-contact resolution."""
    return first_contact_resolution


@line("resolution/month", per="channel")
def resolutions(issues_taken, resolved_share):
    """Contacts the vendor resolves; what it does not resolve goes on to people at once."""
    return issues_taken * resolved_share


@line("contact/month", per="channel")
def handed_over(issues_taken, resolutions):
    """Issues the vendor does not resolve, which people take over."""
    return issues_taken - resolutions


@line("contact/month", per="channel", given="first_contact_resolution", otherwise="handed_over")
def people_contacts(handed_over, first_contact_resolution, repeat_rate):
    """Contacts the people behind the vendor handle, with those that come back to them."""
    return handed_over / (1 - (1 - first_contact_resolution) * repeat_rate)


@line("contact/month", per="channel")
def contacts(issues_taken, people_contacts, handed_over):
    """Contacts of customers: every issue once, and again where people did not settle it."""
    return issues_taken + people_contacts - handed_over


@line("contact/month", per="channel")
def resolved_contacts(resolutions, people_contacts, first_contact_resolution):
    """Contacts that settle the issue: the vendor's resolutions and those of the people behind it."""
    return resolutions + people_contacts * first_contact_resolution


@line("unit/month", per="channel")
def counted_units(resolutions):
    """Resolutions that count: all of the vendor's."""
    return resolutions


@line("currency/month", per="channel")
def channel_fee(billed_units, resolution_price):
    """Charge of the channel."""
    return billed_units * resolution_price


@line("currency/month", given="licensed_seats")
def licence_fee(licensed_seats, licensed_seat_rate):
    """Charge for the seats of the client's own agents."""
    return licensed_seats * licensed_seat_rate


@line("currency/month", called="fee", given="licensed_seats")
def fee_with_licences(channel_fee: EachChannel, licence_fee):
    """The vendor's charge for resolutions and for the seats it licenses besides."""
    return total(channel_fee) + licence_fee


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for resolutions."""
    return total(channel_fee)


@line("currency/month", per="channel", posts_to=categories.FALLBACK)
def unresolved_handling(people_contacts, unresolved_cost, wage_index):
    """People settling what the vendor could not; their cost rises with wages."""
    return people_contacts * unresolved_cost * wage_index
