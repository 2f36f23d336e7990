"""What could happen: every figure of a simulation against what is known without one, and the commands."""

import copy
import csv
import io
import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from tcomodel import Comparison, compare, load_card, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.blockwise import evaluate_rows
from tcomodel.entry_numbers import amount_or_percent
from tcomodel.problems import ProblemsFound
from tcomodel.readers.difference_words import additive_sentence, bar_in_words, difference_answer
from tcomodel.readers.risk_text import simulation_text
from tcomodel.readers.risk_words import remarks, risk_answer, unranged
from tcomodel.readers.rounded import about, probability, with_band
from tcomodel.sensitivity.difference import RANGE, difference
from tcomodel.sensitivity.indices import Indices, design, index_runs, sobol_indices
from tcomodel.simulation import Estimate, Simulation, cost_drivers, future, simulate, simulate_world
from tcomodel.simulation.estimates import estimate, estimated_share
from tcomodel.simulation.percentiles import order_statistics, percentile, rank
from tcomodel.uncertainty import World, draw_world, drivers_of, sobol_points
from tcomodel.uncertainty.marginals import marginal

ROOT = Path(__file__).parent.parent
CARD = load_card(ROOT / "data" / "rates.yaml")
MONTHS = 24
BUDGET = {"low": 9000, "base": 10000, "high": 13000, "range": "minimum and maximum", "distribution": "triangular"}
PRICE = {"low": 900, "base": 1000, "high": 1100, "range": "minimum and maximum", "distribution": "triangular"}
OWN: dict[str, Any] = {"label": "Own team", "in_house": {"monthly_budget": BUDGET}}
# Ten seats at a price of the scenario, which carry 6 to 14 thousand contacts: some futures are too busy for them.
VENDOR = {"label": "Vendor", "pricing": {"model": "per_seat", "contracted_seats": 10, "seat_rate": PRICE}}
BY_TICKET = {"label": "Tickets", "pricing": {"model": "per_ticket", "ticket_price": 90}}


