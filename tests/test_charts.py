"""The charts: every point is a number of the model and says which; words can be read by everybody."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard import figures
from dashboard.chart import HEAD_START
from dashboard.chart.numbers import csv_of, rows_of
from dashboard.chart.words import in_words
from dashboard.figures import Figure, dash_of, ink_for, ink_on
from dashboard.figures.look import contrast
from dashboard.formats import exact, short
from dashboard.negotiate.bars import Bar, bars_of
from tcomodel import Comparison, compare, load_card, load_scenario, scenario_from
from tcomodel.categories import ORDER
from tcomodel.colours import ON_WHITE, Colours, channels, mixed

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
CARD = load_card(ROOT / "data" / "rates.yaml")
SCRIPTS = ROOT / "dashboard" / "chart" / "browser"
SECONDS = 1000


def themes() -> dict[str, Colours]:
    """The colours of the light and of the dark screen."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    return {
        kind: Colours(
            tuple(theme[kind]["chartCategoricalColors"]),
            theme[kind]["backgroundColor"],
            theme[kind]["textColor"],
            mixed(theme[kind]["textColor"], theme[kind]["backgroundColor"], 0.15),
        )
        for kind in ("light", "dark")
    }


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), CARD)


def drawn(result: Comparison) -> dict[str, Figure]:
    """The figures of the first screen, a bridge to each option among them."""
    found = {
        "so far": figures.cumulative_cost(result, ON_WHITE),
        "monthly": figures.monthly_cost(result, ON_WHITE),
        "categories": figures.cost_by_category(result, ON_WHITE),
    }
    if unit := figures.unit_cost(result, ON_WHITE):
        found["unit"] = unit
    if result.baseline:
        found |= {f"bridge to {one.key}": figures.bridge(result, one, ON_WHITE) for one in result.options}
    return found


def behind(figure: Figure) -> Iterator[tuple[str, int | None, float, int]]:
    """Of every point: the line of the model behind it, the month, the number drawn, and its place."""
    for trace in figure["data"]:
        values = trace["x"] if trace["type"] == "bar" else trace["y"]
        if "customdata" in trace:
            assert len(trace["customdata"]) == len(values)
            for place, ((key, month), value) in enumerate(zip(trace["customdata"], values, strict=True)):
                yield key, month, value, place
        else:
            for place, (month, value) in enumerate(zip(trace["x"], values, strict=True)):
                yield trace["meta"]["line"], month, value, place


def of_the_model(result: Comparison, key: str, month: int | None) -> float:
    """What the model says: of a month, or over the term."""
    row = result.row(key)
    values = np.broadcast_to(np.asarray(result.values[row], dtype=float), len(result.months))
    if month is not None:
        return float(values[month - 1])
    return float(np.sum(values)) if row.is_monthly else float(values[0])


# ---------------------------------------------------------------- the numbers


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_point_is_the_number_of_the_line_it_leads_to(path: Path):
    result = compare(load_scenario(path), CARD)
    for name, figure in drawn(result).items():
        points = list(behind(figure))
        assert points
        for key, month, value, place in points:
            told = of_the_model(result, key, month)
            if name.startswith("bridge") and 0 < place < len(points) - 1:  # a step: the option's less the baseline's
                option, _, line = key.partition(".")
                base, chosen = result.baseline, result.option(name.removeprefix("bridge to "))
                amounts = {one.key: one for one in (base, chosen)}
                assert option in amounts
                lines = {one.key: {row.name for row in one.model.categories.values()} for one in (base, chosen)}
                before, after = (
                    of_the_model(result, f"{one.key}.{line}", None) if line in lines[one.key] else 0.0
                    for one in (base, chosen)
                )
                told = after - before
            assert value == pytest.approx(told, rel=1e-6, abs=0.01), (name, key, month)


def test_bars_start_where_the_one_before_ends(result: Comparison):
    trace = figures.bridge(result, result.option("seats_manila"), ON_WHITE)["data"][0]
    ends = [start + length for start, length in zip(trace["base"], trace["x"], strict=True)]
    assert trace["base"][1:-1] == pytest.approx(ends[:-2])
    assert ends[-2] == pytest.approx(result.option("seats_manila").total, abs=1)
    stacked = figures.cost_by_category(result, ON_WHITE)["data"][0]
    for row, option in enumerate(result.compared):
        mine = [place for place, y in enumerate(stacked["y"]) if y == row]
        assert sum(stacked["x"][place] for place in mine) == pytest.approx(option.total)
        paid = [place for place in mine if stacked["x"][place] > 0]
        for one, other in pairwise(paid):
            assert stacked["base"][other] == pytest.approx(stacked["base"][one] + stacked["x"][one])


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_plotly_knows_every_property(path: Path):
    for figure in drawn(compare(load_scenario(path), CARD)).values():
        go.Figure(data=[*figure["data"], *figure["marks"]], layout=figure["layout"])
        go.Figure(layout=figure["layout"] | figure["narrow"])


