"""The two kinds of number an input sheet holds: one the reader may change, and a record of the export.

An input is blue on yellow, unlocked, and refuses what is beyond its limits. A record is blue on grey: it refuses
anything but itself, with a message that says why; only what is pasted over it gets in, and Changes shows that.
"""

import textwrap
from typing import Any

from tcomodel.digits import LARGEST
from tcomodel.givens import Given
from tcomodel.model import Input
from tcomodel.readers.excel.book import BLUE, GREY, YELLOW, Sheet
from tcomodel.readers.excel.inputs.words import (
    PLAIN,
    WHOLE,
    is_whole,
    limits_in_words,
    limits_of,
    unit_of_input,
)

TITLE, MESSAGE = 32, 255  # the most characters Excel takes in a message beside a cell
FRAME = {"border": 4, "border_color": "#D9D9D9", "valign": "top"}
NO_LIMIT = '"no limit";"no limit"'


def entry(sheet: Sheet, row: int, column: int, value: Any, shown: str) -> None:
    """A number the reader may change."""
    facts = {"font_color": BLUE, "bg_color": YELLOW, "locked": False, "num_format": shown, **FRAME}
    sheet.number(row, column, value, **facts)


def record(sheet: Sheet, row: int, column: int, value: Any, shown: str, title: str, told: str) -> None:
    """A number that stays what it is."""
    facts = {"font_color": BLUE, "bg_color": GREY, "locked": False, "num_format": shown, **FRAME}
    sheet.number(row, column, value, **facts)
    rule = {"validate": "decimal", "criteria": "==", "value": float(value)}
    messages = {"input_title": title, "input_message": told, "error_title": "It is a record", "error_message": told}
    sheet.worksheet.data_validation(row - 1, column, row - 1, column, {**rule, **messages})


def limit(sheet: Sheet, row: int, column: int, value: float, shown: str) -> None:
    """The least or the most an input may be, in a cell of its own so that Changes can compare with it."""
    if abs(value) == LARGEST:
        shown = NO_LIMIT
    elif shown == PLAIN and value == int(value):
        shown = WHOLE
    record(sheet, row, column, value, shown, "Limit", "A limit of the tool. It cannot be changed here.")


def validate(
    sheet: Sheet, one: Input, months: int, currency: str, cells: tuple[int, int, int, int], first: str = ""
) -> None:
    """Refuse what is beyond the limits of an input; ``cells`` are first row and column, last row and column.

    The message beside the cells says ``first`` before all else.
    """
    first_row, first_column, last_row, last_column = cells
    given, expected = one.given, limits_in_words(one.given, months)
    unit = "" if given.is_share or given.kind == "switch" or given.unit in ("1", "-") else _unit(given, currency)
    messages = {
        "input_title": textwrap.shorten(given.label, TITLE, placeholder="…"),
        "input_message": textwrap.shorten(
            f"{first} {given.help} Expected: {expected}{unit}.", MESSAGE, placeholder="…"
        ),
        "error_title": "Not possible",
        "error_message": textwrap.shorten(f"{given.label}: expected {expected}{unit}.", MESSAGE, placeholder="…"),
    }
    rule = {**_rule(given, months), **messages, "ignore_blank": False}
    sheet.worksheet.data_validation(first_row - 1, first_column, last_row - 1, last_column, rule)


def _rule(given: Given, months: int) -> dict[str, Any]:
    if given.kind == "switch":
        return {"validate": "list", "source": [1, 0]}
    least, most = limits_of(given, months)
    kind = "integer" if is_whole(given) else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}


def _unit(given: Given, currency: str) -> str:
    return f" {unit_of_input(given, currency)}"
