"""The page Explain: any figure, how it was made, down to who said so; and the ways into it from Compare."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard import answer
from dashboard.compare import reserve, table, to_do
from dashboard.compare.tiles import tiles
from dashboard.explain import figure, finding, months
from dashboard.explain.words import SOURCES
from dashboard.formats import JOINER, money, plain
from tcomodel import Comparison, RateCard, compare, load_card, load_scenario, scenario_from
from tcomodel.colours import Colours
from tcomodel.model import Input, Placed
from tcomodel.readers.trace import Tracer, source_of
from tcomodel.readers.trace_numbers import numbers_in_words
from tcomodel.readers.trace_steps import NOTHING_BEFORE, steps_down, users_of

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
LIGHT = Colours(("#0362a0",), "#ffffff", "#1f2933", "#d5dbe3")
SECONDS = 1000
PATIENCE = 60 * SECONDS  # both cores may be busy with other tests

SMALL: dict[str, Any] = {
    "start": "2026-01",
    "months": 12,
    "demand": {"volume": {"voice": 20000}},
    "service": {"handle_time": {"voice": 390}},
    "options": {
        "own": {"in_house": {"monthly_budget": 15000}},
        "vendor": {
            "pricing": {"model": "per_minute", "minute_rate": 0.6},
            "transition": {"transition_fee": 30000},
            "contract": {"indexation": {"yearly_indexation": "3%"}},
        },
    },
}


@pytest.fixture(scope="module")
def card() -> RateCard:
    return load_card(ROOT / "data" / "rates.yaml")


@pytest.fixture(scope="module")
def result(card: RateCard) -> Comparison:
    return compare(load_scenario(EXAMPLE), card)


@pytest.fixture(scope="module")
def results(card: RateCard) -> dict[str, Comparison]:
    return {path.stem: compare(load_scenario(path), card) for path in SCENARIOS}


# ---------------------------------------------------------------- the screen


def screen(name: str, data: dict[str, Any] | None = None, folder: Path | None = None, **address: str) -> AppTest:
    """A screen as its address asks for it; ``data`` is a scenario that is open instead of the example."""
    program = f"from dashboard.frame import SCREENS\n\nSCREENS[{name!r}]()"
    if data is not None:
        opened = f"state.open_data({data!r}, 'mine', {str(folder)!r})"
        program = f"from dashboard import state\n\nif state.session().name != 'mine':\n    {opened}\n{program}"
    app = AppTest.from_string(program, default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def explained(line: str, month: int | str | None = None, opened: str = "example") -> AppTest:
    """The page of a figure of a scenario of the tool."""
    address = {"line": line} | ({} if month is None else {"month": str(month)})
    if opened == "example":
        return screen("explain", **address)
    path = EXAMPLE.with_stem(opened)
    return screen("explain", dict(load_scenario(path).data), path.parent, **address)


def links(app: AppTest) -> dict[str, str]:
    """The links of the page by their name, each with what it says of a figure."""
    found: dict[str, str] = {}
    for one in app.main.get("page_link"):
        found.setdefault(one.proto.label.replace("\\", ""), one.proto.query_string)
    return found


def follow(app: AppTest, name: str) -> AppTest:
    """Click a link, as the browser does: its address takes the place of the page's."""
    assert name in links(app), f"no link {name!r} among {sorted(links(app))}"
    address = parse_qsl(links(app)[name])
    app.query_params.clear()
    for key, value in address:
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def asked(app: AppTest, name: str) -> str | None:
    """What the address says."""
    said = app.query_params.get(name)
    return said[0] if isinstance(said, list) else said


def headline(app: AppTest) -> str:
    return app.header[0].value.replace("\\", "")


def text(app: AppTest) -> str:
    shown = [*app.main.markdown, *app.main.caption, *app.main.subheader]
    return "\n".join(one.value for one in shown).replace("\\", "")


def test_without_an_address_it_begins_with_the_total_of_the_cheapest_option(result: Comparison):
    app = screen("explain")
    assert headline(app) == f"TCO: {result.cheapest.total:,.2f} USD"
    assert asked(app, "line") == "seats_manila.tco"


