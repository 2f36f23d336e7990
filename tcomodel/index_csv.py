"""An index series out of a CSV that somebody hands in, with the delimiter, dates and decimal sign it was written with.

    Monat;Wert                    month,value
    Jan 2024;117,6        ->      2024-01,117.6

Only the way of writing is changed here; whether the figures make a series is for ``tcomodel.index_series`` to say.
"""

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import Any

from tcomodel.importing.dates import When, date_in
from tcomodel.importing.table import csv_sheet
from tcomodel.index_series import PAIR, IndexSeries, SeriesProblem, series_from_csv
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.uploads import check_upload, text_of

MONTHS, VALUES = "month", "value"
COMMA = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})*,\d+|[-+]?\d+(?:,\d+)?")
INDEX_UNIT = re.compile(r"index .*\S *= *[\d.,]+")
KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class SeriesFile:
    """The cells of a CSV: its headings, its rows, and whether a comma may mark decimals."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decimal_comma: bool

    def guessed(self) -> tuple[int, int]:
        """The columns that look like the months and the values."""
        months = max(range(len(self.headings)), key=lambda column: self._share(column, dates=True))
        others = [column for column in range(len(self.headings)) if column != months]
        return months, max(others, key=lambda column: self._share(column, dates=False))

    def _share(self, column: int, dates: bool) -> float:
        cells = [row[column] for row in self.rows[:40]]
        if dates:
            fits = sum(isinstance(date_in(cell), When) and not _plain_number(cell) for cell in cells)
        else:
            fits = sum(_plain_number(cell) for cell in cells)
        return fits / max(len(cells), 1)


def read_series_file(name: str, content: bytes) -> SeriesFile:
    """The cells of a CSV; raises ProblemsFound where the file is refused or holds no two columns."""
    check_upload(name, content, ("csv",))
    text = text_of(name, content)
    sheet = csv_sheet(text, name)
    width = sheet.last_column + 1
    lines = [
        tuple(cells[at].text.strip() if at in cells else "" for at in range(width)) for cells in sheet.rows.values()
    ]
    if width < 2 or len(lines) < 2:
        message = "it holds no column of months beside one of values, with headings above them"
        raise ProblemsFound([Problem("", message, name)])
    headings = tuple(heading or f"column {at}" for at, heading in enumerate(lines[0], 1))
    return SeriesFile(
        name, headings, tuple(lines[1:]), ";" in text.partition("\n")[0] or "\t" in text.partition("\n")[0]
    )


def series_of(file: SeriesFile, months: int, values: int, key: str, **facts: Any) -> IndexSeries:
    """The series in two columns of a file; raises SeriesProblem with what is wrong."""
    if months == values:
        raise SeriesProblem("the months and the values stand in the same column; choose two")
    comma = file.decimal_comma and all(COMMA.fullmatch(row[values]) for row in file.rows)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow((MONTHS, VALUES))
    for row in file.rows:
        figure = row[values].replace(".", "").replace(",", ".") if comma else row[values]
        writer.writerow((_month(row[months]), figure))
    return series_from_csv(text.getvalue(), MONTHS, VALUES, file.name, key, **facts)


def unit_slip(unit: str) -> str:
    """What is wrong with the unit of a series; nothing when it is right."""
    if PAIR.fullmatch(unit) or INDEX_UNIT.fullmatch(unit):
        return ""
    if not unit:
        return "say what the values are: index 2015=100, or for an exchange rate EUR per USD"
    return f"found {unit!r}; expected an index with its base (index 2015=100) or an exchange rate (EUR per USD)"


def key_slip(key: str) -> str:
    """What is wrong with the name of a series; nothing when it is right."""
    return "" if KEY.fullmatch(key) else f"found {key!r}; expected small letters, digits and _ such as wages_poland"


def _month(cell: str) -> str:
    found = date_in(cell)
    if not isinstance(found, When):
        return cell
    return f"{found.date}-01" if len(found.date) == 4 else found.date[:7]


def _plain_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.,\s]+", cell) is not None and not re.fullmatch(r"(19|20)\d\d", cell)
