"""The fan of one option: what it costs over time, in the lower and in the upper futures."""

from html import escape

import numpy as np

from dashboard.figures import Figure, figure_with, money_ticks
from dashboard.formats import short
from dashboard.risk.charts import place_of
from tcomodel.colours import Colours, mixed
from tcomodel.months import month_name
from tcomodel.readers.risk_rows import base_of
from tcomodel.simulation import Fan, Simulation

HEIGHT = 400
TABS = {"so_far": "So far", "by_month": "Each month", "by_year": "Each contract year"}
KINDS = {"so_far": "Cost so far", "by_month": "Cost in each month", "by_year": "Cost in each contract year"}


def fan(found: Simulation, key: str, kind: str, colours: Colours) -> Figure:
    """P10 to P90 and P25 to P75 as bands, the median as a line, the base case dashed."""
    one = found.option(key)
    shown: Fan = getattr(one.fans, kind)
    base = base_of(found, key, kind)
    periods = list(range(1, shown.values.shape[1] + 1))
    colour = colours.option(place_of(found, one))
    traces = [
        *_band(shown, 0.10, 0.90, periods, mixed(colour, colours.background, 0.18), "8 of 10 futures"),
        *_band(shown, 0.25, 0.75, periods, mixed(colour, colours.background, 0.42), "half of them"),
        {
            "type": "scatter",
            "mode": "lines" if len(periods) > 1 else "lines+markers",
            "name": "median",
            "x": periods,
            "y": _plain(shown.at(0.5)),
            "line": {"color": colour, "width": 2.5},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines" if len(periods) > 1 else "lines+markers",
            "name": "base case",
            "x": periods,
            "y": _plain(base),
            "line": {"color": colours.text, "width": 1.5, "dash": "dot"},
            **_explained(found, key, kind),
            "hovertext": [_said(found, kind, shown, place, base) for place in range(len(periods))],
            "hoverinfo": "text",
        },
    ]
    figure = figure_with(colours, traces, HEIGHT, bottom=46)
    layout = figure["layout"]
    low = min(0.0, float(shown.values.min()), float(base.min()))
    high = max(float(shown.values.max()), float(base.max()))
    years = kind == "by_year"
    every = max(1, len(periods) // 10) if years else 12 * max(1, len(periods) // 120)
    ticks = [1, *range(every if years else 12, len(periods) + 1, every)] if len(periods) > 1 else [1]
    layout["xaxis"] |= {
        "title": {"text": "Contract year" if years else "Month of the contract", "standoff": 6},
        "tickvals": sorted(set(ticks)),
        "showgrid": False,
    }
    layout["yaxis"] |= {
        "title": {"text": f"{KINDS[kind]}, {found.comparison.currency}"},
        "range": [low * 1.05, high * 1.04],
        "zeroline": True,
    } | money_ticks(low, high)
    layout |= {
        "showlegend": True,
        "hovermode": "x",
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
        "margin": layout["margin"] | {"t": 40},
    }
    return figure


def _band(shown: Fan, low: float, high: float, periods: list[int], fill: str, name: str) -> list[Figure]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{name} (P{100 * low:.0f} to P{100 * high:.0f})",
            "x": [*periods, *reversed(periods)],
            "y": [*_plain(shown.at(high)), *reversed(_plain(shown.at(low)))],
            "fill": "toself",
            "fillcolor": fill,
            "line": {"color": fill, "width": 0},
            "hoverinfo": "skip",
        }
    ]


def _explained(found: Simulation, key: str, kind: str) -> Figure:
    """The line of the model behind the base case; a contract year is the sum of twelve of them."""
    if kind == "by_year":
        return {}
    figures = found.comparison.option(key).model.figures
    return {"meta": {"line": figures["cumulative_cost" if kind == "so_far" else "total_cost"].key}}


def _plain(values: np.ndarray) -> list[float]:
    return [float(f"{value:.7g}") for value in values]


def _said(found: Simulation, kind: str, shown: Fan, place: int, base: np.ndarray) -> str:
    month = found.comparison.months[place] if kind != "by_year" else ""
    head = f"{month_name(month)}, month {place + 1}" if month else f"contract year {place + 1}"
    lines = [
        f"P{100 * share:.0f} {short(float(shown.values[row, place]), 2)} (draw {int(shown.draws[row, place]):,})"
        for row, share in reversed(list(enumerate(shown.shares)))
    ]
    what = f"<b>base case {short(float(base[place]), 2)} {found.comparison.currency}</b>"
    drawn = f"of the futures, in {found.comparison.currency}"
    return "<br>".join([f"<b>{escape(head)}</b>", drawn, *lines, what])
