"""Service levels: what is said about them beside the figures, and what holds whatever the contract says."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from tcomodel import Comparison, compare, scenario_from
from tests.case_file import card

FEE = 200_000.0


def result_of(levels: dict[str, Any], months: int = 12) -> Comparison:
    """A vendor who bills 200,000 a month under these service levels."""
    vendor = {
        "pricing": {"model": "per_ticket", "ticket_price": 5},
        "contract": {"service_levels": levels},
    }
    data = {
        "start": "2027-01", "months": months, "demand": {"volume": {"voice": 40000}},
        "options": {"own": {"in_house": {"monthly_budget": 300000}}, "vendor": vendor},
    }  # fmt: skip
    return compare(scenario_from(data), card())


def row_of(result: Comparison, name: str) -> np.ndarray:
    return np.asarray(result.values[result.row(f"vendor.{name}")], dtype=float)


def answered(attained: list[float], **more: Any) -> dict[str, Any]:
    return {"kpis": {"answered": {"target": 0.8, "attained": attained, "penalty": 0.01}}, **more}


def said(texts: list[str], words: str) -> list[str]:
    return [text for text in texts if words in text]


# -- what is said ----------------------------------------------------------------------------------


MET, MISSED = 0.8, 0.79


@pytest.mark.parametrize(
    ("attained", "trigger", "words"),
    [
        ([MISSED] * 3 + [MET] * 9, {"chronic_in_a_row": 3}, "Answered is missed 3 months in a row, and after 3"),
        (
            [MISSED, MET] * 5 + [MET] * 2,
            {"chronic_of_twelve": 5},
            "Answered is missed in 5 of twelve months, and from 5",
        ),
        ([MISSED, MISSED, MET] * 4, {"chronic_in_a_row": 3}, None),
        ([MISSED, MET] * 4 + [MET] * 4, {"chronic_of_twelve": 5}, None),
        ([MISSED] * 12, {}, None),
        ([0.795] * 3 + [MET] * 9, {"chronic_in_a_row": 3}, "missed 3 months in a row"),  # though no whole decrement
        ([MISSED] * 4 + [MET] * 8, {"chronic_in_a_row": 3, "credits_from_month": 3}, None),
    ],
)
def test_a_chronic_failure_is_told_where_the_contract_names_one(attained: list, trigger: dict, words: str | None):
    warnings = [one for told in result_of(answered(attained, **trigger)).warnings.values() for one in told]
    assert len(said(warnings, "may terminate")) == (words is not None)
    assert words is None or words in said(warnings, "may terminate")[0]


def test_misses_of_five_in_any_twelve_months_are_counted_across_contract_years():
    attained = [MET] * 9 + [MISSED] * 3 + [MISSED] * 2 + [MET] * 10
    warnings = result_of(answered(attained, chronic_of_twelve=5), months=24).warnings
    assert said(warnings["vendor"], "missed in 5 of twelve months")


def test_a_cap_on_expected_credits_is_told():
    kpi = {"target": 0.8, "attained": 0.8, "attained_spread": 0.03, "credit_form": "fixed", "penalty": 0.02}
    assert said(result_of({"kpis": {"answered": kpi}, "penalty_cap": 0.1}).notes, "applied to the expected credit")
    assert not said(result_of({"kpis": {"answered": kpi}}).notes, "applied to the expected credit")


@pytest.mark.parametrize(
    ("terms", "unpaid"),
    [
        ({"penalty_cap": 0.05, "unpaid_credits": "carried"}, "Vendor: 18,000 of service credits are still unpaid"),
        (
            {"annual_penalty_cap": 0.005, "unpaid_credits": "carried"},
            "Vendor: 16,000 of service credits are still unpaid",
        ),
        ({"penalty_cap": 0.05}, None),
    ],
)
def test_credits_that_are_never_paid_are_told(terms: dict, unpaid: str | None):
    """14 % of 200,000 fall due in the last month: 28,000, of which the caps let 10,000 or 12,000 through."""
    found = said(result_of(answered([MET] * 11 + [0.66], **terms)).notes, "still unpaid")
    assert found == [] if unpaid is None else found[0].startswith(unpaid)


# -- what always holds -----------------------------------------------------------------------------


levels_reached = st.lists(st.integers(60, 85).map(lambda points: points / 100), min_size=24, max_size=24)
caps = st.integers(1, 15).map(lambda points: points / 100)
few = settings(max_examples=25, deadline=None)


@few
@given(levels_reached, caps, st.sampled_from(["lost", "carried"]))
def test_credits_of_a_contract_year_never_pass_its_cap(attained: list, cap: float, unpaid: str):
    terms = {"annual_penalty_cap": cap, "unpaid_credits": unpaid, "annual_cap_on": "charges so far"}
    result = result_of(answered(attained, **terms), months=24)
    credits = -row_of(result, "service_credit")
    assert (credits >= -1e-6).all()
    for year in (credits[:12], credits[12:]):
        assert (np.cumsum(year) <= cap * FEE * np.arange(1, 13) + 1e-6).all()


@few
@given(levels_reached, caps, st.integers(0, 11))
def test_a_lost_annual_cap_credits_a_year_the_same_whenever_its_misses_happen(attained: list, cap: float, turn: int):
    """The charges are the same each month, so the months of a year may change places."""
    turned = [*np.roll(attained[:12], turn), *np.roll(attained[12:], turn)]
    before, after = (
        -row_of(result_of(answered(levels, annual_penalty_cap=cap / 10), months=24), "service_credit")
        for levels in (attained, turned)
    )
    for year in (slice(0, 12), slice(12, 24)):
        assert before[year].sum() == pytest.approx(after[year].sum(), abs=1e-4)
        assert before[year].sum() <= cap / 10 * FEE * 12 + 1e-4


@few
@given(levels_reached, caps)
def test_what_is_carried_over_is_paid_or_still_owed(attained: list, cap: float):
    result = result_of(answered(attained, penalty_cap=cap, unpaid_credits="carried"), months=24)
    credits = -row_of(result, "service_credit")
    assert (credits <= cap * FEE + 1e-6).all()
    owed = FEE * row_of(result, "penalty_points").sum()
    np.testing.assert_allclose(credits.sum() + row_of(result, "unpaid_credit")[-1], owed, atol=1e-4)


@few
@given(levels_reached, caps)
def test_an_annual_cap_carried_over_pays_what_a_walk_through_the_months_does(attained: list, cap: float):
    """The same rule as a person would apply it, month by month with two running amounts."""
    terms = {"annual_penalty_cap": cap, "unpaid_credits": "carried", "annual_cap_on": "charges so far"}
    result = result_of(answered(attained, **terms), months=24)
    unpaid = given_this_year = 0.0
    for month, share in enumerate(row_of(result, "credit_share")):
        given_this_year = 0.0 if month % 12 == 0 else given_this_year
        room = cap * FEE * (month % 12 + 1) - given_this_year
        paid = min(unpaid + FEE * share, room)
        unpaid += FEE * share - paid
        given_this_year += paid
        assert row_of(result, "service_credit")[month] == pytest.approx(-paid, abs=1e-4)


@few
@given(levels_reached, st.integers(1, 6), st.sampled_from(["all met", "that one met"]))
def test_no_more_is_earned_back_than_was_credited(attained: list, months: int, when: str):
    terms = {"earn_back_share": 1.0, "earn_back_months": months, "earn_back_when": when, "penalty_cap": 0.1}
    result = result_of(answered(attained, **terms), months=24)
    credits, back = -row_of(result, "service_credit"), row_of(result, "earn_back")
    assert (np.cumsum(back) <= np.cumsum(credits) + 1e-6).all()
    met = np.asarray(attained) >= 0.8
    for month in np.flatnonzero(back > 0):
        assert met[month - months + 1 : month + 1].all()


@few
@given(st.integers(70, 90).map(lambda points: points / 100), st.integers(1, 8).map(lambda points: points / 100))
def test_an_expected_credit_is_the_average_over_many_months(attained: float, spread: float):
    """A thousand evenly spaced quantiles of the normal distribution stand for a thousand months."""
    kpi = {"target": 0.8, "attained": attained, "attained_spread": spread, "penalty": 0.01}
    proportional = result_of({"kpis": {"answered": {**kpi, "credit_form": "proportional"}}})
    fixed = result_of({"kpis": {"answered": {**kpi, "credit_form": "fixed"}}})
    months = norm.ppf((np.arange(100_000) + 0.5) / 100_000, attained, spread)
    shortfall, missed = np.maximum(0.8 - months, 0).mean(), (months < 0.8).mean()
    assert row_of(proportional, "answered.kpi_penalty")[0] == pytest.approx(shortfall, abs=2e-5)
    assert row_of(fixed, "answered.kpi_penalty")[0] == pytest.approx(missed * 0.01, abs=2e-5)
