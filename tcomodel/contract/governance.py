"""Running the contract: vendor management and the people who stay.

8 % of 200,000 of vendor charges and two people at 90,000 a year: 16,000 + 15,000 a month.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line


class Governance(Terms):
    """The client's own cost of an outsourced service."""

    governance_rate: Entry = given(
        "1", "Contract and vendor management as a share of the service charges.", most=1, step=0.005
    )
    retained_people: Entry = given(
        "person", "People who stay to steer the vendor, know the product, decide escalations.", step=0.5
    )
    retained_salary: Entry = given("currency/person/year", "Yearly cost of one of them, with on-costs.", step=1000)


@line("currency/month", given="governance_rate", posts_to=categories.GOVERNANCE)
def vendor_management(billed_fee, governance_rate):
    """Managing the vendor."""
    return billed_fee * governance_rate


@line("currency/month", given="retained_people", posts_to=categories.GOVERNANCE)
def retained_team(retained_people, retained_salary, months_per_year, wage_index):
    """The people who stay."""
    return retained_people * retained_salary / months_per_year * wage_index
