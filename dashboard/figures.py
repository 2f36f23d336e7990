"""The charts: each takes a comparison and the theme's colours and returns a Plotly figure.

Nothing here computes a cost. Every number is a line of the model; the words in a hover are its arithmetic.
"""

from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.colours import Colours, readable_on
from dashboard.formats import month_name, percent, short, signed
from tcomodel import Comparison, OptionResult

LINE_LABEL = 20  # characters in a row of a label at the end of a line
LABEL_ROOM = 150  # pixels right of the lines
WIDEST_NAME = 26
HEIGHT = 400


def words(text: str, width: int = WIDEST_NAME) -> str:
    """Somebody's text, safe and wrapped for a chart."""
    return "<br>".join(escape(row) for row in wrap(text, width)) or escape(text)


# ---------------------------------------------------------------- lines over the months


def cumulative_cost(result: Comparison, colours: Colours) -> go.Figure:
    """What each option has cost so far, month by month."""

    def hover(option: OptionResult, month: int) -> str:
        return f"{short(option.of('cumulative_cost')[month])} {result.currency} so far, {short(option.by_month[month])} of it this month"

    figure = _over_time(result, colours, [np.asarray(option.of("cumulative_cost")) for option in result.options], hover)
    return _money_axis(figure, f"Cost so far, {result.currency}")


def monthly_cost(result: Comparison, colours: Colours) -> go.Figure:
    """What each option costs in each month."""

    def hover(option: OptionResult, month: int) -> str:
        parts = [(name, amounts[month]) for name, amounts in option.by_category.items() if abs(amounts[month]) >= 0.5]
        return f"{short(option.by_month[month])} {result.currency} = " + " ".join(
            f"{'−' if amount < 0 else '+' if position else ''} {escape(name.lower())} {short(abs(amount))}<br>"
            for position, (name, amount) in enumerate(parts)
        ).removesuffix("<br>")

    figure = _over_time(result, colours, [option.by_month for option in result.options], hover)
    return _money_axis(figure, f"Cost in the month, {result.currency}")


def unit_cost(result: Comparison, colours: Colours) -> go.Figure | None:
    """What one resolved contact (else: one contact) costs, month by month; None where no volume is known."""
    name, what, count = "month_cost_per_resolved_contact", "resolved contact", "served_resolutions"
    if any(name not in option.model.figures for option in result.options):
        name, what, count = "month_cost_per_contact", "contact", "served_contacts"
    if any(name not in option.model.figures for option in result.options):
        return None

    def hover(option: OptionResult, month: int) -> str:
        contacts = np.broadcast_to(option.of(count), len(result.months))[month]
        unit = np.asarray(option.of(name))[month]
        return f"{short(option.by_month[month])} {result.currency} / {contacts:,.0f} {what}s = {unit:,.2f} {result.currency}"

    figure = _over_time(result, colours, [np.asarray(option.of(name)) for option in result.options], hover)
    return _money_axis(figure, f"{result.currency} per {what}")


def _over_time(
    result: Comparison, colours: Colours, series: Sequence[np.ndarray], hover: Callable[[OptionResult, int], str]
) -> go.Figure:
    figure = go.Figure()
    months = list(range(1, len(result.months) + 1))
    for position, (option, values) in enumerate(zip(result.options, series, strict=True)):
        name = escape(option.label)
        said = [f"<b>{name}</b><br>{month_name(result.months[m])}, month {m + 1}<br>{hover(option, m)}" for m in range(len(months))]
        figure.add_scatter(
            x=months, y=[float(value) for value in values], name=name, mode="lines",
            line={"color": colours.option(position), "dash": colours.dash(position), "width": 2.5},
            hovertext=said, hoverinfo="text", showlegend=False,
        )  # fmt: skip
    _label_line_ends(figure, [option.label for option in result.options], colours)
    years = list(range(12, len(months) + 1, 12)) or [len(months)]
    figure.update_xaxes(
        title="Month of the contract", range=[0.5, len(months)], showgrid=False, zeroline=False,
        tickvals=[1, *years] if len(years) < 11 else years, ticks="outside", tickcolor=colours.grid,
    )  # fmt: skip
    return _laid_out(figure, colours, HEIGHT, right=LABEL_ROOM)


