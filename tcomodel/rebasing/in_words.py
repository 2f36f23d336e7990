"""Terms of a move in words, as they stand on the record of a card.

constant prices of 2025 by us_cpi_u (averaged without months that nobody published)
us_cpi_u on 2015 = 100 (values rounded up to 1 decimal)
"""

from collections.abc import Iterable

from tcomodel.index_readings import Unpublished, YearlyMonths


def with_terms(told: str, terms: Iterable[str]) -> str:
    """A move with its terms behind it, where it has any."""
    said = "; ".join(terms)
    return f"{told} ({said})" if said else told


def accepted(unpublished: Unpublished, yearly_months: YearlyMonths = "stop") -> list[str]:
    """What a person accepts where an index has no value of its own."""
    said = ["averaged without months that nobody published"] if unpublished == "left out" else []
    return said + (["a month stands for its year in a yearly index"] if yearly_months == "as their year" else [])


def rounded(what: str, decimals: int | None, way: str = "nearest") -> list[str]:
    """``prices rounded up to 2 decimals``; nothing where nobody rounds."""
    if decimals is None:
        return []
    direction = "" if way == "nearest" else f" {way}"
    return [f"{what} rounded{direction} to {counted(decimals, 'decimal')}"]


def counted(number: float, one: str) -> str:
    """``1 month``, ``3 months``."""
    return f"{number:g} {one}{'' if number == 1 else 's'}"
