"""The dashboard: `streamlit run app.py`. A router; the screens are in dashboard/, the model in tcomodel/."""

from pathlib import Path

import streamlit as st

from dashboard import collector, frame

st.set_page_config("Customer service cost", "⚖️", layout="wide", initial_sidebar_state=330)
st.html(Path(frame.__file__).with_name("look.css"))
st.navigation(frame.pages(), position="top").run()
collector.set_aside()  # after the first visitor has been served, when all is loaded
