"""Break-even: every crossing and jump against a fine grid of drawn contracts, a published case, each kind by hand."""

import json
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.blockwise import evaluate_rows
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.crossings import NOBODY, BreakEvens, break_evens
from tcomodel.negotiation.crossover_map import crossover_map
from tcomodel.problems import ProblemsFound
from tcomodel.readers.axis_words import at, title_of_axis
from tcomodel.readers.break_even_text import break_evens_data
from tcomodel.readers.fall_words import fall_in_words
from tcomodel.readers.map_text import map_headline
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.turn_words import cheapest_in_words, limits_in_words, main_runs, today_in_words, turn_in_words
from tcomodel.sign_changes.changes import CROSSING, JUMP, LEVEL, ZONE, changes
from tcomodel.sign_changes.search import Samples
from tests.case_file import ROOT, card

POINTS = 20_001
DRAWN = 40
CENT = 0.005
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"


def compared(data: dict[str, Any]) -> Comparison:
    return compare(scenario_from(data), card())


def of(data: dict[str, Any], *between: str, figure: str = "npv") -> BreakEvens:
    comparison = compared(data)
    return break_evens(comparison, axis_of(comparison.model), between, figure)


# -- drawn contracts against a fine grid -----------------------------------------------------------


def tiers(rng: np.random.Generator, price: float, volume: float, rule: str) -> list[dict[str, float]]:
    """A price table around a volume: two to four tiers, some with flat fees."""
    edges = sorted({max(1.0, round(volume * part)) for part in rng.uniform(0.25, 2.6, int(rng.integers(1, 4)))})
    found: list[dict[str, float]] = []
    for number, edge in enumerate([*edges, None]):
        tier: dict[str, float] = {} if edge is None else {"up_to": edge}
        if number:
            tier["over"] = edges[number - 1]
        if rule == "band":
            tier["flat_fee"] = round(price * volume * (0.5 + number * rng.uniform(0.2, 0.8)), 2)
        else:
            tier["price"] = round(price * (1 - rng.uniform(0, 0.18) * number), 4)
            if rng.random() < 0.3:
                tier["flat_fee"] = round(rng.uniform(0, 0.06) * price * volume, 2)
        found.append(tier)
    return found


def drawn(seed: int) -> dict[str, Any]:
    """An in-house team and one to three vendors, whose prices are near each other so that their costs cross."""
    rng = np.random.default_rng(seed)
    volume = {"voice": float(rng.integers(2, 60)) * 500, "chat": float(rng.integers(1, 30)) * 300}
    seconds = {"voice": float(rng.integers(200, 600)), "chat": float(rng.integers(200, 700))}
    months, agent = int(rng.integers(1, 25)), rng.uniform(1800, 3600)
    minute = agent / (160 * 0.8 * 0.7 * 60)
    bill = sum(volume[one] * seconds[one] / 60 * minute for one in volume)
    demand: dict[str, Any] = {"volume": volume}
    if rng.random() < 0.5:
        demand["annual_growth"] = float(round(rng.uniform(-0.1, 0.3), 3))
    if rng.random() < 0.4:
        demand["seasonality"] = [0.9, 0.9, 0.95, 1, 1, 1, 1.05, 1.05, 1, 1, 1.05, 1.1]
    own = {"in_house": {"hourly_wage": round(agent / 176, 2), "on_cost_rate": 0.1}}
    options: dict[str, Any] = {"own": own}
    for number in range(int(rng.integers(1, 4))):
        options[f"vendor_{number + 1}"] = vendor(rng, volume, seconds, months, minute, agent, bill)
    people = {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3, "whole_people": bool(rng.random() < 0.7)}
    return {
        "start": "2027-01", "months": months, "demand": demand, "service": {"handle_time": seconds},
        "staffing": people, "options": options,
    }  # fmt: skip


