"""Should-cost: the build-up and its margin by the model's own lines, the price at a target, what is missing."""

import io
import json

import numpy as np
import openpyxl
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.negotiation.should_cost import build_up
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.should_cost_words import should_cost_answer, should_cost_data, what_is_estimated
from tcomodel.readers.trace import explain
from tcomodel.should_cost import NEEDED
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
PARTS = {
    "vendor_wage": 4, "vendor_on_cost_rate": "45%", "vendor_leader_span": 10, "vendor_leader_wage": 6,
    "vendor_leader_hours": 100, "vendor_support_cost": 90, "vendor_seat_cost": 120, "vendor_technology_cost": 60,
    "vendor_overhead_rate": "10%",
}  # fmt: skip
SEATS = {"model": "per_seat", "seat_rate": 1450}
COST = (4 * 100 * 1.45 + 0.1 * 6 * 100 * 1.45 + 90 + 120 + 60) * 1.1  # 1,030.70 an agent and month


def vendor(pricing: dict, should_cost: dict, **contract: dict) -> Comparison:
    option = {"pricing": pricing, "should_cost": should_cost, **({"contract": contract} if contract else {})}
    data = {
        "start": "2027-01", "months": 24, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": 60000}},
        "service": {"handle_time": 600},
        "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "options": {"vendor": option},
    }  # fmt: skip
    return compare(scenario_from(data), card())


@pytest.mark.parametrize(
    ("pricing", "price"),
    [
        ({"model": "per_seat", "seat_rate": 1450}, 1450),
        ({"model": "per_ticket", "ticket_price": 2}, 60_000 * 2 / 100),
        ({"model": "per_minute", "minute_rate": 0.2}, 60_000 * 10 * 0.2 / 100),
        ({"model": "fixed_fee", "monthly_fee": 130_000}, 1300),
    ],
)
def test_whatever_the_price_counts_it_is_held_against_the_agents_of_the_work(pricing: dict, price: float):
    found = build_up(vendor(pricing, PARTS), "vendor")
    assert found.cost == pytest.approx(COST)
    assert found.price == pytest.approx(price)
    assert found.margin == pytest.approx(1 - COST / price)
    assert found.agents == pytest.approx(100)
    assert sum(amount for _, amount in found.parts) == pytest.approx(found.cost), "the parts are the whole"


def test_a_published_cost_of_1082_55_leaves_25_3_per_cent():
    support = 90 + (1082.55 - COST) / 1.1
    found = build_up(vendor(SEATS, {**PARTS, "vendor_support_cost": support}), "vendor")
    assert found.cost == pytest.approx(1082.55)
    assert round(found.margin, 3) == 0.253


def test_the_price_at_a_target_margin_leaves_that_margin_when_it_is_written_into_the_scenario():
    found = build_up(vendor(SEATS, PARTS), "vendor", 0.18)
    assert found.target is not None
    ((_, quoted, wanted),) = found.target.prices
    assert quoted == 1450
    assert wanted == pytest.approx(COST / 0.82)
    again = build_up(vendor({"model": "per_seat", "seat_rate": wanted}, PARTS), "vendor")
    assert again.term_margin == pytest.approx(0.18)


def test_the_margin_has_a_band_over_the_futures():
    """A wage of 4 drawn evenly from 3.5 to 4.5: the margin of the P10 future is that of the P90 wage."""
    comparison = vendor(SEATS, PARTS)
    wage = next(one for one in comparison.model.inputs if one.name == "vendor_wage")
    draws = 3.5 + (np.arange(1000) + 0.5) / 1000
    found = build_up(comparison, "vendor", replaced={wage: draws[:, None]})
    assert found.band is not None

    def margin(hourly: float) -> float:
        return 1 - (COST + (hourly - 4) * 100 * 1.45 * 1.1) / 1450

    assert found.band == pytest.approx((margin(4.4), margin(3.6)), abs=2e-4)
    assert "in 8 of 10 futures" in should_cost_answer(comparison, found)[0]
    assert build_up(comparison, "vendor").band is None


