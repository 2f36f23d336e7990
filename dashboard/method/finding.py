"""The search on the Method page: everything that holds all the words typed."""

from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

import streamlit as st

from dashboard.formats import plain
from dashboard.method import words
from dashboard.method.said import View, input_table, line_table, table
from tcomodel.glossary import glossary
from tcomodel.readers.method import steps

MOST = 40  # of each kind that is shown


def show(view: View, sought: str) -> None:
    """Lines, inputs, pricing models, clauses and words of the glossary, in this order."""
    modules = [module for step in steps() for module in step.modules]
    lines = [one for module in modules for one in view.lines(module) if holds(sought, astuple(one))]
    inputs = [one for module in modules for one in view.inputs(module) if holds(sought, astuple(one))]
    rows = [one for one in (*words.pricing_rows(view), *words.clause_rows(view)) if holds(sought, one)]
    terms = [one for one in glossary() if holds(sought, (one.title, one.means))]
    if not (lines or inputs or rows or terms):
        st.info(
            plain(f"Nothing here holds “{sought}”. Try fewer letters, or switch on “All the tool knows”."),
            icon=":material/search_off:",
        )
        return
    if _heading("Words", terms):
        words.term_table(terms[:MOST])
    if _heading("Lines", lines):
        line_table(lines[:MOST])
    if _heading("Inputs", inputs):
        input_table(inputs[:MOST], view)
    if _heading("Pricing models and clauses", rows):
        cells = ((f"**{plain(name)}**", plain(about), plain(users) or "–") for name, about, users in rows[:MOST])
        st.markdown(table(("Name", "What it does", "Used by"), cells))


def holds(sought: str, texts: Iterable[str]) -> bool:
    """Whether texts hold every word, in any order and in any letters."""
    text = " ".join(texts).lower()
    return all(word in text for word in sought.lower().split())


def _heading(title: str, found: list[Any]) -> bool:
    if found:
        st.subheader(f"{title} ({len(found):,})", anchor=False)
    if len(found) > MOST:
        st.caption(f"The first {MOST}; another word makes it fewer.")
    return bool(found)
