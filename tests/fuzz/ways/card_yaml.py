"""A rate card as YAML."""

from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.cards import imported

SHARE = 210


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    text = pick(chance, seeds.card_texts()) if number % 10 == 0 else seeds.card_texts()[0]
    if chance.random() < 0.6:
        content = texts.mutated(chance, text).encode("utf-8", "replace")
    else:
        content = raw.mutated(chance, text.encode(), seeds.scenario_texts()[0].encode())
    return imported(chance, "card.yaml", content)
