"""What one visitor has open: the scenario with its edits, the way back, and the last good result.

The only module that touches ``st.session_state``. Everything about a scenario is kept as the JSON text of its
data, so an edit can never change a result that somebody else is looking at.
"""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from dashboard.cards.desk import has_section
from dashboard.cards.shelf import Shelf
from dashboard.fields import Place
from tcomodel import Comparison, RateCard, Scenario, compare, load_card, load_scenario, read_scenario, scenario_from
from tcomodel.card_choice import card_of
from tcomodel.edited_workbook import EditedWorkbook
from tcomodel.entry_at import at, put_at
from tcomodel.index_series import index_names as known_indices
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.uploads import LARGEST, check_upload, text_of

DATA = Path(__file__).resolve().parent.parent / "data"
SCENARIOS = DATA / "scenarios"
DEFAULT = "example.yaml"
LONGEST_HISTORY = 200
LARGEST_UPLOAD = LARGEST // 1_000_000  # MB
KEPT = ("in_house", "pricing", "demand", "options")  # sections that stay when they are empty, so that they are missed


Begun = tuple[tuple[Place, Any], ...]  # places of open forms that say nothing yet, and what each brings along


class Step(NamedTuple):
    """A state one can go back to: the scenario's text, and the forms that are open but say nothing yet.

    A form that was begun stands beside the scenario and is not in it, so it changes no number. It goes in, together
    with what it brings along (the series of a new index), with the first value that is typed.
    """

    text: str
    begun: Begun = ()


@dataclass
class Session:
    """One visitor's work. ``good`` is the text of the last step that could be computed."""

    name: str  # where the scenario came from
    folder: str | None
    opened: dict[str, Any]
    steps: list[Step]
    position: int = 0
    good: str = ""
    problems: tuple[Problem, ...] = ()
    last_edit: Place = ()
    refused: tuple[str, tuple[Problem, ...]] | None = None  # an upload that could not be used
    accepted: str = ""  # the name of an upload that was just opened
    waits: tuple[str, bytes] | None = None  # a workbook that was handed in and is not read yet
    returned: EditedWorkbook | None = None  # one that was read, and whose changes nobody took or left yet
    taken: tuple[str, Step] | None = None  # what was taken from one, and the step it made
    data: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, tuple[Any, int]] = field(default_factory=dict)  # what each widget shows, and which one it is


# ---------------------------------------------------------------- shared by all visitors


@st.cache_resource(show_spinner="Reading the rate card")
def standard_card() -> RateCard:
    """The rate card that comes with the tool."""
    return load_card(DATA / "rates.yaml")


class Cards(dict[str, RateCard]):
    """The cards a scenario may name."""

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(card.fingerprint for card in self.values())


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Cards: lambda cards: cards.fingerprints})
def compared(text: str, folder: str | None, cards: Cards) -> Comparison | tuple[Problem, ...]:
    """The comparison of a scenario given as JSON, or what is wrong with it. Shared: never change it."""
    try:
        scenario = scenario_from(json.loads(text), Path(folder) if folder else None)
        return compare(scenario, card_of(scenario, cards, standard_card()))
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


def shelf() -> Shelf:
    """The rate cards this visitor has open."""
    if "shelf" not in st.session_state:
        st.session_state["shelf"] = Shelf(standard_card())
    return st.session_state["shelf"]


def cards() -> Cards:
    """The cards that scenarios of this visitor may name, as they are now, without the tool's own."""
    return Cards({name: card for name, card in shelf().by_name.items() if name != shelf().standard})


def card_in_use() -> RateCard:
    """The card behind the result that is shown."""
    return result().model.card


def session() -> Session:
    """This visitor's work; the default example at first. Raises ProblemsFound when not even that can be read."""
    if "session" not in st.session_state:
        scenario = load_scenario(SCENARIOS / DEFAULT)
        compare(scenario, standard_card())
        _start(scenario, DEFAULT, str(SCENARIOS))
    return st.session_state["session"]


def result() -> Comparison:
    """The last good result: of the scenario as edited, or, while that has problems, of the last one without."""
    now = session()
    text = now.steps[now.position].text
    found = compared(text, now.folder, cards())
    if isinstance(found, Comparison):
        now.good, now.problems = text, ()
        return found
    now.problems = found
    good = compared(now.good, now.folder, cards())
    if not isinstance(good, Comparison):
        raise ProblemsFound(good)
    return good


