"""Parts of a page that are folded up, and cost nothing until somebody opens them."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import state


@contextmanager
def folder(key: str, label: str, expanded: bool = False) -> Iterator[bool]:
    """An expander that only does its work while it is open, which keeps every rerun short.

    ``label`` stays the same whatever is inside: another label is another folder, and closed.
    """
    expander = st.expander(label, expanded=expanded, key=state.view_key(f"open:{key}"), on_change="rerun")
    with expander:
        yield bool(expander.open)
