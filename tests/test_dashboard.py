"""The screens without a browser: every one runs, and wrong input is answered in words and changes nothing else."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import WidgetList

from dashboard import answer, figures
from dashboard.cards.table import matches
from dashboard.compare import table
from dashboard.fields import Field, Place
from dashboard.form_parts import fixed_term
from dashboard.formats import JOINER, money, months_of, plain, short, term_of, titled, unit_words
from dashboard.forms import Forms, fields_of
from dashboard.state import Step
from tcomodel import Comparison, RateCard, Scenario, categories, compare, load_card, load_scenario, scenario_from
from tcomodel.colours import Colours
from tcomodel.contract import CLAUSES
from tcomodel.givens import Given
from tcomodel.readers.scenario_file import standalone

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
PALETTE = ("#0362a0", "#c36100", "#349c78", "#422c4f", "#877bf6", "#683409", "#a77fa2")
LIGHT = Colours(PALETTE, "#ffffff", "#1f2933", "#d5dbe3")
VOICE = ("demand", "volume", "voice")
OCCUPANCY = ("staffing", "occupancy")


# Tiers by channel, service levels in three forms, prices that follow an index; nothing to compare it with.
CONTRACT: dict[str, Any] = {
    "start": "2026-01",
    "months": 24,
    "demand": {"volume": {"voice": 20000, "chat": 5000}},
    "service": {"handle_time": {"voice": 390, "chat": 540}},
    "indices": {"cpi": {"series": "us_cpi_u", "projection": "2.5%"}},
    "options": {
        "vendor": {
            "pricing": {"model": "per_minute"},
            "contract": {
                "volume_prices": {
                    "tiers": {
                        "voice": [{"up_to": 100000, "price": 0.6}, {"over": 100000, "price": 0.45}],
                        "chat": [{"price": 0.5}],
                    }
                },
                "indexation": {"indices": {"cpi": {"weight": "80%"}}, "indexation_cap": "4%"},
                "service_levels": {
                    "penalty_cap": "10%",
                    "kpis": {
                        "answered": {"target": "80%", "attained": "78.5%", "penalty": "1%"},
                        "csat": {"target": "85%", "attained": "84%", "penalty_amount": 500},
                        "speed": {
                            "measured_in": "number",
                            "better": "less",
                            "target": 30,
                            "attained": 34,
                            "decrement": 1,
                            "penalty": "0.5%",
                        },
                    },
                },
            },
        }
    },
}
TERMS = ("options", "vendor", "contract")
VOICE_TIERS = (*TERMS, "volume_prices", "tiers", "voice")
VENDOR = tuple(f"contract.{name}" for name in ("volume_prices", "indexation", "service_levels", "tax"))


@pytest.fixture(scope="module")
def card() -> RateCard:
    return load_card(ROOT / "data" / "rates.yaml")


@pytest.fixture(scope="module")
def result(card: RateCard) -> Comparison:
    return compare(load_scenario(EXAMPLE), card)


@pytest.fixture
def app() -> AppTest:
    """A new visitor on the first screen."""
    return screen("compare")


def screen(name: str) -> AppTest:
    """A new visitor on one screen, with the forms of the programme open."""
    app = AppTest.from_string(f"from dashboard.frame import SCREENS\n\nSCREENS[{name!r}]()", default_timeout=60)
    app.session_state["open:Programme"] = app.session_state["open:Money and time"] = True
    app.run()
    assert not app.exception
    return app


def total(app: AppTest) -> str:
    return next(caption.value for caption in app.caption if caption.value.startswith("Exact total"))


def at(widgets: WidgetList, place: Place, end: str = "") -> Any:
    """The widget of a field; its key ends with a count of the widgets there were before it."""
    return next(one for one in widgets if str(one.key).startswith(f"field:{'.'.join(map(str, place))}{end}#"))


def type_into(app: AppTest, place: Place, text: str) -> AppTest:
    at(app.text_input, place).input(text).run()
    assert not app.exception
    return app


def drag(app: AppTest, place: tuple[str, ...], value: float) -> AppTest:
    at(app.slider, place, ":slider").set_value(value).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def remarks(app: AppTest) -> list[str]:
    """The red remarks in the sidebar."""
    return [part.value for part in app.sidebar.markdown if part.value.startswith(":red")]


def unfold(app: AppTest, option: str, *sections: str) -> AppTest:
    """Open the folder of an option and those of some of its sections."""
    app.session_state[f"open:option:{option}"] = True
    for section in sections:
        app.session_state[f"open:part:options.{option}.{section}"] = True
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    """Press the button of this key."""
    next(button for button in app.button if button.key == key).click().run()
    assert not app.exception
    return app


def open_offers(app: AppTest, option: str) -> AppTest:
    """Open the folder of what could be added; it has a new key each time it was closed."""
    key = f"open:offers:{option}"
    times = f"kept views of {key}"
    if times in app.session_state:
        key = f"{key}#{app.session_state[times]}"
    app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


def working_on(data: dict[str, Any]) -> AppTest:
    """A visitor who has opened a scenario of their own."""
    app = screen("compare")
    now = app.session_state["session"]
    now.steps, now.data, now.opened = [Step(json.dumps(data))], data, json.loads(json.dumps(data))
    app.run()
    assert not app.exception
    return app


def written(app: AppTest) -> dict[str, Any]:
    """The scenario as it is now."""
    return app.session_state["session"].data


def shown_places(app: AppTest) -> set[str]:
    """The places whose widgets are on the page."""
    widgets = [*app.text_input, *app.selectbox, *app.slider, *app.toggle]
    keys = [str(one.key) for one in widgets if str(one.key).startswith("field:")]
    return {key.removeprefix("field:").partition("#")[0].partition(":")[0] for key in keys}


# ---------------------------------------------------------------- screens


def test_the_router_opens_on_the_example_with_the_answer_first(result: Comparison):
    app = AppTest.from_file(str(ROOT / "router.py"), default_timeout=60).run()
    assert not app.exception
    assert app.header[0].value == plain(answer.headline(result))
    assert f"{result.cheapest.total:,.2f} {result.currency}" in total(app)
    assert [metric.label for metric in app.metric] == ["Total cost", "Saving", "Payback", "Per resolved contact"]
    assert app.metric[0].value == money(result.cheapest.total, result.currency, 2)
    assert len(app.get("bidi_component")) == 5, "five charts"


@pytest.mark.parametrize(
    ("name", "title"), [("explain", "Explain a number"), ("rates", "Rate cards"), ("files", "Export")]
)
def test_every_other_screen_runs(name: str, title: str):
    assert screen(name).title[0].value == title


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_that_comes_with_the_tool_opens(app: AppTest, card: RateCard, path: Path):
    next(box for box in app.sidebar.selectbox if box.label == "Scenario").select(path.name).run()
    assert not app.exception
    expected = compare(load_scenario(path), card)
    assert f"{expected.cheapest.total:,.2f} {expected.currency}" in total(app)


@pytest.mark.parametrize("option", list(load_scenario(EXAMPLE).file.options))
def test_every_option_unfolds_its_own_fields(app: AppTest, option: str):
    before = len(app.sidebar.text_input)
    data = written(app)["options"][option]
    sections = [*(f"contract.{name}" for name in data.get("contract", ())), *data]
    assert len(unfold(app, option, *sections).sidebar.text_input) >= before + 5


def test_what_is_assumed_can_be_stated(app: AppTest):
    app.session_state["open:more:staffing"] = True
    app.run()
    before = total(app)
    type_into(app, ("staffing", "planning_buffer"), "5")
    assert app.session_state["session"].data["staffing"]["planning_buffer"] == "5%"
    assert total(app) != before


# ---------------------------------------------------------------- changing inputs


def test_a_slider_changes_the_answer(app: AppTest, card: RateCard):
    drag(app, VOICE, 40000.0)
    data = json.loads(json.dumps(load_scenario(EXAMPLE).data))
    data["demand"]["volume"]["voice"] = 40000
    expected = compare(scenario_from(data), card)
    assert f"{expected.cheapest.total:,.2f}" in total(app)
    assert at(app.text_input, VOICE).value == "40,000"


def test_a_typed_percentage_and_a_dragged_one_are_the_same(app: AppTest):
    typed = total(type_into(app, OCCUPANCY, "82.5"))
    assert at(app.slider, OCCUPANCY, ":slider").value == 82.5
    press(app, "Undo")
    assert total(drag(app, OCCUPANCY, 82.5)) == typed
    assert app.session_state["session"].data["staffing"]["occupancy"] == "82.5%"


def test_undo_and_redo_move_the_widgets_too(app: AppTest):
    first = total(app)
    second = total(drag(app, VOICE, 40000.0))
    press(app, "Undo")
    assert total(app) == first
    assert at(app.slider, VOICE, ":slider").value == 36000
    press(app, "Redo")
    assert total(app) == second
    assert at(app.slider, VOICE, ":slider").value == 40000


def test_a_card_rate_can_be_replaced_and_put_back(app: AppTest):
    place = ("options", "seats_manila", "pricing", "seat_rate")
    unfold(app, "seats_manila")
    before, on_the_card = total(app), at(app.text_input, place).value
    written = app.session_state["session"].data["options"]["seats_manila"]["pricing"]["seat_rate"]
    assert written["rate"] == "philippines.seat_month"
    type_into(app, place, "900")
    assert total(app) != before, "a seat this cheap makes the option the cheapest"
    assert app.session_state["session"].data["options"]["seats_manila"]["pricing"]["seat_rate"]["base"] == 900
    press(unfold(app, "seats_manila"), f"Was {on_the_card} from the card: put back")
    assert total(app) == before
    assert app.session_state["session"].data["options"]["seats_manila"]["pricing"]["seat_rate"] == written


def test_the_term_can_be_changed(app: AppTest):
    drag(app, ("months",), 36.0)
    assert "over three years" in app.header[0].value


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (OCCUPANCY, "120", "above the most possible"),
        (OCCUPANCY, "-3 %", "below the least possible"),
        (VOICE, "many", "found 'many'; expected a number"),
        (VOICE, "36.000,5", "found '36.000,5'; expected a number"),
        (("demand", "seasonality"), "1, 1, 1", "expected 12, January first"),
        (("service", "handle_time", "voice"), "0", "below the least possible"),
    ],
)
def test_a_mistake_is_answered_beside_its_field_and_the_result_stands(
    app: AppTest, place: tuple[str, ...], text: str, said: str
):
    before = total(app), app.header[0].value
    type_into(app, place, text)
    assert (total(app), app.header[0].value) == before
    assert any(said in remark.replace("\\", "") for remark in remarks(app))
    order = [getattr(part, "key", None) or getattr(part, "value", "") for part in flat(app.sidebar)]
    field = max(i for i, part in enumerate(order) if str(part).startswith("field:" + ".".join(place) + "#"))
    remark = next(i for i, part in enumerate(order[field:], field) if str(part).startswith(":red"))
    assert remark <= field + 2, "the message stands right below its field"
    assert "before your last change" in app.warning[0].value
    press(app, "Undo")
    assert not app.warning
    assert not remarks(app)


def flat(block: object) -> list:
    """Everything in a block, in the order it stands on the page."""
    children = getattr(block, "children", None)
    if not children:
        return [block]
    return [part for position in sorted(children) for part in flat(children[position])]


def test_a_mistake_elsewhere_is_shown_at_the_field_that_caused_it(app: AppTest):
    """Milestones in month 6 do not fit a term of five months; the term was changed, so the term says it."""
    type_into(app, ("months",), "5")
    assert any("milestones" in problem.where for problem in app.session_state["session"].problems)
    assert remarks(app)
    assert "over five years" in app.header[0].value


def test_a_problem_can_be_put_right_by_typing_again(app: AppTest):
    type_into(app, OCCUPANCY, "120")
    type_into(app, OCCUPANCY, "80")
    assert not app.warning
    assert not remarks(app)


# ---------------------------------------------------------------- the contract


def test_members_of_groups_have_fields_in_words(card: RateCard):
    """Units read what the pricing counts, and a level measured as a number is no percentage."""
    fields = {field.place: field for field in fields_of(scenario_from(CONTRACT), card)}
    price = fields[*VOICE_TIERS, 1, "price"]
    assert (price.label, price.unit) == ("Voice, tier 2: Price", "USD per minute")
    assert fields[*VOICE_TIERS, 0, "up_to"].unit == "minutes a month"
    kpis = (*TERMS, "service_levels", "kpis")
    csat, speed = fields[*kpis, "csat", "target"], fields[*kpis, "speed", "target"]
    assert (csat.label, csat.unit, csat.text(csat.raw)) == ("CSAT: Target", "%", "85 %")
    assert (speed.label, speed.unit, speed.text(speed.raw)) == ("Speed: Target", "", "30")
    assert fields["indices", "cpi", "projection"].text("2.5%") == "2.5 %"
    assert fields["indices", "cpi", "series"].is_series
    assert "Bureau of Labor Statistics" in fields["indices", "cpi", "series"].series_words


def test_the_price_of_a_tier_changes_the_answer(card: RateCard):
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    before = total(app)
    type_into(app, (*VOICE_TIERS, 1, "price"), "0.40")
    cheaper = json.loads(json.dumps(CONTRACT))
    cheaper["options"]["vendor"]["contract"]["volume_prices"]["tiers"]["voice"][1]["price"] = 0.4
    assert f"{compare(scenario_from(cheaper), card).cheapest.total:,.2f}" in total(app) != before
    press(app, "Was 0.45 in the scenario: put back")
    assert total(app) == before


def test_a_mistake_in_a_tier_is_answered_beside_its_box():
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    type_into(app, (*VOICE_TIERS, 0, "price"), "cheap")
    assert any("found 'cheap'" in remark for remark in remarks(app))
    assert "Voice, tier 1: Price" in app.warning[0].value


def test_a_clause_is_added_with_its_first_number_and_removed_and_brought_back():
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    before = total(app)
    app.session_state["open:offers:vendor"] = True
    app.run()
    click(app, "offer:options.vendor.contract.tax")
    assert not written(app)["options"]["vendor"]["contract"].get("tax"), "an empty form says nothing"
    assert total(app) == before
    assert not app.warning
    box = at(app.text_input, (*TERMS, "tax", "vat_rate"))
    assert (box.value, box.placeholder) == ("", "not stated")
    type_into(app, (*TERMS, "tax", "vat_rate"), "20")
    type_into(app, (*TERMS, "tax", "vat_recovery"), "0")
    taxed = total(app)
    assert taxed != before
    click(app, "remove:options.vendor.contract.tax")
    assert total(app) == before
    assert not any(place.startswith("options.vendor.contract.tax") for place in shown_places(app))
    press(app, "Undo")
    assert total(app) == taxed
    assert written(app)["options"]["vendor"]["contract"]["tax"] == {"vat_rate": "20%", "vat_recovery": "0%"}


def test_an_empty_form_can_be_undone():
    app = unfold(working_on(CONTRACT), "vendor", "contract.tax")
    app.session_state["open:offers:vendor"] = True
    app.run()
    click(app, "offer:options.vendor.contract.tax")
    assert "options.vendor.contract.tax.vat_rate" in shown_places(app)
    press(app, "Undo")
    assert "options.vendor.contract.tax.vat_rate" not in shown_places(app)
    press(app, "Redo")
    assert "options.vendor.contract.tax.vat_rate" in shown_places(app)


def test_a_clause_that_is_not_used_has_no_field(app: AppTest, card: RateCard):
    used = set(written(unfold(app, "seats_manila"))["options"]["seats_manila"]["contract"])
    assert 0 < len(used) < len(CLAUSES)
    unfold(app, "seats_manila", *(f"contract.{name}" for name in CLAUSES))
    found = {place.split(".")[3] for place in shown_places(app) if place.startswith("options.seats_manila.contract.")}
    assert found == used
    assert not [field for field in fields_of(load_scenario(EXAMPLE), card) if field.place[0] == "poor_service"]


def test_an_option_opens_on_its_standing_and_its_price_with_all_else_folded(app: AppTest):
    shown = shown_places(unfold(app, "seats_manila")) - shown_places(screen("compare"))
    standing = {f"options.seats_manila.{name}" for name in ("in_comparison", "price_change")}
    price = "options.seats_manila.pricing.seat_rate"
    assert shown == {*standing, price, f"{price}.low", f"{price}.high"}


def test_every_clause_can_be_begun_and_says_what_it_is_for(app: AppTest):
    """Whether the model takes it empty or not, beginning a clause changes no result and shows its boxes."""
    before = total(app)
    offers = Forms(written(app), load_card(ROOT / "data" / "rates.yaml")).offers("resolutions")
    assert {offer.place[-1] for offer in offers} >= set(CLAUSES) - {"governance"}
    unfold(app, "resolutions")
    for offer in offers:
        assert offer.about.endswith("."), offer
        open_offers(app, "resolutions")
        click(app, f"offer:{'.'.join(offer.place)}")
        assert total(app) == before, offer
        assert not app.warning, offer


def test_a_tier_is_added_and_one_before_it_removed():
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    click(app, "add:options.vendor.contract.volume_prices.tiers.voice")
    assert written(app) == CONTRACT, "nothing is written before a number is typed"
    app.session_state["open:more:options.vendor.contract.volume_prices.tiers.voice.1"] = True
    app.run()
    type_into(app, (*VOICE_TIERS, 1, "up_to"), "120,000")
    type_into(app, (*VOICE_TIERS, 2, "over"), "120,000")
    assert "tier 3 has no price" in app.warning[0].value
    type_into(app, (*VOICE_TIERS, 2, "price"), "0.30")
    assert not app.warning
    three = total(app)
    click(app, "remove:options.vendor.contract.volume_prices.tiers.voice.1")
    tiers = written(app)["options"]["vendor"]["contract"]["volume_prices"]["tiers"]["voice"]
    assert tiers == [{"up_to": 100000, "price": 0.6}, {"over": 120000, "price": 0.3}]
    assert at(app.text_input, (*VOICE_TIERS, 1, "price")).value == "0.3"
    press(app, "Undo")
    assert total(app) == three


def test_a_service_level_gets_its_name_first():
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    kpis = (*TERMS, "service_levels", "kpis")
    next(one for one in app.text_input if one.label == "Add a service level").input("First contact!").run()
    assert not app.exception
    type_into(app, (*kpis, "first_contact", "target"), "75")
    assert written(app)["options"]["vendor"]["contract"]["service_levels"]["kpis"]["first_contact"] == {"target": "75%"}


def test_an_index_comes_with_its_series():
    """It is written with the projection that the contract's later months need, not before."""
    app = working_on(CONTRACT)
    next(one for one in app.selectbox if one.label == "Add an index").select("us_eci_wages_private").run()
    assert written(app) == CONTRACT
    type_into(app, ("indices", "us_eci_wages_private", "projection"), "3")
    added = written(app)["indices"]["us_eci_wages_private"]
    assert added == {"series": "us_eci_wages_private", "projection": "3%"}


