"""The screen Options: the cards one below the other, or up to four options side by side."""

import streamlit as st

from dashboard import state
from dashboard.forms import Forms
from dashboard.options import adding, card, side_by_side
from tcomodel import Comparison

CARDS, TABLE = "Cards", "Side by side"


def show(result: Comparison) -> None:
    """The screen."""
    forms = Forms(state.draft(), state.card_in_use())
    st.title("Options", anchor=False)
    view = st.segmented_control(
        "View", [CARDS, TABLE], default=CARDS, key="options:view", required=True, label_visibility="collapsed"
    )
    if view == TABLE:
        side_by_side.show(forms, result)
        return
    st.caption(
        "One card for each way to do the work. Every change is one step that Undo takes back; what it does to the "
        "answer stands in the sidebar."
    )
    adding.show()
    if not forms.options:
        st.info("There is no option left to cost. Add one above, or press Undo in the sidebar.", icon=":material/info:")
    for key in forms.options:
        card.show(forms, key, result)
