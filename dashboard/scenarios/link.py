"""Share what is open by a link that carries it: nothing is stored, and the colleague needs no account with us.

What is too long for a mail programme is said, with the file as the way out.
"""

from urllib.parse import urljoin

import streamlit as st

from dashboard import answer, state
from dashboard.downloads import file_name
from dashboard.folders import folder
from dashboard.formats import plain
from dashboard.library.visitor import owner
from tcomodel import Comparison
from tcomodel.made_by import marked_yaml
from tcomodel.problems import ProblemsFound
from tcomodel.readers.scenario_file import standalone
from tcomodel.share_link import LONGEST_FOR_MAIL, token_of

SHARED = "shared"  # the name of the token in an address


def show(result: Comparison) -> None:
    """The link of what is open, made when its place is opened."""
    with folder("share", "Share by a link") as shown:
        if shown:
            _link(result)


def answer_to_send(result: Comparison) -> str:
    """The answer as it travels with a link: who is cheapest, who is next, and their totals to the cent."""
    return answer.in_one_line(result)


def link_to(result: Comparison) -> str:
    """The address that opens this scenario here; raises ProblemsFound where it is too large for one."""
    text = marked_yaml(standalone(result), result)
    return f"{urljoin(st.context.url or '', '.')}?{SHARED}={token_of(text, answer_to_send(result))}"


def _link(result: Comparison) -> None:
    if state.session().problems:
        st.warning(
            "Your last change cannot be computed; the link carries the inputs before it.", icon=":material/warning:"
        )
    try:
        link = link_to(result)
    except ProblemsFound as found:
        st.warning(plain(" ".join(one.message for one in found.problems)), icon=":material/warning:")
        _as_file(result)
        return
    st.markdown(
        "Whoever opens it sees this answer and can change it without changing yours. It holds all inputs, prices "
        "included: send it only to those who may see them."
    )
    st.code(link, language=None, wrap_lines=False)
    st.caption(_not_the_address())
    if len(link) > LONGEST_FOR_MAIL:
        st.warning(
            f"The link has {len(link):,} characters; mail programmes may cut off what is beyond "
            f"{LONGEST_FOR_MAIL:,}. Send the file instead: it is opened on this page.",
            icon=":material/warning:",
        )
        _as_file(result)
    else:
        st.caption(f"{len(link):,} characters. The button at its right end copies it.")


def _not_the_address() -> str:
    """What the address of the page does, which people send as well where it says where their work is kept."""
    if owner():
        return "Send this link, not the address of the page: that one opens your work for you alone."
    return (
        "Send this link, not the address of the page: whoever opens that one, with `work=` in it, gets a copy of all "
        "your work, earlier steps and your rate cards included."
    )


def _as_file(result: Comparison) -> None:
    st.download_button(
        "Scenario as a file", lambda: marked_yaml(standalone(result), result),
        f"{file_name(result.scenario.file.name) or 'scenario'}.yaml", "application/yaml", key="share:file",
        on_click="ignore", icon=":material/description:",
    )  # fmt: skip
