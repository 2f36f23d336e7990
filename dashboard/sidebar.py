"""Beside every answer: which scenario, undo and redo, the levers, and all forms folded up.

Levers are the few inputs one moves to see what happens. Which they are follows from the scenario as it was opened;
whoever wants others chooses them.
"""

import streamlit as st

from dashboard import form_parts, inputs, levers, links, state
from dashboard.folders import folder
from dashboard.formats import money, plain
from dashboard.forms import SHARED, Forms
from tcomodel import Comparison


def sidebar(result: Comparison) -> None:
    """All inputs of the scenario, the ones to try first."""
    forms = Forms(state.draft(), state.card_in_use())
    with st.sidebar:
        chooser()
        levers.show(forms)
        st.markdown("**All inputs**")
        for group in SHARED:
            with folder(group, group) as shown:
                if shown:
                    form_parts.shared(forms, group, result)
        for key in forms.options:
            with folder(f"option:{key}", plain(forms.label(key))) as shown:
                if shown:
                    form_parts.of_option(forms, key, result)
        _help()


def chooser() -> None:
    """Which scenario is open, and the way back."""
    files, now = state.scenario_files(), state.session()
    names = list(files) if now.name in files and now.folder else [now.name, *files]
    key = state.widget_shows("choose:scenario", now.name)
    st.selectbox(
        "Scenario",
        names,
        index=names.index(now.name),
        key=key,
        format_func=lambda name: files.get(name, f"{name} (yours)" if name in files.values() else name),
        on_change=state.open_chosen,
        args=(key,),
        help="Opens a scenario that comes with the tool. What was open can be opened again under Scenarios.",
    )
    if now.refused and now.refused[0] in files:
        st.markdown(inputs.problem_text(now.refused[1]))
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", wrap=False):
        st.button(
            "Undo", icon=":material/undo:", on_click=state.undo, disabled=not state.can_undo(), type="tertiary",
            key="undo", help="Take back the last change (Ctrl+Z).",
        )  # fmt: skip
        st.button(
            "Redo", icon=":material/redo:", on_click=state.redo, disabled=not state.can_redo(), type="tertiary",
            key="redo", help="Make it again (Ctrl+Y or Ctrl+Shift+Z).",
        )  # fmt: skip
        st.button(
            "New", icon=":material/add:", on_click=links.go, args=("start",), type="tertiary",
            help="A handful of questions to a scenario of your own.",
        )  # fmt: skip


def answer_strip(result: Comparison) -> None:
    """Beside a form: the scenario, and the totals that follow from it."""
    with st.sidebar:
        chooser()
        st.markdown("**The answer now**", help=f"Total cost over the term in {result.currency}, not discounted.")
        for option in result.ranking:
            st.markdown(f"{plain(option.label)}  \n**{money(option.total, result.currency, 2)}**")
        _help()


def _help() -> None:
    links.to("method", "Method and glossary", icon=":material/menu_book:")
