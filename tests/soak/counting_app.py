"""The dashboard, which also says how many objects of visitors it holds: `GET /objects`."""

import gc
from collections import Counter

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

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


app = st.App("../../router.py", **parts(Route("/objects", objects)))
