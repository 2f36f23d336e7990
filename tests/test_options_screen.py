"""The screen Options without a browser: each operation is one step, each number the model's, each state has words."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.formats import JOINER, money, short
from dashboard.forms import Forms
from dashboard.options import moves, needed, ranges, schedule, side_by_side, words
from dashboard.options.card import bar, rank_words
from dashboard.state import Step
from tcomodel import Comparison, RateCard, categories, compare, load_card, load_scenario, pricing, scenario_from
from tcomodel.problems import ProblemsFound
from tcomodel.scenario import MOST_OPTIONS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "scenarios"
SEATS, MINUTES, TICKETS = "seats_manila", "minutes_nearshore", "tickets_nearshore"
SMALL: dict[str, Any] = {  # 20,000 calls a month, an own team and two offers
    "start": "2027-01",
    "months": 12,
    "demand": {"volume": {"voice": 20000}},
    "service": {"handle_time": 300},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160},
    "options": {
        "own": {"label": "Own team", "in_house": {"monthly_budget": 90000}},
        "tickets": {
            "label": "Tickets",
            "pricing": {"model": "per_ticket", "ticket_price": 3},
            "contract": {"indexation": {"yearly_indexation": "3%"}},
            "transition": {"transition_fee": 40000},
        },
        "seats": {
            "label": "Seats",
            "pricing": {"model": "per_seat", "seat_rate": {"rate": "philippines.seat_month"}},
            "contract": {"indexation": {"yearly_indexation": "3%"}, "governance": {"governance_rate": "2%"}},
        },
    },
}


@cache
def card() -> RateCard:
    return load_card(ROOT / "data" / "rates.yaml")


def costed(data: dict[str, Any]) -> Comparison:
    return compare(scenario_from(deepcopy(data), FOLDER), card())


@cache
def example() -> dict[str, Any]:
    return json.loads(json.dumps(dict(load_scenario(FOLDER / "example.yaml").data)))


def without(*names: str) -> dict[str, Any]:
    return {**SMALL, "options": {key: one for key, one in SMALL["options"].items() if key not in names}}


def options_of(data: dict[str, Any] | None = None, **state: Any) -> AppTest:
    """A visitor on Options with a scenario open; ``state`` is what is unfolded or chosen."""
    app = AppTest.from_string('from dashboard.frame import SCREENS\n\nSCREENS["options"]()', default_timeout=60)
    app.run()
    if data is not None:
        now = app.session_state["session"]
        now.steps, now.data, now.opened = [Step(json.dumps(data))], deepcopy(data), deepcopy(data)
        now.good = json.dumps(data)
    for key, value in state.items():
        app.session_state[key] = value
    return checked(app.run()) if data is not None or state else checked(app)


def checked(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def unfold(app: AppTest, *names: str) -> AppTest:
    for name in names:
        app.session_state[f"open:{name}"] = True
    return checked(app.run())


def press(app: AppTest, key: str) -> AppTest:
    next(one for one in app.button if one.key == key).click().run()
    return checked(app)


def labelled(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run()
    return checked(app)


def at(widgets: Any, key: str) -> Any:
    """The widget whose key is this, whatever number it has by now."""
    return next(one for one in widgets if str(one.key).partition("#")[0] == key)


def data_of(app: AppTest) -> dict[str, Any]:
    return app.session_state["session"].data


def steps(app: AppTest) -> int:
    return len(app.session_state["session"].steps)


def cards(app: AppTest) -> list[str]:
    return [one.value for one in app.subheader]


def totals(app: AppTest) -> list[str]:
    """The totals on the cards, in their order."""
    return [one.value for one in app.metric if one.label.startswith("Total cost")]


def said(app: AppTest, *, in_: str = "warning") -> str:
    return " ".join(one.value for one in getattr(app, in_)).replace("\\", "")


# ---------------------------------------------------------------- the cards


def test_a_refusal_is_not_said_of_another_scenario():
    app = options_of(without("tickets", "seats"))
    press(app, "delete:own")
    assert "It is the only option" in said(app)
    now = app.session_state["session"]
    now.steps, now.data, now.good = [Step(json.dumps(SMALL))], deepcopy(SMALL), json.dumps(SMALL)  # with the same key
    assert "It is the only option" not in said(checked(app.run()))


def test_a_card_for_each_option_has_the_models_total_saving_and_rank():
    app, result = options_of(), costed(example())
    assert cards(app) == [option.label for option in result.options]
    assert totals(app) == [money(option.total, "USD", 2) for option in result.options]
    told = [one.delta for one in app.metric if one.delta]
    assert len(told) == 5
    assert told[0].startswith(f"{short(result.cheapest.figure('term_saving'))} (58 %) less than the baseline")
    badges = " ".join(one.value for one in app.markdown if "badge" in one.value)
    assert badges.count("Cheapest of 6") == 1
    assert "Baseline" in badges


def test_the_bar_is_the_share_of_the_dearest_total():
    result = costed(SMALL)
    dearest = max(option.total for option in result.options)
    for option in result.options:
        assert f"width:{100 * option.total / dearest:.1f}%" in bar(option, result)
    assert rank_words(result.ranking[0], result) == "Cheapest of 3"
    assert rank_words(result.ranking[2], result) == "3rd of 3"
    assert rank_words(None, result) == ""


def test_a_label_of_a_stranger_stays_text():
    evil = deepcopy(SMALL)
    evil["options"]["own"]["label"] = '"><script>alert(1)</script> [x](http://evil)'
    app = options_of(evil)
    assert f"\\[x\\](http:{JOINER}//evil)" in cards(app)[0]
    drawn = bar(costed(evil).option("own"), costed(evil))
    assert "<script>" not in drawn
    assert '"><' not in drawn.replace('px"><', "").replace('"></div>', "").replace('"><div', "")


def test_pricing_and_place_are_said_in_words():
    options = example()["options"]
    assert words.pricing_words(options["in_house"]) == "Own team, in-house"
    assert words.pricing_words(options["hybrid"]) == "Vendor, hybrid"
    assert words.place_words(options[TICKETS]) == "Nearshore 80 %, Onshore 20 %"
    assert words.place_words(options[SEATS]) == "Philippines (by its card rates)"
    assert words.place_words(options[MINUTES]) == ""
    assert words.pricing_words({"pricing": {"model": "per_whim"}}) == "Pricing not stated"


def test_a_clause_is_said_in_a_line():
    parts = {part.place[-1]: part for part in Forms(example(), card()).option(SEATS)}
    said = {name: words.summary(part).replace("\u00a0", " ") for name, part in parts.items()}
    assert said["indexation"] == "Indexation 4 % (2.5 % to 5.5 %); indexation cap 3.5 %"
    assert said["commitment"] == "Minimum fee 120,000 USD a month; minimum from month 5"
    assert said["service_levels"] == "Penalty cap 10 %; 4 service levels"


def test_what_most_others_state_and_this_one_does_not_is_said():
    forms = Forms(SMALL, card())
    assert words.others_state(forms, "tickets") == ["Governance"]
    assert words.others_state(forms, "seats") == ["Transition"]
    few = deepcopy(SMALL)
    del few["options"]["seats"]["contract"]
    assert "Indexation" in words.others_state(Forms(few, card()), "seats")
    assert "not on equal terms" in said(options_of(few), in_="caption")
    assert words.others_state(forms, "own") == []


def test_one_option_and_ten_and_long_names():
    assert cards(options_of(without("own", "seats"))) == ["Tickets"]
    many = deepcopy(SMALL)
    for number in range(7):
        many["options"][f"offer_{number}"] = {**SMALL["options"]["seats"], "label": f"{'Very long name ' * 5}{number}"}
    app = options_of(many)
    assert len(cards(app)) == 10
    assert totals(app) == [money(option.total, "USD", 2) for option in costed(many).options]


def test_a_faulty_contract_is_said_on_its_card_and_the_others_keep_their_figures():
    app = options_of(SMALL)
    before = totals(app)
    unfold(app, "option:seats", "part:options.seats.contract.governance")
    at(app.text_input, "field:options.seats.contract.governance.governance_rate").input("many").run()
    checked(app)
    assert "before your last change" in app.warning[0].value
    assert any("found 'many'" in one.value for one in app.markdown)
    assert totals(app) == before


def test_an_option_that_could_not_be_computed_yet_has_a_card_without_figures():
    app = options_of(SMALL)
    data = deepcopy(SMALL)
    data["options"]["empty"] = {"label": "Empty", "pricing": {"model": "per_seat"}}
    now = app.session_state["session"]
    now.steps, now.position, now.data = [*now.steps, Step(json.dumps(data))], 1, data
    checked(app.run())
    assert totals(app)[-1] == "–"
    assert any("needs seat_rate" in one.value.replace("\\", "") for one in app.markdown)


def test_no_option_left_says_what_to_do():
    app = options_of(SMALL)
    now = app.session_state["session"]
    data = {**SMALL, "options": {}}
    now.steps, now.position, now.data = [*now.steps, Step(json.dumps(data))], 1, data
    checked(app.run())
    assert "no option left" in app.info[0].value
    labelled(app, "Undo")
    assert len(cards(app)) == 3


# ---------------------------------------------------------------- what is done with an option


def test_an_option_goes_up_and_down_in_one_step_and_keeps_its_numbers():
    app = options_of(SMALL)
    press(app, "move:Down:own")
    assert list(data_of(app)["options"]) == ["tickets", "own", "seats"]
    assert cards(app) == ["Tickets", "Own team", "Seats"]
    assert steps(app) == 2
    press(app, "move:Up:own")
    assert data_of(app) == SMALL
    assert at(app.button, "move:Up:own").disabled
    assert at(app.button, "move:Down:seats").disabled


def test_moving_a_second_own_team_to_the_front_leaves_the_baseline():
    data = deepcopy(SMALL)
    data["options"]["own_2"] = {"label": "Other team", "in_house": {"monthly_budget": 80000}}
    changed = moves.moved(moves.moved(moves.moved(data, "own_2", moves.UP), "own_2", moves.UP), "own_2", moves.UP)
    assert next(iter(changed["options"])) == "own_2"
    assert moves.baseline_of(changed) == "own"
    assert costed(changed).option("seats").figure("term_saving") == costed(data).option("seats").figure("term_saving")


def test_a_copy_costs_the_same_and_stands_right_below():
    app = press(options_of(SMALL), "duplicate:tickets")
    assert cards(app) == ["Own team", "Tickets", "Tickets, copy", "Seats"]
    assert totals(app)[1] == totals(app)[2]
    assert steps(app) == 2
    assert "field:options.tickets_2.pricing.ticket_price" in {str(one.key).partition("#")[0] for one in app.text_input}
    labelled(app, "Undo")
    assert data_of(app) == SMALL


def test_a_copy_of_an_option_of_the_example_moves_with_the_same_others():
    copy, changed = moves.duplicated(example(), SEATS)
    assert changed["options"][copy]["pricing"] == changed["options"][SEATS]["pricing"]
    assert changed["options"][copy]["pricing"] is not changed["options"][SEATS]["pricing"]
    between = [one["between"] for one in changed["uncertainty"]["correlations"]]
    assert any(f"options.{copy}.pricing.seat_rate" in one for one in between)
    assert costed(changed).option(copy).total == costed(example()).option(SEATS).total


def test_a_deleted_option_is_gone_with_what_named_it_and_undo_brings_it_back():
    app = press(options_of(SMALL), "delete:tickets")
    assert cards(app) == ["Own team", "Seats"]
    assert totals(app) == [money(one.total, "USD", 2) for one in costed(without("tickets")).options]
    assert "Tickets was deleted" in app.toast[0].value
    labelled(app, "Undo")
    assert data_of(app) == SMALL
    less = moves.deleted(example(), SEATS)
    assert f"options.{SEATS}." not in json.dumps(less["uncertainty"])
    assert costed(less).option("hybrid").total == costed(example()).option("hybrid").total


def test_the_only_option_is_not_deleted_and_the_card_says_why():
    app = press(options_of(without("own", "seats")), "delete:tickets")
    assert "only option" in said(app)
    assert steps(app) == 1
    assert cards(app) == ["Tickets"]


def test_what_others_rest_on_is_not_deleted_and_the_card_says_why():
    app = press(options_of(), "delete:in_house")
    assert "Not done" in said(app)
    assert "running_cost" in said(app)
    assert len(cards(app)) == 6
    press(app, "move:Down:in_house")
    assert "Not done" not in said(app)


def test_deleting_the_baseline_says_what_it_is_then():
    data = {**SMALL, "baseline": "seats"}
    app = press(options_of(data), "delete:seats")
    assert "The baseline is now Own team" in app.toast[0].value.replace("\\", "")
    assert "baseline" not in data_of(app)


def test_an_open_empty_form_goes_with_its_option():
    app = unfold(options_of(SMALL), "option:seats", "offers:seats")
    press(app, "offer:options.seats.contract.tax")
    press(app, "delete:seats")
    assert cards(app) == ["Own team", "Tickets"]


def test_another_option_becomes_the_baseline():
    app = press(options_of(SMALL), "baseline:tickets")
    assert data_of(app)["baseline"] == "tickets"
    saving = costed({**SMALL, "baseline": "tickets"}).option("own")
    assert saving.figure("term_saving") == -costed(SMALL).option("tickets").figure("term_saving")
    assert "baseline:tickets" not in {one.key for one in app.button}


def test_an_option_is_left_out_and_taken_in_and_the_last_one_stays():
    app = options_of(SMALL)
    at(app.toggle, "takes part:seats").set_value(False).run()
    checked(app)
    assert data_of(app)["options"]["seats"]["in_comparison"] is False
    assert any("Left out" in one.value for one in app.markdown)
    at(app.toggle, "takes part:seats").set_value(True).run()
    checked(app)
    assert data_of(app) == SMALL
    alone = deepcopy(SMALL)
    for key in ("own", "seats"):
        alone["options"][key]["in_comparison"] = False
    assert at(options_of(alone).toggle, "takes part:tickets").disabled


def test_one_that_was_left_out_in_the_file_can_be_taken_in():
    data = deepcopy(SMALL)
    data["options"]["seats"]["in_comparison"] = False
    app = options_of(data)
    at(app.toggle, "takes part:seats").set_value(True).run()
    assert "in_comparison" not in data_of(checked(app))["options"]["seats"]


def test_an_option_is_renamed_in_place_and_noted():
    app = options_of(SMALL)
    at(app.text_input, "label:seats").input("Manila *best*").run()
    assert cards(checked(app))[2] == r"Manila \*best\*"
    at(app.text_area, "note:seats").input("Quoted in March.").run()
    assert data_of(checked(app))["options"]["seats"]["note"] == "Quoted in March."
    at(app.text_input, "label:seats").input("Tickets").run()
    assert "same name, so this one is called Tickets (seats)" in said(checked(app))
    labels = [one.label for one in costed(data_of(app)).options]
    assert (
        [one.replace("\\", "") for one in cards(app)] == labels == ["Own team", "Tickets (tickets)", "Tickets (seats)"]
    )
    assert at(app.text_input, "label:seats").value == "Tickets"
    at(app.text_input, "label:seats").input("").run()
    assert "label" not in data_of(checked(app))["options"]["seats"]


def test_a_move_never_changes_what_it_was_given():
    before = deepcopy(example())
    text = json.dumps(before)
    changed = [moves.moved(before, SEATS, moves.UP), moves.deleted(before, SEATS), moves.duplicated(before, SEATS)[1]]
    assert text not in map(json.dumps, changed)
    assert json.dumps(before) == text


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Philippines, per seat", "philippines_per_seat"),
        ("Seats", "seats_2"),
        ("Programme", "programme_2"),
        ("3rd offer", "option_3rd_offer"),
        ("漢字", "option"),
        ("x" * 99, "x" * 37),
    ],
)
def test_a_key_is_a_short_word_nobody_has(wanted: str, key: str):
    assert moves.free_key(wanted, SMALL) == key


# ---------------------------------------------------------------- adding one


@pytest.mark.parametrize("kind", pricing.names())
def test_a_new_option_of_every_pricing_is_asked_for_just_what_it_needs(kind: str):
    """With it the model has figures, without any of it none: the model was asked, not a list."""
    data = {**SMALL, "service": {"handle_time": 300, "first_contact_resolution": "70%"}}
    asked = {field.given.name: field for field in needed.asked_fields(data, kind, card(), None)}
    prices = {name: "50%" if field.given.is_share else 1 for name, field in asked.items()}

    def with_new(stated: dict[str, Any]) -> dict[str, Any]:
        return {**data, "options": {**data["options"], "new": {"pricing": {"model": kind, **stated}}}}

    assert costed(with_new(prices)).option("new").total > 0
    for name in prices:
        with pytest.raises(ProblemsFound, match=name):
            costed(with_new({key: one for key, one in prices.items() if key != name}))


def test_a_price_comes_from_the_card_where_it_has_one_for_the_place():
    app = unfold(options_of(SMALL), "options:add")
    at(app.selectbox, "new option:kind").select("per_seat").run()
    at(checked(app).selectbox, "new option:place:per_seat").select("nearshore").run()
    assert "From the rate card, nearshore.seat" in said(checked(app), in_="caption")
    press(app, "new option:add")
    option = data_of(app)["options"]["nearshore_per_seat"]
    assert option["pricing"] == {"model": "per_seat", "seat_rate": {"rate": "nearshore.seat_month"}}
    assert option["staffing"] == {"paid_hours": 160}, "the hours that the card's price of a seat is for"
    assert option["locations"] == {"nearshore": "100%"}
    assert cards(app)[-1] == "Nearshore, per seat"
    assert totals(app)[-1] == money(costed(data_of(app)).option("nearshore_per_seat").total, "USD", 2)
    assert steps(app) == 2
    assert "not on equal terms" in said(app, in_="caption"), "it has no contract yet"
    labelled(app, "Undo")
    assert data_of(app) == SMALL


def test_what_the_card_lacks_is_asked_for_and_nothing_changes_before_it_is_there():
    app = unfold(options_of(SMALL), "options:add")
    at(app.selectbox, "new option:kind").select("fixed_fee").run()
    press(checked(app), "new option:add")
    assert any("nothing is stated" in one.value for one in app.markdown)
    assert steps(app) == 1
    box = "new option:fixed_fee::pricing.monthly_fee"
    at(app.text_input, box).input("cheap").run()
    press(checked(app), "new option:add")
    assert any("found 'cheap'" in one.value for one in app.markdown)
    assert steps(app) == 1
    at(app.text_input, box).input("50,000").run()
    press(checked(app), "new option:add")
    assert data_of(app)["options"]["vendor_fixed_fee"]["pricing"] == {"model": "fixed_fee", "monthly_fee": 50000}
    assert totals(app)[-1] == money(600_000, "USD", 2)


def test_a_number_of_ones_own_takes_the_place_of_a_rate_and_every_channel_has_its_price():
    app = unfold(options_of({**SMALL, "demand": {"volume": {"voice": 20000, "chat": 500}}, "options": {
        "own": SMALL["options"]["own"]}}), "options:add")  # fmt: skip
    at(app.selectbox, "new option:kind").select("per_ticket").run()
    at(checked(app).selectbox, "new option:place:per_ticket").select("somewhere else").run()
    checked(app)
    for channel, text in (("voice", "3"), ("chat", "2.5")):
        at(app.text_input, f"new option:per_ticket::pricing.ticket_price.{channel}").input(text).run()
        checked(app)
    press(app, "new option:add")
    assert data_of(app)["options"]["vendor_per_ticket"]["pricing"]["ticket_price"] == {"voice": 3, "chat": 2.5}
    assert totals(app)[-1] == money(12 * (20000 * 3 + 500 * 2.5), "USD", 2)


def test_an_own_team_starts_with_pay_and_says_what_is_still_missing():
    app = unfold(options_of(SMALL), "options:add")
    at(app.selectbox, "new option:kind").select("in_house").run()
    assert "Recruiting, premises, technology" in said(checked(app), in_="caption")
    press(app, "new option:add")
    option = data_of(app)["options"]["united_states_own_team"]
    assert option["in_house"] == {
        "hourly_wage": {"rate": "united_states.wage.agent"}, "on_cost_rate": {"rate": "united_states.on_cost.payroll"},
    }  # fmt: skip
    assert "locations" not in option
    assert totals(app)[-1] == money(costed(data_of(app)).option("united_states_own_team").total, "USD", 2)


def test_a_place_of_ones_own_is_kept_with_the_option():
    app = unfold(options_of(SMALL), "options:add")
    at(app.selectbox, "new option:kind").select("per_seat").run()
    at(checked(app).selectbox, "new option:place:per_seat").select("somewhere else").run()
    at(checked(app).text_input, "new option:elsewhere").input("New Zealand").run()
    at(checked(app).text_input, "new option:per_seat:New Zealand:pricing.seat_rate").input("3,000").run()
    press(checked(app), "new option:add")
    option = data_of(app)["options"]["new_zealand_per_seat"]
    assert option["locations"] == {"new_zealand": "100%"}
    assert option["pricing"]["seat_rate"] == 3000
    assert "staffing" not in option, "nobody knows for how many hours it is"
    assert words.place_words(option) == "New Zealand"


def test_no_rate_of_another_meaning_fits_a_price():
    """An agent's wage and what a contact costs in-house are no vendor's prices; a rate in pounds is none in dollars."""
    field = needed.asked_fields(SMALL, "per_hour", card(), None)[0]
    kinds = {rate.key.split(".")[1] for rate in needed.rates_for(field, card())}
    assert kinds == {"hour"}
    pounds = needed.asked_fields({**SMALL, "currency": "GBP"}, "per_hour", card(), None)[0]
    assert needed.rates_for(pounds, card()) == []
    assert needed.rate_at(field, card(), "United States").key == "united_states.hour"


def test_a_full_scenario_takes_no_more():
    full = deepcopy(SMALL)
    for number in range(MOST_OPTIONS - 3):
        full["options"][f"more_{number}"] = SMALL["options"]["tickets"] | {"label": f"More {number}"}
    app = unfold(options_of(full), "options:add")
    assert "the most a scenario holds" in app.info[0].value
    assert "the most a scenario holds" in said(press(app, "duplicate:own"))


# ---------------------------------------------------------------- its form


def test_a_clause_is_found_by_a_word_and_opens_as_it_is_used():
    app = unfold(options_of(SMALL), "option:seats", "offers:seats")
    every = [one.key for one in app.button if str(one.key).startswith("offer:")]
    app.text_input(key="find clause:seats:word").input("tax").run()
    found = [one.key for one in checked(app).button if str(one.key).startswith("offer:")]
    assert "offer:options.seats.contract.tax" in found
    assert len(found) < len(every)
    app.text_input(key="find clause:seats:word").input("zebra").run()
    assert "No clause speaks of that" in said(checked(app), in_="caption")
    app.text_input(key="find clause:seats:word").input("").run()
    press(checked(app), "offer:options.seats.contract.tax")
    at(app.text_input, "field:options.seats.contract.tax.vat_rate").input("20").run()
    at(checked(app).text_input, "field:options.seats.contract.tax.vat_recovery").input("0").run()
    checked(app)
    taxed = deepcopy(SMALL)
    taxed["options"]["seats"]["contract"]["tax"] = {"vat_rate": "20%", "vat_recovery": "0%"}
    assert totals(app)[2] == money(costed(taxed).option("seats").total, "USD", 2) != totals(options_of(SMALL))[2]


def test_milestones_are_rows_that_add_up():
    app = unfold(
        options_of(SMALL), "option:tickets", "part:options.tickets.transition", "more:options.tickets.transition"
    )
    where = "options.tickets.transition.milestones"
    press(app, f"add:{where}")
    assert data_of(app)["options"]["tickets"]["transition"]["milestones"] == [{"month": 1, "share": "100%"}]
    press(app, f"add:{where}")
    at(app.text_input, f"field:{where}.0.share").input("40").run()
    assert "the shares add up to 40" in said(checked(app))
    at(app.text_input, f"field:{where}.1.month").input("6").run()
    press(checked(app), f"rest:{where}")
    rows = data_of(app)["options"]["tickets"]["transition"]["milestones"]
    assert rows == [{"month": 1, "share": "40%"}, {"month": 6, "share": "60%"}]
    assert not app.warning
    at(app.selectbox, "field:options.tickets.transition.transition_paid").select("milestones").run()
    paid = costed(data_of(checked(app))).option("tickets").by_category[categories.TRANSITION]
    assert [float(paid[0]), float(paid[5])] == [16000, 24000]
    press(app, f"remove:{where}.1")
    press(app, f"remove:{where}.0")
    assert "milestones" not in data_of(app)["options"]["tickets"]["transition"]


def test_a_schedule_knows_what_is_left():
    rows = [{"month": 1, "share": "40%"}, {"month": 3, "share": 0.35}]
    assert schedule.still_to_place(rows) == 25
    assert schedule.next_step(rows) == {"month": 4, "share": "25%"}
    assert schedule.still_to_place([{"month": 1, "share": "lots"}]) == 100
    assert schedule.steps_of("nothing") == []


def test_a_number_is_given_a_range_and_loses_it_again():
    form = "new range:options.tickets.transition"
    app = unfold(options_of(SMALL), "option:tickets", "part:options.tickets.transition")
    app.session_state[f"open {form}"] = True
    checked(app.run())
    place = "options.tickets.transition.transition_fee"
    before = totals(app)
    press(app, f"{form}:give")
    assert any("a range has both ends" in one.value for one in app.markdown)
    at(app.text_input, f"{form}:low:{place}").input("50000").run()
    at(checked(app).text_input, f"{form}:high:{place}").input("60000").run()
    press(checked(app), f"{form}:give")
    assert any("above" in one.value and "base" in one.value for one in app.markdown), "40,000 is below 50,000"
    assert steps(app) == 1
    at(app.text_input, f"{form}:low:{place}").input("-10%").run()
    at(checked(app).text_input, f"{form}:high:{place}").input("+50%").run()
    press(checked(app), f"{form}:give")
    fee = data_of(app)["options"]["tickets"]["transition"]["transition_fee"]
    assert fee == {"base": 40000, "low": "-10%", "high": "+50%"}
    assert totals(app) == before, "the comparison uses the number itself"
    spread = [one for one in costed(data_of(app)).model.inputs if one.spread is not None]
    assert [one.name for one in spread] == ["transition_fee"]
    press(app, f"no range:field:{place}")
    assert data_of(app)["options"]["tickets"]["transition"]["transition_fee"] == 40000


def test_a_card_rate_keeps_its_place_in_a_range():
    field = next(
        one for part in Forms(SMALL, card()).option("seats") for one in part.fields if one.given.name == "seat_rate"
    )
    assert ranges.may_have_one(field)
    entry = ranges.entry_of(field, "-5%", "+8%", "minimum and maximum", "each year")
    assert entry == {
        "rate": "philippines.seat_month", "low": "-5%", "high": "+8%", "range": "minimum and maximum",
        "drawn": "each year",
    }  # fmt: skip


# ---------------------------------------------------------------- side by side


def rows(data: dict[str, Any], *keys: str) -> dict[str, side_by_side.Row]:
    return {f"{row.group}: {row.term}": row for row in side_by_side.rows_of(Forms(data, card()), costed(data), keys)}


@pytest.fixture
def with_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a screen nobody has a card open."""
    monkeypatch.setattr("dashboard.state.card_in_use", card)


