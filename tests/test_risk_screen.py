"""The risk screen without a browser: before a run, after it, when inputs change, when it is cancelled."""

import copy
import csv
import io
import json
from concurrent.futures import wait
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.risk import charts, choice_charts, driver_charts, fan_chart, running
from dashboard.risk.running import Cancelled, Run
from dashboard.state import SCENARIOS
from tcomodel import Comparison, compare, load_card, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.csv_cells import csv_text
from tcomodel.fingerprint import key_of
from tcomodel.readers import risk_rows
from tcomodel.sensitivity.difference import RANGE, difference
from tcomodel.sensitivity.indices import index_runs
from tcomodel.simulation import Simulation, simulate

CARD = load_card(SCENARIOS.parent / "rates.yaml")
RANGED = {"low": 9000, "base": 10000, "high": 13000}
SMALL: dict[str, Any] = {
    "name": "A small one",
    "start": "2027-01",
    "months": 24,
    "demand": {"volume": {"voice": 100}},
    "options": {
        "own": {"label": "Own <b>team</b>", "in_house": {"monthly_budget": RANGED}},
        "seats": {
            "label": "Seats",
            "pricing": {
                "model": "per_seat",
                "contracted_seats": 10,
                "seat_rate": {"low": 800, "base": 950, "high": 1100},
            },
        },
        "fixed": {"label": "Fixed", "pricing": {"model": "per_seat", "contracted_seats": 10, "seat_rate": 1200}},
    },
}


TITLES = (
    "What each option may cost",
    "Which option costs least",
    "How likely a saving is",
    "How the cost of one option",
    "What moves the difference",
    "Where the uncertainty of the difference",
)


def without_ranges() -> dict[str, Any]:
    plain = copy.deepcopy(SMALL)
    plain["options"]["own"]["in_house"]["monthly_budget"] = 10000
    plain["options"]["seats"]["pricing"]["seat_rate"] = 950
    return plain


def screen(scenario: dict[str, Any], tmp_path: Path, name: str = "risk", before: str = "") -> AppTest:
    """A new visitor on the risk screen, or another one, with this scenario open; ``before`` is done first."""
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    program = f"""
import streamlit as st

from dashboard import state
from tcomodel import load_scenario

if "session" not in st.session_state:
    state.start(load_scenario({str(path)!r}), "scenario.yaml", None)
    {before}
from dashboard.frame import SCREENS

SCREENS[{name!r}]()
"""
    app = AppTest.from_string(program, default_timeout=60).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def drawn(app: AppTest, label: str = "Draw the futures") -> AppTest:
    """The screen after a click, however long the run took."""
    button(app, label).click().run()
    return settled(app)


def settled(app: AppTest) -> AppTest:
    """The screen after the run that is under way, if one is."""
    with suppress(KeyError):
        if (run := app.session_state["kept risk run"]) is not None:
            wait([run.future], 30)
            app.run()
    assert not app.exception
    return app


def change(app: AppTest) -> None:
    """Type another volume into the form beside the page."""
    next(one for one in app.text_input if str(one.key).startswith("field:demand.volume.voice")).input("200").run()
    assert not app.exception


def said(app: AppTest) -> str:
    parts = (app.header, app.subheader, app.markdown, app.caption, app.info, app.warning)
    return "\n".join(str(one.value) for part in parts for one in part)


# ---------------------------------------------------------------- states of the screen


def test_the_screen_gives_its_answer_when_it_is_opened(tmp_path: Path):
    """Without a click; as many draws of the seed as the scenario says."""
    app = settled(screen({**SMALL, "uncertainty": {"draws": 1024, "seed": 5}}, tmp_path))
    assert app.header[0].value.startswith("Seats costs least in ")
    assert "1,024 draws of 2 uncertain inputs, seed 5" in said(app)
    assert "What is uncertain (2)" in said(app)
    assert "Not counted here" not in said(app)
    assert button(app, "Draw again")


def test_what_moves_no_cost_is_no_part_of_the_uncertainty(tmp_path: Path):
    aside = copy.deepcopy(SMALL)
    aside["options"]["seats"]["in_comparison"] = False
    app = settled(screen(aside, tmp_path))
    assert "4,096 draws of 1 uncertain input, seed 1" in said(app)
    assert "What is uncertain (1)" in said(app)
    assert "Not counted here, though uncertain: Seat rate (Seats). It moves no cost" in said(app)


def test_without_ranges_it_says_what_to_do(tmp_path: Path):
    app = screen(without_ranges(), tmp_path)
    assert "Nothing is uncertain" in app.header[0].value
    assert not [one for one in app.button if one.label == "Draw the futures"]
    named = [str(one.proto.label) for one in app.main.get("page_link")]
    assert any(label.startswith("Seat rate") for label in named), "each leads to who says so"