def scenario(options: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    data = {
        "start": "2027-01",
        "months": MONTHS,
        "timing": {"discount_rate": 0},
        "demand": {"volume": {"voice": 100}},
        "options": options or {"own": OWN, "vendor": VENDOR},
    }
    return copy.deepcopy({**data, **more})


def compared(data: dict[str, Any]) -> Comparison:
    return compare(scenario_from(data), CARD)


@pytest.fixture(scope="module")
def linear() -> tuple[Comparison, Simulation]:
    """Two options, each linear in one triangular input: what comes out is known."""
    result = compared(scenario())
    return result, simulate(result, seed=2)


def triangular(least: float, mode: float, most: float, share: float) -> float:
    """The quantile of a triangular distribution."""
    width, left = most - least, mode - least
    if share < left / width:
        return least + (share * width * left) ** 0.5
    return most - ((1 - share) * width * (most - mode)) ** 0.5


# ---------------------------------------------------------------- against what is known


def test_a_linear_model_converges_to_its_mean_and_percentiles(linear):
    own = linear[1].option("own").spread_of("npv")
    mean = MONTHS * (9000 + 10000 + 13000) / 3
    deviation = MONTHS * ((9e3**2 + 1e4**2 + 13e3**2 - 9e3 * 1e4 - 9e3 * 13e3 - 1e4 * 13e3) / 18) ** 0.5
    assert own.base == pytest.approx(MONTHS * 10000)
    assert own.mean.low <= mean <= own.mean.high
    assert own.mean.off_by < 1e-3 * mean
    assert own.deviation == pytest.approx(deviation, rel=0.01)
    for share, found in ((0.1, own.p10), (0.5, own.p50), (0.9, own.p90), (0.95, own.p95)):
        exact = MONTHS * triangular(9000, 10000, 13000, share)
        assert found.low <= exact <= found.high
        assert found.value == pytest.approx(exact, rel=2e-3)
    assert own.below_base.low <= 0.25 <= own.below_base.high  # (10 - 9) / (13 - 9) lie left of the mode


def test_a_saving_and_its_probability(linear):
    found = linear[1]
    assert found.option("own").npv_saving is None
    np.testing.assert_allclose(found.option("vendor").npv_saving, found.option("own").npv - found.option("vendor").npv)
    chance = found.saves_at_least("vendor", 0.1, share=True)
    direct = np.mean(found.option("vendor").npv <= 0.9 * found.option("own").npv)
    assert chance.value == pytest.approx(direct, abs=1e-3)
    amounts, reached = found.saving_curve("vendor")
    for amount, share in zip(amounts[::10], reached[::10], strict=True):
        assert share == found.saves_at_least("vendor", amount).value
    assert np.all(np.diff(reached) <= 0)


def test_no_spread_gives_the_base_case_exactly():
    flat = {**BUDGET, "low": 10000, "high": 10000}
    data = scenario({"own": {**OWN, "in_house": {"monthly_budget": flat}}, "vendor": VENDOR})
    data["options"]["vendor"]["pricing"]["seat_rate"] = 1000
    result = compared(data)
    found = simulate(result, draws=1024)
    assert found.is_certain
    assert not found.drivers
    for one in found.options:
        assert set(one.npv) == {result.option(one.key).figure("npv")}
        assert np.all(one.fans.by_month.values == result.option(one.key).by_month)
    assert "Nothing is uncertain" in risk_answer(found)[0]
    assert {"seat_rate", "monthly_budget"} <= {swing.input.name for swing in unranged(result)}


def test_draws_that_are_all_the_base_give_it_to_the_last_bit(linear):
    result = linear[0]
    driver = drivers_of(result.model)[0]
    one = driver.inputs[0]
    world = World(64, 1, (driver,), {one: np.full((64, 1), one.value)}, np.full((64, 1), 0.5))
    assert set(simulate_world(result, world).option("own").npv) == {result.option("own").figure("npv")}


def test_options_of_one_rate_meet_the_same_price_in_each_future():
    """Ten seats and a fee against twelve seats at the same card rate: only the price decides, 7 times in 9."""
    rate = {"rate": "philippines.seat_month"}  # 1,280 / 1,760 / 2,240, minimum and maximum
    fee = 2 * MONTHS * 1600
    few = {
        "pricing": {"model": "per_seat", "contracted_seats": 10, "seat_rate": rate},
        "transition": {"transition_fee": fee},
    }
    many = {"pricing": {"model": "per_seat", "contracted_seats": 12, "seat_rate": rate}}
    found = simulate(compared(scenario({"few": few, "many": many})))
    assert len(found.drivers) == 1
    exact = 1 - (1600 - 1280) ** 2 / ((2240 - 1280) * (1760 - 1280))
    assert exact == pytest.approx(7 / 9)
    assert found.cheapest_in("few").value == pytest.approx(exact, abs=5e-4)
    own_streams = np.random.default_rng(1).permutation(found.option("many").npv)  # what streams of their own would say
    assert abs(np.mean(found.option("few").npv <= own_streams) - exact) > 0.1


# ---------------------------------------------------------------- choosing


def test_probabilities_of_being_cheapest_add_up(linear):
    found = linear[1]
    shares = [found.cheapest_in(one.key).value for one in found.options]
    assert sum(shares) + found.nobody_in.value == pytest.approx(1.0)
    assert found.favourite.key == found.options[int(np.argmax(shares))].key


def test_regret_is_nothing_for_who_is_always_cheapest():
    dear = {**OWN, "in_house": {"monthly_budget": 30000}}
    found = simulate(compared(scenario({"own": dear, "vendor": VENDOR})), draws=1024)
    assert found.regret("vendor").value == 0
    assert found.cheapest_in("vendor").value == 1
    assert probability(found.cheapest_in("vendor")) == "more than 99.7 %"
    assert found.regret("own").value == pytest.approx(MONTHS * 20000, rel=1e-3)


def test_regret_is_the_cost_above_the_best_of_each_future(linear):
    own, vendor = (linear[1].option(key).npv for key in ("own", "vendor"))
    assert linear[1].regret("own").value == pytest.approx(np.mean(np.maximum(own - vendor, 0)))


def busy(volume: Any, **more: Any) -> dict[str, Any]:
    return scenario(
        {
            "own": {**OWN, "in_house": {"monthly_budget": 90000}},
            "seats": {"pricing": {"model": "per_seat", "contracted_seats": 14, "seat_rate": 1000}},
            "minutes": {"pricing": {"model": "per_minute", "minute_rate": 0.8}},
        },
        demand={"volume": {"voice": volume}},
        service={"handle_time": 360},
        staffing={"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160},
        months=6,
        **more,
    )


@pytest.fixture(scope="module")
def too_busy() -> tuple[Comparison, World, Simulation]:
    """Contracted seats that cannot carry the work in the busier half of the futures, and cost least."""
    volume = {"low": 9000, "base": 12000, "high": 15000, "distribution": "triangular"}
    result = compared(busy(volume))
    world = draw_world(result.model, 1024, seed=3)
    return result, world, simulate_world(result, world)


def test_who_serves_a_future_is_what_the_comparison_of_that_future_says(too_busy):
    result, world, found = too_busy
    serving = found.option("seats").serves
    assert 0.1 < serving.mean() < 0.9
    for number in range(1, 1025, 41):
        assert serving[number - 1] == ("seats" not in future(result, world, number).unserved)


def test_who_does_not_serve_cannot_be_the_cheapest(too_busy):
    found = too_busy[2]
    seats = found.option("seats")
    assert np.all(seats.npv < found.option("minutes").npv), "the seats would be the cheapest everywhere"
    assert found.cheapest_in("seats").value == pytest.approx(seats.serves.mean())
    assert found.regret("seats").value == 0, "counted where it serves"
    assert found.saves_at_least("seats", 0).value == pytest.approx(seats.serves.mean())


def test_no_saving_is_counted_against_a_baseline_that_cannot_do_the_work():
    volume = {"low": 9000, "base": 11000, "high": 15000, "distribution": "triangular"}
    result = compared(busy(volume, baseline="seats"))
    assert not result.unserved
    found = simulate(result, draws=1024)
    both = found.option("seats").serves
    assert 0.1 < both.mean() < 0.9
    saving = found.saving_of("minutes")
    values = found.option("minutes").npv_saving
    assert saving.mean.value == pytest.approx(values[both].mean())
    assert values[saving.p10.draw - 1] == saving.p10.value
    assert both[saving.p10.draw - 1]
    assert found.saves_at_least("minutes", values.min()).value == pytest.approx(both.mean())
    assert any("No saving against" in said for said in remarks(found))
    always = {**volume, "base": 13500, "low": 13000, "range": "minimum and maximum"}
    tight = compared(busy(always, baseline="seats"))
    never = simulate(tight, draws=1024)
    assert never.saving_of("minutes") is None
    assert risk_answer(never)[1].startswith("Its cost lies between")
    assert "–" in simulation_text(never)


def test_a_probability_says_what_it_knows_nothing_of(linear):
    """The number of seats has no range, and a tenth of them more or less turns the answer."""
    data = scenario()
    data["options"]["own"]["in_house"]["monthly_budget"] = {**BUDGET, "base": 10500, "low": 10400}
    said = risk_answer(simulate(compared(data), draws=1024))
    assert said[0].startswith("Vendor costs least in ")
    assert said[-1].startswith("Only what has a range is drawn: Contracted seats (Vendor) has none")


def priced(**rates: Any) -> dict[str, Any]:
    return {
        name.lower(): {"label": name, "pricing": {"model": "per_seat", "contracted_seats": 10, "seat_rate": rate}}
        for name, rate in rates.items()
    }


def test_options_that_cost_the_same_are_not_ranked_by_their_order():
    """Of two that take one price the first is the cheapest in the comparison; in no future does it cost less."""
    rate = {"rate": "philippines.seat_month"}
    found = simulate(compared(scenario(priced(A=rate, B=rate))), 1024)
    assert found.as_cheap("a", "b").value == 1
    told = " ".join(risk_answer(found))
    assert "A costs least in more than 99.7 % of 1,024 futures, B exactly as little in more than 99.7 %" in told
    assert "No other option" not in told


def test_a_saving_that_is_sure_has_a_line():
    """Both move with one price, so the saving is the same in every future: from nothing on up to it, all save it."""
    price = {"rate": "philippines.seat_month"}
    data = scenario(priced(A=price, B=price), baseline="a")
    data["options"]["a"]["contract"] = {"governance": {"retained_people": 1, "retained_salary": 12000}}
    found = simulate(compared(data), 1024)
    amounts, chances = found.saving_curve("b")
    assert (amounts[0], chances[0], chances[-1]) == (0, 1, 1)
    assert amounts[-1] == pytest.approx(found.option("b").npv_saving[0])


def test_who_costs_the_same_as_the_baseline_saves_nothing():
    rate = {"rate": "philippines.seat_month"}
    found = simulate(compared(scenario(priced(A=rate, B=rate), baseline="a")), 1024)
    row = next(line for line in simulation_text(found).splitlines() if line.startswith("B  ") and line.count(" 0 ") > 2)
    assert row.endswith("less than 0.3 %")


def test_what_the_draws_cannot_tell_is_not_told():
    """Two prices of the same range of their own: either is the cheapest in half of the futures, by whatever seed."""
    for seed in (1, 2):
        told = " ".join(risk_answer(simulate(compared(scenario(priced(A=PRICE, B=PRICE))), 1024, seed)))
        assert "so many draws cannot tell which of the two is likelier to" in told
        assert "only" not in told


def test_a_favourite_that_cannot_do_the_work_says_so_in_the_answer():
    volume = {"low": 9000, "base": 9500, "high": 15000, "distribution": "triangular"}
    found = simulate(compared(busy(volume)), 1024)
    assert found.favourite.key == "seats"
    assert not found.favourite.serves.all()
    short = probability(estimated_share(~found.favourite.serves))
    assert f"In {short} of the futures Seats does not serve all of the work." in " ".join(risk_answer(found))


def test_a_range_that_nobody_stated_is_not_told_as_one_that_was():
    found = simulate(compared(scenario(uncertainty={"without_range": 0.1})), 1024)
    unstated = [one for one in found.drivers if one.remark]
    assert unstated
    told = " ".join(simulation_text(found).split())
    assert f"Nobody stated a range for {len(unstated)} of the {len(found.drivers)} uncertain inputs" in told
    assert told.count("no range is stated for it") == len(unstated)


def test_only_what_moves_a_cost_is_uncertain_in_the_cost(linear):
    """A price of an option that is left out, and a wage that only the should-cost of a vendor rests on."""
    assert linear[1].idle == ()
    aside = {**VENDOR, "in_comparison": False}
    found = simulate(compared(scenario({"own": OWN, "vendor": aside, "fixed": priced(fixed=900)["fixed"]})), 1024)
    assert [one.key for one in found.drivers] == ["options.own.in_house.monthly_budget"]
    assert [one.key for one in found.idle] == ["options.vendor.pricing.seat_rate"]
    told = " ".join(simulation_text(found).split())
    assert "Not counted here, though uncertain: Seat rate (Vendor). It moves no cost of an option" in told
    example = compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), CARD)
    drivers = drivers_of(example.model)
    moving, idle = cost_drivers(example, drivers)
    assert len(moving) + len(idle) == len(drivers)
    assert idle, "what the vendor itself pays"
    assert all(one.place[2] == "should_cost" for driver in idle for one in driver.inputs)
    world = draw_world(example.model, 1024)
    without = {one: drawn for one, drawn in world.replaced.items() if any(one in driver.inputs for driver in moving)}
    rows = [option.model.figures["npv"] for option in example.compared]
    every, some = (evaluate_rows(example.model, rows, drawn) for drawn in (dict(world.replaced), without))
    assert all(np.array_equal(every[row], some[row]) for row in rows), "no cost depends on them"


