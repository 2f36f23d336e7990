"""Every screen in every state: nothing fails, each says what it is, no figure is without its unit, no name is markup.

One test asks all screens for one thing in one state.
"""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame import SCREENS
from tcomodel import load_scenario

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
EXAMPLE = load_scenario(FOLDER / "example.yaml").data
SAID = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
WIDGETS = ("button", "checkbox", "selectbox", "slider", "text_input", "toggle", "radio", "multiselect", "expander")
NO_NUMBER = re.compile(r"(?<![\w.])(nan|NaN|inf|None|undefined|NaT)(?![\w.])")
UNIT = re.compile(r"(USD|EUR|GBP|%|months?|years?|at once|hours|agents)\b|%")
COUNTED = re.compile(r"contacts|agents|hours|busiest month", re.IGNORECASE)  # what a bare figure counts
TOLD = ("compare", "programme", "options", "risk", "negotiate", "explain")  # screens with inputs or figures of them
OPENED_FIRST = """
import json
from dashboard import state
if not state.kept("prepared"):
    state.keep("prepared", True)
    state.keep("risk draws", 1024)
    assert state.open_data(json.loads({data!r}), "a scenario", {folder!r}), state.session().refused
    {then}
from dashboard.frame import SCREENS
SCREENS[{screen!r}]()
"""


# ---------------------------------------------------------------- states


def small(**more: Any) -> dict[str, Any]:
    """Two vendors and an own team with the least that can be said of them."""
    return {
        "name": "Small", "start": "2027-01", "months": 24, "demand": {"volume": {"voice": 5000}},
        "service": {"handle_time": 360}, "staffing": {"occupancy": "80%", "shrinkage": "30%"},
        "options": {
            "own": {"label": "Own team", "in_house": {"monthly_budget": 40000}},
            "tickets": {"label": "Tickets", "pricing": {"model": "per_ticket", "ticket_price": 4.2}},
            "fixed": {"label": "Fixed", "pricing": {"model": "fixed_fee", "monthly_fee": 30000}},
        },
    } | more  # fmt: skip


def only(*keys: str, **more: Any) -> dict[str, Any]:
    data = small(**more)
    return data | {"options": {key: data["options"][key] for key in keys}}


def left_out(data: dict[str, Any], *keys: str) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    for key in keys or changed["options"]:
        changed["options"][key]["in_comparison"] = False
    return changed


def ten_options() -> dict[str, Any]:
    price = {f"vendor_{n}": {"label": f"Vendor {n}", "pricing": {"model": "per_ticket", "ticket_price": 3 + n / 10}}
             for n in range(9)}  # fmt: skip
    return small(options={"own": small()["options"]["own"], **price})


def named(text: str) -> dict[str, Any]:
    """A small scenario in which everything a person may name carries the same text."""
    data = small(name=text, description=text)
    for option in data["options"].values():
        option |= {"label": text, "note": text}
    for position, key in enumerate(data["options"]):
        data["options"][key]["label"] = f"{text} {position}"
    return data


def priced(price: float, volume: float, months: int = 24) -> dict[str, Any]:
    data = small(months=months, demand={"volume": {"voice": volume}})
    data["options"]["tickets"]["pricing"]["ticket_price"] = price
    return data


def edited(place: str, value: Any) -> str:
    return f"state.edit({tuple(place.split('.'))!r}, {value!r})"


HOSTILE = {
    "markup": "<b>x</b><script>alert(1)</script> **y** [z](http://evil.example) `c`",
    "formulas": "=HYPERLINK(1) $x^2$ :red[x] :material/home: # head",
}


class State(NamedTuple):
    """A scenario that is open, and what its visitor did then, as a line of a program."""

    data: dict[str, Any]
    then: str = "pass"


