"""Charts of what matters: the tornado on the difference of two options, and where its uncertainty comes from."""

from html import escape

from dashboard.figures import NARROW_WITH_NAMES, Figure, figure_with, in_rows, ink_for, money_ticks, words
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.readers.difference_words import bar_in_words
from tcomodel.readers.driver_words import bar_name, driver_name, end_value
from tcomodel.readers.rounded import two_digits
from tcomodel.sensitivity.difference import Bar, Difference
from tcomodel.sensitivity.indices import Index, Indices

ROW = 40
MOST = 12
NAME, NARROW_NAME = 40, 24  # characters in a row of a name
NARROW_MORE = 10  # pixels more of each row in a narrow chart
LITTLE = 0.005  # of the variance: below it an index is not drawn


def tornado(comparison: Comparison, found: Difference, bars: list[Bar], colours: Colours) -> Figure:
    """Each bar from the lead at its low to the lead at its high; left of the line the other option costs less."""
    shown = bars[:MOST]
    traces = []
    for name, strength in (("low", 0.4), ("high", 0.85)):
        ends = [(row, bar, bar.low if name == "low" else bar.high) for row, bar in enumerate(shown)]
        there = [(row, bar, end) for row, bar, end in ends if end is not None]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": f"at its {name}",
                "y": [row for row, _, _ in there],
                "x": [end.lead - found.now for _, _, end in there],
                "base": found.now,
                "width": [0.3 if _one_sided(bar) else 0.6 for _, bar, _ in there],
                "offset": [0.0 if _one_sided(bar) and name == "high" else -0.3 for _, bar, _ in there],
                "marker": {"color": mixed(colours.text, colours.background, strength)},
                "hovertext": [in_rows(bar_in_words(comparison, bar, found), 60) for _, bar, _ in there],
                "hoverinfo": "text",
            }
        )
    figure = figure_with(colours, traces, ROW * len(shown) + 130, right=16, bottom=46)
    layout = figure["layout"]
    leads = [end.lead for bar in shown for end in bar.ends] + [found.now, 0.0]
    low, high = min(leads), max(leads)
    room = (high - low) * 0.22 or 1.0
    first, second = (comparison.option(key) for key in (found.first, found.second))
    layout["xaxis"] |= {
        "title": {"text": f"Lead of {words(first.label, 60)} in today's money, {comparison.currency}", "standoff": 6},
        "range": [low - room, high + room],
    } | money_ticks(low, high)
    layout["yaxis"] |= {
        "tickvals": list(range(len(shown))),
        "ticktext": [words(bar_name(bar), NAME) for bar in shown],
        "range": [len(shown) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }
    layout["shapes"] = [
        _line(found.now, mixed(colours.text, colours.background, 0.6), "dot"),
        _line(0.0, colours.option(comparison.place_of(second)), "solid"),
    ]
    layout["annotations"] = [
        *_sides(comparison, found, colours, low < 0),
        *(note for row, bar in enumerate(shown) for note in _values(comparison, bar, row, colours)),
    ]
    layout |= {
        "barmode": "overlay",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 0, "yref": "container", "yanchor": "bottom"},
        "margin": layout["margin"] | {"t": 34, "b": 76},
    }
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "height": layout["height"] + 40 + NARROW_MORE * len(shown),
        "margin": layout["margin"] | {"t": 54, "b": 96},
        "annotations": [*_sides_below_each_other(layout["annotations"]), *layout["annotations"][2 if low < 0 else 1 :]],
        "xaxis": layout["xaxis"]
        | {
            "title": {
                "text": words(f"Lead of {first.label} in today's money, {comparison.currency}", 34),
                "standoff": 6,
            },
            "range": [low - 0.5 * (high - low), high + 0.5 * (high - low)],
        }
        | money_ticks(low, high, 3),
        "yaxis": layout["yaxis"] | {"ticktext": [words(bar_name(bar), NARROW_NAME) for bar in shown]},
    }
    return figure


def _sides_below_each_other(notes: list[Figure]) -> list[Figure]:
    """Who costs less on which side, where the words have no room beside each other."""
    placed = {"left": {"x": 1, "xanchor": "right", "yshift": 0}, "right": {"x": 0, "xanchor": "left", "yshift": 18}}
    return [
        note | {"xref": "paper", "xshift": 0} | placed[note["xanchor"]] for note in notes if note.get("yref") == "paper"
    ]


