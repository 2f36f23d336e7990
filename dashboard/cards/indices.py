"""Indices and currencies: what prices move with, series by series, and how one of your own is added.

    United States consumer prices (CPI-U)   index 1982-84=100   1997-01 to 2026-05   every month   average
    Wages of Cebu (own)                     index 2020=100      2020-01 to 2026-09   every month   average

The series of the card on the screen come first and stand in for those of the catalogue of the same name. What is
added, put on another reference period or spliced is a change of the card, which Undo takes back.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard import state, theme
from dashboard.cards.figures import series_line
from dashboard.cards.form import all_series
from dashboard.cards.series_add import add_form
from dashboard.cards.series_bases import rereference_form, splice_form
from dashboard.cards.series_words import EVERY, counted
from dashboard.chart import draw
from dashboard.formats import date_in_words, plain
from tcomodel import Comparison, RateCard
from tcomodel.csv_cells import csv_file, csv_text
from tcomodel.index_series import IndexSeries, without_series
from tcomodel.months import month_after

ALL, LEVELS, RATES, OWN, USED = "All", "Indices", "Exchange rates", "This card's own", "Used by this card"


def show(result: Comparison) -> None:
    """The series, the picked one in full, and what can be done."""
    card = state.shelf().open.now
    used = Counter(rate.index for rate in card.rates.values() if rate.index != "none")
    _lacking(card, used)
    shown = _filtered(card, used)
    if not shown:
        st.info("No series matches. Take a filter out, or add the series from a CSV below.")
    else:
        _in_full(_picked(card, shown, used))
    add_form(card)
    rereference_form(card)
    splice_form(card)


# ---------------------------------------------------------------- the catalogue


def _lacking(card: RateCard, used: Counter) -> None:
    """Indices that rates of the card name and nobody has a series of."""
    known = {one.key for one in all_series(card)}
    lacking = [name for name in used if name not in known]
    if not lacking:
        return
    why = {name: without_series().get(name, "there is no series of it") for name in lacking}
    told = [f"- {plain(f'{name} ({counted(used[name])}): {why[name]}')}" for name in lacking]
    st.warning(
        "Rates of this card move with indices that have no series. Add one from a CSV below, "
        "or take another index when you rebase.\n" + "\n".join(told),
        icon=":material/warning:",
    )


def _filtered(card: RateCard, used: Counter) -> list[IndexSeries]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            "Search", placeholder="wages, Philippines, EUR", key="series:words", persist_state="session", width=320
        )
        which = st.segmented_control(
            "Show", [ALL, LEVELS, RATES, USED, OWN], default=ALL, required=True, key="series:which",
            persist_state="session",
        )  # fmt: skip
    keeps: dict[str, Callable[[IndexSeries], bool]] = {
        ALL: lambda one: True,
        LEVELS: lambda one: one.pair is None,
        RATES: lambda one: one.pair is not None,
        OWN: lambda one: one.key in card.series,
        USED: lambda one: one.key in used,
    }
    asked = (words or "").lower().split()
    return [
        one for one in all_series(card)
        if keeps[which or ALL](one)
        and all(word in " ".join((one.key, one.title, one.measures, one.unit, one.source)).lower() for word in asked)
    ]  # fmt: skip


def _picked(card: RateCard, shown: Sequence[IndexSeries], used: Counter) -> IndexSeries:
    """The table of series; the one that is picked in it, the first where none is."""
    table = table_of(card, shown, used)
    chosen = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row", column_config=SHOWN_AS,
        key=f"series:table:{len(shown)}", height=min(360, 38 + 35 * len(shown)), alt="Indices and exchange rates",
        placeholder="",
    )  # fmt: skip
    rows = chosen.get("selection", {}).get("rows", []) if chosen else []
    st.caption(f"{len(shown)} series. Pick a row to see it in full.")
    return shown[rows[0]] if rows and rows[0] < len(shown) else shown[0]


def table_of(card: RateCard, shown: Sequence[IndexSeries], used: Counter) -> pd.DataFrame:
    """What each series is, a row each."""
    return pd.DataFrame(
        {
            "Series": one.title or one.key,
            "Unit": one.unit or "not stated",
            "From": one.first,
            "To": one.last,
            "Every": EVERY[one.every],
            "Taken": one.taken,
            "Rates": used[one.key],
            "Of": "this card" if one.key in card.series else "the catalogue",
            "Licence": one.licence or "not stated",
            "Source": one.source,
            "Address": one.address or None,
            "Key": one.key,
        }
        for one in shown
    )


SHOWN_AS = {
    "Series": st.column_config.TextColumn(width=330, pinned=True),
    "Unit": st.column_config.TextColumn(width=140, help="An index with its base, or one currency for another."),
    "From": st.column_config.TextColumn(width=75),
    "To": st.column_config.TextColumn(width=75),
    "Every": st.column_config.TextColumn(width=70),
    "Taken": st.column_config.TextColumn(width=110, help="What a figure stands for: the average of its period, or its "
                                                         "last day."),
    "Rates": st.column_config.NumberColumn(width=60, format="%,d", help="Rates of this card that name it."),
    "Of": st.column_config.TextColumn(width=100),
    "Licence": st.column_config.TextColumn(width=200),
    "Source": st.column_config.TextColumn(width=320),
    "Address": st.column_config.LinkColumn(width=220),
    "Key": st.column_config.TextColumn(width=150, help="Its name in rates and scenarios."),
}  # fmt: skip


def _in_full(series: IndexSeries) -> None:
    """One series with its chart, its biography and its values."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(series.title or series.key), anchor=False, width="stretch")
            st.download_button(
                "Values", lambda: csv_file(values_csv(series)), f"{series.key}.csv", "text/csv",
                icon=":material/download:", key=f"series:values:{series.key}", on_click="ignore",
                help="Every published figure as CSV.",
            )  # fmt: skip
        end = float(series.values[-1])
        st.markdown(
            f"**{end:,.6g}** in {series.last}, **{float(series.values[0]):,.6g}** in {series.first}; "
            f"{plain(series.unit or 'no unit stated')}, every {EVERY[series.every]}, {series.taken}"
        )
        draw(series_line(series, theme.colours()), f"series:{series.key}",
             f"{series.title or series.key}, {series.unit}, {series.first} to {series.last}")  # fmt: skip
        facts = [
            series.measures,
            f"Source: {series.source or 'not stated'}. Licence: {series.licence or 'not stated'}. "
            + (f"As of {date_in_words(series.as_of)}." if series.as_of else ""),
            series.note,
        ]
        st.markdown("  \n".join(plain(fact) for fact in facts if fact.strip()))
        if re.fullmatch(r"https?://[^\s<>]+", series.address):
            st.markdown(f"[{plain(series.address)}](<{series.address}>)")


def values_csv(series: IndexSeries) -> str:
    """The published figures: a row for each month, quarter or year."""
    steps = range(0, len(series.values), series.every)
    return csv_text([("month", series.key), *((month_after(series.first, at), series.values[at]) for at in steps)])
