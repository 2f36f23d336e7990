"""Widgets that follow what changed elsewhere, and the small things of a screen that no widget holds."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.state.visitor import session
from tcomodel import RateCard
from tcomodel.index_series import index_names as known_indices
from tcomodel.problems import Problem


def widget_shows(name: str, value: Any) -> str:
    """The key of the widget called ``name``, which shows ``value``.

    A value that changed elsewhere (by undo, by the slider beside the box) gets a new widget under a new key. Setting
    the value of the old one would lose to what the browser still holds, and a quick hand on a slider would see its
    last steps taken back.
    """
    shown = session().shown
    last, count = shown.get(name, (value, session().counts_from))
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
    """Open or close a folder of the form; one that is closed gets a new key, as the browser may still call it open."""
    if opened:
        st.session_state[view_key(f"open:{name}")] = True
    else:
        show_view(f"open:{name}", False)


def widget_value(key: str, otherwise: Any = None) -> Any:
    """What the widget of this key holds."""
    return st.session_state.get(key, otherwise)


def view_key(name: str) -> str:
    """The key of a control of views: a new one after ``show_view``, as the browser may still speak for the old one."""
    count = kept(f"views of {name}", 0)
    return f"{name}#{count}" if count else name


def show_view(name: str, view: Any) -> None:
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
