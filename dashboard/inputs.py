"""The sidebar: which scenario, undo and redo, and a widget for every field.

A wrong entry says so beside its field; the results stay those of the last entries that could be computed.
"""

import math
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.formats import compact, plain
from dashboard.forms import MONEY, PROGRAMME, Field, fields_of
from tcomodel import Comparison
from tcomodel.problems import Problem

SHARE_STEP = 0.5  # percent; a slider's steps are never coarser
WIDEST_SHARES = (-20.0, 50.0)  # percent; what a slider offers where the limits are wide, as for growth


def sidebar(result: Comparison) -> None:
    """All inputs of the scenario."""
    fields = [
        field.saying(state.edited(field.place), state.card()) for field in fields_of(result.scenario, state.card())
    ]
    used = {one.name for one in result.assumptions}
    fixed = fixed_term(result)
    with st.sidebar:
        _chooser()
        for group in (PROGRAMME, MONEY):
            with _Folder(group, group, expanded=True) as shown:
                if shown:
                    _sections([field for field in fields if field.group == group], used, fixed)
        st.markdown("**Options**")
        for option in result.options:
            with _Folder(f"option:{option.key}", plain(option.label)) as shown:
                if shown:
                    _sections([field for field in fields if field.group == option.key], used, fixed)


class _Folder:
    """An expander that only does its work while it is open, which keeps every rerun short."""

    def __init__(self, key: str, label: str, expanded: bool = False) -> None:
        self.expander = st.expander(label, expanded=expanded, key=f"open:{key}", on_change="rerun")

    def __enter__(self) -> bool:
        self.expander.__enter__()
        return bool(self.expander.open)

    def __exit__(self, *error: object) -> None:
        self.expander.__exit__(*error)


def _chooser() -> None:
    files, now = state.scenario_files(), state.session()
    names = list(files) if now.name in files and now.folder else [now.name, *files]
    key = state.widget_shows("choose:scenario", now.name)
    st.selectbox(
        "Scenario",
        names,
        index=names.index(now.name),
        key=key,
        format_func=lambda name: files.get(name, name),
        on_change=state.open_chosen,
        args=(key,),
        help="Opens a scenario that comes with the tool and drops your edits. Download them first to keep them.",
    )
    if now.refused and now.refused[0] in files:
        st.markdown(problem_text(now.refused[1]))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Undo",
            icon=":material/undo:",
            on_click=state.undo,
            disabled=not state.can_undo(),
            help="Take back the last change.",
        )
        st.button(
            "Redo", icon=":material/redo:", on_click=state.redo, disabled=not state.can_redo(), help="Make it again."
        )


def fixed_term(result: Comparison) -> str:
    """Why the term cannot be changed, empty when it can."""
    for one in result.model.inputs:
        if one.is_monthly and one.place and one.given.kind == "number":
            from_where = f"the file {one.from_file}" if one.from_file else "one number for each month"
            return f"{one.given.label} of {one.scope.label} is given by {from_where}, which fixes the term."
    return ""


def _sections(fields: list[Field], used: set[str], fixed: str) -> None:
    """Stated fields by section; what is assumed stands together at the end."""
    stated = [field for field in fields if state.opened(field.place) is not None]
    assumed = [field for field in fields if field not in stated and matters(field, used)]
    several = len({field.section for field in stated}) > 1
    for section, members in groupby(stated, key=lambda field: field.section):
        if several and section != "Term":
            st.caption(f"**{plain(section)}**")
        for field in members:
            show(field, fixed if field.place == ("months",) else "")
    if assumed:
        place = ".".join(assumed[0].place[:-1])
        with _Folder(f"assumed:{place}", f"Assumed, not stated ({len(assumed)})") as shown:
            if shown:
                for field in assumed:
                    show(field)


def matters(field: Field, used: set[str]) -> bool:
    """Whether an assumed field has an effect, so far as the form can tell."""
    return not field.assumed or field.given.kind == "choice" or field.given.name in used


# ---------------------------------------------------------------- one field


def show(field: Field, fixed: str = "") -> None:
    """The widget of one field, with its change, its source and what is wrong with it."""
    label = plain(label_with_unit(field))
    about = help_text(field)
    if field.is_series or fixed:
        st.markdown(f":small[{label}]", help=about)
        st.caption(fixed or _series_text(field))
        return
    if is_lever(field):
        _lever(field, label, about)
    elif field.given.kind == "choice":
        _widget(field, st.selectbox, label, field.raw or field.given.assumed, about, options=field.given.choices)
    elif field.given.kind == "switch":
        _widget(field, st.toggle, label, bool(field.given.assumed if field.raw is None else field.raw), about)
    else:
        _widget(field, st.text_input, label, field.text(field.raw), about)
    _was(field)
    for problem in problems_at(field):
        st.markdown(problem_text([problem]))


def _widget(
    field: Field, kind: Callable[..., Any], label: str, value: Any, about: str | None, end: str = "", **more: Any
) -> None:
    """A widget that shows a value and writes what a person makes of it."""
    key = state.widget_shows(field.key + end, value)
    first = {"index": more["options"].index(value)} if "options" in more else {"value": value}
    kind(label, key=key, on_change=take, args=(field, key), help=about, **first, **more)


