"""A rate card as CSV: a row a rate, the columns of the workbook's sheet Rates, numbers as they are.

    Key,What is priced,Item,Location,Channel,Price,...
    manila.hour,"Agent hour, nights",Outsourced agent,Philippines,voice,11.5,...

Text that a spreadsheet would run as a formula is defused (``tcomodel.csv_cells``).
"""

from tcomodel.csv_cells import csv_text
from tcomodel.rates import RateCard
from tcomodel.rates.columns import COLUMNS, cells_of


def card_csv(card: RateCard) -> str:
    """The rates of a card, without what was done to them; lines end as Excel writes them (CR LF)."""
    return csv_text([list(COLUMNS.values()), *(cells_of(rate) for rate in card.rates.values())])
