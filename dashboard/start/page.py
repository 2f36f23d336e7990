"""The screen Start: a handful of questions on one page, and beside them the answer as far as it can be given."""

import streamlit as st

from dashboard import state
from dashboard.start import form, so_far
from dashboard.start.answers import answers, bring_back, can_bring_back, clear
from dashboard.start.remarks import Remarks
from tcomodel import Comparison
from tcomodel.guided import boxes_of, misfits, scenario_of
from tcomodel.problems import ProblemsFound

OWN = "in_house"  # the option that is the company's team
BESIDE = """<style>
@media (min-width: 961px) {
  .stColumn:has(.st-key-start-so-far) { position: sticky; top: 4.5rem; align-self: flex-start; }
}
@media (max-width: 960px) {
  .stHorizontalBlock:has(.st-key-start-so-far) { flex-wrap: wrap; }
  .stHorizontalBlock:has(.st-key-start-so-far) > .stColumn { min-width: 100%; }
}
</style>"""  # the answer stays in sight while one fills in; in a narrow window it stands below


def show(result: Comparison) -> None:
    """The screen."""
    st.title("What does your service cost?", anchor=False)
    st.markdown(
        "A handful of numbers you know. What you leave empty is taken from the rate card or assumed, "
        "and stays marked as such; grey in a box is what then stands for it."
    )
    given, card = answers(), state.standard_card()
    boxes = boxes_of(given, card)
    data, problems = {}, ()
    try:
        data = scenario_of(given, card)
    except ProblemsFound as found:
        problems = found.problems
    unfit = misfits(given, card)
    found = state.computed(data, None) if data else problems
    if isinstance(found, Comparison) and OWN in found.unserved:  # an answer against a team that cannot do the work
        found = tuple(one for one in unfit if one.where == "team.agents")
        unfit = [one for one in unfit if one not in found]
    problems = () if isinstance(found, Comparison) else found
    st.html(BESIDE)
    questions, beside = st.columns([5, 3], gap="large")
    with questions:
        form.show(boxes, given, Remarks(problems, unfit))
        with st.container(horizontal=True, gap="small"):
            st.button("Clear the form", icon=":material/ink_eraser:", type="tertiary", on_click=clear)
            if can_bring_back():
                st.button("Bring it back", icon=":material/undo:", type="tertiary", on_click=bring_back)
    with beside, st.container(key="start-so-far"):
        so_far.show(data, found, unfit, boxes)