def _lever(field: Field, label: str, about: str) -> None:
    """A slider to try things out and beside it a box for the exact number."""
    low, high, step = slider_range(field)
    value = field.number(field.raw)
    whole = st.container(gap="xsmall")
    whole.markdown(f":small[{label}]", help=about)
    with whole.container(horizontal=True, vertical_alignment="bottom", gap="medium", wrap=False):
        at = min(max(low if value is None else value, low), high)
        format_ = f"%.{_decimals(step)}f %%" if field.given.is_share else "%,.0f"
        _widget(
            field,
            st.slider,
            label,
            at,
            None,
            ":slider",
            min_value=low,
            max_value=high,
            step=step,
            format=format_,
            label_visibility="collapsed",
        )
        _widget(
            field, st.text_input, f"{label}, exact", field.text(field.raw), None, label_visibility="collapsed", width=96
        )


def take(field: Field, key: str) -> None:
    """Write what a widget now holds into the scenario."""
    if not state.is_current(key):
        return
    value = state.widget_changed(key)
    if isinstance(value, float):
        value = field.dragged(value)
    elif isinstance(value, str) and field.given.kind != "choice":
        value = field.typed(value)
    state.edit(field.place, value)


def is_lever(field: Field) -> bool:
    """Whether a slider suits: shares and volumes of the programme, which people move to see what happens."""
    return field.group in (PROGRAMME, MONEY) and (
        field.given.is_share or field.place == ("months",) or field.given.unit == "contact/month"
    )


def slider_range(field: Field) -> tuple[float, float, float]:
    """Least, most and step of a slider. They follow from the scenario as opened, so they do not move under the hand."""
    given = field.given
    value = field.number(state.opened(field.place)) or 0.0
    if field.place == ("months",):
        return float(given.least or 0), float(given.most or 0), 1.0
    if not given.is_share:
        step = given.step or 1.0
        return 0.0, float(max(step, math.ceil(2 * value / (10 * step)) * 10 * step)), float(step)
    low, high = (given.least or 0) * 100, (given.most or 0) * 100
    if high - low > 100:
        low, high = max(low, WIDEST_SHARES[0]), min(high, WIDEST_SHARES[1])
    elif given.unit == "1/year":
        low, high = max(low, WIDEST_SHARES[0]), WIDEST_SHARES[1] / 2
    return float(min(low, value)), float(max(high, value)), float(min((given.step or 1) * 100, SHARE_STEP))


def label_with_unit(field: Field) -> str:
    """``Hourly wage (USD per hour)``; ``Learning months`` need not say months twice."""
    said = not field.unit or field.unit.split(" ")[0] in field.label.lower().split()
    return field.label if said else f"{field.label} ({field.unit})"


def help_text(field: Field) -> str:
    """What the input is, its unit, its limits and where its value comes from."""
    given, limits = field.given, []
    if given.least is not None and given.kind not in ("switch", "choice"):
        limits.append(f"at least {compact(given.least * field.scale)}")
    if given.most is not None and given.kind not in ("switch", "choice"):
        limits.append(f"at most {compact(given.most * field.scale)}")
    unit = (
        f"Unit: {field.unit or 'a plain number'}{', ' + ', '.join(limits) if limits else ''}."
        if given.unit != "-"
        else ""
    )
    return "\n\n".join(plain(part) for part in (given.help, unit, field.source) if part)


def problems_at(field: Field) -> list[Problem]:
    """What is wrong with this field: its own problems and, on the field changed last, those of no other field."""
    now = state.session()
    where = ".".join(field.place)
    own = [problem for problem in now.problems if problem.where == where]
    if field.place != now.last_edit or own:
        return own
    return list(now.problems)


def named(problem: Problem, result: Comparison) -> str:
    """A problem with the name its place has in the form: ``Occupancy: 120 % is above ...``."""
    for field in fields_of(result.scenario, state.card()):
        if problem.where == ".".join(field.place):
            own = next((option.label for option in result.options if option.key == field.group), "")
            return ": ".join(part for part in (own, field.label, problem.message) if part)
    return ": ".join(part for part in (problem.where, problem.message) if part)


def problem_text(problems: Iterable[Problem]) -> str:
    """Problems as a red remark under a field."""
    return "\n\n".join(f":red[:material/error: {plain(problem.message)}]" for problem in problems)


def _was(field: Field) -> None:
    """What stood there when the scenario was opened, and the way back to it."""
    opened = state.opened(field.place)
    if opened == field.raw:
        return
    before = field.saying(opened, state.card())
    text = before.text(opened)
    if before.given.kind == "switch":
        text = "yes" if opened or (opened is None and before.given.assumed) else "no"
    origin = "from the card" if before.rate else "assumed" if before.assumed else "in the scenario"
    st.button(
        plain(f"Was {text} {origin}: put back"),
        key=f"reset:{field.key}",
        type="tertiary",
        icon=":material/undo:",
        on_click=state.reset,
        args=(field.place,),
        help=plain(before.source),
    )


def _series_text(field: Field) -> str:
    if isinstance(field.raw, dict):
        return plain(f"One number a month from the file {field.raw['csv']}.")
    if field.given.kind == "schedule" and isinstance(field.raw, list):
        return plain("; ".join(f"month {step['month']}: {step['share']}" for step in field.raw))
    return f"{len(field.raw)} numbers, one a month. Change them in the scenario file."


def _decimals(value: float) -> int:
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1
