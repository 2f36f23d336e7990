"""An Excel template that a vendor fills in: what to price in rows, with lists to choose from and checks on entry.

    What is priced            Item               Location      Channel   Price   Currency   Unit   Price date   ...
    EXAMPLE: Agent hour       Outsourced agent   Philippines   voice     11.50   USD        hour   2026-01-01   ...

Rows whose first cell begins with EXAMPLE show how to fill in and are not imported. Nothing is hidden and there are no
macros; the sheets are protected without a password, so that headings and lists stay as the importer knows them.
"""

from datetime import date
from typing import Any, NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.index_series import catalogue, index_names, without_series
from tcomodel.rates.columns import COLUMNS, EXAMPLE, HOW, LISTS, NUMBERS, OF_TEMPLATE, RATES
from tcomodel.rates.vocabulary import CHANNELS, CURRENCIES, EXAMPLES, ITEMS, RANGES, UNITS
from tcomodel.readers.cards.look import RIGHT
from tcomodel.readers.excel.book import ACCENT, BLUE, GREY, LINE, YELLOW, Book, Sheet

__all__ = ["EMPTY_ROWS", "EXAMPLE", "template"]

EMPTY_ROWS = 200
HEADING_ROW = 4
LATER = "#5B7FA6"  # headings of what is written only where it applies
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class Field(NamedTuple):
    """What a vendor reads about a column, whether every row needs it, and how wide it is."""

    needed: str
    told: str
    width: float


FIELDS = {
    "title": Field("always", "What is paid for, in a few words: Agent hour, evenings and weekends.", 40),
    "item": Field("where it fits", "The kind of price, from the list; it is compared with others of its kind.", 22),
    "location": Field(
        "always", "Where the work is done: a country, or a city. Write Any where it makes no difference.", 16
    ),
    "channel": Field("always", "The contacts it is for, from the list; all where it is one price for all of them.", 12),
    "value": Field(
        "this, or low to high", "The price of one unit, without tax. Leave low, base and high empty then.", 12
    ),
    "low": Field("with base and high", "The least of a range. Leave Price empty then.", 10),
    "base": Field("with low and high", "The most likely figure of a range.", 10),
    "high": Field("with low and base", "The most of a range.", 10),
    "range": Field(
        "with low to high", "What the range means: the least and the most, or one in ten below and above.", 21
    ),
    "currency": Field(
        "for money", "The currency of the price, three letters from the list; empty for minutes or %.", 11
    ),
    "unit": Field("always", "What one price is for, from the list: hour, seat/month, contact.", 16),
    "as_of": Field("always", "The day whose price level the figure is in: 2026-01-01.", 12),
    "over": Field("for volume prices", "The price holds for the volume above this, in units a month.", 12),
    "up_to": Field("for volume prices", "The price holds for the volume up to this, in units a month.", 12),
    "index": Field(
        "where it applies", "The price index the figure moves with, from the list; none or empty: fixed.", 20
    ),
    "source": Field("where it applies", "Where the figure comes from: your bid, its page, a published list.", 30),
    "note": Field("where it applies", "Whatever one must know to use the figure rightly.", 40),
}
LISTED = ("item", "channel", "unit", "currency", "index", "range")  # the columns of Lists, in this order
FREE = ("item", "channel")  # another word than those of the list is taken


def template(card_name: str = "", today: str = "") -> bytes:
    """The template as an Excel workbook (.xlsx); ``today`` (2026-11-22) is the price date of its examples."""
    book = Book("Rate card to fill in", "")
    book.workbook.set_properties({"title": "Rate card to fill in", "comments": "One row for each price."})
    rates, how, lists = book.sheet(RATES), book.sheet(HOW), book.sheet(LISTS)
    ranges = _write_lists(lists)
    _write_rates(rates, card_name, today, ranges)
    _write_how(how)
    rates.worksheet.activate()
    return book.finished()


