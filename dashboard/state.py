"""What one visitor has open: the scenario with its edits, the way back, and the last good result.

The only module that touches ``st.session_state``. Everything about a scenario is kept as the JSON text of its
data, so an edit can never change a result that somebody else is looking at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from tcomodel import Comparison, RateCard, Scenario, compare, load_card, load_scenario, read_scenario, scenario_from
from tcomodel.problems import Problem, ProblemsFound

DATA = Path(__file__).resolve().parent.parent / "data"
SCENARIOS = DATA / "scenarios"
DEFAULT = "example.yaml"
LONGEST_HISTORY = 200
LARGEST_UPLOAD = 1  # MB
Place = tuple[str, ...]


@dataclass
class Session:
    """One visitor's work. ``steps`` are scenario texts; ``good`` is the last of them that could be computed."""

    name: str  # where the scenario came from
    folder: str | None
    opened: dict[str, Any]
    steps: list[str]
    position: int = 0
    good: str = ""
    problems: tuple[Problem, ...] = ()
    last_edit: Place = ()
    refused: tuple[str, tuple[Problem, ...]] | None = None  # an upload that could not be used
    accepted: str = ""  # the name of an upload that was just opened
    data: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, tuple[Any, int]] = field(default_factory=dict)  # what each widget shows, and which one it is


# ---------------------------------------------------------------- shared by all visitors


@st.cache_resource(show_spinner="Reading the rate card")
def card() -> RateCard:
    """The rate card."""
    return load_card(DATA / "rates.yaml")


@st.cache_resource(show_spinner=False, max_entries=64)
def compared(text: str, folder: str | None) -> Comparison | tuple[Problem, ...]:
    """The comparison of a scenario given as JSON, or what is wrong with it. Shared: never change it."""
    try:
        return compare(scenario_from(json.loads(text), Path(folder) if folder else None), card())
    except ProblemsFound as found:
        return found.problems


@st.cache_resource(show_spinner=False)
def scenario_files() -> dict[str, str]:
    """The scenarios that come with the tool: file name and title."""
    titles = {}
    for path in sorted(SCENARIOS.glob("*.yaml"), key=lambda path: (path.name != DEFAULT, path.name)):
        try:
            titles[path.name] = load_scenario(path).file.name
        except ProblemsFound:
            titles[path.name] = path.name  # opening it says what is wrong
    return titles


# ---------------------------------------------------------------- this visitor


def session() -> Session:
    """This visitor's work; the default example at first. Raises ProblemsFound when not even that can be read."""
    if "session" not in st.session_state:
        scenario = load_scenario(SCENARIOS / DEFAULT)
        compare(scenario, card())
        _start(scenario, DEFAULT, str(SCENARIOS))
    return st.session_state["session"]


def result() -> Comparison:
    """The last good result: of the scenario as edited, or, while that has problems, of the last one without."""
    now = session()
    found = compared(now.steps[now.position], now.folder)
    if isinstance(found, Comparison):
        now.good, now.problems = now.steps[now.position], ()
        return found
    now.problems = found
    good = compared(now.good, now.folder)
    if not isinstance(good, Comparison):
        raise ProblemsFound(good)
    return good


def edited(place: Place) -> Any:
    """What the scenario says at a place now, None where it says nothing."""
    return _at(session().data, place)


def opened(place: Place) -> Any:
    """What the scenario said there when it was opened."""
    return _at(session().opened, place)


def edit(place: Place, value: Any) -> None:
    """Put a value at a place; None takes the entry out."""
    data = json.loads(_text(session().data))
    inner = data
    for name in place[:-1]:
        if not isinstance(inner.get(name), dict):
            inner[name] = {}
        inner = inner[name]
    if value is None:
        inner.pop(place[-1], None)
    else:
        inner[place[-1]] = value
    _step(_text(data), place)


def reset(place: Place) -> None:
    """Put back what the scenario said when it was opened."""
    edit(place, opened(place))


def undo() -> None:
    """One step back."""
    _go(session().position - 1)


def redo() -> None:
    """One step forward again."""
    _go(session().position + 1)


def can_undo() -> bool:
    return session().position > 0


def can_redo() -> bool:
    return session().position < len(session().steps) - 1


# ---------------------------------------------------------------- opening scenarios


def open_chosen(key: str) -> None:
    """Open the file chosen in a select box."""
    name = widget_changed(key) if is_current(key) else ""
    if name in scenario_files():
        _open(name, lambda: load_scenario(SCENARIOS / name), str(SCENARIOS))


def open_uploaded(key: str) -> None:
    """Open the file put into an uploader; a file that cannot be used changes nothing but the message."""
    file = st.session_state.get(key)
    if file is None:
        session().refused, session().accepted = None, ""
        return
    _open(file.name, lambda: read_scenario(_utf8(file.getvalue()), file.name), None)


def _utf8(content: bytes) -> str:
    if len(content) > LARGEST_UPLOAD * 1_000_000:
        raise ProblemsFound([Problem("", f"the file has {len(content):,} bytes; the most is {LARGEST_UPLOAD} MB")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemsFound([Problem("", "this is not a text file; expected a scenario in YAML")]) from None


def _open(name: str, read: Any, folder: str | None) -> None:
    try:
        scenario: Scenario = read()
        compare(scenario, card())
    except ProblemsFound as found:
        session().refused, session().accepted = (name, found.problems), ""
        return
    _start(scenario, name, folder)
    session().accepted = name


def _start(scenario: Scenario, name: str, folder: str | None) -> None:
    text = _text(scenario.data)
    shown = st.session_state["session"].shown if "session" in st.session_state else {}
    st.session_state["session"] = Session(
        name, folder, json.loads(text), [text], good=text, data=json.loads(text), shown=shown
    )


# ---------------------------------------------------------------- widgets


def widget_shows(name: str, value: Any) -> str:
    """The key of the widget called ``name``, which shows ``value``.

    A value that changed elsewhere (by undo, by the slider beside the box) gets a new widget under a new key. Setting
    the value of the old one would lose to what the browser still holds, and a quick hand on a slider would see its
    last steps taken back.
    """
    shown = session().shown
    last, count = shown.get(name, (value, 0))
    if last != value:
        count += 1
    shown[name] = value, count
    return f"{name}#{count}"


def is_current(key: str) -> bool:
    """Whether this is the widget on the screen; the browser may still speak for one that has just been replaced."""
    name, _, count = key.rpartition("#")
    return session().shown.get(name, (None, -1))[1] == int(count)


def widget_changed(key: str) -> Any:
    """What a person has just put into the widget of this key."""
    name, _, count = key.rpartition("#")
    value = st.session_state[key]
    session().shown[name] = value, int(count)
    return value


def widget_value(key: str, otherwise: Any = None) -> Any:
    """What the widget of this key holds."""
    return st.session_state.get(key, otherwise)


def _go(position: int) -> None:
    now = session()
    now.position = min(max(position, 0), len(now.steps) - 1)
    now.data = json.loads(now.steps[now.position])
    now.last_edit = ()


def _step(text: str, place: Place) -> None:
    now = session()
    if text == now.steps[now.position]:
        return
    now.steps = [*now.steps[: now.position + 1], text][-LONGEST_HISTORY:]
    now.position = len(now.steps) - 1
    now.data = json.loads(text)
    now.last_edit = place
    now.accepted = ""


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _at(data: Any, place: Place) -> Any:
    for name in place:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return data
