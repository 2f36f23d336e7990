"""Figures of whole sheets and of the records, kept at the very end of Inputs, and the checks against them.

    Sum of all numbers of Summary               412,907,113.20   Summary!A5
    The same, root of the sum of squares         96,310,559.71   Summary!A5
    Sum of the column As exported                33,118,904.52   Inputs!E6

While nothing was changed a sheet must have the figures of the export. A sum stays when one number is raised and another
lowered by as much; the squares do not. Records are constants and must always be those of the export.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.checks.changes import FIRST_MONTH_IN, RECORD_IN, VALUE_IN
from tcomodel.readers.excel.checks.of_inputs import FINE, Check
from tcomodel.readers.excel.inputs.cells import record
from tcomodel.readers.excel.inputs.control_figure import control_figure, control_formula
from tcomodel.readers.excel.inputs.sheets import AS_EXPORTED, LABEL, LEAST, MOST, OF_RESULT, SOURCE, UNIT, VALUE, WIDTHS
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION, has_bridge
from tcomodel.readers.excel.layout import FIRST_ROW, MONTH_ROW, Layout
from tcomodel.readers.excel.look.frame import HEAD_ROW, QUIET, band
from tcomodel.readers.excel.look.number_formats import CENTS, CONTROL, CONTROL_FINE
from tcomodel.readers.excel.look.page import BESIDE_NUMBERS, WRAPPED, row_height
from tcomodel.results import Comparison

TITLE = "Whole sheets and records as exported: leave these alone, Checks compares with them"
SHEETS, RECORDS = "Whole sheets, with the inputs of the export", "Records of the export: nobody changes them"
SAYS = "As exported: Checks compares with it"
OF_VIEW = ("Summary", "Comparison", "Monthly", "Sensitivity")  # they say or show which options take part
LARGE = 1e6  # from here on two decimals are shown


@dataclass(frozen=True)
class _Figure:
    """One number that stands for many cells."""

    label: str
    formula: str
    value: float
    where: str


@dataclass(frozen=True)
class Figures:
    """The checks against the figures, and where the number of the explained option stands as exported."""

    of_records: list[Check]
    of_sheets: list[Check]
    bridge_option: int  # a row of Inputs; 0 where there is no bridge
    kept: "_Kept"

    def keep(self, label: str, value: float) -> str:
        """One more record below all others: its cell."""
        return f"Inputs!${VALUE_IN}${self.kept.keep(label, value, '0')}"


def write_figures(book: Book, comparison: Comparison, layout: Layout) -> Figures:
    """The figures of everything that is written by now, below all that stands on Inputs."""
    kept = _Kept(book)
    after_results, before_figures = layout.controls[-1].row + 1, kept.row
    band(kept.sheet, kept.row + 2, TITLE, len(WIDTHS))
    kept.row += 2
    bridge = 0
    if has_bridge(comparison):
        number = layout.control(None, BRIDGE_OPTION).value
        bridge = kept.keep("Option explained by the bridge, as exported", number, "0")
    of_sheets = [
        kept.check(SHEETS, name, figure, at_export=True, of_view=name in OF_VIEW)
        for name in _judged(layout)
        for figure in _of_sheet(book, name)
    ]
    figures = (before_figures + 1, kept.row)
    of_records = [kept.check(RECORDS, "", figure, fine=True, of_records=True, shown=FINE) for figure in
                  _of_records(book, layout, (after_results, before_figures), figures)]  # fmt: skip
    of_records += _worked_out(comparison, layout)
    return Figures(of_records, of_sheets, bridge, kept)


class _Kept:
    """The block on Inputs as it grows downwards."""

    def __init__(self, book: Book) -> None:
        self.sheet = book.sheet("Inputs")
        self.row = self.sheet.last_row

    def keep(self, label: str, value: float, shown: str) -> int:
        self.row += 1
        self.sheet.text(self.row, LABEL, label, **WRAPPED)
        self.sheet.text(self.row, UNIT, "control figure", font_color=QUIET, **WRAPPED)
        self.sheet.text(self.row, SOURCE, SAYS, font_color="#444444", **BESIDE_NUMBERS)
        row_height(self.sheet, self.row, {LABEL: label, SOURCE: SAYS}, WIDTHS)
        record(self.sheet, self.row, VALUE, value, shown, "As exported", OF_RESULT)
        return self.row

    def check(self, about: str, sheet: str, figure: _Figure, shown: str = CENTS, **facts: bool) -> Check:
        fine = shown != CENTS and abs(figure.value) < LARGE
        row = self.keep(figure.label, figure.value, CONTROL_FINE if fine else CONTROL)
        value, then = figure.value, f"Inputs!${VALUE_IN}${row}"
        return Check(about, figure.label, figure.formula, then, value, figure.where, shown=shown, **facts)


def _judged(layout: Layout) -> Iterator[str]:
    yield from OF_VIEW
    for sheet in layout.sheets:
        yield sheet.name
        if sheet.years:
            yield sheet.years


def _of_sheet(book: Book, name: str) -> Iterator[_Figure]:
    """All numbers of a sheet below its frozen rows, where its master check stands."""
    sheet, first = book.sheet(name), HEAD_ROW + 1
    area = f"{name}!$B${first}:${column_letters(sheet.last_column)}${sheet.last_row}"
    yield from _both(f"all numbers of {name}", area, sheet.numbers(first), f"{name}!B{first}")


def _of_records(book: Book, layout: Layout, kept: tuple[int, int], figures: tuple[int, int]) -> Iterator[_Figure]:
    """The records column by column; ``kept`` and ``figures`` are first and last rows of blocks of records."""
    inputs, end = book.sheet("Inputs"), max(layout.end_of["Inputs"], FIRST_ROW)
    column, at = _down("Inputs", AS_EXPORTED, FIRST_ROW, end), f"{RECORD_IN}{FIRST_ROW}"
    values = inputs.numbers(FIRST_ROW, end, (AS_EXPORTED,))
    yield from _both("the column As exported", column, values, f"Inputs!{at}")
    yield _limits(inputs, LEAST, "Least", end)
    yield _limits(inputs, MOST, "Most", end)
    results = [control for control in layout.controls if control.limits is None]
    area, at = _down("Inputs", VALUE, results[0].row, results[-1].row), f"Inputs!{VALUE_IN}{results[0].row}"
    yield from _both("the results as exported", area, [one.value for one in results], at)
    for (first, last), told in ((kept, "the record of Sensitivity"), (figures, "the figures of whole sheets")):
        values = inputs.numbers(first, last, (VALUE, AS_EXPORTED))
        area = f"Inputs!${VALUE_IN}${first}:${RECORD_IN}${last}"
        yield from _both(told, area, values, f"Inputs!{VALUE_IN}{first}")
    for name in (one for one in ("Series", "IndexSeries") if layout.has(one)):
        last, at = layout.end_of[name], f"{name}!{VALUE_IN}{FIRST_ROW}"
        values = book.sheet(name).numbers(FIRST_ROW, last, (VALUE,))
        yield from _both(f"the control figures of {name}", _down(name, VALUE, FIRST_ROW, last), values, at)


def _down(sheet: str, column: int, first: int, last: int) -> str:
    """Cells of one column: ``Inputs!$E$6:$E$94``."""
    letter = column_letters(column)
    return f"{sheet}!${letter}${first}:${letter}${last}"


def _limits(inputs: Sheet, column: int, word: str, end: int) -> _Figure:
    """The limits that are narrower than the widest, which stands for none: their sum and how many there are."""
    values = inputs.numbers(FIRST_ROW, end, (column,))
    widest = min(values) if column == LEAST else max(values)
    narrower = [value for value in values if value != widest]
    cells = _down("Inputs", column, FIRST_ROW, end)
    than = f'">"&MIN({cells})' if column == LEAST else f'"<"&MAX({cells})'
    formula = f"SUMIF({cells},{than})+COUNTIF({cells},{than})"
    told = f"The column {word}: sum and count of what is narrower than the widest"
    at = f"Inputs!{column_letters(column)}{FIRST_ROW}"
    return _Figure(told, formula, math.fsum(narrower) + len(narrower), at)


def _worked_out(comparison: Comparison, layout: Layout) -> Iterator[Check]:
    """The months that the tool worked out, against the control figure beside them."""
    for row in layout.exported:
        at = layout.exported_at[id(row)]
        now = control_formula(layout.months_in("Series", at), layout.months_in("Series", MONTH_ROW))
        title = f"{row.label} (worked out at export): the months are those of the export"
        value, where = control_figure(layout.at_export(row, comparison)), f"Series!{FIRST_MONTH_IN}{at}"
        record = f"Series!${VALUE_IN}${at}"
        yield Check(RECORDS, title, now, record, value, where, FINE, fine=True, of_records=True)


def _both(of: str, area: str, values: Sequence[float], where: str) -> Iterator[_Figure]:
    yield _Figure(f"Sum of {of}", f"SUM({area})", math.fsum(values), where)
    root = float(np.sqrt(math.fsum(value * value for value in values)))
    yield _Figure(f"Root of the sum of squares of {of}", f"SUMPRODUCT({area},{area})^(1/2)", root, where)
