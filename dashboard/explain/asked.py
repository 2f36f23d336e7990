"""Which figure the page shows, and the walk that led there.

Both follow from the address alone. A figure that the last one is made of, or goes into, is a step further on the walk;
one that lies on the walk already is a way back to it; any other begins a new walk. So a link, the browser's own way
back and a reload all come to the same.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

import streamlit as st

from dashboard import state
from dashboard.explain.link import LINE, MONTH
from tcomodel import Comparison
from tcomodel.model import Input, Placed
from tcomodel.problems import shortened
from tcomodel.readers.trace_steps import has_months

WALK, LAST = "walk of explanations", "last explained"
FIRST_FIGURE = "tco"
MONTH_NUMBER = re.compile("[0-9]{1,4}")
LONGEST = 100  # characters of an address that are said again

What = Placed | Input


class Stop(NamedTuple):
    """A figure on the walk, and the month that was chosen on the way; None for the whole term."""

    key: str
    month: int | None


@dataclass(frozen=True)
class Asked:
    """The figure that is asked for.

    ``month`` is the month it is shown in, ``chosen`` the one that was chosen on the way: what has no months is shown as
    it is and the month is kept for the next step. ``problem`` says in words what is wrong with the address,
    ``instead`` what may have been meant.
    """

    what: What | None
    chosen: int | None
    problem: str = ""
    instead: tuple[What, ...] = ()

    @property
    def stop(self) -> Stop:
        assert self.what is not None
        return Stop(self.what.key, self.chosen)

    @property
    def month(self) -> int | None:
        return self.chosen if self.what is not None and has_months(self.what) else None


def known(result: Comparison) -> dict[str, What]:
    """Every row and input by its key."""
    found: dict[str, What] = {row.key: row for row in result.model.rows}
    for one in result.model.inputs:
        found.setdefault(one.key, one)
    return found


def asked(result: Comparison) -> Asked:
    """What the address asks for; without one the figure that was shown last, at first the cheapest option's total."""
    everything = known(result)
    line, said = st.query_params.get(LINE), st.query_params.get(MONTH)
    if line is None:
        last = state.kept(LAST)
        first = Stop(f"{result.cheapest.key}.{FIRST_FIGURE}", None)
        line, month = last if last and last.key in everything else first
        said = None if month is None else str(month)
    if line not in everything:
        close = get_close_matches(line, everything, n=3, cutoff=0.6)
        named = f"There is no figure called {shortened(line, LONGEST)} in this scenario."
        return Asked(None, None, named, tuple(everything[one] for one in close))
    what, months = everything[line], len(result.months)
    if said is None:
        return Asked(what, None)
    month = int(said) if MONTH_NUMBER.fullmatch(said) else 0
    if not 1 <= month <= months:
        told = f"There is no month {shortened(said, LONGEST)}: the contract has {months} months."
        return Asked(what, None, f"{told} Shown is the whole term.")
    return Asked(what, month)


def show_month(key: str) -> None:
    """Another month of the same figure, chosen in the widget of this key; 0 stands for the whole term."""
    month = state.widget_changed(key)
    if month:
        st.query_params[MONTH] = str(month)
    else:
        st.query_params.pop(MONTH, None)


def walk_to(result: Comparison, now: Asked) -> tuple[Stop, ...]:
    """The walk with the figure that is asked for as its last stop; it is kept for the next one."""
    everything, stop = known(result), now.stop
    walk = tuple(one for one in state.kept(WALK, ()) if one.key in everything)
    before = [one.key for one in walk]
    if stop.key in before:
        walk = walk[: before.index(stop.key)]
    elif not walk or not _neighbours(everything[walk[-1].key], everything[stop.key]):
        walk = ()
    walk = (*walk, stop)
    state.keep(WALK, walk)
    state.keep(LAST, stop)
    st.query_params[LINE] = stop.key
    return walk


def _neighbours(one: What, other: What) -> bool:
    """Whether one is made of the other, directly."""
    return any(
        isinstance(a, Placed) and any(b is taken for taken in a.ingredients) for a, b in ((one, other), (other, one))
    )
