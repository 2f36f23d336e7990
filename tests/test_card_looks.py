"""Looking at rate cards: editing, what is worth a second look, the market, and cards side by side."""

import csv
import io
import json
import random
import time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcomodel import RateCard, read_card
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.differences import differences
from tcomodel.rates.edits import added, changes, edited, removed, renamed, restored
from tcomodel.rates.market import Standing, market
from tcomodel.rates.marks import age, last_day, marks
from tcomodel.readers.card_differences import to_csv, to_data, to_text
from tcomodel.rebasing import ReferencePeriod, rebase, undone
from tcomodel.remembered import remembered
from tests.case_file import card

DEFAULT = card()
TODAY = "2026-11-22"
some = settings(max_examples=40, deadline=None)

OURS = """
card: {name: Ours, as_of: "2026-11"}
rates:
  manila.hour:
    {title: Agent hour, item: Outsourced agent, low: 8, base: 11, high: 14, range: minimum and maximum, unit: USD/hour,
     currency: USD, location: Philippines, channel: all, as_of: "2026-05", source: A survey}
  manila.hour.guide:
    {title: Agent hour of the guide, item: Outsourced agent, value: 10, unit: USD/hour, currency: USD,
     location: Philippines, channel: all, as_of: "2024", source: A guide}
  manila.seat:
    {title: A seat, item: Outsourced seat, value: 1760, unit: USD/seat/month, currency: USD, location: Philippines,
     channel: voice, as_of: "2026", source: A survey, conflicts_with: [manila.seat.guide], default: true,
     because: it is newer}
  manila.seat.guide:
    {title: A seat of the guide, item: Outsourced seat, value: 1280, unit: USD/seat/month, currency: USD,
     location: Philippines, channel: voice, as_of: "2021", source: A guide, conflicts_with: [manila.seat],
     default: false, because: it is older}
  any.attrition:
    {title: Leavers, item: Attrition, value: 31.2, unit: "%/year", location: Any, channel: all, as_of: "2026"}
"""


def bid(name: str, *rows: str) -> RateCard:
    """A card of one vendor: each row is key, item, location, channel, figure, unit, and facts as YAML if any."""
    rates = []
    for row in rows:
        key, item, location, channel, value, unit, *more = (part.strip() for part in row.split("|"))
        money = f"currency: {unit[:3]}, " if unit[:3].isupper() else ""
        date = "" if "as_of" in "".join(more) else "as_of: '2026', "
        rates.append(
            f"  {key}: {{title: {item or 'A price'}, item: '{item}', value: {value}, unit: '{unit}', {money}"
            f"location: {location}, channel: {channel}, {date}{', '.join(more)}}}"
        )
    return read_card("\n".join([f"card: {{name: {name}, as_of: '2026-11'}}", "rates:", *rates]))


def ours() -> RateCard:
    return read_card(OURS)


def refused(action, *arguments, **named) -> dict[str, str]:
    """What a person is told: where, and the message."""
    with pytest.raises(ProblemsFound) as found:
        action(*arguments, **named)
    return {problem.where: problem.message for problem in found.value.problems}


# -- editing ------------------------------------------------------------------------------------------


def test_an_edit_is_a_step_on_record():
    now = edited(ours(), "manila.hour", {"base": 12, "note": " asked on the phone "}, on=TODAY)
    assert (now["manila.hour"].base, now["manila.hour"].note) == (12, "asked on the phone")
    [step] = now["manila.hour"].history
    assert (step.what, step.was, step.on) == ("edited", {"base": 11, "note": ""}, TODAY)
    assert ours()["manila.hour"].base == 11, "the card itself never changes"


def test_an_edit_that_changes_nothing_is_no_step():
    opened = ours()
    same = {"base": 11.0, "note": None, "source": "A survey ", "conflicts_with": [], "as_of": "2026-05"}
    assert edited(opened, "manila.hour", same) is opened
    assert edited(opened, "manila.seat", {"conflicts_with": "manila.seat.guide ,"}) is opened


def test_a_new_unit_brings_its_currency():
    opened = ours()
    assert edited(opened, "manila.hour", {"unit": "EUR/hour"})["manila.hour"].currency == "EUR"
    assert edited(opened, "manila.hour", {"unit": "minute/contact"})["manila.hour"].currency is None
    assert edited(opened, "any.attrition", {"unit": "USD/agent"})["any.attrition"].currency == "USD"


def test_a_new_currency_alone_is_refused_because_it_would_convert_nothing():
    assert refused(edited, ours(), "manila.hour", {"currency": "EUR"}) == {
        "currency": "the unit USD/hour is money in USD but currency is EUR"
    }


def test_a_range_becomes_a_value_and_a_value_a_range():
    value = edited(ours(), "manila.hour", {"value": 11, "low": None, "base": None, "high": None})["manila.hour"]
    assert (value.figures, value.range) == ({"value": 11}, None)
    to_range = {"value": None, "low": 9, "base": 10, "high": 12, "range": "P10 and P90"}
    again = edited(ours(), "manila.hour.guide", to_range)["manila.hour.guide"]
    assert again.figures == {"low": 9, "base": 10, "high": 12}


def test_all_slips_of_an_edit_are_told_at_once_each_beside_its_fact():
    wrong = {
        "base": 20,
        "unit": "USD/huor",
        "as_of": "May 2026",
        "index": "us_cpi",
        "location": "  ",
        "conflicts_with": ["manila.set"],
        "colour": "red",
    }
    told = refused(edited, ours(), "manila.hour", wrong)
    assert told["base"] == "out of order: low 8, base 20, high 14"
    assert told["unit"] == "unit 'USD/huor' holds 'huor', which is no unit of this card; did you mean hour?"
    assert told["as_of"] == "found 'May 2026', expected a date as 2024, 2024-05 or 2024-05-31"
    assert told["index"] == "index 'us_cpi' is not known; did you mean us_cpi_u?"
    assert told["location"] == "location is missing"
    assert told["conflicts_with"] == "the card has no 'manila.set'; did you mean manila.seat?"
    assert told["default"].startswith("a rate that contradicts others is the default among them or not")
    assert told["colour"] == "colour is not a fact a rate has"
    assert set(told) == {*wrong, "default"}


