"""Lines over the months, one for each option: cost so far, cost in the month, cost of a contact.

The browser makes the hover texts of the months from their numbers (chart/hover.js): a thousand sentences written
here would hold up the figures of every other visitor.
"""

import math
from collections.abc import Sequence
from html import escape
from itertools import zip_longest

import numpy as np

from dashboard.figures.line_ends import line_ends
from dashboard.figures.look import HEIGHT, TALL, Figure, dash_of, enough_digits, figure_with, measured, money_ticks
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours
from tcomodel.months import month_name

LABEL_ROOM = 140  # pixels right of the lines
UNITS = (
    ("month_cost_per_resolved_contact", "resolved contact", "served_resolutions"),
    ("month_cost_per_contact", "contact", "served_contacts"),
)


def cumulative_cost(result: Comparison, colours: Colours) -> Figure:
    """What each option has cost so far, month by month."""
    hovers = [
        {
            "rows": [f"{{y|short}} {result.currency} so far, {{now|short}} of it this month"],
            "parts": {"now": enough_digits(option.by_month)},
        }
        for option in result.compared
    ]
    return _over_time(result, colours, "cumulative_cost", hovers, f"Cost so far, {result.currency}", TALL)


def monthly_cost(result: Comparison, colours: Colours) -> Figure:
    """What each option costs in each month."""
    hovers = [
        {"rows": [f"{{y|short}} {result.currency}"], "parts": {}, "sum": _sum_of(option)} for option in result.compared
    ]
    return _over_time(result, colours, "total_cost", hovers, f"Cost in the month, {result.currency}")


def _sum_of(option: OptionResult) -> list[list]:
    """Name and amounts of each category, one amount where all months are alike."""
    parts = []
    for name, amounts in option.by_category.items():
        if amounts.any():
            same = bool((amounts == amounts[0]).all())
            parts.append([escape(name.lower()), float(amounts[0]) if same else np.round(amounts, 2).tolist()])
    return parts


def unit_cost(result: Comparison, colours: Colours) -> Figure | None:
    """What one resolved contact (else: one contact) costs, month by month; None where no volume is known or is none."""
    name, what, count = unit_of_cost(result)
    if not name:
        return None
    hovers = [
        {
            "rows": [f"{{cost|short}} {result.currency} / {{number|count}} {what}s = {{y|unit}} {result.currency}"],
            "parts": {
                "cost": enough_digits(option.by_month),
                "number": enough_digits(_monthly(result, option, count)),
            },
        }
        for option in result.compared
    ]
    nothing = [_monthly(result, option, count) == 0 for option in result.compared]
    if all(gaps.all() for gaps in nothing):
        return None
    return _over_time(result, colours, name, hovers, f"{result.currency} per {what}", without=nothing)


def unit_of_cost(result: Comparison) -> tuple[str, str, str]:
    """The unit cost every option has: its line, its unit in words and the line it is divided by."""
    for one in UNITS:
        if all(one[0] in option.model.figures for option in result.compared):
            return one
    return "", "", ""


def _monthly(result: Comparison, option: OptionResult, name: str) -> np.ndarray:
    return np.broadcast_to(np.asarray(option.of(name), dtype=float), len(result.months))


def _with_gaps(values: list[float], gaps: np.ndarray | None) -> list[float | None]:
    return list(values) if gaps is None else [None if gap else one for one, gap in zip(values, gaps, strict=True)]


def _over_time(
    result: Comparison,
    colours: Colours,
    name: str,
    hovers: Sequence[Figure],
    title: str,
    height: int = HEIGHT,
    without: Sequence[np.ndarray] = (),
) -> Figure:
    """A line of the model, month by month, for each option; a gap in the months ``without`` any such number."""
    months, options = len(result.months), result.compared
    places = [result.place_of(option) for option in options]
    series = [_monthly(result, option, name) for option in options]
    number = list(range(1, months + 1))
    traces = [
        {
            "type": "scatter",
            "mode": "lines" if months > 1 else "markers",
            "name": escape(option.label),
            "x": number,
            "y": _with_gaps(enough_digits(values), gaps),
            "line": {"color": colours.option(place), "dash": dash_of(place, colours), "width": 2.5},
            "meta": {"line": option.model.figures[name].key},
            "hoverinfo": "text",
        }
        for option, place, values, gaps in zip_longest(options, places, series, without)
    ]
    low = min(0.0, *(float(values.min()) for values in series))
    high = max(float(values.max()) for values in series)
    inks = [colours.option(place) for place in places]
    labels, leaders, top = line_ends([option.label for option in options], inks, series, low, high, colours)
    figure = measured(figure_with(colours, traces, height, right=LABEL_ROOM))
    layout = figure["layout"]
    years = list(range(12, months + 1, 12 * math.ceil(months / 120)))
    layout["xaxis"] |= {
        "title": {"text": "Month of the contract", "standoff": 6},
        "range": [0.5, max(months, 1.5)],
        "showgrid": False,
        "tickvals": [1, *years] if years else sorted({1, months}),
    }
    layout["yaxis"] |= {"title": {"text": title}, "range": [low * 1.05, top], "zeroline": True} | money_ticks(low, top)
    layout |= {"shapes": leaders, "showlegend": False}
    figure["marks"] = [labels]
    figure["hovers"] = [
        {
            "rows": ["<b>{name}</b>", "{month}", *hover["rows"]],
            "parts": {"name": trace["name"], **hover["parts"]},
            "sum": hover.get("sum", []),
        }
        for trace, hover in zip(traces, hovers, strict=True)
    ]
    figure["shared"] = {
        "month": [f"{month_name(month)}, month {position}" for position, month in enumerate(result.months, 1)]
    }
    figure["legend"] = [{"name": trace["name"], **trace["line"]} for trace in traces]
    figure["direct"] = True
    figure["narrow"] = {"shapes": [], "margin": layout["margin"] | {"r": 12}}
    return figure
