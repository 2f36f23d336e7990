"""Scenario: the text the workbook was made from, so that an edited workbook comes back as a scenario.

    1   start: 2027-01
    2   months: 60
    3   description: A long line stands in several rows, which all have its
    3   number and are one line again when they are read.

Numbers are changed on Inputs and Series and found there by their names; this sheet says all else: which options there
are, which clauses, whose words. A mark, made of the text, tells whether somebody changed it here.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.frame import heads
from tcomodel.readers.excel.front import fingerprint
from tcomodel.readers.scenario_file import standalone
from tcomodel.results import Comparison

SHEET = "Scenario"
TEXT, MARK, SCHEMA_NAME, FINGERPRINT = "out_scenario", "out_scenario_mark", "out_schema", "out_fingerprint"
PIECE = re.compile(r".{0,119}\S\s*|.+")  # no piece begins with a blank or holds blanks alone: programs drop those
FIRST_LINE = 10
TOLD = (
    "What this workbook was made from. It is how an edited workbook comes back into the tool: upload the file in the",
    "dashboard, or run: python -m tcomodel import FILE.xlsx. Numbers are changed on Inputs and Series, not here.",
)


def write_scenario(book: Book, comparison: Comparison, schema: int) -> None:
    """The Scenario sheet, the last one: version, fingerprint and mark, and the text line by line."""
    sheet = book.sheet(SHEET)
    worksheet = sheet.worksheet
    worksheet.set_column(0, 0, 7)
    worksheet.set_column(1, 1, 112)
    sheet.text(1, 0, SHEET, bold=True, font_size=14)
    for row, told in enumerate(TOLD, 2):
        sheet.text(row, 0, told, italic=True)
    text = standalone(comparison)
    facts = (
        (SCHEMA_NAME, str(schema), "Version of the workbook's names"),
        (FINGERPRINT, fingerprint(comparison), "Fingerprint of the inputs at export"),
        (MARK, mark_of(text), "Mark of the text below; another text has another mark"),
    )
    for row, (name, value, told) in enumerate(facts, 5):
        sheet.text(row, 1, value)
        sheet.text(row, 2, told, font_color="#666666")
        book.define(name, f"={SHEET}!$B${row}")
    worksheet.set_column(2, 2, 50)
    heads(sheet, {0: "Line", 1: "Text"}, FIRST_LINE - 1)
    row = FIRST_LINE
    for number, piece in rows_of(text):
        sheet.text(row, 0, number, font_color="#666666", align="right")
        sheet.text(row, 1, piece)
        row += 1
    book.define(TEXT, f"={SHEET}!$A${FIRST_LINE}:$B${row - 1}")
    worksheet.ignore_errors({"number_stored_as_text": f"A1:B{row - 1}"})
    worksheet.freeze_panes(FIRST_LINE - 1, 0)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(FIRST_LINE - 2)
    worksheet.set_footer("&L&F&C&A&RPage &P of &N")


def rows_of(text: str) -> Iterator[tuple[str, str]]:
    """The rows of a text: the number of the line and a piece of it."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        for piece in PIECE.findall(line) or [""]:
            yield str(number), piece


def text_of(rows: Iterable[tuple[str, str]]) -> str:
    """The text of such rows: pieces with one number are one line; empty rows count for nothing."""
    lines: list[str] = []
    last = ""
    for number, piece in rows:
        if number and number == last:
            lines[-1] += piece
        elif number or piece:
            lines.append(piece)
            last = number
    return "\n".join(lines) + "\n"


def mark_of(text: str) -> str:
    """Sixteen characters that change when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
