"""Tables as CSV that no spreadsheet runs: numbers stay numbers, text stays text.

    =HYPERLINK("http://x")   becomes   '=HYPERLINK("http://x")
    Agents; +cmd|calc        becomes   Agents; '+cmd|calc
    -12.5 as a number        stays     -12.5

After OWASP (owasp.org/www-community/attacks/CSV_Injection): an apostrophe stands before a sign that begins a formula,
at the start of a cell and wherever a program that parts cells by another sign, or by a quote, would see a start.
"""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from io import StringIO

STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫"  # noqa: RUF001 - full-width and small forms count too
BREAKS = "\t\r\n"
EDGES = f';|"{BREAKS}'  # after these, and after a comma, some program sees a cell begin
BEFORE = "(?:[^\\S\t\r\n]|[\u200b-\u200f\u2060\ufeff])*'*"  # blanks, some of which cannot be seen, and our own mark
NUMBER = "[+\\-][0-9][0-9.]*[ \u00a0]?%?(?:,|\\Z)"  # in "from 2, -5 %", which is written between quotes
DANGER = re.compile(
    f"\\A{BEFORE}(?=[{STARTS}{BREAKS}])|(?<=,){BEFORE}(?=[{STARTS}])(?!{NUMBER})|(?<=[{EDGES}]){BEFORE}(?=[{STARTS}])"
)


def csv_text(rows: Iterable[Sequence[float | str | None]]) -> str:
    """Rows of a table as CSV, lines ending as Excel writes them (CR LF); None and what is not finite are empty."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def with_mark(text: str, mark: str) -> str:
    """A CSV file that says what made it: as the heading of a last column that stays empty.

    A line above the headings, or below the rows, would be read as one of them.
    """
    rows = csv.reader(StringIO(text, newline=""))
    stream = StringIO(newline="")
    csv.writer(stream).writerows([*row, harmless(mark) if not at else ""] for at, row in enumerate(rows))
    return stream.getvalue()


def csv_file(text: str) -> bytes:
    """The bytes of a CSV file, with the mark by which Excel knows that it is UTF-8."""
    return text.encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text for a cell of a CSV file; ``as_written`` gives it back as it was."""
    return DANGER.sub(lambda found: f"{found[0]}'", text)


def as_written(cell: str) -> str:
    """The text that ``harmless`` made a cell of."""
    return DANGER.sub(lambda found: found[0].removesuffix("'"), cell)


def _cell(cell: float | str | None) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell + 0.0:.15g}" if cell is not None and math.isfinite(cell) else ""  # no minus zero