def test_one_walks_from_a_total_down_to_a_rate_of_the_card_and_back(result: Comparison, card: RateCard):
    app = explained("seats_manila.tco")
    for name in ("Total cost", "Service fees", "Service fee", "Converted fee", *way_to_the_seat_rate(result)):
        follow(app, name)
    rate = card.rates["philippines.seat_month"]
    assert headline(app) == f"Seat rate: {rate.high:,.2f} USD per seat and month"
    ends = f"low {rate.low:,.0f}, base {rate.base:,.0f}, high {rate.high:,.0f}"
    for fact in ("A rate of the rate card", f"{ends} USD per seat and month; used here: high", rate.as_of, rate.source):
        assert fact in text(app)
    assert headline(follow(app, "TCO")) == f"TCO: {result.cheapest.total:,.2f} USD"
    assert "Back" not in links(app), "the walk begins again there"


@pytest.mark.parametrize(
    ("opened", "kind", "needs"),
    [
        ("example", "scenario", "Entry"),
        ("example", "rate card", "As of"),
        ("example", "assumed", "Assumed, because nobody stated it"),
        ("example", "constant", "A constant, which holds everywhere"),
        ("example", "calendar", "Counted from the start of the contract"),
        ("offshore_anchored_voice", "series", "A published series"),
        ("offshore_anchored_voice", "file", "volumes/offshore_anchored_voice.csv"),
    ],
)
def test_every_kind_of_leaf_says_who_says_so(results: dict[str, Comparison], opened: str, kind: str, needs: str):
    comparison = results[opened]
    one = next(one for one in comparison.model.inputs if source_of(one, comparison).kind == kind)
    user = users_of(comparison, one.key)[0]
    app = explained(user.key, opened=opened)
    step = next(step for step in steps_down(comparison, user) if step.what is one)
    follow(app, next(name for name in links(app) if name.startswith(step.label)))
    assert asked(app, "line") == one.key
    assert needs in text(app)
    source = source_of(one, comparison)
    for fact in ("title", "source", "as_of", "because"):
        for word in str(source.details.get(fact) or "").split():
            assert word.rstrip(".").lower() in text(app).lower()


def test_a_month_stays_from_step_to_step_and_through_what_has_none(result: Comparison):
    app = explained("seats_manila.total_cost", 14)
    assert headline(app) == f"Total cost: {result.option('seats_manila').by_month[13]:,.2f} USD per month"
    follow(follow(app, "Service fees"), "Service fee")
    assert asked(app, "month") == "14"
    follow(app, "Total cost, month 14")
    assert "month 14, Feb 2028" in text(app)

    app = explained("seats_manila.seat_rate", 14)  # one number for the whole term
    row = users_of(result, "seats_manila.seat_rate")[0]
    follow(app, "Fee")
    assert headline(app).endswith(f"{float(result.values[row][13]):,.2f} USD per month")


def test_the_picker_changes_the_month_and_the_address(result: Comparison):
    app = explained("seats_manila.total_cost")
    picker = next(one for one in app.selectbox if one.label == "Month")
    picker.set_value(3).run()
    assert headline(app) == f"Total cost: {result.option('seats_manila').by_month[2]:,.2f} USD per month"
    assert asked(app, "month") == "3"
    picker = next(one for one in app.selectbox if one.label == "Month")
    picker.set_value(figure.WHOLE_TERM).run()
    assert headline(app) == f"Total cost: {result.option('seats_manila').total:,.2f} USD in total"
    assert "month" not in app.query_params


def test_one_walks_up_to_what_takes_a_number_and_the_walk_stands_above(result: Comparison):
    app = explained("programme.voice.volume")
    user = users_of(result, "programme.voice.volume")[0]
    follow(app, next(iter(links(app))))
    assert headline(app).startswith(user.label)
    follow(app, "Back")
    assert headline(app) == "Volume: 36,000 contacts per month"


def test_a_reload_and_a_jump_begin_a_new_walk_and_a_name_on_it_leads_back():
    app = explained("seats_manila.total_cost")
    follow(follow(app, "Service fees"), "Service fee")
    labels = list(links(app))
    assert labels[:3] == ["Back", "Total cost", "Service fees"]
    follow(app, "Total cost")
    assert "Back" not in list(links(app))


def test_an_unknown_line_is_told_with_the_nearest_names():
    app = explained("seats_manila.seat_rat")
    assert "There is no figure called seats\\_manila.seat\\_rat" in app.warning[0].value
    follow(app, "Did you mean Seat rate, Philippines, per seat?")
    assert headline(app).startswith("Seat rate")


