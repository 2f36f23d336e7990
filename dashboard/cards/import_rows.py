"""The rows of a vendor's sheet: first the cells that cannot be read, each to be put right beside its reason, then the
rates as they would stand on the card.

    12 rates understood, 3 rows rejected
    row 14   Rate (USD)   TBD   no price is given   [ 2450 ]   [ ] leave out
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.formats import plain
from tcomodel.importing.faults import Fault
from tcomodel.importing.session import Reading, SheetInHand
from tcomodel.rates import Rate
from tcomodel.rates.columns import COLUMNS

ROW, COLUMN, FOUND, WHY, CORRECTION, LEAVE_OUT = "Row", "Column", "Found", "Why", "Correction", "Leave out"
TALL = 66  # of a row whose reason takes two lines: texts wrap in rows above 64


def show(sheet: SheetInHand, reading: Reading) -> None:
    """What is rejected, what is understood, and what was noticed on the way."""
    st.subheader("Rows", anchor=False)
    st.markdown(_counted(reading))
    if reading.faults:
        _faults(sheet, reading.faults)
    rates(reading.done.rates, reading.done.rows)
    _leave_out(sheet)
    notes = reading.done.notes
    if notes:
        with st.expander(f"Noticed while reading: {len(notes)}", icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(note)}" for note in notes))


def _counted(reading: Reading) -> str:
    """``12 rates understood, 3 rows rejected``."""
    rejected = {fault.row for fault in reading.faults if fault.is_open}
    corrected = {fault.row for fault in reading.faults if fault.correction and not fault.is_open} - rejected
    parts = [f"**{_number(len(reading.done.rates), 'rate')} understood**"]
    if rejected:
        parts.append(f":red[**{_number(len(rejected), 'row')} rejected**]")
    waiting = set(reading.waiting) - rejected
    if waiting:
        parts.append(f":orange[**{_number(len(waiting), 'row')} waiting for an answer**]")
    if corrected:
        parts.append(f"{_number(len(corrected), 'row')} corrected")
    if reading.done.left_out:
        parts.append(f"{_number(len(reading.done.left_out), 'row')} left out")
    return ", ".join(parts)


def _number(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count:,} {thing}s"


# ---------------------------------------------------------------- what cannot be read


def _faults(sheet: SheetInHand, faults: Sequence[Fault]) -> None:
    """The cells to be put right; a correction is read like the cell."""
    places = tuple((fault.row, fault.name) for fault in faults)
    key = f"import:{sheet.number}:faults:{sheet.mounted}:{hash(places)}"
    st.data_editor(
        pd.DataFrame(
            {
                ROW: fault.row,
                COLUMN: fault.heading,
                FOUND: fault.found or "nothing",
                WHY: fault.told if not fault.is_open else f"✗ {fault.told}",
                CORRECTION: fault.correction,
                LEAVE_OUT: fault.is_left_out,
            }
            for fault in faults
        ),
        key=key,
        hide_index=True,
        num_rows="fixed",
        row_height=TALL,
        height=min(TALL * len(faults) + 38, 480),
        column_config=SHOWN_AS,
        disabled=[ROW, COLUMN, FOUND, WHY],
        on_change=_typed,
        args=(sheet, key, places),
        alt="Cells that cannot be read, with room for a correction.",
    )


def _typed(sheet: SheetInHand, key: str, places: tuple[tuple[int, str], ...]) -> None:
    """Take what was typed; a row that has several lines is drawn anew, so that they agree."""
    found: Mapping[str, Any] = state.widget_value(key) or {}
    rows = [row for row, _ in places]
    for line, cells in found.get("edited_rows", {}).items():
        if line >= len(places):
            continue
        row, name = places[line]
        if CORRECTION in cells and name:
            sheet.correct(row, name, cells[CORRECTION] or "")
        if LEAVE_OUT in cells and bool(cells[LEAVE_OUT]) != (row in sheet.left_out):
            sheet.leave_out(row, bool(cells[LEAVE_OUT]))
            sheet.mounted += rows.count(row) > 1


SHOWN_AS = {
    ROW: st.column_config.NumberColumn(help="The row in the sheet.", width=50, format="%d", pinned=True),
    COLUMN: st.column_config.TextColumn(width=100),
    FOUND: st.column_config.TextColumn(help="What the cell says.", width=85),
    WHY: st.column_config.TextColumn(help="What was expected, or how it is read now.", width=300),
    CORRECTION: st.column_config.TextColumn(help="What the cell should say. It is read like the cell.", width=130),
    LEAVE_OUT: st.column_config.CheckboxColumn(help="Import the card without this row.", width=75),
}


# ---------------------------------------------------------------- what can be read


def rates(found: Mapping[str, Rate], rows: Mapping[str, int]) -> None:
    """The rates as they would stand on the card."""
    if not found:
        return
    st.markdown("**As they would stand on the card**")
    columns: dict[str, list[Any]] = {}
    if rows:
        columns[ROW] = [rows[key] for key in found]
    columns |= {
        COLUMNS["title"]: [rate.title for rate in found.values()],
        "Price or base": [rate.figure() for rate in found.values()],
        COLUMNS["unit"]: [rate.unit for rate in found.values()],
    }
    if any(rate.low is not None for rate in found.values()):
        columns |= {COLUMNS[fact]: [getattr(rate, fact) for rate in found.values()] for fact in ("low", "high")}
    if any(rate.over is not None or rate.up_to is not None for rate in found.values()):
        columns |= {COLUMNS[fact]: [getattr(rate, fact) for rate in found.values()] for fact in ("over", "up_to")}
    columns |= {
        COLUMNS[fact]: [getattr(rate, fact) or "" for rate in found.values()]
        for fact in ("currency", "location", "channel", "as_of")
    }
    columns[COLUMNS["key"]] = list(found)
    if rows:
        columns["Read as"] = [rate.history[-1].derivation if rate.history else "" for rate in found.values()]
    st.dataframe(
        pd.DataFrame(columns), hide_index=True, column_config=LOOKS, height=min(36 * len(found) + 40, 460),
        alt="The rates as they would stand on the card.", placeholder="–",
    )  # fmt: skip


LOOKS = {
    ROW: st.column_config.NumberColumn(help="The row in the sheet.", width=55, format="%d"),
    COLUMNS["title"]: st.column_config.TextColumn(width=250),
    "Price or base": st.column_config.NumberColumn(format="%,.6g", width=105),
    COLUMNS["unit"]: st.column_config.TextColumn(width=130),
    COLUMNS["currency"]: st.column_config.TextColumn(width=75),
    COLUMNS["location"]: st.column_config.TextColumn(width=110),
    COLUMNS["channel"]: st.column_config.TextColumn(width=80),
    COLUMNS["as_of"]: st.column_config.TextColumn(width=85),
    COLUMNS["key"]: st.column_config.TextColumn(help="Its name in a scenario: {rate: key}.", width=240),
    "Read as": st.column_config.TextColumn(help="Where each fact was found, and how it was read.", width=520),
}


def _leave_out(sheet: SheetInHand) -> None:
    """Rows that are left out, rejected or not."""
    rows = {row.number: " ".join(cell.text for cell in row.cells if cell.kind == "text") for row in sheet.table.rows}
    chosen = sorted(sheet.left_out)
    key = state.widget_shows(f"import:{sheet.number}:left out", chosen)
    st.multiselect(
        "Rows left out", list(rows), default=chosen, key=key, on_change=_left_out, args=(sheet, key),
        placeholder="None; choose rows that should not become rates",
        format_func=lambda row: f"Row {row}: {rows[row][:40]}",
    )  # fmt: skip


def _left_out(sheet: SheetInHand, key: str) -> None:
    chosen = set(state.widget_changed(key))
    for row in chosen ^ sheet.left_out:
        sheet.leave_out(row, row in chosen)
    sheet.mounted += 1