def _write_rates(sheet: Sheet, card_name: str, today: str, ranges: dict[str, str]) -> None:
    worksheet = sheet.worksheet
    sheet.text(1, 0, card_name or "Rate card", bold=True, font_size=16, font_color=ACCENT)
    told = "One row for each price. Dark headings: needed in every row. Light headings: where they apply. See "
    sheet.text(2, 0, f"{told}the sheet {HOW}.", font_color="#666666")
    worksheet.set_row(HEADING_ROW - 1, 32)
    first, last = HEADING_ROW + 1, HEADING_ROW + len(EXAMPLES) + EMPTY_ROWS
    for column, name in enumerate(OF_TEMPLATE):
        field = FIELDS[name]
        align: dict[str, Any] = RIGHT if name in NUMBERS else {"align": "left"}
        colour = ACCENT if field.needed in ("always", FIELDS["value"].needed) else LATER
        facts = {"bold": True, "font_color": "#FFFFFF", "bg_color": colour, "text_wrap": True, "valign": "vcenter"}
        sheet.text(HEADING_ROW, column, COLUMNS[name], **align, **facts)
        worksheet.set_column(column, column, field.width)
        for row, example in enumerate(EXAMPLES, first):
            _write_example(sheet, row, column, name, {**example, "as_of": today or "2026-01-01"}.get(name))
        entry = sheet.book.format(**_look(name), bg_color=YELLOW, border=1, border_color=LINE, locked=False)
        for row in range(first + len(EXAMPLES), last + 1):
            worksheet.write_blank(row - 1, column, None, entry)
        worksheet.data_validation(first + len(EXAMPLES) - 1, column, last - 1, column, _check(name, ranges))
    worksheet.freeze_panes(HEADING_ROW, 1)
    allowed = ("format_columns", "format_rows", "format_cells", "sort")
    worksheet.protect("", dict.fromkeys(allowed, True))
    worksheet.set_landscape()
    worksheet.set_paper(8)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADING_ROW - 1)
    worksheet.print_area(0, 0, last - 1, len(OF_TEMPLATE) - 1)


def _write_example(sheet: Sheet, row: int, column: int, name: str, fact: Any) -> None:
    look = {**_look(name), "italic": True, "font_color": "#666666", "bg_color": GREY, "border": 1, "border_color": LINE}
    if fact is None:
        sheet.worksheet.write_blank(row - 1, column, None, sheet.book.format(**look))
    elif isinstance(fact, float):
        sheet.number(row, column, fact, **look)
    elif name == "as_of":
        sheet.number(row, column, _serial(date.fromisoformat(fact)), **look)
    else:
        sheet.text(row, column, f"{EXAMPLE}: {fact}" if name == "title" else fact, **look)


def _look(name: str) -> dict[str, Any]:
    """How the cells of a column are shown."""
    if name in NUMBERS:
        return {"num_format": "#,##0.00####" if name in NUMBERS[:4] else "#,##0", "valign": "top", **RIGHT}
    if name == "as_of":
        return {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}
    return {"num_format": "General", "valign": "top", "text_wrap": name in ("title", "source", "note")}


def _check(name: str, ranges: dict[str, str]) -> dict[str, Any]:
    """What Excel says about a cell, and refuses in it."""
    about = {"input_title": COLUMNS[name], "input_message": FIELDS[name].told}
    if name in ranges:
        kind = "information" if name in FREE else "stop"
        told = "This is not on the list. You may keep it." if name in FREE else "Choose one from the list."
        rule: dict[str, Any] = {"validate": "list", "source": ranges[name], "error_type": kind, "error_message": told}
    elif name in NUMBERS:
        told = "Write a number of 0 or more, without a currency or a unit beside it."
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": told}
    elif name == "as_of":
        told = "Write a day, such as 2026-01-01."
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        rule["error_message"] = told
    else:
        return {"validate": "any", **about}
    return {"error_title": COLUMNS[name], **rule, **about}


