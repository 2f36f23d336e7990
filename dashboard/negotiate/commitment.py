"""The commitment to give: the cost over the committed level, with the region in which it hardly matters."""

import numpy as np
import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.figures import HEIGHT, Figure, figure_with, money_ticks
from dashboard.formats import plain, short
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, futures, vendor_choice
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.commitment import NEAR, CommitmentToGive, commitments_to_give
from tcomodel.problems import ProblemsFound
from tcomodel.readers.commitment_words import commitment_answer, commitment_name, level_in_words
from tcomodel.readers.contract_rows import commitment_rows

ROOMY = 0.3  # of the width: enough for a note


@st.cache_resource(show_spinner="Trying one commitment after the other", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def commitments_of(result: Comparison, option: str) -> list[CommitmentToGive] | str:
    """The curves of an option, worked out once; in words why there are none."""
    try:
        return commitments_to_give(result, option, futures(result).replaced)
    except ProblemsFound as found:
        return found.problems[0].message


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "The commitment to give",
        "What the option costs, in today's money, over what is committed to whatever is used. The shaded region costs "
        f"at most {NEAR * 100:g} % more than the best level: inside it the commitment is yours to trade.",
        "Commitment",
        "Carry-forward",
    )
    option = vendor_choice(result, "commitment")
    if option is None:
        return
    found = commitments_of(result, option)
    if isinstance(found, str):
        st.info(plain(f"{result.option(option).label} {found}."), icon=":material/info:")
        return
    for one in found:
        for sentence in commitment_answer(result, one):
            st.markdown(plain(sentence))
        draw(
            chart(result, one, theme.colours()),
            f"negotiate commitment {one.name}",
            f"Lines of cost over {commitment_name(one).lower()} of {result.option(option).label}.",
            has_file=True,
        )
        download("negotiate", f"commitment {one.name}", lambda one=one: commitment_rows([one]), result)
    st.caption(plain(f"Worked out {futures(result).told}."))


def chart(result: Comparison, found: CommitmentToGive, colours: Colours) -> Figure:
    """Mean and P90 over the level, the flat region, the best and the present level."""
    option = result.option(found.option)
    colour = colours.option(result.place_of(option))
    lines = [("Mean", found.mean, "solid", 2.5)]
    lines += [("P90", found.p90, "dot", 1.5)] if found.drawn else []
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name if found.drawn else "Base case",
            "x": found.levels.tolist(),
            "y": [float(f"{value:.9g}") for value in values],
            "line": {"color": colour, "dash": dash, "width": width},
            "customdata": [_line_at(result, found, level) for level in found.levels.tolist()],
            "hovertext": [
                f"{level_in_words(found, level, result.currency)}<br>{name if found.drawn else 'base case'} "
                f"{short(value, 2)} {result.currency} in today's money"
                for level, value in zip(found.levels.tolist(), values.tolist(), strict=True)
            ],
            "hoverinfo": "text",
        }
        for name, values, dash, width in lines
    ]
    figure = figure_with(colours, traces, HEIGHT, right=16, bottom=90)
    layout = figure["layout"]
    low, high = float(np.min(found.mean)), float(max(np.max(found.mean), np.max(found.p90)))
    room = (high - low or 1.0) * 0.08
    layout["xaxis"] |= {
        "title": {"text": f"Committed: {level_in_words(found, 0, result.currency).removeprefix('0 ')}", "standoff": 6},
        "range": [float(found.levels[0]), float(found.levels[-1])],
        "tickformat": ",",
        "showgrid": False,
    }
    layout["yaxis"] |= {
        "title": {"text": f"Cost in today's money, {result.currency}"},
        "range": [low - room, high + room],
    } | money_ticks(low - room, high + room)
    free = found.none_is_open and found.saves_against_none < 1
    marks = [(found.best, "costs nothing up to here" if free else "best", 1.0)]
    marks += [(found.present, "as the contract says", 0.9)] if found.present is not None else []
    layout["shapes"] = [
        {
            "type": "rect", "layer": "below", "x0": found.flat[0], "x1": found.flat[1], "yref": "paper", "y0": 0,
            "y1": 1, "fillcolor": mixed(colour, colours.background, 0.16), "line": {"width": 0},
        },
        *(_mark(x, colours) for x, _, _ in marks),
    ]  # fmt: skip
    layout["annotations"] = [_note(x, text, y, found, colours) for x, text, y in marks]
    layout |= {
        "showlegend": found.drawn,
        "legend": {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    }
    return figure


def _line_at(result: Comparison, found: CommitmentToGive, level: float) -> list[str | None] | None:
    """Where nothing is drawn, the present level is the base case; elsewhere the contract would be another one."""
    if found.drawn or level != found.present:
        return None
    return [result.option(found.option).model.figures["npv"].key, None]


def _note(x: float, text: str, y: float, found: CommitmentToGive, colours: Colours) -> Figure:
    """What a mark is, on the side of it where no other mark stands."""
    others = [one for one in (found.best, found.present) if one is not None and one != x]
    part = (x - float(found.levels[0])) / float(found.levels[-1] - found.levels[0])
    left = part > ROOMY and (part > 1 - ROOMY or any(one > x for one in others))
    return {
        "text": text,
        "x": x,
        "y": y,
        "yref": "paper",
        "xanchor": "right" if left else "left",
        "xshift": -5 if left else 5,
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": colours.text, "size": 12},
    }


def _mark(x: float, colours: Colours) -> Figure:
    line = {"color": colours.text, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}
