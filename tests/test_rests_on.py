"""What the answer rests on: the ranking against scenarios written out with each number replaced, and the screen."""

import copy
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard import answer
from dashboard.rests_on import FOLDER
from dashboard.unstated import AT_START, CARD_RATE, Unstated, counted, ranked, unstated_inputs
from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.entry_at import at, put_at
from tcomodel.guided import Answers, Offer, scenario_of
from tcomodel.readers.memo.moves import moved
from tcomodel.readers.memo.verdict import verdict
from tcomodel.sensitivity.turning import turning_of
from tests.case_file import ROOT, card

HERS = Answers({"voice": "36,000", "chat": "15k"}, "United States", "2027-01", yearly_cost="2.2m", offers=(Offer(),))
DATA = scenario_of(HERS, card())
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"


def of(data: Any) -> Comparison:
    return compare(scenario_from(data), card())


@pytest.fixture(scope="module")
def hers() -> Comparison:
    """One vendor by the card against a cost of the ledger."""
    return of(DATA)


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


def with_value(one: Unstated, value: Any) -> Any:
    """The scenario with a figure stated wherever it is lacking."""
    data = copy.deepcopy(dict(one.comparison.scenario.data))
    for field in one.fields:
        put_at(data, field.place, f"{value * 100:.12g}%" if field.given.is_share else value)
    return data


def margin(result: Comparison) -> float:
    """What the vendor is ahead of the team, in today's money."""
    return (result.option("in_house").figure("npv") or 0.0) - (result.option("offer_1").figure("npv") or 0.0)


def called(found: list[Unstated], key: str) -> Unstated:
    return next(one for one in found if one.input.key == key)


# ---------------------------------------------------------------- the ranking


ENDS = {  # of what each is moved to: the range on the card, its own range, 10 % either way, 10 % instead of none
    "offer_1.seat_rate": (1280, 2240),
    "offer_1.transition_fee": (50_000, 500_000),
    "offer_1.governance_rate": (0.06, 0.10),
    "programme.occupancy": (0.70, 0.85),
    "programme.voice.handle_time": (240, 600),
    "offer_1.paid_hours": (144, 176),
    "programme.cost_inflation": (0.0306, 0.0374),
    "assumed.agents_per_seat": (0.9, 1.1),
    "assumed.discount_rate": (0.072, 0.088),
    "assumed.annual_growth": (0.10,),
    "assumed.planning_buffer": (0.10,),
}


@pytest.mark.parametrize("key", ENDS)
def test_the_effect_is_what_the_scenario_with_the_number_replaced_says(hers: Comparison, key: str):
    one = called(ranked(hers, card()), key)
    there = [margin(of(with_value(one, end))) for end in ENDS[key]]
    assert one.effect == pytest.approx(max(abs(value - margin(hers)) for value in there), rel=1e-9)


def test_what_moves_the_answer_most_comes_first(hers: Comparison):
    effects = [one.effect for one in ranked(hers, card())]
    assert effects == sorted(effects, reverse=True)
    assert len(effects) >= len(ENDS)
    assert min(effects) > 0


@pytest.mark.parametrize("key", ["offer_1.seat_rate", "offer_1.paid_hours", "programme.voice.handle_time"])
def test_it_turns_the_answer_where_it_says(hers: Comparison, key: str):
    """From that value on the other costs least, at the rounded one that is shown too; just before it does not."""
    one = called(ranked(hers, card()), key)
    assert one.turning is not None
    assert one.turning.value is not None
    assert one.turning.cheapest == "in_house"
    there, now = one.turning.value, float(one.input.value)
    for beyond in (there, one.turning.rounded):
        assert of(with_value(one, beyond)).cheapest.key == "in_house"
    assert of(with_value(one, there + (now - there) * 1e-5)).cheapest.key == "offer_1"


def test_what_no_value_turns_says_how_far_was_looked(hers: Comparison):
    one = called(ranked(hers, card()), "offer_1.transition_fee")
    assert one.turning is not None
    assert (one.turning.value, one.turning.least) == (None, 0.0)
    assert of(with_value(one, one.turning.most)).cheapest.key == "offer_1"


def test_a_turning_value_of_a_series_is_refused(example: Comparison):
    series = next(one for one in example.model.inputs if one.name == "ramp" and not one.assumed)
    with pytest.raises(ValueError, match="series"):
        turning_of(example, series)


# ---------------------------------------------------------------- what counts as unstated


def test_what_somebody_stated_is_not_on_the_list(hers: Comparison):
    listed = {one.key for one, _, _ in unstated_inputs(hers, card())}
    assert not {"in_house.monthly_budget", "programme.voice.volume"} & listed
    stated = of(with_value(called(ranked(hers, card()), "offer_1.seat_rate"), 1700))
    left = {one.key for one, _, _ in unstated_inputs(stated, card())}
    assert listed - left == {"offer_1.seat_rate"}


def test_a_rate_of_the_companys_own_card_is_its_own(hers: Comparison):
    rates = dict(card().rates)
    rates["philippines.seat_month"] = rates["philippines.seat_month"].model_copy(update={"source": "Our tender"})
    theirs = compare(scenario_from(DATA), card().with_rates(rates))
    listed = {one.key for one, _, _ in unstated_inputs(theirs, card())}
    assert "offer_1.seat_rate" not in listed
    assert "offer_1.transition_fee" in listed


def test_kinds_are_told_apart(hers: Comparison):
    kinds = {one.key: kind for one, kind, _ in unstated_inputs(hers, card())}
    assert kinds["programme.voice.handle_time"] == AT_START
    assert kinds["offer_1.seat_rate"] == CARD_RATE
    rates = sum(kind == CARD_RATE for kind in kinds.values())
    told = counted(unstated_inputs(hers, card()))
    assert told == f"{rates} card rates and {len(kinds) - rates} assumptions nobody at your company has stated"