def test_facts_that_contradict_each_other_are_told_once_for_the_whole_rate():
    with pytest.raises(ProblemsFound) as found:
        edited(ours(), "manila.hour", {"low": 20, "base": 19, "over": 10, "up_to": 5})
    assert [(one.where, one.message) for one in found.value.problems] == [
        ("", "out of order: low 20, base 19, high 14"),
        ("", "the volume band is upside down: over 10, up to 5"),
    ]


def test_a_negative_price_stands_beside_the_price():
    assert refused(edited, ours(), "manila.seat", {"value": -5}) == {
        "value": "the price -5 is negative; a price is zero or more"
    }


@pytest.mark.parametrize("name", ["key", "history"])
def test_what_is_no_fact_to_write_is_refused(name: str):
    assert set(refused(edited, ours(), "manila.seat", {name: "x"})) == {name}


def test_a_rate_that_is_not_there_cannot_be_edited():
    told = refused(edited, ours(), "manila.sea", {"value": 5})
    assert told == {"manila.sea": "the card has no 'manila.sea'; did you mean manila.seat?"}


def test_a_rate_is_added_at_the_end():
    facts = {"title": "Tooling", "value": 90, "unit": "USD/seat/month", "location": "Philippines", "channel": "all"}
    now = added(ours(), "manila.tooling", {**facts, "as_of": 2026}, on=TODAY)
    assert list(now.rates)[-1] == "manila.tooling"
    new = now["manila.tooling"]
    assert (new.key, new.currency, new.as_of) == ("manila.tooling", "USD", "2026")
    assert [(step.what, step.on) for step in new.history] == [("added", TODAY)]


def test_all_that_a_new_rate_lacks_is_told_at_once():
    told = refused(
        added, ours(), "Manila.Tool kit", {"title": "Tooling", "low": 5, "location": None, "currency": "USD"}
    )
    assert told["key"].endswith("expected words of small letters, digits and _ joined by dots; write manila.tool_kit")
    assert {name for name, message in told.items() if message == f"{name} is missing"} == {
        "unit", "location", "channel", "as_of",
    }  # fmt: skip
    assert told["low"] == "a rate needs a value, or low, base and high; missing: base, high"
    assert set(told) == {"key", "unit", "location", "channel", "as_of", "low"}


@pytest.mark.parametrize("key", ["", "manila..hour", ".hour", "Manila", "ma nila", "manila-hour", "mañana", "a\n"])
def test_a_key_is_small_words_joined_by_dots(key: str):
    assert "expected words of small letters" in refused(renamed, ours(), "manila.seat", key)["key"]


def test_every_key_of_the_default_card_could_be_given_by_hand():
    for key in DEFAULT.rates:
        assert list(renamed(renamed(DEFAULT, key, "a_new.key"), "a_new.key", key).rates) == list(DEFAULT.rates)


def test_two_rates_cannot_have_one_key():
    message = {"key": "the card has a rate manila.hour already"}
    assert refused(renamed, ours(), "manila.seat", "manila.hour") == message
    good = {"title": "A", "value": 1, "unit": "1", "location": "Any", "channel": "all", "as_of": "2026"}
    assert refused(added, ours(), "manila.hour", good) == message


def test_a_new_key_keeps_the_place_and_is_followed():
    now = renamed(ours(), "manila.seat", "philippines.seat", on=TODAY)
    assert list(now.rates)[2] == "philippines.seat"
    assert now["philippines.seat"].key == "philippines.seat"
    assert now["philippines.seat"].history[-1].derivation == "its key was manila.seat"
    assert now["manila.seat.guide"].conflicts_with == ("philippines.seat",)
    assert now["manila.seat.guide"].before() == ours()["manila.seat.guide"]


def test_a_removed_rate_is_on_record_and_no_longer_named():
    now = removed(ours(), ["manila.seat.guide"], on=TODAY)
    assert now.record == (
        f"{TODAY}: removed manila.seat.guide (A seat of the guide, 1,280 USD/seat/month, Philippines)",
    )
    seat = now["manila.seat"]
    assert (seat.conflicts_with, seat.default, seat.because) == ((), None, "")
    assert seat.history[-1].derivation == "manila.seat.guide was removed from the card"


def test_the_default_does_not_go_while_others_stay_in_conflict():
    key = "united_kingdom.cost_per_call"
    told = refused(removed, DEFAULT, [key])
    assert told[key] == (
        f"it is the default of rates that contradict each other; first make {key}.guide_2023 or {key}.cx_guide_2023 it"
    )
    alone = removed(DEFAULT, [key, f"{key}.guide_2023"])
    assert alone[f"{key}.cx_guide_2023"].conflicts_with == ()
    assert removed(DEFAULT, [f"{key}.guide_2023"])[key].default is True


def test_a_card_keeps_one_rate():
    assert refused(removed, ours(), ours().rates) == {
        "the card": "a card has one rate or more; this would take the last one away"
    }
    assert set(refused(removed, ours(), ["manila.seat", "no.such", "nor.this"])) == {"no.such", "nor.this"}


# -- what changed since it was opened -------------------------------------------------------------------


def test_what_changed_since_a_card_was_opened():
    opened = ours()
    now = edited(opened, "any.attrition", {"value": 28, "source": "Our records"})
    now = removed(now, ["manila.hour.guide"])
    now = added(now, "any.shrinkage", {"title": "Paid but not at work", "value": 30, "unit": "%", "location": "Any",
                                       "channel": "all", "as_of": "2026"})  # fmt: skip
    told = [(change.key, change.kind) for change in changes(opened, now)]
    assert told == [("manila.hour.guide", "removed"), ("any.attrition", "changed"), ("any.shrinkage", "added")]
    gone, changed, new = changes(opened, now)
    assert changed.facts == {"value": (31.2, 28), "source": ("", "Our records")}
    assert gone.facts["value"] == (10, None)
    assert new.facts["value"] == (None, 30)
    assert "currency" not in new.facts, "what is left unstated is no change"


def test_a_restored_rate_is_as_it_was_with_its_history():
    opened = ours()
    now = edited(opened, "manila.hour", {"base": 12})
    now = edited(now, "manila.seat", {"value": 1800})
    back = restored(now, opened, ["manila.hour"])
    assert back["manila.hour"] == opened["manila.hour"]
    assert [change.key for change in changes(opened, back)] == ["manila.seat"]


