"""Keeps visitors from waiting for each other: for Python's search for garbage, and for its turns.

What was imported and read at the start, some hundred thousand objects, stays for good. Python would look through it
again and again, for a tenth of a second each time while every other visitor waits; set aside once, it does not.

While a script works for one visitor, the thread that sends what is drawn already waits for its turn. Python lets it
wait five milliseconds each time, which for the first figure adds up; a shorter turn shows it about a tenth earlier.
"""

import gc
import sys

import streamlit as st

SELDOM = (50_000, 20, 50)  # new objects before a look at the newest ones; such looks before one at the older ones
TURN = 0.001  # seconds


@st.cache_resource(show_spinner=False)
def set_aside() -> int:
    """Set aside what is there now, once in a process; returns how many objects those are."""
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    return gc.get_freeze_count()
