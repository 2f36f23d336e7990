"""Goal seek: closed forms, bends and jumps, values that are not there, the band, and the command."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.evaluation import evaluate
from tcomodel.negotiation.band import band_of, bands_of, solved
from tcomodel.negotiation.goal import Goal, goal_seek, target_of
from tcomodel.negotiation.levers import CLAUSE, GROUPS, OWN, PRICE, TRANSITION, lever_called, levers_of
from tcomodel.problems import ProblemsFound
from tcomodel.readers.goal_text import goals_data, goals_text
from tcomodel.readers.goal_words import answer, difference_in_words, goal_name, headline, name_of_lever
from tcomodel.readers.plain_names import labels_of
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
PLAIN: dict[str, Any] = {  # 1,000 tickets a month over a year at 0 %: the sums can be done by hand
    "start": "2027-01",
    "months": 12,
    "timing": {"discount_rate": 0},
    "demand": {"volume": {"voice": 1000}},
    "options": {
        "own": {"in_house": {"monthly_budget": 5000}},
        "vendor": {
            "pricing": {"model": "per_ticket", "ticket_price": 3.5},
            "contract": {},
            "transition": {"transition_fee": 6000},
        },
    },
}


def compared(contract: dict[str, Any] | None = None, **pricing: Any) -> Comparison:
    vendor = PLAIN["options"]["vendor"]
    priced = {"pricing": vendor["pricing"] | pricing, "contract": contract or {}}
    return compare(scenario_from(PLAIN | {"options": PLAIN["options"] | {"vendor": vendor | priced}}), card())


def goal(comparison: Comparison, lever: str, saving: float = 0.0, share: float = 0.0) -> Goal:
    target = target_of(comparison, "vendor", saving=saving, share=share)
    return goal_seek(comparison, "vendor", target, lever_called(comparison.model, "vendor", lever))[0]


# -- where the way is a straight line --------------------------------------------------------------


def test_the_price_that_equals_in_house_is_a_closed_form():
    """60,000 in-house; 6,000 for the transition leave 54,000 for 12,000 tickets: 4.50 a ticket, quoted 3.50."""
    found = goal(compared(), "ticket_price")
    assert found.is_straight
    assert found.value == pytest.approx(4.5, abs=1e-9)
    assert found.lever.quoted == 3.5
    assert found.gap == pytest.approx(12_000 * 3.5 + 6_000 - 60_000)
    assert found.slope == pytest.approx(12_000)


def test_a_wanted_saving_is_an_amount_or_a_share():
    assert goal(compared(), "ticket_price", saving=6000).value == pytest.approx(4.0, abs=1e-9)
    assert goal(compared(), "ticket_price", share=0.1).value == pytest.approx(4.0, abs=1e-9)
    assert goal(compared(), "transition_fee", share=0.1).value == pytest.approx(12_000, abs=1e-6)


def test_an_answer_beyond_the_range_is_found_where_nothing_limits_it():
    """All prices nearly nothing: the fee that equals in-house is ten times the quoted one."""
    found = goal(compared(ticket_price=0.01), "transition_fee")
    assert found.value == pytest.approx(60_000 - 120, abs=1e-6)
    assert found.value > found.lever.most


# -- where it bends --------------------------------------------------------------------------------


def test_a_cap_that_never_binds_has_no_value_and_says_on_which_side_it_stays():
    comparison = compared({"indexation": {"yearly_indexation": 0.02, "indexation_cap": 0.05}})
    found = goal(comparison, "indexation_cap")
    assert not found.found
    told = answer(found, labels_of(comparison), "USD")
    assert not found.moves
    assert told == "moves nothing here"
    longer = compare(scenario_from(comparison.scenario.data | {"months": 36}), card())
    found = goal(longer, "indexation_cap")
    assert not found.found
    assert "stays cheaper than wanted at every value between 0 % per year and 100 % per year" in answer(
        found, labels_of(longer), "USD"
    )


def test_a_minimum_fee_equals_in_house_above_the_bill_alone():
    """Below 3,500 it never binds; 12 times the minimum and 6,000 are 60,000 at 4,500."""
    found = goal(compared({"commitment": {"minimum_fee": 3000}}), "minimum_fee")
    assert not found.is_straight
    assert found.value == pytest.approx(4500, abs=1e-3)


def test_the_edge_of_a_tier_is_one_lever_and_jumps():
    table = [{"up_to": 900, "price": 4.0}, {"over": 900, "price": 2.0}]
    comparison = compare(
        scenario_from(
            PLAIN
            | {
                "options": {
                    **PLAIN["options"],
                    "vendor": {
                        "pricing": {"model": "per_ticket"},
                        "contract": {"volume_prices": {"tier_rule": "all units", "tiers": {"voice": table}}},
                    },
                }
            }
        ),
        card(),
    )
    edges = [one for one in levers_of(comparison.model, "vendor") if one.input.name in ("up_to", "over")]
    assert len(edges) == 1
    assert len(edges[0].inputs) == 2
    assert name_of_lever(edges[0]).startswith("Edge between tiers 1 and 2")
    found = goal_seek(comparison, "vendor", target_of(comparison, "vendor", share=0.4), edges)[0]
    (jump,) = found.found
    assert jump.is_jump
    assert jump.value == pytest.approx(1000, abs=0.01)  # 24,000 up to there, 48,000 beyond; 36,000 is wanted
    assert found.value is None


def test_more_than_one_value_is_told_as_such():
    """Core seats of the hybrid: too few buy overflow, too many stand idle; two numbers cost the same as per seat."""
    comparison = compare(load_scenario(EXAMPLE), card())
    target = target_of(comparison, "hybrid", "seats_manila")
    (found,) = goal_seek(comparison, "hybrid", target, lever_called(comparison.model, "hybrid", "core_seats"))
    assert len(found.found) == 2
    assert found.value is None
    assert "2 values, because the cost bends on the way" in answer(found, labels_of(comparison), "USD")
    for one in found.found:
        values = evaluate(comparison.model, found.lever.at(np.array([one.value])))
        npv = {key: comparison.model.option(key).figures["npv"] for key in ("hybrid", "seats_manila")}
        assert np.squeeze(values[npv["hybrid"]]) == pytest.approx(float(np.squeeze(values[npv["seats_manila"]])), abs=1)


@pytest.mark.parametrize("option", ["seats_manila", "minutes_nearshore", "tickets_nearshore", "resolutions", "hybrid"])
def test_every_value_that_is_found_meets_the_goal_when_it_is_written_down(option: str):
    comparison = compare(load_scenario(EXAMPLE), card())
    target = target_of(comparison, option, share=0.55)
    goals = goal_seek(comparison, option, target)
    assert any(one.value is not None for one in goals)
    npv, base = (comparison.model.option(key).figures["npv"] for key in (option, "in_house"))
    for one in goals:
        for found in [found for found in one.found if not found.is_jump]:
            values = evaluate(comparison.model, one.lever.at(np.array([found.value])))
            cost, own = float(np.squeeze(values[npv])), float(np.squeeze(values[base]))
            assert cost == pytest.approx(0.45 * own, abs=1), one.lever.key
        if not one.found and one.moves:
            assert abs(one.nearest_gap) > 0.005, one.lever.key


def test_what_is_expected_of_a_vendor_is_no_lever():
    model = compare(load_scenario(EXAMPLE), card()).model
    names = {lever.input.name for lever in levers_of(model, "seats_manila")}
    assert "attained" not in names
    assert {"seat_rate", "indexation_cap", "minimum_fee", "penalty_cap", "transition_fee", "price_change"} <= names
    assert not levers_of(model, "in_house")


def test_the_headline_names_one_price():
    comparison = compared()
    goals = goal_seek(comparison, "vendor", target_of(comparison, "vendor"))
    told = headline(comparison, goals, labels_of(comparison))
    assert "By price alone: ticket price 4.50 USD per contact instead of 3.50 USD per contact (28.6 % higher)" in told


def test_the_headline_moves_several_prices_alike_and_names_none_of_them():
    comparison = compare(load_scenario(EXAMPLE), card())
    goals = goal_seek(comparison, "tickets_nearshore", target_of(comparison, "tickets_nearshore"))
    together = next(goal for goal in goals if goal.lever.input.name == "price_change")
    prices = [goal.lever.input.unit for goal in goals if goal.lever.group == PRICE]
    assert sum(unit.startswith("currency") for unit in prices) > 1
    told = headline(comparison, goals, labels_of(comparison))
    assert f"By its prices alone, all moved alike: {100 * together.value:,.1f} % higher." in told
    assert "ticket price" not in told


def test_the_headline_says_that_prices_are_tried_and_what_higher_is_held_against():
    """As it stands they are 30 % lower: 137 % higher than that would be another price."""
    data = dict(load_scenario(EXAMPLE).data)
    for option, said in (("tickets_nearshore", "% higher than quoted."), ("seats_manila", "instead of 2,240.00 USD")):
        moved = {**data["options"], option: {**data["options"][option], "price_change": "-30%"}}
        comparison = compare(scenario_from({**data, "options": moved}), card())
        goals = goal_seek(comparison, option, target_of(comparison, option))
        told = headline(comparison, goals, labels_of(comparison))
        assert "As it stands all its prices are tried 30 % lower than quoted" in told
        assert said in told


def test_a_value_far_above_the_quoted_one_is_said_in_times():
    comparison = compare(load_scenario(EXAMPLE), card())
    fee = next(lever for lever in levers_of(comparison.model, "seats_manila") if lever.input.name == "transition_fee")
    told = [difference_in_words(fee, fee.quoted * times) for times in (9.5, 59.03, 4e8)]
    assert told == ["850.0 % higher", "59 times as much", "400,000,000 times as much"]


def test_a_value_the_contract_cannot_hold_is_marked():
    """A cap far below its floor contradicts the clause."""
    clause = {"yearly_indexation": 0.1, "indexation_cap": 0.08, "indexation_floor": 0.05}
    data = PLAIN | {"months": 36}
    vendor = PLAIN["options"]["vendor"] | {"contract": {"indexation": clause}}
    data = data | {"options": PLAIN["options"] | {"vendor": vendor}}
    comparison = compare(scenario_from(data), card())
    now = float(comparison.values[comparison.model.option("vendor").figures["npv"]])
    base = float(comparison.values[comparison.model.option("own").figures["npv"]])
    found = goal(comparison, "indexation_cap", saving=base - now + 4500)
    assert found.value is not None
    assert found.value < 0.05
    assert found.found[0].refused


def test_a_lever_with_a_value_that_gives_no_cost_at_all_stops_short_of_it():
    """An index with a base of nothing has nothing to divide by; every other lever is answered all the same."""
    clause = {"indices": {"prices": {"weight": 0.8, "base_value": 100.0}}}
    vendor = PLAIN["options"]["vendor"] | {"contract": {"indexation": clause}}
    data = PLAIN | {
        "indices": {"prices": {"series": {"2026-01": 100.0, "2027-01": 104.0}, "projection": 0.02}},
        "options": PLAIN["options"] | {"vendor": vendor},
    }
    comparison = compare(scenario_from(data), card())
    goals = {one.lever.input.name: one for one in goal_seek(comparison, "vendor", target_of(comparison, "vendor"))}
    assert goals["base_value"].lever.least > 0
    assert goals["ticket_price"].value is not None


FEW_SEATS: dict[str, Any] = {  # 833 hours a month need 9.3 seats of 89.6 hours
    "start": "2027-01",
    "months": 3,
    "demand": {"volume": {"voice": 10000}},
    "service": {"handle_time": 300},
    "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3},
    "options": {
        "own": {"label": "Own", "in_house": {"monthly_budget": 20000}},
        "vendor": {"label": "Seats", "pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 10}},
    },
}


def test_a_value_with_which_work_is_left_undone_is_marked_and_never_the_answer():
    """8 of 10 seats cost 40 % of in-house, and carry 8 / 9.3 of the work: no saving at all. At 800 a seat it is one."""
    comparison = compare(scenario_from(FEW_SEATS), card())
    goals = goal_seek(comparison, "vendor", target_of(comparison, "vendor", share=0.6))
    found = {one.lever.input.name: one.found for one in goals}
    (seats,), (rate,) = found["contracted_seats"], found["seat_rate"]
    assert (seats.value, seats.serves, seats.holds) == (pytest.approx(8), False, False)
    assert (rate.value, rate.serves) == (pytest.approx(800), True)
    labels = labels_of(comparison)
    assert "By price alone: seat rate 800.00" in headline(comparison, goals, labels)
    told = goals_text(comparison, goals, {})
    assert "Contracted seats, 8 seats: but the option does not serve all of the work with it." in told
    data = {one["label"]: one["found"] for one in goals_data(comparison, goals, {})["levers"]}
    assert [one["serves"] for one in data["Contracted seats"]] == [False]


def test_the_value_that_comes_nearest_is_marked_where_work_is_left_undone_with_it():
    """The goal is beyond reach for the number of seats alone; nought of them come nearest, and serve nobody."""
    data = FEW_SEATS["options"] | {"vendor": FEW_SEATS["options"]["vendor"] | {"transition": {"transition_fee": 90000}}}
    comparison = compare(scenario_from(FEW_SEATS | {"options": data}), card())
    levers = lever_called(comparison.model, "vendor", "contracted_seats")
    (found,) = goal_seek(comparison, "vendor", target_of(comparison, "vendor", share=0.6), levers)
    assert not found.found
    assert (found.nearest, found.as_near.serves) == (0, False)
    told = goals_text(comparison, [found], {})
    assert "0 (!)" in told
    assert "Contracted seats, 0 seats: but the option does not serve all of the work with it." in told
    (only,) = goals_data(comparison, [found], {})["levers"]
    assert only["nearest"]["serves"] is False


def test_a_goal_against_or_of_an_option_that_leaves_work_undone_says_so():
    pricing = FEW_SEATS["options"]["vendor"]["pricing"] | {"contracted_seats": 5}
    options = FEW_SEATS["options"] | {"vendor": FEW_SEATS["options"]["vendor"] | {"pricing": pricing}}
    comparison = compare(scenario_from(FEW_SEATS | {"options": options}), card())
    goals = goal_seek(comparison, "vendor", target_of(comparison, "vendor", share=0.6))
    assert "Seats does not serve all of the work as it stands" in headline(comparison, goals, labels_of(comparison))


def test_levers_come_as_a_negotiator_takes_them_and_the_clients_own_last():
    model = compare(load_scenario(EXAMPLE), card()).model
    for option in ("seats_manila", "resolutions", "hybrid"):
        groups = [lever.group for lever in levers_of(model, option)]
        assert groups == sorted(groups, key=GROUPS.index)
    groups = {lever.input.name: lever.group for lever in levers_of(model, "resolutions")}
    assert groups["resolution_price"] == groups["price_change"] == PRICE
    assert groups["governance_rate"] == CLAUSE
    assert groups["ramp"] == groups["transition_fee"] == TRANSITION
    anchored = compare(load_scenario(ROOT / "data" / "scenarios" / "offshore_anchored_voice.yaml"), card()).model
    assert {one.group for one in levers_of(anchored, "anchored") if one.input.name == "base_charge"} == {PRICE}
    assert groups["retained_people"] == groups["resolution_rate"] == groups["unresolved_cost"] == OWN


def test_what_an_unresolved_contact_costs_the_client_is_no_price_of_the_vendor():
    """It would need the smallest step of all, and nobody could ask the vendor for it."""
    comparison = compare(load_scenario(EXAMPLE), card())
    goals = goal_seek(comparison, "resolutions", target_of(comparison, "resolutions"))
    told = headline(comparison, goals, labels_of(comparison))
    assert "resolution price (Voice)" in told
    text = goals_text(comparison, goals, {})
    assert text.index("Resolution price (Voice)") < text.index("Yours or expected") < text.index("Unresolved cost (Vo")


def test_between_several_values_there_is_no_band():
    """One draw would be solved at the low number of seats and the next at the high one."""
    comparison = compare(load_scenario(EXAMPLE), card())
    levers = lever_called(comparison.model, "hybrid", "core_seats") + lever_called(
        comparison.model, "hybrid", "seat_rate"
    )
    goals = goal_seek(comparison, "hybrid", target_of(comparison, "hybrid", "seats_manila"), levers)
    (wage,) = [one for one in comparison.model.inputs if one.name == "hourly_wage" and one.scope.path[0] == "in_house"]
    worlds = {wage: np.linspace(0.9, 1.1, 8)[:, None] * wage.value}
    assert [len(one.found) for one in goals] == [2, 1]
    assert list(bands_of(comparison, goals, worlds)) == ["pricing.seat_rate"]


# -- the band --------------------------------------------------------------------------------------


def drawn(comparison: Comparison, name: str, spread: float, draws: int = 1024) -> dict[Any, np.ndarray]:
    (one,) = [one for one in comparison.model.inputs if one.name == name]
    quantiles = (np.arange(draws) + 0.5) / draws
    return {one: one.value * (1 + spread * (2 * quantiles - 1))[:, None]}


def test_the_band_of_a_straight_lever_is_what_each_world_says_by_hand():
    """The price that equals in-house is (60,000 - 6,000) / tickets: each draw of the volume by itself."""
    comparison = compared()
    worlds = drawn(comparison, "volume", 0.2)
    found = goal(comparison, "ticket_price")
    tickets = 12 * next(iter(worlds.values()))[:, 0]
    assert solved(comparison, found, worlds) == pytest.approx(54_000 / tickets, rel=1e-9)
    band = band_of(comparison, found, worlds)
    assert band.without == 0
    assert band.p10 == pytest.approx(54_000 / (12_000 * 1.16), rel=2e-3)
    assert band.p90 == pytest.approx(54_000 / (12_000 * 0.84), rel=2e-3)


def test_futures_in_which_work_is_left_undone_have_no_value_that_meets_the_goal():
    """Ten seats carry 10,752 contacts. What is beyond them costs nothing, so a price for it would be no answer."""
    comparison = compare(scenario_from(FEW_SEATS), card())
    levers = lever_called(comparison.model, "vendor", "seat_rate")
    (found,) = goal_seek(comparison, "vendor", target_of(comparison, "vendor", share=0.6), levers)
    worlds = drawn(comparison, "volume", 0.2)
    too_many = np.count_nonzero(next(iter(worlds.values()))[:, 0] > 10752)
    band = band_of(comparison, found, worlds)
    assert 0 < band.without == too_many
    assert band.p50 == pytest.approx(800)


def test_draws_that_have_no_value_are_counted():
    """A minimum equals in-house only where the bill of the month is below 4,500; above, no minimum does."""
    comparison = compared({"commitment": {"minimum_fee": 3000}})
    worlds = drawn(comparison, "volume", 0.5)
    found = goal(comparison, "minimum_fee")
    bills = 3.5 * next(iter(worlds.values()))[:, 0]
    band = band_of(comparison, found, worlds)
    assert band.without == np.count_nonzero(bills > 4500)
    values = solved(comparison, found, worlds)
    assert np.isnan(values[bills > 4500]).all()
    assert values[bills < 4500] == pytest.approx(4500, abs=0.01)


def test_the_band_of_a_lever_that_bends_meets_the_goal_in_every_draw():
    comparison = compare(load_scenario(EXAMPLE), card())
    target = target_of(comparison, "seats_manila", share=0.6)
    levers = lever_called(comparison.model, "seats_manila", "seat_rate")
    (found,) = goal_seek(comparison, "seats_manila", target, levers)
    assert not found.is_straight
    (wage,) = [one for one in comparison.model.inputs if one.name == "hourly_wage" and one.scope.path[0] == "in_house"]
    worlds = {wage: np.linspace(0.9, 1.1, 64)[:, None] * wage.value}
    values = solved(comparison, found, worlds)
    assert np.isfinite(values).all()
    under = evaluate(comparison.model, worlds | found.lever.at(values))
    npv, base = (under[comparison.model.option(key).figures["npv"]] for key in ("seats_manila", "in_house"))
    assert np.squeeze(npv) == pytest.approx(0.4 * np.squeeze(base), abs=5)


# -- slips and the command -------------------------------------------------------------------------


def test_slips_are_told_with_the_nearest_word():
    comparison = compared()
    with pytest.raises(ProblemsFound, match="did you mean vendor"):
        target_of(comparison, "vendr")
    with pytest.raises(ProblemsFound, match="no vendor to negotiate with"):
        target_of(comparison, "own")
    with pytest.raises(ProblemsFound, match="compared with"):
        target_of(comparison, "vendor", "vendor")
    with pytest.raises(ProblemsFound, match="less than 100 %"):
        target_of(comparison, "vendor", share=1.5)
    dearer = goal_name(target_of(comparison, "vendor", share=-0.1), labels_of(comparison), "USD")
    assert dearer == "costs 10 % more than Own"
    with pytest.raises(ProblemsFound, match="did you mean ticket_price"):
        lever_called(comparison.model, "vendor", "ticketprice")


def test_the_command_answers_first_and_gives_the_same_as_data(capsys: pytest.CaptureFixture[str]):
    words = ["goal", str(EXAMPLE), "seats_manila", "--saving"]
    assert main([*words, "60%"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The goal is that Philippines, per seat saves 60 % of In-house, United States")
    assert main([*words, "60%", "--lever", "seat_rate", "--band", "--json"]) == 0
    (only,) = json.loads(capsys.readouterr().out)["levers"]
    assert only["quoted"] == 2240
    assert 1800 < only["found"][0]["value"] < 2240
    assert only["band"]["draws"] == 1024
    assert only["band"]["p10"] < only["band"]["p50"] < only["band"]["p90"]
    assert main([*words, "plenty"]) == 1
    assert capsys.readouterr().err.startswith("--saving\n  'plenty' is no amount")


def test_all_levers_as_data_and_as_a_table_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    figures, table = tmp_path / "goals.json", tmp_path / "goals.csv"
    words = ["goal", str(EXAMPLE), "seats_manila", "--saving", "60%", "--json", str(figures), "--csv", str(table)]
    assert main(words) == 0
    levers = json.loads(figures.read_text(encoding="utf-8"))["levers"]
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    wanted = [(one["label"], value) for one in levers for value in ([each["value"] for each in one["found"]] or [None])]
    assert [row["lever"] for row in rows] == [label for label, _ in wanted]
    needed = [float(row["needed"]) if row["needed"] else None for row in rows]
    assert needed == [None if value is None else pytest.approx(value, rel=1e-12) for _, value in wanted]
    assert any(one["closed_form"] for one in levers)
