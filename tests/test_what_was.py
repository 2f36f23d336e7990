"""What an input was, said beside it: true of this option and this tier, whichever others had the name before.

And what a slider shows while its box holds no number.
"""

from copy import deepcopy
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.state.packing import Kept, pack, unpack
from dashboard.state.work import Step
from tests.test_options_screen import SMALL, at, checked, data_of, options_of, press, unfold

PRICE = "options.seats_2.pricing.ticket_price"
TIERS = "options.seats.contract.volume_prices.tiers.voice"
SEATS_2 = {"label": "Second offer", "pricing": {"model": "per_ticket", "ticket_price": 3}}
OFFERED = {**SMALL, "options": {**SMALL["options"], "seats_2": SEATS_2}}


def type_into(app: AppTest, place: str, text: str) -> AppTest:
    at(app.text_input, f"field:{place}").input(text).run()
    return checked(app)


def undo(app: AppTest, times: int = 1) -> AppTest:
    for _ in range(times):
        next(one for one in app.button if one.label == "Undo").click().run()
        checked(app)
    return app


def was(app: AppTest) -> dict[str, str]:
    """What the buttons that put something back say, by the place of the field."""
    reset = [one for one in app.button if str(one.key).startswith("reset:field:")]
    return {one.key.removeprefix("reset:field:"): one.label.replace("\\", "") for one in reset}


# ---------------------------------------------------------------- options of one key


def test_a_copy_under_the_key_of_a_deleted_option_leaves_nothing_behind_when_it_is_undone():
    app = unfold(options_of(OFFERED), "option:seats_2")
    type_into(app, PRICE, "3.5")
    said = {PRICE: "Was 3 in the scenario: put back"}
    assert was(app) == said
    press(app, "delete:seats_2")
    press(app, "duplicate:seats")
    assert data_of(app)["options"]["seats_2"]["pricing"]["model"] == "per_seat", "another option, by the same key"
    assert was(unfold(app, "option:seats_2")) == {}
    undo(app, 2)
    assert was(unfold(app, "option:seats_2")) == said
    undo(app)
    assert was(app) == {}
    next(one for one in app.button if one.label == "Redo").click().run()
    assert was(checked(app)) == said


def test_what_a_copy_said_when_it_was_made_comes_back_with_redo():
    app = options_of(SMALL)
    press(app, "duplicate:tickets")
    place = "options.tickets_2.pricing.ticket_price"
    undo(app)
    next(one for one in app.button if one.label == "Redo").click().run()
    unfold(app, "option:tickets_2")
    type_into(app, place, "4")
    assert was(app) == {place: "Was 3 in the scenario: put back"}
    press(app, f"reset:field:{place}")
    assert data_of(app)["options"]["tickets_2"]["pricing"]["ticket_price"] == 3


# ---------------------------------------------------------------- members of a list


def with_tiers() -> dict[str, Any]:
    """An offer with three tiers of price."""
    data = deepcopy(SMALL)
    tiers = [{"up_to": 5000, "price": 3}, {"over": 5000, "up_to": 9000, "price": 2.5}, {"over": 9000, "price": 2}]
    data["options"]["seats"] = {
        "label": "Seats",
        "pricing": {"model": "per_ticket"},
        "contract": {"volume_prices": {"tiers": {"voice": tiers}}},
    }
    return data


def test_a_tier_that_took_the_place_of_another_was_never_what_that_was():
    app = unfold(options_of(with_tiers()), "option:seats", "part:options.seats.contract.volume_prices")
    type_into(app, f"{TIERS}.1.price", "2.6")
    assert was(app) == {f"{TIERS}.1.price": "Was 2.5 in the scenario: put back"}
    press(app, f"remove:{TIERS}.0")
    assert was(app) == {}
    press(app, f"add:{TIERS}")
    type_into(app, f"{TIERS}.2.price", "1.5")
    tiers = data_of(app)["options"]["seats"]["contract"]["volume_prices"]["tiers"]["voice"]
    assert [one["price"] for one in tiers] == [2.6, 2, 1.5]
    assert was(app) == {}, "as many tiers as before, and each is another"
    steps = app.session_state["session"].position
    undo(app, steps - 1)
    assert was(app) == {f"{TIERS}.1.price": "Was 2.5 in the scenario: put back"}


def test_what_was_made_and_moved_is_kept_with_the_work():
    made = ((("options", "seats_2"), {"label": "Seats", "tiers": [1, {"a": None}]}),)
    steps = (Step("{}"), Step('{"a": 1}', (), made, (("options", "seats", "tiers"),)))
    assert unpack(pack(Kept("a.yaml", False, "{}", steps, 1, "{}"))).steps == steps


# ---------------------------------------------------------------- a slider while its box holds no number


def test_a_slider_stays_where_the_last_good_number_was():
    """A word in the box beside the lever; what it was dragged to before stays, and the mistake is said below it."""
    app = AppTest.from_string('from dashboard.frame import SCREENS\n\nSCREENS["compare"]()', default_timeout=60).run()
    lever = "field:service.repeat_rate"
    at(app.slider, f"{lever}:lever slider").set_value(12.0).run()
    at(checked(app).text_input, f"{lever}:lever ").input("high").run()
    checked(app)
    assert at(app.slider, f"{lever}:lever slider").value == 12.0
    assert at(app.text_input, f"{lever}:lever ").value == "high"
    assert any("found 'high'" in one.value.replace("\\", "") for one in app.sidebar.markdown)
    at(app.slider, f"{lever}:lever slider").set_value(14.0).run()
    assert data_of(checked(app))["service"]["repeat_rate"] == "14%"
    assert not app.warning
