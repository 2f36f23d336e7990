"""What is said below the boxes of the guided start."""

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.start.answers import ASKED
from tcomodel.problems import Problem


class Remarks:
    """What is said beside each box: what is wrong with it, what does not go together, and what is still missing."""

    def __init__(self, problems: tuple[Problem, ...], unfit: list[Problem]) -> None:
        self.problems, self.unfit = problems, unfit
        self.is_asked = bool(state.kept(ASKED))

    def at(self, where: str, is_empty: bool) -> None:
        """Below a box; what is merely missing is not held against anybody who has not finished."""
        for problem in self.problems:
            if problem.where == where and (self.is_asked or not is_empty):
                _red(problem.message)
        for problem in self.unfit:
            if problem.where == where:
                _amber(problem.message)


def _red(message: str) -> None:
    """What must be put right."""
    st.markdown(f":red[:material/error: {plain(message[:1].upper() + message[1:])}.]")


def _amber(message: str) -> None:
    """What does not go together with the rest."""
    st.markdown(f":orange[:material/warning: {plain(message[:1].upper() + message[1:])}.]")
