"""The cells that a formula reads.

references("SUM(Option1!$F$9:$BM$9)*D7+all_checks", "Monthly", names)
Option1 F9:BM9, Monthly D7, and what the name all_checks points at
"""

import re
from collections.abc import Iterator, Mapping

from tcomodel.column_letters import column_letters
from tcomodel.edited_workbook.ranges import Range, range_of
from tcomodel.importing.sheet import column_of

TEXT = re.compile(r'"[^"]*"')
REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!)?\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
    r"(?![\w.(])"
)
NAME = re.compile(r"(?<![\w.!'$])[A-Za-z_][\w.]*(?![\w.(!])")


def references(formula: str, sheet: str, names: Mapping[str, str]) -> Iterator[Range]:
    """The ranges a formula on a sheet reads; ``names`` says in small letters what each name points at."""
    text = TEXT.sub('""', formula)
    for quoted, plain, first, top, last, bottom in REFERENCE.findall(text):
        column, row = column_of(first), int(top)
        width, height = (column_of(last) - column + 1, int(bottom) - row + 1) if last else (1, 1)
        yield Range(quoted.replace("''", "'") or plain or sheet, row, column, height, width)
    for word in NAME.findall(REFERENCE.sub("", text)):
        where = range_of(names.get(word.lower(), ""))
        if where is not None:
            yield where


def place(sheet: str, row: int, column: int) -> str:
    """``Option1!F9``, as people name a cell."""
    return f"{sheet}!{column_letters(column)}{row}"
