"""Units as people write them, in the words of a card: ``per FTE per month`` is ``agent/month``, ``/hr`` is ``hour``.

"USD per handled minute"   ->   minute, in USD
"PSPM"                     ->   seat/month
"Preis pro Stunde (EUR)"   ->   hour, in EUR; left over: preis
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from tcomodel.importing.currencies import CODES, money_of
from tcomodel.rates.units import UNIT_WORDS
from tcomodel.remembered import remembered

WORDS = {
    "hour": "h hr hrs hour hours hourly stunde stunden std heure heures horaire hora horas stundlich stundensatz",
    "minute": "min mins minute minutes minuten minuto minutos",
    "second": "sec secs second seconds sekunde sekunden",
    "day": "day days daily tag tage taglich jour jours dia dias",
    "week": "week weeks weekly woche wochen semaine semana",
    "month": "month months monthly mo mth mths monat monate monatlich mois mensuel mensuelle mensual mes meses pcm",
    "year": "year years yearly annual annually annum yr yrs jahr jahre jahrlich annee annuel ano anual",
    "seat": "seat seats workstation workstations arbeitsplatz platz poste postes puesto puestos",
    "agent": "agent agents fte ftes csr csrs rep reps representative advisor adviser associate vollzeitkraft vzae etp "
    "agente agentes berater user users",
    "person": "person persons people employee employees headcount mitarbeiter personne persona empleado",
    "contact": "contact contacts interaction interactions transaction transactions kontakt kontakte contacto contactos "
    "email emails mail mails chat chats",
    "call": "call calls anruf anrufe appel appels llamada llamadas",
    "ticket": "ticket tickets case cases incident incidents vorgang",
    "conversation": "conversation conversations",
    "message": "message messages sms",
    "action": "action actions",
    "resolution": "resolution resolutions resolved losung",
    "hire": "hire hires recruit recruits",
    "leaver": "leaver leavers",
    "%": "% percent pct prozent percentage",
    "flat": "flat lump one-time one-off onetime oneoff once einmalig pauschal forfait unico",
}  # fmt: skip
TOKEN = {word: token for token, words in WORDS.items() for word in words.split()}
CHANNEL_OF = {
    **dict.fromkeys(("email", "emails", "mail", "mails"), "email"),
    **dict.fromkeys(("chat", "chats"), "chat"),
    **dict.fromkeys(("call", "calls", "anruf", "anrufe", "appel", "appels", "llamada", "llamadas"), "voice"),
}
LINKS = frozenset((
    "per", "pro", "par", "por", "je", "each", "every", "of", "the", "in", "a", "an", "und", "and", "y", "et",
))  # fmt: skip
QUALIFIERS = frozenset((
    "handled", "handle", "handling", "productive", "production", "billable", "billed", "billing", "logged", "login",
    "log", "worked", "connected", "talk", "staffed", "scheduled", "paid", "active", "full", "time", "equivalent",
    "inbound", "outbound", "new", "sum", "dedicated", "shared",
))  # fmt: skip  # they say which hour or minute; told, not counted
KINDS = QUALIFIERS - {"full", "time", "equivalent", "sum", "billing", "handle", "handling"}  # what prices differ by
PHRASES = (
    (re.compile(r"\bp\.?\s?a\.?(?![a-z])"), " per year "),
    (re.compile(r"\bp\.\s?m\.?(?![a-z])"), " per month "),
    (re.compile(r"\bpspm\b"), " per seat per month "),
    (re.compile(r"\b(pfpm|pftepm|papm|pupm)\b"), " per agent per month "),
    (re.compile(r"\bpepm\b"), " per person per month "),
    (re.compile(r"\b(pph|p/h)\b"), " per hour "),
    (re.compile(r"\be-mail"), " email"),
    (re.compile(r"\bone[ -](time|off)\b"), " flat "),
    (re.compile(r"\blive chat"), " chat"),
)
TIMES = ("hour", "minute", "second", "day", "week", "month", "year")
PEOPLE = ("seat", "agent", "person")
COUNTED = ("contact", "call", "ticket", "conversation", "message", "action", "resolution", "hire", "leaver")


class UnitRead(NamedTuple):
    """A unit without its currency (``None``: none was found, ``""``: a sum of money as such), and what else was said.

    ``rest`` holds the words that were not understood, ``parts`` those that make the unit, as written, ``kinds`` those
    that say which hour or minute it is: paid, productive, handled.
    """

    unit: str | None
    currency: str = ""
    channel: str = ""
    rest: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    note: str = ""
    kinds: tuple[str, ...] = ()


@remembered
def plain(text: str) -> str:
    """A text for comparing: small letters without accents, one blank between words."""
    return " ".join(re.sub(r"[^a-z0-9%#]+", " ", without_accents(text)).split())


@remembered
def without_accents(text: str) -> str:
    """Small letters without accents: ``Größe`` is ``grosse``."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


@remembered
def unit_of(text: str) -> UnitRead:
    """The unit a text names; what is no unit and no currency is left in ``rest``."""
    exact = _as_the_card_writes_it(text.strip())
    if exact is not None:
        return exact
    money = money_of(text)
    told = without_accents(money.rest)
    for pattern, meaning in PHRASES:
        told = pattern.sub(meaning, told)
    words = re.findall(r"[a-z]+(?:-[a-z]+)?|%|[0-9]+|[^\sa-z0-9/.,()\[\]:;'\"&_-]", told)
    tokens: list[str] = []
    rest: list[str] = []
    parts: list[str] = []
    kinds: list[str] = []
    channel = ""
    for word in words:
        token = TOKEN.get(word)
        if token:
            tokens.append(token)
            parts.append(word)
            channel = channel or CHANNEL_OF.get(word, "")
        elif word in KINDS:
            kinds.append(word)
        elif word not in LINKS and word not in QUALIFIERS:
            rest.append(word)
    return UnitRead(_combined(tokens), money.currency, channel, tuple(rest), tuple(parts), money.note, tuple(kinds))


def _as_the_card_writes_it(text: str) -> UnitRead | None:
    parts = text.split("/")
    known = all(part in UNIT_WORDS or part in CODES for part in parts)
    if not known or text in CODES or text in PEOPLE:  # a bare seat: for how long is asked
        return None
    currency = next((part for part in parts if part in CODES), "")
    unit = "/".join(part for part in parts if part not in CODES)
    return UnitRead(unit, currency, "", (), tuple(parts))


def _combined(tokens: Iterable[str]) -> str | None:
    """The unit that some words make together; None where they make none."""
    named = list(dict.fromkeys(tokens))
    times = [one for one in named if one in TIMES]
    people = [one for one in named if one in PEOPLE]
    counted = [one for one in named if one in COUNTED]
    if not named or len(people) > 1:
        return None
    if "%" in named:
        return "%/year" if times == ["year"] and len(named) == 2 else "%" if named == ["%"] else None
    if "flat" in named:
        return "/".join(times) if len(named) - 1 == len(times) <= 1 else None
    if "resolution" in counted:  # per resolved ticket, per resolution
        return "resolution" if not times and not people and len(counted) <= 2 else None
    if len(counted) == 1 and not people:
        if not times:
            return counted[0]
        measured = times == [named[0]] and times[0] in ("minute", "second", "hour", "week", "day")
        return f"{times[0]}/{counted[0]}" if measured else None
    if counted or len(times) > 1:
        return None
    if people and times:
        return times[0] if times[0] in ("hour", "minute") else f"{people[0]}/{times[0]}"
    return times[0] if times else None  # per seat, per agent: for how long is asked
