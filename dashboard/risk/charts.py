"""The chart of how costs are spread: a hill for each option, with P10 to P90, the median and the base case.

It takes a simulation and the colours of the theme and returns a Plotly figure; every number is a draw or a count of
draws.
"""

from html import escape

import numpy as np

from dashboard.figures import Figure, figure_with, money_ticks, words
from dashboard.formats import short
from tcomodel.colours import Colours, mixed
from tcomodel.readers.rounded import probability, with_band
from tcomodel.simulation import OptionDraws, Simulation

ROW = 62  # pixels of an option
HILL = 0.82  # of a row that the most frequent cost rises
FAR = 0.002  # of the draws beyond either end of the axis: single strays would push everything together


def place_of(found: Simulation, one: OptionDraws) -> int:
    """The option's place among all of the scenario, which its colour goes by."""
    return found.comparison.place_of(found.comparison.option(one.key))


# ---------------------------------------------------------------- how costs are spread


def spread_of_costs(found: Simulation, colours: Colours) -> Figure:
    """For each option a hill of how often it costs what, with P10 to P90, the median and the base case."""
    rows = len(found.options)
    traces = []
    low = min(float(np.quantile(one.npv, FAR)) for one in found.options)
    high = max(float(np.quantile(one.npv, 1 - FAR)) for one in found.options)
    bases = [one.base["npv"] for one in found.options]
    low, high = min(low, *bases), max(high, *bases)
    for row, one in enumerate(found.options):
        colour = colours.option(place_of(found, one))
        traces += [_hill(one, row, colour, colours), *_marks(found, one, row, colour, colours)]
    traces += _legend(colours)
    figure = figure_with(colours, traces, ROW * rows + 120, bottom=46)
    layout = figure["layout"]
    room = (high - low) * 0.03
    layout["xaxis"] |= {
        "title": {"text": f"Cost of the term in today's money, {found.comparison.currency}", "standoff": 6},
        "range": [low - room, high + room],
        "showgrid": True,
    } | money_ticks(low, high)
    layout["yaxis"] |= {
        "tickvals": list(range(rows)),
        "ticktext": [words(one.label) for one in found.options],
        "range": [rows - 0.55, -0.95],
        "showgrid": False,
        "ticks": "",
    }
    layout |= {
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left", "itemclick": False},
        "margin": layout["margin"] | {"t": 40},
    }
    figure["narrow below"] = 560
    figure["narrow"] = {
        "margin": layout["margin"] | {"t": 84},
        "height": ROW * rows + 164,
        "xaxis": layout["xaxis"] | money_ticks(low, high, 4),
    }
    return figure


def _hill(one: OptionDraws, row: int, colour: str, colours: Colours) -> Figure:
    counts, edges = one.histogram("npv")
    middles, heights = (edges[:-1] + edges[1:]) / 2, HILL * counts / counts.max()
    around = np.concatenate([[edges[0]], middles, [edges[-1]]])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [float(f"{value:.7g}") for value in (*around, *around[::-1])],
        "y": [*(row - height for height in (0.0, *heights.tolist(), 0.0)), *([float(row)] * len(around))],
        "fill": "toself",
        "fillcolor": mixed(colour, colours.background, 0.3),
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(found: Simulation, one: OptionDraws, row: int, colour: str, colours: Colours) -> list[Figure]:
    """P10 to P90 as a bar below the hill, the median in it, the base case beside it."""
    spread, currency = one.spread_of("npv"), found.comparison.currency
    said = (
        f"<b>{escape(one.label)}</b><br>P10 {short(spread.p10.value, 2)} (draw {spread.p10.draw:,})<br>"
        f"P50 {short(spread.p50.value, 2)} (draw {spread.p50.draw:,})<br>"
        f"P90 {short(spread.p90.value, 2)} (draw {spread.p90.draw:,})<br>"
        f"mean {with_band(spread.mean)}<br>base case {short(spread.base, 2)}: "
        f"{probability(spread.below_base)} of the futures cost no more<br>in {currency}, today's money<br>"
    )
    here = ("here: the median, one of the futures drawn", f"here: the base case, {short(spread.base, 2)} {currency}")
    at = row + 0.13
    bar = {
        "type": "scatter",
        "mode": "lines",
        "x": [spread.p10.value, spread.p90.value],
        "y": [at, at],
        "line": {"color": colour, "width": 7},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": [spread.p50.value, spread.base],
        "y": [at, at],
        "marker": {
            "symbol": ["line-ns", "diamond-open"],
            "size": [13, 11],
            "color": [colours.text, colours.text],
            "line": {"color": colours.text, "width": 2},
        },
        "customdata": [None, [found.comparison.option(one.key).model.figures["npv"].key, None]],
        "hovertext": [said + each for each in here],
        "hoverinfo": "text",
        "showlegend": False,
    }
    return [bar, points]


def _legend(colours: Colours) -> list[Figure]:
    """What the marks mean, in the colour of text: they mean the same for each option."""

    def entry(name: str, **look: object) -> Figure:
        return {"type": "scatter", "x": [None], "y": [None], "name": name, "hoverinfo": "skip", **look}

    line = {"color": colours.text, "width": 2}
    return [
        entry("8 of 10 futures (P10 to P90)", mode="lines", line={"color": colours.text, "width": 7}),
        entry("median (P50)", mode="markers", marker={"symbol": "line-ns", "size": 13, "line": line}),
        entry(
            "base case",
            mode="markers",
            marker={"symbol": "diamond-open", "size": 11, "color": colours.text, "line": line},
        ),
    ]
