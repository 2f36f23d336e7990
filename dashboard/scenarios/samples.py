"""Scenarios to open and look at: those that come with the tool, each with a sentence on what it shows."""

import re

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.scenarios.opening import open_sample
from tcomodel import load_scenario
from tcomodel.problems import ProblemsFound

SENTENCE = re.compile(r".+?[.](?=\s+[A-Z]|$)", re.DOTALL)


def show() -> None:
    """A row for each."""
    st.subheader("Samples", anchor=False, help="They take the place of what is open, which stays one click away.")
    about = sentences()
    for file, title in state.scenario_files().items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap="xxsmall", width="stretch"):
                st.markdown(f"**{plain(title)}**")
                st.caption(plain(about.get(file, "It cannot be read; opening it says why.")))
            st.button("Open", key=f"sample:{file}", on_click=open_sample, args=(file,))


@st.cache_resource(show_spinner=False)
def sentences() -> dict[str, str]:
    """The first sentence of the description of each, by file."""
    found = {}
    for file in state.scenario_files():
        try:
            description = " ".join(load_scenario(state.SCENARIOS / file).file.description.split())
        except ProblemsFound:
            continue
        first = SENTENCE.match(description)
        found[file] = first[0] if first else description
    return found
