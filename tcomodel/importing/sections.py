"""Lines of their own within a table: what they say holds for the rows below, until a line says otherwise.

Manila                          location Manila
Per seat per month, in EUR      unit seat/month, currency EUR, within Manila
Cebu                            location Cebu; what was said within Manila holds no longer
Harbour site 2                  perhaps a place: asked before a row below it counts for Cebu
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tcomodel.importing.currencies import money_of
from tcomodel.importing.heading_words import PRICE_WORDS
from tcomodel.importing.locations import channel_of, location_of
from tcomodel.importing.scales import scale_of, without_scale
from tcomodel.importing.unit_words import unit_of

PIECES = re.compile(r"\s*[,;:|()–—]\s*|\s+-\s+")
PER = re.compile(r"\b(?:per|pro|par|por|je|hourly)\b|/", re.I)


@dataclass(frozen=True)
class Section:
    """What lines within the table say of the rows below, by fact, and in which words.

    ``unknown`` is the last line that may name another place.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""

    def below(self, text: str) -> "Section":
        """What holds below one more line. A fact said anew ends all that was said within the former one."""
        new = said_in(text)
        if not new:
            return Section(self.facts, self.lines, text)
        kept: dict[str, str] = {}
        for fact, value in self.facts.items():
            if fact in new:
                break
            kept[fact] = value
        lines = {fact: line for fact, line in self.lines.items() if fact in kept} | dict.fromkeys(new, text)
        return Section(kept | new, lines, "" if "location" in new else self.unknown)


def said_in(text: str) -> dict[str, str]:
    """The place, channel, unit, currency and scale that a line of its own speaks of."""
    found: dict[str, str] = {}
    for piece in (text, *PIECES.split(text)):
        unit = unit_of(without_scale(piece))
        if unit.unit and PER.search(piece) and set(unit.rest) <= PRICE_WORDS:
            found.setdefault("unit", unit.unit)
        elif channel_of(piece):
            found.setdefault("channel", channel_of(piece))
        elif unit.unit is None and (piece == text or len(piece) > 3) and location_of(piece):
            found.setdefault("location", location_of(piece))
    currency = money_of(text).currency
    if currency and currency != "?":
        found["currency"] = currency
    if scale_of(text):
        found["scale"] = text
    return found