LONG = "An option with a name as long as names may be, which is eighty signs and no "
SAVE = "from dashboard.scenarios.keeping import text_of; from dashboard.library import visitor; "
STATES = {
    **{f"file {path.stem}": State(load_scenario(path).data) for path in FILES},
    "one option": State(only("tickets")),
    "only an own team": State(only("own")),
    "no own team": State(only("tickets", "fixed")),
    "all but one left out": State(left_out(small(), "own", "tickets")),
    "the last one left out": State(left_out(small(), "own", "tickets"), edited("options.fixed.in_comparison", "no")),
    "a problem in a number": State(small(), edited("staffing.occupancy", "120%")),
    "a problem in a choice": State(small(), edited("options.tickets.pricing.model", "per_moon")),
    "a clause that is begun": State(small(), "state.begin(('options', 'tickets', 'contract', 'commitment'))"),
    "changed and taken back": State(small(), edited("months", 36) + "; state.undo()"),
    "another file refused": State(small(), "state.open_data({'options': 3}, 'broken.yaml')"),
    "saved": State(
        small(),
        SAVE + "visitor.library().saved('') or visitor.library().save('', 'Mine', text_of(state.result()), '', '40 k')",
    ),
    "a card that is gone": State(small(), "state.use_card('No such card')"),
    "one month": State(priced(4.2, 5000, 1)),
    "120 months": State(priced(4.2, 5000, 120)),
    "ten options": State(ten_options()),
    "no volume": State(priced(4.2, 0)),
    "nothing costs anything": State(priced(0, 5000)),
    "vast": State(priced(99999, 90_000_000)),
    "tiny": State(priced(0.0001, 1)),
    "long names": State(named(LONG)),
    **{f"names in {name}": State(named(text)) for name, text in HOSTILE.items()},
}


# ---------------------------------------------------------------- reading a screen


def screen_in(state: str, screen: str) -> AppTest:
    data, then = STATES[state]
    program = OPENED_FIRST.format(data=json.dumps(data), then=then, screen=screen, folder=str(FOLDER))
    return AppTest.from_string(program, default_timeout=60).run()


def read_as_markdown(app: AppTest) -> Iterator[str]:
    """What is said, and the labels of what can be used."""
    for kind in SAID:
        yield from (str(one.value) for one in getattr(app, kind))
    for kind in WIDGETS:
        yield from (str(one.label) for one in getattr(app, kind))
    for one in app.metric:
        yield from (one.label, one.value, one.delta)


def faults(app: AppTest, raw: str = "") -> Iterator[str]:
    """What must not be on a screen, whatever it shows."""
    if app.exception:
        yield f"failed: {app.exception[0].message} {app.exception[0].stack_trace[-3:]}"
        return
    if not (app.title or app.header):
        yield "has no title"
    for text in read_as_markdown(app):
        if raw and raw in text:
            yield f"reads a name as markup: {text[:160]}"
        if found := NO_NUMBER.search(text):
            yield f"says {found[0]!r}: {text[:120]}"
    for one in app.metric:
        if one.value not in ("–", "") and not UNIT.search(one.value) and not COUNTED.search(f"{one.label} {one.delta}"):
            yield f"has a figure without a unit: {one.label} {one.value}"


@pytest.fixture(autouse=True)
def empty_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody saved anything before."""
    monkeypatch.setenv("TCO_DATABASE_URL", f"sqlite:///{tmp_path / 'library.db'}")


@pytest.mark.parametrize("state", STATES)
def test_every_screen_stands(state: str):
    raw = HOSTILE.get(state.removeprefix("names in "), "")
    found = {name: list(dict.fromkeys(faults(screen_in(state, name), raw))) for name in SCREENS}
    assert {name: said for name, said in found.items() if said} == {}


def test_every_screen_stands_without_a_database(monkeypatch: pytest.MonkeyPatch):
    """Work goes on where nothing can be saved."""
    monkeypatch.setenv("TCO_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1")
    found = {name: list(faults(screen_in("one option", name))) for name in SCREENS}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("name", TOLD)
def test_a_problem_leaves_the_last_good_figures(name: str):
    """What is said and shown is what it was before the mistake, and the page says so."""
    good, bad = screen_in("changed and taken back", name), screen_in("a problem in a number", name)
    assert figures_of(bad) == figures_of(good)
    assert any(character.isdigit() for text in figures_of(good) for character in text)
    assert any("before your last change" in one.value for one in bad.warning)


def figures_of(app: AppTest) -> list[str]:
    """The answer and the figures of a screen, without the forms beside it."""
    kinds = ("title", "header", "subheader", "metric", "markdown")
    return [one.value for kind in kinds for one in getattr(app.main, kind)]
