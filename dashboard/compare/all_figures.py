"""All figures of all options in one table; a click on one says how it was made."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import glossary
from dashboard.compare.charts import heading
from dashboard.explain import link
from dashboard.explain.words import said
from dashboard.formats import plain
from tcomodel import Comparison, OptionResult
from tcomodel.readers.answer import MEANINGLESS_RETURN, no_saving, reason
from tcomodel.readers.english import label_of, row_in_words
from tcomodel.readers.rounded import percent
from tcomodel.readers.trace import Tracer

METRICS = (
    ("tco", "Total cost", "Sum of all costs of the term, not discounted.", "money"),
    (
        "npv",
        "Net present value",
        "All costs of the term, later ones counting less at the discount rate. Options are ranked by it.",
        "money",
    ),
    ("equal_annual_cost", "Equal annual cost", "The even yearly amount that is worth the same.", "money"),
    ("term_saving", "Saving", "The baseline's total cost less this one's.", "money"),
    ("saving_share", "Saving, share", "The saving as a share of the baseline's cost.", "share"),
    ("npv_saving", "Saving, net present value", "The saving, later months counting less.", "money"),
    ("payback", "Payback, months", "Months until the saving has made up for what was paid before.", "months"),
    ("cost_per_contact", "Cost per contact", "Total cost divided by contacts.", "unit"),
    ("cost_per_resolved_contact", "Cost per resolved contact", "Total cost divided by resolved contacts.", "unit"),
    (
        "levelised_cost_per_resolved_contact",
        "Levelised cost per resolved contact",
        "Today's worth of the cost for each resolved contact, counted the same way.",
        "unit",
    ),
)
WORDS = {  # of the glossary, in the column where they stand first
    "npv": ("Net present value", "Discount rate"),
    "equal_annual_cost": ("Equal annual cost",),
    "term_saving": ("Baseline",),
    "payback": ("Payback",),
    "cost_per_resolved_contact": ("Resolved contact",),
    "levelised_cost_per_resolved_contact": ("Levelised cost",),
}
FORMATS = {"money": "%,.2f", "share": "%.1f %%", "months": "%.1f", "unit": "%,.4f"}


def table(result: Comparison) -> pd.DataFrame:
    """Options in rows, metrics in columns; None where a figure is not defined."""
    rows = []
    for option in result.compared:
        row: dict[str, object] = {"Option": option.label}
        row |= {name: option.figure(name) for name, *_ in METRICS}
        row["irr"] = (
            option.yearly_irr if option.yearly_irr is not None and option.yearly_irr <= MEANINGLESS_RETURN else None
        )
        rows.append(row)
    return pd.DataFrame(rows)


@st.fragment
def show(result: Comparison) -> None:
    """The table, below it how the figure was made that was clicked, and why some are not there."""
    heading(
        "All figures",
        "One row per option. Point at a column's title to see what it means, click a figure to see how it was made. "
        "A dash is explained below.",
    )
    columns = {
        name: st.column_config.NumberColumn(
            f"{title}, {result.currency}" if kind in ("money", "unit") else title,
            help=glossary.with_words(about, WORDS.get(name, ())),
            format=FORMATS[kind],
        )
        for name, title, about, kind in METRICS
    }
    columns["Option"] = st.column_config.TextColumn("Option", pinned=True, width=250)
    columns["irr"] = st.column_config.NumberColumn(
        "Return a year",
        format=FORMATS["share"],
        help=glossary.with_words("Of choosing this option over the baseline.", ("Return a year",)),
    )
    chosen: Any = st.dataframe(
        _in_per_cent(table(result)),
        column_config=columns,
        hide_index=True,
        key="figures",
        placeholder="–",
        alt="Figures of each option",
        on_select="rerun",
        selection_mode="single-cell",
    )
    cells = chosen.selection.cells
    if cells and cells[0][0] < len(result.compared):
        row, column = cells[0]
        _clicked(result, result.compared[row], column)
    else:
        st.caption("Click a figure to see how it was made.")
    if no_saving(result):
        st.caption(plain(no_saving(result)))
    for why, labels in _why_empty(result).items():
        st.caption(plain(f"{why} ({'; '.join(labels)})."))


def _in_per_cent(shown: pd.DataFrame) -> pd.DataFrame:
    """The table as it is shown: the browser's own percentages have now one decimal place and now two."""
    shares = [name for name, _, _, kind in METRICS if kind == "share"]
    return shown.assign(**{name: 100 * pd.to_numeric(shown[name]) for name in (*shares, "irr")})


def _clicked(result: Comparison, option: OptionResult, column: str) -> None:
    """How a figure was made, in a sentence, and the way down to its ingredients."""
    with st.container(border=True, gap="small"):
        if column == "irr":
            st.markdown(plain(_return_in_words(result, option)))
            _ways(option, ("saving",))
            return
        name = "tco" if column == "Option" else column
        row = option.model.figures.get(name)
        if row is None or option.figure(name) is None:
            title = next(title for one, title, *_ in METRICS if one == name)
            st.markdown(plain(f"{title} of {option.label}: none. {_why(result, option, name)}"))
            _ways(option, ("tco",))
            return
        value = Tracer(result).value_of(row, None)[2]
        st.markdown(f"**{plain(label_of(row))}, {plain(option.label)}: {said(value)}** = {plain(row_in_words(row))}")
        _ways(option, (name,))


def _ways(option: OptionResult, names: tuple[str, ...]) -> None:
    for name in names:
        if name in option.model.figures:
            row = option.model.figures[name]
            link.to(row.key, f"How {plain(label_of(row))} was made", icon=":material/account_tree:")


def _return_in_words(result: Comparison, option: OptionResult) -> str:
    """``Return a year of Manila: 212 %``, which is no line but what makes the savings worth nothing today."""
    if option.yearly_irr is None:
        return f"Return a year of {option.label}: none. {_why(result, option, 'irr')}"
    shown = "over 1,000 %" if option.yearly_irr > MEANINGLESS_RETURN else percent(option.yearly_irr)
    return (
        f"Return a year of {option.label}: {shown}. It is the yearly rate at which the savings of the later months "
        "are worth just what the change costs in the first ones."
    )


def _why(result: Comparison, option: OptionResult, name: str) -> str:
    """Why an option has no such figure, as a sentence."""
    if result.baseline is not None and option.key == result.baseline.key:
        return "It is the baseline, which the others are held against."
    said = reason(option, name)
    return f"{said[:1].upper()}{said[1:].removesuffix('.')}."


def _why_empty(result: Comparison) -> dict[str, list[str]]:
    """Why cells are empty, each reason with the options it holds for."""
    found: dict[str, list[str]] = {}
    for option in result.compared:
        missing = [
            (title, why) for name, title, *_ in METRICS if option.figure(name) is None and (why := option.reason(name))
        ]
        if option.yearly_irr is not None and option.yearly_irr > MEANINGLESS_RETURN:
            missing.append(("Return a year", "over 1,000 %, because so little is paid before the saving begins"))
        elif option.irr is not None and option.yearly_irr is None:
            missing.append(("Return a year", option.irr.reason))
        for title, why in missing:
            found.setdefault(f"{title}: {why}", []).append(option.label)
    return found
