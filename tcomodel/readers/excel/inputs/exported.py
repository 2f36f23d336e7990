"""The record at the end of Inputs that the sheet Sensitivity shows: rows of the same meaning, whatever stands in them.

    Input                      Unit           Change of the result   Input   Costs least then
    Hourly wage (In-house)     USD per hour                      –   21.82   as exported
    10 % lower                                            -310,000   19.64   the same
    10 % higher                                            310,000   24.00   Philippines

A number outside the input sheets would look like a result that follows the inputs. So what was worked out by running
the model many times stands here, shaded, and Sensitivity refers to it cell by cell. The rows depend on which options
and terms there are, never on numbers: every cell is written, with a dash where there is nothing to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import BLUE, GREY, Book
from tcomodel.readers.excel.inputs.cells import FRAME
from tcomodel.readers.excel.inputs.sheets import (
    AS_EXPORTED,
    HELP,
    LABEL,
    ROOM,
    SOURCE,
    UNIT,
    VALUE,
    WIDTHS,
    headings_of,
    widths_of,
)
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import HEAD, HEAD_ROW, QUIET, band
from tcomodel.readers.excel.look.page import BESIDE_NUMBERS, WRAPPED, row_height
from tcomodel.readers.excel.look.paging import set_pages
from tcomodel.results import Comparison

TITLE = "Sensitivity as exported: leave these alone, the sheet Sensitivity shows them"
TOLD = "Worked out at export, a record: the sheet Sensitivity shows it. It cannot be changed here."
NOTHING = "–"
NAME, OF_UNIT, MONEY_IN, NUMBER_IN, WORDS = LABEL, UNIT, VALUE, AS_EXPORTED, SOURCE  # columns of the record
NUMBERS = (MONEY_IN, NUMBER_IN)


@dataclass(frozen=True)
class Fact:
    """A number or a text of the record, and how it is shown."""

    value: float | str = NOTHING
    shown: str = "General"


EMPTY = Fact()


@dataclass(frozen=True)
class Kept:
    """A cell of the record: the formula that refers to it from another sheet, and the fact it holds."""

    formula: str
    fact: Fact


class Exported:
    """The record as it grows downwards, below the other records of the export."""

    def __init__(self, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.comparison, self.layout = comparison, layout
        self.sheet = book.sheet("Inputs")
        self.tables: list[int] = []  # rows of their heads
        self.first = self.row = layout.controls[-1].row + 2
        band(self.sheet, self.row, TITLE, len(WIDTHS))

    def heads(self, texts: Mapping[int, str]) -> None:
        """Column heads of the rows that follow, after an empty row."""
        self.row += 2
        self.tables.append(self.row)
        for column in WIDTHS:
            if column:
                aside = {"align": "right"} if column in NUMBERS else {"indent": 1} if column == WORDS else {}
                self.sheet.text(self.row, column, texts.get(column, ""), text_wrap=True, **HEAD, **aside)
        row_height(self.sheet, self.row, dict(texts), WIDTHS, bold=WIDTHS)

    def keep(self, facts: Mapping[int, Fact], about: str = "") -> dict[int, Kept]:
        """One row: what stands in which column, and in words beside it where it is shown."""
        self.row += 1
        for column, fact in facts.items():
            self._write(column, fact)
        self.sheet.text(self.row, HELP, about, font_color=QUIET, **WRAPPED)
        texts = {column: fact.value for column, fact in facts.items() if isinstance(fact.value, str)}
        row_height(self.sheet, self.row, {**texts, HELP: about}, ROOM)
        return {column: Kept(f"=Inputs!${column_letters(column)}${self.row}", fact) for column, fact in facts.items()}

    def close(self) -> None:
        """Refuse every change of the record, whatever it holds: one rule for all of it."""
        told = {"input_title": "As exported", "input_message": TOLD, "error_title": "It is a record"}
        rule = {"validate": "custom", "value": "=FALSE", "error_message": TOLD, "ignore_blank": False, **told}
        self.sheet.worksheet.data_validation(self.first, NAME, self.row - 1, WORDS, rule)
        headings = [row for row, _ in headings_of(self.comparison, self.layout)]
        ends = [*(row - 2 for row in self.tables[1:]), self.row]
        set_pages(
            self.sheet,
            widths_of(self.layout).values(),
            (HEAD_ROW + 1, self.row + 5),
            [*headings, self.row + 2],  # the figures of whole sheets are written below
            dict(zip(self.tables, ends, strict=True)),
            (self.first,),
        )

    def _write(self, column: int, fact: Fact) -> None:
        record: dict[str, Any] = {"locked": False}
        if column in NUMBERS:
            record |= {"font_color": BLUE, "bg_color": GREY, "align": "right", **FRAME}
        if not isinstance(fact.value, str):
            self.sheet.number(self.row, column, fact.value, num_format=fact.shown, **record)
            return
        looks = {NAME: WRAPPED, OF_UNIT: {"font_color": QUIET, **WRAPPED}, WORDS: BESIDE_NUMBERS}
        facts = {**looks.get(column, {"num_format": fact.shown}), **record}
        self.sheet.text(self.row, column, fact.value, **facts)
