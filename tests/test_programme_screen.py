"""The screen Programme: figures of the model first; volumes from a file are shown, then used, and undone again."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard.chart.numbers import csv_of as numbers_of
from dashboard.formats import compact, short
from dashboard.programme import summary, volume_chart
from dashboard.programme.hand import KEPT, Hand
from tcomodel import Comparison, RateCard, compare, load_card, load_scenario, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.volumes import level_and_season, read_export
from tcomodel.volumes.session import ExportInHand
from tests.case_file import ROOT
from tests.on_page import exact_total, settled
from tests.volume_files import csv_of, days_from, european_year, workbook_of

SECONDS = 1000
FOLDER = ROOT / "data" / "scenarios"
EXAMPLE = FOLDER / "example.yaml"
SCHEDULE = FOLDER / "volumes" / "per_ticket_schedule.csv"
OPEN = "With these volumes:"


@pytest.fixture(scope="module")
def card() -> RateCard:
    return load_card(ROOT / "data" / "rates.yaml")


@pytest.fixture(scope="module")
def example(card: RateCard) -> Comparison:
    return compare(load_scenario(EXAMPLE), card)


@pytest.fixture
def app() -> AppTest:
    """A new visitor on the screen, with the place for a file open."""
    return screen()


def screen(opened: bool = True) -> AppTest:
    app = AppTest.from_string('from dashboard.frame import SCREENS\n\nSCREENS["programme"]()', default_timeout=60)
    app.session_state["open:volumes"] = opened
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def with_scenario(data: dict[str, Any]) -> AppTest:
    """A visitor who has another scenario open."""
    script = (
        "import json\nfrom dashboard import state\nfrom dashboard.frame import SCREENS\n\n"
        f"if not state.kept('began'):\n    state.keep('began', True)\n"
        f"    assert state.open_data(json.loads({json.dumps(data)!r}), 'mine'), state.session().refused\n"
        'SCREENS["programme"]()'
    )
    app = AppTest.from_string(script, default_timeout=60)
    app.session_state["open:volumes"] = True
    return run(app)


def hand_in(app: AppTest, content: bytes | str, name: str = "calls.csv") -> AppTest:
    app.file_uploader[0].upload(name, content.encode() if isinstance(content, str) else content)
    return run(app)


def in_hand(app: AppTest) -> Hand:
    return app.session_state[f"kept {KEPT}"]


def texts(app: AppTest) -> str:
    groups = (app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join(str(one.value).replace("\\", "") for group in groups for one in group)


def answer(app: AppTest, label: str, said: str) -> AppTest:
    next(one for one in app.radio if label in one.label.replace("\\", "")).set_value(said)
    return run(app)


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    return run(app)


def data_of(app: AppTest) -> dict[str, Any]:
    return app.session_state["session"].data


# ---------------------------------------------------------------- what the programme amounts to


def test_the_figures_are_those_of_the_model(example: Comparison, card: RateCard):
    volumes = volume_chart.channels(example)
    year = sum(float(months[:12].sum()) for months in volumes.values())
    keys = ("voice", "chat", "email")
    assert year == pytest.approx(
        sum(float(example.values[example.row(f"programme.{key}.forecast_volume")][:12].sum()) for key in keys)
    )
    hours = sum(float(example.values[example.row(f"in_house.{key}.workload_hours")][:12].sum()) for key in keys)
    team = np.asarray(example.option("in_house").of("team"))[:12]
    shown = {one.label: one.value for one in screen(opened=False).metric}
    assert shown["Contacts"] == short(year)
    assert shown["Handling hours"] == short(hours)
    assert shown["Agents"] == compact(float(team.mean()), 0)
    assert shown["Busiest month"] == short(max(float(sum(one[m] for one in volumes.values())) for m in range(12)))


def test_a_figure_leads_to_its_line(example: Comparison):
    for tile in summary.tiles(example):
        assert example.row(tile.line)
    assert [tile.of for tile in summary.tiles(example)] == ["Voice", "Voice", "", "Voice"]


def test_the_chart_holds_the_contacts_of_each_month(example: Comparison):
    figure = volume_chart.by_channel(example, ON_WHITE)
    assert [trace["name"] for trace in figure["data"]] == ["Voice", "Chat", "Email"]
    for trace in figure["data"]:
        np.testing.assert_allclose(trace["y"], example.values[example.row(trace["meta"]["line"])], rtol=1e-6)
    assert len({(trace["line"]["color"], trace["line"]["dash"]) for trace in figure["data"]}) == 3
    assert "Voice" in numbers_of(figure)


SMALL: dict[str, Any] = {
    "name": "Small", "start": "2027-03", "months": 7, "demand": {"volume": 5000},
    "options": {"own": {"label": "Own team", "in_house": {"monthly_budget": 20000}}},
}  # fmt: skip


def test_a_programme_without_handle_time_says_that_hours_are_not_counted():
    app = with_scenario(SMALL)
    shown = {one.label: one.value for one in app.metric}
    assert shown["Contacts"] == "35 k"
    assert shown["Handling hours"] == shown["Agents"] == "–"
    assert "in 7 months: one channel" in texts(app)
    assert summary.NOT_HANDLED in texts(app)


def test_the_forms_change_the_programme_and_a_mistake_is_told(app: AppTest):
    where = "field:demand.volume.voice#"
    box = next(one for one in app.text_input if str(one.key).startswith(where))
    box.input("40,000")
    run(app)
    assert data_of(app)["demand"]["volume"]["voice"]["base"] == 40000
    next(one for one in app.text_input if str(one.key).startswith(where)).input("many")
    run(app)
    assert "The results below are those before your last change." in texts(app)
    shown = {one.label: one.value for one in app.metric}
    assert shown["Contacts"] != "–", "the last good figures stay"


# ---------------------------------------------------------------- from a file into the scenario


def test_without_a_file_it_says_what_to_bring(app: AppTest):
    assert "Take the export as it comes" in texts(app)
    assert app.code[0].value.startswith("Date;Voice;Chat")
    sample = ExportInHand(read_export("sample.csv", app.code[0].value.encode()), ("voice", "chat"))
    assert [one.channel for one in sample.reading(days_from_start()).streams] == ["voice", "chat"]
    assert not screen(opened=False).file_uploader, "a closed place does no work"


def test_nothing_changes_before_somebody_says_so_and_one_undo_takes_it_back(app: AppTest, card: RateCard):
    content, months = european_year()
    before = deepcopy(data_of(app))
    hand_in(app, content)
    assert "calls.csv: a row a day, 1 Jan 2025 to 31 Dec 2025" in texts(app)
    assert data_of(app) == before
    wanted = compare(scenario_from(level_and_season(before, months, {}).data, FOLDER), card)
    assert OPEN in texts(app)
    assert f"to {wanted.cheapest.total:,.0f} USD" in texts(app)
    press(app, "Use these volumes")
    after = data_of(app)
    assert after["demand"] == json.loads(json.dumps(wanted.scenario.data["demand"]))
    assert after["description"].startswith(before["description"].strip())
    source = "voice and chat and email from calls.csv, 1 Jan 2025 to 31 Dec 2025, as level and season"
    assert after["description"].endswith(f"Source of the volumes: {source} (uploaded).")
    shown = {one.label: one.value for one in app.metric}
    assert shown["Contacts"] == short(sum(float(one[:12].sum()) for one in volume_chart.channels(wanted).values()))
    assert "The volumes of calls.csv are in use: voice and chat and email, as level and season" in texts(app)
    assert in_hand(app).export is None
    next(one for one in app.button if str(one.key) == "volumes:undo").click()
    run(app)
    assert data_of(app) == before
    assert "are in use" not in texts(app)


def test_month_by_month_needs_the_whole_term_and_then_fixes_it(app: AppTest, card: RateCard):
    content, _ = european_year()
    hand_in(app, content)
    answer(app, "How", "Month by month")
    assert "Voice has 0 of the 60 months of the term; missing are Jan 2027" in texts(app)
    assert not [one for one in app.button if one.label == "Use these volumes"]
    press(app, "Close the file")
    hand_in(app, SCHEDULE.read_bytes(), "schedule.csv")
    answer(app, "How", "Month by month")
    press(app, "Use these volumes")
    result = compare(scenario_from(data_of(app), FOLDER), card)
    np.testing.assert_array_equal(result.values[result.row("programme.voice.forecast_volume")][:2], [12000.0, 24000.0])
    assert "which fixes the term" in texts(app)


def test_the_table_says_which_months_count_and_why_not(app: AppTest):
    rows = [["Date", "Voice"], *([f"{day:%Y-%m-%d}", "1000"] for day in days_from(days_from_start(), 420))]
    hand_in(app, csv_of(rows, ";"))
    table = next(one.value for one in app.dataframe if "Status" in one.value.columns)
    assert list(table["Month"])[:2] == ["Jan 2024", "Feb 2024"]
    assert table["Status"].iloc[0] == "left out: begins on 10 January"
    assert table["Status"].iloc[1] == "whole"
    assert table["Voice"].iloc[1] == 29000
    app.multiselect[0].set_value(["2024-01"])
    run(app)
    table = next(one.value for one in app.dataframe if "Status" in one.value.columns)
    assert table["Status"].iloc[0] == "counted as it is, as you said"


def days_from_start() -> Any:
    from datetime import date

    return date(2024, 1, 10)


def test_an_open_question_is_asked_and_its_answer_counts(app: AppTest):
    rows = [["Month", "Voice"], *([f"01/{month:02d}/2025", "3000"] for month in range(1, 13))]
    hand_in(app, csv_of(rows, ","))
    assert "Not yet: a question is open." in texts(app)
    assert not [one for one in app.button if one.label == "Use these volumes"]
    answer(app, "Which number is written first?", "day first")
    assert OPEN in texts(app)
    press(app, "Use these volumes")
    assert data_of(app)["demand"]["volume"]["voice"]["base"] == 3000
    assert data_of(app)["demand"]["seasonality"]["voice"] == [1.0] * 12


def test_an_unknown_queue_is_given_a_channel(app: AppTest):
    rows = [["Month", "Queue", "Contacts"], *([f"2025-{month:02d}", "VIP", "500"] for month in range(1, 13))]
    hand_in(app, csv_of(rows, ","))
    assert "nothing says to which channel VIP belongs" in texts(app)
    next(one for one in app.selectbox if one.label == "VIP").set_value("chat")
    run(app)
    assert OPEN in texts(app)
    press(app, "Use these volumes")
    assert data_of(app)["demand"]["volume"]["chat"]["base"] == 500


def test_a_new_channel_that_the_options_know_nothing_of_is_refused_with_reasons(app: AppTest):
    rows = [["Month", "SMS"], *([f"2025-{month:02d}", "500"] for month in range(1, 13))]
    hand_in(app, csv_of(rows, ","))
    before = deepcopy(data_of(app))
    next(one for one in app.selectbox if one.label == "SMS").set_value("sms")
    run(app)
    assert "With these volumes the scenario cannot be computed." in texts(app)
    assert not [one for one in app.button if one.label == "Use these volumes"]
    assert data_of(app) == before


def test_a_column_is_taken_for_what_somebody_says(app: AppTest):
    rows = [["Month", "Voice", "Chat"], *([f"2025-{month:02d}", "500", "70"] for month in range(1, 13))]
    hand_in(app, csv_of(rows, ","))
    app.session_state[f"open:volumes:columns:{in_hand(app).count}"] = True
    run(app)
    next(one for one in app.selectbox if one.label == "Chat" and one.value == "count").set_value("")
    run(app)
    export = in_hand(app).export
    assert export is not None
    assert [one.role for one in export.reading_of_columns()] == ["date", "count", ""]
    press(app, "Use these volumes")
    assert data_of(app)["demand"]["volume"]["chat"]["base"] == 15000, "as it was"


def test_cells_that_cannot_be_read_are_listed_and_can_be_left_out(app: AppTest):
    rows = [["Month", "Voice"], *([f"2025-{month:02d}", "500"] for month in range(1, 13))]
    rows[3][1], rows[5][1] = "-4", "lots"
    hand_in(app, csv_of(rows, ","))
    assert "2 cells cannot be read." in texts(app)
    table = next(one.value for one in app.dataframe if "What is wrong" in one.value.columns)
    assert list(table["Cell"]) == ["B4", "B6"]
    app.checkbox[0].check()
    run(app)
    assert "Voice has 10 whole months, not a year" in texts(app)
    assert OPEN in texts(app)


def test_a_file_without_volumes_is_refused_and_the_one_in_hand_stays(app: AppTest):
    hand_in(app, b"%PDF-1.7 of a report", "report.csv")
    assert "report.csv was not read." in texts(app)
    assert "it is a PDF" in texts(app)
    hand_in(app, european_year()[0])
    hand_in(app, b"Voice,Chat\n1,2\n", "other.csv")
    assert "calls.csv is still in hand." in texts(app)
    assert OPEN in texts(app)
    press(app, "Close the file")
    assert OPEN not in texts(app)


def test_another_sheet_of_a_workbook_can_be_chosen(app: AppTest):
    from datetime import datetime

    hand_in(app, workbook_of([["Month", "Voice"], *([datetime(2025, m, 1), 700] for m in range(1, 13))]), "calls.xlsx")
    assert "sheet 'Data' is read, the others are not: Cover" in texts(app).replace("Sheet 'Data'", "sheet 'Data'")
    next(one for one in app.selectbox if one.label == "Sheet").set_value("Cover")
    run(app)
    assert "has no row with a date and a number" in texts(app)
    assert OPEN in texts(app), "the sheet that could be read stays"


def test_the_share_resolved_when_measured_is_asked_for_where_nobody_states_it(card: RateCard):
    data = json.loads(json.dumps(dict(load_scenario(EXAMPLE).data)))
    del data["demand"]["measured_resolution"]
    app = with_scenario(data)
    hand_in(app, european_year()[0])
    box = next(one for one in app.number_input if one.label.startswith("Resolved at first contact"))
    assert box.value is None
    box.set_value(74.0)
    run(app)
    press(app, "Use these volumes")
    assert data_of(app)["demand"]["measured_resolution"] == "74%"


def test_names_from_a_file_are_shown_as_they_are(app: AppTest):
    nasty = "**[x](http://evil)** $a$ <b>"
    rows = [["Month", nasty], *([f"2025-{month:02d}", "500"] for month in range(1, 13))]
    hand_in(app, csv_of(rows, ","))
    labels = [one.label for one in app.selectbox]
    assert any("\\*\\*\\[x\\]" in label for label in labels)
    assert not any(label.startswith("**[") for label in labels)


def test_a_chart_of_a_file_shows_gaps_as_gaps():
    rows = [["Month", "Voice", "Chat"], *([f"2025-{month:02d}", "500", "70"] for month in range(1, 13))]
    del rows[4]
    rows[2][2] = ""
    hand = ExportInHand(read_export("c.csv", csv_of(rows, ",")), ("voice", "chat"))
    from datetime import date

    figure = volume_chart.read_from_file(hand.reading(date(2026, 11, 22)).months, ON_WHITE)
    voice, chat = figure["data"]
    assert voice["y"][3] is None
    assert chat["y"][1] is None
    assert chat["x"][1] is None, "what is not there is not read out as zero"
    assert len(voice["y"]) == 12


# ---------------------------------------------------------------- the whole way, in Chromium


def test_a_year_of_daily_contacts_becomes_the_answer_and_undo_brings_the_old_one_back(
    page: Page, dashboard: str, tmp_path: Path, card: RateCard, example: Comparison
):
    content, months = european_year()
    file = tmp_path / "kontakte_2025.csv"
    file.write_bytes(content)
    page.goto(f"{dashboard}/programme")
    page.get_by_text("Upload real volumes").click(timeout=60 * SECONDS)
    page.locator("input[type=file]").set_input_files(file, timeout=60 * SECONDS)
    expect(page.get_by_text("kontakte_2025.csv: a row a day, 1 Jan 2025 to 31 Dec 2025.")).to_be_visible(
        timeout=60 * SECONDS
    )
    expect(page.get_by_text("Row 369 left out: a total of other rows.")).to_be_visible()
    expect(page.locator(".tco-chart .main-svg").first).to_be_visible(timeout=60 * SECONDS)
    data = json.loads(json.dumps(dict(load_scenario(EXAMPLE).data)))
    wanted = compare(scenario_from(level_and_season(data, months, {}).data, FOLDER), card)
    expect(page.get_by_text(f"to {wanted.cheapest.total:,.0f} USD")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Use these volumes").click()
    expect(page.get_by_text("The volumes of kontakte_2025.csv are in use")).to_be_visible(timeout=60 * SECONDS)
    settled(page)
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_text("Exact total over the term")).to_contain_text(wanted.cheapest.label, timeout=60 * SECONDS)
    assert exact_total(page) == (round(wanted.cheapest.total, 2), wanted.cheapest.label)
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Exact total over the term")).to_contain_text(
        re.compile(re.escape(f"{example.cheapest.total:,.2f}")), timeout=60 * SECONDS
    )
