"""Getting in and getting out: hand-over, the old team that is still paid, transition fee, exit.

ramp 25 %, 50 %, 100 % and three parallel months: the old team is paid in full for three months,
the vendor is paid for a quarter, a half and all of the work.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import OfBaseline, line
from tcomodel.words import at_least, at_most, highest, when


class Transition(Terms):
    """How the work moves and what that costs."""

    ramp: Entry = given(
        "1",
        "Share of the work this option has taken over, month by month; it stays at the last number.",
        assumed=[1.0],
        because="all of the work from month 1",
        kind="months",
        most=1,
    )
    parallel_months: Entry = given(
        "month",
        "Months in which the old team is still paid although the work is moving.",
        most=36,
        step=1,
        kind="whole",
    )
    parallel_share: Entry = given(
        "1",
        "Share of the old team's cost still paid in those months.",
        assumed=1.0,
        because="the whole old team",
        most=1,
        step=0.05,
    )
    old_team_cost: Entry = given(
        "currency/month",
        "What the old team costs a month; not stated, it is the baseline's running cost of that month.",
        step=1000,
    )
    transition_fee: Entry = given(
        "currency", "One-off fee for set-up, recruiting, training and knowledge transfer.", step=5000
    )
    transition_paid: Entry = choice(
        "How the transition fee is paid.",
        "up front",
        "milestones",
        "amortised",
        assumed="up front",
        because="billed at signature",
    )
    milestones: Entry = given(
        "1/month", "Month and share of the fee of each milestone; the shares add up to 100 %.", kind="schedule", most=1
    )
    amortisation_months: Entry = given(
        "month",
        "Equal monthly instalments in which the fee is paid.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    exit_assistance: Entry = given("currency", "Help with the hand-back at the end of the term.", step=5000)
    exit_months: Entry = given(
        "month",
        "Last months of the term over which exit assistance is paid.",
        assumed=3,
        because="a quarter",
        least=1,
        most=36,
        kind="whole",
        within_term=True,
    )


@line("currency/month", given="transition_fee", posts_to=categories.TRANSITION)
def transition_payment(transition_fee, transition_share):
    """The part of the transition fee paid this month."""
    return transition_fee * transition_share


@line("1/month", called="transition_share", chosen={"transition_paid": "up front"})
def paid_up_front(month):
    """All of the fee in month 1."""
    return when(month <= 1, 1, 0)


@line("1/month", called="transition_share", chosen={"transition_paid": "milestones"})
def paid_by_milestone(milestones):
    """The milestones due this month."""
    return milestones


@line("1/month", called="transition_share", chosen={"transition_paid": "amortised"})
def paid_in_instalments(month, amortisation_months):
    """Equal instalments."""
    return when(month <= amortisation_months, 1 / amortisation_months, 0)


@line("currency/month")
def old_team_cost(running_cost: OfBaseline):
    """What the old team costs this month: the baseline's cost without one-off costs of its own."""
    return running_cost


@line("currency/month", given="ramp", posts_to=categories.OLD_TEAM)
def work_not_yet_moved(old_team_cost, ramp):
    """The old team still does the work that has not moved."""
    return old_team_cost * (1 - ramp)


@line("share", given="parallel_months")
def parallel_share_now(month, parallel_months, parallel_share):
    """Share of the old team paid this month."""
    return when(month <= parallel_months, parallel_share, 0)


@line("currency/month", given="parallel_months", posts_to=categories.OLD_TEAM)
def parallel_running(old_team_cost, parallel_share_now, ramp):
    """The old team paid beyond the work it still does."""
    return old_team_cost * at_least(parallel_share_now - (1 - ramp), 0)


@line("month")
def term(month):
    """Months of the contract."""
    return highest(month)


@line("month")
def exit_period(exit_months, term):
    """Months over which exit assistance is paid; a shorter contract pays it over all of its months."""
    return at_most(exit_months, term)


@line("currency/month", given="exit_assistance", posts_to=categories.EXIT)
def exit_payment(month, term, exit_period, exit_assistance):
    """Exit assistance in the last months."""
    return when(month > term - exit_period, exit_assistance / exit_period, 0)
