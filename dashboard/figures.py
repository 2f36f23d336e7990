"""The charts: each takes a comparison and the theme's colours and returns a Plotly figure.

A figure is plain data, ``{"data": [...], "layout": {...}}``, as Plotly's JavaScript reads it: building
``plotly.graph_objects`` instead costs half a second for five charts. ``narrow`` holds what changes in the layout
where the chart has little room.

Nothing here computes a cost. Every number is a line of the model; the words in a hover are its arithmetic.
"""

import math
from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np

from dashboard.formats import compact, month_name, percent, short, signed
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours, readable_on

Figure = dict[str, Any]

HEIGHT = 380
TALL = 480  # beside the bridge
NARROW = 400  # pixels of width below which a chart takes its narrow layout
LINE_LABEL = 20  # characters in a row of a label at the end of a line
LABEL_ROOM = 136  # pixels right of the lines
WIDEST_NAME = 27  # characters in a row of a label left of a bar
TICKS = 5
FONT = "Source Sans, Source Sans Pro, sans-serif"


# ---------------------------------------------------------------- lines over the months


def cumulative_cost(result: Comparison, colours: Colours) -> Figure:
    """What each option has cost so far, month by month."""

    def hover(option: OptionResult) -> list[str]:
        so_far, now = _monthly(result, option, "cumulative_cost"), option.by_month
        return [
            f"{short(a)} {result.currency} so far, {short(b)} of it this month"
            for a, b in zip(so_far, now, strict=True)
        ]

    series = [_monthly(result, option, "cumulative_cost") for option in result.compared]
    figure = _over_time(result, colours, series, hover, f"Cost so far, {result.currency}")
    figure["layout"]["height"] = TALL
    return figure


def monthly_cost(result: Comparison, colours: Colours) -> Figure:
    """What each option costs in each month."""

    def hover(option: OptionResult) -> list[str]:
        return [
            f"{short(total)} {result.currency}<br>" + "<br>".join(_sum_in_words(option, month))
            for month, total in enumerate(option.by_month)
        ]

    return _over_time(
        result, colours, [option.by_month for option in result.compared], hover, f"Cost in the month, {result.currency}"
    )


def _sum_in_words(option: OptionResult, month: int) -> list[str]:
    """``= service fees 142 k``, ``+ governance 32 k``, ``− service credits 3 k``."""
    parts = [
        (name, float(amounts[month])) for name, amounts in option.by_category.items() if abs(amounts[month]) >= 0.5
    ]
    signs = ["−" if amount < 0 else "+" if position else "=" for position, (_, amount) in enumerate(parts)]
    return [
        f"{sign} {escape(name.lower())} {short(abs(amount))}" for sign, (name, amount) in zip(signs, parts, strict=True)
    ]


def unit_cost(result: Comparison, colours: Colours) -> Figure | None:
    """What one resolved contact (else: one contact) costs, month by month; None where no volume is known."""
    name, what, count = unit_of_cost(result)
    if not name:
        return None

    def hover(option: OptionResult) -> list[str]:
        rows = zip(option.by_month, _monthly(result, option, count), _monthly(result, option, name), strict=True)
        return [
            f"{short(cost)} {result.currency} / {number:,.0f} {what}s = {unit:,.2f} {result.currency}"
            for cost, number, unit in rows
        ]

    series = [_monthly(result, option, name) for option in result.compared]
    return _over_time(result, colours, series, hover, f"{result.currency} per {what}")


def unit_of_cost(result: Comparison) -> tuple[str, str, str]:
    """The unit cost every option has: its line, its unit in words and the line it is divided by."""
    for name, what, count in (
        ("month_cost_per_resolved_contact", "resolved contact", "served_resolutions"),
        ("month_cost_per_contact", "contact", "served_contacts"),
    ):
        if all(name in option.model.figures for option in result.compared):
            return name, what, count
    return "", "", ""


def _monthly(result: Comparison, option: OptionResult, name: str) -> np.ndarray:
    return np.broadcast_to(np.asarray(option.of(name), dtype=float), len(result.months))


def _over_time(
    result: Comparison,
    colours: Colours,
    series: Sequence[np.ndarray],
    hover: Callable[[OptionResult], list[str]],
    title: str,
) -> Figure:
    months = len(result.months)
    heads = [f"{month_name(month)}, month {position}" for position, month in enumerate(result.months, 1)]
    traces = []
    for option, values in zip(result.compared, series, strict=True):
        position = result.place_of(option)
        said = zip(heads, hover(option), strict=True)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": escape(option.label),
                "x": list(range(1, months + 1)),
                "y": [float(f"{value:.7g}") for value in values],
                "line": {"color": colours.option(position), "dash": colours.dash(position), "width": 2.5},
                "hovertext": [f"<b>{escape(option.label)}</b><br>{head}<br>{text}" for head, text in said],
                "hoverinfo": "text",
            }
        )
    low = min(0.0, *(float(values.min()) for values in series))
    high = max(float(values.max()) for values in series)
    labels, leaders, top = _line_end_labels(result, colours, [float(values[-1]) for values in series], low, high)
    years = list(range(12, months + 1, 12 * math.ceil(months / 120)))
    figure = figure_with(colours, traces, HEIGHT, right=LABEL_ROOM)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "title": {"text": "Month of the contract", "standoff": 6},
        "range": [0.5, months],
        "showgrid": False,
        "tickvals": [1, *years] if years else [1, months],
    }
    layout["yaxis"] |= {"title": {"text": title}, "range": [low * 1.05, top], "zeroline": True} | _money_ticks(low, top)
    layout |= {"annotations": labels, "shapes": leaders, "showlegend": False}
    figure["narrow"] = {
        "annotations": [],
        "shapes": [],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"},
        "margin": layout["margin"] | {"r": 12, "b": 70 + 22 * len(result.compared)},
        "height": HEIGHT + 22 * len(result.compared),
    }
    return figure


