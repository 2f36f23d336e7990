"""Discounting, rates of return and payback against published figures, properties and a second library.

The cases are in cases/finance.yaml.  KINDS says which function answers which kind of case, so a new
case of a known kind is only an entry there.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyxirr
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tcomodel import finance
from tcomodel.yaml_file import read_yaml

CASE_FILE = Path(__file__).parent / "cases" / "finance.yaml"
CASE_KEYS = {
    "id", "function", "inputs", "expected", "tolerance", "source", "note", "roots", "crossings", "wrong",
}  # fmt: skip

Inputs = dict[str, Any]


def discounted_payback(given: Inputs) -> float | None:
    """Answer a discounted payback with the source's own rounded factors, which start at the second flow."""
    now, *later = given["flows"]
    return finance.payback([now, *np.multiply(later, given["df"])]).periods


def monthly_present_value(given: Inputs) -> finance.Amount:
    factors = finance.discount_factors(finance.monthly_rate(given["annual"]), len(given["values"]), given["timing"])
    return float(np.sum(np.multiply(given["values"], factors)))


KINDS: dict[str, Callable[[Inputs], Any]] = {
    "npv_end": lambda given: finance.npv(given["rate"], given["values"], first="end"),
    "npv_t0": lambda given: finance.npv(given["rate"], given["values"], first="now"),
    "npv_monthly": monthly_present_value,
    "mid_period": lambda given: finance.npv(given["rate"], given["flows"], first="mid"),
    "xnpv": lambda given: finance.xnpv(given["rate"], given["values"], given["dates"]),
    "irr": lambda given: finance.irr(given["values"]).rate,
    "xirr": lambda given: finance.xirr(given["values"], given["dates"]).rate,
    "mirr": lambda given: finance.mirr(given["values"], given["finance"], given["reinvest"]),
    "pmt": lambda given: finance.pmt(given["rate"], given["nper"], given["pv"], given["fv"], given["due"]),
    "nper": lambda given: finance.nper(given["rate"], given["pmt"], given["pv"], given["fv"], given["due"]),
    "effect": lambda given: finance.effective_rate(given["nominal"], given["npery"]),
    "nominal": lambda given: finance.nominal_rate(given["effect"], given["npery"]),
    "annuity_factor": lambda given: finance.annuity_factor(given["rate"], given["periods"], given["timing"]),
    "equal_annual_cost": lambda given: finance.equal_annual_cost(
        given["present_value"], given["rate"], given["years"], given["timing"]
    ),
    "payback": lambda given: finance.payback(given["flows"]).periods,
    "payback_end": lambda given: finance.payback(given["flows"], first="end").periods,
    "payback_disc_rounded": discounted_payback,
}
RETURN_KINDS: dict[str, Callable[[Inputs], finance.Irr]] = {
    "irr": lambda given: finance.irr(given["values"]),
    "xirr": lambda given: finance.xirr(given["values"], given["dates"]),
}
OTHER_KINDS = {"irr_roots", "irr_error", "xnpv_excel_error", "payback_error"}
BATCH_KINDS = {"npv_end": "values", "npv_t0": "values", "mid_period": "flows", "xnpv": "values"}


