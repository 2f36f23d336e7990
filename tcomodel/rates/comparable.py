"""What makes two rates comparable: they price the same thing in the same place, in the same measure.

Outsourced agent, Philippines, voice, USD/hour        the same as   outsourced agent, Philippines, all, USD/hour
Outsourced agent, Philippines, voice, USD/hour        not as        Outsourced agent, India, voice, USD/hour
United States wages, USD/hour, up to 5,000 a month    not as        the same over 5,000 a month (another tier)
"""

import math
import re
from typing import NamedTuple

from tcomodel.rates.rate import Rate
from tcomodel.rates.units import same_unit
from tcomodel.remembered import remembered

EVERY_CHANNEL = ("all", "")
NAMES_NOBODY = frozenset((
    "our", "the", "your", "this", "vendor", "supplier", "provider", "quote", "quotation", "bid", "offer", "proposal",
    "tender", "price", "prices", "list", "sheet", "page", "row", "rfp", "rfq", "response", "of", "from", "in",
))  # fmt: skip
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


@remembered
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


def elsewhere(first: Rate, other: Rate) -> str:
    """Why two rates cannot price the same thing: another place, channel or volume; empty where they can."""
    if folded(first.location) != folded(other.location):
        return f"another location: {first.location} against {other.location}"
    if not meeting_channels(first, other):
        return f"another channel: {first.channel} against {other.channel}"
    if band_of(first) != band_of(other):
        return f"another volume band: {band_in_words(first)} against {band_in_words(other)}"
    return ""


def another_item(first: Rate, other: Rate) -> str:
    """What two rates are for where both say it and it differs: ``another item: Agent against Nurse``, or empty."""
    if first.item and other.item and folded(first.item) != folded(other.item):
        return f"another item: {first.item} against {other.item}"
    return ""


def one_price_date(first: Rate, other: Rate) -> bool:
    """Whether two rates are in prices of one date; a year and a month of it are."""
    return first.as_of.startswith(other.as_of) or other.as_of.startswith(first.as_of)


def band_in_words(rate: Rate) -> str:
    """``over 5,000 up to 20,000``, or ``any volume`` for a rate that is no tier."""
    parts = [f"{word} {edge:,.10g}" for word, edge in (("over", rate.over), ("up to", rate.up_to)) if edge is not None]
    return " ".join(parts) or "any volume"


def one_basis(one: Rate, other: Rate) -> bool:
    """Whether the figures of two rates are in the same currency and unit."""
    return one.currency == other.currency and same_unit(one.unit, other.unit)


def stated_source(rate: Rate) -> str:
    """The source of a rate, empty where none is stated (``none`` and a dash state nothing)."""
    return "" if folded(rate.source) in NO_SOURCE else rate.source.strip()


@remembered
def names_somebody(source: str) -> bool:
    """Whether a source says whose figure it is; ``Vendor quote`` and ``Our bid, page 12`` are any vendor's."""
    words = re.findall(r"\w+", source.casefold())
    return any(word not in NAMES_NOBODY and not word.isdigit() for word in words)
