"""An index on another reference period, and two series spliced: the factor is shown before either is done."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import once_read, state, theme
from dashboard.cards.figures import series_line
from dashboard.cards.form import all_series, titled
from dashboard.cards.series_words import counted, put_on_card, red, stands_for
from dashboard.cards.stand_ins import accepted, in_words, newest_year, offer, stopped
from dashboard.chart import draw
from dashboard.formats import plain
from tcomodel import RateCard
from tcomodel.index_bases import spliced
from tcomodel.index_csv import key_slip
from tcomodel.index_series import IndexSeries, SeriesProblem
from tcomodel.problems import ProblemsFound
from tcomodel.rebasing import Rebased, ReferencePeriod, preview, taken
from tcomodel.rebasing.known import made_by


def rereference_form(card: RateCard) -> None:
    """An index on another reference period, with the factor before it is done."""
    with st.expander(
        "Put an index on another reference period", icon=":material/straighten:", key="open:rereference",
        on_change="rerun",
    ) as form:  # fmt: skip
        if not form.open:
            return
        levels = [one.key for one in all_series(card) if one.pair is None]
        first = st.columns([3, 2, 1])
        key = first[0].selectbox("Index", levels, key="series:base:key", format_func=lambda one: titled(card, one),
                                 persist_state="session")  # fmt: skip
        series = card.index(key)
        period = first[1].text_input(
            "Reference period", newest_year(series), key=f"series:base:period:{key}", persist_state="session",
            help="A year, a month or a span such as 2011-07 to 2012-06.",
        ).strip()  # fmt: skip
        level = first[2].number_input("Level there (points)", value=100.0, format="%g", key="series:base:level",
                                      persist_state="session")  # fmt: skip
        ways_out = st.container()
        try:
            move = ReferencePeriod(index=key, period=period, level=level, **accepted(_box, ["unpublished"]))
            rebased = preview(card, move, on=date.today().isoformat())
        except ProblemsFound as found:
            for problem in found.problems:
                st.markdown(red(in_words(problem.message)))
            offer(ways_out, _box, stopped(problem.message for problem in found.problems), ["unpublished"], "")
            return
        offer(ways_out, _box, {}, ["unpublished"], "")
        new = rebased.series[key]
        moved = len(rebased.of("moved"))
        st.markdown(
            f"Each value x **{new.values[-1] / series.values[-1]:.6g}**: {series.last} goes from "
            f"{series.values[-1]:,.6g} ({plain(series.unit)}) to **{new.values[-1]:,.6g}** ({plain(new.unit)}). "
            f"Ratios, and every price moved with it, stay as they are"
            + (f"; {counted(moved)} that {'is a value' if moved == 1 else 'are values'} of it move along." if moved
               else ".")
        )  # fmt: skip
        st.caption(plain(new.note.removeprefix(series.note).removesuffix(made_by(rebased.number)).strip()))
        once_read.button("Put it on this reference period", _rereferenced, rebased, key, key="series:base:do")


def _box(name: str) -> str:
    return f"series:base:{name}"


def _rereferenced(rebased: Rebased, key: str) -> None:
    if state.shelf().open.now is rebased.card:
        new = rebased.series[key]
        state.shelf().change(taken(rebased), f"{new.title or key} of this card is {new.unit} now.")


def splice_form(card: RateCard) -> None:
    """Two series joined where both have a value, with the factor before it is done."""
    with st.expander(
        "Splice two series", icon=":material/link:", key="open:splice", on_change="rerun"
    ) as form:  # fmt: skip
        if not form.open:
            return
        keys = [one.key for one in all_series(card)]
        first = st.columns(3)
        old_key = first[0].selectbox("Until then", keys, index=None, placeholder="the old series",
                                     format_func=lambda one: titled(card, one), key="series:splice:old",
                                     persist_state="session")  # fmt: skip
        new_key = first[1].selectbox("From then on", keys, index=None, placeholder="the new series",
                                     format_func=lambda one: titled(card, one), key="series:splice:new",
                                     persist_state="session")  # fmt: skip
        if old_key is None or new_key is None:
            st.caption("Both need a value for one month, quarter or year: the overlap that joins them.")
            return
        if old_key == new_key:
            st.markdown(red("both are the same series; choose two"))
            return
        old, new = card.index(old_key), card.index(new_key)
        at = first[2].text_input(
            "Overlap", max(new.first, old.first), key=f"series:splice:at:{old_key}:{new_key}",
            help="A month, a year, or a span of months that both have.", persist_state="session",
        ).strip()  # fmt: skip
        second = st.columns(3)
        keep = second[0].selectbox("Keep the level of", ["new", "old"], key="series:splice:keep",
                                   format_func={"new": new_key, "old": old_key}.__getitem__,
                                   persist_state="session")  # fmt: skip
        key = second[1].text_input("Name in rates", new_key, key=f"series:splice:key:{old_key}:{new_key}",
                                   persist_state="session").strip()  # fmt: skip
        second[1].markdown(red(key_slip(key)) or plain(stands_for(card, key)))
        if key_slip(key):
            return
        try:
            joined = spliced(old, new, at, keep)
        except SeriesProblem as slip:
            st.markdown(red(str(slip)))
            return
        base = (new if keep == "new" else old).note
        told = joined.note.removeprefix(base).strip()
        st.markdown(plain(told))
        draw(series_line(joined, theme.colours()), "series:spliced", f"{key}: preview of the spliced series")
        once_read.button(
            "Put the spliced series on the card", _spliced, joined, key, told, key="series:splice:do",
            type="primary", icon=":material/link:",
        )  # fmt: skip


def _spliced(joined: IndexSeries, key: str, told: str) -> None:
    put_on_card(replace(joined, key=key), f"Series {key} on {date.today().isoformat()}: {told}",
         f"{key} of this card runs from {joined.first} to {joined.last} now.")  # fmt: skip
