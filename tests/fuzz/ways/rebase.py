"""A card to another basis, with terms as people type them: all of it moves, or the card is as it was."""

from random import Random
from typing import Any

from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    Working,
    rebase,
    undone,
)
from tests.fuzz import seeds
from tests.fuzz.outcome import Broken, Outcome
from tests.fuzz.texts import HOSTILE
from tests.fuzz.trees import ODD
from tests.fuzz.ways import chance_of
from tests.fuzz.ways.cards import ON, written

SHARE = 70
HONEST: dict[type[Any], dict[str, tuple[Any, ...]]] = {
    PriceDate: {
        "to": ("2026-05", "2025", "2024-01"), "instead": ({}, {"none": "us_cpi_u"}, {"none": {"us_cpi_u": 1.0}}),
        "share": (1.0, "65%"), "lag": (0, 3), "averaged_months": (1, 12), "threshold": (None, "5%"),
        "cap": (None, "3%"), "floor": (None, "1%"), "unpublished": ("stop", "left out"),
        "yearly_months": ("stop", "as their year"),
        "price_decimals": (None, 2), "compared": ("chained", "from the base"),
    },
    Currency: {
        "to": ("EUR", "USD", "PHP"), "at": ("2026-05", "2024", None), "rate": (None, 0.9), "per": (None, "USD"),
        "share": (1.0, "65%"), "band": (None, "5%"), "limit": (None, "10%"), "accept_rate": (True, False),
    },
    ConstantPrices: {"to": ("2026-05", "2025"), "index": ("us_cpi_u",), "unpublished": ("left out", "stop"),
                     "yearly_months": ("as their year", "stop")},
    Unit: {"to": ("hour", "contact", "minute", "seat/month")},
    ReferencePeriod: {"index": ("us_cpi_u", "none"), "period": ("2020", "2024-01"), "level": (100.0, 1.0),
                      "decimals": (None, 1)},
    VolumeBaseline: {"before": (1000, 36000), "after": (1200, 1)},
}  # fmt: skip
WORKING: dict[str, tuple[Any, ...]] = {
    "paid_hours": (160, None), "shrinkage": ("30%", None), "occupancy": ("82%", None), "handle_time": (6.5, None),
    "simultaneous_contacts": (1, 2), "resolution_rate": ("75%", 0.75, None),
    "hours_billed": ("paid", "productive", None),
}  # fmt: skip


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    card = seeds.small_card()
    before = card.fingerprint
    try:
        moves = [_move(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
        keys = None if chance.random() < 0.6 else chance.sample(list(card.rates), 3) + [chance.choice(HOSTILE)] * (
            chance.random() < 0.2
        )  # fmt: skip
        name = chance.choice(HOSTILE) if chance.random() < 0.1 else None
        moved = rebase(card, moves, keys, leave=chance.random() < 0.8, name=name or None, on=ON)
    finally:
        if card.fingerprint != before:
            raise Broken("the card that was handed in has changed")
    back = undone(moved)
    if any(back[key].figures != rate.figures for key, rate in card.rates.items()):
        raise Broken("taken back, a rate is another than before")
    return written(moved)


def _move(chance: Random) -> Move:
    kind = chance.choice(list(HONEST))
    terms = _terms(chance, HONEST[kind])
    if kind is Unit:
        terms["working"] = Working(**_terms(chance, WORKING))
    return kind(**terms)


def _terms(chance: Random, honest: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    """The first that each needs, some of the others, now and then something odd."""
    terms = {}
    for position, (name, values) in enumerate(honest.items()):
        if position < 2 or chance.random() < 0.25:
            terms[name] = chance.choice(ODD) if chance.random() < 0.08 else chance.choice(values)
    return terms
