"""Add an option: how it is paid and where the work is done, then only the prices that nobody else can know.

Where the rate card has a price for that place it is put in and said to be from the card; what the card lacks has an
empty box. Nothing changes before the new option can be computed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field, Place
from dashboard.folders import folder
from dashboard.formats import compact, plain
from dashboard.options import acting, moves
from dashboard.options.needed import (
    IN_HOUSE,
    NEW,
    asked_fields,
    kinds,
    places_of,
    rate_at,
    rates_for,
    section_of,
)
from dashboard.options.words import NOWHERE, place_name
from tcomodel import pricing
from tcomodel.entry_at import put_at
from tcomodel.guided.assumed import SEAT_BECAUSE, SEAT_HOURS
from tcomodel.problems import Problem
from tcomodel.rates import Rate
from tcomodel.scenario import LONGEST_NAME

FORM = "new option"
OWN_NUMBER = ""  # in place of the key of a rate
ELSEWHERE = "somewhere else"
SEAT_RATE = "seat_rate"
WHAT_COMES_NEXT = {
    True: "Only pay comes with it. Recruiting, premises, technology and the like are stated on its card, in its form; "
    "a team that has them already can be duplicated instead.",
    False: "Its contract and its transition start empty, so it looks cheaper than it will be. Add what the offer says "
    "on its card, or duplicate an option with a contract like it.",
}


def show() -> None:
    """The folder with the form."""
    with folder("options:add", "Add an option") as shown:
        if shown:
            _form()


def _form() -> None:
    now, card = state.session(), state.card_in_use()
    if full := moves.why_no_more(now.data):
        st.info(full, icon=":material/info:")
        return
    left, right = st.columns(2)
    kind = left.selectbox(
        "How it is paid", kinds(), index=None, format_func=kind_name, key=f"{FORM}:kind", placeholder="choose"
    )
    if kind is None:
        st.caption("In-house, or a vendor and how it bills. The prices it needs are asked for then.")
        return
    fields = asked_fields(now.data, kind, card, now.folder)
    known = places_of(fields, card)
    place = right.selectbox(
        "Where the work is done", [*known, ELSEWHERE], format_func=_place_shown, key=f"{FORM}:place:{kind}",
        help="Places for which the rate card has a price. Anywhere else the price is yours to state.",
    )  # fmt: skip
    named = "" if place == ELSEWHERE else place
    if place == ELSEWHERE:
        named = st.text_input(
            "Name of the place", key=f"{FORM}:elsewhere", max_chars=40, placeholder="such as Poland; may stay empty"
        )
    label_key = f"{FORM}:label:{kind}:{named}"
    st.text_input(
        "Name of the option", moves.free_label(name_of(kind, named), now.data), key=label_key, max_chars=LONGEST_NAME
    )
    slips = state.slips_of(FORM)
    boxes = [_price(field, kind, named) for field in fields]
    st.caption(WHAT_COMES_NEXT[kind == IN_HOUSE])
    for slip in slips:
        if slip.where not in {field.where for field in fields}:
            st.markdown(inputs.problem_text([slip]))
    st.button(
        "Add the option", type="primary", icon=":material/add:", key=f"{FORM}:add", on_click=_add,
        args=(kind, named, label_key, boxes),
    )  # fmt: skip


def kind_name(kind: str) -> str:
    """``Vendor, per seat``."""
    return "In-house, own team" if kind == IN_HOUSE else f"Vendor, {pricing.title(kind)[0].lower()}{_rest(kind)}"


def name_of(kind: str, place: str) -> str:
    """What a new option is called if nobody says otherwise: ``Philippines, per seat``."""
    paid = "own team" if kind == IN_HOUSE else pricing.title(kind).lower().partition(":")[0]
    where = place_name(place) if place and place not in NOWHERE else ("In-house" if kind == IN_HOUSE else "Vendor")
    return f"{where}, {paid}"


def option_of(kind: str, place: str, label: str, entries: Mapping[Place, Any]) -> dict[str, Any]:
    """The option as the scenario states it, with its entries at their places."""
    option: dict[str, Any] = {"label": label.strip() or name_of(kind, place)}
    if kind != IN_HOUSE and moves.word(place) and place not in NOWHERE:
        option["locations"] = {moves.word(place): "100%"}
    option |= section_of(kind)
    for where, entry in entries.items():
        put_at(option, where[2:], entry)
    if any(is_seat_of_the_card(where, entry) for where, entry in entries.items()):
        option["staffing"] = {"paid_hours": SEAT_HOURS}
    return option


def is_seat_of_the_card(place: Place, entry: Any) -> bool:
    """Whether it is the tool's own price of a seat, which is for the hours that the card says and no others."""
    key = entry.get("rate") if isinstance(entry, Mapping) else None
    known = state.standard_card().rates.get(str(key))
    return place[-1] == SEAT_RATE and known is not None and state.card_in_use().rates.get(str(key)) == known


