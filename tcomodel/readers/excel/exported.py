"""Numbers worked out at export that other sheets show: they stand at the end of Inputs, shaded, and are not live.

A number outside the input sheets would look like a result that follows the inputs. So what was worked out by running
the model many times stands with the other records of the export, and a sheet refers to it by a formula.
"""

from typing import Any

from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.input_cells import record
from tcomodel.readers.excel.input_sheets import LABEL, SOURCE, UNIT, VALUE, WIDTHS, heading
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.page import WRAPPED, row_height


class Exported:
    """A block of such numbers below the controls; ``says`` tells which sheet shows them."""

    def __init__(self, book: Book, layout: Layout, title: str, says: str) -> None:
        self.sheet, self.title, self.says = book.sheet("Inputs"), title, says
        self.row = layout.controls[-1].row + 3
        self._kept: dict[Any, str] = {}

    def formula(self, key: Any, label: str, unit: str, value: float, shown: str) -> str:
        """The formula that refers to a number; a key that is known already has its cell."""
        if not self._kept:
            heading(self.sheet, self.row - 1, self.title, len(WIDTHS))
        if key not in self._kept:
            self.sheet.text(self.row, LABEL, label, **WRAPPED)
            self.sheet.text(self.row, UNIT, unit, font_color="#666666", **WRAPPED)
            self.sheet.text(self.row, SOURCE, self.says, font_color="#444444", **WRAPPED)
            row_height(self.sheet, self.row, {LABEL: label, UNIT: unit, SOURCE: self.says}, WIDTHS)
            record(self.sheet, self.row, VALUE, value, shown, "As exported", self.says)
            self._kept[key] = f"=Inputs!$D${self.row}"
            self.row += 1
        return self._kept[key]
