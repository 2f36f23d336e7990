"""The form of a price date: the date, the terms of the clause, and another index where one has no value.

Prices of [2026-05]      Take another index: cr_cpi, 1 of 1 rate: there is no series of it  [choose]
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.cards.form import Form, all_series, percent_text, titled
from dashboard.formats import plain
from tcomodel.index_series import SeriesProblem
from tcomodel.rebasing import Move, PriceDate

NO_INDEX = "none"


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
        averaged = first[2].number_input(
            "Averaged over (months)",
            value=1,
            step=1,
            **form.box("averaged"),
            help="As many months that end at the date. A year is an average already.",
        )
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
        "share": percent_text(share), "lag": lag, "averaged_months": averaged, "coefficient_decimals": decimals,
        "coefficient_rounded": rounded, "floor": percent_text(floor), "cap": percent_text(cap),
        "years_combined": combined, "compared": compared, "price_decimals": digits, "instead": taken_instead(form),
    }  # fmt: skip


def taken_instead(form: Form) -> dict[str, str]:
    """The indices a person took instead of others, by the index they stand in for."""
    names = {*(name for name, _ in _indices(form)), NO_INDEX}
    chosen = {name: state.widget_value(form.key(f"instead:{name}")) for name in sorted(names)}
    return {name: other for name, other in chosen.items() if other}


def offer_instead(form: Form, failed: Mapping[str, Sequence[str]], moving: Collection[str]) -> None:
    """Boxes for another index, for those that failed (with the reasons, one a rate) and those already replaced.

    ``moving`` are the indices that move some rate: an index that is taken for all others at once leaves them alone.
    """
    names = [name for name in dict.fromkeys([*failed, *taken_instead(form)]) if name != NO_INDEX]
    unnamed = sum(rate.index == NO_INDEX and rate.currency is not None for rate in form.rates)
    if not names and not unnamed:
        return
    counts = dict(_indices(form))
    replaced = taken_instead(form)
    parts = [f"{len(replaced)} replaced"] if replaced else []
    parts += [f"{len(failed)} of {len(counts)} have no value for these dates"] if failed else []
    told = f": {', '.join(parts)}" if parts else ""
    with (
        form.instead_place,
        st.expander(f"Take another index{told}", icon=":material/swap_horiz:", key=form.key("others")),
    ):
        useless = tuple(name for name in names if name in replaced or name not in moving)
        if len(useless) > 1:
            row = st.columns([2, 3], vertical_alignment="center")
            row[0].markdown(f"**All {len(useless)} that move no rate by themselves**")
            _index_box(form, row[1], "all", "All of them", "choose one for all", (), _fill, useless)
        for name in names:
            row = st.columns([2, 3], vertical_alignment="center")
            row[0].markdown(f"**{plain(name)}**, {plain(_why_not(failed.get(name, ()), counts.get(name, 0)))}")
            _index_box(form, row[1], f"instead:{name}", f"Instead of {name}", "keep it", (name,))
        if unnamed:
            row = st.columns([2, 3], vertical_alignment="center")
            row[0].markdown(f"**{unnamed} {'price names' if unnamed == 1 else 'prices name'} no index**")
            _index_box(form, row[1], f"instead:{NO_INDEX}", "Prices without an index", "they keep their date", ())


def _why_not(reasons: Sequence[str], rates: int) -> str:
    """``7 of 30 rates: has no value for 2026-10, ... (and 2 other dates)``."""
    counted = "1 rate" if rates == 1 else f"{rates} rates"
    if not reasons:
        return f"{counted}: another index is taken"
    others = len(set(reasons)) - 1
    more = f" (and {others} other date{'s' if others > 1 else ''})" if others else ""
    all_of_them = f"; another one would be taken for all {rates}" if len(reasons) < rates else ""
    return f"{len(reasons)} of {counted}: {reasons[0]}{more}{all_of_them}"


def _index_box(
    form: Form,
    place: Any,
    box: str,
    label: str,
    nothing: str,
    without: tuple[str, ...],
    on_change: Any = None,
    names: tuple[str, ...] = (),
) -> None:
    levels = [one.key for one in all_series(form.card) if one.pair is None and one.key not in without]
    place.selectbox(
        label, levels, index=None, placeholder=nothing, label_visibility="collapsed", on_change=on_change or "rerun",
        args=(form.name, names) if on_change else None, format_func=lambda key: titled(form.card, key),
        **form.box(box),
    )  # fmt: skip


def _fill(form: str, names: Sequence[str]) -> None:
    """One index in place of all of these; an index does not stand in for itself."""
    chosen = state.widget_value(f"{form}:all")
    state.fill([f"{form}:instead:{name}" for name in names if name != chosen], chosen)
