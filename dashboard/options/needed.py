"""What a new option is asked for: the inputs its pricing cannot do without, and the rates of the card that fit them.

Which inputs these are is not listed anywhere: the model is asked, with an option that states nothing, what it misses.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.fields import Field
from dashboard.formats import titled
from dashboard.forms import Forms
from dashboard.options.moves import word
from tcomodel import RateCard, compare, pricing, scenario_from
from tcomodel.givens import Given, givens_of
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.units import same_unit

IN_HOUSE = "in_house"
OF_OWN_TEAM = ("hourly_wage", "on_cost_rate")  # what an own team is asked for first; all else has its box in the form
NEW = "new"  # the option that stands in while the model is asked
WITHOUT_OPTIONS = ("start", "months", "currency", "demand", "service", "staffing", "inflation", "indices")
MEANT = {  # what rates are called that an input means, the word behind the place: philippines.seat_month
    "seat_rate": ("seat_month",),
    "hour_rate": ("hour",),
    "minute_rate": ("minute",),
    "hourly_wage": ("wage",),
    "on_cost_rate": ("on_cost",),
    "resolution_price": ("resolution",),
    "conversation_price": ("conversation",),
    "action_price": ("action",),
    "ticket_price": ("contact", "chat", "call"),
    "overflow_price": ("contact", "chat", "call"),
}
OF_AN_OWN_TEAM = ("wage", "on_cost", "cost_per_contact", "cost_per_call", "productive_hour", "ticket")  # never billed


def kinds() -> list[str]:
    """``in_house`` and every pricing model."""
    return [IN_HOUSE, *pricing.names()]


def section_of(kind: str) -> dict[str, Any]:
    """What an option of this kind states before anybody stated a number."""
    return {"in_house": {}} if kind == IN_HOUSE else {"pricing": {"model": kind}}


def asked_fields(data: Mapping[str, Any], kind: str, card: RateCard, folder: str | None) -> list[Field]:
    """The boxes of a new option; an input that is priced by channel has one for each."""
    names = OF_OWN_TEAM if kind == IN_HOUSE else needed(shared_text(data), kind, folder, card.fingerprint, card)
    forms = Forms({**data, "options": {NEW: section_of(kind)}}, card)
    own = next(part for part in forms.option(NEW) if part.place[2:3] in (("pricing",), (IN_HOUSE,)))
    fields = {field.given.name: field for field in reversed(own.fields) if field.given.name in names}
    return [one for name in names for one in _by_channel(fields[name], forms.channels)]


def shared_text(data: Mapping[str, Any]) -> str:
    """The programme without its options, as text."""
    return json.dumps({name: data[name] for name in WITHOUT_OPTIONS if name in data})


@st.cache_data(show_spinner=False, max_entries=64)
def needed(text: str, kind: str, folder: str | None, fingerprint: str, _card: RateCard) -> tuple[str, ...]:
    """The inputs that a pricing model misses in a programme when nothing is stated, in the order of its file.

    Kept by the programme's text and the card's ``fingerprint``.
    """
    givens = givens_of(pricing.find(kind).Pricing)
    stated: dict[str, Any] = {}
    for _ in givens:
        data = {**json.loads(text), "options": {NEW: {"pricing": {"model": kind, **stated}}}}
        missing = _missing(data, folder, _card, givens) - set(stated)
        if not missing:
            break
        stated |= {name: "50%" if givens[name].is_share else 1 for name in missing}
    return tuple(name for name in givens if name in stated)


def rates_for(field: Field, card: RateCard, place: str = "") -> list[Rate]:
    """The rates of a card that an input may take, those of the place first, and of these those that are meant."""
    found = [rate for rate in card.rates.values() if _fits(field, rate)]
    return sorted(found, key=lambda rate: (not is_of(rate, place), not _is_meant(field.given, rate)))


def rate_at(field: Field, card: RateCard, place: str) -> Rate | None:
    """The rate of the card that is meant by an input at a place; None where the card has none."""
    if field.place[-1] != field.given.name:
        return None  # a price by channel: no rate of a place is
    fitting = (rate for rate in rates_for(field, card, place) if is_of(rate, place))
    return next((rate for rate in fitting if _is_meant(field.given, rate)), None)


def places_of(fields: Iterable[Field], card: RateCard) -> list[str]:
    """The places for which the card has what a new option is asked for first."""
    for field in fields:
        meant = [rate for rate in rates_for(field, card) if _is_meant(field.given, rate)]
        if meant:
            return list(dict.fromkeys(place_of(rate) for rate in meant))
    return []


def place_of(rate: Rate) -> str:
    """``philippines`` of ``philippines.seat_month``."""
    return rate.key.partition(".")[0]


def is_of(rate: Rate, place: str) -> bool:
    """Whether a rate is one of a place, as a person may write it: ``United States``."""
    return place_of(rate) == word(place)


def _missing(data: dict[str, Any], folder: str | None, card: RateCard, givens: Mapping[str, Given]) -> set[str]:
    """The inputs of a pricing model that the model names when it says what is missing."""
    try:
        compare(scenario_from(data, Path(folder) if folder else None), card)
    except ProblemsFound as found:
        told = [problem.message for problem in found.problems if problem.where.startswith(f"options.{NEW}")]
        return {name for message in told for name in re.findall(r"[a-z_]+", message) if name in givens}
    return set()


def _by_channel(field: Field, channels: tuple[str, ...]) -> list[Field]:
    if len(channels) < 2 or not (field.given.per_channel or "by channel" in field.given.help):
        return [field]
    if field.place[-1] in channels:
        field = replace(field, place=field.place[:-1], label=titled(field.given.label))
    return [
        replace(field, place=(*field.place, name), label=f"{field.label}, {titled(name, first=False)}")
        for name in channels
    ]


def _fits(field: Field, rate: Rate) -> bool:
    given, what = field.given, _what(rate)
    if given.kind not in ("number", "whole", "months") or rate.currency not in (None, field.currency):
        return False
    if not same_unit(rate.plain_unit, given.unit):
        return False
    return _is_meant(given, rate) or not (given.is_share or what in OF_AN_OWN_TEAM or given.name == "hourly_wage")


def _is_meant(given: Given, rate: Rate) -> bool:
    return _what(rate) in MEANT.get(given.name, ())


def _what(rate: Rate) -> str:
    return rate.key.split(".")[1] if "." in rate.key else ""