# ---------------------------------------------------------------- the reserve


def test_the_reserve_is_the_sentence_of_the_memo(example: Comparison):
    said = answer.reserve(example)
    assert said.startswith("The order rests on what nobody stated")
    assert said in verdict(moved(example)).sentences


def test_without_such_an_assumption_it_says_how_firm_the_order_is(hers: Comparison):
    assert "moved by 10 %" in answer.reserve(hers)


def test_alone_there_is_nothing_to_reserve():
    alone = {**DATA, "options": {"in_house": DATA["options"]["in_house"]}}
    assert answer.reserve(of(alone)) == ""


# ---------------------------------------------------------------- the screen

SHOWN = """
import json
from dashboard import rests_on, state
if not state.kept("opened"):
    state.open_data(json.loads({data!r}), "hers")
    state.keep("opened", True)
rests_on.show(state.result())
"""


def screen(data: Any, is_open: bool = True) -> AppTest:
    app = AppTest.from_string(SHOWN.format(data=json.dumps(data)), default_timeout=60)
    app.session_state["open:rests on"] = is_open
    app.run()
    assert not app.exception
    return app


def text_of(app: AppTest) -> str:
    return "\n".join(part.value for part in [*app.markdown, *app.caption])


def box(app: AppTest, place: str) -> Any:
    return next(one for one in app.text_input if str(one.key).startswith(f"rests on field:{place}#"))


def test_closed_it_works_out_nothing():
    app = screen(DATA, is_open=False)
    assert not app.text_input
    assert app.expander[0].label == FOLDER
    assert "It rests on 7 card rates and 22 assumptions" in text_of(app)


def test_open_it_names_value_source_effect_and_turning_value(hers: Comparison):
    app = screen(DATA)
    text = text_of(app)
    first = ranked(hers, card())[0]
    assert f"{first.effect / 1e6:,.2f} m USD" in text
    assert "**Seat rate (Philippines, per seat)**: 1,760 USD per seat and month" in text
    assert "Turns the answer at" in text
    assert "Rate card: The Balance" in text
    before = len(app.text_input)
    app.toggle[0].set_value(True).run()
    assert len(app.text_input) > before


def test_a_figure_stated_there_leaves_the_list_and_undo_brings_it_back():
    app = screen(DATA)
    place = "options.offer_1.pricing.seat_rate"
    box(app, place).input("1,700").run()
    assert not app.exception
    now = app.session_state["session"]
    assert at(now.data, ("options", "offer_1", "pricing", "seat_rate")) == 1700
    assert "Seat rate" not in text_of(app)
    assert len(now.steps) == 2


def test_the_range_around_a_figure_stays_as_it_does_in_the_form():
    data = copy.deepcopy(DATA)
    data["options"]["offer_1"]["pricing"]["seat_rate"] = {
        "rate": "philippines.seat_month",
        "low": "-30%",
        "high": "+30%",
    }
    app = screen(data)
    box(app, "options.offer_1.pricing.seat_rate").input("1,700").run()
    assert not app.exception
    stated = app.session_state["session"].data["options"]["offer_1"]["pricing"]["seat_rate"]
    assert stated == {"base": 1700, "low": "-30%", "high": "+30%"}


def test_a_wrong_figure_is_told_there_and_changes_no_result():
    app = screen(DATA)
    place = "options.offer_1.pricing.seat_rate"
    box(app, place).input("cheap").run()
    assert not app.exception
    assert ":red[" in text_of(app)
    assert "**Seat rate (Philippines, per seat)**: 1,760 USD" in text_of(app), "the list is that of the last result"
    assert box(app, place).value == "cheap"
    box(app, place).input("1,700").run()
    assert ":red[" not in text_of(app)


def test_with_one_option_alone_it_ranks_by_the_cost():
    alone = {**DATA, "options": {"offer_1": DATA["options"]["offer_1"]}}
    assert "its cost moves by up to" in text_of(screen(alone))


def test_where_everything_is_stated_there_is_little_to_show():
    """What stays is what the model assumes and nobody can move, such as switches."""
    bare = {
        "start": "2027-01",
        "months": 12,
        "demand": {"volume": {"voice": 1000}},
        "options": {
            "own": {"in_house": {"monthly_budget": 1000}},
            "fee": {"pricing": {"model": "fixed_fee", "monthly_fee": 900}},
        },
    }
    text = text_of(screen(bare))
    assert "Discount rate" in text
    assert ":red[" not in text


# ---------------------------------------------------------------- in the browser


def test_a_figure_stated_on_compare_changes_the_answer_and_stays_in_sight(page: Page, dashboard: str):
    """One click to the list, a figure typed there; the total is the model's for the same change."""
    expect.set_options(timeout=60_000)
    page.goto(dashboard)
    page.get_by_text(FOLDER).click()
    seat = page.locator("input[aria-label^='Yours (USD per seat and month)']").first
    seat.fill("2,300")
    seat.press("Enter")
    data = copy.deepcopy(dict(load_scenario(EXAMPLE).data))
    put_at(data, ("options", "seats_manila", "pricing", "seat_rate"), 2300)
    wanted = of(data)
    exact = f"{wanted.cheapest.total:,.2f} USD ({wanted.cheapest.label})"
    expect(page.get_by_text("Exact total over the term")).to_contain_text(exact)
    expect(page.get_by_text("Show all")).to_be_visible()  # the list is still open, without that line
    expect(page.get_by_text("Seat rate (Philippines, per seat)")).to_have_count(0)
