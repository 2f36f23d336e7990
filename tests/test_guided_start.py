"""The guided start: answers made into a scenario that reads and computes like one written by hand, or words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from dashboard.formats import money
from tcomodel import compare, read_scenario, scenario_from
from tcomodel.guided import OFFERED, Answers, Offer, assumed_in, boxes_of, misfits, scenario_of
from tcomodel.guided.checked import MOST_OFFERS
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.readers.scenario_file import standalone
from tests.case_file import card

SECONDS = 1000
HERS = Answers(
    {"voice": "36,000", "chat": "15k", "email": ""}, "United States", "2027-01", agents="68", offers=(Offer(),)
)
BY_LEDGER = replace(HERS, agents="", yearly_cost="3.6m", offers=(Offer("per_ticket", "3.20", "Poland"), Offer()))

BY_HAND = """
start: 2027-01
months: 60
demand: {volume: {voice: 36000, chat: 15000}}
service: {handle_time: 420}
staffing:
  paid_hours: 173.33
  occupancy: 77.5%
  shrinkage: 30%
  attrition: 31.2%
inflation: {wage_inflation: 3.4%, cost_inflation: 3.4%}
options:
  own:
    staffing: {fixed_agents: {voice: 48, chat: 20}}
    in_house:
      hourly_wage: 21.82
      on_cost_rate: {rate: united_states.on_cost.payroll}
      recruiting_cost: 2500
      training_programme: 3000
      team_leader_span: 15
      team_leader_wage: {rate: united_states.wage.team_leader}
      workstation_price: 6250
      licence_rate: {rate: united_states.licence.desk}
      telephony_licence_rate: {rate: united_states.licence.telephony}
  manila:
    staffing: {paid_hours: 160}
    pricing: {model: per_seat, seat_rate: 1760}
    contract: {indexation: {yearly_indexation: 3.25%}, governance: {governance_rate: 8%}}
    transition: {transition_fee: 275000}
"""
LEDGER_BY_HAND = """
start: 2027-01
months: 60
demand: {volume: {voice: 36000, chat: 15000}}
service: {handle_time: 420}
staffing: {paid_hours: 173.33, occupancy: 77.5%, shrinkage: 30%}
inflation: {cost_inflation: 3.4%}
options:
  own: {in_house: {monthly_budget: 300000}}
  tickets:
    pricing: {model: per_ticket, ticket_price: 3.2}
    contract: {indexation: {yearly_indexation: 3.25%}, governance: {governance_rate: 8%}}
    transition: {transition_fee: 275000}
  manila:
    staffing: {paid_hours: 160}
    pricing: {model: per_seat, seat_rate: 1760}
    contract: {indexation: {yearly_indexation: 3.25%}, governance: {governance_rate: 8%}}
    transition: {transition_fee: 275000}
"""


def told_of(answers: Answers) -> tuple[Problem, ...]:
    """What is wrong with the answers; nothing where they make a scenario."""
    try:
        scenario_of(answers, card())
    except ProblemsFound as found:
        return found.problems
    return ()


def totals(data: Any) -> list[float]:
    return [option.total for option in compare(scenario_from(data), card()).options]


# ---------------------------------------------------------------- answers made into a scenario


@pytest.mark.parametrize(("answers", "by_hand"), [(HERS, BY_HAND), (BY_LEDGER, LEDGER_BY_HAND)])
def test_it_costs_what_one_written_by_hand_does(answers: Answers, by_hand: str):
    assert totals(scenario_of(answers, card())) == pytest.approx(totals(yaml.safe_load(by_hand)), rel=1e-12)


def test_it_is_an_ordinary_scenario_that_stands_by_itself():
    data = scenario_of(HERS, card())
    result = compare(scenario_from(data), card())
    text = standalone(result)
    assert compare(read_scenario(text), card()).cheapest.total == result.cheapest.total
    assert data["name"] == "Our service, United States"
    assert [option.label for option in result.options] == ["In-house, United States", "Philippines, per seat"]
    assert "card:" not in text
    assert "null" not in text


def numbers_in(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every number a scenario states by itself, with its place."""
    if isinstance(data, dict) and "rate" not in data:
        for name, inner in data.items():
            yield from numbers_in(inner, (*place, name))
    elif isinstance(data, int | float):
        yield place, data