@pytest.mark.usefixtures("with_card")
def test_side_by_side_shows_the_models_totals_and_every_term():
    found, result = rows(example(), SEATS, MINUTES), costed(example())
    first, second = result.option(SEATS), result.option(MINUTES)
    total = found["Cost over five years: Total"]
    assert [str(one) for one in total.cells] == [f"{first.total:,.0f}", f"{second.total:,.0f}"]
    assert total.difference == f"+{second.total - first.total:,.0f}"
    fees = found["Cost over five years: Service fees"]
    assert str(fees.cells[0]) == f"{first.category_totals['Service fees']:,.0f}"
    assert [str(one) for one in found["Contract: Indexation: Indexation cap"].cells] == ["3.5 %", "3.5 %"]
    assert not found["Contract: Indexation: Indexation cap"].differs
    assert found["Contract: Commitment: Minimum fee"].differs
    assert [str(one) for one in found["Contract: Service levels: FCR: Target"].cells] == ["72 %", "–"]
    assert [str(one) for one in found["Price: Seat rate"].cells] == ["2,240 (−8 % to +5 %) (card)", "–"]


@pytest.mark.usefixtures("with_card")
def test_what_an_option_leaves_to_the_programme_or_the_tool_is_said():
    found = rows(example(), "in_house", SEATS)
    assert [str(one) for one in found["Staffing: Occupancy"].cells] == ["80 % (programme)", "82 %"]
    assert str(found["Staffing: Attrition"].cells[1]) == "0 % (assumed)"
    voice = found["Handling: Handle time, voice"]
    assert [str(one) for one in voice.cells] == ["390 (−6 % to +8 %) (programme)", "430 (−5 % to +12 %)"]


