"""Scenarios: what is open and whether it is saved, all that is saved, and where others come from."""

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.scenarios import from_file, keeping, open_now, samples, saved_list
from tcomodel import Comparison
from tcomodel.problems import Problem


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Scenarios", anchor=False)
    _told()
    saved = keeping.asked(keeping.saved)
    open_now.show(result, saved)
    if saved is None:
        st.info(
            "What is open is not affected. Until the library answers again, take your work away as a file (Export) or "
            "as a link.",
            icon=":material/info:",
        )
    else:
        saved_list.show(saved)
    from_file.show(result)
    samples.show()


def _told() -> None:
    """What was just done here, with the way back, or why it was not."""
    told: keeping.Told | None = state.kept(keeping.TOLD)
    if told is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(plain(told.text), icon=":material/check:", width="stretch")
            if told.undo is not None:
                st.button("Undo", icon=":material/undo:", key="scenarios:undo", on_click=_undo, args=(told,))
        if told.mind:
            st.warning(plain(told.mind), icon=":material/price_change:")
    slips: tuple[Problem, ...] = state.slips_of(keeping.SLIPS)
    if slips:
        keeping.slip("That was not done.", slips)


def _undo(told: keeping.Told) -> None:
    state.keep(keeping.TOLD, None)
    if told.undo is not None:
        told.undo()
