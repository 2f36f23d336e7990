"""Making the rebased card, under a name that says its basis, and taking the last rebase back."""

from collections.abc import Sequence

import streamlit as st

from dashboard import once_read, state
from dashboard.cards import rebase_moves
from dashboard.cards.shelf import OpenCard
from dashboard.cards.unit_form import UNITS_IN_WORDS
from dashboard.formats import plain
from tcomodel import RateCard
from tcomodel.problems import ProblemsFound
from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    Rebased,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    taken,
    undone,
)
from tcomodel.rebasing.rebase import last_number

NAMED, UNDONE = "rebase: name", "undone"


def make(open_card: OpenCard, rebased: Rebased, ready: bool, left: bool, waiting: Sequence[str]) -> None:
    """The name of the new card and the button."""
    shelf = state.shelf()
    default = shelf.free_name(name_of(rebased.card.name, rebased.moves))
    typed_for, typed = state.kept(NAMED, ("", ""))
    value = typed if typed_for == rebased.card.name and typed else default
    key = state.widget_shows("rebase:name", value)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Name of the new card", value, key=key, max_chars=100, on_change=_named, args=(key,), width=520)
        once_read.button(
            "Make the rebased card", _made, open_card, rebased, value, left, key="rebase:make",
            disabled=not ready or shelf.is_full, type="primary", icon=":material/check:",
            help="The new card is put on the shelf; the old one stays as it is.",
        )  # fmt: skip
    if shelf.is_full:
        st.caption("The shelf is full. Close a card first.")
    elif waiting:
        st.caption(f"Before that, say {' and '.join(waiting)}, or take that move out.")
    elif not ready:
        st.caption("Before that, say what becomes of the rates that cannot be moved.")


def _named(key: str) -> None:
    typed = str(state.widget_changed(key) or "").strip()
    state.keep(NAMED, (state.shelf().open.now.name, typed))


def name_of(name: str, moves: Sequence[Move]) -> str:
    """A name that says the basis: ``Vendor A 2024 in EUR, prices of 2026-05``."""
    told: dict[str, str] = {}
    money = ""
    for move in moves:
        match move:
            case Currency():
                money = f" in {move.to}"
            case PriceDate():
                told["date"] = f"prices of {move.to}"
            case ConstantPrices():
                told["date"] = f"constant prices of {move.to}"
            case Unit():
                told["unit"] = f"for {UNITS_IN_WORDS.get(move.to, move.to)}"
            case VolumeBaseline():
                told["volume"] = f"at {move.after:,.10g} units a month"
            case ReferencePeriod():
                told["index"] = f"{move.index} on {move.period}"
    return ", ".join([name + money, *told.values()])


def _made(open_card: OpenCard, rebased: Rebased, name: str, left: bool) -> None:
    shelf = state.shelf()
    old = rebased.card.name
    if open_card.now is not rebased.card or shelf.is_full:
        return
    new = shelf.put(taken(rebased, leave=left, name=shelf.free_name(name)))
    state.keep(NAMED, ("", ""))
    rebase_moves.are_done()
    shelf.told = (
        f"{new.name} is on the shelf and on the screen; {old} stays as it was. Each rate that moved has the step on "
        "record. To go back, close this card or take the rebase back below."
    )


def last_rebase(card: RateCard) -> None:
    """What the last rebase of this card was, and the way back."""
    number = last_number(card)
    if not number:
        return
    line = next(line for line in reversed(card.record) if line.startswith(f"Rebase {number}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(plain(line), width="stretch")
        st.button("Take the last rebase back", icon=":material/undo:", key="rebase:back", on_click=_take_back)
    for problem in state.slips_of(UNDONE):
        st.markdown(f":red[{plain(f'{problem.where}: {problem.message}')}]")


def _take_back() -> None:
    shelf = state.shelf()
    try:
        card = undone(shelf.open.now)
    except ProblemsFound as found:
        state.tell_slips(UNDONE, found.problems)
        return
    state.tell_slips(UNDONE, ())
    shelf.change(card, "The rebase is taken back: every rate is what it was before. Undo brings the rebase back.")
