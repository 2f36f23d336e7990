"""A vendor's rates as CSV, and our own."""

import re

from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.cards import imported

SHARE = 190
CELL = re.compile(r"(?:^|(?<=[,;\t\n]))[^,;\t\n]+")


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    content = pick(chance, seeds.card_tables())
    if chance.random() < 0.6:
        encoding = "utf-16" if content[:2] == b"\xff\xfe" else "cp1252" if b"\xe4" in content[:80] else "utf-8"
        content = texts.mutated(chance, content.decode(encoding), CELL).encode(encoding, "replace")
    else:
        content = raw.mutated(chance, content, pick(chance, seeds.volume_tables()))
    return imported(chance, "bid.csv", content)
