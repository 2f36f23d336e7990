"""The model once more, small and by itself: plain Python loops over months, nothing of the package.

What both get wrong in the same way stays hidden; what either gets wrong alone shows. It covers the example's
in-house option and its vendors by the minute, by the seat, by core seats with overflow and by the resolution:
staffing, wages, indexation, minimum, credits, transition, present value, payback.
"""

import math
from typing import Any

MINUTE, HOUR = 60, 3600


def whole(number: float) -> int:
    """The next whole number up, without buying a seat for the last bit."""
    return math.ceil(round(number, 6))


def discounted(flows: list[float], rate: float) -> float:
    """Worth at the start of amounts paid at mid-month."""
    return sum(flow / (1 + rate) ** ((month + 0.5) / 12) for month, flow in enumerate(flows))


def issues(programme: dict[str, Any], channel: str, month: int) -> float:
    """What customers want settled in a month (0 is the first)."""
    calendar = (programme["first_calendar_month"] - 1 + month) % 12
    volume = programme["volume"][channel] * (1 + programme["growth"]) ** (month / 12) * programme["season"][calendar]
    return volume * (1 - (1 - programme["measured_resolution"]) * programme["repeat_rate"])


def contacts(programme: dict[str, Any], option: dict[str, Any], channel: str, month: int) -> float:
    """Contacts with repeats, of the part of the work the option has taken over."""
    ramp = option.get("ramp", [1.0])
    taken = issues(programme, channel, month) * ramp[min(month, len(ramp) - 1)]
    return taken / (1 - (1 - option["resolution"]) * programme["repeat_rate"])


def handle_time(programme: dict[str, Any], option: dict[str, Any], channel: str, month: int) -> float:
    """Seconds a contact takes once automation has come so far."""
    progress = min((month + 1) / programme["automation_months"], 1)
    return option["handle_time"][channel] * (1 - programme["automation"] * progress)


def agents_by_month(programme: dict[str, Any], option: dict[str, Any], channel: str) -> list[dict[str, float]]:
    """Agents, hires and overtime of one channel, month by month."""
    paid = option.get("paid_hours", programme["paid_hours"])
    at_once = programme["at_once"].get(channel, 1)
    crew = programme["open_hours"] * programme["on_duty"] * 52.18 / 12 / (paid * (1 - option["shrinkage"]))
    found: list[dict[str, float]] = []
    before, hires = None, []
    for month in range(programme["months"]):
        work = contacts(programme, option, channel, month) * handle_time(programme, option, channel, month) / HOUR
        work = work / at_once
        to_pay = work / option["occupancy"] / (1 - option["shrinkage"])
        overtime = min(to_pay * option.get("overtime", 0), max(to_pay - crew * paid, 0))
        needed = max((to_pay - overtime) / paid, crew)
        growth = 0.0 if before is None else needed - before
        hires.append(max(growth + needed * option.get("attrition", 0) / 12, 0))
        learning = (
            sum(hires[max(0, month + 1 - option.get("learning_months", 0)) :]) if option.get("learning_months") else 0
        )
        payroll = whole(needed + learning * (1 - option.get("learning_productivity", 1)))
        for_work = (to_pay - overtime) / paid
        found.append({"agents": payroll, "for_work": for_work, "hires": hires[-1], "overtime": overtime, "work": work})
        before = needed
    return found


