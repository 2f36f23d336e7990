"""Locations and prices by location or channel, from the card of an option: one step each, and the model's numbers."""

from copy import deepcopy
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.formats import money
from dashboard.options import mixing, moves
from tcomodel.problems import EntryProblem
from tests.test_options_screen import at, checked, costed, data_of, options_of, press, said, steps, totals, unfold

PRICE = "options.seats.pricing.seat_rate"
DATA: dict[str, Any] = {  # calls and chats, an own team and two offers
    "start": "2027-01",
    "months": 12,
    "demand": {"volume": {"voice": 20000, "chat": 9000}},
    "service": {"handle_time": {"voice": 300, "chat": 400}},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160},
    "options": {
        "own": {"label": "Own team", "in_house": {"monthly_budget": 90000}},
        "seats": {"label": "Seats", "pricing": {"model": "per_seat", "seat_rate": 1850}},
        "tickets": {
            "label": "Tickets",
            "locations": {"nearshore": "80%", "onshore": "20%"},
            "pricing": {
                "model": "per_ticket",
                "ticket_price": {"voice": {"nearshore": {"base": 2.6, "low": "-8%", "high": "+15%"}, "onshore": 6.2},
                                 "chat": 3.4},
            },
        },
    },
}  # fmt: skip


def visitor(option: str = "seats", section: str = "pricing") -> AppTest:
    """A visitor with the form of an option open."""
    app = unfold(options_of(DATA), f"option:{option}", f"part:options.{option}.{section}")
    assert not app.error
    return app


def option_of(app: AppTest, key: str) -> dict[str, Any]:
    return data_of(app)["options"][key]


def total(data: dict[str, Any], key: str) -> str:
    return money(costed(data).option(key).total, "USD", 2)


def pop(app: AppTest, name: str) -> AppTest:
    """Open a popover, whatever number it has by now."""
    times = f"kept views of {name}"
    if times in app.session_state:
        name = f"{name}#{app.session_state[times]}"
    app.session_state[name] = True
    return checked(app.run())


def add(app: AppTest, key: str, prices: dict[str, str] | None = None, **typed: str) -> AppTest:
    """Fill in the form of a new location and press its button."""
    form = f"new location:{key}"
    boxes = {f"{form}:{name.replace('_', ' ')}": text for name, text in typed.items()}
    boxes |= {f"{form}:price:options.{key}.{place}": text for place, text in (prices or {}).items()}
    for box, text in boxes.items():
        app.text_input(key=box).input(text)
    return press(app, f"{form}:add")


def remarks(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown if one.value.startswith(":red")).replace("\\", "")


# ---------------------------------------------------------------- locations


def test_a_second_location_with_a_price_of_its_own_costs_what_the_file_would():
    app = pop(visitor(), "new location:seats")
    before = total(DATA, "seats")
    add(app, "seats", so_far="Philippines", name="Mexico", share="40")
    assert option_of(app, "seats")["locations"] == {"philippines": "60%", "mexico": "40%"}
    assert totals(app)[1] == before, "one price for both"
    assert steps(app) == 2
    pop(app, "split a price:options.seats.pricing")
    at(app.selectbox, "split a price:options.seats.pricing:which").select("Seat rate: one for each location").run()
    press(checked(app), "split a price:options.seats.pricing:do")
    assert totals(app)[1] == before
    at(app.text_input, f"field:{PRICE}.mexico").input("2,080").run()
    checked(app)
    written = deepcopy(DATA)
    written["options"]["seats"]["locations"] = {"philippines": "60%", "mexico": "40%"}
    written["options"]["seats"]["pricing"]["seat_rate"] = {"philippines": 1850, "mexico": 2080}
    assert option_of(app, "seats") == written["options"]["seats"] | {"label": "Seats"}
    assert totals(app)[1] == total(written, "seats") != before
    labels = [one.label.replace("\\", "") for one in app.button if str(one.key).startswith("reset:")]
    assert labels == ["Was 1,850 in the scenario: put back"]
    for _ in range(3):
        next(one for one in app.button if one.label == "Undo").click().run()
    assert data_of(checked(app)) == DATA
    assert totals(app)[1] == before


def test_a_third_location_asks_for_the_prices_that_stand_by_location_and_says_each_slip_at_its_box():
    app = pop(visitor("tickets"), "new location:tickets")
    add(app, "tickets", name="onshore", share="120")
    said_ = remarks(app)
    assert "Onshore is there already" in said_
    assert "found '120'; expected a percentage between 0 and 100" in said_
    assert "nothing is stated; expected a number in USD per contact" in said_
    assert steps(app) == 1
    add(app, "tickets", {"pricing.ticket_price.voice": "cheap"}, name="Mexico", share="25 %")
    assert "found 'cheap'" in remarks(app)
    assert steps(app) == 1
    add(app, "tickets", {"pricing.ticket_price.voice": "3.1"}, name="Mexico", share="25 %")
    written = deepcopy(DATA)
    written["options"]["tickets"]["locations"] = {"nearshore": "60%", "onshore": "15%", "mexico": "25%"}
    written["options"]["tickets"]["pricing"]["ticket_price"]["voice"]["mexico"] = 3.1
    assert data_of(app) == written
    assert totals(app)[2] == total(written, "tickets")
    unfold(app, "part:options.tickets.locations")
    assert at(app.text_input, "field:options.tickets.locations.mexico").value == "25 %"


