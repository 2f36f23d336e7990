"""A button that acts on what the page has read, what was typed just before the click included.

    seed 7 typed, "Draw the futures" clicked at once      seed 7 is drawn, not the seed of a moment ago

A callback is given what the *last* run of the page had read; where a click comes with what was typed, or before the
page has come round, that is one step old. So the click is remembered until this run has read what the button needs;
the deed is done as the next run begins, before any widget is drawn. A button that this run switches off, or does not
draw, does nothing: what it would have acted on is not there any more.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import state

CLICKED, TO_DO = "clicked, the page not read yet", "clicked and read"


def button(
    label: str, act: Callable[..., None], *args: Any, key: str, disabled: bool = False,
    after: Callable[..., None] = lambda act, *args: act(*args), **look: Any,
) -> None:  # fmt: skip
    """A button that calls ``act(*args)`` with the arguments of the run after the click.

    ``after`` is given the click as a call, and makes it when what goes before the click has come in; else at once.
    """
    st.button(label, key=key, disabled=disabled, on_click=after, args=(state.keep, CLICKED, key), **look)
    if state.kept(CLICKED) == key and not disabled:
        state.keep(CLICKED, None)
        state.keep(TO_DO, (act, args))
        st.rerun()


def do() -> None:
    """Before the page is drawn: what was clicked, now that its arguments are known."""
    if (to_do := state.kept(TO_DO)) is not None:
        state.keep(TO_DO, None)
        act, args = to_do
        act(*args)


def forget() -> None:
    """Once the page is drawn: a click whose button was not there is over."""
    state.keep(CLICKED, None)
