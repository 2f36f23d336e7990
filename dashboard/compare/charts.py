"""The charts of the first screen: what it costs over time, by category, and from the baseline to an option."""

import streamlit as st

from dashboard import figures, state, theme
from dashboard.chart import draw
from dashboard.compare.side_by_side import pair
from dashboard.formats import plain, term_of
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours


def show(result: Comparison) -> None:
    """The charts, two beside each other where there is room."""
    colours, currency, term = theme.colours(), result.currency, term_of(len(result.months))
    vendors = [option for option in result.compared if option is not result.baseline]
    left, right = pair("charts")
    with left:
        heading(
            "Cost so far, month by month",
            f"All costs added up since month 1, in {currency}, not discounted. "
            "A line that starts steeper pays for the transition first; "
            "where it crosses another it has caught up.",
        )
        draw(
            figures.cumulative_cost(result, colours),
            "cumulative",
            f"Lines of cumulative cost in {currency} for {len(result.compared)} options over {term}.",
            of=result,
        )
    with right:
        if result.baseline is not None and vendors:
            _bridge(result, vendors, colours)
    heading(
        f"What the money goes on over {term}",
        f"Cost of the whole term by category, in {currency}. "
        "Credits count against the rest. The figure at the end of a bar is the option's total.",
    )
    draw(
        figures.cost_by_category(result, colours),
        "categories",
        f"Stacked bars of cost by category in {currency} for each option.",
        of=result,
    )
    left, right = pair("months")
    with left:
        heading(
            "Cost in each month",
            f"What is paid in each month, in {currency}. Hover over a line to see what the month is made of.",
        )
        draw(
            figures.monthly_cost(result, colours),
            "monthly",
            f"Lines of monthly cost in {currency} for each option.",
            of=result,
        )
    with right:
        unit = figures.unit_cost(result, colours)
        if unit is not None:
            what = figures.unit_of_cost(result)[1]
            heading(
                f"What a {what} costs over time",
                f"Cost of the month divided by its {what}s, in {currency}. "
                "It follows volume, wages, indexation and automation.",
            )
            draw(unit, "unit", f"Lines of cost per {what} in {currency} for each option.", of=result)


def _bridge(result: Comparison, vendors: list[OptionResult], colours: Colours) -> None:
    keys = [option.key for option in vendors]
    best = result.cheapest.key if result.cheapest.key in keys else keys[0]
    key = "choose:bridge"
    chosen = state.widget_value(key)
    if chosen not in keys:
        chosen = best
    base = result.baseline
    assert base is not None
    option = result.option(chosen)
    heading(
        f"From {base.label} to {option.label}",
        f"Each bar is one category: the option's cost less the baseline's over the term, in {result.currency}. "
        "Minus is saved, plus is added.",
    )
    st.selectbox(
        "Bridge to",
        keys,
        index=keys.index(chosen),
        key=key,
        format_func=lambda key: result.option(key).label,
        label_visibility="collapsed",
    )
    draw(
        figures.bridge(result, option, colours),
        "bridge",
        f"Waterfall in {result.currency} from the cost of {base.label} to the cost of {option.label} by category.",
        of=result,
    )


def heading(title: str, about: str) -> None:
    """A title, and what is to be known of the part behind its question mark."""
    st.subheader(plain(title), help=plain(about), anchor=False)
