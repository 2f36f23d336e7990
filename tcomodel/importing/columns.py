"""Which fact of a rate a column holds, told from its heading: ours, and those that vendors write.

    "Price per seat per month (EUR)"   the price; unit seat/month; currency EUR
    "UoM"                              the unit
    "Manila"                           the price there, where other columns are places too

A heading is known to a degree: 1 for the very words, less where words are left over.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from tcomodel.importing.currencies import money_of
from tcomodel.importing.heading_words import FACT, HEADINGS, MEANS, NO_PRICE, PRICE_WORDS, PRICES
from tcomodel.importing.locations import channel_of, location_of
from tcomodel.importing.scales import without_scale
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.remembered import remembered

PER_UNIT = re.compile(r"(.*?)/\s*\w+[\s.)\]]*$")


@dataclass(frozen=True)
class Heading:
    """What a heading says: a fact (empty where it is not known) to a degree between 0 and 1, and what goes with it."""

    fact: str
    confidence: float
    unit: str | None = None
    currency: str = ""
    channel: str = ""
    location: str = ""
    year: str = ""
    means: str = ""


@remembered
def heading_of(text: str) -> Heading:
    """What a heading says, by its words alone."""
    text = without_scale(text)
    told = plain(text)
    if not told or len(told) > 120:
        return Heading("", 0)
    if priced := _price_per(text):  # USD/min, $/hr: before min is the least and hr is Croatia
        return priced
    means = next((meaning for word, meaning in MEANS.items() if word in told.replace("imum", "").split()), "")
    if told in FACT:
        fact = FACT[told]
        ours = told == HEADINGS[fact][0]
        said = unit_of(text) if fact == "value" else None
        currency = money_of(text).currency if fact in PRICES else ""
        means = means if fact in ("low", "high") else ""
        return Heading(fact, 1.0 if ours else 0.95, said.unit if said else None, currency, means=means)
    bare = plain(money_of(_without(text)).rest)
    if bare in FACT and FACT[bare] in PRICES:  # P10 price (USD/hr)
        within = unit_of(_within(text))
        return Heading(FACT[bare], 0.9, within.unit, money_of(text).currency, within.channel, means=means)
    found = unit_of(re.sub(r"[()\[\]]", " ", text))
    rest = " ".join(found.rest)
    spoken: dict[str, Any] = {"unit": found.unit, "currency": found.currency, "channel": found.channel}
    if re.fullmatch(r"(19|20)[0-9]{2}", told) or re.fullmatch(r"(?:prices?|rates?) (?:20)[0-9]{2}", told):
        return Heading("", 0.5, year=told[-4:])
    place = location_of(text) or location_of(_without(text))
    if place:
        return Heading("", 0.5, location=place, **spoken)
    by_channel = channel_of(text) or channel_of(_without(text))
    if by_channel:
        within = unit_of(_within(text))
        return Heading("", 0.5, unit=within.unit, currency=found.currency, channel=by_channel)
    if rest in FACT and (found.unit is not None or found.currency):
        fact = FACT[rest]
        if fact in PRICES:
            return Heading(fact, 0.9, means=means, **spoken)
        return Heading(fact, 0.7, currency=found.currency)
    words = set(found.rest)
    place = " ".join(word for word in found.rest if word not in PRICE_WORDS)
    if words & PRICE_WORDS and (location_of(place) or channel_of(place)):  # Manila rate (USD/hr)
        where = location_of(place).title() if location_of(place).islower() else location_of(place)
        spoken["channel"] = channel_of(place) or spoken["channel"]
        return Heading("value", 0.8, location=where, **spoken)
    if words & NO_PRICE:
        return Heading("nothing", 0.6)
    if words and words <= PRICE_WORDS:
        return Heading("value", 0.85, **spoken)
    if not words and (found.unit is not None or found.currency):
        sure = (found.unit is not None and bool(found.currency)) or "/" in text or told.startswith("per ")
        return Heading("value" if sure else "", 0.8 if sure else 0.4, **spoken)
    for fact in ("currency", "unit", "location", "channel", "as_of", "note", "title", "source"):
        whole = [word for word in HEADINGS[fact] if len(word) > 3]
        if any(re.search(rf"\b{re.escape(word)}\b", told) for word in whole):
            return Heading(fact, 0.6)
    if words & PRICE_WORDS:
        return Heading("value", 0.6, means=means, **spoken)
    return Heading("", 0, **spoken)


def _price_per(text: str) -> Heading | None:
    """A heading that is a price for a unit, which stands behind a slash or ``per``: ``USD/min``, ``Rate / hr``."""
    found = unit_of(re.sub(r"[()\[\]]", " ", text))
    before = PER_UNIT.match(text)
    ends = before is not None and set(plain(before[1]).split()) & set(MEANS)
    if before is None:
        return None
    if ends:  # Min USD/hr
        first, _, others = text.strip().partition(" ")
        inner = _price_per(others) if plain(first) in MEANS else None
        return inner and replace(inner, fact=FACT[plain(first)], means=MEANS[plain(first)])
    if not found.unit or not set(found.rest) <= PRICE_WORDS:
        return None
    if not found.currency and not found.rest and text.strip(" (")[:1] != "/":
        return None
    return Heading("value", 0.8, found.unit, found.currency, found.channel)


def heading_over(parts: tuple[str, ...]) -> Heading:
    """What two lines of a heading say together: ``Manila`` over ``Voice (per min)``, ``Price`` over ``USD/hr``."""
    whole = " ".join(dict.fromkeys(part for part in parts if part))
    said = [heading_of(part) for part in parts if part]
    together = heading_of(whole)
    if len(said) < 2 or together.fact in ("low", "base", "high") or together.confidence >= 0.9:
        return together
    if any(one.fact == "nothing" for one in said):  # Manila over FTEs
        return Heading("nothing", 0.9)
    best = max(said, key=lambda one: (bool(one.fact), one.confidence))
    merged: dict[str, Any] = {
        name: next((value for one in reversed(said) if (value := getattr(one, name))), None if name == "unit" else "")
        for name in ("unit", "currency", "channel", "location", "year", "means")
    }
    if merged["location"] or merged["channel"] or merged["year"]:
        return Heading(best.fact, best.confidence, **merged)
    return together if together.confidence >= best.confidence else Heading(best.fact, best.confidence, **merged)


def _without(text: str) -> str:
    """A heading without what stands in brackets: ``Manila (USD/hr)`` is ``Manila``."""
    return re.sub(r"[(\[][^)\]]*[)\]]", " ", text).strip()


def _within(text: str) -> str:
    return " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", text))
