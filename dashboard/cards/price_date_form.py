"""The form of a price date: the date, the terms of the clause, and another index where one has no value.

Prices of [2026-05]      Take another index: cr_cpi, 1 of 1 rate: there is no series of it  [choose]
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.cards.form import Form, all_series, percent_text, titled
from dashboard.cards.stand_ins import newest_date
from dashboard.formats import plain
from tcomodel.index_series import SeriesProblem
from tcomodel.problems import Problem
from tcomodel.rebasing import Move, PriceDate
from tcomodel.rebasing.price_terms import NO_INDEX

DIRECTIONS = ("nearest", "up", "down")
STATED = re.compile(r"(\d{4}(?:-\d{2})?)\s*[:=]\s*(\d+(?:\.\d+)?)")


def price_date(form: Form) -> Move | None:
    """Prices of another year or month, each by its own index."""
    first = st.columns([1, 3], vertical_alignment="bottom")
    to = first[0].text_input("Prices of", default_date(form), placeholder="2026-05",
                             help="A year (its average) or a month: 2025 or 2026-05.", **form.box("to"))  # fmt: skip
    form.messages(first[0], "to")
    first[1].caption(plain(reach(form)))
    form.instead_place = st.container()
    taken = form.takes("unpublished", "yearly_months")
    terms = _clause(form)
    if not to.strip():
        form.waits_for = "the date of the prices"
        return None
    return None if terms is None else form.made(PriceDate, to=to.strip(), **terms, **taken)


def default_date(form: Form) -> str:
    """The last month of the index that most of the rates follow; empty where none has a series."""
    for name, _ in _indices(form):
        try:
            return newest_date(form.card.index(name))
        except SeriesProblem:
            continue
    return ""


def reach(form: Form) -> str:
    """How far the indices of the rates reach, those of most rates first."""
    told = []
    for name, count in _indices(form):
        rates = "1 rate" if count == 1 else f"{count} rates"
        try:
            told.append(f"{name} to {newest_date(form.card.index(name))} ({rates})")
        except SeriesProblem:
            told.append(f"{name} has no series ({rates})")
    if not told:
        return "None of these rates names an index, so nothing says how their prices move."
    more = f", and {len(told) - 5} more" if len(told) > 5 else ""
    return f"Their indices reach: {', '.join(told[:5])}{more}."


def _indices(form: Form) -> list[tuple[str, int]]:
    counts = Counter(rate.index for rate in form.rates if rate.currency is not None and rate.index != NO_INDEX)
    return counts.most_common()


def _clause(form: Form) -> dict[str, Any] | None:
    """The terms of a clause, as the model has them where nobody says otherwise; None where one cannot be read."""
    with st.expander("Clause terms"):
        st.caption("Without an entry the whole price follows its index, without limits and without rounding.")
        said = {**_of_the_index(form), **_of_the_coefficient(form), **_of_the_limits(form), **_of_the_price(form)}
        values = _stated_values(form)
    return None if values is None else {**said, "values": values, "instead": taken_instead(form)}


def _of_the_index(form: Form) -> dict[str, Any]:
    """Which value of the index counts."""
    row = st.columns(4)
    lag = row[0].number_input("Index read earlier by (months)", value=0, step=1, **form.box("lag"))
    form.messages(row[0], "lag")
    base_lag = row[1].number_input(
        "At the base, earlier by (months)", value=None, step=1, placeholder="as at the new date",
        help="Where the clause reads the base value with another lag than the new one.", **form.box("base_lag"),
    )  # fmt: skip
    form.messages(row[1], "base_lag")
    averaged = row[2].number_input(
        "Averaged over (months)", value=1, step=1, **form.box("averaged"),
        help="As many months that end at the date. A year is an average already.",
    )  # fmt: skip
    form.messages(row[2], "averaged_months")
    compared = row[3].selectbox(
        "Compared", ["chained", "from the base"], **form.box("compared"),
        help="Chained: from the present price date. From the base: from the first price date on record.",
    )  # fmt: skip
    return {"lag": lag, "base_lag": base_lag, "averaged_months": averaged, "compared": compared}


def _of_the_coefficient(form: Form) -> dict[str, Any]:
    """How much of the index's change counts."""
    row = st.columns(4)
    share = row[0].number_input("Share that follows the index (%)", value=100.0, format="%g", step=5.0,
                                help="The rest of the price is fixed.", **form.box("share"))  # fmt: skip
    form.messages(row[0], "share")
    decimals = row[1].number_input("Coefficient rounded to (decimals)", value=None, step=1,
                                   placeholder="not rounded", **form.box("decimals"))  # fmt: skip
    form.messages(row[1], "coefficient_decimals")
    rounded = row[2].selectbox("Coefficient rounded", DIRECTIONS, **form.box("rounded"))
    row[3].empty()
    return {"share": percent_text(share), "coefficient_decimals": decimals, "coefficient_rounded": rounded}