def test_a_minimum_fee_holds_the_price_a_target_would_lower():
    """100 seats at 1,450 under a minimum of 145,000: no price change can leave less than today's margin."""
    fixed = vendor(SEATS, PARTS, commitment={"minimum_fee": 145_000})
    found = build_up(fixed, "vendor", 0.1)
    assert found.target is not None
    assert found.target.change is None
    assert "a minimum or a cap holds the bill" in should_cost_answer(fixed, found)[0]
    higher = build_up(fixed, "vendor", 0.4).target
    assert higher is not None
    assert higher.change == pytest.approx(COST / 0.6 / 1450 - 1, abs=1e-6)


def test_the_margin_grows_where_prices_rise_faster_than_the_vendors_own_cost():
    parts = {**PARTS, "vendor_cost_growth": "2%"}
    found = build_up(vendor(SEATS, parts, indexation={"yearly_indexation": "6%"}), "vendor")
    assert found.margin == pytest.approx(1 - COST / 1450)
    assert found.term_margin == pytest.approx(1 - COST * 2.02 / (1450 * 2.06))


@pytest.mark.parametrize("seats", [80, 150])
def test_seats_that_the_contract_fixes_are_staffed_as_fixed_whatever_the_work_needs(seats: int):
    """The work takes 100 agents: 80 fixed seats are staffed with 80, 150 with 150, at the margin of a seat."""
    found = build_up(vendor(SEATS | {"contracted_seats": seats}, PARTS), "vendor")
    assert found.agents == pytest.approx(seats)
    assert (found.cost, found.price) == pytest.approx((COST, 1450))
    assert found.margin == pytest.approx(1 - COST / 1450)


def test_a_core_beyond_the_work_is_staffed_and_overflow_has_its_own_people():
    core = {"model": "hybrid", "seat_rate": 1450, "overflow_price": 3}
    large, small = (build_up(vendor(core | {"core_seats": seats}, PARTS), "vendor") for seats in (130, 60))
    assert large.margin == pytest.approx(1 - COST / 1450)
    assert small.margin == pytest.approx(1 - 100 * COST / (60 * 1450 + 0.4 * 60_000 * 3))


def test_a_benchmark_takes_prices_down_and_not_the_vendors_cost():
    cut = vendor(SEATS, PARTS, benchmarking={"benchmark_month": 13, "market_level": 0.7})
    found = build_up(cut, "vendor")
    assert found.margin == pytest.approx(1 - COST / 1450)
    assert found.term_margin == pytest.approx(1 - 2 * COST / (1450 + 0.7 * 1450))


def test_a_target_is_told_against_what_is_billed_now_with_a_price_change_that_is_tried():
    option = {"pricing": SEATS, "should_cost": PARTS, "price_change": "-10%"}
    base = vendor(SEATS, PARTS).scenario.data
    found = build_up(compare(scenario_from({**base, "options": {"vendor": option}}), card()), "vendor", 0.1)
    assert found.target is not None
    ((_, billed, wanted),) = found.target.prices
    assert (billed, wanted) == pytest.approx((1305, COST / 0.9))
    assert found.target.change == pytest.approx(COST / 0.9 / 1305 - 1)


def test_a_bill_that_follows_an_exchange_rate_is_told_apart_from_a_cost_that_does_not():
    base = {**vendor(SEATS, PARTS).scenario.data, "months": 2}
    option = {**base["options"]["vendor"], "contract": {"currency": {"exchange_rates": {"php": {}}}}}
    moved = {**base, "options": {"vendor": option}, "indices": {"php": {"series": {"2027-01": 56, "2027-02": 50}}}}
    for data, expected in ((moved, True), (base, False)):
        comparison = compare(scenario_from(data), card())
        said = what_is_estimated(comparison, build_up(comparison, "vendor"))
        assert ("follows exchange rates" in said) == expected


def test_open_books_hold_costs_and_no_prices_that_could_be_lowered():
    found = build_up(vendor({"model": "cost_plus", "vendor_hourly_cost": 10, "margin": "20%"}, PARTS), "vendor", 0.1)
    assert found.target is not None
    assert found.target.prices == ()
    assert found.target.per_agent == pytest.approx(COST / 0.9)


