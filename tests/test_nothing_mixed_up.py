"""Kept work never changes unseen: a rate card that moved, was closed or lost a rate, a tool that computes otherwise."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answer, state
from dashboard.explain.source import fields_of
from dashboard.forms import Forms
from dashboard.library.keeper import keeper
from dashboard.library.library import Library
from dashboard.scenarios.keeping import answer_in, text_of
from dashboard.scenarios.shared import other_answer
from tcomodel import Comparison, RateCard, compare, load_scenario, scenario_from
from tcomodel.readers.trace import Tracer
from tcomodel.readers.trace_steps import steps_down
from tests.case_file import ROOT, card

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
WAGE = ("options", "in_house", "in_house", "hourly_wage")
VENDORS_CARD = """
card: {name: Vendor A, as_of: "2026-01"}
rates:
  acme.hour:
    {title: Acme hour, value: 21, unit: USD/hour, currency: USD, location: Manila, channel: all, as_of: "2026-01",
     source: Offer of January}
"""
SCREEN = f"""
import streamlit as st
from dashboard import state
from dashboard.frame import SCREENS
from tcomodel.rates import read_card

def with_vendors_card():
    state.shelf().put(read_card({VENDORS_CARD!r}))
    state.take_rate("Vendor A", "acme.hour", {{{WAGE!r}: {{"rate": "acme.hour"}}}})

def vendor_says(**changes):
    rates = dict(state.shelf()["Vendor A"].rates)
    rates["acme.hour"] = rates["acme.hour"].model_copy(update=changes)
    state.shelf().change(state.shelf()["Vendor A"].with_rates(rates), of="Vendor A")

exec(st.session_state.pop("did", ""))
SCREENS[st.session_state["screen"]]()
"""


@pytest.fixture
def dearer(monkeypatch: pytest.MonkeyPatch) -> Iterator[RateCard]:
    """The tool's own card as it is after an update: every wage a tenth higher. It holds when ``use`` was called."""
    rates = {
        key: rate.model_copy(update={"value": rate.value * 1.1}) if "wage" in key and rate.value else rate
        for key, rate in card().rates.items()
    }
    yield card().with_rates(rates)
    monkeypatch.undo()
    state.standard_card.clear()
    state.compared.clear()


