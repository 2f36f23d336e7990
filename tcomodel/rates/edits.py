"""A card changed by hand: every function gives a new card, with the step on record, or says all that is wrong.

    card = edited(card, "philippines.hour", {"base": 12, "note": "asked on the phone"}, on="2026-11-22")
    changes(opened, card)             philippines.hour: base 11 -> 12, note '' -> 'asked on the phone'
    card = restored(card, opened, ["philippines.hour"])

Rates that contradict each other name each other under ``conflicts_with``. When one goes, the others lose its name; when
one gets another key, they follow. Only a choice is never made here: while two or more stay in conflict, their default
does not go before a person has said which one takes its place.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tcomodel.problems import Problem, ProblemsFound, nearest, problem
from tcomodel.rates.card import RateCard
from tcomodel.rates.changes import FACTS, Change, changes, same_facts
from tcomodel.rates.index_points import on_another_base
from tcomodel.rates.rate import FIGURES, Rate, Step
from tcomodel.rates.slips import NEEDED, slips, tidied
from tcomodel.rates.units import money_in

__all__ = ["Change", "added", "changes", "edited", "removed", "renamed", "restored"]

KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
ALONE: dict[str, Any] = {"conflicts_with": (), "default": None, "because": ""}  # a rate that contradicts no other


def edited(card: RateCard, key: str, changes: Mapping[str, Any], on: str = "") -> RateCard:
    """The card with facts of one rate changed; the same card where nothing is.

    A new unit brings its currency, and a value instead of a range (``value=11, low=None, base=None, high=None``) takes
    the meaning of the range away. ``on`` is the day, for the record. Raises ProblemsFound with every slip;
    ``where`` is the fact, or empty for facts that contradict each other.
    """
    rate = _rate(card, key)
    wanted = tidied(changes)
    if isinstance(wanted.get("unit"), str) and "currency" not in wanted:
        wanted["currency"] = money_in(wanted["unit"])
    if wanted.get("value") is not None and "range" not in wanted and "low" in wanted and wanted["low"] is None:
        wanted["range"] = None
    written = {name: fact for name, fact in wanted.items() if name not in FACTS or getattr(rate, name) != fact}
    if not written:
        return card
    facts = {name: getattr(rate, name) for name in FACTS} | written
    _refuse(slips(card, key, facts, written))
    return card.with_rates({**card.rates, key: rate.after("edited", written, on=on)})


def added(card: RateCard, key: str, facts: Mapping[str, Any], on: str = "") -> RateCard:
    """The card with one more rate at its end. Raises ProblemsFound with every slip: ``where`` is the fact, or key."""
    wanted = tidied(facts)
    if isinstance(wanted.get("unit"), str) and "currency" not in wanted:
        wanted["currency"] = money_in(wanted["unit"])
    _refuse([*_slips_of_key(card, key), *slips(card, key, wanted, {*NEEDED, *wanted})])
    rate = Rate(**wanted, key=key, history=(Step(what="added", on=on),))
    return card.with_rates({**card.rates, key: rate})


def removed(card: RateCard, keys: Iterable[str], on: str = "") -> RateCard:
    """The card without some of its rates; the card's record says so, and rates that named them lose the name.

    Raises ProblemsFound, with the rate as ``where``, for unknown keys and where rates that contradict each other would
    be left without their default; with ``the card`` for its last rate.
    """
    going = dict.fromkeys(keys)
    _refuse(_unknown(card.rates, going))
    if len(going) == len(card):
        raise problem("the card", "a card has one rate or more; this would take the last one away")
    orphaned: dict[str, set[str]] = {}
    stay = {}
    for key, rate in card.rates.items():
        if key in going:
            continue
        gone = [other for other in rate.conflicts_with if other in going]
        left = tuple(other for other in rate.conflicts_with if other not in going)
        default = next((other for other in gone if card.rates[other].default), None)
        if left and default and not any(card.rates[other].default for other in (key, *left)):
            orphaned.setdefault(default, set()).update((key, *left))
        stay[key] = _without(rate, gone, left, on) if gone else rate
    _refuse(
        Problem(key, f"it is the default of rates that contradict each other; first make {_one_of(card, others)} it")
        for key, others in orphaned.items()
    )
    record = [f"{f'{on}: ' if on else ''}removed {key} ({_in_words(card.rates[key])})" for key in going]
    return card.with_rates(stay, record=(*card.record, *record))


def renamed(card: RateCard, key: str, new_key: str, on: str = "") -> RateCard:
    """The card with a rate under another key, in its old place; rates that name it follow.

    Scenarios that name it do not: they are files of their own. Raises ProblemsFound with ``key`` as ``where``.
    """
    rate = _rate(card, key)
    if new_key == key:
        return card
    _refuse(_slips_of_key(card, new_key))
    told = f"its key was {key}"
    rates = {}
    for name, one in card.rates.items():
        if name == key:
            step = Step(what="edited", derivation=told, on=on)
            rates[new_key] = rate.model_copy(update={"key": new_key, "history": (*rate.history, step)})
        elif key in one.conflicts_with:
            follows = tuple(new_key if other == key else other for other in one.conflicts_with)
            told_other = f"{key} became {new_key}"
            rates[name] = one.after("edited", {"conflicts_with": follows}, derivation=told_other, on=on)
        else:
            rates[name] = one
    origins = {new_key if name == key else name: one for name, one in card.origins.items()}
    return card.with_rates(rates, origins=origins)


def restored(card: RateCard, opened: RateCard, keys: Iterable[str], on: str = "") -> RateCard:
    """The card with some rates as they were when it was opened, their history too: going back is no step.

    A rate that was removed stands in its old place again and is named again by those that contradict it; a rate that
    was added since goes. Raises ProblemsFound, with the rate as ``where``, for a key that neither card has, and for a
    rate that contradicts one which is not on the card, and for a value of an index that stands on another base since.
    """
    wanted = dict.fromkeys(keys)
    _refuse(_unknown({**opened.rates, **card.rates}, wanted))
    back = [key for key in wanted if key in opened.rates]
    _refuse(on_another_base(card, opened, back))
    returning = {key for key in back if key not in card.rates}
    rates = {**card.rates, **{key: opened.rates[key] for key in back}}
    if returning:
        rates = {key: rates[key] for key in _old_places(card, opened, returning)}
        _name_again(rates, opened, returning, on)
    _refuse(
        Problem(key, f"it contradicts {other}, which is not on the card; bring that one back too")
        for key in back
        for other in rates[key].conflicts_with
        if other not in rates
    )
    record = [f"{f'{on}: ' if on else ''}put back {key}" for key in opened.rates if key in returning]
    card = card.with_rates(rates, record=(*card.record, *record))
    new = [key for key in wanted if key not in opened.rates]
    return removed(card, new, on) if new else card


def _rate(card: RateCard, key: str) -> Rate:
    _refuse(_unknown(card.rates, [key]))
    return card.rates[key]


def _unknown(rates: Mapping[str, Rate], keys: Iterable[str]) -> list[Problem]:
    return [Problem(key, f"the card has no {key!r}{nearest(key, rates)}") for key in keys if key not in rates]


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise what was found, if anything was."""
    found = tuple(problems)
    if found:
        raise ProblemsFound(found)


