"""The forms of the moves: what each asks, with its unit; what is wrong stands below the box it is about.

    Prices of [2026-05]        Clause terms: share, lag, floor, cap ...
    Currency [EUR]  at a date [2026-05]  or at a stated rate [0.92] [EUR per USD]

A form gives a move of ``tcomodel.rebasing``, or nothing as long as it is not complete or not right.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from dashboard.formats import plain
from tcomodel import Comparison, OptionResult, RateCard
from tcomodel.index_series import IndexSeries, SeriesProblem, catalogue
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.units import CURRENCY
from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    Working,
)
from tcomodel.rebasing.working import CHAIN, UNITS, Lacking, price_factor

NO_INDEX = "none"
AT_A_DATE, AT_OWN_DATE, AT_A_RATE = "At the rate of a date", "At each price's own date", "At a stated rate"
UNITS_IN_WORDS = {
    "seat/month": "a seat and month", "hour": "an hour", "minute": "a handle minute", "contact": "a contact",
    "ticket": "a ticket", "call": "a call", "conversation": "a conversation", "resolution": "a resolution",
}  # fmt: skip
HOURS = {"paid": "a paid hour", "logged": "a logged-in hour", "productive": "an hour of handling contacts"}
ASSUMPTIONS = {
    "paid_hours": "Paid hours (an agent and month)",
    "shrinkage": "Shrinkage (% of paid time)",
    "occupancy": "Occupancy (% of time on duty)",
    "handle_time": "Handle time (minutes a contact)",
    "simultaneous_contacts": "Contacts at a time (an agent)",
    "resolution_rate": "Resolved (% of contacts)",
    "hours_billed": "A price for an hour is for",
}
SHARES = ("shrinkage", "occupancy", "resolution_rate")
IN_SCENARIO = {"resolution_rate": "first_contact_resolution"}  # where the scenario calls it otherwise
IN_WORDS = {
    "hours_billed": "which hours are billed", "paid_hours": "paid hours", "handle_time": "handle time",
    "resolution_rate": "the share that is resolved", "simultaneous_contacts": "contacts at a time",
}  # fmt: skip


@dataclass
class Form:
    """The boxes of one move: where their messages go, and what is still to be said."""

    name: str
    rates: Sequence[Rate]
    card: RateCard
    result: Comparison
    slots: dict[str, Any] = field(default_factory=dict)
    waits_for: str = ""
    instead_place: Any = None

    def key(self, box: str) -> str:
        return f"{self.name}:{box}"

    def box(self, box: str, kept: bool = True) -> dict[str, Any]:
        """The key of a box, whose value stays while other views are open."""
        return {"key": self.key(box), "persist_state": "session" if kept else None}

    def messages(self, place: Any, *names: str) -> None:
        """The messages about these terms stand here."""
        slot = place.empty()
        for name in names:
            self.slots[name] = slot

    def tell(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside the box it is about."""
        by_slot: dict[str, list[str]] = {}
        for problem in problems:
            name = problem.where.rpartition(".")[2]
            by_slot.setdefault(name if name in self.slots else "", []).append(problem.message)
        for name, messages in by_slot.items():
            slot = self.slots[name] if name in self.slots else st
            slot.markdown("  \n".join(f":red[{plain(message)}]" for message in messages))

    def made(self, move: Callable[..., Move], **terms: Any) -> Move | None:
        """The move of these terms; where they are wrong it is said and nothing comes of it."""
        try:
            return move(**terms)
        except ProblemsFound as found:
            self.tell(found.problems)
            return None


# ---------------------------------------------------------------- price date


