"""What a card says of an option in words: how it is paid, where the work is done, what a clause says in a line."""

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.fields import Field
from dashboard.formats import titled
from dashboard.forms import Forms, Part, title_of
from tcomodel import pricing as pricing_models

NOWHERE = ("any", "ai")  # first words of card rates that name no place
MOST_SAID = 3  # terms in the one line of a clause
TRANSITION = "transition"


def pricing_words(option: Any) -> str:
    """``Per seat``, ``Own team``."""
    said = option if isinstance(option, Mapping) else {}
    if "in_house" in said:
        return "Own team, in-house"
    model = _mapping(said.get("pricing")).get("model")
    if model in pricing_models.names():
        return f"Vendor, {pricing_models.title(model).lower().partition(':')[0]}"
    return "Pricing not stated"


def place_words(option: Any) -> str:
    """``Nearshore 80 %, onshore 20 %``; where no place is stated, that of its card rates; empty where it has none."""
    said = option if isinstance(option, Mapping) else {}
    shares = _mapping(said.get("locations"))
    if len(shares) == 1:
        return place_name(next(iter(shares)))
    if shares:
        return ", ".join(f"{place_name(name)} {_share(raw)}" for name, raw in shares.items())
    section = said.get("in_house") or said.get("pricing")
    places = dict.fromkeys(place for key in _rates_in(section) if (place := key.partition(".")[0]) not in NOWHERE)
    if places:
        return f"{' and '.join(map(place_name, places))} (by its card rates)"
    return ""


def place_name(word: str) -> str:
    """``united_states`` -> ``United States``."""
    if word == "ai":
        return "AI provider"
    if word == "any":
        return "Anywhere"
    return " ".join(part[:1].upper() + part[1:] for part in word.split("_"))


def summary(part: Part) -> str:
    """What a section says, in one line: ``Yearly indexation 4 %; indexation cap 3.5 %``."""
    said = [_said(field) for field in part.fields if field.raw is not None]
    counted = [
        f"{len(group.parts)} {group.noun if len(group.parts) == 1 else many(group.noun)}"
        for group in part.groups
        if group.parts
    ]
    shown, rest = said[:MOST_SAID], said[MOST_SAID:]
    parts = [*shown, *([f"{len(rest)} more"] if rest else []), *counted]
    text = "; ".join(parts).replace(" %", "\u00a0%")  # a number keeps its sign at the end of a line
    return text[:1].upper() + text[1:] or "Nothing stated yet"


def many(noun: str) -> str:
    """``tiers``, ``indices``."""
    return "indices" if noun == "index" else f"{noun}s"


def value_words(field: Field, raw: Any) -> str:
    """What is written, as a person reads it without its unit: ``1,760``, ``80 %``, ``yes``, ``8.2 (3.1 to 9)``."""
    if field.given.kind == "switch":
        return "yes" if raw not in (False, "no", "false", 0) else "no"
    if field.is_series:
        return field.series_words.removesuffix(".")
    if field.given.kind == "choice":
        return str(raw)
    return field.text(raw) + (f" ({field.ends_in_words})" if field.ends else "")


def others_state(forms: Forms, key: str) -> list[str]:
    """Clauses and sections that most other vendors' options state and this one does not, by their titles."""
    own = _stated(forms.options[key])
    vendors = [one for name, one in forms.options.items() if name != key and "pricing" in _mapping(one)]
    if "pricing" not in _mapping(forms.options[key]) or not vendors:
        return []
    counts: dict[str, int] = {}
    for one in vendors:
        for name in _stated(one):
            counts[name] = counts.get(name, 0) + 1
    return [title_of(name) for name, count in counts.items() if name not in own and 2 * count > len(vendors)]


def _stated(option: Any) -> list[str]:
    """The clauses of an option's contract, and how the work moves to it."""
    said = _mapping(option)
    return [*_mapping(said.get("contract")), *([TRANSITION] if TRANSITION in said else [])]


def _said(field: Field) -> str:
    words = field.label.partition(": ")[2] or field.label
    words = titled(words, first=False) if words[:2] != words[:2].upper() else words
    value = value_words(field, field.raw)
    if field.is_series:
        return f"{words} by schedule" if field.given.kind == "schedule" else f"{words} by month"
    unit = field.unit if not field.given.is_share and field.given.kind not in ("choice", "switch") else ""
    first = unit.split(" ")[0]
    named = not unit or bool({first, first.removesuffix("s")} & set(words.split()))
    return f"{words} {value}" if named else f"{words} {value} {unit}"


def _share(raw: Any) -> str:
    text = str(raw).replace("%", " %").replace("  ", " ")
    return text if "%" in text else f"{float(raw) * 100:g} %" if isinstance(raw, int | float) else text


def _rates_in(raw: Any) -> Iterator[str]:
    if isinstance(raw, Mapping):
        if isinstance(raw.get("rate"), str):
            yield raw["rate"]
        for one in raw.values():
            yield from _rates_in(one)


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}
