"""The crossover map: the cheapest option in every cell of two axes, paler where it is hardly ahead."""

from html import escape

import numpy as np
import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.figures import NARROW_WITH_NAMES, Figure, figure_with
from dashboard.formats import plain, short
from dashboard.negotiate.axes import axis_choice, band_on, on_average, share_within
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, futures
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.axis import Axis, axis_of
from tcomodel.negotiation.crossover_map import NOBODY, CrossoverMap, crossover_map
from tcomodel.readers.axis_words import at, shown, title_of_axis
from tcomodel.readers.map_text import map_csv, map_headline

HEIGHT = 560
PALEST = 0.35  # where two options cost the same
FULL = 0.15  # so far ahead of the runner-up the colour is full


@st.cache_resource(show_spinner="Working out every cell", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def map_of(result: Comparison, across: str, up: str) -> CrossoverMap:
    """The map of two axes, worked out once."""
    return crossover_map(result, axis_of(result.model, across), axis_of(result.model, up))


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "Which option costs least where",
        "Each of 10,000 cells is the whole model worked out with two things moved at once; its colour is the cheapest "
        "option that serves all of the work. The paler a cell, the smaller the lead over the runner-up: there the "
        "choice hardly matters, or turns easily.",
        "Break-even",
        "Base case",
    )
    if len(result.compared) < 2:
        st.info("It takes two options to compare; this comparison has one.", icon=":material/info:")
        return
    first, second = st.columns(2)
    with first:
        across = axis_choice(result, "across", "Across", "volume")
    with second:
        up = axis_choice(result, "up", "Up", "handle_time", without=across.key)
    found = map_of(result, across.key, up.key)
    st.markdown(plain(map_headline(result, found)))
    world = futures(result)
    bands = band_on(across, world), band_on(up, world)
    draw(
        chart(result, found, bands, theme.colours()),
        "negotiate map",
        f"A map of the cheapest option over {title_of_axis(across, result.currency)} and "
        f"{title_of_axis(up, result.currency)}: {_areas(result, found)}.",
        has_file=True,
    )
    if told := _futures_told(result, (across, up), bands, share_within((across, up), bands, world)):
        st.caption(plain(told))
    download("negotiate", "map", lambda: map_csv(result, found), result, called="crossover map")


def _areas(result: Comparison, found: CrossoverMap) -> str:
    """Who wins how much of the map."""
    said = [f"{result.option(key).label} in {100 * share:.0f} % of it" for key, share in found.shares.items()]
    return ", ".join(said) or "no option serves all of the work"


def _futures_told(
    result: Comparison,
    axes: tuple[Axis, Axis],
    bands: tuple[tuple[float, float] | None, tuple[float, float] | None],
    inside: float,
) -> str:
    said = [
        f"{at(axis, band[0], result.currency)} to {at(axis, band[1], result.currency)}{on_average(axis)}"
        for axis, band in zip(axes, bands, strict=True)
        if band is not None
    ]
    each = " of each" if len(said) > 1 else ""
    told = f"The frame is P10 to P90{each}: {' and '.join(said)}; {100 * inside:.0f} % of the futures lie in it."
    return told if said else ""


# ---------------------------------------------------------------- the chart


