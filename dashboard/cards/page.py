"""The page of the rate cards: which card, the way back, and what to do with it."""

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.cards import comparing, importing, indices, rebasing, table, using
from dashboard.cards.once_typed import once_typed, table_is_drawn
from dashboard.downloads import EXCEL, file_name
from dashboard.formats import date_in_words, plain
from dashboard.glossary import about
from tcomodel import Comparison, RateCard
from tcomodel.csv_cells import csv_file
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.yaml_text import card_yaml

VIEWS: dict[str, Callable[[Comparison], None]] = {
    "Look and edit": table.show,
    "Import": importing.show,
    "Rebase": rebasing.show,
    "Compare": comparing.show,
    "Use in the scenario": using.show,
    "Indices and currencies": indices.show,
}


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Rate cards", anchor=False, help=about("Rate card", "Base of a range", "Rebase"))
    _head(result)
    first = next(iter(VIEWS))
    key = state.view_key("cards:view")
    view = st.segmented_control(
        "What to do", list(VIEWS), default=None if state.widget_value(key) else first, key=key,
        required=True, label_visibility="collapsed", persist_state="session", on_change=once_typed,
    )  # fmt: skip
    table_is_drawn(view in (None, first))
    VIEWS[view or first](result)


def _head(result: Comparison) -> None:
    shelf = state.shelf()
    names = list(shelf.cards)
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    key = state.widget_shows("choose:card", shelf.chosen)
    row.selectbox(
        "Card", names, index=names.index(shelf.chosen), key=key, on_change=once_typed, args=(_choose, key),
        format_func=lambda name: _named(shelf[name]), width=460,
        help="The cards that are open: the tool's own, and those that were imported or rebased.",
    )  # fmt: skip
    row.button(
        "Undo", icon=":material/undo:", key="cards:undo", on_click=once_typed, args=(shelf.undo,),
        disabled=not (shelf.open.can_undo or shelf.open.slips), help="Take back the last change of this card.",
    )  # fmt: skip
    row.button(
        "Redo", icon=":material/redo:", key="cards:redo", on_click=once_typed, args=(shelf.redo,),
        disabled=not shelf.open.can_redo, help="Make it again.",
    )  # fmt: skip
    with row.popover("Download", icon=":material/download:"):
        _downloads(shelf.open.now)
    if shelf.chosen != shelf.standard:
        used = result.scenario.card == shelf.chosen
        row.button(
            "Close", icon=":material/close:", on_click=once_typed, args=(_close, shelf.chosen), disabled=used,
            help="The scenario is computed with this card." if used else "Take this card from the shelf.",
        )  # fmt: skip
    if shelf.closed is not None:
        row.button(
            "Reopen", icon=":material/undo:", key="cards:reopen", on_click=shelf.bring_back,
            help=plain(f"Put {shelf.closed[0]} back on the shelf as it was."),
        )  # fmt: skip
    card = shelf.open.now
    told = f"{card.name}: {len(card):,} rates, as of {date_in_words(card.as_of)}."
    if shelf.chosen == shelf.standard:
        told += " They are public figures and the starting point; your own contract and payroll beat all of them."
        told += " A change is kept in a copy."
    st.markdown(plain(f"{told} {card.note}"))
    if card.record:
        with st.expander("Record of this card", icon=":material/history:"):
            st.markdown("\n".join(f"- {plain(line)}" for line in card.record))
    if shelf.told:
        st.toast(plain(shelf.told), icon=":material/check:")  # for who has scrolled down
        st.success(plain(shelf.told), icon=":material/check:")
        shelf.told = ""


def _named(card: RateCard) -> str:
    return f"{card.name} ({len(card):,} rates, {date_in_words(card.as_of)})"


def _choose(key: str) -> None:
    if state.is_current(key):
        state.shelf().chosen = state.widget_changed(key)


def _close(name: str) -> None:
    state.shelf().take_away(name)


def _downloads(card: RateCard) -> None:
    name = file_name(card.name) or "rates"
    st.download_button(
        "YAML", lambda: card_yaml(card), f"{name}.yaml", "application/yaml", key="cards:yaml", on_click="ignore",
        help="With all comments and steps; opens here and on the command line.",
    )  # fmt: skip
    st.download_button(
        "Excel", lambda: card_xlsx(card), f"{name}.xlsx", EXCEL, key="cards:xlsx", on_click="ignore",
        help="Rates, history and facts of the card, for a colleague.",
    )  # fmt: skip
    st.download_button(
        "CSV", lambda: csv_file(card_csv(card)), f"{name}-{card.fingerprint}.csv", "text/csv", key="cards:csv",
        on_click="ignore",
        help="The rates alone, without their history; the name of the file has the fingerprint of the card.",
    )  # fmt: skip
