"""The few inputs to move and see what happens: a slider each, and beside it a box for the exact number.

Which stand there at first follows from the scenario as it was opened: what the programme states of volume, shares and
term. Any other number of the scenario can be put there too.
"""

from collections.abc import Iterable

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field
from dashboard.formats import plain
from dashboard.forms import SHARED, Forms

MOST_AT_FIRST = 7
CHOSEN = "levers"
OPTIONS = "options."  # how the place of an option's own input begins


def show(forms: Forms) -> None:
    """The levers, and the way to choose others."""
    chosen = state.kept(CHOSEN)
    fields = _numbers(
        forms, () if chosen is None else {where.split(".")[1] for where in chosen if where.startswith(OPTIONS)}
    )
    shown = [where for where in (at_first(fields) if chosen is None else chosen) if where in fields]
    st.markdown("**Levers**", help="Move one and see what it does. All other inputs stand below.")
    for where in shown:
        _lever(fields[where], forms)
    popover = st.popover(
        "Choose levers", icon=":material/tune:", type="tertiary", key="open:levers", on_change="rerun"
    )  # fmt: skip
    if popover.open:
        with popover:
            _chooser(forms, shown)


def at_first(fields: dict[str, Field]) -> list[str]:
    """The levers of a scenario nobody has chosen any for."""
    suit = [where for where, field in fields.items() if inputs.is_lever(field)]
    return [where for where in suit if state.opened(fields[where].place) is not None][:MOST_AT_FIRST]


def _numbers(forms: Forms, options: Iterable[str]) -> dict[str, Field]:
    """Every number that the programme states and some options, by its place."""
    parts = [part for group in SHARED for part in forms.shared(group)]
    parts += [part for key in options if key in forms.options for part in forms.option(key)]
    fields = [field for part in parts for field in part.all_fields()]
    return {field.where: field for field in fields if _is_number(field)}


def _chooser(forms: Forms, shown: list[str]) -> None:
    fields = _numbers(forms, forms.options)
    key = state.widget_shows("choose:levers", shown)
    st.multiselect(
        "Inputs with a slider here",
        list(fields),
        shown,
        key=key,
        format_func=lambda where: _name(fields[where], forms),
        on_change=_choose,
        args=(key,),
        placeholder="none",
    )


def _is_number(field: Field) -> bool:
    stated = field.raw is not None and not field.is_series and not isinstance(field.raw, list)
    return stated and field.given.kind in ("number", "whole") and inputs.number_of(field) is not None


def _lever(field: Field, forms: Forms) -> None:
    label = inputs.label_with_unit(field)
    if field.group in forms.options:
        label = f"{forms.label(field.group)}: {label}"
    inputs.lever(field, plain(label), inputs.help_text(field), "lever ")
    for problem in inputs.problems_at(field):
        st.markdown(inputs.problem_text([problem]))


def _choose(key: str) -> None:
    if state.is_current(key):
        state.keep(CHOSEN, list(state.widget_changed(key)))


def _name(field: Field, forms: Forms) -> str:
    group = forms.label(field.group) if field.group in forms.options else field.group
    return f"{group}: {field.label}"
