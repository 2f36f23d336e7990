"""A column of a CSV with a number for each month, as volumes and index series are delivered."""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from io import StringIO
from types import MappingProxyType

from tcomodel.months import MONTH
from tcomodel.problems import EntryProblem, nearest

# A comma stands between thousands or it is refused: 3,5 means three and a half to half of the world.
WRITTEN = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9][0-9_]*)?(?:\.[0-9]+)?"
CELL = re.compile(rf"(?=[-+.]*[0-9]){WRITTEN}(?:[eE][-+]?[0-9]+)?")
LONGEST = 200_000  # characters of a file whose figures are kept; ten years of one column have 2,000


def monthly_column(text: str, month_column: str, column: str, file: str) -> Mapping[str, float]:
    """A column of a CSV by month ``YYYY-MM``; dates within a month count as that month.

    Raises EntryProblem with the row where a cell is no month or no number.
    """
    read = _kept if len(text) <= LONGEST else _column
    return read(text, month_column, column, file)


def _column(text: str, month_column: str, column: str, file: str) -> Mapping[str, float]:
    columns, rows = _csv_rows(text, file)
    for wanted in (month_column, column):
        if wanted not in columns:
            raise EntryProblem(
                f"{file} has no column {wanted!r}{nearest(wanted, columns)} (columns: {', '.join(columns)})"
            )
    values: dict[str, float] = {}
    for row_number, row in enumerate(rows, 2):
        month = (row[month_column] or "").strip()[:7]
        if not MONTH.fullmatch(month):
            raise EntryProblem(f"{file}, row {row_number}: {row[month_column]!r} is no month; expected 2026-01")
        if month in values:
            raise EntryProblem(f"{file}, row {row_number}: {month} stands there twice")
        cell = (row[column] or "").strip()
        if not CELL.fullmatch(cell):
            found = repr(cell) if cell else "nothing"
            hint = " (a point marks decimals: 1234.5)" if "," in cell else ""
            raise EntryProblem(f"{file}, row {row_number}: found {found} for {month}; expected a number{hint}")
        values[month] = float(cell.replace(",", "").replace("_", ""))
    return MappingProxyType(values)


_kept = lru_cache(maxsize=8)(_column)


def _csv_rows(text: str, file: str) -> tuple[list[str], list[dict[str, str | None]]]:
    """The columns and rows of a CSV; raises EntryProblem when it is none or a column stands there twice."""
    reader = csv.DictReader(StringIO(text))
    try:
        columns = [name for name in reader.fieldnames or [] if name]
        rows = list(reader)
    except csv.Error as slip:
        raise EntryProblem(f"{file} cannot be read as CSV: {slip}") from None
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise EntryProblem(f"{file} has the column {twice!r} twice; keep one of them")
    return columns, rows
