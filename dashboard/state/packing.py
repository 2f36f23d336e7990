"""A visitor's work as bytes and back: the steps of the scenario, where one stands, and the rate cards on the shelf.

JSON, compressed, and nothing that could run when it is read. A card is kept as the text of its file, as it was opened
and as it is now.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from dashboard.cards.shelf import MOST_CARDS
from dashboard.state import undamaged
from dashboard.state.work import Begun, SavedAs, Step
from tcomodel import RateCard
from tcomodel.problems import problem
from tcomodel.rates import read_card
from tcomodel.readers.cards.yaml_text import card_yaml

FORMAT = 1
MOST_STEPS = 50
LARGEST_STEPS = 10_000_000  # characters of all steps together; the example has 6,000 in each
LARGEST = 100_000_000  # bytes, unpacked
FASTEST = 1  # steps are so alike that harder work gains little

_texts: WeakKeyDictionary[RateCard, str] = WeakKeyDictionary()


@dataclass(frozen=True)
class Kept:
    """What is kept of a visitor's work; ``cards``: each as it was opened and as it is now.

    ``answer`` is what was said of it in one line, ``left`` what was open before and can be gone back to.
    Two are equal when nothing changed: a card is never changed, so the same card is the same object.
    """

    name: str
    is_sample: bool  # it lies with the scenarios that come with the tool, and may read files beside them
    opened: str
    steps: tuple[Step, ...]
    position: int
    good: str
    saved: SavedAs | None = None
    cards: tuple[tuple[RateCard, RateCard], ...] = ()
    chosen: str = ""  # the card on the screen
    counts_from: int = 0  # where the numbers of widgets began
    beside: str = "{}"  # what stands beside the scenario (``LASTING``), as JSON
    answer: str = ""
    left: "Kept | None" = None


def pack(kept: Kept) -> bytes:
    """Work as bytes; of very many or large steps the ones nearest to where one stands."""
    return zlib.compress(json.dumps(_as_facts(kept), ensure_ascii=False).encode(), FASTEST)


def _as_facts(kept: Kept) -> dict[str, Any]:
    first, last = steps_around(kept)
    return {
        "format": FORMAT,
        "name": kept.name,
        "is_sample": kept.is_sample,
        "opened": kept.opened,
        "steps": kept.steps[first:last],
        "position": kept.position - first,
        "good": kept.good,
        "saved": kept.saved,
        "cards": [[card.file, *map(text_of_card, (card, now))] for card, now in kept.cards],
        "chosen": kept.chosen,
        "counts_from": kept.counts_from,
        "beside": kept.beside,
        "answer": kept.answer,
        "left": None if kept.left is None else _as_facts(kept.left),
    }


def unpack(content: bytes) -> Kept:
    """Work from bytes. Raises ProblemsFound where they are damaged or another version of the tool wrote them."""
    facts = _facts(content)
    if facts.get("format") != FORMAT:
        raise problem("", "it was kept by another version of this tool")
    try:
        return _from_facts(facts)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
        raise problem("", "it is damaged and cannot be read") from error


def _from_facts(facts: dict[str, Any]) -> Kept:
    steps = tuple(_step(*one) for one in facts["steps"])
    cards = tuple(_cards(*row) for row in facts["cards"][:MOST_CARDS])
    if not steps:
        raise ValueError("there is no step to stand at")
    return Kept(
        undamaged.text(facts["name"]),
        facts["is_sample"] is True,
        undamaged.data(facts["opened"]),
        steps,
        min(max(undamaged.number(facts["position"]), 0), len(steps) - 1),
        undamaged.data(facts["good"]),
        _saved(*facts["saved"]) if facts["saved"] else None,
        cards,
        undamaged.text(facts["chosen"]),
        undamaged.number(facts["counts_from"]),
        undamaged.beside(facts["beside"]),
        undamaged.text(facts.get("answer", "")),
        _from_facts(facts["left"]) if facts.get("left") else None,
    )


def _saved(scenario: Any, name: Any, number: Any, text: Any, card: Any = "") -> SavedAs:
    return SavedAs(
        undamaged.number(scenario),
        undamaged.text(name),
        undamaged.number(number),
        undamaged.text(text),
        undamaged.text(card),
    )


def steps_around(kept: Kept) -> tuple[int, int]:
    """Where the steps that are kept begin and end: those around the one where one stands, as many as fit."""
    last = min(len(kept.steps), kept.position + MOST_STEPS // 2)
    first = max(0, last - MOST_STEPS)
    sizes = [len(step.text) for step in kept.steps]
    while sum(sizes[first:last]) > LARGEST_STEPS and last - first > 1:
        if first < kept.position:
            first += 1
        else:
            last -= 1
    return first, last


def text_of_card(card: RateCard) -> str:
    """A card as the text of its file, made once for each card."""
    if card not in _texts:
        _texts[card] = card_yaml(card)
    return _texts[card]


def _step(text: str, begun: list[Any], made: Sequence[Any] = (), shifted: Sequence[Any] = ()) -> Step:
    """A step; those that were kept before the last two were have neither."""
    was = tuple((undamaged.place(place), said) for place, said in made)
    return Step(undamaged.data(text), _begun(begun), was, tuple(map(undamaged.place, shifted)))


def _begun(forms: list[Any]) -> Begun:
    return tuple((undamaged.place(place), template) for place, template in forms)


def _cards(file: Any, opened: Any, now: Any) -> tuple[RateCard, RateCard]:
    called = undamaged.text(file) or "rate card"
    card = read_card(undamaged.text(opened), called)
    return card, card if now == opened else read_card(undamaged.text(now), called)


def _facts(content: bytes) -> dict[str, Any]:
    """What stands in the bytes; never more than ``LARGEST`` of them."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(content, LARGEST)
        facts = None if unpacking.unconsumed_tail else undamaged.read(text.decode())
    except (zlib.error, ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise problem("", "it is damaged and cannot be read")
    return facts
