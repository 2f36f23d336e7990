"""One input on the screen: its widget, its change, where its value comes from and what is wrong with it."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.fields import Field
from dashboard.formats import compact, plain
from dashboard.forms import MONEY, PROGRAMME
from tcomodel.problems import EntryProblem, Problem
from tcomodel.stated_ranges import RANGE_KEYS, base_entry

SHARE_STEP = 0.5  # percent; a slider's steps are never coarser
WIDEST_SHARES = (-20.0, 50.0)  # percent; what a slider offers where the limits are wide, as for growth


def show(field: Field, fixed: str = "") -> None:
    """The widget of one field, with its change, its source and what is wrong with it."""
    label = plain(label_with_unit(field))
    about = help_text(field)
    if field.is_series or fixed:
        st.markdown(f":small[{label}]", help=about)
        st.caption(fixed or plain(field.series_words))
        _range(field)
        return
    if is_lever(field):
        lever(field, label, about)
    elif field.given.kind == "choice":
        value = field.raw or field.given.assumed
        _widget(field, st.selectbox, label, value, about, options=field.given.choices, placeholder=field.empty_box)
    elif field.given.kind == "switch" and field.given.assumed is None and not isinstance(field.raw, bool):
        more = {"options": (True, False), "format_func": lambda yes: "yes" if yes else "no"}
        _widget(field, st.selectbox, label, None, about, placeholder=field.empty_box, **more)
    elif field.given.kind == "switch":
        _widget(field, st.toggle, label, bool(field.given.assumed if field.raw is None else field.raw), about)
    else:
        _widget(field, st.text_input, label, field.text(field.raw), about, placeholder=field.empty_box)
    _was(field)
    for problem in problems_at(field):
        st.markdown(problem_text([problem]))
    _range(field)


def _range(field: Field) -> None:
    """The low and high of a range and how it is drawn, behind a button that says them."""
    if not field.ends:
        return
    ends = field.ends_in_words
    about = "How sure this number is: what the page Risk draws from. A percentage with a sign is a part of the number."
    with st.popover(plain(f"Range {ends}".strip()), type="tertiary", help=about):
        for end in field.ends:
            show(end)
        st.button(
            "Take the range out",
            key=f"no range:{field.key}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_take_range_out,
            args=(field,),
            help="The number stays and counts as certain. Undo brings the range back.",
        )


def _take_range_out(field: Field) -> None:
    """Leave the number or the card rate that the range lies around; of one without either, the problem stays."""
    try:
        state.edit(field.place, base_entry(field.raw))
    except EntryProblem:
        return


def _widget(
    field: Field, kind: Callable[..., Any], label: str, value: Any, about: str | None, end: str = "", **more: Any
) -> None:
    """A widget that shows a value and writes what a person makes of it."""
    key = state.widget_shows(field.key + end, value)
    first: dict[str, Any] = {"value": value}
    if "options" in more:
        first = {"index": more["options"].index(value) if value in more["options"] else None}
    kind(label, key=key, on_change=take, args=(field, key), help=about, **first, **more)


def lever(field: Field, label: str, about: str, where: str = "") -> None:
    """A slider to try things out and beside it a box for the exact number; ``where`` keeps two of a field apart.

    While the box holds no number, the slider stays where the last good one was.
    """
    low, high, step = slider_range(field)
    value = number_of(field)
    whole = st.container(gap="xsmall")
    whole.markdown(f":small[{label}]", help=about)
    with whole.container(horizontal=True, vertical_alignment="bottom", gap="medium", wrap=False):
        at = min(max(low if value is None else value, low), high)
        format_ = f"%.{_decimals(step)}f %%" if field.given.is_share else f"%,.{_decimals(step)}f"
        _widget(
            field,
            st.slider,
            label,
            at,
            None,
            f":{where}slider",
            min_value=low,
            max_value=high,
            step=step,
            format=format_,
            label_visibility="collapsed",
        )
        _widget(
            field, st.text_input, f"{label}, exact", field.text(field.raw), None, where and f":{where}",
            label_visibility="collapsed", width=96,
        )  # fmt: skip


def number_of(field: Field) -> float | None:
    """The number of a field as it is shown; while something else stands in its box, the last good one."""
    value = field.number(field.raw)
    if value is None:
        last = state.last_good(field.place)
        value = field.saying(last, state.card_in_use()).number(last)
    return value


def take(field: Field, key: str) -> None:
    """Write what a widget now holds into the scenario."""
    if not state.is_current(key):
        return
    value = state.widget_changed(key)
    if isinstance(value, float):
        value = field.dragged(value)
    elif isinstance(value, str) and field.given.kind != "choice":
        value = field.typed(value)
    state.edit(field.place, field.entry(value))


def is_lever(field: Field) -> bool:
    """Whether a slider suits: shares and volumes of the programme, which people move to see what happens."""
    known = field.given.assumed is not None or state.opened(field.place) is not None
    is_end = field.place[-1] in RANGE_KEYS
    return (
        known
        and not is_end
        and field.group in (PROGRAMME, MONEY)
        and (field.given.is_share or field.place == ("months",) or field.given.unit == "contact/month")
    )


def slider_range(field: Field) -> tuple[float, float, float]:
    """Least, most and step of a slider. They follow from the scenario as opened, so they do not move under the hand."""
    given = field.given
    value = field.number(state.opened(field.place)) or 0.0
    if field.place == ("months",):
        return float(given.least or 0), float(given.most or 0), 1.0
    if not given.is_share:
        step = given.step or _nice(value / 50)
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


def is_one_box(field: Field) -> bool:
    """Whether nothing stands below the box of a field: no range, no way back, no remark."""
    return not (field.ends or field.is_series or problems_at(field) or state.opened(field.place) != field.raw)


def problems_at(field: Field) -> list[Problem]:
    """What is wrong with this field: its own problems and, on the field changed last, those of no other field."""
    now = state.session()
    places = {field.where, *(end.where for end in field.ends)}
    own = [problem for problem in now.problems if problem.where in places]
    if field.place != now.last_edit or own:
        return own
    return list(now.problems)


def problem_text(problems: Iterable[Problem]) -> str:
    """Problems as a red remark under a field."""
    return "\n\n".join(f":red[:material/error: {plain(problem.message)}]" for problem in problems)


def _was(field: Field) -> None:
    """What stood there when the scenario was opened, and the way back to it."""
    opened = state.opened(field.place)
    if opened == field.raw or not state.same_place(field.place):
        return
    before = field.saying(opened, state.card_in_use())
    text = before.text(opened)
    if before.given.kind == "switch":
        text = "yes" if opened or (opened is None and before.given.assumed) else "no"
    origin = "from the card" if before.rate else "assumed" if before.assumed else "in the scenario"
    if before.unstated:
        text, origin = before.hint, ""
    st.button(
        plain(f"Was {text} {origin}".strip() + ": put back"),
        key=f"reset:{field.key}",
        type="tertiary",
        icon=":material/undo:",
        on_click=state.reset,
        args=(field.place,),
        help=plain(before.source),
    )


def _nice(size: float) -> float:
    """The next 1, 2 or 5 with zeros before or behind: 0.084 -> 0.1, 27 -> 50."""
    if size <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= size * (1 - 1e-9))


def _decimals(value: float) -> int:
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1
