"""What a defined name points at: a cell, or cells in one row or column.

range_of("'My inputs'!$D$5:$D$16")     sheet My inputs, D5 to D16, 12 cells
range_of("Inputs!#REF!")               None: the cell was deleted
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.importing.sheet import column_of

REFERENCE = re.compile(
    r"=?(?:'((?:[^']|'')+)'|([^'!\[\]:,]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?"
)
PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")


class Range(NamedTuple):
    """Cells of a sheet; rows counted from 1, columns from 0."""

    sheet: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def size(self) -> int:
        """How many cells there are."""
        return self.rows * self.columns

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell, row by row."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column

    def part(self, first: int, last: int) -> "Range":
        """The cells from one number to another, counted from 0, of a single row or column."""
        if self.rows > 1:
            return Range(self.sheet, self.row + first, self.column, last - first + 1, 1)
        return Range(self.sheet, self.row, self.column + first, 1, last - first + 1)

    def overlaps(self, other: "Range") -> bool:
        """Whether two ranges have a cell in common."""
        return (
            self.sheet == other.sheet
            and self.row < other.row + other.rows
            and other.row < self.row + self.rows
            and self.column < other.column + other.columns
            and other.column < self.column + self.columns
        )

    def __str__(self) -> str:
        sheet = self.sheet if PLAIN_NAME.fullmatch(self.sheet) else "'" + self.sheet.replace("'", "''") + "'"
        first = f"{column_letters(self.column)}{self.row}"
        last = f"{column_letters(self.column + self.columns - 1)}{self.row + self.rows - 1}"
        return f"{sheet}!{first}" if self.size == 1 else f"{sheet}!{first}:{last}"


def range_of(reference: str) -> Range | None:
    """The cells of a reference; None where it points at none, such as ``#REF!``, a formula or several areas."""
    found = REFERENCE.fullmatch(reference.strip())
    if found is None or "#REF!" in reference:
        return None
    first_column, first_row = column_of(found[3]), int(found[4])
    last_column, last_row = (column_of(found[5]), int(found[6])) if found[5] else (first_column, first_row)
    if last_column < first_column or last_row < first_row:
        return None
    sheet = found[1].replace("''", "'") if found[1] else found[2]
    return Range(sheet, first_row, first_column, last_row - first_row + 1, last_column - first_column + 1)
