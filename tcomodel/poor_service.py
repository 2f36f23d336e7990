"""What poor service costs: customers lost because they were not helped, or not helped well.

    60,000 issues, 75 % resolved at each contact, 60 % of the others ask again: 70,588 contacts settle 52,941 issues,
    and 7,059 customers give up. If 5 % of them leave, who are worth 400 each, that is 141,176 a month.

An issue counts once, however often its customer asks: it ends settled by one of its contacts, or given up. Those
given up are the issues without the contacts that settled them, whatever the pricing model calls a contact; work
that too few seats cannot carry is among them. Quality that falls short costs customers whose issue was settled, so
nobody is lost twice. While work moves, customers the old team loses count too.

This is a loss of margin and no payment. It is an estimate and stands in a category of its own.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import OfBaseline, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most


class PoorService(Terms):
    """Who leaves, and what a customer is worth."""

    customer_value: Entry = given(
        "currency/person",
        "What is lost with a customer: the margin of the years they would have stayed, in today's money. State it at "
        "the top of the scenario, where it holds for all options; while work moves, the old team loses customers too.",
        step=10,
    )
    customers_per_issue: Entry = given(
        "person/contact",
        "Customers behind one issue; less than 1 where it is often the same customers who are not helped.",
        assumed=1.0,
        because="another customer with each issue",
        most=1,
        step=0.05,
    )
    loss_per_unresolved: Entry = given(
        "1", "Share of the customers who leave when their issue is never settled.", most=1, step=0.01
    )
    quality_expected: Entry = given(
        "1", "Quality (such as CSAT) at which no customer leaves because of it.", most=1, step=0.01
    )
    quality_attained: Entry = given("1", "Quality you expect to be reached.", most=1, step=0.01)
    loss_per_point: Entry = given(
        "1",
        "Percent of the customers who leave for each point of quality that is missing: 0.2 loses 2 % of them at ten "
        "points.",
        least=0,
        most=100,
        step=0.05,
    )


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Customers who give up cannot be told from those who ask again."""
    for channel in scope.channels:
        if channel.stated("loss_per_unresolved") and not channel.stated("repeat_rate"):
            yield (
                "loss_per_unresolved",
                "loss_per_unresolved needs repeat_rate under service: how many of those not helped ask again, the "
                "others give up; state 0 if nobody asks again",
            )
            return


# -- customers who give up -------------------------------------------------------------------------


@line("contact/month", per="channel")
def issues_given_up(issues_taken, resolved_contacts):
    """Issues that none of their contacts settled."""
    return issues_taken - resolved_contacts


@line("person/month", per="channel")
def customers_not_helped(issues_given_up, customers_per_issue):
    """Customers whose issue was never settled."""
    return issues_given_up * customers_per_issue


@line("person/month", per="channel")
def customers_gone_unhelped(customers_not_helped, loss_per_unresolved):
    """Customers who leave because they were not helped."""
    return customers_not_helped * loss_per_unresolved


@line(
    "currency/month",
    per="channel",
    given="loss_per_unresolved",
    posts_to=categories.POOR_SERVICE,
    adds_to="worth_of_customers_lost",
)
def lost_unhelped(customers_gone_unhelped, customer_value):
    """What the customers were worth who leave because they were not helped."""
    return customers_gone_unhelped * customer_value


# -- customers who are not satisfied ---------------------------------------------------------------


@line("share", per="channel")
def quality_missing(quality_expected, quality_attained):
    """How far the quality stays below what customers expect."""
    return at_least(quality_expected - quality_attained, 0)


@line("person/month", per="channel")
def customers_gone_dissatisfied(resolved_contacts, customers_per_issue, quality_missing, loss_per_point):
    """Customers who leave although their issue was settled, because of how it was; no more than there are."""
    return resolved_contacts * customers_per_issue * at_most(quality_missing * loss_per_point, 1)


@line(
    "currency/month",
    per="channel",
    given="loss_per_point",
    posts_to=categories.POOR_SERVICE,
    adds_to="worth_of_customers_lost",
)
def lost_dissatisfied(customers_gone_dissatisfied, customer_value):
    """What the customers were worth who leave because of poor quality."""
    return customers_gone_dissatisfied * customer_value


# -- while the work moves --------------------------------------------------------------------------


@line(
    "currency/month",
    called="lost_by_old_team",
    given=("ends_in_month", "customer_value"),
    posts_to=categories.POOR_SERVICE,
)
def lost_once_work_moved_back(worth_of_customers_lost: OfBaseline, ramp_now):
    """What the customers were worth whom the old team loses, also once the contract has ended."""
    return worth_of_customers_lost * (1 - ramp_now)


@line("currency/month", given=("ramp", "customer_value"), posts_to=categories.POOR_SERVICE)
def lost_by_old_team(worth_of_customers_lost: OfBaseline, ramp_now):
    """What the customers were worth whom the old team loses with the work that has not moved."""
    return worth_of_customers_lost * (1 - ramp_now)


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """Customers lost that are counted here and not in the option everything is compared with."""
    if categories.POOR_SERVICE not in option.categories or "saving" not in option.figures:
        return
    baseline = option.figures["saving"].arguments[0].arguments[0]  # its total cost
    if categories.line_name(categories.POOR_SERVICE) not in {one.name for one in baseline.ingredients}:
        yield (
            f"customers it loses are counted and those {baseline.scope.label} loses are not, so it looks dearer than "
            "it is. State poor_service at the top of the scenario, with the service of each option, and it holds for "
            "all of them."
        )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """That the total holds an estimate which nobody pays."""
    if categories.POOR_SERVICE in option.categories:
        lost = float(np.sum(values[option.categories[categories.POOR_SERVICE]]))
        if round(lost) != 0:
            yield f"its total holds {lost:,.0f} for customers lost, an estimate of margin that nobody pays."
