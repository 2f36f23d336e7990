"""Whose page is being drawn, how long that took, when a visitor came and went.

    with drawing("risk"):
        page.run()

A visit is one connected window, called by a number of its own: not by the token of its address, which opens its work.
"""

import itertools
import threading
import time
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.server import log, tuning

SLOW = 2.0  # seconds for a page; the slowest that is usual, the first page of a new process, takes about one and a half

_numbers = itertools.count(1)
_now = threading.local()  # the page that this thread draws
_changed = threading.Condition()
_drawn: set[int] = set()  # threads that draw a page
_here: set[int] = set()  # visits that did not end


@dataclass
class Visit:
    """One connected window."""

    number: int = field(default_factory=lambda: next(_numbers))
    began: float = field(default_factory=time.monotonic)

    def end(self) -> None:
        """The window was closed, or its connection is lost."""
        _here.discard(self.number)
        log.tell("visit ended", visit=self.number, seconds=round(time.monotonic() - self.began, 1))


@st.cache_resource(show_spinner=False, scope="session", on_release=Visit.end)
def _visit() -> Visit:
    """The visit this page is drawn for; it ends with its connection."""
    new = Visit()
    _here.add(new.number)
    log.tell("visit began", visit=new.number)
    return new


def visit() -> int:
    """The number of the visit that is being served; 0 where nobody is, as in a test or a thread of its own."""
    return _visit().number if get_script_run_ctx(suppress_warning=True) is not None else 0


def page() -> str:
    """The screen that this thread draws; ``none`` where it draws none."""
    return getattr(_now, "page", "none")


def visits_here() -> int:
    """How many windows are connected."""
    return len(_here)


@contextmanager
def drawing(name: str) -> Iterator[None]:
    """A page is being drawn, from here to the end of the block; the stop of the program waits for it."""
    number, begun, this = visit(), time.monotonic(), threading.get_ident()
    _now.page = name or "compare"
    with _changed:
        _drawn.add(this)
    try:
        yield
    finally:
        with _changed:
            _drawn.discard(this)
            _changed.notify_all()
        if (seconds := time.monotonic() - begun) > SLOW:
            log.tell("slow page", visit=number, page=page(), seconds=round(seconds, 2))
        tuning.give_back()


def wait_until_drawn(seconds: float) -> int:
    """Wait for the pages that are being drawn; how many still were when the time was over."""
    with _changed:
        _changed.wait_for(lambda: not _drawn, seconds)
        return len(_drawn)


def refused(door: str, content: Sized) -> None:
    """Tell that a file was refused at a door: ``scenario``, ``workbook``, ``rate card``, ``volumes``, ``series``."""
    log.tell("upload refused", visit=visit(), door=door, bytes=len(content))