def vendor(rng, volume, seconds, months, minute, agent, bill) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    model, level = str(rng.choice(["per_ticket", "per_minute", "per_seat", "per_seat"])), rng.uniform(0.8, 1.25)
    contract: dict[str, Any] = {}
    if rng.random() < 0.5:
        contract["commitment"] = {"minimum_fee": round(bill * level * rng.uniform(0.3, 1.2))}
    if rng.random() < 0.3:
        contract["indexation"] = {"yearly_indexation": 0.03}
    pricing: dict[str, Any] = {"model": model}
    rule = str(rng.choice(["graduated", "all units", "band"], p=[0.4, 0.5, 0.1]))
    if model == "per_seat":
        if rng.random() < 0.4:
            table = tiers(rng, agent * level, max(bill / agent, 12), rule)
            contract["volume_prices"] = {"tier_rule": rule, "tiers_on_total": table}
        else:
            pricing["seat_rate"] = round(agent * level, 2)
    else:
        each = {one: 1.0 if model == "per_ticket" else seconds[one] / 60 for one in volume}
        price = {one: minute * level * seconds[one] / 60 / each[one] for one in volume}
        if rng.random() < 0.8:
            tables = {one: tiers(rng, price[one], volume[one] * each[one], rule) for one in volume}
            contract["volume_prices"] = {"tier_rule": rule, "tiers": tables}
        else:
            name = "ticket_price" if model == "per_ticket" else "minute_rate"
            pricing[name] = {one: round(value, 4) for one, value in price.items()}
    made: dict[str, Any] = {"pricing": pricing, "contract": contract}
    if months > 2 and rng.random() < 0.3:
        made["transition"] = {"ramp": [0.5, 1.0], "transition_fee": round(bill / 2)}
    return made


@pytest.mark.parametrize("seed", [*range(DRAWN), 185])  # 185: seats swap within 0.07 % between two positions
def test_every_change_of_sign_on_a_fine_grid_is_found_and_nothing_else_is(seed: int):
    comparison = compared(drawn(seed))
    axis = axis_of(comparison.model)
    found = break_evens(comparison, axis)
    assert found.evaluated <= 6_000
    grid = np.linspace(axis.least, axis.most, POINTS)
    step = grid[1] - grid[0]
    rows = {option.key: option.model.figures["npv"] for option in comparison.options}
    values = evaluate_rows(comparison.model, list(rows.values()), axis.at(grid), values=comparison.values)
    for one, other in combinations(rows, 2):
        difference = values[rows[one]] - values[rows[other]]
        sign = np.where(np.abs(difference) <= CENT, 0, np.sign(difference))
        told = np.flatnonzero(sign)
        turns = found.between(one, other)
        ends = [(turn.change.low, turn.change.high) for turn in turns]
        for number in np.flatnonzero(sign[told[:-1]] != sign[told[1:]]):
            low, high = grid[told[number]], grid[told[number + 1]]
            assert any(first <= high and last >= low for first, last in ends), f"{one}/{other}: missed at {low}"
        for turn in turns:  # what is said of the sides is what the grid says, unless another turn is in between
            for position, cheaper in (
                (np.searchsorted(grid, turn.change.low) - 1, turn.cheaper_before),
                (np.searchsorted(grid, turn.change.high, side="right"), turn.cheaper_after),
            ):
                near = any(
                    again is not turn and again.change.low - step <= grid[position] <= again.change.high + step
                    for again in turns
                    if 0 <= position < POINTS
                )
                if 0 <= position < POINTS and sign[position] and not near:
                    assert cheaper == (one if sign[position] < 0 else other), f"{one}/{other}: {turn.change}"


def test_drawn_contracts_have_turns_of_every_kind():
    kinds = {turn.kind for seed in range(2, 8) for turn in of(drawn(seed)).turns}
    assert {CROSSING, JUMP, ZONE} <= kinds


# -- a published case ------------------------------------------------------------------------------

