"""Look and edit: the rates of a card in a table that can be filtered and typed into.

What was typed and cannot be taken stays in its cell; the column beside the figures says why, and the card keeps its
last good rate.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.cards import details
from dashboard.cards.once_typed import once_typed
from dashboard.cards.shelf import OpenCard, Table
from dashboard.formats import plain
from tcomodel import Comparison, RateCard
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.changes import changes
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.edits import edited, removed, restored
from tcomodel.rates.market import market
from tcomodel.rates.marks import OLDEST, Mark, marks

ALL, USED, CHANGED, MARKED, CONFLICT = "All", "Used in the scenario", "Changed", "Marked", "In conflict"
PICK, FIGURE, CHECK, IN_USE, KEY = "Pick", "Price or base", "Check", "Used", COLUMNS["key"]
TEXTS = ("item", "index", "source", "address", "note")  # that stand behind the figures
FACTS = {COLUMNS[fact]: fact for fact in ("title", "low", "high", "unit", "location", "channel", "as_of", *TEXTS)}
FACTS[FIGURE] = "value"


@dataclass(frozen=True)
class Filter:
    """What the table shows of a card."""

    words: str
    locations: tuple[str, ...]
    channels: tuple[str, ...]
    units: tuple[str, ...]
    sources: tuple[str, ...]
    which: str
    oldest: float

    def lets_through(self, rate: Rate) -> bool:
        """Whether a rate has all the words and one of each list that names any."""
        lists = (
            (self.locations, rate.location),
            (self.channels, rate.channel),
            (self.units, rate.unit),
            (self.sources, rate.source),
        )
        return all(not wanted or own in wanted for wanted, own in lists) and matches(rate, self.words)


def show(result: Comparison) -> None:
    """The table with its filters, and what can be done with the rates picked in it."""
    open_card = state.shelf().open
    card = open_card.now
    used = {one.rate.key for one in result.model.inputs if one.rate is not None}
    chosen = _filter(card)
    marked = _marks(open_card, chosen.oldest)
    changed = {one.key: one for one in open_card.remembered("changes", lambda: changes(open_card.opened, card))}
    among: Mapping[str, Collection[str]] = {
        USED: used,
        CHANGED: changed,
        MARKED: marked,
        CONFLICT: [key for key, rate in card.rates.items() if rate.conflicts_with],
    }
    keys = tuple(
        key
        for key, rate in card.rates.items()
        if chosen.lets_through(rate) and (chosen.which == ALL or key in among[chosen.which])
    )
    _counts(card, keys, changed, marked)
    if not keys:
        st.info("No rate matches. Take a filter out, or search for another word.")
        details.add_form(card)
        return
    picked = _table(open_card, keys, chosen, used, marked)
    _not_taken(open_card)
    _actions(open_card, picked, changed)
    details.add_form(card)
    for key in picked[:3]:
        if key in card.rates:
            details.in_full(card[key], card, marked.get(key, ()))
    details.changed(open_card, list(changed.values()))


def matches(rate: Rate, words: str) -> bool:
    """Whether all words of a search occur in a rate."""
    if not words:
        return True
    all_of_it = " ".join((rate.key, rate.title, rate.item, rate.location, rate.channel, rate.source, rate.note)).lower()
    return all(word in all_of_it for word in words.lower().split())


def _filter(card: RateCard) -> Filter:
    def distinct(fact: Callable[[Rate], str]) -> list[str]:
        return sorted({fact(rate) for rate in card.rates.values()} - {""})

    boxes = st.columns([3, 2, 2, 2, 2, 2, 1.7])
    words = boxes[0].text_input(
        "Search",
        placeholder="seat, wage, Philippines",
        help="Looks in title, item, key, source and note.",
        key="rates:words",
    )
    locations = boxes[1].multiselect(
        "Location", distinct(lambda rate: rate.location), key="rates:locations", placeholder="all"
    )
    channels = boxes[2].multiselect(
        "Channel", distinct(lambda rate: rate.channel), key="rates:channels", placeholder="all"
    )
    units = boxes[3].multiselect("Unit", distinct(lambda rate: rate.unit), key="rates:units", placeholder="all")
    sources = boxes[4].multiselect("Source", distinct(lambda rate: rate.source), key="rates:sources", placeholder="all")
    which = boxes[5].selectbox(
        "Show", [ALL, USED, CHANGED, MARKED, CONFLICT], key="rates:which", help="In conflict: sources that disagree."
    )
    oldest = boxes[6].number_input(
        "Old after, years", 0.5, 20.0, OLDEST, 0.5, format="%g", key="rates:oldest",
        help="Rates whose evidence is older are marked. New prices do not make its evidence younger.",
    )  # fmt: skip
    return Filter(words, tuple(locations), tuple(channels), tuple(units), tuple(sources), which, float(oldest))


def _marks(open_card: OpenCard, oldest: float) -> Mapping[str, tuple[Mark, ...]]:
    """What is odd about each rate, against all other open cards and this one."""
    cards = tuple(state.shelf())
    known = open_card.remembered("market", lambda: market(cards), cards)
    today = date.today().isoformat()
    return open_card.remembered("marks", lambda: marks(open_card.now, today, oldest, known), (cards, oldest, today))


def _counts(
    card: RateCard, keys: Sequence[str], changed: Mapping[str, Any], marked: Mapping[str, tuple[Mark, ...]]
) -> None:
    kinds = [mark.kind for found in marked.values() for mark in found]
    told = ", ".join(f"{kinds.count(kind):,} {kind}" for kind in dict.fromkeys(kinds))
    parts = [f"{len(keys):,} of {len(card):,} rates"]
    parts += [f"{len(changed):,} changed since it was opened"] if changed else []
    parts += [f"{len(marked):,} marked: {told}"] if marked else []
    st.caption(plain(" · ".join(parts)))


# ---------------------------------------------------------------- the table


def _table(
    open_card: OpenCard,
    keys: tuple[str, ...],
    chosen: Filter,
    used: set[str],
    marked: Mapping[str, tuple[Mark, ...]],
) -> list[str]:
    """The table; returns the keys of the rates picked in it."""
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
        on_change=_typed,
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
        COLUMNS["low"]: [rate.low for rate in rates],
        COLUMNS["high"]: [rate.high for rate in rates],
        COLUMNS["unit"]: [rate.unit for rate in rates],
        CHECK: [check(wrong.get(rate.key, ""), marked.get(rate.key, ())) for rate in rates],
    }
    columns |= {
        COLUMNS[fact]: [getattr(rate, fact) for rate in rates] for fact in ("location", "channel", "as_of", *TEXTS)
    }
    columns |= {IN_USE: [rate.key in used for rate in rates], KEY: [rate.key for rate in rates]}
    return pd.DataFrame(columns).astype({COLUMNS["low"]: "float64", COLUMNS["high"]: "float64"})


def _not_taken(open_card: OpenCard) -> None:
    """What was typed and cannot be taken, in full."""
    if not open_card.slips:
        return
    told = "\n".join(f"- {plain(open_card.now[key].title)}: {plain(why)}" for key, why in open_card.slips.items())
    st.warning(f"**Not taken; the card keeps the figures before.**\n\n{told}", icon=":material/warning:")


def check(wrong: str, marked: Sequence[Mark]) -> str:
    """What stands beside the figures: why an entry was not taken, else what is odd about the rate."""
    if wrong:
        return f"✗ Not taken: {wrong}"
    return "; ".join(f"⚠ {mark.kind}: {mark.reason}" for mark in marked) if marked else "✓"


def _typed(table: Table, name: str, keys: tuple[str, ...]) -> None:
    """Take what was typed into the card, row by row; what cannot be taken is remembered with its reason."""
    shelf = state.shelf()
    found = state.widget_value(name) or {}
    for row, cells in found.get("edited_rows", {}).items():
        if row < len(keys):
            shelf.typed(table, lambda open_card, key=keys[row], cells=cells: _taken(open_card, key, cells))


def _taken(open_card: OpenCard, key: str, cells: Mapping[str, Any]) -> RateCard | None:
    """The card with what was typed for one rate; None where that changes nothing or cannot be taken."""
    card = open_card.now
    if key not in card.rates:
        return None
    wanted = _wanted(card[key], cells)
    if not wanted:
        open_card.forget(key)
        return None
    try:
        new = edited(card, key, wanted, on=date.today().isoformat())
    except ProblemsFound as slips:
        open_card.remember(key, slips.problems)
        return None
    open_card.forget(key)
    return new


def _wanted(rate: Rate, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that the cells of a row ask for and the rate does not have yet."""
    wanted: dict[str, Any] = {}
    for column, typed in cells.items():
        fact = FACTS.get(column)
        if fact is None:
            continue
        if fact == "value" and rate.value is None:
            fact = "base"
        asked = typed if typed is not None or fact in ("value", "low", "base", "high") else ""
        if asked != getattr(rate, fact):
            wanted[fact] = asked
    if rate.value is not None and {"low", "high"} & {fact for fact, asked in wanted.items() if asked is not None}:
        wanted = {"base": wanted.pop("value", rate.value), "value": None, "range": "minimum and maximum", **wanted}
    return wanted


