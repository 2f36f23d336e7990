"""Inputs and Series: every number somebody stated or the tool assumed, once, blue, unlocked, validated.

    Hourly wage   USD per hour   21.82   21.82   Rate card: united_states.wage.agent, ...   What it is   0   no limit

The number stands in column D, what it was at export beside it, then its source, what it is and its limits. An input
with a number a month stands on Series, with a control figure of its months as exported; Inputs has the rest of it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.model import Input
from tcomodel.months import NAMES
from tcomodel.readers.english import place_of
from tcomodel.readers.excel.about.scenario import scenario_text
from tcomodel.readers.excel.book import Book, Sheet
from tcomodel.readers.excel.inputs.cells import entry, limit, record, validate
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.way_back import FOR_A_TRY, brings_lines
from tcomodel.readers.excel.inputs.words import (
    PLAIN,
    address_of,
    limits_of,
    shown,
    source_in_words,
    title_of,
    unit_in,
    unit_of_input,
)
from tcomodel.readers.excel.layout import FIRST_MONTH, Control, Layout
from tcomodel.readers.excel.look.frame import HEAD, HEAD_ROW, QUIET, band, time_frame
from tcomodel.readers.excel.look.number_formats import CONTROL
from tcomodel.readers.excel.look.page import BESIDE_NUMBERS, INDENTED, WRAPPED, page, row_height
from tcomodel.readers.excel.look.widths import Grid, width_of_numbers
from tcomodel.readers.excel.names import name_of
from tcomodel.results import Comparison
from tcomodel.yaml_file import Document, read_yaml

LABEL, UNIT, VALUE, AS_EXPORTED, SOURCE, HELP, LEAST, MOST, ADDRESS = range(1, 10)
WIDTHS = {0: 2, LABEL: 36, UNIT: 20, VALUE: 14, AS_EXPORTED: 14, SOURCE: 44, HELP: 46, LEAST: 11, MOST: 11, ADDRESS: 17}
ROOM = {**WIDTHS, SOURCE: WIDTHS[SOURCE] - INDENTED, HELP: WIDTHS[HELP] - INDENTED}  # for texts
HEADS = {
    LABEL: "Input", UNIT: "Unit", VALUE: "Value", AS_EXPORTED: "As exported", SOURCE: "Where it came from at export",
    HELP: "What it is", LEAST: "Least", MOST: "Most", ADDRESS: "Who says so",
}  # fmt: skip
LONGEST_HOST = 17
NUMBERS = (VALUE, AS_EXPORTED, LEAST, MOST)
CONTROL_HEAD = "Control figure, no unit"  # of a row of months, on Series: no number anybody stated
SERIES_TITLES = {
    "Series": "Series: inputs with a number a month",
    "IndexSeries": "Index series: what was measured; months without a value of their own repeat their neighbour",
}
SAYS = "Change the blue numbers on yellow; all other sheets follow. Grey numbers are records of the export."
RECORD = "What this input was when the workbook was exported: a record. Change the value in column D."
OF_MONTHS = "Control figure of the months as exported, a record: with it Changes sees whether any of them was changed."
OF_RESULT = "A result as exported, a record: Checks compares with it."
ON_SERIES = "Inputs with a number a month: the numbers stand on sheets of their own"
OF_VIEW = "What the charts show: settings of this workbook, no part of the scenario"
OF_EXPORT = "As exported: leave these alone, Checks compares with them"


def write_inputs(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Inputs sheet: one number a row."""
    sheet, written = book.sheet("Inputs"), read_yaml(scenario_text(comparison))
    page(sheet, "Inputs", SAYS, widths_of(layout), HEADS, right=NUMBERS, indented=(SOURCE, HELP, ADDRESS))
    for row, title in headings_of(comparison, layout):
        band(sheet, row, title, len(WIDTHS))
    plain: list[int] = []
    for _, inputs in layout.inputs["Inputs"]:
        for one in inputs:
            _input(sheet, book, one, layout, comparison, written)
            plain += [layout[one].row + offset for offset in range(layout[one].height) if shown(one.given) == PLAIN]
    for one in _on_series(layout):
        _described(sheet, one, layout, comparison, written)
    for control in layout.controls:
        _control(sheet, book, control)
    whole_without_point(book, sheet, plain, VALUE, AS_EXPORTED)