def test_a_clause_that_needs_no_number_is_written_as_soon_as_it_can_be_computed():
    """A currency clause says nothing until it names a rate, and then everything else about it can be assumed."""
    pesos = {"series": {"2025-12": 56, "2026-01": 57}, "projection": "0%"}
    data = {**CONTRACT, "indices": {**CONTRACT["indices"], "pesos": pesos}}
    app = unfold(working_on(data), "vendor", "contract.currency")
    app.session_state["open:offers:vendor"] = True
    app.run()
    click(app, "offer:options.vendor.contract.currency")
    assert written(app) == data
    next(one for one in app.selectbox if one.label == "Add an exchange rate").select("pesos").run()
    assert not app.exception
    assert written(app)["options"]["vendor"]["contract"]["currency"] == {"exchange_rates": {"pesos": {}}}
    assert not app.warning


def test_an_emptied_box_takes_the_entry_out():
    app = unfold(working_on(CONTRACT), "vendor", *VENDOR)
    capped = total(app)
    type_into(app, (*TERMS, "service_levels", "penalty_cap"), "1%")
    type_into(app, (*TERMS, "service_levels", "penalty_cap"), "")
    assert "penalty_cap" not in written(app)["options"]["vendor"]["contract"]["service_levels"]
    assert at(app.text_input, (*TERMS, "service_levels", "penalty_cap")).value == ""
    press(app, "Was 10 % in the scenario: put back")
    assert total(app) == capped
    type_into(app, ("demand", "volume", "chat"), "")
    assert any("found ''" in remark for remark in remarks(app)), "a channel is not emptied away"


