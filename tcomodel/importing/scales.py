"""Prices that are not written in whole units: ``USD '000``, ``cents per minute``, ``per 100 tickets``.

Nothing is multiplied on suspicion: such words are asked about, and what was done is told with each rate.
"""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from tcomodel.digits import snapped
from tcomodel.importing.currencies import SMALL, SMALL_CODES
from tcomodel.remembered import remembered

AS_WRITTEN = "as written"
THOUSANDS = re.compile(
    r"['’]000s?\b|(?<![0-9.,])000['’]?s?\b|\bthousands?\b|\btsd\b\.?|\bk ?(?:usd|eur|gbp|[€$£])(?![a-z])|"
    r"(?:usd|eur|gbp|[€$£]) ?k\b", re.I
)  # fmt: skip
MILLIONS = re.compile(r"\b(?:millions?|mn|mio)\b\.?", re.I)
COUNTED = r"min|minute|sec|second|call|contact|ticket|chat|e-?mail|message|conversation|transaction"
HUNDREDTHS = re.compile(
    r"\b(?:us ?|usd ?|euro? ?)?(?:cents?|pence|cts?|centavos?|centimes?)\b|¢|\bus¢|"
    rf"(?<![a-z./])[cp](?=\s?/\s?(?:{COUNTED})|\s+per\s)", re.I
)  # fmt: skip
MANY = {"thousand": 1e3, "thousands": 1e3, "tsd": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "k": 1e3, "m": 1e6,
        "million": 1e6, "millions": 1e6, "mio": 1e6, "mn": 1e6, "hundred": 100.0, "hundert": 100.0,
        "dozen": 12.0}  # fmt: skip
HALVES = {"half": 0.5, "quarter": 0.25, "halbe": 0.5, "viertel": 0.25}
PER = r"(?:\bper|\bpro|\bpar|\bpor|\bje|/)\s*"
PER_MANY = re.compile(
    rf"{PER}(?:([0-9][0-9,. ]*)(?:\s?\b(?=[a-z])|(?=[a-z]))(?:({'|'.join(MANY)})\b)?|(?:an?\s+)?({'|'.join(MANY)})\b)"
    r"(?=\s*[a-z])", re.I
)  # fmt: skip
PER_HALF = re.compile(
    rf"{PER}(?:an?\s+)?({'|'.join(HALVES)})(?:\s+of)?(?:\s+an?)?[\s-]+(?=hours?\b|h\b|hrs?\b|stunden?\b)", re.I
)
NUMBERED = re.compile(
    r"[0-9¢]|\b(?:hundreds?|thousands?|millions?|dozens?|half|quarter|double|cents?|pence|ct|c|p|k|tsd|mio)\b", re.I
)  # words that leave it open for how much a price is
ANSWER = re.compile(r"\s*(multiply|divide) by ([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*", re.I)


class Scale(NamedTuple):
    """What a price is to be multiplied by, in words as the choice of an answer; ``kinds`` are the parts of it."""

    factor: float
    words: str
    kinds: Mapping[str, float] = {}


@remembered
def scale_of(text: str) -> Scale | None:
    """The scale that a heading or a unit speaks of, of its money and its count; None where it speaks of none."""
    kinds: dict[str, float] = {}
    half, many = PER_HALF.search(text), PER_MANY.search(text)
    if half:
        kinds["count"] = 1 / HALVES[half[1].lower()]
    elif many and (count := _count(many)) > 1:
        kinds["count"] = 1 / count
    money = PER_MANY.sub(" ", text)
    if THOUSANDS.search(money):
        kinds["money"] = 1000.0
    elif MILLIONS.search(money):
        kinds["money"] = 1e6
    elif HUNDREDTHS.search(money) or SMALL.search(money):
        kinds["money"] = 0.01
    return scale_by(kinds) if kinds else None


def scale_by(kinds: Mapping[str, float]) -> Scale:
    """The scale that its parts make together: cents for a hundred calls are divided by 10,000."""
    factor = snapped(math.prod(kinds.values()))
    words = f"multiply by {factor:.12g}" if factor >= 1 else f"divide by {1 / factor:.12g}"
    return Scale(factor, words, kinds)


def answered(words: str) -> float | None:
    """The factor that an answer names: ``divide by 15``; None where it names none."""
    found = ANSWER.fullmatch(words)
    number = float(found[2]) if found else 0.0
    return None if not found or not number else number if found[1].lower() == "multiply" else 1 / number


@remembered
def without_scale(text: str) -> str:
    """The same text without the words of its scale: ``per 100 tickets`` is ``per tickets``, ``GBp`` is ``GBP``."""
    if scale_of(text) is None:
        return text
    bare = PER_HALF.sub(lambda found: found[0].replace(found[1], " "), text)
    bare = PER_MANY.sub(lambda found: f"{re.match(PER, found[0], re.I)[0]} ", bare)  # type: ignore[index]
    bare = SMALL.sub(lambda found: SMALL_CODES[found[0]], bare)
    for pattern in (THOUSANDS, MILLIONS, HUNDREDTHS):
        bare = pattern.sub(lambda found: _money_within(found[0]), bare)
    return " ".join(bare.split())


def _count(found: re.Match[str]) -> float:
    """For how many a price is: ``10k``, ``1,000``, ``thousand``; 0 where no number can be read."""
    digits = re.sub(r"[^0-9]", "", found[1] or "1")[:9]
    word = (found[2] or found[3] or "").lower()
    return 0.0 if digits.startswith("0") else int(digits) * MANY.get(word, 1.0)


def _money_within(words: str) -> str:
    """The currency that stands within the words of a scale: ``USD k``, ``US cents``."""
    told = words.lower()
    for sign, code in (
        ("€", "EUR"),
        ("$", "$"),
        ("£", "GBP"),
        ("us", "USD"),
        ("eur", "EUR"),
        ("gbp", "GBP"),
        ("pence", "GBP"),
    ):
        if sign in told:
            return f" {code} "
    return " "
