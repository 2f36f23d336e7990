"""A scenario and its rate card: which one it says, one laid over another, what replacing it does."""

import io
import json
import math
import re
import subprocess
import sys
import time
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.cards.shelf import Shelf
from tcomodel import Comparison, RateCard, compare, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.card_change import CardChange, card_change
from tcomodel.card_choice import card_of, standard_card
from tcomodel.fingerprint import fingerprint
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.layers import laid_over, replaced
from tcomodel.readers import card_change as reader
from tcomodel.readers.data import to_data
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.rate_history import history_in_words, steps_of
from tcomodel.readers.scenario_file import standalone
from tcomodel.readers.trace import explain
from tcomodel.yaml_file import read_yaml

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
every_scenario = pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
STANDARD = standard_card()

# The seat was 1,600 USD of 2024 in the vendor's sheet and 1,700 after the rise of an index of its own.
ABOUT = 'name: Vendor A 2027\nas_of: 2026-10\nrecord: ["imported from bids.xlsx"]\n'
BODY = """\
series:
  vendor_wages: {title: Wages in Manila, source: Vendor A, accepted: [jump], months: {2024-01: 100, 2024-02: 106.25}}
rates:
  philippines.seat_month:
    {title: Seat, low: 1500, base: 1700, high: 1900, range: minimum and maximum, unit: USD/seat/month, currency: USD,
     location: Philippines, channel: all, as_of: 2026-10, source: Bid, index: vendor_wages,
     history: [{what: imported, derivation: row 4, source: bids.xlsx, on: 2026-11-22},
               {what: price date, was: {low: 1411.76, base: 1600, high: 1788.24, as_of: "2024"}, factor: 1.0625,
                derivation: 106.25 / 100 = 1.0625, source: vendor_wages}]}
  vendor_a.seat:
    {title: Seat at night, value: 2100, unit: USD/seat/month, currency: USD, location: Philippines, channel: all,
     as_of: 2026-10, source: Bid, history: [{what: currency, was: {value: 1900, unit: EUR/seat/month, currency: EUR},
     factor: 1.1053, derivation: EUR at 1.1053 USD, source: ECB}]}
"""
CARD_FILE = f"card:\n{indent(ABOUT, '  ')}{BODY}"
EMBEDDED = f"card:\n{indent(ABOUT + BODY, '  ')}"
SMALL = """
start: 2027-01
months: 12
demand: {volume: {voice: 1000}}
options:
  own: {in_house: {monthly_budget: 19000}}
  vendor: {pricing: {model: per_seat, contracted_seats: 10, seat_rate: {rate: philippines.seat_month}}}
"""


@pytest.fixture(scope="module")
def vendor() -> RateCard:
    return read_card(CARD_FILE)


def computed(text: str, *cards: RateCard) -> Comparison:
    """A scenario given as text, with the card it says."""
    return with_own_card(read_scenario(text), *cards)


def with_own_card(scenario: Any, *cards: RateCard) -> Comparison:
    return compare(scenario, card_of(scenario, {card.name: card for card in cards}, STANDARD))


def dearer(card: RateCard) -> RateCard:
    """Every figure higher, by a share of its own, so that no two rates move alike."""
    rates = {}
    for number, (key, rate) in enumerate(card.rates.items()):
        figures = {name: figure * (1.02 + number / 1000) for name, figure in rate.figures.items()}
        rates[key] = rate.model_copy(update=figures)
    return card.with_rates(rates, name="Dearer", text="")


def told(attempt: Any) -> str:
    with pytest.raises(ProblemsFound) as found:
        attempt()
    return str(found.value)


# -- which card -------------------------------------------------------------------------------------


def test_without_a_card_it_is_the_tools_own():
    result = computed(SMALL)
    assert result.model.card is STANDARD
    assert result.option("vendor").total == 12 * 10 * 1760
    assert not [note for note in result.notes if "from the card" in note]


@pytest.mark.parametrize("says", ["card: Vendor A 2027\n", EMBEDDED, f"card: {STANDARD.name}\n"])
def test_a_card_is_named_or_embedded(says: str, vendor: RateCard):
    result = computed(SMALL + says, vendor)
    assert result.option("vendor").total == 12 * 10 * (1760 if STANDARD.name in says else 1700)


