"""The parts of the negotiation screen about a contract's pieces: clauses, commitment, should-cost, claims."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.negotiate import claims, clauses, commitment, should_cost
from dashboard.negotiate.bars import percent_ticks
from tcomodel import Comparison, compare, scenario_from
from tcomodel.__main__ import main
from tcomodel.colours import ON_WHITE
from tcomodel.negotiation.clauses import clause_values
from tcomodel.negotiation.commitment import commitments_to_give
from tcomodel.negotiation.saving_bridge import bridge
from tcomodel.negotiation.should_cost import build_up
from tcomodel.readers.contract_rows import claim_rows, clause_rows, commitment_rows, should_cost_rows
from tests.case_file import card

SMALL: dict[str, Any] = {
    "start": "2027-01", "months": 12, "timing": {"discount_rate": "8%"}, "uncertainty": {"draws": 1024},
    "demand": {"volume": {"voice": {"low": 50_000, "base": 60_000, "high": 80_000}}},
    "service": {"handle_time": 600}, "staffing": {"paid_hours": 100, "occupancy": "100%", "shrinkage": 0},
    "options": {
        "own": {"label": "Own team", "in_house": {"hourly_wage": 20, "on_cost_rate": "25%", "premises_rate": 300}},
        "vendor": {
            "label": "Vendor <b>&", "pricing": {"model": "hybrid", "core_seats": 80, "seat_rate": 1200,
                                                "overflow_price": 3},
            "contract": {"commitment": {"minimum_fee": 120_000},
                         "service_levels": {"kpis": {"fcr": {"target": "80%", "attained": "79%", "penalty": "2%"}}}},
            "should_cost": {
                "vendor_wage": 4, "vendor_on_cost_rate": "45%", "vendor_leader_span": 10, "vendor_leader_wage": 6,
                "vendor_support_cost": 90, "vendor_seat_cost": 120, "vendor_technology_cost": 60,
                "vendor_overhead_rate": "10%",
            },
        },
    },
}  # fmt: skip


def small() -> Comparison:
    return compare(scenario_from(SMALL), card())


def page(data: str) -> None:
    import json

    from dashboard import state
    from dashboard.negotiate import claims, clauses, commitment, should_cost

    state.session()
    state.put_in(json.loads(data), "a test")
    for part in (clauses, commitment, should_cost, claims):
        part.show(state.result())


def shown(change: Callable[[dict[str, Any]], None] = lambda data: None) -> AppTest:
    data = json.loads(json.dumps(SMALL))
    change(data)
    app = AppTest.from_function(page, args=(json.dumps(data),), default_timeout=60).run()
    assert not app.exception, [one.value for one in app.exception]
    return app


def texts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.caption, *app.info))


def test_every_part_answers_first_and_offers_its_data():
    app = shown()
    said = texts(app)
    assert [one.value for one in app.subheader] == [
        "What each clause is worth",
        "The commitment to give",
        "What the price consists of",
        "Savings that are claimed, and this programme",
    ]
    for sentence in ("one worth most to you service levels", "Committing to", "of the price is left to it",
                     "Guides compare the price of an hour", "over 1,024 futures"):  # fmt: skip
        assert sentence in said, sentence
    assert len(app.get("download_button")) == 5, "one for each chart"
    assert len(app.selectbox) == 4


def test_nothing_uncertain_and_nothing_to_build_up_is_said():
    def certain(data: dict[str, Any]) -> None:
        data["demand"]["volume"]["voice"] = 60_000
        del data["options"]["vendor"]["should_cost"]["vendor_seat_cost"]

    said = texts(shown(certain))
    assert "in the base case, because no input has a range" in said
    assert "vendor_seat_cost" in said
    assert "none is assumed" in said


def test_the_margin_slider_begins_at_the_stated_target_to_the_tenth_however_high():
    def aimed(target: str) -> Callable[[dict[str, Any]], None]:
        def change(data: dict[str, Any]) -> None:
            data["options"]["vendor"]["should_cost"]["target_margin"] = target

        return change

    for target, begins in (("72.5%", 72.5), ("12.5%", 12.5)):
        app = shown(aimed(target))
        (slider,) = app.slider
        assert slider.value == begins
        assert f"{begins} %" in texts(app)


def test_without_a_vendor_there_is_nothing_to_negotiate():
    def alone(data: dict[str, Any]) -> None:
        del data["options"]["vendor"]

    app = shown(alone)
    assert [one.value for one in app.info] == [
        "There is no vendor in the comparison, so there is nothing to negotiate."
    ] * 4


# -- charts ----------------------------------------------------------------------------------------------


def test_the_bars_of_clauses_are_the_values_and_names_are_safe():
    result = small()
    found = clause_values(result, "vendor")
    figure = clauses.chart(result, found, ON_WHITE)
    (bars,) = figure["data"]
    expected = [value.worth.mean for value in found.clauses if value.worth is not None]
    assert bars["x"] == pytest.approx(expected)
    assert figure["layout"]["yaxis"]["ticktext"] == ["<b>Service levels</b>", "<b>Commitment</b>"]


def test_the_steps_of_a_bridge_end_where_the_next_begin_and_at_the_saving():
    found = bridge(small(), "vendor")
    (bars,) = claims.chart(found, ON_WHITE)["data"]
    ends = [base + x for base, x in zip(bars["base"], bars["x"], strict=True)]
    assert ends[-1] == pytest.approx(100 * found.stages[-1].saving)
    assert 100 * found.saving in [pytest.approx(end) for end in ends]
    steps = [number for number, base in enumerate(bars["base"]) if number and base != 0.0]
    assert steps
    assert all(bars["base"][number] == pytest.approx(ends[number - 1]) for number in steps)


def test_the_price_is_stepped_up_to_from_the_wage():
    result = small()
    found = build_up(result, "vendor", 0.1)
    (bars,) = should_cost.chart(result, found, ON_WHITE)["data"]
    assert sum(bars["x"][:8]) == pytest.approx(found.price)
    assert bars["x"][8] == pytest.approx(found.price)
    assert "Vendor &lt;b&gt;&amp;" in bars["hovertext"][8]
    assert found.target is not None
    assert bars["x"][9] == pytest.approx(found.target.per_agent)


def test_the_curve_of_a_commitment_marks_the_best_and_the_contract():
    result = small()
    for found in commitments_to_give(result, "vendor"):
        figure = commitment.chart(result, found, ON_WHITE)
        assert {note["x"] for note in figure["layout"]["annotations"]} == {found.best, found.present}
        region = figure["layout"]["shapes"][0]
        assert (region["x0"], region["x1"]) == found.flat
        assert len(figure["data"]) == 1, "without draws there is no P90"


def test_the_files_hold_what_is_drawn():
    result = small()
    found = clause_values(result, "vendor")
    head, *lines = list(clause_rows(found))
    assert head[0] == "clause"
    assert lines[-1][0] == "all together"
    assert all(len(line) == len(head) for line in lines)
    for rows in (claim_rows([bridge(result, "vendor")]), should_cost_rows(build_up(result, "vendor", 0.1)),
                 commitment_rows(commitments_to_give(result, "vendor"))):  # fmt: skip
        head, *lines = list(rows)
        assert lines
        assert all(len(line) == len(head) for line in lines)


@pytest.mark.parametrize(
    ("command", "column", "told"),
    [
        ("clauses", "mean", lambda data: data["clauses"][0]["worth"]["mean"]),
        ("shouldcost", "per_agent_month", lambda data: data["parts"][0]["per_agent_month"]),
        ("claims", "saving_so_far", lambda data: data["options"][0]["stages"][0]["saving"]),
        ("commitment", "mean", lambda data: data["commitments"][0]["mean"][0]),
    ],
)
def test_the_commands_write_their_tables(
    command: str, column: str, told: Callable[[dict[str, Any]], float], tmp_path: Path
):
    scenario, figures, table = (tmp_path / name for name in ("scenario.yaml", "figures.json", "table.csv"))
    scenario.write_text(json.dumps(SMALL), encoding="utf-8")
    assert main([command, str(scenario), "vendor", "--json", str(figures), "--csv", str(table)]) == 0
    first, *_ = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig")))
    assert float(first[column]) == pytest.approx(told(json.loads(figures.read_text(encoding="utf-8"))), rel=1e-12)


def test_ticks_of_shares_are_round():
    assert percent_ticks(-12, 70)["ticktext"] == ["−20 %", "0 %", "20 %", "40 %", "60 %", "80 %"]
    assert len(percent_ticks(-2_000_000, 50)["ticktext"]) <= 9, "a vendor that costs many times as much"
