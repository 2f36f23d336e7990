"""First what was typed into the table, then what was clicked, in the order a person did it.

    12.50 typed, Undo clicked at once     12.50 goes into the card, and Undo takes 12.50 back, not the change before it

The browser gathers what is typed into a table for 0.15 s before it sends it, so a click arrives earlier; and where the
table is taken away before it was sent, it is forgotten. So a click that takes the table away waits, with the table
still on the screen.
"""

from collections.abc import Callable
from time import sleep
from typing import Any

import streamlit as st

from dashboard import state

SENT_WITHIN = 0.3  # seconds; the browser is to send within half of that, and may be busy
ON_SCREEN, WAITING = "table on the screen", "clicks that wait for the table"


def table_is_drawn(drawn: bool) -> None:
    """Whether this run of the page draws the table."""
    state.keep(ON_SCREEN, drawn)


def once_typed(act: Callable[..., None] | None = None, *args: Any) -> None:
    """A callback: do this once what was typed is here; at once where no table is on the screen."""
    if state.kept(ON_SCREEN):
        state.keep(WAITING, (*state.kept(WAITING, ()), (act, args)))
    elif act is not None:
        act(*args)


def do_what_waits() -> None:
    """Before the page is drawn: wait for what was typed, which starts this run anew, then do what was clicked."""
    if not state.kept(WAITING):
        return
    sleep(SENT_WITHIN)
    st.empty()  # ends this run where what was typed has begun another one, which does it
    waiting = state.kept(WAITING, ())
    state.keep(WAITING, ())
    for act, args in waiting:
        if act is not None:
            act(*args)
