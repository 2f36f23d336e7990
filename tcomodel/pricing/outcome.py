"""Outcome.

A machine takes every issue first, and the vendor bills what comes of it: each issue it resolves, each conversation
it has, or each action it takes. What it cannot resolve goes on to people, and that has a price too, which a
comparison must not forget.

    50,000 issues, 60 % resolved at 0.99 = 29,700, and 20,000 handed over at 8.00 = 160,000 a month
    the same issues at 2.00 a conversation = 100,000, resolved or not

The bill per resolution rises when the machine gets better; the whole cost falls. A platform fee may cover so many
units a month: with 20,000 included, 10,000 of the 30,000 resolutions are billed.

First-contact resolution and repeat rate are those of the people behind the vendor: at 74 % and 60 % the
20,000 become 23,697 contacts, as they would in any other option.
"""

from collections.abc import Iterator
from typing import Any

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, total

PRICES = {"resolutions": "resolution_price", "conversations": "conversation_price", "actions": "action_price"}
COUNTS = {"priced_by": {"resolutions": "resolution", "conversations": "conversation", "actions": "action"}}


class Pricing(Terms):
    """What the machine is paid for, how good it is, and what happens to the unresolved."""

    priced_by: Entry = choice(
        "What is billed: issues the machine resolves, conversations whether resolved or not, or single actions.",
        "resolutions",
        "conversations",
        "actions",
        assumed="resolutions",
        because="an outcome is what was resolved",
    )
    resolution_price: Entry = given("currency/resolution", "Price of one resolved contact.", step=0.05)
    conversation_price: Entry = given("currency/contact", "Price of one conversation, resolved or not.", step=0.05)
    action_price: Entry = given("currency/action", "Price of one action of the machine.", step=0.01)
    actions_per_conversation: Entry = given("1", "Actions the machine takes in a conversation on average.", step=0.5)
    resolution_rate: Entry = given(
        "1",
        "Share of contacts the vendor resolves; a list goes on with its last number. "
        "Not stated, it is the first-contact resolution.",
        most=1,
        step=0.01,
        kind="months",
    )
    quality_pass_rate: Entry = given(
        "1",
        "Share of the resolutions that pass the contract's quality check, such as good ratings; others are not billed.",
        assumed=1.0,
        because="every resolution is billed unless the contract has a check",
        most=1,
        step=0.01,
    )
    platform_fee: Entry = given(
        "currency/month",
        "What the vendor bills each month for its platform.",
        step=500,
        moves_with_volume=True,
    )
    included_units: Entry = given(
        "unit/month",
        "Units of what is billed that the platform fee covers each month, by channel; those beyond are billed. "
        "What is not used of them is lost.",
        step=100,
        per_channel=True,
        moves_with_volume=True,
    )
    licensed_seats: Entry = given(
        "seat",
        "Seats of the client's own agents that the vendor licenses besides.",
        step=1,
        moves_with_volume=True,
    )
    licensed_seat_rate: Entry = given("currency/seat/month", "Price of one licensed seat, each month.", step=5)
    unresolved_cost: Entry = given(
        "currency/contact",
        "What a contact costs when people handle it, after the vendor could not resolve it.",
        step=0.25,
    )


# -- what the machine resolves, and the people behind it ---------------------------------------------


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


@line("currency/month", per="channel", posts_to=categories.FALLBACK)
def unresolved_handling(people_contacts, unresolved_cost, wage_index):
    """People settling what the vendor could not; their cost rises with wages."""
    return people_contacts * unresolved_cost * wage_index


# -- what is billed ----------------------------------------------------------------------------------


@line("unit/month", per="channel", called="outcomes", chosen={"priced_by": "resolutions"})
def resolutions_that_pass(resolutions, quality_pass_rate):
    """What the machine is paid for: its resolutions that pass the quality check."""
    return resolutions * quality_pass_rate


@line("unit/month", per="channel", called="outcomes", chosen={"priced_by": "conversations"})
def conversations(issues_taken):
    """What the machine is paid for: every conversation, one for each issue."""
    return issues_taken


@line("unit/month", per="channel", called="outcomes", chosen={"priced_by": "actions"})
def actions(issues_taken, actions_per_conversation):
    """What the machine is paid for: the actions of all conversations."""
    return issues_taken * actions_per_conversation


@line("unit/month", per="channel", called="counted_units", given="included_units")
def beyond_included(outcomes, included_units):
    """What counts: what goes beyond the platform fee's allowance."""
    return at_least(outcomes - included_units, 0)


@line("unit/month", per="channel")
def counted_units(outcomes):
    """What counts: all of it."""
    return outcomes


@line("currency/month", per="channel", called="channel_fee", chosen={"priced_by": "resolutions"})
def charge_for_resolutions(billed_units, resolution_price):
    """Charge of the channel for resolutions."""
    return billed_units * resolution_price


@line("currency/month", per="channel", called="channel_fee", chosen={"priced_by": "conversations"})
def charge_for_conversations(billed_units, conversation_price):
    """Charge of the channel for conversations."""
    return billed_units * conversation_price


@line("currency/month", per="channel", called="channel_fee", chosen={"priced_by": "actions"})
def charge_for_actions(billed_units, action_price):
    """Charge of the channel for actions."""
    return billed_units * action_price


@line("currency/month", adds_to="machine_charges")
def usage_charge(channel_fee: EachChannel):
    """Charge of all channels."""
    return total(channel_fee)


@line("currency/month", given="platform_fee", adds_to="machine_charges")
def platform_charge(platform_fee):
    """Charge for the platform, used or not."""
    return platform_fee


@line("currency/month", given="licensed_seats", adds_to="machine_charges")
def licence_fee(licensed_seats, licensed_seat_rate):
    """Charge for the seats of the client's own agents."""
    return licensed_seats * licensed_seat_rate


@line("currency/month")
def fee(machine_charges):
    """The vendor's charge for what its machine does, its platform and the seats it licenses."""
    return machine_charges


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A price for something else than what is billed."""
    stated = [one for one, price in PRICES.items() if _stated(scope, price)]
    chosen = scope.chosen("priced_by")
    if stated and chosen not in stated:
        yield (
            PRICES[stated[0]],
            f"found {PRICES[stated[0]]}, but what is billed is {chosen}; write priced_by: {stated[0]} "
            f"or state {PRICES[str(chosen)]}",
        )


def _stated(scope: Any, price: str) -> bool:
    """A price by location or complexity is a line of its own, one by channel stands in the channels."""
    return any(place.stated(price) or price in place.lines for place in (scope, *scope.channels))
