"""The charts: each takes a comparison and the theme's colours and returns a Plotly figure.

A figure is plain data, ``{"data": [...], "layout": {...}}``, as Plotly's JavaScript reads it: building
``plotly.graph_objects`` instead costs half a second for five charts. Beside what Plotly knows it holds what the page
does with it (``look.figure_with`` lists that). Nothing here computes a cost. Every number is a line of the model; the
words in a hover are its arithmetic.
"""

from dashboard.figures.bridge import bridge
from dashboard.figures.by_category import cost_by_category
from dashboard.figures.line_ends import moved_apart
from dashboard.figures.look import (
    FONT,
    HEIGHT,
    NARROW,
    NARROW_WITH_NAMES,
    TALL,
    WIDEST_NAME,
    Figure,
    dash_of,
    figure_with,
    in_rows,
    ink_for,
    ink_on,
    money_ticks,
    words,
)
from dashboard.figures.over_time import cumulative_cost, monthly_cost, unit_cost, unit_of_cost

__all__ = [
    "FONT",
    "HEIGHT",
    "NARROW",
    "NARROW_WITH_NAMES",
    "TALL",
    "WIDEST_NAME",
    "Figure",
    "bridge",
    "cost_by_category",
    "cumulative_cost",
    "dash_of",
    "figure_with",
    "in_rows",
    "ink_for",
    "ink_on",
    "money_ticks",
    "monthly_cost",
    "moved_apart",
    "unit_cost",
    "unit_of_cost",
    "words",
]
