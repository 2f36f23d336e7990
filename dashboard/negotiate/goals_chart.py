"""The chart of goals: how far each lever would have to move from what is quoted, with the band over the futures."""

from html import escape

from dashboard.figures import Figure, figure_with, in_rows, words
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.band import Band
from tcomodel.negotiation.goal import Found, Goal
from tcomodel.negotiation.levers import GROUPS, OWN
from tcomodel.readers.goal_words import (
    band_in_words,
    difference_in_words,
    name_of_lever,
    remark_on,
    value_in_words,
)

FAR = 4.0  # times the quoted value: what lies further away is in the table alone
AS_QUOTED = "as quoted"  # what is said of prices that are not moved
ROW = 34
LABEL_ROOM = 230  # pixels right of the points, for what stands beside them


def on_chart(goal: Goal) -> bool:
    """Whether one value is needed, of something to negotiate, near enough to the quoted one to be drawn beside it."""
    if goal.lever.group == OWN:
        return False
    away = _away(goal, goal.found[0].value) if len(goal.found) == 1 else None
    return away is not None and abs(away) <= 100 * FAR


def nearest(goals: list[Goal], currency: str) -> str:
    """The lever that has to move least, in words."""
    goal = min(goals, key=lambda goal: abs(_away(goal, goal.found[0].value) or 0.0))
    return f"{name_of_lever(goal.lever)}, {_beside(goal, currency)}"


def _away(goal: Goal, value: float) -> float | None:
    """How far a value lies from the quoted one, in per cent of it; of a price change, the change itself."""
    if goal.lever.input.name == "price_change":
        return 100 * (value - goal.lever.quoted)
    return 100 * (value / goal.lever.quoted - 1) if goal.lever.quoted else None


def chart(goals: list[Goal], bands: dict[str, Band], colours: Colours, currency: str) -> Figure:
    """How far each lever has to move, prices first; the bar behind it is P10 to P90 of the futures.

    A point is hollow where the value cannot be agreed: the contract refuses it, or work is left undone.
    """
    drawn = [goal for goal in goals if on_chart(goal)]
    drawn.sort(key=lambda goal: (GROUPS.index(goal.lever.group), abs(_away(goal, goal.found[0].value) or 0.0)))
    away = [_away(goal, goal.found[0].value) or 0.0 for goal in drawn]
    rows = list(range(len(drawn)))
    colour = colours.option(0)
    traces: list[Figure] = []
    edges, reach = [0.0, *away], dict.fromkeys(rows, 0.0)
    for row, goal in enumerate(drawn):
        band = bands.get(goal.lever.key)
        if band is not None and band.p10 is not None and band.p90 is not None:
            ends = [_away(goal, band.p10) or 0.0, _away(goal, band.p90) or 0.0]
            ends = [max(-100 * FAR, min(100 * FAR, one)) for one in ends]
            edges += ends
            reach[row] = max(ends)
            traces.append({
                "type": "scatter", "mode": "lines", "x": ends, "y": [row, row], "hoverinfo": "skip",
                "line": {"color": mixed(colour, colours.background, 0.35), "width": 11}, "showlegend": False,
            })  # fmt: skip
    for row, one in enumerate(away):
        traces.append({
            "type": "scatter", "mode": "lines", "x": [0, one], "y": [row, row], "hoverinfo": "skip",
            "line": {"color": colour, "width": 2}, "showlegend": False,
        })  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers", "x": away, "y": rows, "showlegend": False,
        "marker": {
            "size": 11, "color": colour, "symbol": [_symbol(one.found[0]) for one in drawn],
        },
        "hovertext": [_said(goal, bands.get(goal.lever.key), currency) for goal in drawn], "hoverinfo": "text",
    })  # fmt: skip
    low, high = min(edges), max(edges)
    room = max(high - low, 1.0)
    figure = figure_with(colours, traces, 84 + ROW * len(drawn), right=LABEL_ROOM)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "title": {"text": "Needed against quoted, %", "standoff": 6}, "zeroline": True, "nticks": 7,
        "zerolinecolor": colours.text, "range": [low - 0.04 * room, high + 0.04 * room], "ticksuffix": " %",
    }  # fmt: skip
    layout["yaxis"] |= {
        "tickvals": rows, "ticktext": [words(name_of_lever(goal.lever), 30) for goal in drawn],
        "range": [len(rows) - 0.45, -0.55], "showgrid": False, "ticks": "",
    }  # fmt: skip
    layout["annotations"] = [
        {
            "text": escape(_beside(goal, currency)),
            "x": max(0.0, one, reach[row]), "y": row, "xanchor": "left", "xshift": 10, "showarrow": False,
            "font": {"color": colours.text, "size": 12},
        }
        for row, (goal, one) in enumerate(zip(drawn, away, strict=True))
    ]  # fmt: skip
    figure["narrow below"] = 560
    figure["narrow"] = {"annotations": [], "margin": layout["margin"] | {"r": 12}}
    return figure


def _symbol(one: Found) -> str:
    return ("diamond" if one.is_jump else "circle") + ("" if one.holds else "-open")


def _beside(goal: Goal, currency: str) -> str:
    """What stands beside a point: how far it is, and the value."""
    value = value_in_words(goal.lever, goal.found[0].value, currency)
    difference = difference_in_words(goal.lever, goal.found[0].value)
    said = f"{difference}: {value}" if difference and difference != value else value
    return said if goal.found[0].holds else f"{said} (!)"


def _said(goal: Goal, band: Band | None, currency: str) -> str:
    lever = goal.lever
    quoted = value_in_words(lever, lever.quoted, currency)
    rows = [
        f"<b>{escape(name_of_lever(lever))}</b>",
        "as quoted today" if quoted == AS_QUOTED else f"quoted {escape(quoted)}",
        f"needed {escape(value_in_words(lever, goal.found[0].value, currency))}",
    ]
    if remark := remark_on(goal.found[0]):
        rows.append(in_rows(remark, 50))
    if band is not None:
        rows.append(escape(band_in_words(lever, band, currency)))
    return "<br>".join(rows)
