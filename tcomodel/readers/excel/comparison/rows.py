"""Rows with a column an option: how the Comparison is written, and where each of its rows stands.

    Total cost of the term (TCO)   USD   13,917,422   14,572,040   33,269,757

A cell that an option does not have holds a word instead of a formula; sums and maxima over the row pass it by.
"""

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import GREY, Book
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.widths import LINE_HEIGHT, PER_LETTER
from tcomodel.results import Comparison, OptionResult

LABEL, UNIT, FIRST_OPTION = 1, 2, 3  # columns B, C, D
NAMES_ROW = 4  # of the options, frozen
LABEL_WIDTH, OPTION_WIDTH = 46, 17  # of the columns of the Comparison

CellOf = Callable[[OptionResult, str], tuple[str, Any] | str]


class OptionRows:
    """The sheet Comparison as it grows downwards; ``at`` has the row of everything by name."""

    def __init__(self, book: Book, comparison: Comparison, layout: Layout) -> None:
        self.book, self.sheet = book, book.sheet("Comparison")
        self.comparison, self.layout = comparison, layout
        self.options = comparison.options
        self.letters = [column_letters(FIRST_OPTION + position) for position in range(len(self.options))]
        self.row = NAMES_ROW
        self.at: dict[str, int] = {}
        self.values: dict[str, list[Any]] = {}
        self.blocks: dict[str, tuple[int, int]] = {}
        self.sentences: dict[tuple[str, int], str] = {}
        self.labels: dict[str, str] = {}
        self.on_summary: dict[str, dict[str, str]] = {}  # cells of its table and of its answer, by what they show

    def add(self, name: str, label: str, unit: str, cell_of: CellOf, shown: Any = "#,##0", **facts: Any) -> int:
        """One more row. ``cell_of`` takes an option and its column's letters, and gives a formula with its value,
        or the word that stands there instead; ``shown`` is a number format or a function of the option."""
        self.row += 1
        self.at[name], self.values[name], self.labels[name] = self.row, [], label
        self.sheet.text(self.row, LABEL, label, **facts)
        self.sheet.text(self.row, UNIT, unit, **{**facts, "bold": False}, font_color=QUIET)
        for column, (option, letters) in enumerate(zip(self.options, self.letters, strict=True), FIRST_OPTION):
            cell = cell_of(option, letters)
            if isinstance(cell, str):
                self.sheet.text(self.row, column, cell, font_color=QUIET, **{"align": "right", **facts})
                self.values[name].append(cell)
                continue
            formula, value = cell
            num_format = shown(option) if callable(shown) else shown
            self.sheet.formula(self.row, column, formula, value, num_format=num_format, **{"align": "right", **facts})
            self.values[name].append(value)
        return self.row

    def band(self, title: str, columns: int = 0) -> None:
        """A shaded heading after an empty row, over the options or so many columns."""
        self.row += 2
        for column in range(FIRST_OPTION + max(len(self.options), columns)):
            self.sheet.text(self.row, column, title if column == LABEL else "", bold=True, bg_color=GREY)

    def in_block(self, name: str, row: int) -> None:
        """A row belongs to a block of rows that are added up."""
        self.blocks[name] = (self.blocks.get(name, (row, row))[0], row)

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """First and last row of every row and block, by name."""
        return {name: (row, row) for name, row in self.at.items()} | self.blocks

    def across(self, name: str) -> str:
        """All options of a row, as a formula of this sheet refers to them."""
        return f"$D${self.at[name]}:${self.letters[-1]}${self.at[name]}"

    def beyond(self, name: str) -> str:
        """The same from another sheet."""
        return f"Comparison!{self.across(name)}"

    def months_of(self, option: OptionResult, figure: str) -> str:
        """The months of a figure on the option's own sheet."""
        return self.layout.months_of(option.model.figures[figure])

    def of(self, name: str, option: OptionResult) -> Any:
        """What a row shows for an option now."""
        return self.values[name][self.comparison.place_of(option)]

    def numbers(self, name: str) -> list[float]:
        """The numbers of a row without the words."""
        return [value for value in self.values[name] if not isinstance(value, str)]

    def counts(self, name: str) -> Sequence[float]:
        """The numbers of a row, nothing where a word stands."""
        return [0.0 if isinstance(value, str) else float(value) for value in self.values[name]]


def names_height(options: Sequence[OptionResult], width: float) -> float:
    """How high a row is that shows the names of the options in columns so wide, in points."""
    lines = max(len(wrap(f"left out: {option.label}", int(width / PER_LETTER) - 4)) for option in options)
    return LINE_HEIGHT * max(2, lines) + 2
