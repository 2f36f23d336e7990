"""Open a file: a scenario, or a workbook that was exported here and edited, which is shown before it is applied."""

import streamlit as st

from dashboard import returned, state
from dashboard.formats import plain, term_of
from tcomodel import Comparison

UPLOAD = "upload:scenario"


def show(result: Comparison) -> None:
    """Where a file comes in, and what became of it."""
    now = state.session()
    st.subheader(
        "Open a file",
        anchor=False,
        help="A scenario (YAML) takes the place of what is open. Of a workbook that was downloaded here and edited, "
        "you see what was changed before anything is applied. A rate card is opened under Rate cards.",
    )
    st.file_uploader(
        f"Scenario (YAML) or edited workbook (XLSX), at most {state.LARGEST_UPLOAD} MB",
        type=["yaml", "yml", "xlsx"],
        key=UPLOAD,
        max_upload_size=state.LARGEST_UPLOAD,
        on_change=state.open_uploaded,
        args=(UPLOAD,),
        help="It is kept with what is open on this server until you save it or leave.",
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
