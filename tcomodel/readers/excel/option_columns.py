"""Tables of the sheet Sensitivity with an option a column: heads, money, and the months of a row."""

from tcomodel.model import Input, Placed
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.input_sheets import heading
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.option_rows import names_height
from tcomodel.results import Comparison, OptionResult

FIRST_OPTION = 3  # column D
NARROWEST = 15  # of the columns of options
LEAST_WIDTH = 10  # columns of the bands
MONEY = "#,##0;[Red]-#,##0;0"


class OptionColumns:
    """The sheet and how a table with an option a column is written on it."""

    def __init__(self, sheet: Sheet, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.sheet, self.book, self.comparison, self.layout = sheet, book, comparison, layout

    def options(self) -> list[tuple[int, OptionResult]]:
        return list(enumerate(self.comparison.options, FIRST_OPTION))

    def months(self, placed: Placed | Input) -> str:
        spot = self.layout[placed]
        return f"{spot.sheet}!$F${spot.row}:${self.layout.last_letter}${spot.row}"

    def money(self, row: int, column: int, formula: str, value: float, bold: bool = False) -> None:
        self.sheet.formula(row, column, formula, value, num_format=MONEY, bold=bold)

    def band(self, row: int, title: str) -> None:
        heading(self.sheet, row, title, max(LEAST_WIDTH, FIRST_OPTION + len(self.comparison.options)))

    def heads(self, row: int, title: str) -> None:
        self.sheet.worksheet.set_row(row - 1, names_height(self.comparison.options, NARROWEST))
        for column, text in ((1, title), (2, "")):
            self.sheet.text(row, column, text, bold=True)
        for column, option in self.options():
            self.sheet.text(row, column, option.label, bold=True, text_wrap=True, align="right", indent=1)
