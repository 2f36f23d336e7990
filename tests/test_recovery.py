"""A mistake on each screen, in Chromium: words answer it, the last good figures stand, and what is right counts.

Each ends with a number on the page that the model gives for the same inputs.
"""

import copy
import json
import re
from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page, expect

from dashboard.formats import money
from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.guided import Answers, Offer, scenario_of
from tcomodel.negotiation.goal import goal_seek, target_of
from tcomodel.readers.goal_words import headline
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.rounded import probability
from tcomodel.simulation import simulate
from tests.case_file import ROOT, card
from tests.on_page import MINUTE, box, opened, settled, type_into

FOLDER = ROOT / "data" / "scenarios"
BROKEN = b"name: Half a file\nmonths: twelve\noptions: {vendor: {pricing: {model: per_tickt}}}\n"
expect.set_options(timeout=MINUTE)


@cache
def example() -> Comparison:
    return compare(load_scenario(FOLDER / "example.yaml"), card())


def changed(*place: str, to: Any) -> Comparison:
    """The example with another value at a place."""
    data = copy.deepcopy(dict(load_scenario(FOLDER / "example.yaml").data))
    around = data
    for name in place[:-1]:
        around = around[name]
    around[place[-1]] = to
    return compare(scenario_from(data, FOLDER), card())


def strip(page: Page) -> Locator:
    """The totals beside a form."""
    return page.get_by_test_id("stSidebar").locator("p:has(br) strong")  # below the name of each option


def expect_totals(page: Page, result: Comparison) -> None:
    """The totals beside a form are those of a comparison, the cheapest first."""
    expect(strip(page)).to_have_text([money(one.total, result.currency, 2) for one in result.ranking])


# ---------------------------------------------------------------- the answer and its forms


def test_compare_a_share_above_the_whole(page: Page, dashboard: str):
    opened(page, dashboard)
    exact = page.get_by_text("Exact total over the term")
    expect(exact).to_contain_text(f"{example().cheapest.total:,.2f}")
    type_into(page, box(page, "Resolution when measured (%), exact"), "140")
    expect(page.get_by_test_id("stSidebar").get_by_text("above the most possible, 100 %")).to_be_visible()
    expect(page.get_by_text("The results below are those before your last change.")).to_be_visible()
    expect(exact).to_contain_text(f"{example().cheapest.total:,.2f}")
    type_into(page, box(page, "Resolution when measured (%), exact"), "80")
    right = changed("demand", "measured_resolution", to="80%")
    expect(exact).to_contain_text(f"{right.cheapest.total:,.2f}")
    expect(page.get_by_text("The results below are those before your last change.")).to_be_hidden()


def test_programme_a_word_for_a_number(page: Page, dashboard: str):
    opened(page, f"{dashboard}/programme")
    main = page.get_by_test_id("stMain")
    expect_totals(page, example())
    type_into(page, box(main, "Resolution when measured (%), exact"), "most")
    expect(main.get_by_text("found 'most'; expected a number or a percentage").first).to_be_visible()
    expect_totals(page, example())
    type_into(page, box(main, "Resolution when measured (%), exact"), "80")
    expect_totals(page, changed("demand", "measured_resolution", to="80%"))


def test_options_a_price_below_nothing(page: Page, dashboard: str):
    opened(page, f"{dashboard}/options")
    one = page.locator(".st-key-card-resolutions")
    one.locator("summary").filter(has_text=re.compile("Price, place and contract$")).first.click()
    one.locator("summary").filter(has_text=re.compile("Governance$")).first.click()
    expect_totals(page, example())
    type_into(page, box(one, re.compile("^Governance rate")), "-3")
    expect(one.get_by_text("below the least possible").first).to_be_visible()
    expect_totals(page, example())
    type_into(page, box(one, re.compile("^Governance rate")), "6")
    expect_totals(page, changed("options", "resolutions", "contract", "governance", "governance_rate", to="6%"))


# ---------------------------------------------------------------- questions to the model


def test_risk_a_saving_that_is_no_amount(page: Page, dashboard: str):
    opened(page, f"{dashboard}/risk")
    expect(page.get_by_text("every option in the same futures")).to_be_visible()
    answer = page.get_by_test_id("stMain").locator("h2").first.inner_text()
    type_into(page, box(page, "Probability to save at least"), "a lot")
    expect(page.get_by_text("a lot", exact=False).first).to_be_visible()
    assert page.get_by_test_id("stMain").locator("h2").first.inner_text() == answer
    type_into(page, box(page, "Probability to save at least"), "60%")
    found = simulate(example())
    key = found.favourite.key
    chance = probability(found.saves_at_least(key, 0.6, share=True))
    said = page.get_by_test_id("stMarkdown").filter(has_text=example().option(key).label)
    expect(said.filter(has_text=chance).last).to_be_visible()