def headings_of(comparison: Comparison, layout: Layout) -> Iterator[tuple[int, str]]:
    """The rows of Inputs that open a group, and what they say."""
    for scope, inputs in layout.inputs["Inputs"]:
        yield layout[inputs[0]].row - 1, title_of(scope, comparison)
    if on_series := _on_series(layout):
        yield layout.described_at[id(on_series[0])] - 1, ON_SERIES
    results = next(one for one in layout.controls if one.limits is None)
    if results is not layout.controls[0]:
        yield layout.controls[0].row - 1, OF_VIEW
    yield results.row - 1, OF_EXPORT


def _on_series(layout: Layout) -> list[Input]:
    return [one for name in ("Series", "IndexSeries") for _, inputs in layout.inputs[name] for one in inputs]


def widths_of(layout: Layout) -> dict[int, float]:
    """The columns, with room for the largest number in each."""
    inputs = [one for _, ones in layout.inputs["Inputs"] for one in ones]
    needed = [width_of_numbers(np.atleast_1d(one.value), shown(one.given)) for one in inputs]
    results = [width_of_numbers([control.value], control.shown) for control in layout.controls]
    return {**WIDTHS, VALUE: max(WIDTHS[VALUE], *needed, *results), AS_EXPORTED: max(WIDTHS[AS_EXPORTED], *needed)}


def _input(sheet: Sheet, book: Book, one: Input, layout: Layout, comparison: Comparison, written: Document) -> None:
    spot = layout[one]
    for offset, value in enumerate(np.atleast_1d(one.value)):
        row = spot.row + offset
        label = one.given.label if spot.height == 1 else f"{one.given.label}, {part_of(one, offset)}"
        _texts(sheet, row, one, label, comparison, written, in_full=offset == 0)
        entry(sheet, row, VALUE, value, shown(one.given))
        record(sheet, row, AS_EXPORTED, value, shown(one.given), "As exported", RECORD)
        _limits(sheet, row, one, layout)
    last = spot.row + spot.height - 1
    warning = FOR_A_TRY if brings_lines(one, comparison.model) else ""
    validate(sheet, one, layout.months, book.currency, (spot.row, VALUE, last, VALUE), warning)
    book.define(name_of(one), f"=Inputs!$D${spot.row}" + ("" if spot.height == 1 else f":$D${last}"))


def _described(sheet: Sheet, one: Input, layout: Layout, comparison: Comparison, written: Document) -> None:
    """What Inputs says of an input whose numbers stand on Series."""
    row, spot = layout.described_at[id(one)], layout[one]
    _texts(sheet, row, one, one.given.label, comparison, written, place=place_of(one.scope))
    where = f"{spot.sheet}!F{spot.row}:{layout.last_letter_on(spot.sheet)}{spot.row}"
    sheet.link(row, VALUE, f"internal:{where}", f"{spot.sheet}, row {spot.row}", valign="top", align="right")
    _limits(sheet, row, one, layout)


def _limits(sheet: Sheet, row: int, one: Input, layout: Layout) -> None:
    least, most = limits_of(one.given, layout.months)
    limit(sheet, row, LEAST, least, shown(one.given))
    limit(sheet, row, MOST, most, shown(one.given))


def _texts(
    sheet: Sheet,
    row: int,
    one: Input,
    label: str,
    comparison: Comparison,
    written: Document,
    *,
    place: str = "",
    in_full: bool = True,
) -> None:
    """Label, unit, source and meaning, and a row high enough for them; ``place`` where no heading says it."""
    said, unit = (
        f"{label} ({place})" if place else f"{label}{_place(one)}",
        unit_of_input(one.given, comparison.currency),
    )
    told, says = source_in_words(one, comparison, written), one.given.help if in_full else ""
    sheet.text(row, LABEL, said, **WRAPPED)
    sheet.text(row, UNIT, unit, font_color=QUIET, **WRAPPED)
    sheet.text(row, SOURCE, told, font_color="#444444", **BESIDE_NUMBERS)
    if address := address_of(one):  # by its host alone: not every program breaks a link into lines
        host = address.removeprefix("https://").partition("/")[0].removeprefix("www.")
        sheet.link(
            row, ADDRESS, address, host if len(host) <= LONGEST_HOST else f"{host[:LONGEST_HOST]}…", **BESIDE_NUMBERS
        )
    sheet.text(row, HELP, says, font_color="#444444", **BESIDE_NUMBERS)
    row_height(sheet, row, {LABEL: said, UNIT: unit, SOURCE: told, HELP: says}, ROOM)


