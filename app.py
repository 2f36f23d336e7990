"""The dashboard: `streamlit run app.py`. A router; the screens are in dashboard/, the model in tcomodel/."""

import streamlit as st

from dashboard import frame

st.set_page_config("Customer service cost", "⚖️", layout="wide", initial_sidebar_state=330)
st.navigation(frame.pages(), position="top").run()
