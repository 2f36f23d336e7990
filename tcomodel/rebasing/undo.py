"""Going back: the last rebase taken off every rate it moved, and off the card.

    11.75 USD/hour of 2026-05, rebase 1: 11 USD/hour of 2024  ->  11 USD/hour of 2024, nothing on record

What each rate was stands on its record, so it comes back to the last digit.
"""

from typing import Any

from tcomodel.problems import Problem, ProblemsFound, problem
from tcomodel.rates.card import RateCard
from tcomodel.rates.rate import Rate
from tcomodel.rebasing.known import kept_name, made_by
from tcomodel.rebasing.rebase import CALLED_BEFORE, IN_RECORD, last_number
from tcomodel.rebasing.reference_period import is_value_of


def undone(card: RateCard) -> RateCard:
    """The card as it was before its last rebase: rates, series, name and record.

    Raises ProblemsFound where there was none, and with every rate that was changed since, which has to go back first.
    """
    number = last_number(card)
    if not number:
        raise problem(card.name, "no rebase is on the record of this card, so there is none to take back")
    if card.origins:
        raise problem(card.name, "it is laid over another card; take the rebase back on the card itself")
    moved = {key: rate for key, rate in card.rates.items() if any(step.rebase == number for step in rate.history)}
    later = [key for key, rate in moved.items() if rate.history[-1].rebase != number]
    if later:
        message = f"it was changed after rebase {number}; take that change back first"
        raise ProblemsFound(Problem(key, message, card.file, card.lines.get(key)) for key in later)
    given = [index for index, one in card.series.items() if one.note.endswith(made_by(number))]
    strays = {
        key: index for index in given for key, rate in card.rates.items()
        if key not in moved and is_value_of(rate, index)
    }  # fmt: skip
    if strays:
        told = f"which rebase {number} put on another reference period, but it was not moved by it; take it off first"
        raise ProblemsFound(Problem(key, f"it is a value of {index}, {told}") for key, index in strays.items())
    rates = {**card.rates, **{key: _before(rate, number) for key, rate in moved.items()}}
    place, line = next(
        (place, line) for place, line in enumerate(card.record)
        if (found := IN_RECORD.match(line)) and int(found[1]) == number
    )  # fmt: skip
    _, called, name = line.partition(CALLED_BEFORE)
    series = dict(card.series)
    for index in given:
        kept = series.pop(kept_name(index, number), None)
        if kept is None:
            del series[index]
        else:
            series[index] = kept
    record = (*card.record[:place], *card.record[place + 1 :])
    return card.with_rates(rates, name=name if called else card.name, record=record, series=series)


def _before(rate: Rate, number: int) -> Rate:
    """The rate without the last steps that belong to a rebase."""
    facts: dict[str, Any] = {}
    history = list(rate.history)
    while history and history[-1].rebase == number:
        facts |= history.pop().was
    return rate.model_copy(update={**facts, "history": tuple(history)})
