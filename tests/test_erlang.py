"""Waiting lines against published examples (cases/erlang.yaml) and against themselves."""

import math
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tcomodel import erlang
from tcomodel.words import round_up

CASES = YAML(typ="safe").load(Path(__file__).parent / "cases" / "erlang.yaml")["cases"]


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


KINDS = {
    "erlang_c_staffing": staffing,
    "erlang_c_point": point,
    "erlang_b": lambda given: {"blocking": erlang.blocking_probability(given["A"], given["N"])},
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_example(case: dict[str, Any]):
    found = KINDS[case["kind"]](case["inputs"])
    for name, value in case["expected"].items():
        tolerance = max(case["tolerance"], 0.05 if name == "asa_s" else 0)
        assert found[name] == pytest.approx(value, abs=tolerance), name
    for name, value in case.get("never", {}).items():
        assert found[name] != pytest.approx(value, abs=case["tolerance"]), name


@pytest.mark.parametrize("erlangs", [0.01, 0.8, 4.2, 69.86, 250.0])
def test_the_number_of_agents_is_the_smallest_that_will_do(erlangs: float):
    agents = erlang.agents_needed(erlangs, 300, 20, 0.8)
    assert erlang.service_level(erlangs, agents, 300, 20) >= 0.8
    assert agents == 1 or erlang.service_level(erlangs, agents - 1, 300, 20) < 0.8


def test_nothing_overflows_where_factorials_do():
    assert 0 < erlang.waiting_probability(5000.0, 5100) < 1


def test_larger_queues_can_be_busier():
    busy = [erlang.occupancy(load, erlang.agents_needed(load, 300, 20, 0.8)) for load in (5, 10, 25, 50, 100, 400)]
    assert busy == sorted(busy)
    assert busy[0] == pytest.approx(0.625, abs=0.001)
    assert busy[-1] == pytest.approx(0.97, abs=0.005)
