"""Draws the pictures of a memo as SVG: letters become outlines, so that every reader sees the same.

Nothing of the machine is used (no display, no fonts but matplotlib's own), so the same numbers give the same bytes.
matplotlib takes a moment to load, so only a memo asks for it; its settings are global: one picture at a time.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tcomodel.colours import ON_WHITE, mixed, readable_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MANY = 8  # options; more make pictures less roomy, so that they stay on their page
NAMES = 7.2  # points; the size of names
INSIDE = 6.3  # of what stands in a bar
BARS = 0.755  # of the width, for the bars beside their names
WIDTH = 6.9  # inches; the width of the text on A4
QUIET = mixed(ON_WHITE.text, ON_WHITE.background, 0.65)
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "memo",
    "font.family": ["DejaVu Sans"],
    "font.size": 7,
    "text.parse_math": False,  # a name such as $x$ is a name
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": ON_WHITE.grid,
    "axes.axisbelow": True,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "text.color": ON_WHITE.text,
    "path.simplify": False,
}
ONE_AT_A_TIME = Lock()
DASHES: dict[str, Any] = {"solid": "-", "dash": (0, (5, 1.6)), "dot": (0, (1.2, 1.4))}


@dataclass(frozen=True)
class Series:
    """A line or a group of bars: its name in the picture, its numbers, its colour and dash."""

    name: str
    values: np.ndarray
    colour: str
    dash: str = "solid"
    is_strong: bool = False


def lines(series: Sequence[Series], ticks: Sequence[int], along: str, size: tuple[float, str]) -> str:
    """Lines over the months from 1, each with its name at its end; ``size`` is (1e6, "m")."""
    with _drawing(2.5 if len(series) <= MANY else 2.3) as (figure, svg):
        axes = figure.add_axes((0.055, 0.13, 0.665, 0.84))
        scale = size[0]
        for one in series:
            axes.plot(
                np.arange(1, len(one.values) + 1), one.values / scale, color=one.colour,
                linestyle=DASHES[one.dash], linewidth=2.2 if one.is_strong else 1.3, solid_capstyle="round",
                marker="" if len(one.values) > 1 else "o",
            )  # fmt: skip
        months = len(series[0].values)
        axes.set_xlim(0.5 if months > 1 else 0, max(months, 2))
        axes.set_xticks(ticks)
        axes.set_xlabel(along, color=QUIET, labelpad=2)
        _value_axis(axes, "y")
        low, high = axes.get_ylim()
        _names_at_the_ends(axes, [(one, float(one.values[-1]) / scale) for one in series], low, high)
        svg.append(_svg_of(figure))
    return svg[0]


def stacked_bars(
    names: Sequence[str], parts: Sequence[Series], totals: Sequence[float], size: tuple[float, str], sizes: str
) -> str:
    """A bar for each name, made of the parts (credits to the left of zero), with its total at its end."""
    count, columns = len(names), 4
    legend = -(-len(parts) // columns) * 0.15
    height = (0.31 if count <= MANY else 0.28) * count + 0.36 + legend
    with _drawing(height) as (figure, svg):
        bottom = (legend + 0.27) / height
        axes = figure.add_axes((0.99 - BARS, bottom, BARS, 1 - bottom - 0.02))
        ends, starts = np.zeros(count), np.zeros(count)
        widest = max(1e-9, max(sum(max(float(one.values[row]), 0.0) for one in parts) for row in range(count)))
        for part in parts:
            positive = np.maximum(part.values, 0) / size[0]
            negative = np.minimum(part.values, 0) / size[0]
            for amounts, base, sign in ((positive, ends, 1), (negative, starts, -1)):
                if np.any(amounts):
                    axes.barh(
                        range(count), amounts, left=base, height=0.66, color=part.colour, edgecolor="white",
                        linewidth=0.6, label=part.name if sign > 0 or not np.any(positive) else None,
                    )  # fmt: skip
                    _inside(axes, part, amounts, base, widest * 1.09 / size[0], sizes)
                    base += amounts
        for row, total in enumerate(totals):
            axes.annotate(
                sizes.format(total / size[0]), (ends[row], row), (4, 0), textcoords="offset points", va="center",
                fontsize=7.5, fontweight="bold",
            )  # fmt: skip
        axes.set_ylim(count - 0.5, -0.5)
        axes.set_yticks(range(count), [shortened(name, 106, 2) for name in names], color=ON_WHITE.text, fontsize=NAMES)
        axes.tick_params(axis="y", length=0)
        axes.set_xlim(min(0.0, *starts) * 1.15, max(ends) * 1.09 or 1.0)
        _value_axis(axes, "x")
        axes.axvline(0, color=QUIET, linewidth=0.7)
        figure.legend(
            loc="lower left", bbox_to_anchor=(0.0, 0.0), ncols=columns, frameon=False, fontsize=6.8,
            handlelength=1.1, handleheight=0.9, columnspacing=3.2, handletextpad=0.5, borderaxespad=0.1,
            labelspacing=0.35,
        )  # fmt: skip
        svg.append(_svg_of(figure))
    return svg[0]


def grouped_bars(groups: Sequence[str], series: Sequence[Series], size: tuple[float, str], sizes: str) -> str:
    """For each group (a contract year) a bar of each series, with its amount where there is room."""
    with _drawing(1.85) as (figure, svg):
        axes = figure.add_axes((0.055, 0.12, 0.935, 0.71))
        width = 0.8 / len(series)
        for position, one in enumerate(series):
            at = np.arange(len(groups)) + (position - (len(series) - 1) / 2) * width
            axes.bar(at, one.values / size[0], width * 0.92, color=one.colour, label=shortened(one.name, 135, 1))
            if len(groups) * len(series) <= 20:
                for x, value in zip(at, one.values / size[0], strict=True):
                    axes.annotate(
                        sizes.format(value), (x, value), (0, 1.5 if value >= 0 else -1.5),
                        textcoords="offset points", ha="center", va="bottom" if value >= 0 else "top", fontsize=6.5,
                    )  # fmt: skip
        axes.set_xlim(-0.5, len(groups) - 0.5)
        axes.set_xticks(range(len(groups)), groups, color=ON_WHITE.text)
        axes.tick_params(axis="x", length=0)
        axes.margins(y=0.1)
        _value_axis(axes, "y")
        figure.legend(
            loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=len(series), frameon=False, fontsize=NAMES,
            handlelength=1.1, handleheight=0.9, columnspacing=1.6, handletextpad=0.5, borderaxespad=0.1,
        )  # fmt: skip
        svg.append(_svg_of(figure))
    return svg[0]


def shortened(text: str, points: float, most: int, *, is_bold: bool = False) -> str:
    """A name in at most ``most`` rows as wide as ``points``; what is left out is an ellipsis, and the number stays."""
    rows = [""]
    for word in " ".join(text.split()).split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if _width(longer, is_bold) <= points or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:most]
    for place, row in enumerate(kept):
        is_cut = _width(row, is_bold) > points or (place == most - 1 and len(rows) > most)
        while is_cut and row and _width(f"{row}…", is_bold) > points:
            row = row[:-1]
        kept[place] = f"{row.rstrip(' ,;')}…" if is_cut else row
    return "\n".join(kept)


def _width(text: str, is_bold: bool = False) -> float:
    """How wide a text is in the letters of a picture, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    letters = FontProperties(size=NAMES, weight="bold" if is_bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, letters, False)[0])