def test_a_card_stands_in_a_file_beside_the_scenario(tmp_path: Path):
    (tmp_path / "vendor.yaml").write_text(CARD_FILE)
    (tmp_path / "scenario.yaml").write_text(SMALL + "card: vendor.yaml\n")
    scenario = load_scenario(tmp_path / "scenario.yaml")
    assert with_own_card(scenario).option("vendor").total == 12 * 10 * 1700
    assert scenario_from(scenario.data, tmp_path).card is scenario.card, "the file is read once"


def test_a_number_may_be_the_name_of_a_card(vendor: RateCard):
    assert computed(SMALL + "card: 2027\n", vendor.with_rates(vendor.rates, name="2027")).model.card.name == "2027"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("card: Vendor A 2026\n", "there is no card 'Vendor A 2026'; did you mean Vendor A 2027? (cards: "),
        ("card: vendor.yaml\n", "a card file can only be named in a scenario that is opened as a file"),
        ("card: yes\n", "found True; expected the name of a card"),
        ("card: [a]\n", "found ['a']; expected the name of a card"),
        ("card:\n", "found None; expected the name of a card"),
        ("card: {}\n", "a card written into a scenario holds name and as_of"),
    ],
)
def test_what_is_no_card_is_refused(says: str, words: str, vendor: RateCard):
    assert words in told(lambda: computed(SMALL + says, vendor))


def test_a_card_file_stands_in_the_folder_and_nowhere_else(tmp_path: Path):
    (tmp_path / "vendor.yaml").write_text(CARD_FILE)
    (tmp_path / "inside").mkdir()
    path = tmp_path / "inside" / "scenario.yaml"
    for name, words in (("../vendor.yaml", "is not beside the scenario"), ("none.yaml", "cannot be read")):
        path.write_text(SMALL + f"card: {name}\n")
        assert words in told(lambda: load_scenario(path))


def test_slips_of_an_embedded_card_are_told_with_their_lines_beside_those_of_the_scenario():
    text = SMALL.replace("months: 12", "monthz: 12") + EMBEDDED.replace("USD/seat/month", "USD/seet/month", 1).replace(
        "record:", "recorrd:"
    ).replace("index: vendor_wages", "index: vendor_wage").replace("months: {2024-01: 100,", "months: {2024-01: x,")
    lines = text.splitlines()
    with pytest.raises(ProblemsFound) as found:
        read_scenario(text, "s.yaml")
    said = {problem.where: problem for problem in found.value.problems}
    for where, words in {
        "monthz": "did you mean months?",
        "card.recorrd": "did you mean record?",
        "card.rates.philippines.seat_month.unit": "did you mean seat?",
        "card.series.vendor_wages": "2024-01: found 'x'; expected a number",
    }.items():
        assert words in said[where].message
        assert where.split(".")[-1] in lines[(said[where].line or 0) - 1]


