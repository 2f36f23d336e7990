"""The screen Compare, in the order in which it is read: the answer, its four figures, charts, table, small print."""

import streamlit as st

from dashboard import answer, chart, downloads, rests_on
from dashboard.compare import all_figures, charts, reserve, small_print, tiles, to_do
from dashboard.explain import link
from dashboard.formats import plain, unbroken
from tcomodel import Comparison


def show(result: Comparison) -> None:
    """The screen."""
    st.header(plain(answer.headline(result)), anchor=False)
    reserve.show(result)
    for sentence in (
        answer.more(result),
        answer.disagreement(result),
        answer.estimate(result),
        answer.left_out(result),
    ):
        if sentence:
            st.markdown(unbroken(plain(sentence)))
    if empty := answer.no_work(result):
        st.warning(plain(empty), icon=":material/warning:")
    if moved := answer.moved_prices(result):
        st.warning(plain(moved), icon=":material/price_change:")
    for said in (said for every in result.warnings.values() for said in every):
        st.warning(plain(said), icon=":material/warning:")
    to_do.show(result)
    tiles.show(result)
    between = st.container()  # filled once the charts are on their way: they are what one waits for
    charts.show(result)
    chart.go_first()
    with between:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(plain(answer.exact_total(result)), width="content")
            link.to(f"{result.cheapest.key}.tco", "How it was made", icon=":material/account_tree:")
        downloads.buttons(result, "compare")
        rests_on.show(result)
    all_figures.show(result)
    small_print.show(result)
