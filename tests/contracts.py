"""Contracts drawn from the whole space: any pricing model under any set of clauses, any switch, any input.

Nothing here names a clause: sections follow from the declared inputs, so a new clause is drawn as soon as its file
exists. ``FITTING`` holds what a declaration does not say (tiers join, a cap is above its floor, weights are below one).
A drawn contract may still contradict itself; the model then refuses it in words (``refusal``), and never otherwise.
"""

from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tcomodel.givens import Given, Members, givens_of, members_of

INDICES = {
    "prices": {"series": {"2025-01": 100, "2026-01": 103.1, "2027-01": 105.8}, "projection": 0.025},
    "peso": {"series": {"2026-10": 56.4, "2026-11": 57.1, "2026-12": 58.9, "2027-01": 58.2}, "projection": 0.01},
}
AMOUNTS = {  # how large a number of a unit is in a contract of this size
    "currency": (0, 300_000), "currency/month": (100, 90_000), "currency/year": (1_000, 90_000),
    "currency/seat/month": (500, 4_000), "currency/agent/month": (5, 300), "currency/hour": (5, 40),
    "currency/minute": (0.1, 1), "currency/contact": (0.2, 9), "currency/resolution": (0.5, 4),
    "currency/unit": (0.2, 9), "currency/agent": (100, 5_000), "currency/person": (50, 900),
    "currency/person/year": (40_000, 120_000), "currency/day": (100, 2_000), "currency/seat": (100, 2_000),
    "contact/month": (100, 60_000), "unit/month": (100, 60_000), "agent": (1, 60), "seat": (1, 60), "person": (0, 9),
    "month": (0, 12), "day": (0, 60), "hour": (0, 400), "second": (1, 120), "1": (0, 1), "1/month": (0, 3),
    "day/month": (15, 31), "second/contact": (60, 900), "hour/month": (1, 400), "point": (0, 10),
}  # fmt: skip


def number(low: float, high: float) -> st.SearchStrategy[float]:
    """A number as a person would write it, six digits at most."""
    return st.floats(low, high, allow_nan=False).map(lambda value: float(f"{value:.6g}"))


def value_of(given: Given, channels: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """What may be written for an input."""
    if given.kind == "choice":
        return st.sampled_from(given.choices)
    if given.kind == "switch":
        return st.booleans()
    low, high = AMOUNTS.get(given.unit, (0, 1))
    low = low if given.least is None else max(low, given.least)
    high = high if given.most is None else min(high, given.most)
    high = max(low, high)
    if given.kind == "whole":
        return st.integers(int(low), max(int(low), int(min(high, 12))))
    if given.kind == "schedule":
        return st.just([{"month": 1, "share": 0.4}, {"month": 5, "share": 0.6}])
    if given.kind == "hours":
        return st.just([0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 6, 6, 5, 5, 4, 3, 2, 2, 1, 1, 0])
    if given.kind == "months":
        return st.lists(number(low, high), min_size=1, max_size=3)
    if given.per_channel:
        return st.fixed_dictionaries({channel: number(low, high) for channel in channels})
    return number(low, high)


def section(terms: type[BaseModel], channels: tuple[str, ...], name: str) -> st.SearchStrategy[dict[str, Any]]:
    """A section with any of its inputs; those it cannot do without are always there."""
    needed, optional = {}, {}
    for key, given in givens_of(terms).items():
        fitting = FITTING.get((name, key), FITTING.get(key, ...))
        if fitting is None:
            continue
        entry = value_of(given, channels) if fitting is ... else fitting
        (needed if key in NEEDED.get(name, ()) else optional)[key] = entry
    for key, group in members_of(terms).items():
        entry = FITTING.get(key) or members(group, channels)
        (needed if key in NEEDED.get(name, ()) else optional)[key] = entry
    drawn = st.fixed_dictionaries(needed, optional=optional)
    return drawn.map(TIDY[name]) if name in TIDY else drawn


def members(group: Members, channels: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """The members of a group."""
    one = section(group.terms, channels, group.kind)
    if group.ordered:
        entries: st.SearchStrategy[Any] = st.lists(one, min_size=1, max_size=3)
        return st.fixed_dictionaries(dict.fromkeys(channels, entries)) if group.per_channel else entries
    names = list(INDICES) if group.of_indices else ["first", "second", "third"]
    return st.dictionaries(st.sampled_from(names), one, min_size=1)


NEEDED: dict[str, tuple[str, ...]] = {}
FITTING: dict[Any, Any] = {}
TIDY: dict[str, Any] = {}


def vendor(channels: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A vendor under any pricing model and any clauses."""
    clauses = {name: section(clause.terms, channels, name) for name, clause in CLAUSES.items()}
    return st.sampled_from(pricing.names()).flatmap(
        lambda model: st.fixed_dictionaries(
            {
                "pricing": section(pricing.find(model).Pricing, channels, model).map(lambda terms: {"model": model, **terms}),
                "contract": st.fixed_dictionaries({}, optional=clauses),
            }
        )
    )
