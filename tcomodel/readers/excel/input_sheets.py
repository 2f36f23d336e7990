"""Inputs and Series: every number somebody stated or the tool assumed, once, blue, unlocked, validated."""

from typing import Any

from tcomodel.model import Input, Scope
from tcomodel.readers.english import place_of
from tcomodel.readers.excel.book import BLUE, GREY, YELLOW, Book, Sheet
from tcomodel.readers.excel.frame import heads, time_frame
from tcomodel.readers.excel.layout import FIRST_MONTH, Layout
from tcomodel.readers.trace import source_of
from tcomodel.results import Comparison

CALENDAR = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WIDEST = 1e12
SERIES_TITLES = {
    "Series": "Series: inputs with a number a month",
    "IndexSeries": "Index series: what was measured; months without a value of their own repeat their neighbour",
}


def write_inputs(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Inputs sheet: one number a row."""
    sheet = book.sheet("Inputs")
    for column, width in enumerate((3, 46, 26, 16, 3, 60, 70)):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(1, 0, "Inputs", bold=True, font_size=14)
    sheet.text(
        2, 0, "Blue numbers on yellow may be changed; everything else follows. Shares are percentages.", italic=True
    )
    heads(sheet, {1: "Input", 2: "Unit", 3: "Value", 5: "Where it came from at export", 6: "What it is"})
    sheet.worksheet.freeze_panes(4, 0)
    for scope, inputs in layout.inputs["Inputs"]:
        heading(sheet, layout[inputs[0]].row - 1, title_of(scope, comparison), 7)
        for one in inputs:
            _input(sheet, book, one, layout, comparison)
    _controls(sheet, book, layout)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)
    sheet.worksheet.repeat_rows(0, 3)


def _controls(sheet: Sheet, book: Book, layout: Layout) -> None:
    heading(sheet, layout.controls[0].row - 1, "As exported: leave these alone, Checks compares with them", 7)
    for one in layout.controls:
        money, rate = one.what in ("tco", "npv"), one.what == "rate_of_return"
        unit = book.currency if money else "share per year" if rate else "number"
        sheet.text(one.row, 1, one.label, valign="top")
        sheet.text(one.row, 2, unit, valign="top", font_color="#666666")
        shown = "#,##0.00" if money else "0.0##%" if rate else "#,##0.######"
        sheet.number(one.row, 3, one.value, font_color=BLUE, bg_color=GREY, locked=False, num_format=shown)
        sheet.text(one.row, 5, "Result as exported", valign="top", font_color="#444444")
        limits = {"validate": "decimal", "criteria": "between", "minimum": -WIDEST, "maximum": WIDEST}
        sheet.worksheet.data_validation(one.row - 1, 3, one.row - 1, 3, limits)


def write_series(book: Book, comparison: Comparison, layout: Layout, name: str) -> None:
    """A sheet with a number a month: the Series of the contract, or what was measured of the indices."""
    sheet = book.sheet(name)
    time_frame(sheet, SERIES_TITLES[name], layout, comparison)
    last, last_letter = FIRST_MONTH + layout.months_on(name) - 1, layout.last_letter_on(name)
    for scope, inputs in layout.inputs[name]:
        heading(sheet, layout[inputs[0]].row - 1, title_of(scope, comparison), 4)
        for one in inputs:
            row = layout[one].row
            _labels(sheet, row, one, book.currency, one.given.label)
            measured = one.from_series is not None
            facts = {**_blue(one), **({"num_format": "#,##0.0##"} if measured else {})}
            for offset, value in enumerate(one.value):
                sheet.number(row, FIRST_MONTH + offset, value, **facts)
            _validate(sheet, one, layout.months, row, FIRST_MONTH, row, last)
            book.define(name_of(one), f"={name}!$F${row}:${last_letter}${row}")
    if name == "Series" and layout.exported:
        _exported(sheet, comparison, layout)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _exported(sheet: Sheet, comparison: Comparison, layout: Layout) -> None:
    """What the tool worked out at export because no formula can: shaded, and not live."""
    told = "Worked out by the tool at export, because no formula can: not live, export again after changes"
    heading(sheet, layout.exported_at[id(layout.exported[0])] - 1, told, 4)
    for one in layout.exported:
        row = layout.exported_at[id(one)]
        sheet.text(row, 1, f"{one.label} ({place_of(one.scope)})", valign="top")
        sheet.text(row, 2, unit_in(one.unit, comparison.currency), font_color="#666666")
        for offset, value in enumerate(layout.at_export(one, comparison)):
            facts = {"font_color": BLUE, "bg_color": GREY, "locked": False, "num_format": "0.0##%"}
            sheet.number(row, FIRST_MONTH + offset, value, **facts)
        limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": WIDEST}
        last = FIRST_MONTH + layout.months - 1
        sheet.worksheet.data_validation(row - 1, FIRST_MONTH, row - 1, last, limits)


def _input(sheet: Sheet, book: Book, one: Input, layout: Layout, comparison: Comparison) -> None:
    spot = layout[one]
    last = spot.row + spot.height - 1
    values = [one.value] if spot.height == 1 else list(one.value)
    told = source_in_words(one, comparison)
    for offset, value in enumerate(values):
        row = spot.row + offset
        label = one.given.label if spot.height == 1 else f"{one.given.label}, {_part(one, offset)}"
        _labels(sheet, row, one, book.currency, label)
        sheet.number(row, 3, value, **_blue(one))
        says = one.given.help if offset == 0 else ""
        sheet.worksheet.set_row(row - 1, 13.5 * max(lines_of_text(told, 60), lines_of_text(says, 70)))
        sheet.text(row, 5, told, text_wrap=True, valign="top", font_color="#444444")
        sheet.text(row, 6, says, text_wrap=True, valign="top", font_color="#444444")
    _validate(sheet, one, layout.months, spot.row, 3, last, 3)
    where = f"$D${spot.row}" if spot.height == 1 else f"$D${spot.row}:$D${last}"
    book.define(name_of(one), f"=Inputs!{where}")


def _part(one: Input, offset: int) -> str:
    """The name of one number of several: a calendar month, or an hour of the day."""
    return CALENDAR[offset] if one.given.kind == "calendar" else f"{offset}:00 to {offset + 1}:00"


def _labels(sheet: Sheet, row: int, one: Input, currency: str, label: str) -> None:
    place = f" ({one.scope.label})" if one.scope.is_inner else ""
    sheet.text(row, 1, f"{label}{place}", valign="top")
    sheet.text(row, 2, unit_in(one.given.unit, currency), valign="top", font_color="#666666")


def _blue(one: Input) -> dict[str, Any]:
    shown = "0.0##%" if one.given.is_share else "0" if one.given.unit == "year" else "#,##0.######"
    return {
        "font_color": BLUE,
        "bg_color": YELLOW,
        "locked": False,
        "num_format": shown,
        "valign": "top",
        "border": 4,
        "border_color": "#D9D9D9",
    }


def _validate(sheet: Sheet, one: Input, months: int, row: int, column: int, last_row: int, last_column: int) -> None:
    least = -WIDEST if one.given.least is None else one.given.least
    most = WIDEST if one.given.most is None else one.given.most
    most = min(most, months) if one.given.within_term else most
    sheet.worksheet.data_validation(
        row - 1,
        column,
        last_row - 1,
        last_column,
        {
            "validate": "integer" if one.given.kind == "whole" else "decimal",
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "input_title": one.given.label[:32],
            "input_message": one.given.help[:255],
            "error_title": "Not possible",
            "error_message": f"{one.given.label} goes from {least:g} to {most:g}."[:255],
        },
    )


def source_in_words(one: Input, comparison: Comparison) -> str:
    """Where a number comes from; of a card rate also what it is and who says so."""
    source = source_of(one, comparison)
    told = source.text[:1].upper() + source.text[1:]
    if one.rate is not None:
        told += f" ({one.rate.title}; {one.rate.source})"
    return told


def lines_of_text(text: str, width: int) -> int:
    """Lines a wrapped text takes in a column so many characters wide."""
    return max(1, -(-len(text) // (width - 4)))


def name_of(one: Input) -> str:
    """The defined name of an input: ``in_programme_voice_volume``."""
    return "in_" + "_".join((*one.scope.path, one.name))


def title_of(scope: Scope, comparison: Comparison) -> str:
    """A heading for the inputs of a place."""
    owners = {option.key: option.label for option in comparison.model.options}
    if scope.path[0] in owners:
        return place_of(scope)
    titles = {
        "programme": "Programme",
        "assumed": "Assumed, because nobody stated it",
        "index": f"Index: {scope.label}",
    }
    return titles.get(scope.kind, f"Demand: {scope.label}")


def heading(sheet: Sheet, row: int, title: str, columns: int) -> None:
    """A band that opens a group of rows."""
    for column in range(columns):
        sheet.text(row, column, title if column == 0 else "", bold=True, bg_color=GREY)


def unit_in(unit: str, currency: str) -> str:
    """``currency/seat/month`` as ``USD per seat per month``; pure numbers as share or factor."""
    if unit.startswith("share"):
        return unit.replace("/", " per ")
    if unit.startswith("1"):
        return "share" + unit[1:].replace("/", " per ") if unit != "1" else "share or factor"
    return unit.replace("currency", currency).replace("/", " per ")
