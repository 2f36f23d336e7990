"""Figures stand in one style on every screen, whatever the language of the browser: 1,234.5, November 2026."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard import answer
from dashboard.answer import runner_up
from dashboard.formats import date_in_words, money, term_of
from tcomodel import Comparison, compare, load_card, load_scenario
from tcomodel.readers.answer import money as whole_money
from tcomodel.readers.answer import percent, price
from tcomodel.readers.rounded import percent as rounded_percent

ROOT = Path(__file__).resolve().parent.parent
PER_BROWSER = ("localized", "percent", "dollar", "euro", "yen", "accounting", "bytes", "compact", "scientific",
               "engineering", "automatic", "plain")  # fmt: skip
IN_HOUSE = """() => {
  const heading = [...document.querySelectorAll("h2")].find((one) => one.textContent.includes("In-house"));
  const words = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const at = words.currentNode.data.indexOf("In-house");
    if (at < 0) continue;
    const top = (place) => {
      const range = document.createRange();
      range.setStart(words.currentNode, place);
      range.setEnd(words.currentNode, place + 1);
      return range.getBoundingClientRect().top;
    };
    return top(at) === top(at + 4);
  }
}"""


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of this name in the dashboard, with its place."""
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def written_here() -> set[str]:
    """The places of columns whose numbers the server writes itself, with a styled table (``style.format``)."""
    found = set()
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        styled = {
            key.value
            for node in nodes
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".style.format")
            for told in node.args
            if isinstance(told, ast.Dict)
            for key in told.keys
            if isinstance(key, ast.Constant)
        }
        found |= {
            f"{path.relative_to(ROOT)}:{column.lineno}"
            for node in nodes
            if isinstance(node, ast.Dict)
            for key, column in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and key.value in styled
        }
    return found


def test_no_column_of_numbers_follows_the_browser():
    """Without a format, or with one that has a word for a name, the browser writes 1.234,5 for a German."""
    columns, written = list(calls("NumberColumn")), written_here()
    assert len(columns) > 15
    for place, call in columns:
        told = next((one.value for one in call.keywords if one.arg == "format"), None)
        assert told is not None or place in written, f"{place} has no format"
        assert not (isinstance(told, ast.Constant) and told.value in PER_BROWSER), place


def test_no_date_is_asked_for_in_the_style_of_the_browser():
    assert not [place for name in ("date_input", "DateColumn", "DatetimeColumn") for place, _ in calls(name)]


def test_dates_have_their_month_as_a_word():
    assert date_in_words("2026-11-02") == "2 November 2026"
    assert date_in_words("2026-11") == "November 2026"
    assert date_in_words("2026") == "2026"
    assert date_in_words("autumn 2026") == "autumn 2026"


def test_a_small_price_is_no_zero_and_one_month_is_no_months():
    assert money(720_000 / 2_160_000_000, "USD") == "0.00033 USD"
    assert money(-0.0149, "USD") == "−0.015 USD"
    assert money(0.5, "USD") == "0.50 USD"
    assert money(0.0, "USD") == money(1e-9, "USD") == "0 USD"
    assert (term_of(1), term_of(7), term_of(12)) == ("1 month", "7 months", "one year")


def test_what_is_below_nothing_has_one_sign():
    assert whole_money(-1234.5) == "−1,234"
    assert percent(-0.0391) == "−3.9 %"
    assert (whole_money(-0.2), percent(-0.0)) == ("0", "0.0 %")


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.584, "58 %"), (0.003, "0.3 %"), (-0.003, "−0.3 %"), (0.0002, "under 0.1 %"), (-0.0002, "just below 0 %"),
     (0.996, "99.6 %"), (1.0, "100 %"),
     (0.9995, "over 99.9 %"), (-0.9995, "below −99.9 %"),
     (0.99971, "over 99.9 %"), (0.0, "0 %"), (-1e-15, "0 %"), (1 - 1e-12, "100 %"), (0.01, "1 %"), (1.004, "100 %")],
)  # fmt: skip
def test_a_share_is_neither_nothing_nor_all_where_it_is_not(share: float, said: str):
    assert rounded_percent(share) == said


def test_what_is_rounded_to_nothing_has_no_sign():
    assert (percent(-0.0004), price(-0.001), whole_money(-0.4)) == ("0.0 %", "0.00", "0")
    assert (percent(-0.0006), price(-0.006), whole_money(-0.6)) == ("−0.1 %", "−0.01", "−1")


def test_an_offer_that_costs_the_same_is_said_to(result: Comparison):
    data = dict(result.scenario.data)
    twin = {**data["options"]["seats_manila"], "label": "Twin"}
    only = {"in_house": data["options"]["in_house"], "seats_manila": data["options"]["seats_manila"], "twin": twin}
    from tcomodel import scenario_from

    equal = compare(scenario_from({**data, "options": only}), load_card(ROOT / "data" / "rates.yaml"))
    assert runner_up(equal) == "Twin costs the same."


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), load_card(ROOT / "data" / "rates.yaml"))


def test_a_german_browser_sees_the_same_figures_and_no_headline_that_ends_within_a_word(
    browser: Browser, dashboard: str, result: Comparison
):
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(dashboard)
    expect(page.locator("h2").filter(has_text=answer.headline(result))).to_be_visible(timeout=60_000)
    assert page.evaluate("(1234.5).toLocaleString()") == "1.234,5"
    expect(page.get_by_test_id("stMain")).to_contain_text(f"{result.cheapest.total:,.2f} USD", timeout=60_000)
    expect(page.get_by_role("slider").first).to_have_attribute("aria-valuetext", "36,000")
    for width in (1280, 1240, 1200, 1140, 1000, 800, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(IN_HOUSE), width
    context.close()
