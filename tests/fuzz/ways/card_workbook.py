"""A vendor's rates as a workbook, our own export and our template."""

from tests.fuzz import archives, seeds
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.cards import imported

SHARE = 170


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    books = seeds.card_workbooks()
    return imported(chance, "bid.xlsx", archives.mutated(chance, pick(chance, books), pick(chance, books)))
