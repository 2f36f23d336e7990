"""The versions of a saved scenario: open one, make it the latest again, hold two against each other."""

import streamlit as st

from dashboard import answer, state
from dashboard.formats import plain
from dashboard.library import Saved, Version
from dashboard.library.visitor import library, owner
from dashboard.scenarios import keeping, version_changes
from dashboard.scenarios.opening import open_version, restore
from tcomodel import Comparison
from tcomodel.problems import ProblemsFound

AT_ONCE = 10  # versions that are listed before the others are asked for
OPEN = 0  # what is open now, among the ids of versions
NOW = "What is open now"


def show(saved: Saved, others: list[Saved]) -> None:
    """The versions, the latest first, and what changed from one to another."""
    found = keeping.asked(lambda: library().versions(owner(), saved.id))
    if not found:
        return
    all_of_them = len(found) <= AT_ONCE or st.toggle(f"All {len(found):,} versions", key=f"versions:all:{saved.id}")
    for one in found if all_of_them else found[:AT_ONCE]:
        _row(saved, one)
    _compare(saved, found, others)


def _row(saved: Saved, one: Version) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap="xxsmall", width="stretch"):
            note = f" · {plain(one.note)}" if one.note else ""
            st.markdown(f"**Version {one.number:,}** :small[{keeping.when(one.saved_at)}{note}]")
            if one.headline:
                st.caption(plain(one.headline))
        st.button("Open", key=f"version:open:{one.id}", on_click=open_version, args=(saved, one))
        if one.number != saved.versions:
            st.button(
                "Restore", key=f"version:restore:{one.id}", on_click=restore, args=(saved, one),
                help="Makes it the latest version again. Those in between stay.",
            )  # fmt: skip


# ---------------------------------------------------------------- two of them


def _compare(saved: Saved, found: list[Version], others: list[Saved]) -> None:
    """Two selections and what lies between them; at first the last step that was taken."""
    names = {one.id: f"Version {one.number:,}" for one in found} | {OPEN: NOW}
    names |= {
        one.latest.id: f"{one.name}, version {one.versions:,}" for one in others if one.id != saved.id
    }  # the latest of each other scenario
    ids = list(names)
    first, second = _at_first(saved, found, ids)
    if first == second:
        st.caption("There is one version. Change something and save it again: then what changed is shown here.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        before, after = (
            st.selectbox(
                label, ids, ids.index(chosen), format_func=names.__getitem__, width=280,
                key=f"versions:{label}:{saved.id}:{chosen}",
            )
            for label, chosen in (("Compare", first), ("with", second))
        )  # fmt: skip
    if before == after:
        st.caption("Choose two that are not the same.")
        return
    results = [_result(one, names[one]) for one in (before, after)]
    if results[0] is not None and results[1] is not None:
        said = [names[one] if one != OPEN else "what is open" for one in (before, after)]
        version_changes.show(results[0], results[1], (said[0], said[1]), f"{saved.id}")


def _at_first(saved: Saved, found: list[Version], ids: list[int]) -> tuple[int, int]:
    """The version that was changed and what is open, else the latest two, else the only one and another scenario."""
    now = state.session().saved
    if keeping.is_changed(saved.id):
        return next((one.id for one in found if now and one.number == now.number), found[0].id), OPEN
    if len(found) > 1:
        return found[1].id, found[0].id
    is_open = now is not None and now.scenario_id == saved.id
    return found[0].id, next(
        (one for one in ids if one != OPEN and one != found[0].id), found[0].id if is_open else OPEN
    )


def _result(version_id: int, name: str) -> Comparison | None:
    if version_id == OPEN:
        return state.result()
    version = keeping.asked(lambda: keeping.version(version_id))
    found = None if version is None else keeping.computed(version)
    if isinstance(found, tuple):
        keeping.slip(f"{name} cannot be computed.", ProblemsFound(found).problems)
        return None
    then = "" if version is None else keeping.answer_in(version.text or "")
    if found is not None and (said := answer.moved_since(f"When {name} was saved", then, found)):
        st.warning(plain(said), icon=":material/price_change:")
    return found
