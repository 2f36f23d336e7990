"""The saved scenarios: what each says, and what can be done with it. What is deleted can be brought back."""

import streamlit as st

from dashboard import state
from dashboard.folders import folder
from dashboard.formats import plain
from dashboard.library import Saved
from dashboard.library.limits import tidy
from dashboard.library.visitor import library, owner
from dashboard.scenarios import keeping, versions
from dashboard.scenarios.opening import open_version

SEARCHED_FROM, AT_ONCE = 8, 12  # scenarios from which on one can search; as many are shown before the others
SEARCH = "scenarios:search"


def show(saved: list[Saved]) -> None:
    """All that is saved, the one saved last first."""
    st.subheader(f"Saved ({len(saved):,})" if saved else "Saved", anchor=False)
    if not saved:
        st.info(
            "Nothing is saved yet. Give what is open a name above and save it; then you can come back to it, try "
            "other terms, and see what changed from one version to the next.",
            icon=":material/bookmark:",
        )
    shown = _searched(saved)
    for one in shown[:AT_ONCE]:
        _row(one, saved)
    if len(shown) > AT_ONCE:
        with folder("scenarios:more", f"{len(shown) - AT_ONCE:,} more") as more:
            for one in shown[AT_ONCE:] if more else ():
                _row(one, saved)
    _deleted()


def _searched(saved: list[Saved]) -> list[Saved]:
    if len(saved) < SEARCHED_FROM:
        return saved
    words = st.text_input(
        "Search", key=SEARCH, placeholder="a name, or a word of a note", label_visibility="collapsed"
    ).casefold().split()  # fmt: skip
    found = [
        one for one in saved
        if all(word in f"{one.name} {one.latest.note} {one.latest.headline}".casefold() for word in words)
    ]  # fmt: skip
    if not found:
        st.info("No saved scenario matches. Clear the search to see all of them.")
    return found


def _row(one: Saved, saved: list[Saved]) -> None:
    now = state.session().saved
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_open = " :small[:gray-badge[open now]]" if now and now.scenario_id == one.id else ""
            st.markdown(f"**{plain(one.name)}**{is_open}", width="stretch")
            st.button(
                "Open", icon=":material/open_in_new:", key=f"scenarios:open:{one.id}", on_click=open_version,
                args=(one, one.latest), help="The latest version.",
            )  # fmt: skip
            with st.popover("More", icon=":material/more_horiz:"):
                _more(one)
        if one.latest.headline:
            st.markdown(plain(one.latest.headline))
        note = f" · {plain(one.latest.note)}" if one.latest.note else ""
        st.caption(f"Version {one.versions:,} · saved {keeping.when(one.latest.saved_at)}{note}")
        count = "1 version" if one.versions == 1 else f"{one.versions:,} versions"
        what = "open, compare" if one.versions == 1 else "open, restore, compare"
        with folder(f"versions:{one.id}", f"{count}: {what}") as shown:
            if shown:
                versions.show(one, saved)


def _more(one: Saved) -> None:
    """Rename, duplicate, delete."""
    box = f"scenarios:rename:{one.id}:{one.name}"
    st.text_input("Name", one.name, key=box, max_chars=keeping.LONGEST_NAME)
    st.button("Rename", icon=":material/edit:", key=f"scenarios:renamed:{one.id}", on_click=_rename, args=(one, box))
    st.button(
        "Duplicate", icon=":material/content_copy:", key=f"scenarios:duplicate:{one.id}", on_click=_duplicate,
        args=(one,), help="Its latest version as a scenario of its own.",
    )  # fmt: skip
    st.button(
        "Delete", icon=":material/delete:", key=f"scenarios:delete:{one.id}", on_click=_delete, args=(one,),
        help="With all its versions. It can be brought back.",
    )  # fmt: skip


def _rename(one: Saved, box: str) -> None:
    def action() -> None:
        name = tidy(str(state.widget_value(box, "")))
        library().rename(owner(), one.id, name)
        if (now := state.session()).saved and now.saved.scenario_id == one.id:
            now.saved = now.saved._replace(name=name)
        keeping.tell(f"{one.name} is called {name} now.")

    keeping.done(action)


def _duplicate(one: Saved) -> None:
    def action() -> None:
        taken = {other.name.casefold() for other in keeping.saved()}
        tries = (f"{one.name[:66]} (copy{f' {count}' if count > 1 else ''})" for count in range(1, len(taken) + 2))
        made = library().duplicate(owner(), one.id, next(name for name in tries if name.casefold() not in taken))
        keeping.tell(f"{made.name} is there now; {one.name} stays as it is.")

    keeping.done(action)


def _delete(one: Saved) -> None:
    def action() -> None:
        library().delete(owner(), one.id)
        keeping.tell(f"{one.name} is deleted.", lambda: _undelete(one))

    keeping.done(action)


def _undelete(one: Saved) -> None:
    def action() -> None:
        back = library().undelete(owner(), one.id)
        keeping.tell(f"{back.name} is back with all its versions.")

    keeping.done(action)


def _deleted() -> None:
    gone = keeping.asked(lambda: keeping.saved(deleted=True))
    if not gone:
        return
    with folder("scenarios:deleted", f"Deleted ({len(gone):,})") as shown:
        for one in gone if shown else ():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                count = "1 version" if one.versions == 1 else f"{one.versions:,} versions"
                on = f", deleted {keeping.when(one.deleted_at)}" if one.deleted_at else ""
                st.markdown(f"{plain(one.name)} :small[{count}{on}]", width="stretch")
                st.button(
                    "Bring back", icon=":material/restore_from_trash:", key=f"scenarios:undelete:{one.id}",
                    on_click=_undelete, args=(one,),
                )  # fmt: skip
