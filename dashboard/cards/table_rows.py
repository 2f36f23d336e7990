"""The table of the rates itself: one row for each rate, what is odd about it beside its figures, cells to type into."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.cards.shelf import OpenCard
from dashboard.cards.table_typed import FIGURE, TEXTS, typed
from dashboard.formats import plain
from tcomodel.rates import Rate
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.marks import Mark

PICK, CHECK, IN_USE, KEY = "Pick", "Check", "Used", COLUMNS["key"]


def drawn(
    open_card: OpenCard,
    keys: tuple[str, ...],
    chosen: object,
    used: set[str],
    marked: Mapping[str, tuple[Mark, ...]],
) -> list[str]:
    """The table, drawn anew for another choice of rates; returns the keys of the rates picked in it."""
    name = f"rates:{open_card.now.name}:{open_card.mounted}:{hash((chosen, keys))}"
    rows = _rows([open_card.now[key] for key in keys], used, marked, open_card)
    st.data_editor(
        rows,
        key=name,
        hide_index=True,
        num_rows="fixed",
        height=min(36 * len(rows) + 40, 520),
        column_config=SHOWN_AS,
        disabled=[CHECK, IN_USE, KEY],
        on_change=typed,
        args=(state.shelf().on_screen(), name, keys),
        placeholder="–",
        alt="The rates of the card; cells can be typed into.",
    )
    found = state.widget_value(name) or {}
    return [keys[row] for row, facts in found.get("edited_rows", {}).items() if facts.get(PICK) and row < len(keys)]


def _rows(
    rates: Sequence[Rate], used: set[str], marked: Mapping[str, tuple[Mark, ...]], open_card: OpenCard
) -> pd.DataFrame:
    wrong = open_card.slips
    columns: dict[str, list[Any]] = {
        PICK: [False] * len(rates),
        COLUMNS["title"]: [rate.title for rate in rates],
        FIGURE: [rate.figure() for rate in rates],
        COLUMNS["unit"]: [rate.unit for rate in rates],
        COLUMNS["low"]: [rate.low for rate in rates],
        COLUMNS["high"]: [rate.high for rate in rates],
        CHECK: [check(wrong.get(rate.key, ""), marked.get(rate.key, ())) for rate in rates],
    }
    columns |= {
        COLUMNS[fact]: [getattr(rate, fact) for rate in rates] for fact in ("location", "channel", "as_of", *TEXTS)
    }
    columns |= {IN_USE: [rate.key in used for rate in rates], KEY: [rate.key for rate in rates]}
    return pd.DataFrame(columns).astype({COLUMNS["low"]: "float64", COLUMNS["high"]: "float64"})


def not_taken(open_card: OpenCard) -> None:
    """What was typed and cannot be taken, in full."""
    if not open_card.slips:
        return
    told = "\n".join(f"- {plain(open_card.now[key].title)}: {plain(why)}" for key, why in open_card.slips.items())
    st.warning(f"**Not taken; the card keeps the figures before.**\n\n{told}", icon=":material/warning:")


def check(wrong: str, marked: Sequence[Mark]) -> str:
    """What stands beside the figures: why an entry was not taken, else what is odd about the rate."""
    if wrong:
        return f"✗ Not taken: {wrong}"
    return "; ".join(f"⚠ {mark.kind}: {mark.reason.partition(';')[0]}" for mark in marked) if marked else "✓"


def _text(help_text: str | None = None, **facts: Any) -> Any:
    return st.column_config.TextColumn(help=help_text, **facts)


def _figure(help_text: str, **facts: Any) -> Any:
    return st.column_config.NumberColumn(help=help_text, format="%,.6g", **facts)


DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"
SHOWN_AS = {
    PICK: st.column_config.CheckboxColumn(
        help="Pick rates to read them in full or take them out.", width=70, pinned=True
    ),
    COLUMNS["title"]: _text(width=430, required=True, pinned=True),
    FIGURE: _figure("The figure the calculator uses.", width=120, required=True),
    COLUMNS["low"]: _figure("Low end of the range, where the source gives one.", width=75),
    COLUMNS["high"]: _figure("High end of the range.", width=75),
    COLUMNS["unit"]: _text("Money for what: USD/seat/month, USD/hour, USD/contact; or %.", width=115, required=True),
    CHECK: _text("Why an entry was not taken, or what is odd about the rate; pick it to read it in full.", width=320),
    COLUMNS["location"]: _text(width=110, required=True),
    COLUMNS["channel"]: _text(width=90, required=True),
    COLUMNS["as_of"]: _text("Date of the prices: 2024, 2024-05 or 2024-05-31.", width=90, required=True, validate=DATE),
    COLUMNS["item"]: _text("What is priced. Rates of one item, location and channel can be compared.", width=140),
    COLUMNS["index"]: _text("The price index it moves with.", width=140),
    COLUMNS["source"]: _text(width=220),
    COLUMNS["address"]: _text(width=140),
    COLUMNS["note"]: _text(width=220),
    IN_USE: st.column_config.CheckboxColumn(help="Whether the scenario that is open uses it.", width=60),
    KEY: _text("Its name in a scenario: {rate: key}.", width=200),
}
