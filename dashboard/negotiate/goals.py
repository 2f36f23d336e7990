"""Goals: what each lever would have to be, beside what is quoted, with the band over the futures."""

import pandas as pd
import streamlit as st

from dashboard import state, theme
from dashboard.chart import draw
from dashboard.explain import link
from dashboard.formats import plain
from dashboard.negotiate import goals_chart
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, futures, vendor_choice
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.entry_numbers import amount_or_percent
from tcomodel.negotiation.band import Band, bands_of, few_of
from tcomodel.negotiation.goal import Goal, goal_seek, target_of
from tcomodel.negotiation.levers import OWN, Lever
from tcomodel.problems import ProblemsFound
from tcomodel.readers.goal_text import goals_csv
from tcomodel.readers.goal_words import (
    GROUP_NAMES,
    answer,
    apart,
    band_without_units,
    difference_in_words,
    headline,
    name_of_lever,
    nearest_in_words,
    remarks,
    value_in_words,
    without_unit,
)
from tcomodel.readers.plain_names import labels_of
from tcomodel.uncertainty import REPLICATES

EQUALS, SAVES = "Costs the same", "Saves"
LEVER = "Lever"
WIDTHS = {  # in all less than the 780 pixels that a window of 1,280 leaves
    "About": 78, LEVER: 185, "No value gets there": 225, "Quoted": 90, "Needed": 110, "Unit": 160, "Difference": 120,
    "Quoted, with its unit": 205, "P10 to P90": 160, "Nearest": 75, "Off the goal": 145,
}  # fmt: skip


