"""Options in Chromium: a contract of five clauses, built with the keyboard, costs what the model says of it."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tcomodel import compare, load_card, load_scenario, scenario_from
from tests.on_page import MINUTE, box, settled

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
OPTION = "resolutions"  # AI first, per resolution: it has no more than governance
WRITTEN: dict[str, Any] = {  # what the form is filled in with, as somebody would write it into the file
    "indexation": {"yearly_indexation": "3%"},
    "commitment": {"minimum_fee": 50000},
    "tax": {"vat_recovery": "50%", "vat_rate": "8%"},
    "benchmarking": {"benchmark_month": 25, "market_level": "90%"},
    "service_levels": {"penalty_cap": "10%", "kpis": {"csat": {"target": "85%", "attained": "83%", "penalty": "2%"}}},
}
CLAUSES = {  # by what the clause is called: a word to find it by, and its boxes
    "Indexation": ("indexation", {"Indexation (% a year)": "3"}),
    "Commitment": ("minimum", {"Minimum fee (USD a month)": "50,000"}),
    "Tax": ("vat", {"VAT recovery (%)": "50", "VAT rate (%)": "8"}),
    "Benchmarking": ("market", {"Benchmark month": "25", "Market level (%)": "90"}),
    "Service levels": ("service levels", {"Penalty cap (%)": "10"}),
}


@pytest.fixture
def options_page(page: Page, dashboard: str) -> Page:
    """The screen Options with its cards."""
    page.goto(f"{dashboard}/options")
    expect(card_of(page, OPTION)).to_be_visible(timeout=MINUTE)
    settled(page)
    return page


def card_of(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-card-{key}")


def open_folder(page: Page, card: Locator, title: str) -> None:
    """Open a folder with the keyboard, once it is closed."""
    head = card.locator("summary").filter(has_text=re.compile(f"{title}$")).first
    folder = head.locator("xpath=..")
    expect(folder).not_to_have_attribute("open", "", timeout=MINUTE)
    settled(page)
    head.focus()
    page.keyboard.press("Enter")
    expect(folder).to_have_attribute("open", "", timeout=MINUTE)
    settled(page)


def type_by_keys(page: Page, where: Locator, text: str, shown: str | None = None) -> None:
    """Type and go on with Tab; the box shows what was understood, unless it has done its work and goes."""
    settled(page)
    expect(where.first).to_be_visible(timeout=MINUTE)
    where.first.focus()
    expect(where.first).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    if shown is not None:
        expect(where.first).to_have_value(shown, timeout=MINUTE)
    settled(page)


def total_with(clauses: dict[str, Any]) -> float:
    """What the option costs by the model, with these clauses written into the file."""
    data = json.loads(json.dumps(load_scenario(EXAMPLE).data))
    data["options"][OPTION]["contract"] |= clauses
    return compare(scenario_from(data), load_card(ROOT / "data" / "rates.yaml")).option(OPTION).total


def test_a_contract_of_five_clauses_costs_what_the_model_says(options_page: Page):
    page, card = options_page, card_of(options_page, OPTION)
    open_folder(page, card, "Price, place and contract")
    for clause, (word, boxes) in CLAUSES.items():
        open_folder(page, card, "Add a clause")
        offers, search = card.locator("[class*=st-key-offer-]"), card.get_by_role("textbox", name="Find a clause")
        expect(offers.first).to_be_visible(timeout=MINUTE)
        every = offers.count()
        type_by_keys(page, search, word, word)
        expect(offers).not_to_have_count(every, timeout=MINUTE)
        settled(page)
        card.get_by_role("button", name=clause, exact=True).focus()
        page.keyboard.press("Enter")
        for label, text in boxes.items():
            ends = " %" if "(%" in label else ""
            type_by_keys(page, box(card, label), text, f"{text}{ends}")
    type_by_keys(page, box(card, "Add a service level"), "csat")
    for label, text in (("Target", "85"), ("Attained", "83"), ("Penalty", "2")):
        type_by_keys(page, box(card, f"CSAT: {label} (%)"), text, f"{text} %")

    total = total_with(WRITTEN)
    for clause in WRITTEN:
        assert total != total_with({name: terms for name, terms in WRITTEN.items() if name != clause}), clause
    expect(card.get_by_test_id("stMetricValue")).to_have_text(f"{total / 1e6:,.2f} m USD", timeout=MINUTE)

    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Exact total over the term")).to_be_visible(timeout=MINUTE)
    settled(page)
    with page.expect_download(timeout=MINUTE) as waiting:
        page.get_by_role("button", name="CSV table").click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        totals = {row["line"]: row["total"] for row in csv.DictReader(file)}
    assert round(float(totals[f"{OPTION}.tco"]), 2) == round(total, 2)
    assert not page.complaints