def test_who_serves_in_few_futures_is_no_careful_choice(too_busy):
    assert too_busy[2].regret("seats").value == 0
    assert "careful" not in " ".join(risk_answer(too_busy[2]))


def test_the_cheapest_of_a_future_is_the_one_of_its_comparison(too_busy):
    result, world, found = too_busy
    for number in range(1, 1025, 97):
        assert found.options[found.winners[number - 1]].key == future(result, world, number).cheapest.key


# ---------------------------------------------------------------- percentiles are draws


def test_every_percentile_of_the_fan_is_the_draw_it_names(too_busy):
    result, world, found = too_busy
    compared_once: dict[int, Comparison] = {}
    for one in found.options[1:]:
        fans = one.fans
        for fan, line in ((fans.so_far, "cumulative_cost"), (fans.by_month, "total_cost")):
            for (row, month), number in np.ndenumerate(fan.draws):
                if number not in compared_once:
                    compared_once[number] = future(result, world, int(number))
                direct = np.broadcast_to(compared_once[number].option(one.key).of(line), 6)[month]
                assert fan.values[row, month] == pytest.approx(float(direct), rel=1e-12)
        for (row, year), number in np.ndenumerate(fans.by_year.draws):
            there = future(result, world, int(number))
            assert fans.by_year.values[row, year] == pytest.approx(there.by_year(there.option(one.key).by_month)[year])
        for measure in ("npv", "tco", "npv_saving"):
            p90 = one.spread_of(measure).p90
            direct = future(result, world, p90.draw).option(one.key).figure(measure)
            assert p90.value == pytest.approx(direct, rel=1e-12)


