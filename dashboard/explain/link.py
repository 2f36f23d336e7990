"""Ways to the page Explain from any figure on any screen.

    link.go("manila.tco")                     from a callback or a script: opens the page on that line
    link.go("manila.voice.contacts", 14)      in month 14 of the contract
    link.to("manila.tco", "13.9 m USD")       a link, which a browser can also open beside the page
    link.button("manila.tco", "How?")         a button, where a link would be lost among other buttons

The address says which figure is shown (``?line=manila.tco&month=14``), so a reload and a bookmark come back to it.
"""

from typing import NoReturn

import streamlit as st

from dashboard import links

LINE, MONTH = "line", "month"
PAGE = "explain"


def go(line: str, month: int | None = None) -> NoReturn:
    """Open the page on a line ``option.line`` or ``option.channel.line``, or on an input named the same way.

    month: from 1 on; None for the whole term. Returns to nobody: what the screen would have drawn next is left out.
    """
    links.go(PAGE, address(line, month))


def to(
    line: str, label: str, month: int | None = None, help: str | None = None, icon: str | None = None, **more: object
) -> None:
    """A link to how a figure was made; ``label`` is Markdown, so text of users goes through ``plain`` first."""
    links.to(PAGE, label, address(line, month), help=help, icon=icon, **more)


def button(
    line: str,
    label: str = "How it was made",
    help: str | None = None,
    key: str | None = None,
    month: int | None = None,
    **more: object,
) -> None:
    """A quiet button that opens the page on a line."""
    look = {"type": "tertiary", "icon": ":material/account_tree:"} | more
    st.button(label, key=key or f"explain:{line}:{month}", help=help, on_click=go, args=(line, month), **look)


def tile(line: str, label: str, help: str, key: str) -> None:
    """The name of a figure that stands large below it, as a button that opens the page on it."""
    button(line, label, help, key, icon=":material/chevron_right:", icon_position="right")


def address(line: str, month: int | None = None) -> dict[str, str]:
    """What the address of the page says of a figure, beside whatever else it says already."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in (LINE, MONTH)}
    return {**kept, LINE: line} | ({MONTH: str(month)} if month else {})
