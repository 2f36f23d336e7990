"""What a page says first about work that was taken up again, could not be taken up, or is not being kept."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from tcomodel.problems import Problem

HERE = Path(__file__).parent
IN_THE_PAGE = "\n".join(
    (HERE / name).read_text(encoding="utf-8")
    for name in ("one_entry.js", "reconnected.js", "keys.js", "typed_first.js")
)


def show() -> None:
    """One line each, nothing where all is well."""
    if problems := state.not_kept():
        st.warning(
            f"**Your changes are not being kept:** {_words(problems)} A reload of this page would lose them; "
            "the file under Export holds them all.",
            icon=":material/cloud_off:",
        )
    if problems := state.not_restored():
        _line(
            f"**The work this address belongs to could not be opened:** {_words(problems)} "
            "This is the example that comes with the tool.",
            ":material/history_toggle_off:",
        )
    elif (moment := state.restored()) is not None:
        _line(f"Your work of **{on_her_clock(moment)}** was restored.{_of_cards()}", ":material/history:", fresh=True)
        if moved := state.moved():
            st.warning(plain(moved), icon=":material/price_change:")


def mind_address() -> None:
    """What the browser has to mind: Back, a connection that comes back, keys, and what was just typed into a table."""
    st.html(f"<script>{IN_THE_PAGE}</script>", unsafe_allow_javascript=True)


def on_her_clock(moment: datetime) -> str:
    """A moment as the visitor's clock shows it: ``18:40`` today, ``21 November, 18:40`` on another day."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    there = moment.astimezone(zone)
    if there.date() == datetime.now(zone).date():
        return f"{there:%H:%M} today"
    return f"{there.day} {there:%B, %H:%M}"


def _of_cards() -> str:
    """That of a rate card the first and the last state are kept, where one was changed."""
    changed = any(len(card.steps) > 1 for card in state.shelf().cards.values())
    return " Undo on a rate card takes back all its changes at once now; Redo makes them again." if changed else ""


def _line(text: str, icon: str, fresh: bool = False) -> None:
    """A line with what can be done about it at its end."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="kept-notice"):
        st.markdown(f"{icon} {text}", width="content")
        if fresh:
            st.button(
                "Start fresh",
                type="tertiary",
                icon=":material/restart_alt:",
                on_click=_start_fresh,
                help="Opens the example instead. Your work stays: Scenarios leads back to it.",
            )
        st.button("Close this notice", type="tertiary", icon=":material/close:", on_click=state.said)


def _start_fresh() -> None:
    state.said()
    state.start_fresh()


def _words(problems: tuple[Problem, ...]) -> str:
    """What is wrong, as sentences."""
    said = [f"{problem.where} {problem.message}".strip().rstrip(".") for problem in problems]
    return plain(". ".join(f"{one[:1].upper()}{one[1:]}" for one in said) + ".")
