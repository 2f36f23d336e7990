"""The commitment to give: the newsvendor's optimum, the flat region, the present commitment and none."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.negotiation.commitment import NEAR, CommitmentToGive, commitments_to_give
from tcomodel.problems import ProblemsFound
from tcomodel.readers.commitment_words import commitment_answer, commitment_data, commitment_text
from tcomodel.uncertainty import draw_world
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
DRAWS = 4096
MEAN, SPREAD = 60_000, 9_000  # contacts a month, normal
A_SEAT_CARRIES = 600  # contacts: 100 paid hours of ten minutes each


def core_and_overflow(seat_rate: float, overflow_price: float, core_seats: object = 80) -> Comparison:
    pricing = {
        "model": "hybrid", "core_seats": core_seats, "seat_rate": seat_rate, "overflow_price": overflow_price,
    }  # fmt: skip
    data = {
        "start": "2027-01", "months": 2, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": MEAN}}, "service": {"handle_time": 600},
        "staffing": {"paid_hours": 100, "occupancy": 1, "shrinkage": 0},
        "options": {"vendor": {"pricing": pricing}},
    }  # fmt: skip
    return compare(scenario_from({**data, "staffing": {**data["staffing"], "occupancy": "100%"}}), card())


def volumes(comparison: Comparison) -> dict:
    from scipy.special import ndtri

    one = next(one for one in comparison.model.inputs if one.name == "volume")
    return {one: (MEAN + SPREAD * ndtri((np.arange(DRAWS) + 0.5) / DRAWS))[:, None]}


def the_one(comparison: Comparison, option: str = "vendor", replaced: dict | None = None) -> CommitmentToGive:
    (found,) = commitments_to_give(comparison, option, replaced)
    return found


def step_at_best(found: CommitmentToGive) -> float:
    """How far apart the levels are around the best."""
    here = int(np.flatnonzero(found.levels == found.best)[0])
    return float(np.max(np.diff(found.levels[max(0, here - 1) : here + 2])))


@pytest.mark.parametrize(("seat_rate", "overflow_price"), [(900, 3.0), (1260, 3.0), (1620, 3.0)])
def test_the_best_core_is_the_newsvendors(seat_rate: float, overflow_price: float):
    """As many seats as the work needs in 1 - committed price / spot price of all futures."""
    from scipy.special import ndtri

    comparison = core_and_overflow(seat_rate, overflow_price)
    found = the_one(comparison, replaced=volumes(comparison))
    spot = overflow_price * A_SEAT_CARRIES
    best = (MEAN + SPREAD * float(ndtri(1 - seat_rate / spot))) / A_SEAT_CARRIES
    assert found.name == "core_seats"
    assert found.best == pytest.approx(best, abs=step_at_best(found))
    assert step_at_best(found) < 0.2
    z = ndtri(1 - seat_rate / spot)
    expected = 2 * (
        seat_rate * MEAN / A_SEAT_CARRIES
        + spot * SPREAD / A_SEAT_CARRIES * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    )
    assert float(np.min(found.mean)) == pytest.approx(expected, rel=2e-4), "the newsvendor's expected cost"
    assert found.saves_against_none == pytest.approx(2 * overflow_price * MEAN - expected, rel=2e-3)


def test_the_flat_region_is_where_the_cost_is_within_half_a_per_cent():
    comparison = core_and_overflow(1260, 3.0)
    found = the_one(comparison, replaced=volumes(comparison))
    low, high = found.flat
    least = float(np.min(found.mean))
    assert low < found.best < high
    for level in (low, high):
        again = the_one(core_and_overflow(1260, 3.0, level), replaced=None)
        assert again.present == pytest.approx(level)
        assert found.mean_at(level) == pytest.approx(least * (1 + NEAR), rel=1e-9)
    assert found.mean_at(low - 2) > least * (1 + NEAR)
    assert found.mean_at(high + 2) > least * (1 + NEAR)


def test_the_curve_at_the_present_level_is_the_comparison_itself():
    comparison = compare(load_scenario(EXAMPLE), card())
    found = the_one(comparison, "hybrid")
    assert found.present == 56
    assert not found.drawn
    assert found.mean_at(56) == pytest.approx(comparison.option("hybrid").figure("npv"), rel=1e-12)
    assert np.array_equal(found.mean, found.p90), "one future"


def test_a_better_price_than_overflow_at_any_level_is_looked_for_beyond_twice_today():
    """A core of 10 seats where 100 are needed: the range grows until the best lies inside."""
    comparison = core_and_overflow(600, 3.0, 10)
    found = the_one(comparison, replaced=volumes(comparison))
    assert found.levels[-1] > 100
    assert not found.at_edge
    assert 100 < found.best < 120


def test_a_minimum_fee_without_a_better_price_can_only_cost_and_the_price_cut_makes_it_good():
    vendor = {
        "pricing": {"model": "per_ticket", "ticket_price": 2}, "contract": {"commitment": {"minimum_fee": 120_000}},
    }  # fmt: skip
    data = {
        "start": "2027-01", "months": 1, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": MEAN}}, "options": {"vendor": vendor},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = the_one(comparison, replaced=volumes(comparison))
    shortfall = 2 * SPREAD / math.sqrt(2 * math.pi)
    assert found.saves_against_none == 0
    assert found.mean_at(120_000) - found.mean[0] == pytest.approx(shortfall, rel=1e-3)
    assert found.best < 2 * (MEAN - 3 * SPREAD), "the highest level that binds in no future"
    assert found.price_cut is not None
    cut = found.price_cut  # E[max(2 (1 - cut) V, 120,000)] = 2 E[V]
    volume = next(iter(volumes(comparison).values()))
    assert np.mean(np.maximum(2 * (1 - cut) * volume, 120_000)) == pytest.approx(2 * MEAN, abs=0.005)
    (said,) = commitment_answer(comparison, found)
    assert said.startswith("Committing saves nothing here")
    assert "lower would make good" in said


def test_a_contract_without_a_commitment_is_shown_a_minimum_fee():
    comparison = compare(load_scenario(EXAMPLE), card())
    found = the_one(comparison, "resolutions")
    assert found.name == "minimum_fee"
    assert found.present is None
    assert "commits to nothing" in commitment_answer(comparison, found)[0]


def test_the_example_says_its_best_core_over_its_futures():
    data = dict(load_scenario(EXAMPLE).data) | {"months": 12}
    data["options"] = {key: data["options"][key] for key in ("in_house", "hybrid")}
    comparison = compare(scenario_from(data), card())
    world = draw_world(comparison.model, 1024, 1)
    found = the_one(comparison, "hybrid", dict(world.replaced))
    (said,) = commitment_answer(comparison, found)
    assert found.flat[0] < found.best < found.flat[1]
    assert found.saves_against_none > found.saves_against_present > 0
    assert "The contract commits to 56 seats" in said
    assert "on average" in said
    assert "as the contract says" in commitment_text(comparison, [found])
    assert json.loads(json.dumps(commitment_data(comparison, found)))["best"] == found.best


def test_a_slip_in_the_name_of_a_commitment_is_told():
    comparison = compare(load_scenario(EXAMPLE), card())
    with pytest.raises(ProblemsFound, match="did you mean core_seats"):
        commitments_to_give(comparison, "hybrid", name="core_seat")


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    small = {
        "start": "2027-01", "months": 2, "demand": {"volume": {"voice": {"low": 50_000, "base": MEAN, "high": 70_000}}},
        "options": {"vendor": {
            "pricing": {"model": "per_ticket", "ticket_price": 2}, "contract": {"commitment": {"minimum_fee": 120_000}},
        }},
    }  # fmt: skip
    file = tmp_path / "small.yaml"
    file.write_text(json.dumps(small), encoding="utf-8")
    words = ["commitment", str(file), "vendor", "--of", "minimum_fee", "--draws", "1024"]
    assert main(words) == 0
    assert "over 1,024 futures" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["commitments"]
    assert found["commitment"] == "minimum_fee"
    assert found["uncertain"] is True
    assert main(["commitment", str(EXAMPLE), "in_house"]) == 1


def with_a_crew(overflow_price: float, core_seats: float) -> CommitmentToGive:
    """Two on duty around the clock: 2 x 730 hours a month of 100 each, so a core of about 15 at least."""
    pricing = {"model": "hybrid", "core_seats": core_seats, "seat_rate": 1450, "overflow_price": overflow_price}
    data = {
        "start": "2027-01", "months": 2, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": MEAN}}, "service": {"handle_time": 600},
        "staffing": {
            "paid_hours": 100, "occupancy": "100%", "shrinkage": 0, "open_hours": 168, "minimum_on_duty": 2,
        },
        "options": {"vendor": {"pricing": pricing}},
    }  # fmt: skip
    return the_one(compare(scenario_from(data), card()))


@pytest.mark.parametrize("core_seats", [80, 10])
def test_a_core_too_small_to_keep_the_queues_open_is_no_choice_however_cheap(core_seats: float):
    """Overflow at 2.00 is cheaper than a core seat for its 600 contacts, so the least core that can be had is best."""
    found = with_a_crew(2.0, core_seats)
    needed = 2 * 168 * 52 / 12 / 100
    assert not found.none_is_open
    assert found.price_cut is None
    assert needed <= found.best <= needed * 1.03 + step_at_best(found)
    assert found.flat[0] == found.best
    comparison = core_and_overflow(1450, 2.0)
    said = commitment_answer(comparison, found)[0]
    assert "no choice" in said
    assert "at all" not in said


def test_what_is_paid_anyway_is_not_called_no_commitment():
    data = {
        "start": "2027-01", "months": 2, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": MEAN}},
        "options": {"vendor": {"pricing": {"model": "fixed_fee", "monthly_fee": 217_500}}},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = the_one(comparison)
    (said,) = commitment_answer(comparison, found)
    assert "commits to nothing" not in said
    assert "no minimum beside its monthly fee" in said
    assert found.tried == 217_000, "what is billed, never rounded up to more"
    assert found.mean_at(found.tried) == found.mean[0]


def test_a_minimum_far_below_what_is_billed_is_looked_at_until_it_binds():
    """120,000 are billed: a minimum of 10,000 binds nowhere near, and as much as is billed may be given for nothing."""
    vendor = {
        "pricing": {"model": "per_ticket", "ticket_price": 2},
        "contract": {"commitment": {"minimum_fee": 10_000}},
    }
    data = {
        "start": "2027-01", "months": 1, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": MEAN}}, "options": {"vendor": vendor},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = the_one(comparison)
    assert found.best == pytest.approx(120_000, abs=step_at_best(found))
    assert found.best <= 120_000
    assert not found.at_edge
    vendor["contract"] = {"commitment": {"minimum_fee": 1}}
    never = the_one(compare(scenario_from(data), card()))
    assert never.at_edge
    assert "no more was looked at" in commitment_answer(comparison, never)[0]


def test_without_core_seats_a_minimum_that_is_there_as_well_still_holds():
    pricing = {"model": "hybrid", "core_seats": 80, "seat_rate": 1260, "overflow_price": 3.0}
    data = {
        "start": "2027-01", "months": 2, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": MEAN}}, "service": {"handle_time": 600},
        "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "options": {"vendor": {"pricing": pricing, "contract": {"commitment": {"minimum_fee": 250_000}}}},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    core, minimum = commitments_to_give(comparison, "vendor")
    assert (core.name, minimum.name) == ("core_seats", "minimum_fee")
    assert core.mean[0] == pytest.approx(2 * 250_000), "the minimum holds the bill without a core"
    assert not any("no commitment" in said for one in (core, minimum) for said in commitment_answer(comparison, one))
