"""A chart in a few sentences for somebody who does not see it: its main numbers, read off the figure."""

from collections.abc import Iterator, Sequence
from itertools import islice

from dashboard.chart.numbers import names_of_rows, text_of, title_of
from dashboard.figures import Figure
from dashboard.formats import short

MOST_LINES = 8
MOST_BARS = 20


def in_words(figure: Figure) -> str:
    """``In-house: 512 k at first, 33.3 m at last. ...``, with what stands along the axis of the numbers."""
    traces = [trace for trace in figure["data"] if trace.get("hoverinfo") != "skip"]
    lines = [trace for trace in traces if trace["type"] == "scatter" and trace.get("name")]
    if lines:
        unit, sentences = title_of(figure, "yaxis"), list(islice(_of_lines(lines), MOST_LINES))
    else:
        bars = [trace for trace in traces if trace["type"] == "bar" and "xaxis" not in trace]  # of the first axis
        unit, sentences = title_of(figure, "xaxis"), list(islice(_of_bars(figure, bars), MOST_BARS))
    head = f"{unit}: " if unit and sentences else ""
    return head + " ".join(f"{one}." for one in sentences)


def _of_lines(traces: Sequence[Figure]) -> Iterator[str]:
    for trace in traces:
        values = [value for value in trace["y"] if isinstance(value, int | float)]
        if len(values) < 2:
            continue
        most = f", {short(max(values))} at most" if max(values) not in (values[0], values[-1]) else ""
        yield f"{text_of(trace['name'])} {short(values[0])} at first, {short(values[-1])} at last{most}"


def _of_bars(figure: Figure, traces: Sequence[Figure]) -> Iterator[str]:
    """Each row with what its pieces add up to, and its largest piece where there are several.

    Bars over each other are no pieces of a whole: each is said with where it ends.
    """
    names, pieces = names_of_rows(figure), figure.get("pieces")
    over_each_other = len(traces) > 1 and figure["layout"].get("barmode") == "overlay"
    for row, name in names.items():
        found = [
            (x, place)
            for trace in traces
            for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
            if y == row and isinstance(x, int | float)
        ]
        if not found:
            continue
        if over_each_other:
            yield f"{name} {', '.join(_ends(traces, row))}"
            continue
        _, place = max(found)
        most = f", most of it {text_of(pieces[place])}" if pieces and len(found) > 1 else ""
        yield f"{name} {short(sum(x for x, _ in found))}{most}"


def _ends(traces: Sequence[Figure], row: float) -> Iterator[str]:
    """``1.2 m at its low``: where the bar of each trace ends in a row."""
    for trace in traces:
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if y == row:
                yield f"{short(trace['base'] + x)} {text_of(trace['name'])}"
