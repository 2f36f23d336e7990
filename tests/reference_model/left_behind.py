"""What the old team leaves behind when its work moves: severance, and costs that stay for a while.

40 agents, 6,000 each, half of the work moves in month 1 and half in month 2: 120,000 and 120,000
10,000 stay and fade over ten months, each part from the month in which its work moved
"""

from tests.reference_model.around import CHANGE, Baseline
from tests.reference_model.entries import Inputs, NotCovered
from tests.reference_model.work import ramp_now

SECTION = "old_team"
COVERS = {
    SECTION: {
        "severance_per_agent", "old_team_agents", "redeployed_share", "severance_month", "stranded_cost",
        "stranded_premises", "stranded_technology", "stranded_overhead", "stranded_months",
    },
}  # fmt: skip
STAYING = {
    "premises_that_stay": ("stranded_premises", ("premises", "workstations")),
    "technology_that_stays": ("stranded_technology", ("licences", "telephony_licences", "telephony", "it_support")),
    "overhead_that_stays": ("stranded_overhead", ("overhead", "compliance_audits")),
}


def left_behind(option: Inputs, baseline: Baseline | None) -> dict[str, list[float]]:
    """By name, what leaving costs and what stays."""
    found: dict[str, list[float]] = {}
    months = range(option.months)
    released = _released(option)
    if option.states(SECTION, "severance_per_agent"):
        each = option.by_month(SECTION, "severance_per_agent")
        if option.states(SECTION, "old_team_agents"):
            agents = option.by_month(SECTION, "old_team_agents")
        elif baseline is not None and baseline.team:
            agents = baseline.team
        else:
            raise NotCovered("severance of an old team of unknown size")
        staying = option.by_month(SECTION, "redeployed_share", 0.0)
        leaving = _leaving(option, released)
        found["severance"] = [each[m] * agents[m] * (1 - staying[m]) * leaving[m] for m in months]
    if option.states(SECTION, "stranded_months"):
        fading = int(option.one(SECTION, "stranded_months"))
        faded = [sum(released[max(0, m - fading) : m]) / fading for m in months]
        share = [max(released[m] - faded[m], 0.0) for m in months]  # work that comes back takes its costs along
        if option.states(SECTION, "stranded_cost"):
            cost = option.by_month(SECTION, "stranded_cost")
            found["stranded_amount"] = [cost[m] * share[m] for m in months]
        for name, (input_name, lines) in STAYING.items():
            if option.states(SECTION, input_name) and baseline is not None:
                part = option.by_month(SECTION, input_name)
                cost = [sum(baseline.costs.get(line, [0.0] * option.months)[m] for line in lines) for m in months]
                found[name] = [part[m] * cost[m] * share[m] for m in months]
    return found


def _released(option: Inputs) -> list[float]:
    """The share of the old team that is no longer paid: its work has moved and parallel running is over."""
    moved = ramp_now(option)
    until = option.one(CHANGE, "parallel_months", 0)
    kept = option.by_month(CHANGE, "parallel_share", 1.0)
    return [1 - max(1 - moved[m], kept[m] if m < until else 0.0) for m in range(option.months)]


def _leaving(option: Inputs, released: list[float]) -> list[float]:
    """The share that leaves in each month: once gone nobody leaves again, and those who stay take no severance."""
    if option.states(SECTION, "severance_month"):
        month = int(option.one(SECTION, "severance_month"))
        return [max(released) if m + 1 == month <= option.last else 0.0 for m in range(option.months)]
    most, found = 0.0, []
    for one in released:
        found.append(max(one - most, 0.0))
        most = max(most, one)
    return found
