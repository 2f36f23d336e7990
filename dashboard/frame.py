"""What every screen stands in: the pages, the inputs beside them, and the notice when inputs have problems."""

from collections.abc import Callable

import streamlit as st

from dashboard import compare, explain, files, form_names, kept_notice, once_read, sidebar, state
from dashboard.cards import page as rate_cards
from dashboard.cards.once_typed import do_what_waits
from dashboard.formats import plain
from dashboard.method import page as method
from dashboard.negotiate import page as negotiate
from dashboard.options import page as options
from dashboard.programme import page as programme
from dashboard.risk import page as risk
from dashboard.scenarios import page as scenarios
from dashboard.scenarios import shared
from dashboard.start import page as start
from tcomodel import Comparison
from tcomodel.problems import ProblemsFound

Screen = Callable[[Comparison], None]


def pages() -> list:
    """The screens, the answer first."""
    titles = {  # those that stand in the bar; the others are reached by links
        "compare": "Compare",
        "programme": "Programme",
        "options": "Options",
        "rates": "Rate cards",
        "risk": "Risk",
        "negotiate": "Negotiate",
        "explain": "Explain",
        "scenarios": "Scenarios",
        "files": "Export",
    }
    hidden = {"start": "Start", "method": "Method"}
    shown = [
        st.Page(SCREENS[name], title=title, url_path=name, default=name == "compare") for name, title in titles.items()
    ]
    return [*shown, *(st.Page(SCREENS[n], title=t, url_path=n, visibility="hidden") for n, t in hidden.items())]


def _beside_answer(screen: Screen) -> Callable[[], None]:
    """A screen with the levers and forms beside it. The answer is drawn first: it is what one waits for."""

    def page(result: Comparison) -> None:
        _notice()
        screen(result)
        sidebar.sidebar(result)

    return _guarded(page)


def _with_forms(screen: Screen) -> Callable[[], None]:
    """A screen of forms: beside it stands what it does to the answer."""

    def page(result: Comparison) -> None:
        _notice()
        screen(result)
        sidebar.answer_strip(result)

    return _guarded(page)


def _once_typed(page: Callable[[], None]) -> Callable[[], None]:
    """The rate cards: what was typed into their table goes before what was clicked after it."""

    def in_order() -> None:
        do_what_waits()
        page()

    return in_order


def _guarded(screen: Screen) -> Callable[[], None]:
    """A screen that says in words when even the default example or the rate card cannot be read."""

    def page() -> None:
        try:
            shared.receive()
            once_read.do()
            result = state.result()
        except ProblemsFound as found:
            st.error("The dashboard cannot start because its own data has problems.")
            st.code(str(found), language=None)
            return
        kept_notice.show()
        screen(result)
        once_read.forget()
        kept_notice.mind_address()

    return page


def _notice() -> None:
    problems = state.session().problems
    if not problems:
        return
    lines = "\n".join(f"- {plain(form_names.named(problem))}" for problem in problems)
    st.warning(
        f"**The results below are those before your last change.** It cannot be computed:\n\n{lines}",
        icon=":material/warning:",
    )


SCREENS = {
    "compare": _beside_answer(compare.show),
    "programme": _with_forms(programme.show),
    "options": _with_forms(options.show),
    "rates": _once_typed(_guarded(rate_cards.show)),
    "risk": _beside_answer(risk.show),
    "negotiate": _beside_answer(negotiate.show),
    "explain": _beside_answer(explain.show),
    "scenarios": _with_forms(scenarios.show),
    "files": _guarded(files.show),
    "start": _guarded(start.show),
    "method": _guarded(method.show),
}
