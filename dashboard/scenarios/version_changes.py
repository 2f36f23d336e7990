"""Two scenarios held against each other: which inputs differ, and what that does to the answer.

The cheapest option stays Philippines, per seat. It goes from 13,917,422 to 13,610,108 USD, 307,314 less.
What        Where                   Version 1    Version 2    Unit
Seat rate   Philippines, per seat   1,850        1,790        USD per seat and month
... totals of each option, and the difference by category
"""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from dashboard import before_and_after
from dashboard.formats import plain
from dashboard.parts import Row, download
from tcomodel import Comparison
from tcomodel.readers.scenario_changes import scenario_changes

TALLEST = 420  # pixels of a table; what is more scrolls inside it
MONEY = "%,.0f"
LEAST_PERCENT = 0.05  # below it a percentage of one decimal is nothing


def show(before: Comparison, after: Comparison, names: tuple[str, str], key: str) -> None:
    """What changed from one to the other; ``names`` are what the two are called."""
    sentence = before_and_after.cheapest_option(before, after, *(f"in {_inside(name)}" for name in names))
    costs = before_and_after.total_costs(before, after)
    st.markdown(f"**{plain(sentence)}** {plain(costs)}")
    _inputs(before, after, names, key)
    if why := before_and_after.not_comparable(before, after):
        st.info(plain(why), icon=":material/info:")
        return
    _totals(before, after, names, key)
    _categories(before, after, key)


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith("Version ") else name


def _inputs(before: Comparison, after: Comparison, names: tuple[str, str], key: str) -> None:
    changes = scenario_changes(before, after)
    if not changes:
        st.markdown("Both state the same inputs.")
        return
    count = "1 input differs" if len(changes) == 1 else f"{len(changes):,} inputs differ"
    st.markdown(f"**{count}**")
    rows = pd.DataFrame(
        {"What": one.what, "Where": one.where, "Before": one.before, "After": one.after, "Unit": one.unit}
        for one in changes
    )
    st.dataframe(
        rows, hide_index=True, height=min(38 + 35 * len(rows), TALLEST), key=f"changes:inputs:{key}", placeholder="",
        column_config={
            "What": st.column_config.TextColumn(width=160),
            "Where": st.column_config.TextColumn(help="The option or part it belongs to.", width=165),
            "Before": st.column_config.TextColumn(names[0], alignment="right", width=115),
            "After": st.column_config.TextColumn(names[1], alignment="right", width=115),
            "Unit": st.column_config.TextColumn(width=165),
        },
        alt="Inputs that differ",
    )  # fmt: skip
    download("changes", key, lambda: _rows(before, after, names), after, "These differences as CSV", "what changed")


def _rows(before: Comparison, after: Comparison, names: tuple[str, str]) -> Iterator[Row]:
    yield ["What", "Where", *names, "Unit"]
    for one in scenario_changes(before, after):
        yield [one.what, one.where, one.before, one.after, one.unit]


def _totals(before: Comparison, after: Comparison, names: tuple[str, str], key: str) -> None:
    found = before_and_after.totals(before, after)
    st.markdown(f"**Total cost of each option over the term, {after.currency}, not discounted**")
    shown = found.style.format({"Difference": _signed, "NPV": _signed, "Percent": _percent}, na_rep="–")
    st.dataframe(
        shown, hide_index=True, key=f"changes:totals:{key}", placeholder="–",
        column_config={
            "Option": st.column_config.TextColumn(pinned=True, width=265),
            "Before": st.column_config.NumberColumn(_first_up(names[0]), format=MONEY),
            "After": st.column_config.NumberColumn(_first_up(names[1]), format=MONEY),
            "Difference": st.column_config.NumberColumn(help="Plus: it costs more."),
            "Percent": st.column_config.NumberColumn("Difference, %"),
            "NPV": st.column_config.NumberColumn(
                "Difference in today's money",
                help="At net present value, later months counting less. Options are ranked by it.",
            ),
        },
        alt="Totals of each option, before and after",
    )  # fmt: skip


def _signed(amount: float) -> str:
    """``+1,234``, ``-1,234``; nothing has no sign."""
    return f"{amount:+,.0f}" if abs(amount) >= before_and_after.HALF else "0"


def _percent(share: float) -> str:
    return f"{share:+.1f} %" if abs(share) >= LEAST_PERCENT else "0 %"


def _first_up(name: str) -> str:
    return name[:1].upper() + name[1:]


def _categories(before: Comparison, after: Comparison, key: str) -> None:
    found = before_and_after.by_category(before, after)
    if len(found) < 2:
        return
    st.markdown(f"**Where the difference is, {after.currency} over the term**")
    st.dataframe(
        found.where(found.abs() >= before_and_after.HALF).rename_axis("Category"), height=38 + 35 * len(found),
        key=f"changes:categories:{key}", placeholder="–",
        column_config={"Category": st.column_config.TextColumn(pinned=True, width=200)}
        | {name: st.column_config.NumberColumn(format="%+,.0f") for name in found.columns},
        alt="Difference of each option by category",
    )  # fmt: skip
