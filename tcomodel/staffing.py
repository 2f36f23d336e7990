"""From hours of work to people: agents, hires, leavers.

    7,059 hours / (160 paid hours x 82 % occupancy x (1 - 30 % shrinkage)) = 76.9 agents

Dividing is the rule; grossing up (x 1.30) understates the team. Each channel is staffed by its own
agents. A queue that must always be open needs a minimum crew whatever its volume.

A share to be answered in time (``answer_share``) limits the occupancy by the size of the queue. To answer 80 %
within 20 seconds, 126,000 calls of six minutes a month in 22 days from 8 to 20 h keep agents busy for 88.4 % of
their time, 42,000 for 79.5 % and 4,200 for 39.8 %: at a flat 85 % the small team looks as if half of it would do.
Callers who hang up (``patience``) let agents be busier; all contacts stated are handled all the same.

New agents and a new operation are slow at first. Who pays for that with a vendor who bills people or their time is
``learning_paid_by``: 20 agents at 85 % in the first year are 23.5 to do the work, of which the vendor bills 20
where the slow start is its own affair.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import (
    at_least,
    at_most,
    attainable_occupancy,
    change,
    earlier,
    in_whole_people,
    running_total,
    total,
)

SLIGHT = 0.005  # half a point of occupancy


class Staffing(Terms):
    """How work becomes people."""

    paid_hours: Entry = given(
        "hour/agent/month", "Hours a full-time agent is paid for, leave included.", least=1, most=400, step=1
    )
    occupancy: Entry = given(
        "1",
        "Share of the time on duty spent handling contacts. Small queues cannot reach the occupancy of large ones.",
        least=0.05,
        most=1,
        step=0.01,
    )
    shrinkage: Entry = given(
        "1",
        "Share of paid time not on duty: leave, sickness, breaks, training, meetings (taken together, once).",
        most=0.9,
        step=0.01,
    )
    planning_buffer: Entry = given(
        "1",
        "Reserve of agents above the calculated need, for what no plan foresees.",
        assumed=0.0,
        because="no reserve unless you state one",
        most=1,
        step=0.01,
    )
    whole_people: Entry = given(
        "1",
        "Round teams up to whole people (per channel and month).",
        assumed=False,
        because="part-time staff fill fractions",
        kind="switch",
        most=1,
    )
    fixed_agents: Entry = given(
        "agent", "A team of this size whatever the volume, in place of the calculated one.", step=1, per_channel=True
    )
    open_hours: Entry = given(
        "hour/week",
        "Hours a week the queue is open; 168 is around the clock.",
        assumed=0.0,
        because="no minimum crew unless you state opening hours",
        most=168,
        step=1,
    )
    minimum_on_duty: Entry = given(
        "1",
        "Agents who must be on duty whenever the queue is open.",
        assumed=0.0,
        because="no minimum crew unless you state one",
        step=1,
    )
    attrition: Entry = given(
        "1/year",
        "Leavers in a year as a share of the team; they are replaced.",
        assumed=0.0,
        because="no leavers unless you state attrition",
        most=5,
        step=0.01,
    )
    opening_agents: Entry = given(
        "agent",
        "Agents already there before month 1. Not stated: the team of month 1 is already there.",
        per_channel=True,
    )
    learning_months: Entry = given(
        "month",
        "Months a new hire needs to reach full productivity.",
        assumed=0,
        because="no learning curve unless you state one",
        most=24,
        step=1,
        kind="whole",
    )
    learning_productivity: Entry = given(
        "1",
        "Average productivity of a new hire during those months.",
        assumed=0.5,
        because="half on average; without learning months it has no effect",
        most=1,
        step=0.05,
    )
    learning_paid_by: Entry = choice(
        "Who pays for slow work at first, where a vendor bills agents, hours or minutes: the client (what it really "
        "takes is billed) or the vendor (what it takes at full speed is billed).",
        "client",
        "vendor",
        assumed="client",
        because="a vendor bills the people and the time it uses",
    )
    answer_share: Entry = given(
        "1",
        "Share of contacts to be answered in time, by channel. It keeps the occupancy within what a queue of its "
        "size can reach. Not stated: the occupancy holds whatever the size.",
        least=0.05,
        most=0.999,
        step=0.05,
    )
    answer_seconds: Entry = given(
        "second",
        "Seconds within which that share is answered.",
        assumed=20.0,
        because="80 % within 20 seconds is the field's usual target; without a share to be answered it has no effect",
        most=86400,
        step=5,
    )
    hourly_profile: Entry = given(
        "1",
        "Twenty-four shares of a day's contacts, from midnight; only their proportions count, 0 is a closed hour.",
        kind="hours",
    )
    open_days: Entry = given(
        "day/month",
        "Days a month the queue is open.",
        assumed=30.44,
        because="every day of the year, 365.25 / 12; without a share to be answered it has no effect",
        least=1,
        most=31,
        step=1,
    )
    patience: Entry = given(
        "second",
        "Mean time until a waiting customer gives up; 0: all wait until they are answered.",
        assumed=0.0,
        because="customers wait until they are answered; without a share to be answered it has no effect",
        most=86400,
        step=30,
    )


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A day without a single open hour."""
    for place in [scope, *scope.channels]:
        profile = place.value("hourly_profile")
        if profile is not None and not np.any(profile):
            yield "hourly_profile", "all 24 hours are 0, so the queue is never open; give the open hours their shares"
            return