@pytest.mark.parametrize("month", ["0", "61", "-1", "x", "1.5", "٣"])
def test_a_month_that_is_none_shows_the_term_and_says_so(month: str):
    app = explained("seats_manila.total_cost", month)
    assert "the contract has 60 months" in app.warning[0].value
    assert "in total" in headline(app)


def test_text_of_an_address_stays_text():
    app = explained("<b>[x](http://evil.example)</b>")
    assert f"\\[x\\](http:{JOINER}//evil.example)" in app.warning[0].value


def test_a_figure_is_found_by_words_of_its_name_its_place_and_its_description(result: Comparison):
    assert finding.matches(result, "seat rate")[0].key == "seats_manila.seat_rate"
    assert {one.key for one in finding.matches(result, "wages voice in-house")} >= {"in_house.voice.wages"}
    assert not finding.matches(result, "zebra")
    assert not finding.matches(result, "--")
    app = screen("explain")
    app.text_input(key="explain:find:seats_manila.tco").input("hourly wage").run()
    follow(app, "Hourly wage, In-house, United States")
    assert headline(app).startswith("Hourly wage")
    app.text_input(key="explain:find:in_house.hourly_wage").input("zebra").run()
    assert "Nothing has all of these words" in text(app)


def test_a_leaf_can_be_changed_where_it_stands():
    app = explained("seats_manila.seat_rate")
    box = next(one for one in app.main.text_input if "try another value" in one.label)
    box.input("1,000").run()
    assert not app.exception
    assert headline(app) == "Seat rate: 1,000.00 USD per seat and month"
    assert "Stated in the scenario" in text(app)
    box = next(one for one in app.main.text_input if "try another value" in one.label)
    box.input("-5").run()
    assert headline(app) == "Seat rate: 1,000.00 USD per seat and month", "the last good result stands"
    assert ":red[" in text(app)


def test_the_forms_open_at_the_field_of_a_leaf():
    app = explained("seats_manila.seat_rate")
    next(one for one in app.main.button if one.label == "Show Seat rate among all inputs").click().run()
    assert not app.exception
    assert [
        one for one in app.sidebar.text_input if str(one.key).startswith("field:options.seats_manila.pricing.seat_rate")
    ]


# ---------------------------------------------------------------- what a step shows is the model's


def test_from_every_figure_of_the_table_one_reaches_who_says_so(results: dict[str, Comparison]):
    for comparison in results.values():
        for option in comparison.compared:
            for name in table(comparison).columns[1:]:
                row = option.model.figures.get("saving" if name == "irr" else name)
                if row is None:
                    assert option.key == comparison.model.baseline.key or option.reason(name)
                    continue
                leaves = list(figure.inputs_below(row))
                assert leaves
                assert {source_of(one, comparison).kind for one in leaves} <= set(SOURCES)


