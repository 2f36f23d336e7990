"""What the money goes on: the cost of the term of each option, stacked by category.

All pieces are bars of one trace, each with its own start: a trace for each category takes the browser four times as
long to draw. The legend below is the page's own.
"""

from html import escape

from dashboard.figures.look import SPACE, Figure, figure_with, ink_on, measured, money_ticks, said, words
from dashboard.formats import short
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours
from tcomodel.readers.rounded import percent

WIDE_PIECE, PIECE = 0.2, 0.06  # of the longest bar: room for name and amount, for the amount


def cost_by_category(result: Comparison, colours: Colours) -> Figure:
    """A bar for each option, from what costs most of all down; credits count against the rest."""
    names = [
        name
        for name in dict.fromkeys(name for option in result.compared for name in option.category_totals)
        if any(option.category_totals.get(name) for option in result.compared)
    ]
    largest = max(option.total for option in result.compared) or 1.0
    pieces = [piece for row, one in enumerate(result.compared) for piece in _pieces(row, one, names)]
    fills = [colours.category(name) for _, _, name, _, _ in pieces]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": [row for row, *_ in pieces],
        "x": [amount for *_, amount in pieces],
        "base": [start for _, _, _, start, _ in pieces],
        "width": 0.7,
        "marker": {"color": fills, "line": {"color": colours.background, "width": 1}},
        "text": [_inside(name, amount / largest, amount) for _, _, name, _, amount in pieces],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "insidetextfont": {"color": [ink_on(fill) for fill in fills], "size": 12},
        "customdata": [[option.model.categories[name].key, None] for _, option, name, _, _ in pieces],
        "hovertext": [_in_words(option, name, amount, result.currency) for _, option, name, _, amount in pieces],
        "hoverinfo": "text",
        "showlegend": False,
    }
    rows = range(len(result.compared))
    lowest = min(0.0, *(start + min(amount, 0.0) for _, _, _, start, amount in pieces)) if pieces else 0.0
    ends = [_end(row, pieces) for row in rows]
    figure = measured(figure_with(colours, [trace], 62 + 44 * len(rows)))
    layout = figure["layout"]
    layout |= {"barmode": "overlay", "uniformtext": {"mode": "hide", "minsize": 11}}
    layout["xaxis"] |= {
        "title": {"text": f"Cost of the term, {result.currency}", "standoff": 6},
        "range": [lowest * 1.1, max(*ends, 1.0)],
    } | money_ticks(lowest, max(*ends, 1.0))
    layout["yaxis"] |= names_of_bars([words(option.label) for option in result.compared])
    totals = [f"{SPACE}<b>{short(option.total)}</b>" for option in result.compared]
    figure["marks"] = [said(totals, list(zip(ends, rows, strict=True)), colours.text)]
    figure["pieces"] = [escape(name) for _, _, name, _, _ in pieces]
    figure["legend"] = [{"name": escape(name), "color": colours.category(name)} for name in names]
    return figure


def names_of_bars(names: list[str]) -> Figure:
    """The axis of bars, the first on top."""
    return {
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "range": [len(names) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }


def _pieces(row: int, option: OptionResult, names: list[str]) -> list[tuple[int, OptionResult, str, float, float]]:
    """Row, option, category, where the piece starts and its amount; what is paid to the right, credits to the left."""
    found, paid, credited = [], 0.0, 0.0
    for name in names:
        amount = option.category_totals.get(name, 0.0)
        if amount > 0:
            found.append((row, option, name, paid, amount))
            paid += amount
        elif amount < 0:
            found.append((row, option, name, credited, amount))
            credited += amount
    return found


def _end(row: int, pieces: list[tuple[int, OptionResult, str, float, float]]) -> float:
    """Where the bar of a row ends on the right."""
    return max((start + max(amount, 0.0) for at, _, _, start, amount in pieces if at == row), default=0.0)


def _inside(name: str, part: float, amount: float) -> str:
    """What fits into a piece of a bar: its name and amount, the amount, or nothing."""
    if part > WIDE_PIECE:
        return f"{escape(name)} {short(amount)}"
    return short(amount) if part > PIECE else ""


def _in_words(option: OptionResult, name: str, amount: float, currency: str) -> str:
    share = percent(amount / option.total if option.total else 0.0)
    return (
        f"<b>{escape(name)}</b><br>{escape(option.label)}<br>"
        f"{short(amount)} of {short(option.total)} {currency} = {share}"
    )
