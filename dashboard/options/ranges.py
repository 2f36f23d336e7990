"""Give a range: what a number may be lower and higher, in the form instead of the scenario file.

30 stated; low 26 and high 36     {low: 26, base: 30, high: 36}
a card rate; low -5 %, high +8 %  {rate: philippines.seat_month, low: -5%, high: +8%}
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, NoReturn

import streamlit as st

from dashboard import inputs, links, once_read, state
from dashboard.fields import Field, Place, dotted
from dashboard.formats import plain
from dashboard.forms import Forms
from tcomodel import Comparison
from tcomodel.entry_at import put_at
from tcomodel.problems import Problem
from tcomodel.range_entries import why_certain
from tcomodel.stated_ranges import DRAWN, READINGS, is_range

FORM = "new range"
AS_SAID = "as in the rest of the scenario"


def offer(fields: Iterable[Field], section: str) -> None:
    """A button that opens the boxes for one of a section's numbers; nothing where none may have a range."""
    open_to_it = {field.where: field for field in fields if may_have_one(field)}
    if not open_to_it:
        return
    form = f"{FORM}:{section}"
    about = "How sure a number is. The page Risk draws from its range; the comparison goes on using the number itself."
    with st.popover(
        "Give a range", icon=":material/swap_horiz:", type="tertiary", help=about, key=f"open {form}", on_change="rerun"
    ) as opened:
        if opened.open:
            _form(open_to_it, form)


def open_form(place: Place) -> NoReturn:
    """Open the page with the form of the number at this place, as ``unfold`` leaves it; from a callback."""
    unfold(place)
    links.go("options" if place[0] == "options" else "programme")


def unfold(place: Place) -> None:
    """Unfold the form that has the number at this place, with the number chosen for a range."""
    forms = Forms(state.draft(), state.card_in_use())
    for group, part in [(group, part) for group, parts in forms.groups() for part in parts]:
        field = next((one for one in part.all_fields() if one.place == place), None)
        if field is None:
            continue
        section = dotted(part.place)
        state.folder(f"option:{group}", True)
        state.folder(f"part:{section}", True)
        if may_have_one(field):
            state.fill((f"open {FORM}:{section}",), True)
            state.fill((f"{FORM}:{section}:which",), field.where)
        elif field.raw is None:
            state.folder(f"more:{section}", True)
        return


def may_have_one(field: Field) -> bool:
    """Whether it is a stated number without a range."""
    if field.raw is None or field.is_series or isinstance(field.raw, list) or field.number(field.raw) is None:
        return False
    return not is_range(field.raw) and not why_certain(field.given)


def entry_of(field: Field, low: str, high: str, reading: str = "", drawn: str = "") -> dict[str, Any]:
    """What the scenario says of a number then; a card rate stays where it is."""
    entry: dict[str, Any] = dict(field.raw) if isinstance(field.raw, dict) else {"base": field.raw}
    entry |= {"low": field.typed(low), "high": field.typed(high)}
    if reading in READINGS:
        entry["range"] = reading
    if drawn in DRAWN[1:]:
        entry["drawn"] = drawn
    return entry


def _form(fields: dict[str, Field], form: str) -> None:
    where = st.selectbox(
        "Number", list(fields), key=f"{form}:which",
        format_func=lambda one: f"{inputs.label_with_unit(fields[one])}: {fields[one].text(fields[one].raw)}",
    )  # fmt: skip
    field = fields.get(where) or next(iter(fields.values()))
    relative = not field.given.is_share
    written = (
        "in the unit of the number, or a part of it with a sign: -10%" if relative else "as a percentage, such as 75"
    )
    left, right = st.columns(2)
    low_key, high_key = f"{form}:low:{field.where}", f"{form}:high:{field.where}"
    left.text_input("Low", key=low_key, placeholder="-10%" if relative else "a percentage", help=f"Written {written}.")
    right.text_input(
        "High", key=high_key, placeholder="+10%" if relative else "a percentage", help=f"Written {written}."
    )
    reading_key, drawn_key = f"{form}:reading:{field.where}", f"{form}:drawn:{field.where}"
    left.selectbox(
        "Low and high are", [AS_SAID, *READINGS], key=reading_key,
        help="P10 and P90: 1 in 10 futures lies below, 1 in 10 above. Minimum and maximum: none does.",
    )  # fmt: skip
    right.selectbox(
        "Drawn", DRAWN, key=drawn_key,
        help="Once: one value for the whole term. Each year, each month: where the input may change that often.",
    )  # fmt: skip
    for slip in state.slips_of(form):
        st.markdown(inputs.problem_text([slip]))
    boxes = low_key, high_key, reading_key, drawn_key
    once_read.button("Give it this range", _give, field, form, boxes, key=f"{form}:give", type="primary")


def _give(field: Field, form: str, keys: tuple[str, ...]) -> None:
    """Write the range when it can be computed; else say what is wrong with it."""
    low, high, reading, drawn = (str(state.widget_value(key) or "").strip() for key in keys)
    missing = [name for name, said in (("Low", low), ("High", high)) if not said]
    if missing:
        told = f"{' and '.join(missing)}: nothing is stated; a range has both ends"
        state.tell_slips(form, (Problem(field.where, plain(told)),))
        return
    entry = entry_of(field, low, high, reading, drawn)
    wrong = _wrong(field, entry)
    state.tell_slips(form, wrong)
    if not wrong:
        state.edit(field.place, entry)
        state.clear(form)


def _wrong(field: Field, entry: dict[str, Any]) -> tuple[Problem, ...]:
    """What the model would say of the entry."""
    data = deepcopy(state.session().data)
    put_at(data, field.place, entry)
    found = state.computed(data, state.session().folder)
    if isinstance(found, Comparison):
        return ()
    return tuple(one for one in found if one.where == field.where or one.where.startswith(f"{field.where}."))
