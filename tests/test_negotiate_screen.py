"""The screen for the negotiating table: every part runs, answers what is asked, and says in words what it cannot."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.negotiate import break_even, break_even_chart, crossover, goals_chart
from dashboard.negotiate.axes import band_on, share_within
from dashboard.negotiate.page import NAMES
from dashboard.negotiate.shown import Futures
from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.band import Band
from tcomodel.negotiation.crossings import break_evens
from tcomodel.negotiation.crossover_map import crossover_map, spread_on
from tcomodel.negotiation.goal import goal_seek, target_of
from tcomodel.negotiation.levers import OWN
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
FIRST_THREE = NAMES[:3]
CLIFF = {"volume_prices": {"tier_rule": "all units", "tiers": {"voice": [
    {"up_to": 1600, "price": 5.0}, {"over": 1600, "price": 4.0}]}}}  # fmt: skip
SMALL: dict[str, Any] = {  # two vendors without any range
    "start": "2027-01",
    "months": 2,
    "demand": {"volume": {"voice": 1000}},
    "options": {
        "cliff": {"label": "Cliff", "pricing": {"model": "per_ticket"}, "contract": CLIFF},
        "plain": {"label": "Plain", "pricing": {"model": "per_ticket", "ticket_price": 4.5}, "contract": {}},
    },
}


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


def small() -> Comparison:
    return compare(scenario_from(SMALL), card())


def page_of(data: dict[str, Any] | None, part: str, **kept: Any) -> AppTest:
    """The screen on a part, for the example or for a scenario as data."""

    def screen(text: str, part: str, kept: str) -> None:
        import json

        import streamlit as st

        from dashboard import state
        from dashboard.negotiate import page
        from tcomodel import scenario_from

        state.session()
        if text:
            state.start(scenario_from(json.loads(text)), "a scenario", None)
        state.keep("negotiate part", part)
        for name, value in json.loads(kept).items():
            st.session_state.setdefault(name, value)
        page.show(state.result())

    text = json.dumps(data) if data else ""
    test = AppTest.from_function(screen, default_timeout=60, args=(text, part, json.dumps(kept)))
    return test.run()


def words_of(test: AppTest) -> str:
    assert not test.exception, test.exception
    return "\n".join(
        one.value.replace("\\", "") for kind in (test.markdown, test.caption, test.info, test.warning) for one in kind
    )


def test_goals_answer_first_and_list_every_lever():
    test = page_of(None, "Goals")
    assert "The goal is that Philippines, per seat equals In-house, United States" in words_of(test)
    table, far = test.dataframe[0].value, test.dataframe[1].value
    assert {"Seat rate", "Minimum fee", "Transition fee"} <= set(table["Lever"])
    assert list(table["About"].unique()) == ["Price", "Clause", "Transition"]
    assert "Governance rate" in set(far["No value gets there"])
    assert far["Off the goal"].str.endswith("USD below").all()
    assert test.expander[0].label.startswith("Yours or expected")
    assert not table["Lever"].str.contains("Retained").any(), "the client's own people are nothing to ask a vendor for"


SEATS: dict[str, Any] = {  # 9.3 seats are needed
    "start": "2027-01",
    "months": 3,
    "demand": {"volume": {"voice": 10000}},
    "service": {"handle_time": 300},
    "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3},
    "options": {
        "own": {"label": "Own", "in_house": {"hourly_wage": 20}},
        "seats": {"label": "Seats", "pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 10}},
    },
}


def test_a_value_that_leaves_work_undone_is_marked_in_the_table_and_in_words():
    test = page_of(SEATS, "Goals", **{"negotiate:goal": "Saves", "negotiate:saving": "80%"})
    table = test.dataframe[0].value.set_index("Lever")
    assert table.loc["Contracted seats", "Needed"].endswith("(!)")
    assert not table.loc["Seat rate", "Needed"].endswith("(!)")
    assert "but the option does not serve all of the work with it" in words_of(test)


def test_a_saving_that_is_no_number_is_told_and_changes_nothing_else():
    test = page_of(None, "Goals", **{"negotiate:goal": "Saves", "negotiate:saving": "plenty"})
    assert "'plenty' is no amount" in words_of(test)
    assert not test.dataframe


def test_the_band_is_there_when_asked_for():
    test = page_of(None, "Goals", **{"negotiate:bands": True})
    column = test.dataframe[0].value["P10 to P90"]
    assert column.str.contains(" to ").any()


def test_break_even_names_the_turns_of_the_cheapest():
    told = words_of(page_of(None, "Break-even"))
    assert "Today, at 60,000 contacts a month, Philippines, per seat costs least." in told
    assert "1: " in told
    assert "Shaded: eight in ten futures lie between" in told


def test_break_even_over_another_axis_between_two_options():
    test = page_of(None, "Break-even", **{"negotiate:break-even": "handle_time"})
    told = words_of(test)
    assert "of today's handle time" in told
    box = next(one for one in test.selectbox if one.label == "Between")
    told = words_of(box.select_index(1).run())
    assert "Philippines, per seat" in told
    assert "AI first" not in told, "two options alone"


def test_break_even_and_map_where_no_option_serves_the_work():
    twelve = SEATS["options"]["seats"] | {"label": "Twelve", "pricing": {
        "model": "per_seat", "seat_rate": 1001, "contracted_seats": 12}}  # fmt: skip
    both = {"seats": SEATS["options"]["seats"], "twelve": twelve}
    crowded = SEATS | {"options": both, "demand": {"volume": {"voice": 20000}}}
    told = words_of(page_of(crowded, "Break-even"))
    assert "Today, at 20,000 contacts a month, no option serves all of the work." in told
    assert "Above 12,902 contacts a month Twelve does not serve all of the work" in told
    assert "no option serves all of the work" in words_of(page_of(crowded, "Crossover map"))


def test_break_even_warns_where_more_costs_less():
    told = words_of(page_of(SMALL, "Break-even"))
    assert "Cliff costs up to" in told
    assert "the whole invoice of Voice changes to the price of tier 2" in told
    assert "Shaded" not in told, "nothing is uncertain here"


def test_the_map_says_where_today_is():
    told = words_of(page_of(None, "Crossover map"))
    assert "Today, at 60,000 contacts a month and 100.0 % of today's handle time, Philippines, per seat" in told
    assert "The frame is P10 to P90 of each" in told
    assert "of today's handle time on average;" in told, "each handle time goes its own way in the futures"
    share = int(told.split(" % of the futures lie in it")[0].rpartition(" ")[2])
    assert 55 <= share <= 75, "two bands of 80 % each hold about 64 % together"


def test_the_share_of_futures_in_a_frame_is_counted(example: Comparison):
    volume, handling = (
        axis_of(example.model, "demand.volume.voice"),
        axis_of(example.model, "service.handle_time.voice"),
    )
    even = np.linspace(-1, 1, 101)[:, None]
    drawn = {volume.inputs[0]: 36000 * (1 + 0.1 * even), handling.inputs[0]: 390 * (1 - 0.1 * even)}
    bands = (36000 * 0.92, 36000 * 1.08), (390 * 0.99, 390 * 1.2)
    assert share_within((volume, handling), bands, Futures(101, 1, drawn)) == pytest.approx(46 / 101)
    assert share_within((volume, handling), (bands[0], None), Futures(101, 1, drawn)) == pytest.approx(81 / 101)


def test_the_frame_ends_at_futures_that_were_drawn(example: Comparison):
    """Of ten futures the lowest is the P10 and the ninth the P90, and nothing that lies between two of them."""
    axis = axis_of(example.model, "demand.volume.voice")
    world = Futures(10, 1, {axis.inputs[0]: np.arange(31_000.0, 41_000.0, 1000)[:, None]})
    drawn = spread_on(axis, world.replaced)
    assert drawn is not None
    assert band_on(axis, world) == (drawn[0], drawn[8])


@pytest.mark.parametrize("part", FIRST_THREE)
def test_a_scenario_with_one_option_is_answered_in_words(part: str):
    alone = SMALL | {"options": {"plain": SMALL["options"]["plain"]}}
    told = words_of(page_of(alone, part))
    assert "It takes two options" in told or "There is no other option" in told


def test_a_scenario_without_a_baseline_sets_vendors_against_each_other():
    assert "Plain equals Cliff" in words_of(page_of(SMALL, "Goals"))


# -- the charts ------------------------------------------------------------------------------------


def drawn(figure: dict[str, Any]) -> go.Figure:
    """The figure, checked by Plotly; it must also survive being sent."""
    json.dumps(figure, allow_nan=False)
    return go.Figure({"data": figure["data"], "layout": figure["layout"]})


def test_a_jump_is_drawn_as_a_gap():
    comparison = small()
    found = break_evens(comparison, axis_of(comparison.model))
    x, y = break_even_chart.drawn_line(found, "cliff")
    gap = y.index(None)
    assert x[gap - 1] == pytest.approx(1600, abs=0.01)
    assert x[gap + 1] == pytest.approx(1600, abs=0.01)
    assert y[gap - 1] > y[gap + 1] * 1.2
    assert None not in break_even_chart.drawn_line(found, "plain")[1]


@pytest.mark.parametrize("above", [False, True])
def test_the_chart_of_break_evens_names_each_turn_of_the_cheapest(example: Comparison, above: bool):
    found = break_evens(example, axis_of(example.model))
    named = break_even.named_turns(found)
    figure = drawn(break_even_chart.chart(example, found, named, (0.9, 1.1), ON_WHITE, above))
    count = len(example.compared)
    lines, (others, numbers), today = figure.data[:count], figure.data[count : count + 2], figure.data[count + 2 :]
    assert [line.name for line in lines] == [option.label for option in example.compared]
    assert len(today) == count, "where each line passes today"
    assert list(numbers.text) == [f"<b>{number}</b>" for number in range(1, len(named) + 1)]
    assert len(others.x) + len(numbers.x) == len(found.turns)
    band = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (band.x0, band.x1) == pytest.approx((54000, 66000))
    if above:
        assert np.allclose(numbers.y, 0, atol=5000), "where the cheapest changes both cost no more than it"


def test_every_change_of_the_cheapest_is_named(example: Comparison):
    found = break_evens(example, axis_of(example.model))
    pairs = {frozenset((turn.one, turn.other)) for turn in break_even.named_turns(found)}
    keys = [key for _, _, key in found.cheapest]
    assert {frozenset(pair) for pair in pairwise(keys)} == pairs


def test_the_map_has_one_layer_for_each_winner_and_every_cell_once(example: Comparison):
    found = crossover_map(example, axis_of(example.model), axis_of(example.model, "handle_time"), 20)
    figure = drawn(crossover.chart(example, found, ((0.9, 1.1), None), ON_WHITE))
    layers = [trace for trace in figure.data if trace.type == "heatmap"]
    assert len(layers) == len(found.shares)
    filled = sum(np.array([[cell is not None for cell in row] for row in layer.z]).astype(int) for layer in layers)
    assert (filled == 1).all()
    frame = figure.layout.shapes[0]
    assert (frame.x0, frame.x1) == pytest.approx((54000, 66000))
    assert (frame.y0, frame.y1) == pytest.approx((50, 200)), "no spread of the handle time: the whole height"


def test_the_chart_of_goals_has_a_point_for_each_single_value(example: Comparison):
    found = goal_seek(example, "seats_manila", target_of(example, "seats_manila", share=0.6))
    rate = next(one for one in found if one.lever.input.name == "seat_rate")
    bands = {rate.lever.key: Band(1024, 0, 1800.0, 2000.0, 2300.0)}
    figure = drawn(goals_chart.chart(found, bands, ON_WHITE, "USD"))
    points = figure.data[-1]
    near = [one for one in found if len(one.found) == 1 and one.lever.group != OWN]
    assert len(points.x) == len(near)
    assert any(value == pytest.approx(100 * (rate.value / 2240 - 1)) for value in points.x)
    assert list(figure.data[0].x) == pytest.approx([100 * (1800 / 2240 - 1), 100 * (2300 / 2240 - 1)])