LEMBKE = {  # http://slidegur.com/doc/169865/break-even: make or buy at 200 each, 80,000 + 75 each, 200,000 + 15 each
    "start": "2027-01",
    "months": 1,
    "timing": {"discount_rate": 0},
    "demand": {"volume": {"voice": 1000}},
    "options": {
        "outsource": {"pricing": {"model": "per_ticket", "ticket_price": 200}},
        "b": {"pricing": {"model": "per_ticket", "ticket_price": 75}, "transition": {"transition_fee": 80000}},
        "c": {"pricing": {"model": "per_ticket", "ticket_price": 15}, "transition": {"transition_fee": 200000}},
    },
}


def test_lembke_outsources_up_to_640_takes_b_up_to_2000_and_c_above():
    found = of(LEMBKE)
    places = {(turn.one, turn.other): turn.middle * 1000 for turn in found.turns}
    assert places[("outsource", "b")] == pytest.approx(80000 / (200 - 75), abs=0.001)
    assert places[("b", "c")] == pytest.approx((200000 - 80000) / (75 - 15), abs=0.001)
    assert places[("outsource", "c")] == pytest.approx(200000 / (200 - 15), abs=0.001)
    assert {turn.kind for turn in found.turns} == {CROSSING}
    assert [key for _, _, key in main_runs(found)] == ["outsource", "b", "c"]
    assert (found.turns[0].cheaper_before, found.turns[0].cheaper_after) == ("outsource", "b")


# -- each kind by hand -----------------------------------------------------------------------------


def vendors(**contracts: Any) -> dict[str, Any]:
    """One month of 1,000 contacts; each vendor by ticket at a price, or with a contract."""
    options = {}
    for key, what in contracts.items():
        price, contract = what if isinstance(what, tuple) else (what, {})
        pricing = {"model": "per_ticket"} | ({} if price is None else {"ticket_price": price})
        options[key] = {"pricing": pricing, "contract": contract}
    return {
        "start": "2027-01", "months": 1, "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": 1000}}, "options": options,
    }  # fmt: skip


def all_units(*prices: tuple[float | None, float]) -> dict[str, Any]:
    table, below = [], None
    for up_to, price in prices:
        table.append({"price": price} | ({"over": below} if below else {}) | ({"up_to": up_to} if up_to else {}))
        below = up_to
    return {"volume_prices": {"tier_rule": "all units", "tiers": {"voice": table}}}


def test_a_cliff_that_a_root_finder_misses_is_a_jump_with_its_reason():
    """Dearer at both ends of the bracket, cheaper only between the edge and the crossing: same signs at both ends."""
    data = vendors(
        cliff=(None, all_units((1600, 5.0), (None, 4.0))),
        rise=(
            None,
            {"volume_prices": {"tiers": {"voice": [{"up_to": 1800, "price": 4.5}, {"over": 1800, "price": 1}]}}},
        ),
    )
    jump, crossing = of(data).turns
    assert (jump.kind, jump.cheaper_before, jump.cheaper_after) == (JUMP, "rise", "cliff")
    assert jump.middle * 1000 == pytest.approx(1600, abs=0.01)
    assert jump.leap == pytest.approx(1600 * (5 - 4), rel=1e-3)
    assert (crossing.kind, crossing.cheaper_after) == (CROSSING, "rise")
    assert crossing.middle * 1000 == pytest.approx((1800 * 4.5 - 1800) / (4 - 1), abs=0.01)
    comparison = compared(data)
    told = turn_in_words(of(data), jump, labels_of(comparison), "USD")
    assert "1,600 contacts a month" in told
    assert "the whole invoice of Voice changes to the price of tier 2" in told


