"""The screen Programme: what has to be handled, by which rules, and when money is counted.

First what it amounts to in figures of the model, then real volumes from a file, then the forms.
"""

import streamlit as st

from dashboard import form_offers, form_parts, state
from dashboard.formats import plain
from dashboard.forms import MONEY, PROGRAMME, Forms
from dashboard.programme import summary, uploading
from tcomodel import Comparison

ABOUT = {
    PROGRAMME: (
        "Demand, handling, staffing",
        "What customers bring, how a contact is handled and staffed. It holds for every option that does not "
        "state its own.",
    ),
    MONEY: ("Money and time", "The term of the contract, how later money counts, and how prices and wages rise."),
}


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Programme", anchor=False)
    summary.show(result)
    uploading.show(result)
    forms = Forms(state.draft(), state.card_in_use())
    used, fixed = {one.name for one in result.assumptions}, form_parts.fixed_term(result)
    for group, (title, about) in ABOUT.items():
        st.subheader(title, anchor=False)
        st.caption(about)
        form_parts.sections(forms.shared(group), used, fixed, folded=True, roomy=True)
        if group == PROGRAMME:
            form_offers.offers(forms, "", roomy=True)
        elif fixed:
            st.caption(f"The term: {plain(fixed)}")
