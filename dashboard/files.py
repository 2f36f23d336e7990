"""Data in and out: open a scenario or an edited workbook, take away workbook, memo, table and scenario."""

import streamlit as st

from dashboard import downloads, returned, state
from dashboard.formats import plain, term_of
from tcomodel import Comparison
from tcomodel.readers.scenario_file import standalone

UPLOAD = "upload:scenario"


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Data in and out", anchor=False)
    _in(result)
    st.subheader(
        "Take away", anchor=False, help="Files are made when you ask for them, from the results on the screen."
    )
    st.markdown(
        "The workbook holds every number with its formula, for whoever checks it; edited, it can be opened above. "
        "The memo is for those who decide. The table holds the costs by option, category and month. "
        "The scenario holds your inputs and can be opened here again."
    )
    if state.session().problems:
        st.warning(
            "Your last change cannot be computed; the files hold the inputs and results before it.",
            icon=":material/warning:",
        )
    downloads.buttons(result, "files")
    with st.expander("The scenario as text", icon=":material/code:"):
        st.code(standalone(result), language="yaml")


def _in(result: Comparison) -> None:
    now = state.session()
    st.subheader(
        "Open a scenario or an edited workbook",
        anchor=False,
        help="A scenario (YAML) takes the place of what is open. Of a workbook that was downloaded here and edited, "
        "you see what was changed before anything is applied. A rate card is opened under Rate cards.",
    )
    st.file_uploader(
        f"Scenario (YAML) or workbook (XLSX), at most {state.LARGEST_UPLOAD} MB",
        type=["yaml", "yml", "xlsx"],
        key=UPLOAD,
        max_upload_size=state.LARGEST_UPLOAD,
        on_change=state.open_uploaded,
        args=(UPLOAD,),
        help="Stays on this server's memory for your visit only.",
    )
    returned.show(result)
    if now.refused:
        name, problems = now.refused
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        st.error(f"**{plain(name)} was not opened: {count}.** What was open before still is.", icon=":material/error:")
        st.code("\n".join(str(problem) for problem in problems), language=None, wrap_lines=True)
    elif now.accepted:
        st.success(
            plain(f"{now.accepted} is open: {len(result.options)} options over {term_of(len(result.months))}."),
            icon=":material/check:",
        )
    file = result.scenario.file
    st.markdown(f"Open now: **{plain(file.name)}**" + (f" – {plain(file.description)}" if file.description else ""))