def _slips_of_key(card: RateCard, key: str) -> list[Problem]:
    """Why a rate cannot have this key on this card."""
    if key in card.rates:
        return [Problem("key", f"the card has a rate {key} already")]
    if KEY.fullmatch(key):
        return []
    words = (re.sub(r"[^a-z0-9]+", "_", word).strip("_") for word in key.lower().split("."))
    better = ".".join(filter(None, words))
    found = repr(key) if key else "nothing"
    hint = f"; write {better}" if better and better not in card.rates else ""
    return [Problem("key", f"found {found}, expected words of small letters, digits and _ joined by dots{hint}")]


def _without(rate: Rate, gone: list[str], left: tuple[str, ...], on: str) -> Rate:
    """A rate that contradicted others which are gone; alone, it is no default of anything."""
    facts = {"conflicts_with": left} if left else ALONE
    told = f"{', '.join(gone)} {'was' if len(gone) == 1 else 'were'} removed from the card"
    return rate.after("edited", facts, derivation=told, on=on)


def _one_of(card: RateCard, keys: set[str]) -> str:
    *most, last = (key for key in card.rates if key in keys)
    return f"{', '.join(most)} or {last}"


def _in_words(rate: Rate) -> str:
    figures = " / ".join(f"{getattr(rate, name):,.10g}" for name in FIGURES if getattr(rate, name) is not None)
    return f"{rate.title}, {figures} {rate.unit}, {rate.location}"


def _old_places(card: RateCard, opened: RateCard, returning: set[str]) -> list[str]:
    """The keys of the card in order, each returning one behind the rate it stood behind."""
    behind: dict[str | None, list[str]] = {}
    last = None
    for key in opened.rates:
        if key in returning:
            behind.setdefault(last, []).append(key)
        elif key in card.rates:
            last = key
    order = list(behind.get(None, ()))
    for key in card.rates:
        order += [key, *behind.get(key, ())]
    return order


def _name_again(rates: dict[str, Rate], opened: RateCard, returning: set[str], on: str) -> None:
    """Let rates that contradicted a returning one do so again."""
    for key, rate in rates.items():
        before = opened.rates.get(key)
        if before is None or before is rate or not returning.intersection(before.conflicts_with):
            continue
        named = {*rate.conflicts_with, *returning}
        facts: dict[str, Any] = {
            "conflicts_with": (
                *(other for other in before.conflicts_with if other in named),
                *(other for other in rate.conflicts_with if other not in before.conflicts_with),
            )
        }
        if rate.default is None:
            facts |= {"default": before.default, "because": before.because}
        again = rate.after("edited", facts, derivation="what it contradicted is on the card again", on=on)
        rates[key] = before if same_facts(again, before) else again