def test_where_more_costs_less_is_flagged_with_both_ends():
    """1,600 at 5.00 are 8,000 and one more makes it 6,404: from 1,281 on ordering 1,601 is cheaper."""
    data = vendors(cliff=(None, all_units((1600, 5.0), (None, 4.0))), plain=9.0)
    found = of(data)
    (fall,) = found.falls
    assert fall.option == "cliff"
    assert fall.high * 1000 == pytest.approx(1600, abs=0.1)
    assert fall.by == pytest.approx(1600, abs=1)
    assert fall.low * 1000 == pytest.approx(1280, abs=0.5), "to the contact, and not to the next position looked at"
    assert "costs up to 1,600 USD more than with more contacts" in fall_in_words(found, fall, {"cliff": "A"}, "USD")


def test_a_minimum_fee_bends_the_cost_and_the_crossing_behind_it_is_found():
    data = vendors(least=(4.0, {"commitment": {"minimum_fee": 6000}}), plain=4.5)
    first, = of(data).turns  # fmt: skip
    assert first.middle * 1000 == pytest.approx(6000 / 4.5, abs=0.01)
    assert (first.cheaper_before, first.cheaper_after) == ("plain", "least")


def test_options_that_cost_the_same_over_a_stretch_are_level_there():
    data = vendors(
        one=(None, {"volume_prices": {"tiers": {"voice": [{"up_to": 800, "price": 4}, {"over": 800, "price": 5}]}}}),
        other=(None, {"volume_prices": {"tiers": {"voice": [
            {"up_to": 500, "price": 4.8}, {"over": 500, "up_to": 800, "price": 8 / 3},
            {"over": 800, "up_to": 1500, "price": 5}, {"over": 1500, "price": 6}]}}}),
    )  # fmt: skip
    found = of(data)
    assert not found.turns, "one is cheaper on both sides of the stretch in which they cost the same"
    data["options"]["other"]["contract"]["volume_prices"]["tiers"]["voice"][3]["price"] = 4
    (level,) = of(data).turns
    assert level.kind == LEVEL
    assert (level.cheaper_before, level.cheaper_after) == ("one", "other")
    assert 800 - 50 <= level.change.low * 1000 <= 800 + 50
    assert 1500 - 50 <= level.change.high * 1000 <= 1500 + 50


def test_whole_seats_make_a_zone_with_its_number_of_swaps():
    """Per seat climbs in steps of 1,000; the plain line passes through them and they swap several times."""
    comparison = compare(load_scenario(EXAMPLE), card())
    found = break_evens(comparison, axis_of(comparison.model), ("minutes_nearshore", "seats_manila"))
    (zone,) = found.turns
    assert zone.kind == ZONE
    assert zone.change.apart < 0.001
    grid = np.linspace(zone.change.low, zone.change.high, 4_001)
    rows = [comparison.option(key).model.figures["npv"] for key in ("seats_manila", "minutes_nearshore")]
    values = evaluate_rows(comparison.model, rows, axis_of(comparison.model).at(grid))
    sign = np.sign(values[rows[0]] - values[rows[1]])
    assert zone.change.swaps == np.count_nonzero(sign[:-1] != sign[1:])
    told = turn_in_words(found, zone, labels_of(comparison), "USD")
    assert f"swap {zone.change.swaps} times" in told
    assert "whole people and seats" in told


def test_the_plain_sum_has_its_own_crossings():
    data = LEMBKE | {"months": 24, "timing": {"discount_rate": 0.2}, "demand": {"volume": {"voice": 100}}}
    npv, tco = (of(data, "b", "c", figure=figure).turns[0].middle for figure in ("npv", "tco"))
    assert tco * 100 == pytest.approx(120000 / 60 / 24, abs=0.01)
    assert npv > tco * 1.05, "the fee at the start counts in full, the savings that follow do not"


