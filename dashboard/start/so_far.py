"""Beside the questions: what is still missing, then the answer so far, and the way to open it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import answer, links, state
from dashboard.formats import money, plain, term_of
from dashboard.start.answers import ASKED
from dashboard.unstated import counted, unstated_inputs
from tcomodel import Comparison
from tcomodel.guided import Box
from tcomodel.problems import Problem

NAMES = {"country": "Country of your team", "start": "First month", "offers": "An offer"}


def show(
    data: dict[str, Any], found: Comparison | Sequence[Problem], unfit: list[Problem], boxes: dict[str, Box]
) -> None:
    """The column. ``found`` is the answer of ``data``, or what must be put right first."""
    is_done = isinstance(found, Comparison)
    st.subheader("So far", anchor=False)
    if isinstance(found, Comparison):
        _answer(found)
    else:
        _missing(found, boxes)
    if unfit:
        st.markdown(
            ":orange[:material/warning: Some of your numbers do not go together, or lack one; see beside the boxes.]"
        )
    pressed = st.button(
        "See the answer", icon=":material/arrow_forward:", type="primary", key="start:open", width="stretch",
        help="Opens it as a scenario on Compare, where every figure can be changed, explained and saved.",
    )  # fmt: skip
    if state.can_undo() and is_done:
        st.caption(plain(f"It takes the place of {state.session().name}; save that first to keep your changes."))
    if pressed:
        _open(data, is_done)


def _answer(found: Comparison) -> None:
    st.markdown(f"**{plain(answer.headline(found))}**")
    for option in found.ranking:
        st.metric(
            plain(option.label), money(option.total, found.currency, 2),
            help=f"Total cost over {term_of(len(found.months))}, in {found.currency}, not discounted.",
        )  # fmt: skip
    resting = counted(unstated_inputs(found, state.standard_card()))
    st.caption(f"It rests on {resting}. The next screen ranks them by what they do to the answer.")


def _missing(problems: Sequence[Problem], boxes: dict[str, Box]) -> None:
    st.markdown("Your answer appears here. Still needed:")
    lines = []
    for problem in problems:
        box = boxes.get(problem.where)
        name = box.label if box is not None else NAMES.get(problem.where, _place_name(problem.where))
        lines.append(f"- **{plain(name)}**: {plain(problem.message)}")
    st.markdown("\n".join(lines))


def _place_name(where: str) -> str:
    parts = where.split(".")
    return f"Place of offer {int(parts[1]) + 1}" if parts[0] == "offers" and len(parts) == 3 else where


def _open(data: dict[str, Any], is_done: bool) -> None:
    """Open the scenario and go to the answer; while something is missing, say it beside every box."""
    if not is_done:
        state.keep(ASKED, True)
        st.rerun()
    state.keep(ASKED, False)
    if state.open_data(data, data["name"]):
        links.go("compare")
