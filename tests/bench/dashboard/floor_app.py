"""The floor: what Streamlit and a browser take by themselves. One slider, four figures, three charts, one table.

``?charts=none`` leaves the charts out; ``?charts=ours`` draws those of Compare, which floor_charts.py has made for some
volumes: nothing is worked out here, those of one volume are picked and sent. Charts go to the browser the fastest way
there is for Plotly: plain data through one small component that calls ``Plotly.react``.
"""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

MONTHS = np.arange(1, 61)
SERIES, STEPS, LAYERS = 3, 12, 5
FIELDS = ("first", "second", "third", "fourth")
SCRIPT = """
let plotly;
export default function ({ data, parentElement }) {
  const chart = parentElement.querySelector(".floor-chart");
  plotly ??= new Promise((ready) => {
    const script = document.createElement("script");
    script.src = data.library;
    script.onload = () => ready(window.Plotly);
    document.head.append(script);
  });
  plotly.then((Plotly) => {
    const { data: traces, layout } = JSON.parse(data.figure);
    chart.style.height = `${layout.height}px`;
    Plotly.react(chart, traces, layout, { displaylogo: false, responsive: true });
  });
}
"""


def figures(volume: float) -> list[str]:
    """Lines over sixty months, a bridge of twelve steps, five layers on each other."""
    lines = [volume * (1 + 0.01 * one) * 1.0025**MONTHS for one in range(SERIES)]
    layers = [volume * (0.1 + 0.05 * one) * 1.002**MONTHS for one in range(LAYERS)]
    steps = {"x": [f"step {one}" for one in range(STEPS)], "y": [volume] + [-volume / 20] * (STEPS - 1)}
    traces = (
        [{"type": "scatter", "mode": "lines", "x": MONTHS.tolist(), "y": line.tolist()} for line in lines],
        [{"type": "waterfall", **steps}],
        [
            {"type": "scatter", "mode": "lines", "stackgroup": "all", "x": MONTHS.tolist(), "y": layer.tolist()}
            for layer in layers
        ],
    )
    margin = {"l": 40, "r": 10, "t": 30, "b": 30}
    layout = {"height": 320, "autosize": True, "margin": margin}
    return [json.dumps({"data": one, "layout": layout}) for one in traces]


@st.cache_resource(show_spinner=False)
def ours() -> list[list[str]]:
    """The charts of Compare, for one volume after the other."""
    return json.loads(Path(os.environ["FLOOR_CHARTS"]).read_text(encoding="utf-8"))


def figures_of_ours(step: int) -> list[str]:
    """Of the next volume at each step, there and back."""
    last = len(ours()) - 1
    return ours()[abs((step + last) % (2 * last) - last)]


st.set_page_config("Floor", layout="wide")
chosen = st.slider("Volume", 1, 200, 50, key="volume")
for column, (place, name) in zip(st.columns(4), enumerate(FIELDS, 1), strict=True):
    column.metric(name, f"{chosen * 1000 / place:,.0f} USD")
asked = st.query_params.get("charts")
if asked != "none":
    files = declare_component("floor_plotly", path=str(Path(plotly.__file__).parent / "package_data"))
    html = '<div class="floor-chart js-chart"></div>'
    chart = st.components.v2.component("floor_chart", html=html, js=SCRIPT, isolate_styles=False)
    library = f"/component/{files.name}/plotly.min.js"
    places = [*st.columns(2), st.container()] if asked == "ours" else [st.container() for _ in range(3)]
    drawn = figures_of_ours(chosen) if asked == "ours" else figures(float(chosen))
    for number, (place, figure) in enumerate(zip(places, drawn, strict=True)):
        with place:
            chart(key=f"chart{number}", data={"figure": figure, "library": library})
st.dataframe(pd.DataFrame({"month": MONTHS[:12], "cost": chosen * MONTHS[:12]}), hide_index=True, key="table")