def test_slips_of_a_card_file_come_with_those_of_the_scenario(tmp_path: Path):
    (tmp_path / "vendor.yaml").write_text(CARD_FILE.replace("USD/seat/month", "USD/seet/month", 1))
    (tmp_path / "scenario.yaml").write_text(SMALL.replace("months: 12", "monthz: 12") + "card: vendor.yaml\n")
    said = told(lambda: load_scenario(tmp_path / "scenario.yaml"))
    assert "monthz is not known here" in said
    line = next(number for number, one in enumerate(CARD_FILE.splitlines(), 1) if "USD/seat/month" in one)
    assert f"{tmp_path / 'vendor.yaml'}, line {line}: rates.philippines.seat_month.unit" in said


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["x.yaml", "USD"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "as_of", "rates", "series", "record", "note", "a"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(ANYTHING)
def test_anything_under_card_is_used_or_told(raw: Any):
    data = {**read_yaml(SMALL).data, "card": raw}
    try:
        result = with_own_card(scenario_from(data))
    except ProblemsFound as found:
        said: Any = found.problems
    else:
        said = result.options
    assert said


# -- one card over another --------------------------------------------------------------------------


def test_the_upper_card_wins_and_every_rate_knows_where_it_comes_from(vendor: RateCard):
    both = laid_over(STANDARD, vendor)
    assert both.name == "Vendor A 2027"
    assert both["philippines.seat_month"].base == 1700
    assert both["any.sla.penalty_cap"] is STANDARD["any.sla.penalty_cap"]
    assert both.origin("philippines.seat_month") is vendor
    assert both.origin("any.sla.penalty_cap") is STANDARD
    assert len(both) == len(STANDARD) + 1


def test_a_rate_both_cards_agree_on_comes_from_the_base():
    key = "philippines.seat_month"
    changed = {**STANDARD.rates, key: STANDARD[key].after("edited", {"base": 1800.0})}
    both = laid_over(STANDARD, STANDARD.with_rates(changed, name="Edited"))
    assert {one for one in both.rates if both.origin(one) is not STANDARD} == {key}


def test_a_vendors_price_takes_a_place_and_going_back_leads_to_what_stood_there(vendor: RateCard):
    rate = laid_over(STANDARD, vendor, {"philippines.seat_month": "vendor_a.seat"})["philippines.seat_month"]
    assert (rate.figure(), rate.key, rate.title) == (2100, "philippines.seat_month", "Seat at night")
    step = rate.history[0]
    assert (step.what, step.was["base"]) == ("replaced", 1760)
    assert "Vendor A 2027" in step.derivation
    assert STANDARD.name in step.derivation
    assert rate.before().figure() == 1900, "its own rebasing is undone first"
    assert rate.before().before() == STANDARD["philippines.seat_month"]


def test_the_evidence_is_as_old_as_the_new_rate_and_not_the_one_it_replaced(vendor: RateCard):
    key = "philippines.seat_month"
    old = STANDARD.with_rates({key: STANDARD[key].model_copy(update={"as_of": "2019"})})
    rate = laid_over(old, vendor, {key: "vendor_a.seat"})[key]
    assert rate.history[0].was["as_of"] == "2019"
    assert (rate.as_of, rate.evidence_date) == ("2026-10", "2026-10")


def test_what_cannot_take_a_place_is_told_at_once(vendor: RateCard):
    said = told(lambda: laid_over(STANDARD, vendor, {"philippines.seat_mont": "vendor_a.seat", "any.hour": "a.seat"}))
    assert "did you mean philippines.seat_month?" in said
    assert "did you mean vendor_a.seat?" in said
    said = told(lambda: laid_over(STANDARD, vendor, {"united_states.wage.agent": "vendor_a.seat"}))
    assert "vendor_a.seat is in USD/seat/month and cannot take the place of a rate in USD/hour" in said


def test_the_result_says_how_many_rates_come_from_which_card(vendor: RateCard):
    result = with_own_card(scenario_from({**load_scenario(EXAMPLE).data, "card": vendor.name}), vendor)
    used = {one.rate.key for one in result.model.inputs if one.rate is not None}
    assert f"1 rate comes from the card 'Vendor A 2027', {len(used) - 1} from '{STANDARD.name}'." in result.notes
    assert to_data(result)["rate_card"]["rates_from"] == {STANDARD.name: len(used) - 1, "Vendor A 2027": 1}


def test_another_card_than_the_scenario_says_is_noted():
    for says, words in ((EMBEDDED, "which says otherwise for 1 rate in use"), ("card: Gone\n", "'Gone'")):
        assert words in compare(read_scenario(SMALL + says), STANDARD).notes[0]


# -- a scenario that stands by itself ---------------------------------------------------------------


@every_scenario
def test_a_standalone_scenario_gives_the_same_numbers_elsewhere(path: Path, vendor: RateCard):
    result = compare(
        load_scenario(path), laid_over(STANDARD, vendor.with_rates({**dearer(STANDARD).rates, **vendor.rates}))
    )
    text = standalone(result)
    scenario = read_scenario(text)
    elsewhere = compare(scenario, card_of(scenario, {}, STANDARD.with_rates({}, name="Another tool's card")))
    again = compare(scenario, card_of(scenario, {}, STANDARD))
    for other in (elsewhere, again):
        assert [option.total for option in other.options] == [option.total for option in result.options]
        assert fingerprint(other) == fingerprint(result)
    assert standalone(again) == text


def test_history_series_and_origin_go_along(vendor: RateCard):
    result = with_own_card(scenario_from({**load_scenario(EXAMPLE).data, "card": vendor.name}), vendor)
    scenario = read_scenario(standalone(result))
    card = scenario.card
    assert isinstance(card, RateCard)
    assert card["philippines.seat_month"] == vendor["philippines.seat_month"]
    assert card.series["vendor_wages"].at("2024-02") == 106.25
    assert "vendor_a.seat" not in card.rates, "only what is in use"
    assert card.record[0] == "imported from bids.xlsx"
    assert STANDARD.name in card.record[1]
    assert [note for note in with_own_card(scenario).notes if "1 rate comes from the card 'Vendor A 2027'" in note]


def test_a_series_two_cards_mean_differently_keeps_both_meanings(vendor: RateCard):
    months = {f"2024-{month:02d}": 100 + month for month in (1, 2)}
    facts = {"title": "Hour", "value": 9, "unit": "USD/hour", "currency": "USD", "location": "x", "channel": "all",
             "as_of": "2026", "index": "vendor_wages"}  # fmt: skip
    below = {"card": {"name": "Below", "as_of": "2026"}, "series": {"vendor_wages": {"months": months}},
             "rates": {"x.hour": facts}}  # fmt: skip
    card = laid_over(read_card(json.dumps(below)), vendor)
    text = SMALL.replace("monthly_budget: 19000", "hourly_wage: {rate: x.hour}")
    text += "service: {handle_time: 300}\nstaffing: {paid_hours: 160, occupancy: 80%, shrinkage: 30%}\n"
    kept = read_scenario(standalone(compare(read_scenario(text), card))).card
    assert isinstance(kept, RateCard)
    assert kept.index(kept["x.hour"].index).at("2024-02") == 102
    assert kept.index(kept["philippines.seat_month"].index).at("2024-02") == 106.25


@pytest.mark.parametrize(
    "word", ["yes", "2024", "null", "1.50", "# no", "a: b", "- x", "'", " x ", "two\nlines", "!t", ""]
)
def test_texts_survive_that_look_like_something_else(word: str, vendor: RateCard):
    rate = vendor["philippines.seat_month"].model_copy(update={"title": word, "note": word})
    result = compare(read_scenario(SMALL), vendor.with_rates({rate.key: rate}))
    card = read_scenario(standalone(result)).card
    assert isinstance(card, RateCard)
    assert (card[rate.key].title, card[rate.key].note) == (word, word)


def test_the_tools_own_card_is_not_written_into_a_scenario():
    assert "card" not in read_yaml(standalone(computed(SMALL))).data
    assert "card" not in read_yaml(standalone(compare(read_scenario(SMALL + EMBEDDED), STANDARD))).data


# -- what replacing the card does -------------------------------------------------------------------


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def change(request: pytest.FixtureRequest) -> CardChange:
    return card_change(load_scenario(request.param), STANDARD, dearer(STANDARD))


def test_the_effects_of_the_rates_add_up_to_the_difference(change: CardChange):
    assert change.rates
    for one in change.options:
        for name, whole in (("total", one.total), ("npv", one.npv)):
            parts = [getattr(rate.effects[one.key], name) for rate in change.rates]
            added = math.fsum([*parts, getattr(change.together[one.key], name)])
            assert added == pytest.approx(whole.difference, rel=1e-12, abs=1e-9)


def test_lines_categories_and_years_add_up_to_the_difference(change: CardChange):
    for one in change.options:
        for parts in ([line.amount for line in one.lines], one.categories.values(), one.years):
            assert math.fsum(part.before for part in parts) == pytest.approx(one.total.before)
            assert math.fsum(part.difference for part in parts) == pytest.approx(one.total.difference, abs=1e-4)
        sizes = [abs(line.amount.difference) for line in one.lines]
        assert sizes == sorted(sizes, reverse=True)


def test_the_effect_of_a_rate_is_a_comparison_with_that_rate_alone_replaced(change: CardChange):
    """The second route: a card in which only this rate is another."""
    scenario, before, after = change.before.scenario, change.before.model.card, change.after.model.card
    for one in change.rates[:3]:
        alone = compare(scenario, before.with_rates({**before.rates, one.key: after[one.key]}))
        for option in change.before.options:
            effect = one.effects[option.key]
            assert effect.total == pytest.approx(alone.option(option.key).total - option.total, abs=1e-6)


def test_a_change_by_hand():
    """Ten seats for a year: 200 more a seat and month are 24,000; nobody else pays for it."""
    change = card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_at(1960.0)))
    own, vendor = change.options
    assert (own.total.difference, vendor.total.difference) == (0, 24000)
    assert [(one.key, one.effects["vendor"].total) for one in change.rates] == [("philippines.seat_month", 24000)]
    assert change.together["vendor"].total == 0
    assert [(line.key, line.amount.difference) for line in vendor.lines] == [("vendor.service_fee", 24000)]
    assert not change.from_elsewhere


