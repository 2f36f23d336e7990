"""What a reader of a card has to know about a rate before trusting it, each with its reason.

old              the evidence is of 2021, 4.9 years old; older than 2 years
no source        no source is stated
outside market   1,240 is 31 % above the highest of 3 comparable rates (720 to 945: manila.seat, ...)
edited           the figure was changed by hand on 2026-11-22 (base was 11), and the source is still the one of before
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from tcomodel.rates.card import RateCard
from tcomodel.rates.comparable import stated_source
from tcomodel.rates.market import Market, Standing, market
from tcomodel.rates.rate import Rate, Step
from tcomodel.rates.stages import WHAT_IT_SAYS, by_hand

OLDEST = 2.0  # years
KEYS_NAMED = 3

Kind = Literal["old", "no source", "outside market", "edited"]


@dataclass(frozen=True)
class Mark:
    """One reason to look twice at a rate."""

    kind: Kind
    reason: str


def marks(
    card: RateCard, today: str, oldest: float = OLDEST, market: Market | None = None
) -> dict[str, tuple[Mark, ...]]:
    """The marks of every rate that has some, by key in the order of the card.

    ``today`` is a date as 2026-11-22 (ValueError where it is none); ``oldest`` in years. Age counts from the date of
    the evidence: bringing a price of 2021 to prices of 2026 does not make it younger. Without a
    market the card's own rates are the market.
    """
    compared = market if market is not None else _own_market(card)
    day = last_day(today)
    found = {key: tuple(_marks(rate, card, day, oldest, compared)) for key, rate in card.rates.items()}
    return {key: of_rate for key, of_rate in found.items() if of_rate}


@lru_cache(maxsize=4096)  # the rates of a card share a few dates
def age(of: str, today: date) -> float:
    """Years from the end of a date's year, month or day until today, none for one to come: 2024 ends on 2024-12-31."""
    end = last_day(of)
    if end >= today:
        return 0.0
    years = today.year - end.year
    if _anniversary(end, years) > today:
        years -= 1
    before, after = _anniversary(end, years), _anniversary(end, years + 1)
    return years + (today - before).days / (after - before).days


def last_day(text: str) -> date:
    """The last day of a date as cards write it: 2024, 2024-05 or 2024-05-31."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    month = month or 12
    longest = monthrange(year, month)[1]
    return date(max(year, 1), month, min(day or longest, longest))


def _own_market(card: RateCard) -> Market:
    return market([card])


def _marks(rate: Rate, card: RateCard, today: date, oldest: float, compared: Market) -> Iterator[Mark]:
    evidence = rate.evidence_date
    years = age(evidence, today)
    if years > oldest:
        told = f"{years:.1f}".removesuffix(".0")
        limit = f"{oldest:g} {'year' if oldest == 1 else 'years'}"
        over = f"{told} years old; older than {limit}" if float(told) > oldest else f"just over {limit} old"
        yield Mark("old", f"the evidence is of {evidence}, {over}")
    if not stated_source(rate):
        yield Mark("no source", "no source is stated")
    elif step := by_hand(rate):
        on, was = f" on {step.on}" if step.on else "", _figures_before(step)
        yield Mark("edited", f"the figure was changed by hand{on}{was}, and the source is still the one of before")
    standing = compared.standing(rate, card)
    if standing is not None and standing.place != "within":
        yield Mark("outside market", _outside(rate, standing))


def _figures_before(step: Step) -> str:
    was = [f"{fact} was {_said(step.was[fact])}" for fact in WHAT_IT_SAYS if step.was.get(fact) is not None]
    return f" ({', '.join(was)})" if was else ""


def _outside(rate: Rate, standing: Standing) -> str:
    end = "highest" if standing.place == "above" else "lowest"
    far = standing.outside
    by = "" if far is None else f"{far:,.0f} % " if far >= 1 else "less than 1 % "
    keys = list(dict.fromkeys(other.rate.key for other in standing.others))
    more = f" and {len(keys) - KEYS_NAMED} more" if len(keys) > KEYS_NAMED else ""
    named = f"{', '.join(keys[:KEYS_NAMED])}{more}"
    return (
        f"{_said(rate.figure())} is {by}{standing.place} the {end} of {standing.count} comparable rates "
        f"({_said(standing.low)} to {_said(standing.high)}: {named}){_dates_apart(rate, standing)}"
    )


def _dates_apart(rate: Rate, standing: Standing) -> str:
    """What may explain a price outside the market: that it is of another year than the others."""
    first, last = standing.dates
    if {rate.as_of[:4]} == {first[:4], last[:4]}:
        return ""
    theirs = first if first == last else f"{first} to {last}"
    return f"; it is of {rate.as_of}, they are of {theirs}"


def _said(fact: object) -> str:
    """A fact in a sentence; a price of a message needs more decimals than one of a seat."""
    if not isinstance(fact, float | int):
        return str(fact)
    return f"{fact:,.2f}".removesuffix(".00") if abs(fact) >= 1 or fact == 0 else f"{fact:.4g}"


def _anniversary(day: date, years: int) -> date:
    """The same day years later; 29 February is 28 February where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
