"""The dashboard, which also says how many objects of visitors it holds, and can be kept busy with other pages.

GET /objects    GET /busy    GET /free    GET /waiting
"""

import gc
from collections import Counter
from threading import Event, Thread

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.server import turns
from dashboard.server.program import parts

COUNTED = {
    "streamlit.runtime.app_session.AppSession",
    "dashboard.state.work.Session",
    "dashboard.cards.shelf.Shelf",
    "dashboard.server.visits.Visit",
}


def objects(_: Request) -> JSONResponse:
    """How many there are of each kind of object that belongs to one visitor."""
    gc.collect()
    kinds = Counter(type(one) for one in gc.get_objects())
    named = {f"{kind.__module__}.{kind.__qualname__}": count for kind, count in kinds.items()}
    return JSONResponse({name: named.get(name, 0) for name in sorted(COUNTED)})


FREE = Event()


def busy(_: Request) -> JSONResponse:
    """All turns are taken, as by pages of others that take long."""

    def hold() -> None:
        with turns.of("compare").taken():
            FREE.wait()

    FREE.clear()
    for _each in range(turns.AT_ONCE):
        Thread(target=hold, daemon=True).start()
    return JSONResponse(turns.AT_ONCE)


def free(_: Request) -> JSONResponse:
    """They are given back."""
    FREE.set()
    return JSONResponse(None)


def waiting(_: Request) -> JSONResponse:
    """How many pages wait for a turn."""
    return JSONResponse(turns.of("compare").waiting)


ROUTES = [Route(f"/{one.__name__}", one) for one in (objects, busy, free, waiting)]
app = st.App("../../router.py", **parts(*ROUTES))