def test_a_removed_rate_comes_back_to_its_place_and_is_named_again():
    opened = ours()
    now = removed(opened, ["manila.seat.guide", "manila.hour"])
    back = restored(now, opened, ["manila.seat.guide", "manila.hour"])
    assert list(back.rates) == list(opened.rates)
    assert back["manila.seat"] == opened["manila.seat"]
    assert [line.split(" (")[0] for line in back.record] == [
        "removed manila.seat.guide", "removed manila.hour", "put back manila.hour", "put back manila.seat.guide",
    ]  # fmt: skip


def test_an_added_rate_goes_when_the_card_is_restored():
    opened = ours()
    now = renamed(opened, "manila.seat", "seat")
    assert not changes(opened, restored(now, opened, ["seat", "manila.seat"]))


def test_a_value_of_an_index_does_not_come_back_to_a_base_its_series_left():
    opened = bid(
        "Points",
        "point|Prices|United States|all|335.123|point|as_of: '2026-05'|index: us_cpi_u",
        "hour|Agent|Manila|voice|11|USD/hour|index: us_cpi_u",
    )
    now = edited(rebase(opened, ReferencePeriod(index="us_cpi_u", period="2015")), "hour", {"value": 12})
    told = refused(restored, now, opened, ["hour", "point"])
    assert list(told) == ["point"]
    assert "us_cpi_u, which stands on another base since: 335.123 for 2026-05 became 141.392" in told["point"]
    assert refused(restored, removed(now, ["point"]), opened, ["point"]) == told, "removed in between"
    assert refused(restored, opened, now, ["point"]), "nor the other way round"
    assert restored(now, opened, ["hour"])["hour"] == opened["hour"]
    noted = edited(now, "point", {"note": "seen"})
    assert restored(noted, now, ["point"])["point"] == now["point"], "the same base on both"
    back = undone(restored(now, opened, ["hour"]))
    assert restored(edited(back, "point", {"value": 300}), opened, ["point"])["point"] == opened["point"]


def test_a_rate_does_not_come_back_to_contradict_one_that_is_gone():
    opened = ours()
    now = removed(opened, ["manila.seat", "manila.seat.guide"])
    assert refused(restored, now, opened, ["manila.seat"]) == {
        "manila.seat": "it contradicts manila.seat.guide, which is not on the card; bring that one back too"
    }


KEYS = st.sampled_from(sorted(DEFAULT.rates))
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "note": st.text("abc ", max_size=3),
        "source": st.sampled_from(["", "A bid", None]),
        "as_of": st.sampled_from(["2024", "2026-05", 2025]),
        "channel": st.sampled_from(["all", "voice"]),
        "item": st.sampled_from(["", "Agent wage"]),
    },
)


@some
@given(st.lists(st.tuples(KEYS, EDITS), max_size=4), st.sets(KEYS, max_size=5))
def test_edits_and_their_restoring_leave_no_change(edits: list, going: set[str]):
    now = DEFAULT
    for key, facts in edits:
        now = edited(now, key, facts)
    if not any(DEFAULT[key].default for key in going):
        now = removed(now, going)
    touched = {change.key for change in changes(DEFAULT, now)}
    assert touched <= {key for key, _ in edits} | going | {o for key in going for o in DEFAULT[key].conflicts_with}
    back = restored(now, DEFAULT, touched)
    assert changes(DEFAULT, back) == ()
    assert list(back.rates) == list(DEFAULT.rates)


@some
@given(st.lists(st.tuples(KEYS, EDITS), max_size=3))
def test_there_are_no_changes_if_and_only_if_all_facts_are_equal(edits: list):
    now = DEFAULT
    for key, facts in edits:
        now = edited(now, key, facts)
    facts = [{key: rate.model_dump(exclude={"history"}) for key, rate in one.rates.items()} for one in (DEFAULT, now)]
    assert (changes(DEFAULT, now) == ()) == (facts[0] == facts[1])


# -- the market -------------------------------------------------------------------------------------------

SURVEY = bid(
    "Survey", "s.hour | Outsourced agent | Manila | all | 8 | USD/hour", "s.call | Call | Manila | voice | 2 | USD/call"
)
GUIDE = bid("Guide", "g.hour | outsourced  AGENT | manila | voice | 14 | USD/hour | source: A guide | as_of: '2024'")
EUROPE = bid(
    "Europe",
    "e.hour | Outsourced agent | Manila | all | 9 | EUR/hour",
    "e.seat | Outsourced agent | Manila | all | 1500 | USD/seat/month",
)
OFFER = bid("Offer", "o.hour | Outsourced agent | Manila | all | 18 | USD/hour | source: Vendor A")


def stands(cards: list[RateCard], of: RateCard = OFFER, key: str = "o.hour") -> Standing | None:
    return market(cards).standing(of[key], of)


def test_where_an_offer_stands():
    found = stands([SURVEY, GUIDE, EUROPE, OFFER])
    assert found is not None
    assert (found.count, found.low, found.median, found.high) == (2, 8, 11, 14)
    assert (found.place, found.share) == ("above", (18 - 8) / (14 - 8))
    assert found.outside == pytest.approx((18 / 14 - 1) * 100)
    assert found.elsewhere == 2, "one in euros, one per seat"
    assert found.dates == ("2024", "2026")
    assert [other.rate.key for other in found.others] == ["s.hour", "g.hour"]
    assert (found.sources, found.cards) == (("A guide", "Survey"), ("Guide", "Survey"))


@pytest.mark.parametrize(
    ("price", "place", "share", "outside"),
    [(7, "below", -1 / 6, 12.5), (8, "within", 0, None), (11, "within", 0.5, None), (14, "within", 1, None)],
)
def test_below_and_within(price: float, place: str, share: float, outside: float | None):
    offer = edited(OFFER, "o.hour", {"value": price})
    found = stands([SURVEY, GUIDE, offer], offer)
    assert found is not None
    assert (found.place, found.outside) == (place, outside)
    assert found.share == pytest.approx(share)


def test_the_ends_of_ranges_make_the_range():
    wide = edited(SURVEY, "s.hour", {"value": None, "low": 5, "base": 9, "high": 20, "range": "minimum and maximum"})
    found = stands([wide, GUIDE, OFFER])
    assert found is not None
    assert (found.low, found.median, found.high, found.place) == (5, 11.5, 20, "within")


