"""One rate in full with its history, a new rate, and what changed since the card was opened."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import once_read, state
from dashboard.cards.shelf import OpenCard
from dashboard.formats import plain
from tcomodel import RateCard
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import Rate, Step
from tcomodel.rates.changes import Change
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.edits import added
from tcomodel.rates.marks import Mark
from tcomodel.rates.units import money_in

ADDRESS = re.compile(r"https?://[^\s;]+")
UNITS = (
    "USD/seat/month", "USD/hour", "USD/minute", "USD/contact", "USD/resolution", "EUR/seat/month", "EUR/hour",
    "EUR/minute", "EUR/contact", "EUR/resolution", "%", "%/year", "minute/contact",
)  # fmt: skip
NEW = "new_rate"
WRAPPED = 92  # pixels of a row: text wraps in rows above 64
ONE_LINE = 28  # characters that fit the narrowest column
STEPS = {
    "What": st.column_config.TextColumn(width=110),
    "Before": st.column_config.TextColumn(width=190),
    "Factor": st.column_config.NumberColumn(width=90, format="%,.6g"),
    "How": st.column_config.TextColumn(width=430),
    "Source": st.column_config.TextColumn(width=270),
    "On": st.column_config.TextColumn(width=100),
}


# ---------------------------------------------------------------- one rate


def in_full(rate: Rate, card: RateCard, marked: Sequence[Mark]) -> None:
    """A rate with its source, what it disagrees with and everything that was done to it."""
    with st.container(border=True):
        st.subheader(plain(rate.title), anchor=False)
        span = (
            f" ({rate.low:,g} to {rate.high:,g}, {rate.range})"
            if rate.low is not None and rate.high is not None
            else ""
        )
        facts = f"{rate.figure():,.10g} {rate.unit}{span}"
        band = " · volume " + " ".join(
            f"{word} {edge:,g}" for word, edge in (("over", rate.over), ("up to", rate.up_to)) if edge is not None
        )
        st.markdown(
            f"**{plain(facts)}**{plain(band) if rate.over is not None or rate.up_to is not None else ''} in "
            f"{plain(rate.location)}, channel: {plain(rate.channel)}, prices of {plain(rate.as_of)}, "
            f"index: {plain(rate.index)}"
        )
        for mark in marked:
            st.markdown(f":material/flag: {plain(mark.reason)}")
        links = " · ".join(f"[{plain(link)}](<{link}>)" for link in ADDRESS.findall(rate.address))
        st.markdown(f"Source: {plain(rate.source) or 'none stated'}{'. ' + links if links else ''}")
        if rate.note:
            st.markdown(plain(rate.note))
        for other in (card.rates[key] for key in rate.conflicts_with if key in card.rates):
            st.markdown(plain(f"Disagrees with {other.key}: {other.figure():,g} {other.unit}, {other.title}."))
        if rate.because:
            st.markdown(
                plain(f"{'The default' if rate.default else 'Not the default'}, because {_within(rate.because)}")
            )
        if rate.history:
            st.markdown("**What was done to it**")
            texts = (text for step in rate.history for text in (step.derivation, step.source, before(step)))
            st.dataframe(
                history(rate), hide_index=True, column_config=STEPS, placeholder="", alt="The steps of this rate",
                row_height=WRAPPED if any(len(text) > ONE_LINE for text in texts) else None,
            )  # fmt: skip
        st.caption(f"In a scenario: `{{rate: {rate.key}}}`")


def _within(sentence: str) -> str:
    """A sentence as it goes on within another; names such as USD keep their capitals."""
    return sentence if sentence[1:2].isupper() else f"{sentence[:1].lower()}{sentence[1:]}"


def history(rate: Rate) -> pd.DataFrame:
    """The steps of a rate, oldest first, as a table."""
    return pd.DataFrame(
        {
            "What": step.what,
            "Before": before(step),
            "Factor": step.factor,
            "How": step.derivation,
            "Source": step.source,
            "On": step.on,
        }
        for step in rate.history
    )


def before(step: Step) -> str:
    """The facts as they stood before a step: ``price 11, unit USD/hour``."""
    return ", ".join(f"{COLUMNS.get(fact, fact).lower()} {said(was)}" for fact, was in step.was.items())


def said(fact: Any) -> str:
    """A fact as people read it."""
    if fact is None or fact == "":
        return "none"
    if isinstance(fact, float | int) and not isinstance(fact, bool):
        return f"{fact:,.10g}"
    return ", ".join(map(str, fact)) if isinstance(fact, tuple | list) else str(fact)


# ---------------------------------------------------------------- a new one


def add_form(card: RateCard) -> None:
    """The form of a new rate; what is wrong stands under it, and nothing typed is lost."""
    with st.expander("Add a rate", icon=":material/add:", key="open:add_rate", on_change="rerun") as form:
        if not form.open:
            return
        first = st.columns([3, 2, 2])
        typed: dict[str, Any] = {
            "title": first[0].text_input(COLUMNS["title"], key=f"{NEW}:title", placeholder="Agent hour, evenings"),
            "item": first[1].selectbox(
                COLUMNS["item"], sorted({rate.item for rate in card.rates.values()} - {""}), index=None,
                accept_new_options=True, key=f"{NEW}:item", placeholder="Outsourced agent",
            ),
            "key": first[2].text_input(COLUMNS["key"], key=f"{NEW}:key", placeholder="philippines.hour.evening"),
        }  # fmt: skip
        second = st.columns(6)
        typed |= {
            "value": second[0].number_input(COLUMNS["value"], value=None, key=f"{NEW}:value", format="%.6g"),
            "low": second[1].number_input(COLUMNS["low"], value=None, key=f"{NEW}:low", format="%.6g"),
            "high": second[2].number_input(COLUMNS["high"], value=None, key=f"{NEW}:high", format="%.6g"),
            "unit": second[3].selectbox(
                COLUMNS["unit"], UNITS, index=None, accept_new_options=True, key=f"{NEW}:unit", placeholder="USD/hour"
            ),
            "as_of": second[4].text_input(COLUMNS["as_of"], key=f"{NEW}:as_of", placeholder="2026-05"),
            "index": second[5].selectbox(COLUMNS["index"], state.index_names(card), index=0, key=f"{NEW}:index"),
        }
        third = st.columns([2, 2, 4])
        typed |= {
            "location": third[0].text_input(COLUMNS["location"], key=f"{NEW}:location", placeholder="Philippines"),
            "channel": third[1].text_input(COLUMNS["channel"], value="all", key=f"{NEW}:channel"),
            "source": third[2].text_input(COLUMNS["source"], key=f"{NEW}:source", placeholder="Vendor's offer, page 3"),
        }
        once_read.button("Add it to the card", _add, typed, key=f"{NEW}:do", type="primary", icon=":material/add:")
        for problem in state.slips_of(NEW):
            st.markdown(f":red[{plain(slip_in_words(problem))}]")


def slip_in_words(problem: Problem) -> str:
    """What is wrong with a new rate, by the name of its box."""
    if problem.message.endswith("missing: base"):
        return f"{COLUMNS['value']}: is missing; the figure the calculator uses, between low and high"
    fact = COLUMNS.get(problem.where, problem.where)
    told = problem.message.removeprefix(problem.where).strip()
    return f"{fact}: {told}" if fact else told


def _add(typed: dict[str, Any]) -> None:
    shelf = state.shelf()
    facts = {name: value for name, value in typed.items() if value not in (None, "") and name != "key"}
    if "low" in facts or "high" in facts:
        facts |= {"base": facts.pop("value", None), "range": "minimum and maximum"}
    if money := money_in(str(facts.get("unit", ""))):
        facts["currency"] = money
    try:
        card = added(shelf.open.now, typed["key"], facts, on=date.today().isoformat())
    except ProblemsFound as found:
        state.tell_slips(NEW, found.problems)
        return
    state.tell_slips(NEW, ())
    state.clear(NEW)
    shelf.change(card, f"{typed['title']} is on the card.")


# ---------------------------------------------------------------- since it was opened


def changed(open_card: OpenCard, changes: Sequence[Change]) -> None:
    """What is different from the card as it was opened."""
    if not changes:
        return
    with st.expander(f"Changed since it was opened: {len(changes)}", icon=":material/difference:"):
        rows = [
            {
                "Rate": change.key,
                "Change": change.kind,
                "What": COLUMNS.get(fact, fact),
                "Before": said(was),
                "Now": said(now),
            }
            for change in changes
            for fact, (was, now) in (change.facts or {"": ("", "")}).items()
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Changes of the card")
