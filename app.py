"""The dashboard: `streamlit run app.py`. The program; what a visitor sees begins in router.py."""

import streamlit as st

from dashboard.server.program import parts

app = st.App("router.py", **parts())
