"""What can be done with the rates picked in the table: take them out, or put them back as they were opened."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import once_read, state
from dashboard.cards.once_typed import once_typed
from tcomodel.problems import ProblemsFound
from tcomodel.rates.edits import removed, restored


def actions(picked: list[str], changed: Mapping[str, Any]) -> None:
    """The buttons; ``changed`` has the keys of the rates that differ from the card as it was opened."""
    with st.container(horizontal=True, gap="small"):
        once_read.button(
            f"Take out {len(picked)} picked" if picked else "Take out picked", _take_out, picked, key="cards:take out",
            icon=":material/delete:", disabled=not picked, after=once_typed,
            help="Takes the picked rates off the card. Undo brings them back.",
        )  # fmt: skip
        back = [key for key in picked if key in changed]
        once_read.button(
            "Put back as opened", _put_back, back, key="cards:put back",
            icon=":material/restore:", disabled=not back, after=once_typed,
            help="The picked rates as they were when the card was opened.",
        )  # fmt: skip


def _take_out(keys: list[str]) -> None:
    shelf = state.shelf()
    try:
        card = removed(shelf.open.now, keys)
    except ProblemsFound as found:
        shelf.told = str(found)
        return
    shelf.change(card, "One rate was taken out." if len(keys) == 1 else f"{len(keys)} rates were taken out.")


def _put_back(keys: list[str]) -> None:
    shelf = state.shelf()
    try:
        card = restored(shelf.open.now, shelf.open.opened, keys)
    except ProblemsFound as found:
        shelf.told = str(found)
        return
    shelf.change(card, "Put back as opened.")
