"""Two things side by side that stand below each other where there is no room for both; columns would squeeze them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def pair(name: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers of equal width; look.css has the width below which they do not shrink."""
    with st.container(horizontal=True, gap="medium"):
        first, second = (st.container(key=f"one-of-two-{name}-{which}") for which in ("first", "second"))
    return first, second