def test_a_scenario_of_one_month_and_one_option_is_drawn():
    data = {
        "start": "2027-01",
        "months": 1,
        "demand": {"volume": {"voice": 1000}},
        "options": {"own": {"in_house": {"monthly_budget": 15000}}},
    }
    result = compare(scenario_from(data), CARD)
    for figure in drawn(result).values():
        go.Figure(data=[*figure["data"], *figure["marks"]], layout=figure["layout"])
        assert rows_of(figure)[1:]
    assert "15.0 k" not in in_words(figures.cost_by_category(result, ON_WHITE))
    assert "own 15 k" in in_words(figures.cost_by_category(result, ON_WHITE)).lower()


# ---------------------------------------------------------------- as words and as a file


def test_a_chart_in_words_has_its_main_numbers(result: Comparison):
    said = in_words(figures.cumulative_cost(result, ON_WHITE))
    bars = in_words(figures.cost_by_category(result, ON_WHITE))
    for option in result.compared:
        assert f"{option.label} {short(option.by_month[0])} at first, {short(option.total)} at last" in said
        largest = max(option.category_totals, key=lambda name: option.category_totals[name])
        assert f"{option.label} {short(option.total)}, most of it {largest}" in bars
    assert "USD" in said
    assert "USD" in bars


def test_the_file_of_lines_has_the_numbers_of_the_model_with_units(result: Comparison):
    head, *rows = rows_of(figures.monthly_cost(result, ON_WHITE))
    assert head[:2] == ["Month of the contract", "Calendar month"]
    assert head[2] == "In-house, United States (Cost in the month, USD)"
    assert [row[0] for row in rows] == list(range(1, 61))
    assert rows[0][1] == "Jan 2027"
    for column, option in enumerate(result.compared, 2):
        assert [row[column] for row in rows] == pytest.approx(option.by_month, rel=1e-6)


def test_the_file_of_lines_ends_with_the_total_to_the_cent(result: Comparison):
    last = rows_of(figures.cumulative_cost(result, ON_WHITE))[-1]
    assert last[2:] == [pytest.approx(option.total, abs=0.005) for option in result.compared]


def test_a_month_without_contacts_has_no_cost_of_a_contact(result: Comparison):
    data = json.loads(json.dumps(result.scenario.data))
    later_on = [0.0] * 3 + [20_000.0] * 57
    data["demand"]["volume"] = {"voice": later_on, "chat": later_on, "email": later_on}
    data.pop("uncertainty")
    data["options"] = {key: data["options"][key] for key in ("in_house", "seats_manila")}
    later = compare(scenario_from(data), CARD)
    figure = figures.unit_cost(later, ON_WHITE)
    assert later.cheapest.by_month[0] > 0
    for trace in figure["data"]:
        assert trace["y"][:3] == [None] * 3
        assert all(value > 0 for value in trace["y"][3:])
    assert rows_of(figure)[1][2:] == [None, None]
    json.dumps(figure, allow_nan=False)


def test_no_chart_is_drawn_of_what_a_contact_costs_where_there_is_none(result: Comparison):
    data = json.loads(json.dumps(result.scenario.data))
    data["demand"]["volume"] = {"voice": 0, "chat": 0, "email": 0}
    data.pop("uncertainty")
    assert figures.unit_cost(compare(scenario_from(data), CARD), ON_WHITE) is None


def test_the_arithmetic_of_a_bridge_can_be_checked(result: Comparison):
    """``5.2 m − 3.2 m = +2.1 m`` is right and looks wrong."""
    for option in result.options[1:]:
        for said in figures.bridge(result, option, ON_WHITE)["data"][0]["hovertext"][1:-1]:
            sum_in_words = said.partition("<br>")[2].removesuffix(" USD").replace(",", "").replace("−", "-")
            left, _, right = sum_in_words.partition(" = ")
            assert eval(left) == int(right)  # numbers and signs that the chart itself wrote


def test_the_ticks_of_tiny_amounts_differ():
    texts = figures.money_ticks(0, 0.00033)["ticktext"]
    assert texts == ["0", "0.0001", "0.0002", "0.0003"]


