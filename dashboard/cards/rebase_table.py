"""The rates that a rebase moves, in a table: before, after, the factor between them and the working."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.cards.reasons import in_plain_words
from tcomodel.rates import Rate
from tcomodel.rebasing import Outcome


def table_of(moved: Sequence[Outcome]) -> pd.DataFrame:
    """The rates that move, before and after, with the working; columns that say nothing are left out."""
    befores, afters = [one.before for one in moved], [one.after for one in moved]
    columns: dict[str, Any] = {
        "What is priced": [rate.title for rate in befores],
        "Before": [rate.figure() for rate in befores],
        "Factor": [one.factor for one in moved],
        "After": [rate.figure() for rate in afters],
        "Unit": [_from_to(a.unit, b.unit) for a, b in zip(befores, afters, strict=True)],
        "Prices of": [_from_to(a.as_of, b.as_of) for a, b in zip(befores, afters, strict=True)],
    }
    if any((a.over, a.up_to) != (b.over, b.up_to) for a, b in zip(befores, afters, strict=True)):
        columns["Volume band"] = [_from_to(_band(a), _band(b)) for a, b in zip(befores, afters, strict=True)]
    columns["How"] = [one.derivation for one in moved]
    if any(one.reason for one in moved):
        columns["Left as it is by"] = [in_plain_words(one.reason) for one in moved]
    columns |= {"Source": [one.source for one in moved], "Location": [rate.location for rate in befores]}
    columns["Key"] = [one.key for one in moved]
    return pd.DataFrame(columns)


def _from_to(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _band(rate: Rate) -> str:
    edges = (("over", rate.over), ("up to", rate.up_to))
    return " ".join(f"{word} {edge:,.10g}" for word, edge in edges if edge is not None)


def _number(help_text: str, width: int = 90) -> Any:
    return st.column_config.NumberColumn(help=help_text, format="%,.6g", width=width)


SHOWN_AS: Mapping[str, Any] = {
    "What is priced": st.column_config.TextColumn(width=260, pinned=True),
    "Before": _number("The figure as it is now (of a range: its base)."),
    "Factor": _number("What the figures are multiplied by, all moves together."),
    "After": _number("The figure of the new card."),
    "Unit": st.column_config.TextColumn(width=200),
    "Prices of": st.column_config.TextColumn(width=130),
    "Volume band": st.column_config.TextColumn(width=200),
    "How": st.column_config.TextColumn("How", help="The working, as it goes on record.", width=460),
    "Source": st.column_config.TextColumn(width=260),
    "Location": st.column_config.TextColumn(width=110),
    "Key": st.column_config.TextColumn(width=180),
}
