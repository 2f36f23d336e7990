"""Keys in Chromium: undo, redo and save, the browser's own undo in a box of text, and what was typed a moment ago."""

from playwright.sync_api import Page, expect

from tcomodel import compare, load_scenario, scenario_from
from tests.case_file import ROOT, card
from tests.on_page import MINUTE, settled
from tests.test_card_typing import quiet, type_figure

REPEATS = "Repeat rate (%), exact"


def total(repeats: str) -> str:
    """The total of the cheapest option with these repeats, as the page says it."""
    data = dict(load_scenario(ROOT / "data" / "scenarios" / "example.yaml").data)
    data["service"] = data["service"] | {"repeat_rate": repeats}
    found = compare(scenario_from(data, ROOT / "data" / "scenarios"), card())
    return f"{found.cheapest.total:,.2f} USD"


def shows(page: Page, total: str) -> None:
    expect(page.get_by_text(f"Exact total over the term: {total}")).to_be_visible(timeout=MINUTE)


def test_keys_undo_and_redo_but_not_while_typing(page: Page, dashboard: str):
    page.goto(dashboard)
    as_opened = page.get_by_text("Exact total over the term")
    expect(as_opened).to_be_visible(timeout=MINUTE)
    settled(page)
    before, after = as_opened.inner_text(), total("12%")
    box = page.get_by_label(REPEATS, exact=True).filter(visible=True).first
    box.fill("12")
    box.press("Enter")
    shows(page, after)
    settled(page)
    box.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("77")
    page.keyboard.press("ControlOrMeta+z")  # the browser's own
    expect(box).not_to_have_value("77")
    page.keyboard.press("Escape")
    settled(page)  # nothing was taken back
    shows(page, after)
    headline = page.get_by_role("heading", level=2).first
    scenarios = page.get_by_test_id("stSidebar").get_by_role("combobox").first  # a closed list
    for leave, redo in ((headline.click, "y"), (scenarios.focus, "Shift+Z")):
        leave()
        page.keyboard.press("ControlOrMeta+z")
        expect(page.get_by_text(before)).to_be_visible(timeout=MINUTE)
        settled(page)
        page.keyboard.press(f"ControlOrMeta+{redo}")
        shows(page, after)
        settled(page)


def test_a_note_that_is_being_typed_is_saved_by_the_keys(page: Page, dashboard: str):
    page.goto(f"{dashboard}/scenarios")
    note = page.get_by_label("Note", exact=True).first
    expect(note).to_be_visible(timeout=MINUTE)
    settled(page)
    page.get_by_label("Name", exact=True).first.fill("Saved by keys")
    note.focus()
    page.keyboard.type("before the talks")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_text("Saved as Saved by keys, version 1.")).to_be_visible(timeout=MINUTE)
    settled(page)
    expect(page.get_by_text("· before the talks").first).to_be_visible(timeout=MINUTE)
    expect(page.get_by_test_id("stSidebar").get_by_text(money(), exact=True).first).to_be_visible()


def test_a_figure_typed_into_a_card_is_there_though_another_page_was_opened_at_once(page: Page, dashboard: str):
    page.goto(f"{dashboard}/rates")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=MINUTE)
    quiet(page)
    type_figure(page, 1, "31")
    page.evaluate("[...document.querySelectorAll('a')].find(one => one.innerText.trim() === 'Compare').click()")
    shows(page, money_to_the_cent())
    page.get_by_role("link", name="Rate cards").click()
    expect(page.get_by_text("1 changed since it was opened")).to_be_visible(timeout=MINUTE)


def money_to_the_cent() -> str:
    """The total of the cheapest option as opened."""
    example = load_scenario(ROOT / "data" / "scenarios" / "example.yaml")
    return f"{compare(example, card()).cheapest.total:,.2f} USD"


def money() -> str:
    """The total of the cheapest option as opened, as the sidebar says it."""
    example = load_scenario(ROOT / "data" / "scenarios" / "example.yaml")
    return f"{compare(example, card()).cheapest.total / 1e6:,.2f} m USD"
