"""Why rates cannot be brought to another basis, or stay: reason by reason, in words that are on the screen.

Rates   Why                                                                             Which
   25   us_eci_civilian has no value for 2026-05; it runs from 2023-10 to 2026-03 ...   united_states.wage.agent, ...
"""

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.cards.stand_ins import in_words
from dashboard.cards.unit_form import IN_WORDS
from tcomodel.rebasing import Outcome

ONE_MOVE = re.compile(r"^[a-z ]+: (?!.*; [a-z ]+: )")  # the name of the move, where there is only one
REPLACED = re.compile(r"; name another index instead of (\S+) for this move")
MOST_NAMED = 50


def reasons_table(outcomes: Sequence[Outcome], alt: str) -> None:
    """A table of reasons, with how many rates each is about and which; those of most rates first."""
    by_reason: dict[str, list[str]] = {}
    for outcome in outcomes:
        by_reason.setdefault(in_plain_words(outcome.reason), []).append(outcome.key)
    rows = sorted(by_reason.items(), key=lambda row: -len(row[1]))
    table = pd.DataFrame(
        {
            "Rates": len(keys),
            "Why": why,
            "Which": ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else ""),
        }
        for why, keys in rows
    )
    st.dataframe(table, hide_index=True, alt=alt, height=min(38 + 35 * len(table), 250), column_config={
        "Rates": st.column_config.NumberColumn(width=60, format="%,d"),
        "Why": st.column_config.TextColumn(width=720),
        "Which": st.column_config.TextColumn(width=400),
    })  # fmt: skip


def in_plain_words(reason: str) -> str:
    """A reason in words that are on the screen."""
    told = ONE_MOVE.sub("", in_words(REPLACED.sub("", reason)))
    told = f"{told[:1].upper()}{told[1:]}" if told[:2].isalpha() and "_" not in told.partition(" ")[0] else told
    for name, words in IN_WORDS.items():
        told = re.sub(rf"\b{name}\b", words, told)
    return told