def test_two_others_of_which_one_is_of_another_source_make_a_market():
    assert stands([SURVEY, OFFER]) is None, "one other is none"
    mine = [
        bid(f"Mine {n}", f"m{n}.hour | Outsourced agent | Manila | all | {n} | USD/hour | source: vendor a")
        for n in (1, 2)
    ]
    assert stands([*mine, OFFER]) is None, "my own prices are no market"
    assert stands([*mine, SURVEY, OFFER]) is not None


def test_an_offer_that_is_not_on_the_market_is_measured_by_it():
    found = stands([SURVEY, GUIDE])
    assert found is not None
    assert found == stands([SURVEY, GUIDE, OFFER])


def test_a_copy_of_a_card_is_no_further_evidence():
    """Otherwise the default card and its rebased copy would make a market of every rate with itself."""
    copy = SURVEY.with_rates({key: rate.after("price date", {"as_of": "2026-10", "value": 8.5}) for key, rate in
                              SURVEY.rates.items()})  # fmt: skip
    found = stands([SURVEY, copy, GUIDE, OFFER])
    assert found is not None
    assert (found.count, found.low) == (2, 8.5), "of copies the one in the latest prices counts"
    assert stands([SURVEY, copy, OFFER]) is None
    own = market([SURVEY, GUIDE, OFFER]).standing(copy["s.hour"], copy)
    assert own is not None
    assert (own.count, own.low, own.high) == (2, 14, 18), "it is not compared with what it was before"


def test_a_figure_changed_by_hand_does_not_take_the_place_of_the_published_one():
    """The copy that said 40 in place of 14 once stood for both, and the lowest or highest price was gone."""
    mine = edited(GUIDE, "g.hour", {"value": 40}).with_rates(
        edited(GUIDE, "g.hour", {"value": 40}).rates, name="My copy"
    )
    found = stands([SURVEY, GUIDE, mine, OFFER])
    assert found is not None
    assert [(one.rate.value, one.source) for one in found.others] == [(8, "Survey"), (14, "A guide"), (40, "My copy")]
    of_mine = market([SURVEY, GUIDE, mine]).standing(mine["g.hour"], mine)
    assert of_mine is not None
    assert (of_mine.high, of_mine.place) == (14, "above"), "it is held against what it was"
    dated = edited(mine, "g.hour", {"source": "Our contract of March, page 3"})
    assert "Our contract of March, page 3" in stands([SURVEY, GUIDE, dated, OFFER]).sources  # type: ignore[union-attr]


def test_a_copy_rebased_and_then_changed_by_hand_is_no_copy():
    moved = GUIDE["g.hour"].after("price date", {"as_of": "2026-10", "value": 15}, factor=15 / 14)
    for value, count in ((15, 2), (16, 3)):
        copy = GUIDE.with_rates({"g.hour": moved}, name="Copy")
        found = stands([SURVEY, GUIDE, edited(copy, "g.hour", {"value": value}), OFFER])
        assert found is not None
        assert found.count == count


def test_three_vendors_who_fill_in_one_template_are_three():
    bids = [
        bid(f"Vendor {n}", f"hour | Agent | Manila | all | {value} | USD/hour | source: {source}")
        for n, value, source in ((1, 10, "Vendor quote"), (2, 14, "Vendor quote"), (3, 30, "'Our bid, page 12'"))
    ]
    found = market(bids).standing(bids[0]["hour"], bids[0])
    assert found is not None
    assert (found.count, found.low, found.high) == (2, 14, 30)
    assert found.sources == ("Our bid, page 12 (Vendor 3)", "Vendor quote (Vendor 2)")
    copy = bids[0].with_rates(bids[0].rates, name="Copy of 1")
    assert market([*bids, copy]).standing(copy["hour"], copy) == found


def test_a_copy_in_another_currency_is_nothing_more_to_compare():
    copy = SURVEY.with_rates(
        {"s.hour": SURVEY["s.hour"].after("currency", {"value": 7, "unit": "EUR/hour", "currency": "EUR"})}
    )
    found = stands([SURVEY, copy, GUIDE, OFFER])
    assert found is not None
    assert (found.count, found.elsewhere) == (2, 0)


def test_the_dates_are_those_of_the_others():
    latest = edited(OFFER, "o.hour", {"as_of": "2026-11"})
    found = stands([SURVEY, GUIDE, latest], latest)
    assert found is not None
    assert found.dates == ("2024", "2026"), "its own date does not count"


@pytest.mark.parametrize(
    "other",
    [
        "x.hour | Team leader | Manila | all | 1 | USD/hour",
        "x.hour |  | Manila | all | 1 | USD/hour",
        "x.hour | Outsourced agent | Cebu | all | 1 | USD/hour",
        "x.hour | Outsourced agent | Manila | all | 1 | EUR/hour",
        "x.hour | Outsourced agent | Manila | all | 1 | USD/minute",
        "x.hour | Outsourced agent | Manila | all | 1 | USD/hour | over: 5000",
        "x.hour | Outsourced agent | Manila | all | 1 | '%' | over: 5000",
    ],
)
def test_what_prices_something_else_is_not_compared(other: str):
    found = stands([SURVEY, GUIDE, OFFER, bid("Other", other.replace("'", ""))])
    assert found is not None
    assert (found.count, found.low) == (2, 8)


def test_voice_and_chat_meet_only_in_all_channels():
    chat = bid("Chat", "c.hour | Outsourced agent | Manila | chat | 1 | USD/hour")
    with_chat = [SURVEY, GUIDE, OFFER, chat]
    over_all = stands(with_chat)
    assert over_all is not None
    assert over_all.low == 1
    voice = stands(with_chat, GUIDE, "g.hour")
    assert voice is not None
    assert (voice.count, voice.low) == (2, 8)


def test_a_call_is_compared_with_a_ticket():
    others = [
        bid(f"Other {n}", f"x.{unit} | Call | Manila | all | {n} | USD/{unit}")
        for n, unit in ((3, "ticket"), (4, "contact"))
    ]
    found = stands(others, SURVEY, "s.call")
    assert found is not None
    assert (found.low, found.high) == (3, 4)


