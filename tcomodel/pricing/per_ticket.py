"""Per ticket.

The vendor bills each contact it handles, at a price per channel. Whether a customer who comes back
about the same issue is a new ticket must be settled: a federal audit found a contract that raised the
price by contacts and lowered it by tickets (EPA OIG 15-P-0042).

    42,000 calls x 4.20 + 12,000 chats x 2.60 = 207,600 a month
"""

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import total

COUNTS = "contact"


class Pricing(Terms):
    """What a ticket costs and what counts as one."""

    ticket_price: Entry = given("currency/contact", "Price of one ticket, by channel.", step=0.05)
    tickets_billed: Entry = choice(
        "What counts as a ticket: every contact, or every issue however often the customer comes back.",
        "contacts",
        "issues",
        assumed="contacts",
        because="each contact is work for the vendor",
    )


@line("unit/month", per="channel", called="counted_units", chosen={"tickets_billed": "contacts"})
def contact_tickets(contacts):
    """Tickets that count: every contact."""
    return contacts


@line("unit/month", per="channel", called="counted_units", chosen={"tickets_billed": "issues"})
def issue_tickets(issues_taken):
    """Tickets that count: every issue, once."""
    return issues_taken


@line("currency/month", per="channel")
def channel_fee(billed_units, ticket_price):
    """Charge of the channel."""
    return billed_units * ticket_price


@line("currency/month")
def fee(channel_fee: EachChannel):
    """The vendor's charge for tickets."""
    return total(channel_fee)