def test_the_file_of_bars_adds_up_to_the_options(result: Comparison):
    head, *rows = rows_of(figures.cost_by_category(result, ON_WHITE))
    assert all("USD" in name for name in head[1:])
    for row, option in zip(rows, result.compared, strict=True):
        assert row[0] == option.label
        assert sum(cell or 0.0 for cell in row[1:]) == pytest.approx(option.total)
    head, *rows = rows_of(figures.bridge(result, result.cheapest, ON_WHITE))
    assert head == ["Name", "Cost of the term, USD", "starts at (Cost of the term, USD)"]
    assert rows[0] == [result.baseline.label, result.baseline.total, 0.0]


def test_a_name_that_would_be_a_formula_or_a_tag_stays_text(result: Comparison):
    data = json.loads(json.dumps(result.scenario.data))
    data["options"]["seats_manila"]["label"] = '=HYPERLINK("http://x") <b>{now}</b>'
    renamed = compare(scenario_from(data), CARD)
    for figure in drawn(renamed).values():
        assert "<b>{now}" not in json.dumps(figure)
        text = csv_of(figure)
        assert not re.search(r'(^|[,;"])=HYPERLINK', text)
    assert "'=HYPERLINK" in csv_of(figures.cost_by_category(renamed, ON_WHITE))


def test_every_kind_of_chart_has_a_table_and_words(result: Comparison):
    pieces = [
        Bar("Fees", 0.0, 250.0, "250", "", "#0362a0"),
        Bar("Credits & more", 250.0, 200.0, "−50", "", "#c36100"),
    ]
    steps = bars_of(ON_WHITE, pieces, "Cost, USD", figures.money_ticks(0, 250))
    assert rows_of(steps)[1:] == [["Fees", 250.0, 0.0], ["Credits & more", -50.0, 250.0]]
    assert in_words(steps) == "Cost, USD: Fees 250.00. Credits & more −50.00."

    map_of_cells = figures.figure_with(
        ON_WHITE, [{"type": "heatmap", "name": "A", "x": [1, 2], "y": [5, 6], "z": [[7, None], [8, 9]]}], 300
    )
    map_of_cells["layout"]["xaxis"]["title"] = {"text": "Volume, contacts"}
    assert rows_of(map_of_cells) == [
        ["Volume, contacts", "y", "Series", "Value"], [1, 5, "A", 7], [1, 6, "A", 8], [2, 6, "A", 9],
    ]  # fmt: skip
    assert in_words(map_of_cells) == ""

    uneven = figures.figure_with(
        ON_WHITE,
        [{"type": "scatter", "name": "A<br>b", "x": [1, 2, 2], "y": [5, None, 7]},
         {"type": "scatter", "name": "B", "x": [1], "y": [4]}], 300,
    )  # fmt: skip
    assert rows_of(uneven) == [["Series", "y", "x"], ["A b", 5, 1], ["A b", 7, 2], ["B", 4, 1]]


def test_the_numbers_go_along_once_when_somebody_asks_for_them(result: Comparison):
    app = AppTest.from_string("from dashboard.frame import SCREENS\nSCREENS['compare']()", default_timeout=60)
    app.run()
    assert "file" not in sent(app)
    app.session_state["kept numbers of chart:cumulative"] = 7
    app.run()
    file = sent(app)["file"]
    assert file["number"] == 7
    headings, *_, last = csv.reader(io.StringIO(file["text"]))
    assert headings[-1].startswith("made by")
    assert last[-1] == ""
    assert [float(cell) for cell in last[2:-1]] == pytest.approx([one.total for one in result.compared], rel=1e-6)
    app.run()
    assert "file" not in sent(app)


def test_a_chart_offers_one_table_its_own_or_the_file_below_it():
    for screen, has_file in (("compare", False), ("negotiate", True)):
        app = AppTest.from_string(f"from dashboard.frame import SCREENS\nSCREENS['{screen}']()", default_timeout=60)
        app.run()
        assert sent(app)["hasFile"] is has_file
        labels = [one.proto.label for one in app.get("download_button")]
        assert any(label.startswith("Data of this") for label in labels) is has_file


def sent(app: AppTest) -> dict[str, Any]:
    """What the browser is sent for the first chart."""
    assert not app.exception
    return json.loads(app.get("bidi_component")[0].proto.json)


# ---------------------------------------------------------------- colours and strokes


