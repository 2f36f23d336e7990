"""What runs for each visitor, from top to bottom, whenever they do something: a router to the screens."""

from pathlib import Path

import streamlit as st

from dashboard import frame, sign_in, state
from dashboard.server import turns, visits

st.set_page_config("Customer service cost", "⚖️", layout="wide", initial_sidebar_state=330)
st.html(Path(frame.__file__).with_name("look.css"))
is_in = sign_in.is_done()
page = st.navigation(frame.pages(), position="top" if is_in else "hidden")
with turns.of(page.url_path).taken(state.while_waiting()), visits.drawing(page.url_path):
    if is_in:
        page.run()
        sign_in.out()
    else:
        sign_in.ask()
