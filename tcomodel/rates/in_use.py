"""A card cut down to the rates somebody uses, so that it can go along with what was made with it.

philippines.hour, moves with vendor_wages      of Vendor A, with its series vendor_wages
any.attrition                                  of Public reference rates, and the record says so

Rebases are counted card by card. What another card went through stays on record, but is no rebase of the new one.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tcomodel.index_series import IndexSeries, SeriesProblem
from tcomodel.rates.card import RateCard
from tcomodel.rates.rate import Rate

OF_REBASE = re.compile(r"\(Of (rebase \d+)\.\)$")  # how the note of a series ends that a rebase gave to its card


def in_use_of(card: RateCard, keys: Iterable[str]) -> RateCard:
    """A card of the rates called, those they are in conflict with, and the series of their own they move with.

    A rate of another card it was laid over keeps its meaning; the record says where it comes from.
    """
    wanted = _with_conflicts(card, keys)
    series: dict[str, IndexSeries] = {}
    rates: dict[str, Rate] = {}
    for key in wanted:
        origin = card.origin(key)
        is_own = (origin.name, origin.record) == (card.name, card.record)
        rate = card[key] if is_own else of_another_card(card[key])
        rates[key] = _with_its_series(rate, origin, series, is_own)
    own = {key: card.origins.get(key, card) for key in wanted}
    tops = {id(own[key]): own[key] for key in wanted}
    record = [*card.record]
    for other in tops.values():
        if other.name != card.name:
            theirs = [key for key in wanted if own[key] is other]
            record.append(f"from the card '{other.name}' ({other.as_of}): {', '.join(theirs)}")
            record += [f"the card '{other.name}': {line}" for line in other.record]
    record = list(dict.fromkeys(record))
    return replace(card, rates=rates, series=series, record=tuple(record), origins={}, lines={}, file="", text="")


def _with_conflicts(card: RateCard, keys: Iterable[str]) -> list[str]:
    """The keys in the order of the card, with those that their rates name as being in conflict."""
    wanted, left = set(), list(keys)
    while left:
        key = left.pop()
        if key not in wanted and key in card.rates:
            wanted.add(key)
            left += card[key].conflicts_with
    return [key for key in card.rates if key in wanted]


def of_another_card(rate: Rate) -> Rate:
    """The rate, whose steps are part of no rebase of the card it goes to."""
    if not any(step.rebase for step in rate.history):
        return rate
    history = tuple(step.model_copy(update={"rebase": 0}) for step in rate.history)
    return rate.model_copy(update={"history": history})


def _with_its_series(rate: Rate, origin: RateCard, series: dict[str, IndexSeries], is_own: bool) -> Rate:
    """The rate, its series put among those of the new card; under another name where one means something else."""
    try:
        meant = origin.index(rate.index)
    except SeriesProblem:
        return rate  # it moves with nothing, or with an index nobody has a series of
    name = rate.index
    if name in series and not _same(series[name], meant):
        name = f"{rate.index} of {origin.name}"
    if is_own and rate.index in origin.series:
        before = f"{rate.index} before rebase "  # what the card had there itself, so that it can be taken back
        series |= {key: one for key, one in origin.series.items() if key.startswith(before)} | {name: meant}
    elif name not in series and (rate.index in origin.series or name != rate.index):
        note = OF_REBASE.sub(lambda found: f"(Of {found[1]} of the card '{origin.name}'.)", meant.note)
        series[name] = replace(meant, note=note)
    return rate if name == rate.index else rate.model_copy(update={"index": name})


def _same(one: IndexSeries, other: IndexSeries) -> bool:
    return one.first == other.first and np.array_equal(one.values, other.values, equal_nan=True)