def test_an_option_and_a_category_look_the_same_in_all_charts(result: Comparison):
    lines = [figures.cumulative_cost(result, ON_WHITE), figures.monthly_cost(result, ON_WHITE)]
    assert [t["line"] for t in lines[0]["data"]] == [t["line"] for t in lines[1]["data"]]
    assert [t["line"]["color"] for t in lines[0]["data"]] == list(ON_WHITE.palette[:6])
    stacked = figures.cost_by_category(result, ON_WHITE)
    fills = dict(zip(stacked["pieces"], stacked["data"][0]["marker"]["color"], strict=True))
    assert fills == {one["name"]: one["color"] for one in stacked["legend"]}
    bridge = figures.bridge(result, result.options[1], ON_WHITE)
    names, colours = bridge["layout"]["yaxis"]["ticktext"], bridge["data"][0]["marker"]["color"]
    for name, colour in list(zip(names, colours, strict=True))[1:-1]:
        assert fills[name] == colour


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_words_have_the_contrast_that_words_need(kind: str):
    colours = themes()[kind]
    for place in range(len(colours.palette)):
        assert contrast(ink_for(colours.option(place), colours), colours.background) >= 4.5
        assert contrast(colours.option(place), colours.background) >= 3, "a line"
    for name in ORDER:
        fill = colours.category(name)
        assert contrast(ink_on(fill), fill) >= 4.5
    assert contrast(colours.text, colours.background) >= 7
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_figures_over_sliders_can_be_read_in_both_themes():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for kind in ("light", "dark"):
        own = theme[kind]
        for ground in ("backgroundColor", "secondaryBackgroundColor"):
            assert contrast(own["primaryColor"], own[ground]) >= 4.5