def test_a_change_of_the_cheapest_option_is_said_first():
    """19,000 a month in-house against ten seats: 17,600 before, 19,600 after."""
    change = card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_at(1960.0)))
    said = reader.answer(change)
    assert said[0].startswith("The cheapest option changes: Own costs least now, no longer Vendor.")
    assert said[1] == "Order by net present value before: Vendor; Own. Now: Own; Vendor."
    still = card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_at(1800.0)))
    assert reader.answer(still)[0].startswith("Vendor still costs least: ")
    same = card_change(read_scenario(SMALL), STANDARD, STANDARD)
    assert "No rate in use has another figure" in reader.answer(same)[-1]


def seat_at(price: float) -> RateCard:
    rate = STANDARD["philippines.seat_month"].model_copy(update={"base": price})
    return STANDARD.with_rates({rate.key: rate}, name="Seats", text="")


def test_rates_that_cannot_be_replaced_are_told_all_at_once_each_once():
    keys = ("united_states.wage.agent", "any.sla.penalty_cap", "philippines.seat_month", "united_states.recruiting")
    wage, _cap, seat, recruiting = (STANDARD[key] for key in keys)
    left = {key: rate for key, rate in STANDARD.rates.items() if key not in keys[1:2]}
    left["any.sla.penalty_caps"] = STANDARD[keys[1]].model_copy(update={"key": "any.sla.penalty_caps"})
    left[keys[0]] = wage.model_copy(update={"unit": "EUR/hour", "currency": "EUR"})
    left[keys[2]] = seat.model_copy(update={"unit": "USD/seat/year"})
    del left[recruiting.key]
    with pytest.raises(ProblemsFound) as found:
        card_change(load_scenario(EXAMPLE), STANDARD, STANDARD.with_rates(left, name="Bad"))
    said = {problem.where: problem.message for problem in found.value.problems}
    assert set(said) == set(keys)
    assert "has no 'any.sla.penalty_cap'; did you mean any.sla.penalty_caps?" in said[keys[1]]
    assert "it is in EUR on the card 'Bad', this scenario in USD; rebase it first" in said[keys[0]]
    assert "it is in USD/seat/year on the card 'Bad' and was in USD/seat/month; rebase it first" in said[keys[2]]
    assert "(used for options.in_house.in_house.hourly_wage)" in said[keys[0]]