@pytest.mark.parametrize("answers", [HERS, BY_LEDGER])
def test_a_number_nobody_typed_is_told_as_assumed(answers: Answers):
    """All else refers to the rate card."""
    data = scenario_of(answers, card())
    assumed = assumed_in(data, card())
    typed = {("months",), ("demand", "volume", "voice"), ("demand", "volume", "chat")}
    typed |= {("options", "in_house", "staffing", "fixed_agents", channel) for channel in ("voice", "chat")}
    typed |= {("options", "in_house", "in_house", "monthly_budget"), ("options", "offer_1", "pricing", "ticket_price")}
    untold = {
        place
        for place, _ in numbers_in(data)
        if place not in typed and place not in assumed and place[:-1] not in assumed
    }
    assert untold == set()
    assert ("service", "handle_time", "voice") in assumed
    assert all(assumed.values())


def test_an_assumption_that_was_changed_or_not_told_is_somebodys_number():
    data = scenario_of(HERS, card())
    place = ("service", "handle_time", "voice")
    changed = {**data, "service": {"handle_time": {"voice": 400, "chat": data["service"]["handle_time"]["chat"]}}}
    assert place in assumed_in(data, card())
    assert place not in assumed_in(changed, card())
    assert ("service", "handle_time", "chat") in assumed_in(changed, card())
    assert assumed_in({**data, "description": "Ours"}, card()) == {}


def test_the_team_is_shared_by_the_time_its_contacts_take():
    answers = replace(HERS, agents="70", handle_times={"voice": "300", "chat": "600"})
    team = scenario_of(answers, card())["options"]["in_house"]["staffing"]["fixed_agents"]
    assert team == {"voice": 38.18, "chat": 31.82}  # 36,000 x 300 against 15,000 x 600 seconds


# ---------------------------------------------------------------- what is missing or wrong


