"""Scenario: the text the workbook was made from, so that an edited workbook comes back as a scenario.

    1   start: 2027-01
    2   months: 60
    3   description: A long line stands in several rows, which all have its
    3   number and are one line again when they are read.
   75   card: the rates it used, of the tool's own card too, which may say others by then

Numbers are changed on Inputs and Series and found there by their names; this sheet says all else: which options there
are, which clauses, whose words. A mark, made of the text, tells whether somebody changed it here.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from tcomodel.card_choice import is_same, standard_card
from tcomodel.fingerprint import fingerprint
from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.look.frame import HEAD_ROW, QUIET
from tcomodel.readers.excel.look.page import page
from tcomodel.readers.excel.names import SCHEMA
from tcomodel.readers.scenario_file import standalone
from tcomodel.results import Comparison

SHEET = "Scenario"
TEXT, MARK, SCHEMA_NAME, FINGERPRINT = "out_scenario", "out_scenario_mark", "out_schema", "out_fingerprint"
CARD, OWN_CARD, OTHER_CARD = "out_card", "the tool's own", "another"
WRITTEN_OUT = "# written out: "  # begins a line of the text that says what the numbers of a column were read from
PIECE = re.compile(r".{0,109}\S\s*|.+")  # no piece begins with a blank or holds blanks alone: programs drop those
LINE, WORDS, TOLD = range(3)
WIDTHS = {LINE: 7, WORDS: 108, TOLD: 40}
HEADS = {LINE: "Line", WORDS: "Text of the scenario"}
SAYS = "How an edited workbook comes back into the tool. Change numbers on Inputs and Series, not here."
HOW = "Upload the file in the dashboard, or: python -m tcomodel import FILE.xlsx"


def write_scenario(book: Book, comparison: Comparison) -> None:
    """The Scenario sheet, the last one: version, fingerprint and mark, and the text line by line."""
    sheet = book.sheet(SHEET)
    page(sheet, SHEET, SAYS, WIDTHS, HEADS)
    text = scenario_text(comparison)
    card = OWN_CARD if is_same(comparison.model.card, standard_card()) else OTHER_CARD
    facts = (
        (SCHEMA_NAME, str(SCHEMA), "Version of the workbook"),
        (FINGERPRINT, fingerprint(comparison), "Fingerprint of the inputs"),
        (CARD, card, "Rate card it was exported with"),
        (MARK, mark_of(text), "Mark of this text: another text has another"),
    )
    row = HEAD_ROW + 1
    sheet.text(row, WORDS, HOW, font_color="#444444")
    for name, value, told in facts:
        row += 1
        sheet.text(row, WORDS, value)
        sheet.text(row, TOLD, told, font_color=QUIET)
        book.define(name, f"={SHEET}!$B${row}")
    first = row = row + 2
    for number, piece in rows_of(text):
        sheet.text(row, LINE, number, font_color=QUIET, align="right", indent=1)
        sheet.text(row, WORDS, piece)
        row += 1
    book.define(TEXT, f"={SHEET}!$A${first}:$B${row - 1}")
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A{HEAD_ROW}:B{row - 1}"})


def scenario_text(comparison: Comparison) -> str:
    """The text of the sheet: the scenario that stands by itself, and what was read from files on top."""
    written_out = "".join(f"{WRITTEN_OUT}{one}\n" for one in _from_files(comparison))
    return written_out + standalone(comparison, own_card=True)


def _from_files(comparison: Comparison) -> Iterator[str]:
    """``demand.volume.voice (volumes.csv)``: what the scenario read from files, in letters every program keeps."""
    for one in comparison.model.inputs + comparison.model.unused:
        if one.from_file:
            yield ascii(f"{'.'.join(map(str, one.place))} ({one.from_file})")[1:-1]


def rows_of(text: str) -> Iterator[tuple[str, str]]:
    """The rows of a text: the number of the line and a piece of it."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        for piece in PIECE.findall(line) or [""]:
            yield str(number), piece


def text_of(rows: Iterable[tuple[str, str]]) -> str:
    """The text of such rows: pieces with one number are one line; empty rows count for nothing."""
    pieces: list[str] = []
    last = ""
    for number, piece in rows:
        if number and number == last:
            pieces.append(piece)
        elif number or piece:
            pieces += ["\n", piece] if pieces else [piece]
            last = number
    return "".join(pieces) + "\n"


def mark_of(text: str) -> str:
    """Sixteen characters that change when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