# -- what the pictures share -------------------------------------------------------------------------


def _value_axis(axes: "Axes", which: Literal["x", "y"]) -> None:
    axis: Any = axes.yaxis if which == "y" else axes.xaxis
    axes.grid(axis=which, color=ON_WHITE.grid, linewidth=0.6)
    axis.set_major_formatter(lambda value, _: f"{value + 0.0:,.10g}".replace("-", "−"))
    axis.get_major_locator().set_params(nbins=6)
    axes.tick_params(axis=which, length=0)
    if which == "x":
        axes.spines["bottom"].set_visible(False)


def _names_at_the_ends(axes: "Axes", ends: Sequence[tuple[Series, float]], low: float, high: float) -> None:
    """Each line's name beside its last point, moved apart where they would overlap."""
    rows = 3 if len(ends) <= 5 else 2 if len(ends) <= 7 else 1
    texts = [shortened(one.name, 120, rows, is_bold=one.is_strong) for one, _ in ends]
    unit = (high - low) * 0.056
    heights = [unit * (text.count("\n") + 1.25) for text in texts]
    heights = [one * min(1.0, (high - low) / sum(heights)) for one in heights]
    order = sorted(range(len(ends)), key=lambda position: ends[position][1])
    places, edge = {}, low
    for position in order:
        places[position] = max(ends[position][1], edge + heights[position] / 2)
        edge = places[position] + heights[position] / 2
    edge = high
    for position in reversed(order):
        places[position] = min(places[position], edge - heights[position] / 2)
        edge = places[position] - heights[position] / 2
    for position, (one, end) in enumerate(ends):
        axes.annotate(
            texts[position], (1.0, end), (1.03, places[position]), xycoords=axes.get_yaxis_transform(),
            textcoords=axes.get_yaxis_transform(), va="center", ha="left", fontsize=NAMES, color=one.colour,
            fontweight="bold" if one.is_strong else "normal", linespacing=1.15, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": one.colour, "linewidth": 0.6, "relpos": (0, 0.5),
                        "shrinkA": 1.5, "shrinkB": 1},
        )  # fmt: skip


def _inside(axes: "Axes", part: Series, amounts: np.ndarray, base: np.ndarray, widest: float, sizes: str) -> None:
    """The name of a part and its amount, as much of it as its bar has room for."""
    for row, amount in enumerate(amounts):
        room = abs(amount) / widest * BARS * WIDTH * 72 - 3
        told = sizes.format(amount)
        said = next((one for one in (f"{part.name} {told}", told) if _width(one) * INSIDE / NAMES < room), "")
        if said:
            axes.text(
                base[row] + amount / 2, row, said, ha="center", va="center", fontsize=INSIDE,
                color=readable_on(part.colour),
            )  # fmt: skip


@contextmanager
def _drawing(height: float) -> "Iterator[tuple[Figure, list[str]]]":
    """An empty figure of the page's width under our settings; the list takes its SVG."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    quiet = logging.getLogger("matplotlib.font_manager")
    with ONE_AT_A_TIME, matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)  # drawn as an empty box
        level = quiet.level
        quiet.setLevel(logging.ERROR)
        try:
            figure = Figure(figsize=(WIDTH, height))
            FigureCanvasSVG(figure)
            yield figure, []
        finally:
            quiet.setLevel(level)


def _svg_of(figure: "Figure") -> str:
    """The drawing alone: without a background, a date, or the names that matplotlib notes beside the outlines."""
    stream = StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    text = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", text)
