"""An edited workbook comes back: what was changed in it is shown, and taken when somebody says so.

    example.xlsx: 2 changes since the export. Nothing is applied yet.
    What        Where    Before   After   Unit                     Cell
    Seat rate   Manila    1,850   1,790   USD per seat and month   Inputs!D45
    The cheapest option stays Manila: its total cost goes from 13,917,422 to 13,610,108 USD, 307,314 less.
    [ Take these changes ]  [ Leave as it is ]

Where another scenario is open than the one it was exported from, it can be opened as a new one instead.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import answer, before_and_after, state
from dashboard.fields import Place
from dashboard.formats import plain
from dashboard.server.visits import refused
from tcomodel import Comparison, read_scenario
from tcomodel.edited_workbook import COMES_BACK, Change, EditedWorkbook, read_workbook
from tcomodel.entry_at import put_at
from tcomodel.problems import ProblemsFound
from tcomodel.readers.plain_names import with_titles
from tcomodel.readers.scenario_file import standalone

TALLEST = 460  # pixels of the table; what is more scrolls inside it
COLUMNS = {
    "What": st.column_config.TextColumn(width=120),
    "Where": st.column_config.TextColumn(help="The option or part it belongs to.", width=110),
    "Before": st.column_config.TextColumn(help="As exported.", alignment="right", width=92),
    "After": st.column_config.TextColumn(help="As the workbook has it now.", alignment="right", width=92),
    "Unit": st.column_config.TextColumn(width=190),
    "Cell": st.column_config.TextColumn(help="Where it stands in the workbook.", width=130),
    "Typed as": st.column_config.TextColumn(help="The formula in the cell. The value stored beside it counts."),
}


def show(result: Comparison) -> None:
    """Read a workbook that waits, and show what came back."""
    now = state.session()
    if now.waits is not None:
        with st.spinner(f"Reading {plain(now.waits[0])}"):
            _read()
    if now.returned is not None:
        _came_back(now.returned, result)
    elif now.taken is not None and now.taken[1] == now.steps[now.position]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(plain(now.taken[0]), icon=":material/check:", width="stretch")
            st.button("Undo", icon=":material/undo:", key="returned:undo", on_click=state.undo)


def _read() -> None:
    now = state.session()
    assert now.waits is not None
    (name, content), now.waits = now.waits, None
    try:
        now.returned = read_workbook(name, content)
    except ProblemsFound as found:
        now.refused = name, found.problems
        refused("workbook", content)


# ---------------------------------------------------------------- what was changed


def _came_back(edited: EditedWorkbook, result: Comparison) -> None:
    is_open, is_in, several = was_exported_from(edited, result), is_in_already(edited, result), len(edited.changes) > 1
    with st.container(border=True):
        if edited.changes:
            applied = "What is open has them already." if is_in else "Nothing is applied yet."
            st.markdown(f"**{plain(edited.name)}: {counted(edited.changes)} since the export.** {applied}")
            st.dataframe(
                table(edited.changes), hide_index=True, column_config=COLUMNS, alt="What was changed",
                height=min(38 + 35 * len(edited.changes), TALLEST), placeholder="", key="returned:changes",
            )  # fmt: skip
            if not is_in:
                _what_follows(edited.before, edited.comparison)
        else:
            st.markdown(f"**{plain(edited.name)}: nothing was changed since the export.**")
        if edited.notes and not is_in:
            st.markdown("To know:\n" + "\n".join(f"- {plain(note)}" for note in _notes(edited)))
        if not (is_open or is_in):
            st.info(plain(_another(edited, result)), icon=":material/info:")
        st.caption(plain(COMES_BACK))
        if edited.written_out and not (is_open or is_in):
            st.caption(
                plain(f"Opened as new, it holds as numbers what was read from: {'; '.join(edited.written_out)}.")
            )
        with st.container(horizontal=True, gap="small"):
            if is_open and edited.changes:
                st.button(
                    f"Take {'these changes' if several else 'this change'}", type="primary", icon=":material/check:",
                    on_click=_take, key="returned:take", help="One step, which Undo takes back.",
                )  # fmt: skip
            elif not (is_open or is_in):
                st.button(
                    "Open it as a new scenario", type="primary", icon=":material/open_in_new:", on_click=_open,
                    key="returned:open", help=plain(f"It takes the place of what is open: {_name(result)}."),
                )  # fmt: skip
            st.button(
                "Close" if is_in or (is_open and not edited.changes) else "Leave as it is", on_click=_leave,
                key="returned:leave", icon=":material/close:",
                help="Forgets this workbook; what is open stays as it is.",
            )  # fmt: skip


def _what_follows(before: Comparison, result: Comparison) -> None:
    """What the changes do to the answer, with the warnings that stand beside the answer on the first page."""
    which = before_and_after.cheapest_option(before, result)
    st.markdown(f"**{plain(which)}** {plain(before_and_after.total_costs(before, result))}")
    st.markdown(plain(f"With the changes: {answer.headline(result)} {answer.more(result)}"))
    for said in (answer.disagreement(result), answer.estimate(result), answer.left_out(result)):
        if said:
            st.markdown(plain(said))
    if moved := answer.moved_prices(result):
        st.warning(plain(moved), icon=":material/price_change:")


def _notes(edited: EditedWorkbook) -> list[str]:
    """What else to know, with card rates by their titles."""
    inputs = [*edited.comparison.model.inputs, *edited.before.model.inputs]
    return [with_titles(note, inputs) for note in edited.notes]


def table(changes: tuple[Change, ...]) -> pd.DataFrame:
    """A row for each change; the column of formulas only where somebody typed one."""
    rows = pd.DataFrame(
        {
            "What": one.label,
            "Where": one.place,
            "Before": one.before_in_words,
            "After": one.after_in_words,
            "Unit": one.unit,
            "Cell": one.cell,
            "Typed as": one.formula,
        }
        for one in changes
    )
    return rows if any(one.formula for one in changes) else rows.drop(columns="Typed as")


def counted(changes: tuple[Change, ...]) -> str:
    """``1 change``, ``12 changes``."""
    return "1 change" if len(changes) == 1 else f"{len(changes):,} changes"


def _another(edited: EditedWorkbook, result: Comparison) -> str:
    """Why the changes cannot simply be taken."""
    theirs, ours = edited.exported.file.name, _name(result)
    if state.session().problems:
        return f"What is open ({ours}) has an input that cannot be computed; put that right first, or open this one."
    if theirs != ours:
        return f"It was made from another scenario, {theirs}; open is {ours}."
    if "card" in edited.exported.data and "card" not in result.scenario.data:
        return (
            f"The rate card has changed since the workbook was made; opened as new, {ours} keeps the workbook's rates."
        )
    return f"{ours} has been changed here since the workbook was made, so the two differ in more than this."


def _name(result: Comparison) -> str:
    return result.scenario.file.name


# ---------------------------------------------------------------- taking it


def _take() -> None:
    now = state.session()
    edited, now.returned = now.returned, None
    if edited is not None:
        state.put_in(with_changes(now.data, edited), f"{counted(edited.changes)} taken from {edited.name}.")


def _open() -> None:
    now = state.session()
    if now.returned is not None:
        state.open_with(now.returned.exported, now.returned.data, now.returned.name)


def _leave() -> None:
    state.session().returned = None


def was_exported_from(edited: EditedWorkbook, result: Comparison) -> bool:
    """Whether the scenario as exported is the one that is open now."""
    now = state.session()
    return not now.problems and read_scenario(standalone(result)).data == edited.exported.data


def is_in_already(edited: EditedWorkbook, result: Comparison) -> bool:
    """Whether what is open has the workbook's changes, so that there is nothing to take."""
    return bool(edited.changes) and not state.session().problems and _inputs(result) == _inputs(edited.comparison)


def with_changes(data: Mapping[str, Any], edited: EditedWorkbook) -> Mapping[str, Any]:
    """The open scenario with what was changed: all else stays as it is written, such as a file or a card it names.

    The workbook's own scenario stands by itself. It takes the place of the open one where that, with the changes,
    would be computed with other inputs than the workbook.
    """
    now, changed = state.session(), deepcopy(dict(data))
    for place, value in _differences(edited.exported.data, edited.data):
        put_at(changed, place, deepcopy(value))
    found = state.computed(changed, now.folder)
    same = isinstance(found, Comparison) and _inputs(found) == _inputs(edited.comparison)
    return changed if same else edited.data


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """The places where two scenarios differ, and what the second says there; a list is one value."""
    for name, value in after.items():
        was = before.get(name)
        if isinstance(was, dict) and isinstance(value, dict):
            yield from _differences(was, value, (*at, name))
        elif value != was and (*at, name)[0] != "card":  # a card within holds the rates that are used, no inputs
            yield (*at, name), value


def _inputs(result: Comparison) -> dict[str, Any]:
    return {one.key: np.asarray(one.value).tolist() for one in result.model.inputs}