@pytest.mark.usefixtures("with_card")
def test_the_same_value_from_elsewhere_is_no_difference():
    data = deepcopy(SMALL)
    data["options"]["seats"]["staffing"] = {"occupancy": "80%"}
    assert not rows(data, "tickets", "seats")["Staffing: Occupancy"].differs


def test_the_table_on_the_screen_and_what_it_says_without_two():
    app = options_of()
    at(app.button_group, "options:view").set_value("Side by side").run()
    text = " ".join(one.value for one in checked(app).markdown)
    total = f"{costed(example()).ranking[0].total:,.0f}"
    assert f"**{total}**" in text
    everything = text.count("\n|")
    at(app.toggle, "options:only what differs").set_value(True).run()
    assert " ".join(one.value for one in checked(app).markdown).count("\n|") < everything
    at(app.multiselect, "options:side by side").set_value([SEATS]).run()
    assert "Choose at least two" in said(checked(app), in_="info")


def test_side_by_side_needs_a_second_option():
    app = options_of(without("own", "seats"))
    at(app.button_group, "options:view").set_value("Side by side").run()
    assert "There is one option only" in said(checked(app), in_="info")


@pytest.mark.usefixtures("with_card")
def test_the_file_says_in_a_column_what_differs():
    made = side_by_side.rows_of(Forms(SMALL, card()), costed(SMALL), ("tickets", "seats"))
    head, *lines = side_by_side.file_rows(made, ["Tickets", "Seats"])
    assert head == ["Group", "Term", "Unit", "Differs", "Tickets", "Seats"]
    assert len(lines) == len(made)
    assert {line[3] for line in lines} == {"yes", "no"}
