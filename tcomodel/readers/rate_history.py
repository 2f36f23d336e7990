"""What was done to a rate, in words, step by step.

    11 USD/hour of 2024, × 1.0683 to prices of 2026-05 by us_cpi_u, × 0.9238 to EUR/hour

``history_in_words`` says it in one sentence, ``steps_of`` gives each step with its figures, working and source.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tcomodel.rates import Rate
from tcomodel.rates.stages import Stage, figures_in, first_facts, stages
from tcomodel.rebasing.price_way import indices_in

MONEY_OF_ITS_TIME = ("price date", "constant prices")
PLAIN = {"imported": "imported", "added": "added"}


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


def steps_of(rate: Rate) -> list[StepInWords]:
    """The steps of a rate, the first one first."""
    return [_in_words(rate.key, stage) for stage in stages(rate)]


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


def _in_words(key: str, stage: Stage) -> StepInWords:
    step, before, after = stage
    shown = {"value", "low", "base", "high", "unit", "as_of"}
    others = [f"{name.replace('_', ' ')} was {_said(was)}" for name, was in step.was.items() if name not in shown]
    arrived = f"{figures_and_unit(after)} of {after['as_of']}"
    return StepInWords(
        key, step.what, figures_and_unit(before), str(before["as_of"]), _factor(step.factor), arrived,
        step.derivation, step.source, step.on, "; ".join(others),
    )  # fmt: skip


def _move(stage: Stage, at: str) -> str:
    """``× 1.0683 to prices of 2026-05 by us_cpi_u``."""
    step, before, after = stage
    if step.what in PLAIN and not step.was:
        return PLAIN[step.what]
    by = f"× {_factor(step.factor)}" if step.factor is not None else step.what
    if step.what in MONEY_OF_ITS_TIME:
        prices = "constant prices" if step.what == "constant prices" else "prices"
        used = [index for index in indices_in(step.derivation, before["index"]) if index != "none"]
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


def _said(fact: Any) -> str:
    if isinstance(fact, tuple):
        return ", ".join(fact) or "empty"
    return "empty" if fact in (None, "") else str(fact)