@st.cache_resource(show_spinner="Solving for every lever", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def goals_of(result: Comparison, option: str, against: str, saving: float, share: float) -> list[Goal]:
    """Every lever's answer, worked out once."""
    return goal_seek(result, option, target_of(result, option, against, saving, share))


@st.cache_resource(show_spinner="Solving in every future", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def bands_kept(result: Comparison, option: str, against: str, saving: float, share: float) -> dict[str, Band]:
    """The bands of the levers that have an answer."""
    world = few_of(futures(result).replaced, REPLICATES)
    return bands_of(result, goals_of(result, option, against, saving, share), world) if world else {}


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "What one lever alone would have to be",
        "Each row moves one number of the vendor's pricing, contract or transition and leaves everything else as it "
        "stands, until the option costs what you want in today's money. Where no value gets there, the nearest is "
        "shown with how far it is off the goal; (!) marks a value that cannot be agreed as it is.",
        "Lever",
        "Series",
        "Net present value",
        "P10",
        "P90",
    )
    option = vendor_choice(result, "goals")
    if option is None:
        return
    wanted = _wanted(result, option)
    if wanted is None:
        return
    against, saving, share = wanted
    goals = goals_of(result, option, against, saving, share)
    labels, currency = labels_of(result), result.currency
    st.markdown(plain(headline(result, goals, labels)))
    link.button(
        f"{option}.npv", f"How the cost of {plain(result.option(option).label)} was made",
        "Its net present value, down to its inputs.", "negotiate:goals:npv",
    )  # fmt: skip
    bands: dict[str, Band] = {}
    if futures(result).replaced and any(goal.found for goal in goals):
        if st.toggle(
            "With the band over the futures", key="negotiate:bands",
            help="Solves every lever again in each of 1,024 futures of the ranges in this scenario.",
        ):  # fmt: skip
            bands = bands_kept(result, option, against, saving, share)
    else:
        st.caption("No band: no input of this scenario has a range, or no lever has an answer.")
    drawn = [goal for goal in goals if goals_chart.on_chart(goal)]
    if drawn:
        draw(
            goals_chart.chart(goals, bands, theme.colours(), currency),
            "negotiate goals",
            f"For {len(drawn)} levers how far the value needed lies from the quoted one, in per cent; "
            f"nearest: {goals_chart.nearest(drawn, currency)}.",
            has_file=True,
        )
    asked = [goal for goal in goals if goal.lever.group != OWN]
    _table(table(asked, bands, currency), "goals", "Levers and their goals")
    _table(out_of_reach(asked, currency), "out of reach", "Levers with which no value meets the goal")
    for said in remarks(asked, currency):
        st.caption(plain(said))
    own = [goal for goal in goals if goal.lever.group == OWN and goal.moves]
    if own:
        with st.expander(f"Yours or expected, and so nothing to ask the vendor for ({len(own)})"):
            for goal in own:
                st.markdown(plain(f"{name_of_lever(goal.lever)}: {answer(goal, labels, currency)}."))
    idle = [name_of_lever(goal.lever) for goal in goals if not goal.moves]
    if idle:
        st.caption(plain(f"Without effect on the cost here: {'; '.join(idle)}."))
    table_called = f"goals {option}"
    download("negotiate", "goals", lambda: goals_csv(result, goals, bands), result, "Data of this table", table_called)


def _table(rows: pd.DataFrame, key: str, alt: str) -> None:
    """A table that fits a page of 900 pixels; nothing where there is no row."""
    if rows.empty:
        return
    st.dataframe(
        rows, hide_index=True, key=f"negotiate:{key}", alt=alt,
        column_config={
            name: st.column_config.TextColumn(pinned=name == LEVER, width=WIDTHS.get(name, 140)) for name in rows
        },
    )  # fmt: skip


def _wanted(result: Comparison, option: str) -> tuple[str, float, float] | None:
    """Against whom, and how much is to be saved: an amount and a share; None where what was typed says neither."""
    others = [one.key for one in result.ranking if one.key != option]
    if not others:
        st.info("There is no other option to set it against.", icon=":material/info:")
        return None
    base = result.baseline.key if result.baseline is not None and result.baseline.key != option else others[0]
    others.sort(key=lambda key: key != base)
    kind = st.segmented_control(
        "Goal", (EQUALS, SAVES), default=EQUALS, key="negotiate:goal", required=True, label_visibility="collapsed"
    )
    second, third = st.columns([4, 6], vertical_alignment="bottom")  # in a narrow window three would cut the choice
    text = second.text_input(
        "Saving", "10%", key="negotiate:saving", disabled=kind != SAVES,
        help="A share of the other option's cost such as 10%, or an amount in today's money such as 250000 or 1.5m.",
    )  # fmt: skip
    name = f"negotiate:against:{option}"
    chosen = state.widget_value(name)
    against = third.selectbox(
        "Against", others, index=others.index(chosen) if chosen in others else 0, key=name,
        format_func=lambda key: result.option(key).label,
    )  # fmt: skip
    against = against if against in others else others[0]
    if kind != SAVES:
        return against, 0.0, 0.0
    try:
        amount, is_share = amount_or_percent(text, "saving")
    except ProblemsFound as wrong:
        st.markdown(f":red[{plain(wrong.problems[0].message)}]")
        return None
    return (against, 0.0, amount / 100) if is_share else (against, amount, 0.0)


def table(goals: list[Goal], bands: dict[str, Band], currency: str) -> pd.DataFrame:
    """A row for each lever with an answer: prices first, then clauses, then the transition."""
    rows = []
    for goal in (goal for goal in goals if goal.found):
        lever, band = goal.lever, bands.get(goal.lever.key)
        needed = [f"{without_unit(lever, one.value, currency)}{'' if one.holds else ' (!)'}" for one in goal.found]
        quoted, unit = _parts(lever, currency)
        if bands:  # there is no room for all
            row = {LEVER: name_of_lever(lever), "Quoted, with its unit": f"{quoted} {unit}".strip()}
        else:
            row = {"About": GROUP_NAMES[lever.group], LEVER: name_of_lever(lever), "Quoted": quoted}
        row |= {
            "Needed": " or ".join(needed),
            **({} if bands else {"Unit": unit}),
            "Difference": " or ".join(difference_in_words(lever, one.value) for one in goal.found),
        }
        if bands:
            row["P10 to P90"] = "" if band is None else band_without_units(lever, band, currency)
        rows.append(row)
    return pd.DataFrame(rows)


def _parts(lever: Lever, currency: str) -> tuple[str, str]:
    """What is quoted, and its unit in words; a share has its sign with the number."""
    quoted = without_unit(lever, lever.quoted, currency)
    return quoted, value_in_words(lever, lever.quoted, currency).removeprefix(quoted).strip()


def out_of_reach(goals: list[Goal], currency: str) -> pd.DataFrame:
    """A row for each lever with which no value meets the goal, and how near the best one comes."""
    return pd.DataFrame([
        {
            "About": GROUP_NAMES[goal.lever.group],
            "No value gets there": name_of_lever(goal.lever),
            "Quoted": _parts(goal.lever, currency)[0],
            "Nearest": nearest_in_words(goal, currency),
            "Unit": _parts(goal.lever, currency)[1],
            "Off the goal": apart(goal, currency),
        }
        for goal in goals
        if goal.moves and not goal.found
    ])  # fmt: skip