def test_several_numbers_are_told_apart(card: RateCard):
    field = next(one for one in fields_of(load_scenario(EXAMPLE), card) if one.given.name == "core_seats")
    assert field.typed("18, 34; 56") == [18, 34, 56]
    assert field.typed("1,000, 2,500") == [1000, 2500]
    assert field.typed("18,34,48") == [18, 34, 48]
    assert field.typed("1,000") == "1,000", "one thousand or one and nothing: the model refuses it"
    assert field.typed(field.text([2000])) == [2000]
    assert Field(("x", "x"), Given("x", "1", "", "X", "hours"), None, "X", "", "USD").empty_box.startswith("24 numbers")


# ---------------------------------------------------------------- files


FROM_FILE = """
from dashboard import state
from dashboard.scenarios import from_file

from_file.show(state.result())
"""


def upload(content: bytes, name: str = "mine.yaml") -> AppTest:
    app = AppTest.from_string(FROM_FILE, default_timeout=60).run()
    app.file_uploader[0].upload(name, content, "application/yaml").run()
    assert not app.exception
    return app


def test_a_scenario_goes_out_and_comes_back_the_same(result: Comparison):
    app = upload(standalone(result).encode())
    assert "mine.yaml is open" in app.success[0].value
    assert app.session_state["session"].data == json.loads(json.dumps(result.scenario.data))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"months: [", "not readable as YAML"),
        (b"", "the file is empty"),
        (b"[]", "a scenario holds start, months, demand and options"),
        (b"\xff\xfe\x00", "no text that can be read"),
        (b"a" * 10_000_001, "the limit is 10 MB"),
        (EXAMPLE.read_bytes().replace(b"occupancy: 80%", b"ocupancy: 80%"), "did you mean occupancy?"),
        (EXAMPLE.read_bytes().replace(b"shrinkage: 32%", b"shrinkage: 132%"), "above the most possible"),
        (EXAMPLE.read_bytes().replace(b"base: 36000", b"csv: ../rates.yaml"), "opened as a file"),
    ],
)
def test_a_bad_upload_is_refused_and_leaves_what_is_open(content: bytes, said: str):
    app = upload(content)
    assert "was not opened" in app.error[0].value
    assert said in app.code[0].value
    assert app.session_state["session"].name == "example.yaml"