def use(moved: RateCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.state.shared.load_card", lambda path: moved)
    state.standard_card.clear()
    state.compared.clear()


def visitor(screen: str = "scenarios", token: str = "") -> AppTest:
    app = AppTest.from_string(SCREEN, default_timeout=60)
    app.session_state["screen"] = screen
    if token:
        app.query_params["work"] = token
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    assert not app.error, app.error
    return app


def did(app: AppTest, code: str, screen: str = "scenarios") -> AppTest:
    """Something that was done to the visitor's work, then a screen."""
    app.session_state["did"], app.session_state["screen"] = code, screen
    return ran(app)


def press(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    assert not button.disabled, label
    button.click()
    return ran(app)


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.success, app.info, app.warning, app.caption, app.header)
    return "\n".join(str(one.value) for kind in kinds for one in kind).replace("\\", "")


def reloaded(app: AppTest) -> AppTest:
    said = app.query_params["work"]
    token = said if isinstance(said, str) else said[0]
    assert keeper.flush(token=token)
    return visitor(token=token)


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


# ---------------------------------------------------------------- rate cards that move


def test_a_rate_that_changed_on_the_card_is_a_change_that_can_be_saved(library: Library):
    app = press(did(visitor(), "with_vendors_card()"), "Save")
    assert "No changes since then." in said(app)
    did(app, "vendor_says(value=30.0)")
    assert "Changed since then, and not saved." in said(app)
    assert "Changed since then, and not saved." in said(reloaded(app))
    press(app, "Save a new version")
    assert "No changes since then." in said(app)
    first, second = (library.version("", one.id).text for one in reversed(library.versions("", 1)))
    assert answer_in(first) != answer_in(second)


@pytest.mark.parametrize("screen", ["compare", "rates", "scenarios"])
def test_the_last_result_stays_when_the_card_no_longer_serves_the_scenario(library: Library, screen: str):
    app = did(visitor(), "with_vendors_card()")
    before = state_of(app)
    did(app, 'vendor_says(unit="USD/month")', screen)
    assert state_of(app) == before
    if screen == "compare":
        assert "The results below are those before your last change." in said(app)


def test_one_can_go_back_to_work_whose_card_was_closed_meanwhile(library: Library):
    app = did(visitor(), "with_vendors_card()")
    before = state_of(app)
    did(app, 'state.open_sample("nearshore_per_minute.yaml")')
    did(app, 'state.shelf().take_away("Vendor A")')
    press(app, "Back to US retailer, 60,000 contacts a month")
    assert state_of(app) == before
    assert "there is no card 'Vendor A'" in said(app)


def state_of(app: AppTest) -> tuple[str, tuple[str, ...]]:
    """What was computed last, and with which cards."""
    now = app.session_state["session"]
    return now.good, now.good_cards.fingerprints


# ---------------------------------------------------------------- work that is taken up again


def test_the_way_back_to_what_was_open_before_survives_a_reload(library: Library):
    app = did(visitor(), 'state.edit(("staffing", "occupancy"), "77%")')
    did(app, 'state.open_sample("nearshore_per_minute.yaml")')
    app = press(reloaded(app), "Back to US retailer, 60,000 contacts a month")
    assert app.session_state["session"].data["staffing"]["occupancy"] == "77%"
    did(app, "state.undo()")
    assert "occupancy" not in app.session_state["session"].data["staffing"] or (
        app.session_state["session"].data["staffing"]["occupancy"] != "77%"
    )


def test_work_that_is_restored_with_another_answer_says_so(
    library: Library, dearer: RateCard, monkeypatch: pytest.MonkeyPatch
):
    app = did(visitor(), 'state.edit(("staffing", "occupancy"), "77%")')
    assert "When it was kept the answer was" not in said(reloaded(app))
    data = app.session_state["session"].data
    use(dearer, monkeypatch)
    again = said(reloaded(app))
    then, now = (answer.in_one_line(compare(scenario_from(data), one)) for one in (card(), dearer))
    assert then != now
    assert f"When it was kept the answer was: {then}. Here it is: {now}." in again


def test_a_version_whose_answer_is_another_by_now_says_so(library: Library, result: Comparison):
    now = answer.in_one_line(result)
    for number, then in enumerate((now, "In-house: 1.00 USD over the term"), 1):
        text = text_of(result).replace(f"# {now}\n", f"# {then}\n", 1)
        library.save("", f"Round {number}", text)
    app = visitor()
    press(app, "Open")  # the one saved last stands first
    assert f"When it was saved the answer was: In-house: 1.00 USD over the term. Here it is: {now}." in said(app)
    next(one for one in app.button if one.key == "scenarios:open:1").click()
    assert "When it was saved" not in said(ran(app))


# ---------------------------------------------------------------- links


def test_a_link_tells_when_only_the_runner_up_moved(result: Comparison):
    options = result.scenario.data["options"]
    pair = {key: options[key] for key in ("in_house", "seats_manila", "minutes_nearshore")}
    dearer = pair | {"minutes_nearshore": {**pair["minutes_nearshore"], "price_change": "2%"}}
    sent, here = (compare(scenario_from({**result.scenario.data, "options": one}), card()) for one in (pair, dearer))
    assert sent.cheapest.total == here.cheapest.total
    assert "The rates or the tool have changed" in other_answer(answer.in_one_line(sent), here)
    assert other_answer(answer.in_one_line(sent), sent) == ""


@pytest.mark.parametrize("label", ["Two  blanks", "L" * 60, "Ü" * 70])
def test_no_name_of_an_option_makes_a_link_say_that_rates_changed(result: Comparison, label: str):
    from tcomodel.share_link import shared_in, token_of

    options = dict(result.scenario.data["options"])
    for key in options:
        options[key] = {**options[key], "label": f"{label}{key}"[:80]}
    named = compare(scenario_from({**result.scenario.data, "options": options}), card())
    sent = shared_in(token_of(text_of(named), answer.in_one_line(named))).answer
    assert other_answer(sent, named) == ""


# ---------------------------------------------------------------- explanations


def test_sums_of_the_term_have_shares_that_add_up(result: Comparison):
    found = 0
    for row in result.model.rows:
        steps = steps_down(result, row) if row.is_monthly else []
        if any(one.share is not None for one in steps):
            found += 1
            whole = Tracer(result).value_of(row, None)[0]
            assert sum(one.part or 0.0 for one in steps) == pytest.approx(whole)
            assert not whole or sum(one.share or 0.0 for one in steps) == pytest.approx(1)
    assert found > 20


def test_what_is_assumed_for_several_options_is_changed_for_the_one_the_walk_came_from(result: Comparison):
    forms = Forms(dict(result.scenario.data), card())
    assumed = next(one for one in result.model.inputs if one.key == "assumed.agents_per_seat")
    assert {field.group for field in fields_of(forms, assumed)} >= {"in_house", "hybrid", "seats_manila"}
    takers = [row for row in result.model.rows if any(one is assumed for one in row.ingredients)]
    for row in takers:
        assert [field.group for field in fields_of(forms, assumed, row)] == [row.scope.path[0]]
    assert len({row.scope.path[0] for row in takers}) > 1


def test_an_assumption_that_is_changed_on_the_way_shows_what_holds_there_now(library: Library):
    app = AppTest.from_string(SCREEN, default_timeout=60)
    app.session_state["screen"] = "explain"
    app.query_params["line"] = "hybrid.core_agents"
    ran(app)
    app.query_params["line"] = "assumed.agents_per_seat"
    ran(app)
    box = next(one for one in app.main.text_input if "try another value" in one.label)
    assert box.label.startswith("Agents per seat of Philippines, core seats and overflow")
    box.input("1.25")
    ran(app)
    options = app.session_state["session"].data["options"]
    assert options["hybrid"]["pricing"]["agents_per_seat"] == 1.25
    assert "agents_per_seat" not in options["in_house"]["in_house"]
    assert app.header[0].value.replace("\\", "") == "Agents per seat: 1.25 agents per seat"
    assert "Stated in the scenario" in [one.value for one in app.subheader]
