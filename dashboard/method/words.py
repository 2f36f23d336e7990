"""Pricing models, clauses and the words of the field, a sentence each."""

from collections.abc import Iterable

import streamlit as st

from dashboard.formats import plain, titled
from dashboard.forms import about_of
from dashboard.method.said import Known, View, table
from tcomodel import Comparison, pricing
from tcomodel.contract import CLAUSES
from tcomodel.glossary import Term, glossary
from tcomodel.readers.method import told

Row = tuple[str, str, str]  # name, a sentence, who uses it


def pricing_models(view: View) -> None:
    """How vendors bill."""
    _table("Pricing model", pricing_rows(view))


def clauses(view: View) -> None:
    """What contracts agree on beside the price."""
    _table("Clause", clause_rows(view))


def terms(view: View) -> None:
    """The glossary."""
    term_table(glossary())


def pricing_rows(view: View) -> list[Row]:
    """Name, what is paid for, and the options that are billed so."""
    found = [
        (pricing.title(name), _first_sentence(told(pricing.find(name))), _priced_by(view.result, name))
        for name in pricing.names()
    ]
    return [row for row in found if row[2] or isinstance(view, Known)]


def clause_rows(view: View) -> list[Row]:
    """Name, what it does, and the options whose contract has it."""
    found = [(titled(name), about_of(name), _with_clause(view.result, name)) for name in CLAUSES]
    return [row for row in found if row[2] or isinstance(view, Known)]


def term_table(terms: Iterable[Term]) -> None:
    """Words of the field with what they mean, their unit and where one meets them."""
    rows = ((f"**{plain(one.title)}**", plain(one.means), one.unit or "–", one.where or "–") for one in terms)
    st.markdown(table(("Word", "What it means", "Unit", "Where"), rows))


def _table(what: str, rows: list[Row]) -> None:
    if not rows:
        st.caption("This scenario uses none. The switch above shows those there are.")
        return
    cells = ((f"**{plain(name)}**", plain(about), plain(users) or "–") for name, about, users in rows)
    st.markdown(table((what, "What it does", "Used by"), cells))


def _priced_by(result: Comparison, name: str) -> str:
    return _labels(result, {key for key, one in result.scenario.data["options"].items() if _model_of(one) == name})


def _with_clause(result: Comparison, name: str) -> str:
    options = result.scenario.data["options"]
    return _labels(result, {key for key, one in options.items() if (one.get("contract") or {}).get(name) is not None})


def _labels(result: Comparison, keys: set[str]) -> str:
    return ", ".join(option.label for option in result.options if option.key in keys)


def _model_of(option: dict) -> str:
    return str((option.get("pricing") or {}).get("model", ""))


def _first_sentence(text: str) -> str:
    """The first sentence of a text, on one line; it ends before an example."""
    paragraph = " ".join(text.strip().partition("\n\n")[0].split())
    return paragraph.partition(". ")[0].rstrip(".:") + "."
