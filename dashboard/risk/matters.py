"""What matters: the difference between two options, what moves it, and where its uncertainty comes from."""

import streamlit as st

from dashboard import state, theme
from dashboard.chart import draw
from dashboard.formats import plain
from dashboard.parts import heading
from dashboard.risk import driver_charts
from dashboard.risk.layout import download
from dashboard.risk.running import Outcome
from tcomodel import Comparison
from tcomodel.readers import risk_rows
from tcomodel.readers.difference_words import CORRELATIONS_LEFT_OUT, difference_answer, indices_answer
from tcomodel.sensitivity import MOVED_BY, SHARE
from tcomodel.sensitivity.difference import RANGE, Bar, Difference, difference, pair_of
from tcomodel.uncertainty import Driver

RANGED, MOVED = "Inputs with a range", f"Without one, moved by {MOVED_BY * 100:g} %"


def two_options(result: Comparison) -> tuple[str, str] | None:
    """The two options to set against each other; None where there are not two."""
    if len(result.ranking) < 2:
        return None
    keys = [option.key for option in result.ranking]

    def label(key: str) -> str:
        return result.option(key).label

    row = st.container(horizontal=True, gap="small")  # below each other where it is narrow
    one = row.selectbox("Difference between", keys, key="risk:first", format_func=label, width=360)
    one = one if one in keys else keys[0]
    others = [key for key in keys if key != one]
    two = row.selectbox("and", others, key=f"risk:second:{one}", format_func=label, width=360)
    return pair_of(result, one, two if two in others else others[0])


def tornado(result: Comparison, drivers: tuple[Driver, ...], pair: tuple[str, str]) -> None:
    """The tornado on the difference."""
    found = _difference(result, drivers, pair)
    heading(
        "What moves the difference, and what turns it",
        "Each bar moves one input and leaves all others: to the P10 and P90 of its range (of its average over the term "
        "where it is drawn each year or month), or by a share where it has none. "
        "Where a bar crosses the upright line at nothing, that input alone turns the order.",
        "Tornado",
        "Turning value",
    )
    for sentence in difference_answer(result, found):
        st.markdown(plain(sentence))
    ranged, moved = found.of(RANGE), found.of(SHARE)
    views = [name for name, bars in ((RANGED, ranged), (MOVED, moved)) if bars]
    if not views:
        st.caption("No input moves the difference.")
        return
    view = views[0]
    if len(views) > 1:
        view = st.segmented_control(
            "Inputs", views, default=view, key="risk:bars", required=True, label_visibility="collapsed"
        )
    bars = ranged if view == RANGED else moved
    _drawn_tornado(result, found, bars)


def _difference(result: Comparison, drivers: tuple[Driver, ...], pair: tuple[str, str]) -> Difference:
    """The difference of a pair, kept until an input or the pair changes."""
    known: tuple[Comparison, tuple[str, str], Difference] | None = state.kept("risk difference")
    if known is not None and known[0] is result and known[1] == pair:
        return known[2]
    found = difference(result, drivers, *pair)
    state.keep("risk difference", (result, pair, found))
    return found


def _drawn_tornado(result: Comparison, found: Difference, bars: list[Bar]) -> None:
    draw(
        driver_charts.tornado(result, found, bars, theme.colours()), "risk tornado",
        "Bars of how far each input moves the lead of one option over the other.",
        has_file=True,
    )  # fmt: skip
    if len(bars) > driver_charts.MOST:
        st.caption(f"The strongest {driver_charts.MOST} of {len(bars)}; all of them are in the file.")
    download("tornado", lambda: risk_rows.tornado_rows(result, found), result)


def indices(outcome: Outcome, pair: tuple[str, str]) -> None:
    """Where the uncertainty of the difference comes from."""
    if outcome.indices is None:
        return
    found = outcome.indices.between(*pair)
    heading(
        "Where the uncertainty of the difference comes from",
        "Each bar is the share of the variation of the difference that one input is behind, by itself and together "
        f"with others. {CORRELATIONS_LEFT_OUT}",
        "Share of the variation",
        "Driver",
    )
    if found is None:
        st.caption("Nothing that is uncertain moves the difference between these two.")
        return
    for sentence in indices_answer(found):
        st.markdown(plain(sentence))
    draw(
        driver_charts.shares(found, theme.colours()), "risk indices",
        "Bars of the share of the variation that each input explains.",
        has_file=True,
    )  # fmt: skip
    rest = len([one for one in found.indices if one not in driver_charts.drawn_of(found)])
    if rest:
        st.caption(f"{rest} more inputs with hardly any share are left out of the chart.")
    download("indices", lambda: risk_rows.index_rows(found), outcome.simulation.comparison)
