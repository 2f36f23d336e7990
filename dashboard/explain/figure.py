"""One figure: its name and place, its value, what it is for, and the formula in words and in numbers."""

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from dashboard import state
from dashboard.explain import words
from dashboard.explain.asked import Asked, What, show_month
from dashboard.explain.finding import about
from dashboard.explain.words import month_of, name_of, place_of
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.model import Input, Placed
from tcomodel.readers.trace import Tracer, explain, source_of
from tcomodel.readers.trace_numbers import numbers_in_words
from tcomodel.readers.trace_steps import has_months

WHOLE_TERM = 0  # in the place of a month
COUNTED = {  # how the inputs below a figure are told apart, by the kind of source
    "scenario": "stated in the scenario",
    "changed": "stated in the scenario",
    "file": "from a file",
    "rate card": "from the rate card",
    "series": "from published series",
    "assumed": "assumed",
}


def card(result: Comparison, now: Asked) -> None:
    """The figure and how it is made."""
    what = now.what
    assert what is not None
    value, _, said = Tracer(result).value_of(what, now.month)
    with st.container(border=True):
        st.caption(plain(f"{place_of(what)} · {_period(result, now)}"))
        st.header(f"{plain(name_of(what))}: {words.said(said)}", anchor=False)
        st.markdown(plain(about(what)))
        if isinstance(what, Placed):
            _formula(result, now, what, "" if value is None else said)
            st.caption(plain(_rests_on(result, what)))


def month_picker(result: Comparison, now: Asked) -> None:
    """The whole term or one of its months; of what has no months only the first."""
    assert now.what is not None
    months = [WHOLE_TERM, *range(1, len(result.months) + 1)] if has_months(now.what) else [WHOLE_TERM]
    shown = now.month or WHOLE_TERM
    key = state.widget_shows("explain:month", shown)
    st.selectbox(
        "Month",
        months,
        index=months.index(shown),
        format_func=lambda month: _capital(month_of(result, month or None)),
        key=key,
        on_change=show_month,
        args=(key,),
        disabled=len(months) == 1,
        help="A single month can be checked by hand. It stays chosen from step to step."
        if len(months) > 1
        else "This is one number for the whole term.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _period(result: Comparison, now: Asked) -> str:
    what = now.what
    assert what is not None
    if now.month is not None:
        return month_of(result, now.month)
    return "the whole term" if has_months(what) or isinstance(what, Placed) else "one number for the whole term"


def _formula(result: Comparison, now: Asked, row: Placed, said: str) -> None:
    """The formula in words, below it in numbers with what they give, and what it takes from other months."""
    found = explain(result, row.key, now.month if row.is_monthly else None, depth=0)
    st.markdown(f"**{plain(name_of(row))}** = {plain(found.words)}")
    numbers = numbers_in_words(result, row, now.month)
    if numbers:
        st.markdown(f"= {words.said(numbers)} = **{words.said(said)}**")
    for where in found.where:
        st.caption(words.said(where))
    if not numbers and row.is_monthly and now.month is None:
        st.caption("Figures of the whole term do not multiply out. Choose one month to check the arithmetic by hand.")


def _rests_on(result: Comparison, row: Placed) -> str:
    """``It rests on 84 inputs: 40 stated in the scenario, 22 from the rate card, 22 assumed.``"""
    kinds = [COUNTED[kind] for one in inputs_below(row) if (kind := source_of(one, result).kind) in COUNTED]
    counts = Counter(kinds)
    if not counts:
        return "It rests on the calendar alone."
    named = ", ".join(f"{counts[one]:,} {one}" for one in dict.fromkeys(COUNTED.values()) if one in counts)
    return f"It rests on {len(kinds):,} input{'' if len(kinds) == 1 else 's'}: {named}."


def inputs_below(what: What) -> Iterator[Input]:
    """Every input a figure rests on, each once; an input rests on itself."""
    seen: set[int] = set()
    left: list[What] = [what]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Input):
            yield one
        else:
            left += one.ingredients
