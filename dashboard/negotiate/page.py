"""The screen for the negotiating table: goals, break-even and the map first, then the contract piece by piece."""

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.negotiate import break_even, claims, clauses, commitment, crossover, goals, should_cost
from tcomodel import Comparison
from tcomodel.problems import ProblemsFound

SECTIONS = (  # what it is called, who draws it
    ("Goals", goals.show),
    ("Break-even", break_even.show),
    ("Crossover map", crossover.show),
    ("Clauses", clauses.show),
    ("Commitment", commitment.show),
    ("Should-cost", should_cost.show),
    ("Claims", claims.show),
)
NAMES = [name for name, _ in SECTIONS]


def show(result: Comparison) -> None:
    """The screen: one part at a time, because each works out hundreds of variants."""
    st.title("Negotiate", anchor=False)
    kept = state.kept("negotiate part", NAMES[0])
    chosen = st.segmented_control(
        "Part", NAMES, default=kept if kept in NAMES else NAMES[0], key="negotiate:part", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    chosen = chosen if chosen in NAMES else NAMES[0]
    state.keep("negotiate part", chosen)
    # A place for each part, so that the one shown before is gone while the next is being worked out.
    places = {name: st.container() if name == chosen else st.empty() for name in NAMES}
    try:
        with places[chosen]:
            dict(SECTIONS)[chosen](result)
    except ProblemsFound as found:
        for problem in found.problems:
            st.warning(plain(f"{problem.where}: {problem.message}"), icon=":material/warning:")
