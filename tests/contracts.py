"""Contracts drawn from the whole space: any pricing model under any set of clauses, any switch, any input.

Sections follow from the declared inputs and groups, so a new clause is drawn as soon as its file exists. What a
declaration does not say stands in tables of its own below: which amounts are usual, which inputs need or exclude each
other, and how the parts of a section fit (tiers join, a cap is above its floor, misses are part of the events).

A drawn contract may still contradict itself. The model then refuses it in sentences, and fails in no other way.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider
from pydantic import BaseModel

from tcomodel import Comparison, compare, pricing, scenario_from
from tcomodel.contract import CLAUSES
from tcomodel.givens import Given, Members, givens_of, members_of
from tcomodel.in_house import Costs
from tcomodel.places import SECTIONS, read_by_channel
from tcomodel.problems import ProblemsFound
from tests.case_file import card

SEEDS = st.integers(0, 2**20)
Draw = Callable[[st.SearchStrategy[Any]], Any]
Section = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """What every section of a scenario has in common."""

    channels: tuple[str, ...]
    months: int


# -- one entry -------------------------------------------------------------------------------------------

# How large a number of a unit is in a contract of this size; a unit that is not here is drawn from OTHERWISE.
AMOUNTS: dict[str, tuple[float, float]] = {
    "currency": (0, 300_000), "currency/month": (0, 90_000), "currency/year": (0, 90_000), "currency/day": (0, 2_000),
    "currency/seat/month": (500, 4_000), "currency/agent/month": (5, 300), "currency/hour": (5, 40),
    "currency/minute": (0.1, 1), "currency/contact": (0.2, 9), "currency/resolution": (0.5, 4),
    "currency/unit": (0.2, 9), "currency/sale": (2, 60), "currency/action": (0.1, 2), "currency/point": (10, 900),
    "currency/agent": (100, 5_000), "currency/agent/day": (5, 90), "currency/person": (50, 900),
    "currency/person/year": (40_000, 120_000), "currency/person/hour": (40, 150), "currency/seat": (100, 2_000),
    "contact/month": (0, 40_000), "unit/month": (0, 40_000), "unit": (1, 5_000), "agent": (1, 60), "seat": (1, 60),
    "agent/seat": (0.5, 3), "agent/person": (5, 30), "person": (0, 9), "person/contact": (0.2, 1),
    "month": (0, 12), "year": (1, 3), "day": (0, 90), "day/month": (15, 31), "day/agent": (0, 10),
    "hour": (0, 400), "hour/agent": (0, 160), "hour/month": (1, 400), "hour/week": (0, 100),
    "hour/agent/month": (120, 190), "hour/person/month": (120, 190), "hour/day": (4, 10),
    "second": (1, 120), "second/contact": (60, 900), "point/month": (0, 6), "point": (0, 10),
    "1": (0, 1), "1/month": (0, 1), "1/year": (-0.05, 0.1), "share": (0, 1),
}  # fmt: skip
OTHERWISE = {"currency": (0, 1_000), "": (0, 10)}
MOST_WHOLE = 7  # months, years, points: no more than the shortest term


def number(low: float, high: float) -> st.SearchStrategy[float]:
    """A number as a person would write it, six digits at most and nothing below a millionth."""
    return st.floats(low, high, allow_nan=False).map(lambda value: float(f"{round(value, 6):.6g}"))


def limits(given: Given) -> tuple[float, float]:
    """The usual amounts of an input, within those it allows."""
    low, high = AMOUNTS.get(given.unit) or OTHERWISE.get(given.unit.partition("/")[0], OTHERWISE[""])
    low = low if given.least is None else max(low, given.least)
    high = high if given.most is None else min(high, given.most)
    return low, max(low, high)


def entry_of(draw: Draw, given: Given, frame: Frame, place: str) -> Any:
    """What may be written for an input: one value, or now and then one for each month or channel."""
    fitting = FITTING.get((place, given.name), FITTING.get(given.name))
    if fitting is None and given.kind == "choice":
        return Random(draw(SEEDS)).choice(given.choices)
    if fitting is None and given.kind == "switch":
        return draw(st.booleans())
    if fitting is None and given.kind == "schedule":
        return draw(st.sampled_from(SCHEDULES))
    if fitting is None and given.kind == "hours":
        return draw(st.sampled_from(DAYS))
    low, high = limits(given)
    one = number(low, high) if fitting is None else fitting
    if fitting is None and given.kind == "whole":
        least = int(low) if given.least is None else int(given.least)
        one = st.integers(least, max(least, min(int(given.most or MOST_WHOLE), MOST_WHOLE)))
    if given.kind == "months":
        several: Any = draw(st.lists(one, min_size=1, max_size=3))
    else:
        several = draw(one)
    if given.per_channel and place not in KINDS:
        return {channel: several if index == 0 else draw(one) for index, channel in enumerate(frame.channels)}
    if given.kind != "number" or isinstance(several, str) or place in ("in_house", *KINDS_IN_ONE_PIECE):
        return several
    shape = draw(st.integers(0, 9))
    if shape == 1 and not given.constant and not given.within_term:
        return [several, draw(one)] * (frame.months // 2) + [several] * (frame.months % 2)
    if shape == 2 and place not in KINDS and given.name in read_by_channel():
        return {channel: several if index == 0 else draw(one) for index, channel in enumerate(frame.channels)}
    return several


SCHEDULES = (
    [{"month": 1, "share": 0.4}, {"month": 5, "share": 0.6}],
    [{"month": 2, "share": "100%"}],
    [{"month": 1, "share": 0.5}, {"month": 3, "share": 0.25}, {"month": 7, "share": 0.25}],
)
DAYS = (
    [1] * 24,
    [0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 6, 6, 5, 5, 4, 3, 2, 2, 1, 1, 0],
)


# -- one section -----------------------------------------------------------------------------------------


def section(draw: Draw, terms: type[BaseModel], frame: Frame, place: str) -> Section:
    """A section with any of its inputs and groups that can stand together; ``place`` names it in the tables below."""
    givens, groups = givens_of(terms), members_of(terms)
    known = [*givens, *groups]
    stated = some(draw, known)
    stated |= {draw(st.sampled_from(names)) for names in ONE_OF.get(place, ()) if not stated & set(names)}
    choices = {name: givens[name].assumed for name in givens if givens[name].kind == "choice"}
    choices |= {name: entry_of(draw, givens[name], frame, place) for name in choices if name in stated}
    stated = fitting_names(place, stated, choices)
    found: Section = {}
    for name in known:
        if name in stated and name in groups:
            found[name] = members(draw, groups[name], frame)
        elif name in stated:
            found[name] = choices[name] if name in choices else entry_of(draw, givens[name], frame, place)
    return as_written(TIDY.get(place, lambda drawn: drawn)(found), givens)


def as_written(drawn: Section, givens: dict[str, Given]) -> Section:
    """A share of 100 % and more as a person has to write it, with its sign."""

    def written(value: Any) -> Any:
        if isinstance(value, list):
            return [written(one) for one in value]
        if isinstance(value, dict):
            return {key: written(one) for key, one in value.items()}
        return f"{value * 100:.9g}%" if isinstance(value, float | int) and value >= 1 else value

    in_numbers = MEASURED if drawn.get("measured_in") == "number" else ()
    shares = {name for name, one in givens.items() if one.is_share and one.kind != "schedule"} - {*in_numbers}
    return {name: written(value) if name in shares else value for name, value in drawn.items()}


def some(draw: Draw, names: Iterable[str]) -> set[str]:
    """Any of the names, each as likely to be among them as not; hypothesis by itself would prefer few and simple."""
    chance = Random(draw(SEEDS))
    return {name for name in names if chance.random() < 0.5}


def fitting_names(place: str, stated: set[str], choices: dict[str, Any]) -> set[str]:
    """The inputs of a section that can stand together: what excludes another is left out, what it needs is added."""
    stated = set(stated)
    for name, (choice, values) in ONLY.get(place, {}).items():
        if choices[choice] not in values:
            stated.discard(name)
    for names in APART.get(place, ()):
        both = [name for name in names if name in stated]
        stated -= set(both[1:])
    stated |= set(ALWAYS.get(place, ()))
    for needing, needed in (*NEEDS.get(place, {}).items(), *NEEDS.get(place, {}).items()):
        name, value = needing if isinstance(needing, tuple) else (needing, None)
        if choices.get(name) == value if isinstance(needing, tuple) else name in stated:
            stated |= set(needed)
    return stated


def members(draw: Draw, group: Members, frame: Frame) -> Any:
    """The members of a group; a group by channel has a list for each."""
    if group.per_channel:
        return {channel: entries(draw, group, frame) for channel in frame.channels}
    return entries(draw, group, frame)


def entries(draw: Draw, group: Members, frame: Frame) -> Any:
    count = draw(st.integers(1, 3 if group.ordered else 2))
    one_by_one = [section(draw, group.terms, frame, group.kind) for _ in range(count)]
    if group.ordered:
        return JOINED.get(group.kind, lambda drawn: drawn)(one_by_one)
    names = NAMES.get(group.kind) or [f"{group.kind}_{letter}" for letter in "abc"]
    return dict(zip(names, one_by_one, strict=False))


# -- what a declaration does not say: which inputs belong together -------------------------------------------

KINDS = ("kpi", "band", "step", "tier", "index_term", "exchange_rate", "premium", "charge")
KINDS_IN_ONE_PIECE = ("band", "step", "tier", "anchored_price", "kpi")  # their edges and rates fit as single numbers
NAMES = {"index_term": ("prices", "wages"), "exchange_rate": ("peso", "zloty")}

ALWAYS: dict[str, tuple[str, ...]] = {
    "commission": ("conversion_rate", "order_value", "commission_rate"),
    "cost_plus": ("vendor_hourly_cost", "margin"),
    "fixed_fee": ("monthly_fee",),
    "hybrid": ("core_seats", "seat_rate", "overflow_price"),
    "outcome": ("unresolved_cost", "resolution_rate"),
    "per_hour": ("hour_rate",),
    "per_minute": ("minute_rate",),
    "per_sale": ("conversion_rate", "sale_price"),
    "per_seat": ("seat_rate",),
    "per_ticket": ("ticket_price",),
    "in_house": ("hourly_wage", "premises_rate", "licence_rate", "overhead_rate"),
    "service_levels": ("kpis",),
    "kpi": ("target",),
    "tier": ("over", "up_to", "price"),
    "step": ("from_points", "step_share"),
    "index_term": ("weight",),
    "currency": ("exchange_rates",),
    "pass_through": ("charges",),
    "target_cost": ("cost_target", "target_fee", "vendor_share"),
    "gain_share": ("gain_part",),
    "anchored_price": ("base_charge", "baseline_units", "arc_rate", "rrc_rate"),
}
ONE_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "kpi": (("attained", "events"),),
    "band": (("band_amount", "band_share"), ("above_level", "from_level", "below_level", "up_to_level")),
    "volume_prices": (("tiers", "tiers_on_total"),),
    "forecast": (("forecast_lock", "relief_tolerance"),),
    "commitment": (("minimum_fee", "period_minimum", "minimum_units"),),
    "premiums": (("premiums", "surge_above"),),
    "premium": (("premium", "premium_rate"),),
    "indexation": (("yearly_indexation", "indices", "committed_productivity"),),
    "benchmarking": (("benchmark_month", "favoured_level"),),
    "charge": (("charge", "charge_per_contact"),),
    "gain_share": (("agreed_cost", "agreed_contact_cost"),),
    "training": (("training_price", "training_rate"),),
}
APART: dict[str, tuple[tuple[str, ...], ...]] = {
    "kpi": (("attained", "events"), ("penalty", "penalty_amount")),
    "band": (("band_amount", "band_share"), ("above_level", "from_level"), ("below_level", "up_to_level")),
    "volume_prices": (("tiers", "tiers_on_total"),),
    "commitment": (("minimum_units", "minimum_fee"), ("carry_forward_months", "work_off_months")),
    "premium": (("premium", "premium_rate"), ("hours_affected", "premium_days"), ("hours_affected", "premium_agents")),
    "indexation": (("yearly_indexation", "indices"),),
    "charge": (("monthly_threshold", "yearly_threshold"),),
    "gain_share": (("agreed_cost", "agreed_contact_cost"),),
    "training": (("training_price", "training_rate"), ("training_price", "agent_training_hours")),
    "payment": (("deposit", "deposit_months"),),
}
# An input, or the alternative of a choice, and what must be stated with it.
NEEDS: dict[str, dict[Any, tuple[str, ...]]] = {
    "in_house": {
        "shift_share": ("shift_premium",), "language_share": ("language_premium",),
        "shift_premium": ("shift_share",), "language_premium": ("language_share",),
        "training_hours": ("training_wage",), "workstation_price": ("workstation_life",),
        "team_leader_span": ("team_leader_wage",), "quality_analyst_span": ("quality_analyst_wage",),
        "workforce_analyst_span": ("workforce_analyst_wage",), "trainer_span": ("trainer_wage",),
        "manager_span": ("manager_wage",),
    },
    "outcome": {
        ("priced_by", "resolutions"): ("resolution_price",),
        ("priced_by", "conversations"): ("conversation_price",),
        ("priced_by", "actions"): ("action_price", "actions_per_conversation"),
        "licensed_seats": ("licensed_seat_rate",),
    },
    "per_sale": {"sale_bonus": ("quality_share", "quality_threshold")},
    "kpi": {
        "events": ("misses",),
        "bonus_from": ("bonus_share",),
        ("measured_in", "number"): ("decrement",),
        ("credit_form", "pool"): ("allocation",),
        ("credit_form", "points"): ("points",),
        ("credit_form", "bands"): ("bands",),
        ("credit_form", "occurrences"): ("occurrences",),
    },
    "service_levels": {"earn_back_share": ("earn_back_months",), "repeat_step": ("repeat_most",)},
    "volume_prices": {("tier_rule", "package"): ("package_size",)},
    "forecast": {"forecast_lock": ("client_forecast",), "relief_tolerance": ("client_forecast",)},
    "premiums": {"surge_above": ("surge_premium",)},
    "premium": {"premium": ("hours_affected",), "premium_rate": ("premium_days",)},
    "training": {"training_rate": ("agent_training_hours",)},
    "benchmarking": {"benchmark_month": ("market_level",)},
    "tax": {"vat_rate": ("vat_recovery",)},
    "payment": {"early_payment_discount": ("discount_days",)},
    "staffing": {"answer_share": ("hourly_profile",)},
    "governance": {"retained_people": ("retained_salary",), "meeting_hours": ("meeting_people", "meeting_rate")},
    "termination": {
        ("termination_charge", "declining"): ("termination_amount",),
        ("termination_charge", "schedule"): ("termination_schedule",),
    },
    "transition": {
        ("transition_paid", "milestones"): ("milestones",),
        ("transition_paid", "amortised"): ("amortisation_months",),
        "knowledge_transfer_hours": ("knowledge_transfer_rate",), "hypercare_fee": ("hypercare_months",),
        "delay_days": ("delay_damages",), "rollback_cost": ("rollback_probability",),
    },
    "old_team": {
        "stranded_cost": ("stranded_months",), "stranded_premises": ("stranded_months",),
        "stranded_technology": ("stranded_months",), "stranded_overhead": ("stranded_months",),
    },
    "poor_service": {
        "loss_per_unresolved": ("customer_value",),
        "loss_per_point": ("customer_value", "quality_expected", "quality_attained"),
    },
}  # fmt: skip
# Inputs that can only be stated under one alternative of a choice.
ONLY: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "outcome": {
        "resolution_price": ("priced_by", ("resolutions",)),
        "conversation_price": ("priced_by", ("conversations",)),
        "action_price": ("priced_by", ("actions",)),
    },
    "kpi": {
        "allocation": ("credit_form", ("pool",)),
        "points": ("credit_form", ("points",)),
        "bands": ("credit_form", ("bands",)),
        "attained_spread": ("credit_form", ("fixed", "pool", "proportional")),
    },
    "volume_prices": {"package_size": ("tier_rule", ("package",))},
    "transition": {"transition_interest": ("transition_paid", ("amortised",))},
}

# -- what a declaration does not say: amounts that fit --------------------------------------------------------

FITTING: dict[Any, st.SearchStrategy[Any]] = {
    "handle_time": number(60, 900),
    "talk_share": number(0.3, 1),
    "answer_share": number(0.5, 0.95),
    "answer_seconds": number(5, 60),
    "patience": number(0, 300),
    "attrition": number(0, 150).map(lambda value: f"{value:f}%"),
    "start_productivity": number(0.3, 1),
    "occupancy": number(0.5, 1),
    "shrinkage": number(0, 0.5),
    "simultaneous_contacts": number(1, 4),
    "first_contact_resolution": number(0.4, 1),
    "order_value": number(10, 300),
    ("cost_plus", "margin"): number(0, 0.6),
    "included_units": number(0, 5000),
    "free_contacts": number(0, 5000),
    "billing_increment": number(1, 120),
    "added_seconds": number(0, 60),
    "penalty": number(0, 0.05),
    "target": number(0.5, 0.95),
    "attained": number(0.4, 1),
    "attained_spread": number(0.005, 0.1),
    "decrement": number(0.005, 0.1),
    "bonus_share": number(0, 0.05),
    "bonus_from": number(0.5, 1),
    "events": number(40, 500),
    "misses": number(0, 40),
    "occurrences": st.integers(0, 5),
    "points": st.integers(0, 9),
    "from_points": st.integers(1, 6),
    "step_share": number(0.001, 0.1),
    "step_times": number(0.5, 3),
    "repeat_most": number(1, 4),
    "repeat_step": number(0, 2),
    "band_share": number(-0.05, 0.05),
    "band_amount": number(-5000, 5000),
    "above_level": number(0.3, 0.98),
    "from_level": number(0.3, 0.98),
    "below_level": number(0.3, 0.98),
    "up_to_level": number(0.3, 0.98),
    "up_to": st.one_of(number(1, 60), number(100, 20_000)),
    "over": st.just(0),
    "index_threshold": number(0.0001, 0.08),
    "coefficient_decimals": st.integers(0, 4),
    "base_lag": st.integers(-6, 12),
    "base_value": number(0.8, 1.3),  # of the level its series begins at
    "weight": number(0, 1.5),
    "indexation_cap": number(0, 0.08),
    "indexation_floor": number(-0.05, 0.03),
    "committed_productivity": number(0, 0.03),
    "total_indexation_cap": number(0, 0.2),
    "base_rate": number(0.8, 1.3),  # likewise
    "fee_share": number(0, 0.5),
    "market_level": number(0.6, 1.2),
    "favoured_level": number(0.8, 1.3),
    "setup_share": number(0, 2),
    "payment_days": number(-30, 90),
    "deposit_interest": number(0, 0.05),
    "deposit_months": number(0, 3),
    "loss_per_point": number(0, 2),
    "minimum_on_duty": st.integers(0, 3),
    "ramp": number(0, 1),
}


def highest(value: Any) -> float:
    """The highest number of an entry, whichever way it is written."""
    if isinstance(value, dict | list):
        return max(map(highest, value.values() if isinstance(value, dict) else value))
    return float(value)


def without(drawn: Section, *names: str) -> Section:
    return {name: value for name, value in drawn.items() if name not in names}


# -- what a declaration does not say: how the parts of a section fit --------------------------------------------

MEASURED = (
    "target", "attained", "attained_spread", "decrement", "bonus_from",
    "above_level", "from_level", "below_level", "up_to_level",
)  # fmt: skip


def in_seconds(drawn: Section) -> Section:
    """The levels of a service level that is measured in numbers."""

    def longer(value: Any) -> Any:
        return [longer(one) for one in value] if isinstance(value, list) else float(f"{value * 60:.6g}")

    found = {name: longer(value) if name in MEASURED else value for name, value in drawn.items()}
    return found | ({"bands": [in_seconds(band) for band in drawn["bands"]]} if "bands" in drawn else {})


def tidy_kpi(drawn: Section) -> Section:
    if drawn.get("credit_form", "decrement") in ("decrement", "fixed", "proportional", "occurrences"):
        drawn = drawn if "penalty_amount" in drawn else {"penalty": 0.01, **drawn}
    drawn = without(drawn, *(("measured_in", "better") if "events" in drawn else ("misses",)))
    if "bonus_from" in drawn:
        sides = (drawn["bonus_from"], drawn["target"])
        drawn["bonus_from"] = max(sides) if drawn.get("better", "more") == "more" else min(sides)
    if "attained_spread" in drawn:
        drawn = without(drawn, "gates_bonus")
    return in_seconds(drawn) if drawn.get("measured_in") == "number" else drawn


def tidy_band(drawn: Section) -> Section:
    """Bands of one level do not overlap with different signs; all of them are credits here, or all bonuses."""
    lower = next((name for name in ("above_level", "from_level") if name in drawn), None)
    upper = next((name for name in ("below_level", "up_to_level") if name in drawn), None)
    if lower and upper:
        low, high = sorted((drawn[lower], drawn[upper]))
        drawn = drawn | {lower: low, upper: float(f"{high + 0.001:.6g}") if high < 0.999 else 1.0}
    return drawn


def joined_bands(drawn: list[Section]) -> list[Section]:
    sign = -1 if highest([drawn[0].get("band_share", drawn[0].get("band_amount"))]) < 0 else 1
    worth = ("band_share", "band_amount")
    return [{name: sign * abs(value) if name in worth else value for name, value in one.items()} for one in drawn]


def joined_steps(drawn: list[Section]) -> list[Section]:
    """Steps climb, whatever was drawn for each."""
    found, points, share = [], 0, 0.0
    for one in drawn:
        points, share = points + one["from_points"], float(f"{share + one['step_share']:.6g}")
        found.append({"from_points": points, "step_share": share})
    return found


def joined_tiers(drawn: list[Section]) -> list[Section]:
    """Each tier begins where the one before ends, and the last is open."""
    found, edge = [], 0.0
    for one in drawn:
        below, edge = edge, float(f"{edge + one['up_to']:.9g}")
        found.append({**one, "over": below, "up_to": edge})
    found[0] = without(found[0], "over")
    found[-1] = without(found[-1], "up_to")
    return found


def tidy_service_levels(drawn: Section) -> Section:
    kpis = drawn["kpis"].values()
    forms = {kpi.get("credit_form", "decrement") for kpi in kpis}
    if "pool" in forms:
        drawn = {"at_risk": 0.12, **drawn}
    if "points" not in forms:
        drawn = without(drawn, "ladder")
    elif "ladder" not in drawn:
        drawn = {"point_value": 200, **drawn}
    if "point_value" in drawn and "ladder" in drawn:
        drawn["ladder"] = [
            {"from_points": step["from_points"], "step_times": step["step_share"] * 100} for step in drawn["ladder"]
        ]
    if any("bonus_share" in kpi or "bands" in kpi for kpi in kpis):
        drawn = {"bonus_cap": 0.1, **drawn}
    if any("attained_spread" in kpi for kpi in kpis):
        drawn = without(drawn, "repeat_step", "earn_back_share", "earn_back_months", "chronic_in_a_row",
                        "chronic_of_twelve")  # fmt: skip
    if drawn.get("unpaid_credits") == "carried" and not drawn.keys() & {"penalty_cap", "annual_penalty_cap"}:
        drawn = without(drawn, "unpaid_credits")
    if drawn.get("unpaid_credits") == "carried" or drawn.get("same_incident") == "largest":
        drawn = without(drawn, "earn_back_when")
    return drawn if "earn_back_share" in drawn else without(drawn, "earn_back_months")


def tidy_volume_prices(drawn: Section) -> Section:
    if drawn.get("tier_rule") == "band":
        for table in [drawn.get("tiers_on_total", []), *drawn.get("tiers", {}).values()]:
            table[:] = [{"flat_fee": 5000, **without(tier, "price")} for tier in table]
    return without(drawn, "first_flat_fee") if "tiers_on_total" in drawn else drawn


def tidy_anchor(drawn: Section) -> Section:
    """Never more credit than charge, and a range wider than its band."""
    credit = highest(drawn["baseline_units"]) * highest(drawn["rrc_rate"]) * highest(drawn.get("rrc_factor", 1))
    drawn["base_charge"] = {channel: charge + round(credit) + 1 for channel, charge in drawn["base_charge"].items()}
    if "outer_range" in drawn:
        drawn["outer_range"] = float(f"{drawn['outer_range'] + drawn.get('dead_band', 0):.6g}")
    return drawn if "outer_range" in drawn else without(drawn, "arc_rate_beyond")


def tidy_commitment(drawn: Section) -> Section:
    if not drawn.keys() & {"minimum_fee", "period_minimum"} or {"minimum_fee", "period_minimum"} <= drawn.keys():
        drawn = without(drawn, "carry_forward_months", "work_off_months")
    if "period_minimum" in drawn and "work_off_months" in drawn:  # what a period misses has at least a period
        drawn["work_off_months"] += drawn.get("period_months", 12)
    return drawn


def tidy_indexation(drawn: Section) -> Section:
    floor, cap = drawn.get("indexation_floor"), drawn.get("indexation_cap")
    if floor is not None and cap is not None and cap < floor:
        drawn["indexation_floor"], drawn["indexation_cap"] = cap, floor
    return without(drawn, "cut_changes") if floor is None and cap is None else drawn


def tidy_currency(drawn: Section) -> Section:
    """Each of several rates moves a part of the fee."""
    if len(drawn["exchange_rates"]) > 1:
        drawn["exchange_rates"] = {key: {"fee_share": 0.4, **one} for key, one in drawn["exchange_rates"].items()}
    return drawn


def tidy_premiums(drawn: Section) -> Section:
    return drawn if "surge_above" in drawn else without(drawn, "surge_premium")


def tidy_premium(drawn: Section) -> Section:
    by_share, by_day = ("hours_affected", "premium"), ("premium_rate", "premium_days", "premium_agents")
    return without(drawn, *(by_day if "premium" in drawn else by_share))


def tidy_benchmarking(drawn: Section) -> Section:
    of_benchmark = ("market_level", "benchmark_every", "market_trend", "benchmark_tolerance", "benchmark_fee")
    return drawn if "benchmark_month" in drawn else without(drawn, *of_benchmark, "benchmark_fee_paid")


def tidy_payment(drawn: Section) -> Section:
    return drawn if "early_payment_discount" in drawn else without(drawn, "early_payment", "discount_days")


def tidy_training(drawn: Section) -> Section:
    return drawn if "training_rate" in drawn else without(drawn, "agent_training_hours")


def tidy_target_cost(drawn: Section) -> Section:
    if "ceiling_price" in drawn:
        drawn["ceiling_price"] = highest(drawn["cost_target"]) + highest(drawn["target_fee"]) + 1000
    return drawn


def tidy_termination(drawn: Section) -> Section:
    return without(drawn, "notice_kept") if drawn.get("termination_charge") == "remainder" else drawn


TIDY: dict[str, Callable[[Section], Section]] = {
    "kpi": tidy_kpi,
    "band": tidy_band,
    "service_levels": tidy_service_levels,
    "volume_prices": tidy_volume_prices,
    "anchored_price": tidy_anchor,
    "commitment": tidy_commitment,
    "indexation": tidy_indexation,
    "currency": tidy_currency,
    "premiums": tidy_premiums,
    "premium": tidy_premium,
    "benchmarking": tidy_benchmarking,
    "payment": tidy_payment,
    "training": tidy_training,
    "target_cost": tidy_target_cost,
    "termination": tidy_termination,
}
JOINED: dict[str, Callable[[list[Section]], list[Section]]] = {
    "band": joined_bands,
    "step": joined_steps,
    "tier": joined_tiers,
}

# -- a vendor ---------------------------------------------------------------------------------------------

# The price of each model that counts by channel; tiers and anchors stand in its place.
PRICE_OF_COUNTED = {
    "per_ticket": "ticket_price", "per_minute": "minute_rate", "per_hour": "hour_rate", "per_sale": "sale_price",
    "commission": "commission_rate", "hybrid": "overflow_price",
}  # fmt: skip
OWN_SECTIONS = ("transition", "old_team", "poor_service", "staffing", "service")
COUNTED = (*PRICE_OF_COUNTED, "outcome")
OUTCOME_PRICES = ("resolution_price", "conversation_price", "action_price")


@st.composite
def vendors(draw: st.DrawFn, frame: Frame, model: str | None = None, clause: str = "") -> Section:
    """A vendor under any pricing model and any clauses, among them the one named."""
    model = model or Random(draw(SEEDS)).choice(pricing.names())
    suitable = [name for name in CLAUSES if suits(name, model)]
    stated = some(draw, suitable)
    if draw(st.booleans()):  # a short contract
        stated &= some(draw, suitable)
    wanted = [name for name in suitable if name in stated | {clause}]
    made: Section = {
        "pricing": {"model": model, **section(draw, pricing.find(model).Pricing, frame, model)},
        "contract": {name: section(draw, CLAUSES[name].terms, frame, name) for name in wanted},
    }
    sections = some(draw, OWN_SECTIONS)
    for name in OWN_SECTIONS:
        if name in sections:
            made[name] = section(draw, SECTIONS[name], frame, name)
    return fitted(made)


def suits(clause: str, model: str) -> bool:
    """Whether a clause has anything to work on under a pricing model."""
    if clause == "volume_prices":
        return model in (*COUNTED, "per_seat")
    if clause == "anchored_price":
        return model in COUNTED
    return model == "cost_plus" if clause == "target_cost" else True


def fitted(vendor: Section) -> Section:
    """What clauses must know of each other, which no clause can say by itself."""
    terms, contract, model = vendor["pricing"], vendor["contract"], vendor["pricing"]["model"]
    for clause, group, base in (("indexation", "indices", "base_value"), ("currency", "exchange_rates", "base_rate")):
        for name, one in contract.get(clause, {}).get(group, {}).items():
            if base in one:
                one[base] = float(f"{one[base] * LEVELS[name]:.6g}")
    if "volume_prices" in contract:
        contract.pop("anchored_price", None)
        prices = contract["volume_prices"]
        if model == "per_seat" and "tiers" in prices:
            prices["tiers_on_total"] = next(iter(prices.pop("tiers").values()))
            prices.pop("first_flat_fee", None)
        vendor["pricing"] = without(terms, PRICE_OF_COUNTED.get(model, ""), *OUTCOME_PRICES)
        first_tiers = [prices.get("tiers_on_total"), *prices.get("tiers", {}).values()]
        if model == "commission":  # where the pricing counts money, a price is a share
            for tier in (tier for tiers in first_tiers if tiers for tier in tiers if "price" in tier):
                tier["price"] = float(f"{highest(tier['price']) / 100:.6g}")
    if "anchored_price" in contract and model == "commission":
        for name in ("arc_rate", "rrc_rate", "arc_rate_beyond"):
            if name in contract["anchored_price"]:
                contract["anchored_price"][name] = float(f"{highest(contract['anchored_price'][name]) / 100:.6g}")
    if model not in COUNTED:
        drop(contract, "forecast", "forecast_lock", keep="relief_tolerance")
        drop(contract, "commitment", "minimum_units", keep="minimum_fee")
        drop(contract, "premiums", "surge_above", "surge_premium", keep="premiums")
    if "forecast_lock" in contract.get("forecast", {}):
        drop(contract, "commitment", "minimum_units", keep="minimum_fee")
    transition = vendor.get("transition", {})
    unpaid = transition.get("transition_paid") == "amortised" and "transition_fee" in transition
    if contract.get("termination", {}).get("termination_charge") == "unamortised" and not unpaid:
        del contract["termination"]["termination_charge"]
    return vendor


def drop(contract: Section, clause: str, *names: str, keep: str) -> None:
    """Take inputs out of a clause, and the clause where nothing it needs is left."""
    if clause in contract:
        contract[clause] = without(contract[clause], *names)
        if keep not in contract[clause] and not (clause == "commitment" and "period_minimum" in contract[clause]):
            del contract[clause]


# -- a scenario -------------------------------------------------------------------------------------------

START = ("2027-01", "2027-04", "2027-11")
LEVELS = {"prices": 100.0, "wages": 250.0, "peso": 56.0, "zloty": 0.27}  # where each series begins
YEARS = tuple(f"{year}-01" for year in range(2021, 2028))
QUARTERS = ("2025-04", "2025-07", "2025-10", "2026-01", "2026-04", "2026-07", "2026-10", "2027-01")


@st.composite
def indices(draw: st.DrawFn) -> Section:
    """Two price indices by the year and two exchange rates by the quarter, all of them projected."""
    found = {}
    for key, level in LEVELS.items():
        months = QUARTERS if key in ("peso", "zloty") else YEARS
        moves = draw(st.lists(number(-0.06, 0.09), min_size=len(months), max_size=len(months)))
        series = {}
        for month, move in zip(months, moves, strict=True):
            level *= 1 + move
            series[month] = float(f"{level:.6g}")
        found[key] = {"series": series, "projection": draw(number(-0.03, 0.06))}
    return found


@st.composite
def scenarios(
    draw: st.DrawFn, vendors_at_most: int = 2, vendors_at_least: int = 1, model: str | None = None, clause: str = ""
) -> Section:
    """An in-house team and one vendor or more, each drawn from the whole space (or of one model, with one clause)."""
    frame = Frame(("voice", "chat")[: draw(st.integers(1, 2))], draw(st.integers(7, 30)))
    options = {"own": {"in_house": section(draw, Costs, frame, "in_house")}}
    for number_ in range(1, 1 + draw(st.integers(vendors_at_least, vendors_at_most))):
        options[f"vendor_{number_}"] = draw(vendors(frame, model, clause))
    return programme(draw, frame) | {"options": options}


def programme(draw: Draw, frame: Frame) -> Section:
    """Everything of a scenario but its options; what every vendor may need is stated."""
    volumes = {channel: draw(number(100, 30_000)) for channel in frame.channels}
    if draw(st.integers(0, 3)) == 1:  # month by month, with an empty month now and then
        volumes = {channel: [volume, volume / 2, 0][: draw(st.integers(1, 3))] for channel, volume in volumes.items()}
        volumes = {channel: (some * frame.months)[: frame.months] for channel, some in volumes.items()}
    return {
        "start": draw(st.sampled_from(START)),
        "months": frame.months,
        "timing": section(draw, SECTIONS["timing"], frame, "timing"),
        "demand": {"volume": volumes, "annual_growth": draw(number(-0.3, 0.5))},
        "service": {
            "first_contact_resolution": draw(number(0.5, 0.99)),
            "repeat_rate": draw(number(0, 0.9)),
            "handle_time": draw(number(60, 900)),
            "talk_share": draw(number(0.3, 0.99)),
        },
        "staffing": {
            "paid_hours": draw(number(120, 190)),
            "occupancy": draw(number(0.5, 0.99)),
            "shrinkage": draw(number(0, 0.5)),
        },
        "inflation": section(draw, SECTIONS["inflation"], frame, "inflation"),
        "poor_service": {"customer_value": draw(number(50, 900)), "loss_per_unresolved": draw(number(0, 0.1))},
        "indices": draw(indices()),
    }


# -- running what was drawn -------------------------------------------------------------------------------


def refusal(data: Section) -> ProblemsFound | None:
    """Why the model refuses a scenario, None where it does not."""
    try:
        compare(scenario_from(data), card())
    except ProblemsFound as found:
        return found
    return None


def accepted(data: Section) -> Comparison | None:
    """The comparison of a scenario, None where the model refuses it."""
    try:
        return compare(scenario_from(data), card())
    except ProblemsFound:
        return None


def drawn(strategy: st.SearchStrategy[Any], number_: int, count: int) -> Iterator[Any]:
    """As many draws of a strategy by the number of their seed; the same ones each time.

    Hypothesis mixes constants of the modules that happen to be loaded into what it draws; not here.
    """
    found: list[Any] = []

    @seed(number_)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    with patch.object(HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None):
        collect()
    return iter(found)


def vendors_of(data: Section) -> list[Section]:
    """The vendors of a scenario."""
    return [option for option in data["options"].values() if "pricing" in option]


@st.composite
def programmes(draw: st.DrawFn, frame: Frame) -> Section:
    """Everything of a scenario but its vendors."""
    return programme(draw, frame) | {"options": {"own": {"in_house": section(draw, Costs, frame, "in_house")}}}


def many_vendors(number_: int, count: int) -> Section:
    """One scenario with so many vendors that the model accepts, drawn by the number of a seed."""
    frame = Frame(("voice", "chat")[: 1 + number_ % 2], (30, 24, 13, 12, 7)[number_ % 5])
    data = list(drawn(programmes(frame), number_, 9))[-1]  # the first draws of hypothesis are the simplest
    for vendor in list(drawn(vendors(frame), number_, 3 * count))[2:]:
        key = f"vendor_{len(data['options'])}"
        if accepted({**data, "options": {"own": data["options"]["own"], key: vendor}}) is not None:
            data["options"][key] = vendor
        if len(data["options"]) > count:
            break
    return data
