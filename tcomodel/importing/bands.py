"""Volume bands as vendors write them: ``0 - 10,000``, ``10,001 - 25,000``, ``> 25,000``, ``25k+``.

A card says ``over`` and ``up to``. A band that begins with 10,001 where another ends with 10,000 begins over 10,000.
"""

import re
from collections.abc import Collection

from tcomodel.importing.numbers import NoNumber, numbers_in
from tcomodel.importing.sheet import Cell

OPEN = re.compile(
    r"\+$|^(?:>|over|above|more than|ab|über|plus de|más de|from)|(?:and|&) (?:above|more|over)$|^≥", re.I
)
UP_TO = re.compile(r"^(?:<=?|≤|up to|under|below|bis(?: zu)?|jusqu|hasta|less than|until)", re.I)
WORDS = re.compile(
    r"\b(?:contacts?|calls?|tickets?|seats?|ftes?|agents?|minutes?|hours?|emails?|chats?|units?|volume|per|month|pm|monthly|"
    r"tier [0-9]+:?|band [0-9a-z]:?)\b|/", re.I
)  # fmt: skip
EXPECTED = "expected a volume band such as 0 - 10,000 or over 25,000"


def band_of(text: str, edges: Collection[float] = ()) -> dict[str, float] | NoNumber:
    """``over`` and ``up_to`` of a band, in units a month; ``edges`` are the upper edges of all bands of the column."""
    told = WORDS.sub(" ", text).strip()
    if told.casefold() in ("all", "any", "-", "n/a"):
        return {}
    bare = OPEN.sub("", UP_TO.sub("", told)).strip(" =")
    read = numbers_in(bare, _decimals(bare))
    if isinstance(read, NoNumber) or read.said.currency:
        return NoNumber(EXPECTED)
    if len(read.figures) == 2:
        low, high = read.figures
        return {"over": _over(low, edges), "up_to": high}
    if UP_TO.search(told):
        return {"over": 0.0, "up_to": read.figures[0]}
    if OPEN.search(told):
        return {"over": _over(read.figures[0], edges)}
    return NoNumber(EXPECTED)


def are_bands(texts: Collection[str]) -> bool:
    """Whether most of some texts are volume bands."""
    bands = sum(isinstance(band_of(text), dict) and any(sign.isdigit() for sign in text) for text in texts)
    return bool(texts) and bands * 2 > len(texts)


def edge_of(cell: Cell, decimals: str, fact: str, edges: Collection[float]) -> float | NoNumber | None:
    """One edge of a band; None where it is open (``and more``, ``unlimited``)."""
    if cell.kind == "number":
        number = float(cell.value)
    elif cell.kind == "text":
        if cell.text.casefold() in ("-", "unlimited", "no limit", "and more", "above", "∞", "max", "n/a", "open"):
            return None
        read = numbers_in(cell.text, decimals or _decimals(cell.text))
        if isinstance(read, NoNumber) or len(read.figures) > 1:
            return NoNumber("expected a number of units a month")
        number = read.figures[0]
    else:
        return NoNumber("expected a number of units a month")
    if number < 0:
        return NoNumber("a volume is zero or more")
    return _over(number, edges) if fact == "from" else number


def upper_edges(texts: Collection[str]) -> set[float]:
    """The upper edges of some bands as written."""
    bands = [band_of(text) for text in texts]
    return {band["up_to"] for band in bands if isinstance(band, dict) and "up_to" in band}


def _over(first: float, edges: Collection[float]) -> float:
    """The edge that a band is over, told from its first unit: 10,001 after a band up to 10,000, or 1 of all."""
    if first in edges:
        return first
    return first - 1 if first - 1 in edges or first == 1 else first


def _decimals(text: str) -> str:
    """Volumes are whole: a sign before three digits stands between thousands."""
    return "." if "," in text else "," if "." in text else ""
