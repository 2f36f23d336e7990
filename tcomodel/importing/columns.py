"""Which fact of a rate a column holds, told from its heading: ours, and those that vendors write.

    "Price per seat per month (EUR)"   the price; unit seat/month; currency EUR
    "UoM"                              the unit
    "Manila"                           the price there, where other columns are places too

A heading is known to a degree: 1 for the very words, less where words are left over.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tcomodel.importing.currencies import money_of
from tcomodel.importing.locations import channel_of, location_of
from tcomodel.importing.scales import without_scale
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.rates.rate import Rate

PRICES = ("value", "low", "base", "high")
HEADINGS = {
    "key": "key|rate key",
    "title": "what is priced|title|description|service description|service|role|role description|position|skill|"
    "resource|resource type|activity|line item|item description|rate description|job title|job role|profile|"
    "service item|task|name|rate name|element|price item|pricing item|product|deliverable|designation|libelle|"
    "prestation|leistung|beschreibung|bezeichnung|rolle|descripcion|servicio|concepto|puesto|perfil|"
    "service type|function|agent type|type of service|resource description",
    "item": "item|rate item|what it is|position nr",
    "location": "location|country|site|city|delivery location|delivery country|delivery site|delivery centre|"
    "delivery center|geography|geo|region|shore|standort|land|pays|lieu|ville|pais|ubicacion|sede|ciudad|work location|"
    "location of delivery|hub|place|delivery hub|ort",
    "channel": "channel|contact channel|medium|media|kanal|canal|contact type|interaction type|channel type|channels",
    "value": "price|rate|unit price|unit rate|unit cost|cost|fee|charge|amount|tariff|value|bill rate|billing rate|"
    "billable rate|proposed rate|quoted rate|offered rate|offered price|proposed price|price per unit|rate per unit|"
    "cost per unit|ppu|net price|list price|standard rate|preis|einzelpreis|stuckpreis|satz|verrechnungssatz|betrag|"
    "kosten|tarif|prix|prix unitaire|cout|montant|taux|precio|precio unitario|tarifa|coste|costo|importe|rate card|"
    "price rate|contract rate|bid price|bid|stundensatz",
    "low": "low|min|minimum|lower|lowest|low price|min price|minimum price|min rate|p10|10th percentile|niedrig|"
    "minimo|mini|low estimate|low rate|price low|rate low|price min|rate min",
    "base": "base|mid|middle|midpoint|median|p50|most likely|expected|typical|average|mean|mittel|moyen|medio|"
    "base price|base rate|mid price|50th percentile|base case",
    "high": "high|max|maximum|upper|highest|high price|max price|maximum price|max rate|p90|90th percentile|hoch|"
    "maximo|maxi|high estimate|high rate|price high|rate high|price max|rate max",
    "range": "low and high are|range|range means|range is",
    "currency": "currency|ccy|curr|cur|currency code|wahrung|devise|monnaie|moneda|divisa|billing currency|"
    "price currency",
    "unit": "unit|uom|u o m|unit of measure|unit of measurement|measure|per|basis|billing unit|price unit|pricing unit|"
    "rate unit|charge unit|rate basis|pricing basis|billing basis|charging basis|price basis|unit type|einheit|"
    "mengeneinheit|unite|unite de mesure|unidad|unidad de medida|price per|rate type|unit of charge|units of measure|"
    "pricing model|billing model",
    "as_of": "price date|as of|as of date|date|effective date|effective|effective from|valid from|validity start|"
    "start date|price year|rates valid from|price base|price base date|base date|price level|year|gultig ab|stand|"
    "datum|date d effet|valable a partir du|fecha|fecha efectiva|valido desde|vigente desde|date of price|rate year|"
    "rate effective date|in force from",
    "over": "volume over|over|volume above",
    "from": "volume from|from volume|min volume|minimum volume|volume min|lower volume|tier from|band from|ab menge|"
    "from qty|volume lower|tier start",
    "up_to": "volume up to|up to|volume to|to volume|max volume|maximum volume|volume max|tier to|band to|bis menge|"
    "to qty|volume upper|tier end",
    "band": "volume band|volume tier|tier band|volume range|monthly volume band|band|staffel|tranche|tramo",
    "index": "index|price index",
    "source": "source|quelle|fuente|source of the price|vendor|supplier|provider|bidder|lieferant|anbieter|fournisseur|"
    "proveedor|vendor name|supplier name",
    "address": "source address|address of the source|link|url|web address",
    "note": "note|notes|remark|remarks|comment|comments|assumption|assumptions|bemerkung|bemerkungen|kommentar|hinweis|"
    "remarque|remarques|commentaire|commentaires|observaciones|notas|nota|comentarios|conditions|vendor comments",
    "conflicts_with": "in conflict with|conflicts with",
    "default": "default",
    "because": "because",
    "detail": "language|languages|shift|tier|level|seniority|grade|skill level|complexity|service window|coverage|lob|"
    "line of business|service line|workstream|tower|program|programme|department|sprache|schicht|niveau|stufe|langue|"
    "idioma|nivel|hours of operation|experience|category|sub category|subcategory|group|queue|business unit|"
    "service level|work type|skill type|inbound outbound|direction|day type|hours of service",
    "nothing": "total|sum|qty|quantity|volume|volumes|fte|ftes|headcount|seats|hours|minutes|extended price|extended|"
    "annual total|total price|total cost|annual cost|total annual|monthly total|no|nr|line|line no|ref|reference|id|"
    "sku|code|rate id|discount|tax|vat|mwst|menge|gesamt|summe|anzahl|cantidad|total annuel|quantite|variance|"
    "previous rate|prior rate|old rate|old price|last year|valid to|valid until|end date|expiry|expiry date|status|"
    "estimated volume|contacts|calls|check",
}
FACT = {word: fact for fact, words in HEADINGS.items() for word in words.split("|")}
MEANS = {"min": "minimum and maximum", "max": "minimum and maximum", "p10": "P10 and P90", "p90": "P10 and P90"}
PRICE_WORDS = frozenset(
    [
        "price",
        "prices",
        "rate",
        "rates",
        "cost",
        "fee",
        "charge",
        "tariff",
        "preis",
        "preise",
        "satz",
        "prix",
        "tarif",
        "taux",
        "cout",
        "precio",
        "precios",
        "tarifa",
        "coste",
        "costo",
        "stundensatz",
        "unit",
        "proposed",
        "offered",
        "quoted",
        "net",
        "billing",
        "bill",
        "billable",
        "your",
        "vendor",
        "standard",
    ]
)
MISSING = frozenset(
    [
        "total",
        "sum",
        "quantity",
        "qty",
        "volume",
        "budget",
        "annual",
        "extended",
        "previous",
        "prior",
        "old",
        "last",
        "discount",
        "baseline",
    ]
)


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


@lru_cache(maxsize=5_000)
def heading_of(text: str) -> Heading:
    """What a heading says, by its words alone."""
    text = without_scale(text)
    told = plain(text)
    if not told or len(told) > 120:
        return Heading("", 0)
    means = next((meaning for word, meaning in MEANS.items() if word in told.replace("imum", "").split()), "")
    if told in FACT:
        fact = FACT[told]
        ours = told == HEADINGS[fact].split("|")[0]
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
    if words & MISSING:
        return Heading("nothing", 0.6)
    if words and words <= PRICE_WORDS:
        return Heading("value", 0.85, **spoken)
    if not words and (found.unit is not None or found.currency):
        sure = (found.unit is not None and bool(found.currency)) or "/" in text or told.startswith("per ")
        return Heading("value" if sure else "", 0.8 if sure else 0.4, **spoken)
    for fact in ("currency", "unit", "location", "channel", "as_of", "note", "title", "source"):
        whole = [word for word in HEADINGS[fact].split("|") if len(word) > 3]
        if any(re.search(rf"\b{re.escape(word)}\b", told) for word in whole):
            return Heading(fact, 0.6)
    if words & PRICE_WORDS:
        return Heading("value", 0.6, means=means, **spoken)
    return Heading("", 0, **spoken)


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


KNOWN_FACTS = (*(name for name in Rate.model_fields if name != "history"), "from", "band", "detail", "nothing")
