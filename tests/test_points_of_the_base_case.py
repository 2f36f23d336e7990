"""Points of the charts on Risk and Negotiate that are lines of the base case lead to them; no other point does.

A percentile, a mean over futures or a cost under other terms is no line of the model: nothing could explain it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from dashboard.chart.words import in_words
from dashboard.figures import Figure
from dashboard.formats import short
from dashboard.negotiate import break_even, break_even_chart, claims, clauses, commitment, crossover
from dashboard.risk import charts, choice_charts, driver_charts, fan_chart
from tcomodel import Comparison, compare, load_scenario
from tcomodel.colours import ON_WHITE
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.clauses import clause_values
from tcomodel.negotiation.commitment import commitments_to_give
from tcomodel.negotiation.crossings import break_evens
from tcomodel.negotiation.crossover_map import crossover_map
from tcomodel.negotiation.saving_bridge import bridge
from tcomodel.sensitivity.difference import RANGE, difference
from tcomodel.simulation import Simulation, simulate
from tests.case_file import ROOT, card

VENDOR = "seats_manila"


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


@pytest.fixture(scope="module")
def found(example: Comparison) -> Simulation:
    return simulate(example, draws=1024)


def led_to(figure: Figure) -> Iterator[tuple[str, int | None, Figure, int]]:
    """Every point with a line behind it: the line, its month, the trace, and the point's number in it."""
    for trace in figure["data"]:
        if "meta" in trace:
            yield from ((trace["meta"]["line"], month, trace, place) for place, month in enumerate(trace["x"]))
        for place, point in enumerate(trace.get("customdata") or ()):
            if point is not None:
                yield point[0], point[1], trace, place


def value_of(result: Comparison, key: str, month: int | None) -> float:
    row = next(row for row in result.model.rows if row.key == key)
    value = np.asarray(result.values[row], dtype=float)
    return float(value if month is None else value[month - 1])


def lines_of(figure: Figure) -> list[str]:
    return list(dict.fromkeys(line for line, *_ in led_to(figure)))


def test_the_base_case_of_each_hill_is_the_options_cost(example: Comparison, found: Simulation):
    figure = charts.spread_of_costs(found, ON_WHITE)
    assert lines_of(figure) == [f"{option.key}.npv" for option in example.compared]
    for line, month, trace, place in led_to(figure):
        assert trace["x"][place] == pytest.approx(value_of(example, line, month))
        assert trace["marker"]["symbol"][place] == "diamond-open", "the median leads nowhere"
        assert "here: the base case" in trace["hovertext"][place]
        assert "here: the median, one of the futures drawn" in trace["hovertext"][1 - place]


@pytest.mark.parametrize(("kind", "line"), [("so_far", "cumulative_cost"), ("by_month", "total_cost"), ("by_year", "")])
def test_the_base_case_of_a_fan_is_the_line_in_its_month(example: Comparison, found: Simulation, kind: str, line: str):
    figure = fan_chart.fan(found, VENDOR, kind, ON_WHITE)
    assert lines_of(figure) == ([f"{VENDOR}.{line}"] if line else []), "a contract year is no line"
    for key, month, trace, place in led_to(figure):
        assert trace["name"] == "base case"
        assert trace["y"][place] == pytest.approx(value_of(example, key, month), rel=1e-6)
    pointed = [trace for trace in figure["data"] if trace["hoverinfo"] != "skip"]
    assert [trace["name"] for trace in pointed] == ["base case"], "so a click beside it cannot lead elsewhere"
    assert all("P90" in said and said.endswith(" USD</b>") for said in pointed[0]["hovertext"])


def test_other_charts_of_draws_lead_nowhere(example: Comparison, found: Simulation):
    tornado = difference(example, found.drivers, VENDOR, "in_house")
    figures = [
        choice_charts.choice(found, ON_WHITE), choice_charts.saving_probability(found, ON_WHITE),
        driver_charts.tornado(example, tornado, tornado.of(RANGE), ON_WHITE),
    ]  # fmt: skip
    assert [lines_of(figure) for figure in figures] == [[], [], []]


@pytest.mark.parametrize("above", [False, True])
def test_today_on_the_lines_of_break_evens_is_the_comparison(example: Comparison, above: bool):
    along = break_evens(example, axis_of(example.model))
    figure = break_even_chart.chart(example, along, break_even.named_turns(along), None, ON_WHITE, above)
    assert lines_of(figure) == [f"{option.key}.npv" for option in example.compared]
    least = min(option.figure("npv") for option in example.compared) if above else 0.0
    for line, month, trace, place in led_to(figure):
        cost = value_of(example, line, month)
        assert trace["y"][place] + least == pytest.approx(cost, abs=1)
        assert f"today {short(cost, 2)} USD" in trace["hovertext"][place]


def test_no_point_of_another_axis_than_the_base_case_claims_to_be_today(example: Comparison):
    axis = axis_of(example.model)
    beyond = break_evens(example, axis.between(axis.today * 1.2, axis.most))
    assert not lines_of(break_even_chart.chart(example, beyond, [], None, ON_WHITE))


def test_you_are_here_on_the_map_is_the_cheapest_option(example: Comparison):
    found = crossover_map(example, axis_of(example.model), axis_of(example.model, "handle_time"), 10)
    figure = crossover.chart(example, found, (None, None), ON_WHITE)
    assert lines_of(figure) == [f"{example.cheapest.key}.npv"]
    (said,) = figure["data"][-1]["hovertext"]
    assert said.startswith("<b>you are here</b><br>60,000 contacts a month, 100.0 % of today")
    assert said.endswith(f"costs least, {short(example.cheapest.figure('npv'), 2)} USD in today's money")


def test_the_saving_of_a_bridge_is_the_options_and_every_bar_says_its_share(example: Comparison):
    figure = claims.chart(bridge(example, VENDOR), ON_WHITE)
    ((line, month, trace, place),) = led_to(figure)
    assert line == f"{VENDOR}.saving_share"
    assert trace["x"][place] == pytest.approx(100 * value_of(example, line, month)), "in per cent"
    assert all(" % of what " in said for said in trace["hovertext"])


def test_what_a_clause_is_worth_has_its_currency_and_leads_nowhere(example: Comparison):
    figure = clauses.chart(example, clause_values(example, VENDOR), ON_WHITE)
    assert not lines_of(figure)
    assert all(
        " USD to " in said for said in figure["data"][0]["hovertext"] if "worth" in said and "either" not in said
    )


def test_without_draws_the_commitment_of_the_contract_is_the_base_case(example: Comparison):
    (certain,) = commitments_to_give(example, VENDOR)
    ((line, month, trace, place),) = led_to(commitment.chart(example, certain, ON_WHITE))
    assert line == f"{VENDOR}.npv"
    assert trace["x"][place] == certain.present
    assert trace["y"][place] == pytest.approx(value_of(example, line, month))


def test_bars_of_two_axes_or_over_each_other_are_not_added_up_for_who_listens(example: Comparison, found: Simulation):
    best = found.favourite
    told = in_words(choice_charts.choice(found, ON_WHITE))
    assert told.startswith("Costs least, % of all futures: ")
    assert f"{best.label} {short(100 * found.cheapest_in(best.key).value)}." in told
    tornado = difference(example, found.drivers, VENDOR, "in_house")
    bars: list[Any] = tornado.of(RANGE)
    said = in_words(driver_charts.tornado(example, tornado, bars, ON_WHITE))
    assert f"{short(bars[0].low.lead)} at its low, {short(bars[0].high.lead)} at its high." in said
