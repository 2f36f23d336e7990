"""The numbers of a chart as a table, made from the figure itself: exactly what is drawn.

Lines over the same months become a table with a row for each month and a column for each line, stacked bars one with
a row for each bar and a column for each piece; anything else a row for each point. Units stand in the header.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from dashboard.figures import Figure
from tcomodel.csv_cells import csv_text

Cell = float | str | None
TAGS = re.compile(r"<br\s*/?>|</?\w+[^>]*>")


def csv_of(figure: Figure) -> str:
    """The text of a CSV file that no spreadsheet runs."""
    return csv_text(rows_of(figure))


def rows_of(figure: Figure) -> list[list[Cell]]:
    """The header and the rows."""
    traces = [trace for trace in figure["data"] if any(value is not None for value in trace["x"])]
    if any("z" in trace for trace in traces):
        return _cells(figure, [trace for trace in traces if "z" in trace])
    if figure.get("pieces"):
        return _stacked(figure, traces[0]) if traces else []
    across = {tuple(trace["x"]) for trace in traces}
    if len(across) == 1 and all(trace["type"] == "scatter" and trace.get("name") for trace in traces):
        return _side_by_side(figure, traces)
    return _one_by_one(figure, traces)


def _cells(figure: Figure, traces: Sequence[Figure]) -> list[list[Cell]]:
    """A row for each cell of a map that is filled."""
    head: list[Cell] = [title_of(figure, "xaxis") or "x", title_of(figure, "yaxis") or "y", "Series", "Value"]
    return [head] + [
        [x, y, text_of(trace.get("name", "")), value]
        for trace in traces
        for y, row in zip(trace["y"], trace["z"], strict=True)
        for x, value in zip(trace["x"], row, strict=True)
        if value is not None
    ]


def text_of(marked_up: str) -> str:
    """``<b>AT&amp;T</b>`` -> ``AT&T``: the words without their look."""
    return " ".join(unescape(TAGS.sub(lambda tag: " " if tag[0].startswith("<br") else "", marked_up)).split())


def title_of(figure: Figure, axis: str) -> str:
    """What stands along an axis, with its unit."""
    return text_of(figure["layout"].get(axis, {}).get("title", {}).get("text", ""))


def names_of_rows(figure: Figure) -> dict[float, str]:
    """What stands beside each row of bars, by its place."""
    axis = figure["layout"]["yaxis"]
    return {
        place: text_of(text) for place, text in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True)
    }


def _side_by_side(figure: Figure, traces: Sequence[Figure]) -> list[list[Cell]]:
    """A column for each line."""
    unit = title_of(figure, "yaxis")
    months = figure.get("shared", {}).get("month")
    head = [title_of(figure, "xaxis") or "x", *(["Calendar month"] if months else [])]
    head += [f"{text_of(trace['name'])} ({unit})" if unit else text_of(trace["name"]) for trace in traces]
    rows = [head]
    for place, x in enumerate(traces[0]["x"]):
        rows.append([x, *([months[place].partition(",")[0]] if months else []), *(t["y"][place] for t in traces)])
    return rows


def _stacked(figure: Figure, trace: Figure) -> list[list[Cell]]:
    """A row for each bar, a column for each kind of piece; empty where a bar has none."""
    names = [text_of(name) for name in figure["pieces"]]
    unit, columns = title_of(figure, "xaxis"), list(dict.fromkeys(names))
    amounts = {(y, name): x for y, name, x in zip(trace["y"], names, trace["x"], strict=True)}
    rows = names_of_rows(figure)
    return [
        ["Name", *(f"{name} ({unit})" for name in columns)],
        *([label, *(amounts.get((row, name)) for name in columns)] for row, label in rows.items()),
    ]


def _one_by_one(figure: Figure, traces: Sequence[Figure]) -> list[list[Cell]]:
    """A row for each point."""
    across, up = title_of(figure, "xaxis") or "x", title_of(figure, "yaxis") or "y"
    names = names_of_rows(figure)
    is_bars = any(trace["type"] == "bar" for trace in traces)
    is_named = any(trace.get("name") for trace in traces)
    head: list[Cell] = [*(["Series"] if is_named else []), "Name" if names else up, across]
    head += [f"starts at ({across})"] if is_bars else []
    return [head, *_points(traces, names, is_named, is_bars)]


def _points(traces: Sequence[Figure], names: dict[float, str], is_named: bool, is_bars: bool) -> Iterator[list[Cell]]:
    for trace in traces:
        base = trace.get("base", 0.0)
        starts = base if isinstance(base, list) else [base] * len(trace["x"])
        for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            if x is None or y is None:
                continue
            row: list[Cell] = [text_of(trace.get("name", ""))] if is_named else []
            row += [names.get(y, y), x]
            yield [*row, starts[place]] if is_bars else row
