"""The units of a rate card: ``USD/seat/month``, ``%/year``, ``minute/contact``.

A unit is words between slashes; a currency code stands for money. ``USD/hour`` is money for an hour.
"""

import re
from functools import lru_cache

from tcomodel.problems import nearest

CURRENCY = re.compile(r"[A-Z]{3}")
UNIT_WORDS = frozenset((
    "hour", "minute", "second", "day", "week", "month", "year", "seat", "agent", "contact", "ticket", "call",
    "resolution", "conversation", "action", "message", "hire", "leaver", "person", "point", "1", "%",
))  # fmt: skip
SAME_UNIT = {"hire": "agent", "leaver": "agent", "call": "contact", "conversation": "contact", "ticket": "contact"}


def checked_unit(unit: str) -> str:
    """The unit itself; raises ValueError where it holds a word that is no unit of a card."""
    for part in unit.split("/"):
        if part not in UNIT_WORDS and not CURRENCY.fullmatch(part):
            raise ValueError(f"unit {unit!r} holds {part!r}, which is no unit of this card{nearest(part, UNIT_WORDS)}")
    return unit


def money_in(unit: str) -> str | None:
    """The currency of a unit, None where it holds no money."""
    return next((part for part in unit.split("/") if CURRENCY.fullmatch(part)), None)


@lru_cache(maxsize=1024)
def plain_unit(unit: str) -> str:
    """The unit with ``currency`` for the currency and ``1`` for percent, as formulas declare it."""
    parts = ["currency" if CURRENCY.fullmatch(part) else part for part in unit.split("/")]
    return "/".join(["1" if parts[0] == "%" else parts[0], *parts[1:]])


def in_currency(unit: str, currency: str) -> str:
    """The same unit in another currency: ``USD/hour`` in EUR is ``EUR/hour``."""
    return "/".join(currency if CURRENCY.fullmatch(part) else part for part in unit.split("/"))


def same_unit(one: str, other: str) -> bool:
    """Whether two units mean the same: a call, a ticket and a conversation are contacts."""
    return _common(one) == _common(other)


def _common(unit: str) -> list[str]:
    return [SAME_UNIT.get(part, part) for part in unit.split("/")]
