"""The chart of break-evens: what every option costs along an axis, a gap at each jump, a number at each turn."""

from html import escape

import numpy as np

from dashboard.figures import NARROW_WITH_NAMES, Figure, dash_of, figure_with, in_rows, money_ticks
from dashboard.formats import short
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.axis import Axis
from tcomodel.negotiation.crossings import BreakEvens, Turn
from tcomodel.readers.axis_words import shown, title_of_axis
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.turn_words import turn_in_words
from tcomodel.results import HALF_A_CENT
from tcomodel.sign_changes.changes import JUMP

HEIGHT = 500
MOST_POINTS = 700  # of a line
LEAP = 1e-4  # of a total: less is no gap that could be seen
MORE_AT_MOST = 0.35  # of the cheapest of today: what is further behind leaves the picture


def chart(
    result: Comparison,
    found: BreakEvens,
    named: list[Turn],
    band: tuple[float, float] | None,
    colours: Colours,
    above_the_cheapest: bool = False,
) -> Figure:
    """The lines, the numbered turns, today and the futures; as costs, or as what each costs more than the cheapest."""
    axis, currency = found.axis, result.currency
    least = _cheapest(found)
    taken_off = least if above_the_cheapest else np.zeros(found.positions.size)
    more = "more than the cheapest" if above_the_cheapest else "in today's money"
    traces = [_line(result, found, key, colours, taken_off, more) for key in found.totals]
    others = [turn for turn in found.turns if turn not in named]
    traces += [
        _points(result, found, turns, numbered, colours, taken_off)
        for turns, numbered in ((others, False), (named, True))
    ]
    traces += [one for key in found.totals if (one := _here(result, found, key, colours, taken_off))]
    high = max(float(total.max()) for total in found.totals.values())
    low = min(0.0, *(float(total.min()) for total in found.totals.values()))
    what = "Cost of the term in today's money"
    if above_the_cheapest:
        low, high, what = 0.0, _highest_shown(found), "Costs more than the cheapest"
    figure = figure_with(colours, traces, HEIGHT, bottom=60)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "title": {"text": title_of_axis(axis, currency), "standoff": 8},
        "range": [shown(axis, axis.least), shown(axis, axis.most)],
        "showgrid": False,
        "nticks": 7,
        "tickformat": ",.6~g",
    }
    layout["yaxis"] |= {
        "title": {"text": f"{what}, {currency}"},
        "range": [low - 0.03 * (high - low), high * 1.04],
    } | money_ticks(low, high)
    layout |= {
        "shapes": _shapes(axis, band, colours),
        "annotations": _today(axis, colours),
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left", "itemclick": False},
    }
    layout["margin"] |= {"t": 34 + 22 * -(-len(found.totals) // 3)}
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "margin": layout["margin"] | {"t": 34 + 22 * len(found.totals)},
        "height": HEIGHT + 22 * len(found.totals),
        "xaxis": layout["xaxis"] | {"nticks": 4},
    }
    return figure


def _cheapest(found: BreakEvens) -> np.ndarray:
    """What the cheapest option costs at each position, among those that serve all of the work where there is one."""
    table = np.stack(list(found.totals.values()))
    serving = np.where(np.stack(list(found.serving.values())), table, np.inf).min(axis=0)
    return np.where(np.isfinite(serving), serving, table.min(axis=0))


def _highest_shown(found: BreakEvens) -> float:
    """How far behind the cheapest an option may be and still be in the picture."""
    least = _cheapest(found)
    here = float(np.interp(found.axis.today, found.positions, least))
    furthest = max(float(np.max(total - least)) for total in found.totals.values())
    return min(furthest, MORE_AT_MOST * abs(here)) or 1.0


def out_of_sight(found: BreakEvens) -> list[str]:
    """The options that are further behind everywhere."""
    least, highest = _cheapest(found), _highest_shown(found)
    return [key for key, total in found.totals.items() if np.min(total - least) > highest]


def _line(
    result: Comparison, found: BreakEvens, key: str, colours: Colours, taken_off: np.ndarray, more: str
) -> Figure:
    option = result.option(key)
    position = result.place_of(option)
    x, y = drawn_line(found, key, taken_off)
    name = escape(option.label)
    title = escape(title_of_axis(found.axis, result.currency))
    said = [
        None
        if value is None
        else f"<b>{name}</b><br>{title}: {where:,.6g}<br>"
        + (f"{short(value, 2)} {result.currency} {more}" if value else "costs least here")
        for where, value in zip(x, y, strict=True)
    ]
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "connectgaps": False,
        "line": {"color": colours.option(position), "dash": dash_of(position, colours), "width": 2.5},
        "hovertext": said, "hoverinfo": "text",
    }  # fmt: skip


