"""The moves a card can make and their forms: each gives a move, or nothing as long as it is not complete and right."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.cards.currency_form import currency
from dashboard.cards.form import Form, all_series, titled
from dashboard.cards.price_date_form import price_date
from dashboard.cards.stand_ins import newest_date, newest_year
from dashboard.cards.unit_form import unit
from tcomodel.rebasing import ConstantPrices, Move, ReferencePeriod, VolumeBaseline


def constant_prices(form: Form) -> Move | None:
    """All money in the prices of one date by one general index."""
    levels = [one.key for one in all_series(form.card) if one.pair is None]
    first = st.columns([2, 1, 2], vertical_alignment="bottom")
    index = first[0].selectbox(
        "By the general index",
        levels,
        format_func=lambda key: titled(form.card, key),
        index=levels.index("us_cpi_u") if "us_cpi_u" in levels else 0,
        **form.box("index"),
    )
    newest = newest_date(form.card.index(index))
    to = first[1].text_input("Prices of", newest, placeholder="2026-05", **form.box(f"to:{index}")).strip()
    form.messages(first[1], "to")
    first[2].caption("The same index for all prices: what their money was worth, not what each would be today.")
    form.messages(st, "ConstantPrices", "index")
    taken = form.takes("unpublished", "yearly_months")
    if not to:
        form.waits_for = "the date of the prices"
        return None
    return form.made(ConstantPrices, to=to, index=index, **taken)


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
    first = st.columns([2, 1, 1])
    index = first[0].selectbox("Index", levels, format_func=lambda key: titled(form.card, key), **form.box("index"))
    form.messages(first[0], "index", "ReferencePeriod")
    year = newest_year(form.card.index(index))
    period = first[1].text_input("Reference period", year, placeholder="2015", **form.box(f"period:{index}"),
                                 help="A year, a month, or a span: 2011-07 to 2012-06.").strip()  # fmt: skip
    form.messages(first[1], "period")
    level = first[2].number_input("Level there (points)", value=100.0, format="%g", **form.box("level"))
    form.messages(first[2], "level")
    taken = form.takes("unpublished")
    rounding = _rounding(form)
    st.caption("Ratios stay as they are but for rounding, so every price moved with the index stays the same.")
    if not period:
        form.waits_for = "the reference period"
        return None
    return form.made(ReferencePeriod, index=index, period=period, level=level, **rounding, **taken)


def _rounding(form: Form) -> dict[str, Any]:
    """How the publisher rounds on the way to the new reference period."""
    with st.expander("How the publisher rounds"):
        columns = st.columns(4)
        boxes = {
            "decimals": "Old average (decimals)",
            "factor_decimals": "Conversion factor (decimals)",
            "value_decimals": "New values (decimals)",
        }
        said: dict[str, Any] = {}
        for place, (name, label) in zip(columns, boxes.items(), strict=False):
            said[name] = place.number_input(label, value=None, step=1, placeholder="not rounded", **form.box(name))
            form.messages(place, name)
        said["rounded"] = columns[3].selectbox("New values rounded", ["nearest", "up", "down"], **form.box("rounded"))
        form.messages(columns[3], "rounded")
    return said


KINDS: dict[str, Callable[[Form], Move | None]] = {
    "Price date": price_date,
    "Currency": currency,
    "Unit": unit,
    "Constant prices": constant_prices,
    "Volume baseline": volume_baseline,
    "Reference period": reference_period,
}
