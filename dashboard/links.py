"""Ways from one screen to another, which keep where the work is: ``links.to("start", "A new scenario")``.

Those to how a figure was made are in ``explain.link``, which goes through here.
"""

from typing import NoReturn

import streamlit as st

OF_ONE_FIGURE = ("line", "month")  # which figure Explain shows; it means nothing elsewhere


def to(screen: str, label: str, address: dict[str, str] | None = None, **more: object) -> None:
    """A link to a screen; ``label`` is Markdown, so text of users goes through ``plain`` first."""
    st.page_link(_page(screen), label=label, query_params=_kept() if address is None else address, **more)


def go(screen: str, address: dict[str, str] | None = None) -> NoReturn:
    """Open a screen, from a callback or a script; what this one would have drawn next is left out."""
    st.switch_page(_page(screen), query_params=_kept() if address is None else address)


def _kept() -> dict[str, str]:
    """What the address says now of the whole work."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in OF_ONE_FIGURE}


def _page(screen: str) -> st.Page:
    """The page as the framework knows it: by the last part of its address. What it draws stands in the frame."""
    return st.Page(go, title=screen, url_path=screen, default=screen == "compare")
