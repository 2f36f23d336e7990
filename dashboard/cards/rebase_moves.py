"""The moves of a rebase in their order: each a form of its own, put earlier or later, taken out, or one added."""

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.cards.form import Form
from dashboard.cards.move_forms import KINDS
from tcomodel import Comparison, RateCard
from tcomodel.rates import Rate
from tcomodel.rebasing import Move

ORDER, LAST_ORDER = "rebase: moves", "rebase: last moves"
Ordered = tuple[tuple[int, str], ...]  # the number of each move's form, and what it was begun as
FIRST: Ordered = ((1, "Price date"),)


def moves_of(card: RateCard, rates: Sequence[Rate], result: Comparison) -> tuple[list[Form], list[Move | None]]:
    """The forms of the moves in their order, and what each gives."""
    order: Ordered = state.kept(ORDER, FIRST)
    forms, moves = [], []
    for place, (number, begun_as) in enumerate(order):
        with st.container(border=True):
            kind = _head(order, place, begun_as)
            form = Form(f"rebase:{number}:{kind}", rates, card, result)
            moves.append(KINDS[kind](form))
            form.below = st.container()
        forms.append(form)
    with st.container(horizontal=True, gap="small"):
        label, about = ("Then also …", "Another move after these, in this order.")
        if not order:
            label, about = "Start a move", "Say what to do with this card."
        st.button(label, icon=":material/add:", on_click=_add, key="rebase:add", help=about)
        last = state.kept(LAST_ORDER)
        if last and last != order:
            st.button("Same moves as last time", icon=":material/replay:", on_click=state.keep, args=(ORDER, last),
                      key="rebase:again", help="The moves of the rebase made before, for this card.")  # fmt: skip
    return forms, moves


def _head(order: Ordered, place: int, begun_as: str) -> str:
    """Which move it is, its number, and the buttons that put it elsewhere or take it out."""
    number = order[place][0]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(order) > 1:
            st.markdown(f"**{place + 1}.**", width="content")
        kind = st.segmented_control(
            "What to do", list(KINDS), default=begun_as, required=True, key=f"rebase:{number}:kind",
            persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
        if len(order) > 1:
            for icon, by, told, off in (
                ("arrow_upward", -1, "Earlier", place == 0),
                ("arrow_downward", 1, "Later", place == len(order) - 1),
            ):
                st.button("", icon=f":material/{icon}:", key=f"rebase:{told}:{number}", on_click=_put, disabled=off,
                          args=(place, place + by), help=told, type="tertiary")  # fmt: skip
            st.button("", icon=":material/close:", key=f"rebase:out:{number}", on_click=_drop, args=(place,),
                      help="Take this move out", type="tertiary")  # fmt: skip
    return kind or begun_as


def _add() -> None:
    order: Ordered = state.kept(ORDER, FIRST)
    there = {state.widget_value(f"rebase:{number}:kind", begun_as) for number, begun_as in order}
    following = next((kind for kind in KINDS if kind not in there), "Price date")
    state.keep(ORDER, (*order, (_next_number(), following)))


def _put(place: int, other: int) -> None:
    order = list(state.kept(ORDER, FIRST))
    order[place], order[other] = order[other], order[place]
    state.keep(ORDER, tuple(order))


def _drop(place: int) -> None:
    order: Ordered = state.kept(ORDER, FIRST)
    state.keep(ORDER, (*order[:place], *order[place + 1 :]))


def _next_number() -> int:
    return 1 + max(number for number, _ in (*state.kept(ORDER, FIRST), *(state.kept(LAST_ORDER) or FIRST)))


def are_done() -> None:
    """The moves are made: they are offered again for another card, and nothing more is proposed for this one."""
    state.keep(LAST_ORDER, state.kept(ORDER, FIRST))
    state.keep(ORDER, ())