def _text(help_text: str | None = None, **facts: Any) -> Any:
    return st.column_config.TextColumn(help=help_text, **facts)


def _figure(help_text: str, **facts: Any) -> Any:
    return st.column_config.NumberColumn(help=help_text, format="%,.6g", **facts)


DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"
SHOWN_AS = {
    PICK: st.column_config.CheckboxColumn(
        help="Pick rates to read them in full or take them out.", width=70, pinned=True
    ),
    COLUMNS["title"]: _text(width=280, required=True, pinned=True),
    FIGURE: _figure("The figure the calculator uses.", width=125, required=True),
    COLUMNS["low"]: _figure("Low end of the range, where the source gives one.", width=80),
    COLUMNS["high"]: _figure("High end of the range.", width=80),
    COLUMNS["unit"]: _text("Money for what: USD/seat/month, USD/hour, USD/contact; or %.", width=120, required=True),
    CHECK: _text("Why an entry was not taken, or what is odd about the rate.", width=330),
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


# ---------------------------------------------------------------- what can be done with picked rates


def _actions(open_card: OpenCard, picked: list[str], changed: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            f"Take out {len(picked)} picked" if picked else "Take out picked",
            icon=":material/delete:", disabled=not picked, on_click=once_typed, args=(_take_out, picked),
            help="Takes the picked rates off the card. Undo brings them back.",
        )  # fmt: skip
        back = [key for key in picked if key in changed]
        st.button(
            "Put back as opened",
            icon=":material/restore:", disabled=not back, on_click=once_typed, args=(_put_back, back),
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
