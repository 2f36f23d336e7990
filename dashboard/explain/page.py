"""The page Explain: one figure at a time, what it is made of and what it goes into, down to who said so.

The name of every ingredient is a link to how that one was made; the walk stands above, each stop a way back.
"""

import streamlit as st

from dashboard.explain import asked, figure, finding, ingredients, link, months, source
from dashboard.explain.asked import Asked, Stop
from dashboard.explain.words import month_of, name_of, place_of
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.model import Input
from tcomodel.readers.trace import explain
from tcomodel.readers.trace_steps import has_months


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Explain a number", anchor=False)
    now = asked.asked(result)
    if now.what is None:
        _unknown(result, now)
        return
    search, month = st.columns(2, gap="medium")
    with search:
        text = finding.box(result, now.what.key)
    with month:
        figure.month_picker(result, now)
    finding.results(result, text)
    if now.problem:
        st.warning(plain(now.problem), icon=":material/warning:")
    _walked(result, asked.walk_to(result, now))
    figure.card(result, now)
    if isinstance(now.what, Input):
        source.show(result, now.what)
    ingredients.made_of(result, now)
    months.show(result, now)
    ingredients.goes_into(result, now)
    _as_text(result, now)


def _walked(result: Comparison, walk: tuple[Stop, ...]) -> None:
    """The stops so far, the last one where one stands."""
    known = asked.known(result)
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        if len(walk) == 1:
            st.caption("Follow a name below to see how it was made; the way back then stands here.")
            return
        link.to(walk[-2].key, "Back", walk[-2].month, icon=":material/arrow_back:")
        for stop in walk[:-1]:
            what = known[stop.key]
            period = f", month {stop.month}" if stop.month and has_months(what) else ""
            link.to(stop.key, plain(f"{name_of(what)}{period}"), stop.month, plain(place_of(what)))
            st.markdown(":material/chevron_right:", width="content")
        st.markdown(f"**{plain(name_of(known[walk[-1].key]))}**", width="content")


def _unknown(result: Comparison, now: Asked) -> None:
    """A line that is not there: what it may have been, and the search."""
    st.warning(
        plain(now.problem) + " It may have another name, or belong to an option or clause that has been taken out.",
        icon=":material/warning:",
    )
    for one in now.instead:
        link.to(one.key, plain(f"Did you mean {name_of(one)}, {place_of(one)}?"), icon=":material/arrow_forward:")
    finding.results(result, finding.box(result, ""))
    link.to(f"{result.cheapest.key}.{asked.FIRST_FIGURE}", plain(f"To the total cost of {result.cheapest.label}"))


def _as_text(result: Comparison, now: Asked) -> None:
    """The whole tree below the figure, to keep or to forward."""
    assert now.what is not None
    key, month = now.what.key, now.month
    name = f"{key}.{result.months[month - 1]}" if month else key
    st.download_button(
        "The whole explanation as text",
        lambda: explain(result, key, month).text(),
        f"{name}.txt",
        "text/plain",
        on_click="ignore",
        icon=":material/description:",
        help="Every line below this one, down to the inputs and who stated them"
        f"{'' if month is None else f', for {month_of(result, month)}'}.",
    )