def test_percentiles_are_nearest_ranks():
    assert [rank(share, 10) for share in (0.1, 0.25, 0.5, 0.9, 1.0)] == [0, 2, 4, 8, 9]
    values = np.random.default_rng(4).normal(size=(1000, 3))
    found, draws = order_statistics(values, (0.1, 0.9))
    assert np.all(np.mean(values <= found[0], axis=0) == 0.1)
    np.testing.assert_array_equal(found[1], values[draws[1] - 1, [0, 1, 2]])


def test_a_draw_that_is_not_there(too_busy):
    with pytest.raises(ValueError, match="numbered from 1 to 1,024"):
        future(*too_busy[:2], 1025)


def test_a_fan_keeps_to_what_memory_allows():
    from tcomodel.simulation.run import FAN_NUMBERS, _fan_draws

    assert _fan_draws(6, 60) == 16_384
    for options, months in ((12, 240), (6, 60), (1, 12), (12, 120)):
        draws = _fan_draws(options, months)
        assert 1024 <= draws <= 16_384
        assert draws * options * months <= FAN_NUMBERS


# ---------------------------------------------------------------- bands and words


def test_a_band_is_a_t_interval_of_the_eight_replicates():
    draws = np.repeat(np.arange(8.0), 16)
    found = estimate(np.mean, draws)
    half = 3.499483 * np.std(np.arange(8.0), ddof=1) / 8**0.5  # t with 7 degrees of freedom, 99 %
    assert (found.value, found.low, found.high) == pytest.approx((3.5, 3.5 - half, 3.5 + half), rel=1e-6)


