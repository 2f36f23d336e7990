"""Export: take away workbook, memo, table and scenario. Files are opened on the page Scenarios."""

import streamlit as st

from dashboard import downloads, links, state
from tcomodel import Comparison
from tcomodel.readers.scenario_file import standalone


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Export", anchor=False)
    st.markdown(
        "Files are made when you ask for them, from the results on the screen. The workbook holds every number with "
        "its formula, for whoever checks it; changed there, it can be opened again. The memo is for those who decide. "
        "The table holds the costs by option, category and month. The scenario holds your inputs."
    )
    if state.session().problems:
        st.warning(
            "Your last change cannot be computed; the files hold the inputs and results before it.",
            icon=":material/warning:",
        )
    downloads.buttons(result, "files")
    links.to(
        "scenarios", "Open a file, or save and share this scenario",
        icon=":material/folder_open:",
    )  # fmt: skip
    with st.expander("The scenario as text", icon=":material/code:"):
        st.code(standalone(result), language="yaml")
