"""Puts a figure on the page.

The stock chart is drawn from scratch at every change, which takes the browser half a second for five charts. This
one calls ``Plotly.react`` on the chart that is there, which redraws what changed. Plotly's script is the one inside
the installed package: it is served from there, so there is no second copy to keep.

A click on a point that has a line of the model behind it opens how the figure was made. Each chart can be taken away
as a picture (the browser makes it), as the table of its numbers (made here) and be read with the arrow keys.
"""

import atexit
import json
import time
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from dashboard import state
from dashboard.chart.numbers import csv_of
from dashboard.chart.words import in_words
from dashboard.explain import link
from dashboard.figures import Figure
from dashboard.server import turns
from tcomodel import Comparison
from tcomodel.made_by import marked_csv

HEAD_START, A_LOOK = 0.1, 0.01  # seconds: that charts have before the rest of a page; between looks for a new change
DRAWN = "charts were drawn"
BROWSER = Path(__file__).parent / "browser"
SCRIPTS = ("numbers", "hover", "fit", "walk", "paper", "picture", "toolbar", "chart")  # each uses those before it
PARTS = (
    '<div class="tco-chart" role="figure">'
    '<div class="tco-plot" role="application" aria-roledescription="chart" tabindex="0"></div>'
    '<ul class="tco-legend"></ul><div class="tco-live" aria-live="polite"></div></div>'
)


def draw(
    figure: Figure, key: str, alt: str, title: str = "", has_file: bool = False, of: Comparison | None = None
) -> None:
    """Show a figure; ``alt`` says in words what it shows, ``title`` stands in its picture (else: the heading above).

    ``has_file``: the numbers behind it stand below it as a file (``parts.download``), so it offers no table of its own.
    ``of`` is the result it shows, which its table names.
    """
    name = f"chart:{key}"
    data = {
        "spec": json.dumps(figure, ensure_ascii=False),
        "script": _script(),
        "library": _library(),
        "alt": alt,
        "said": f"{alt} {in_words(figure)} Arrow keys walk through the points.",
        "title": title,
        "hasFile": has_file,
    }
    if number := state.kept(_asked(name)):
        data["file"] = {"number": number, "text": _file(figure, of)}
        state.keep(_asked(name), None)
    _chart()(key=name, data=data, on_pointed_change=partial(_explain, name), on_asked_change=partial(_ask, name))


def go_first() -> None:
    """Wait a moment, so that the browser draws the charts it was sent before the rest of the page comes.

    It makes all that a message brings anew, and what came in between would hold up the charts by a third. Whoever
    changes something meanwhile does not wait. The first page of a session does not wait, either: its charts have to be
    fetched before they can be drawn.
    """
    if not state.kept(DRAWN):
        state.keep(DRAWN, True)
        return
    end = time.monotonic() + HEAD_START
    with turns.lent(state.end_if_unwanted):
        while time.monotonic() < end:
            time.sleep(A_LOOK)
            state.end_if_unwanted()


def _file(figure: Figure, of: Comparison | None) -> str:
    return csv_of(figure) if of is None else marked_csv(csv_of(figure), of)


def _explain(name: str) -> None:
    """Open how the point that was clicked was made."""
    pointed = state.widget_value(name).pointed
    if pointed:
        line, month = pointed
        link.go(line, None if month is None else int(month))


def _ask(name: str) -> None:
    """Send the numbers of this chart along when it is drawn next."""
    state.keep(_asked(name), state.widget_value(name).asked)


def _asked(name: str) -> str:
    return f"numbers of {name}"


@st.cache_resource(show_spinner=False)
def _chart() -> Any:
    start, css = (_text(name) for name in ("start.js", "chart.css"))
    return st.components.v2.component("tco_chart", html=PARTS, css=css, js=start, isolate_styles=False)


@cache
def _library() -> str:
    """Where the browser finds Plotly, seen from our own script."""
    files = declare_component("plotly_script", path=str(Path(plotly.__file__).parent / "package_data"))
    return f"../{files.name}/plotly.min.js"


@cache
def _script() -> str:
    """Where the browser finds what draws the charts, under a name that changes with it: nobody keeps an old one.

    The framework sends a component's own script along with every message, which for five charts would be more than
    the charts themselves.
    """
    script = "\n".join(_text(f"{name}.js") for name in SCRIPTS)
    folder = Path(mkdtemp(prefix="charts-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    name = f"chart-{sha256(script.encode()).hexdigest()[:16]}.js"
    (folder / name).write_text(script, encoding="utf-8")
    return f"component/{declare_component('chart_script', path=str(folder)).name}/{name}"


def _text(name: str) -> str:
    return (BROWSER / name).read_text(encoding="utf-8")
