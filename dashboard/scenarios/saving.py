"""Saving what is open: under a name, as the next version, or beside what somebody else saved meanwhile.

Saved again, a scenario gets a new version; what was there before stays. Where somebody saved meanwhile, or has the name
already, she is asked first and both are kept.
A saved scenario carries the name it is found by, and so do its files.
"""

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.library import Conflict, Version
from dashboard.library.limits import LONGEST_NOTE, name_key, tidy
from dashboard.library.visitor import library, owner, who
from dashboard.scenarios import keeping
from tcomodel import Comparison
from tcomodel.problems import ProblemsFound

NAME, NOTE, AS = "scenarios:name", "scenarios:note", "scenarios:as"


def first_time(result: Comparison) -> None:
    """The form of a scenario that was never saved."""
    suggested = result.scenario.file.name
    name_box, note_box = f"{NAME}:{suggested}", f"{NOTE}:new"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Name", suggested, key=name_box, max_chars=keeping.LONGEST_NAME, width=360)
        _note(note_box)
        st.button(
            "Save", type="primary", icon=":material/save:", key="scenarios:save", on_click=_save,
            args=(name_box, note_box),
            help="Where the list has a scenario of this name already, you are asked first (Ctrl+S).",
        )  # fmt: skip
    st.caption(_who_sees())


def again(result: Comparison) -> None:
    """The form of one that was: its next version, or a scenario of its own."""
    saved = state.session().saved
    assert saved is not None
    note_box, name_box = f"{NOTE}:{saved.scenario_id}:{saved.number}", f"{AS}:{saved.scenario_id}:{saved.number}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _note(note_box)
        st.button(
            "Save a new version", type="primary", icon=":material/save:", key="scenarios:save", on_click=_save_version,
            args=(note_box, saved.scenario_id, saved.number), disabled=not keeping.is_changed(),
            help="Earlier versions stay as they are. Off while nothing has changed since the last one "
            "(Ctrl+S).",
        )  # fmt: skip
        with st.popover("Save under another name", icon=":material/save_as:"):
            other = f"{result.scenario.file.name[:72]} (2)"
            st.text_input("Name", other, key=name_box, max_chars=keeping.LONGEST_NAME)
            st.button(
                "Save as a new scenario", type="primary", key="scenarios:save as", on_click=_save,
                args=(name_box, note_box),
            )  # fmt: skip


def after_another(latest: Version) -> None:
    """Somebody saved meanwhile, or has this name already: what that says, and the two ways to keep both."""
    note = f" Its note: {latest.note}." if latest.note else ""
    mine = state.session().saved
    what = (
        f"Version {latest.number:,} was saved meanwhile"
        if mine is not None and mine.scenario_id == latest.scenario_id
        else f"A scenario of this name is there already, with version {latest.number:,}"
    )
    st.warning(
        plain(
            f"{what} ({keeping.when(latest.saved_at)}), so yours is not saved yet.{note} Its answer: {latest.headline}"
        ),
        icon=":material/sync_problem:",
    )
    note_box, name_box = f"{NOTE}:conflict:{latest.id}", f"{AS}:conflict:{latest.id}"
    other = f"{str(state.session().data.get('name', 'Scenario'))[:72]} (2)"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _note(note_box)
        st.button(
            f"Save mine as version {latest.number + 1:,}", type="primary", icon=":material/save:",
            key="scenarios:save after", on_click=_save_version, args=(note_box, latest.scenario_id, latest.number),
            help="Both versions are kept; yours is the latest.",
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Another name", other, key=name_box, max_chars=keeping.LONGEST_NAME)
        st.button("Save mine under this name", key="scenarios:save other", on_click=_save, args=(name_box, note_box))


def _note(key: str) -> None:
    st.text_input("Note", key=key, max_chars=LONGEST_NOTE, placeholder="what is new in it", width="stretch")


def _who_sees() -> str:
    if name := who():
        return f"Saved for {plain(name)} only."
    return "Nobody signs in here: whoever can open this dashboard can open what is saved."


def _save(name_box: str, note_box: str) -> None:
    """Save under a name: a new scenario. Where one has this name that is not the open one, she is asked first."""
    name, note = tidy(str(state.widget_value(name_box, ""))), str(state.widget_value(note_box, ""))

    def action() -> None:
        there = next((one for one in keeping.saved() if name_key(one.name) == name_key(name)), None)
        mine = state.session().saved
        if there is None:
            _write(name, lambda text, said: library().save(owner(), name, text, note, said))
        elif mine is None or mine.scenario_id != there.id:
            raise Conflict(there.latest)
        else:
            _write_version(there.id, there.name, note, mine.number)

    keeping.done(action)


def _save_version(note_box: str, scenario_id: int, after: int) -> None:
    """Save the next version of a scenario; ``after`` is the one it follows, as far as we know."""
    note = str(state.widget_value(note_box, ""))

    def action() -> None:
        known = (one.name for one in keeping.saved() if one.id == scenario_id)
        _write_version(scenario_id, next(known, ""), note, after)

    keeping.done(action)


def _write_version(scenario_id: int, name: str, note: str, after: int) -> None:
    _write(name, lambda text, said: library().add_version(owner(), scenario_id, text, note, said, after=after))


def _write(name: str, put: Callable[[str, str], Version]) -> None:
    """Save the open scenario under a name; it is called what it was where that cannot be done."""
    now = state.session()
    before, result = now.position, _renamed(name)
    try:
        made = put(keeping.text_of(result), keeping.headline(result))
    except ProblemsFound:
        if now.position > before:
            state.undo()
        raise
    _is_saved(made, name)


def _renamed(name: str) -> Comparison:
    """The open scenario under the name it is saved by, which its files carry too."""
    now = state.session()
    if name and now.data.get("name") != name[: keeping.LONGEST_NAME]:
        state.change({**now.data, "name": name[: keeping.LONGEST_NAME]})
        state.result()
        if problems := now.problems:  # a name no file can carry
            state.undo()
            raise ProblemsFound(problems)
    return state.result()


def _is_saved(made: Version, name: str) -> None:
    now = state.session()
    text = now.steps[now.position].text
    now.name, now.saved = name, state.SavedAs(made.scenario_id, name, made.number, text, keeping.card_named())
    keeping.tell(f"Saved as {name}, version {made.number:,}.")