def _line_end_labels(
    result: Comparison, colours: Colours, ends: list[float], low: float, high: float
) -> tuple[list[Figure], list[Figure], float]:
    """Each line's name at its end, moved apart where they overlap, and the top of the axis that gives them room."""
    span = max(high - low, 1e-9) * 1.04
    texts = [words(option.label, LINE_LABEL) for option in result.compared]
    heights = [span * (0.049 * (text.count("<br>") + 1) + 0.014) for text in texts]
    places = moved_apart(ends, heights, low)
    labels, leaders = [], []
    for option, text, place, end in zip(result.compared, texts, places, ends, strict=True):
        colour = colours.option(result.place_of(option))
        labels.append(
            {
                "text": text,
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 11,
                "y": place,
                "yanchor": "middle",
                "align": "left",
                "showarrow": False,
                "font": {"color": colour, "size": 12},
            }
        )
        leaders.append(
            {
                "type": "line",
                "xref": "paper",
                "x0": 1,
                "x1": 1.025,
                "yref": "y",
                "y0": end,
                "y1": place,
                "line": {"color": colour, "width": 1},
            }
        )
    top = max(low + span, *(place + height / 2 for place, height in zip(places, heights, strict=True)))
    return labels, leaders, top


def moved_apart(wanted: Sequence[float], heights: Sequence[float], low: float) -> list[float]:
    """Places near the wanted ones, in their order and above ``low``, where things of these heights do not overlap."""
    stacks: list[tuple[list[int], float]] = []  # members from below, and the middle of the stack
    for one in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        members, middle = [one], max(wanted[one], low + heights[one] / 2)
        while stacks:
            below, centre = stacks[-1]
            if centre + sum(heights[i] for i in (*below, *members)) / 2 <= middle:
                break
            stacks.pop()
            members = below + members
            half = sum(heights[i] for i in members) / 2
            middle = max(sum(wanted[i] for i in members) / len(members), low + half)
        stacks.append((members, middle))
    places = [0.0] * len(wanted)
    for members, middle in stacks:
        edge = middle - sum(heights[i] for i in members) / 2
        for i in members:
            places[i] = edge + heights[i] / 2
            edge += heights[i]
    return places


# ---------------------------------------------------------------- bars by category


def cost_by_category(result: Comparison, colours: Colours) -> Figure:
    """The cost of the term of each option, stacked by category."""
    rows = list(range(len(result.compared)))
    totals = [option.total for option in result.compared]
    largest = max(totals) or 1.0
    traces = []
    for name in dict.fromkeys(name for option in result.compared for name in option.category_totals):
        amounts = [option.category_totals.get(name, 0.0) for option in result.compared]
        if not any(amounts):
            continue
        colour = colours.category(name)
        hovers = [
            f"<b>{escape(name)}</b><br>{escape(option.label)}<br>"
            f"{short(amount)} of {short(option.total)} {result.currency}"
            f" = {percent(amount / option.total if option.total else 0.0)}"
            for option, amount in zip(result.compared, amounts, strict=True)
        ]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": escape(name),
                "y": rows,
                "x": amounts,
                "marker": {"color": colour, "line": {"color": colours.background, "width": 1}},
                "text": [_inside(name, amount / largest, amount) for amount in amounts],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "inside",
                "textfont": {"color": readable_on(colour), "size": 12},
                "hovertext": hovers,
                "hoverinfo": "text",
            }
        )
    highest = [sum(max(amount, 0.0) for amount in option.category_totals.values()) for option in result.compared]
    lowest = min(
        0.0, *(sum(min(amount, 0.0) for amount in option.category_totals.values()) for option in result.compared)
    )
    height = 170 + 44 * len(rows)
    figure = figure_with(colours, traces, height, bottom=128)
    layout = figure["layout"]
    layout |= {
        "barmode": "relative",
        "uniformtext": {"mode": "hide", "minsize": 11},
        "bargap": 0.3,
        "annotations": [
            _at_bar_end(f"<b>{short(total)}</b>", end, row, colours)
            for row, (end, total) in enumerate(zip(highest, totals, strict=True))
        ],
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "entrywidth": 185,
            "maxheight": 1,
            "x": 0,
            "xref": "container",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
        },
    }
    layout["xaxis"] |= {
        "title": {"text": f"Cost of the term, {result.currency}", "standoff": 6},
        "range": [lowest * 1.3, max(highest) * 1.1],
    } | _money_ticks(lowest, max(highest))
    layout["yaxis"] |= _names_of_bars([words(option.label) for option in result.compared])
    figure["narrow below"] = 680
    figure["narrow"] = {
        "height": height + 230,
        "margin": layout["margin"] | {"b": 128 + 230},
        "xaxis": layout["xaxis"] | {"range": [lowest * 1.3, max(highest) * 1.3]},
    }
    return figure