@pytest.mark.parametrize(
    ("answers", "where", "said"),
    [
        (replace(HERS, volumes={"voice": ""}), "volume.voice", "how many contacts"),
        (replace(HERS, volumes={"voice": "0"}), "volume.voice", "how many contacts"),
        (replace(HERS, volumes={"voice": "1.234,5"}), "volume.voice", "no number"),
        (replace(HERS, volumes={"voice": "-5"}), "volume.voice", "below the least"),
        (replace(HERS, country=" "), "country", "missing"),
        (replace(HERS, country="x" * 41), "country", "41 characters"),
        (replace(HERS, agents=""), "team.agents", "Either is enough"),
        (replace(HERS, agents="0"), "team.agents", "nothing"),
        (replace(HERS, hourly_wage="0"), "team.hourly_wage", "nothing"),
        (replace(HERS, offers=(Offer(price="0"),)), "offers.0.price", "no offer"),
        (replace(HERS, yearly_cost="lots"), "team.yearly_cost", "no number"),
        (replace(HERS, country="Canada"), "team.hourly_wage", "no agent's wage in USD for Canada"),
        (replace(HERS, country="India", hourly_wage="3"), "team.yearly_rise", "no yearly rise"),
        (replace(HERS, offers=()), "offers", "add an offer"),
        (replace(HERS, offers=(Offer(),) * (MOST_OFFERS + 1)), "offers", "too many"),
        (replace(HERS, offers=(Offer(place=""),)), "offers.0.place", "missing"),
        (replace(HERS, offers=(Offer(), Offer("per_minute"))), "offers.1.price", "no price per minute in USD"),
        (replace(HERS, offers=(Offer(price="free"),)), "offers.0.price", "no number"),
        (replace(HERS, currency="GBP", hourly_wage="14", offers=(Offer(price="1,400"),)), "transition", "dollars only"),
        (replace(HERS, years="2.3"), "years", "whole number of months"),
        (replace(HERS, years=""), "years", "how many years"),
        (replace(HERS, years="40"), "years", "above the most"),
        (replace(HERS, start="January"), "start", "2027-01"),
        (replace(HERS, paid_hours="1000"), "team.paid_hours", "above the most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_box(answers: Answers, where: str, said: str):
    first, *_ = told_of(answers)
    assert first.where == where
    assert said in first.message


def test_all_problems_are_told_at_once_in_the_order_of_the_form():
    answers = Answers({"voice": "x"}, "", "2027", agents="y", offers=(Offer(place=""),), years="z")
    where = [problem.where for problem in told_of(answers)]
    assert where == ["volume.voice", "country", "team.agents", "offers.0.place", "years", "start"]


def mostly(*fine: str, wrong: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Answers that are mostly right, so that whole forms are; and now and then one that is not."""
    return st.sampled_from([*fine * 30, *wrong])


ODD = ("x", "1.234,5", "-4", "1e9", "٣", "1,2,3", "999bn")
OFFERS = st.builds(
    Offer,
    st.sampled_from(OFFERED),
    mostly("3.2", "1,760", "90k", wrong=("", *ODD)),
    mostly("Philippines", "Nearshore", "Poland", wrong=("", "`*=1", "India")),
)
DRAWN = st.builds(
    Answers,
    volumes=st.dictionaries(
        st.sampled_from(["voice", "chat", "email"]), mostly("9,000", "2k", wrong=("", "0", *ODD)), min_size=1
    )
    | st.fixed_dictionaries({"contacts": mostly("12,000", wrong=("", "-1"))}),
    country=mostly("United States", "Mexico", wrong=("Canada", "United Kingdom", "India", "Poland: =x", "")),
    start=mostly("2027-01", "2026-12", wrong=("soon", "")),
    currency=mostly("USD", wrong=("GBP",)),
    handle_times=st.dictionaries(st.sampled_from(["voice", "chat"]), mostly("", "300", wrong=("0", "slow"))),
    agents=mostly("85", "", "12.5", wrong=("0", *ODD)),
    yearly_cost=mostly("2.9m", "", wrong=ODD),
    hourly_wage=mostly("", "21", wrong=ODD),
    paid_hours=mostly("", "160", wrong=("0",)),
    yearly_rise=mostly("2", "", "2.5 %", "0", wrong=ODD),
    offers=st.lists(OFFERS, min_size=1, max_size=3).map(tuple),
    transition=mostly("", "0", "90,000", wrong=ODD),
    years=mostly("5", "1", "2.5", wrong=("0.1", "", *ODD)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DRAWN)
def test_any_answers_give_a_scenario_that_computes_or_words_at_a_box(answers: Answers):
    boxes = {*boxes_of(answers, card()), "country", "start", "offers", "volume.contacts"}
    boxes |= {f"offers.{row}.place" for row in range(len(answers.offers))}
    problems = told_of(answers)
    assert {problem.where for problem in problems} <= boxes
    assert all(problem.message for problem in problems)
    if not problems:
        result = compare(scenario_from(scenario_of(answers, card())), card())
        assert len(result.options) == 1 + len(answers.offers)
        assert all(option.total > 0 for option in result.options)
    assert {problem.where for problem in misfits(answers, card())} <= boxes


# ---------------------------------------------------------------- what does not go together


def test_answers_that_fit_are_not_remarked_on():
    assert misfits(HERS, card()) == []
    assert misfits(replace(HERS, yearly_cost="6m"), card()) == []


def test_what_the_card_lacks_of_a_team_is_told_and_not_passed_over():
    british = replace(HERS, country="United Kingdom", hourly_wage="17")
    (told,) = misfits(british, card())
    assert told.where == "team.yearly_cost"
    for item in ("employer on-cost", "recruiting", "team leader wage"):
        assert f"no {item}" in told.message
        assert item in scenario_of(british, card())["description"]
    assert "no desk licence" not in told.message, "that one the card has for any country"
    ledger = replace(british, yearly_cost="3.6m")
    assert not any("looks cheaper" in one.message for one in misfits(ledger, card()))
    assert "Not counted" not in scenario_of(ledger, card())["description"]
    assert "Not counted" not in scenario_of(HERS, card())["description"]


def test_a_point_before_three_digits_is_asked_about():
    box = boxes_of(replace(HERS, volumes={"voice": "36.000"}), card())["volume.voice"]
    with pytest.raises(ProblemsFound) as found:
        scenario_of(replace(HERS, volumes={"voice": "36.000"}), card())
    assert [(one.where, one.message) for one in found.value.problems] == [
        (box.key, "'36.000' can be two numbers; write 36,000 or 36")
    ]
    millions = boxes_of(replace(HERS, yearly_cost="1.250m"), card())["team.yearly_cost"]
    assert millions.value() == 1_250_000
    assert boxes_of(replace(HERS, hourly_wage="0.955"), card())["team.hourly_wage"].value() == 0.955


def test_no_entry_of_the_scenario_is_written_as_a_pointer_to_another():
    for answers in (HERS, BY_LEDGER, replace(HERS, offers=(Offer(), Offer()))):
        assert "&id" not in yaml.safe_dump(scenario_of(answers, card()))


def test_a_rise_as_a_part_of_one_is_asked_about():
    said = {text: boxes_of(replace(HERS, yearly_rise=text), card())["team.yearly_rise"] for text in ("3", "0.03%", "0")}
    assert [box.entry() for box in said.values()] == ["3%", "0.03%", "0%"]
    with pytest.raises(ProblemsFound, match=r"'0.03' can be 3 % or 0.03 %"):
        scenario_of(replace(HERS, yearly_rise="0.03"), card())


@pytest.mark.parametrize(
    ("typed", "like"), [("17,5", "17.5,"), ("3,25 k", "3.25 k,"), ("x", "36,000,"), ("1,2,3", "36,000,")]
)
def test_a_comma_for_decimals_is_told_with_the_point(typed: str, like: str):
    with pytest.raises(ProblemsFound, match=f"'{typed}' is no number; write one like {re.escape(like)}"):
        scenario_of(replace(HERS, hourly_wage=typed), card())


def test_a_team_too_small_for_its_work_is_told_with_the_team_the_work_needs():
    need = 51_000 * 420 / 3600 / (173.33 * 0.775 * 0.70)
    (told,) = misfits(replace(HERS, agents="50"), card())
    assert told.where == "team.agents"
    assert f"{need:,.1f} agents" in told.message
    assert f"{50 / need:.0%}".replace("%", " %") in told.message
    assert misfits(replace(HERS, agents=f"{need + 0.01:.2f}"), card()) == []


def test_a_team_larger_than_its_work_ever_needs_is_told():
    """Least busy on the card: 70 % occupancy and 35 % shrinkage."""
    most = 51_000 * 420 / 3600 / (173.33 * 0.70 * 0.65)
    (told,) = misfits(replace(HERS, agents=f"{most + 0.1:.2f}"), card())
    assert f"{most:,.1f} where the card's are least busy" in told.message
    assert misfits(replace(HERS, agents=f"{most - 0.1:.2f}"), card()) == []


@pytest.mark.parametrize(
    ("volume", "agents", "said"),
    [
        ("12", "1", "needs 0.01 agents at these handle times, 0.02 where the card's are least busy; 1 is more"),
        ("1m", "1,240.7", "needs 1,240.72 agents"),
        ("1m", "1,240.7", "only if a contact takes a little less than that time"),
    ],
)
def test_no_rounding_hides_what_does_not_go_together(volume: str, agents: str, said: str):
    (told,) = misfits(replace(HERS, volumes={"voice": volume}, agents=agents), card())
    assert said in told.message


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("176", "176 is less than half of the least the rate card knows for Philippines, 900"),
        ("17,600", "17,600 is more than twice the most the rate card knows for Philippines, 2,500"),
        ("450", ""), ("1,760", ""), ("5000", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_price_far_from_all_the_card_knows_is_told(price: str, said: str):
    """With it a saving of 99 % stands on a digit that is missing."""
    told = [one.message for one in misfits(replace(HERS, offers=(Offer("per_seat", price),)), card())]
    assert len(told) == bool(said)
    assert all(message.startswith(said) for message in told)


@pytest.mark.parametrize(
    ("changed", "where", "said"),
    [
        ({"handle_times": {"voice": "7"}}, "handle_time.voice", "if minutes are meant, write 420"),
        ({"handle_times": {"voice": "200"}}, "handle_time.voice", ""),
        ({"handle_times": {"chat": "30"}}, "handle_time.chat", ""),  # half an hour is no handle time the card knows
        ({"hourly_wage": "2182"}, "team.hourly_wage", "2,182 an hour is 100 times what the rate card has"),
        ({"hourly_wage": "45,385"}, "team.hourly_wage", "45,385 an hour is 2,080 times what the rate card has"),
        ({"hourly_wage": "0.22"}, "team.hourly_wage", "0.22 an hour is 1 % of what the rate card has"),
        ({"hourly_wage": "35"}, "team.hourly_wage", ""),
    ],
)
def test_a_slip_of_unit_or_digits_is_told_at_its_box(changed: dict[str, Any], where: str, said: str):
    told = [one.message for one in misfits(replace(HERS, **changed), card()) if one.where == where]
    assert len(told) == bool(said)
    assert all(said in message for message in told)


def test_minutes_with_a_colon_are_told_in_seconds():
    with pytest.raises(ProblemsFound, match="'6:30' is no number of seconds; write 390"):
        scenario_of(replace(HERS, handle_times={"voice": "6:30"}), card())


def test_a_price_is_held_against_no_other_place_money_or_unit():
    elsewhere = Offer("per_seat", "1", "Poland"), Offer("per_ticket", "0.01", "Philippines")
    assert misfits(replace(HERS, offers=elsewhere), card()) == []
    pounds = replace(HERS, currency="GBP", yearly_cost="2m", yearly_rise="3", transition="0",
                     offers=(Offer("per_seat", "1"),))  # fmt: skip
    assert not any(one.where.startswith("offers") for one in misfits(pounds, card()))


def test_a_large_team_is_written_out():
    (told,) = misfits(replace(HERS, volumes={"voice": "90m"}, agents="123,456", yearly_cost="3bn"), card())
    assert "3,000,000,000 USD a year for 123,456 agents are 24,300 each" in told.message


def test_the_description_says_nothing_twice_and_one_agent_is_one():
    alone = scenario_of(replace(HERS, agents="1", offers=(Offer(), Offer())), card())["description"]
    assert "the team has 1 agent." in alone
    assert alone.count("paid hours of a seat 160") == 1


def test_a_cost_that_cannot_pay_the_team_is_told_with_its_wages():
    (told,) = misfits(replace(HERS, yearly_cost="1.2m"), card())
    assert told.where == "team.yearly_cost"
    assert f"{1.2e6 / 68:,.0f} each" in told.message
    assert f"wages alone {173.33 * 12 * 21.82:,.0f}." in told.message


def test_a_cost_alone_is_held_against_the_team_the_work_needs():
    """63.3 agents at 420 seconds a contact: a third of their wages pays nobody, ten times are no cost of theirs."""
    ledger = replace(HERS, agents="", yearly_cost="3.6m")
    assert misfits(ledger, card()) == []
    need = 51_000 * 420 / 3600 / (173.33 * 0.775 * 0.70)
    for cost, said in (("1m", "wages alone"), ("30m", "2.5 times")):
        (told,) = misfits(replace(ledger, yearly_cost=cost), card())
        assert told.where == "team.yearly_cost"
        assert f"for {need:.4g} agents, whom the work needs" in told.message
        assert said in told.message


def test_a_cost_is_held_against_no_wage_that_nobody_knows():
    """The team is too small for its work all the same."""
    poland = replace(HERS, country="Poland", yearly_rise="3", agents="50", yearly_cost="100")
    assert [problem.where for problem in misfits(poland, card())] == ["team.agents"]


def test_a_cost_far_beyond_the_wages_is_told():
    (told,) = misfits(replace(HERS, yearly_cost="30m"), card())
    assert "2.5 times" in told.message


# ---------------------------------------------------------------- the screen


def start_screen() -> AppTest:
    app = AppTest.from_string('from dashboard.frame import SCREENS\n\nSCREENS["start"]()', default_timeout=60)
    app.run()
    assert not app.exception
    return app


def box(widgets: Any, name: str) -> Any:
    return next(one for one in widgets if str(one.key).startswith(f"start:{name}#"))


def fill(app: AppTest, name: str, text: str) -> None:
    box(app.text_input, name).input(text).run()
    assert not app.exception


def choose(app: AppTest, name: str, value: str) -> None:
    box(app.selectbox, name).select(value).run()
    assert not app.exception


def said(app: AppTest) -> str:
    return "\n".join(part.value for part in [*app.markdown, *app.caption])


@pytest.fixture
def filled() -> AppTest:
    app = start_screen()
    fill(app, "volume.voice", "36,000")
    fill(app, "volume.chat", "15k")
    choose(app, "country", "United States")
    fill(app, "team.agents", "68")
    choose(app, "offers.0.place", "Philippines")
    return app


def test_a_price_of_a_seat_does_not_become_one_of_a_minute(filled: AppTest):
    fill(filled, "offer 0", "1,800")
    choose(filled, "offers.0.place", "India")
    assert box(filled.text_input, "offer 0").value == "1,800"
    choose(filled, "offers.0.model", "per_minute")
    assert box(filled.text_input, "offer 0").value == ""


def test_an_empty_form_says_what_it_needs_and_blames_nobody():
    app = start_screen()
    assert "Still needed" in said(app)
    assert "**Country of your team**" in said(app)
    assert ":red[" not in said(app)
    box_of = app.button(key="start:open")
    box_of.click().run()
    assert not app.exception
    assert said(app).count(":red[") >= 4, "asked for the answer, every box that is needed says so"


def test_a_wrong_number_is_told_beside_its_box_at_once():
    app = start_screen()
    fill(app, "volume.voice", "1.234,5")
    assert [part.value for part in app.markdown if part.value.startswith(":red[")] == [
        ":red[:material/error: '1.234,5' is no number; write one like 36,000, 1250.50 or 1.5m.]"
    ]


def test_the_answer_so_far_is_that_of_the_scenario(filled: AppTest):
    result = compare(scenario_from(scenario_of(HERS, card())), card())
    shown = {metric.label: metric.value for metric in filled.metric}
    assert shown == {option.label: money(option.total, "USD", 2) for option in result.options}
    assert "Still needed" not in said(filled)


def test_a_team_that_cannot_do_the_work_gives_no_answer(filled: AppTest):
    fill(filled, "team.agents", "50")
    assert not filled.metric
    assert "The work needs 63.3 agents" in said(filled)
    fill(filled, "handle_time.voice", "280")
    assert filled.metric, "with handle times of her own it can"


def test_what_does_not_go_together_is_told_and_still_answered(filled: AppTest):
    fill(filled, "team.yearly_cost", "1.2m")
    assert filled.metric
    assert "do not go together" in said(filled)


def test_one_number_for_all_channels(filled: AppTest):
    next(one for one in filled.button_group if str(one.key).startswith("start:split#")).set_value("One number").run()
    assert not filled.exception
    fill(filled, "volume.contacts", "51,000")
    wanted = compare(scenario_from(scenario_of(replace(HERS, volumes={"contacts": "51,000"}), card())), card())
    assert {metric.value for metric in filled.metric} == {money(one.total, "USD", 2) for one in wanted.options}


def test_offers_are_added_and_taken_out(filled: AppTest):
    next(button for button in filled.button if button.label == "Another offer").click().run()
    choose(filled, "offers.1.model", "per_ticket")
    choose(filled, "offers.1.place", "another place")
    fill(filled, "offers.1.place.name", "Poland")
    fill(filled, "offer 1", "3.2")
    assert [metric.label for metric in filled.metric][-1:] != []
    assert "Poland, per ticket" in {metric.label for metric in filled.metric}
    filled.button(key="start:remove:0").click().run()
    assert not filled.exception
    assert {metric.label for metric in filled.metric} == {"In-house, United States", "Poland, per ticket"}


def test_a_cleared_form_can_be_brought_back(filled: AppTest):
    next(button for button in filled.button if button.label == "Clear the form").click().run()
    assert not filled.metric
    next(button for button in filled.button if button.label == "Bring it back").click().run()
    assert len(filled.metric) == 2


# ---------------------------------------------------------------- the journey


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the box has the focus, as a hand on the keyboard does."""
    wanted.wait_for()
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not get there")


def test_from_an_empty_form_to_the_answer_by_keyboard(page: Page, dashboard: str):
    """The journey of a new user; what Compare says in the end is what the model gives for the same answers."""
    expect.set_options(timeout=60 * SECONDS)
    page.goto(f"{dashboard}/start")
    so_far = page.locator(".st-key-start-so-far")
    expect(so_far).to_contain_text("Still needed")
    page.get_by_label("Voice (contacts a month)", exact=True).focus()
    page.keyboard.type("36,000")
    tab_to(page, page.get_by_label("Chat (contacts a month)", exact=True))
    page.keyboard.type("15k")
    tab_to(page, page.get_by_label("Country", exact=True))
    page.keyboard.type("United St")
    page.keyboard.press("Enter")
    expect(so_far).not_to_contain_text("Country of your team")
    tab_to(page, page.get_by_label("Agents (full-time)", exact=True))
    page.keyboard.type("68")
    tab_to(page, page.get_by_label("Place", exact=True))
    page.keyboard.type("Phil")
    page.keyboard.press("Enter")
    expect(so_far).to_contain_text("Philippines, per seat costs")
    tab_to(page, page.get_by_role("button", name="See the answer"))
    page.keyboard.press("Enter")
    exact = page.get_by_text("Exact total over the term")
    wanted = compare(scenario_from(scenario_of(HERS, card())), card())
    expect(exact).to_contain_text(f"{wanted.cheapest.total:,.2f} USD (Philippines, per seat)")
    expect(page.get_by_text(re.compile("It rests on .* card rates and .* assumptions"))).to_be_visible()
