"""All that is wrong with the facts of one rate, at once, each beside the fact it is about.

    unit: USD/huor, low: 14, base: 11, high: 20
      unit   holds 'huor', which is no unit of this card; did you mean hour?
             out of order: low 14, base 11, high 20

``Rate`` stops at the first rule that joins several facts. So each group of facts that answer for one another is tried
again on a rate where everything else is right.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from tcomodel.index_series import index_names, nearest_index
from tcomodel.problems import Problem, nearest
from tcomodel.rates.card import RateCard, slips_of
from tcomodel.rates.rate import Rate

FACTS = tuple(name for name in Rate.model_fields if name not in ("key", "history"))
NEEDED = ("title", "unit", "location", "channel", "as_of")
TEXTS = ("item", "source", "address", "note", "because")  # empty where nothing is said
GROUPS = (
    ("value", "low", "base", "high", "range"),
    ("unit", "currency"),
    ("over", "up_to"),
    ("default", "because"),
)
RIGHT = {"title": "A rate", "value": 1.0, "unit": "1", "location": "Any", "channel": "all", "as_of": "2024"}


def tidied(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as a rate holds them: text without spaces around it, an emptied cell as nothing stated, keys in a list."""
    tidy: dict[str, Any] = {}
    for name, fact in facts.items():
        value = fact.strip() if isinstance(fact, str) else tuple(fact) if isinstance(fact, list) else fact
        if name == "as_of" and value is not None:
            value = str(value)
        elif name in TEXTS and value is None:
            value = ""
        elif name == "index" and value in (None, ""):
            value = "none"
        elif name == "conflicts_with" and (value is None or isinstance(value, str)):
            value = tuple(re.findall(r"[^\s,;]+", value or ""))
        elif value == "" and name not in (*TEXTS, *NEEDED):
            value = None
        tidy[name] = value
    return tidy


def slips(card: RateCard, key: str, facts: Mapping[str, Any], changed: Collection[str]) -> list[Problem]:
    """What is wrong with a rate of these facts on this card; ``changed`` names those that somebody wrote just now.

    ``where`` of a problem is the fact; where several facts contradict each other and more than one of them was
    written, it is empty.
    """
    unknown = [name for name in facts if name not in FACTS]
    found = [Problem(name, _why_unknown(name)) for name in unknown]
    blank = [name for name in NEEDED if name in changed and facts.get(name) in (None, "")]
    found += [Problem(name, f"{name} is missing") for name in blank]
    known = {name: fact for name, fact in facts.items() if name not in (*unknown, *blank)}
    stated = [problem for problem in _slips_of_facts(known, changed) if problem.where not in blank]
    return [*found, *stated, *_slips_on_card(card, key, known, changed)]


def _why_unknown(name: str) -> str:
    if name in ("key", "history"):
        return f"the {name} of a rate is not a fact to write; " + (
            "give the rate another key instead" if name == "key" else "it is kept as the rate is changed"
        )
    return f"{name} is not a fact a rate has{nearest(name, FACTS)}"


def _slips_of_facts(facts: Mapping[str, Any], changed: Collection[str]) -> list[Problem]:
    """The slips of each fact, then those of facts that contradict each other, each told once."""
    together = _tried(facts)
    if not together:
        return []
    found: dict[str, Problem] = {}  # by message: the place that a group knows better is told first
    for group in GROUPS:
        part = {name: facts[name] for name in group if name in facts}
        if part and not ("unit" in group and "unit" not in facts):
            alone = {name: fact for name, fact in RIGHT.items() if name not in group or name == "unit"}
            _note(found, _tried({**alone, **part}), [name for name in group if name in changed])
    _note(found, together, [name for name in facts if name in changed])
    return list(found.values())


def _note(found: dict[str, Problem], told: list[tuple[str, str]], written: list[str]) -> None:
    """Add slips that were not told yet; one of several facts stands beside the only fact that was written."""
    for where, message in told:
        place = where or (written[0] if len(written) == 1 else "")
        found.setdefault(f"{where}: {message}", Problem(place, message))


def _tried(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fact and the message of each slip of a rate with these facts; nothing where it is one."""
    try:
        Rate(**facts)
    except ValidationError as error:
        return [(str(place[0]) if place else "", message) for place, message in slips_of(error)]
    return []


def _slips_on_card(card: RateCard, key: str, facts: Mapping[str, Any], changed: Collection[str]) -> Iterator[Problem]:
    """What a rate says about the card it stands on: its index, and the rates it contradicts."""
    index = facts.get("index", "none")
    if "index" in changed and isinstance(index, str):
        names = (*index_names(), *card.series)
        if index not in names:
            yield Problem("index", f"index {index!r} is not known{nearest_index(index, names)}")
    if not {"conflicts_with", "default"} & set(changed):
        return
    others = facts.get("conflicts_with") or ()
    for other in others if isinstance(others, tuple) else ():
        if other == key:
            yield Problem("conflicts_with", "a rate cannot contradict itself")
        elif other not in card.rates:
            yield Problem("conflicts_with", f"the card has no {other!r}{nearest(str(other), card.rates)}")
    if others and facts.get("default") is None:
        yield Problem("default", "a rate that contradicts others is the default among them or not: say which, and why")