def test_text_of_a_stranger_stays_text(result: Comparison):
    """A label that would be a link, a formula or a heading is shown letter by letter."""
    data = json.loads(json.dumps(result.scenario.data))
    data["options"][result.cheapest.key]["label"] = "# [x](http://evil) $a$ :red[b] <b>c</b>"
    app = AppTest.from_string("from dashboard.frame import SCREENS\n\nSCREENS['compare']()", default_timeout=60)
    app.run()
    app.session_state["session"].steps = [Step(json.dumps(data))]
    app.session_state["session"].data = data
    app.run()
    assert not app.exception
    assert (
        app.header[0].value.replace(JOINER, "").startswith(r"\# \[x\](http://evil) \$a\$ \:red\[b\] \<b\>c\</b\> costs")
    )
    drawn = figures.bridge(
        compare(scenario_from(data), load_card(ROOT / "data" / "rates.yaml")), result.options[1], LIGHT
    )
    assert "<b>c</b>" not in json.dumps(drawn)


# ---------------------------------------------------------------- charts and words


def test_the_charts_are_figures_plotly_accepts(result: Comparison):
    drawn = [
        figures.cumulative_cost(result, LIGHT),
        figures.monthly_cost(result, LIGHT),
        figures.unit_cost(result, LIGHT),
        figures.cost_by_category(result, LIGHT),
        *[figures.bridge(result, option, LIGHT) for option in result.options[1:]],
    ]
    for figure in drawn:
        assert figure is not None
        go.Figure(data=figure["data"], layout=figure["layout"])  # raises for a property that Plotly does not know
        go.Figure(layout=figure["layout"] | figure["narrow"])


