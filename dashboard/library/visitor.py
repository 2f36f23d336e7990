"""Who works here and in which library: the one file of this package that knows the screen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.library.address import default_address, library_of

if TYPE_CHECKING:
    from dashboard.library.library import Library


def library() -> "Library":
    """The library of this dashboard, shared by all its visitors."""
    return library_of(default_address())


def library_later() -> Callable[[], "Library"]:
    """How another thread comes by the library: what has to be loaded for it is loaded there."""
    return partial(library_of, default_address())


def owner() -> str:
    """The e-mail address of a visitor who signed in; empty where the dashboard asks nobody to sign in."""
    user = st.user
    if not user.get("is_logged_in", False):
        return ""
    return str(user.get("email") or user.get("sub") or "").strip().lower()
