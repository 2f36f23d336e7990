"""Tables of the sheet Sensitivity with an option a column: heads, money, and the months of a row."""

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import QUIET, band
from tcomodel.readers.excel.look.number_formats import DIFFERENCE
from tcomodel.readers.excel.look.page import INDENTED, row_height
from tcomodel.results import Comparison, OptionResult

FIRST_OPTION = 3  # column D
NARROWEST = 16 - INDENTED  # of the columns of options, for their names
ROOM = {1: 50.0}  # of the titles of the tables
LEAST_WIDTH = 10  # columns of the bands
SWITCH = '"yes";;"left out"'


class OptionColumns:
    """The sheet and how a table with an option a column is written on it."""

    def __init__(self, sheet: Sheet, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.sheet, self.book, self.comparison, self.layout = sheet, book, comparison, layout

    def options(self) -> list[tuple[int, OptionResult]]:
        return list(enumerate(self.comparison.options, FIRST_OPTION))

    def takes_part(self, row: int, last: int) -> None:
        """Which options are in the comparison, live; the columns of those left out are grey down to the last row."""
        self.sheet.text(row, 1, "In the comparison, as set on Inputs")
        self.sheet.text(row, 2, "yes or no", font_color=QUIET)
        for column, option in self.options():
            formula = f"={self.layout.single(option.model.scope.inputs['in_comparison'])}"
            self.sheet.formula(row, column, formula, float(option.takes_part), num_format=SWITCH, align="right")
        grey = self.book.workbook.add_format({"font_color": "#A0A5AA", "italic": True})
        rule = {"type": "formula", "criteria": f"={column_letters(FIRST_OPTION)}${row}=0", "format": grey}
        last_column = FIRST_OPTION + len(self.comparison.options) - 1
        self.sheet.worksheet.conditional_format(row - 1, FIRST_OPTION, last - 1, last_column, rule)

    def money(self, row: int, column: int, formula: str, value: float, bold: bool = False) -> None:
        self.sheet.formula(row, column, formula, value, num_format=DIFFERENCE, bold=bold)

    def band(self, row: int, title: str) -> None:
        band(self.sheet, row, title, max(LEAST_WIDTH, FIRST_OPTION + len(self.comparison.options)))

    def heads(self, row: int, title: str, aside: str = "") -> None:
        """The names of the options above their columns; ``aside`` stands over the column of units."""
        named = {column: option.label for column, option in self.options()}
        row_height(self.sheet, row, {1: title, **named}, ROOM | dict.fromkeys(named, NARROWEST), bold=(1, *named))
        for column, text in ((1, title), (2, aside)):
            self.sheet.text(row, column, text, bold=True, valign="bottom", text_wrap=column == 1)
        for column, option in self.options():
            self.sheet.text(
                row, column, option.label, bold=True, text_wrap=True, align="right", valign="bottom", indent=1
            )
