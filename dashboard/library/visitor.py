"""Who works here and in which library: the one file of this package that knows the screen."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.library.address import default_address, library_of
from dashboard.library.limits import LONGEST_OWNER
from tcomodel.problems import problem

if TYPE_CHECKING:
    from dashboard.library.library import Library


def library() -> "Library":
    """The library of this dashboard, shared by all its visitors."""
    return library_of(default_address())


def library_later() -> Callable[[], "Library"]:
    """How another thread comes by the library: what has to be loaded for it is loaded there."""
    return partial(library_of, default_address())


def owner() -> str:
    """Whose work is read and written: whom the provider says signed in; empty where nobody is asked to sign in.

    The provider's own key of a person and not the e-mail address: that can be somebody else's next year, and with many
    providers people write it themselves. Raises ProblemsFound where one has to sign in and did not.
    """
    user = st.user
    if "is_logged_in" not in user:
        return ""
    issuer, subject = str(user.get("iss") or ""), str(user.get("sub") or "")
    if not user["is_logged_in"] or not issuer or not subject:
        raise problem("Sign-in", "has ended; open the page again and sign in")
    whole = f"{subject} at {issuer}"
    return whole if len(whole) <= LONGEST_OWNER else f"sha256 {sha256(whole.encode()).hexdigest()}"


def who() -> str:
    """The visitor who signed in, as people call them; empty where nobody does."""
    user = st.user
    if not user.get("is_logged_in", False):
        return ""
    return str(user.get("email") or user.get("name") or user.get("preferred_username") or user.get("sub") or "").strip()