# How a colour looks to people who lack one kind of cone: Machado, Oliveira, Fernandes 2009, full severity.
EYES = {
    "all": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, eyes: np.ndarray) -> np.ndarray:
    """Lightness and two hues as seen by these eyes; a distance of 2 or so is just seen."""
    parts = np.array(channels(colour)) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(TO_XYZ @ np.clip(eyes @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("kind", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_options_can_be_told_apart_by_every_eye(kind: str, eyes: str):
    for one, other in combinations(themes()[kind].palette, 2):
        assert np.linalg.norm(lab(one, EYES[eyes]) - lab(other, EYES[eyes])) >= 12, (one, other)


def test_options_can_be_told_apart_on_grey_paper():
    places = range(len(ON_WHITE.palette))
    assert len({dash_of(place, ON_WHITE) for place in places}) == len(places)
    looks = {(ON_WHITE.option(place), dash_of(place, ON_WHITE)) for place in range(42)}
    assert len(looks) == 42


# ---------------------------------------------------------------- in the browser


@pytest.fixture
def scripts(page: Page) -> Page:
    """An empty page that has the charts' own way with numbers and words."""
    for name in ("numbers", "hover", "toolbar"):
        page.add_script_tag(content=(SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    return page


def test_the_browser_writes_numbers_and_hover_texts_as_the_server_does(scripts: Page, result: Comparison):
    awkward = [
        0,
        0.004,
        0.005,
        0.125,
        2.5,
        4.6216,
        999.4,
        999.5,
        1000.5,
        9999.4,
        9999.5,
        12500,
        13500,
        178320,
        999499.9,
    ]
    awkward += [999499.9, 999.5e3, 1.25e6, 1.35e6, 12687849, 999.49e6, 999.5e6, 1.25e9, 3.3e12]
    awkward += [10 ** (number / 40) for number in range(480)]
    awkward += [-value for value in awkward]
    assert scripts.evaluate("values => values.map(v => short(v))", awkward) == [short(value) for value in awkward]
    units = scripts.evaluate("values => values.map(v => FORMS.unit(v))", awkward)
    assert [one.replace("-0.00", "0.00") for one in units] == [
        exact(value).replace("-0.00", "0.00") for value in awkward
    ]

    tools = scripts.evaluate("[false, true].map(hasFile => toolbarOf({ hasFile }).innerText)")
    assert ["CSV" in shown for shown in tools] == [True, False], "a chart with a file below it has no second table"

    texts = {name: said_by(scripts, figure) for name, figure in drawn(result).items() if "hovers" in figure}
    assert set(texts) == {"so far", "monthly", "unit"}
    assert not any("{" in text for told in texts.values() for one in told for text in one)
    for place, option in enumerate(result.compared):
        for month in (1, 8, 60):
            told = texts["monthly"][place][month - 1].split("<br>")
            now = float(option.by_month[month - 1])
            parts = {
                name: round(float(months[month - 1]), 2)
                for name, months in option.by_category.items()
                if abs(months[month - 1]) >= 0.5
            }
            signs = ["−" if part < 0 else "+" if number else "=" for number, part in enumerate(parts.values())]
            assert told[0] == f"<b>{option.label}</b>"
            assert told[1].endswith(f", month {month}")
            assert told[2] == f"{short(now)} USD"
            assert [one.replace("&#x27;", "'") for one in told[3:]] == [
                f"{sign} {name.lower()} {short(abs(part))}"
                for sign, (name, part) in zip(signs, parts.items(), strict=True)
            ]
            unit = float(option.of("month_cost_per_resolved_contact")[month - 1])
            assert texts["unit"][place][month - 1].endswith(f"= {exact(unit)} USD")
            so_far = short(float(option.of("cumulative_cost")[month - 1]))
            assert texts["so far"][place][month - 1].endswith(f"{so_far} USD so far, {short(now)} of it this month")


def said_by(page: Page, figure: Figure) -> list[list[str]]:
    """The hover texts of each trace, made by the browser."""
    return page.evaluate("spec => spec.data.map((_, place) => textsOf(spec, place))", figure)


def wait_for_charts(page: Page) -> None:
    expect(page.locator(".tco-chart .main-svg").first).to_be_visible(timeout=60 * SECONDS)
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=60 * SECONDS)


def test_a_chart_is_taken_along_walked_through_and_explains_itself(page: Page, dashboard: str, result: Comparison):
    page.goto(dashboard)
    wait_for_charts(page)
    chart = page.locator(".tco-chart").first
    tools = chart.get_by_role("toolbar")

    def taken(name: str) -> Any:
        with page.expect_download(timeout=60 * SECONDS) as waiting:
            tools.get_by_role("button", name=name).click()
        return waiting.value

    picture = taken("(PNG)")
    assert picture.suggested_filename == "cost-so-far-month-by-month.png"
    content = Path(picture.path()).read_bytes()
    width = int.from_bytes(content[16:20], "big")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == 2 * (round(chart.locator(".tco-plot").bounding_box()["width"]) + 48) or width >= 2 * 720
    drawing = Path(taken("(SVG)").path()).read_text(encoding="utf-8")
    assert "Cost so far, month by month" in drawing
    assert "USD" in drawing
    rows = Path(taken("(CSV)").path()).read_text(encoding="utf-8-sig").splitlines()
    assert float(rows[-1].split(",")[2]) == pytest.approx(result.compared[0].total, rel=1e-6)

    plot, live = chart.locator(".tco-plot"), chart.locator(".tco-live")
    assert short(result.cheapest.total) in plot.get_attribute("aria-label")
    plot.focus()
    for key in ("ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
    second = result.compared[1]
    expect(live).to_contain_text(f"{second.label}, Dec 2031, month 60, {short(second.total)} USD so far")
    expect(chart.locator(".hovertext")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/explain?line={second.key}.cumulative_cost&month=60", timeout=60 * SECONDS)
    expect(page.get_by_test_id("stMain")).to_contain_text(exact(second.total), timeout=60 * SECONDS)
    assert not page.complaints


def test_a_click_on_a_piece_of_a_bar_opens_how_it_was_made(page: Page, dashboard: str, result: Comparison):
    page.goto(dashboard)
    wait_for_charts(page)
    chart = page.locator(".tco-chart").nth(2)
    hover = chart.locator(".hovertext")
    for _ in range(20):  # the page may still be growing above the chart
        chart.evaluate("e => e.scrollIntoView({block: 'center'})")
        piece = chart.locator(".bars .point path").first
        expect(piece).to_be_visible(timeout=60 * SECONDS)
        place = piece.bounding_box()
        middle = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        page.mouse.move(0, 0)
        page.mouse.move(*middle, steps=3)
        if hover.count():
            break
        page.wait_for_timeout(250)
    expect(hover).to_contain_text("click: how it was made")
    page.mouse.click(*middle)
    first = result.compared[0]
    name, amount = next(iter(first.category_totals.items()))
    page.wait_for_url(f"**/explain?line={first.model.categories[name].key}", timeout=60 * SECONDS)
    expect(page.get_by_test_id("stMain")).to_contain_text(exact(amount), timeout=60 * SECONDS)


def test_charts_have_a_head_start_except_on_the_first_page():
    """What comes after them waits a moment; where they have to be fetched first, waiting would win nothing."""

    def page() -> None:
        import time

        import streamlit as st

        from dashboard import chart

        begun = time.monotonic()
        chart.go_first()
        st.metric("Waited", time.monotonic() - begun)

    app = AppTest.from_function(page, default_timeout=30)
    waited = [float(app.run().metric[0].value) for _ in range(2)]
    assert waited[0] < HEAD_START / 2
    assert HEAD_START <= waited[1] < 20 * HEAD_START
