"""Price dates as vendors write them, as a card writes them: ``Jan-24`` is 2024-01, ``31.05.2024`` is 2024-05-31.

``01/04/2024`` is the first of April in Manila and the fourth of January in Dallas: it is asked about, unless another
date of the column shows the order. ``FY24`` begins in a different month at each company: it is asked about. ``Q2 2024``
is read as the month the quarter begins with, and said so.
"""

import re
from datetime import date
from typing import NamedTuple

from tcomodel.importing.sheet import Cell
from tcomodel.importing.unit_words import without_accents
from tcomodel.remembered import remembered

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janv ene", "feb february februar fevrier febrero fev fevr",
            "mar march marz mars marzo mrz", "apr april avril abril avr abr", "may mai mayo",
            "jun june juni juin junio", "jul july juli juillet julio juil", "aug august aout agosto ago",
            "sep sept september septembre septiembre", "oct october oktober octobre octubre okt",
            "nov november novembre noviembre", "dec december dezember decembre diciembre dez dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
EARLIEST, LATEST = 1990, 2060
FISCAL = re.compile(r"\bfy\b|\bfy[0-9]|fiscal|\bgj\b|[0-9]{4}\s*[/-]\s*[0-9]{2}(?![0-9/-])")
EXPECTED = "expected a date such as 2024, 2024-05 or 2024-05-31"


class When(NamedTuple):
    """A date as a card writes it, and what has to be said about how it was read."""

    date: str
    note: str = ""


ORDERS = ("day first", "month first")


class NoDate(NamedTuple):
    """Why a cell is no date. ``unclear`` is ``order`` (day or month first), ``meaning`` (FY24) or nothing."""

    message: str
    unclear: str = ""
    choices: tuple[str, ...] = ()


def date_of(cell: Cell, order: str = "") -> When | NoDate:
    """The date of a cell; ``order`` is ``day first`` or ``month first`` where it is known."""
    if cell.kind == "date":
        return _of_date(cell.value, cell.shown)
    if cell.kind == "number":
        return _of_number(cell.value)
    return date_in(cell.text, order) if cell.kind == "text" else NoDate(EXPECTED)


@remembered
def date_in(text: str, order: str = "") -> When | NoDate:
    """The date a text tells."""
    told = without_accents(text).strip().strip(".,")
    if re.fullmatch(r"[0-9]{4}", told):
        return _checked(int(told))
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ][0-9:.+z]*)?", told):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})", told):
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    if (found := re.fullmatch(r"([0-9]{4})[-./ ](0?[1-9]|1[0-2])", told)) and not (
        found[2].isdigit() and len(found[2]) == 2 and int(found[2]) == int(found[1]) % 100 + 1
    ):
        return _checked(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(0?[1-9]|1[0-2])[-./ ]([0-9]{4})", told):
        return _checked(int(found[2]), int(found[1]))
    if FISCAL.search(told):
        return NoDate(f"a fiscal year begins in another month at each company; {EXPECTED}", "meaning", _of_fiscal(told))
    if found := re.fullmatch(r"(?:q([1-4])|h([12])|([1-4])q|t([1-4]))[ ./'-]*([0-9]{4})", told):
        quarter = found[1] or found[3] or found[4]
        month = int(quarter) * 3 - 2 if quarter else int(found[2]) * 6 - 5
        return _checked(int(found[5]), month, note=f"{text!r} read as the month it begins with")
    if found := re.fullmatch(r"([0-9]{4})[ ./-]*(?:q([1-4])|h([12]))", told):
        month = int(found[2]) * 3 - 2 if found[2] else int(found[3]) * 6 - 5
        return _checked(int(found[1]), month, note=f"{text!r} read as the month it begins with")
    if found := re.fullmatch(r"(?:de |of )?([a-z]+)\.?[ ,./'’-]*(?:de |of )?([0-9]{4}|[0-9]{2})", told):
        return _named(found[1], found[2])
    if found := re.fullmatch(r"([0-9]{4})[ ,./-]*([a-z]+)\.?", told):
        return _named(found[2], found[1])
    if found := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|er|\.)?[ ./-]*(?:de |of )?([a-z]+)\.?[ ,./-]*(?:de |of )?"
                             r"([0-9]{4}|[0-9]{2})", told):  # fmt: skip
        return _named(found[2], found[3], int(found[1]))
    if found := re.fullmatch(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", told):
        return _named(found[1], found[3], int(found[2]))
    if found := re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", told):
        return _by_order(int(found[1]), int(found[3]), _year(found[4]), found[2], order)
    return NoDate(EXPECTED)


def date_order(text: str) -> str:
    """The order a written date shows beyond doubt: ``day first``, ``month first`` or nothing."""
    found = re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})", text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return "day first"
    return "month first" if second > 12 >= first else ""


def _by_order(first: int, second: int, year: int, mark: str, order: str) -> When | NoDate:
    if mark == ".":
        order = "day first"  # nobody writes month.day.year
    if first == second or first > 12 or second > 12:
        day, month = (first, second) if second <= 12 else (second, first)
        return _checked(year, month, day)
    if not order:
        day_first, month_first = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
        return NoDate(f"it can be {day_first} or {month_first}", "order", ORDERS)
    day, month = (first, second) if order == "day first" else (second, first)
    return _checked(year, month, day)


def _of_date(value: date, shown: str) -> When | NoDate:
    found = _checked(value.year, value.month, value.day)
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown).lower()
    if isinstance(found, When) and value.day == 1 and plain and "d" not in plain:
        return When(f"{value:%Y-%m}" if "m" in plain else f"{value:%Y}")
    return found


def _of_number(value: float) -> When | NoDate:
    if value == int(value) and EARLIEST <= value <= LATEST:
        return When(f"{value:.0f}")
    if value == int(value) and EARLIEST * 100 < value < LATEST * 100 + 13 and 1 <= value % 100 <= 12:
        return _checked(int(value) // 100, int(value) % 100)
    return NoDate(f"{EXPECTED}; format the cell as a date in Excel where it is one")


def _of_fiscal(told: str) -> tuple[str, ...]:
    years = re.findall(r"[0-9]{4}|[0-9]{2}", told)
    if not years:
        return ()
    last = _year(years[-1])
    return (f"{last}-01", f"{last - 1}-04", f"{last - 1}-07", f"{last - 1}-10")


def _named(name: str, year: str, day: int | None = None) -> When | NoDate:
    month = MONTHS.get(name.rstrip("."))
    return _checked(_year(year), month, day) if month else NoDate(EXPECTED)


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _checked(year: int, month: int | None = None, day: int | None = None, note: str = "") -> When | NoDate:
    if not EARLIEST <= year <= LATEST:
        return NoDate(f"expected a year between {EARLIEST} and {LATEST}")
    if month is None:
        return When(f"{year}")
    if day is None:
        return When(f"{year}-{month:02d}", note) if 1 <= month <= 12 else NoDate(EXPECTED)
    try:
        return When(date(year, month, day).isoformat(), note)
    except ValueError:
        return NoDate(f"there is no such day; {EXPECTED}")