def test_a_band_holds_what_is_true_about_as_often_as_it_says():
    """A hundred seeds, the mean and the P90 of a triangular input: 95 in 100 bands should hold the exact one."""
    held = {"mean": 0, "p90": 0}
    for seed in range(100):
        drawn = marginal("triangular", "minimum and maximum", 9000, 10000, 13000).at(sobol_points(2, 1024, seed)[:, 1])
        mean = estimate(np.mean, drawn)
        p90 = estimate(lambda part: percentile(part, 0.9), drawn)
        held["mean"] += mean.low <= 32000 / 3 <= mean.high
        held["p90"] += p90.low <= triangular(9000, 10000, 13000, 0.9) <= p90.high
    assert 86 <= held["mean"] <= 100
    assert 86 <= held["p90"] <= 100


def test_what_no_draw_showed_is_not_nothing():
    assert probability(estimated_share(np.zeros(4096, bool))) == "less than 0.1 %"
    assert probability(estimated_share(np.ones(4096, bool))) == "more than 99.9 %"
    assert probability(estimated_share(np.zeros(1024, bool))) == "less than 0.3 %"


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.8734, "87 %"), (0.0347, "3.5 %"), (0.0301, "3.0 %"), (0.1, "10 %"), (0.0996, "10 %"), (0.00123, "0.12 %"),
     (0.9951, "more than 99 %"), (0.9949, "99 %")],
)  # fmt: skip
def test_a_probability_has_at_most_two_digits(share: float, told: str):
    assert probability(Estimate(share, share - 0.01, share + 0.01)) == told


def test_money_is_told_to_what_is_known_of_it():
    assert [about(value) for value in (13_912_345, -950, 178_320, 0.2)] == ["13.9 m", "−950", "178 k", "0"]
    assert with_band(Estimate(13.9e6, 13.89e6, 13.91e6)) == "13.9 m"
    assert with_band(Estimate(13.9e6, 13.7e6, 14.1e6)) == "13.9 m ± 0.2 m"
    assert with_band(Estimate(126e3, 120e3, 132e3)) == "126 k ± 6 k"
    assert with_band(Estimate(900, 880, 920)) == "900 ± 20"


def test_an_amount_to_save():
    assert [amount_or_percent(text, "saving") for text in ("250000", "1.5m", "10%", "10 %", "250,000")] == [
        (250000, False), (1.5e6, False), (10, True), (10, True), (250000, False),
    ]  # fmt: skip
    for wrong in ("much", "", "1..5m", "nan"):
        with pytest.raises(ProblemsFound, match=r"--save-at-least\n.*no amount"):
            amount_or_percent(wrong, "--save-at-least")


