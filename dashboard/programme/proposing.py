"""What would go into the scenario, what it does to the answer, and the button that puts it there as one step."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import before_and_after, once_read, state
from dashboard.formats import plain, short, titled
from dashboard.programme import volume_chart
from dashboard.programme.hand import LEVEL, WAYS, Hand, hand
from tcomodel import Comparison
from tcomodel.months import SHORT_NAMES
from tcomodel.problems import Problem
from tcomodel.volumes import Proposal, Reading, level_and_season, month_by_month, with_source
from tcomodel.volumes.periods import days_in_words

ABOUT = {
    WAYS[0]: "The average month of the latest year, and what each calendar month is of it. For a term that lies ahead.",
    WAYS[1]: "The months themselves. For a forecast, or a look back: the file must hold every month of the term.",
}


def show(now: Hand, reading: Reading, result: Comparison) -> None:
    """The proposal, once nothing is open; else why it has to wait."""
    st.markdown("**What goes into the scenario**")
    if reading.blocked:
        st.info(f"Not yet: {plain('; '.join(reading.blocked))}.", icon=":material/info:")
        return
    key = state.widget_shows(f"volumes:{now.count}:way", now.way)
    st.radio(
        "How", WAYS, index=WAYS.index(now.way), key=key, on_change=_choose, args=(key,), horizontal=True,
        captions=[ABOUT[way] for way in WAYS], label_visibility="collapsed",
    )  # fmt: skip
    _resolution(now)
    proposal = proposal_of(now, reading, result)
    for one in proposal.problems:
        st.warning(plain(one.message), icon=":material/event_busy:")
    if proposal.problems:
        return
    if proposal.levels:
        st.caption("Level in contacts a month; below each month what it is of the level: 1.00 is an average month.")
        level = st.column_config.NumberColumn(format="%,.2f", width=84)
        factors = {month: st.column_config.NumberColumn(format="%.2f", width=52) for month in SHORT_NAMES}
        st.dataframe(
            table(proposal), hide_index=True, key="volumes:levels", alt="Level and season of each channel",
            column_config={"Level": level, **factors},
        )  # fmt: skip
    st.caption("  \n".join(plain(note if note.endswith(".") else f"{note}.") for note in proposal.notes))
    _effect(proposal, result)


def proposal_of(now: Hand, reading: Reading, result: Comparison) -> Proposal:
    """The scenario with what was read, in the way that was chosen."""
    data = state.session().data
    series = {channel: months for channel, months in reading.series.items() if months}
    if now.way == LEVEL:
        seasons = {
            one.scope.path[-1]: [float(factor) for factor in one.value]
            for one in result.model.inputs
            if one.name == "seasonality" and len(one.scope.path) > 1
        }
        found = level_and_season(data, series, seasons)
    else:
        found = month_by_month(data, series)
    if found.problems:
        return found
    if now.resolution is not None:
        found.data["demand"]["measured_resolution"] = f"{now.resolution:g}%"
    return replace(found, data=with_source(found.data, _source(now, reading, series)))


def _source(now: Hand, reading: Reading, series: Mapping[str, Mapping[str, float]]) -> str:
    """``voice and chat from calls.csv, 1 Jan 2025 to 31 Dec 2025, as level and season``."""
    channels = " and ".join(channel.replace("_", " ") for channel in series)
    days = (
        f"{days_in_words([reading.first])} to {days_in_words([reading.last])}" if reading.first and reading.last else ""
    )
    sheet = f", sheet {now.chosen}" if now.chosen else ""
    return f"{channels} from {now.file}{sheet}, {days}, as {now.way.lower()}"


def table(proposal: Proposal) -> pd.DataFrame:
    """A row for each channel: its level and the factor of each calendar month."""
    return pd.DataFrame(
        [
            {"Channel": titled(channel), "Level": level}
            | dict(zip(SHORT_NAMES, proposal.factors[channel], strict=True))
            for channel, level in proposal.levels.items()
        ]
    )


def _choose(key: str) -> None:
    if state.is_current(key):
        hand().way = state.widget_changed(key)


def _resolution(now: Hand) -> None:
    """A file counts repeats; without the share resolved at first contact the model would add them once more."""
    demand = state.session().data.get("demand", {})
    stated = demand.get("measured_resolution")
    if stated is not None:
        told = str(stated).replace("%", "\u00a0%") if not isinstance(stated, dict) else "by channel"
        st.caption(
            plain(f"Repeats in these counts are taken out at the 'Resolution when measured' stated below: {told}.")
        )
        return
    key = state.widget_shows(f"volumes:{now.count}:resolution", now.resolution)
    st.number_input(
        "Resolved at first contact when this was counted (%)", 0.0, 100.0, now.resolution, 1.0, key=key, width=360,
        on_change=_say, args=(key,), placeholder="not stated: taken as first contacts",
        help="A system counts every contact, also those of customers who call again. Without this share the scenario "
        "takes the counts as first contacts and adds repeat contacts on top, which overstates the work.",
    )  # fmt: skip


def _say(key: str) -> None:
    if state.is_current(key):
        hand().resolution = state.widget_changed(key)


# ---------------------------------------------------------------- what it does


def _effect(proposal: Proposal, result: Comparison) -> None:
    """The answer with these volumes beside the one without, and the button; or why they cannot be used."""
    after = state.computed(proposal.data, state.session().folder)
    with st.container(border=True):
        if not isinstance(after, Comparison):
            _cannot(after)
            return
        before, now = _first_year(result), _first_year(after)
        st.markdown(
            f"**With these volumes:** {short(now)} contacts in contract year 1 instead of {short(before)}. "
            f"{plain(before_and_after.cheapest_option(result, after, 'now', 'with these volumes'))} "
            f"{plain(before_and_after.total_costs(result, after))}"
        )
        once_read.button(
            "Use these volumes", _use, proposal, key="volumes:use", type="primary", icon=":material/check:",
            help="One step, which Undo takes back.",
        )  # fmt: skip


def _cannot(problems: tuple[Problem, ...]) -> None:
    told = "\n".join(f"- {plain(': '.join(part for part in (one.where, one.message) if part))}" for one in problems)
    st.error(f"**With these volumes the scenario cannot be computed.** Nothing was changed.\n\n{told}")


def _first_year(result: Comparison) -> float:
    year = result.contract_years == 1
    return sum(float(months[year].sum()) for months in volume_chart.channels(result).values())


def _use(proposal: Proposal) -> None:
    now = hand()
    state.change(proposal.data)
    session = state.session()
    channels = " and ".join(one.replace("_", " ") for one in (*proposal.levels, *proposal.months))
    said = "; the description says so" if now.file in str(proposal.data.get("description", "")) else ""
    told = f"The volumes of {now.file} are in use: {channels}, as {now.way.lower()}{said}."
    now.used = told, session.steps[session.position]
    st.toast("The volumes are in use. Undo takes them back.", icon=":material/check:")
    now.put_away()
    state.folder("volumes", False)
