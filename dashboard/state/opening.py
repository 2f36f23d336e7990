"""Opening scenarios: a sample, a file that was handed in, one given as data; and the way back to what was open."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.cards.desk import has_section
from dashboard.server.visits import refused
from dashboard.state.shared import DEFAULT, SCENARIOS, scenario_files, standard_card
from dashboard.state.visitor import cards, session, start, step, text_of
from dashboard.state.widgets import is_current, widget_changed
from dashboard.state.work import Session
from tcomodel import Scenario, compare, load_scenario, read_scenario, scenario_from
from tcomodel.card_choice import card_of
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.uploads import LARGEST, check_upload
from tcomodel.uploads import text_of as text_of_upload

LARGEST_UPLOAD = LARGEST // 1_000_000  # MB


def open_chosen(key: str) -> None:
    """Open the file chosen in a select box."""
    name = widget_changed(key) if is_current(key) else ""
    if name in scenario_files():
        open_sample(name)


def open_sample(name: str) -> bool:
    """Open a scenario that comes with the tool, by the name of its file; False where it is refused."""
    return _open(name, lambda: load_scenario(SCENARIOS / name), str(SCENARIOS))


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
        refused("scenario", content)
        return
    if kind == "xlsx":
        now.waits = name, content
    elif has_section(content, b"rates") and not has_section(content, b"options"):
        now.refused = name, (Problem("", "it is a rate card; open it under Rate cards, Import", name),)
        refused("scenario", content)
    elif not _open(name, lambda: read_scenario(text_of_upload(name, content), name), None):
        refused("scenario", content)


def open_data(data: Mapping[str, Any], name: str, folder: str | None = None) -> bool:
    """Open a scenario given as data under a name; False where it cannot be computed, ``refused`` then says why."""
    return _open(name, lambda: scenario_from(data, Path(folder) if folder else None), folder)


def open_with(scenario: Scenario, data: Mapping[str, Any], name: str) -> None:
    """Open a scenario and put an edited one in its place, so that undo gives it back as it was."""
    start(scenario, name, None)
    step(text_of(data), ())
    session().accepted = name


def _open(name: str, read: Any, folder: str | None) -> bool:
    try:
        scenario: Scenario = read()
        compare(scenario, card_of(scenario, cards(), standard_card()))
    except ProblemsFound as found:
        session().refused, session().accepted = (name, found.problems), ""
        return False
    start(scenario, name, folder)
    session().accepted = name
    return True


def is_untouched() -> bool:
    """Whether nothing here is the visitor's own: a scenario that comes with the tool, as it was opened."""
    now = session()
    return now.name in scenario_files() and len(now.steps) == 1 and now.steps[0].begun == () and now.saved is None


def left() -> Session | None:
    """The work that was open before another scenario was opened; None where nobody had changed anything in it."""
    before: Session | None = st.session_state.get("session left")
    return before if before is not None and before.is_own else None


def go_back() -> None:
    """Open again what was left, with its steps; what is open now is left instead."""
    if (before := left()) is not None:
        st.session_state["session left"], st.session_state["session"] = session(), before


def start_fresh() -> None:
    """Leave what is open for the example that comes with the tool; ``go_back`` opens it again."""
    start(load_scenario(SCENARIOS / DEFAULT), DEFAULT, str(SCENARIOS))
