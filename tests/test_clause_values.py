"""What each clause is worth: against closed forms, against the contract written out without it, and in words."""

import json
import math
import subprocess
import sys

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.negotiation.clauses import ClauseValue, ClauseValues, clause_values
from tcomodel.negotiation.contract_parts import parts_of
from tcomodel.problems import ProblemsFound
from tcomodel.readers.clause_words import (
    clause_remarks,
    clauses_answer,
    clauses_data,
    full_name,
    instead,
    worth_to,
)
from tcomodel.uncertainty import draw_world
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
DRAWS = 16_384


def two_years(contract: dict, others: dict | None = None, **more: object) -> Comparison:
    """100,000 contacts at 1.00 in each month of two years, undiscounted: 100,000 a month."""
    vendor = {"pricing": {"model": "per_ticket", "ticket_price": 1}, "contract": contract, **more}
    data = {
        "start": "2027-01", "months": 24, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": 100000}}, "options": {"vendor": vendor, **(others or {})},
    }  # fmt: skip
    return compare(scenario_from(data), card())


def drawn(comparison: Comparison, name: str, values: np.ndarray) -> dict:
    one = next(one for one in comparison.model.inputs if one.name == name)
    return {one: values[:, None]}


def normal_draws(mean: float, spread: float) -> np.ndarray:
    """Even draws of a normal distribution: the middle of each of so many equal shares."""
    from scipy.special import ndtri

    return mean + spread * ndtri((np.arange(DRAWS) + 0.5) / DRAWS)


def value_of(found: ClauseValues, key: str) -> ClauseValue:
    parts = [one for several in found.parts_of_clause.values() for one in several]
    return next(one for one in (*found.clauses, *parts) if one.part.key == key)


