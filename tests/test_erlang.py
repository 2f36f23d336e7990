"""Waiting lines against published examples (cases/erlang.yaml), a second way to each number, and properties.

KINDS says which functions answer which kind of case, so a new case of a known kind is only an entry there.
"""

import doctest
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from tcomodel import erlang
from tcomodel.words import round_up
from tcomodel.yaml_file import read_yaml

CASES = read_yaml((Path(__file__).parent / "cases" / "erlang.yaml").read_text(encoding="utf-8")).data["cases"]
CASE_KEYS = {"id", "kind", "shows", "source", "inputs", "tolerance", "expected", "never", "exact"}

usual = settings(max_examples=200, derandomize=True, deadline=None, database=None)

loads = st.floats(-3, math.log10(5000)).map(lambda exponent: 10.0**exponent)
handle_times = st.floats(30, 1800)
targets = st.one_of(st.just(0.0), st.floats(1, 14400))
shares = st.floats(0.05, 0.999)
patiences = st.one_of(st.just(0.0), st.floats(5, 7200))


# -- published examples -----------------------------------------------------------------------------


def staffing(given: dict[str, Any]) -> dict[str, float]:
    load = erlang.load(given["calls"], given["interval_s"], given["aht_s"])
    agents = erlang.agents_needed(
        load, given["aht_s"], given["target_s"], given["service_level"], given["max_occupancy"]
    )
    return {
        "erlangs": load,
        "first_try_agents": math.floor(load) + 1,
        "raw_agents": agents,
        "staffed": float(round_up(agents / (1 - given["shrinkage"]))),
        **point({"A": load, "N": agents, **given}),
    }


def point(given: dict[str, Any]) -> dict[str, float]:
    load, agents = given["A"], given["N"]
    wait = erlang.waiting_probability(load, agents)
    found = {"p_wait": wait, "immediate": 1 - wait, "occupancy": erlang.occupancy(load, agents)}
    if "aht_s" in given:
        found["asa_s"] = erlang.speed_of_answer(load, agents, given["aht_s"])
    if "target_s" in given:
        found["service_level"] = erlang.service_level(load, agents, given["aht_s"], given["target_s"])
    return found


def impatient_point(given: dict[str, Any]) -> dict[str, float]:
    load = erlang.load(given["calls"], given["interval"], given["aht"])
    line = (load, given["N"], given["aht"])
    return {
        "p_wait": erlang.waiting_probability(*line, given["patience"]),
        "p_abandon": erlang.share_abandoning(*line, given["patience"]),
        "asa": erlang.speed_of_answer(*line, given["patience"]),
        "occupancy": erlang.occupancy(*line, given["patience"]),
        "service_level": erlang.service_level(*line, given["target"], given["patience"]),
    }


