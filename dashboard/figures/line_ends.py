"""The names of lines at their ends, moved apart where they would overlap."""

from collections.abc import Sequence

import numpy as np

from dashboard.figures.look import Figure, ink_for, said, words
from tcomodel.colours import Colours, mixed

LINE_LABEL = 20  # characters in a row of a label at the end of a line
INDENT = "\u2003"  # between the leader and the first letter
LEADER = 9  # pixels


def line_ends(
    names: Sequence[str],
    inks: Sequence[str],
    series: Sequence[np.ndarray],
    low: float,
    high: float,
    colours: Colours,
) -> tuple[Figure, list[Figure], float]:
    """Each line's name as words, the leaders to them, and the top of the axis that gives them room."""
    span = max(high - low, 1e-9) * 1.04
    texts = [words(name, LINE_LABEL) for name in names]
    heights = [span * (0.049 * (text.count("<br>") + 1) + 0.014) for text in texts]
    ends = [float(values[-1]) for values in series]
    places = moved_apart(ends, heights, low)
    indented = [INDENT + text.replace("<br>", f"<br>{INDENT}") for text in texts]
    labels = said(indented, [(len(series[0]), place) for place in places], [ink_for(ink, colours) for ink in inks])
    ways = [f"M 0,{end:.7g} L {LEADER},{place:.7g}" for end, place in zip(ends, places, strict=True)]
    leaders = {
        "type": "path",
        "path": " ".join(ways),
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 1,
        "yref": "y",
        "line": {"color": mixed(colours.text, colours.background, 0.55), "width": 1},
    }
    top = max(low + span, *(place + height / 2 for place, height in zip(places, heights, strict=True)))
    return labels, [leaders], top


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