def test_the_bridge_ends_at_the_option(result: Comparison):
    option = result.option("seats_manila")
    trace = figures.bridge(result, option, LIGHT)["data"][0]
    assert trace["x"][0] == pytest.approx(result.baseline.total)
    assert trace["x"][0] + sum(trace["x"][1:-1]) == pytest.approx(option.total, abs=1)
    assert trace["x"][-1] == pytest.approx(option.total)


def test_the_lines_are_the_months_of_the_model(result: Comparison):
    for trace, option in zip(figures.monthly_cost(result, LIGHT)["data"], result.options, strict=True):
        assert trace["y"] == pytest.approx(option.by_month, rel=1e-6)
        assert trace["name"] == option.label


def test_every_category_has_a_colour_of_its_own():
    colours = [LIGHT.category(name) for name in categories.ORDER]
    assert len(set(colours)) == len(colours)
    assert LIGHT.text not in colours, "a category that belongs to no family is drawn in the colour of text"


def test_labels_at_line_ends_do_not_overlap():
    heights = [2.0, 2.0, 2.0, 4.0]
    places = figures.moved_apart([10.0, 10.1, 10.2, 0.0], heights, low=0.0)
    order = sorted(range(4), key=lambda i: places[i])
    assert order == [3, 0, 1, 2]
    for below, above in pairwise(order):
        assert places[above] - places[below] >= (heights[above] + heights[below]) / 2 - 1e-9
    assert places[3] - heights[3] / 2 >= 0