KINDS = {
    "erlang_c_staffing": staffing,
    "erlang_c_point": point,
    "erlang_a_point": impatient_point,
    "erlang_b": lambda given: {"blocking": erlang.blocking_probability(given["A"], given["N"])},
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_example(case: dict[str, Any]):
    found = KINDS[case["kind"]](case["inputs"])
    # Sources print seconds with one or two decimals, whatever they do with shares.
    seconds = max(case["tolerance"], 0.05)
    for name, value in case["expected"].items():
        assert found[name] == pytest.approx(value, rel=0, abs=seconds if name == "asa_s" else case["tolerance"]), name
    for name, value in case.get("exact", {}).items():
        assert found[name] == pytest.approx(value, rel=0, abs=1e-9), name
    for name, value in case.get("never", {}).items():
        assert found[name] != pytest.approx(value, rel=0, abs=case["tolerance"]), name


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_is_well_formed(case: dict[str, Any]):
    assert not case.keys() - CASE_KEYS
    assert case["shows"].endswith("."), "one sentence"
    assert case["source"]
    assert case["expected"] or case["exact"], "a case without a number shows nothing"


def test_ids_are_said_once():
    assert not [one for one, count in Counter(case["id"] for case in CASES).items() if count > 1]


def test_the_opening_of_the_module_is_true():
    failed, tried = doctest.testmod(erlang)
    assert not failed
    assert tried


# -- a second way to each number ---------------------------------------------------------------------


def blocking_by_recurrence(load: float, agents: int) -> float:
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked


@pytest.mark.parametrize("load", [0.001, 0.8, 10, 69.86, 250, 1304.5, 5000])
@pytest.mark.parametrize("of_load", [0.01, 0.3, 0.9, 1, 1.05, 1.5])
def test_erlang_b_is_its_recurrence(load: float, of_load: float):
    agents = max(1, round(load * of_load))
    assert erlang.blocking_probability(load, agents) == pytest.approx(blocking_by_recurrence(load, agents), rel=2e-12)


CHAINS = [(10, 14, 180, 300), (10, 8, 180, 60), (48, 50, 60, 120), (0.3, 1, 300, 30), (30, 29, 400, 1200),
          (2, 9, 240, 600), (40, 20, 300, 90), (90, 100, 180, 87120), (10, 14, 180, 1000000)]  # fmt: skip


def chain_of_states(load: float, agents: int, handle_time: float, patience: float) -> np.ndarray:
    """Long-run shares of 0, 1, 2, ... callers in the line: as many steps up as down between any two neighbours."""
    callers = np.arange(1, agents + 400)
    down = np.minimum(callers, agents) / handle_time + np.maximum(callers - agents, 0) / patience
    to_none = np.cumprod(np.append(1, load / handle_time / down))
    return to_none / to_none.sum()


def served_in_time(places: int, agents: int, handle_time: float, patience: float, target: float) -> np.ndarray:
    """Chance that a caller with 0, 1, 2, ... ahead is answered within the target, by the number of steps until then.

    Steps of the line come at the rate of the busiest place; where less happens a step changes nothing.
    """
    ahead = np.arange(places)
    up, gone = agents / handle_time + ahead / patience, 1 / patience
    steps_a_second = up[-1] + gone
    most = int(steps_a_second * target + 12 * math.sqrt(steps_a_second * target) + 20)
    served, found = np.zeros(places), np.zeros(places)
    for chance in poisson.pmf(np.arange(most), steps_a_second * target):
        found += chance * served
        served = (up * np.append(1, served[:-1]) + (steps_a_second - up - gone) * served) / steps_a_second
    return found


@pytest.mark.parametrize(("load", "agents", "handle_time", "patience"), CHAINS)
def test_impatient_callers_are_a_chain_of_states(load: float, agents: int, handle_time: float, patience: float):
    shares = chain_of_states(load, agents, handle_time, patience)
    queue = float(shares[agents:] @ np.arange(shares.size - agents))
    line = (load, agents, handle_time, patience)
    calls_a_second = load / handle_time
    assert erlang.waiting_probability(*line) == pytest.approx(shares[agents:].sum(), rel=1e-9)
    assert erlang.share_abandoning(*line) == pytest.approx(queue / patience / calls_a_second, rel=1e-9)
    assert erlang.speed_of_answer(*line) == pytest.approx(queue / calls_a_second, rel=1e-9)
    busy = float(shares @ np.minimum(np.arange(shares.size), agents))
    assert erlang.occupancy(*line) == pytest.approx(busy / agents, rel=1e-9)


@pytest.mark.parametrize("target", [0, 5, 20, 120, 900])
@pytest.mark.parametrize(("load", "agents", "handle_time", "patience"), CHAINS)
def test_the_service_level_follows_one_caller(
    load: float, agents: int, handle_time: float, patience: float, target: float
):
    """A caller with k ahead moves up as someone is served or hangs up, hangs up, or is served when none is ahead."""
    shares = chain_of_states(load, agents, handle_time, patience)
    in_time = served_in_time(300, agents, handle_time, patience, target)
    expected = shares[:agents].sum() + shares[agents : agents + 300] @ in_time
    assert erlang.service_level(load, agents, handle_time, target, patience) == pytest.approx(expected, abs=1e-9)


@usual
@given(loads, st.floats(1, 1.5), handle_times, targets)
def test_endless_patience_is_erlang_c(load: float, of_load: float, handle_time: float, target: float):
    agents = math.ceil(load * of_load) + 1  # a whole agent more: with a hair's breadth even endless queues end
    for_ever = erlang.service_level(load, agents, handle_time, target)
    assert erlang.service_level(load, agents, handle_time, target, patience=1e13) == pytest.approx(for_ever, abs=1e-5)
    assert erlang.waiting_probability(load, agents, handle_time, 1e13) == pytest.approx(
        erlang.waiting_probability(load, agents), abs=1e-5
    )
    assert erlang.share_abandoning(load, agents, handle_time, 1e13) == pytest.approx(0, abs=1e-5)


@usual
@given(loads, st.floats(0.2, 1.5), handle_times)
def test_no_patience_is_erlang_b(load: float, of_load: float, handle_time: float):
    agents = max(1, math.ceil(load * of_load))
    lost = erlang.share_abandoning(load, agents, handle_time, patience=1e-9)
    assert lost == pytest.approx(erlang.blocking_probability(load, agents), abs=1e-6)


# -- properties --------------------------------------------------------------------------------------


@usual
@given(loads, st.floats(0.1, 2), st.integers(1, 50), handle_times, targets, patiences)
def test_more_agents_never_lower_the_service_level(
    load: float, of_load: float, more: int, handle_time: float, target: float, patience: float
):
    agents = max(1, math.ceil(load * of_load))
    few, many = erlang.service_level(load, [agents, agents + more], handle_time, target, patience)
    assert 0 <= few <= many + 1e-11
    assert many <= 1


@usual
@given(loads, handle_times, targets, shares, st.floats(0.3, 1), patiences)
def test_the_number_of_agents_is_the_smallest_that_will_do(
    load: float, handle_time: float, target: float, wanted: float, highest: float, patience: float
):
    def will_do(agents: float) -> bool:
        busy = erlang.occupancy(load, agents, handle_time, patience)
        in_time = erlang.service_level(load, agents, handle_time, target, patience)
        return in_time >= wanted and busy <= highest * (1 + 1e-9)

    agents = erlang.agents_needed(load, handle_time, target, wanted, highest, patience)
    assert agents == int(agents) >= 1
    assert will_do(agents)
    assert agents == 1 or not will_do(agents - 1)


def test_a_whole_number_of_agents_is_not_missed_by_a_hair():
    """0.1 x 3 / 0.3 is 1.0000000000000002 in floating point: one agent at 30 % all the same."""
    assert erlang.agents_needed(0.1 * 3, 300, 14400, 0.5, highest_occupancy=0.3) == 1


def test_an_overload_of_half_an_agent_is_not_rounded_to_two():
    """A library that starts at round(load + 1) staffs 71 for 69.86 erlangs with hours of time to answer; 70 will do."""
    assert erlang.agents_needed(69.86, 300, 14400, 0.8) == 70


@usual
@given(loads, handle_times, st.floats(0, 0.2), shares, st.floats(3, 1000))
def test_callers_who_hang_up_need_no_more_agents_than_callers_who_wait(
    load: float, handle_time: float, of_handle_time: float, wanted: float, targets_of_patience: float
):
    """Where the target is short, as it is for calls: a fifth of the handle time, a third of the patience."""
    target = of_handle_time * handle_time
    waiting = erlang.agents_needed(load, handle_time, target, wanted)
    hanging_up = erlang.agents_needed(load, handle_time, target, wanted, patience=targets_of_patience * target + 1)
    assert hanging_up <= waiting


def test_callers_who_hang_up_long_before_the_target_are_lost():
    """With hours to answer, waiting callers are all answered in time; impatient ones are gone by then."""
    assert erlang.agents_needed(10, 300, 14400, 0.95) == 11
    assert erlang.agents_needed(10, 300, 14400, 0.95, patience=30) == 14


@usual
@given(loads, st.integers(2, 10), handle_times, targets, shares)
def test_one_queue_needs_no_more_agents_than_its_parts(
    load: float, parts: int, handle_time: float, target: float, wanted: float
):
    one, whole = erlang.agents_needed([load, load * parts], handle_time, target, wanted)
    assert whole <= one * parts


def test_larger_queues_can_be_busier():
    sizes = np.array([5, 10, 25, 50, 100, 400])
    agents = erlang.agents_needed(sizes, 300, 20, 0.8)
    busy = erlang.occupancy(sizes, agents)
    assert list(busy) == sorted(busy)
    assert busy[0] == pytest.approx(0.625, abs=0.001)
    assert busy[-1] == pytest.approx(0.97, abs=0.005)
    assert (agents[4], 4 * agents[2], 10 * agents[1]) == (108, 120, 140)


# -- shapes and extremes -----------------------------------------------------------------------------


@pytest.mark.parametrize("patience", [0, 180])
def test_arrays_are_their_numbers_one_by_one(patience: float):
    sizes = np.array([[0.2, 7.5, 40], [0, 900, 5000]])
    seconds = np.array([[10.0], [60.0]])
    agents = erlang.agents_needed(sizes, 240, seconds, 0.85, patience=patience)
    level = erlang.service_level(sizes, agents, 240, seconds, patience)
    assert agents.shape == level.shape == (2, 3)
    for place in np.ndindex(2, 3):
        line = (float(sizes[place]), float(agents[place]), 240)
        second = float(seconds[place[0], 0])
        assert erlang.agents_needed(line[0], 240, second, 0.85, patience=patience) == agents[place]
        assert erlang.service_level(*line, second, patience) == pytest.approx(level[place], rel=1e-14)


def test_waiting_and_hanging_up_go_together_in_one_array():
    together = erlang.service_level(10, 9, 180, 20, patience=[0, 300])
    assert together[0] == 0
    assert together[1] == erlang.service_level(10, 9, 180, 20, patience=300) > 0
    lost = erlang.share_abandoning(10, 9, 180, patience=[0, 300])
    assert lost[0] == 0
    assert lost[1] == erlang.share_abandoning(10, 9, 180, patience=300) > 0


def test_numbers_give_numbers():
    for found in (
        erlang.load(100, 1800, 180),
        erlang.blocking_probability(10, 14),
        erlang.waiting_probability(10, 14),
        erlang.service_level(10, 14, 180, 20),
        erlang.share_abandoning(10, 14, 180, 300),
        erlang.speed_of_answer(10, 14, 180, 300),
        erlang.occupancy(10, 14),
        erlang.agents_needed(10, 180, 20, 0.8),
        erlang.attainable_occupancy(42000, DAY, 22, 360, 20, 0.8),
    ):
        assert type(found) is float


def test_nothing_overflows_where_factorials_do():
    assert 0 < erlang.waiting_probability(5000.0, 5100) < 1


def test_nobody_keeps_up_with_more_work_than_there_is_time():
    assert erlang.waiting_probability(10, 10) == 1
    assert erlang.service_level(10, 10, 180, 20) == 0
    assert erlang.speed_of_answer(10, 10, 180) == math.inf
    assert erlang.share_abandoning(10, 10, 180, 0) == 0, "whoever waits for ever does not hang up"


@pytest.mark.parametrize("patience", [0, 1e-6, 60, 1e4, 1e15])
@pytest.mark.parametrize("wanted", [0, 0.8, 1 - 1e-12])
@pytest.mark.parametrize("target", [0, 20, 1e9])
def test_extremes_have_an_answer(target: float, wanted: float, patience: float):
    """Every warning of a calculation is an error here, as in all tests."""
    sizes = np.concatenate([[0], np.geomspace(1e-300, 1e6, 100)])
    agents = erlang.agents_needed(sizes, 300, target, wanted, patience=patience)
    assert (agents >= 1).all()
    assert np.isfinite(agents).all()
    assert (np.diff(agents) >= 0).all()
    assert (erlang.service_level(sizes, agents, 300, target, patience) >= wanted).all()
    busy = erlang.attainable_occupancy(sizes, DAY, 30, 300, target, wanted, patience)
    assert (busy > 0).all()
    assert (busy <= 1).all()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"wanted": 1.0}, "wanted must be at least 0 and below 1: found 1.0"),
        ({"wanted": [0.8, -0.1]}, "wanted must be at least 0 and below 1: found -0.1"),
        ({"handle_time": 0}, "handle_time must be above 0: found 0.0"),
        ({"erlangs": math.nan}, "erlangs must be at least 0: found nan"),
        ({"patience": -1}, "patience must be at least 0: found -1.0"),
        ({"target": math.inf}, "target must be at least 0: found inf"),
        ({"highest_occupancy": 0}, "highest_occupancy must be above 0: found 0.0"),
    ],
)
def test_a_number_out_of_range_is_refused(numbers: dict[str, Any], words: str):
    """A share of exactly 1 cannot be had with any number of agents; the search would never end."""
    with pytest.raises(ValueError, match=f"^{words}$"):
        erlang.agents_needed(**{"erlangs": 10, "handle_time": 180, "target": 20, "wanted": 0.8} | numbers)


