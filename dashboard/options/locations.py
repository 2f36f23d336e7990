"""Add a location to an option: its name, its share of the work, and its prices where each location has its own.

Nothing changes before all of it can be computed; then it is one step. A location is taken out in one step too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field, Place, dotted
from dashboard.formats import plain
from dashboard.forms import Forms
from dashboard.options import acting, mixing
from dashboard.options.moves import word
from dashboard.options.words import place_name, place_words
from tcomodel.entry_at import put_at
from tcomodel.entry_numbers import number
from tcomodel.problems import EntryProblem, Problem
from tcomodel.stated_ranges import ENTRY_KEYS

FORM = "new location"
ABOUT = "Part of the work is done elsewhere, at the same prices or its own. The other locations keep their proportions."


def show(forms: Forms, key: str) -> None:
    """The form to add a location, and a button for each one that can be taken out."""
    names = mixing.locations_of(forms.data, key)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        form = f"{FORM}:{key}"
        with st.popover(
            "Add a location", icon=":material/add_location:", type="tertiary", help=ABOUT, key=state.view_key(form),
            on_change="rerun",
        ) as opened:  # fmt: skip
            if opened.open:
                _form(forms, key, form)
            elif state.slips_of(form):
                state.tell_slips(form, ())  # its boxes are empty when it opens again
        for name in names if len(names) > 1 else ():
            st.button(
                plain(f"Remove {place_name(name)}"), key=f"remove location:{key}:{name}", type="tertiary",
                icon=":material/delete:", on_click=_remove, args=(key, name),
                help="Its share goes to the other locations, and its prices go. Undo brings it back.",
            )  # fmt: skip
    acting.show_refusal(f"{FORM} {key}")


# ---------------------------------------------------------------- the form


class Boxes(NamedTuple):
    """The keys of the form's boxes; ``prices`` by the field that each is for."""

    name: str
    share: str
    so_far: str
    prices: tuple[tuple[Field, str], ...]


def _form(forms: Forms, key: str, form: str) -> None:
    at_place = f"options.{key}.locations"
    boxes = Boxes(f"{form}:name", f"{form}:share", f"{form}:so far", tuple(_prices(forms, key, form)))
    named = mixing.locations_of(forms.data, key)
    if not named:
        _box("So far the work is done in", boxes.so_far, f"{at_place}.so far", form, "such as Philippines",
             value=_known_place(forms.options[key]))  # fmt: skip
    _box("Location", boxes.name, f"{at_place}.name", form, "such as Mexico")
    _box("Share of the work (%)", boxes.share, f"{at_place}.share", form, "such as 40",
         about="All shares add up to 100 %; the others shrink to make room.")  # fmt: skip
    for field, box in boxes.prices:
        label = inputs.label_with_unit(field)
        _box(label, box, field.where, form, "its price there", about=field.given.help)
    if not boxes.prices:
        st.caption("Its prices are one for all locations. **Split a price** beside the price gives each its own.")
    known = {f"{at_place}.{one}" for one in ("so far", "name", "share")} | {field.where for field, _ in boxes.prices}
    for slip in state.slips_of(form):
        if slip.where not in known:
            st.markdown(inputs.problem_text([slip]))
    st.button("Add the location", key=f"{form}:add", type="primary", on_click=_add, args=(key, form, boxes))


def _box(label: str, key: str, where: str, form: str, placeholder: str, value: str = "", about: str = "") -> None:
    st.text_input(plain(label), value, key=key, placeholder=placeholder, help=plain(about) or None)
    for slip in state.slips_of(form):
        if slip.where == where:
            st.markdown(inputs.problem_text([slip]))


def _prices(forms: Forms, key: str, form: str) -> Iterator[tuple[Field, str]]:
    """A field for each price that stands by location, for the one that comes."""
    names = mixing.locations_of(forms.data, key)
    stated = {field.place: field for part in forms.option(key) for field in part.all_fields()}
    for place in mixing.blends(forms.data, key):
        like = stated.get((*place, names[0]))
        if like is not None:
            label = like.label.rpartition(", ")[0] or like.label
            field = replace(like, place=(*place, FORM), raw=None, label=label, rate=None, ends=())
            yield field, f"{form}:price:{dotted(place)}"


def _known_place(option: Any) -> str:
    """Where the option's card rates are from, if that is one place."""
    said = place_words(option).removesuffix(" (by its card rates)")
    return "" if " and " in said or "," in said else said


# ---------------------------------------------------------------- doing it


