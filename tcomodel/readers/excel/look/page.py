"""What the sheets without months have in common: texts that wrap, rows high enough for them, widths and heads."""

import textwrap
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any
from weakref import WeakKeyDictionary

from tcomodel.readers.excel.book import Sheet
from tcomodel.readers.excel.look.frame import HEAD, HEAD_ROW, changed_note, master_check, prints, title
from tcomodel.readers.excel.look.letters import lines_of
from tcomodel.readers.excel.look.widths import AROUND, PER_LETTER

WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
BESIDE_NUMBERS: dict[str, Any] = {**WRAPPED, "align": "left", "indent": 1}
LINE_HEIGHT, USUAL_HEIGHT, HIGHEST_ROW = 11.6, 15.0, 409.0  # points
INDENTED = 1.5  # digits of a column that an indent takes
A4, A3 = 9, 8
MOST_LINES = 24  # of a text in one row, which is then never higher than a row can be; the rest goes on below
ROOM = 20  # characters the master check needs
CARE = 1.04  # letters of a text may be wider than they are on average
_heights: WeakKeyDictionary[Sheet, dict[int, float]] = WeakKeyDictionary()


def page(
    sheet: Sheet,
    name: str,
    says: str,
    widths: Mapping[int, float],
    heads: Mapping[int, str],
    *,
    right: tuple[int, ...] = (),
    centred: tuple[int, ...] = (),
    indented: tuple[int, ...] = (),
    paper: int = A4,
) -> None:
    """Title, master check, a sentence and column heads in rows 1 to 4, frozen; prints a page wide, heads on each.

    ``right`` are the columns of numbers, whose heads stand on the right, ``centred`` those of words about a row,
    ``indented`` those of texts that keep apart from the column before.
    """
    worksheet = sheet.worksheet
    for column, width in widths.items():
        worksheet.set_column(column, column, width)
    title(sheet, name)
    free = next(column for column, width in widths.items() if column and width >= ROOM)
    master_check(sheet, column=free)
    changed_note(sheet, 2, free + 1)
    sheet.text(3, free, says, italic=True, font_color="#444444")
    for column in widths:
        align: dict[str, Any] = {"align": "center"} if column in centred else {}
        align |= {"align": "right"} if column in right else {}
        align |= {"align": "left", "indent": 1} if column in indented else {}
        sheet.text(HEAD_ROW, column, heads.get(column, ""), text_wrap=True, valign="bottom", **HEAD, **align)
    row_height(sheet, HEAD_ROW, {column: heads.get(column, "") for column in widths}, widths, bold=widths)
    worksheet.freeze_panes(HEAD_ROW, 0)
    worksheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    prints(sheet, paper=paper)
    worksheet.fit_to_pages(1, 0)


def on_rows(texts: Sequence[str], widths: Sequence[float]) -> Iterable[Sequence[str]]:
    """The texts of a row, on more rows where one is too long to be shown in one."""
    parts = []
    for text, width in zip(texts, widths, strict=True):
        room = MOST_LINES * letters_in(width)
        whole = len(text) <= room
        parts.append([text] if whole else textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False))
    return zip_longest(*parts, fillvalue="")


def letters_in(width: float) -> int:
    """Letters that surely stand side by side in a column."""
    return max(1, int((width - AROUND) / (PER_LETTER * CARE)))


def row_height(
    sheet: Sheet, row: int, texts: Mapping[int, str], widths: Mapping[int, float], *, bold: Container[int] = ()
) -> None:
    """Make a row as high as its texts need; not every program does so by itself. ``bold`` are columns."""
    lines = max(lines_of(text, widths[column], bold=column in bold) for column, text in texts.items())
    height = min(LINE_HEIGHT * (lines - 1) + USUAL_HEIGHT, HIGHEST_ROW)
    heights_of(sheet)[row] = height
    sheet.worksheet.set_row(row - 1, height)


def heights_of(sheet: Sheet) -> dict[int, float]:
    """The heights of a sheet's rows, of those that have been set; it grows with them."""
    return _heights.setdefault(sheet, {})
