"""The Rebase and the Indices view of the rate cards, as a person works with them: the real app without a browser."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import WidgetList

from dashboard.cards.comparing import only_own
from dashboard.cards.indices import table_of as table_of_series
from dashboard.cards.indices import values_csv
from dashboard.cards.price_date_form import values_in
from dashboard.cards.rebase_making import name_of
from dashboard.cards.shelf import Shelf
from dashboard.cards.unit_form import needed
from tcomodel import RateCard, load_card
from tcomodel.index_csv import key_slip, read_series_file, series_of, unit_slip
from tcomodel.index_series import SeriesProblem, catalogue, series_from_months
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.differences import differences
from tcomodel.rebasing import Currency, PriceDate, ReferencePeriod, Unit, VolumeBaseline, rebase

ROOT = Path(__file__).resolve().parent.parent
FACTS: dict[str, Any] = {"title": "Agent hour", "location": "Manila", "channel": "all", "as_of": "2024"}


def a_rate(key: str, **facts: Any) -> Rate:
    stated = {**FACTS, "unit": "USD/hour", "value": 11, "index": "us_cpi_u", **facts}
    if "USD" in stated["unit"]:
        stated["currency"] = "USD"
    return Rate(key=key, **stated)


def vendor() -> RateCard:
    """Two prices by US consumer prices, one by an index without a series, one without an index, one share."""
    rates = [
        a_rate("manila.hour"),
        a_rate("manila.seat", unit="USD/seat/month", value=1760, location="Cebu"),
        a_rate("costa_rica.hour", value=13, index="cr_cpi", location="Costa Rica"),
        a_rate("any.licence", unit="USD/agent/month", value=40, index="none", location="Any"),
        a_rate("any.attrition", unit="%", value=31.2, index="none", location="Any"),
    ]
    return RateCard("Vendor A 2024", "2024", {rate.key: rate for rate in rates})


def screen(view: str, card: RateCard | None = None) -> AppTest:
    """A visitor on a view of the rate cards, with a card put on the shelf."""
    app = AppTest.from_string("from dashboard.frame import SCREENS\n\nSCREENS['rates']()", default_timeout=60)
    shelf = Shelf(load_card(ROOT / "data" / "rates.yaml"))
    if card is not None:
        shelf.put(card)
    app.session_state["shelf"] = shelf
    app.session_state["cards:view"] = view
    app.run()
    assert not app.exception
    return app


def shelf_of(app: AppTest) -> Shelf:
    return app.session_state["shelf"]


def at(widgets: WidgetList, key: str) -> Any:
    """The widget whose key begins so."""
    return next(one for one in widgets if str(one.key).startswith(key))


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.subheader, app.success, app.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def run(widget: Any) -> AppTest:
    app = widget.run()
    assert not app.exception
    return app


def to_currency(app: AppTest, to: str, date: str) -> AppTest:
    app = run(at(app.button_group, "rebase:1:kind").set_value("Currency"))
    app = run(at(app.selectbox, "rebase:1:Currency:to").set_value(to))
    return run(at(app.text_input, f"rebase:1:Currency:at:{to}").input(date))


# ---------------------------------------------------------------- rebase


def test_what_becomes_of_every_rate_is_there_at_once():
    app = screen("Rebase", vendor())
    assert app.subheader[0].value == "2 rates move, 2 stay as they are, 1 cannot be moved"
    moved = next(one.value for one in app.dataframe if "Before" in one.value)
    last = catalogue()["us_cpi_u"].last
    done = rebase(vendor(), PriceDate(to=last), leave=True)
    assert list(moved["Before"]) == [11, 1760]
    assert list(moved["After"]) == [done["manila.hour"].value, done["manila.seat"].value]
    assert list(moved["Prices of"]) == [f"2024 → {last}"] * 2
    assert all("us_cpi_u" in how for how in moved["How"])
    reasons = next(one.value for one in app.dataframe if "Why" in one.value)
    assert "no series of cr_cpi" in reasons["Why"][0]
    assert reasons["Which"][0] == "costa_rica.hour"


def test_a_rate_that_cannot_be_moved_stops_until_it_is_left():
    app = screen("Rebase", vendor())
    assert at(app.button, "rebase:make").disabled
    app = run(at(app.checkbox, "rebase:leave").check())
    assert not at(app.button, "rebase:make").disabled
    app = run(at(app.button, "rebase:make").click())
    shelf, last = shelf_of(app), catalogue()["us_cpi_u"].last
    assert list(shelf.cards)[1:] == ["Vendor A 2024", f"Vendor A 2024, prices of {last}"]
    new, old = shelf.open.now, shelf["Vendor A 2024"]
    assert old["manila.hour"].value == 11
    assert not old["manila.hour"].history
    assert new["manila.hour"].as_of == last
    assert new["manila.hour"].history[-1].what == "price date"
    assert new["costa_rica.hour"] == old["costa_rica.hour"]
    assert "costa_rica.hour" in new.record[-1]
    assert "stays as it was" in said(app)


def test_or_until_another_index_is_taken():
    app = screen("Rebase", vendor())
    app = run(at(app.selectbox, "rebase:1:Price date:instead:cr_cpi").set_value("us_cpi_u"))
    assert app.subheader[0].value == "3 rates move, 2 stay as they are"
    app = run(at(app.button, "rebase:make").click())
    step = shelf_of(app).open.now["costa_rica.hour"].history[-1]
    assert "us_cpi_u in place of cr_cpi" in step.derivation
    app = run(at(app.button, "rebase:back").click())
    assert shelf_of(app).open.now["costa_rica.hour"] == vendor()["costa_rica.hour"]
    app = run(at(app.button, "cards:undo").click())
    assert shelf_of(app).open.now["costa_rica.hour"].history, "Undo brings the rebase back"


def test_one_index_in_place_of_all_that_have_none():
    card = vendor()
    rates = {**card.rates, "india.hour": a_rate("india.hour", index="in_cpi_iw")}
    app = screen("Rebase", card.with_rates(rates))
    app = run(at(app.selectbox, "rebase:1:Price date:all").set_value("us_cpi_u"))
    assert app.subheader[0].value == "4 rates move, 2 stay as they are"


def test_an_index_that_moves_some_rate_is_not_replaced_with_the_others():
    card = vendor()
    early, late = (a_rate(key, index="us_eci_civilian", as_of=key) for key in ("2021", "2024-05"))
    app = screen(
        "Rebase", card.with_rates({**card.rates, "early": early, "late": late, "x": a_rate("x", index="eu_cpi")})
    )
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2025-03"))
    app = run(at(app.selectbox, "rebase:1:Price date:all").set_value("us_cpi_u"))
    assert "1 of 2 rates" in said(app)
    how = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")["How"]
    assert "us_cpi_u in place of eu_cpi" in how["x"]
    assert "us_eci_civilian" in how["late"]
    assert "in place of" not in how["late"]
    assert "early" not in how.index


def test_moves_in_a_row_their_order_and_taking_one_out():
    app = screen("Rebase", vendor())
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2024-05"))
    app = run(at(app.selectbox, "rebase:1:Price date:instead:cr_cpi").set_value("us_cpi_u"))
    app = run(at(app.button, "rebase:add").click())
    app = run(at(app.selectbox, "rebase:2:Currency:to").set_value("EUR"))
    app = run(at(app.selectbox, "rebase:2:Currency:how").set_value("At each price's own date"))
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    both = [PriceDate(to="2024-05", instead={"cr_cpi": "us_cpi_u"}), Currency(to="EUR")]
    assert moved["After"]["manila.hour"] == rebase(vendor(), both)["manila.hour"].value
    app = run(at(app.button, "rebase:Earlier:2").click())
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    assert moved["After"]["manila.hour"] == rebase(vendor(), both[::-1])["manila.hour"].value
    assert rebase(vendor(), both[::-1])["manila.hour"].value != rebase(vendor(), both)["manila.hour"].value
    app = run(at(app.button, "rebase:out:1").click())
    assert app.subheader[0].value == "4 rates move, 1 stays as it is"
    assert "Vendor A 2024 in EUR" in at(app.text_input, "rebase:name").value


LEFT_OUT, THEIR_YEAR = "Leave months that were never published", "Let a month stand for its year"


def labels(app: AppTest) -> str:
    return "\n".join(one.label for one in app.checkbox)


def test_a_month_that_was_never_published_is_left_out_only_where_a_person_says_so():
    app = screen("Rebase", vendor())
    assert LEFT_OUT not in labels(app), "nothing stops for it yet"
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2025"))
    assert app.subheader[0].value == "0 rates move, 2 stay as they are, 3 cannot be moved"
    assert f"{LEFT_OUT} out of an average (2 rates stop for it)" in labels(app)
    assert THEIR_YEAR not in labels(app)
    reasons = next(one.value for one in app.dataframe if "Why" in one.value)
    assert "or leave it out of the average" in reasons["Why"][0]
    assert "unpublished" not in reasons["Why"][0]
    app = run(at(app.checkbox, "rebase:1:Price date:unpublished").check())
    assert app.subheader[0].value == "2 rates move, 2 stay as they are, 1 cannot be moved"
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    done = rebase(vendor(), PriceDate(to="2025", unpublished="left out"), leave=True)
    assert moved["After"]["manila.hour"] == done["manila.hour"].value
    assert "without 2025-10" in moved["How"]["manila.hour"]
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2026-05"))
    assert LEFT_OUT in labels(app), "a tick does not hide itself"


def test_a_month_stands_for_its_year_only_where_a_person_says_so():
    card = vendor()
    peso = a_rate("cebu.hour", index="cpi_philippines", as_of="2022")
    app = screen("Rebase", card.with_rates({peso.key: peso}))
    assert at(app.text_input, "rebase:1:Price date:to").value == "2024", "a yearly index is read at a year"
    assert app.subheader[0].value == "1 rate moves"
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2024-05"))
    assert app.subheader[0].value == "0 rates move, 1 cannot be moved"
    assert f"{THEIR_YEAR} where an index has one figure a year (1 rate stops for it)" in labels(app)
    app = run(at(app.checkbox, "rebase:1:Price date:yearly_months").check())
    moved = next(one.value for one in app.dataframe if "Before" in one.value)
    cpi = catalogue()["cpi_philippines"]
    assert np.isclose(moved["After"][0], 11 * cpi.at("2024-05") / cpi.at("2022-05"))


@pytest.mark.parametrize(("kind", "box"), [("Constant prices", "to:us_cpi_u"), ("Reference period", "period:us_cpi_u")])
def test_what_stops_a_whole_move_has_its_way_out_there_too(kind: str, box: str):
    app = screen("Rebase", vendor())
    app = run(at(app.button_group, "rebase:1:kind").set_value(kind))
    app = run(at(app.text_input, f"rebase:1:{kind}:{box}").input("2025"))
    assert not app.subheader
    assert LEFT_OUT in labels(app)
    assert "or leave it out of the average" in said(app)
    app = run(at(app.checkbox, f"rebase:1:{kind}:unpublished").check())
    assert app.subheader


def test_a_new_reference_period_starts_with_the_last_year_that_is_whole():
    app = screen("Indices and currencies", vendor())
    app = opened(app, "open:rereference")
    app = run(at(app.selectbox, "series:base:key").set_value("us_cpi_u"))
    period = at(app.text_input, "series:base:period:us_cpi_u")
    assert period.value == "2024", "a month of 2025 was never published"
    app = run(period.input("2025"))
    assert not [one for one in app.button if one.key == "series:base:do"]
    app = run(at(app.checkbox, "series:base:unpublished").check())
    app = run(at(app.button, "series:base:do").click())
    assert shelf_of(app).open.now.series["us_cpi_u"].unit == "index 2025=100"


def test_the_terms_of_a_clause():
    app = screen("Rebase", vendor())
    app = run(at(app.multiselect, "rebase:location").set_value(["Manila"]))
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2026-05"))
    app = run(at(app.text_input, "rebase:1:Price date:values").input("2024: 310,5"))
    assert "expected a date and a value with a decimal point" in said(app)
    assert not app.subheader
    app = run(at(app.text_input, "rebase:1:Price date:values").input("2024: 310.5; 2026-05: 330"))
    app = run(at(app.number_input, "rebase:1:Price date:threshold").set_value(2.0))
    app = run(at(app.selectbox, "rebase:1:Price date:counts").set_value("only the excess"))
    app = run(at(app.number_input, "rebase:1:Price date:digits").set_value(1))
    app = run(at(app.selectbox, "rebase:1:Price date:price_rounded").set_value("up"))
    moved = next(one.value for one in app.dataframe if "Before" in one.value)
    assert list(moved["After"]) == [11.5], "11 x (1 + 330 / 310.5 - 1 - 2 %) = 11.471, rounded up"
    app = run(at(app.text_input, "rebase:1:Price date:values").input(""))
    app = run(at(app.number_input, "rebase:1:Price date:base_lag").set_value(3))
    terms = {"base_lag": 3, "threshold": "2%", "threshold_counts": "only the excess", "price_decimals": 1,
             "price_rounded": "up"}  # fmt: skip
    moved = next(one.value for one in app.dataframe if "Before" in one.value)
    assert list(moved["After"]) == [
        rebase(vendor(), PriceDate(to="2026-05", **terms), ["manila.hour"])["manila.hour"].value
    ]


def test_values_a_contract_states():
    assert values_in("2024: 104.2; 2026-05 = 109.8;") == {"2024": 104.2, "2026-05": 109.8}
    assert values_in(" ") == {}
    with pytest.raises(ValueError, match="twice"):
        values_in("2024: 1; 2024: 2")


def test_a_currency_of_which_only_a_share_of_the_movement_counts():
    app = to_currency(screen("Rebase", vendor()), "EUR", "2025-03")
    app = run(at(app.number_input, "rebase:1:Currency:share").set_value(60.0))
    assert "say at which exchange rate the prices were agreed" in said(app)
    assert not app.subheader
    app = run(at(app.text_input, "rebase:1:Currency:base_at").input("2024"))
    moved = next(one.value for one in app.dataframe if "Before" in one.value)
    done = rebase(vendor(), Currency(to="EUR", at="2025-03", base_at="2024", share="60%"))
    assert moved["After"][0] == done["manila.hour"].value


def test_the_moves_stay_while_another_view_is_open_and_can_be_made_again():
    app = to_currency(screen("Rebase", vendor()), "EUR", "2025-03")
    app = run(at(app.button_group, "cards:view").set_value("Look and edit"))
    app = run(at(app.button_group, "cards:view").set_value("Rebase"))
    assert at(app.text_input, "rebase:1:Currency:at:EUR").value == "2025-03"
    app = run(at(app.button, "rebase:make").click())
    assert not app.subheader, "nothing is proposed for the new card, so nothing is done twice"
    assert not [one for one in app.button if one.key == "rebase:make"]
    app = run(at(app.button, "rebase:again").click())
    assert at(app.text_input, "rebase:1:Currency:at:EUR").value == "2025-03"
    assert app.subheader[0].value == "0 rates move, 5 stay as they are"
    app = run(at(app.button, "rebase:add").click())
    assert at(app.button_group, "rebase:2:kind").value == "Price date"


def test_a_mistake_stands_at_its_box():
    app = screen("Rebase", vendor())
    app = run(at(app.text_input, "rebase:1:Price date:to").input("May 2025"))
    assert "expected a year or a month" in said(app)
    assert not app.subheader
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2026-05"))
    app = run(at(app.number_input, "rebase:1:Price date:share").set_value(-20.0))
    assert ":red[" in said(app)
    assert "-20" in said(app)
    assert not app.subheader
    app = run(at(app.number_input, "rebase:1:Price date:share").set_value(50.0))
    app = run(at(app.number_input, "rebase:1:Price date:cap").set_value(1.0))
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    capped = rebase(vendor(), PriceDate(to="2026-05", share="50%", cap="1%"), leave=True)
    assert moved["After"]["manila.hour"] == capped["manila.hour"].value


def test_a_rate_turned_over_is_refused_until_it_is_taken_as_stated():
    app = screen("Rebase", vendor())
    app = run(at(app.button_group, "rebase:1:kind").set_value("Currency"))
    app = run(at(app.selectbox, "rebase:1:Currency:to").set_value("EUR"))
    app = run(at(app.selectbox, "rebase:1:Currency:how").set_value("At a stated rate"))
    assert "the exchange rate" in said(app)
    app = run(at(app.number_input, "rebase:1:Currency:rate").set_value(1.08))
    assert app.subheader[0].value == "0 rates move, 1 stays as it is, 4 cannot be moved"
    app = run(at(app.selectbox, "rebase:1:Currency:per:EUR").set_value("USD per EUR"))
    assert app.subheader[0].value == "4 rates move, 1 stays as it is"
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    assert np.isclose(moved["After"]["manila.hour"], 11 / 1.08)


def test_working_assumptions_are_those_of_the_scenario_until_changed():
    app = screen("Rebase", vendor())
    app = run(at(app.button_group, "rebase:1:kind").set_value("Unit"))
    app = run(at(app.selectbox, "rebase:1:Unit:to").set_value("contact"))
    assert at(app.number_input, "rebase:1:Unit:paid_hours").value == 160
    assert at(app.number_input, "rebase:1:Unit:occupancy").value == 82
    assert at(app.number_input, "rebase:1:Unit:handle_time").value == round(430 / 60, 6)
    assert "Assumed, as in Philippines, per seat" in said(app)
    hours = at(app.selectbox, "rebase:1:Unit:hours_billed")
    assert hours.value is None, "the scenario does not say, so nobody does"
    assert app.subheader[0].value == "1 rate moves, 2 stay as they are, 2 cannot be moved"
    reasons = next(one.value for one in app.dataframe if "Why" in one.value)
    assert "which hours are billed" in reasons["Why"][0]
    app = run(hours.set_value("paid"))
    assert at(app.number_input, "rebase:1:Unit:shrinkage").value == 30
    app = run(at(app.selectbox, "rebase:1:Unit:hours_billed").set_value("productive"))
    assert app.subheader[0].value == "3 rates move, 2 stay as they are"
    app = run(at(app.number_input, "rebase:1:Unit:occupancy").set_value(80.0))
    moved = next(one.value for one in app.dataframe if "Before" in one.value).set_index("Key")
    working = {"paid_hours": 160, "shrinkage": "30%", "occupancy": "80%", "handle_time": round(430 / 60, 6),
               "hours_billed": "productive", "simultaneous_contacts": 1}  # fmt: skip
    done = rebase(vendor(), Unit(to="contact", working=working))
    assert moved["After"]["manila.seat"] == done["manila.seat"].value
    assert moved["Unit"]["manila.seat"] == "USD/seat/month → USD/contact"


def test_each_move_has_boxes_of_its_own():
    app = screen("Rebase", vendor())
    app = run(at(app.text_input, "rebase:1:Price date:to").input("2025"))
    app = run(at(app.button_group, "rebase:1:kind").set_value("Currency"))
    assert at(app.selectbox, "rebase:1:Currency:to").value is None, "not the date that was typed"
    app = run(at(app.button_group, "rebase:1:kind").set_value("Price date"))
    assert at(app.text_input, "rebase:1:Price date:to").value == "2025"


def test_what_a_unit_asks_for():
    assert needed(["hour"], "minute") == ["hours_billed", "simultaneous_contacts"]
    assert needed(["hour"], "minute", "productive") == ["simultaneous_contacts"]
    assert needed(["hour"], "minute", "paid") == ["shrinkage", "occupancy", "simultaneous_contacts"]
    assert needed(["seat/month"], "hour", "logged") == ["paid_hours", "shrinkage"]
    assert needed(["minute"], "contact") == ["handle_time"]
    assert needed(["contact"], "resolution") == ["resolution_rate"]
    assert needed(["ticket"], "contact") == []


def test_some_of_the_rates():
    app = screen("Rebase", vendor())
    app = run(at(app.multiselect, "rebase:location").set_value(["Cebu"]))
    assert app.subheader[0].value == "1 rate moves"
    app = run(at(app.button, "rebase:make").click())
    new = shelf_of(app).open.now
    assert [key for key, rate in new.rates.items() if rate.history] == ["manila.seat"]
    assert len(new) == len(vendor())


def test_a_name_of_ones_own_stays_whatever_else_is_changed():
    app = to_currency(screen("Rebase", vendor()), "EUR", "2025")
    assert at(app.text_input, "rebase:name").value == "Vendor A 2024 in EUR"
    app = run(at(app.text_input, "rebase:name").input("Bid of A, euros"))
    app = run(at(app.text_input, "rebase:1:Currency:at:EUR").input("2025-03"))
    assert at(app.text_input, "rebase:name").value == "Bid of A, euros"
    app = run(at(app.button, "rebase:make").click())
    assert shelf_of(app).chosen == "Bid of A, euros"


def test_names_say_the_basis():
    moves = [PriceDate(to="2026-05"), Currency(to="EUR")]
    assert name_of("Vendor A 2024", moves) == "Vendor A 2024 in EUR, prices of 2026-05"
    assert name_of("Bid", [Unit(to="contact")]) == "Bid, for a contact"
    assert name_of("Bid", [VolumeBaseline(before=100, after=120000)]) == "Bid, at 120,000 units a month"
    assert name_of("Bid", [ReferencePeriod(index="us_cpi_u", period="2015")]) == "Bid, us_cpi_u on 2015"


@pytest.mark.parametrize("kind", ["Constant prices", "Volume baseline", "Reference period"])
def test_every_move_has_a_form(kind: str):
    app = screen("Rebase", vendor())
    app = run(at(app.button_group, "rebase:1:kind").set_value(kind))
    if kind == "Volume baseline":
        assert "both volumes" in said(app)
        app = run(at(app.number_input, "rebase:1:Volume baseline:before").set_value(100000.0))
        app = run(at(app.number_input, "rebase:1:Volume baseline:after").set_value(120000.0))
    moved = {"Constant prices": "4 rates move", "Volume baseline": "0 rates move", "Reference period": "0 rates move"}
    assert app.subheader[0].value.startswith(moved[kind])


def test_the_tools_own_card_stays():
    app = screen("Rebase")
    before = shelf_of(app).open.now
    app = to_currency(app, "USD", "2025")
    app = run(at(app.button, "rebase:make").click())
    shelf = shelf_of(app)
    assert shelf[shelf.standard] is before
    assert shelf.chosen == f"{shelf.standard} in USD"


# ---------------------------------------------------------------- cards side by side


def bid() -> RateCard:
    """Prices of a bid by channel, in dollars of 2024, where the public card knows one for all channels."""
    facts = {"location": "Philippines", "item": "Outsourced agent", "as_of": "2024"}
    rates = [
        a_rate("bid.hour", channel="voice", value=11.4, **facts),
        a_rate("bid.seat", channel="voice", value=1985, unit="USD/seat/month", **facts),
        a_rate("bid.chat", channel="chat", value=10.8, **facts),
    ]
    return RateCard("Bid", "2024", {rate.key: rate for rate in rates})


def side_by_side(app: AppTest) -> Any:
    return next(one.value for one in app.dataframe if "To know" in one.value)


def test_a_price_for_one_channel_stands_beside_the_public_one_for_all():
    app = screen("Compare", bid())
    rows = side_by_side(app)
    both = rows[rows["Bid"].notna() & rows.iloc[:, 5].notna()]
    assert sorted(both["Bid"]) == [11.4, 1985]
    assert all("channels: all on" in told for told in both["To know"])
    assert list(rows[rows["Bid"] == 10.8]["Channel"]) == ["chat"], "a row takes one rate of a card"
    assert "2 rates are in prices of another date" in said(app)
    assert set(both["Prices of"]) == {"2026-10 / 2024"}


def test_a_price_for_the_same_channel_goes_before_one_for_all():
    card = bid()
    public = RateCard("Public", "2024", {
        "p.all": a_rate("p.all", value=9, location="Philippines", item="Outsourced agent"),
        "p.chat": a_rate("p.chat", value=8, channel="chat", location="Philippines", item="Outsourced agent"),
    })  # fmt: skip
    found = {row.keys: row for row in differences([public, card]).rows}
    assert ("p.chat", "bid.chat") in found
    assert not found["p.chat", "bid.chat"].notes[1]
    assert found["p.all", "bid.hour"].notes[1] == ("channels: all on Public against voice on Bid",)
    assert (None, "bid.seat") in found, "another unit is no match"
    back = {row.keys for row in differences([card, public]).rows}
    assert {("bid.chat", "p.chat"), ("bid.hour", "p.all")} <= back


def test_rates_that_cannot_be_brought_to_a_basis_are_counted_by_reason_with_a_way_out():
    app = screen("Compare", bid())
    app = run(at(app.text_input, "compare:prices").input("2025"))
    reasons = [one.value for one in app.dataframe if "Why" in one.value]
    assert any(
        row["Rates"] == 3 and "leave it out of the average" in row["Why"] for row in reasons[-1].to_dict("records")
    )
    assert "3 rates" in said(app)
    before = side_by_side(app)
    app = run(at(app.checkbox, "compare:unpublished").check())
    moved = rebase(bid(), PriceDate(to="2025", unpublished="left out"))
    assert moved["bid.seat"].value in set(side_by_side(app)["Bid"])
    assert moved["bid.seat"].value not in set(before["Bid"])


def test_a_comparison_in_a_currency_reads_a_rate_that_all_have():
    card = rebase(bid(), Currency(to="EUR", at="2024"))
    app = screen("Compare", card)
    assert at(app.text_input, "compare:at").value == catalogue()["eur_per_usd"].last
    assert not [one for one in app.dataframe if "Why" in one.value], "every price has come there"


def test_a_currency_that_only_a_cards_own_series_knows_is_told():
    own = series_from_months({"2024-01": 25000, "2024-02": 25100}, "dong", unit="VND per USD")
    card = bid().with_rates(bid().rates, series={"dong": own})
    assert only_own([card], ["EUR", "USD"]) == []
    assert "only Bid has an exchange rate for it, its own dong" in only_own([card], ["VND", "EUR"])[0]


# ---------------------------------------------------------------- indices and currencies

MONTHLY = "Monat;Wert\n" + "".join(
    f"2024-{month:02d};{100 + month / 2:.1f}\n".replace(".", ",") for month in range(1, 13)
)
YEARLY = "year,level\n2021,100\n2022,104.5\n2023,109\n2024,111.2\n"


def added(app: AppTest, name: str, content: str) -> AppTest:
    """The file put into the uploader of an opened form."""
    app = opened(app, "open:add_series")
    return run(app.file_uploader[0].set_value((name, content.encode(), "text/csv")))


def opened(app: AppTest, form: str) -> AppTest:
    """A form that stands folded up, opened."""
    app.session_state[form] = True
    return run(app)


def test_the_catalogue_says_what_lacks_and_where_series_are_from():
    app = screen("Indices and currencies", vendor())
    assert "cr\\_cpi (1 rate)" in said(app)
    table = app.dataframe[0].value
    assert len(table) == len(catalogue())
    assert {"Series", "Unit", "From", "To", "Every", "Taken", "Licence", "Source", "Address"} <= set(table.columns)
    app = run(at(app.button_group, "series:which").set_value("Exchange rates"))
    assert all(" per " in unit for unit in app.dataframe[0].value["Unit"])
    app = run(at(app.text_input, "series:words").input("philippine peso"))
    assert set(app.dataframe[0].value["Key"]) == {"php_per_usd", "php_per_usd_annual"}
    app = run(at(app.text_input, "series:words").input("nothing like it"))
    assert "No series matches" in said(app)


def test_a_cards_own_series_come_first():
    own = series_from_months({"2024-01": 100, "2024-02": 101}, "wages_cebu", title="Wages in Cebu")
    card = vendor().with_rates(vendor().rates, series={"wages_cebu": own})
    app = screen("Indices and currencies", card)
    table = app.dataframe[0].value
    assert table["Key"][0] == "wages_cebu"
    assert list(table["Of"])[:2] == ["this card", "the catalogue"]


def test_a_series_from_csv_goes_on_the_card_and_moves_its_rates():
    app = added(screen("Indices and currencies", vendor()), "cr.csv", YEARLY)
    assert at(app.button, "cards:undo").disabled
    app = run(at(app.text_input, "series:unit").input("index 2021=100"))
    app = run(at(app.text_input, "series:key").input("cr_cpi"))
    assert "1 rate of this card move" in said(app)
    assert at(app.button, "series:add").disabled, "nobody says who published it"
    app = run(at(app.text_input, "series:source").input("INEC"))
    app = run(at(app.button, "series:add").click())
    card = shelf_of(app).open.now
    assert card.index("cr_cpi").at("2023-05") == 109
    assert card.index("cr_cpi").every == 12
    assert "cr.csv" in card.record[-1]
    assert "INEC" in card.record[-1]
    done = rebase(card, PriceDate(to="2023"), ["costa_rica.hour"])
    assert np.isclose(done["costa_rica.hour"].value, 13 * 109 / 111.2)
    app = run(at(app.button, "cards:undo").click())
    assert not shelf_of(app).open.now.series


def test_a_jump_is_taken_only_when_it_is_accepted():
    text = "month,level\n" + "".join(f"2024-{m:02d},{100 + m if m < 7 else 200 + m}\n" for m in range(1, 13))
    app = added(screen("Indices and currencies", vendor()), "jump.csv", text)
    app = run(at(app.text_input, "series:unit").input("index 2021=100"))
    app = run(at(app.text_input, "series:source").input("INEC"))
    assert "looks like a change of base" in said(app)
    assert at(app.button, "series:add").disabled
    app = run(at(app.checkbox, "series:accept").check())
    assert not at(app.button, "series:add").disabled
    app = run(at(app.button, "series:add").click())
    assert "a jump was accepted" in shelf_of(app).open.now.record[-1]


def test_a_rate_quoted_the_other_way_round_cannot_be_accepted():
    text = "month,level\n" + "".join(f"2024-{month:02d},1.0{month % 9 + 1}\n" for month in range(1, 13))
    app = added(screen("Indices and currencies", vendor()), "eur.csv", text)
    app = run(at(app.text_input, "series:unit").input("EUR per USD"))
    app = run(at(app.text_input, "series:source").input("ECB"))
    assert "the other way round" in said(app)
    assert not [one for one in app.checkbox if str(one.key).startswith("series:accept")]
    assert at(app.button, "series:add").disabled
    app = run(at(app.text_input, "series:unit").input("USD per EUR"))
    assert not at(app.button, "series:add").disabled


def test_a_missing_month_is_named():
    app = added(
        screen("Indices and currencies", vendor()), "gap.csv", "month,v\n2024-01,100\n2024-02,101\n2024-04,102\n"
    )
    app = run(at(app.text_input, "series:unit").input("index 2021=100"))
    assert "no value for 2024-03" in said(app)
    assert not [one for one in app.button if one.key == "series:add"]


def test_another_reference_period_with_the_factor_before():
    app = screen("Indices and currencies", vendor())
    app = opened(app, "open:rereference")
    app = run(at(app.selectbox, "series:base:key").set_value("us_cpi_u"))
    app = run(at(app.text_input, "series:base:period:us_cpi_u").input("2015"))
    assert "0.421911" in said(app)
    assert "average of 2015" in said(app)
    app = run(at(app.button, "series:base:do").click())
    series = shelf_of(app).open.now.series["us_cpi_u"]
    assert series.unit == "index 2015=100"
    assert np.isclose(np.mean([series.at(f"2015-{month:02d}") for month in range(1, 13)]), 100)
    app = run(at(app.text_input, "series:base:period:us_cpi_u").input("1901"))
    assert "no value for all of 1901-01" in said(app)


def test_two_series_spliced():
    old = series_from_months({f"20{y}-01": v for y, v in ((20, 50), (21, 52), (22, 54))}, "old", unit="index 2010=100")
    new = series_from_months({f"20{y}-01": v for y, v in ((22, 108), (23, 110))}, "new", unit="index 2022=108")
    card = vendor().with_rates(vendor().rates, series={"old": old, "new": new})
    app = screen("Indices and currencies", card)
    app = opened(app, "open:splice")
    app = run(at(app.selectbox, "series:splice:old").set_value("old"))
    app = run(at(app.selectbox, "series:splice:new").set_value("new"))
    assert "108" in said(app)
    app = run(at(app.button, "series:splice:do").click())
    joined = shelf_of(app).open.now.series["new"]
    assert (joined.first, joined.at("2020-06"), joined.at("2023-06")) == ("2020-01", 100, 110)


def test_files_are_read_as_they_are_written():
    file = read_series_file("wages.csv", MONTHLY.encode("cp1252"))
    assert file.guessed() == (0, 1)
    series = series_of(file, 0, 1, "wages", unit="index 2023=100")
    assert series.at("2024-03") == 101.5
    yearly = read_series_file("y.csv", YEARLY.encode())
    assert series_of(yearly, *yearly.guessed(), "y").last == "2024-12"
    swapped = read_series_file("s.csv", b"level,when\n101.5,Jan 2024\n102.5,Feb 2024\n")
    assert swapped.guessed() == (1, 0)
    with pytest.raises(SeriesProblem, match="same column"):
        series_of(file, 0, 0, "wages")
    with pytest.raises(ProblemsFound, match="PDF"):
        read_series_file("wages.csv", b"%PDF-1.7 something")
    with pytest.raises(ProblemsFound, match="column of months"):
        read_series_file("wages.csv", b"month,level\n")


def test_units_and_names_of_series():
    assert not unit_slip("index 2015=100")
    assert not unit_slip("EUR per USD")
    assert "expected" in unit_slip("eur per usd")
    assert "say what" in unit_slip("")
    assert not key_slip("wages_pl_2")
    assert "expected small letters" in key_slip("Wages PL")


def test_values_go_out_as_they_were_published():
    series = catalogue()["cpi_poland"]
    text = values_csv(series)
    assert text.count("\n") == 1 + len(series.values) // 12
    file = read_series_file("out.csv", text.encode())
    assert np.array_equal(series_of(file, 0, 1, "again").values, series.values)
    cpi = values_csv(catalogue()["us_cpi_u"])
    assert "2025-10,\r\n" in cpi, "nobody published it"


def test_the_table_of_series_counts_the_rates_that_name_one():
    card = vendor()
    table = table_of_series(card, [catalogue()["us_cpi_u"]], Counter(["us_cpi_u"] * 2))
    assert list(table["Rates"]) == [2]