def _control(sheet: Sheet, book: Book, control: Control) -> None:
    row = control.row
    sheet.text(row, LABEL, control.label, **WRAPPED)
    sheet.text(row, UNIT, control.unit, font_color=QUIET, **WRAPPED)
    sheet.text(row, SOURCE, control.says, font_color="#444444", **BESIDE_NUMBERS)
    row_height(sheet, row, {LABEL: control.label, SOURCE: control.says}, ROOM)
    if control.limits is None:
        record(sheet, row, VALUE, control.value, control.shown, "As exported", OF_RESULT)
        return
    least, most = control.limits
    entry(sheet, row, VALUE, control.value, control.shown)
    told = f"Expected: a whole number from {least:g} to {most:g}."
    rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most, "ignore_blank": False}
    messages = {"input_title": "A setting", "input_message": told, "error_title": "Not possible", "error_message": told}
    sheet.worksheet.data_validation(row - 1, VALUE, row - 1, VALUE, {**rule, **messages})
    if control.name:
        book.define(control.name, f"=Inputs!$D${row}")


def write_series(book: Book, comparison: Comparison, layout: Layout, name: str) -> None:
    """A sheet with a number a month: the Series of the contract, or what was measured of the indices."""
    sheet = book.sheet(name)
    time_frame(sheet, SERIES_TITLES[name], layout, comparison)
    sheet.text(HEAD_ROW, VALUE, CONTROL_HEAD, **HEAD, align="right", text_wrap=True, valign="bottom")
    last, plain = FIRST_MONTH + layout.months_on(name) - 1, []
    for scope, inputs in layout.inputs[name]:
        band(sheet, layout[inputs[0]].row - 1, title_of(scope, comparison), 5)
        for one in inputs:
            row, measured = layout[one].row, one.from_series is not None
            sheet.text(row, LABEL, f"{one.given.label}{_place(one)}", valign="top")
            sheet.text(row, UNIT, unit_of_input(one.given, book.currency), valign="top", font_color=QUIET)
            record(sheet, row, VALUE, control_figure(one.value), CONTROL, "As exported", OF_MONTHS)
            for offset, value in enumerate(one.value):
                entry(sheet, row, FIRST_MONTH + offset, value, "#,##0.0##" if measured else shown(one.given))
            warning = FOR_A_TRY if brings_lines(one, comparison.model) else ""
            validate(sheet, one, layout.months, book.currency, (row, FIRST_MONTH, row, last), warning)
            book.define(name_of(one), f"={name}!$F${row}:${layout.last_letter_on(name)}${row}")
            plain += [row] if shown(one.given) == PLAIN and not measured else []
    if name == "Series" and layout.exported:
        _exported(sheet, comparison, layout)
    whole_without_point(book, sheet, plain, FIRST_MONTH, last)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _exported(sheet: Sheet, comparison: Comparison, layout: Layout) -> None:
    """What the tool worked out at export because no formula can: shaded, and not live."""
    told = "Worked out by the tool at export, because no formula can: not live, export again after changes"
    band(sheet, layout.exported_at[id(layout.exported[0])] - 1, told, 5)
    for one in layout.exported:
        row, values = layout.exported_at[id(one)], layout.at_export(one, comparison)
        said = f"{one.label} ({place_of(one.scope)})"
        sheet.text(row, LABEL, said, **WRAPPED)
        row_height(sheet, row, {LABEL: said}, {LABEL: Grid().label})
        sheet.text(row, UNIT, unit_in(one.unit, comparison.currency), font_color=QUIET)
        record(sheet, row, VALUE, control_figure(values), CONTROL, "As exported", OF_MONTHS)
        for offset, value in enumerate(values):
            record(sheet, row, FIRST_MONTH + offset, value, "0.0##%", "As exported", OF_RESULT)


def whole_without_point(book: Book, sheet: Sheet, rows: Sequence[int], first: int, last: int) -> None:
    """Show whole numbers without decimals: 38,000 and not 38,000.0; a half stays 0.5."""
    shown_whole = book.workbook.add_format({"num_format": "#,##0;-#,##0;0"})
    ranges = [f"{column_letters(first)}{row}:{column_letters(last)}{row}" for row in rows]
    if ranges:
        cell = f"{column_letters(first)}{rows[0]}"
        rule = {"type": "formula", "criteria": f"=INT({cell})={cell}", "format": shown_whole}
        sheet.worksheet.conditional_format(ranges[0], {**rule, "multi_range": " ".join(ranges)})


def part_of(one: Input, offset: int) -> str:
    """The name of one number of several: a calendar month, or an hour of the day."""
    return NAMES[offset] if one.given.kind == "calendar" else f"{offset}:00 to {offset + 1}:00"


def _place(one: Input) -> str:
    return f" ({one.scope.label})" if one.scope.is_inner else ""
