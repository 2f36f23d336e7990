"""A vendor's sheet as it comes by mail: a title, a line on currency and validity, headings in row 6, three faults.

    row  6 | Ref | Service description | Delivery country | Channel | Billing unit | Rate (USD) | Valid from | Comments
    row  7 | 1   | English agent, days | Philippines      | Voice   | per hour     | 11.40      | 2024-01-01 | ...

Twelve rows can be read as they stand. FAULTS names the cells of the other three, what stands there and what the
vendor meant.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

NAME = "Harbour BPO rates 2024.xlsx"
SHEET = "Rates 2024"
HEADING_ROW = 6
HEADINGS = (
    "Ref", "Service description", "Delivery country", "Channel", "Billing unit", "Rate (USD)", "Valid from", "Comments",
)  # fmt: skip
PRICE, UNIT = HEADINGS[5], HEADINGS[4]
ROWS: tuple[tuple[str, str, str, str, Any, str], ...] = (
    ("English agent, weekdays", "Philippines", "Voice", "per hour", 11.4, "Productive hour"),
    ("English agent, nights and weekends", "Philippines", "Voice", "per hour", 12.9, "Productive hour"),
    ("English agent, chat", "Philippines", "Chat", "per hour", 10.8, "Two chats at a time"),
    ("English agent, e-mail", "Philippines", "E-mail", "per hour", 10.2, ""),
    ("Dedicated seat, two shifts", "Philippines", "Voice", "per seat per month", 1985, "Fully loaded"),
    ("Bilingual agent, weekdays", "Colombia", "Voice", "per hour", 15.6, "English and Spanish"),
    ("Bilingual agent, chat", "Colombia", "Chat", "per hour", 14.75, ""),
    ("Dedicated seat", "Colombia", "Voice", "per FTE per month", "TBD", "Site opens in March"),
    ("Spanish agent, weekdays", "Mexico", "Voice", "/hr", 14.25, ""),
    ("Pay per handled minute", "Mexico", "Voice", "per handled minute", 0.48, ""),
    ("Onshore agent", "United States", "Voice", "per hour", 31.5, "Tampa"),
    ("Back-office case", "South Africa", "Email", "per ticket", 3.35, ""),
    ("Dedicated seat", "South Africa", "Voice", "per seat per month", "1,234", "Cape Town"),
    ("Back-office document", "India", "Email", "per bundle", 2.1, "Scanned, ten pages at most"),
    ("English agent, weekdays", "India", "Voice", "per hour", 9.6, ""),
)


class Fault(NamedTuple):
    """A cell that cannot be read as it stands: its row in Excel, its heading, and what it should have said."""

    row: int
    heading: str
    found: str
    correction: str
    reads: tuple[str, float, str]  # what is priced, the price and the unit of the corrected rate


FAULTS = (
    Fault(14, PRICE, "TBD", "2450", ("Dedicated seat", 2450, "USD/agent/month")),
    Fault(19, PRICE, "1,234", "1234.00", ("Dedicated seat", 1234, "USD/seat/month")),
    Fault(20, UNIT, "per bundle", "per ticket", ("Back-office document", 2.1, "USD/ticket")),
)
NAVY, BAND, RULE = "1F3A5F", "F2F5F9", "C7D0DC"


def vendor_sheet(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    """The workbook: the sheet of rates, and a cover sheet before it."""
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    for row, text in ((2, "HARBOUR BPO"), (4, "Response to request for proposal 2023-118"), (6, "Commercial part")):
        cover.cell(row, 2, text).font = Font(bold=row == 2, size=20 if row == 2 else 12, color=NAVY)
    sheet = book.create_sheet(SHEET)
    sheet.merge_cells("A1:H2")
    sheet["A1"] = "HARBOUR BPO"
    sheet["A1"].font = Font(bold=True, size=22, color=NAVY)
    sheet["A3"] = "Rate card for customer service, valid for 2024"
    sheet["A4"] = "All rates exclude tax. Confidential."
    for column, heading in enumerate(HEADINGS, 1):
        cell = sheet.cell(HEADING_ROW, column, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=NAVY)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    rule = Border(bottom=Side("thin", color=RULE))
    for number, (title, country, channel, unit, price, comment) in enumerate(rows, 1):
        cells = (number, title, country, channel, unit, price, date(2024, 1, 1), comment or None)
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(HEADING_ROW + number, column, value)
            cell.border = rule
            if number % 2 == 0:
                cell.fill = PatternFill("solid", fgColor=BAND)
            if column == 6:
                cell.number_format, cell.alignment = "#,##0.00", Alignment(horizontal="right")
            if column == 7:
                cell.number_format = "dd mmm yyyy"
    for letter, width in zip("ABCDEFGH", (6, 36, 18, 10, 20, 12, 14, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A7"
    sheet.cell(HEADING_ROW + len(rows) + 2, 1, "Rates hold for twelve months from the date of the contract.")
    content = BytesIO()
    book.save(content)
    return content.getvalue()
