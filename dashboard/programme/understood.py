"""What was understood of an export: its questions, the cells that cannot be read, its columns and their channels."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.folders import folder
from dashboard.formats import plain, titled
from dashboard.programme.hand import Hand, hand
from tcomodel.volumes import Ask, Reading, Stream
from tcomodel.volumes.columns import COUNT, DATE, NAMES, TIME, Column, key_of
from tcomodel.volumes.questions import NOT_USED, TOGETHER
from tcomodel.volumes.session import LEAVE_OUT

ROLES = {
    DATE: "the date",
    TIME: "the time of day",
    NAMES: "names of channels",
    COUNT: "a count of contacts",
    "": "not used",
}
WORDS = {
    "missing": "The count is missing: leave these months out",
    "no contacts": "There were no contacts: count the months as they are",
    "add them up": "Parts: add them up",
    "count each once": "Repeats: count each once",
}
ACROSS = 3
MOST_FAULTS, MOST_STREAMS = 200, 60
SAMPLES = 4
TALLEST = 300  # pixels


def questions(now: Hand, reading: Reading) -> None:
    """What the file does not say; an answer changes the preview at once."""
    if not reading.asks:
        return
    with st.container(border=True):
        st.markdown("**What the file does not say**")
        for ask in reading.asks:
            _question(now, ask)


def _question(now: Hand, ask: Ask) -> None:
    assert now.export is not None
    said = now.export.answers.get(ask.key, ask.otherwise)
    key = state.widget_shows(f"volumes:{now.count}:{now.chosen}:{ask.key}", said)
    st.radio(
        plain(ask.question), ask.choices, index=ask.choices.index(said) if said in ask.choices else None, key=key,
        on_change=_answer, args=(key, ask.key), format_func=_in_words,
    )  # fmt: skip


def _in_words(choice: str) -> str:
    return plain(WORDS.get(choice, choice[:1].upper() + choice[1:]))


def _answer(key: str, asked: str) -> None:
    export = hand().export
    if export is not None and state.is_current(key):
        export.answer(asked, state.widget_changed(key) or "")


def faults(now: Hand, reading: Reading) -> None:
    """Problems that only another file helps, and the cells that cannot be read, all of them at once."""
    for one in reading.refused:
        st.error(plain(": ".join(part for part in (one.where, one.message) if part)), icon=":material/error:")
    if not reading.faults:
        return
    count = len(reading.faults)
    many = "1 cell cannot be read" if count == 1 else f"{count:,} cells cannot be read"
    st.warning(
        f"**{many}.** Put them right in the file and drop it again, or leave them out.", icon=":material/warning:"
    )
    shown = pd.DataFrame([{"Cell": one.where, "What is wrong": one.message} for one in reading.faults[:MOST_FAULTS]])
    st.dataframe(
        shown, hide_index=True, height=min(38 + 35 * len(shown), TALLEST), key="volumes:faults",
        column_config={"Cell": st.column_config.TextColumn(width=90)}, alt="Cells that cannot be read",
    )  # fmt: skip
    assert now.export is not None
    said = now.export.answers.get("faults") == LEAVE_OUT
    key = state.widget_shows(f"volumes:{now.count}:{now.chosen}:faults", said)
    st.checkbox(
        "Leave them out", said, key=key, on_change=_leave_out, args=(key,),
        help="What stands there is then missing, which is not zero: its day counts as a day without a count.",
    )  # fmt: skip


def _leave_out(key: str) -> None:
    export = hand().export
    if export is not None and state.is_current(key):
        export.answer("faults", LEAVE_OUT if state.widget_changed(key) else "")


# ---------------------------------------------------------------- columns and channels


def columns(now: Hand, reading: Reading) -> None:
    """What each column was taken for, and to which channel each count goes; open while something is unknown."""
    assert now.export is not None
    open_asks = [one for one in reading.asks if one.key.startswith(TOGETHER) and one.key not in now.export.answers]
    if open_asks or reading.refused or any(one.channel is None for one in reading.streams):
        with st.container(border=True):
            _both(now, reading)
        return
    used = ", ".join(f"{plain(one.heading)}: {ROLES[one.role]}" for one in reading.columns if one.role)
    with folder(f"volumes:columns:{now.count}", f"**Columns and channels** · {used}") as shown:
        if shown:
            _both(now, reading)


def _both(now: Hand, reading: Reading) -> None:
    _streams(now, reading.streams)
    st.markdown("**What each column is**")
    _side_by_side([(_column, now, one) for one in reading.columns])


def _side_by_side(items: Sequence[tuple]) -> None:
    for start in range(0, len(items), ACROSS):
        for (draw, *what), place in zip(items[start : start + ACROSS], st.columns(ACROSS, gap="medium"), strict=False):
            with place:
                draw(*what)


def _column(now: Hand, one: Column) -> None:
    key = state.widget_shows(f"volumes:{now.count}:{now.chosen}:column:{one.index}", one.role)
    roles = list(ROLES)
    st.selectbox(
        plain(one.heading), roles, index=roles.index(one.role), key=key, format_func=lambda role: ROLES[role],
        on_change=_holds, args=(key, one.index), help=plain(f"Taken so because: {one.because}."),
    )  # fmt: skip
    assert now.export is not None
    cells = (row.cells[one.index].text for row in now.export.export.rows[:40])
    st.caption(plain(" · ".join(list(dict.fromkeys(text[:24] for text in cells if text))[:SAMPLES]) or "empty"))


def _holds(key: str, column: int) -> None:
    export = hand().export
    if export is not None and state.is_current(key):
        export.holds(column, state.widget_changed(key))


def _streams(now: Hand, streams: Sequence[Stream]) -> None:
    if not streams:
        return
    st.markdown(
        "**Which channel each count goes to**", help="Several that go to the same channel are added up. A new "
        "channel needs its handle time and prices as well, in the programme and in every option.",
    )  # fmt: skip
    _side_by_side([(_stream, now, one) for one in streams[:MOST_STREAMS]])


def _stream(now: Hand, one: Stream) -> None:
    assert now.export is not None
    own = key_of(one.name)
    new = [own] if own and own not in now.export.channels else []
    choices = [*now.export.channels, *new, NOT_USED]
    key = state.widget_shows(f"volumes:{now.count}:{now.chosen}:stream:{one.name}", one.channel)
    st.selectbox(
        plain(one.name), choices, index=choices.index(one.channel) if one.channel in choices else None, key=key,
        placeholder="choose a channel", on_change=_belongs, args=(key, one.name),
        format_func=partial(_channel_in_words, new),
    )  # fmt: skip
    st.caption(f"{one.count:,.0f} contacts in the file")


def _channel_in_words(new: list[str], name: str) -> str:
    if name == NOT_USED:
        return "not used"
    return f"{titled(name)} (a new channel)" if name in new else titled(name)


def _belongs(key: str, name: str) -> None:
    export = hand().export
    if export is not None and state.is_current(key):
        export.answer(f"channel:{name}", state.widget_changed(key) or "")


def left_out(reading: Reading) -> None:
    """Rows that are no contacts, and what was noticed on the way."""
    told = []
    for why, rows in reading.left_out.items():
        shown = ", ".join(map(str, rows[:6])) + (f" and {len(rows) - 6:,} more" if len(rows) > 6 else "")
        told.append(f"{'Row' if len(rows) == 1 else 'Rows'} {shown} left out: {why}.")
    told += [f"{note[:1].upper()}{note[1:]}." for note in reading.notes]
    if told:
        st.caption("  \n".join(map(plain, told)))
