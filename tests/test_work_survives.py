"""In Chromium: a reload, another page, a server that was started again. The work is there, to the cent."""

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from dashboard.library import library_of
from dashboard.state.packing import unpack
from tcomodel import compare, load_card, load_scenario, scenario_from
from tests.case_file import ROOT
from tests.on_page import MINUTE, press, settled, type_into

if TYPE_CHECKING:
    from tests.conftest import Server

VOLUME = "Volume, voice (contacts a month), exact"


@pytest.fixture(scope="module")
def totals() -> dict[int, str]:
    """What the model says of the example with each volume of calls, as the page writes it."""
    card = load_card(ROOT / "data" / "rates.yaml")
    data = load_scenario(ROOT / "data" / "scenarios" / "example.yaml").data

    def total(volume: int) -> str:
        demand = {**data["demand"], "volume": {**data["demand"]["volume"], "voice": volume}}
        return f"{compare(scenario_from({**data, 'demand': demand}), card).cheapest.total:,.2f}"

    return {volume: total(volume) for volume in (30_000, 44_000)}


def test_inputs_survive_a_reload_other_pages_and_a_server_that_starts_again(
    page: Page, own_dashboard: "Server", library_address: str, totals: dict[int, str]
):
    expect.set_options(timeout=MINUTE)
    page.goto(own_dashboard.url)
    type_volume(page, "30,000")
    shows_total(page, totals[30_000])
    type_volume(page, "44,000")
    shows_total(page, totals[44_000])
    expect(page).to_have_url(re.compile(r"\?work="))
    before = page.url
    is_kept(library_address, before.partition("=")[2], "44000")  # within a second or so

    page.reload()
    expect(page.get_by_text("was restored")).to_be_visible()
    shows_total(page, totals[44_000])
    expect(page).not_to_have_url(before)
    press(page, "Close this notice")
    expect(page.get_by_text("was restored")).to_have_count(0)
    press(page, "Undo")
    shows_total(page, totals[30_000])

    page.get_by_role("link", name="Options", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/options\?work="))
    page.get_by_role("link", name="Compare", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/\?work="))
    shows_total(page, totals[30_000])
    page.go_back()  # once for each page, not once for each address
    expect(page).to_have_url(re.compile(r"/options\?work="))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?work="))
    shows_total(page, totals[30_000])

    press(page, "Redo")
    shows_total(page, totals[44_000])
    before = page.url
    own_dashboard.stop()  # at once: what waits is written when the program ends
    own_dashboard.start()
    expect(page.get_by_text("was restored")).to_be_visible()
    expect(page).not_to_have_url(before)  # the total alone was there before the program ended, too
    shows_total(page, totals[44_000])
    press(page, "Undo")
    shows_total(page, totals[30_000])
    type_volume(page, "44,000")
    shows_total(page, totals[44_000])


def is_kept(library_address: str, token: str, text: str) -> None:
    """Wait until the draft under a token says this."""
    end = time.monotonic() + MINUTE / 1000
    while time.monotonic() < end:
        draft = library_of(library_address).draft(token, "")
        if draft is not None and text in (work := unpack(draft.content)).steps[work.position].text:
            return
        time.sleep(0.1)
    pytest.fail("The work was not kept")


def type_volume(page: Page, text: str) -> None:
    type_into(page, page.get_by_label(VOLUME, exact=True).filter(visible=True), text)


def shows_total(page: Page, total: str) -> None:
    """The page says this total to the cent, and nothing is under way."""
    expect(page.get_by_text("Exact total over the term")).to_have_text(re.compile(rf"{re.escape(total)} USD"))
    settled(page)
