"""The form of a unit: what prices are for, and the working assumptions on the way, as the scenario has them.

A price for [a contact]   Paid hours [160]   Shrinkage [30 %]   Occupancy [82 %]   Handle time [7.17 minutes]
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from dashboard import state
from dashboard.cards.form import Form, percent_text
from dashboard.formats import plain
from tcomodel import Comparison, OptionResult
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.units import CURRENCY
from tcomodel.rebasing import Move, Unit, Working
from tcomodel.rebasing.working import CHAIN, UNITS, Lacking, price_factor

UNITS_IN_WORDS = {
    "seat/month": "a seat and month", "hour": "an hour", "minute": "a handle minute", "contact": "a contact",
    "ticket": "a ticket", "call": "a call", "conversation": "a conversation", "resolution": "a resolution",
}  # fmt: skip
HOURS = {"paid": "a paid hour", "logged": "a logged-in hour", "productive": "an hour of handling contacts"}
ASSUMPTIONS = {
    "hours_billed": "An hour's price is for",
    "paid_hours": "Paid hours a month",
    "shrinkage": "Shrinkage (%)",
    "occupancy": "Occupancy (%)",
    "handle_time": "Handle time (minutes)",
    "simultaneous_contacts": "Contacts at a time",
    "resolution_rate": "Resolved (%)",
}
SHARES = ("shrinkage", "occupancy", "resolution_rate")
IN_SCENARIO = {"resolution_rate": "first_contact_resolution"}  # where the scenario calls it otherwise
IN_WORDS = {
    "hours_billed": "which hours are billed", "paid_hours": "paid hours", "handle_time": "handle time",
    "resolution_rate": "the share that is resolved", "simultaneous_contacts": "contacts at a time",
}  # fmt: skip


def unit(form: Form) -> Move | None:
    """Another unit under working assumptions, which are the scenario's until somebody says otherwise."""
    first = st.columns([1, 2, 2])
    to = first[0].selectbox("A price for", list(UNITS), index=None, placeholder="choose",
                            format_func=UNITS_IN_WORDS.__getitem__, **form.box("to"))  # fmt: skip
    form.messages(first[0], "to")
    starts = sorted({start for rate in form.rates if (start := start_of(rate))})
    if to is None:
        held = ", ".join(UNITS_IN_WORDS[start] for start in starts)
        first[1].caption(f"These rates have prices for {held or 'nothing that can be brought to another unit'}.")
        form.waits_for = "the unit"
        return None
    options = {option.key: option for option in form.result.options}
    from_option = first[1].selectbox(
        "Assumptions as in the scenario's option", list(options), format_func=lambda key: options[key].label,
        index=_first_outsourced(form.result), **form.box("option"),
    )  # fmt: skip
    option = options[from_option]
    meant = state.widget_value(form.key(f"hours_billed:{option.key}"), _of_scenario(option, "hours_billed"))
    asks = needed(starts, to)
    if not asks:
        st.caption("No working assumption is needed.")
        return form.made(Unit, to=to)
    if "hours_billed" in asks:
        asks = ["hours_billed", *needed(starts, to, meant)] if meant else asks
    stated = _assumptions(form, option, asks)
    by_channel = _by_channel(form, option, asks)
    form.messages(st, "working", "by_channel")
    try:
        working = Working(**stated)
        special = {name: Working(**terms) for name, terms in by_channel.items()}
    except ProblemsFound as found:
        form.tell(found.problems)
        return None
    return form.made(Unit, to=to, working=working, by_channel=special)


def needed(starts: Sequence[str], to: str, hours: Any = None) -> list[str]:
    """The assumptions that the way from these units to another asks for, once it is known which hours are meant."""
    asks: set[str] = set()
    for start in starts:
        try:
            price_factor(start, to, Working() if hours is None else Working(hours_billed=hours))
        except Lacking as lacking:
            asks |= set(lacking.names)
        ends = [CHAIN.index("productive") if UNITS[one] == "hour" else CHAIN.index(UNITS[one]) for one in (start, to)]
        if min(ends) < CHAIN.index("minute") <= max(ends):
            asks.add("simultaneous_contacts")
    return [name for name in ASSUMPTIONS if name in asks]


def start_of(rate: Rate) -> str:
    """The unit of a price without its currency, where it is one that can be brought to another."""
    first, _, rest = rate.unit.partition("/")
    return rest if CURRENCY.fullmatch(first) and rest in UNITS else ""


def _first_outsourced(result: Comparison) -> int:
    baseline = None if result.baseline is None else result.baseline.key
    return next((place for place, option in enumerate(result.options) if option.key != baseline), 0)


def _assumptions(form: Form, option: OptionResult, asks: Sequence[str]) -> dict[str, Any]:
    """The boxes of the assumptions, filled with those of the option."""
    said: dict[str, Any] = {}
    filled = []
    columns: list[Any] = []
    for name in asks:
        columns = columns or list(st.columns(4))
        place, box = columns.pop(0), form.box(f"{name}:{option.key}")
        found = _of_scenario(option, name)
        if found is not None:
            filled.append(name)
        if name == "hours_billed":
            ways = list(HOURS)
            value = place.selectbox(ASSUMPTIONS[name], ways, index=ways.index(found) if found in ways else None,
                                    format_func=HOURS.__getitem__, placeholder="choose", **box)  # fmt: skip
        else:
            value = place.number_input(ASSUMPTIONS[name], value=found, format="%g", placeholder="to be stated", **box)
        form.messages(place, name)
        if value is not None:
            said[name] = percent_text(value) if name in SHARES else value
    if filled:
        channels = option.model.scope.channels
        which = f" (handle time and contacts at a time: {channels[0].label})" if channels else ""
        st.caption(
            plain(f"Assumed, as in {option.label}{which}. Change what these prices mean otherwise; it goes on record.")
        )
    return said


def _by_channel(form: Form, option: OptionResult, asks: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What is different for the rates of single channels."""
    names = [name for name in ("handle_time", "simultaneous_contacts") if name in asks]
    held = {rate.channel for rate in form.rates if start_of(rate)}
    mine = [scope for scope in option.model.scope.channels if scope.path[-1] in held] if names else []
    if not mine:
        return {}
    said: dict[str, dict[str, Any]] = {}
    with st.expander(f"By channel, as in the scenario: {', '.join(scope.label for scope in mine)}"):
        for scope in mine:
            channel = scope.path[-1]
            columns = st.columns(4)
            for place, name in zip(columns, names, strict=False):
                value = place.number_input(
                    plain(f"{scope.label}: {ASSUMPTIONS[name][0].lower()}{ASSUMPTIONS[name][1:]}"),
                    value=_figure(scope.value(name), name), format="%g", **form.box(f"{name}:{option.key}:{channel}"),
                )  # fmt: skip
                if value is not None:
                    said.setdefault(channel, {})[name] = value
    return said


def _of_scenario(option: OptionResult, name: str) -> Any:
    scope = option.model.scope
    if name == "hours_billed":
        return scope.chosen(name)
    if name in ("handle_time", "simultaneous_contacts") and scope.channels:
        scope = scope.channels[0]
    return _figure(scope.value(IN_SCENARIO.get(name, name)), name)


def _figure(value: Any, name: str) -> float | None:
    """A value of the scenario as the box shows it: minutes, and shares in percent."""
    if value is None:
        return None
    number = float(np.atleast_1d(value)[0])
    if name == "handle_time":
        return round(number / 60, 6)
    return round(number * 100, 8) if name in SHARES else number