def _one_sided(bar: Bar) -> bool:
    """Whether both ends lie on one side of how it stands, where the bars would cover each other."""
    return len(bar.ends) == 2 and (bar.ends[0].lead - bar.now) * (bar.ends[1].lead - bar.now) > 0


def _line(x: float, colour: str, dash: str) -> Figure:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": 1.5, "dash": dash},
    }


def _sides(comparison: Comparison, found: Difference, colours: Colours, crossed: bool) -> list[Figure]:
    """Who costs less on which side of nothing."""
    said = []
    for key, anchor, sign in ((found.first, "left", "→"), (found.second, "right", "←")):
        if key == found.second and not crossed:
            continue
        option = comparison.option(key)
        text = f"{option.label} costs less"
        said.append(
            {
                "text": escape(f"{text} {sign}" if anchor == "left" else f"{sign} {text}"),
                "x": 0,
                "xanchor": anchor,
                "xshift": 6 if anchor == "left" else -6,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 12, "color": ink_for(colours.option(comparison.place_of(option)), colours)},
            }
        )
    return said


def _values(comparison: Comparison, bar: Bar, row: int, colours: Colours) -> list[Figure]:
    """What the input is at each end, beside the end; the value alone, the unit stands in the hover."""
    notes = []
    for place, end in enumerate(bar.ends):
        others = [other.lead for other in bar.ends if other is not end] or [bar.now]
        outer = end.lead > bar.now if _one_sided(bar) else end.lead >= max(others)
        value = end_value(bar, end, comparison.currency).split(" ")
        text = " ".join(value[:2]) if value[-1] == "%" or (len(value) > 1 and value[1] == "%") else value[0]
        notes.append(
            {
                "text": escape(text),
                "x": end.lead,
                "y": row + (0.15 * (2 * place - 1) if _one_sided(bar) else 0.0),
                "xanchor": "left" if outer else "right",
                "xshift": 4 if outer else -4,
                "showarrow": False,
                "font": {"size": 11, "color": colours.text},
            }
        )
    return notes


def shares(found: Indices, colours: Colours) -> Figure:
    """Each driver's share of the variance: what it explains alone, and what it adds with others."""
    drawn = drawn_of(found)
    rows = list(range(len(drawn)))
    total = [100 * max(one.total.value, 0.0) for one in drawn]
    alone = [min(100 * max(one.first.value, 0.0), whole) for one, whole in zip(drawn, total, strict=True)]
    hovers = [
        f"<b>{in_rows(driver_name(one.driver), 60)}</b><br>{two_digits(whole)} % of the variation in all (± "
        f"{two_digits(100 * one.total.off_by)} points), <br>{two_digits(by_itself)} % by itself"
        for one, whole, by_itself in zip(drawn, total, alone, strict=True)
    ]
    first = {
        "type": "bar",
        "orientation": "h",
        "name": "by itself",
        "y": rows,
        "x": alone,
        "marker": {"color": colours.option(0)},
        "hovertext": hovers,
        "hoverinfo": "text",
    }
    more = {
        **first,
        "name": "together with others",
        "x": [whole - by_itself for whole, by_itself in zip(total, alone, strict=True)],
        "marker": {"color": mixed(colours.option(0), colours.background, 0.4)},
        "text": [f"{two_digits(whole)} %" for whole in total],
        "textposition": "outside",
        "cliponaxis": False,
    }
    figure = figure_with(colours, [first, more], ROW * len(rows) + 96, right=40, bottom=46)
    layout = figure["layout"]
    most = max(total, default=1.0)
    layout["xaxis"] |= {
        "title": {"text": "Share of the variation of the difference, %", "standoff": 6},
        "range": [0, most * 1.12],
        "ticksuffix": " %",
    }
    layout["yaxis"] |= {
        "tickvals": rows,
        "ticktext": [words(driver_name(one.driver), NAME) for one in drawn],
        "range": [len(rows) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }
    layout |= {
        "barmode": "stack",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left", "traceorder": "normal"},
        "margin": layout["margin"] | {"t": 36},
    }
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "margin": layout["margin"] | {"t": 56},
        "height": layout["height"] + 20 + NARROW_MORE * len(rows),
        "xaxis": layout["xaxis"] | {"title": {"text": "Share of the variation<br>of the difference, %", "standoff": 6}},
        "yaxis": layout["yaxis"] | {"ticktext": [words(driver_name(one.driver), NARROW_NAME) for one in drawn]},
    }
    return figure


def drawn_of(found: Indices) -> list[Index]:
    """The drivers that have a share worth drawing."""
    return [one for one in found.indices if one.total.value >= LITTLE][:MOST]
