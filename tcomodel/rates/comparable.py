"""What makes two rates comparable: they price the same thing in the same place, in the same measure.

Outsourced agent, Philippines, voice, USD/hour        the same as   outsourced agent, Philippines, all, USD/hour
Outsourced agent, Philippines, voice, USD/hour        not as        Outsourced agent, India, voice, USD/hour
United States wages, USD/hour, up to 5,000 a month    not as        the same over 5,000 a month (another tier)
"""

import math
from functools import lru_cache
from typing import NamedTuple

from tcomodel.rates.rate import Rate
from tcomodel.rates.units import same_unit

EVERY_CHANNEL = ("all", "")
NO_SOURCE = frozenset(("", "-", "–", "?", "none", "n/a", "na", "not stated", "unknown", "tbd"))


class Priced(NamedTuple):
    """What a rate prices, without regard to case and spaces; ``band`` is the volume band in units a month."""

    item: str
    location: str
    band: tuple[float, float]


class Measures:
    """Numbers for the measures met so far, so that rates can be looked up by unit and currency.

    Units that mean the same (a call is a contact) and have one currency get one number.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], int] = {}

    def number(self, unit: str, currency: str | None) -> int:
        """The number of a measure; a new one for a measure not met before."""
        known = self._found.get((unit, currency))
        if known is None:
            alike = (
                number for (other, money), number in self._found.items() if money == currency and same_unit(other, unit)
            )
            known = self._found[unit, currency] = next(alike, len(self._found))
        return known


@lru_cache(maxsize=16384)  # cards say the same few words in thousands of rates
def folded(text: str) -> str:
    """Text as it is compared: in small letters, with single spaces."""
    return " ".join(text.casefold().split())


def priced(rate: Rate) -> Priced:
    """What the rate prices; a rate without an item has an empty one and is comparable with nothing."""
    return Priced(folded(rate.item), folded(rate.location), band_of(rate))


def band_of(rate: Rate) -> tuple[float, float]:
    """The volume band in units a month; from nothing to no end for a rate that is no tier."""
    return (rate.over or 0.0, math.inf if rate.up_to is None else rate.up_to)


def channel_of(rate: Rate) -> str:
    """The channel as it is compared: ``all`` for a rate that holds in every one."""
    channel = folded(rate.channel)
    return "all" if channel in EVERY_CHANNEL else channel


def meeting_channels(one: Rate, other: Rate) -> bool:
    """Whether two rates can hold for one channel: the same, or one of them for all."""
    channels = {channel_of(one), channel_of(other)}
    return len(channels) == 1 or "all" in channels


def one_basis(one: Rate, other: Rate) -> bool:
    """Whether the figures of two rates are in the same currency and unit."""
    return one.currency == other.currency and same_unit(one.unit, other.unit)


def stated_source(rate: Rate) -> str:
    """The source of a rate, empty where none is stated (``none`` and a dash state nothing)."""
    return "" if folded(rate.source) in NO_SOURCE else rate.source.strip()
