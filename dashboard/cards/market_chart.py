"""The chart of where prices stand in their market range: one row a price, its range a bar, the price a dot.

Prices of unlike units share no axis, so each stands by its place in its own range: 0 % is the lowest comparable
price, 100 % the highest. A price far outside is drawn at the edge, with an arrow; its hover says how far.
"""

from collections.abc import Sequence
from html import escape

from dashboard.figures import Figure, figure_with, words
from tcomodel.colours import Colours, mixed
from tcomodel.rates import Rate
from tcomodel.rates.market import Standing

EDGE = 0.5  # of a range beyond either end
ROW = 38  # pixels
NAME = 34  # characters in a row of a name
SHAPES = ("circle", "diamond", "square", "cross", "triangle-up")  # of the cards, where colours cannot be told apart
LONGEST = 56  # characters, two rows of a name; the hover tells all of it


def market_ranges(shown: Sequence[tuple[Rate, str, Standing]], cards: Sequence[str], colours: Colours) -> Figure:
    """The prices in their order, with a colour for each card."""
    rows = list(range(len(shown)))
    bar = {
        "type": "bar",
        "orientation": "h",
        "x": [1.0] * len(rows),
        "y": rows,
        "width": 0.42,
        "marker": {"color": mixed(colours.text, colours.background, 0.14)},
        "hovertext": [_range_in_words(rate, standing) for rate, _, standing in shown],
        "hoverinfo": "text",
        "showlegend": False,
    }
    middles = {
        "type": "scatter",
        "mode": "markers",
        "x": [_place(standing.median, standing) for _, _, standing in shown],
        "y": rows,
        "marker": {"symbol": "line-ns", "size": 14, "line": {"color": colours.text, "width": 2}},
        "name": "median of the comparable",
        "hovertext": [f"median {standing.median:,.6g} {escape(rate.unit)}" for rate, _, standing in shown],
        "hoverinfo": "text",
    }
    traces = [bar, middles]
    for position, name in enumerate(cards):
        mine = [(row, rate, standing) for row, (rate, card, standing) in enumerate(shown) if card == name]
        if mine:
            traces.append(_dots(mine, name, colours.option(position), SHAPES[position % len(SHAPES)]))
    figure = figure_with(colours, traces, ROW * len(rows) + 90, bottom=40)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "range": [-EDGE - 0.06, 1 + EDGE + 0.06],
        "tickvals": [0, 0.5, 1],
        "ticktext": ["lowest", "middle", "highest"],
        "showgrid": True,
    }
    layout["yaxis"] |= {
        "tickvals": rows,
        "ticktext": [_name(rate) for rate, _, _ in shown],
        "range": [len(rows) - 0.4, -0.6],
        "showgrid": False,
    }
    layout |= {
        "barmode": "overlay",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
        "margin": layout["margin"] | {"t": 40},
    }
    return figure


def _dots(mine: Sequence[tuple[int, Rate, Standing]], name: str, colour: str, shape: str) -> Figure:
    places = [_place(rate.figure(), standing) for _, rate, standing in mine]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escape(name),
        "x": places,
        "y": [row for row, _, _ in mine],
        "marker": {
            "color": colour,
            "size": 12,
            "symbol": [_symbol(place, shape) for place in places],
            "line": {"color": colour, "width": 1},
        },
        "hovertext": [_price_in_words(rate, name, standing) for _, rate, standing in mine],
        "hoverinfo": "text",
    }


def _place(figure: float, standing: Standing) -> float:
    """Where a figure stands in a range, at the edge of the chart where it is far out."""
    if standing.high <= standing.low:
        return 0.5 if figure == standing.low else (-EDGE if figure < standing.low else 1 + EDGE)
    share = (figure - standing.low) / (standing.high - standing.low)
    return float(f"{min(max(share, -EDGE), 1 + EDGE):.5g}")


def _symbol(place: float, shape: str) -> str:
    return "triangle-left" if place <= -EDGE else "triangle-right" if place >= 1 + EDGE else shape


def _name(rate: Rate) -> str:
    named = rate.title if rate.location.casefold() in rate.title.casefold() else f"{rate.title}, {rate.location}"
    return words(named if len(named) <= LONGEST else f"{named[: LONGEST - 1].rstrip(' ,')}…", NAME)


def _range_in_words(rate: Rate, standing: Standing) -> str:
    count = f"{standing.count} comparable prices from {len(standing.sources)} sources"
    return f"<b>{standing.low:,.6g} to {standing.high:,.6g} {escape(rate.unit)}</b><br>{count}"


def _price_in_words(rate: Rate, name: str, standing: Standing) -> str:
    told = {"within": "within the range", "below": "below the lowest", "above": "above the highest"}[standing.place]
    out = f"{standing.outside:,.1f} % " if standing.outside is not None else ""
    head = f"<b>{rate.figure():,.6g} {escape(rate.unit)}</b>, {escape(name)}"
    what = words(f"{rate.title} ({rate.key})", 2 * NAME)
    return f"{head}<br>{what}<br>{out}{told} ({standing.low:,.6g} to {standing.high:,.6g})"