@line("share", per="channel", called="attainable_occupancy", given="answer_share")
def occupancy_within_reach(
    contacts, hourly_profile, open_days, handle_time_now, answer_seconds, answer_share, patience
):
    """Share of their time agents can be busy when the queue is to be answered in time, at its size."""
    return attainable_occupancy(
        contacts, hourly_profile, open_days, handle_time_now, answer_seconds, answer_share, patience
    )


@line("share", per="channel", given="answer_share", otherwise="occupancy")
def occupancy_reached(occupancy, attainable_occupancy):
    """Share of the time on duty spent handling contacts: as stated, but no more than the queue's size allows."""
    return at_most(occupancy, attainable_occupancy)


@line("hour/month", per="channel")
def hours_to_pay(workload_hours, occupancy_reached, shrinkage):
    """Paid hours the work needs, with the time agents wait or are away."""
    return workload_hours / (occupancy_reached * (1 - shrinkage))


@line("agent", per="channel")
def minimum_crew(open_hours, minimum_on_duty, weeks_per_year, months_per_year, paid_hours, shrinkage):
    """Agents it takes to have the minimum on duty in every opening hour."""
    return open_hours * minimum_on_duty * weeks_per_year / months_per_year / (paid_hours * (1 - shrinkage))


@line("hour/month", per="channel", called="overtime_hours", given=("overtime_share", "fixed_agents"))
def overtime_of_stated_team(fixed_agents, paid_hours, overtime_share):
    """Hours the stated team works beyond its paid hours."""
    return fixed_agents * paid_hours * overtime_share


@line("hour/month", per="channel", given="overtime_share")
def overtime_hours(hours_to_pay, overtime_share, minimum_crew, paid_hours):
    """Hours worked as overtime, none where the minimum crew already has them."""
    return at_most(hours_to_pay * overtime_share, at_least(hours_to_pay - minimum_crew * paid_hours, 0))


@line("hour/month", per="channel", given="overtime_share", otherwise="hours_to_pay")
def regular_hours(hours_to_pay, overtime_hours):
    """Hours worked within regular time."""
    return hours_to_pay - overtime_hours


@line("agent", per="channel")
def agents_for_workload(regular_hours, paid_hours):
    """Full-time agents the work needs."""
    return regular_hours / paid_hours


@line("agent", per="channel")
def planned_agents(agents_for_workload, planning_buffer):
    """Full-time agents the work needs, with the reserve."""
    return agents_for_workload * (1 + planning_buffer)


@line("agent", per="channel", called="productive_agents", given="fixed_agents")
def stated_team(fixed_agents):
    """Agents needed: the team as stated."""
    return fixed_agents