def seat_with(name: str = "Seats", **facts: Any) -> RateCard:
    """A card that has another seat under the same key, and nothing else."""
    rate = STANDARD["philippines.seat_month"].model_copy(update=facts)
    return STANDARD.with_rates({rate.key: rate}, name=name, text="")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"location": "Poland"}, "another location: Philippines against Poland"),
        ({"over": 500.0}, "another volume band: any volume against over 500"),
    ],
)
def test_a_key_that_means_something_else_on_another_card_is_refused(facts: dict[str, Any], why: str):
    """25 for a team leader in Poland was taken for an agent hour in the Philippines, without a word."""
    other = seat_with(base=2300.0, **facts)
    assert f"'{STANDARD.name}' and 'Seats' mean different things by this key ({why})" in told(
        lambda: laid_over(STANDARD, other)
    )
    whole = STANDARD.with_rates({**STANDARD.rates, **other.rates}, name="Seats")
    said = told(lambda: card_change(read_scenario(SMALL), STANDARD, whole))
    assert f"the card 'Seats' uses this key for something else ({why})" in said
    chosen = laid_over(STANDARD, other, {"philippines.seat_month": "philippines.seat_month"})
    change = card_change(read_scenario(SMALL), STANDARD, chosen)
    assert change.cautions == (f"philippines.seat_month is for {why}",), "somebody chose it, so it is told"


def test_another_channel_under_one_key_is_refused():
    voice, chat = (seat_with(name, channel=name) for name in ("voice", "chat"))
    assert "another channel: voice against chat" in told(lambda: laid_over(voice, chat))


def test_all_keys_that_mean_something_else_are_told_at_once():
    keys = ("philippines.seat_month", "united_states.wage.agent")
    moved = {key: STANDARD[key].model_copy(update={"location": "Poland"}) for key in keys}
    with pytest.raises(ProblemsFound) as found:
        laid_over(STANDARD, STANDARD.with_rates(moved, name="Moved"))
    assert {problem.where for problem in found.value.problems} == set(keys)


def test_another_item_and_other_price_dates_are_told():
    other = seat_with(base=2300.0, item="Team leader", as_of="2014", channel="voice")
    change = card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, other))
    item = STANDARD["philippines.seat_month"].item
    assert change.cautions == (
        f"philippines.seat_month is for another item: {item} against Team leader",
        "philippines.seat_month is for channel voice, before for all",
        f"in prices of 2014 on 'Seats' and of {STANDARD['philippines.seat_month'].as_of} on '{STANDARD.name}', so that "
        "what prices did between is part of the difference: philippines.seat_month",
    )
    text = reader.to_text(change)
    assert all(words in text for words in ("Caution", "another item", "in prices of 2014"))
    assert reader.to_data(change)["cautions"] == list(change.cautions)
    assert card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_at(1960.0))).cautions == ()


