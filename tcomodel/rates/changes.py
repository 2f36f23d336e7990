"""What is different on a card since it was opened.

philippines.hour   changed   base 11 -> 12, note '' -> 'asked on the phone'
manila.tooling     added     title 'Tooling', value 90, ...
"""

from dataclasses import dataclass
from typing import Literal

from tcomodel.rates.card import RateCard
from tcomodel.rates.rate import Fact, Rate

FACTS = tuple(name for name in Rate.model_fields if name not in ("key", "history"))
UNSTATED = {name: Rate.model_fields[name].default for name in FACTS if not Rate.model_fields[name].is_required()}


@dataclass(frozen=True)
class Change:
    """One rate that is not as it was; ``facts`` by name: before and after, None where there is no such rate."""

    key: str
    kind: Literal["added", "removed", "changed"]
    facts: dict[str, tuple[Fact, Fact]]


def changes(opened: RateCard, now: RateCard) -> tuple[Change, ...]:
    """Every rate whose facts are others than when the card was opened: in its order then, new ones after.

    The history of a rate is left out, and so is the order of the card. A rate that got another key is one that was
    removed and one that was added, because whoever names it has to follow.
    """
    found = []
    for key, before in opened.rates.items():
        after = now.rates.get(key)
        if after is before:
            continue
        if after is None:
            found.append(Change(key, "removed", {name: (fact, None) for name, fact in stated(before).items()}))
        elif different := _different(before, after):
            found.append(Change(key, "changed", different))
    for key, after in now.rates.items():
        if key not in opened.rates:
            found.append(Change(key, "added", {name: (None, fact) for name, fact in stated(after).items()}))
    return tuple(found)


def stated(rate: Rate) -> dict[str, Fact]:
    """The facts a rate states, without those left at nothing."""
    facts = {name: getattr(rate, name) for name in FACTS}
    return {name: fact for name, fact in facts.items() if name not in UNSTATED or fact != UNSTATED[name]}


def same_facts(one: Rate, other: Rate) -> bool:
    """Whether two rates say the same, however they came to it."""
    return not _different(one, other)


def _different(before: Rate, after: Rate) -> dict[str, tuple[Fact, Fact]]:
    was, now = before.__dict__, after.__dict__
    return {name: (was[name], now[name]) for name in FACTS if was[name] != now[name]}