def plain(value: Any) -> Any:
    """Write out `repeat`, and work out arithmetic such as 0.08 / 12."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        written_out = []
        for entry in value:
            if isinstance(entry, dict) and "repeat" in entry:
                written_out += [entry["repeat"]] * entry["times"]
            else:
                written_out.append(plain(entry))
        return written_out
    return worked_out(value)


def worked_out(value: Any) -> Any:
    is_arithmetic = isinstance(value, str) and set(value) <= set("0123456789.+-*/() ") and " " in value
    return eval(value) if is_arithmetic else value


def read_cases() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    file = read_yaml(CASE_FILE.read_text(encoding="utf-8")).data
    return file["sources"], [plain(case) for case in file["cases"]]


SOURCES, CASES = read_cases()


def cases_of(*kinds: str, single: bool = False) -> pytest.MarkDecorator:
    """Give the cases of some kinds; with `single` without those that have several rates and hence no single answer."""
    chosen = [case for case in CASES if case["function"] in kinds and not (single and case.get("roots"))]
    return pytest.mark.parametrize("case", chosen, ids=[case["id"] for case in chosen])


# The published cases ----------------------------------------------------------------------------


def test_every_case_is_asked_and_says_where_it_is_from() -> None:
    for case in CASES:
        assert case["function"] in KINDS.keys() | OTHER_KINDS, case["id"]
        assert set(case) <= CASE_KEYS, case["id"]
        assert case["source"] in SOURCES, case["id"]
    repeated = [name for name, count in Counter(case["id"] for case in CASES).items() if count > 1]
    assert not repeated


@cases_of(*KINDS, single=True)
def test_published_value(case: dict[str, Any]) -> None:
    answer = KINDS[case["function"]](case["inputs"])
    assert answer == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


@pytest.mark.parametrize(
    ("case", "wrong"),
    [pytest.param(case, wrong, id=case["id"]) for case in CASES for wrong in case.get("wrong", [])],
)
def test_published_error_is_not_reproduced(case: dict[str, Any], wrong: dict[str, Any]) -> None:
    answer = KINDS[case["function"]](case["inputs"])
    assert answer != pytest.approx(wrong["value"], abs=case["tolerance"], rel=0), wrong["why"]


@cases_of(*RETURN_KINDS)
def test_published_rate_is_among_the_roots(case: dict[str, Any]) -> None:
    answer = RETURN_KINDS[case["function"]](case["inputs"])
    assert any(root == pytest.approx(case["expected"], abs=case["tolerance"], rel=0) for root in answer.roots)
    if case.get("roots"):
        assert answer.roots == pytest.approx(case["roots"], abs=case["tolerance"], rel=0)
        assert answer.rate is None
    else:
        assert answer.roots == (answer.rate,)
    assert answer.reason


@cases_of("irr_roots")
def test_all_roots(case: dict[str, Any]) -> None:
    flows, tolerance = case["inputs"]["values"], case["tolerance"]
    roots = finance.irr_roots(flows)
    assert list(roots) == pytest.approx(case["expected"], abs=tolerance, rel=0)
    answer = finance.irr(flows)
    assert answer.roots == roots
    assert answer.rate == (roots[0] if len(roots) == 1 else None)


@cases_of("irr_error")
def test_no_single_rate(case: dict[str, Any]) -> None:
    answer = finance.irr(case["inputs"]["values"])
    assert answer.rate is None
    assert case["expected"] in answer.reason


@cases_of("xnpv_excel_error")
def test_date_before_the_first(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="before the first date") as caught:
        KINDS["xnpv"](case["inputs"])
    assert case["expected"] in str(caught.value)


@cases_of("payback_error")
def test_never_paid_back(case: dict[str, Any]) -> None:
    answer = finance.payback(case["inputs"]["flows"])
    assert answer.periods is None
    assert case["expected"] in answer.reason


@cases_of("payback", "payback_error")
def test_payback_counts_crossings(case: dict[str, Any]) -> None:
    assert finance.payback(case["inputs"]["flows"]).crossings == case.get("crossings", 1)


@cases_of(*BATCH_KINDS)
def test_case_as_one_row_of_a_batch(case: dict[str, Any]) -> None:
    name = BATCH_KINDS[case["function"]]
    flows = np.asarray(case["inputs"][name], dtype=float)
    batch = KINDS[case["function"]]({**case["inputs"], name: np.stack([0 * flows, flows, 2 * flows])})
    assert batch == pytest.approx([0, case["expected"], 2 * case["expected"]], abs=2 * case["tolerance"], rel=0)


def test_cent_that_a_spreadsheet_sees_is_behind() -> None:
    """ROUND(-0.005, 2) is -0.01 in a spreadsheet, though numpy rounds it to zero."""
    assert finance.payback([-1, 0.995, 1]).periods == pytest.approx(1 + 0.005)
    assert finance.payback([-1, 0.9951, 1]).periods == 1.0


# Arguments --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: finance.npv(-1, [1, 2]), "above -100 %"),
        (lambda: finance.xnpv(-1.5, [1], ["2026-01-01"]), "above -100 %"),
        (lambda: finance.monthly_rate(-1.0), "above -100 %"),
        (lambda: finance.nominal_rate(np.array([0.1, -2.0]), 12), "above -100 %"),
        (lambda: finance.discount_factors(0.1, 3, "middle"), "'start' or 'mid' or 'end'"),  # type: ignore[arg-type]
        (lambda: finance.npv(0.1, [1], "later"), "'now' or 'mid' or 'end'"),  # type: ignore[arg-type]
        (lambda: finance.payback([1], "mid"), "'now' or 'end'"),  # type: ignore[arg-type]
        (lambda: finance.pmt(0.1, 3, 100, due=2), "0 or 1"),  # type: ignore[arg-type]
        (lambda: finance.nper(0.1, -1, 1000), "never settle"),
        (lambda: finance.nper(0.0, 0, 1000), "never settle"),
        (lambda: finance.irr([]), "one line of flows"),
        (lambda: finance.irr([[1, -1]]), "one line of flows"),
        (lambda: finance.payback([1, float("nan")]), "flow 2 is missing"),
        (lambda: finance.xirr([1, -1], ["2026-01-01"]), "one date for each of 2 flows"),
        (lambda: finance.xirr([1, -1], ["2026-01-01", "NaT"]), "date 2 is missing"),
        (lambda: finance.mirr([1, 2], 0.1, 0.1), "something paid and something received"),
        (lambda: finance.irr_roots([1, -1], low=-1), "above -100 %"),
    ],
)
def test_refusal_says_why(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ask()


def test_flows_too_close_for_an_annual_rate() -> None:
    """A hundredfold gain overnight is a number with 730 digits a year."""
    answer = finance.xirr([-1, 100], ["2026-01-01", "2026-01-02"])
    assert answer.rate is None
    assert "too close in time" in answer.reason


def test_rounding_dust_is_not_a_change_of_sign() -> None:
    answer = finance.irr([-100, 40, -1e-14, 1e-14, 90])
    assert answer.rate is not None
    assert "change sign once" in answer.reason


def test_close_rates_are_told_apart_in_words() -> None:
    assert "0.5 % and 0.6 %" in finance.irr([-1000000, 2011000, -1011030]).reason
    assert "0.50 % and 0.51 %" in finance.irr([-10000000, 20101000, -10101255]).reason


# Properties -------------------------------------------------------------------------------------

amounts = st.integers(-1_000_000, 1_000_000).map(float)
lines = st.lists(amounts, min_size=2, max_size=61)
rates = st.floats(-0.5, 2.0)
periods = st.integers(1, 120)
quick = settings(max_examples=80, deadline=None)


@st.composite
def conventional(draw: st.DrawFn) -> list[float]:
    """Draw an outlay followed by receipts, which change sign once."""
    outlay = draw(st.integers(1, 1_000_000))
    receipts = draw(st.lists(st.integers(0, 100_000), min_size=1, max_size=60).filter(any))
    return [-float(outlay), *map(float, receipts)]


@quick
@given(lines, st.sampled_from(["now", "mid", "end"]))
def test_npv_at_no_rate_is_the_plain_sum(flows: list[float], first: finance.First) -> None:
    assert finance.npv(0, flows, first) == pytest.approx(sum(flows))


@quick
@given(lines, rates)
def test_mid_period_is_end_of_period_and_half_a_period_of_growth(flows: list[float], rate: float) -> None:
    end, mid, start = (finance.npv(rate, flows, first) for first in ("end", "mid", "now"))
    scale = float(finance.npv(rate, np.abs(flows), "now"))
    assert mid == pytest.approx(end * (1 + rate) ** 0.5, abs=1e-9 * scale)
    assert start == pytest.approx(end * (1 + rate), abs=1e-9 * scale)


@quick
@given(st.lists(rates, min_size=1, max_size=5), st.lists(amounts, min_size=1, max_size=24))
def test_npv_of_a_batch_is_each_row_alone(draws: list[float], flows: list[float]) -> None:
    rows = np.outer(np.arange(1, len(draws) + 1), flows)
    alone = [finance.npv(rate, row) for rate, row in zip(draws, rows, strict=True)]
    assert finance.npv(np.array(draws), rows) == pytest.approx(alone)


@quick
@given(st.one_of(rates, st.floats(-1e-9, 1e-9)), periods, st.sampled_from(["start", "mid", "end"]))
def test_annuity_factor_is_the_sum_of_discount_factors(rate: float, count: int, timing: finance.Timing) -> None:
    assert finance.annuity_factor(rate, count, timing) == pytest.approx(
        finance.discount_factors(rate, count, timing).sum(), rel=1e-9
    )


@quick
@given(rates, st.sampled_from([1, 2, 4, 12, 365]))
def test_nominal_and_effective_undo_each_other(effective: float, compounding: int) -> None:
    nominal = finance.nominal_rate(effective, compounding)
    assert finance.effective_rate(nominal, compounding) == pytest.approx(effective, abs=1e-11)
    assert finance.nominal_rate(effective, 12) == pytest.approx(12 * finance.monthly_rate(effective), abs=1e-12)


@quick
@given(st.floats(0, 0.5), st.integers(1, 80), st.floats(1, 1e6), st.floats(0, 1e6), st.sampled_from([0, 1]))
def test_payments_and_their_number_undo_each_other(
    rate: float, count: int, now: float, at_end: float, due: Any
) -> None:
    assume(rate == 0 or rate > 1e-6)
    payment = finance.pmt(rate, count, now, at_end, due)
    # Where interest eats nearly all of a payment, its number is lost in the payment's last digits.
    assume(abs(payment) * (1 + rate * due) - now * rate > 1e-6 * now)
    assert finance.nper(rate, payment, now, at_end, due) == pytest.approx(count, rel=1e-6)


@quick
@given(lines)
@example([0.0, 0.0, -100.0, 110.0, 0.0])
def test_value_at_every_root_is_zero(flows: list[float]) -> None:
    for root in finance.irr_roots(flows):
        scale = float(finance.npv(root, np.abs(flows)))
        assert float(finance.npv(root, flows)) == pytest.approx(0, abs=1e-8 * scale)


@quick
@given(conventional())
def test_one_change_of_sign_has_one_rate(flows: list[float]) -> None:
    answer = finance.irr(flows)
    assert answer.rate is not None
    assert float(finance.npv(answer.rate, flows)) == pytest.approx(0, abs=1e-8 * -flows[0])
    assert (answer.rate >= 0) == (sum(flows) >= 0)


@quick
@given(st.lists(st.floats(-0.9, 3.0), min_size=1, max_size=4), st.sampled_from([0, 56, 500]))
def test_rates_built_into_flows_are_found(built_in: list[float], months_after: int) -> None:
    """Two routes: flows multiplied together from their rates, and the rates searched from the flows."""
    built_in = sorted(built_in)
    assume(all(later - earlier > 0.05 for earlier, later in pairwise(built_in)))
    flows = np.ones(1)
    for rate in built_in:
        flows = np.convolve(flows, [-1, 1 + rate])
    # Positive flows alone have no rate, so this makes the line longer and leaves its rates as they are.
    flows = np.convolve(flows, 0.97 ** np.arange(months_after + 1))
    assert finance.irr_roots(flows) == pytest.approx(built_in, abs=1e-6)


@quick
@given(conventional(), st.integers(0, 5), st.integers(0, 5))
def test_zeros_around_the_flows_change_no_rate(flows: list[float], before: int, after: int) -> None:
    padded = [0.0] * before + flows + [0.0] * after
    assert finance.irr(padded) == finance.irr(flows)


@quick
@given(lines, st.sampled_from(["now", "end"]))
def test_payback_falls_in_the_period_that_ends_the_debt(flows: list[float], first: Any) -> None:
    answer = finance.payback(flows, first)
    cumulative = np.cumsum(flows)
    if answer.periods is None:
        assert cumulative[-1] <= 0
        return
    assert cumulative[-1] >= 0
    assert 0 <= answer.periods <= len(flows) - (first == "now")
    at_time = np.arange(len(flows)) + (first == "end")
    assert (cumulative[at_time >= answer.periods] >= 0).all()
    assert answer.periods == 0 or cumulative[at_time < answer.periods][-1] < 0


@quick
@given(conventional(), st.integers(0, 100_000), st.integers(0, 59))
def test_more_money_never_pays_back_later(flows: list[float], extra: int, place: int) -> None:
    richer = list(flows)
    richer[1 + place % (len(flows) - 1)] += extra
    never = float("inf")
    before, after = (
        never if answer.periods is None else answer.periods for answer in map(finance.payback, (flows, richer))
    )
    assert after <= before + 1e-12


@quick
@given(lines)
def test_payback_of_end_is_one_period_after_that_of_now(flows: list[float]) -> None:
    now, end = finance.payback(flows, "now"), finance.payback(flows, "end")
    if now.crossings and now.periods is not None:
        assert end.periods == pytest.approx(now.periods + 1)
    else:
        assert end == now


# A second library, where it means the same ------------------------------------------------------


@quick
@given(rates, lines)
def test_npv_as_pyxirr(rate: float, flows: list[float]) -> None:
    scale = float(finance.npv(rate, np.abs(flows)))
    for first, from_zero in (("now", True), ("end", False)):
        theirs = pyxirr.npv(rate, flows, start_from_zero=from_zero)
        assert finance.npv(rate, flows, first) == pytest.approx(theirs, abs=1e-9 * scale + 1e-12)  # type: ignore[arg-type]


@quick
@given(rates, st.lists(st.tuples(amounts, st.integers(0, 4000)), min_size=2, max_size=40), st.dates(date(2000, 1, 1)))
def test_xnpv_as_pyxirr(rate: float, dated: list[tuple[float, int]], start: date) -> None:
    assume(start < date(9000, 1, 1))
    flows = [amount for amount, _ in dated]
    dates = [start, *(start + timedelta(days=days) for _, days in dated[1:])]
    theirs = pyxirr.xnpv(rate, dates, flows)
    scale = float(finance.xnpv(rate, np.abs(flows), dates))
    assert finance.xnpv(rate, flows, dates) == pytest.approx(theirs, abs=1e-9 * scale + 1e-12)


@quick
@given(conventional())
def test_irr_as_pyxirr(flows: list[float]) -> None:
    ours, theirs = finance.irr(flows).rate, pyxirr.irr(flows, silent=True)
    assert ours is not None
    # pyxirr finds nothing for some extreme losses and gains.
    if theirs is not None and -0.9 < ours < finance.HIGHEST_RATE:
        assert ours == pytest.approx(theirs, abs=1e-7)


@quick
@given(conventional(), st.data())
def test_xirr_as_pyxirr_in_any_order(flows: list[float], data: st.DataObject) -> None:
    days = data.draw(st.lists(st.integers(30, 3000), min_size=len(flows) - 1, max_size=len(flows) - 1))
    dates = [date(2026, 1, 1) + timedelta(days=gap) for gap in (0, *days)]
    order = data.draw(st.permutations(range(len(flows))))
    ours = finance.xirr([flows[place] for place in order], [dates[place] for place in order]).rate
    theirs = pyxirr.xirr(dates, flows, silent=True)
    if ours is not None and theirs is not None and -0.9 < ours < finance.HIGHEST_RATE:
        assert ours == pytest.approx(theirs, abs=1e-6)


@quick
@given(lines, st.floats(0, 0.5), st.floats(0, 0.5))
def test_mirr_as_pyxirr(flows: list[float], finance_rate: float, reinvest_rate: float) -> None:
    assume(min(flows) < 0 < max(flows))
    theirs = pyxirr.mirr(flows, finance_rate, reinvest_rate)
    assert finance.mirr(flows, finance_rate, reinvest_rate) == pytest.approx(theirs, abs=1e-9)


@quick
@given(st.floats(0.001, 0.5), periods, amounts, amounts, st.sampled_from([0, 1]))
def test_payment_as_pyxirr(rate: float, count: int, now: float, at_end: float, due: Any) -> None:
    theirs = pyxirr.pmt(rate, count, now, at_end, pmt_at_beginning=bool(due))
    assert finance.pmt(rate, count, now, at_end, due) == pytest.approx(theirs, rel=1e-8, abs=1e-6)


@quick
@given(st.floats(0.001, 0.1), st.floats(1_000, 10_000), st.floats(0, 9_000), st.sampled_from([0, 1]))
def test_number_of_payments_as_pyxirr(rate: float, payment: float, now: float, due: Any) -> None:
    theirs = pyxirr.nper(rate, -payment, now, 0, pmt_at_beginning=bool(due))
    assert finance.nper(rate, -payment, now, 0, due) == pytest.approx(theirs, rel=1e-8, abs=1e-9)