# -- a month of open hours -----------------------------------------------------------------------------

DAY = [0.0] * 8 + [1.0] * 12 + [0.0] * 4
TWO_HUMPS = [0, 0, 0, 0, 0, 0, 1, 3, 6, 9, 11, 10, 8, 7, 9, 10, 9, 7, 5, 3, 2, 0, 0, 0]


@pytest.mark.parametrize("patience", [0, 120])
def test_a_month_is_its_hours(patience: float):
    """42,000 calls on 22 days, an hour at a time."""
    work = staff = 0.0
    for share in TWO_HUMPS:
        if share:
            load = erlang.load(42000 / 22 * share / sum(TWO_HUMPS), 3600, 360)
            agents = erlang.agents_needed(load, 360, 20, 0.8, patience=patience)
            work += load * (1 - erlang.share_abandoning(load, agents, 360, patience))
            staff += agents
    found = erlang.attainable_occupancy(42000, TWO_HUMPS, 22, 360, 20, 0.8, patience)
    assert found == pytest.approx(work / staff, rel=1e-12)


def test_a_month_by_hand():
    """42,000 / 22 / 12 calls of 360 s are 15.9 erlangs an hour, which take 20 agents."""
    load = 42000 / 22 / 12 * 360 / 3600
    assert erlang.agents_needed(load, 360, 20, 0.8) == 20
    assert erlang.attainable_occupancy(42000, DAY, 22, 360, 20, 0.8) == pytest.approx(load / 20)


