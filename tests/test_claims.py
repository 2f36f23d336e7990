"""The claims check: the claims with their sources, and a bridge whose steps add up to the model's own saving."""

import json

import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.negotiation import saving_bridge as bridge_of
from tcomodel.negotiation.claims import Held, claims, held_against
from tcomodel.negotiation.saving_bridge import LATER, bridge, bridges
from tcomodel.problems import ProblemsFound
from tcomodel.readers.claim_words import COMPARED, NAMES, bridge_answer, claimed, held_in_words, points
from tests.case_file import ROOT, card

SCENARIOS = ROOT / "data" / "scenarios"
EXAMPLE = SCENARIOS / "example.yaml"


def example() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


# -- the claims ------------------------------------------------------------------------------------------


def test_the_three_guides_say_what_they_say():
    said = {one.key: (one.low, one.high) for one in claims()}
    assert said["guide_001"] == pytest.approx((0.8165, 0.8165))
    assert said["guide_002"] == (0.3, 0.5)
    assert said["guide_003"] == (0.4, 0.7)


def test_every_claim_has_its_words_source_address_and_what_it_compares():
    for one in claims():
        assert 0 <= one.low <= one.high < 1
        assert one.told
        assert one.source
        assert one.address.startswith(("https://", "http://", "project guide"))
        assert one.compares in COMPARED
        assert isinstance(one.seller, bool)
    assert {one.compares for one in claims()} == set(COMPARED)


def test_a_range_from_nothing_is_said_as_an_upper_bound():
    by_key = {one.key: claimed(one) for one in claims()}
    assert by_key["guide_001"] == "81.65 %"
    assert by_key["guide_003"] == "40 to 70 %"
    assert by_key["software_blog"] == "up to 70 %"


# -- the bridge ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["example", "offshore_anchored_voice", "per_ticket_gain_share", "nearshore_per_minute"]
)
def test_the_steps_add_up_to_the_saving_of_the_comparison_exactly(name: str):
    comparison = compare(load_scenario(SCENARIOS / f"{name}.yaml"), card())
    for found in bridges(comparison):
        option, baseline = comparison.option(found.option), comparison.baseline
        assert baseline is not None
        assert found.saving == option.figure("saving_share")
        assert sum(stage.step for stage in found.stages[:-1]) == pytest.approx(option.figure("saving_share"), abs=1e-12)
        nothing_taken_out = bridge_of._Bridge(comparison, option, baseline)._variant(len(LATER))
        assert nothing_taken_out is not None
        assembled_again = bridge_of._saving(nothing_taken_out, option.key, baseline.key)
        assert assembled_again == pytest.approx(option.figure("saving_share"), abs=1e-12), "the parts are all there"
        assert found.stages[-1].saving == pytest.approx(1 - option.figure("npv") / baseline.figure("npv"), abs=1e-12)
        parts = [part for stage in found.stages for part in stage.parts]
        assert parts[-1] == bridge_of.WORTH
        assert len(parts) == len(set(parts))
        assert {name for name, *_ in LATER} <= set(parts)