def chart(
    result: Comparison,
    found: CrossoverMap,
    bands: tuple[tuple[float, float] | None, tuple[float, float] | None],
    colours: Colours,
) -> Figure:
    """One layer for each option that wins somewhere, today's point and the frame of the futures."""
    across, up, currency = found.across, found.up, result.currency
    x = [float(f"{shown(across, float(one)):.7g}") for one in found.columns]
    y = [float(f"{shown(up, float(one)):.7g}") for one in found.rows]
    winners = [number for number, key in enumerate(found.keys) if key in found.shares]
    traces = [_layer(result, found, number, x, y, colours) for number in winners]
    if np.any(found.winner == NOBODY):
        traces.append(_nobody(found, x, y, colours))
    traces += [_entry(result, found.keys[number], colours) for number in winners]
    traces.append(_here(result, found, colours))
    figure = figure_with(colours, traces, HEIGHT, bottom=60)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "title": {"text": title_of_axis(across, currency), "standoff": 8}, "range": [x[0], x[-1]], "nticks": 7,
        "showgrid": False, "ticks": "outside", "tickformat": ",.6~g",
    }  # fmt: skip
    layout["yaxis"] |= {
        "title": {"text": title_of_axis(up, currency), "standoff": 8}, "range": [y[0], y[-1]], "nticks": 8,
        "showgrid": False, "ticks": "outside", "tickformat": ",.6~g",
    }  # fmt: skip
    layout |= {
        "shapes": _frame(found, bands, colours),
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left", "itemclick": False},
    }
    layout["margin"] |= {"t": 34 + 22 * -(-(len(winners) + 1) // 3)}
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "margin": layout["margin"] | {"t": 34 + 22 * (len(winners) + 1)},
        "height": HEIGHT + 22 * len(winners),
        "xaxis": layout["xaxis"] | {"nticks": 4},
    }
    return figure


def _layer(
    result: Comparison, found: CrossoverMap, number: int, x: list[float], y: list[float], colours: Colours
) -> Figure:
    option = result.option(found.keys[number])
    colour = colours.option(result.place_of(option))
    own = found.winner == number
    lead = np.where(np.isfinite(found.ahead), found.ahead, 10.0)
    z = [
        [float(f"{100 * value:.3g}") if mine else None for value, mine in zip(row, mask, strict=True)]
        for row, mask in zip(lead.tolist(), own.tolist(), strict=True)
    ]
    return {
        "type": "heatmap", "x": x, "y": y, "z": z, "zmin": 0, "zmax": 100 * FULL, "showscale": False,
        "colorscale": [[0, mixed(colour, colours.background, PALEST)], [1, colour]], "hoverongaps": False,
        "hovertemplate": f"<b>{escape(option.label)}</b><br>%{{z:.1f}} % ahead of the runner-up<br>"
        f"{escape(title_of_axis(found.across, result.currency))}: %{{x:,.6~g}}<br>"
        f"{escape(title_of_axis(found.up, result.currency))}: %{{y:,.6~g}}<extra></extra>",
    }  # fmt: skip


def _nobody(found: CrossoverMap, x: list[float], y: list[float], colours: Colours) -> Figure:
    z = [[1 if one == NOBODY else None for one in row] for row in found.winner.tolist()]
    return {
        "type": "heatmap", "x": x, "y": y, "z": z, "showscale": False, "hoverongaps": False,
        "colorscale": [[0, colours.grid], [1, colours.grid]],
        "hovertemplate": "No option serves all of the work<extra></extra>",
    }  # fmt: skip


def _entry(result: Comparison, key: str, colours: Colours) -> Figure:
    option = result.option(key)
    marker = {"symbol": "square", "size": 13, "color": colours.option(result.place_of(option))}
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": escape(option.label), "marker": marker,
        "hoverinfo": "skip",
    }  # fmt: skip


def _here(result: Comparison, found: CrossoverMap, colours: Colours) -> Figure:
    """Today's point: the base case, in which the cheapest option costs what the comparison says."""
    currency = result.currency
    said = [
        "<b>you are here</b>",
        escape(f"{at(found.across, found.across.today, currency)}, {at(found.up, found.up.today, currency)}"),
    ]
    line = None
    if found.here:
        option = result.option(found.here)
        line = [option.model.figures["npv"].key, None]
        cost = f"{short(option.figure('npv') or 0.0, 2)} {currency}"
        said.append(f"{escape(option.label)} costs least, {cost} in today's money")
    else:
        said.append("no option serves all of the work")
    return {
        "type": "scatter", "mode": "markers", "name": "you are here",
        "x": [shown(found.across, found.across.today)], "y": [shown(found.up, found.up.today)],
        "marker": {"symbol": "x", "size": 12, "color": colours.text, "line": {"color": colours.background, "width": 2}},
        "customdata": [line], "hovertext": ["<br>".join(said)], "hoverinfo": "text", "cliponaxis": False,
    }  # fmt: skip


def _frame(
    found: CrossoverMap, bands: tuple[tuple[float, float] | None, tuple[float, float] | None], colours: Colours
) -> list[Figure]:
    """The frame of P10 to P90; a pair of lines where only one axis is uncertain."""
    if bands == (None, None):
        return []
    ends = [
        [shown(axis, float(np.clip(one, axis.least, axis.most))) for one in (band or (axis.least, axis.most))]
        for axis, band in zip((found.across, found.up), bands, strict=True)
    ]
    (x0, x1), (y0, y1) = ends
    line = {"color": colours.text, "width": 2, "dash": "dash"}
    return [{"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "fillcolor": "rgba(0,0,0,0)"}]