def test_the_answer_names_cost_saving_payback_and_unit_cost(result: Comparison):
    best = result.cheapest
    assert answer.headline(result) == (
        f"{best.label} costs {short(best.total)} USD over five years, {short(best.figure('term_saving'))} "
        f"({best.figure('saving_share') * 100:.0f} %) less than In-house, United States."
    )
    more = answer.more(result)
    assert f"after {best.figure('payback'):.1f} months" in more
    assert f"a resolved contact costs {best.figure('cost_per_resolved_contact'):.2f} USD" in more
    assert "Next is " in more


def test_the_answer_without_a_baseline_names_no_saving(card: RateCard):
    data = json.loads(json.dumps(load_scenario(EXAMPLE).data))
    del data["options"]["in_house"]
    for option in data["options"].values():
        del option["transition"]
    found = compare(scenario_from(data), card)
    assert "the least of all options" in answer.headline(found)
    assert "less than" not in answer.headline(found)


def test_the_answer_when_nothing_beats_the_baseline(card: RateCard):
    data = json.loads(json.dumps(load_scenario(EXAMPLE).data))
    data["options"] = {name: data["options"][name] for name in ("in_house", "seats_manila")}
    data["options"]["seats_manila"]["pricing"]["seat_rate"] = 50000
    found = compare(scenario_from(data), card)
    assert answer.headline(found).endswith("no other option is cheaper.")
    assert "pay" not in answer.more(found)


