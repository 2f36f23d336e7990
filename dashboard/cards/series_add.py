"""A series of one's own: a CSV, its columns, what it is, and what speaks against it before it is on the card."""

import re
from datetime import date

import streamlit as st

from dashboard import once_read, state, theme
from dashboard.cards.figures import series_line
from dashboard.cards.series_words import EVERY, put_on_card, red, stands_for
from dashboard.chart import draw
from dashboard.formats import plain
from dashboard.server.visits import refused
from tcomodel import RateCard
from tcomodel.index_checks import check_user_series, reasons_against
from tcomodel.index_csv import SeriesFile, key_slip, read_series_file, series_of, unit_slip
from tcomodel.index_series import TAKEN, IndexSeries, SeriesProblem, accepting
from tcomodel.problems import ProblemsFound

ADD, FILE = "series", "series: file"


def add_form(card: RateCard) -> None:
    """A series from a CSV: the file, its columns, what it is, and what speaks against it."""
    with st.expander("Add a series from CSV", icon=":material/add:", key="open:add_series", on_change="rerun") as form:
        if not form.open:
            return
        turn = state.kept("series: turn", 0)
        key = f"series:upload:{turn}"
        st.file_uploader(
            "CSV with a column of months and a column of values", type=["csv", "txt", "tsv"], key=key,
            on_change=_uploaded, args=(key,), max_upload_size=5,
            help="Months as 2024-01, Jan 2024, Q1 2024 or 2024. Levels (100, 102.3), not changes in percent.",
        )  # fmt: skip
        file: SeriesFile | None = state.kept(FILE)
        for problem in state.slips_of(ADD):
            stays = f" {file.name} below is still in hand." if file is not None else ""
            told = f"**{plain(problem.file)} was not read:** {plain(problem.message)}.{plain(stays)}"
            st.error(told, icon=":material/error:")
        if file is not None:
            _facts(card, file)


def _uploaded(key: str) -> None:
    upload = state.widget_value(key)
    state.tell_slips(ADD, ())
    if upload is None:
        state.keep(FILE, None)
        return
    try:
        state.keep(FILE, read_series_file(upload.name, upload.getvalue()))
    except ProblemsFound as found:
        state.tell_slips(ADD, found.problems)
        refused("series", upload.getvalue())


def _facts(card: RateCard, file: SeriesFile) -> None:
    turn = state.kept("series: turn", 0)

    def box(name: str) -> dict:
        return {"key": f"series:{name}:{file.name}:{turn}", "persist_state": "session"}

    months, values = file.guessed()
    columns = list(range(len(file.headings)))
    st.caption(plain(f"{file.name}: {len(file.rows):,} rows, columns {', '.join(file.headings)}"))
    first = st.columns(4)
    month_at = first[0].selectbox("Months stand in", columns, index=months, format_func=file.headings.__getitem__,
                                  **box("months"))  # fmt: skip
    value_at = first[1].selectbox("Values stand in", columns, index=values, format_func=file.headings.__getitem__,
                                  **box("values"))  # fmt: skip
    unit = first[2].text_input("Unit", placeholder="index 2015=100 or EUR per USD", **box("unit")).strip()
    first[2].markdown(red(unit_slip(unit)))
    taken_as = first[3].selectbox(
        "A figure is", TAKEN, help="The average of its period, or its last day.", **box("taken")
    )
    second = st.columns(4)
    own_key = re.sub(r"[^a-z0-9]+", "_", file.headings[value_at].lower()).strip("_")
    key = (
        second[0].text_input("Name in rates", own_key, help="The word rates use for their index.", **box("key")).strip()
    )
    second[0].markdown(red(key_slip(key)) or plain(stands_for(card, key)))
    title = second[1].text_input("Title", placeholder="Wages in Cebu", **box("title")).strip()
    source = second[2].text_input("Source", placeholder="who published it", **box("source")).strip()
    second[2].markdown("" if source else ":red[say who published it; it stands beside every price it moves]")
    licence = second[3].text_input("Licence", placeholder="public, or our contract", **box("licence")).strip()
    if unit_slip(unit) or key_slip(key):
        return
    try:
        series = series_of(
            file, month_at, value_at, key,
            title=title or key, unit=unit, source=source, licence=licence, taken=taken_as,
            as_of=date.today().isoformat(),
        )  # fmt: skip
    except SeriesProblem as slip:
        for message in slip.messages:
            st.error(plain(message), icon=":material/error:")
        return
    reasons = check_user_series(series)
    names = [reason.name for reason in reasons_against(series) if reason.name]
    jumps = set(reasons) - set(check_user_series(series, accepted=names))
    for reason in reasons:
        st.warning(plain(f"{reason[:1].upper()}{reason[1:]}."), icon=":material/warning:")
    accepted = bool(jumps) and st.checkbox(f"Accept the {' and '.join(names)}: the figures are right", **box("accept"))
    left = [reason for reason in reasons if not (accepted and reason in jumps)]
    draw(series_line(series, theme.colours()), "series:new", f"{title or key}, {unit}: preview")
    st.caption(plain(
        f"{len(series.values) // series.every} figures, every {EVERY[series.every]}, from {series.values[0]:,.6g} in "
        f"{series.first} to {series.values[-1]:,.6g} in {series.last}."
        + (" A comma marks decimals, as in files parted by semicolons." if file.decimal_comma else "")
    ))  # fmt: skip
    told = f"from {file.name} ({file.headings[month_at]}, {file.headings[value_at]}), source: {source}"
    if accepted:
        series = accepting(series, *names)
        told += f"; a {' and a look of '.join(names)} was accepted"
    once_read.button(
        "Add it to the card", _added, series, told, key="series:add", disabled=bool(left) or not source,
        type="primary", icon=":material/add:",
    )  # fmt: skip


def _added(series: IndexSeries, told: str) -> None:
    span = f"{series.first} to {series.last}, {series.unit}"
    line = f"Series {series.key} added on {date.today().isoformat()} {told}: {span}."
    put_on_card(
        series, line, f"{series.title} is on the card as {series.key}. Rates that name it can be rebased with it."
    )
    state.keep(FILE, None)
    state.keep("series: turn", state.kept("series: turn", 0) + 1)