def test_a_run_ends_when_its_progress_says_so(linear):
    told: list[float] = []

    class Enough(Exception):
        pass

    def progress(share: float) -> None:
        told.append(share)
        if share >= 0.25:
            raise Enough

    with pytest.raises(Enough):
        simulate(linear[0], draws=16384, progress=progress)
    assert max(told) < 0.6
    told.clear()
    simulate(linear[0], draws=1024, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


# ---------------------------------------------------------------- the difference and its indices


def ishigami(uniforms: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * uniforms - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def of_function(function, dimensions: int, points: int):
    a, b = design(dimensions, points, seed=1)
    swapped = []
    for place in range(dimensions):
        mixed = a.copy()
        mixed[:, place] = b[:, place]
        swapped.append(function(mixed))
    return sobol_indices(function(a), function(b), np.array(swapped))


def test_indices_of_the_ishigami_function_are_those_known():
    total, alone, additive = of_function(ishigami, 3, 8192)
    for found, exact in zip(total, (0.5576, 0.4424, 0.2437), strict=True):
        assert found.value == pytest.approx(exact, abs=0.02)
    for found, exact in zip(alone, (0.3139, 0.4424, 0.0), strict=True):
        assert found.value == pytest.approx(exact, abs=0.03)
    assert additive.value == pytest.approx(0.7563, abs=0.05)


def test_indices_of_a_sum_are_shares_of_its_variance():
    weights = np.array([10.0, 3, 1, 0.3, *[0.1] * 16])
    total, alone, additive = of_function(lambda uniforms: uniforms @ weights, len(weights), 1024)
    for found in (total, alone):
        np.testing.assert_allclose([one.value for one in found], weights**2 / np.sum(weights**2), atol=0.01)
    assert additive.value == pytest.approx(1.0, abs=0.01)


def test_what_adds_up_is_told_with_how_sure_it_is():
    """A product of forty factors, as costs are: 94.7 % adds up, and two less the totals is 94.5 %, by closed form."""
    total, _, additive = of_function(lambda uniforms: np.prod(1 + 0.2 * uniforms, axis=1), 40, 1024)
    assert additive.low < 0.945 < additive.high
    assert additive.value == pytest.approx(2 - sum(one.value for one in total))
    found = Indices("a", "b", 1.0, (), additive, 1)
    points = round(100 * additive.off_by)
    assert f"adds up input by input (± {points}" in additive_sentence(found)
    unsure = replace(found, additive=Estimate(0.92, 0.70, 1.14))
    assert not unsure.adds_up, "92 % ± 22 % is no reason to trust a tornado"
    assert "Only 92 % of the variation is known" in additive_sentence(unsure)


def test_indices_of_a_linear_difference(linear):
    result = linear[0]
    drivers = drivers_of(result.model)
    found = index_runs(result, drivers, points=1024).between("own", "vendor")
    spread = {driver.key: driver.spread.sd * (10 if "seat" in driver.key else 1) for driver in drivers}
    variance = sum(one**2 for one in spread.values())
    for one in found.indices:
        assert one.total.value == pytest.approx(spread[one.driver.key] ** 2 / variance, abs=0.01)
    assert found.adds_up
    assert found.deviation == pytest.approx(MONTHS * variance**0.5, rel=0.01)
    assert index_runs(result, drivers, points=64).between("own", "own") is None


def test_the_tornado_moves_each_driver_to_its_p10_and_p90(linear):
    result = linear[0]
    found = difference(result, drivers_of(result.model), "own", "vendor")
    assert found.now == pytest.approx(0.0)
    bars = {bar.driver.key: bar for bar in found.of(RANGE)}
    budget = bars["options.own.in_house.monthly_budget"]
    for end, share in ((budget.low, 0.1), (budget.high, 0.9)):
        value = triangular(9000, 10000, 13000, share)
        assert end.values[0][1] == pytest.approx(value)
        assert end.lead == pytest.approx(MONTHS * (10000 - value))
    assert [bar.effect for bar in found.bars] == sorted((bar.effect for bar in found.bars), reverse=True)
    ranged = {one for bar in found.bars if bar.driver for one in bar.inputs}
    assert not ranged & {bar.inputs[0] for bar in found.bars if bar.driver is None}, "each input once"


def test_a_bar_of_what_is_drawn_each_month_is_as_likely_as_the_others():
    """All months at their P10 is not 1 in 10: the bar ends where 1 in 10 of the averages over the term lie."""
    even = {"low": 8000, "base": 10000, "high": 12000, "drawn": "each month", "persistence": 0.5}
    result = compared(scenario({"own": {"in_house": {"monthly_budget": even}}, "fixed": priced(fixed=900)["fixed"]}))
    bar = difference(result, drivers_of(result.model), "fixed", "own").of(RANGE)[0]
    own = simulate(result).option("own").spread_of("npv")
    assert bar.high.lead - bar.low.lead == pytest.approx(own.p90.value - own.p10.value, rel=0.06)
    assert bar.high.lead - bar.low.lead < 0.5 * 4000 * MONTHS, "far narrower than all months at P10 and P90"


def test_a_bar_that_turns_the_order():
    budget = {**BUDGET, "low": 10300, "base": 10400}
    result = compared(scenario({"own": {**OWN, "in_house": {"monthly_budget": budget}}, "vendor": VENDOR}))
    found = difference(result, drivers_of(result.model))
    assert (found.first, found.second) == ("vendor", "own")
    turning = {bar.driver.key for bar in found.turning if bar.driver}
    assert turning == {"options.vendor.pricing.seat_rate"}


def test_an_option_that_cannot_do_the_work_is_ahead_of_nobody():
    """The busier end of the volume: the seats would still cost less, and do not carry the work."""
    result = compared(busy({"low": 9000, "base": 11000, "high": 15000, "distribution": "triangular"}))
    found = difference(result, drivers_of(result.model), "seats", "minutes")
    volume = next(bar for bar in found.bars if bar.driver is not None)
    assert volume.low.ahead == found.ahead == "seats"
    assert volume.high.lead > 0
    assert (volume.high.ahead, set(volume.high.unserved)) == ("minutes", {"seats"})
    assert volume.turns
    said = bar_in_words(result, volume, found)
    assert "cannot serve all of the work there" in said
    assert any("Volume" in sentence for sentence in difference_answer(result, found)[1:])


def test_nothing_turns_an_order_that_there_is_not():
    """Seats that carry the work in no future: two that cannot be compared have no order that an input could keep."""
    result = compared(busy({"low": 19000, "base": 20000, "high": 21000}))
    told = difference_answer(result, difference(result, drivers_of(result.model), "seats", "minutes"))
    assert "cannot be compared" in told[0]
    assert not [sentence for sentence in told if "No input" in sentence]


def test_what_goes_together_is_told():
    together = [{"between": ["options.own.in_house.monthly_budget", "options.vendor.pricing.seat_rate"], "rank": 0.6}]
    found = simulate(compared(scenario(uncertainty={"correlations": together})), draws=1024)
    assert "go together: rank correlation 0.6" in " ".join(simulation_text(found).split())


@pytest.mark.parametrize(("pair", "told"), [(("owm", None), "own"), (("own", "own"), "itself")])
def test_slips_in_the_names_of_two_options(linear, pair, told):
    with pytest.raises(ProblemsFound, match=told):
        difference(linear[0], (), *pair)


def test_a_difference_needs_two_options():
    with pytest.raises(ProblemsFound, match="needs two"):
        difference(compared(scenario({"own": OWN})))


# ---------------------------------------------------------------- commands


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("risk") / "scenario.yaml"
    path.write_text(json.dumps(scenario(months=6)), encoding="utf-8")
    return path


def run(*words: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tcomodel", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done


def test_simulate_writes_its_draws_and_its_figures(written: Path, tmp_path: Path):
    figures, draws = tmp_path / "risk.json", tmp_path / "draws.csv"
    asked = ("--draws", 1024, "--seed", 5, "--save-at-least", "5%")
    done = run("simulate", written, *asked, "--json", figures, "--csv", draws)
    assert done.returncode == 0, done.stderr
    data = json.loads(figures.read_text(encoding="utf-8"))
    assert (data["draws"], data["seed"], data["nothing_is_uncertain"]) == (1024, 5, False)
    vendor = next(one for one in data["options"] if one["key"] == "vendor")
    assert vendor["saves_at_least"]["unit"] == "%"
    assert vendor["over_time"]["so_far"]["p90"]["value"][-1] >= vendor["over_time"]["so_far"]["p10"]["value"][-1]
    assert data["uncertain"][0]["range"] == "minimum and maximum"
    rows = list(csv.DictReader(io.StringIO(draws.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1024
    p90 = rows[vendor["npv"]["p90"]["draw"] - 1]
    assert float(p90["vendor.npv"]) == pytest.approx(vendor["npv"]["p90"]["value"])
    assert float(p90["vendor.npv"]) == pytest.approx(6 * 10 * float(p90["vendor.seat_rate"])), "six months, ten seats"


def test_simulate_says_the_answer_first(written: Path):
    done = run("simulate", written, "--draws", 1024)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "1,024 draws, seed 1" in lines[1]
    assert lines[3].startswith("Vendor costs least in ")
    assert "What is uncertain" in done.stdout
    assert done.stderr == ""
    assert max(map(len, lines)) <= 110


def test_a_future_can_be_typed_into_the_scenario(tmp_path: Path, capsys: pytest.CaptureFixture):
    """Every input as it was drawn, one of them another one each month, gives the costs of that future again."""
    volume = {"low": 80, "base": 100, "high": 130, "drawn": "each month"}
    data = scenario({"own": OWN, "tickets": BY_TICKET}, demand={"volume": {"voice": volume}})
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["simulate", str(path), "--draws", "1024", "--future", "77", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = simulate(compared(data), 1024)
    for one in told["options"]:
        assert one["npv"] == pytest.approx(found.option(one["key"]).npv[76], rel=1e-12)
        assert one["npv"] != pytest.approx(one["npv_base_case"], rel=1e-3)
    assert sorted(len(one["values"]) for one in told["inputs"]) == [1, MONTHS], "the budget, the volume of each month"
    for one in told["inputs"]:
        *around, name = one["place"]
        section: Any = data
        for step in around:
            section = section[step]
        section[name] = one["values"] if len(one["values"]) > 1 else one["values"][0]
    again = compared(data)
    assert [again.option(one["key"]).figure("npv") for one in told["options"]] == pytest.approx(
        [one["npv"] for one in told["options"]], rel=1e-9
    )


def test_a_future_in_words_has_its_costs_and_every_month(capsys: pytest.CaptureFixture):
    assert main(["simulate", str(ROOT / "data" / "scenarios" / "example.yaml"), "--future", "3921"]) == 0
    told = capsys.readouterr().out
    assert "Future 3,921 of 4,096, seed 1; net present values in USD" in told
    assert "- Wage inflation: by month, in %, 1 to " in told
    result = compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), CARD)
    there = future(result, draw_world(result.model), 3921)
    assert f"{there.option('seats_manila').figure('npv'):,.2f}" in told


def test_sensitivity_as_a_table_has_the_shares_beside_the_bars(written: Path, tmp_path: Path):
    shares = {}
    for seed in (1, 2):
        table, figures = tmp_path / f"{seed}.csv", tmp_path / f"{seed}.json"
        words = ["sensitivity", str(written), "--indices", "--seed", str(seed), "--csv", str(table)]
        assert main([*words, "--json", str(figures)]) == 0
        rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
        told = json.loads(figures.read_text(encoding="utf-8"))
        wanted = {one["label"]: one["total"]["value"] for one in told["indices"]["inputs"]}
        shares[seed] = {row["input"]: float(row["total share"]) for row in rows if row["total share"]}
        assert shares[seed] == pytest.approx(wanted)
        assert len(rows) >= len(told["bars"]) > len(wanted)
    assert shares[1] != shares[2], "another seed, other draws"
    assert shares[1] == pytest.approx(shares[2], abs=0.05)


def test_sensitivity_as_text_and_as_data(written: Path):
    done = run("sensitivity", written, "--between", "vendor", "own", "--indices", "--json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["first"], data["second"]) == ("vendor", "own")
    assert {bar["moved"] for bar in data["bars"]} == {"P10 and P90", 0.1}
    assert sum(one["total"]["value"] for one in data["indices"]["inputs"]) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("simulate", "--draws", "1000"), "1,024, 4,096, 16,384, 65,536"),
        (("simulate", "--save-at-least", "lots"), "--save-at-least"),
        (("simulate", "--future", "4097"), "numbered from 1 to 4,096"),
        (("simulate", "--future", "1", "--save-at-least", "5%"), "leave out --csv and --save-at-least"),
        (("sensitivity", "--seed", "3"), "only --indices draw"),
        (("sensitivity", "--between", "vendro", "own"), "did you mean vendor?"),
    ],
)
def test_slips_on_the_command_line(written: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture):
    assert main([words[0], str(written), *words[1:]]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err


@pytest.mark.parametrize("cap", [0.02, 0.03, 0.04])
def test_a_band_holds_the_worth_of_a_cap_as_often_as_it_says(cap: float):
    """Bachelier's caplet on a normal rise, over 200 seeds: in 95 of 100 the band must hold it."""
    mean, spread = 0.03, 0.012
    z = (mean - cap) / spread
    true = spread * math.exp(-z * z / 2) / math.sqrt(2 * math.pi) + (mean - cap) * (1 + math.erf(z / 2**0.5)) / 2
    held = 0
    for seed in range(200):
        rise = mean + spread * ndtri(sobol_points(1, 1024, seed)[:, 0])
        band = estimate(np.mean, np.maximum(rise - cap, 0))
        held += band.low <= true <= band.high
    assert held >= 188, "94 of 100: one less than said, for chance"
    assert held < 200, "a band that never misses says nothing"