def test_one_look_at_the_search_itself_with_courses_written_by_hand():
    """A parabola that dips below nothing between two positions of the first look, and a step that touches it."""

    def courses(x: np.ndarray) -> np.ndarray:
        return np.stack([10 * (x - 0.5034) ** 2 * 1e4 - 0.2, np.zeros(x.size), np.where(x < 0.77, -1.0, 1.0)])

    samples = Samples(courses, np.linspace(0, 1, 51))
    found = changes(samples, [(0, 1), (2, 1)], size=1000.0)
    roots = [0.5034 + sign * np.sqrt(0.2 / 1e5) for sign in (-1, 1)]
    ends = [(one.low, one.high) for one in found if one.pair == (0, 1)]
    assert any(low - 1e-6 <= roots[0] <= high + 1e-6 for low, high in ends)
    assert any(low - 1e-6 <= roots[1] <= high + 1e-6 for low, high in ends)
    (step,) = [one for one in found if one.pair == (2, 1)]
    assert step.kind == JUMP
    assert step.low <= 0.77 <= step.high


def test_where_no_option_serves_the_work_none_is_the_cheapest():
    """Ten seats of 89.6 hours carry 10,752 contacts of five minutes, twelve 12,902.4; beyond, nobody does."""
    seats = {
        f"seats_{number}": {"pricing": {"model": "per_seat", "seat_rate": rate, "contracted_seats": number}}
        for number, rate in ((10, 1200), (12, 1001))
    }
    data = {
        "start": "2027-01", "months": 3, "demand": {"volume": {"voice": 10000}}, "service": {"handle_time": 300},
        "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3}, "options": seats,
    }  # fmt: skip
    found = of(data)
    assert [key for _, _, key in found.cheapest] == ["seats_10", "seats_12", NOBODY]
    assert [high * 10000 for _, high, _ in found.cheapest[:2]] == pytest.approx([10752, 12902.4], abs=0.1)
    assert [(one.option, one.serves_below) for one in found.limits] == [("seats_10", True), ("seats_12", True)]
    comparison, labels = compared(data), {"seats_10": "A", "seats_12": "B"}
    assert "then B up to 12,902, and none that serves all of the work beyond" in cheapest_in_words(found, labels, "USD")
    assert limits_in_words(found, labels, "USD")[0].startswith("Above 10,752 contacts a month A does not serve")
    assert break_evens_data(comparison, found)["cheapest"][-1]["option"] is None
    crowded = data | {"demand": {"volume": {"voice": 20000}}}
    assert "no option serves all of the work" in today_in_words(of(crowded), labels, "USD")


def test_the_cheapest_changes_where_the_crossing_is_and_not_at_the_next_position_looked_at():
    ends = [high * 1000 for _, high, _ in of(LEMBKE).cheapest[:2]]
    assert ends == pytest.approx([640, 2000], abs=0.001)


def test_the_volume_of_one_channel_is_told_as_such():
    """4.00 against 3.00 and a fee: each further 1,000 voice contacts of one month add 4,000 and 3,000."""
    data = vendors(dear=4.0, cheap=3.0)
    data["demand"] = {"volume": {"voice": 1000, "chat": 500}}
    for option in data["options"].values():
        price = option["pricing"]["ticket_price"]
        option["pricing"]["ticket_price"] = {"voice": price, "chat": 2.0}
    data["options"]["cheap"]["transition"] = {"transition_fee": 900}
    comparison = compared(data)
    axis = axis_of(comparison.model, "demand.volume.voice")
    (turn,) = (found := break_evens(comparison, axis)).turns
    assert turn.middle == pytest.approx(900, abs=0.001)
    assert title_of_axis(axis, "USD") == "Contacts a month, Voice"
    told = turn_in_words(found, turn, labels_of(comparison), "USD")
    assert "900 contacts a month (Voice)" in told
    assert "add 4,000 USD to the one and 3,000 to the other" in told


