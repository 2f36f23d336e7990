"""The dashboard: `streamlit run app.py`. The program; what a visitor sees begins in router.py."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.server import life, provider
from dashboard.server.origin import OwnPages

app = st.App(
    "router.py",
    secrets=provider.secrets(),
    lifespan=life.life,
    routes=life.ROUTES,
    middleware=[Middleware(OwnPages)],
    on_script_error=life.page_failed,
)
