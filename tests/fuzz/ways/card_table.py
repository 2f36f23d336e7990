"""Typing into the table of rates, and what its buttons do: each is taken whole, or told and the card is as it was."""

from collections.abc import Callable
from random import Random

from dashboard.cards.shelf import Shelf
from dashboard.cards.table_typed import FACTS, FIGURE, taken
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.edits import added, removed, renamed, restored
from tests.fuzz import seeds
from tests.fuzz.outcome import Broken, Outcome, Told
from tests.fuzz.texts import HOSTILE
from tests.fuzz.ways import chance_of
from tests.fuzz.ways.cards import ON, written

SHARE = 90
FIGURES = (FIGURE, *(column for column, fact in FACTS.items() if fact in ("low", "high")))
NUMBERS = (None, 0, -1, 0.5, 11, 12.5, 1e9, 1e300, -1e300, 1e-320, 2**53 + 1)
HONEST = {"unit": "USD/hour", "as_of": "2026-05", "channel": "voice", "location": "Manila"}
NEW = {"title": "Agent", "value": 11, "unit": "USD/hour", "location": "Manila", "channel": "all", "as_of": "2026"}


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    shelf = Shelf(seeds.small_card())
    shelf.put(seeds.small_card())
    told: list[Problem] = []
    steps = chance.choice((1, 2, 2, 4))
    for _ in range(steps):
        before, slips = shelf.open.now, dict(shelf.open.slips)
        try:
            chance.choice((_typed, _typed, _typed, _pressed))(chance, shelf)
        except ProblemsFound as found:
            told += found.problems
            if shelf.open.now is not before:
                raise Broken("what was refused has changed the card") from None
        told += [Problem(key, slip) for key, slip in shelf.open.slips.items() if slips.get(key) != slip]
    shelf.open.slips.clear()
    now = shelf.open.now
    while shelf.open.can_undo:
        shelf.undo()
    if shelf.open.now.fingerprint != shelf.open.opened.fingerprint:
        raise Broken("with everything undone the card is not the one that was opened")
    outcome = written(now)
    return Told(told) if len(told) >= steps else outcome


def _typed(chance: Random, shelf: Shelf) -> None:
    """Cells of one row."""
    cells = {}
    for _ in range(chance.choice((1, 1, 2, 3))):
        column = chance.choice(list(FACTS))
        text = chance.choice((None, *HOSTILE)) if chance.random() < 0.5 else HONEST.get(FACTS[column], "Another")
        cells[column] = chance.choice(NUMBERS) if column in FIGURES else text
    key = chance.choice(list(shelf.open.now.rates))
    shelf.typed(shelf.on_screen(), lambda card: taken(card, key, cells))


def _pressed(chance: Random, shelf: Shelf) -> None:
    """A button of the table, or of the form of one rate."""
    card, opened = shelf.open.now, shelf.open.opened
    keys = list(card.rates)
    odd = {name: chance.choice(HOSTILE) for name in chance.sample(list(NEW), chance.choice((0, 0, 1, 2)))}
    name = chance.choice((*HOSTILE, "manila.agent", keys[0]))
    acts: tuple[Callable[[], object], ...] = (
        lambda: shelf.change(added(card, name, NEW | odd, ON)),
        lambda: shelf.change(removed(card, chance.sample(keys, chance.choice((1, 2, len(keys)))), ON)),
        lambda: shelf.change(renamed(card, chance.choice(keys), name, ON)),
        lambda: shelf.change(restored(card, opened, [chance.choice((*opened.rates, name))], ON)),
        shelf.undo, shelf.redo,
    )  # fmt: skip
    chance.choice(acts)()
