"""Charts of pieces: bars that step from one total to another, and bars to both sides of nothing.

Everything is horizontal, so that names can be read, and each bar ends with its own figure.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures import NARROW_WITH_NAMES, Figure, figure_with, words
from tcomodel.colours import Colours

ROW, LINE = 32, 14  # pixels of a bar, and of a further row of its name
NAME, NARROW_NAME = 34, 20  # characters in a row of a name
TITLE = 34  # characters in a row of the title of a narrow chart
ROOM, NARROW_ROOM = 0.16, 0.45  # of the whole width of the bars, for the figures at their ends
FINER = 0.42  # of a row: the bar of a part


@dataclass(frozen=True)
class Bar:
    """One bar from ``start`` to ``end``; ``spread`` a whisker, ``fine`` a part of the bar above it.

    ``line`` is the row of the model that it is, where it is one.
    """

    name: str
    start: float
    end: float
    text: str
    hover: str
    colour: str
    spread: tuple[float, float] | None = None
    fine: bool = False
    strong: bool = False
    line: str = ""


def bars_of(colours: Colours, bars: Sequence[Bar], title: str, ticks: Figure, *, joined: bool = False) -> Figure:
    """The bars below each other; ``joined`` ends are linked by a hairline, as the steps of a bridge are."""
    rows = list(range(len(bars)))
    trace: Figure = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [bar.end - bar.start for bar in bars],
        "base": [bar.start for bar in bars],
        "width": [FINER if bar.fine else 0.66 for bar in bars],
        "marker": {"color": [bar.colour for bar in bars]},
        "customdata": [[bar.line, None] if bar.line else None for bar in bars],
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "showlegend": False,
    }
    figure = figure_with(colours, [trace], _height(bars, NAME), right=10)
    layout = figure["layout"]
    edges = [edge for bar in bars for edge in (bar.start, bar.end, *(bar.spread or ()))] + [0.0]
    low, high = min(edges), max(edges)
    layout["annotations"] = [_figure_at(bar, row, colours) for row, bar in enumerate(bars)]
    layout["shapes"] = [_whisker(bar, row, colours) for row, bar in enumerate(bars) if bar.spread is not None]
    if joined:
        layout["shapes"] += [_link(bar.end, row, colours) for row, bar in enumerate(bars[:-1])]
    layout["shapes"].append(
        {
            "type": "line",
            "x0": 0,
            "x1": 0,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": colours.text, "width": 1},
        }
    )
    layout["xaxis"] |= {
        "title": {"text": escape(title), "standoff": 6},
        "range": _range(low, high, ROOM),
        "tickangle": 0,
    } | ticks
    layout["yaxis"] |= {
        "tickvals": rows,
        "ticktext": _names(bars, NAME),
        "range": [len(bars) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }
    below = words(title, TITLE)
    more = LINE * below.count("<br>")
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "height": _height(bars, NARROW_NAME) + more,
        "margin": layout["margin"] | {"b": layout["margin"]["b"] + more},
        "xaxis": layout["xaxis"]
        | {"title": {"text": below, "standoff": 6}, "range": _range(low, high, NARROW_ROOM)}
        | _every_other(ticks),
        "yaxis": layout["yaxis"] | {"ticktext": _names(bars, NARROW_NAME)},
    }
    return figure


def _height(bars: Sequence[Bar], name: int) -> int:
    return 74 + ROW * len(bars) + LINE * sum(words(bar.name, name).count("<br>") for bar in bars)


def _names(bars: Sequence[Bar], name: int) -> list[str]:
    return [f"<b>{words(bar.name, name)}</b>" if bar.strong else words(bar.name, name) for bar in bars]


def _range(low: float, high: float, room: float) -> list[float]:
    """From end to end, with room for figures on each side to which bars point."""
    beside = (high - low or 1.0) * room
    return [low - (beside if low < 0 else 0.0), high + (beside if high > 0 else 0.0)]


def _every_other(ticks: Figure) -> Figure:
    """Half of the ticks, nothing among them."""
    values, texts = ticks["tickvals"], ticks["ticktext"]
    first = values.index(0) % 2 if 0 in values else 0
    return {"tickvals": values[first::2], "ticktext": texts[first::2]}


def _figure_at(bar: Bar, row: int, colours: Colours) -> Figure:
    """The figure of a bar, on the side it points to."""
    edges = (bar.start, bar.end, *(bar.spread or ()))
    left = bar.end < bar.start and min(edges) < 0
    return {
        "text": f"<b>{bar.text}</b>" if bar.strong else bar.text,
        "x": min(edges) if left else max(edges),
        "y": row,
        "xanchor": "right" if left else "left",
        "xshift": -5 if left else 5,
        "showarrow": False,
        "font": {"color": colours.text, "size": 11 if bar.fine else 12},
    }


def _whisker(bar: Bar, row: int, colours: Colours) -> Figure:
    low, high = bar.spread or (bar.end, bar.end)
    return {
        "type": "line",
        "x0": low,
        "x1": high,
        "y0": row,
        "y1": row,
        "line": {"color": colours.text, "width": 1.5},
    }


def _link(x: float, row: int, colours: Colours) -> Figure:
    return {
        "type": "line",
        "layer": "below",
        "x0": x,
        "x1": x,
        "y0": row,
        "y1": row + 1,
        "line": {"color": colours.grid, "width": 1},
    }


def percent_ticks(low: float, high: float) -> Figure:
    """Round per cents along an axis of them."""
    whole = high - low
    step = next((one for one in (5, 10, 20, 25, 50, 100, 500) if whole / one <= 7), 0)
    step = step or 10 ** math.ceil(math.log10(whole / 7))
    first, last = int(low // step), int(-(-high // step))
    values = [step * number for number in range(first, last + 1)]
    return {"tickvals": values, "ticktext": [f"{value:,.0f} %".replace("-", "−") for value in values]}