def test_a_number_without_a_range_leads_to_the_form_that_gives_it_one(tmp_path: Path):
    """As the button does it, which opens another page: the form is unfolded there, with the number chosen."""
    clicked = 'from dashboard.options import ranges; ranges.unfold(("options", "seats", "pricing", "seat_rate"))'
    app = screen(without_ranges(), tmp_path, "options", clicked)
    assert app.selectbox(key="new range:options.seats.pricing:which").value == "options.seats.pricing.seat_rate"
    assert app.text_input(key="new range:options.seats.pricing:low:options.seats.pricing.seat_rate")


def test_a_run_puts_the_answer_first(tmp_path: Path):
    app = settled(screen(SMALL, tmp_path))
    head = app.header[0].value
    assert head.startswith("Seats costs least in ")
    assert head.endswith("of 4,096 futures.")
    told = said(app)
    assert all(title in told for title in TITLES)
    assert "4,096 draws of 2 uncertain inputs, seed 1" in told
    assert "Only what has a range is drawn" in app.warning[0].value, "how little a probability knows of the rest"
    assert len(app.get("download_button")) == len(TITLES) + 1, "one for each chart, and for what is uncertain"


def test_what_was_drawn_goes_with_the_inputs_and_comes_back_with_them(tmp_path: Path):
    app = settled(screen(SMALL, tmp_path))
    head, outcomes = app.header[0].value, app.session_state["kept risk outcomes"]
    assert len(outcomes) == 1
    change(app)
    settled(app)
    assert len(app.session_state["kept risk outcomes"]) == 2, "drawn for the inputs as they are now"
    assert "What each option may cost" in said(app)
    button(app, "Undo").click().run()
    assert app.header[0].value == head
    assert len(app.session_state["kept risk outcomes"]) == 2, "and not drawn again"


def test_another_seed_and_more_draws(tmp_path: Path):
    app = settled(screen(SMALL, tmp_path))
    next(one for one in app.number_input if one.key == "risk:seed").set_value(7).run()
    assert "seed 1" in said(app), "what is shown is what was drawn"
    drawn(app)
    assert "4,096 draws of 2 uncertain inputs, seed 7" in said(app)
    next(one for one in app.button_group if one.key == "risk:draws").set_value(1024).run()
    drawn(app)
    assert "1,024 draws of 2 uncertain inputs, seed 7" in said(app)


def test_what_was_typed_together_with_the_click_is_drawn(tmp_path: Path):
    """A quick hand, or a slow machine: the seed and the click reach the server in one message."""
    app = settled(screen(SMALL, tmp_path))
    app.number_input(key="risk:seed").set_value(7)
    next(one for one in app.button_group if one.key == "risk:draws").set_value(16384)
    button(app, "Draw again").click().run()
    assert "16,384 draws of 2 uncertain inputs, seed 7" in said(settled(app))


def test_a_saving_that_is_no_amount_is_answered_in_words(tmp_path: Path):
    app = settled(screen(SMALL, tmp_path))
    next(one for one in app.text_input if one.key == "risk:saving").input("a lot").run()
    assert not app.exception
    assert "is no amount" in said(app)


def test_an_option_left_out_of_a_pair_of_one(tmp_path: Path):
    alone = copy.deepcopy(SMALL)
    del alone["options"]["seats"], alone["options"]["fixed"]
    app = settled(screen(alone, tmp_path))
    assert app.header[0].value.startswith("The cost of Own")
    assert "lies between" in app.header[0].value
    assert "What moves the difference" not in said(app)
    assert "There is only one option" in said(app)
    assert "Which option costs least" not in said(app)


# ---------------------------------------------------------------- running


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(scenario_from(SMALL), CARD)


@pytest.fixture(scope="module")
def found(result: Comparison) -> Simulation:
    return simulate(result, draws=1024)


def test_a_cancelled_run_ends_and_leaves_nothing(result: Comparison):
    run = Run(key_of(result), 65_536)
    run.cancel()
    with pytest.raises(Cancelled):
        run.work(result, seed=1)
    assert run.share == 0.0


