"""What all charts share: the look, the ticks of money, and somebody's words made safe for a chart."""

import math
from functools import cache
from html import escape
from textwrap import wrap
from typing import Any

from dashboard.formats import compact
from tcomodel.colours import Colours, channels, mixed

Figure = dict[str, Any]

HEIGHT = 380
TALL = 480  # beside the bridge
NARROW = 400  # pixels of width below which a chart takes its narrow layout
NARROW_WITH_NAMES = 620  # the same of a chart with long names beside it
WIDEST_NAME = 27  # characters in a row of a label left of a bar
TICKS = 5
FONT = "Source Sans, Source Sans Pro, sans-serif"
# Where colours cannot be told apart (grey paper, a projector) the strokes can: one for each option, in their order.
STROKES = ("solid", "10px,3px", "4px,3px", "10px,3px,2px,3px", "2px,2px", "16px,4px", "8px,3px,2px,3px,2px,3px")
READABLE = 4.5  # contrast of words that the accessibility guidelines ask for
FROM_HERE_CENTS = 100_000  # from here on seven digits no longer reach the cent
SPACE = "\u2002"  # between a bar and the words at its end
SIZES = ((1e9, " bn"), (1e6, " m"), (1e3, " k"))


def figure_with(colours: Colours, traces: list[Figure], height: int, right: int = 8, bottom: int = 46) -> Figure:
    """A figure with these traces in the look that all charts share.

    Beside ``data`` and ``layout``, which are Plotly's, a figure may hold:

    - ``narrow``: what changes in the layout below ``narrow below`` pixels of width
    - ``marks``: traces of words beside the data; they are not read out, walked through or written to files
    - ``hovers``: for each trace how the browser makes its hover texts, with ``shared`` parts (chart/hover.js)
    - ``legend``: names with colours and strokes; ``direct`` where the names stand in the chart while it is wide
    - ``pieces``: for each bar what it stands for, where that is more than the name of its row

    The line of the model behind a point is in ``customdata``: ``[key, month or None]`` for each point; of a trace
    whose x is the month, in ``meta["line"]``.
    """
    axis = {
        "color": colours.text,
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zerolinecolor": colours.grid,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12},
    }
    return {
        "data": traces,
        "layout": {
            "height": height,
            "margin": {"l": 8, "r": right, "t": 10, "b": bottom},
            "colorway": list(colours.palette),
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "color": colours.text, "size": 13},
            "hoverlabel": {
                "align": "left",
                "bgcolor": colours.background,
                "bordercolor": colours.grid,
                "font": {"family": FONT, "color": colours.text, "size": 13},
            },
            "hovermode": "closest",
            "dragmode": False,
            "xaxis": dict(axis),
            "yaxis": dict(axis),
        },
        "narrow": {},
        "narrow below": NARROW,
        "ground": colours.background,
    }


def measured(figure: Figure) -> Figure:
    """Let the browser set the margins from the widths of the words, which is faster than Plotly's own way."""
    for name in ("xaxis", "yaxis"):
        figure["layout"][name] |= {"automargin": False, "tickangle": 0, "ticklabeloverflow": "allow"}
    figure["measured"] = True
    return figure


def money_ticks(low: float, high: float, count: int = TICKS) -> Figure:
    """Round numbers along an axis, written as everywhere else: ``10 m``."""
    rough = max(high - low, 1e-9) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    values = [step * number for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
    size, sign = next(((size, sign) for size, sign in SIZES if max(map(abs, values)) >= size), (1.0, ""))
    places = max(3, 2 - math.floor(math.log10(step / size)))  # a cost of 0.0003 a contact has ticks of its own
    texts = [f"{compact(value / size, places)}{sign}".replace("-", "−") if value else "0" for value in values]
    return {"tickvals": values, "ticktext": texts}


def dash_of(position: int, colours: Colours) -> str:
    """The stroke of an option; where there are more options than colours, no two share colour and stroke."""
    return STROKES[(position + position // len(colours.palette)) % len(STROKES)]


def words(text: str, width: int = WIDEST_NAME) -> str:
    """Somebody's text, safe and wrapped for a chart."""
    return "<br>".join(escape(row) for row in wrap(text, width)) or escape(text)


def in_rows(text: str, width: int) -> str:
    """A sentence of a hover, safe and wrapped: who listens hears it as one (chart/hover.js)."""
    return " <br>".join(escape(row) for row in wrap(text, width))


def said(texts: list[str], places: list[tuple[float, float]], colours: list[str] | str, **look: Any) -> Figure:
    """Words as a trace of the chart, right of their places: drawn in a fraction of the time annotations take."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": texts,
        "textposition": "middle right",
        "textfont": {"color": colours, "size": 12},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
        **look,
    }


def enough_digits(values: Any) -> list[float]:
    """Numbers for a chart, short on the wire: seven digits, and amounts to the cent, as they go into its file too."""
    return [round(float(value), 2) if abs(value) >= FROM_HERE_CENTS else float(f"{value:.7g}") for value in values]


@cache
def ink_on(fill: str) -> str:
    """Black or white for words on a colour: one of them always has the contrast that words need."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, fill))


@cache
def ink_for(colour: str, colours: Colours) -> str:
    """A colour for words, which need more contrast than a line: it leans towards the colour of text where it must."""
    for part in range(10):
        ink = mixed(colours.text, colour, part / 10)
        if contrast(ink, colours.background) >= READABLE:
            return ink
    return colours.text


def contrast(one: str, other: str) -> float:
    """How far apart in brightness two colours are, 1 to 21, as the accessibility guidelines (WCAG 2) count it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
