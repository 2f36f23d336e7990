"""What was done to a rate, in words, step by step.

    11 USD/hour of 2024, × 1.0683 to prices of 2026-05 by us_cpi_u, × 0.9238 to EUR/hour

``history_in_words`` says it in one sentence, ``steps_of`` gives each step with its figures, working and source. What
was done to a rate that took another's place comes before the replacement, whose outcome is then the figure of now:

    currency   1,900 EUR/seat/month of 2026-10   2,100 USD/seat/month of 2026-10   of the rate that took its place
    replaced   1,760 USD/seat/month of 2026-10   2,100 USD/seat/month of 2026-10
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tcomodel.rates import Rate
from tcomodel.rates.rate import Fact
from tcomodel.rates.stages import Stage, facts_of, figures_in, first_facts, stages
from tcomodel.rebasing.price_way import indices_of

MONEY_OF_ITS_TIME = ("price date", "constant prices")
PLAIN = {"imported": "imported", "added": "added"}
IN_FIGURES = ("value", "low", "base", "high", "unit", "currency", "as_of")  # told by the figures before and after
FACTS = {
    "over": "volume over", "up_to": "volume up to", "conflicts_with": "contradicts",
    "because": "reason for the default",
}  # fmt: skip
OLD, NEW = "of the rate that was replaced", "of the rate that took its place"


class StepInWords(NamedTuple):
    """One step as people read it; every field is text, empty where there is nothing to say."""

    rate: str
    what: str
    before: str
    date_before: str
    factor: str
    after: str
    derivation: str
    source: str
    on: str
    other_facts: str  # what else changed, as it was
    of: str = ""  # where one rate took the place of another: which of the two the step was done to


def steps_of(rate: Rate) -> list[StepInWords]:
    """The steps of a rate in the order in which they happened.

    A replacement bears no date: what is on record after it counts as done to the new rate before it took the place.
    """
    told: list[StepInWords] = []
    replacement: Stage | None = None
    of_new: list[Stage] = []
    for stage in stages(rate):
        if stage.step.what == "replaced":
            told += _of_place(rate.key, replacement, of_new, to=stage.before)
            replacement, of_new = stage, []
        else:
            of_new.append(stage)
    if replacement is None:
        return [_in_words(rate.key, stage) for stage in of_new]
    return told + _of_place(rate.key, replacement, of_new, to=facts_of(rate))


def _of_place(key: str, replacement: Stage | None, done: list[Stage], to: Mapping[str, Any]) -> list[StepInWords]:
    """What was done to a rate, then how it took another's place; of the first one that stood there the steps alone."""
    if replacement is None:
        return [_in_words(key, stage, OLD) for stage in done]
    return [*(_in_words(key, stage, NEW) for stage in done), _in_words(key, replacement._replace(after=to))]


def history_in_words(rate: Rate, at: str = "base") -> str:
    """The way of one figure of a rate in a sentence; empty where nothing was done to it."""
    known = stages(rate)
    if not known:
        return ""
    start = _with_unit(first_facts(rate), at)
    return ", ".join([f"{start} of {first_facts(rate)['as_of']}", *(_move(stage, at) for stage in known)])


def figures_and_unit(facts: Mapping[str, Any]) -> str:
    """``8 / 11 / 14 USD/hour``."""
    return f"{' / '.join(_plain(one) for one in figures_in(facts).values())} {facts['unit']}"


def _in_words(key: str, stage: Stage, of: str = "") -> StepInWords:
    step, before, after = stage
    others = [f"{FACTS.get(name, name)} was {_said(was)}" for name, was in step.was.items() if name not in IN_FIGURES]
    arrived = f"{figures_and_unit(after)} of {after['as_of']}"
    return StepInWords(
        key, step.what, figures_and_unit(before), str(before["as_of"]), _factor(step.factor), arrived,
        step.derivation, step.source, step.on, "; ".join(others), of,
    )  # fmt: skip


def _move(stage: Stage, at: str) -> str:
    """``× 1.0683 to prices of 2026-05 by us_cpi_u``."""
    step, before, after = stage
    if step.what in PLAIN and not step.was:
        return PLAIN[step.what]
    by = f"× {_factor(step.factor)}" if step.factor is not None else step.what
    if step.what in MONEY_OF_ITS_TIME:
        prices = "constant prices" if step.what == "constant prices" else "prices"
        used = [index for index in indices_of(step, before["index"]) if index != "none"]
        index = f" by {' and '.join(used)}" if used else ""
        return f"{by} to {prices} of {after['as_of']}{index}"
    if step.what == "replaced":
        return f"replaced by {_with_unit(after, at)} of {after['as_of']}"
    if after["unit"] != before["unit"]:
        return f"{by} to {after['unit']}"
    if step.factor is not None:
        return f"{by} ({step.what})"
    return f"{by} to {_with_unit(after, at)}" if figures_in(after) != figures_in(before) else by


def _with_unit(facts: Mapping[str, Any], at: str) -> str:
    figures = figures_in(facts)
    return f"{_plain(figures.get(at, figures.get('value', figures.get('base', 0.0))))} {facts['unit']}"


def _factor(factor: float | None) -> str:
    return "" if factor is None else f"{factor:.10g}"


def _plain(number: float) -> str:
    return f"{number:,.10g}"


def _said(fact: Fact) -> str:
    if fact is None or fact in ("", ()):
        return "none"
    if isinstance(fact, tuple):
        return ", ".join(fact)
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return fact if isinstance(fact, str) else _plain(fact)