@pytest.mark.parametrize("how", ["click", "edit"])
def test_a_run_can_be_cancelled_from_the_screen(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A run that is held at its first word; the page is drawn meanwhile, and a click or an edit ends the run."""
    go, ended = Event(), Event()
    tell = Run._tell

    def held(run: Run, share: float) -> None:
        go.wait(20)
        try:
            tell(run, share)
        except Cancelled:
            ended.set()
            raise

    monkeypatch.setattr(Run, "_tell", held)
    app = screen(SMALL, tmp_path)
    assert app.header[0].value == "How sure is the answer?"
    assert "2 inputs are uncertain" in said(app)
    assert "What each option may cost" not in said(app)
    assert button(app, "Draw the futures").disabled
    assert "What moves the difference" in said(app), "the page stays usable"
    if how == "click":
        button(app, "Cancel").click().run()
    else:
        change(app)
    assert not app.exception
    go.set()
    assert ended.wait(20), "the thread has ended"
    settled(app)
    if how == "edit":
        assert "What each option may cost" in said(app), "drawn for the new inputs"
        return
    assert app.header[0].value == "How sure is the answer?", "nobody begins it again"
    assert "The draws were cancelled, so there is no answer yet." in said(app)
    assert "What each option may cost" in said(drawn(app))


def test_an_answer_is_there_before_its_uncertainty_is_shared_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The run is held after its draws: the answer is on the page, and stays when the rest is cancelled."""
    go = Event()

    def held(*asked: Any, **more: Any) -> None:
        go.wait(20)
        raise Cancelled

    monkeypatch.setattr(running, "index_runs", held)
    app = screen(SMALL, tmp_path)
    run = app.session_state["kept risk run"]
    while run.found is None and not run.future.done():
        wait([run.future], 0.05)
    app.run()
    assert app.header[0].value.startswith("Seats costs least in ")
    assert "What each option may cost" in said(app)
    button(app, "Cancel").click().run()
    go.set()
    assert app.header[0].value.startswith("Seats costs least in ")
    assert "Cancelled while the uncertainty was being shared out: the 4,096 draws are complete" in said(app)
    assert not [one for one in app.button if one.label == "Cancel"]


def test_a_run_belongs_to_its_ranges_and_not_only_to_its_numbers(result: Comparison):
    wider = copy.deepcopy(SMALL)
    wider["options"]["own"]["in_house"]["monthly_budget"] = {**RANGED, "high": 14000}
    assert key_of(compare(scenario_from(wider), CARD)) != key_of(result)
    assert key_of(compare(scenario_from(SMALL), CARD)) == key_of(result)


# ---------------------------------------------------------------- charts and their data


def rows_of(rows) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(rows))))


def test_a_chart_shows_the_simulation_and_its_file_says_the_same(found: Simulation):
    hills = [trace for trace in charts.spread_of_costs(found, ON_WHITE)["data"] if trace.get("fill") == "toself"]
    assert len(hills) == len(found.options)
    counted = [row for row in rows_of(risk_rows.spread_rows(found)) if row["what"] == "draws between"]
    assert sum(float(row["draws"]) for row in counted) == 1024 * len(found.options)
    bars = choice_charts.choice(found, ON_WHITE)["data"][0]["x"]
    told = [100 * float(row["cheapest"]) for row in rows_of(risk_rows.choice_rows(found))]
    assert bars == pytest.approx(told[:-1])
    curve = choice_charts.saving_probability(found, ON_WHITE)
    assert len(curve["data"]) == 2, "the baseline saves nothing against itself"
    assert len(rows_of(risk_rows.saving_rows(found))) == sum(len(trace["x"]) for trace in curve["data"])


def test_names_in_charts_are_text_and_no_markup(found: Simulation):
    figures = [charts.spread_of_costs(found, ON_WHITE), choice_charts.choice(found, ON_WHITE)]
    told = json.dumps([*figures, fan_chart.fan(found, "own", "so_far", ON_WHITE)])
    assert "<b>team" not in told
    assert "&lt;b&gt;team" in told


@pytest.mark.parametrize("kind", list(fan_chart.KINDS))
def test_the_fan_and_its_file(found: Simulation, kind: str):
    figure = fan_chart.fan(found, "own", kind, ON_WHITE)
    median = next(trace for trace in figure["data"] if trace["name"] == "median")
    rows = rows_of(risk_rows.fan_rows(found, "own", kind))
    assert [float(row["P50"]) for row in rows] == pytest.approx(median["y"], rel=1e-6)
    assert all(1 <= int(row["draw of P90"]) <= 1024 for row in rows)
    assert len(rows) == (2 if kind == "by_year" else 24)


def test_the_tornado_the_shares_and_their_files(result: Comparison, found: Simulation):
    tornado = difference(result, found.drivers, "own", "seats")
    figure = driver_charts.tornado(result, tornado, tornado.of(RANGE), ON_WHITE)
    ends = sorted(x + trace["base"] for trace in figure["data"] for x in trace["x"])
    assert ends == pytest.approx(sorted(end.lead for bar in tornado.of(RANGE) for end in bar.ends))
    assert len(rows_of(risk_rows.tornado_rows(result, tornado))) == len(tornado.bars)
    indices = index_runs(result, found.drivers, points=256).between("own", "seats")
    shares = driver_charts.shares(indices, ON_WHITE)["data"]
    whole = np.array(shares[0]["x"]) + np.array(shares[1]["x"])
    assert whole == pytest.approx([100 * one.total.value for one in indices.indices])
    assert len(rows_of(risk_rows.index_rows(indices))) == len(indices.indices)
