"""The form of a currency: at the rate of a date, at each price's own date, or at a stated rate with its direction.

To [EUR]   At a stated rate   Rate [0.92]  Direction [EUR per USD]
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.cards.form import Form, all_series, percent_text, titled
from tcomodel import RateCard
from tcomodel.problems import Problem
from tcomodel.rebasing import Currency, Move

AT_A_DATE, AT_OWN_DATE, AT_A_RATE = "At the rate of a date", "At each price's own date", "At a stated rate"


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
        default_at = newest_rate_date(form.card, to, others)
        at = first[2].text_input("Rate of", default_at, placeholder="2026-05", **form.box(f"at:{to}"),
                                 help="A year (average of the year) or a month.").strip()  # fmt: skip
        form.messages(first[2], "at")
        if not at:
            form.waits_for = "the date of the exchange rate"
            return None
    series = _series_box(form)
    sharing = _sharing(form, to, stated=False)
    return None if sharing is None else form.made(Currency, to=to, at=at, series=series, **sharing)


def _at_a_rate(form: Form, place: Any, to: str, others: Sequence[str]) -> Move | None:
    ways = [way for other in others for way in (f"{to} per {other}", f"{other} per {to}")]
    figure, direction = place.columns(2)
    rate = figure.number_input(
        "Rate", value=None, min_value=None, format="%.6g", placeholder="0.92", **form.box("rate")
    )
    form.messages(figure, "rate")
    per = direction.selectbox(
        "Direction",
        ways,
        index=0 if ways else None,
        accept_new_options=True,
        help="EUR per USD: how many euros one dollar costs.",
        **form.box(f"per:{to}"),
    )
    form.messages(direction, "per")
    if rate is None or not per:
        form.waits_for = "the exchange rate"
        return None
    sharing = _sharing(form, to, stated=True)
    accepted = st.checkbox(
        "Take the rate as stated, even where the published one suggests that it is turned over",
        **form.box(f"accept:{to}"),
    )  # fmt: skip
    if sharing is None:
        return None
    return form.made(Currency, to=to, rate=rate, per=per, accept_rate=accepted, **sharing)


def _sharing(form: Form, to: str, stated: bool) -> dict[str, Any] | None:
    """How much of the movement since the rate that prices were agreed at counts; None where that is half said."""
    with st.expander("Clause terms"):
        st.caption("Without an entry the whole movement of the exchange rate counts.")
        row = st.columns(5)
        said: dict[str, Any] = {}
        if stated:
            name = "base_rate"
            said[name] = row[0].number_input("Agreed at a rate of", value=None, format="%.6g", placeholder="0.90",
                                             help="Quoted in the same direction as the rate above.",
                                             **form.box(f"base_rate:{to}"))  # fmt: skip
        else:
            name = "base_at"
            said[name] = row[0].text_input("Agreed at the rate of", placeholder="2024", **form.box("base_at"),
                                           help="A year (average of the year) or a month.").strip() or None  # fmt: skip
        form.messages(row[0], name)
        share = row[1].number_input("Share of the movement (%)", value=100.0, format="%g", step=5.0,
                                    **form.box("share"))  # fmt: skip
        form.messages(row[1], "share")
        band = row[2].number_input("Neutral band (%)", value=None, format="%g", step=0.5, placeholder="none",
                                   help="Movements up to it do not count.", **form.box("band"))  # fmt: skip
        form.messages(row[2], "band")
        said["beyond_band"] = row[3].selectbox(
            "Beyond the band counts", ["only the excess", "whole movement"], **form.box("beyond")
        )
        limit = row[4].number_input("Movement counts up to (%)", value=None, format="%g", step=0.5,
                                    placeholder="no limit", **form.box("limit"))  # fmt: skip
        form.messages(row[4], "limit")
    counts_less = share not in (None, 100) or band is not None or limit is not None
    if counts_less and said[name] is None:
        form.tell([Problem(name, "say at which exchange rate the prices were agreed: the movement counts from there")])
        return None
    if said[name] is not None and not counts_less:
        form.tell(
            [Problem(name, "the whole movement counts, so this changes nothing: state a share, a band or a limit")]
        )
        return None
    return {**said, "share": percent_text(share), "band": percent_text(band), "limit": percent_text(limit)}


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


def newest_rate_date(card: RateCard, to: str, others: Sequence[str]) -> str:
    """The newest month that the monthly series of all currencies on the way have."""
    lasts = []
    for code in {to, *others} - {"USD"}:
        mine = [one for one in all_series(card) if set(one.pair or ()) == {code, "USD"}]
        if mine:
            newest = min(mine, key=lambda one: (one.every, one.taken != "average"))
            lasts.append(newest.last if newest.every == 1 else newest.last[:4])
    return min(lasts, default="")
