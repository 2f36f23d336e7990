"""One day of a finance lead with a vendor's bid, in Chromium, from the mail attachment to the auditor's workbook.

The bid is a sheet in US dollars of 2024 with three cells that cannot be read; her scenario is in euros. She corrects
the cells, brings the prices to euros of 2026, holds them against the public card, puts one into her scenario, and
takes card and workbook away. Every step must be found in the workbook.
"""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tcomodel import compare, read_card, read_scenario
from tcomodel.card_choice import card_of, standard_card
from tcomodel.index_series import catalogue
from tests.on_page import settled
from tests.test_card_screens_import import type_correction
from tests.vendor_sheet import FAULTS, NAME, vendor_sheet

SECONDS = 1000
KEY = "philippines.seat_month.voice"
EUROPE = """
name: European retailer
currency: EUR
start: 2027-01
months: 36
demand: {volume: {voice: 20000}, measured_resolution: 72%}
service: {handle_time: 400, first_contact_resolution: 72%, repeat_rate: 50%}
staffing: {paid_hours: 160, occupancy: 80%, shrinkage: 30%}
options:
  in_house: {label: Own team, in_house: {hourly_wage: 18, on_cost_rate: 23%}}
  manila: {label: Manila, pricing: {model: per_seat, seat_rate: 2100}}
"""


def done(page: Page) -> None:
    """Wait for what was just asked of the server."""
    page.wait_for_timeout(300)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by its label."""
    box = page.get_by_role("combobox", name=label).filter(visible=True).last
    box.scroll_into_view_if_needed()
    box.click()
    box.fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()
    done(page)


def view(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).first.click()
    done(page)


def typed(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True).filter(visible=True).last
    box.fill(text)
    box.press("Enter")
    done(page)


def downloaded(page: Page, button: Locator) -> bytes:
    with page.expect_download(timeout=60 * SECONDS) as waiting:
        button.click()
    return Path(waiting.value.path()).read_bytes()


@pytest.fixture
def euros(page: Page, dashboard: str) -> Page:
    """The dashboard with her scenario open."""
    page.goto(f"{dashboard}/scenarios")
    picker = page.locator('input[type="file"]')
    picker.set_input_files({"name": "europe.yaml", "mimeType": "application/yaml", "buffer": EUROPE.encode()})
    expect(page.get_by_text("europe.yaml is open")).to_be_visible(timeout=60 * SECONDS)
    page.get_by_role("link", name="Rate cards").click()
    expect(page.get_by_role("heading", name="Rate cards")).to_be_visible()
    done(page)
    return page


def test_from_a_vendors_sheet_to_the_auditors_workbook(euros: Page, tmp_path: Path):
    page = euros

    # the bid, and its three faults
    (tmp_path / NAME).write_bytes(vendor_sheet())
    view(page, "Import")
    page.locator("input[type=file]").set_input_files(tmp_path / NAME)
    expect(page.get_by_text("12 rates understood, 3 rows rejected")).to_be_visible(timeout=30 * SECONDS)
    choose(page, "Index", "us_cpi_u")
    for line, fault in enumerate(FAULTS):
        type_correction(page, line, fault.correction)
    expect(page.get_by_text("15 rates understood, 3 rows corrected")).to_be_visible(timeout=20 * SECONDS)
    done(page)
    page.get_by_role("button", name="Put the card on the shelf").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("is on the shelf", timeout=20 * SECONDS)

    # euros of May 2026
    view(page, "Rebase")
    typed(page, "Prices of", "2026-05")
    page.get_by_role("button", name="Then also …").click()
    done(page)
    expect(page.get_by_role("radio", name="Currency", exact=True)).to_have_count(2, timeout=20 * SECONDS)
    page.get_by_role("radio", name="Currency", exact=True).last.click()
    done(page)
    choose(page, "To", "EUR")
    typed(page, "Rate of", "2026-05")
    expect(page.get_by_text("15 rates move")).to_be_visible(timeout=20 * SECONDS)
    page.get_by_role("button", name="Make the rebased card").click()
    done(page)
    expect(page.get_by_role("combobox", name="Card", exact=True)).to_have_value(re.compile("EUR"), timeout=20 * SECONDS)

    # against the public card
    view(page, "Compare")
    expect(page.get_by_text(re.compile(r"against .*matched"))).to_be_visible(timeout=20 * SECONDS)
    expect(page.get_by_label(re.compile("Range chart")).first).to_be_visible(timeout=20 * SECONDS)

    # into the scenario
    view(page, "Use in the scenario")
    page.get_by_text("Put single rates into inputs").click()
    done(page)
    choose(page, "Rate", KEY)
    choose(page, "Goes into", "Seat rate")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("is computed with this card")).to_be_visible(timeout=20 * SECONDS)

    # card, scenario and workbook go along
    page.get_by_role("button", name="Download").click()
    card = read_card(downloaded(page, page.get_by_role("button", name="YAML")).decode())
    rate = card[KEY]
    assert (rate.unit, rate.as_of) == ("EUR/seat/month", "2026-05")
    assert [step.what for step in rate.history] == ["imported", "price date", "currency"]
    euro = catalogue()["eur_per_usd"].at("2026-05")
    assert rate.figure() == pytest.approx(1985 * 335.123 / 308.417 * euro, rel=1e-9)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Exact total over the term")).to_be_visible(timeout=60 * SECONDS)
    done(page)
    scenario = read_scenario(downloaded(page, page.get_by_role("button", name="Scenario", exact=True)).decode())
    again = compare(scenario, card_of(scenario, {}, standard_card()))
    assert next(one for one in again.model.inputs if one.name == "seat_rate").value == pytest.approx(rate.figure())
    assert again.option("manila").total == pytest.approx(
        rate.figure() / 2100 * compare(read_scenario(EUROPE), standard_card()).option("manila").total
    )

    # every step is in the workbook
    book = openpyxl.load_workbook(BytesIO(downloaded(page, page.get_by_role("button", name="Excel workbook"))))
    rows = (row for name in ("Rates", "Changes") for row in book[name].iter_rows(values_only=True))
    told = "\n".join(str(one) for row in rows for one in row if one)
    for words in (NAME, "imported", "price date", "currency", "us_cpi_u", "EUR per USD", "335.123", "308.417"):
        assert words in told, f"{words} is not in the workbook"
    for fault in FAULTS:
        assert f"'{fault.found}' was corrected to '{fault.correction}'" in told
    assert not page.complaints
