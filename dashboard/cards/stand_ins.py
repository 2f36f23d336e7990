"""What stands in for a value that an index does not have, where a person takes that: offered where rates stop for it.

[ ] Leave months that were never published out of an average     3 rates stop for it
[ ] Let a month stand for its year where an index has one figure a year     9 rates stop for it
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from dashboard import state
from tcomodel.index_readings import reading
from tcomodel.index_series import IndexSeries, SeriesProblem


class StandIn(NamedTuple):
    """A term that takes a stand-in: its value, how a reason names it, and the words of the screen."""

    value: str
    in_reason: str
    in_words: str
    label: str
    help: str


STAND_INS = {
    "unpublished": StandIn(
        "left out", ", or average the others (unpublished: left out)", ", or leave it out of the average",
        "Leave months that were never published out of an average",
        "The average is that of the other months, as long as they are more than half. The working of each rate says "
        "which month was left out. Without the tick such a rate stops.",
    ),
    "yearly_months": StandIn(
        "as their year", " (yearly_months: as their year)", "",
        "Let a month stand for its year where an index has one figure a year",
        "A month then reads the average of its year, so within a year nothing moves and a January takes the whole "
        "year's rise. The working of each rate says so. Without the tick such a rate stops.",
    ),
}  # fmt: skip


def accepted(key: Callable[[str], str], terms: Iterable[str] = STAND_INS) -> dict[str, str]:
    """The terms of the stand-ins that are ticked; ``key`` makes the key of a box from its name."""
    return {name: STAND_INS[name].value for name in terms if state.widget_value(key(name))}


def stopped(reasons: Iterable[str]) -> dict[str, int]:
    """For each term, how many of these reasons name it as a way out."""
    found = dict.fromkeys(STAND_INS, 0)
    for reason in reasons:
        for name, one in STAND_INS.items():
            found[name] += one.in_reason in reason
    return {name: count for name, count in found.items() if count}


def offer(
    place: Any,
    key: Callable[[str], str],
    stops: Mapping[str, int],
    terms: Iterable[str] = STAND_INS,
    what: str = "rate",
) -> None:
    """A box for each term that somebody stops for or that is ticked."""
    for name in terms:
        count, one = stops.get(name, 0), STAND_INS[name]
        if not count and not state.widget_value(key(name)):
            continue
        told = f" ({count:,} {f'{what} stops' if count == 1 else f'{what}s stop'} for it)" if count else ""
        with place:
            st.checkbox(f"{one.label}{told if what else ''}", key=key(name), help=one.help, persist_state="session")


def in_words(reason: str) -> str:
    """A reason with the ways out as the screen calls them."""
    for one in STAND_INS.values():
        reason = reason.replace(one.in_reason, one.in_words)
    return reason


def newest_date(series: IndexSeries) -> str:
    """The last date that a series can be read at as it is: its last month, or year where it has one figure a year."""
    return series.last[:4] if series.every == 12 and series.last.endswith("-12") else series.last


def newest_year(series: IndexSeries) -> str:
    """The last year of which every month was published; the last date where there is none."""
    for year in range(int(series.last[:4]), int(series.first[:4]) - 1, -1):
        try:
            reading(series, str(year))
        except SeriesProblem:
            continue
        return str(year)
    return newest_date(series)
