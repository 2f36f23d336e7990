"""Below the answer, folded up: what a reader must know of the result, and what was assumed."""

import streamlit as st

from dashboard.folders import folder
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.readers.answer import input_in_words


def show(result: Comparison) -> None:
    """Notes, and a table of assumptions; written once somebody opens them, as a long table slows every change down."""
    with folder("small print", "Notes and assumptions") as shown:
        if not shown:
            return
        if result.notes:
            st.markdown("\n".join(f"- {plain(note)}" for note in result.notes))
        st.markdown("**Assumed because nobody stated it**")
        rows = "\n".join(
            f"| {plain(one.given.label)} | {plain(input_in_words(one, result.currency))} | {plain(one.given.because)} |"
            for one in result.assumptions
        )
        st.markdown("| Input | Value | Because |\n|---|---:|---|\n" + rows)
