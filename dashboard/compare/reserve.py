"""What could change the answer, below it in a sentence.

Working that out moves every input once, which takes several times as long as the answer itself. It waits until the
hand on a slider rests, so that nobody waits for it; what was worked out is kept with the comparison.
"""

from itertools import count

import streamlit as st

from dashboard import answer, state
from dashboard.formats import plain
from dashboard.server import turns
from tcomodel import Comparison

PAUSE = 3  # seconds without a change
KEPT = "what could change the answer"


def show(result: Comparison) -> None:
    """The sentence, or for a moment that it comes."""
    kept = result.model.kept
    if KEPT not in kept:
        _waiting(result)
    elif kept[KEPT]:
        st.markdown(plain(kept[KEPT]))


def _waiting(result: Comparison) -> None:
    """Drawn once with the page; the second time is after the pause, and draws the page with what was found."""
    times = count()

    @st.fragment(run_every=PAUSE)
    def look() -> None:
        if next(times) == 0:
            st.caption("What could change this answer is worked out when you pause for a moment.")
            return
        with turns.of("compare").taken(state.end_if_unwanted):
            result.model.kept[KEPT] = answer.reserve(result)
        st.rerun()

    look()