def price_date(form: Form) -> Move | None:
    """Prices of another year or month, each by its own index."""
    first = st.columns([1, 3], vertical_alignment="bottom")
    to = first[0].text_input("Prices of", default_date(form), placeholder="2026-05",
                             help="A year (its average) or a month: 2025 or 2026-05.", **form.box("to"))  # fmt: skip
    form.messages(first[0], "to")
    first[1].caption(plain(reach(form)))
    form.instead_place = st.container()
    terms = _clause(form)
    if not to.strip():
        form.waits_for = "the date of the prices"
        return None
    return form.made(PriceDate, to=to.strip(), **terms)


def default_date(form: Form) -> str:
    """The last month of the index that most of the rates follow; empty where none has a series."""
    for name, _ in _indices(form):
        try:
            return form.card.index(name).last
        except SeriesProblem:
            continue
    return ""


def reach(form: Form) -> str:
    """How far the indices of the rates reach, those of most rates first."""
    told = []
    for name, count in _indices(form):
        rates = "1 rate" if count == 1 else f"{count} rates"
        try:
            told.append(f"{name} to {form.card.index(name).last} ({rates})")
        except SeriesProblem:
            told.append(f"{name} has no series ({rates})")
    if not told:
        return "None of these rates names an index, so nothing says how their prices move."
    more = f", and {len(told) - 5} more" if len(told) > 5 else ""
    return f"Their indices reach: {', '.join(told[:5])}{more}."


def _indices(form: Form) -> list[tuple[str, int]]:
    counts = Counter(rate.index for rate in form.rates if rate.currency is not None and rate.index != NO_INDEX)
    return counts.most_common()


def _clause(form: Form) -> dict[str, Any]:
    """The terms of a clause, as the model has them where nobody says otherwise."""
    with st.expander("Clause terms"):
        st.caption("Without an entry the whole price follows its index, without limits and without rounding.")
        first = st.columns(4)
        share = first[0].number_input("Share that follows the index (%)", value=100.0, format="%g", step=5.0,
                                      help="The rest of the price is fixed.", **form.box("share"))  # fmt: skip
        form.messages(first[0], "share")
        lag = first[1].number_input("Index read earlier by (months)", value=0, step=1, **form.box("lag"))
        form.messages(first[1], "lag")
        averaged = first[2].number_input("Averaged over (months)", value=1, step=1, **form.box("averaged"),
                                         help="As many months that end at the date. A year is an average already.")  # fmt: skip
        form.messages(first[2], "averaged_months")
        compared = first[3].selectbox(
            "Compared", ["chained", "from the base"], **form.box("compared"),
            help="Chained: from the present price date. From the base: from the first price date on record.",
        )  # fmt: skip
        second = st.columns(4)
        floor = second[0].number_input("Floor (% a year)", value=None, format="%g", step=0.5, placeholder="none",
                                       **form.box("floor"))  # fmt: skip
        form.messages(second[0], "floor")
        cap = second[1].number_input("Cap (% a year)", value=None, format="%g", step=0.5, placeholder="none",
                                     **form.box("cap"))  # fmt: skip
        form.messages(second[1], "cap")
        combined = second[2].selectbox("Years of floor and cap are", ["compounded", "added"], **form.box("combined"))
        second[3].empty()
        third = st.columns(4)
        decimals = third[0].number_input("Coefficient rounded to (decimals)", value=None, step=1,
                                         placeholder="not rounded", **form.box("decimals"))  # fmt: skip
        form.messages(third[0], "coefficient_decimals")
        rounded = third[1].selectbox("Coefficient rounded", ["nearest", "up", "down"], **form.box("rounded"))
        digits = third[2].number_input("Prices rounded to (decimals)", value=None, step=1, placeholder="not rounded",
                                       help="Only this loses: there and back is the price itself otherwise.",
                                       **form.box("digits"))  # fmt: skip
        form.messages(third[2], "price_decimals")
    return {
        "share": _percent(share), "lag": lag, "averaged_months": averaged, "coefficient_decimals": decimals,
        "coefficient_rounded": rounded, "floor": _percent(floor), "cap": _percent(cap), "years_combined": combined,
        "compared": compared, "price_decimals": digits, "instead": taken_instead(form),
    }  # fmt: skip


