"""From hours of work to people.

    7,059 hours / (160 paid hours x 82 % occupancy x (1 - 30 % shrinkage)) = 76.9 agents

A queue that must always be open needs a minimum crew. New agents are slow at first, and others make up for them.
"""

from dataclasses import dataclass

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, whole_above, yes
from tests.reference_model.work import Work

COVERS = {
    "staffing": {
        "paid_hours", "occupancy", "shrinkage", "planning_buffer", "whole_people", "fixed_agents", "open_hours",
        "minimum_on_duty", "attrition", "opening_agents", "learning_months", "learning_productivity",
        "learning_paid_by",
    },
}  # fmt: skip
WEEKS_PER_YEAR = 52.18  # 365.25 / 7, to the two digits the inputs state


@dataclass
class Team:
    """The agents of one channel, month by month."""

    agents: list[float]
    productive: list[float]  # as many as are needed when all are experienced
    billable: list[float]  # those a vendor bills
    for_work: list[float]  # what the work takes, with the reserve, whatever the minimum crew
    crew: list[float]
    hires: list[float]
    overtime_hours: list[float]
    paid_hours: list[float]  # of one agent
    shrinkage: list[float]


def whole_people(option: Inputs) -> bool:
    return yes(option.word("staffing", "whole_people", False))


def team_of(option: Inputs, channel: str, work: Work) -> Team:
    """The team one channel takes."""
    months = range(option.months)
    fixed = option.states("staffing", "fixed_agents")
    paid_hours = option.by_month("staffing", "paid_hours", None if not fixed else 0.0, channel)
    occupancy = option.by_month("staffing", "occupancy", None if not fixed else 1.0, channel)
    shrinkage = option.by_month("staffing", "shrinkage", None if not fixed else 0.0, channel)
    buffer = option.by_month("staffing", "planning_buffer", 0.0, channel)
    open_hours = option.by_month("staffing", "open_hours", 0.0, channel)
    on_duty = option.by_month("staffing", "minimum_on_duty", 0.0, channel)
    share = option.by_month("in_house", "overtime_share", 0.0, channel)

    crew = []
    for m in months:
        open_a_month = open_hours[m] * WEEKS_PER_YEAR / MONTHS_PER_YEAR
        crew.append(open_a_month * on_duty[m] / (paid_hours[m] * (1 - shrinkage[m])) if open_a_month else 0.0)

    def planned(hours: list[float]) -> tuple[list[float], list[float]]:
        """Agents with the reserve, and the hours of overtime that take the place of others."""
        agents, overtime = [], []
        for m in months:
            to_pay = hours[m] / (occupancy[m] * (1 - shrinkage[m]))
            beyond_the_crew = max(to_pay - crew[m] * paid_hours[m], 0.0)
            overtime.append(min(to_pay * share[m], beyond_the_crew))
            regular = to_pay - overtime[m]
            agents.append(regular / paid_hours[m] * (1 + buffer[m]) if paid_hours[m] else 0.0)
        return agents, overtime

    for_work, overtime = planned(work.hours)
    at_full_speed = planned(work.hours_at_full_speed)[0]
    if fixed:
        productive = option.by_month("staffing", "fixed_agents", channel=channel)
        full = list(productive)
        overtime = [productive[m] * paid_hours[m] * share[m] for m in months]
    else:
        productive = [max(for_work[m], crew[m]) for m in months]
        full = [max(at_full_speed[m], crew[m]) for m in months]
    hires = _hires(option, channel, productive)
    needed = [productive[m] + making_up for m, making_up in enumerate(_making_up(option, channel, hires))]
    if whole_people(option):
        needed, full = [whole_above(one) for one in needed], [whole_above(one) for one in full]
    vendor_pays = option.word("staffing", "learning_paid_by", "client") == "vendor"
    return Team(
        needed, productive, full if vendor_pays else needed, for_work, crew, hires, overtime, paid_hours, shrinkage
    )


def _hires(option: Inputs, channel: str, productive: list[float]) -> list[float]:
    """Growth and replacements; a shrinking team first shrinks by those who leave."""
    attrition = option.by_month("staffing", "attrition", 0.0, channel)
    before = productive[0]
    if option.states("staffing", "opening_agents"):
        before = option.by_month("staffing", "opening_agents", channel=channel)[0]
    found = []
    for m, team in enumerate(productive):
        leavers = team * attrition[m] / MONTHS_PER_YEAR
        found.append(max(team - before + leavers, 0.0))
        before = team
    return found


def _making_up(option: Inputs, channel: str, hires: list[float]) -> list[float]:
    """Agents who make up for those still learning."""
    learning = option.by_month("staffing", "learning_months", 0.0, channel)
    productivity = option.by_month("staffing", "learning_productivity", 0.5, channel)
    found = []
    for m in range(len(hires)):
        learners = sum(hires[max(0, m + 1 - int(learning[m])) : m + 1]) if learning[m] else 0.0
        found.append(learners * (1 - productivity[m]))
    return found