def chance(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


# -- closed forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cap", [0.02, 0.03, 0.05])
def test_a_cap_on_a_normal_rise_is_worth_a_caplet_of_bachelier(cap: float):
    """The second year's 1.2 m rise by a normal change once: the cap saves 1.2 m x E[(change - cap)+]."""
    mean, spread = 0.03, 0.012
    comparison = two_years({"indexation": {"yearly_indexation": "3%", "indexation_cap": f"{cap:%}"}})
    found = clause_values(comparison, "vendor", drawn(comparison, "yearly_indexation", normal_draws(mean, spread)))
    z = (mean - cap) / spread
    caplet = spread * density(z) + (mean - cap) * chance(z)
    worth = value_of(found, "indexation.indexation_cap").worth
    assert worth is not None
    assert worth.mean == pytest.approx(-1_200_000 * caplet, rel=2e-4, abs=0.2)
    assert worth.binds == pytest.approx(chance(z), abs=2 / DRAWS)
    tenth = min(0.0, -1_200_000 * (mean + spread * 1.2815515655446004 - cap))
    assert worth.p10 == pytest.approx(tenth, rel=2e-4, abs=1)
    assert worth.to_you


def test_a_minimum_fee_is_worth_the_expected_shortfall():
    """A normal volume at 1.00 a contact: the minimum adds E[(minimum - volume)+] in each of 24 months."""
    mean, spread, minimum = 100_000, 15_000, 90_000
    comparison = two_years({"commitment": {"minimum_fee": minimum}})
    found = clause_values(comparison, "vendor", drawn(comparison, "volume", normal_draws(mean, spread)))
    z = (minimum - mean) / spread
    shortfall = (minimum - mean) * chance(z) + spread * density(z)
    worth = value_of(found, "commitment").worth
    assert worth is not None
    assert worth.mean == pytest.approx(24 * shortfall, rel=2e-4)
    assert worth.binds == pytest.approx(chance(z), abs=2 / DRAWS)
    assert worth.base == 0
    assert worth.p90 == pytest.approx(24 * (minimum - (mean - spread * 1.2815515655446004)), rel=2e-4)
    assert not worth.to_you


def test_a_clause_that_never_binds_is_nothing_in_every_draw():
    comparison = two_years({"commitment": {"minimum_fee": 1000}, "indexation": {"yearly_indexation": "2%"}})
    found = clause_values(comparison, "vendor", drawn(comparison, "volume", normal_draws(100_000, 15_000)))
    worth = value_of(found, "commitment").worth
    assert worth is not None
    assert (worth.base, worth.mean, worth.p10, worth.p90, worth.binds) == (0, 0, 0, 0, 0)
    assert "Commitment" not in clauses_answer(comparison, found)[0]


def test_all_together_is_not_the_sum_where_clauses_lean_on_each_other():
    """A credit of 10 % of a bill that the minimum raises: with the minimum the credit is larger, and so on."""
    level = {"target": "90%", "attained": "89%", "penalty": "10%"}
    contract = {"commitment": {"minimum_fee": 150_000}, "service_levels": {"kpis": {"answered": level}}}
    found = clause_values(two_years(contract), "vendor")
    minimum, levels = value_of(found, "commitment"), value_of(found, "service_levels")
    assert minimum.worth is not None
    assert levels.worth is not None
    assert minimum.worth.base == pytest.approx(24 * (135_000 - 90_000))
    assert levels.worth.base == pytest.approx(-24 * 15_000)
    assert minimum.alone is not None
    assert minimum.alone.base == pytest.approx(24 * 50_000)
    assert found.joint is not None
    assert found.joint.base == pytest.approx(24 * (135_000 - 100_000))
    assert found.not_additive == pytest.approx(24 * (35_000 - 45_000 + 15_000))
    assert [one.part.key for one in found.clauses] == ["commitment", "service_levels"], "the largest first"


# -- what stands without what ----------------------------------------------------------------------------


def test_a_contract_that_cannot_stand_without_its_price_table_says_why():
    tiers = {"tiers": [{"up_to": 50000, "price": 1.2}, {"over": 50000, "price": 0.9}], "tier_rule": "all units"}
    comparison = two_years(
        {"volume_prices": tiers, "commitment": {"minimum_fee": 100_000}}, pricing={"model": "per_ticket"}
    )
    found = clause_values(comparison, "vendor")
    table = value_of(found, "volume_prices")
    assert table.worth is None
    assert "ticket_price" in table.reason
    assert [part.key for part in found.kept] == ["volume_prices"]
    assert found.joint is not None
    assert found.joint.base == pytest.approx(24 * 10_000), "all that can be left out: the minimum"
    rule = value_of(found, "volume_prices.tier_rule")
    assert rule.worth is not None
    assert rule.worth.base == pytest.approx(24 * (100_000 - 105_000)), "not graduated; the minimum lifts it"
    assert any("cannot stand without it" in said for said in clause_remarks(comparison, found))


def test_a_term_of_the_price_is_a_clause_of_its_own():
    """The first 20,000 contacts of a month are free; each lasts 5 minutes at 0.20."""
    vendor = {"model": "per_minute", "minute_rate": 0.2, "free_contacts": {"voice": 20_000}}
    found = clause_values(two_years({}, pricing=vendor, service={"handle_time": 300}), "vendor")
    (free,) = found.clauses
    assert full_name(free.part) == "Free contacts"
    assert free.worth is not None
    assert free.worth.base == pytest.approx(-24 * 20_000 * 5 * 0.2)


def test_a_right_to_leave_that_nobody_uses_is_told_apart_from_one_that_is_worth_nothing():
    comparison = two_years({"termination": {"notice_months": 3, "termination_charge": "none"}})
    found = clause_values(comparison, "vendor")
    assert any("the right to leave is worth nothing" in said for said in clause_remarks(comparison, found))


def test_governance_and_taxes_are_no_terms_of_the_vendor():
    comparison = two_years({"governance": {"governance_rate": "5%"}, "tax": {"vat_rate": "20%", "vat_recovery": 0}})
    found = clause_values(comparison, "vendor")
    assert found.clauses == ()
    assert set(found.own_affairs) == {"governance", "tax"}
    assert clauses_answer(comparison, found)[0].startswith("Its contract has no clauses")


def test_every_part_of_the_example_is_worth_what_the_scenario_without_it_costs_less():
    """The very keys taken out of the file by hand, and compared anew."""
    comparison = compare(load_scenario(EXAMPLE), card())
    for vendor in (comparison.option(key) for key in ("seats_manila", "resolutions")):
        found = clause_values(comparison, vendor.key)
        named = {part.key for part in parts_of(comparison.model, vendor.key)}
        assert {one.part.key for one in found.clauses} <= named
        for value in found.clauses:
            data = json.loads(json.dumps(comparison.scenario.data))
            for _, key, *inside in value.part.places:
                section = data["options"][key]
                for name in inside[:-1]:
                    section = section[name]
                del section[inside[-1]]
            without = compare(scenario_from(data, EXAMPLE.parent), card()).option(vendor.key).figure("npv")
            assert value.worth is not None
            assert value.worth.base == pytest.approx(vendor.figure("npv") - without, abs=0.006), value.part.key


def test_the_same_world_drives_both_and_the_drivers_of_a_clause_fall_away():
    comparison = compare(load_scenario(EXAMPLE), card())
    world = draw_world(comparison.model, 1024, 3)
    found = clause_values(comparison, "hybrid", world.replaced)
    fee = value_of(found, "transition_fee").worth
    price = next(one for one in comparison.model.inputs if one.place[1:] == ("hybrid", "transition", "transition_fee"))
    assert fee is not None
    assert price in world.replaced
    expected = world.replaced[price][:, 0] * fee.base / float(price.value)
    assert fee.mean == pytest.approx(float(np.mean(expected)), rel=1e-9), "nothing else differs in any draw"
    assert (fee.p10, fee.p90) == pytest.approx(
        tuple(np.quantile(expected, [0.1, 0.9], method="inverted_cdf")), rel=1e-9
    )
    again = clause_values(comparison, "hybrid", world.replaced)
    assert again == found


# -- words, data, command --------------------------------------------------------------------------------


def test_the_answer_says_who_gains_and_that_clauses_lean_on_each_other():
    comparison = compare(load_scenario(EXAMPLE), card())
    found = clause_values(comparison, "seats_manila")
    (said,) = clauses_answer(comparison, found)
    assert "worth most to the vendor is indexation (549 k USD)" in said
    assert "worth most to you service levels (169 k USD)" in said
    assert "lean on each other" in said
    assert not found.drawn
    month = value_of(found, "commitment.minimum_from_month")
    assert full_name(month.part) == "Commitment: minimum from month"
    assert instead(month.part) == "from the start"
    assert json.loads(json.dumps(clauses_data(comparison, found)))["joint"]["base"] == pytest.approx(716_149, abs=1)


@pytest.mark.parametrize(
    ("option", "words"), [("in_house", "no vendor"), ("seats_manilla", "did you mean seats_manila")]
)
def test_an_option_without_a_vendor_is_refused_in_words(option: str, words: str):
    with pytest.raises(ProblemsFound, match=words):
        clause_values(compare(load_scenario(EXAMPLE), card()), option)


def test_the_command_prints_the_trade_list_and_json(capsys: pytest.CaptureFixture[str]):
    words = ["clauses", str(EXAMPLE), "tickets_nearshore", "--draws", "1024"]
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "1,024 futures" in text
    assert main([*words[:-1], "0"]) == 1, "no draws at all are a slip, not the usual number"
    assert "Worth to" in text
    call = [sys.executable, "-m", "tcomodel", *words, "--json"]
    data = json.loads(subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert data["option"] == "tickets_nearshore"
    assert {one["clause"] for one in data["clauses"]} >= {"indexation", "service_levels", "transition_fee"}


# -- what is no price for the same thing -----------------------------------------------------------------


def ended(termination: dict) -> Comparison:
    own = {"in_house": {"monthly_budget": 150_000}}  # takes the work back
    return two_years({"termination": termination}, others={"own": own})


def test_what_happens_is_no_clause_so_an_early_end_is_worth_what_it_charges():
    """Ended after month 12 of 24 with 20 % of the rest due: 12 x 100,000 x 20 %, not what the year's work costs."""
    leaving = {"ends_in_month": 12, "termination_charge": "remainder", "remainder_share": "20%"}
    comparison = ended(leaving)
    found = clause_values(comparison, "vendor")
    worth = value_of(found, "termination").worth
    assert worth is not None
    assert worth.base == pytest.approx(240_000)
    assert "termination.ends_in_month" not in [one.part.key for one in found.parts_of_clause["termination"]]
    assert any("no clause" in said for said in clause_remarks(comparison, found))
    assert clause_values(ended({"ends_in_month": 12}), "vendor").clauses == ()


def test_fewer_seats_than_the_work_needs_are_no_gain_of_yours():
    """80 seats fixed where 100 are needed leave work unserved: they are cheaper, and nobody's gain."""
    data = {
        "start": "2027-01", "months": 24, "timing": {"discount_rate": 0}, "demand": {"volume": {"voice": 60_000}},
        "service": {"handle_time": 600}, "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
        "options": {"vendor": {
            "pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 80},
            "contract": {"indexation": {"yearly_indexation": "2%"}},
        }},
    }  # fmt: skip
    comparison = compare(scenario_from(data), card())
    found = clause_values(comparison, "vendor")
    seats, rise = value_of(found, "contracted_seats"), value_of(found, "indexation")
    assert seats.worth is not None
    assert (seats.worth.served, seats.worth.served_without) == (0, 1)
    assert worth_to(seats.worth) == "not the same service"
    assert rise.worth is not None
    assert worth_to(rise.worth) == "the vendor", "the same work is left with and without it"
    (said,) = clauses_answer(comparison, found)
    assert "worth most to you" not in said
    assert "together is not said" in said
    assert any("leaves work unserved here" in one for one in clause_remarks(comparison, found))


def test_a_clause_that_goes_both_ways_is_on_no_side():
    """An index that falls as often as it rises: the mean is within what it may be off by, so no side is named."""
    comparison = two_years({"indexation": {"yearly_indexation": "3%"}})
    spread = np.random.default_rng(5).permutation(normal_draws(0.0, 0.02))
    found = clause_values(comparison, "vendor", drawn(comparison, "yearly_indexation", spread))
    worth = value_of(found, "indexation").worth
    assert worth is not None
    assert worth.binds > 0.99
    assert worth_to(worth) == "either"
    assert "clearly worth more" in clauses_answer(comparison, found)[0]
