"""The main journeys on the real page in Chromium: what a person sees, moves, types and downloads."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tcomodel import compare, load_card, load_scenario, read_scenario
from tests.on_page import MINUTE, box, exact_total, lever, settled, type_into

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
CHARTS = ".tco-chart"
PATHS = "one => [...one.querySelectorAll('path')].map(path => path.getAttribute('d')).join()"
RESOLUTION = "First-contact resolution (%)"  # one of the levers
expect.set_options(timeout=MINUTE)


@pytest.fixture
def compare_page(page: Page, dashboard: str) -> Page:
    """The first screen with its first chart drawn."""
    page.goto(dashboard)
    expect(page.locator(f"{CHARTS} .main-svg").first).to_be_visible(timeout=MINUTE)
    settled(page)
    return page


def lines_of(page: Page, chart: int) -> str:
    """The drawn paths of a chart."""
    return page.locator(CHARTS).nth(chart).evaluate(f"one => ({PATHS})(one)")


def is_redrawn(page: Page, chart: int, before: str) -> None:
    """Wait until a chart is another than it was."""
    changed = f"([chart, before]) => ({PATHS})(document.querySelectorAll('{CHARTS}')[chart]) !== before"
    page.wait_for_function(changed, arg=[chart, before], timeout=MINUTE)


def nudge(page: Page, slider: str, presses: int = 5) -> None:
    handle = page.locator(f'input[type=range][aria-label="{slider}"]').first
    handle.focus()
    for _ in range(presses):
        page.keyboard.press("ArrowRight")


def test_a_moved_slider_changes_headline_charts_and_the_downloaded_workbook(compare_page: Page, tmp_path: Path):
    """The journey the tool is for; the workbook's total is the page's."""
    page = compare_page
    headline, (before, _), lines, bars = (
        page.locator("h2").inner_text(),
        exact_total(page),
        lines_of(page, 0),
        lines_of(page, 1),
    )
    nudge(page, "Volume, voice (contacts a month)", 30)
    expect(page.locator("h2")).not_to_have_text(headline)
    settled(page)
    expect(lever(page, "Volume, voice (contacts a month)")).to_have_value("39,000")
    settled(page)
    after, label = exact_total(page)
    assert after > before
    is_redrawn(page, 0, lines)
    is_redrawn(page, 1, bars)

    with page.expect_download(timeout=MINUTE) as waiting:
        page.get_by_role("button", name="Excel workbook").click()
    waiting.value.save_as(tmp_path / "workbook.xlsx")
    book = openpyxl.load_workbook(tmp_path / "workbook.xlsx", data_only=True)
    key = next(key for key, option in load_scenario(EXAMPLE).file.options.items() if option.label == label)
    sheet, cell = next(iter(book.defined_names[f"out_{key}.tco"].destinations))
    assert round(book[sheet][cell.replace("$", "")].value, 2) == after
    assert not page.complaints


def test_the_downloaded_scenario_gives_the_total_of_the_page(compare_page: Page, tmp_path: Path):
    page = compare_page
    type_into(page, lever(page, RESOLUTION), "84.5")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_test_id("stMain").get_by_role("button", name="Scenario").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    again = compare(read_scenario(text), load_card(ROOT / "data" / "rates.yaml"))
    assert round(again.cheapest.total, 2) == exact_total(page)[0]
    assert read_scenario(text).data["service"]["first_contact_resolution"] == "84.5%"


def test_the_downloaded_table_holds_the_total_of_the_page(compare_page: Page):
    with compare_page.expect_download() as waiting:
        compare_page.get_by_role("button", name="CSV table").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    total, label = exact_total(compare_page)
    assert label in text
    assert f"{total:.2f}" in text or str(int(total)) in text


def test_a_mistake_is_answered_beside_its_field_and_the_result_stands(compare_page: Page):
    page = compare_page
    before = exact_total(page)
    type_into(page, lever(page, RESOLUTION), "120")
    remark = page.get_by_test_id("stSidebar").get_by_text("above the most possible, 100 %")
    expect(remark).to_be_visible()
    expect(lever(page, RESOLUTION)).to_have_count(1)  # its forerunner is gone
    field, said = lever(page, RESOLUTION).bounding_box(), remark.bounding_box()
    assert 0 < said["y"] - field["y"] < 120, "the message stands right below its field"
    expect(page.get_by_text("The results below are those before your last change.")).to_be_visible()
    assert exact_total(page) == before
    page.get_by_role("button", name="Undo").click()
    expect(remark).to_be_hidden()
    expect(lever(page, RESOLUTION)).to_have_value("74 %")


def test_every_chart_is_drawn_and_says_what_it_shows(compare_page: Page):
    charts = compare_page.locator(CHARTS)
    expect(charts).to_have_count(5)
    for position in range(5):
        charts.nth(position).evaluate("e => e.scrollIntoView({block: 'center'})")
        expect(charts.nth(position).locator(".main-svg").first).to_be_visible()
        assert "USD" in charts.nth(position).get_attribute("aria-label")
    assert not compare_page.complaints


def test_a_hover_says_the_arithmetic(compare_page: Page):
    page = compare_page
    chart = page.locator(CHARTS).nth(1)
    chart.evaluate("e => e.scrollIntoView({block: 'center'})")
    expect(chart.locator(".bars").first).to_be_visible()
    bar = chart.locator(".bars .point path").nth(1).bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    expect(chart.locator(".hovertext")).to_contain_text("−")


def test_quick_steps_on_a_slider_all_count(compare_page: Page):
    """The box beside the slider used to answer with its old value while the page was busy, and took steps back."""
    page = compare_page
    for _ in range(4):
        nudge(page, RESOLUTION, 4)
        settled(page)
        page.wait_for_timeout(700)
    expect(lever(page, RESOLUTION)).to_have_value("82 %")
    expect(page.locator(f'input[type=range][aria-label="{RESOLUTION}"]')).to_be_focused()


def test_edits_survive_a_visit_to_other_screens(compare_page: Page):
    page = compare_page
    nudge(page, RESOLUTION, 4)
    expect(lever(page, RESOLUTION)).to_have_value("76 %")
    settled(page)
    changed = exact_total(page)
    for name, title in (("Rate cards", "Rate cards"), ("Explain", "Explain a number")):
        page.get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_have_text(title)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Exact total over the term")).to_be_visible()
    assert exact_total(page) == changed
    expect(lever(page, RESOLUTION)).to_have_value("76 %")


def test_a_clause_is_added_counted_removed_and_brought_back(compare_page: Page):
    """Its cost category comes into the chart with its first numbers, goes with it, and comes back."""
    page = compare_page
    sidebar, taxes = page.get_by_test_id("stSidebar"), page.locator(f"{CHARTS} .legendtext").get_by_text("Taxes")
    for folder in ("Philippines, per seat", "Add a clause"):
        sidebar.locator("summary").filter(has_text=folder).click()
    sidebar.get_by_role("button", name="Tax", exact=True).click()
    for label, text in (("Vat recovery (%)", "0"), ("Vat rate (%)", "20")):
        typed = box(sidebar, re.compile(re.escape(label), re.IGNORECASE))
        expect(typed).to_have_value("")
        typed.fill(text)
        typed.press("Enter")
        expect(typed).to_have_value(f"{text} %")
        settled(page)
    page.locator(CHARTS).nth(2).evaluate("e => e.scrollIntoView({block: 'center'})")
    expect(taxes).to_be_visible()
    sidebar.get_by_role("button", name="Remove tax").click()
    expect(taxes).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(taxes).to_be_visible()
    assert not page.complaints


def test_a_bad_upload_is_refused_and_a_good_one_opens(compare_page: Page):
    page = compare_page
    before = exact_total(page)
    text = EXAMPLE.read_text(encoding="utf-8")
    page.get_by_role("link", name="Scenarios").click()
    picker = page.locator('input[type="file"]')
    picker.set_input_files(
        {
            "name": "bad.yaml",
            "mimeType": "application/yaml",
            "buffer": text.replace("occupancy: 80%", "ocupancy: 80%").encode(),
        }
    )
    expect(page.get_by_text("was not opened")).to_be_visible()
    expect(page.get_by_text("did you mean occupancy?")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Exact total over the term")).to_be_visible()
    assert exact_total(page) == before

    page.get_by_role("link", name="Scenarios").click()
    good = text.replace("months: 60", "months: 36")
    page.locator('input[type="file"]').set_input_files(
        {"name": "good.yaml", "mimeType": "application/yaml", "buffer": good.encode()}
    )
    expect(page.get_by_text("good.yaml is open")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("h2")).to_contain_text("over three years")


@pytest.mark.parametrize(("width", "scheme"), [(480, "light"), (1400, "dark")])
def test_nothing_sticks_out_sideways(page: Page, dashboard: str, width: int, scheme: str):
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(color_scheme=scheme)
    page.goto(dashboard)
    expect(page.locator(CHARTS).first).to_be_attached(timeout=MINUTE)
    page.locator(CHARTS).first.evaluate("e => e.scrollIntoView()")
    expect(page.locator(f"{CHARTS} .main-svg").first).to_be_visible(timeout=MINUTE)
    settled(page)
    wide = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
    )
    for chart in page.locator(CHARTS).all():
        place = chart.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
    assert wide <= 0


def test_the_workbook_opens_where_it_was_saved(compare_page: Page):
    """Twice in a row: the second file is made afresh for the state of the page, not remembered from the first."""
    totals, exact = [], compare_page.get_by_text("Exact total over the term")
    for chats in ("18,000", "21,000"):
        with compare_page.expect_download(timeout=MINUTE) as waiting:
            compare_page.get_by_role("button", name="Excel workbook").click()
        content = Path(waiting.value.path()).read_bytes()
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        key = next(k for k, o in load_scenario(EXAMPLE).file.options.items() if o.label == exact_total(compare_page)[1])
        sheet, cell = next(iter(book.defined_names[f"out_{key}.tco"].destinations))
        totals.append((round(book[sheet][cell.replace("$", "")].value, 2), exact_total(compare_page)[0]))
        before = exact.inner_text()
        type_into(compare_page, lever(compare_page, "Volume, chat (contacts a month)"), chats)
        expect(exact).not_to_have_text(before)
        settled(compare_page)
    assert totals[0][0] == totals[0][1]
    assert totals[1][0] == totals[1][1]
    assert totals[0] != totals[1]