def _write_lists(sheet: Sheet) -> dict[str, str]:
    """The lists to choose from, each with what its words mean; gives where each list stands."""
    lists: dict[str, dict[str, str]] = {
        "item": dict.fromkeys(ITEMS, ""),
        "channel": CHANNELS,
        "unit": UNITS,
        "currency": dict.fromkeys(CURRENCIES, ""),
        "index": {
            name: _index_in_words(name) for name in ("none", *(name for name in index_names() if name != "none"))
        },
        "range": RANGES,
    }
    sheet.text(1, 0, "What the lists on the sheet Rates offer", bold=True, font_size=14, font_color=ACCENT)
    ranges: dict[str, str] = {}
    column = 0
    for name in LISTED:
        words = lists[name]
        told = any(words.values())
        widest = max(map(len, words))
        sheet.worksheet.set_column(column, column, max(widest, len(COLUMNS[name])) + 3)
        _heading(sheet, 3, column, COLUMNS[name])
        if told:
            sheet.worksheet.set_column(column + 1, column + 1, min(max(map(len, words.values())), 60))
            _heading(sheet, 3, column + 1, "")
        for row, (word, meaning) in enumerate(words.items(), 4):
            sheet.text(row, column, word)
            if meaning:
                sheet.text(row, column + 1, meaning, font_color="#666666")
        letter = column_letters(column)
        ranges[name] = f"={LISTS}!${letter}$4:${letter}${3 + len(words)}"
        column += 2 if told else 1
        sheet.worksheet.set_column(column, column, 3)
        column += 1
    sheet.worksheet.freeze_panes(3, 0)
    sheet.worksheet.protect("")
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)
    return ranges


def _write_how(sheet: Sheet) -> None:
    worksheet = sheet.worksheet
    for column, width in enumerate((22, 22, 92)):
        worksheet.set_column(column, column, width)
    sheet.text(1, 0, "How to fill in this rate card", bold=True, font_size=16, font_color=ACCENT)
    steps = (
        f"Fill in the yellow cells of the sheet {RATES}: one row for each price. Leave no row half done.",
        f"Rows that begin with {EXAMPLE} show how; they are not read. You need not delete them.",
        "A price is a number. Its currency and its unit stand in columns of their own.",
        "Prices are without tax. Where you offer a range, leave Price empty and give low, base and high.",
        "A price for each volume band is a row for each band, with the volume it is over and up to.",
        "An empty cell means that nothing is said. It never means zero: write 0 where a thing is free.",
        "Do not rename headings, add columns or join cells; there are 200 rows. Save the file as .xlsx.",
    )
    for number, step in enumerate(steps, 1):
        sheet.text(number + 2, 0, f"{number}.  {step}")
    row = len(steps) + 5
    for column, heading in enumerate(("Column", "Needed", "What to write")):
        _heading(sheet, row, column, heading)
    for name in OF_TEMPLATE:
        row += 1
        facts = {"valign": "top", "bottom": 1, "bottom_color": LINE}
        sheet.text(row, 0, COLUMNS[name], bold=True, **facts)
        sheet.text(row, 1, FIELDS[name].needed, **facts)
        sheet.text(row, 2, FIELDS[name].told, text_wrap=True, **facts)
    sheet.text(row + 2, 0, "Colours", bold=True)
    sheet.text(row + 2, 1, "to fill in", bg_color=YELLOW, font_color=BLUE, border=1, border_color=LINE)
    sheet.text(row + 3, 1, "an example", bg_color=GREY, font_color="#666666", italic=True, border=1, border_color=LINE)
    worksheet.protect("")
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


def _heading(sheet: Sheet, row: int, column: int, text: str) -> None:
    sheet.text(row, column, text, bold=True, font_color="#FFFFFF", bg_color=ACCENT)


def _index_in_words(name: str) -> str:
    if name == "none":
        return "the price does not move with an index"
    return catalogue()[name].title if name in catalogue() else without_series()[name].split(";")[0]


def _serial(day: date) -> int:
    """A day as Excel counts it."""
    return (day - date(1899, 12, 30)).days