def taken_instead(form: Form) -> dict[str, str]:
    """The indices a person took instead of others, by the index they stand in for."""
    from dashboard import state

    names = {*(name for name, _ in _indices(form)), NO_INDEX}
    chosen = {name: state.widget_value(form.key(f"instead:{name}")) for name in sorted(names)}
    return {name: other for name, other in chosen.items() if other}


def offer_instead(form: Form, failed: Mapping[str, str]) -> None:
    """Boxes for another index, for those that failed (with the reason) and those already replaced."""
    asked = dict.fromkeys([*failed, *taken_instead(form)])
    unnamed = sum(rate.index == NO_INDEX and rate.currency is not None for rate in form.rates)
    if unnamed:
        asked.pop(NO_INDEX, None)
    with form.instead_place:
        if not asked and not unnamed:
            return
        label = "Take another index" + (f": {len(failed)} cannot be used" if failed else "")
        with st.expander(label, icon=":material/swap_horiz:", expanded=bool(failed)):
            columns = st.columns(2)
            for position, name in enumerate(asked):
                place = columns[position % 2]
                _instead_box(form, place, name, f"Instead of {name}", "keep it")
                place.caption(plain(failed.get(name, "It is taken from another index.")))
            if unnamed:
                told = "1 price that names" if unnamed == 1 else f"{unnamed} prices that name"
                _instead_box(form, st, NO_INDEX, f"{told} no index", "they keep their date")


def _instead_box(form: Form, place: Any, name: str, label: str, nothing: str) -> None:
    levels = [one for one in all_series(form.card) if one.pair is None and one.key != name]
    place.selectbox(
        plain(label), [one.key for one in levels], index=None, placeholder=nothing,
        format_func=lambda key: titled(form.card, key), **form.box(f"instead:{name}"),
    )  # fmt: skip


# ---------------------------------------------------------------- currency


def currency(form: Form) -> Move | None:
    """Another currency, at a date, at each price's own date or at a stated rate."""
    held = list(dict.fromkeys(rate.currency for rate in form.rates if rate.currency))
    known = sorted({code for one in all_series(form.card) for code in one.pair or ()} | set(held))
    own = form.result.currency
    default = own if any(code != own for code in held) else None
    first = st.columns([1, 2, 2])
    to = first[0].selectbox("To", known, index=known.index(default) if default in known else None,
                            accept_new_options=True, placeholder="EUR", **form.box("to"))  # fmt: skip
    form.messages(first[0], "to")
    if not to:
        form.waits_for = "the currency"
        first[1].caption(f"These prices are in {', '.join(held) or 'no currency'}.")
        return None
    to = str(to).strip().upper()
    how = first[1].selectbox(
        "Exchange rate", [AT_A_DATE, AT_OWN_DATE, AT_A_RATE], **form.box("how"),
        help="The price date does not move: prices of 2024 in euros of 2026 are still prices of 2024.",
    )  # fmt: skip
    others = [code for code in held if code != to]
    if how == AT_A_RATE:
        return _at_a_rate(form, first[2], to, others)
    at = None
    if how == AT_A_DATE:
        default_at = _default_rate_date(form.card, to, others)
        at = first[2].text_input("Rate of", default_at, placeholder="2026-05", **form.box(f"at:{to}"),
                                 help="A year (average of the year) or a month.").strip()  # fmt: skip
        form.messages(first[2], "at")
        if not at:
            form.waits_for = "the date of the exchange rate"
            return None
    series = _series_box(form)
    return form.made(Currency, to=to, at=at, series=series)


