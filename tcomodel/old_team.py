"""What the old team leaves behind when its work moves: severance and costs that stay for a while.

    40 agents, 6,000 each, half of the work moves in month 1 and half in month 2: 120,000 and 120,000
    premises of 30,000 a month, 60 % of them stay and fade over 12 months: 18,000, 16,500, 15,000, ...

The old team leaves as its work moves, and not before parallel running ends. Whoever stays, because not all of the work
moves, or finds other work in the company takes no severance. A contract that ends early takes the work back; severance
once paid is not paid back.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import OfBaseline, OwnBefore, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, at_most, change, earlier, highest, only_in, previous, running_total, when


class OldTeam(Terms):
    """What the company goes on paying for the team whose work moves."""

    severance_per_agent: Entry = given("currency/agent", "Severance of one agent who leaves.", step=500)
    old_team_agents: Entry = given(
        "agent", "Agents of the old team; not stated, it is the baseline's team of that month.", step=1
    )
    redeployed_share: Entry = given(
        "1",
        "Share of them who find other work in the company or leave by themselves.",
        assumed=0.0,
        because="all of them are paid off unless you know better",
        most=1,
        step=0.05,
    )
    severance_month: Entry = given(
        "month",
        "Month in which all severance is paid; not stated, it is paid as the old team is no longer needed.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    stranded_cost: Entry = given(
        "currency/month", "Cost that stays with the company when the work has moved, before it fades.", step=1000
    )
    stranded_premises: Entry = given("1", "Share of the baseline's premises that stays.", most=1, step=0.05)
    stranded_technology: Entry = given("1", "Share of the baseline's technology that stays.", most=1, step=0.05)
    stranded_overhead: Entry = given("1", "Share of the baseline's overhead that stays.", most=1, step=0.05)
    stranded_months: Entry = given(
        "month",
        "Months in which what stays fades evenly to nothing: until leases and licences run out.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        constant=True,
    )


# -- who leaves, and when ------------------------------------------------------------------------------


@line("share", called="released_share", given="parallel_months")
def released_after_parallel_running(ramp_now, parallel_share_now):
    """Share of the old team that is no longer paid: its work has moved and parallel running is over."""
    return at_most(ramp_now, 1 - parallel_share_now)


@line("share")
def released_share(ramp_now):
    """Share of the old team that is no longer paid: its work has moved."""
    return at_most(ramp_now, 1)


@line("share")
def most_released(released_share):
    """Share of the old team that leaves in all: the most that is no longer paid; the others stay."""
    return highest(released_share)


@line("1/month", called="severance_due", given="ends_in_month")
def severance_due_before_the_end(month, severance_month, ends_in_month):
    """The month stated for severance; none once the contract has ended."""
    begun = when(month < at_most(severance_month, ends_in_month + 1), 1, 0)
    return when(month <= at_most(severance_month, ends_in_month), 1, 0) - begun


@line("1/month")
def severance_due(month, severance_month):
    """The month stated for severance."""
    return only_in(month, severance_month)


@line("share/month", called="leaving_share", given="severance_month")
def leaving_at_once(most_released, severance_due):
    """All of the old team that ever leaves does so in the month stated."""
    return most_released * severance_due


@line("share")
def left_so_far(before: OwnBefore, released_share):
    """Share of the old team that has left by now; whoever has left does not leave again when work moves back."""
    return at_least(released_share, before)


@line("share/month")
def leaving_share(left_so_far):
    """Share of the old team that leaves this month."""
    return change(left_so_far, 0)


@line("agent")
def old_team_agents(team: OfBaseline):
    """Agents of the old team: the baseline's."""
    return team


@line("agent")
def agents_paid_off(old_team_agents, redeployed_share):
    """Agents who leave with severance when all of the work has moved."""
    return old_team_agents * (1 - redeployed_share)


@line("currency/month", given="severance_per_agent", posts_to=categories.OLD_TEAM)
def severance(agents_paid_off, leaving_share, severance_per_agent):
    """Severance of those who leave this month."""
    return agents_paid_off * leaving_share * severance_per_agent


# -- what stays ------------------------------------------------------------------------------------------


@line("month")
def released_so_far(released_share):
    """Months of the whole old team that were no longer needed, added up."""
    return running_total(released_share)


@line("month")
def released_before(released_so_far):
    """The same up to the month before."""
    return previous(released_so_far)


@line("share")
def faded_share(released_before, stranded_months):
    """What has faded by now: the average released over so many months before this one."""
    return (released_before - earlier(released_before, stranded_months)) / stranded_months


@line("share")
def stranded_share(released_share, faded_share):
    """Share of what stays that is still paid: each part fades evenly from the month its work moved."""
    return at_least(released_share - faded_share, 0)


@line("currency/month", given="stranded_cost", posts_to=categories.OLD_TEAM)
def stranded_amount(stranded_cost, stranded_share):
    """Cost that stays for a while after the work has moved."""
    return stranded_cost * stranded_share


@line("currency/month", given="stranded_premises", posts_to=categories.OLD_TEAM)
def premises_that_stay(cost_of_premises: OfBaseline, stranded_premises, stranded_share):
    """Premises that stay for a while after the work has moved."""
    return cost_of_premises * stranded_premises * stranded_share


@line("currency/month", given="stranded_technology", posts_to=categories.OLD_TEAM)
def technology_that_stays(cost_of_technology: OfBaseline, stranded_technology, stranded_share):
    """Technology that stays for a while after the work has moved."""
    return cost_of_technology * stranded_technology * stranded_share


@line("currency/month", given="stranded_overhead", posts_to=categories.OLD_TEAM)
def overhead_that_stays(cost_of_overhead: OfBaseline, stranded_overhead, stranded_share):
    """Overhead that stays for a while after the work has moved."""
    return cost_of_overhead * stranded_overhead * stranded_share


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Severance in a month that the contract does not live to see."""
    end, month = scope.value("ends_in_month"), scope.value("severance_month")
    if end is not None and month is not None and month > end:
        yield (
            "severance_month",
            f"month {month:g} lies beyond month {end:g}, in which the contract ends and the work comes back "
            f"(ends_in_month); name month {end:g} or an earlier one, or a later end",
        )
