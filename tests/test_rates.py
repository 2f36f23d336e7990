"""The rate card: numbers with a biography, and how a scenario takes them."""

import math
import re

import pytest

from tcomodel import compare, load_scenario, read_card, scenario_from
from tcomodel.problems import ProblemsFound
from tests.case_file import ROOT, card

CARD = card()
ROWS = list(CARD.rates.values())

TEXT = """
card: {name: A card, as_of: "2026-11"}
rates:
  manila.seat:
    {title: A seat, low: 1500, base: 1760, high: 2000, range: minimum and maximum, unit: USD/seat/month, currency: USD,
     location: Philippines, channel: all, as_of: "2026", source: A list, address: none, index: none}
  any.attrition:
    {title: Leavers, value: 31.2, unit: "%/year", location: any, channel: all, as_of: 2024-05, source: A list,
     address: none, index: none}
  any.call:
    {title: A call, value: 2.5, unit: USD/call, currency: USD, location: any, channel: voice, as_of: 2024-05-31,
     source: A list, address: none, index: none}
"""


def small(**pricing: object) -> dict:
    return {
        "start": "2027-01",
        "months": 12,
        "demand": {"volume": {"voice": 1000}},
        "options": {"vendor": {"pricing": pricing}},
    }


# -- the default card -----------------------------------------------------------------------------


# One test asks one thing of all rates and names each that breaks it.


def test_there_are_rates():
    assert len(ROWS) > 120


def test_a_rate_says_where_it_comes_from():
    facts = ("title", "location", "channel", "source", "address", "index")
    assert [(rate.key, fact) for rate in ROWS for fact in facts if not getattr(rate, fact).strip()] == []
    assert {rate.key: rate.as_of for rate in ROWS if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", rate.as_of)} == {}


def test_a_rate_lies_in_its_range():
    ranges = {rate.key: [rate.figure(at) for at in ("low", "base", "high")] for rate in ROWS}
    assert {key: ends for key, ends in ranges.items() if not ends[0] <= ends[1] <= ends[2]} == {}
    assert {key: ends for key, ends in ranges.items() if not all(map(math.isfinite, ends))} == {}


def test_a_share_is_a_share():
    """A percent figure written as 0.312 would be a hundredth of what it says."""
    shares = [rate for rate in ROWS if rate.unit.startswith("%")]
    others = [rate for rate in ROWS if not rate.unit.startswith("%")]
    assert len(shares) > 20
    assert {one.key: (one.amount(), one.figure()) for one in shares if one.amount() != one.figure() / 100} == {}
    small = {one.key: one.figure("high") for one in shares if 0 < abs(one.figure("high")) < 0.05}
    assert small == {}, "less than a twentieth of a percent: was a share meant?"
    assert {one.key: (one.amount(), one.figure()) for one in others if one.amount() != one.figure()} == {}


def test_of_rates_that_contradict_each_other_one_is_the_default():
    for rate in ROWS:
        others = [CARD[key] for key in rate.conflicts_with]
        assert all(rate.key in other.conflicts_with for other in others), f"{rate.key}: conflicts go both ways"
        if others:
            assert sum(bool(one.default) for one in (rate, *others)) == 1, (
                f"{rate.key}: one default among those in conflict"
            )


def test_the_card_knows_the_line_of_each_rate():
    lines = (ROOT / "data" / "rates.yaml").read_text(encoding="utf-8").splitlines()
    assert all(lines[number - 1].strip().startswith(f"{key}:") for key, number in CARD.lines.items())
    assert len(CARD.lines) == len(CARD)


# -- how a scenario takes a rate --------------------------------------------------------------------


def test_a_range_gives_its_base_unless_asked_for_an_end():
    cards = read_card(TEXT)
    for at, price in (({}, 1760), ({"at": "base"}, 1760), ({"at": "low"}, 1500), ({"at": "high"}, 2000)):
        terms = small(model="per_seat", contracted_seats=1, seat_rate={"rate": "manila.seat", **at})
        assert compare(scenario_from(terms), cards).options[0].by_month[0] == price


def test_a_percentage_of_the_card_becomes_a_share():
    data = small(model="per_hour", hour_rate=1)
    data["service"] = {"handle_time": 3600}
    data["staffing"] = {"paid_hours": 1, "occupancy": "100%", "shrinkage": 0, "attrition": {"rate": "any.attrition"}}
    data["options"]["vendor"]["pricing"]["hours_billed"] = "paid"
    inputs = {one.name: one for one in compare(scenario_from(data), read_card(TEXT)).model.inputs}
    assert inputs["attrition"].value == 0.312
    assert inputs["attrition"].rate is not None
    assert inputs["attrition"].rate.figure() == 31.2


def test_a_call_is_a_contact():
    result = compare(scenario_from(small(model="per_ticket", ticket_price={"rate": "any.call"})), read_card(TEXT))
    assert result.options[0].by_month[0] == 2500


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ({"rate": "manila.seat"}, 'the unit of manila.seat is "USD/seat/month" but ticket_price needs USD/contact'),
        ({"rate": "manila.set"}, "the rate card has no 'manila.set'; did you mean manila.seat?"),
    ],
)
def test_a_rate_that_does_not_fit_is_refused(at: dict, words: str):
    with pytest.raises(ProblemsFound) as found:
        compare(scenario_from(small(model="per_ticket", ticket_price=at)), read_card(TEXT))
    assert words in str(found.value)


def test_numbers_are_kept_to_the_digits_a_spreadsheet_keeps():
    """0.1 + 0.2 is 0.30000000000000004 here and 0.3 in a cell; both must start from the same."""
    result = compare(scenario_from(small(model="per_ticket", ticket_price=0.1 + 0.2)), read_card(TEXT))
    price = next(one for one in result.model.inputs if one.name == "ticket_price")
    assert price.value == 0.3
    assert all(float(f"{one.value:.15g}") == one.value for one in result.model.inputs if isinstance(one.value, float))


def test_the_example_takes_its_prices_from_the_card():
    result = compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), CARD)
    taken = {one.rate.key for one in result.model.inputs if one.rate is not None}
    assert {"united_states.wage.agent", "philippines.seat_month", "ai.resolution.fin"} <= taken
    for one in result.model.inputs:
        if one.rate is not None:
            amounts = [one.rate.amount(at) for at in ("low", "base", "high")]
            assert any(math.isclose(one.value, amount, rel_tol=1e-14) for amount in amounts), one.name


def test_a_rate_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        CARD["united_states.wage.agent"].value = 1.0