def _at_a_rate(form: Form, place: Any, to: str, others: Sequence[str]) -> Move | None:
    ways = [way for other in others for way in (f"{to} per {other}", f"{other} per {to}")]
    figure, direction = place.columns(2)
    rate = figure.number_input("Rate", value=None, min_value=None, format="%.6g", placeholder="0.92", **form.box("rate"))
    form.messages(figure, "rate")
    per = direction.selectbox("Direction", ways, index=0 if ways else None, accept_new_options=True,
                              help="EUR per USD: how many euros one dollar costs.", **form.box(f"per:{to}"))  # fmt: skip
    form.messages(direction, "per")
    if rate is None or not per:
        form.waits_for = "the exchange rate"
        return None
    accepted = st.checkbox(
        "Take the rate as stated, even where the published one suggests that it is turned over",
        **form.box(f"accept:{to}"),
    )  # fmt: skip
    return form.made(Currency, to=to, rate=rate, per=per, accept_rate=accepted)


def _series_box(form: Form) -> tuple[str, ...]:
    with st.expander("Exchange rate series"):
        pairs = [one.key for one in all_series(form.card) if one.pair is not None]
        chosen = st.multiselect(
            "Use these series", pairs, format_func=lambda key: titled(form.card, key), placeholder="found by itself",
            help="Averages of the period are taken where there are any. Averages and last days are never mixed.",
            **form.box("series"),
        )  # fmt: skip
        form.messages(st, "series")
    return tuple(chosen)


def _default_rate_date(card: RateCard, to: str, others: Sequence[str]) -> str:
    """The newest month that the monthly series of all currencies on the way have."""
    lasts = []
    for code in {to, *others} - {"USD"}:
        mine = [one for one in all_series(card) if set(one.pair or ()) == {code, "USD"}]
        if mine:
            newest = min(mine, key=lambda one: (one.every, one.taken != "average"))
            lasts.append(newest.last if newest.every == 1 else newest.last[:4])
    return min(lasts, default="")


# ---------------------------------------------------------------- unit


def unit(form: Form) -> Move | None:
    """Another unit under working assumptions, which are the scenario's until somebody says otherwise."""
    first = st.columns([1, 2, 2])
    to = first[0].selectbox("A price for", list(UNITS), index=None, placeholder="choose",
                            format_func=UNITS_IN_WORDS.__getitem__, **form.box("to"))  # fmt: skip
    form.messages(first[0], "to")
    starts = sorted({start for rate in form.rates if (start := _start(rate))})
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
    asks = needed(starts, to)
    if not asks:
        st.caption("No working assumption is needed.")
        return form.made(Unit, to=to)
    option = options[from_option]
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


def needed(starts: Sequence[str], to: str) -> list[str]:
    """The assumptions that the way from these units to another asks for, in the order of the work."""
    asks: set[str] = set()
    for start in starts:
        try:
            price_factor(start, to, Working())
        except Lacking as lacking:
            asks |= set(lacking.names)
        ends = {CHAIN.index("productive") if UNITS[one] == "hour" else CHAIN.index(UNITS[one]) for one in (start, to)}
        if min(ends) < CHAIN.index("minute") <= max(ends):
            asks.add("simultaneous_contacts")
    if "hours_billed" in asks and "seat/month" in (*starts, to):
        asks |= {"shrinkage", "occupancy"}
    return [name for name in ASSUMPTIONS if name in asks]


def _start(rate: Rate) -> str:
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
    columns = st.columns(4)
    for position, name in enumerate(asks):
        place, box = columns[position % 4], form.box(f"{name}:{option.key}")
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
            said[name] = _percent(value) if name in SHARES else value
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
    held = {rate.channel for rate in form.rates if _start(rate)}
    mine = [scope for scope in option.model.scope.channels if scope.path[-1] in held] if names else []
    if not mine:
        return {}
    said: dict[str, dict[str, Any]] = {}
    with st.expander(f"By channel: {', '.join(scope.label for scope in mine)}"):
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


# ---------------------------------------------------------------- the other moves


