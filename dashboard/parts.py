"""What a part of a screen has above and below it: a title with a sentence or two, and its numbers as a file."""

from collections.abc import Callable, Iterable

import streamlit as st

from dashboard.downloads import file_name
from dashboard.formats import plain
from dashboard.glossary import about
from tcomodel import Comparison
from tcomodel.csv_cells import csv_file, csv_text
from tcomodel.made_by import marked_csv

Row = list[float | str | None]


def heading(title: str, about_it: str, *terms: str) -> None:
    """The title and what must be known to read the part; ``terms`` are words of the glossary to hover on."""
    st.subheader(plain(title), anchor=False, help=about(*terms) if terms else None)
    st.caption(plain(about_it))


def download(
    screen: str,
    part: str,
    made: Callable[[], Iterable[Row] | str],
    result: Comparison,
    label: str = "Data of this chart",
    called: str = "",
) -> None:
    """The numbers behind a part, as rows or as the text of a CSV file, made when somebody asks for them.

    ``called`` is what the file says of the part where that is more than its name.
    """
    st.download_button(
        label, lambda: _file(made(), result), f"{file_name(f'{result.scenario.file.name} {called or part}')}.csv",
        "text/csv", key=f"{screen}:file:{part}", on_click="ignore", icon=":material/csv:", type="tertiary",
    )  # fmt: skip


def _file(made: Iterable[Row] | str, result: Comparison) -> bytes:
    text = made if isinstance(made, str) else csv_text(made)
    return csv_file(marked_csv(text, result))
