"""Who may come in: everybody where no provider is named, else whoever signed in with it not too long ago.

    if sign_in.is_done():
        page.run()
    else:
        sign_in.ask()

Nothing is computed, read or kept for a visitor before that. The address they came by is kept in their browser, and
opened once they are in: a link that a colleague sent goes on working.
"""

import os
import time
from pathlib import Path

import streamlit as st

from dashboard.formats import plain
from dashboard.library.visitor import who
from dashboard.server.provider import is_named

LONGEST = 12 * 3600  # seconds; who has left the company is out by tomorrow
KEEP_ADDRESS, GO_BACK = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("asked_to_sign_in.js", "signed_in.js")
)


def is_on() -> bool:
    """Whether visitors have to sign in."""
    return "is_logged_in" in st.user or is_named(os.environ)


def is_done() -> bool:
    """Whether this visitor may come in."""
    if not is_on():
        return True
    signed_at = st.user.get("iat")
    return (
        st.user.get("is_logged_in") is True
        and bool(st.user.get("sub") and st.user.get("iss"))
        and isinstance(signed_at, int | float)
        and time.time() - signed_at < LONGEST
    )


def ask() -> None:
    """The page of a visitor who did not sign in."""
    st.header("What does customer service really cost?")
    st.markdown("Sign in to see and compare scenarios. What you save is yours alone.")
    if "is_logged_in" in st.user:
        st.button("Sign in", type="primary", icon=":material/login:", on_click=st.login, key="sign in")
        st.html(f"<script>{KEEP_ADDRESS}</script>", unsafe_allow_javascript=True)
    else:  # the environment names a provider, but the program was started past app.py
        st.error("Signing in is not set up as it was meant to be. Start the dashboard by `streamlit run app.py`.")


def out() -> None:
    """Who is signed in, and the way out; nothing where nobody signs in."""
    if not is_on():
        return
    st.html(f"<script>{GO_BACK}</script>", unsafe_allow_javascript=True)
    with st.sidebar:
        st.caption(f"Signed in as {plain(who())}")
        st.button(
            "Sign out", type="tertiary", icon=":material/logout:", on_click=st.logout, key="sign out",
            help="Your work stays, and is there when you sign in again.",
        )  # fmt: skip
