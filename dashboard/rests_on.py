"""What the answer rests on: what nobody here has stated, ranked by what it does to the answer.

It works only while it is open, because moving every input takes some tenths of a second.
"""

import copy
import math
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import glossary, inputs, links, state
from dashboard.fields import Field
from dashboard.folders import folder
from dashboard.formats import money, plain
from dashboard.forms import SHARED
from dashboard.unstated import ASSUMED, Unstated, counted, ranked, unstated_inputs
from tcomodel import Comparison
from tcomodel.entry_at import at, put_at
from tcomodel.readers.answer import input_after_its_name, input_in_words, whom_it_concerns
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.readers.sensitivity_words import named_input

AT_FIRST = 6
MORE = "rests on all"
FOLDER = "What this answer rests on, and what would turn it"  # always the same: with another label it would close


def show(result: Comparison) -> None:
    """Below the answer: how much of it is nobody's number yet, and one click further which."""
    fill(begin(result), result)


def begin(result: Comparison) -> DeltaGenerator | None:
    """The folder with room for the list, None while it is closed: what stands below need not wait for ``fill``."""
    unstated = unstated_inputs(result, state.standard_card())
    if not unstated:
        return None
    st.caption(f"It rests on {counted(unstated)}.")
    with folder("rests on", FOLDER) as is_open:
        return st.container() if is_open else None


def fill(room: DeltaGenerator | None, result: Comparison) -> None:
    """The list, into the room that ``begin`` left for it."""
    if room is not None:
        with room:
            _lines(result)


def _lines(result: Comparison) -> None:
    with st.spinner("Moving each of them by itself"):
        found = ranked(result, state.standard_card())
        shown = found if state.widget_value(MORE) else found[:AT_FIRST]
        turnings = [one.turning for one in shown]
    st.caption(plain(_how_to_read(result)), help=glossary.about("Assumption", "Turning value", "Net present value"))
    if not found:
        st.markdown("None of them moves the answer.")
        return
    for one, turning in zip(shown, turnings, strict=True):
        with st.container(border=True):
            _line(result, one, turning is not None)
    if len(found) > AT_FIRST:
        st.toggle(f"Show all {len(found)} that move the answer", key=MORE)
    idle = len(unstated_inputs(result, state.standard_card())) - len(found)
    if idle:
        st.caption(f"{idle} more move nothing here or stand for no amount; they are under Notes and assumptions.")


def _how_to_read(result: Comparison) -> str:
    best = result.cheapest
    second = next((one for one in result.ranking[1:] if one.key not in result.unserved), None)
    if second is None:
        return f"Each moved by itself: how far the cost of {best.label} moves, in today's money. State what you know."
    margin = money((second.figure("npv") or 0.0) - (best.figure("npv") or 0.0), result.currency)
    return (
        f"{best.label} is {margin} ahead of {second.label} in today's money. Each line moves one number and leaves the "
        "others: how far that margin moves, and from which value on another option costs least. What moves it most "
        "comes first; what you state leaves the list."
    )


def _line(result: Comparison, one: Unstated, has_turning: bool) -> None:
    what, does, say = st.columns([5, 5, 3], vertical_alignment="center")
    what.markdown(f"**{plain(_name(one))}**: {plain(input_after_its_name(one.input, result.currency))}")
    whom = whom_it_concerns(result, one.input) if one.origin == ASSUMED else ""
    about = f"{one.origin}: {one.because}{f', for {whom}' if whom else ''}"
    what.caption(plain(about[:1].upper() + about[1:]))
    does.markdown(plain(effect_words(one)))
    if has_turning:
        turns = one.turning is not None and one.turning.value is not None
        text = plain(turning_words(one))
        does.markdown(f":small[:orange[:material/swap_vert: {text}]]" if turns else f":small[:gray[{text}]]")
    with say:
        _state_it(one)


def _name(one: Unstated) -> str:
    """An assumption stands for all who use it; anything else has a place of its own to name."""
    return with_its_clause(one.input) if one.origin == ASSUMED else named_input(one.input)


def effect_words(one: Unstated) -> str:
    """``10 % either way, the margin moves by up to 0.9 m USD.``"""
    if math.isinf(one.effect):
        return f"{one.moved}, the cheapest option no longer serves all of the work."
    has_rival = sum(option.key not in one.comparison.unserved for option in one.comparison.ranking) > 1
    what = "the margin moves" if has_rival else "its cost moves"
    return f"{one.moved}, {what} by up to {money(one.effect, one.comparison.currency, 2)}."


def turning_words(one: Unstated) -> str:
    """``Turns the answer at 2,355 USD per seat and month: then Mexico costs least``, or how far nothing does."""
    turning, currency = one.turning, one.comparison.currency
    assert turning is not None
    if turning.value is None:
        least, most = (input_in_words(replace(one.input, value=end), currency) for end in (turning.least, turning.most))
        return f"No value from {least} to {most} changes who costs least."
    there = input_in_words(replace(one.input, value=turning.rounded), currency)
    return f"Turns the answer at {there}: then {one.comparison.option(turning.cheapest).label} costs least."


# ---------------------------------------------------------------- stating it


def _state_it(one: Unstated) -> None:
    """A box for one's own figure, for all places that lack it; what is wrong with it stands below."""
    fields = one.fields
    if not fields or any(field.is_series or field.given.kind not in ("number", "whole") for field in fields):
        is_shared = not fields or fields[0].group in SHARED
        links.to("programme" if is_shared else "options", "State it in its form", icon=":material/edit:")
        return
    first = fields[0]
    raw = at(state.draft(), first.place)
    text = "" if raw == first.raw else first.text(raw)
    key = state.widget_shows(f"rests on {first.key}", text)
    unit = f" ({first.unit})" if first.unit else ""
    whom = f", for {len(fields)} options" if len(fields) > 1 else ""
    st.text_input(
        plain(f"Yours{whom}{unit}"), text, key=key, on_change=_take, args=(fields, key),
        placeholder=first.text(first.raw),
        help=plain(f"{first.label}: what you know better than the tool. Undo takes it back."),
    )  # fmt: skip
    for problem in inputs.problems_at(first):
        st.markdown(inputs.problem_text([problem]))


def _take(fields: list[Field], key: str) -> None:
    """Write the figure into every place that lacks it, as one step; a range around it stays, as in the form."""
    if not state.is_current(key):
        return
    text = str(state.widget_changed(key) or "")
    if not text.strip():
        return
    data = copy.deepcopy(dict(state.draft()))
    for field in fields:
        put_at(data, field.place, field.entry(field.typed(text)))
    state.change(data, fields[0].place)
