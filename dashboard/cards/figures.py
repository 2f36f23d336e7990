"""The chart of an index or an exchange rate: one line over the months, broken where nobody published a figure."""

from html import escape

import numpy as np

from dashboard.figures import Figure, figure_with
from tcomodel.colours import Colours
from tcomodel.index_series import IndexSeries
from tcomodel.months import month_after, month_name

HEIGHT = 260


def series_line(series: IndexSeries, colours: Colours) -> Figure:
    """The values of a series by month; a figure of a quarter or a year is a step."""
    months = [month_after(series.first, position) for position in range(len(series.values))]
    known = [float(f"{value:.10g}") if np.isfinite(value) else None for value in series.values]
    said = [f"{value:,.6g}" if value is not None else "not published" for value in known]
    unit = escape(series.unit or "no unit stated")
    trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [f"{month}-01" for month in months],
        "y": known,
        "connectgaps": False,
        "line": {"color": colours.option(0), "width": 2.5, "shape": "linear" if series.every == 1 else "hv"},
        "hovertext": [f"<b>{month_name(month)}</b><br>{text} {unit}" for month, text in zip(months, said, strict=True)],
        "hoverinfo": "text",
    }
    figure = figure_with(colours, [trace], HEIGHT, bottom=34)
    layout = figure["layout"]
    layout["xaxis"] |= {"type": "date", "showgrid": False}
    layout["yaxis"] |= {"title": {"text": unit, "standoff": 8}}
    layout["showlegend"] = False
    return figure
