"""The benchmark measures the same work everywhere: other tools come to the mini model's figures, draw by draw.

modelx and cashflower are not there when tests run; `make bench` holds them to the same figures before it tells a time.
"""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tcomodel import compare, load_scenario
from tcomodel.evaluation import evaluate
from tcomodel.readers.units import check_units
from tests.bench import __main__ as bench
from tests.bench import world
from tests.bench.dashboard import floor_charts
from tests.bench.dashboard.figures import FLOOR, OURS, figures_of_many
from tests.bench.dashboard.moves import chromium as in_chromium
from tests.bench.dashboard.moves import moves, opened
from tests.bench.dashboard.servers import serving
from tests.bench.figures import Figure, paired
from tests.bench.lines_evaluated import lines_evaluated
from tests.bench.memory import figures_of_memory
from tests.bench.mini import mini_model, replaced
from tests.bench.negotiation import figures_of_negotiation
from tests.bench.peer_times import figures_of_peers, furthest_from_ours
from tests.bench.peers import PEERS, Peer
from tests.bench.simulation import figures_of_simulation, npvs_of
from tests.bench.table import BEGIN, END, markdown_of, number, text_of, write_between_marks
from tests.case_file import ROOT, card

PEER = {peer.module: peer for peer in PEERS}
DRAWS = world.drawn(5, seed=192)  # in which every clause binds somewhere: a test below holds that


def test_the_mini_model_has_25_lines_that_change_with_its_draws():
    model = mini_model()
    found = lines_evaluated(model, npvs_of(model), replaced(DRAWS))
    assert (found.arrays, found.monthly, found.single) == (25, 25, 5)
    assert not model.unused


def test_the_units_of_the_mini_model_fit():
    for row in mini_model().rows:
        check_units(row)


def test_every_clause_of_the_mini_model_binds_somewhere_in_the_draws_and_somewhere_not():
    model = mini_model()
    values = evaluate(model, replaced(DRAWS))
    base = world.base()

    def row(key: str) -> np.ndarray:
        return values[next(one for one in model.rows if one.key == key)]

    binds = {
        "index cap": DRAWS["vendor_wage_inflation"] * base["index_share"] > base["index_cap"],
        "commitment": row("per_seat.seats") < base["committed_seats"],
        "credit": DRAWS["attained"] < base["target"],
        "credit cap": np.isclose(row("per_seat.service_credit"), row("per_seat.seat_fee") * base["credit_cap"]),
        "second tier of minutes": row("per_minute.minutes") > base["first_minutes"],
        "minimum fee": row("per_minute.minute_fee") < base["minimum_fee"],
        "second tier of tickets": row("per_ticket.ticket_price") == base["second_ticket_price"],
        "third tier of tickets": row("per_ticket.ticket_price") == base["third_ticket_price"],
        "gain share": row("outcome.total_cost") > row("outcome.cost_before_gain"),
    }
    assert {name: share for name, where in binds.items() if not 0 < (share := np.mean(where)) < 1} == {}


@pytest.mark.parametrize(("module", "draws"), [("python_loop", 5), ("pandas_rows", 5), ("formulas_engine", 3)])
def test_another_tool_comes_to_the_figures_of_the_mini_model(module: str, draws: int):
    some = {name: values[:draws] for name, values in DRAWS.items()}  # the formulas engine takes a second for each
    assert furthest_from_ours(PEER[module].ready()(world.one_by_one(some)), some) < 1e-9


def test_libreoffice_comes_to_the_figures_of_the_mini_model(soffice: str):
    assert furthest_from_ours(PEER["libreoffice"].ready()(world.one_by_one(DRAWS)), DRAWS) < 1e-9


class WrongPeer(Peer):
    """A tool whose figures are not those of the mini model."""

    def ready(self):
        right = super().ready()
        return lambda worlds: [{key: npv * 1.00001 for key, npv in one.items()} for one in right(worlds)]