def wages_in_house(programme: dict[str, Any], option: dict[str, Any]) -> dict[str, list[float]]:
    """Base wages, overtime pay and people of the in-house option."""
    teams = [agents_by_month(programme, option, channel) for channel in programme["volume"]]
    found: dict[str, list[float]] = {"wages": [], "overtime_pay": [], "team": [], "hires": []}
    for month in range(programme["months"]):
        now = [team[month] for team in teams]
        wage = option["wage"] * (1 + programme["wage_inflation"]) ** (month // 12)
        found["team"].append(sum(one["agents"] for one in now))
        found["hires"].append(sum(one["hires"] for one in now))
        found["wages"].append(found["team"][-1] * programme["paid_hours"] * wage)
        found["overtime_pay"].append(sum(one["overtime"] for one in now) * wage * (1 + option["overtime_premium"]))
    return found


def fee_by_minute(programme: dict[str, Any], option: dict[str, Any]) -> list[float]:
    """The vendor's bill for handled minutes, before clauses."""
    return [
        sum(
            contacts(programme, option, channel, month) * handle_time(programme, option, channel, month)
            for channel in programme["volume"]
        )
        / MINUTE
        * option["price"]
        for month in range(programme["months"])
    ]


def fee_by_seat(programme: dict[str, Any], option: dict[str, Any]) -> list[float]:
    """The vendor's bill for a seat for each agent, before clauses."""
    teams = [agents_by_month(programme, option, channel) for channel in programme["volume"]]
    return [
        option["price"] * whole(sum(team[month]["agents"] for team in teams)) for month in range(programme["months"])
    ]


def fee_by_core_and_overflow(programme: dict[str, Any], option: dict[str, Any]) -> list[float]:
    """The vendor's bill for its core seats and, by ticket, for the share of the work the core cannot do."""
    teams = [agents_by_month(programme, option, channel) for channel in programme["volume"]]
    fees = []
    for month in range(programme["months"]):
        core = option["core"][min(month, len(option["core"]) - 1)]
        people = sum(team[month]["for_work"] for team in teams)
        beyond = (people - core) / people if people > core else 0
        tickets = {channel: contacts(programme, option, channel, month) * beyond for channel in programme["volume"]}
        fees.append(core * option["price"] + sum(tickets[channel] * option["overflow"][channel] for channel in tickets))
    return fees


def resolved_and_left(programme: dict[str, Any], option: dict[str, Any]) -> tuple[list[float], list[float]]:
    """The bill for what a machine resolves, and what people cost who settle the rest, each month."""
    bills, people = [], []
    for month in range(programme["months"]):
        moved = option["ramp"][min(month, len(option["ramp"]) - 1)]
        wage = (1 + programme["wage_inflation"]) ** (month // 12)
        bill = left = 0.0
        for channel, rate in option["resolved"].items():
            seen = issues(programme, channel, month) * moved
            bill += seen * rate * option["price"][channel]
            handled, waiting = 0.0, seen * (1 - rate)
            while waiting > 1e-18 * seen:  # each round of customers who were not helped and ask again
                handled, waiting = handled + waiting, waiting * (1 - option["resolution"]) * programme["repeat_rate"]
            left += handled * option["people_cost"][channel] * wage
        bills.append(bill)
        people.append(left)
    return bills, people


def vendor_costs(
    programme: dict[str, Any], option: dict[str, Any], fees: list[float], old_team: list[float]
) -> dict[str, list[float]]:
    """What the client pays each month, clause by clause, in the order of the invoice."""
    found: dict[str, list[float]] = {}

    def note(name: str, amount: float) -> float:
        found.setdefault(name, []).append(amount)
        return amount

    months = programme["months"]
    for month in range(months):
        rise = min(option["indexation"], option["indexation_cap"]) if "indexation" in option else 0
        bill = fee = note("service_fee", fees[month] * (1 + rise) ** (month // 12))
        if "minimum" in option:
            minimum = option["minimum"] if month + 1 >= option["minimum_from"] else 0
            bill = fee + note("commitment_top_up", max(minimum - fee, 0))
        if "kpis" in option:
            missed = sum(math.floor(round(max(t - a, 0) / 0.01, 6)) * p for t, a, p in option["kpis"])
            note("service_credit", -bill * min(missed, option["penalty_cap"]))
        note("vendor_management", bill * option["governance"])
        note(
            "retained_team",
            option["retained"] * option["salary"] / 12 * (1 + programme["wage_inflation"]) ** (month // 12),
        )
        moved = option["ramp"][min(month, len(option["ramp"]) - 1)]
        still = note("work_not_yet_moved", old_team[month] * (1 - moved))
        parallel = old_team[month] if month < option["parallel"] else 0
        note("parallel_running", max(parallel - still, 0))
        note("transition_payment", option["transition_fee"] * option["transition_shares"].get(month + 1, 0))
        if "exit" in option:
            note("exit_payment", option["exit"] / 3 if month >= months - 3 else 0)
    return found


def payback(savings: list[float], due: list[float]) -> float | None:
    """Months until the savings have made up for good for what was due, with the part of the month.

    ``due`` is paid when its month begins, the savings (without what was due) come in evenly through their month.
    """
    balance, behind, catching_up = 0.0, 0.0, None
    for month, (saving, payment) in enumerate(zip(savings, due, strict=True)):
        balance -= payment
        if round(balance, 2) < 0:
            behind, catching_up = -balance, month
        balance += saving
    if round(balance, 2) <= 0:
        return None
    return 0.0 if catching_up is None else catching_up + behind / savings[catching_up]