def opened(place: Place) -> Any:
    """What the scenario said at a place when it was opened, None where it said nothing."""
    return at(session().opened, place)


def same_place(place: Place) -> bool:
    """Whether a place means the same now as when the scenario was opened: no list on the way lost or won a member."""
    now = session()
    lists = [place[:position] for position, name in enumerate(place) if isinstance(name, int)]
    return all(len(at(now.opened, one) or ()) == len(at(now.data, one) or ()) for one in lists)


def draft() -> dict[str, Any]:
    """The scenario as edited, with the forms that were begun in it as if they were there already."""
    now = session()
    begun = now.steps[now.position].begun
    if not begun:
        return now.data
    data = json.loads(_text(now.data))
    for place, template in begun:
        put_at(data, place, deepcopy(template))
    return data


def is_begun(place: Place) -> bool:
    """Whether this form is open and says nothing yet."""
    now = session()
    return any(place == one for one, _ in now.steps[now.position].begun)


def begin(place: Place, template: Any = None) -> None:
    """Open an empty form for something that is not there yet; it is written where it can be computed empty."""
    now = session()
    begun, new = now.steps[now.position].begun, (place, template or {})
    data, left = _with_begun((*begun, new), place)
    if isinstance(compared(_text(data), now.folder, cards()), Comparison):
        _step(_text(data), place, left)
    elif not is_begun(place):
        _step(_text(now.data), place, (*begun, new))


def edit(place: Place, value: Any) -> None:
    """Put a value at a place, with the forms around it that were only begun; None takes out what stands there."""
    if value is None:
        _take_out(place)
        return
    now = session()
    data, left = _with_begun(now.steps[now.position].begun, place)
    put_at(data, place, value)
    _step(_text(data), place, left)


def _with_begun(begun: Begun, place: Place) -> tuple[dict[str, Any], Begun]:
    """The scenario with the begun forms around a place written into it, and the begun forms that are left."""
    data = json.loads(_text(session().data))
    around = tuple(one for one in begun if place[: len(one[0])] == one[0])
    for start, template in around:
        put_at(data, start, deepcopy(template))
    return data, tuple(one for one in begun if one not in around)


def _take_out(place: Place) -> None:
    """Take an entry out, and the sections that are empty without it; their forms stay open."""
    now = session()
    data, begun = json.loads(_text(now.data)), list(now.steps[now.position].begun)
    around = at(data, place[:-1])
    if isinstance(around, dict):
        around.pop(place[-1], None)
    elif isinstance(around, list) and isinstance(place[-1], int) and place[-1] < len(around):
        del around[place[-1]]
    within = place[:-1] if isinstance(place[-1], int) else place  # members that follow move up
    begun = [(one, template) for one, template in begun if one[: len(within)] != within]
    emptied = []
    for size in range(len(place) - 1, 0, -1):
        inner, outer = at(data, place[:size]), at(data, place[: size - 1])
        if inner not in ({}, []) or not isinstance(outer, dict) or place[size - 1] in KEPT:
            break
        del outer[place[size - 1]]
        if inner == {}:
            emptied.append((place[:size], {}))
    begun += [one for one in reversed(emptied) if one not in begun]
    _step(_text(data), place, tuple(begun))


def use_card(name: str | None) -> None:
    """Compute the scenario with a card of the shelf; None is the tool's own."""
    edit(("card",), name)


def take_rate(card: str | None, key: str, places: Sequence[Place]) -> None:
    """Let inputs take a rate of a card of the shelf, which the scenario is computed with from then on: one step."""
    data = json.loads(_text(session().data))
    for place in places:
        put_at(data, place, {"rate": key})
    if card is not None:
        data["card"] = card
    _step(_text(data), ("card", key))


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


def computed(data: Mapping[str, Any], folder: str | None) -> Comparison | tuple[Problem, ...]:
    """What a scenario would cost with this visitor's cards, without opening it."""
    return compared(_text(data), folder, cards())


# ---------------------------------------------------------------- opening scenarios


def open_chosen(key: str) -> None:
    """Open the file chosen in a select box."""
    name = widget_changed(key) if is_current(key) else ""
    if name in scenario_files():
        _open(name, lambda: load_scenario(SCENARIOS / name), str(SCENARIOS))


