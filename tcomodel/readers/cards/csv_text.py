"""A rate card as CSV: a row a rate, the columns of the workbook's sheet Rates, numbers as they are.

    Key,What is priced,Item,Location,Channel,Price,...
    manila.hour,"Agent hour, nights",Outsourced agent,Philippines,voice,11.5,...

A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line break) gets an apostrophe in
front, as OWASP recommends against CSV injection (owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
from io import StringIO

from tcomodel.rates import RateCard
from tcomodel.rates.columns import COLUMNS, cells_of
from tcomodel.readers.data import harmless


def card_csv(card: RateCard) -> str:
    """The rates of a card, without what was done to them; lines end as Excel writes them (CR LF)."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS.values())
    writer.writerows([_cell(cell) for cell in cells_of(rate)] for rate in card.rates.values())
    return stream.getvalue()


def _cell(cell: float | str | None) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else f"{cell:.15g}"