@pytest.mark.parametrize("contacts", [0, 0.4, 1])
def test_without_contacts_the_agents_of_a_single_one_wait(contacts: float):
    found = erlang.attainable_occupancy(contacts, DAY, 22, 360, 20, 0.8)
    assert found == pytest.approx(360 / 3600 / (22 * 12))


def test_only_proportions_of_the_profile_count():
    percent = np.array(TWO_HUMPS) / sum(TWO_HUMPS) * 100
    assert erlang.attainable_occupancy(42000, percent, 22, 360, 20, 0.8) == pytest.approx(
        erlang.attainable_occupancy(42000, TWO_HUMPS, 22, 360, 20, 0.8), rel=1e-12
    )


@usual
@given(st.floats(1, 1e6), st.integers(2, 20), handle_times, targets, shares)
def test_a_queue_that_is_a_multiple_is_at_least_as_busy(
    contacts: float, times: int, handle_time: float, target: float, wanted: float
):
    small, large = erlang.attainable_occupancy([contacts, contacts * times], TWO_HUMPS, 30, handle_time, target, wanted)
    assert 0 < small <= large * (1 + 1e-12) <= 1 + 1e-12


@pytest.mark.parametrize("patience", [0, 180])
@pytest.mark.parametrize("draws", [3, 250], ids=["remembered", "too large to remember"])
def test_draws_agree_with_runs_of_their_own(draws: int, patience: float):
    chance = np.random.default_rng(5)
    contacts = 30000 * 1.02 ** (np.arange(60) / 12) * chance.lognormal(0, 0.4, (draws, 1))
    handle_time = 400 * (1 - 0.1 * np.minimum(np.arange(60) / 24, 1)) * chance.lognormal(0, 0.2, (draws, 1))
    wanted = chance.uniform(0.7, 0.95, (draws, 1))
    together = erlang.attainable_occupancy(contacts, TWO_HUMPS, 30, handle_time, 20, wanted, patience)
    assert together.shape == (draws, 60)
    for draw in (0, 1, draws - 1):
        alone = erlang.attainable_occupancy(
            contacts[draw], TWO_HUMPS, 30, handle_time[draw], 20, wanted[draw], patience
        )
        assert alone.shape == (60,)
        np.testing.assert_allclose(together[draw], alone, rtol=1e-12)