def test_a_rate_that_keeps_only_its_figure_is_not_called_unchanged():
    was = STANDARD["philippines.seat_month"]
    change = card_change(
        read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_with(as_of="2014", source="A bid", note="seen"))
    )
    assert change.unchanged == ()
    [one] = change.restated
    assert one.key == was.key
    assert one.facts == {"as_of": (was.as_of, "2014"), "source": (was.source, "A bid")}
    assert "1 rate keeps its figure but is of another date" in reader.answer(change)[-1]
    text = reader.to_text(change)
    assert "of 1 the figure alone stays and 0 stay" in text
    assert f"keeps its figure; as of {was.as_of}, now 2014; source" in text
    assert reader.to_data(change)["restated"][0]["facts"]["as_of"] == [was.as_of, "2014"]
    noted = card_change(read_scenario(SMALL), STANDARD, laid_over(STANDARD, seat_with(note="seen")))
    assert (noted.restated, len(noted.unchanged)) == ((), 1)


def screen_of(card: RateCard) -> tuple[AppTest, str]:
    """What a visitor reads who holds a card against the scenario on screen."""
    app = AppTest.from_string("from dashboard.frame import SCREENS\n\nSCREENS['rates']()", default_timeout=60)
    app.session_state["shelf"] = Shelf(STANDARD)
    app.session_state["shelf"].put(card)
    app.session_state["cards:view"] = "Use in the scenario"
    app.run()
    assert not app.exception
    return app, "\n".join(str(one.value) for kind in (app.warning, app.markdown, app.code) for one in kind)


def test_the_screen_tells_what_else_is_different_before_a_card_is_used():
    _, text = screen_of(seat_with(base=2300.0, item="Team leader", as_of="2014"))
    assert "another item: " in text
    assert "In prices of 2014 on 'Seats'" in text
    _, text = screen_of(seat_with(source="A bid"))
    assert "keeps its figure; source" in text
    assert "the figure of every rate the scenario uses is the same" in text


def test_the_screen_tells_keys_that_mean_something_else():
    app, text = screen_of(seat_with(location="Poland"))
    assert "cannot be laid over the tool's own card" in text
    assert "another location: Philippines against Poland" in text
    assert not [one for one in app.button if one.label == "Use this card"]


def test_a_change_as_text_and_as_data(change: CardChange):
    text = reader.to_text(change)
    assert max(map(len, text.splitlines())) <= 110
    assert not re.search(r"\bNone\b|\bnan\b|[{}]", text)
    assert all(option.label[:20] in text for option in change.options)
    data = json.loads(json.dumps(reader.to_data(change), allow_nan=False))
    assert [one["key"] for one in data["rates"]] == [one.key for one in change.rates]
    for one, option in zip(data["options"], change.options, strict=True):
        assert one["total"]["difference"] == option.total.difference
        assert len(one["by_line"]) == len(option.lines)


def test_a_change_is_there_before_a_person_notices():
    scenario, after = load_scenario(EXAMPLE), dearer(STANDARD)
    compare(scenario, STANDARD)
    start = time.process_time()
    found = card_change(scenario, STANDARD, after)
    assert len(found.rates) >= 20
    assert time.process_time() - start < 5, "less than one on a quiet machine"


# -- every step is found ----------------------------------------------------------------------------


def sheet_of(result: Comparison, name: str) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(result)))
    return [[str(cell) for cell in row if cell] for row in book[name].iter_rows(values_only=True)]


