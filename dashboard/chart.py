"""Puts a figure on the page.

The stock chart is drawn from scratch at every change, which takes the browser half a second for five charts. This
one calls ``Plotly.react`` on the chart that is there, which redraws what changed. Plotly's script is the one inside
the installed package: it is served from there, so there is no second copy to keep.
"""

import json
from pathlib import Path
from typing import Any

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from dashboard.figures import Figure

_files = declare_component("plotly_script", path=str(Path(plotly.__file__).parent / "package_data"))
LIBRARY = f"component/{_files.name}/plotly.min.js"


def draw(figure: Figure, key: str, alt: str) -> None:
    """Show a figure; ``alt`` says in words what it shows."""
    data = {"spec": json.dumps(figure, ensure_ascii=False), "library": LIBRARY, "alt": alt}
    _chart()(key=f"chart:{key}", data=data)


@st.cache_resource(show_spinner=False)
def _chart() -> Any:
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "tco_chart", html='<div class="tco-chart" role="img"></div>', js=script, isolate_styles=False
    )