# -- other axes, words and slips -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["handle_time", "in_house.in_house.hourly_wage", "resolution", "seats_manila.pricing.seat_rate"]
)
def test_other_axes_agree_with_scenarios_that_say_so(name: str):
    """At every crossing both options cost the same when the axis is put there, worked out once more."""
    comparison = compare(load_scenario(EXAMPLE), card())
    axis = axis_of(comparison.model, name)
    found = break_evens(comparison, axis)
    rows = {option.key: option.model.figures["npv"] for option in comparison.options}
    crossings = [turn for turn in found.turns if turn.kind == CROSSING]
    assert crossings, "there are some to look at"
    for turn in crossings:
        values = evaluate_rows(comparison.model, list(rows.values()), axis.at(np.array([turn.middle])))
        assert values[rows[turn.one]][0] == pytest.approx(values[rows[turn.other]][0], rel=1e-8)
    today = next(key for low, high, key in found.cheapest if low <= axis.today <= high)
    assert today == comparison.cheapest.key


def test_positions_are_told_in_the_words_of_their_axis():
    model = compare(load_scenario(EXAMPLE), card()).model
    assert at(axis_of(model), 1.0) == "60,000 contacts a month"
    assert at(axis_of(model, "handle_time"), 1.1) == "110.0 % of today's handle time"
    assert at(axis_of(model, "resolution"), -0.05) == "5.0 points less resolution than today"
    assert at(axis_of(model, "seats_manila.pricing.seat_rate"), 2240, "USD") == "2,240.00 USD per seat and month"


def test_slips_are_told_with_the_nearest_word():
    comparison = compare(load_scenario(EXAMPLE), card())
    with pytest.raises(ProblemsFound, match="did you mean handle_time"):
        axis_of(comparison.model, "handel_time")
    with pytest.raises(ProblemsFound, match="did you mean seats_manila"):
        break_evens(comparison, axis_of(comparison.model), ("seats_manilla", "hybrid"))
    with pytest.raises(ProblemsFound, match="lower end first"):
        axis_of(comparison.model).between(2.0, 1.0)
    with pytest.raises(ProblemsFound, match="takes two options"):
        of(vendors(alone=4.0))


def test_the_command_answers_first_and_gives_the_same_as_data(capsys: pytest.CaptureFixture[str]):
    words = ["breakeven", str(EXAMPLE), "--from", "30000", "--to", "90,000"]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert told.startswith("Today, at 60,000 contacts a month, Philippines, per seat costs least.")
    assert main([*words, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["from"], data["to"], data["today"]) == pytest.approx((30000, 90000, 60000))
    assert all(30000 <= turn["from"] <= turn["to"] <= 90000 for turn in data["turns"])
    assert {"seats_manila", "hybrid"} in [set(turn["options"]) for turn in data["turns"]]
    assert main([*words[:2], "--between", "hybrid", "hybrid"]) == 1
    assert "named twice" in capsys.readouterr().err
    assert main([*words[:2], "--between", "seats_manila", "hybrid", "--from", "50%", "--to", "90k", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["from"], data["to"]) == pytest.approx((30000, 90000)), "a share of a volume is one of today's"
    assert main([*words[:2], "--from", "many"]) == 1
    assert "'many' is no number" in capsys.readouterr().err
    assert main([*words[:2], "--from", "90k", "--to", "30k"]) == 1
    assert "found from 90k to 30k" in capsys.readouterr().err
    assert main([*words[:2], "--between", "seats_manila", "hybrd"]) == 1
    assert "did you mean hybrid" in capsys.readouterr().err


def test_options_that_cost_the_same_are_not_told_as_one_that_costs_least():
    data = vendors(one=4.0, other=4.0)
    comparison, found = compared(data), of(data)
    labels = labels_of(comparison)
    assert (
        today_in_words(found, labels, "USD")
        == "Today, at 1,000 contacts a month, One and Other cost the same, and least."
    )
    assert "One and Other cost the same everywhere" in cheapest_in_words(found, labels, "USD")
    volume, price = axis_of(comparison.model), axis_of(comparison.model, "one.pricing.ticket_price")
    told = map_headline(comparison, crossover_map(comparison, volume, price, 5))
    assert "One costs least, and another option the same" in told
