"""What is missing for a comparison, and where to put it in."""

import streamlit as st

from dashboard import links
from dashboard.formats import plain
from tcomodel import Comparison

ALL_OUT = "Every option is switched out of the comparison, so all of them are shown. Switch in those that count."
ONE_LEFT = "Only {0} takes part in the comparison. Switch in another option to see them side by side."
ONE_OPTION = "There is only one option, {0}, so there is nothing to compare it with. Add another one."
NO_VENDOR = "No vendor's offer takes part in the comparison. Add one with its pricing model and its price."
NO_BASELINE = (
    "There is no baseline, so no saving can be stated. Add the team of today as an in-house option, or say which "
    "option the others are held against."
)


def show(result: Comparison) -> None:
    """A remark with a link to the options; nothing where there is something to compare."""
    said = missing(result)
    if said:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/info: {plain(said)}", width="stretch")
            links.to("options", "To the options", icon=":material/arrow_forward:")


def missing(result: Comparison) -> str:
    """What stands in the way of a comparison, in a sentence; empty where nothing does."""
    compared = result.compared
    if not any(option.takes_part for option in result.options):
        return ALL_OUT
    if len(compared) == 1:
        return (ONE_OPTION if len(result.options) == 1 else ONE_LEFT).format(compared[0].label)
    if all(option.model.model == "in_house" for option in compared):
        return NO_VENDOR
    return NO_BASELINE if result.baseline is None else ""
