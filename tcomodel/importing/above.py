"""What the lines above a table say of all its rows, and from which line each comes.

row 2 "All prices in USD, valid from 1 January 2025"     currency USD, price date 2025-01-01
"""

import re
from collections.abc import Callable

from tcomodel.importing.currencies import money_of
from tcomodel.importing.dates import When, date_in
from tcomodel.importing.locations import location_of
from tcomodel.importing.table import Table
from tcomodel.importing.unit_words import unit_of

# The words that must stand before a date.
ABOVE_DATE = re.compile(
    r"(?:valid|effective|in force|applicable)(?: from| as of| as at)?|as (?:of|at)|price (?:date|level|base)|"
    r"prices? of|gültig ab|stand|valable (?:à partir du|au)|vigente(?:s)? desde", re.I
)  # fmt: skip


def said_above(table: Table) -> tuple[dict[str, str], list[str]]:
    """Facts that the lines above the headings state for every row, and from which line each comes."""
    found: dict[str, set[str]] = {}
    told: dict[str, str] = {}

    def note(fact: str, value: str, line: int, text: str) -> None:
        found.setdefault(fact, set()).add(value)
        told[fact] = f"row {line} says {text[:80]!r}"

    for line, text in table.above:
        money = money_of(text).currency
        if (
            money
            and money != "?"
            and re.search(r"\b(all|prices?|rates?|amounts?|currency|in|currencies)\b", text, re.I)
        ):
            note("currency", money, line, text)
        stated = ABOVE_DATE.search(text)
        if stated:
            date = _first_date(text[stated.end() :])
            if date:
                note("as_of", date, line, text)
        named = re.search(r"\b(?:location|site|country|delivery from|standort|pays)\s*:\s*([^,;|]+)", text, re.I)
        if named and location_of(named[1]):
            note("location", location_of(named[1]), line, text)
        unit = re.search(r"\b(?:per|pro|par|por)\b.{0,40}$", text, re.I)
        if unit and unit_of(unit[0]).unit and not unit_of(unit[0]).rest:
            note("unit", unit_of(unit[0]).unit or "", line, text)
    constants = {fact: values.pop() for fact, values in found.items() if len(values) == 1}
    return constants, [
        f"{fact} {value} for every row without its own: {told[fact]}" for fact, value in constants.items()
    ]


def _first_date(text: str) -> str:
    """The date a text begins with, beyond doubt; empty where there is none."""
    words = text.strip(" :,-–").split()
    read: Callable[[str], object] = date_in
    for count in (3, 2, 1):
        when = read(" ".join(words[:count]).rstrip(".,;)"))
        if isinstance(when, When) and not when.note:
            return when.date
    return ""