def small(card: RateCard, **options: Any) -> Comparison:
    """A year of 20,000 calls for 18.6 agents."""
    data = {"start": "2027-01", "months": 12, "demand": {"volume": {"voice": 20000}}, "service": {"handle_time": 300}}
    data["staffing"] = {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160}
    return compare(scenario_from({**data, "options": options}), card)


TEAM = {"label": "Own", "in_house": {"hourly_wage": 20}, "staffing": {"fixed_agents": {"voice": 5}}}
TICKETS = {"label": "Tickets", "pricing": {"model": "per_ticket", "ticket_price": 3}}
FEW = {"label": "Few seats", "pricing": {"model": "per_seat", "contracted_seats": 5, "seat_rate": 2000}}


def test_the_answer_states_no_saving_against_a_baseline_that_cannot_do_the_work(card: RateCard):
    found = small(card, own=TEAM, tickets=TICKETS)
    assert answer.headline(found) == (
        "Tickets costs 720 k USD over one year. Own does not serve all of the work as it is stated, so no saving "
        "against it can be stated."
    )
    assert "pay" not in answer.more(found)
    assert "first month" not in answer.more(found)
    enough = {**TEAM, "staffing": {"fixed_agents": {"voice": 30}}}
    assert "less than Own" in answer.headline(small(card, own=enough, tickets=TICKETS))


def test_the_answer_speaks_of_those_that_take_part_and_serve_the_work(card: RateCard):
    budget = {"label": "Own", "in_house": {"monthly_budget": 50000}}
    assert answer.headline(small(card, few=FEW)).startswith("No option serves all of the work as it is stated")
    left_out = small(card, own={**budget, "in_comparison": False}, few=FEW)
    assert answer.headline(left_out).startswith("No option that takes part serves all of the work as it is stated")
    own = small(card, own=budget, few=FEW)
    assert own.option("few").total < own.cheapest.total
    assert answer.headline(own).endswith("no other option that serves all of the work is cheaper.")
    assert answer.headline(small(card, few=FEW, tickets=TICKETS)).endswith(
        "the least of the options that serve all of the work."
    )


