"""The claims check: from what guides compare to what this option saves, step by step, and every claim beside it."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.figures import Figure
from dashboard.formats import plain
from dashboard.negotiate.bars import Bar, bars_of, percent_ticks
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, vendor_choice
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.claims import held_against
from tcomodel.negotiation.saving_bridge import LOST, Bridge, bridge
from tcomodel.problems import ProblemsFound
from tcomodel.readers.claim_words import (
    COMPARED,
    bridge_answer,
    claimed,
    note_on_order,
    points,
    stage_name,
)
from tcomodel.readers.contract_rows import claim_rows
from tcomodel.readers.rounded import percent

TOTAL = 0.6  # of the text's colour: a total is neither of the two
MORE, LESS = 2, 1  # positions in the palette: what adds to a saving, what takes from it
VERDICTS = {"within": "within the claim", "below": "less than claimed", "above": "more than claimed", "": "–"}


@st.cache_resource(show_spinner="Building the bridge", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def bridge_to(result: Comparison, option: str) -> Bridge | str:
    """The bridge of an option, worked out once; in words why there is none."""
    try:
        return bridge(result, option)
    except ProblemsFound as found:
        return found.problems[0].message


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "Savings that are claimed, and this programme",
        "Guides mostly compare the price of an hour with the pay of an hour. The steps show what that leaves out, each "
        "worked out by the model with one part more, so that they end at this option's own saving.",
        "Baseline",
    )
    option = vendor_choice(result, "claims")
    if option is None:
        return
    found = bridge_to(result, option)
    if isinstance(found, str):
        st.info(plain(found), icon=":material/info:")
        return
    for sentence in bridge_answer(found):
        st.markdown(plain(sentence))
    draw(
        chart(found, theme.colours()),
        "negotiate claims",
        f"Steps from what guides compare to the saving of {found.label}.",
        has_file=True,
    )
    st.caption(plain(note_on_order(found)))
    download("negotiate", "claims", lambda: claim_rows([found]), result)
    _table(found)


def chart(found: Bridge, colours: Colours) -> Figure:
    """Steps in points of per cent; totals where the bridge begins and where the saving is complete."""
    own = mixed(colours.text, colours.background, TOTAL)
    bars, before = [], 0.0
    for number, stage in enumerate(found.stages):
        name = stage_name(found, stage)
        so_far = f"{percent(stage.saving, 1)} of what {escape(found.baseline)} costs"
        if not number:
            hover = f"<b>{escape(name)}</b><br>{so_far}"
            bars.append(Bar(name, 0.0, stage.saving, percent(stage.saving, 1), hover, own, strong=True))
        elif abs(stage.step) >= 0.0005:
            hover = f"<b>{escape(name)}</b><br>{points(stage.step)} points of per cent, to {so_far}"
            colour = colours.option(MORE if stage.step > 0 else LESS)
            bars.append(Bar(name, before, stage.saving, points(stage.step), hover, colour))
        if LOST in stage.parts:
            told = "Saving over the term"
            hover, line = f"<b>{told}</b><br>{so_far}", f"{found.option}.saving_share"
            bars.append(Bar(told, 0.0, stage.saving, percent(stage.saving, 1), hover, own, strong=True, line=line))
        before = stage.saving
    last, told = found.stages[-1].saving, "Saving in today's money"
    hover = f"<b>{told}</b><br>{percent(last, 1)} of what {escape(found.baseline)} costs in today's money"
    bars.append(Bar(told, 0.0, last, percent(last, 1), hover, own, strong=True))
    bars = [replace(bar, start=100 * bar.start, end=100 * bar.end) for bar in bars]
    edges = [edge for bar in bars for edge in (bar.start, bar.end)]
    title = f"Saving, % of what {found.baseline} costs"
    return bars_of(colours, bars, title, percent_ticks(min(0.0, *edges), max(0.0, *edges)))


def _table(found: Bridge) -> None:
    held = held_against(found)
    st.dataframe(
        pd.DataFrame([
            {
                "Claim": one.claim.title,
                "It says": claimed(one.claim),
                "Gives here": "–" if one.here is None else percent(one.here),
                "So it is": VERDICTS[one.verdict],
                "It compares": COMPARED[one.claim.compares],
                "It is about": one.claim.about,
                "Sells it": "yes" if one.claim.seller else "no",
                "In its words": one.claim.told,
                "Source": f"{one.claim.source}, {one.claim.as_of}, {one.claim.address}",
            }
            for one in held
        ]),
        hide_index=True,
        key="negotiate:claims:table",
        column_config={"Claim": st.column_config.TextColumn(pinned=True, width=220)},
        alt="Claims of savings beside what the same comparison gives here",
    )  # fmt: skip
