"""One price goes through exchange rates of one kind: averages, or last days of a month.

PHP -> USD by the last day of 2024-05, then USD -> EUR by the average of 2024-05: stopped; 2024 has averages of both
"""

import re

from tcomodel.index_series import AVERAGE, END, PAIR, SeriesProblem
from tcomodel.rates.rate import NEW_EVIDENCE, Rate, Step
from tcomodel.rebasing.exchange import KIND_IN_WORDS, LAST_DAY, published
from tcomodel.rebasing.known import Known
from tcomodel.remembered import remembered

READ = re.compile(rf"{PAIR.pattern} \(")  # in the working of an older card: a rate that was read from a series


def kind_until_now(rate: Rate) -> str:
    """What the exchange rates stand for that a price went through since it was last stated; nothing for none."""
    for step in reversed(rate.history):
        if step.what in NEW_EVIDENCE or (step.what == "edited" and not step.was.keys().isdisjoint(("value", "base"))):
            return ""
        if step.what == "currency" and (kind := _kind_of(step)):
            return kind
    return ""


def _kind_of(step: Step) -> str:
    """What a step's exchange rates stand for; nothing for a stated rate."""
    if step.taken:
        return "" if step.taken == "stated" else step.taken
    return _kind_told(step.derivation)


@remembered
def _kind_told(derivation: str) -> str:
    """The same as the working says, where the step is one of an older card."""
    if not READ.search(derivation):
        return ""
    return END if LAST_DAY in derivation else AVERAGE


def of_another_kind(known: Known, of: str, into: str, date: str, taken: str) -> str:
    """What would do where a rate of one kind is wanted at a month and there is none: its year, or another series."""
    try:
        year = published(known, of, into, date[:4], taken=taken)
    except SeriesProblem:
        return f"name a series that holds {KIND_IN_WORDS[taken]}, or state the rate"
    return f"read the year {date[:4]} ({', '.join(year.keys)}), or state the rate"