@line("agent", per="channel")
def productive_agents(planned_agents, minimum_crew):
    """Agents needed, all of them experienced."""
    return at_least(planned_agents, minimum_crew)


@line("agent/month", per="channel", called="team_growth", given="opening_agents")
def growth_from_opening(productive_agents, opening_agents):
    """Change of the team since the month before, starting from the agents already there."""
    return change(productive_agents, opening_agents)


@line("agent/month", per="channel")
def team_growth(productive_agents):
    """Change of the team since the month before; the first month's team is already there."""
    return change(productive_agents, productive_agents)


@line("agent/month", per="channel")
def leavers(productive_agents, attrition, months_per_year):
    """Agents who leave and are replaced."""
    return productive_agents * attrition / months_per_year


@line("agent/month", per="channel")
def hires(team_growth, leavers):
    """New agents: growth and replacements; a shrinking team first shrinks by those who leave."""
    return at_least(team_growth + leavers, 0)


@line("agent", per="channel")
def hired_so_far(hires):
    """All agents hired since the contract began."""
    return running_total(hires)


@line("agent", per="channel")
def learners(hired_so_far, learning_months):
    """Agents still learning."""
    return hired_so_far - earlier(hired_so_far, learning_months)


@line("agent", per="channel")
def needed_agents(productive_agents, learners, learning_productivity):
    """Agents needed, with those who make up for new hires still learning."""
    return productive_agents + learners * (1 - learning_productivity)


@line("agent", per="channel")
def agents(needed_agents, whole_people):
    """Agents on the payroll."""
    return in_whole_people(needed_agents, whole_people)


@line("agent")
def team(agents: EachChannel):
    """Agents of all channels."""
    return total(agents)


# -- what a vendor bills of it ---------------------------------------------------------------------


@line("agent", per="channel", called="agents_at_full_speed", given=("start_productivity", "fixed_agents"))
def stated_team_at_full_speed(productive_agents):
    """Agents without those who make up for slow work at first: the team as stated."""
    return productive_agents


@line("agent", per="channel", given="start_productivity", otherwise="productive_agents")
def agents_at_full_speed(planned_agents, start_productivity, minimum_crew):
    """Agents the work would need at full speed from the start."""
    return at_least(planned_agents * start_productivity, minimum_crew)


@line("agent", per="channel", chosen={"learning_paid_by": "client"})
def billable_agents(agents):
    """Agents a vendor bills: all it needs, with those who make up for slow work at first."""
    return agents


@line("agent", per="channel", called="billable_agents", chosen={"learning_paid_by": "vendor"})
def agents_without_learning(agents_at_full_speed, whole_people):
    """Agents a vendor bills: as many as at full speed; slow work at first is at its own cost."""
    return in_whole_people(agents_at_full_speed, whole_people)


@line("agent")
def billable_team(billable_agents: EachChannel):
    """Agents of all channels that a vendor bills."""
    return total(billable_agents)


# -- who comes -------------------------------------------------------------------------------------


@line("agent/month")
def new_hires(hires: EachChannel):
    """Agents hired for all channels."""
    return total(hires)


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """How much less busy the agents are than stated, because the queue is small."""
    for row in option.all_of("occupancy_reached"):
        stated, attainable, contacts = np.broadcast_arrays(
            *(np.asarray(values[one], dtype=float) for one in (*row.arguments, row.arguments[1].arguments[0]))
        )
        stated, attainable = stated[contacts > 0], attainable[contacts > 0]  # nobody waits where nobody calls
        if np.any(stated - attainable > SLIGHT):
            most, least = float(np.max(attainable)), float(np.min(attainable))
            reach = f"{least:.0%}" if f"{least:.0%}" == f"{most:.0%}" else f"{least:.0%} to {most:.0%}"
            more = float(np.max(stated / attainable)) - 1
            yield (
                f"{row.scope.label} is answered in time only with agents busy {reach} of their time, not the "
                f"{float(np.max(stated)):.0%} stated; they are counted with that, up to {more:.0%} more hours."
            )
