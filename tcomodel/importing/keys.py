"""The keys of imported rates, in the manner of the default card: ``philippines.seat_month``, ``manila.minute.voice``.

A key is made of what a rate is, not of where it stood, so that the same offer imported again gets the same keys. Rates
that would share one are told apart by what differs between them: title, volume band, date, source.
"""

import re
from collections.abc import Sequence

from tcomodel.importing.unit_words import plain
from tcomodel.rates.rate import Rate
from tcomodel.rates.units import CURRENCY

LONGEST = 60
COMPOSED = "Price per "  # how a title begins where the sheet has none


def keys_of(rates: Sequence[Rate]) -> list[str]:
    """A key for each rate, each only once, in the same order."""
    keys = [_short(rate) for rate in rates]
    for further in (_title, _band, _date, _source):
        groups: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            groups.setdefault(key, []).append(place)
        for places in groups.values():
            said = [further(rates[place]) for place in places]
            if len(places) > 1 and len(set(said)) > 1:
                for place, one in zip(places, said, strict=True):
                    keys[place] = f"{keys[place]}.{one}" if one else keys[place]
    taken: set[str] = set()
    for place, key in enumerate(keys):
        number, free = 2, key
        while free in taken:
            free, number = f"{key}.{number}", number + 1
        taken.add(free)
        keys[place] = free
    return keys


def slug(text: str) -> str:
    """A text as a part of a key: ``Cape Town (CBD)`` is ``cape_town_cbd``."""
    return re.sub(r"[^a-z0-9]+", "_", plain(text)).strip("_")[:LONGEST].rstrip("_")


def _short(rate: Rate) -> str:
    words = [part for part in rate.unit.split("/") if not CURRENCY.fullmatch(part)]
    unit = "_".join({"%": "percent", "1": "ratio"}.get(word, word) for word in words)
    if rate.item == "Outsourced agent":
        what = unit
    elif rate.item == "AI agent":
        what = f"ai.{unit}"
    else:
        what = slug(rate.item) or ("" if rate.title.startswith(COMPOSED) else slug(rate.title)) or unit
    channel = "" if rate.channel == "all" else slug(rate.channel)
    return ".".join(part for part in (slug(rate.location) or "any", what or "rate", channel) if part)


def _title(rate: Rate) -> str:
    return slug(rate.title)


def _band(rate: Rate) -> str:
    if rate.over:
        return f"over_{rate.over:.0f}"
    return f"up_to_{rate.up_to:.0f}" if rate.up_to is not None else ""


def _date(rate: Rate) -> str:
    return rate.as_of.replace("-", "_")


def _source(rate: Rate) -> str:
    return slug(rate.source)