def _add(key: str, form: str, boxes: Boxes) -> None:
    """Add it when it can be computed; else say beside the box what is wrong."""
    data, at_place = state.session().data, f"options.{key}.locations"
    names = mixing.locations_of(data, key)
    typed = {one: str(state.widget_value(getattr(boxes, one)) or "").strip() for one in ("name", "share", "so_far")}
    name, so_far = word(typed["name"]), word(typed["so_far"])
    slips = [] if names else [*_wrong_name(typed["so_far"], f"{at_place}.so far", data, ())]
    slips += _wrong_name(typed["name"], f"{at_place}.name", data, names or (so_far,))
    percent = _percent(typed["share"])
    if percent is None:
        found = f"found '{typed['share']}'" if typed["share"] else "nothing is stated"
        slips.append(Problem(f"{at_place}.share", f"{found}; expected a percentage between 0 and 100, such as 40"))
    entries: dict[Place, Any] = {}
    for field, box in boxes.prices:
        said = str(state.widget_value(box) or "").strip()
        entries[(*field.place[:-1], name)] = field.typed(said) if said else None
        if not said:
            slips.append(Problem(field.where, f"nothing is stated; expected a number in {field.unit}"))
    if not slips and percent is not None:
        slips = _put(data, key, form, mixing_of(data, key, name, percent, so_far), entries)
    state.tell_slips(form, tuple(slips))


def mixing_of(data: Mapping[str, Any], key: str, name: str, percent: float, so_far: str) -> Any:
    """The data with one more location; what is wrong with the shares that are there instead, where something is."""
    try:
        return mixing.with_location(data, key, name, percent, so_far)
    except EntryProblem as slip:
        return Problem("", f"put the shares of the other locations right first: {slip}")


def _put(data: Mapping[str, Any], key: str, form: str, changed: Any, entries: Mapping[Place, Any]) -> list[Problem]:
    """Make the change and close the form; what is wrong with it, where it cannot be computed."""
    if isinstance(changed, Problem):
        return [changed]
    for place, entry in entries.items():
        put_at(changed, place, entry)
    if wrong := acting.new_problems(changed):
        boxes = {dotted(place): dotted((*place[:-1], FORM)) for place in entries}
        return [Problem(boxes.get(one.where, ""), one.message) for one in wrong]
    name = list(changed["options"][key][mixing.LOCATIONS])[-1]
    _change(changed, key, [*{place[:-1] for place in entries}])
    state.clear(form)
    state.show_view(form, False)
    acting.tell(f"{place_name(name)} does {changed['options'][key][mixing.LOCATIONS][name]} of the work.")
    return []


def _remove(key: str, name: str) -> None:
    """Take a location out, unless the rest could not be computed then."""
    data, form = state.session().data, f"{FORM}:{key}"
    try:
        changed = mixing.without_location(data, key, name)
    except EntryProblem as slip:
        acting.refuse(f"{FORM} {key}", f"Put the shares right first: {slip}.")
        return
    if not state.session().problems and (wrong := acting.new_problems(changed)):
        acting.refuse(f"{FORM} {key}", f"Then the rest could not be computed. {wrong[0].message}")
        return
    _change(changed, key, mixing.blends(data, key))
    state.tell_slips(form, ())
    acting.tell(f"{place_name(name)} was removed. Undo brings it back.")


def _change(changed: Mapping[str, Any], key: str, prices: list[Place]) -> None:
    """One step; the form shows the new boxes in front, as if they had been there when the scenario was opened."""
    where = ("options", key, mixing.LOCATIONS)
    state.change(changed, where)
    for place in (where, *prices):
        state.made(place)


def _wrong_name(text: str, where: str, data: Mapping[str, Any], taken: tuple[str, ...]) -> list[Problem]:
    name, channels = word(text), Forms(data, state.card_in_use()).channels
    if not name[:1].isalpha():
        found = f"found '{text}'" if text else "nothing is stated"
        return [Problem(where, f"{found}; expected a name that begins with a letter from a to z, such as Mexico")]
    if name in taken:
        return [Problem(where, f"{place_name(name)} is there already; change its share in its box")]
    if name in channels or name in ENTRY_KEYS:
        return [Problem(where, f"{name} means something else in a scenario; expected the name of a place")]
    return []


def _percent(text: str) -> float | None:
    """A typed share in percent, above 0 and below 100; None where it is none."""
    try:
        found = 100 * number(mixing.SHARE, text if text.endswith("%") else f"{text}%")
    except EntryProblem:
        return None
    return round(found, mixing.DIGITS) if 0 < found < 100 else None
