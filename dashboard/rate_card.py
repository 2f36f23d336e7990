"""The rate card: every public figure with its source, and where sources disagree."""

import re

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.formats import plain
from tcomodel import Comparison, RateCard
from tcomodel.rates import Rate

ADDRESS = re.compile(r"https?://[^\s;]+")


def show(result: Comparison) -> None:
    """The screen."""
    card = state.card()
    st.title("Rate card", anchor=False)
    st.markdown(
        plain(
            f"{card.name}: {len(card)} figures, as of {card.as_of}. They are the starting point; "
            "your own contract and payroll beat all of them. Pick a row to read it in full."
        )
    )
    used = {one.rate.key for one in result.model.inputs if one.rate is not None}
    search, place, channel, which = st.columns([3, 2, 2, 2])
    text = search.text_input(
        "Search", placeholder="seat, wage, Philippines", help="Looks in title, key, source and note."
    )
    places = place.multiselect(
        "Location", sorted({rate.location for rate in card.rates.values()}), help="Where the figure holds."
    )
    channels = channel.multiselect(
        "Channel", sorted({rate.channel for rate in card.rates.values()}), help="What it is paid for."
    )
    only = which.selectbox(
        "Show", ["All figures", "Used in this scenario", "In conflict"], help="In conflict: sources that disagree."
    )
    chosen = [
        rate
        for rate in card.rates.values()
        if matches(rate, text)
        and (not places or rate.location in places)
        and (not channels or rate.channel in channels)
        and (only != "Used in this scenario" or rate.key in used)
        and (only != "In conflict" or rate.conflicts_with)
    ]
    if not chosen:
        st.info("No figure matches. Take a filter out or search for another word.")
        return
    st.caption(f"{len(chosen)} of {len(card)} figures")
    picked = st.dataframe(
        rows(chosen, used),
        hide_index=True,
        height=460,
        on_select="rerun",
        selection_mode="single-row",
        key="rates",
        column_config=COLUMNS,
        alt="The rate card",
        placeholder="–",
    )
    selected = picked.selection.rows if picked else []
    if selected and selected[0] < len(chosen):
        _in_full(chosen[selected[0]], card)


COLUMNS = {
    "Used": st.column_config.CheckboxColumn("Used", help="Whether the scenario that is open uses it.", width="small"),
    "What": st.column_config.TextColumn("What", width="large"),
    "Base": st.column_config.NumberColumn("Value or base", help="The figure the calculator uses.", format="%,.4g"),
    "Low": st.column_config.NumberColumn(
        "Low", help="Low end of the range, where the source gives one.", format="%,.4g"
    ),
    "High": st.column_config.NumberColumn("High", help="High end of the range.", format="%,.4g"),
    "As of": st.column_config.TextColumn("As of", help="Date of the figure."),
    "Link": st.column_config.LinkColumn("Link", display_text="open", help="The source's address."),
    "Index": st.column_config.TextColumn("Index", help="The price index it moves with."),
    "Conflicts": st.column_config.TextColumn(
        "Conflicts", help="Other figures that contradict it, and why this one is or is not the default."
    ),
    "Key": st.column_config.TextColumn("Key", help="Its name in a scenario: {rate: key}."),
}


def rows(rates: list[Rate], used: set[str]) -> pd.DataFrame:
    """The table of these rates."""
    return pd.DataFrame(
        {
            "Used": rate.key in used,
            "What": rate.title,
            "Location": rate.location,
            "Channel": rate.channel,
            "Base": rate.figure(),
            "Unit": rate.unit,
            "Low": rate.low,
            "High": rate.high,
            "As of": rate.as_of,
            "Source": rate.source,
            "Link": first_address(rate.address),
            "Index": "" if rate.index == "none" else rate.index,
            "Conflicts": conflict(rate),
            "Key": rate.key,
        }
        for rate in rates
    )


def matches(rate: Rate, text: str) -> bool:
    """Whether all words of a search occur in a rate."""
    all_of_it = " ".join((rate.key, rate.title, rate.location, rate.channel, rate.source, rate.note)).lower()
    return all(word in all_of_it for word in text.lower().split())


def first_address(address: str) -> str | None:
    """The first link of an address field, None where there is none."""
    found = ADDRESS.search(address)
    return found[0] if found else None


def conflict(rate: Rate) -> str:
    """With which figures a rate disagrees and what was decided."""
    if not rate.conflicts_with:
        return ""
    return (
        f"{'default' if rate.default else 'not the default'}, against {', '.join(rate.conflicts_with)}: {rate.because}"
    )


def _in_full(rate: Rate, card: RateCard) -> None:
    with st.container(border=True):
        st.subheader(plain(rate.title), anchor=False)
        span = (
            f" ({rate.low:g} to {rate.high:g}, {rate.range})" if rate.low is not None and rate.high is not None else ""
        )
        st.markdown(
            f"**{plain(f'{rate.figure():,g} {rate.unit}{span}')}** in {plain(rate.location)}, "
            f"channel: {plain(rate.channel)}, as of {plain(rate.as_of)}"
        )
        links = " · ".join(f"[{plain(link)}](<{link}>)" for link in ADDRESS.findall(rate.address))
        st.markdown(f"Source: {plain(rate.source)}{'. ' + links if links else ''}")
        if rate.note:
            st.markdown(plain(rate.note))
        for other in (card.rates[key] for key in rate.conflicts_with if key in card.rates):
            st.markdown(plain(f"Disagrees with {other.key}: {other.figure():,g} {other.unit}, {other.title}."))
        if rate.because:
            st.markdown(plain(f"{'The default' if rate.default else 'Not the default'}, because {rate.because}"))
        st.caption(f"In a scenario: `{{rate: {rate.key}}}`")
