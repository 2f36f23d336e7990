"""Prices that are not written in whole units: ``USD '000``, ``cents per minute``, ``per 100 tickets``.

Nothing is multiplied on suspicion: such words are asked about, and what was done is told with each rate.
"""

import re
from typing import NamedTuple

from tcomodel.importing.remembered import remembered

AS_WRITTEN = "as written"
THOUSANDS = re.compile(
    r"['’]000s?\b|(?<![0-9.,])000['’]?s?\b|\bthousands?\b|\btsd\b\.?|\bk ?(?:usd|eur|gbp|[€$£])(?![a-z])|"
    r"(?:usd|eur|gbp|[€$£]) ?k\b", re.I
)  # fmt: skip
MILLIONS = re.compile(r"\b(?:millions?|mn|mio)\b\.?", re.I)
HUNDREDTHS = re.compile(r"\b(?:us )?(?:cents?|pence|cts?|centavos?|centimes?)\b|¢", re.I)
PER_MANY = re.compile(r"(?:\bper|\bpro|\bpar|\bpor|\bje|/)\s*([0-9][0-9,. ]*)(?=\s*[a-zA-Z])", re.I)
OF_ALL = re.compile(r"\b(?:in|figures?|amounts?|prices?|rates?|all|are|stated|angaben)\b", re.I)


class Scale(NamedTuple):
    """What a price is to be multiplied by, in words as the choice of an answer."""

    factor: float
    words: str


@remembered
def scale_of(text: str) -> Scale | None:
    """The scale that a heading or a unit speaks of; None where it speaks of none."""
    many = PER_MANY.search(text)
    count = re.sub(r"[^0-9]", "", many[1]) if many else ""
    if count and int(count[:9]) > 1 and not count.startswith("0"):
        return Scale(1 / int(count[:9]), f"divide by {int(count[:9])}")
    if THOUSANDS.search(text):
        return Scale(1000.0, "multiply by 1000")
    if MILLIONS.search(text):
        return Scale(1e6, "multiply by 1000000")
    return Scale(0.01, "divide by 100") if HUNDREDTHS.search(text) else None


@remembered
def without_scale(text: str) -> str:
    """The same text without the words of its scale: ``per 100 tickets`` is ``per tickets``."""
    if scale_of(text) is None:
        return text
    bare = PER_MANY.sub(lambda found: found[0].replace(found[1], " "), text)
    for pattern in (THOUSANDS, MILLIONS, HUNDREDTHS):
        bare = pattern.sub(" ", bare)
    return " ".join(bare.split())