def test_the_workbook_tells_card_steps_and_record(vendor: RateCard):
    card = laid_over(STANDARD, vendor, {"philippines.seat_month": "vendor_a.seat"})
    result = compare(read_scenario(SMALL), card)
    rows = sheet_of(result, "Rates")
    rate = next(row for row in rows if row[:2] == ["philippines.seat_month", "Seat at night"])
    assert {"2,100 USD/seat/month of 2026-10", "Vendor A 2027", "Philippines", "Bid"} <= set(rate)
    changes = sheet_of(result, "Changes")
    steps = [row for row in changes if row[:1] == ["philippines.seat_month"]]
    assert [row[1] for row in steps] == ["currency (of the rate that took its place)", "replaced"]
    was, now = "1,900 EUR/seat/month of 2026-10", "2,100 USD/seat/month of 2026-10"
    assert steps[0][2:] == [was, now, "1.1053", "EUR at 1.1053 USD", "ECB"]
    assert steps[1][2:4] == [f"1,280 / 1,760 / 2,240 USD/seat/month of {STANDARD['philippines.seat_month'].as_of}", now]
    assert ["Card rates in use: 1 from the card 'Vendor A 2027'"] in rows
    assert ["Vendor A 2027", "imported from bids.xlsx"] in changes


def test_the_title_of_the_sheet_counts_the_rates_of_each_card(vendor: RateCard):
    result = with_own_card(scenario_from({**load_scenario(EXAMPLE).data, "card": vendor.name}), vendor)
    used = {one.rate.key for one in result.model.inputs if one.rate is not None}
    [title] = next(row for row in sheet_of(result, "Rates") if row[0].startswith("Card rates in use"))
    assert title.endswith(f": 1 from the card 'Vendor A 2027', {len(used) - 1} from '{STANDARD.name}'")


def test_steps_stand_in_the_order_in_which_they_happened():
    """Two replacements, each after what was done to the rate that came; what one step leaves, the next one finds."""
    key = "philippines.seat_month"
    facts = {"unit": "USD/seat/month", "currency": "USD", "location": "Philippines", "channel": "all", "as_of": "2026"}
    first = Rate(key=key, title="First", value=90, **facts).after("edited", {"value": 100.0})
    bids = [Rate(key=f"bid.{n}", title="Bid", value=n, **facts).after("unit", {"value": 2.0 * n}) for n in (200, 300)]
    for bid in bids:
        first = replaced(first, bid, "Ours", "Theirs")
    told = [(step.what, step.before.split()[0], step.after.split()[0]) for step in steps_of(first)]
    assert told == [
        ("edited", "90", "100"),
        ("unit", "200", "400"), ("replaced", "100", "400"),
        ("unit", "300", "600"), ("replaced", "400", "600"),
    ]  # fmt: skip
    assert first.figure() == 600


def test_facts_that_were_are_told_in_the_words_of_people():
    rate = STANDARD["philippines.seat_month"]
    facts = {"default": False, "over": 1500.0, "note": "", "conflicts_with": ()}
    changed = rate.model_copy(update={"default": True, "conflicts_with": ()}).after("edited", facts)
    [before] = [step.other_facts for step in steps_of(changed)]
    assert before.startswith("default was yes; volume over was none; note was ")
    back = changed.after("edited", {"default": True, "over": None, "note": "seen", "conflicts_with": ("a.b", "c.d")})
    assert steps_of(back)[1].other_facts == (
        "default was no; volume over was 1,500; note was none; contradicts was none"
    )


def test_a_text_too_long_for_one_row_goes_on_in_the_next(vendor: RateCard):
    words = [f"word{number}" for number in range(600)]
    rate = vendor["philippines.seat_month"].model_copy(update={"note": " ".join(words)})
    book = openpyxl.load_workbook(
        io.BytesIO(write_workbook(compare(read_scenario(SMALL), vendor.with_rates({rate.key: rate}))))
    )
    sheet = book["Rates"]
    notes = [row[8] for row in sheet.iter_rows() if str(row[8].value).startswith("word")]
    assert " ".join(cell.value for cell in notes).split() == words
    for cell in notes:
        wide, high = sheet.column_dimensions[cell.column_letter].width, sheet.row_dimensions[cell.row].height
        assert len(cell.value) / wide * 13 <= high <= 409


def test_the_sheet_prints_on_a3_in_type_that_can_be_read():
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(compare(load_scenario(EXAMPLE), STANDARD))))["Rates"]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
    pixels = sum(7 * one.width + 5 for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1))
    room = 420 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
    smallest = min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value)
    assert smallest * min(1, room / (pixels / 96)) >= 8


def test_every_step_of_every_rate_in_use_is_on_the_sheet():
    rates = {
        key: rate.after("price date", {"as_of": "2026-11"}, factor=1.0, derivation=f"why {key}", source="a source")
        for key, rate in STANDARD.rates.items()
    }
    result = compare(load_scenario(EXAMPLE), STANDARD.with_rates(rates, name="Rebased"))
    told = {cell for row in sheet_of(result, "Changes") for cell in row}
    used = {one.rate.key for one in result.model.inputs if one.rate is not None}
    assert len(used) > 15
    assert {f"why {key}" for key in used} <= told