def open_uploaded(key: str) -> None:
    """Open the file put into an uploader; a file that cannot be used changes nothing but the message.

    A workbook waits: it is read on the page, which says so meanwhile, and shown before it is applied.
    """
    file, now = st.session_state.get(key), session()
    now.refused, now.accepted, now.waits, now.returned, now.taken = None, "", None, None, None
    if file is None:
        return
    name, content = file.name, file.getvalue()
    try:
        kind = check_upload(name, content, ("yaml", "xlsx"))
    except ProblemsFound as found:
        now.refused = name, found.problems
        return
    if kind == "xlsx":
        now.waits = name, content
    elif has_section(content, b"rates") and not has_section(content, b"options"):
        now.refused = name, (Problem("", "it is a rate card; open it under Rate cards, Import", name),)
    else:
        _open(name, lambda: read_scenario(text_of(name, content), name), None)


def put_in(data: Mapping[str, Any], told: str) -> None:
    """Put a whole scenario in the place of the open one, as one step; ``told`` says what that was."""
    now = session()
    _step(_text(data), (), now.steps[now.position].begun)
    now.taken = told, now.steps[now.position]


def open_with(scenario: Scenario, data: Mapping[str, Any], name: str) -> None:
    """Open a scenario and put an edited one in its place, so that undo gives it back as it was."""
    _start(scenario, name, None)
    _step(_text(data), ())
    session().accepted = name


def _open(name: str, read: Any, folder: str | None) -> None:
    try:
        scenario: Scenario = read()
        compare(scenario, card_of(scenario, cards(), standard_card()))
    except ProblemsFound as found:
        session().refused, session().accepted = (name, found.problems), ""
        return
    _start(scenario, name, folder)
    session().accepted = name


def _start(scenario: Scenario, name: str, folder: str | None) -> None:
    text = _text(scenario.data)
    shown = st.session_state["session"].shown if "session" in st.session_state else {}
    st.session_state["session"] = Session(
        name, folder, json.loads(text), [Step(text)], good=text, data=json.loads(text), shown=shown
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


def folder(name: str, opened: bool) -> None:
    """Open or close a folder of the form."""
    st.session_state[f"open:{name}"] = opened


def widget_value(key: str, otherwise: Any = None) -> Any:
    """What the widget of this key holds."""
    return st.session_state.get(key, otherwise)


def view_key(name: str) -> str:
    """The key of a control of views: a new one after ``show_view``, as the browser may still speak for the old one."""
    count = kept(f"views of {name}", 0)
    return f"{name}#{count}" if count else name


def show_view(name: str, view: str) -> None:
    """Let a control of views, which is drawn later, show another one."""
    keep(f"views of {name}", kept(f"views of {name}", 0) + 1)
    st.session_state[view_key(name)] = view


def keep(name: str, value: Any) -> None:
    """Keep something of this visitor's that no widget holds, such as the order of moves."""
    st.session_state[f"kept {name}"] = value


def kept(name: str, otherwise: Any = None) -> Any:
    """What was kept under a name."""
    return st.session_state.get(f"kept {name}", otherwise)


def fill(keys: Sequence[str], value: Any) -> None:
    """Put a value into several widgets at once, from the callback of another one."""
    for key in keys:
        st.session_state[key] = value


def clear(prefix: str) -> None:
    """Empty the boxes of a form, whose keys begin alike."""
    for key in [key for key in st.session_state if str(key).startswith(f"{prefix}:")]:
        del st.session_state[key]


def tell_slips(form: str, problems: tuple[Problem, ...]) -> None:
    """What is wrong with what was typed into a form; nothing when it is right."""
    st.session_state[f"slips of {form}"] = problems


def slips_of(form: str) -> tuple[Problem, ...]:
    """What is wrong with what was typed into a form."""
    return st.session_state.get(f"slips of {form}", ())


def index_names(card: RateCard) -> list[str]:
    """The indices a rate of a card may name: none, the card's own series, those of the catalogue."""
    return ["none", *card.series, *(name for name in known_indices() if name != "none")]


def _go(position: int) -> None:
    now = session()
    now.position = min(max(position, 0), len(now.steps) - 1)
    now.data = json.loads(now.steps[now.position].text)
    now.last_edit = ()


def _step(text: str, place: Place, begun: Begun = ()) -> None:
    now, step = session(), Step(text, begun)
    if step == now.steps[now.position]:
        return
    now.steps = [*now.steps[: now.position + 1], step][-LONGEST_HISTORY:]
    now.position = len(now.steps) - 1
    now.data = json.loads(text)
    now.last_edit = place
    now.accepted = ""


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