def test_a_tool_that_comes_to_other_figures_is_told_without_a_time():
    wrong = WrongPeer("python_loop", "a wrong tool", 2)
    figure = {one.key: one for one in figures_of_peers(600, (wrong,))}["peer.python_loop"]
    assert figure.value is None
    assert "other figures" in figure.note


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part of the benchmark with few draws; other tools are one that is there and one that is not."""
    peers = (PEER["python_loop"], Peer("nothing_of_the_kind", "a tool nobody has", 1))
    parts = {
        "simulation": lambda: figures_of_simulation(600, 600, times=1, budget=0),
        "memory": lambda: figures_of_memory(600),
        "negotiation": lambda: figures_of_negotiation(times=1, side=3),
        "peers": lambda: figures_of_peers(600, peers, most_draws=2),
    }
    for key, figures in parts.items():
        monkeypatch.setitem(bench.SECTIONS, key, (key, figures))


def test_a_short_benchmark_tells_every_figure(short: None, tmp_path, capsys: pytest.CaptureFixture[str]):
    only = [word for key in ("simulation", "memory", "negotiation", "peers") for word in ("--only", key)]
    assert bench.main(["--json", str(tmp_path / "bench.json"), *only]) == 0
    figures = json.loads((tmp_path / "bench.json").read_text())["figures"]
    expected = {f"{run}.{what}" for run in ("mini", "example") for what in (
        "lines", "many", "many.floor", "few", "few.floor", "apart", "memory", "memory.process"
    )}  # fmt: skip
    expected |= {"negotiation.goal", "negotiation.goals", "negotiation.break_evens", "negotiation.map"}
    expected |= {"peer.ours", "peer.python_loop", "peer.nothing_of_the_kind"}
    assert figures.keys() == expected
    assert figures["mini.lines"]["value"] == 25
    assert figures["example.lines"]["value"] > 200
    for run in ("mini", "example"):
        assert figures[f"{run}.many"]["ratio"] > 0
        assert figures[f"{run}.apart"]["met"]
        assert 0 <= figures[f"{run}.memory"]["value"] < figures[f"{run}.memory.process"]["value"]
    assert figures["peer.python_loop"]["ratio"] > 1
    assert figures["peer.nothing_of_the_kind"]["value"] is None
    told = capsys.readouterr().out
    assert "a tool nobody has" in told
    assert "not installed" in told


def test_a_figure_is_judged_by_its_ratio_where_it_has_one():
    assert Figure("a", "a", 900.0, "ms", "copies", 2.9, 3.0).met
    assert not Figure("a", "a", 0.1, "ms", "copies", 3.1, 3.0).met
    assert not Figure("a", "a", 151.0, "MB", most=150.0).met
    assert Figure("a", "a", None, "ms", most=20.0).met is None


def test_both_are_run_in_turns():
    turns: list[str] = []
    found = paired(lambda: turns.append("floor"), lambda: turns.append("ours"), times=2, budget=60)
    assert turns == ["floor", "ours"] * 3
    assert found.ratio > 0


def test_numbers_have_three_digits_that_count():
    told = [number(value) for value in (1942345.0, 271.9, 9.996, 2.4, 0.026349, 4.4e-16, 0.0)]
    assert told == ["1,940,000", "272", "10", "2.4", "0.0263", "4e-16", "0"]


def test_the_table_stands_between_its_marks(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    table = markdown_of({"Simulation": [Figure("a", "a draw", 2.0, "ms", "copies", 2.5, 3.0)]})
    write_between_marks(readme, table)
    write_between_marks(readme, table)
    assert readme.read_text() == f"before\n{BEGIN}\n{table}\n{END}\nafter\n"
    assert "| a draw | 2 ms | 2.5 x copies | at most 3: met |" in table
    write_between_marks(Path(shutil.copy(ROOT / "README.md", tmp_path / "ours.md")), table)
    readme.write_text("no room")
    with pytest.raises(ValueError, match=r"README\.md has no"):
        write_between_marks(readme, table)


def test_a_missed_target_is_told():
    assert "NOT MET" in text_of({"Simulation": [Figure("a", "a draw", 2.0, "ms", "copies", 3.5, 3.0)]})


def test_the_charts_of_the_floor_are_those_of_compare_and_each_changes_at_every_step():
    so_far, steps, categories = zip(*floor_charts.of_volumes(), strict=True)
    for charts in (so_far, steps, categories):
        assert len(charts) == floor_charts.VOLUMES
        assert all(one["data"] != other["data"] for one, other in pairwise(charts))
    comparison = compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())
    assert [line["y"][-1] for line in so_far[0]["data"][:-1]] == pytest.approx(
        [option.figure("tco") for option in comparison.compared]
    )
    assert sum(categories[0]["data"][0]["x"]) == pytest.approx(sum(option.total for option in comparison.compared))
    assert "click" not in json.dumps(steps), "no hover words"


def test_a_hand_on_a_slider_is_measured_in_chromium(chromium: str, tmp_path: Path):
    """The clock inside the page: a figure comes after the key, the last chart not before its page is complete."""
    charts = tmp_path / "charts.json"
    floor_charts.write(charts)
    with serving(FLOOR, tmp_path, FLOOR_CHARTS=str(charts)) as floor, in_chromium() as browser:
        for asked in ("", "?charts=ours"):
            with opened(browser, f"{floor.address}/{asked}", 3) as page:
                (move,) = moves(page, "Volume", 1)
            assert 0 < move.figure < move.chart


def test_many_people_are_measured_without_a_browser(tmp_path: Path):
    with serving(OURS, tmp_path) as ours:
        found = {one.key: one for one in figures_of_many(ours.address, ours.process, people=2, think=0.1)}
    alone, many = found["dashboard.alone.floor"], found["dashboard.many"]
    assert many.ratio == many.value / alone.value
    assert found["dashboard.late"].value >= many.value > 0
    assert found["dashboard.memory"].most == 15