def test_the_table_holds_the_exact_figures(result: Comparison):
    shown = table(result).set_index("Option")
    for option in result.options:
        assert shown.loc[option.label, "tco"] == option.total
        assert shown.loc[option.label, "npv"] == option.figure("npv")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (12687849.12, "12.7 m"),
        (-3_400_000, "−3.4 m"),
        (999_499, "999 k"),
        (999_500, "1.0 m"),
        (178_320, "178 k"),
        (4.6216, "4.62"),
        (0.0, "0"),
        (-0.001, "0"),
        (1_234_000_000, "1.2 bn"),
    ],
)
def test_short_numbers(value: float, said: str):
    assert short(value) == said


def test_words_for_people():
    assert (term_of(60), term_of(12), term_of(54), term_of(240)) == ("five years", "one year", "54 months", "20 years")
    assert (months_of(0), months_of(4.236)) == ("at once", "4.2 months")
    assert unit_words("currency/seat/month", "USD") == "USD per seat and month"
    assert unit_words("1/year", "USD", share=True) == "% a year"
    assert unit_words("second/contact", "USD") == "seconds per contact"
    assert (titled("fcr"), titled("It support rate"), titled("back_office")) == (
        "FCR",
        "IT support rate",
        "Back office",
    )


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize("scenario", ["contract", *SCENARIOS], ids=lambda one: getattr(one, "stem", one))
def test_every_number_a_scenario_states_has_a_field(card: RateCard, scenario: Any):
    opened = scenario_from(CONTRACT) if scenario == "contract" else load_scenario(scenario)
    places = {field.place for field in fields_of(opened, card)}
    for one in compare(opened, card).model.inputs:
        if one.place:
            assert one.place in places, one.place


@pytest.mark.parametrize("scenario", [load_scenario(EXAMPLE), scenario_from(CONTRACT)], ids=["example", "contract"])
def test_a_field_reads_what_it_writes(card: RateCard, scenario: Scenario):
    for field in fields_of(scenario, card):
        if field.is_series or field.given.kind in ("choice", "switch"):
            continue
        again = field.saying(field.typed(field.text(field.raw)), card)
        assert again.text(again.raw) == field.text(field.raw), field.place
        if field.given.kind == "number":
            assert again.number(again.raw) == field.number(field.raw), field.place


def test_a_field_says_where_its_value_comes_from(card: RateCard):
    fields: dict[Place, Field] = {field.place: field for field in fields_of(load_scenario(EXAMPLE), card)}
    wage = fields["options", "in_house", "in_house", "hourly_wage"]
    assert "united_states.wage.agent" in wage.source
    assert "as of 2024-05" in wage.source
    assert fields[OCCUPANCY].source == "Stated in the scenario."
    assert fields["options", "in_house", "in_house", "overtime_premium"].source == "Assumed: time and a half."


def test_a_slider_holds_the_value_of_every_lever(card: RateCard):
    app = screen("compare")
    fields = {field.place: field for field in fields_of(load_scenario(EXAMPLE), card)}
    assert len(app.slider) >= 12
    for slider in app.slider:
        place = tuple(slider.key.removeprefix("field:").partition(":")[0].split("."))
        assert slider.min <= fields[place].number(fields[place].raw) <= slider.max


def test_monthly_volumes_fix_the_term(card: RateCard):
    real = compare(load_scenario(ROOT / "data" / "scenarios" / "san_francisco_311.yaml"), card)
    assert "fixes the term" in fixed_term(real)
    assert not fixed_term(compare(load_scenario(EXAMPLE), card))


def test_the_rate_card_finds_words(card: RateCard):
    rate = card["philippines.seat_month"]
    assert matches(rate, "seat PHILIPPINES")
    assert not matches(rate, "seat Mexico-on-Sea")


def test_the_ranges_of_sliders_do_not_move():
    """They follow from the scenario as opened; a range that follows the value would move under the hand."""
    app = screen("compare")
    before = {slider.label: (slider.min, slider.max) for slider in app.slider}
    drag(app, VOICE, 60000.0)
    assert {slider.label: (slider.min, slider.max) for slider in app.slider} == before


def test_notes_and_assumptions_are_written_once_somebody_opens_them(app: AppTest, result: Comparison):
    heading = "**Assumed because nobody stated it**"
    assert heading not in [one.value for one in app.markdown]
    app.session_state["open:small print"] = True
    app.run()
    told = "\n".join(one.value for one in app.markdown)
    assert heading in told
    assert all(f"- {plain(note)}" in told for note in result.notes)
    assert all(plain(one.given.label) in told for one in result.assumptions)