def _inside(name: str, part: float, amount: float) -> str:
    """What fits into a piece of a bar: its name and amount, the amount, or nothing."""
    if part > 0.2:
        return f"{escape(name)} {short(amount)}"
    return short(amount) if part > 0.05 else ""


def bridge(result: Comparison, chosen: OptionResult, colours: Colours) -> Figure:
    """From the baseline's cost to the chosen option's, category by category."""
    base = result.baseline
    assert base is not None
    bars = [_whole(base, result.currency, colours.option(result.place_of(base)))]
    running = base.total
    for name in dict.fromkeys([*base.category_totals, *chosen.category_totals]):
        before, after = base.category_totals.get(name, 0.0), chosen.category_totals.get(name, 0.0)
        step = after - before
        if abs(step) >= 0.5:
            said = f"<b>{escape(name)}</b><br>{short(after)} − {short(before)} = {signed(step)} {result.currency}"
            bars.append(
                {
                    "name": escape(name),
                    "from": running,
                    "to": running + step,
                    "text": signed(step),
                    "hover": said,
                    "colour": colours.category(name),
                }
            )
        running += step
    bars.append(_whole(chosen, result.currency, colours.option(result.place_of(chosen))))

    rows = range(len(bars))
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(rows),
        "x": [bar["to"] - bar["from"] for bar in bars],
        "base": [bar["from"] for bar in bars],
        "width": 0.66,
        "marker": {"color": [bar["colour"] for bar in bars]},
        "hovertext": [bar["hover"] for bar in bars],
        "hoverinfo": "text",
        "showlegend": False,
    }
    figure = figure_with(colours, [trace], 74 + 23 * len(bars))
    layout = figure["layout"]
    layout["annotations"] = [
        _at_bar_end(bar["text"], max(bar["from"], bar["to"]), row, colours) for row, bar in enumerate(bars)
    ]
    layout["shapes"] = [
        {
            "type": "line",
            "layer": "below",
            "x0": bar["to"],
            "x1": bar["to"],
            "y0": row,
            "y1": row + 1,
            "line": {"color": colours.grid, "width": 1},
        }
        for row, bar in enumerate(bars[:-1])
    ]
    edges = [edge for bar in bars for edge in (bar["from"], bar["to"])]
    low, high = min(0.0, *edges), max(edges)
    layout["xaxis"] |= {
        "title": {"text": f"Cost of the term, {result.currency}", "standoff": 6},
        "range": [low * 1.1, high + (high - low) * 0.26],
    } | _money_ticks(low, high, 4)
    layout["yaxis"] |= _names_of_bars([bar["name"] for bar in bars])
    return figure


def _whole(option: OptionResult, currency: str, colour: str) -> Figure:
    """A bar of the bridge that stands for all of an option."""
    said = f"<b>{escape(option.label)}</b><br>{short(option.total)} {currency} over the term"
    name = f"<b>{words(option.label)}</b>"
    return {
        "name": name,
        "from": 0.0,
        "to": option.total,
        "text": f"<b>{short(option.total)}</b>",
        "hover": said,
        "colour": colour,
    }


def _at_bar_end(text: str, x: float, row: int, colours: Colours) -> Figure:
    return {
        "text": text,
        "x": x,
        "y": row,
        "xanchor": "left",
        "xshift": 5,
        "showarrow": False,
        "font": {"color": colours.text, "size": 12},
    }


def _names_of_bars(names: list[str]) -> Figure:
    return {
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "range": [len(names) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }


# ---------------------------------------------------------------- what all charts share


def words(text: str, width: int = WIDEST_NAME) -> str:
    """Somebody's text, safe and wrapped for a chart."""
    return "<br>".join(escape(row) for row in wrap(text, width)) or escape(text)


def _money_ticks(low: float, high: float, count: int = TICKS) -> Figure:
    """Round numbers along an axis, written as everywhere else: ``10 m``."""
    rough = max(high - low, 1e-9) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    values = [step * number for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
    size, sign = next(
        ((size, sign) for size, sign in ((1e9, " bn"), (1e6, " m"), (1e3, " k")) if max(map(abs, values)) >= size),
        (1.0, ""),
    )
    return {"tickvals": values, "ticktext": [f"{compact(value / size, 3)}{sign}" if value else "0" for value in values]}


def figure_with(colours: Colours, traces: list[Figure], height: int, right: int = 8, bottom: int = 46) -> Figure:
    """A figure with these traces in the look that all charts share."""
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
    }
