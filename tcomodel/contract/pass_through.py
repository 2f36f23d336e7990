"""Costs the vendor passes on: postage, telephony, licences. Neither indexed nor a base for service credits.

A threshold keeps the first part with the vendor; only what is above it is passed on.

    postage 12,000 a month, 10,000 of it borne by the vendor in year 1, 10,300 in year 2, 5 % on top:
    2,100 in a month of year 1, 1,785 in a month of year 2

A yearly threshold is used up month by month and starts anew on the anniversary.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given, members
from tcomodel.lines import EachCharge, OwnBefore, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, change, earlier, previous, running_total, total, when


class Charge(Terms):
    """One cost that is passed on: an amount a month, an amount a contact, or both."""

    charge: Entry = given(
        "currency/month",
        "What the vendor pays for it a month, one number or one a month.",
        step=100,
        moves_with_volume=True,
    )
    charge_per_contact: Entry = given("currency/contact", "What the vendor pays for it per contact.", step=0.01)
    monthly_threshold: Entry = given(
        "currency/month",
        "The vendor bears so much of it each month; only what is above is passed on.",
        step=100,
        moves_with_volume=True,
    )
    yearly_threshold: Entry = given(
        "currency",
        "The vendor bears so much of it in each contract year; only what is above is passed on.",
        step=1000,
        moves_with_volume=True,
    )
    threshold_escalator: Entry = given(
        "1/year",
        "Yearly rise of the threshold, on the anniversary.",
        assumed=0.0,
        because="the threshold stays unless the contract raises it",
        least=-0.2,
        most=1,
        step=0.005,
        constant=True,
    )
    mark_up: Entry = given(
        "1",
        "What the vendor adds to what it passes on, as a share of it.",
        assumed=0.0,
        because="passed on at cost",
        most=2,
        step=0.005,
    )


class PassThrough(Terms):
    """What is passed on."""

    charges: Entry = members(Charge, "charge", "The costs the vendor passes on, by name.")


# -- each cost ---------------------------------------------------------------------------------------


@line("currency/month", per="charge", called="charge_at_cost", given=("charge", "charge_per_contact"))
def monthly_and_per_contact(charge, charge_per_contact, contacts_handled):
    """What the vendor pays: an amount a month and one for each contact it handles."""
    return charge + charge_per_contact * contacts_handled


@line("currency/month", per="charge", called="charge_at_cost", given="charge_per_contact")
def per_contact(charge_per_contact, contacts_handled):
    """What the vendor pays: an amount for each contact it handles."""
    return charge_per_contact * contacts_handled


@line("currency/month", per="charge")
def charge_at_cost(charge):
    """What the vendor pays: an amount a month."""
    return charge


@line("1", per="charge")
def threshold_growth(threshold_escalator, years_before):
    """The threshold against that of contract year 1."""
    return (1 + threshold_escalator) ** years_before


@line("month")
def month_of_year(month, years_before, months_per_year):
    """The month of the contract year, 1 to 12."""
    return month - years_before * months_per_year


@line("currency", per="charge")
def charge_to_date(charge_at_cost):
    """What the vendor has paid since the contract began."""
    return running_total(charge_at_cost)


@line("currency", per="charge")
def charge_this_year(charge_to_date, month_of_year):
    """What the vendor has paid since the contract year began."""
    return charge_to_date - earlier(charge_to_date, month_of_year)


@line("currency", per="charge")
def beyond_this_year(charge_this_year, yearly_threshold, threshold_growth):
    """How far it is beyond the threshold of the year."""
    return at_least(charge_this_year - yearly_threshold * threshold_growth, 0)


@line("currency", per="charge")
def beyond_a_month_ago(beyond_this_year):
    """How far it was beyond the threshold a month ago."""
    return previous(beyond_this_year)


@line("currency", per="charge")
def beyond_already(beyond_a_month_ago, month_of_year):
    """What of this year was passed on before this month; nothing when the year begins."""
    return when(month_of_year <= 1, 0, beyond_a_month_ago)


@line("currency", per="charge")
def passed_on_to_date(before: OwnBefore, beyond_this_year, beyond_already):
    """What was passed on since the contract began."""
    return before + beyond_this_year - beyond_already


@line("currency/month", per="charge", called="charge_passed_on", given="yearly_threshold")
def above_the_year(passed_on_to_date):
    """What is passed on this month: what goes beyond the threshold of the contract year."""
    return change(passed_on_to_date, 0)


@line("currency/month", per="charge", called="charge_passed_on", given="monthly_threshold")
def above_the_month(charge_at_cost, monthly_threshold, threshold_growth):
    """What is passed on this month: what is above the threshold of the month."""
    return at_least(charge_at_cost - monthly_threshold * threshold_growth, 0)


@line("currency/month", per="charge")
def charge_passed_on(charge_at_cost):
    """What is passed on this month: all of it."""
    return charge_at_cost


@line("currency/month", per="charge")
def charge_billed(charge_passed_on, mark_up):
    """What the client pays for it."""
    return charge_passed_on * (1 + mark_up)


# -- on the invoice ----------------------------------------------------------------------------------


@line("currency/month")
def all_charges(charge_billed: EachCharge):
    """All costs passed on."""
    return total(charge_billed)


@line(
    "currency/month",
    called="charges_passed_on",
    given=("charges", "ends_in_month"),
    posts_to=categories.PASS_THROUGH,
    adds_to="invoice",
)
def charges_until_the_end(all_charges, in_force):
    """What the vendor passes on, until the contract ends."""
    return all_charges * in_force


@line("currency/month", given="charges", posts_to=categories.PASS_THROUGH, adds_to="invoice")
def charges_passed_on(all_charges):
    """What the vendor passes on."""
    return all_charges


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    for one in scope.members("charge"):
        name = one.path[-1]
        if not (one.stated("charge") or one.stated("charge_per_contact")):
            yield "charges", f"{name} says no amount; give charge (a month) or charge_per_contact"
        if one.stated("monthly_threshold") and one.stated("yearly_threshold"):
            yield "charges", f"{name} has a monthly and a yearly threshold; give one of them"
