"""What every screen stands in: the pages, the inputs beside them, and the notice when inputs have problems."""

from collections.abc import Callable

import streamlit as st

from dashboard import compare, explain, files, sidebar, state
from dashboard.cards import page as rate_cards
from dashboard.cards.once_typed import do_what_waits
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.problems import ProblemsFound


def pages() -> list:
    """The screens, the answer first."""
    return [
        st.Page(SCREENS["compare"], title="Compare", icon=":material/balance:", url_path="compare", default=True),
        st.Page(SCREENS["explain"], title="Explain a number", icon=":material/account_tree:", url_path="explain"),
        st.Page(SCREENS["rates"], title="Rate cards", icon=":material/sell:", url_path="rates"),
        st.Page(SCREENS["files"], title="Data in and out", icon=":material/swap_vert:", url_path="files"),
    ]


def _with_inputs(screen: Callable[[Comparison], None]) -> Callable[[], None]:
    def page(result: Comparison) -> None:
        sidebar.sidebar(result)
        _notice()
        screen(result)

    return _guarded(page)


def _once_typed(page: Callable[[], None]) -> Callable[[], None]:
    """The rate cards: what was typed into their table goes before what was clicked after it."""

    def in_order() -> None:
        do_what_waits()
        page()

    return in_order


def _guarded(screen: Callable[[Comparison], None]) -> Callable[[], None]:
    """A screen that says in words when even the default example or the rate card cannot be read."""

    def page() -> None:
        try:
            result = state.result()
        except ProblemsFound as found:
            st.error("The dashboard cannot start because its own data has problems.")
            st.code(str(found), language=None)
            return
        screen(result)

    return page


def _notice() -> None:
    problems = state.session().problems
    if not problems:
        return
    lines = "\n".join(f"- {plain(sidebar.named(problem))}" for problem in problems)
    st.warning(
        f"**The results below are those before your last change.** It cannot be computed:\n\n{lines}",
        icon=":material/warning:",
    )


SCREENS = {
    "compare": _with_inputs(compare.show),
    "explain": _with_inputs(explain.show),
    "rates": _once_typed(_guarded(rate_cards.show)),
    "files": _guarded(files.show),
}
