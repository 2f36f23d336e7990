"""The headings people read above a card's columns, in the template, the workbook and the CSV: one word for each fact.

    What is priced          Item              Location      Price   Currency   Unit       Price date
    Agent hour, evenings    Outsourced agent  Philippines   11.50   USD        USD/hour   2026-01

Who reads such a sheet again finds the facts by these headings.
"""

from typing import Any

from tcomodel.rates import Rate

COLUMNS: dict[str, str] = {
    "key": "Key",
    "title": "What is priced",
    "item": "Item",
    "location": "Location",
    "channel": "Channel",
    "value": "Price",
    "low": "Low",
    "base": "Base",
    "high": "High",
    "range": "Low and high are",
    "currency": "Currency",
    "unit": "Unit",
    "as_of": "Price date",
    "over": "Volume over",
    "up_to": "Volume up to",
    "index": "Index",
    "source": "Source",
    "address": "Source address",
    "note": "Note",
    "conflicts_with": "In conflict with",
    "default": "Default",
    "because": "Because",
}  # of a rate, in the order of the columns; its history has a sheet of its own

OF_TEMPLATE = (
    "title", "item", "location", "channel", "value", "low", "base", "high", "range", "currency", "unit", "as_of",
    "over", "up_to", "index", "source", "note",
)  # fmt: skip
NUMBERS = ("value", "low", "base", "high", "over", "up_to")
LISTED = ", "  # between the keys in one cell of "In conflict with"

RATES, HISTORY, ABOUT, SERIES = "Rates", "History", "About", "Series"  # the sheets of a card
EXPORTED, FINGERPRINT = "As exported", "Fingerprint"  # a sheet and a line of About: what the card was when written
LISTS, HOW = "Lists", "How to fill in"  # further sheets of the template
STEP, AS_DATA = "Step", "As data"  # headings of History: the number of a step of its rate, and the step as JSON
EXAMPLE = "EXAMPLE"  # what is priced begins with it in a row that shows how to fill in; no rate, and not imported


def facts_of(rate: Rate) -> dict[str, Any]:
    """The facts of a rate as JSON holds them, without its key and its history."""
    return rate.model_dump(mode="json", exclude_defaults=True, exclude={"key", "history"})


def cells_of(rate: Rate) -> list[float | str | None]:
    """What stands below each heading of COLUMNS: figures as numbers, the rest as text; None for an empty cell."""
    cells: list[float | str | None] = []
    for name in COLUMNS:
        fact = getattr(rate, name)
        if isinstance(fact, bool):
            fact = "yes" if fact else "no"
        elif isinstance(fact, tuple):
            fact = LISTED.join(fact)
        cells.append(None if fact == "" else fact)
    return cells