def test_equal_months_stay_in_their_places():
    busy = erlang.attainable_occupancy([9000, 500, 9000, 70000, 500], DAY, 22, 360, 20, 0.8)
    each = [erlang.attainable_occupancy(contacts, DAY, 22, 360, 20, 0.8) for contacts in (9000, 500, 9000, 70000, 500)]
    assert busy == pytest.approx(each, rel=1e-12)
    assert len(set(each)) == 3


def test_what_is_remembered_cannot_be_changed():
    contacts = np.array([41000.0, 43000.0])
    first = erlang.attainable_occupancy(contacts, DAY, 22, 360, 20, 0.8)
    with pytest.raises(ValueError, match="read-only"):
        first += 1
    contacts[0] = 500
    second = erlang.attainable_occupancy(contacts, DAY, 22, 360, 20, 0.8)
    assert second[0] < first[0]
    assert second[1] == first[1]


@pytest.mark.parametrize(
    "profile",
    [[0] * 24, [1] * 12, [[1] * 24], [1] * 23 + [-1], [1] * 23 + [math.nan], 1],
    ids=["never open", "twelve", "two dimensions", "negative", "missing", "a number"],
)
def test_a_profile_that_is_no_day_is_refused(profile: Any):
    with pytest.raises(ValueError, match="profile must be 24 shares, none negative and not all 0"):
        erlang.attainable_occupancy(42000, profile, 22, 360, 20, 0.8)


@pytest.mark.parametrize(("number", "value"), [("contacts", -1), ("days", 0), ("handle_time", 0), ("wanted", 1)])
def test_a_month_out_of_range_is_refused(number: str, value: float):
    month = {"contacts": 42000, "days": 22, "handle_time": 360, "target_seconds": 20, "wanted": 0.8} | {number: value}
    with pytest.raises(ValueError, match=f"^{number} must be"):
        erlang.attainable_occupancy(profile=DAY, **month)
