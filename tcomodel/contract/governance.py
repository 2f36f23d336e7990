"""Running the contract: vendor management and the people who stay.

8 % of 200,000 of vendor charges and two people at 90,000 a year: 16,000 + 15,000 a month. Five people who meet the
vendor four hours a week at 75 an hour: 5 x 4 x 75 x 52.18 / 12 = 6,523 a month.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.remarks import Place
from tcomodel.words import in_month, total_over_term, when


class Governance(Terms):
    """The client's own cost of an outsourced service."""

    governance_rate: Entry = given(
        "1", "Contract and vendor management as a share of the service charges.", most=1, step=0.005
    )
    retained_people: Entry = given(
        "person", "People who stay to steer the vendor, know the product, decide escalations.", step=0.5
    )
    retained_salary: Entry = given("currency/person/year", "Yearly cost of one of them, with on-costs.", step=1000)
    retained_until: Entry = given(
        "month", "Last month in which they stay. Not stated, they stay to the end.", most=240, step=1, kind="whole"
    )
    meeting_hours: Entry = given(
        "hour/week", "Hours a week each of them spends on coordinating with the vendor.", step=1
    )
    meeting_people: Entry = given("person", "People of the client who take part in it.", step=1)
    meeting_rate: Entry = given("currency/person/hour", "Cost of an hour of one of them.", step=5)
    selection_share: Entry = given(
        "1",
        "Choosing the vendor, as a share of the service charges of the term as signed; paid in month 1.",
        most=0.2,
        step=0.001,
    )


# -- choosing and managing the vendor -------------------------------------------------------------------


@line("currency/month", given="ends_in_month")
def bill_at_the_end(remaining_bill, ends_in_month):
    """What a month after the early end would have been billed, as its remaining fees are counted."""
    return in_month(remaining_bill, ends_in_month)


@line("currency", given="ends_in_month")
def billed_until_the_end(billed_fee):
    """The service charges until the contract ends."""
    return total_over_term(billed_fee)


@line("currency", called="contract_value", given="ends_in_month")
def contract_value_at_signature(billed_until_the_end, bill_at_the_end, term, ends_in_month):
    """The service charges of the term as signed: an early end, which comes later, makes the tender no cheaper."""
    return billed_until_the_end + bill_at_the_end * (term - ends_in_month)


@line("currency")
def contract_value(billed_fee):
    """The service charges of the term."""
    return total_over_term(billed_fee)


@line("1/month")
def at_signature(month):
    """Month 1."""
    return when(month <= 1, 1, 0)


@line("currency/month", given="selection_share", posts_to=categories.TRANSITION)
def vendor_selection(contract_value, selection_share, at_signature):
    """Tender, legal work and visits until the contract is signed."""
    return contract_value * selection_share * at_signature


@line("currency/month", given="governance_rate", posts_to=categories.GOVERNANCE)
def vendor_management(billed_fee, governance_rate):
    """Managing the vendor."""
    return billed_fee * governance_rate


@line("hour/week", given="ends_in_month", otherwise="meeting_hours")
def meeting_hours_now(meeting_hours, in_force):
    """Hours a week of coordination, until the contract ends."""
    return meeting_hours * in_force


@line("currency/week")
def coordination_of_a_week(meeting_hours_now, meeting_people, meeting_rate):
    """What meetings and talks with the vendor cost a week."""
    return meeting_hours_now * meeting_people * meeting_rate


@line("currency/month", given="meeting_hours", posts_to=categories.GOVERNANCE)
def coordination(coordination_of_a_week, weeks_per_year, months_per_year, wage_index):
    """Meetings and talks with the vendor."""
    return coordination_of_a_week * weeks_per_year / months_per_year * wage_index


# -- those who stay ------------------------------------------------------------------------------------


@line("person", given="retained_until", otherwise="retained_people")
def staying_people(month, retained_until, retained_people):
    """People who stay, for as long as they are needed."""
    return when(month <= retained_until, retained_people, 0)


@line("person", given="ends_in_month", otherwise="staying_people")
def people_kept(staying_people, in_force):
    """People who stay, at most until the contract ends."""
    return staying_people * in_force


@line("currency/month", given="retained_people", posts_to=categories.GOVERNANCE)
def retained_team(people_kept, retained_salary, months_per_year, wage_index):
    """The people who stay."""
    return people_kept * retained_salary / months_per_year * wage_index


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    missing = [name for name in ("meeting_people", "meeting_rate") if not scope.stated(name)]
    if scope.stated("meeting_hours") and missing:
        yield "meeting_hours", f"meeting_hours needs {' and '.join(missing)} as well"