def months_to_try(comparison: Comparison, row: Placed) -> list[int | None]:
    return [None, 1, len(comparison.months) // 2] if row.is_monthly else [None]


def test_every_ingredient_shown_is_the_models_value(results: dict[str, Comparison]):
    """Worked out anew from the arrays of the model."""
    counted = 0
    for comparison in results.values():
        for row in comparison.model.rows:
            for month in months_to_try(comparison, row):
                for step in steps_down(comparison, row, month):
                    values = np.asarray(comparison.values[step.what], dtype=float)
                    if step.value_in_words == NOTHING_BEFORE:
                        assert step.month is not None
                        assert step.month < 1
                    elif step.month is not None and values.size == len(comparison.months):
                        assert step.value == values[step.month - 1]
                    elif values.ndim == 0:
                        assert step.value == values
                    counted += 1
    assert counted > 5000


def test_what_adds_up_adds_up(results: dict[str, Comparison]):
    counted = 0
    for comparison in results.values():
        for row in comparison.model.rows:
            for month in months_to_try(comparison, row):
                steps = steps_down(comparison, row, month)
                parts = [step.part for step in steps if step.part is not None]
                if not parts:
                    continue
                values = np.asarray(comparison.values[row], dtype=float)
                whole = values[month - 1] if month else values.sum()
                assert len(parts) == len(steps)
                assert sum(parts) == pytest.approx(whole, abs=1e-6, rel=1e-9), (row.key, month)
                if whole:
                    assert sum(step.share for step in steps if step.share is not None) == pytest.approx(1)
                counted += 1
    assert counted > 500


NUMBER = re.compile(r"(?<![\w.])(-?\d[\d,]*(?:\.\d+)?)( %)?(?: [A-Za-z][A-Za-z ]*)?")


def reckoned(formula: str) -> float | None:
    """A formula in numbers worked out as a person would; None where it has words that are no arithmetic."""
    plain = (
        formula.replace("to the power of", "**")
        .replace(" (yes)", "")
        .replace(" (no)", "")
        .replace("−", "-")
        .replace("minus ", "-")
    )
    if re.search(r"\b(if|the|rounded|divided|nothing|no|otherwise|average|largest|whole)\b", plain):
        return None
    bare = NUMBER.sub(lambda found: f"({found[1].replace(',', '')}{'/100' if found[2] else ''})", plain)
    bare = bare.replace("×", "*").replace("÷", "/")
    assert re.fullmatch(r"[-+*/(). \de]+", bare), (formula, bare)
    try:
        return float(eval(bare))
    except ZeroDivisionError:
        return None


def test_the_formula_in_numbers_gives_the_number_it_stands_beside(results: dict[str, Comparison]):
    counted = 0
    for comparison in results.values():
        for row in comparison.model.rows:
            for month in (None, 7) if row.is_monthly else (None,):
                formula = numbers_in_words(comparison, row, month)
                if not formula or (found := reckoned(formula)) is None:
                    continue
                values = np.asarray(comparison.values[row], dtype=float)
                whole = values if values.ndim == 0 else values[month - 1 + shift(row)] if month else values.sum()
                assert found == pytest.approx(float(whole), rel=0.03, abs=0.06), (row.key, month, formula)
                counted += 1
    assert counted > 1000


def test_a_sum_says_its_unit_once_and_what_is_taken_off_with_a_minus(result: Comparison):
    steps = steps_down(result, result.row("seats_manila.total_cost"), 14)
    said = numbers_in_words(result, result.row("seats_manila.total_cost"), 14)
    assert said.startswith(f"{steps[0].value:,.2f} + 0.00 − {-(steps[2].value or 0):,.2f} + ")
    assert "USD" not in said


def shift(row: Placed) -> int:
    return int(row.scope.value("months_before")) if row.scope.kind == "index" else 0


# ---------------------------------------------------------------- months a line looks at


def looked_at(comparison: Comparison, key: str, month: int | None = None) -> list[tuple[str, int | None, float | None]]:
    return [(step.what.name, step.month, step.value) for step in steps_down(comparison, comparison.row(key), month)]


@pytest.fixture(scope="module")
def small(card: RateCard) -> Comparison:
    return compare(scenario_from(SMALL), card)


def test_a_running_total_leads_to_its_own_month_before(small: Comparison):
    cost = small.option("vendor").by_month
    assert looked_at(small, "vendor.cumulative_cost", 3) == [
        ("cumulative_cost", 2, pytest.approx(cost[:2].sum())),
        ("total_cost", 3, pytest.approx(cost[2])),
    ]
    first, second = numbers_in_words(small, small.row("vendor.cumulative_cost"), 3).split(" + ")
    assert float(first.split()[0].replace(",", "")) == pytest.approx(cost[:2].sum(), abs=0.01)
    assert float(second.split()[0].replace(",", "")) == pytest.approx(cost[2], abs=0.01)


LOOKS = ("in_month", "highest", "average_up_to", "entry", "previous", "earlier")


def test_what_points_at_other_months_shows_the_numbers_it_is_made_of(results: dict[str, Comparison]):
    """The months of an index are counted from years before the contract; the others from its first."""
    seen = set()
    for comparison in results.values():
        for row in comparison.model.rows:
            word = getattr(row.line.formula, "word", None)
            if word is None or word.name not in LOOKS or not hasattr(row.line.formula.arguments[0], "name"):
                continue
            for month in (1, 5, len(comparison.months)) if row.is_monthly else (None,):
                [first, *_] = row.ingredients
                taken = [step.value or 0.0 for step in steps_down(comparison, row, month) if step.what is first]
                values = np.asarray(comparison.values[row], dtype=float)
                shown = values if month is None else values[month - 1 + shift(row)]
                assert np.mean(taken) == pytest.approx(float(shown)), (row.key, month)
                seen.add(word.name)
    assert seen >= set(LOOKS) - {"entry"}


def test_what_looks_at_the_month_before_leads_there_and_in_month_1_to_nothing(small: Comparison):
    assert looked_at(small, "vendor.balance_at_start", 5)[0][:2] == ("saved_so_far", 4)
    step = steps_down(small, small.row("vendor.balance_at_start"), 1)[0]
    assert (step.value, step.value_in_words, step.month_to_ask) == (0.0, NOTHING_BEFORE, None)


def test_a_line_that_starts_from_its_own_past_leads_to_it(small: Comparison):
    found = looked_at(small, "vendor.price_index", 7)
    assert ("price_index", 6, float(small.values[small.row("vendor.price_index")][5])) in found


def test_a_figure_of_the_term_leads_to_the_month_it_asks_for(result: Comparison):
    option = result.option("seats_manila")
    recovery = int(option.figure("recovery_month") or 0) or int(
        result.values[result.row("seats_manila.recovery_month")]
    )
    found = {name: (month, value) for name, month, value in looked_at(result, "seats_manila.months_to_recover")}
    part = result.values[result.row("seats_manila.part_of_month")]
    assert found["part_of_month"] == (recovery, pytest.approx(part[recovery - 1]))
    behind = looked_at(result, "seats_manila.last_month_behind")
    assert behind == [("month_behind", recovery, recovery)]


def test_a_payback_that_never_comes_is_no_number_of_months(small: Comparison):
    assert small.option("vendor").figure("payback") is None
    app = screen("explain", SMALL, line="vendor.payback")
    assert headline(app) == "Payback: never within the term"


# ---------------------------------------------------------------- the ways in from Compare


def test_every_tile_names_the_line_of_its_figure(results: dict[str, Comparison]):
    for comparison in results.values():
        shown = {tile.label: tile for tile in tiles(comparison)}
        best = comparison.cheapest
        for label in ("Total cost", "Saving", "Per resolved contact"):
            tile = shown[label]
            if tile.value != "–":
                value = float(comparison.values[comparison.row(tile.line)])
                assert tile.value == money(value, comparison.currency, 1 if label.startswith("Per") else 2)
                assert tile.line.startswith(best.key)


def variant(**options: Any) -> Comparison:
    return compare(scenario_from({**SMALL, "options": options}), load_card(ROOT / "data" / "rates.yaml"))


def test_compare_says_what_to_do_where_there_is_nothing_to_compare(small: Comparison):
    own, vendor = SMALL["options"]["own"], SMALL["options"]["vendor"]
    out = {"in_comparison": False}
    assert to_do.missing(small) == ""
    assert to_do.missing(variant(vendor=vendor)) == to_do.ONE_OPTION.format("Vendor")
    assert to_do.missing(variant(own=own, second=own)) == to_do.NO_VENDOR
    assert to_do.missing(variant(own=own | out, vendor=vendor)) == to_do.ONE_LEFT.format("Vendor")
    assert to_do.missing(variant(own=own | out, vendor=vendor | out)) == to_do.ALL_OUT
    assert to_do.missing(variant(one=vendor, other=vendor)) == to_do.NO_BASELINE


@pytest.mark.parametrize("names", [("vendor",), ("own",), ("one", "other")])
def test_compare_stands_with_one_option_and_without_a_baseline(names: tuple[str, ...]):
    options = {name: SMALL["options"].get(name, SMALL["options"]["vendor"]) for name in names}
    app = screen("compare", SMALL | {"options": options})
    assert "To the options" in links(app)
    assert len(app.metric) == 4


def test_the_bars_of_the_months_are_the_models_and_each_leads_to_its_month(results: dict[str, Comparison]):
    for comparison in (results["ai_first"], results["offshore_anchored_voice"]):
        for what in (*comparison.model.rows, *comparison.model.inputs):
            if not what.is_monthly:
                continue
            values = months.months_of(comparison, what)
            figure = months.bars(comparison, what, values, 3, LIGHT)
            [trace] = figure["data"]
            assert trace["customdata"] == [[what.key, month] for month in range(1, len(comparison.months) + 1)]
            last = Tracer(comparison).value_of(what, len(comparison.months))[0]
            assert trace["y"][-1] == pytest.approx((last or 0) * (100 if months._is_share(what) else 1), rel=1e-6)
            assert len(set(trace["marker"]["color"])) == 2


def test_what_could_change_the_answer_is_looked_at_only_after_a_pause(result: Comparison):
    """It would make every move of a slider several times as long; once it is known it stands there at once."""
    state_of = "from dashboard import state\n\nimport streamlit as st\nfrom dashboard.compare import reserve\n"
    program = f"{state_of}result = state.result()\nst.session_state['kept'] = result.model.kept\nreserve.show(result)"
    app = AppTest.from_string(program).run()
    kept = app.session_state["kept"]
    kept.pop(reserve.KEPT, None)
    app.run()
    assert [one.value for one in app.caption] == [
        "What could change this answer is worked out when you pause for a moment."
    ]
    assert not app.markdown
    kept[reserve.KEPT] = answer.reserve(result)
    app.run()
    assert [one.value for one in app.markdown] == [plain(answer.reserve(result))]
    assert not app.caption


# ---------------------------------------------------------------- in the browser


@pytest.fixture
def compare_page(page: Page, dashboard: str) -> Page:
    page.goto(dashboard)
    expect(page.get_by_text("Exact total over the term")).to_be_visible(timeout=PATIENCE)
    return page


def test_after_a_pause_the_answer_says_what_could_change_it(compare_page: Page, result: Comparison):
    said = answer.reserve(result)
    assert said
    expect(compare_page.get_by_text(said)).to_be_visible(timeout=PATIENCE)
    assert not compare_page.complaints


def heading(page: Page) -> Any:
    return expect(page.get_by_test_id("stMain").locator("h2").first)


def test_a_figure_on_compare_is_explained_down_to_its_source(compare_page: Page, result: Comparison, card: RateCard):
    """From the tile of the total to the price of a seat, with the month, and the number is the card's."""
    page, option = compare_page, result.cheapest
    page.get_by_test_id("stMain").get_by_role("button", name="Total cost").click()
    heading(page).to_have_text(f"TCO: {option.total:,.2f} USD", timeout=PATIENCE)
    page.get_by_role("link", name="Total cost", exact=True).click()
    heading(page).to_have_text(f"Total cost: {option.total:,.2f} USD in total", timeout=PATIENCE)
    picker = page.get_by_test_id("stMain").get_by_role("combobox", name="Month")
    picker.fill("Month 14,")
    picker.press("Enter")
    heading(page).to_have_text(f"Total cost: {option.by_month[13]:,.2f} USD per month", timeout=PATIENCE)
    for name in ("Service fees", "Service fee", "Converted fee"):
        page.get_by_role("link", name=name, exact=True).first.click()
        heading(page).to_contain_text(f"{name}: ", timeout=PATIENCE)
    for step in way_to_the_seat_rate(result):
        page.get_by_role("link", name=step, exact=True).first.click()
        heading(page).to_contain_text(f"{step}: ", timeout=PATIENCE)
    rate = card.rates["philippines.seat_month"]
    assert (
        float(result.values[next(one for one in result.model.inputs if one.key == "seats_manila.seat_rate")])
        == rate.high
    )
    heading(page).to_have_text(f"Seat rate: {rate.high:,.2f} USD per seat and month")
    expect(page.get_by_text(f"high {rate.high:,.0f} USD per seat and month; used here: high")).to_be_visible()
    page.reload()
    heading(page).to_have_text(f"Seat rate: {rate.high:,.2f} USD per seat and month", timeout=PATIENCE)
    assert not page.complaints


def way_to_the_seat_rate(result: Comparison) -> list[str]:
    """The names on the way from the converted fee to the seat rate."""
    row: Placed | Input = result.row("seats_manila.converted_fee")
    names = []
    while isinstance(row, Placed):
        steps = [step for step in steps_down(result, row, 14) if step.key != row.key]
        nearest = next(step for step in steps if any(one.name == "seat_rate" for one in figure.inputs_below(step.what)))
        names.append(nearest.label)
        row = nearest.what
    return names


def test_a_cell_of_the_table_says_how_it_was_made(compare_page: Page, result: Comparison):
    page, option = compare_page, result.compared[1]
    grid = page.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    expect(grid.locator("canvas").first).to_be_visible()
    grid.locator(".dvn-scroller").click(position={"x": 300, "y": 88})  # the second option's total
    made = page.get_by_text(f"TCO, {option.label}: {option.total:,.2f} USD")
    expect(made).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="How TCO was made").click()
    heading(page).to_have_text(f"TCO: {option.total:,.2f} USD", timeout=PATIENCE)
    assert f"line={option.key}.tco" in page.url
    assert not page.complaints
