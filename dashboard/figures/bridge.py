"""From the baseline's cost to an option's, category by category: what is saved and what is added."""

from dataclasses import dataclass
from html import escape

from dashboard.figures.by_category import names_of_bars
from dashboard.figures.look import SPACE, Figure, figure_with, measured, money_ticks, said, words
from dashboard.formats import short, signed
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours


@dataclass(frozen=True)
class Step:
    """A bar from one running total to the next; ``line`` is the row of the model it is read from."""

    name: str
    start: float
    end: float
    text: str
    hover: str
    colour: str
    line: str


def bridge(result: Comparison, chosen: OptionResult, colours: Colours) -> Figure:
    """From the baseline's cost to the chosen option's, category by category."""
    steps = _steps(result, chosen, colours)
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(steps))),
        "x": [step.end - step.start for step in steps],
        "base": [step.start for step in steps],
        "width": 0.66,
        "marker": {"color": [step.colour for step in steps]},
        "customdata": [[step.line, None] for step in steps],
        "hovertext": [step.hover for step in steps],
        "hoverinfo": "text",
        "showlegend": False,
    }
    figure = measured(figure_with(colours, [trace], 74 + 23 * len(steps)))
    layout = figure["layout"]
    edges = [edge for step in steps for edge in (step.start, step.end)]
    low, high = min(0.0, *edges), max(*edges, 1.0)
    layout["xaxis"] |= {
        "title": {"text": f"Cost of the term, {result.currency}", "standoff": 6},
        "range": [low * 1.1, high],
    } | money_ticks(low, high, 4)
    layout["yaxis"] |= names_of_bars([step.name for step in steps])
    places = [(max(step.start, step.end), row) for row, step in enumerate(steps)]
    figure["marks"] = [_links(steps, colours), said([SPACE + step.text for step in steps], places, colours.text)]
    return figure


def _steps(result: Comparison, chosen: OptionResult, colours: Colours) -> list[Step]:
    base = result.baseline
    assert base is not None
    steps = [_whole(base, result, colours)]
    running = base.total
    for name in dict.fromkeys([*base.category_totals, *chosen.category_totals]):
        before, after = base.category_totals.get(name, 0.0), chosen.category_totals.get(name, 0.0)
        step = after - before
        if abs(step) >= 0.5:
            hover = f"<b>{escape(name)}</b><br>{_in_numbers(before, after)} {result.currency}"
            line = (chosen if name in chosen.model.categories else base).model.categories[name].key
            colour = colours.category(name)
            steps.append(Step(escape(name), running, running + step, signed(step), hover, colour, line))
        running += step
    return [*steps, _whole(chosen, result, colours)]


def _in_numbers(before: float, after: float) -> str:
    """``8,124,310 − 12,687,849 = −4,563,539``: in whole units, so that it can be checked; ``5.2 m − 3.2 m`` cannot."""
    before, after = round(before), round(after)
    step = after - before
    told = f"{abs(step):,}" if not step else f"{'+' if step > 0 else '−'}{abs(step):,}"
    return f"{_plain(after)} − {_bracketed(before)} = {told}"


def _plain(amount: int) -> str:
    return f"{amount:,}".replace("-", "−")


def _bracketed(amount: int) -> str:
    return f"({_plain(amount)})" if amount < 0 else _plain(amount)


def _whole(option: OptionResult, result: Comparison, colours: Colours) -> Step:
    """A bar of the bridge that stands for all of an option."""
    hover = f"<b>{escape(option.label)}</b><br>{short(option.total)} {result.currency} over the term"
    return Step(
        f"<b>{words(option.label)}</b>",
        0.0,
        option.total,
        f"<b>{short(option.total)}</b>",
        hover,
        colours.option(result.place_of(option)),
        option.model.figures["tco"].key,
    )


def _links(steps: list[Step], colours: Colours) -> Figure:
    """Hairlines from the end of each bar to the next one."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for step in steps[:-1] for x in (step.end, step.end, None)],
        "y": [y for row in range(len(steps) - 1) for y in (row, row + 1, None)],
        "line": {"color": colours.grid, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }
