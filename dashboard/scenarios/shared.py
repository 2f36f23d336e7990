"""A link that somebody sent: what it carries is shown, and opened when nothing of the visitor's own is lost by it.

Called at the start of each page, whichever of them the link names. What came waits in this session, from page to
page, until it is opened or declined; the address keeps it meanwhile, for a reload.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from dashboard import answer, state
from dashboard.formats import plain
from dashboard.scenarios.link import SHARED
from tcomodel import Comparison, read_scenario
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.share_link import shared_in

WAITS, READ, OPENED = "shared: waits", "shared: read", "shared: opened"


def receive() -> None:
    """Take in a link; open it at once on a fresh visit, else ask."""
    if token := st.query_params.get(SHARED):
        state.keep(WAITS, token)
    waits = state.kept(WAITS)
    if waits is None:
        _just_opened()
        return
    found = _read(waits)
    result = found.problems or state.computed(found.data, None)
    if not isinstance(result, Comparison):
        _broken(result)
    elif state.is_untouched():
        _open(found, result)
        st.rerun()  # the page is drawn with what was opened
    else:
        _ask(found, result)


class Received(NamedTuple):
    """What a link carries, once it was read: its scenario as plain data, and the answer it was sent with."""

    token: str
    data: Mapping[str, Any]
    answer: str
    problems: tuple[Problem, ...] = ()


def _read(token: str) -> Received:
    """What came, read once."""
    last: Received | None = state.kept(READ)
    if last is None or last.token != token:
        state.keep(READ, last := _read_now(token))
    return last


def _read_now(token: str) -> Received:
    try:
        shared = shared_in(token)
        return Received(token, read_scenario(shared.text, "the link").data, shared.answer)
    except ProblemsFound as found:
        return Received(token, {}, "", found.problems)


def _broken(problems: tuple[Problem, ...]) -> None:
    told = "; ".join(f"{one.where}: {one.message}" if one.where not in ("", "the link") else one.message
                     for one in problems[:4])  # fmt: skip
    more = f" And {len(problems) - 4:,} more problems." if len(problems) > 4 else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.error(
            f"**The link cannot be opened:** {plain(told)}.{more} What was open before still is.",
            icon=":material/link_off:", width="stretch",
        )  # fmt: skip
        st.button("Close", key="shared:close", on_click=_forget)


def _ask(found: Received, result: Comparison) -> None:
    """What came, and its answer; the visitor's own work stays until she says so."""
    with st.container(border=True):
        st.markdown(f"**A link brought a scenario: {plain(result.scenario.file.name)}**")
        st.markdown(plain(answer.headline(result)))
        if said := other_answer(found.answer, result):
            st.warning(plain(said), icon=":material/price_change:")
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Open it", type="primary", icon=":material/open_in_new:", key="shared:open", on_click=_open,
                args=(found, result), help="What is open now can be opened again with one click.",
            )  # fmt: skip
            st.button("Keep what is open", key="shared:keep", on_click=_forget)


def other_answer(sent: str, result: Comparison) -> str:
    """That the answer is another than when the link was made; empty where it is the same."""
    return answer.moved_since("When the link was made", sent, result)


def _open(found: Received, result: Comparison) -> None:
    """Open what came; the address lets go of it, so that a reload does not bring it again."""
    _forget()
    if state.open_data(found.data, result.scenario.file.name):
        state.session().accepted = ""
        state.keep(OPENED, (state.session().steps[0].text, other_answer(found.answer, result)))


def _forget() -> None:
    state.keep(WAITS, None)
    state.keep(READ, None)
    st.query_params.pop(SHARED, None)


def _just_opened() -> None:
    """Until the first change: that this came by a link."""
    opened, now = state.kept(OPENED), state.session()
    if opened is None or now.position or now.steps[0].text != opened[0]:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(
            plain(f"Opened from a link: {now.name}. It is your own copy; what you change stays with you."),
            icon=":material/link:", width="stretch",
        )  # fmt: skip
        if state.left() is not None:
            st.button("Back to what was open", key="shared:back", icon=":material/undo:", on_click=state.go_back)
        st.button("Close", key="shared:close", on_click=state.keep, args=(OPENED, None))
    if opened[1]:
        st.warning(plain(opened[1]), icon=":material/price_change:")
