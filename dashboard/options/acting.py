"""What the buttons of a card do: one step each, which undo takes back, or a refusal that says why.

A move is refused where the scenario could be computed before it and could not be after it. While there are problems
already, everything may be moved: one of the moves may be what puts them right.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.options import moves
from tcomodel import Comparison
from tcomodel.problems import Problem

REFUSED = "options refused"  # the last refusal, until something is done


def move(key: str, by: int) -> None:
    """One place up or down."""
    _put(moves.moved(state.session().data, key, by), key)


def duplicate(key: str) -> None:
    """A copy right behind it, with its form open."""
    data = state.session().data
    if full := moves.why_no_more(data):
        refuse(key, full)
        return
    copy, changed = moves.duplicated(data, key)
    if _put(changed, key):
        state.made(("options", copy))
        state.folder(f"option:{copy}", True)
        tell(f"{moves.label_of(changed, copy)} stands below {moves.label_of(data, key)}.")


def delete(key: str) -> None:
    """Take the option out, with all it says."""
    data = state.session().data
    if len(moves.options_of(data)) < 2:
        refuse(key, "It is the only option. Add another one first; there would be nothing left to cost.")
        return
    changed = moves.deleted(data, key)
    if not _put(changed, key):
        return
    told = f"{moves.label_of(data, key)} was deleted. Undo brings it back."
    if moves.baseline_of(data) == key:
        now = moves.baseline_of(changed)
        told += f" The baseline is now {moves.label_of(changed, now)}." if now else " There is no baseline any more."
    tell(told)


def make_baseline(key: str) -> None:
    """Compare all others with this option."""
    changed = moves.with_baseline(state.session().data, key)
    if _put(changed, key):
        tell(f"All others are now compared with {moves.label_of(changed, key)}.")


def take_part(key: str, widget: str) -> None:
    """Switch an option into the comparison or out of it."""
    if not state.is_current(widget):
        return
    wanted = bool(state.widget_changed(widget))
    place = ("options", key, "in_comparison")
    state.edit(place, (True if state.opened(place) else None) if wanted else False)
    state.keep(REFUSED, None)


def rename(key: str, name: str, widget: str) -> None:
    """Write the label or the note of an option; an empty one goes."""
    if state.is_current(widget):
        said = str(state.widget_changed(widget) or "").strip()
        state.edit(("options", key, name), said or None)


def tell(text: str) -> None:
    """Say in passing what was done."""
    st.toast(plain(text), icon=":material/check:")


def refuse(key: str, why: str) -> None:
    """Keep why an option's button did nothing, for its card."""
    now = state.session()
    state.keep(REFUSED, (key, why, now.steps[now.position]))


def refusal(key: str) -> str:
    """Why the last button of this card did nothing; empty once anything else was done."""
    known, now = state.kept(REFUSED), state.session()
    return known[1] if known and known[0] == key and known[2] is now.steps[now.position] else ""


def show_refusal(key: str) -> None:
    """Say it on the page, where there is one."""
    if why := refusal(key):
        st.warning(plain(f"Not done. {why}"), icon=":material/block:")


def new_problems(data: Mapping[str, Any]) -> list[Problem]:
    """What would be wrong with a changed scenario that is not wrong now."""
    now = state.session()
    found = state.computed(data, now.folder)
    return [] if isinstance(found, Comparison) else [one for one in found if one not in now.problems]


def _put(changed: Mapping[str, Any], key: str) -> bool:
    """Make the change, unless it would break what works."""
    wrong = [] if state.session().problems else new_problems(changed)
    if wrong:
        label = moves.label_of(changed, wrong[0].where.split(".")[1]) if wrong[0].where.count(".") else ""
        more = f" (and {len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
        refuse(key, f"Then the rest could not be computed. {label + ': ' if label else ''}{wrong[0].message}{more}")
        return False
    state.change(changed, ("options", key))
    state.keep(REFUSED, None)
    return True