def test_tiers_compare_with_their_own_band():
    def tiers(name: str, small: float, large: float) -> RateCard:
        what = "Call | Manila | voice"
        return bid(
            name, f"up | {what} | {small} | USD/call | up_to: 5000", f"over | {what} | {large} | USD/call | over: 5000"
        )

    cards = [tiers("A", 3, 2), tiers("B", 4, 2.5), tiers("C", 5, 2.8)]
    found = stands(cards, cards[2], "up")
    assert found is not None
    assert (found.low, found.high) == (3, 4)


def test_rates_elsewhere_are_counted_where_there_is_no_market():
    assert stands([EUROPE, OFFER]) is None
    assert market([EUROPE, OFFER]).elsewhere(OFFER["o.hour"], OFFER) == 2
    percent = bid("Share", "p.share | Outsourced agent | Manila | all | 60 | %")
    assert market([percent, OFFER]).elsewhere(OFFER["o.hour"], OFFER) == 0, "a percentage never becomes a price"


def plain_standing(rate: Rate, on: RateCard, cards: list[RateCard]) -> tuple | None:
    """The same worked out the slow way, rate against rate."""

    def source(one: Rate, home: RateCard) -> str:
        return (one.source or home.name).lower()

    others = {}
    for home in cards:
        for one in home.rates.values():
            alike = (one.item.lower(), one.location.lower(), one.unit, one.over, one.up_to)
            if alike != (rate.item.lower(), rate.location.lower(), rate.unit, rate.over, rate.up_to) or not rate.item:
                continue
            if one.channel == rate.channel or "all" in (one.channel, rate.channel):
                others[one.key, source(one, home), one.as_of] = one
    others.pop((rate.key, source(rate, on), rate.as_of), None)
    if len(others) < 2 or {which[1] for which in others} == {source(rate, on)}:
        return None
    bases = sorted(one.figure() for one in others.values())
    middle = (bases[(len(bases) - 1) // 2] + bases[len(bases) // 2]) / 2
    lows, highs = ([one.figure(end) for one in others.values()] for end in ("low", "high"))
    return len(others), min(lows), middle, max(highs)


@st.composite
def small_cards(draw: st.DrawFn) -> list[RateCard]:
    """Up to four cards that price a handful of things in a handful of ways."""
    row = st.tuples(
        st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["Agent", "agent", "Call", ""]),
        st.sampled_from(["Manila", "Cebu"]), st.sampled_from(["all", "voice", "chat"]), st.integers(1, 9),
        st.sampled_from(["USD/hour", "EUR/hour", "USD/call", "minute/contact"]),
        st.sampled_from(["source: One", "source: Two", "as_of: '2024'"]),
    )  # fmt: skip
    rows = st.lists(row, min_size=1, max_size=5, unique_by=lambda one: one[0])
    return [
        bid(f"Card {number}", *(" | ".join(map(str, one)) for one in found))
        for number, found in enumerate(draw(st.lists(rows, min_size=2, max_size=4)))
    ]


@some
@given(small_cards())
def test_the_standing_does_not_depend_on_the_order_of_cards(cards: list[RateCard]):
    for of in cards:
        for rate in of.rates.values():
            orders = [market(order).standing(rate, of) for order in permutations(cards)]
            assert all(one == orders[0] for one in orders)
            if orders[0] is not None:
                assert all([o.rate.key for o in one.others] == [o.rate.key for o in orders[0].others] for one in orders)


def test_the_market_is_what_comparing_rate_by_rate_gives():
    rnd = random.Random(3)
    cards = []
    for number in range(5):
        rows = [
            f"r{n} | {rnd.choice(['Agent', 'Call', ''])} | {rnd.choice(['Manila', 'Cebu'])} | "
            f"{rnd.choice(['all', 'voice', 'chat'])} | {rnd.randint(1, 30)} | {rnd.choice(['USD/hour', 'EUR/hour'])}"
            f" | source: {rnd.choice(['One', 'Two'])} {number}"
            for n in range(30)
        ]
        cards.append(bid(f"Card {number}", *rows))
    of_all = market(cards)
    known = 0
    for of in cards:
        for rate in of.rates.values():
            found = of_all.standing(rate, of)
            told = (found.count, found.low, found.median, found.high) if found else None
            assert told == plain_standing(rate, of, cards), rate.key
            known += found is not None
    assert known > 50


# -- marks --------------------------------------------------------------------------------------------------


def reasons(of: RateCard, key: str, **named) -> list[tuple[str, str]]:
    return [(mark.kind, mark.reason) for mark in marks(of, TODAY, **named).get(key, ())]


def test_old_evidence_and_a_missing_source_are_marked():
    assert set(marks(ours(), TODAY)) == {"manila.seat.guide", "any.attrition"}
    assert reasons(ours(), "manila.seat.guide") == [
        ("old", "the evidence is of 2021, 4.9 years old; older than 2 years")
    ]
    assert reasons(ours(), "any.attrition") == [("no source", "no source is stated")]
    assert reasons(edited(ours(), "manila.seat", {"source": "n/a"}), "manila.seat")[0][0] == "no source"


@pytest.mark.parametrize(
    ("as_of", "today", "oldest", "old"),
    [
        ("2024", "2026-12-31", 2, False),  # a year means its end
        ("2024", "2027-01-01", 2, True),
        ("2024-02", "2026-02-28", 2, False),  # 29 February
        ("2024-02", "2026-03-01", 2, True),
        ("2024-11-22", TODAY, 2, False),
        ("2024-11-21", TODAY, 2, True),
        ("2026-06", TODAY, 0.25, True),
        ("2026-06", TODAY, 0.5, False),
        ("2028", TODAY, 0, False),  # a price to come
    ],
)
def test_how_old_is_old(as_of: str, today: str, oldest: float, old: bool):
    one = bid("One", f"a | Call | Any | all | 1 | USD/call | source: A | as_of: '{as_of}'")
    assert bool(marks(one, today, oldest)) is old


def test_a_price_to_come_has_no_age():
    assert age("2028", last_day(TODAY)) == 0
    assert age("2025-11-22", last_day(TODAY)) == 1
    assert age("2025-11", last_day("2026-05-31")) == pytest.approx(0.5, abs=0.01)


def test_hardly_older_than_the_limit_says_so():
    one = bid("One", "a | Call | Any | all | 1 | USD/call | source: A | as_of: '2024-11-21'")
    assert reasons(one, "a") == [("old", "the evidence is of 2024-11-21, just over 2 years old")]


def test_rebasing_does_not_make_evidence_young():
    opened = ours()
    rate = opened["manila.seat.guide"].after("price date", {"as_of": "2026-10", "value": 1500}, factor=1500 / 1280)
    moved = opened.with_rates({**opened.rates, rate.key: rate})
    assert reasons(moved, rate.key)[0] == ("old", "the evidence is of 2021, 4.9 years old; older than 2 years")


def test_a_new_quote_in_place_of_a_rebased_price_is_new_evidence():
    """It was marked as evidence of 2021 for ever."""
    opened = ours()
    rate = opened["manila.seat.guide"].after("price date", {"as_of": "2024", "value": 1400}, factor=1400 / 1280)
    moved = opened.with_rates({**opened.rates, rate.key: rate})
    quote = {"value": 1500, "as_of": "2026-10", "source": "Quote of a vendor"}
    at_once = edited(moved, rate.key, quote)
    one_by_one = moved
    for name, fact in quote.items():
        one_by_one = edited(one_by_one, rate.key, {name: fact})
    for now in (at_once, one_by_one):
        assert now[rate.key].evidence_date == "2026-10"
        assert reasons(now, rate.key) == []
        later = now[rate.key].after("price date", {"as_of": "2026-11", "value": 1510}, factor=1.01)
        assert later.evidence_date == "2026-10"
    for facts in ({"value": 1500}, {"as_of": "2026-10"}, {"note": "seen"}, {"source": "The guide, page 3"}):
        assert edited(moved, rate.key, facts)[rate.key].evidence_date == "2021", facts


def test_an_imported_figure_is_as_old_as_it_says():
    rate = ours()["manila.seat.guide"].after("imported", {"as_of": "2026-10", "value": 1500})
    assert rate.evidence_date == "2026-10"


def test_a_figure_changed_by_hand_is_no_longer_that_of_its_source():
    now = edited(ours(), "manila.seat", {"value": 1800}, on=TODAY)
    assert reasons(now, "manila.seat") == [
        (
            "edited",
            "the figure was changed by hand on 2026-11-22 (value was 1,760), and the source is still the one of before",
        )
    ]
    assert reasons(edited(now, "manila.seat", {"source": "Our contract"}), "manila.seat") == []
    assert reasons(edited(ours(), "manila.seat", {"note": "seen"}), "manila.seat") == []
    assert reasons(edited(ours(), "any.attrition", {"value": 3}), "any.attrition")[0][0] == "no source"


def test_a_price_outside_the_market_is_marked_with_the_others():
    prices = {"one": 720, "two": 945, "three": 800}
    what = "Agent | Manila | all"
    others = [bid(f"Bid {key}", f"{key} | {what} | {n} | USD/seat/month | source: {key}") for key, n in prices.items()]
    dear = bid("Dear", "dear | Agent | Manila | all | 1240 | USD/seat/month | source: dear")
    assert reasons(dear, "dear", market=market([*others, dear])) == [
        ("outside market", "1,240 is 31 % above the highest of 3 comparable rates (720 to 945: one, three, two)")
    ]
    assert reasons(dear, "dear") == [], "alone it has no market"
    old = bid("Old", "cheap | Agent | Manila | all | 600 | USD/seat/month | source: old | as_of: '2025'")
    assert reasons(old, "cheap", market=market([*others, old])) == [
        ("outside market", "600 is 17 % below the lowest of 3 comparable rates (720 to 945: one, three, two)"
         "; it is of 2025, they are of 2026")
    ]  # fmt: skip


def test_the_default_card_is_its_own_market():
    told = reasons(DEFAULT, "united_states.hour.piton")
    assert told == [
        ("outside market", "52.50 is 50 % above the highest of 2 comparable rates (22 to 35: "
         "united_states.hour.balance, united_states.hour); it is of 2025-07-13, they are of 2020 to 2026-10-08")
    ]  # fmt: skip


# -- cards side by side -----------------------------------------------------------------------------------------

REFERENCE = bid(
    "Reference",
    "hour | Outsourced agent | Manila | all | 11 | USD/hour",
    "seat | Outsourced seat | Manila | voice | 1760 | USD/seat/month | as_of: '2024'",
    "call | Call | Manila | voice | 2 | USD/call",
    "attrition | Attrition | Manila | all | 30 | %/year",
    "only_here | Tooling | Manila | all | 90 | USD/seat/month",
)
VENDOR = bid(
    "Vendor",
    "agent_price | outsourced agent | manila | all | 12.1 | USD/hour",
    "seat | Outsourced seat | Manila | voice | 1690 | EUR/seat/month | as_of: 2026-05",
    "ticket | Call | Manila | voice | 1.5 | USD/ticket",
    "attrition | Attrition | Manila | all | 30 | %/year",
    "setup | Setup | Manila | all | 45000 | USD/month",
)


def test_cards_side_by_side():
    found = differences([REFERENCE, VENDOR])
    assert [row.keys for row in found.rows] == [
        ("hour", "agent_price"), ("seat", "seat"), ("call", "ticket"), ("attrition", "attrition"), ("only_here", None),
        (None, "setup"),
    ]  # fmt: skip
    dearer, seat, cheaper, same, missing, extra = (row.differences[1] for row in found.rows)
    assert dearer is not None
    assert dearer.amount == 1.1, "and not 1.0999999999999996"
    assert dearer.percent == pytest.approx(10)
    assert cheaper is not None
    assert (cheaper.amount, cheaper.percent) == (-0.5, -25)
    assert same is not None
    assert (same.amount, same.percent) == (0, 0)
    assert seat is not None
    assert seat.amount is None
    assert seat.why == "USD/seat/month against EUR/seat/month: rebase one of them"
    assert found.rows[1].notes == ((), ("price dates: 2024 on Reference against 2026-05 on Vendor",))
    assert missing is not None
    assert (missing.amount, missing.why) == (None, "not on Vendor")
    assert extra is not None
    assert (extra.amount, extra.why) == (None, "not on Reference")
    count = found.counts[1]
    assert count is not None
    assert (count.matched, count.missing, count.extra, count.not_compared) == (4, 1, 1, 1)
    assert (count.dearer, count.cheaper, count.equal) == (1, 1, 0), "attrition is no price"
    assert (count.higher, count.lower, count.same) == (0, 0, 1)
    assert count.median_percent == pytest.approx((10 - 25) / 2)


def one_row(first: str, second: str) -> tuple[str | None, float | None, tuple[str, ...]]:
    found = differences([bid("A", first), bid("B", second)])
    assert len(found.rows) == 1
    difference = found.rows[0].differences[1]
    assert difference is not None
    return difference.why, difference.amount, found.rows[0].notes[1]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("k | Agent | Cebu | voice | 12 | USD/hour", "another location: Manila against Cebu"),
        ("k | Agent | Manila | chat | 12 | USD/hour", "another channel: voice against chat"),
        (
            "k | Agent | Manila | voice | 12 | USD/hour | over: 5000",
            "another volume band: any volume against over 5,000",
        ),
        ("k | Team leader | Manila | voice | 25 | USD/hour", "another item: Agent against Team leader"),
        ("k | Agent | Manila | voice | 12 | USD/minute", "USD/hour against USD/minute: rebase one of them"),
        ("k | Agent | Manila | voice | 12 | %", "USD/hour against %, which are unlike measures"),
    ],
)
def test_one_key_for_unlike_things_gives_a_reason_and_no_number(second: str, why: str):
    assert one_row("k | Agent | Manila | voice | 11 | USD/hour", second)[:2] == (why, None)


