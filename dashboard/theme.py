"""The colours of the theme this visitor sees, from ``.streamlit/config.toml``."""

import streamlit as st

from tcomodel.colours import Colours, mixed


def colours() -> Colours:
    """Light or dark. Charts do not take the theme's palette by themselves, so every chart is given these."""
    kind = "dark" if st.context.theme.type == "dark" else "light"
    background = str(st.get_option(f"theme.{kind}.backgroundColor"))
    text = str(st.get_option(f"theme.{kind}.textColor"))
    palette = tuple(st.get_option(f"theme.{kind}.chartCategoricalColors"))
    return Colours(palette, background, text, mixed(text, background, 0.15))
