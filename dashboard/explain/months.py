"""A figure in every month of the contract, each a bar to click; the month that is shown stands out."""

from html import escape

import numpy as np
import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.explain.asked import Asked, What
from dashboard.explain.words import month_of, name_of, place_of
from dashboard.figures import Figure, figure_with, money_ticks
from dashboard.figures.look import enough_digits
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.model import Input
from tcomodel.readers.english import people_unit, unit_of
from tcomodel.readers.trace import Tracer, months_before
from tcomodel.results import where_there_are_some

HEIGHT = 210
PALE = 0.45  # how much of its colour a bar keeps beside the one that stands out


def show(result: Comparison, now: Asked) -> None:
    """The chart; nothing of what is the same in every month."""
    what = now.what
    if what is None or not what.is_monthly:
        return
    values = months_of(result, what)
    known = values[np.isfinite(values)]
    if not known.size or (known.size == values.size and np.ptp(known) <= 1e-9 * np.abs(known).max()):
        return
    st.subheader("Month by month", anchor=False, help="Click a month to see how it was made.")
    figure = bars(result, what, values, now.month, theme.colours())
    what_it_shows = f"Bars of {name_of(what)}, {place_of(what)}, in each of {len(values)} months"
    draw(figure, "explained", f"{what_it_shows}, {_unit(result, what) or 'a plain number'}.", of=result)


def months_of(result: Comparison, what: What) -> np.ndarray:
    """The value in each month of the contract, NaN where there is none; an index begins before it."""
    numbers = result.values[what] if isinstance(what, Input) else where_there_are_some(what, result.values)
    values = np.asarray(numbers, dtype=float)
    return values[months_before(what.scope) :][: len(result.months)]


def bars(result: Comparison, what: What, values: np.ndarray, month: int | None, colours: Colours) -> Figure:
    """One bar a month, none where there is no number; shares are drawn in percent."""
    scale = 100 if _is_share(what) else 1
    tracer, name = Tracer(result), escape(name_of(what))
    full, pale = colours.palette[0], mixed(colours.palette[0], colours.background, PALE)
    numbers = list(range(1, len(values) + 1))
    trace = {
        "type": "bar",
        "name": name,
        "x": numbers,
        "y": [None if np.isnan(value) else enough_digits([value * scale])[0] for value in values],
        "marker": {"color": [full if month in (None, number) else pale for number in numbers]},
        "customdata": [[what.key, number] for number in numbers],
        "hovertext": [
            f"<b>{name}</b><br>{month_of(result, number)}<br>{escape(tracer.value_of(what, number)[2])}"
            for number in numbers
        ],
        "hoverinfo": "text",
    }
    figure = figure_with(colours, [trace], HEIGHT)
    low, high = min(0.0, float(np.nanmin(values)) * scale), max(0.0, float(np.nanmax(values)) * scale)
    years = list(range(12, len(values) + 1, 12 * max(1, len(values) // 120)))
    figure["layout"]["bargap"] = 0.2
    figure["layout"]["xaxis"] |= {
        "title": {"text": "Month of the contract", "standoff": 6},
        "tickvals": [1, *years] if years else [1, len(values)],
        "range": [0.4, len(values) + 0.6],
        "showgrid": False,
    }
    figure["layout"]["yaxis"] |= {"title": {"text": _unit(result, what)}, "zeroline": True} | money_ticks(low, high, 3)
    return figure


def _unit(result: Comparison, what: What) -> str:
    unit = people_unit(unit_of(what), result.currency)
    return f"% {unit}".strip() if _is_share(what) else unit


def _is_share(what: What) -> bool:
    return unit_of(what).startswith(("1/", "share")) or (isinstance(what, Input) and what.given.is_share)
