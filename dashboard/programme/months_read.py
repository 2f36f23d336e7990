"""The months of a file by channel, as a table and a chart, and which of those that are not whole count all the same."""

import pandas as pd
import streamlit as st

from dashboard import state, theme
from dashboard.chart import draw
from dashboard.formats import plain, titled
from dashboard.programme import volume_chart
from dashboard.programme.hand import Hand, hand
from tcomodel.months import month_name
from tcomodel.volumes import Reading

TALLEST = 460  # pixels: a year
TAKEN = "counted as it is, as you said"


def show(now: Hand, reading: Reading) -> None:
    """Table and chart side by side, and below them the months that are not whole."""
    left, right = st.columns([5, 6], gap="medium")
    found = table(reading)
    count = {
        one: st.column_config.NumberColumn(format="%,.10g") for one in found.columns if one not in ("Month", "Status")
    }
    with left:
        st.markdown("**Contacts by month**", help="Whole months count. A part of a month would understate the volume.")
        st.dataframe(
            found, hide_index=True, height=min(38 + 35 * len(found), TALLEST), column_config=count, placeholder="–",
            key="volumes:months", alt="Contacts by month and channel",
        )  # fmt: skip
    with right:
        names = " and ".join(titled(one) for one in reading.months)
        draw(
            volume_chart.read_from_file(reading.months, theme.colours()), "volumes read",
            f"Lines of contacts a month for {plain(names)}, as read from the file.", "Contacts by month, from the file",
        )  # fmt: skip
    _parts(now, reading)


def table(reading: Reading) -> pd.DataFrame:
    """Months in rows, channels in columns; None where the file says nothing. ``Status`` says whether they count."""
    rows = []
    for month in sorted({month for one in reading.months.values() for month in one}):
        row: dict[str, object] = {"Month": month_name(month)}
        for channel, months in reading.months.items():
            row[titled(channel)] = months[month].count if month in months else None
        row["Status"] = _status(reading, month)
        rows.append(row)
    return pd.DataFrame(rows)


def _status(reading: Reading, month: str) -> str:
    if month not in reading.parts:
        return "whole"
    counted = [channel for channel, series in reading.series.items() if month in series]
    parts = [channel for channel, months in reading.months.items() if month in months and months[month].why]
    if all(channel in counted for channel in parts):
        return TAKEN
    return f"left out: {reading.parts[month]}"


def _parts(now: Hand, reading: Reading) -> None:
    if not reading.parts:
        return
    assert now.export is not None
    months = list(reading.parts)
    taken = [month for month in months if now.export.answers.get(f"part:{month}") == "take"]
    key = state.widget_shows(f"volumes:{now.count}:{now.chosen}:parts", taken)
    st.multiselect(
        "Months that are not whole and count all the same", months, taken, key=key, on_change=_take, args=(key, months),
        format_func=lambda month: f"{month_name(month)}: {reading.parts[month]}", placeholder="none: all are left out",
        help="A part of a month understates the volume. Choose one only where nothing is missing in truth.",
    )  # fmt: skip


def _take(key: str, months: list[str]) -> None:
    export = hand().export
    if export is None or not state.is_current(key):
        return
    chosen = state.widget_changed(key)
    for month in months:
        export.answer(f"part:{month}", "take" if month in chosen else "")
