"""The crossover map: each cell is the model itself, and who does not serve the work cannot win."""

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.crossover_map import NOBODY, crossover_map, spread_on
from tcomodel.problems import ProblemsFound
from tcomodel.readers.map_text import map_csv, map_headline, map_text
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"


def example() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


def with_factors(volume: float, handle_time: float) -> Comparison:
    """The example written with other volumes and handle times."""
    data: dict[str, Any] = json.loads(json.dumps(dict(example().scenario.data)))

    def times(section: Any, factor: float) -> Any:
        return {name: (value["base"] if isinstance(value, dict) else value) * factor for name, value in section.items()}

    data["demand"]["volume"] = times(data["demand"]["volume"], volume)
    for section in [data["service"], *(one["service"] for one in data["options"].values() if "service" in one)]:
        if "handle_time" in section:
            section["handle_time"] = times(section["handle_time"], handle_time)
    return compare(scenario_from(data), card())


def test_a_cell_is_what_a_scenario_that_says_so_gives():
    comparison = example()
    found = crossover_map(comparison, axis_of(comparison.model), axis_of(comparison.model, "handle_time"), 12)
    for row, column in ((0, 0), (0, 11), (4, 3), (6, 9), (11, 5)):
        written = with_factors(float(found.columns[column]), float(found.rows[row]))
        best, second = written.ranking[:2]
        assert found.keys[found.winner[row, column]] == best.key
        ahead = second.figure("npv") / best.figure("npv") - 1
        assert found.ahead[row, column] == pytest.approx(ahead, rel=1e-6)
    assert found.here == comparison.cheapest.key
    assert sum(found.shares.values()) == pytest.approx(1.0)


FEW_SEATS: dict[str, Any] = {
    "start": "2027-01",
    "months": 3,
    "demand": {"volume": {"voice": 10000}},
    "service": {"handle_time": 300},
    "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3},
    "options": {
        "own": {"in_house": {"hourly_wage": 20}},
        "seats": {"pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 10}},
    },
}


def test_an_option_that_does_not_serve_the_work_of_a_cell_cannot_win_there():
    """833 hours a month need 9.3 seats: ten of them are the cheapest up to 1.07 times the volume, and no further."""
    comparison = compare(scenario_from(FEW_SEATS), card())
    volume = axis_of(comparison.model)
    found = crossover_map(comparison, volume, axis_of(comparison.model, "own.in_house.hourly_wage"), 30)
    most = 10 * 160 * 0.8 * 0.7 / (10000 * 300 / 3600)
    for column, factor in enumerate(found.columns):
        winners = {found.keys[one] for one in found.winner[:, column]}
        if factor > most:
            assert winners == {"own"}
    assert found.here == "seats"
    only = {"options": {"seats": FEW_SEATS["options"]["seats"]}}
    alone = compare(scenario_from(FEW_SEATS | only), card())
    found = crossover_map(alone, axis_of(alone.model), axis_of(alone.model, "handle_time"), 8)
    assert np.any(found.winner == NOBODY)
    assert "no option that serves all of the work" in map_headline(alone, found)


def test_the_map_of_one_input_twice_is_refused():
    model = example().model
    with pytest.raises(ProblemsFound, match="moves the same input"):
        crossover_map(example(), axis_of(model), axis_of(model))
    comparison = example()
    with pytest.raises(ProblemsFound, match="moves the same input"):
        crossover_map(comparison, axis_of(comparison.model), axis_of(comparison.model, "demand.volume.voice"))
    with pytest.raises(ProblemsFound, match="expected 2 to 400"):
        crossover_map(comparison, axis_of(comparison.model), axis_of(comparison.model, "handle_time"), 1)


def test_where_draws_of_the_volume_lie_on_the_axis():
    comparison = example()
    volume = axis_of(comparison.model)
    voice = next(one for one in volume.inputs if one.place[-1] == "voice")
    drawn = {voice: np.array([[36000.0], [42000.0], [30000.0]])}
    assert spread_on(volume, drawn) == pytest.approx([1.0, 1.1, 0.9])
    assert spread_on(axis_of(comparison.model, "handle_time"), drawn) is None
    monthly = {voice: np.repeat(drawn[voice], 60, axis=1)}
    assert spread_on(volume, monthly) == pytest.approx([1.0, 1.1, 0.9])


def test_the_map_as_text_and_as_table():
    comparison = example()
    found = crossover_map(comparison, axis_of(comparison.model), axis_of(comparison.model, "handle_time"), 20)
    text = map_text(comparison, found)
    assert "which says nothing of how likely it is" in text.replace("\n", " ")
    assert text.startswith(
        "Today, at 60,000 contacts a month and 100.0 % of today's handle time, Philippines, per seat"
    )
    rows = map_csv(comparison, found).splitlines()
    assert len(rows) == 1 + 20 * 20
    assert rows[0].startswith('"Contacts a month, all channels"')


def test_the_command_gives_the_map_as_data():
    """As a program of its own, the way people start it."""
    words = [sys.executable, "-m", "tcomodel", "map", str(EXAMPLE), "--cells", "15"]
    data = json.loads(subprocess.run([*words, "--json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert data["here"] == "seats_manila"
    assert (len(data["winner"]), len(data["winner"][0])) == (15, 15)
    assert data["across"]["today"] == 60000


def test_the_command_tells_slips_with_the_nearest_word(capsys: pytest.CaptureFixture[str]):
    assert main(["map", str(EXAMPLE), "--up", "handle_tme"]) == 1
    assert "did you mean handle_time" in capsys.readouterr().err