def test_each_stage_of_a_plain_vendor_by_hand():
    """1,000 hours a month in-house at 20 + 25 % and 9,000 of premises; the vendor takes 1,200 hours at 10."""
    own = {"in_house": {"hourly_wage": 20, "on_cost_rate": "25%", "premises_rate": 900}}
    vendor = {
        "pricing": {"model": "per_seat", "seat_rate": 1000},
        "service": {"handle_time": 720},
        "contract": {
            "indexation": {"yearly_indexation": "10%"},
            "commitment": {"minimum_fee": 12_600},
            "governance": {"governance_rate": "5%"},
        },
        "transition": {"transition_fee": 24_000},
    }
    data = {
        "start": "2027-01", "months": 24, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": 6000}},
        "service": {"handle_time": 600}, "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "inflation": {"wage_inflation": "4%"}, "options": {"own": own, "vendor": vendor},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = bridge(comparison, "vendor")
    at = found.at
    assert (found.price, found.wage) == pytest.approx((10, 20))
    assert at(bridge_of.WAGE) == pytest.approx(1 - 10_000 / 20_000)
    assert at(bridge_of.ON_COSTS) == pytest.approx(1 - 10_000 / 25_000)
    assert at(bridge_of.HOUR) == pytest.approx(1 - 10_000 / 34_000)
    assert at(bridge_of.PACE) == pytest.approx(1 - 12_000 / 34_000)
    base = 12 * 34_000 + 12 * (26_000 + 9_000)
    assert at(bridge_of.PRICES) == pytest.approx(1 - 12 * (12_000 + 13_200) / base)
    assert at(bridge_of.MINIMUM) == pytest.approx(1 - 12 * (12_600 + 13_200) / base)
    assert at(bridge_of.MOVING) == pytest.approx(1 - (12 * 25_800 + 24_000) / base)
    assert at(bridge_of.STEERING) == pytest.approx(1 - (12 * 25_800 * 1.05 + 24_000) / base)
    assert found.saving == comparison.option("vendor").figure("saving_share")


def test_a_price_for_the_work_is_held_against_the_pay_for_the_work():
    found = bridge(example(), "tickets_nearshore")
    assert not found.by_hours
    assert found.price is None
    assert found.at(bridge_of.PACE) is None
    assert "for the same work" in bridge_answer(found)[0]


def test_an_in_house_budget_without_pay_starts_with_all_it_costs():
    data = {
        "start": "2027-01", "months": 12, "demand": {"volume": {"voice": 1000}},
        "options": {
            "own": {"in_house": {"monthly_budget": 10_000}},
            "vendor": {"pricing": {"model": "per_ticket", "ticket_price": 6}},
        },
    }  # fmt: skip
    found = bridge(compare(scenario_from(data), card()), "vendor")
    assert found.at(bridge_of.WAGE) is None
    assert found.at(bridge_of.HOUR) == pytest.approx(0.4)
    assert "not stated by itself" in bridge_answer(found)[0]
    (guide,) = [one for one in held_against(found) if one.claim.key == "guide_003"]
    assert guide.here is None
    assert "cannot be made here" in held_in_words(guide)


def test_a_baseline_that_costs_nothing_has_no_share_to_save():
    data = {
        "start": "2027-01", "months": 12, "demand": {"volume": {"voice": 0}}, "service": {"handle_time": 600},
        "staffing": {"paid_hours": 100, "occupancy": "80%", "shrinkage": 0}, "options": {
            "own": {"in_house": {"hourly_wage": 20}},
            "vendor": {"pricing": {"model": "fixed_fee", "monthly_fee": 1000}},
        },
    }  # fmt: skip
    with pytest.raises(ProblemsFound, match="costs nothing here"):
        bridge(compare(scenario_from(data), card()), "vendor")


def test_an_hour_that_is_dearer_is_said_to_be_dearer():
    found = bridge(compare(load_scenario(SCENARIOS / "san_francisco_311.yaml"), card()), "seats")
    assert "29.00 against 28.83, 0.6 % more" in bridge_answer(found)[0]


def test_a_bridge_needs_an_in_house_option():
    data = {
        "start": "2027-01", "months": 12, "demand": {"volume": {"voice": 1000}},
        "options": {"vendor": {"pricing": {"model": "per_ticket", "ticket_price": 6}}},
    }  # fmt: skip
    with pytest.raises(ProblemsFound, match="in-house option to save against"):
        bridge(compare(scenario_from(data), card()), "vendor")


def test_a_machines_bill_is_not_for_the_same_work_and_no_claim_about_hours_is_held_against_it():
    """Half of 60,000 resolved at 1.50: 45,000 against pay for all the work, and 180,000 for people who do the rest."""
    own = {"in_house": {"hourly_wage": 20, "on_cost_rate": "25%"}}
    pricing = {"model": "outcome", "resolution_price": 1.5, "resolution_rate": "50%", "unresolved_cost": 6}
    data = {
        "start": "2027-01", "months": 12, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": 60_000}},
        "service": {"handle_time": 600}, "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "options": {"own": own, "vendor": {"pricing": pricing}},
    }  # fmt: skip
    found = bridge(compare(scenario_from(data), card()), "vendor")
    assert not found.by_hours
    assert found.at(bridge_of.ON_COSTS) == pytest.approx(1 - 45_000 / 250_000)
    assert found.at(bridge_of.UNRESOLVED) == pytest.approx(1 - 225_000 / 250_000)
    said = bridge_answer(found)[0]
    assert "same work" not in said
    assert "without what people cost who do the rest" in said
    held = {one.claim.key: one for one in held_against(found)}
    assert held["guide_003"].here is None
    assert held["hourly_page"].here is None
    assert held["total_page"].here == pytest.approx(0.1)


def test_an_hour_of_fixed_seats_is_one_that_is_staffed_and_unserved_work_is_no_saving():
    """80 seats fixed at 1,000 for 100 hours each are 10.00 an hour, though the work would take 100 agents."""
    own = {"in_house": {"hourly_wage": 20, "on_cost_rate": "25%"}}
    pricing = {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 80}
    data = {
        "start": "2027-01", "months": 12, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": 60_000}},
        "service": {"handle_time": 600}, "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "options": {"own": own, "vendor": {"pricing": pricing}},
    }  # fmt: skip
    found = bridge(compare(scenario_from(data), card()), "vendor")
    assert found.price == pytest.approx(10)
    assert found.at(bridge_of.ON_COSTS) == pytest.approx(1 - 10 / 25)
    assert "does not serve all of the work" in bridge_answer(found)[0]
    assert "does not serve" not in bridge_answer(bridge(example(), "seats_manila"))[0]


def test_a_claim_is_met_within_half_a_point_and_says_what_it_is_about():
    (guide,) = [one for one in claims() if one.key == "guide_001"]
    verdicts = [Held(guide, here, 0.0).verdict for here in (0.81, 0.8166, 0.82, 0.83)]
    assert verdicts == ["below", "within", "within", "above"]
    (offshore,) = [one for one in held_against(bridge(example(), "minutes_nearshore")) if one.claim.key == "guide_003"]
    assert "offshore seats in India and the Philippines" in held_in_words(offshore), "held against a nearshore vendor"


# -- words and command -----------------------------------------------------------------------------------


def test_a_claim_is_held_against_the_same_comparison():
    held = {one.claim.key: one for one in held_against(bridge(example(), "seats_manila"))}
    assert held["guide_003"].verdict == "within"
    assert held["guide_001"].verdict == "below"
    assert held["total_page"].here == pytest.approx(example().option("seats_manila").figure("saving_share"))
    assert held_in_words(held["total_page"]).endswith("look twice at what the programme leaves out.")
    assert "shows no working" in held_in_words(held["guide_001"])


def test_the_answer_names_what_guides_leave_out():
    (said,) = bridge_answer(bridge(example(), "seats_manila"))
    assert "14.00 against 31.22, 55 % less" in said
    assert "adds 3 points on balance, to 58 % over the term" in said
    assert "governance and retained team −6.0" in said


def test_points_have_a_sign_and_nothing_has_none():
    assert [points(step) for step in (0.146, -0.06, 0.0, -0.0001)] == ["+14.6", "−6.0", "0.0", "0.0"]


def test_every_part_has_a_name():
    parts = {value for key, value in vars(bridge_of).items() if key.isupper() and isinstance(value, str)}
    assert set(NAMES) == parts


def test_the_command(capsys: pytest.CaptureFixture[str]):
    assert main(["claims", str(EXAMPLE)]) == 0
    text = capsys.readouterr().out
    assert "Project guide 001 says 81.65 %" in text
    assert "Mexico and Colombia, per minute" in text
    assert main(["claims", str(EXAMPLE), "hybrid", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["options"]
    assert found["stages"][-1]["name"] == "Later money counts less"
    assert len(found["claims"]) == len(claims())
