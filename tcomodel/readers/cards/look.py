"""How the sheets of a card look: headings, cells of text and of figures, rows as tall as their text."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from tcomodel.rates import Rate
from tcomodel.rates.units import money_in
from tcomodel.readers.excel.book import ACCENT, Sheet

LINE_HEIGHT, TALLEST = 13.0, 409.0  # points; Excel allows no taller row
LEFT = {"align": "left", "indent": 0}
RIGHT = {"align": "right", "indent": 1}  # so that a figure does not touch the text beside it
MANY_DIGITS = "#,##0.00####"
LONGEST = 31_900  # signs; a cell of Excel holds 32,767
CUT = " ... (cut: a cell holds no more of these {:,} characters; the card's YAML file holds all)"
NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # signs that no file of XML can hold


def headings(sheet: Sheet, row: int, widths: Mapping[str, float], numbers: Iterable[str] = ()) -> None:
    """A row of headings, those of numbers to the right, and the widths of their columns."""
    numbers = set(numbers)
    sheet.worksheet.set_row(row - 1, 32)
    for column, (heading, width) in enumerate(widths.items()):
        sheet.worksheet.set_column(column, column, width)
        put_heading(sheet, row, column, heading, **(RIGHT if heading in numbers else {"align": "left"}))


def put_heading(sheet: Sheet, row: int, column: int, heading: str, colour: str = ACCENT, **facts: Any) -> None:
    """One heading: white on a colour."""
    look = {"bold": True, "font_color": "#FFFFFF", "bg_color": colour, "text_wrap": True, "valign": "vcenter"}
    sheet.text(row, column, heading, **{**look, **facts})


def put(sheet: Sheet, row: int, column: int, cell: float | str | None, shown: str, **facts: Any) -> None:
    """One cell, long text over several lines; an empty one stays empty, and a text that is cut says so."""
    if isinstance(cell, int | float):
        sheet.number(row, column, cell, **{"num_format": shown, "valign": "top", **RIGHT, **facts})
    elif cell:
        text = NO_XML.sub("\ufffd", cell)
        if len(text) > LONGEST:
            text = text[:LONGEST] + CUT.format(len(text))
        sheet.text(row, column, text, **{"text_wrap": len(text) > 8, "valign": "top", **facts})


def tall(sheet: Sheet, row: int, cells: Iterable[float | str | None], widths: Iterable[float]) -> None:
    """A row as tall as its longest text needs; Excel would find out by itself, other programs do not."""
    lines = max(
        (
            sum(math.ceil(len(line) / width) or 1 for line in cell.split("\n"))
            for cell, width in zip(cells, widths, strict=True)
            if isinstance(cell, str)
        ),
        default=1,
    )
    if lines > 1:
        sheet.worksheet.set_row(row - 1, min(LINE_HEIGHT * lines + 2, TALLEST))


def figure_format(rate: Rate) -> str:
    """How the figures of a rate are shown: money with cents, all else with the digits it has."""
    whole = all(figure.is_integer() for figure in rate.figures.values())
    return "#,##0" if whole and not money_in(rate.unit) else MANY_DIGITS


def printed(sheet: Sheet, rows: int, columns: int) -> None:
    """A filter over all rows; on paper two pages wide, with headings and keys on each."""
    worksheet = sheet.worksheet
    last = max(rows, 2) - 1
    worksheet.autofilter(0, 0, last, columns - 1)
    worksheet.print_area(0, 0, last, columns - 1)
    worksheet.set_landscape()
    worksheet.set_paper(8)
    worksheet.fit_to_pages(2, 0)
    worksheet.repeat_rows(0)
    worksheet.repeat_columns(0, 1)
    worksheet.hide_gridlines(0)  # lines on the screen and on paper: a row is long
