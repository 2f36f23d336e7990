"""A file on its way to become a card, as the page takes it: read, asked about, corrected, written and read again."""

from random import Random

from tcomodel import RateCard
from tcomodel.importing.session import SheetInHand, understood
from tcomodel.problems import Problem
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.yaml_text import card_yaml
from tests.fuzz import seeds
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.texts import HOSTILE

ON = "2026-11-22"
FACTS = ("value", "low", "base", "high", "title", "unit", "location", "as_of", "currency", "detail", "note", "")


def imported(chance: Random, name: str, content: bytes) -> Outcome:
    """The card, or the rows that are rejected; half of the sheets get answers and corrections, good and bad."""
    card, table = understood(name, content, ON)
    if card is not None:
        return written(card)
    assert table is not None
    hand = SheetInHand.of(table)
    reading = hand.reading(name, ON)
    if chance.random() < 0.6:
        for ask in (*reading.questions, *hand.matching.asks):
            hand.answer(
                ask.key, chance.choice((*ask.choices, *ask.choices, "USD", "2026", "hour", chance.choice(HOSTILE)))
            )
        if chance.random() < 0.4:
            hand.holds(chance.randrange(len(table.headings)), chance.choice(FACTS))
        for fault in reading.faults[:3]:
            hand.correct(fault.row, fault.name, chance.choice(("11.5", "USD", "hour", "2026", chance.choice(HOSTILE))))
        for row in table.rows[:40]:
            if chance.random() < 0.1:
                hand.leave_out(row.number, True)
        reading = hand.reading(name, ON)
    if reading.card is not None:
        return written(reading.card)
    if not reading.blocked:
        raise Broken("there is no card and nothing is said to stand in its way")
    rejected = [Problem(f"row {one.row}, {one.column}", one.message, name) for one in reading.done.rejected]
    return Told([*(Problem("the sheet", one, name) for one in reading.blocked), *rejected])


def written(card: RateCard) -> Outcome:
    """A card that was taken can be written, and what was written is read as the same."""
    again = seeds.checked_card(card_yaml(card))
    if again.rates.keys() != card.rates.keys():
        raise Broken(f"written and read again the card has {len(again.rates)} rates of {len(card.rates)}")
    for key, rate in card.rates.items():
        if again.rates[key].figures != rate.figures:
            raise Broken(f"written and read again {key} is {again.rates[key].figures}, not {rate.figures}")
    card_csv(card)
    return Taken(f"a card of {len(card.rates)} rates")