def test_what_else_sets_two_rates_of_one_key_apart_is_noted():
    why, amount, notes = one_row(
        "k | Agent | Manila | voice | 11 | USD/hour", "k | AGENT | Manila | all | 12 | USD/hour | as_of: '2024'"
    )
    assert (why, amount) == ("", 1)
    assert notes == ("price dates: 2026 on A against 2024 on B", "channels: voice on A against all on B")


def test_prices_of_years_apart_are_neither_dearer_nor_in_the_median():
    """10 of 2019 against 13 of 2026 is the price of an hour, and of seven years."""
    first = bid("A", "x | Agent | X | all | 10 | USD/hour | as_of: '2019'", "y | Call | X | all | 2 | USD/call",
                "m | Time | X | all | 6 | minute/contact | as_of: '2019'")  # fmt: skip
    second = bid("B", "x | Agent | X | all | 13 | USD/hour", "y | Call | X | all | 2.2 | USD/call",
                 "m | Time | X | all | 7 | minute/contact")  # fmt: skip
    found = differences([first, second])
    count = found.counts[1]
    assert count is not None
    assert (count.matched, count.dearer, count.other_dates, count.higher) == (3, 1, 1, 1)
    assert count.median_percent == pytest.approx(10)
    assert found.rows[0].differences[1].amount == 3  # type: ignore[union-attr]
    assert found.rows[0].notes[1] == ("price dates: 2019 on A against 2026 on B",)
    assert "1 dearer, 1 of other price dates, 1 higher" in to_text(found)
    assert to_data(found)["cards"][1]["against_first"]["other_dates"] == 1