def test_a_machine_has_no_wage_to_build_its_price_up_from():
    outcome = {"model": "outcome", "resolution_price": 1.5, "resolution_rate": "50%", "unresolved_cost": 6}
    with pytest.raises(ProblemsFound, match="a machine, which has no agents"):
        vendor(outcome, PARTS)
    comparison = vendor(outcome, {"target_margin": "20%"})
    found = build_up(comparison, "vendor")
    assert not found.missing
    assert "a machine does the work" in should_cost_answer(comparison, found)[0]


@pytest.mark.parametrize("name", NEEDED)
def test_a_part_that_is_missing_is_asked_for_and_never_nothing(name: str):
    comparison = vendor(
        {"model": "per_seat", "seat_rate": 1450}, {key: one for key, one in PARTS.items() if key != name}
    )
    found = build_up(comparison, "vendor")
    assert found.missing == (name,)
    assert not found.is_there
    assert "cannot be worked out" in should_cost_answer(comparison, found)[0]
    assert not comparison.option("vendor").model.all_of("implied_margin")
    assert any(f"says nothing of {name}" in note for note in comparison.notes)


def test_the_card_is_offered_for_what_is_missing_the_vendors_own_country_first():
    comparison = compare(load_scenario(EXAMPLE), card())
    offered = dict(build_up(comparison, "minutes_nearshore").offered)
    assert {rate.location for rate in offered["vendor_wage"][:2]} == {"Colombia", "Mexico"}
    assert [rate.key for rate in offered["vendor_leader_span"]] == ["any.span.team_leader"]
    assert offered["vendor_overhead_rate"] == ()


def test_a_stated_should_cost_changes_no_cost_and_is_explained_and_written_to_the_workbook():
    with_it = vendor(SEATS, PARTS)
    without = vendor(SEATS, {"target_margin": "20%"})
    assert with_it.option("vendor").figure("npv") == without.option("vendor").figure("npv")
    text = explain(with_it, "vendor.implied_margin").text()
    assert "28.9" in text
    assert "Vendor's agent wage" in text
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(with_it)), data_only=True)
    cells = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any(4 in row and any("Vendor's agent wage" in str(cell) for cell in row) for row in cells)
    margin = with_it.option("vendor").figure("implied_margin")
    assert margin == pytest.approx(1 - COST / 1450)
    assert any(cell == pytest.approx(margin, rel=1e-9) for row in cells for cell in row if isinstance(cell, float))


def test_an_in_house_option_has_no_vendor_to_build_up():
    with pytest.raises(ProblemsFound, match="no vendor whose price could be built up"):
        scenario_from({
            "start": "2027-01", "months": 12, "demand": {"volume": {"voice": 1}},
            "options": {"own": {"in_house": {"monthly_budget": 1}, "should_cost": PARTS}},
        })  # fmt: skip


def test_a_price_whose_work_nobody_can_staff_gives_a_reason_instead_of_a_margin():
    data = {
        "start": "2027-01", "months": 2, "demand": {"volume": {"voice": 100}},
        "options": {"vendor": {"pricing": {"model": "per_ticket", "ticket_price": 2}, "should_cost": PARTS}},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = build_up(comparison, "vendor")
    assert found.reason == "Handle time is needed, and nobody gives it"
    assert found.reason in should_cost_answer(comparison, found)[0]


def test_the_example_and_its_command(capsys: pytest.CaptureFixture[str]):
    comparison = compare(load_scenario(EXAMPLE), card())
    found = build_up(comparison, "seats_manila")
    assert found.price == pytest.approx(2240)
    assert 0.3 < found.margin < 0.5
    assert "24.7 % lower" in should_cost_answer(comparison, found)[0]
    assert main(["shouldcost", str(EXAMPLE), "seats_manila", "--margin", "18%", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["target"]["margin"] == 0.18
    assert data["margin_term"] == should_cost_data(comparison, found)["margin_term"]
    assert main(["shouldcost", str(EXAMPLE), "minutes_nearshore"]) == 0
    assert "vendor_seat_cost" in capsys.readouterr().out
    assert main(["shouldcost", str(EXAMPLE), "seats_manila", "--margin", "often"]) == 1
