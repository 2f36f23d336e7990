"""Look and edit: the rates of a card in a table that can be filtered and typed into.

What was typed and cannot be taken stays in its cell; the column beside the figures says why, and the card keeps its
last good rate. The table is in ``table_rows``, what becomes of what is typed in ``table_typed``, what can be done with
rates picked in it in ``table_picked``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.cards import details, table_picked, table_rows
from dashboard.cards.shelf import OpenCard
from dashboard.formats import plain
from dashboard.glossary import about
from tcomodel import Comparison, RateCard
from tcomodel.rates import Rate
from tcomodel.rates.changes import changes
from tcomodel.rates.market import market
from tcomodel.rates.marks import OLDEST, Mark, marks

ALL, USED, CHANGED, MARKED, CONFLICT = "All", "Used in the scenario", "Changed", "Marked", "In conflict"


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
    picked = table_rows.drawn(open_card, keys, chosen, used, marked)
    table_rows.not_taken(open_card)
    table_picked.actions(picked, changed)
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
        "Show", [ALL, USED, CHANGED, MARKED, CONFLICT], key="rates:which", help=about("Comparable rates", "In conflict")
    )
    oldest = boxes[6].number_input(
        "Old after (years)", 0.5, 20.0, OLDEST, 0.5, format="%g", key="rates:oldest",
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