def _label_line_ends(figure: go.Figure, labels: Sequence[str], colours: Colours) -> None:
    """Each line's name at its end, moved apart where they would overlap."""
    ends = [float(trace.y[-1]) for trace in figure.data]
    everything = np.concatenate([np.asarray(trace.y) for trace in figure.data])
    span = max(float(everything.max() - min(everything.min(), 0)), 1e-9)
    rows = [words(label, LINE_LABEL) for label in labels]
    heights = [span * 0.047 * (text.count("<br>") + 1) + span * 0.012 for text in rows]
    places = _apart(ends, heights, low=min(float(everything.min()), 0.0))
    for position, (text, y, end) in enumerate(zip(rows, places, ends, strict=True)):
        colour = colours.option(position)
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=10, y=y, yanchor="middle", text=text, align="left",
            showarrow=False, font={"color": colour, "size": 12},
        )  # fmt: skip
        if abs(y - end) > span * 0.01:
            figure.add_shape(
                type="line", xref="paper", x0=1, x1=1.012, yref="y", y0=end, y1=y, line={"color": colour, "width": 1}
            )
    figure.update_yaxes(range=[min(float(everything.min()) * 1.05, 0.0), max(max(places) + max(heights) / 2, float(everything.max()) * 1.05)])


def _apart(wanted: Sequence[float], heights: Sequence[float], low: float) -> list[float]:
    """Places near the wanted ones, in the same order, at which labels of these heights do not overlap."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[list[int], float]] = []  # members, centre
    for i in order:
        members, centre = [i], max(wanted[i], low + heights[i] / 2)
        while groups:
            below, middle = groups[-1]
            reach = (sum(heights[j] for j in below) + sum(heights[j] for j in members)) / 2
            if middle + reach <= centre:
                break
            groups.pop()
            members = below + members
            half = sum(heights[j] for j in members) / 2
            centre = max(sum(wanted[j] for j in members) / len(members), low + half)
        groups.append((members, centre))
    places = [0.0] * len(wanted)
    for members, centre in groups:
        edge = centre - sum(heights[j] for j in members) / 2
        for j in members:
            places[j] = edge + heights[j] / 2
            edge += heights[j]
    return places


# ---------------------------------------------------------------- bars by category


def cost_by_category(result: Comparison, colours: Colours) -> go.Figure:
    """The cost of the term of each option, stacked by category."""
    figure = go.Figure()
    names = list(dict.fromkeys(name for option in result.options for name in option.category_totals))
    labels = [words(option.label) for option in result.options]
    largest = max(option.total for option in result.options)
    for name in names:
        amounts = [option.category_totals.get(name, 0.0) for option in result.options]
        colour = colours.category(name)
        figure.add_bar(
            y=labels, x=amounts, name=escape(name), orientation="h",
            marker={"color": colour, "line": {"color": colours.background, "width": 1}},
            text=[f"{escape(name)} {short(a)}" if a > 0.17 * largest else short(a) if a > 0.05 * largest else "" for a in amounts],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"color": readable_on(colour), "size": 12},
            hovertext=[
                f"<b>{escape(name)}</b>, {label}<br>{short(a)} of {short(option.total)} {result.currency}, {percent(a / option.total if option.total else 0)}"
                for a, option, label in zip(amounts, result.options, labels, strict=True)
            ],
            hoverinfo="text",
        )  # fmt: skip
    for option, label in zip(result.options, labels, strict=True):
        figure.add_annotation(
            x=sum(max(a, 0.0) for a in option.category_totals.values()), y=label, text=f"<b>{short(option.total)}</b>",
            xanchor="left", xshift=6, showarrow=False, font={"color": colours.text, "size": 13},
        )  # fmt: skip
    figure.update_layout(barmode="relative", bargap=0.28, legend={
        "orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom", "traceorder": "normal", "font": {"size": 12},
    })  # fmt: skip
    figure.update_yaxes(autorange="reversed", ticks="", showgrid=False)
    figure.update_xaxes(title=f"Cost of the term, {result.currency}", tickformat="~s", range=_roomy(figure, largest))
    return _laid_out(figure, colours, 150 + 46 * len(labels) + 60, bottom=130)


def bridge(result: Comparison, chosen: OptionResult, colours: Colours) -> go.Figure:
    """From the baseline's cost to the chosen option's, category by category."""
    base = result.baseline
    assert base is not None
    names = [
        name
        for name in dict.fromkeys([*base.category_totals, *chosen.category_totals])
        if abs(chosen.category_totals.get(name, 0.0) - base.category_totals.get(name, 0.0)) >= 0.5
    ]
    rows, starts, lengths, texts, hovers, fills = [], [], [], [], [], []
    position = {option.key: place for place, option in enumerate(result.options)}

    def bar(row: str, start: float, length: float, text: str, hover: str, fill: str) -> None:
        for column, value in zip((rows, starts, lengths, texts, hovers, fills), (row, start, length, text, hover, fill), strict=True):
            column.append(value)

    def whole(option: OptionResult) -> None:
        total = f"{short(option.total)} {result.currency} over the term"
        bar(f"<b>{words(option.label)}</b>", 0.0, option.total, f"<b>{short(option.total)}</b>", f"<b>{escape(option.label)}</b><br>{total}", colours.option(position[option.key]))  # fmt: skip

    whole(base)
    running = base.total
    for name in names:
        before, after = base.category_totals.get(name, 0.0), chosen.category_totals.get(name, 0.0)
        step = after - before
        said = f"<b>{escape(name)}</b><br>{short(after)} − {short(before)} = {signed(step)} {result.currency}"
        bar(escape(name), running, step, signed(step), said, colours.category(name))
        running += step
    whole(chosen)
    figure = go.Figure()
    figure.add_bar(
        y=list(range(len(rows))), x=lengths, base=starts, orientation="h", text=texts, textposition="none",
        hovertext=hovers, hoverinfo="text", marker={"color": fills}, width=0.68, showlegend=False,
    )  # fmt: skip
    for place, (start, length, text) in enumerate(zip(starts, lengths, texts, strict=True)):
        figure.add_annotation(
            x=max(start, start + length), y=place, text=text, xanchor="left", xshift=6, showarrow=False,
            font={"color": colours.text, "size": 12},
        )  # fmt: skip
        if place < len(rows) - 1:
            figure.add_shape(
                type="line", x0=start + length, x1=start + length, y0=place, y1=place + 1, layer="below",
                line={"color": colours.grid, "width": 1},
            )  # fmt: skip
    ends = [*starts, *[s + n for s, n in zip(starts, lengths, strict=True)]]
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=rows, range=[len(rows) - 0.4, -0.6], showgrid=False, zeroline=False)
    figure.update_xaxes(title=f"Cost of the term, {result.currency}", tickformat="~s", range=[min(*ends, 0) * 1.1, max(ends) * 1.16])
    return _laid_out(figure, colours, 90 + 25 * len(rows))


def _roomy(figure: go.Figure, largest: float) -> list[float]:
    """The range of stacked bars with room for the total at their end."""
    lowest = min((sum(min(trace.x[i], 0.0) for trace in figure.data) for i in range(len(figure.data[0].x))), default=0.0)
    highest = max((sum(max(trace.x[i], 0.0) for trace in figure.data) for i in range(len(figure.data[0].x))), default=largest)
    return [lowest * 1.2, highest * 1.12]


# ---------------------------------------------------------------- what all charts share


def _money_axis(figure: go.Figure, title: str) -> go.Figure:
    figure.update_yaxes(title=title, tickformat="~s", rangemode="tozero", zeroline=False)
    return figure


def _laid_out(figure: go.Figure, colours: Colours, height: int, right: int = 10, bottom: int = 48) -> go.Figure:
    axis: dict[str, Any] = {"color": colours.text, "gridcolor": colours.grid, "linecolor": colours.grid, "automargin": True, "fixedrange": True}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": right, "t": 12, "b": bottom},
        colorway=list(colours.palette),
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.text, "size": 13},
        hoverlabel={"align": "left", "bgcolor": colours.background, "bordercolor": colours.grid, "font": {"color": colours.text, "size": 13}},
        dragmode=False,
        hovermode="closest",
    )
    return figure
