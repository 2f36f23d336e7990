"""Contacts month by month, a line for each channel: those the model counts with, and those read from a file.

Channels take the palette from its end, so that they do not look like the first options.
"""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from dashboard.figures import Figure, dash_of, figure_with, money_ticks
from dashboard.figures.line_ends import line_ends
from dashboard.figures.look import enough_digits, measured
from dashboard.formats import titled
from tcomodel import Comparison
from tcomodel.colours import Colours
from tcomodel.model import Placed
from tcomodel.months import month_called, month_name, month_number
from tcomodel.volumes.periods import MonthOf

HEIGHT, SMALL = 300, 260
LABEL_ROOM = 120  # pixels right of the lines
FIRST = 4  # of the palette, for channels
LINE = "forecast_volume"
MOST_TICKS = 5


def channels(result: Comparison) -> dict[str, np.ndarray]:
    """Contacts of each channel in each month of the term, by the channel's name as people read it."""
    rows = [row for row in result.model.rows if row.name == LINE]
    shape = len(result.months)
    return {row.scope.label: np.broadcast_to(np.asarray(result.values[row], dtype=float), shape) for row in rows}


def largest(result: Comparison) -> Placed:
    """The line of the channel with the most contacts."""
    rows = [row for row in result.model.rows if row.name == LINE]
    return max(rows, key=lambda row: float(np.sum(result.values[row])))


def by_channel(result: Comparison, colours: Colours) -> Figure:
    """What the model counts with, over the months of the contract."""
    rows, found = [row for row in result.model.rows if row.name == LINE], channels(result)
    count = len(result.months)
    traces = [
        _line(name, list(range(1, count + 1)), enough_digits(values), place, colours) | {"meta": {"line": row.key}}
        for place, ((name, values), row) in enumerate(zip(found.items(), rows, strict=True))
    ]
    figure = _figure(traces, list(found), list(found.values()), colours, SMALL)
    figure["layout"]["xaxis"] |= {
        "title": {"text": "Month of the contract", "standoff": 6},
        "range": [0.5, max(count, 1.5)],
        "tickvals": [1, *range(12, count + 1, 12 * max(1, count // 120))] if count >= 12 else sorted({1, count}),
    }
    return _with_words(figure, [f"{month_name(month)}, month {place}" for place, month in enumerate(result.months, 1)])


def read_from_file(months: Mapping[str, Mapping[str, MonthOf]], colours: Colours) -> Figure:
    """Whole months as lines, parts of a month as open circles, months without a count as gaps."""
    known = sorted({month for one in months.values() for month in one})
    called = [month_called(number) for number in range(month_number(known[0]), month_number(known[-1]) + 1)]
    places = list(range(1, len(called) + 1))
    traces, series, names = [], [], []
    for place, (channel, found) in enumerate(months.items()):
        name = titled(channel)
        whole = [found[month].count if month in found and not found[month].why else None for month in called]
        parts = [found[month].count if month in found and found[month].why else None for month in called]
        traces.append(_line(name, places, whole, place, colours))
        if any(part is not None for part in parts):
            ink = colours.option(FIRST + place)
            traces.append(
                _line(f"{name}, not a whole month", places, parts, place, colours)
                | {
                    "mode": "markers",
                    "marker": {"symbol": "circle-open", "size": 9, "color": ink, "line": {"width": 2}},
                }
            )
        names.append(name)
        series.append(np.array([one for one in whole if one is not None] or [0.0]))
    figure = _figure(traces, names, series, colours, HEIGHT)
    every = max(1, -(-len(called) // MOST_TICKS))
    figure["layout"]["xaxis"] |= {
        "range": [0.5, len(called) + 0.4],
        "tickvals": places[::every],
        "ticktext": [month_name(month) for month in called[::every]],
    }
    marks = figure["marks"][0]
    marks["x"] = [len(called)] * len(marks["x"])
    return _with_words(figure, [month_name(month) for month in called])


def _line(name: str, x: Sequence[int], y: Sequence[float | None], place: int, colours: Colours) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(x) < 2 or _has_gaps(y) else "lines",
        "name": escape(name),
        "x": [month if count is not None else None for month, count in zip(x, y, strict=True)],  # None is no zero
        "y": y,
        "line": {"color": colours.option(FIRST + place), "dash": dash_of(place, colours), "width": 2.5},
        "hoverinfo": "text",
    }


def _has_gaps(y: Sequence[float | None]) -> bool:
    return any(one is None for one in y)


def _figure(
    traces: list[Figure], names: Sequence[str], series: Sequence[np.ndarray], colours: Colours, height: int
) -> Figure:
    high = max(float(one.max()) for one in series)
    high = max([high, *(value for trace in traces for value in trace["y"] if value is not None)])
    inks = [colours.option(FIRST + place) for place in range(len(names))]
    labels, leaders, top = line_ends(names, inks, series, 0.0, high or 1.0, colours)
    figure = measured(figure_with(colours, traces, height, right=LABEL_ROOM))
    layout = figure["layout"]
    layout["xaxis"] |= {"showgrid": False}
    layout["yaxis"] |= {"title": {"text": "Contacts a month"}, "range": [0, top], "zeroline": True} | money_ticks(
        0, top
    )
    layout |= {"shapes": leaders, "showlegend": False}
    figure["marks"] = [labels]
    lines = [trace for trace in traces if trace["mode"] != "markers"]
    figure["legend"] = [{"name": trace["name"], **trace["line"]} for trace in lines]
    figure["direct"] = True
    figure["narrow"] = {"shapes": [], "margin": layout["margin"] | {"r": 12}}
    return figure


def _with_words(figure: Figure, months: list[str]) -> Figure:
    figure["hovers"] = [
        {"rows": ["<b>{name}</b>", "{month}", "{y|count} contacts"], "parts": {"name": trace["name"]}, "sum": []}
        for trace in figure["data"]
    ]
    figure["shared"] = {"month": months}
    return figure