def test_a_year_and_a_month_of_it_are_no_different_dates():
    assert (
        one_row("k | A | X | all | 1 | USD/hour | as_of: '2026'", "k | A | X | all | 1 | USD/hour | as_of: 2026-05")[2]
        == ()
    )


def test_against_nothing_there_is_no_percentage():
    found = differences(
        [bid("A", "k | Setup | X | all | 0 | USD/month"), bid("B", "k | Setup | X | all | 5 | USD/month")]
    )
    difference = found.rows[0].differences[1]
    assert difference is not None
    assert (difference.amount, difference.percent) == (5, None)


def test_of_a_falling_index_there_is_no_percentage():
    """From -2 % a year to -1 % is no fall by half."""
    difference = differences(
        [bid("A", "k | Rise | X | all | -2 | %/year"), bid("B", "k | Rise | X | all | -1 | %/year")]
    )
    assert [(one.amount, one.percent) for row in difference.rows for one in row.differences if one] == [(1, None)]


def test_percent_and_shares_are_not_taken_for_each_other():
    """31.2 % and 0.312 are one share, and 31.2 against 0.312 would be a saving of 99 %."""
    assert one_row("k | Leavers | X | all | 31.2 | %/year", "k | Leavers | X | all | 0.312 | 1/year")[1] is None


def test_a_key_that_two_cards_use_for_different_places_leaves_room_for_the_right_one():
    first = bid("A", "hour | Agent | Manila | all | 11 | USD/hour")
    second = bid("B", "hour | Agent | Cebu | all | 9 | USD/hour", "manila | Agent | Manila | all | 12 | USD/hour")
    assert [row.keys for row in differences([first, second]).rows] == [("hour", "manila"), (None, "hour")]


def test_of_several_that_price_the_same_the_default_is_compared():
    first = bid("A", "a.one | Agent | X | all | 11 | USD/hour", "a.two | Agent | X | all | 19 | USD/hour")
    second = bid(
        "B",
        "b.one | Agent | X | all | 12 | USD/hour | conflicts_with: [b.two] | default: false | because: it is old",
        "b.two | Agent | X | all | 13 | USD/hour | conflicts_with: [b.one] | default: true | because: it is new",
        "b.three | Agent | X | all | 14 | USD/hour",
    )
    keys = [row.keys for row in differences([first, second]).rows]
    assert keys == [("a.one", "b.two"), ("a.two", "b.one"), (None, "b.three")]


def test_a_single_rate_is_compared_with_the_default_of_the_first_card():
    first = bid(
        "A",
        "a.one | Agent | X | all | 11 | USD/hour",
        "a.two | Agent | X | all | 19 | USD/hour | default: true | because: it is newer",
    )
    second = bid("B", "b | Agent | X | all | 12 | USD/hour")
    assert [row.keys for row in differences([first, second]).rows] == [("a.one", None), ("a.two", "b")]


def test_its_own_currency_is_matched_before_another():
    first = bid("A", "a.usd | Agent | X | all | 11 | USD/hour", "a.eur | Agent | X | all | 10 | EUR/hour")
    second = bid("B", "b.eur | Agent | X | all | 9 | EUR/hour")
    assert [row.keys for row in differences([first, second]).rows] == [("a.usd", None), ("a.eur", "b.eur")]