def constant_prices(form: Form) -> Move | None:
    """All money in the prices of one date by one general index."""
    levels = [one.key for one in all_series(form.card) if one.pair is None]
    first = st.columns([2, 1, 2], vertical_alignment="bottom")
    index = first[0].selectbox("By the general index", levels, format_func=lambda key: titled(form.card, key),
                               index=levels.index("us_cpi_u") if "us_cpi_u" in levels else 0, **form.box("index"))  # fmt: skip
    last = form.card.index(index).last
    to = first[1].text_input("Prices of", last, placeholder="2026-05", **form.box(f"to:{index}")).strip()
    form.messages(first[1], "to")
    first[2].caption("The same index for all prices: what their money was worth, not what each would be today.")
    form.messages(st, "ConstantPrices", "index")
    if not to:
        form.waits_for = "the date of the prices"
        return None
    return form.made(ConstantPrices, to=to, index=index)


def volume_baseline(form: Form) -> Move | None:
    """Bands of volume and stated volumes for another baseline."""
    first = st.columns([1, 1, 2], vertical_alignment="bottom")
    before = first[0].number_input("From (units a month)", value=None, format="%.10g", placeholder="100,000",
                                   **form.box("before"))  # fmt: skip
    form.messages(first[0], "before")
    after = first[1].number_input("To (units a month)", value=None, format="%.10g", placeholder="120,000",
                                  **form.box("after"))  # fmt: skip
    form.messages(first[1], "after")
    first[2].caption("Volume bands and volumes grow or shrink with the baseline; prices stay.")
    if before is None or after is None:
        form.waits_for = "both volumes"
        return None
    return form.made(VolumeBaseline, before=before, after=after)


def reference_period(form: Form) -> Move | None:
    """Another reference period of an index, for the card's series and the rates that are values of it."""
    named = [name for name, _ in Counter(rate.index for rate in form.rates).most_common()]
    levels = [one.key for one in all_series(form.card) if one.pair is None]
    levels.sort(key=lambda key: named.index(key) if key in named else len(named))
    first = st.columns([2, 1, 1, 1])
    index = first[0].selectbox("Index", levels, format_func=lambda key: titled(form.card, key), **form.box("index"))
    form.messages(first[0], "index", "ReferencePeriod")
    year = str(int(form.card.index(index).last[:4]) - 1)
    period = first[1].text_input("Reference period", year, placeholder="2015", **form.box(f"period:{index}"),
                                 help="A year, a month, or a span: 2011-07 to 2012-06.").strip()  # fmt: skip
    form.messages(first[1], "period")
    level = first[2].number_input("Level there (points)", value=100.0, format="%g", **form.box("level"))
    form.messages(first[2], "level")
    decimals = first[3].number_input("Old average rounded to (decimals)", value=None, step=1,
                                     placeholder="not rounded", **form.box("decimals"))  # fmt: skip
    form.messages(first[3], "decimals")
    st.caption("Ratios stay as they are, so every price moved with the index stays the same.")
    if not period:
        form.waits_for = "the reference period"
        return None
    return form.made(ReferencePeriod, index=index, period=period, level=level, decimals=decimals)


KINDS: dict[str, Callable[[Form], Move | None]] = {
    "Price date": price_date,
    "Currency": currency,
    "Unit": unit,
    "Constant prices": constant_prices,
    "Volume baseline": volume_baseline,
    "Reference period": reference_period,
}


# ---------------------------------------------------------------- what the forms share


def all_series(card: RateCard) -> Iterator[IndexSeries]:
    """The series a card can use: its own, then those of the catalogue."""
    yield from card.series.values()
    yield from (one for key, one in catalogue().items() if key not in card.series)


def titled(card: RateCard, key: str) -> str:
    """A series by its title and key."""
    one = card.index(key)
    return f"{one.title} ({key})" if one.title else key


def _percent(value: float | None) -> str | None:
    """``65`` as the model reads a share: ``65%``."""
    return None if value is None else f"{value:.12g}%"
