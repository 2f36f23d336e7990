"""Files to take away: workbook, memo, table, scenario. Each is made when it is asked for, one click for each.

What takes a moment is written beside the page, which shows how far it is (``making``); asked for again it is there at
once, until an input changes.
"""

import re
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import state
from dashboard.making import Made, Tell, Write, file_of
from tcomodel import Comparison
from tcomodel.csv_cells import csv_file
from tcomodel.made_by import marked_csv, marked_yaml
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.scenario_file import standalone
from tcomodel.readers.tables import to_csv

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBERS_A_SECOND = 25_000  # that a workbook is written with, roughly
A_LOOK = 0.1  # seconds between two looks at how far a file is


@dataclass(frozen=True)
class Download:
    """A file on offer. One with ``write`` takes a moment; the others are there at once, from ``text``."""

    label: str
    ending: str
    mime: str
    icon: str
    help: str
    write: Write | None = None
    text: Callable[[Comparison], str | bytes] | None = None


def file_name(title: str) -> str:
    """A name a file can have: ``US retailer, 60,000 contacts`` -> ``us-retailer-60-000-contacts``."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60]


@st.fragment
def buttons(result: Comparison, screen: str) -> None:
    """The downloads side by side, and beside them how far the one is that was asked for."""
    name = file_name(result.scenario.file.name) or "scenario"
    line = st.container(horizontal=True, gap="small", vertical_alignment="center")
    row = line.container(horizontal=True, gap="small", width="content")
    bar = line.empty()
    for one in (workbook(result), *MEMOS, *TEXTS):
        key, called = f"{screen}:{one.label}", f"{name}.{one.ending}"
        if one.write is None:
            _at_once(one, result, row, called, key)
        elif not state.widget_value(key):
            _when_asked(one, result, row, called, key)
        else:
            made = _made(one, result)
            _watch(made, one, bar)  # the buttons are drawn after it: on the page this one still turns its wheel
            ready = made.future.done() and made.future.exception() is None
            _when_asked(one, result, row, called, key, made.content() if ready else None)


def _at_once(one: Download, result: Comparison, row: DeltaGenerator, name: str, key: str) -> None:
    row.download_button(
        one.label, lambda: one.text(result), name, one.mime, key=key, on_click="ignore", icon=one.icon, help=one.help
    )


def _when_asked(
    one: Download, result: Comparison, row: DeltaGenerator, name: str, key: str, content: bytes | None = None
) -> None:
    """The button; ``content`` keeps a file that was just made until the browser has fetched it."""
    row.download_button(
        one.label, content or (lambda: _made(one, result).content()), name, one.mime, key=key, icon=one.icon,
        type="primary" if one.mime == EXCEL else "secondary", help=one.help,
    )  # fmt: skip


def _made(one: Download, result: Comparison) -> Made:
    assert one.write is not None
    return file_of(one.label, result, one.write)


def _watch(made: Made, one: Download, bar: DeltaGenerator) -> None:
    """Beside the buttons, how far the file is."""
    while not made.future.done():
        bar.progress(made.share, text=f"{one.label}: {made.doing}" if made.doing else f"{one.label}: waiting its turn")
        wait([made.future], A_LOOK)
    bar.empty()
    failed = made.future.exception()
    if failed is not None:
        why = f" {failed}" if isinstance(failed, ProblemsFound) else ""
        bar.error(f"{one.label}: it could not be written.{why} Nothing else is touched.", icon=":material/error:")


# ---------------------------------------------------------------- what there is


def workbook(result: Comparison) -> Download:
    """The workbook, with how long it takes."""
    seconds = round(len(result.model.rows) * len(result.months) / NUMBERS_A_SECOND)
    takes = "a second or two" if seconds < 2 else f"about {seconds} seconds"
    return Download(
        "Excel workbook", "xlsx", EXCEL, ":material/table_view:",
        "Every number with its formula, live: change an input there and the totals follow. Edited, it can be opened "
        f"under Scenarios. Takes {takes} the first time.",
        write=write_workbook,
    )  # fmt: skip


def _memo_as_pdf(result: Comparison, tell: Tell) -> bytes:
    tell(0.05, "what it says, and its charts")
    from tcomodel.readers.memo import memo_of, to_pdf  # its libraries load when somebody asks for a memo

    memo = memo_of(result)
    tell(0.7, "the pages")
    return to_pdf(memo)


def _memo_as_html(result: Comparison, tell: Tell) -> bytes:
    tell(0.05, "what it says, and its charts")
    from tcomodel.readers.memo import memo_of, to_html

    return to_html(memo_of(result)).encode("utf-8")


MEMOS = (
    Download(
        "Decision memo (PDF)", "pdf", "application/pdf", ":material/picture_as_pdf:",
        "Two or three pages to forward: the answer, the comparison, three charts, what was assumed, the risks. "
        "Takes a few seconds.",
        write=_memo_as_pdf,
    ),
    Download(
        "Decision memo (HTML)", "html", "text/html", ":material/article:",
        "The same as a page for the browser, which prints well and can be copied from. Takes a few seconds.",
        write=_memo_as_html,
    ),
)  # fmt: skip
TEXTS = (
    Download(
        "CSV table", "csv", "text/csv", ":material/csv:",
        "Every line of every option, month by month, for your own spreadsheet.",
        text=lambda result: csv_file(marked_csv(to_csv(result), result)),
    ),
    Download(
        "Scenario", "yaml", "application/yaml", ":material/description:",
        "All inputs as a text file that can be opened here again.",
        text=lambda result: marked_yaml(standalone(result), result),
    ),
)  # fmt: skip
