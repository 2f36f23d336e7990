"""The form of a schedule, such as milestones: rows of month and share that add up to 100 %.

month 1: 40 %, month 3: 30 %, month 6: 30 %
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field
from dashboard.formats import compact, plain
from tcomodel.entry_numbers import number
from tcomodel.givens import Given
from tcomodel.problems import EntryProblem

MONTH = Given("month_of_step", "-", "Month of the contract, 1 is the first.", "Month", "whole", least=1, step=1)
SHARE = Given("share_of_step", "1", "Part that falls into this month.", "Share", least=0, most=1, step=0.05)


def show(field: Field) -> None:
    """The rows, what they add up to, and the ways to add and remove one."""
    st.markdown(f":small[{plain(field.label)}]", help=inputs.help_text(field))
    steps = steps_of(field.raw)
    for position in range(len(steps)):
        month, share, out = st.columns([2, 2, 1], vertical_alignment="bottom")
        with month:
            inputs.show(_part(field, position, "month", MONTH))
        with share:
            inputs.show(_part(field, position, "share", SHARE))
        out.button(
            "Remove", key=f"remove:{field.where}.{position}", icon=":material/delete:", type="tertiary",
            on_click=state.edit, args=((*field.place, position), None), help="Takes this row out. Undo brings it back.",
        )  # fmt: skip
    for problem in inputs.problems_at(field):
        st.markdown(inputs.problem_text([problem]))
    left = still_to_place(steps)
    line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    line.button(
        "Add a row", key=f"add:{field.where}", icon=":material/add:", type="tertiary", on_click=state.edit,
        args=(field.place, [*steps, next_step(steps)]),
    )  # fmt: skip
    if steps and left:
        last = steps[-1].get("month")
        line.button(
            f"Let month {last} take the {'missing' if left > 0 else 'excess'} {compact(abs(left))} %",
            key=f"rest:{field.where}", type="tertiary", icon=":material/balance:", on_click=_take_the_rest,
            args=(field, left), disabled=_percent(steps[-1].get("share")) + left < 0,
        )  # fmt: skip
    elif steps:
        line.caption("Adds up to 100 %.")


def steps_of(raw: Any) -> list[dict[str, Any]]:
    """The rows as they are written; empty where nothing is, or nothing that is rows."""
    return [dict(one) for one in raw if isinstance(one, Mapping)] if isinstance(raw, list) else []


def still_to_place(steps: list[dict[str, Any]]) -> float:
    """Percent that the rows lack to 100; below zero where they have too much."""
    return round(100 - sum(_percent(step.get("share")) for step in steps), 6)


def next_step(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The row that comes next: a month later, with what is still to be placed."""
    months = [step["month"] for step in steps if isinstance(step.get("month"), int)]
    return {"month": max(months, default=0) + 1, "share": f"{max(still_to_place(steps), 0):g}%"}


def _part(field: Field, position: int, name: str, given: Given) -> Field:
    place = (*field.place, position, name)
    raw = steps_of(field.raw)[position].get(name)
    return replace(field, place=place, given=given, raw=raw, label=given.label, rate=None, ends=())


def _percent(share: Any) -> float:
    """What a share is in percent; nothing where it is no number, which its own box says."""
    try:
        return 100 * number(SHARE, share)
    except EntryProblem:
        return 0.0


def _take_the_rest(field: Field, left: float) -> None:
    steps = steps_of(field.raw)
    share = round(_percent(steps[-1].get("share")) + left, 6)
    state.edit((*field.place, len(steps) - 1, "share"), f"{share:g}%")