def test_a_place_is_written_in_plain_letters_and_what_is_no_name_is_said_as_it_was_typed():
    assert [moves.word(one) for one in ("México", "São Paulo", "Türkiye")] == ["mexico", "sao_paulo", "turkiye"]
    app = pop(visitor(), "new location:seats")
    add(app, "seats", so_far="Philippines", name="2nd site", share="40")
    assert "found '2nd site'; expected a name that begins with a letter" in remarks(app)
    assert "nothing is stated" not in remarks(app)


def test_a_form_that_was_closed_opens_without_the_remarks_on_what_was_typed_before():
    form = "new location:seats"
    app = pop(visitor(), form)
    add(app, "seats", so_far="Philippines", name="Mexico", share="120")
    assert "found '120'" in remarks(app)
    app.session_state[form] = False
    pop(checked(app.run()), form)
    assert at(app.text_input, f"{form}:share").value == ""
    assert remarks(app) == ""


def test_a_location_is_removed_with_its_prices_and_the_last_one_has_one_price():
    app = visitor("tickets")
    press(app, "remove location:tickets:onshore")
    assert option_of(app, "tickets")["locations"] == {"nearshore": "100%"}
    price = {"voice": {"base": 2.6, "low": "-8%", "high": "+15%"}, "chat": 3.4}
    assert option_of(app, "tickets")["pricing"]["ticket_price"] == price
    assert totals(app)[2] == total(data_of(app), "tickets")
    assert steps(app) == 2
    assert not [one for one in app.button if str(one.key).startswith("remove location:tickets")]


def test_shares_that_are_no_numbers_are_put_right_first():
    faulty = deepcopy(DATA)
    faulty["options"]["tickets"]["locations"]["onshore"] = "most"
    with pytest.raises(EntryProblem):
        mixing.with_location(faulty, "tickets", "mexico", 20)
    thirds = DATA
    for name, percent in (("mexico", 100 / 3), ("egypt", 7.7), ("india", 0.1)):
        thirds = mixing.with_location(thirds, "seats", name, percent, "philippines")
    assert costed(thirds).option("seats").total == pytest.approx(costed(DATA).option("seats").total)
    assert mixing.locations_of(DATA, "tickets") == ("nearshore", "onshore"), "what was given stays"


def test_a_section_called_as_a_location_is_no_price():
    data = deepcopy(DATA)
    data["options"]["tickets"]["locations"] = {"indexation": "100%"}
    data["options"]["tickets"]["contract"] = {"indexation": {"yearly_indexation": "3%"}}
    assert mixing.blends(data, "tickets") == []
    assert mixing.blends(DATA, "tickets") == [("options", "tickets", "pricing", "ticket_price", "voice")]


# ---------------------------------------------------------------- channels


def test_a_price_is_split_by_channel_and_joined_again():
    data = deepcopy(DATA)
    data["options"]["seats"]["pricing"] = {"model": "per_minute", "minute_rate": 0.5}
    app = unfold(options_of(data), "option:seats", "part:options.seats.pricing")
    form = "split a price:options.seats.pricing"
    offered = at(pop(app, form).selectbox, f"{form}:which").options
    assert offered == ["Minute rate: one for each channel"], "it has no locations to split by"
    press(app, f"{form}:do")
    assert option_of(app, "seats")["pricing"]["minute_rate"] == {"voice": 0.5, "chat": 0.5}
    assert totals(app)[1] == total(data, "seats")
    at(app.text_input, "field:options.seats.pricing.minute_rate.chat").input("0.4").run()
    written = deepcopy(data)
    written["options"]["seats"]["pricing"]["minute_rate"] = {"voice": 0.5, "chat": 0.4}
    assert totals(checked(app))[1] == total(written, "seats") != total(data, "seats")
    pop(app, form)
    assert "Takes the price of Voice for all of them" in said(app, in_="caption")
    press(app, f"{form}:do")
    assert data_of(app) == data


def test_a_price_with_a_range_is_split_with_it_and_what_that_does_to_risk_is_said():
    data = deepcopy(DATA)
    data["options"]["tickets"]["pricing"]["ticket_price"]["chat"] = {"base": 3.4, "low": "-5%", "high": "+5%"}
    app = unfold(options_of(data), "option:tickets", "part:options.tickets.pricing")
    form = "split a price:options.tickets.pricing"
    which = at(pop(app, form).selectbox, f"{form}:which")
    assert which.options[0] == "Ticket price, chat: one for each location", "what loses a price comes after it"
    assert "Risk draws them apart from each other" in said(app, in_="caption")
    press(app, f"{form}:do")
    price = {"base": 3.4, "low": "-5%", "high": "+5%"}
    chat = option_of(app, "tickets")["pricing"]["ticket_price"]["chat"]
    assert chat == {"nearshore": price, "onshore": price}
    assert totals(app)[2] == total(data, "tickets")
    labels = [one.label for one in app.text_input if str(one.key).startswith("field:options.tickets.pricing")]
    assert "Ticket price, chat, Onshore (USD per contact)" in labels


def test_while_the_last_change_cannot_be_computed_nothing_is_split():
    app = visitor("tickets")
    at(app.text_input, "field:options.tickets.pricing.ticket_price.chat").input("cheap").run()
    pop(app, "split a price:options.tickets.pricing")
    assert "Your last change cannot be computed. Put it right first" in said(app, in_="caption")


def test_a_split_that_the_model_refuses_is_not_offered():
    """Seats answer all channels together, so that a rate for each of them means nothing."""
    app = pop(visitor(), "split a price:options.seats.pricing")
    assert "No price of this section can stand by channel or location." in said(app, in_="caption")
    assert not [one for one in app.selectbox if str(one.key).startswith("split a price")]