def test_negotiate_a_goal_that_is_no_amount_and_one_out_of_reach(page: Page, dashboard: str):
    opened(page, f"{dashboard}/negotiate")
    page.get_by_role("radio", name="Saves").click()
    settled(page)
    type_into(page, box(page, "Saving"), "plenty")
    expect(page.get_by_test_id("stMain").get_by_text("plenty").first).to_be_visible()
    for typed, share in (("99%", 0.99), ("10%", 0.1)):
        type_into(page, box(page, "Saving"), typed)
        best = next(one for one in example().ranking if one.model.model != "in_house")
        goals = goal_seek(example(), best.key, target_of(example(), best.key, example().baseline.key, 0.0, share))
        expect(page.get_by_text(headline(example(), goals, labels_of(example())))).to_be_visible()


def test_explain_a_figure_that_is_not_there(page: Page, dashboard: str):
    opened(page, f"{dashboard}/explain?line=seats_manila.totl_cost")
    expect(page.get_by_text("There is no figure called seats_manila.totl_cost")).to_be_visible()
    page.get_by_test_id("stMain").get_by_text("Did you mean Total cost, Philippines, per seat?").click()
    expect(page.get_by_test_id("stMain")).to_contain_text(f"{example().option('seats_manila').total:,.2f}")


def test_method_a_word_that_nothing_holds(page: Page, dashboard: str):
    opened(page, f"{dashboard}/method")
    type_into(page, box(page, "Search"), "zebra")
    expect(page.get_by_text("Nothing here holds “zebra”")).to_be_visible()
    type_into(page, box(page, "Search"), "hourly base wage of an agent")
    wage = next(one for one in example().model.inputs if one.name == "hourly_wage").value
    expect(page.get_by_test_id("stMain").get_by_role("table")).to_contain_text([f"{wage:,.2f} USD per hour"])


# ---------------------------------------------------------------- files


def test_scenarios_a_file_that_is_no_scenario(page: Page, dashboard: str):
    opened(page, f"{dashboard}/scenarios")
    page.locator("input[type=file]").first.set_input_files([{"name": "half.yaml", "mimeType": "", "buffer": BROKEN}])
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("half.yaml was not opened")).to_be_visible()
    expect(main.get_by_text("did you mean per_ticket").first).to_be_visible()
    expect_totals(page, example())
    right = small()
    content = json.dumps(right).encode()
    page.locator("input[type=file]").first.set_input_files([{"name": "whole.yaml", "mimeType": "", "buffer": content}])
    expect_totals(page, compare(scenario_from(right), card()))


def test_rate_cards_a_file_that_is_no_card(page: Page, dashboard: str):
    opened(page, f"{dashboard}/rates")
    count = page.get_by_text(re.compile(r"129 of 129 rates"))
    expect(count).to_be_visible()
    page.get_by_role("radio", name="Import").click()
    page.locator("input[type=file]").first.set_input_files([{"name": "x.csv", "mimeType": "", "buffer": b"\x00\x01"}])
    expect(page.get_by_test_id("stMain").get_by_text("x.csv").first).to_be_visible()
    page.get_by_role("radio", name="Look and edit").click()
    expect(count).to_be_visible()
    assert len(card().rates) == 129


def test_start_a_volume_nobody_can_read(page: Page, dashboard: str):
    opened(page, f"{dashboard}/start")
    so_far = page.locator(".st-key-start-so-far")
    type_into(page, page.get_by_label("Voice (contacts a month)", exact=True), "1.234,5")
    expect(page.get_by_text("'1.234,5' is no number; write one like 36,000").first).to_be_visible()
    for label, text in (("Country", "United St"), ("Place", "Phil")):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        settled(page)
    type_into(page, page.get_by_label("Agents (full-time)", exact=True), "60")
    expect(so_far).to_contain_text("is no number")
    type_into(page, page.get_by_label("Voice (contacts a month)", exact=True).filter(visible=True), "36,000")
    answers = Answers({"voice": "36,000"}, "United States", "2027-01", agents="60", offers=(Offer(),))
    right = compare(scenario_from(scenario_of(answers, card())), card())
    expect(so_far.get_by_test_id("stMetricValue")).to_have_text([money(one.total, "USD", 2) for one in right.ranking])


def small() -> dict[str, Any]:
    return {
        "name": "Whole", "start": "2027-01", "months": 24, "demand": {"volume": {"voice": 5000}},
        "options": {
            "tickets": {"label": "Tickets", "pricing": {"model": "per_ticket", "ticket_price": 4.2}},
            "fixed": {"label": "Fixed", "pricing": {"model": "fixed_fee", "monthly_fee": 30000}},
        },
    }  # fmt: skip