def drawn_line(
    found: BreakEvens, key: str, taken_off: np.ndarray | float = 0.0
) -> tuple[list[float], list[float | None]]:
    """The points of a line; where the total jumps, nothing in between, so that a jump is a gap and no slope."""
    positions, total = found.positions, found.totals[key]
    needed = np.zeros(positions.size, dtype=bool)
    needed[:: max(1, positions.size // MOST_POINTS)] = True
    needed[[0, -1]] = True
    gaps = set()
    for left, right in found.leaps:
        number = int(np.searchsorted(positions, left - 1e-12))
        if number + 1 < positions.size and positions[number + 1] <= right + 1e-12:
            leap = abs(total[number + 1] - total[number])
            if leap > LEAP * abs(total[number]):
                needed[[number, number + 1]] = True
                gaps.add(number)
    shown_at = total - taken_off
    x: list[float] = []
    y: list[float | None] = []
    for number in np.flatnonzero(needed):
        x.append(float(f"{shown(found.axis, float(positions[number])):.8g}"))
        y.append(float(f"{shown_at[number]:.8g}"))
        if int(number) in gaps:
            x.append(x[-1])
            y.append(None)
    return x, y


def _points(
    result: Comparison,
    found: BreakEvens,
    turns: list[Turn],
    numbered: bool,
    colours: Colours,
    taken_off: np.ndarray,
) -> Figure:
    labels, currency = labels_of(result), result.currency
    heights = [_height(found, turn, taken_off) for turn in turns]
    return {
        "type": "scatter",
        "mode": "markers+text" if numbered else "markers",
        "x": [shown(found.axis, turn.middle) for turn in turns],
        "y": heights,
        "text": [f"<b>{number}</b>" for number in range(1, len(turns) + 1)] if numbered else None,
        "textfont": {"color": colours.background, "size": 12},
        "marker": {
            "size": 20 if numbered else 7,
            "color": colours.text if numbered else colours.background,
            "symbol": [("square" if turn.kind == JUMP else "circle") + ("" if numbered else "-open") for turn in turns],
            "line": {"color": colours.text, "width": 1},
        },
        "hovertext": [in_rows(turn_in_words(found, turn, labels, currency), 60) for turn in turns],
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": not numbered,
    }


def _here(result: Comparison, found: BreakEvens, key: str, colours: Colours, taken_off: np.ndarray) -> Figure | None:
    """Where a line passes today: the base case, what the option costs in the comparison."""
    option, today = result.option(key), found.axis.today
    number = int(np.searchsorted(found.positions, today))
    cost = option.figure(found.figure)
    if number >= found.positions.size or found.positions[number] != today or cost is None:
        return None
    total, more = float(found.totals[key][number]), float((found.totals[key] - taken_off)[number])
    if abs(total - cost) > HALF_A_CENT:
        return None
    currency = result.currency
    said = [f"<b>{escape(option.label)}</b>", f"today {short(cost, 2)} {currency} in today's money"]
    said += [f"{short(more, 2)} {currency} more than the cheapest"] if more and more != total else []
    return {
        "type": "scatter", "mode": "markers", "x": [shown(found.axis, today)], "y": [float(f"{more:.8g}")],
        "marker": {"size": 8, "color": colours.option(result.place_of(option))}, "showlegend": False,
        "customdata": [[option.model.figures[found.figure].key, None]], "hovertext": ["<br>".join(said)],
        "hoverinfo": "text",
    }  # fmt: skip


def _height(found: BreakEvens, turn: Turn, taken_off: np.ndarray) -> float:
    """Where the two lines meet."""
    both = [np.interp(turn.middle, found.positions, found.totals[key] - taken_off) for key in (turn.one, turn.other)]
    return float(np.mean(both))


def _shapes(axis: Axis, band: tuple[float, float] | None, colours: Colours) -> list[Figure]:
    shapes = [
        {
            "type": "line", "x0": shown(axis, axis.today), "x1": shown(axis, axis.today), "yref": "paper", "y0": 0,
            "y1": 1, "line": {"color": colours.text, "width": 1, "dash": "dot"},
        }
    ]  # fmt: skip
    if band is not None:
        ends = [float(np.clip(one, axis.least, axis.most)) for one in band]
        shapes.append({
            "type": "rect", "layer": "below", "x0": shown(axis, ends[0]), "x1": shown(axis, ends[1]), "yref": "paper",
            "y0": 0, "y1": 1, "line": {"width": 0}, "fillcolor": mixed(colours.text, colours.background, 0.08),
        })  # fmt: skip
    return shapes


def _today(axis: Axis, colours: Colours) -> list[Figure]:
    if not axis.least <= axis.today <= axis.most:
        return []
    return [
        {
            "text": "you are here", "x": shown(axis, axis.today), "xanchor": "left", "xshift": 5, "yref": "paper",
            "y": 1, "yanchor": "top", "showarrow": False, "font": {"color": colours.text, "size": 12},
        }
    ]  # fmt: skip
