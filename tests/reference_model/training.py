"""Training that the vendor charges: the first team, growth, and replacements where the client pays for them.

    30 agents x (120 hours - 5 days x 8 hours that are not billed) x 15.00 = 36,000 to begin with

Whoever joins while the work still moves belongs to the transition. Where the contract fixes how many are billed, it is
their people who are trained.
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, yes
from tests.reference_model.people import Team
from tests.reference_model.work import ramp

CLAUSE = "contract.training"
COVERS = {
    CLAUSE: {
        "training_rate", "agent_training_hours", "unbilled_training_days", "training_day", "training_price",
        "replacements_paid_by", "training_indexed",
    },
}  # fmt: skip


def training(
    option: Inputs, teams: dict[str, Team], level: list[float], on_seats: list[float] | None
) -> dict[str, list[float]]:
    """What training costs while the work moves, and later; ``on_seats`` are the people the contract fixes."""
    price = _price(option)
    if yes(option.word(CLAUSE, "training_indexed", True)):
        price = [one * level[m] for m, one in enumerate(price)]
    joining, replacing = _on_seats(option, teams, on_seats) if on_seats else _as_needed(option, teams)
    by_client = option.word(CLAUSE, "replacements_paid_by", "vendor") == "client"
    moved, first, later = ramp(option), [], []
    for m, new in enumerate(joining):
        still_moves = (moved[m - 1] if m else 0.0) < max(moved)
        first.append(new * price[m] if still_moves else 0.0)
        later.append((0.0 if still_moves else new * price[m]) + (replacing[m] * price[m] if by_client else 0.0))
    return {"initial_training": first, "later_training": option.in_force(later)}


def _price(option: Inputs) -> list[float]:
    """The price of training one agent."""
    if option.states(CLAUSE, "training_price"):
        return option.by_month(CLAUSE, "training_price")
    hours, rate = option.by_month(CLAUSE, "agent_training_hours"), option.by_month(CLAUSE, "training_rate")
    free, day = option.by_month(CLAUSE, "unbilled_training_days", 0.0), option.by_month(CLAUSE, "training_day", 8.0)
    return [max(hours[m] - free[m] * day[m], 0.0) * rate[m] for m in range(option.months)]


def _as_needed(option: Inputs, teams: dict[str, Team]) -> tuple[list[float], list[float]]:
    """Agents who come for more work, and those who take the place of leavers: a shrinking team replaces fewer."""
    joining, replacing = [0.0] * option.months, [0.0] * option.months
    for channel, team in teams.items():
        before = _there_before(option, channel)
        attrition = option.by_month("staffing", "attrition", 0.0, channel)
        for m, agents in enumerate(team.productive):
            growth = agents - before
            leaving = agents * attrition[m] / MONTHS_PER_YEAR
            joining[m] += max(growth, 0.0)
            replacing[m] += max(leaving + min(growth, 0.0), 0.0)
            before = agents
    return joining, replacing


def _on_seats(option: Inputs, teams: dict[str, Team], people: list[float]) -> tuple[list[float], list[float]]:
    """The same of people on seats that the contract fixes: they leave as all agents do."""
    before = sum(_there_before(option, channel) for channel in teams)
    joining, replacing = [], []
    for m, now in enumerate(people):
        agents = leaving = 0.0
        for channel, team in teams.items():
            attrition = option.by_month("staffing", "attrition", 0.0, channel)
            agents += team.productive[m]
            leaving += team.productive[m] * attrition[m] / MONTHS_PER_YEAR
        share = leaving / agents if agents else 0.0
        joining.append(max(now - before, 0.0))
        replacing.append(max(now * share + min(now - before, 0.0), 0.0))
        before = now
    return joining, replacing


def _there_before(option: Inputs, channel: str) -> float:
    """Agents who know the work before month 1: none, where none are stated."""
    if not option.states("staffing", "opening_agents"):
        return 0.0
    return option.by_month("staffing", "opening_agents", channel=channel)[0]
