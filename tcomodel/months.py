"""Calendar months as scenarios write them: ``2026-11``."""

import re

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_NAMES = tuple(name[:3] for name in NAMES)


def month_name(month: str) -> str:
    """``2027-01`` is ``Jan 2027``."""
    year, number = month.split("-")
    return f"{SHORT_NAMES[int(number) - 1]} {year}"


def month_in_full(month: str) -> str:
    """``2027-01`` is ``January 2027``."""
    year, number = month.split("-")
    return f"{NAMES[int(number) - 1]} {year}"


def month_number(month: str) -> int:
    """Months since the year 0, for counting between months: ``2026-11`` is 24,322."""
    year, of_year = (int(part) for part in month.split("-"))
    return year * 12 + of_year - 1


def month_after(first: str, offset: int) -> str:
    """``2026-11`` and 3 give ``2027-02``."""
    return month_called(month_number(first) + offset)


def month_called(number: int) -> str:
    """The month of a ``month_number``: 24,322 is ``2026-11``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
