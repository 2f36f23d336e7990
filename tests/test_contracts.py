"""What must hold for every contract anybody can write: any pricing model, any clauses, any switches.

The contracts come from ``tests.contracts``. What holds of one clause only is in the second half.
"""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from tcomodel import Comparison, categories, compare, finance, pricing, scenario_from
from tcomodel.contract import CLAUSES
from tcomodel.evaluation import evaluate
from tcomodel.givens import givens_of
from tcomodel.model import Input, Placed
from tcomodel.places import SECTIONS, read_by_channel
from tcomodel.problems import ProblemsFound
from tcomodel.results import OptionResult
from tcomodel.timeline import Constants
from tests.case_file import card
from tests.contracts import Section, accepted, drawn, number, refusal, scenarios, vendors_of, without
from tests.whole_model import lines_of_the_model


def draws(count: int) -> settings:
    """So many contracts, the same ones each time."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        # No Phase.shrink: of scenarios as large as these it takes longer than a test may.
        phases=[Phase.explicit, Phase.generate],
    )


SLIGHT = 1e-6  # of money


def run(data: Section) -> Comparison:
    """The comparison; a draw that the model refuses is not used."""
    try:
        return compare(scenario_from(data), card())
    except ProblemsFound:
        reject()


def monthly(result: Comparison, row: Placed | Input) -> np.ndarray:
    """The value of a row in every month."""
    return np.broadcast_to(np.asarray(result.values[row], float), (result.model.months_of(row.scope),))


def named(result: Comparison, option: OptionResult, name: str) -> list[np.ndarray]:
    """The rows of a name in an option and in all that is inside it."""
    return [monthly(result, row) for row in option.model.all_of(name)]


def stated(option: OptionResult, name: str) -> Any:
    """The value of an input of the contract, None where nobody states it."""
    scope = option.model.scope
    return np.asarray(scope.value(name)) if scope.stated(name) else None


# -- what is drawn ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many() -> list[Section]:
    """Contracts with every clause, so many that each of its inputs is among them."""
    models = {"target_cost": "cost_plus"}
    return [
        data
        for number_, clause in enumerate(CLAUSES, 1)
        for data in drawn(scenarios(1, model=models.get(clause), clause=clause), number_, 16)
    ]


@pytest.mark.xdist_group("many")
def test_most_contracts_are_accepted_and_the_others_refused_in_sentences(many: list[Section]):
    refusals = [found for found in map(refusal, many) if found is not None]
    assert len(refusals) <= 0.3 * len(many), "\n".join(str(one.problems[0]) for one in refusals[:9])
    for one in itertools.chain(*(found.problems for found in refusals)):
        assert one.where, one
        assert len(one.message.split()) >= 4, one


@pytest.mark.xdist_group("many")
def test_every_clause_and_every_one_of_its_inputs_is_drawn(many: list[Section]):
    contracts = [vendor["contract"] for data in many for vendor in vendors_of(data)]
    found = {(clause, name) for contract in contracts for clause, terms in contract.items() for name in terms}
    wanted = {(clause, name) for clause, one in CLAUSES.items() for name in one.terms.model_fields}
    assert found == wanted, f"never drawn: {wanted - found}"


OWN = ("service", "staffing", "inflation", "transition", "old_team", "poor_service")
TERMS = {
    **{f"pricing of {model}": pricing.find(model).Pricing for model in pricing.names()},
    **{name: clause.terms for name, clause in CLAUSES.items()},
    **{name: SECTIONS[name] for name in OWN},
}


@pytest.mark.parametrize("name", TERMS)
def test_what_may_be_written_by_channel_is_read_by_channel_alone(name: str):
    """What nobody reads by channel would be stated and have no effect; a line that exists by it would be missing."""
    lines = [line for _, line in lines_of_the_model()]
    by_channel = {one.name for line in lines if line.per in ("channel", "demand", "tier") for one in line.ingredients}
    for_all = {needed for line in lines if line.per == "option" for needed in line.given}
    numbers = [key for key, given in givens_of(TERMS[name]).items() if given.kind != "choice"]
    allowed = [key for key in numbers if key in read_by_channel()]
    assert [key for key in allowed if key not in by_channel or key in for_all] == []


# -- the books --------------------------------------------------------------------------------------------


@draws(60)
@given(scenarios())
def test_postings_categories_years_and_months_add_up_to_the_total(data: Section):
    result = run(data)
    for option in result.options:
        posted = [monthly(result, row) for row in option.model.postings]
        size = 1 + sum(float(np.abs(months).max()) for months in posted)
        np.testing.assert_allclose(sum(posted), option.by_month, rtol=1e-12, atol=1e-12 * size)
        np.testing.assert_allclose(sum(option.by_category.values()), option.by_month, rtol=1e-12, atol=1e-12 * size)
        total = pytest.approx(option.total, rel=1e-11, abs=1e-10 * size)
        assert sum(option.category_totals.values()) == total
        assert result.by_year(option.by_month).sum() == total
        assert option.of("cumulative_cost")[-1] == total
        assert list(option.by_category) == [name for name in categories.ORDER if name in option.by_category]


@draws(60)
@given(scenarios())
def test_every_value_is_a_number_and_every_remark_a_sentence(data: Section):
    result = run(data)
    for row in result.model.rows:
        assert np.all(np.isfinite(np.asarray(result.values[row], float))), row.key
    for said in (*result.notes, *itertools.chain(*result.warnings.values())):
        assert len(said.split()) > 4, said
        assert "nan" not in said.split(), said
    for option in result.options:
        assert option.irr is not None or "saving" not in option.model.figures
        assert option.figure("payback") is not None or option.reason("payback") or option is result.baseline


@draws(30)
@given(scenarios())
def test_the_order_of_what_is_written_changes_nothing(data: Section):
    before, after = run(data), run(backwards(data))
    rows = {row.key: row for row in after.model.rows}
    for row in before.model.rows:
        found = np.asarray(after.values[rows[row.key]])
        size = float(np.abs(np.asarray(before.values[row])).max())
        np.testing.assert_allclose(found, before.values[row], rtol=1e-9, atol=1e-10 * (1 + size), err_msg=row.key)


def backwards(data: Any) -> Any:
    """The same scenario with all its names in the opposite order; lists keep theirs."""
    if isinstance(data, dict):
        return {name: backwards(inner) for name, inner in reversed(data.items())}
    return [backwards(one) for one in data] if isinstance(data, list) else data


@draws(30)
@given(scenarios(vendors_at_least=2, vendors_at_most=3))
def test_an_option_more_changes_no_other(data: Section):
    keys = list(data["options"])
    fewer = {**data, "options": {key: data["options"][key] for key in keys[:-1]}}
    before, after = run(fewer), run(data)
    for row in before.model.rows:
        np.testing.assert_array_equal(before.values[row], after.values[after.row(row.key)], err_msg=row.key)
    for option in before.options:
        assert after.option(option.key).model.figures.keys() == option.model.figures.keys()
        assert after.option(option.key).model.reasons == option.model.reasons


@draws(50)
@given(scenarios())
def test_npv_counts_each_cost_in_its_month_and_an_invoice_when_it_is_paid(data: Section):
    result = run(data)
    rate = float(result.model.programme.value("discount_rate"))
    timing = str(result.model.programme.chosen("discount_timing"))
    factors = finance.discount_factors(finance.monthly_rate(rate), data["months"], timing)
    for option in result.options:
        later = np.zeros(data["months"])
        for payable, days in zip(named(result, option, "payable"), days_to_payment(result, option), strict=False):
            later = payable * ((1 + rate) ** (-days / 365) - 1)
        expected = float(factors @ (option.by_month + later))
        size = float(np.abs(option.by_month).max())
        assert option.figure("npv") == pytest.approx(expected, rel=1e-9, abs=1e-9 * (1 + size))


def days_to_payment(result: Comparison, option: OptionResult) -> list[np.ndarray]:
    if "payment" not in option.model.scope.parts:
        return []
    found = named(result, option, "days_to_payment")
    return found or [np.broadcast_to(option.model.scope.value("payment_days"), len(result.months))]


@draws(30)
@given(scenarios())
def test_without_discounting_npv_is_the_plain_sum(data: Section):
    data["timing"]["discount_rate"] = 0
    for option in run(data).options:
        size = float(np.abs(option.by_month).max())
        assert option.figure("npv") == pytest.approx(option.total, rel=1e-11, abs=1e-9 * (1 + size))


# -- the same in a simulation, in another currency, at dearer prices -----------------------------------------

DRAWS = np.array([[1.0], [0.9], [0.97]])
FIXED = ("month", "position", "first_year", "first_calendar_month", "paid_at")


def numbers_of(result: Comparison) -> list[Input]:
    """The inputs that may be any number: no switches, no whole numbers, nothing that holds by definition."""
    known = {*FIXED, *Constants.model_fields}
    return [one for one in result.model.inputs if one.given.kind in ("number", "months") and one.name not in known]


@draws(30)
@given(scenarios())
def test_a_draw_of_a_simulation_is_a_run_of_its_own(data: Section):
    result = run(data)
    model = result.model
    several = {one: np.asarray(one.value) * DRAWS for one in numbers_of(result)}
    together = evaluate(model, several)
    for draw in range(len(DRAWS)):
        alone = evaluate(
            model, {one: many[draw] if np.ndim(one.value) else float(many[draw, 0]) for one, many in several.items()}
        )
        for row in model.rows:
            batch, single = np.asarray(together[row], float), np.asarray(alone[row], float)
            batch = batch[min(draw, len(batch) - 1)] if batch.ndim > 1 else batch
            np.testing.assert_allclose(*np.broadcast_arrays(batch, single), rtol=1e-11, atol=1e-9,
                                       err_msg=f"{row.key} in draw {draw}")  # fmt: skip


FACTORS = np.array([[1.0], [0.5], [60.0]])
HALF_A_CENT = (  # what turns on half a cent, which is another amount in another currency
    "month_behind", "last_month_behind", "part_of_month", "recovery_month", "months_to_recover", "payback",
)  # fmt: skip


@draws(40)
@given(scenarios())
def test_another_currency_scales_the_money_and_nothing_else(data: Section):
    for vendor in vendors_of(data):
        vendor["contract"].get("tax", {}).pop("tax_to_the_cent", None)
    result = run(data)
    money = [one for one in numbers_of(result) if one.unit.startswith("currency")]
    scaled = evaluate(result.model, {one: np.asarray(one.value) * FACTORS for one in money})
    for row in result.model.rows:
        if row.name in HALF_A_CENT:
            continue
        expected = np.asarray(result.values[row]) * (FACTORS if row.unit.startswith("currency") else 1)
        # next to nothing, between amounts that are not, is their last digit
        size = max(float(np.abs(result.values[one]).max()) for one in (row, *row.ingredients))
        found, expected = np.broadcast_arrays(np.asarray(scaled[row]), expected)
        np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-9 * (1 + size), err_msg=row.key)


# Amounts that make the service cheaper when they rise, by what the contract says.
CHEAPER = {
    "penalty_amount": "what the vendor gives back",
    "point_value": "what the vendor gives back",
    "band_amount": "a credit, where it is negative",
    "delay_damages": "what the vendor owes for delay",
    "delay_damages_cap": "what the vendor owes for delay",
    "rrc_rate": "what a unit less is credited with",
    "monthly_threshold": "what the vendor bears itself",
    "yearly_threshold": "what the vendor bears itself",
    "deposit": "the vendor pays interest on it",
    "over": "no price: where a tier of a commission begins",
    "up_to": "no price: where a tier of a commission ends",
    "baseline_units": "no price: the turnover a commission is anchored at",
    "package_size": "no price: the turnover of a package",
    "surge_above": "no price: the turnover from which a surge counts",
    "minimum_units": "no price: the least turnover",
    "order_value": "no price: a volume, which all-units tiers make cheaper at an edge",
}


@draws(60)
@given(scenarios())
def test_a_dearer_price_never_makes_an_option_cheaper(data: Section):
    result = run(data)
    prices = [one for one in numbers_of(result) if one.unit.startswith("currency") and one.name not in CHEAPER]
    dearer = 1 + 0.1 * np.eye(len(prices))
    values = evaluate(
        result.model, {one: np.asarray(one.value) * dearer[:, [index]] for index, one in enumerate(prices)}
    )
    for option in result.options:
        if {"gain_share", "service_levels"} <= option.model.scope.parts:
            continue  # both answer to the fee: it takes from the gain shared, and adds to the credits, all it rises by
        totals = np.broadcast_to(np.asarray(values[option.model.figures["tco"]]).reshape(-1), len(prices))
        for one, total in zip(prices, totals, strict=True):
            assert total >= option.total - 1e-10 * (1 + abs(option.total)) - SLIGHT, (
                f"{one.scope.label}, {one.name}: {option.key} from {option.total} to {total}"
            )


# -- clauses that say nothing -----------------------------------------------------------------------------

KPI = {"target": 0.8, "attained": 0.7, "penalty": 0.02}
# Terms of a contract that cannot change a number.
NEUTRAL: list[tuple[str, Section]] = [
    ("indexation", {"yearly_indexation": 0}),
    ("indexation", {"committed_productivity": 0}),
    ("indexation", {"indices": {"flat": {"weight": 0.7}}}),
    ("indexation", {"indices": {"prices": {"weight": 0}}, "index_compared": "from the base"}),
    ("indexation", {"indices": {"prices": {"weight": 0.5}}, "index_threshold": "100%"}),
    ("indexation", {"indices": {"wages": {"weight": "100%"}}, "indexation_floor": 0, "indexation_cap": 0}),
    ("benchmarking", {"favoured_level": "500%"}),
    ("benchmarking", {"benchmark_month": 1, "benchmark_every": 1, "market_level": "500%"}),
    ("currency", {"exchange_rates": {"flat": {}}}),
    ("currency", {"exchange_rates": {"peso": {"currency_share": 0}}}),
    ("currency", {"exchange_rates": {"zloty": {"neutral_band": "100%"}}}),
    ("currency", {"exchange_rates": {"zloty": {"movement_limit": 0}}}),
    ("commitment", {"minimum_fee": 0, "minimum_indexed": True}),
    ("commitment", {"minimum_fee": 90000, "minimum_from_month": 200}),
    ("commitment", {"period_minimum": 0, "period_months": 5}),
    ("commitment", {"minimum_fee": 90000, "period_minimum": 900000, "shortfall_share": 0}),
    ("forecast", {"client_forecast": 10_000_000, "relief_tolerance": 0}),
    ("premiums", {"premiums": {"nights": {"hours_affected": 0.3, "premium": 0}}}),
    ("premiums", {"premiums": {"nights": {"premium_rate": 9, "premium_days": 0}}}),
    ("training", {"training_price": 0, "replacements_paid_by": "client"}),
    ("pass_through", {"charges": {"postage": {"charge": 0, "mark_up": 0.1}}}),
    ("pass_through", {"charges": {"postage": {"charge": 900, "monthly_threshold": 900}}}),
    ("pass_through", {"charges": {"postage": {"charge": 900, "yearly_threshold": 900 * 12}}}),
    ("service_levels", {"kpis": {"answered": {**KPI, "attained": 0.8}}}),
    ("service_levels", {"kpis": {"answered": {**KPI, "penalty": 0, "credit_form": "fixed"}}}),
    ("service_levels", {"kpis": {"answered": KPI}, "penalty_cap": 0}),
    ("service_levels", {"kpis": {"answered": KPI}, "annual_penalty_cap": 0, "unpaid_credits": "carried"}),
    ("service_levels", {"kpis": {"answered": {**KPI, "attained": 0.9, "bonus_share": 0.1}}, "bonus_cap": 0}),
    ("gain_share", {"agreed_cost": 90000, "gain_part": 0, "losses_shared": True}),
    ("gain_share", {"agreed_contact_cost": 9, "gain_part": 0.5, "gain_cap": 0, "gain_settled": "yearly"}),
    ("tax", {"vat_rate": 0.2, "vat_recovery": "100%"}),
    ("tax", {"withholding_rate": 0}),
    ("tax", {"withholding_rate": 0.2, "withholding_borne_by": "vendor"}),
    ("payment", {"payment_days": 0, "deposit": 0}),
    ("payment", {"early_payment_discount": 0.02, "discount_days": 10}),
    ("governance", {"governance_rate": 0, "selection_share": 0, "retained_people": 0, "retained_salary": 90000}),
    ("termination", {"notice_months": 3, "notice_kept": False}),
    ("termination", {"termination_charge": "remainder", "ends_in_month": "last"}),
    ("transition", {"transition_fee": 0, "exit_assistance": 0, "parallel_months": 0, "setup_share": 0}),
    ("transition", {"ramp": ["100%"], "delay_days": 0, "delay_damages": 900, "rollback_cost": 900,
                    "rollback_probability": 0}),
    ("old_team", {"severance_per_agent": 0, "stranded_cost": 0, "stranded_months": 6}),
    ("old_team", {"severance_per_agent": 900, "redeployed_share": "100%"}),
    ("poor_service", {"loss_per_point": 0.2, "quality_expected": 0.8, "quality_attained": 0.8}),
    ("staffing", {"planning_buffer": 0, "learning_months": 0, "learning_productivity": 0.5}),
    ("service", {"start_productivity": ["100%"], "automation_reduction": 0}),
]  # fmt: skip
FLAT = {"series": {"2021-01": 100, "2022-01": 100}, "projection": 0}


@draws(12)
@given(scenarios(vendors_at_most=1))
def test_a_clause_that_says_nothing_changes_no_number(data: Section):
    data["indices"]["flat"] = FLAT
    run(data)
    for name, alternatives in itertools.groupby(NEUTRAL, key=lambda one: one[0]):
        before = accepted(with_terms(data, name, None))
        if before is None or at_odds(name, data):
            continue
        for _, terms in alternatives:
            check_same(before, compare(scenario_from(with_terms(data, name, terms)), card()), f"{name}: {terms}")


def at_odds(name: str, data: Section) -> bool:
    """Where the clauses drawn give a clause that says nothing a meaning."""
    (vendor,) = vendors_of(data)
    inside = {name for one in vendor["contract"].values() for name in one} | vendor.get("transition", {}).keys()
    if name in ("termination", "commitment", "service", "staffing"):  # an end and a minimum meet clauses of their own
        return bool(inside & {"forecast_lock", "ends_in_month", "deposit", "deposit_months"})
    # Open books pass wage rises on unless an indexation clause moves the fee instead.
    return name == "indexation" and vendor["pricing"]["model"] == "cost_plus"


def with_terms(data: Section, name: str, terms: Section | None) -> Section:
    """The scenario with these terms in place of those its vendor has."""
    (vendor,) = vendors_of(data)
    if terms is not None and terms.get("ends_in_month") == "last":
        terms = {**terms, "ends_in_month": data["months"]}
    if terms is not None and "client_forecast" in terms:
        terms = {**terms, "client_forecast": dict.fromkeys(data["demand"]["volume"], terms["client_forecast"])}
    stated_now = {} if terms is None else {name: terms}
    if name in CLAUSES:
        vendor = {**vendor, "contract": {**without(vendor["contract"], name), **stated_now}}
    else:
        vendor = {**without(vendor, name), **stated_now}
    return {**data, "options": {"own": data["options"]["own"], "vendor_1": vendor}}


def check_same(before: Comparison, after: Comparison, what: str) -> None:
    for option in before.options:
        same = after.option(option.key)
        size = float(np.abs(option.by_month).max())
        np.testing.assert_allclose(
            same.by_month, option.by_month, rtol=1e-11, atol=1e-11 * (1 + size), err_msg=f"{what}, {option.key}"
        )
        assert same.figure("npv") == pytest.approx(option.figure("npv"), rel=1e-10, abs=1e-8 * (1 + size)), what


@pytest.mark.parametrize("name", [*CLAUSES, "transition", "old_team", "poor_service", "staffing", "service"])
def test_an_empty_clause_changes_nothing_or_is_refused_in_a_sentence(name: str):
    for data in drawn(scenarios(vendors_at_most=1), 3, 5):
        before, after = with_terms(data, name, None), with_terms(data, name, {})
        if refusal(before) is None:
            refused = refusal(after)
            if refused is None:
                check_same(run(before), run(after), name)
            else:
                assert all(one.where and len(one.message.split()) >= 4 for one in refused.problems), refused


# -- service levels ---------------------------------------------------------------------------------------


@draws(60)
@given(scenarios(vendors_at_most=1, clause="service_levels"))
def test_credits_stay_within_their_caps_and_what_was_billed(data: Section):
    result = run(data)
    option = result.options[1]
    (base,), (credit,) = named(result, option, "credit_base"), named(result, option, "service_credit")
    near = SLIGHT + 1e-9 * float(np.abs(base).max())
    assert (credit <= near).all(), "a credit the client pays"
    caps = [stated(option, name) for name in ("penalty_cap", "at_risk")]
    cap = next((one for one in caps if one is not None), 1.0)
    assert (-credit <= base * cap + near).all()
    yearly = stated(option, "annual_penalty_cap")
    if yearly is not None:
        credited, charged = by_year(result, -credit), by_year(result, base)
        if option.model.scope.chosen("annual_cap_on") == "charges so far":
            credited, charged = ([np.cumsum(months) for months in one] for one in (credited, charged))
        else:
            credited, charged = ([months.sum(keepdims=True) for months in one] for one in (credited, charged))
        assert (np.concatenate(credited) <= np.concatenate(charged) * yearly + near).all()
    for kpi in option.model.scope.members("kpi"):
        if kpi.stated("kpi_cap"):
            own = next(row for row in option.model.all_of("kpi_penalty") if row.scope is kpi)
            assert (monthly(result, own) <= kpi.value("kpi_cap") + 1e-12).all()
    for bonus in named(result, option, "service_bonus"):
        assert (bonus >= -near).all()
        assert (bonus <= base * stated(option, "bonus_cap") + near).all()


def by_year(result: Comparison, months: np.ndarray) -> list[np.ndarray]:
    """The months of each contract year."""
    return np.split(months, range(12, len(months), 12))


@draws(60)
@given(scenarios(vendors_at_most=1, clause="service_levels"))
def test_no_more_is_earned_back_than_was_credited(data: Section):
    vendors_of(data)[0]["contract"]["service_levels"].setdefault("earn_back_share", "100%")
    vendors_of(data)[0]["contract"]["service_levels"].setdefault("earn_back_months", 2)
    result = run(data)
    option = result.options[1]
    (credit,), (back,) = named(result, option, "service_credit"), named(result, option, "earn_back")
    near = SLIGHT + 1e-9 * float(np.abs(credit).max())
    assert (back >= -near).all()
    assert (np.cumsum(back) <= np.cumsum(-credit) * np.max(stated(option, "earn_back_share")) + near).all()


# -- what is paid at least --------------------------------------------------------------------------------


@draws(40)
@given(scenarios(vendors_at_most=1), number(1_000, 200_000), st.integers(1, 9), st.booleans())
def test_no_month_is_billed_less_than_its_minimum(data: Section, least: float, begins: int, indexed: bool):
    terms = {"minimum_fee": least, "minimum_from_month": begins, "minimum_indexed": indexed}
    result = run(with_terms(data, "commitment", terms))
    option = result.options[1]
    billed, (minimum,) = service_charges(result), named(result, option, "minimum_now")
    assert (billed >= minimum - SLIGHT).all()
    assert (billed >= named(result, option, "service_fee")[0] - SLIGHT).all()


def service_charges(result: Comparison) -> np.ndarray:
    """What the last option is billed for the service, with the minimum and before credits."""
    option = result.options[-1]
    return sum(named(result, option, "service_fee")) + sum(named(result, option, "commitment_top_up"))


@draws(40)
@given(scenarios(vendors_at_most=1), number(10_000, 900_000), st.integers(1, 12), st.integers(1, 5))
def test_no_period_is_billed_less_than_its_minimum(data: Section, least: float, length: int, begins: int):
    drop_early_end(data)
    terms = {"period_minimum": least, "period_months": length, "minimum_from_month": begins}
    result = run(with_terms(data, "commitment", terms))
    billed = service_charges(result)[begins - 1 :]
    for first in range(0, len(billed), length):
        period = billed[first : first + length]
        assert period.sum() >= least * len(period) / length - SLIGHT


@draws(40)
@given(scenarios(vendors_at_most=1), number(1_000, 200_000), st.integers(1, 9), st.integers(1, 12))
def test_a_softened_minimum_never_bills_more(data: Section, least: float, begins: int, length: int):
    terms = {"minimum_fee": least, "minimum_from_month": begins}
    hard = service_charges(run(with_terms(data, "commitment", terms)))
    for softened in ("carry_forward_months", "work_off_months"):
        soft = service_charges(run(with_terms(data, "commitment", {**terms, softened: length})))
        near = SLIGHT + 1e-10 * float(hard.sum())
        assert (np.cumsum(soft) <= np.cumsum(hard) + near).all(), softened
        longer = service_charges(run(with_terms(data, "commitment", {**terms, softened: length + 1})))
        assert longer.sum() <= soft.sum() + near, softened


def drop_early_end(data: Section) -> None:
    for vendor in vendors_of(data):
        vendor["contract"].get("termination", {}).pop("ends_in_month", None)


# -- prices -----------------------------------------------------------------------------------------------


def price_path(
    turned: np.ndarray, years: np.ndarray, rate: float, less: float = 0.0, *, added: bool, multiplied: bool = False
) -> np.ndarray:
    """A price of 1 that moves by a yearly rate at each turn, for the years that turn makes up for."""
    of_turn = 1 + rate * years if added else (1 + rate) ** years
    of_turn = of_turn * (1 - less) ** years if multiplied else of_turn - less * years
    return np.cumprod(np.where(turned, of_turn, 1.0))


@draws(60)
@given(scenarios(vendors_at_most=1, clause="indexation"))
def test_prices_stay_within_the_compounded_cap_and_floor(data: Section):
    result = run(data)
    option = result.options[1]
    rows = [named(result, option, name) for name in ("price_index", "turns_so_far", "years_at_turn")]
    for index, turns, years in zip(*rows, strict=False):
        turned = np.diff(turns, prepend=0) > 0
        added = option.model.scope.chosen("years_combined") == "added"
        cap, floor = (stated(option, name) for name in ("indexation_cap", "indexation_floor"))
        less, most = (stated(option, name) for name in ("committed_productivity", "total_indexation_cap"))
        if cap is not None:
            assert (index <= price_path(turned, years, cap, added=added) + 1e-9).all()
        if floor is not None and most is None:
            less = less or 0.0
            multiplied = option.model.scope.chosen("productivity_taken") == "multiplied"
            assert (index >= price_path(turned, years, floor, less, added=added, multiplied=multiplied) - 1e-9).all()
        if most is not None:
            assert (index <= 1 + most + 1e-9).all()
        assert (index[turns < 1] == 1).all()


@draws(40)
@given(scenarios(vendors_at_most=1), st.integers(1, 6))
def test_an_early_end_stops_all_charges_but_those_of_the_exit(data: Section, last: int):
    (vendor,) = vendors_of(data)
    vendor["contract"] = {**vendor["contract"], "termination": {"ends_in_month": last}}
    result = run(data)
    option = result.options[1]
    for row in option.model.rows:
        owed_before = row.name == "transition_payment"  # instalments of a fee for what was done before the end
        if row.line.adds_to == "invoice" and row.line.posts_to != categories.EXIT and not owed_before:
            after = monthly(result, row)[last:]
            assert (np.abs(after) <= SLIGHT).all(), f"{row.key}: {after}"


# -- tables and anchors, worked out a second time ------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> list[Section]:
    """A price table of one to four tiers that join, some of them with a flat fee."""
    edges = np.cumsum([round(draw(number(1, 9_000)), 2) for _ in range(draw(st.integers(0, 3)))]).round(2).tolist()
    tiers: list[Section] = []
    for below, above in itertools.pairwise([None, *edges, None]):
        tier = {"over": below, "up_to": above, "price": draw(number(0, 9)), "flat_fee": draw(FLAT_FEES)}
        tiers.append({name: value for name, value in tier.items() if value is not None})
    return tiers


FLAT_FEES = st.one_of(st.none(), number(0, 900))


def volumes_around(tiers: list[Section], others: list[float]) -> list[float]:
    """Volumes in order: any, each edge, and a little on either side of it."""
    edges = [tier["up_to"] for tier in tiers[:-1]]
    around = [edge + step for edge in edges for step in (-0.01, 0, 0.01)]
    return sorted({round(one, 2) for one in (0.0, *around, *others)})


def bills(rule: str, tiers: list[Section], volumes: list[float], **terms: Any) -> np.ndarray:
    """What each volume costs, all of them as months of one contract."""
    contract = {"volume_prices": {"tiers": tiers, "tier_rule": rule, **terms}}
    result = run(one_channel(volumes, {"model": "per_ticket"}, contract))
    return monthly(result, result.row("vendor.fee"))


def one_channel(volumes: list[float], terms: Section, contract: Section) -> Section:
    return {
        "start": "2027-01",
        "months": len(volumes),
        "demand": {"volume": {"voice": volumes}},
        "options": {"vendor": {"pricing": terms, "contract": contract}},
    }


def own_tier(tiers: list[Section], volume: float) -> Section:
    """The tier a volume lies in, its upper edge included."""
    return next(tier for tier in tiers if volume <= tier.get("up_to", np.inf))


VOLUMES = st.lists(number(0, 30_000), min_size=1, max_size=8)


@draws(60)
@given(tables(), VOLUMES)
def test_graduated_tiers_are_the_sum_of_their_parts_and_never_fall(tiers: list[Section], others: list[float]):
    volumes = volumes_around(tiers, others)
    found = bills("graduated", tiers, volumes)
    expected = [
        sum(
            max(min(volume, tier.get("up_to", volume)) - tier.get("over", 0), 0) * tier["price"]
            + (tier.get("flat_fee", 0) if volume > tier.get("over", 0) else 0)
            for tier in tiers
        )
        for volume in volumes
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)
    assert (np.diff(found) >= -SLIGHT).all()
    if not any("flat_fee" in tier for tier in tiers):  # continuous: no step is steeper than the dearest price
        assert (np.diff(found) <= max(tier["price"] for tier in tiers) * np.diff(volumes) + SLIGHT).all()


@draws(60)
@given(tables(), VOLUMES)
def test_all_units_tiers_jump_at_edges_alone(tiers: list[Section], others: list[float]):
    volumes = volumes_around(tiers, others)
    found = bills("all units", tiers, volumes)
    for (less, before), (more, after) in itertools.pairwise(zip(volumes, found, strict=True)):
        tier = own_tier(tiers, more)
        if less > tier.get("over", 0):
            assert after - before == pytest.approx((more - less) * tier["price"], rel=1e-9, abs=1e-6)
        elif more > 0:
            assert after == pytest.approx(more * tier["price"] + tier.get("flat_fee", 0), rel=1e-9, abs=1e-6)


@draws(40)
@given(tables(), VOLUMES, number(1, 5_000))
def test_a_package_costs_the_same_wherever_its_volume_lies(tiers: list[Section], others: list[float], size: float):
    size = round(size, 2)
    volumes = volumes_around(tiers, others)
    found = bills("package", tiers, volumes, package_size=size)
    for volume, fee in zip(volumes, found, strict=True):
        packages = np.ceil(round(volume / size, 6)) * size
        tier = own_tier(tiers, round(packages, 6)) if packages else {"price": 0}
        assert fee == pytest.approx(packages * tier["price"] + tier.get("flat_fee", 0), rel=1e-9, abs=1e-6)


@draws(60)
@given(VOLUMES, number(1_000, 20_000), number(0, 9), number(0, 4), number(0, 0.5), st.booleans())
def test_an_anchor_charges_nothing_within_its_band(
    others: list[float], baseline: float, more: float, less: float, band: float, from_edge: bool
):
    inside = [baseline * (1 + part * band) for part in (-0.5, 0, 0.5)]
    volumes = sorted({round(one, 2) for one in (*others, *inside)})
    base = baseline * less + 900
    anchor = {"base_charge": base, "baseline_units": baseline, "arc_rate": more, "rrc_rate": less, "dead_band": band,
              "band_measured_from": "band edge" if from_edge else "baseline"}  # fmt: skip
    result = run(one_channel(volumes, {"model": "per_ticket"}, {"anchored_price": anchor}))
    found, aside = monthly(result, result.row("vendor.fee")), baseline * band
    for volume, fee in zip(volumes, found, strict=True):
        gap = volume - baseline
        counted = max(abs(gap) - aside, 0) if from_edge else abs(gap)
        if abs(abs(gap) - aside) <= 2e-6 and not from_edge:
            continue  # on the very edge of the band both readings are a matter of the last digit
        expected = base if abs(gap) <= aside else base + counted * (more if gap > 0 else -less)
        assert fee == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert (np.diff(found) >= -SLIGHT).all()


@draws(30)
@given(VOLUMES, number(1_000, 20_000), number(0.1, 9))
def test_a_table_of_one_tier_and_an_anchor_at_the_price_are_the_plain_price(
    volumes: list[float], baseline: float, price: float
):
    plain = run(one_channel(volumes, {"model": "per_ticket", "ticket_price": price}, {}))
    anchor = {"base_charge": baseline * price * (1 + 1e-12), "baseline_units": baseline, "arc_rate": price,
              "rrc_rate": price}  # fmt: skip
    for terms, contract in (
        ({}, {"volume_prices": {"tiers": [{"price": price}], "tier_rule": "graduated"}}),
        ({}, {"volume_prices": {"tiers": [{"price": price}], "tier_rule": "all units"}}),
        ({}, {"volume_prices": {"tiers_on_total": [{"price": price}]}}),
        ({"ticket_price": price}, {"anchored_price": anchor}),
    ):
        same = run(one_channel(volumes, {"model": "per_ticket", **terms}, contract))
        for row in ("vendor.fee", "vendor.total_cost"):
            np.testing.assert_allclose(
                same.values[same.row(row)], plain.values[plain.row(row)], rtol=1e-9, atol=1e-6, err_msg=str(contract)
            )