def _of_the_limits(form: Form) -> dict[str, Any]:
    """How far the price may move."""
    row = st.columns(4)
    floor = row[0].number_input("Floor (% a year)", value=None, format="%g", step=0.5, placeholder="none",
                                **form.box("floor"))  # fmt: skip
    form.messages(row[0], "floor")
    cap = row[1].number_input("Cap (% a year)", value=None, format="%g", step=0.5, placeholder="none",
                              **form.box("cap"))  # fmt: skip
    form.messages(row[1], "cap")
    combined = row[2].selectbox("Years of floor and cap are", ["compounded", "added"], **form.box("combined"))
    row[3].empty()
    return {"floor": percent_text(floor), "cap": percent_text(cap), "years_combined": combined}


def _of_the_price(form: Form) -> dict[str, Any]:
    """What change leaves the price as it is, and how the price itself is rounded."""
    row = st.columns(4)
    threshold = row[0].number_input("Threshold (%)", value=None, format="%g", step=0.5, placeholder="none",
                                    help="A smaller change leaves the price as it is.",
                                    **form.box("threshold"))  # fmt: skip
    form.messages(row[0], "threshold")
    counts = row[1].selectbox("Beyond the threshold counts the", ["whole change", "only the excess"],
                              format_func=lambda one: one.removeprefix("only the "), **form.box("counts"))  # fmt: skip
    digits = row[2].number_input("Prices rounded to (decimals)", value=None, step=1, placeholder="not rounded",
                                 help="Only this loses: there and back is the price itself otherwise.",
                                 **form.box("digits"))  # fmt: skip
    form.messages(row[2], "price_decimals")
    rounded = row[3].selectbox("Prices rounded", DIRECTIONS, **form.box("price_rounded"))
    return {
        "threshold": percent_text(threshold), "threshold_counts": counts, "price_decimals": digits,
        "price_rounded": rounded,
    }  # fmt: skip


def _stated_values(form: Form) -> dict[str, float] | None:
    """The index values that the contract states by date; None, with what is wrong, where they cannot be read."""
    typed = st.text_input(
        "Index values stated by the contract", placeholder="2024: 104.2; 2026-05: 109.8", **form.box("values"),
        help="By date of prices, in place of the published ones, which they are held against.",
    )  # fmt: skip
    form.messages(st, "values")
    try:
        return values_in(typed)
    except ValueError as slip:
        form.tell([Problem("PriceDate.values", str(slip))])
        return None


def values_in(text: str) -> dict[str, float]:
    """``2024: 104.2; 2026-05: 109.8`` as values by date; ValueError for what is none."""
    values: dict[str, float] = {}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        found = STATED.fullmatch(part)
        if found is None:
            raise ValueError(
                f"found {part!r}; expected a date and a value with a decimal point, and ; between two: "
                "2024: 104.2; 2026-05: 109.8"
            )
        if found[1] in values:
            raise ValueError(f"found {found[1]} twice; expected one value for each date")
        values[found[1]] = float(found[2])
    return values


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