def test_an_explanation_leads_down_to_what_was_done_to_the_rate(vendor: RateCard):
    result = computed(SMALL + "card: Vendor A 2027\n", vendor)
    source = explain(result, "vendor.seat_rate").source
    assert source is not None
    assert source.text == "rate card 'Vendor A 2027': philippines.seat_month, base of its range, as of 2026-10"
    way = "1,600 USD/seat/month of 2024, imported, × 1.0625 to prices of 2026-10 by vendor_wages"
    assert way in explain(result, "vendor.fee", 1).text()
    assert [step["what"] for step in source.details["steps"]] == ["imported", "price date"]


def test_a_way_through_time_and_currency_in_words():
    rate = Rate(
        key="a.hour", title="Hour", value=11, unit="USD/hour", currency="USD", location="x", channel="all",
        as_of="2024", index="us_cpi_u",
    )  # fmt: skip
    moved = rate.after("price date", {"value": 11.75, "as_of": "2026-05"}, factor=1.0683)
    moved = moved.after("currency", {"value": 10.86, "unit": "EUR/hour", "currency": "EUR"}, factor=0.9238)
    assert history_in_words(rate) == ""
    assert history_in_words(moved) == (
        "11 USD/hour of 2024, × 1.0683 to prices of 2026-05 by us_cpi_u, × 0.9238 to EUR/hour"
    )
    assert history_in_words(moved.after("edited", {"value": 10.9})).endswith("to EUR/hour, edited to 10.9 EUR/hour")


def test_the_fingerprint_sees_what_the_card_says_about_a_rate():
    key = "philippines.seat_month"
    sourced = {**STANDARD.rates, key: STANDARD[key].model_copy(update={"source": "Somebody else"})}
    one, other = (compare(read_scenario(SMALL), card) for card in (STANDARD, STANDARD.with_rates(sourced)))
    np.testing.assert_array_equal(one.option("vendor").by_month, other.option("vendor").by_month)
    assert fingerprint(one) != fingerprint(other)


# -- the command line -------------------------------------------------------------------------------


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tcomodel", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "vendor.yaml").write_text(CARD_FILE)
    (tmp_path / "other.yaml").write_text(CARD_FILE.replace("base: 1700", "base: 1800").replace("A 2027", "B 2027"))
    (tmp_path / "scenario.yaml").write_text(SMALL + "card: vendor.yaml\n")
    return tmp_path


def test_the_command_takes_the_scenarios_card_unless_another_is_given(files: Path):
    plain = run("compare", files / "scenario.yaml", "--json")
    assert (plain.returncode, plain.stderr) == (0, "")
    assert json.loads(plain.stdout)["options"][1]["total"] == 204000
    other = run("compare", files / "scenario.yaml", "--card", files / "other.yaml", "--json")
    assert json.loads(other.stdout)["options"][1]["total"] == 216000
    assert other.stderr == "the card 'Vendor B 2027' takes the place of the one the scenario says\n"
    (files / "vendor.yaml").unlink()
    assert run("lines", files / "scenario.yaml", "--card", files / "other.yaml").returncode == 0
    assert "vendor.yaml cannot be read" in run("lines", files / "scenario.yaml").stderr


def test_the_command_says_what_a_card_changes(files: Path):
    done = run("card-change", files / "scenario.yaml", files / "other.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The card 'Vendor B 2027' (2026-10) in place of 'Vendor A 2027' (2026-10)" in done.stdout
    data = json.loads(run("card-change", files / "scenario.yaml", files / "other.yaml", "--json").stdout)
    assert data["options"][1]["total"] == {"before": 204000, "after": 216000, "difference": 12000}
    assert "this is the input itself" in run(
        "card-change", files / "scenario.yaml", files / "other.yaml", "--json", files / "vendor.yaml"
    ).stderr  # fmt: skip


def test_the_command_tells_the_problems_of_all_files_together(files: Path):
    (files / "other.yaml").write_text(CARD_FILE.replace("USD/seat/month", "USD/seet/month", 1))
    (files / "scenario.yaml").write_text(SMALL.replace("months: 12", "monthz: 12") + "card: vendor.yaml\n")
    said = run("card-change", files / "scenario.yaml", files / "other.yaml")
    assert said.returncode == 1
    assert "monthz is not known here" in said.stderr
    assert "did you mean seat?" in said.stderr