def test_three_cards_are_each_compared_with_the_first():
    third = bid("Third", "setup | Setup | Manila | all | 40000 | USD/month", "hour | x | Manila | all | 10 | USD/hour")
    found = differences([REFERENCE, VENDOR, third])
    assert [row.keys for row in found.rows if row.rates[2] is not None] == [
        ("hour", "agent_price", "hour"), (None, "setup", "setup"),
    ]  # fmt: skip
    setup = found.rows[-1].differences[2]
    assert setup is not None
    assert setup.why == "not on Reference", "two bids alone are not compared with each other"


def test_cards_of_one_name_are_told_apart():
    assert differences([OFFER, OFFER, OFFER]).names == ("Offer", "Offer (2)", "Offer (3)")


def test_one_card_is_not_compared():
    assert refused(differences, [OFFER]) == {"": "found 1 rate card, expected two or more"}


def test_a_card_differs_in_nothing_from_itself():
    found = differences([DEFAULT, DEFAULT])
    assert len(found.rows) == len(DEFAULT)
    assert all(row.differences[1].amount == 0 and not row.notes[1] for row in found.rows)  # type: ignore[union-attr]


@some
@given(small_cards())
def test_a_difference_never_holds_a_number_where_a_rate_is_missing(cards: list[RateCard]):
    found = differences(cards)
    for row in found.rows:
        first, *others = row.rates
        assert any(rate is not None for rate in row.rates)
        for rate, difference in zip(others, row.differences[1:], strict=True):
            assert difference is not None
            if first is None or rate is None:
                assert difference.amount is difference.percent is None
            assert (difference.amount is None) == bool(difference.why)
    for place, of in enumerate(cards):
        laid = [row.keys[place] for row in found.rows if row.rates[place] is not None]
        assert sorted(map(str, laid)) == sorted(of.rates), "every rate stands in exactly one row"
    for place, count in enumerate(found.counts):
        if count is not None:
            assert count.matched + count.missing == len(cards[0])
            assert count.matched + count.extra == len(cards[place])
            known = (count.dearer, count.cheaper, count.equal, count.other_dates, count.higher, count.lower, count.same)
            assert sum(known) + count.not_compared == count.matched


def test_five_thousand_rates_of_one_kind_are_no_trouble():
    """Each against each would be 25 million comparisons, a matter of half a minute."""
    one = OFFER["o.hour"]

    def cards(name: str) -> RateCard:
        facts = [{"key": f"{name}.r{n}", "value": 5 + n / 100, "source": f"{name} {n}"} for n in range(5000)]
        return OFFER.with_rates({fact["key"]: one.model_copy(update=fact) for fact in facts}, name=name)

    first, second = cards("a"), cards("b")
    start = time.process_time()
    assert len(marks(first, TODAY, market=market([first, second]))) == 0
    assert len(differences([first, second]).rows) == 5000
    assert len(restored(removed(first, list(first.rates)[1::2]), first, first.rates)) == 5000
    assert time.process_time() - start < 10, "about one on a quiet machine"


# -- the same for a terminal, a spreadsheet, a program ---------------------------------------------------------------


TABLE = """\
A: Reference, 5 rates, as of 2026-11

B: Vendor, 5 rates, as of 2026-11
4 matched: 1 dearer, 1 cheaper, 1 the same (no price), 1 not compared; median difference of the prices -7.5 %.
1 missing on B, 1 on B only.

What                             Unit                  A                     B  B - A      %
-------------------------------  --------------  -------  --------------------  -----  -----  -------
Outsourced agent (Manila)        USD/hour             11                  12.1   +1.1  +10.0
Outsourced seat (Manila, voice)  USD/seat/month    1,760  1,690 EUR/seat/month      –      –  [1] [2]
Call (Manila, voice)             USD/call              2        1.5 USD/ticket   -0.5  -25.0
Attrition (Manila)               %/year               30                    30      0    0.0
Tooling (Manila)                 USD/seat/month       90               missing      –      –
Setup (Manila)                   USD/month       missing                45,000      –      –

[1] USD/seat/month against EUR/seat/month: rebase one of them
[2] price dates: 2024 on Reference against 2026-05 on Vendor
"""


def test_the_table_of_a_terminal():
    assert to_text(differences([REFERENCE, VENDOR])) == TABLE


def test_a_spreadsheet_cannot_take_what_is_missing_for_zero():
    rows = list(csv.DictReader(io.StringIO(to_csv(differences([REFERENCE, VENDOR])))))
    tooling = rows[4]
    assert (tooling["what"], tooling["Reference: base"], tooling["Vendor: base"]) == ("Tooling", "90", "missing")
    assert (tooling["Vendor: difference"], tooling["Vendor: why"]) == ("", "not on Vendor")
    assert (rows[0]["Vendor: difference"], rows[0]["Vendor: difference_percent"]) == ("1.1", "10")
    assert rows[1]["Vendor: notes"] == "price dates: 2024 on Reference against 2026-05 on Vendor"


def test_text_of_a_vendor_is_no_formula():
    evil = edited(OFFER, "o.hour", {"title": "=cmd()", "source": "@SUM(A1)", "location": "+1"})
    row = list(csv.reader(io.StringIO(to_csv(differences([evil, evil.with_rates(evil.rates, name="-x")])))))[1]
    assert not [cell for cell in row if cell.startswith(("=", "@", "+"))]


def test_text_of_a_vendor_does_not_move_the_cursor():
    rates = {"o.hour": OFFER["o.hour"].model_copy(update={"title": "Agent\x1b[2Jhour\r\nx"})}
    assert "\x1b" not in (text := to_text(differences([OFFER.with_rates(rates), OFFER])))
    assert "Agent [2Jhour x" in text


def test_the_data_for_a_program():
    data = json.loads(json.dumps(to_data(differences([REFERENCE, VENDOR])), allow_nan=False))
    assert [one["name"] for one in data["cards"]] == ["Reference", "Vendor"]
    assert data["cards"][1]["against_first"]["matched"] == 4
    tooling = data["rows"][4]
    assert tooling["rates"][1] is None
    assert tooling["differences"] == [None, {"amount": None, "percent": None, "why": "not on Vendor"}]
    assert data["rows"][0]["differences"][1]["amount"] == 1.1


# -- what is kept in memory --------------------------------------------------------------------------


def test_short_words_are_read_once_and_long_texts_are_not_kept():
    read: list[str] = []

    @remembered
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length(text) for text in ("hour", "hour", "x" * 201, "x" * 201)] == [4, 4, 201, 201]
    assert read == ["hour", "x" * 201, "x" * 201]
