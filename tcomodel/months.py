"""Calendar months as scenarios write them: ``2026-11``."""


def month_number(month: str) -> int:
    """Months since the year 0, for counting between months: ``2026-11`` is 24,322."""
    year, of_year = (int(part) for part in month.split("-"))
    return year * 12 + of_year - 1


def month_after(first: str, offset: int) -> str:
    """``2026-11`` and 3 give ``2027-02``."""
    months = month_number(first) + offset
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
