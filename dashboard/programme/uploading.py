"""Real volumes from a file: what was understood of it, what would go into the scenario, and what that does.

calls.csv: a row a day, 1 Jan 2025 to 31 Dec 2025. Nothing is changed yet.
what the file does not say      questions
months by channel               a table and a chart; what is not a whole month, and what was left out
what each column was taken for  to be changed
what goes into the scenario     a level and a season, or month by month; its effect on the answer
[ Use these volumes ]
"""

from datetime import date

import streamlit as st

from dashboard import state
from dashboard.folders import folder
from dashboard.formats import plain
from dashboard.programme import months_read, proposing, understood
from dashboard.programme.hand import Hand, hand
from tcomodel import Comparison
from tcomodel.uploads import LARGEST
from tcomodel.volumes import Reading
from tcomodel.volumes.periods import days_in_words

MEGABYTE = 1_000_000
SAMPLE = """Date;Voice;Chat
2026-01-01;1,310;412
2026-01-02;1,287;398"""
STEPS = {"interval": "intervals of a day", "day": "a row a day", "week": "a row a week", "month": "a row a month"}


def show(result: Comparison) -> None:
    """The door, and the file that is in hand."""
    now = hand()
    with folder("volumes", "**Upload real volumes** · from your telephony or contact centre system") as shown:
        if shown:
            _door(now)
            if now.waits is not None:
                with st.spinner(f"Reading {plain(now.waits[0])}"):
                    now.read(result.scenario.channels)
            _refused(now)
            if now.export is not None:
                _in_hand(now, result)
            else:
                _what_to_bring()
    _used(now)


def _door(now: Hand) -> None:
    key = f"upload:volumes:{now.count}"
    st.file_uploader(
        f"Contacts by month, week, day or interval: Excel or CSV, at most {LARGEST // MEGABYTE} MB",
        type=["csv", "xlsx", "txt"], key=key, max_upload_size=LARGEST // MEGABYTE, on_change=_hand_in, args=(key,),
        help="A date column, and a column of counts for each channel, or one column with the channel's name and one "
        "with the count. Nothing changes before you say so. It stays on this server's memory for your visit only.",
    )  # fmt: skip


def _hand_in(key: str) -> None:
    file = state.widget_value(key)
    if file is not None:
        hand().take(file.name, file.getvalue())


def _refused(now: Hand) -> None:
    if now.refused is None:
        return
    name, problems = now.refused
    told = "\n".join(f"- {plain(': '.join(part for part in (one.where, one.message) if part))}" for one in problems)
    stays = f"\n\n{plain(now.file)} is still in hand." if now.file else ""
    st.error(f"**{plain(name)} was not read.** Nothing was changed.\n\n{told}{stays}", icon=":material/error:")


def _used(now: Hand) -> None:
    """What was taken over, as long as that is the last thing that was done."""
    session = state.session()
    if now.used is None or now.used[1] != session.steps[session.position]:
        return
    told, back = st.columns([6, 1], vertical_alignment="center")
    told.success(plain(now.used[0]), icon=":material/check:")
    back.button("Undo", icon=":material/undo:", key="volumes:undo", on_click=state.undo, width="stretch")


def _what_to_bring() -> None:
    st.caption(
        "Take the export as it comes, at best of two whole years: titles above the headings, totals, other columns and "
        "either way to write dates and numbers are understood, and what is not certain is asked. For example:"
    )
    st.code(SAMPLE, language=None)


def _in_hand(now: Hand, result: Comparison) -> None:
    export = now.export
    assert export is not None
    export.channels = result.scenario.channels
    with st.spinner("Reading the rows"):
        reading = export.reading(date.today())
    _headline(now, reading)
    understood.questions(now, reading)
    understood.faults(now, reading)
    if reading.months:
        months_read.show(now, reading)
    understood.columns(now, reading)
    understood.left_out(reading)
    proposing.show(now, reading, result)


def _headline(now: Hand, reading: Reading) -> None:
    export = now.export
    assert export is not None
    told = STEPS[reading.step] if reading.first else "no contacts were found yet"
    if reading.first and reading.last:
        told += f", {days_in_words([reading.first])} to {days_in_words([reading.last])}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown(f"**{plain(now.file)}: {told}.** Nothing is changed yet.", width="stretch")
        sheets = export.export.sheets
        if len(sheets) > 1:
            key = state.widget_shows(f"volumes:{now.count}:sheet", now.chosen)
            st.selectbox(
                "Sheet", sheets, index=sheets.index(now.chosen), key=key, on_change=_choose, args=(key,), width=220
            )
        st.button("Close the file", icon=":material/close:", on_click=now.put_away, key="volumes:close")


def _choose(key: str) -> None:
    if state.is_current(key):
        hand().choose(state.widget_changed(key))
