"""Per seat.

The vendor bills every workplace it keeps staffed, used or not.

    77 agents, two sharing a seat over shifts: 39 seats x 1,760 = 68,640 a month
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.words import round_up, when


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
    contracted_seats: Entry = given("seat", "Seats the contract fixes, in place of those the work needs.", step=1)


@line("seat", called="seats", given="contracted_seats")
def fixed_seats(contracted_seats):
    """Seats billed: the number in the contract."""
    return contracted_seats


@line("seat")
def seats(team, agents_per_seat, whole_people):
    """Seats billed: what the vendor's team needs."""
    return when(whole_people > 0, round_up(team / agents_per_seat), team / agents_per_seat)


@line("currency/month")
def fee(seats, seat_rate):
    """The vendor's charge for its seats."""
    return seats * seat_rate
