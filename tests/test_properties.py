"""What must hold in every small contract, and the example against a small model written a second time.

What holds whatever a contract says is in ``test_contracts``. Here contracts have few clauses, and so more can be said:
credits alone are less than nothing, no month gets cheaper by a dearer price, nothing gets cheaper by more work.
"""

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tcomodel import Comparison, categories, compare, finance, load_scenario, pricing, scenario_from
from tcomodel.symbols import Use, walk
from tests import reference
from tests.case_file import ROOT, card

few = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    # No Phase.explain: it traces every line of the model again and takes minutes where a property fails.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
CENT = 1e-6


# -- small scenarios over all models and clauses -----------------------------------------------------


def number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: float(f"{round(value, 6):.6g}"))


def percent(low: float, high: float) -> st.SearchStrategy[str]:
    return number(low, high).map(lambda value: f"{value:f}%")


def price_of(model: str, channels: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    by_channel = st.fixed_dictionaries({channel: number(0.5, 9) for channel in channels})
    return {
        "per_seat": {"seat_rate": number(500, 4000), "agents_per_seat": number(0.5, 3)},
        "per_hour": {"hour_rate": number(5, 40), "hours_billed": st.sampled_from(["paid", "logged", "productive"])},
        "per_minute": {"minute_rate": number(0.1, 1), "minutes_billed": st.sampled_from(["handle", "talk"])},
        "per_ticket": {"ticket_price": by_channel, "tickets_billed": st.sampled_from(["contacts", "issues"])},
        "outcome": {"resolution_price": number(0.5, 4), "resolution_rate": number(0.2, 0.9),
                    "unresolved_cost": number(2, 9)},
        "hybrid": {"core_seats": st.lists(number(1, 60), min_size=1, max_size=4), "seat_rate": number(500, 4000),
                   "overflow_price": by_channel},
        "per_sale": {"conversion_rate": number(0, 0.5), "sale_price": number(2, 60)},
        "commission": {"conversion_rate": number(0, 0.5), "order_value": number(10, 300),
                       "commission_rate": number(0, 0.3)},
        "cost_plus": {"vendor_hourly_cost": number(5, 40), "margin": number(0, 0.6)},
        "fixed_fee": {"monthly_fee": st.lists(number(0, 90000), min_size=1, max_size=3)},
    }[model]  # fmt: skip


CLAUSES: dict[str, st.SearchStrategy[Any]] = {
    "indexation": st.fixed_dictionaries(
        {"yearly_indexation": number(-0.05, 0.1)}, optional={"indexation_cap": number(0, 0.05)}
    ),
    "commitment": st.fixed_dictionaries(
        {"minimum_fee": number(0, 90000), "minimum_from_month": st.integers(1, 6), "minimum_indexed": st.booleans()}
    ),
    "service_levels": st.fixed_dictionaries(
        {
            "decrements_counted": st.sampled_from(["whole", "started", "proportional"]),
            "kpis": st.dictionaries(
                st.sampled_from(["answered", "solved", "liked"]),
                st.fixed_dictionaries(
                    {"target": number(0.7, 0.95), "attained": number(0.5, 1), "penalty": number(0, 0.05)}
                ),
                min_size=1,
            ),
        },
        optional={"penalty_cap": number(0, 0.2)},
    ),
    "governance": st.fixed_dictionaries(
        {"governance_rate": number(0, 0.1), "retained_people": number(0, 5), "retained_salary": number(40000, 120000)}
    ),
}  # fmt: skip
FEE_PAID: list[dict[str, Any]] = [
    {},
    {"transition_paid": "milestones", "milestones": [{"month": 1, "share": 0.4}, {"month": 5, "share": 0.6}]},
    {"transition_paid": "amortised", "amortisation_months": 6},
]
TRANSITION = st.builds(
    lambda terms, paid: terms | paid,
    st.fixed_dictionaries(
        {},
        optional={
            "ramp": st.lists(number(0, 1), min_size=1, max_size=3).map(sorted).map(lambda shares: [*shares, 1.0]),
            "parallel_months": st.integers(0, 5),
            "transition_fee": number(0, 300000),
            "exit_assistance": number(0, 90000),
        },
    ),
    st.sampled_from(FEE_PAID),
)


def vendors(channels: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A vendor under any pricing model and any clauses."""
    return st.sampled_from(pricing.names()).flatmap(
        lambda model: st.fixed_dictionaries(
            {
                "pricing": st.fixed_dictionaries(
                    {"model": st.just(model), **price_of(model, channels)},
                    optional={"contracted_seats": number(1, 60)} if model == "per_seat" else {},
                ),
                "contract": st.fixed_dictionaries({}, optional=CLAUSES),
                "transition": TRANSITION,
                "service": st.fixed_dictionaries({}, optional={"first_contact_resolution": number(0.5, 1)}),
            }
        )
    )


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A small scenario: in-house and one or two vendors."""
    channels = ("voice", "chat")[: draw(st.integers(1, 2))]
    options = {
        "own": {
            "in_house": draw(
                st.fixed_dictionaries(
                    {"hourly_wage": number(8, 40)},
                    optional={
                        "overtime_share": number(0, 0.5),
                        "bonus_rate": number(0, 0.2),
                        "on_cost_rate": number(0, 0.4),
                        "recruiting_cost": number(0, 9000),
                        "premises_rate": number(0, 600),
                        "overhead_rate": number(0, 0.2),
                        "monthly_budget": number(0, 50000),
                    },
                )
            )
        }
    }
    for key in ("one", "two")[: draw(st.integers(1, 2))]:
        options[key] = draw(vendors(channels))
    return {
        "start": f"2027-{draw(st.integers(1, 12)):02d}",
        "months": draw(st.integers(7, 30)),
        "timing": {
            "discount_rate": draw(number(0, 0.3)),
            "discount_timing": draw(st.sampled_from(["start", "mid", "end"])),
        },
        "demand": {
            "volume": {channel: draw(number(100, 60000)) for channel in channels},
            "annual_growth": draw(number(-0.3, 0.5)),
        },
        "service": {
            "first_contact_resolution": draw(number(0.5, 1)),
            "repeat_rate": draw(number(0, 0.9)),
            "handle_time": draw(number(60, 900)),
            "simultaneous_contacts": draw(number(1, 4)),
            "talk_share": draw(number(0.3, 1)),
            "automation_reduction": draw(number(0, 0.5)),
        },
        "staffing": {
            "paid_hours": draw(number(120, 190)),
            "occupancy": draw(number(0.5, 1)),
            "shrinkage": draw(number(0, 0.5)),
            "whole_people": draw(st.booleans()),
            "open_hours": draw(number(0, 168)),
            "minimum_on_duty": draw(st.integers(0, 3)),
            "attrition": draw(percent(0, 150)),
            "learning_months": draw(st.integers(0, 4)),
        },
        "inflation": {"wage_inflation": draw(number(0, 0.08)), "cost_inflation": draw(number(0, 0.08))},
        "options": options,
    }  # fmt: skip


def run(data: dict[str, Any]) -> Comparison:
    return compare(scenario_from(data), card())


# -- properties ------------------------------------------------------------------------------------------


@few
@given(scenarios())
def test_only_credits_are_less_than_nothing(data: dict[str, Any]):
    for option in run(data).options:
        for name, months in option.by_category.items():
            assert (months <= 0).all() if name == categories.CREDITS else (months >= 0).all(), name


PRICES = (
    "seat_rate", "hour_rate", "minute_rate", "ticket_price", "resolution_price", "overflow_price", "unresolved_cost",
    "minimum_fee", "transition_fee", "exit_assistance", "governance_rate", "retained_salary", "yearly_indexation",
    "hourly_wage", "bonus_rate", "on_cost_rate", "recruiting_cost", "premises_rate", "overhead_rate",
    "monthly_budget", "penalty_cap", "sale_price", "commission_rate", "vendor_hourly_cost", "monthly_fee",
)  # fmt: skip


def dearer(data: Any, name: str) -> Any:
    """The scenario with every amount of a name a tenth higher (a cap on credits: lower)."""
    if isinstance(data, dict):
        return {key: raised(value, name) if key == name else dearer(value, name) for key, value in data.items()}
    return data


def raised(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: raised(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [raised(inner, name) for inner in value]
    return value * 0.9 if name == "penalty_cap" else value + abs(value) * 0.1


@few
@given(scenarios(), st.data())
def test_a_dearer_rate_never_lowers_a_cost(data: dict[str, Any], pick: st.DataObject):
    text = repr(data)
    name = pick.draw(st.sampled_from([name for name in PRICES if f"'{name}'" in text]))
    before, after = run(data), run(dearer(data, name))
    for cheap, dear in zip(before.options, after.options, strict=True):
        assert (dear.by_month >= cheap.by_month - CENT).all(), f"{name} of {cheap.key}"


@few
@given(scenarios())
def test_payback_is_that_of_the_finance_functions_and_of_the_small_model(data: dict[str, Any]):
    """The finance functions know one payment before everything else; the small model any that are due in between."""
    result = run(data)
    for option in result.options:
        if "payback" not in option.model.figures:
            continue
        terms = data["options"][option.key].get("transition", {})
        months = np.arange(1, data["months"] + 1)
        fee = terms.get("transition_fee", 0)
        if terms.get("transition_paid") == "milestones":
            due = fee * (0.4 * (months == 1) + 0.6 * (months == 5))
        elif terms.get("transition_paid") == "amortised":
            due = fee / 6 * (months <= 6)
        else:
            due = fee * (months == 1.0)
        savings = option.of("saving") + due
        found, expected = option.figure("payback"), reference.payback(list(savings), list(due))
        assert found == (None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-6))
        if not due[1:].any():
            other = finance.payback([-fee, *savings], first="now")
            assert found == (None if other.periods is None else pytest.approx(other.periods, rel=1e-9, abs=1e-6))


def looks_over_the_term(row: Any, known: dict[int, bool]) -> bool:
    """Whether a row, or anything it is made of, depends on how long the contract runs."""
    if id(row) not in known:
        known[id(row)] = False
        inside = [one for argument in row.arguments for one in (argument if isinstance(argument, list) else [argument])]
        own = any(isinstance(symbol, Use) and symbol.word.shape == "whole term" for symbol in walk(row.line.formula))
        known[id(row)] = own or any(hasattr(one, "line") and looks_over_the_term(one, known) for one in inside)
    return known[id(row)]


@few
@given(scenarios(), st.integers(1, 23))
def test_a_shorter_term_leaves_its_months_as_they_were(data: dict[str, Any], cut: int):
    months = max(7, data["months"] - cut)
    long, short = run(data), run({**data, "months": months})
    known: dict[int, bool] = {}
    compared = 0
    for row in long.model.rows:
        if not looks_over_the_term(row, known):
            kept = np.asarray(long.values[row])[..., :months]
            np.testing.assert_allclose(short.values[short.row(row.key)], kept, rtol=1e-12, err_msg=row.key)
            compared += 1
    assert compared > 20


@few
@given(scenarios(), st.sampled_from([0.5, 3]))
def test_more_contacts_never_cost_less(data: dict[str, Any], factor: float):
    """True while no price falls with the volume; an all-units tier, when it comes, is the exception.

    Leavers are left out: a larger team that shrinks to its minimum crew replaces fewer of them in that month.
    """
    for section in (data, *data["options"].values()):
        section.get("staffing", {}).pop("attrition", None)
    more = copy.deepcopy(data)
    for channel in more["demand"]["volume"]:
        more["demand"]["volume"][channel] *= max(factor, 1)
        data["demand"]["volume"][channel] *= min(factor, 1)
    for small, large in zip(run(data).options, run(more).options, strict=True):
        without_credits = [o.by_month - o.by_category.get(categories.CREDITS, 0) for o in (small, large)]
        assert (without_credits[1] >= without_credits[0] * (1 - 1e-12) - CENT).all(), small.key


# -- two routes to one number ----------------------------------------------------------------------------

PROGRAMME = {
    "months": 60,
    "first_calendar_month": 1,
    "volume": {"voice": 36000, "chat": 15000, "email": 9000},
    "at_once": {"chat": 2},
    "growth": 0.02,
    "season": [0.96, 0.92, 0.95, 0.94, 0.96, 0.97, 0.98, 0.98, 0.99, 1.03, 1.15, 1.17],
    "measured_resolution": 0.74,
    "repeat_rate": 0.6,
    "automation": 0.1,
    "automation_months": 24,
    "paid_hours": 173,
    "open_hours": 98,
    "on_duty": 2,
    "wage_inflation": 0.034,
}
RATE = 0.08


@pytest.fixture(scope="module")
def example() -> Comparison:
    """The example scenario; the small model's numbers above and below are its own, written a second time."""
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


def months_of(result: Comparison, key: str) -> np.ndarray:
    return np.broadcast_to(result.values[result.row(key)], (60,))


def input_of(result: Comparison, *place: str) -> float:
    """``input_of(result, "resolutions", "chat", "resolution_price")``."""
    *path, name = place
    return next(float(one.value) for one in result.model.inputs if one.name == name and one.scope.path == (*path,))


def test_in_house_wages_against_the_small_model(example: Comparison):
    option = {
        "resolution": 0.74,
        "handle_time": {"voice": 390, "chat": 540, "email": 420},
        "occupancy": 0.8,
        "shrinkage": 0.32,
        "overtime": 0.02,
        "overtime_premium": 0.5,
        "attrition": input_of(example, "in_house", "attrition"),
        "learning_months": 3,
        "learning_productivity": 0.7,
        "wage": input_of(example, "in_house", "hourly_wage"),
    }
    found = reference.wages_in_house(PROGRAMME, option)
    np.testing.assert_allclose(months_of(example, "in_house.team"), found["team"])
    np.testing.assert_allclose(months_of(example, "in_house.new_hires"), found["hires"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(months_of(example, "in_house.base_wages"), found["wages"], rtol=1e-12)
    overtime = sum(months_of(example, f"in_house.{channel}.overtime_pay") for channel in PROGRAMME["volume"])
    np.testing.assert_allclose(overtime, found["overtime_pay"], rtol=1e-12)


def check_vendor(
    example: Comparison, key: str, option: dict[str, Any], fees: list[float], people: list[float] | None = None
) -> None:
    """``people``: what it costs besides the vendor's bill to settle what a machine could not."""
    old_team = list(months_of(example, "in_house.total_cost"))
    np.testing.assert_allclose(months_of(example, f"{key}.fee"), fees, rtol=1e-12)
    found = reference.vendor_costs(PROGRAMME, option, fees, old_team)
    if people is not None:
        found["cost_of_unresolved_contacts"] = people
    for name, amounts in found.items():
        np.testing.assert_allclose(months_of(example, f"{key}.{name}"), amounts, rtol=1e-12, atol=CENT, err_msg=name)
    total = [sum(month) for month in zip(*found.values(), strict=True)]
    result = example.option(key)
    np.testing.assert_allclose(result.by_month, total, rtol=1e-12)
    assert result.total == pytest.approx(sum(total), rel=1e-12)
    assert result.figure("npv") == pytest.approx(reference.discounted(total, RATE), rel=1e-12)
    saving = [old - new for old, new in zip(old_team, total, strict=True)]
    assert result.figure("npv_saving") == pytest.approx(reference.discounted(saving, RATE), rel=1e-12)
    due = found["transition_payment"]
    running = [one + payment for one, payment in zip(saving, due, strict=True)]
    assert result.figure("payback") == pytest.approx(reference.payback(running, due), rel=1e-9)


COMMON = {
    "indexation": 0.04,
    "indexation_cap": 0.035,
    "penalty_cap": 0.1,
    "governance": 0.03,
    "retained": 3,
    "salary": 105000,
}


def test_the_vendor_by_the_minute_against_the_small_model(example: Comparison):
    option = {
        **COMMON,
        "resolution": 0.73,
        "handle_time": {"voice": 405, "chat": 560, "email": 430},
        "price": input_of(example, "minutes_nearshore", "minute_rate"),
        "minimum": 90000,
        "minimum_from": 5,
        "kpis": [(0.8, 0.78, 0.01), (0.82, 0.83, 0.01)],
        "ramp": [0.3, 0.6, 1],
        "parallel": 2,
        "transition_fee": 200000,
        "transition_shares": dict.fromkeys(range(1, 25), 1 / 24),
        "exit": 60000,
    }
    check_vendor(example, "minutes_nearshore", option, reference.fee_by_minute(PROGRAMME, option))


def test_the_vendor_by_the_seat_against_the_small_model(example: Comparison):
    option = {
        **COMMON,
        "resolution": 0.71,
        "handle_time": {"voice": 430, "chat": 590, "email": 450},
        "paid_hours": 160,
        "occupancy": 0.82,
        "shrinkage": 0.3,
        "price": input_of(example, "seats_manila", "seat_rate"),
        "minimum": 120000,
        "minimum_from": 5,
        "kpis": [(0.8, 0.79, 0.01), (0.72, 0.71, 0.01), (0.82, 0.82, 0.01), (0.85, 0.86, 0.01)],
        "ramp": [0.25, 0.5, 0.75, 1],
        "parallel": 3,
        "transition_fee": input_of(example, "seats_manila", "transition_fee"),
        "transition_shares": {1: 0.4, 3: 0.3, 6: 0.3},
        "exit": 80000,
    }
    check_vendor(example, "seats_manila", option, reference.fee_by_seat(PROGRAMME, option))


def test_the_vendor_by_core_seats_and_overflow_against_the_small_model(example: Comparison):
    option = {
        **COMMON,
        "resolution": 0.72,
        "handle_time": {"voice": 425, "chat": 580, "email": 445},
        "paid_hours": 160,
        "occupancy": 0.84,
        "shrinkage": 0.3,
        "core": [18, 34, 48, 56],
        "price": input_of(example, "hybrid", "seat_rate"),
        "overflow": {"voice": 4.2, "chat": 4.4, "email": 3.8},
        "kpis": [(0.8, 0.79, 0.01)],
        "ramp": [0.25, 0.5, 0.75, 1],
        "parallel": 3,
        "transition_fee": input_of(example, "hybrid", "transition_fee"),
        "transition_shares": {1: 1},
        "exit": 80000,
    }
    check_vendor(example, "hybrid", option, reference.fee_by_core_and_overflow(PROGRAMME, option))


def test_the_vendor_by_resolution_against_the_small_model(example: Comparison):
    option = {
        "resolution": 0.74,
        "resolved": {"voice": 0.45, "chat": 0.58, "email": 0.58},
        "price": {
            channel: input_of(example, "resolutions", channel, "resolution_price") for channel in PROGRAMME["volume"]
        },
        "people_cost": {"voice": 9.6, "chat": 6.6, "email": 10.3},
        "governance": 0.04,
        "retained": 4,
        "salary": 105000,
        "ramp": [0.2, 0.4, 0.6, 0.8, 1],
        "parallel": 3,
        "transition_fee": 300000,
        "transition_shares": {1: 1},
    }
    check_vendor(example, "resolutions", option, *reference.resolved_and_left(PROGRAMME, option))