# ---------------------------------------------------------------- one price


class Box(NamedTuple):
    """Where the price of one input is chosen or typed: the key of the choice among rates, if there are any, and of the
    box for a number."""

    field: Field
    rate_key: str
    number_key: str

    @property
    def entry(self) -> Any:
        """What goes into the scenario: a rate of the card, or the number that was typed; None where nothing is."""
        taken = state.widget_value(self.rate_key) if self.rate_key else OWN_NUMBER
        typed = str(state.widget_value(self.number_key) or "").strip()
        return {"rate": taken} if taken else self.field.typed(typed) if typed else None


def _price(field: Field, kind: str, place: str) -> Box:
    """The choice of a price: a rate of the card that fits, or a number of one's own."""
    card = state.card_in_use()
    rates = {rate.key: rate for rate in rates_for(field, card, place)}
    meant = rate_at(field, card, place)
    key = f"{FORM}:{kind}:{place}:{'.'.join(map(str, field.place[2:]))}"
    label, about = plain(inputs.label_with_unit(field)), plain(field.given.help)
    if not rates:
        st.text_input(label, key=key, placeholder=_no_rate(field), help=about)
    else:
        choices = [OWN_NUMBER, *rates]
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        taken = left.selectbox(
            label, choices, index=choices.index(meant.key) if meant else 0, key=f"{key}:rate",
            format_func=lambda one: _rate_shown(rates[one]) if one else "a number of your own", help=about,
        )  # fmt: skip
        if taken:
            hours = f" The option states these hours: {SEAT_BECAUSE}."
            is_seat = is_seat_of_the_card(field.place, {"rate": taken})
            right.caption(plain(_biography(rates[taken]) + (hours if is_seat else "")))
        else:
            right.text_input(f"{label}, your number", key=key, placeholder=field.unit or "a number")
    for slip in state.slips_of(FORM):
        if slip.where == field.where:
            st.markdown(inputs.problem_text([slip]))
    return Box(field, f"{key}:rate" if rates else "", key)


def _rate_shown(rate: Rate) -> str:
    low = "" if rate.low is None else f" ({compact(rate.figure('low'))} to {compact(rate.figure('high'))})"
    return f"{compact(rate.figure())}{low} from the card: {rate.title}"


def _biography(rate: Rate) -> str:
    return f"From the rate card, {rate.key}, as of {rate.as_of}: {rate.source}."


def _no_rate(field: Field) -> str:
    return f"not on the card; {field.empty_box}" if field.empty_box != field.hint else "not on the card: your number"


def _place_shown(place: str) -> str:
    return "Somewhere else" if place == ELSEWHERE else place_name(place)


def _rest(kind: str) -> str:
    return pricing.title(kind)[1:]


# ---------------------------------------------------------------- adding it


def _add(kind: str, place: str, label_key: str, boxes: Sequence[Box]) -> None:
    """Add it when it can be computed; else say beside the box what it lacks."""
    entries = {one.field.place: one.entry for one in boxes}
    empty = [one.field for one in boxes if entries[one.field.place] is None]
    if empty:
        state.tell_slips(FORM, tuple(_missing(field) for field in empty))
        return
    label = str(state.widget_value(label_key) or "")
    key, data = moves.added(state.session().data, option_of(kind, place, label, entries))
    wrong = [one for one in acting.new_problems(data) if one.where.startswith(f"options.{key}")]
    if wrong:
        state.tell_slips(FORM, tuple(_in_the_form(one, key) for one in wrong))
        return
    state.tell_slips(FORM, ())
    state.change(data, ("options", key))
    state.made(("options", key))
    state.clear(FORM)
    state.folder("options:add", False)
    state.folder(f"option:{key}", True)
    acting.tell(f"{moves.label_of(data, key)} was added below the others.")


def _missing(field: Field) -> Problem:
    unit = f" in {field.unit}" if field.unit else ""
    return Problem(field.where, f"{field.label}: nothing is stated; expected a number{unit}")


def _in_the_form(problem: Problem, key: str) -> Problem:
    """The problem at its box of the form, which stands for an option without a key."""
    return Problem(problem.where.replace(f"options.{key}", f"options.{NEW}", 1), problem.message)
