"""Files to take away: workbook, table, scenario. Each is made when it is asked for."""

import re

import streamlit as st

from tcomodel import Comparison
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.scenario_file import standalone
from tcomodel.readers.tables import to_csv

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(title: str) -> str:
    """A name a file can have: ``US retailer, 60,000 contacts`` -> ``us-retailer-60-000-contacts``."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60]


def buttons(result: Comparison, screen: str) -> None:
    """The three downloads side by side."""
    name = file_name(result.scenario.file.name) or "scenario"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Excel workbook",
            lambda: write_workbook(result),
            f"{name}.xlsx",
            EXCEL,
            key=f"{screen}:excel",
            on_click="ignore",
            type="primary",
            icon=":material/table_view:",
            help="Every number with its formula, live: change an input there and the totals follow. "
            "Takes a few seconds.",
        )
        st.download_button(
            "CSV table",
            lambda: to_csv(result),
            f"{name}.csv",
            "text/csv",
            key=f"{screen}:csv",
            on_click="ignore",
            icon=":material/csv:",
            help="Every line of every option, month by month, for your own spreadsheet.",
        )
        st.download_button(
            "Scenario",
            lambda: standalone(result),
            f"{name}.yaml",
            "application/yaml",
            key=f"{screen}:yaml",
            on_click="ignore",
            icon=":material/description:",
            help="All inputs as a text file that can be opened here again.",
        )
