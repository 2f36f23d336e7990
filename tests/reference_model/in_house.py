"""What it costs to do it yourself; each cost has a rate, and one without a rate is not there.

    76.9 agents x 160 hours x 21.82 = 268,500 of wages a month, before everything below

Wages rise with wages, everything bought with costs, on the anniversary. On-costs and overhead are on all pay.
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, whole_above
from tests.reference_model.people import Team, whole_people
from tests.reference_model.work import Work

SUPERVISORS = ("team_leader", "quality_analyst", "workforce_analyst", "trainer", "manager")
COVERS = {
    "inflation": {"wage_inflation", "cost_inflation"},
    "in_house": {
        "hourly_wage", "overtime_share", "overtime_premium", "bonus_rate", "shift_share", "shift_premium",
        "language_share", "language_premium", "on_cost_rate", "benefits_rate", "recruiting_cost",
        "training_programme", "training_hours", "training_wage", "support_hours", "agents_per_seat",
        "premises_rate", "workstation_price", "workstation_life", "licence_rate", "telephony_licence_rate",
        "telephony_rate", "it_support_rate", "compliance_cost", "overhead_rate", "monthly_budget",
        *(f"{role}_span" for role in SUPERVISORS), *(f"{role}_wage" for role in SUPERVISORS),
    },
}  # fmt: skip
SUPPORT_HOURS = 173.33  # 40 hours a week
Costs = dict[str, list[float]]


def raised(option: Inputs, name: str) -> list[float]:
    """Wages or costs against contract year 1: they rise on the anniversary."""
    rise = option.by_month("inflation", name, 0.0)
    return [(1 + rise[m]) ** (m // MONTHS_PER_YEAR) for m in range(option.months)]


def costs_of(option: Inputs, work: dict[str, Work], teams: dict[str, Team]) -> Costs:
    """By name, what each cost is in each month."""
    months = range(option.months)
    wages_now, costs_now = raised(option, "wage_inflation"), raised(option, "cost_inflation")
    team = [sum(one.agents[m] for one in teams.values()) for m in months]
    hires = [sum(one.hires[m] for one in teams.values()) for m in months]
    paid_time = [sum(one.agents[m] * one.paid_hours[m] for one in teams.values()) for m in months]

    def rate(name: str) -> list[float]:
        return option.by_month("in_house", name) if has(name) else [0.0] * option.months

    def has(name: str) -> bool:
        return option.states("in_house", name)

    pay: Costs = {}
    if has("hourly_wage"):
        wage = {channel: option.by_month("in_house", "hourly_wage", channel=channel) for channel in teams}
        pay["wages"] = [
            sum(one.agents[m] * one.paid_hours[m] * wage[channel][m] for channel, one in teams.items()) * wages_now[m]
            for m in months
        ]
        if has("overtime_share"):
            extra = option.by_month("in_house", "overtime_premium", 0.5)
            pay["overtime_pay"] = [
                sum(one.overtime_hours[m] * wage[channel][m] for channel, one in teams.items())
                * (1 + extra[m])
                * wages_now[m]
                for m in months
            ]
        pay["bonus"] = [rate("bonus_rate")[m] * pay["wages"][m] for m in months]
        for kind in ("shift", "language"):
            share, premium = rate(f"{kind}_share"), rate(f"{kind}_premium")
            pay[f"{kind}_pay"] = [share[m] * premium[m] * pay["wages"][m] for m in months]
    if has("training_hours"):
        hours, wage_then = rate("training_hours"), rate("training_wage")
        pay["training_pay"] = [hires[m] * hours[m] * wage_then[m] * wages_now[m] for m in months]
    support_hours = option.by_month("in_house", "support_hours", SUPPORT_HOURS)
    for role in SUPERVISORS:
        if has(f"{role}_span"):
            span, wage_of_role = rate(f"{role}_span"), rate(f"{role}_wage")
            people = [_whole_where_people_are(option, team[m] / span[m]) for m in months]
            pay[f"{role}_pay"] = [people[m] * support_hours[m] * wage_of_role[m] * wages_now[m] for m in months]

    all_pay = [sum(one[m] for one in pay.values()) for m in months]
    other: Costs = {
        "on_costs": [rate("on_cost_rate")[m] * all_pay[m] for m in months],
        "overhead": [rate("overhead_rate")[m] * all_pay[m] for m in months],
        "benefits": [rate("benefits_rate")[m] * paid_time[m] * wages_now[m] for m in months],
        "recruiting": [rate("recruiting_cost")[m] * hires[m] * costs_now[m] for m in months],
        "training_material": [rate("training_programme")[m] * hires[m] * costs_now[m] for m in months],
    }
    sharing = option.by_month("in_house", "agents_per_seat", 1.0)
    places = [team[m] / sharing[m] for m in months]  # people are whole, workplaces need not be
    life = option.by_month("in_house", "workstation_life", 48.0)
    other["premises"] = [rate("premises_rate")[m] * places[m] * costs_now[m] for m in months]
    other["workstations"] = [rate("workstation_price")[m] / life[m] * places[m] * costs_now[m] for m in months]
    for name, cost in (
        ("licences", "licence_rate"),
        ("telephony_licences", "telephony_licence_rate"),
        ("it_support", "it_support_rate"),
    ):
        other[name] = [rate(cost)[m] * team[m] * costs_now[m] for m in months]
    if has("telephony_rate"):
        price = {channel: option.by_month("in_house", "telephony_rate", 0.0, channel) for channel in work}
        other["telephony"] = [
            sum(one.contacts[m] * one.seconds[m] / 60 * price[channel][m] for channel, one in work.items())
            * costs_now[m]
            for m in months
        ]
    other["compliance_audits"] = [rate("compliance_cost")[m] / MONTHS_PER_YEAR * costs_now[m] for m in months]
    other["other_running_costs"] = [rate("monthly_budget")[m] * costs_now[m] for m in months]
    return pay | other


def _whole_where_people_are(option: Inputs, amount: float) -> float:
    return whole_above(amount) if whole_people(option) else amount
