"""What a rate was before and after each of its steps, read back from what it is now.

    11 USD/hour of 2024  --price date x 1.0683-->  11.75 USD/hour of 2026-05  --currency x 0.9238-->  10.86 EUR/hour

Nothing is worked out again: a step holds what it changed as it stood before.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tcomodel.rates.rate import FIGURES, NEW_EVIDENCE, Rate, Step

WHAT_IT_SAYS = (*FIGURES, "unit", "currency")


class Stage(NamedTuple):
    """One step with the facts of the rate before and after it."""

    step: Step
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def stages(rate: Rate) -> list[Stage]:
    """The steps of a rate, the first one first."""
    found = []
    after = facts_of(rate)
    for step in reversed(rate.history):
        before = {**after, **step.was}
        found.append(Stage(step, before, after))
        after = before
    return found[::-1]


def first_facts(rate: Rate) -> Mapping[str, Any]:
    """The facts of a rate as they were before anything was done to it."""
    known = stages(rate)
    return known[0].before if known else facts_of(rate)


def first_said(rate: Rate) -> tuple[Any, ...]:
    """The figures, unit and currency a rate had when its evidence was written down, before it was brought elsewhere.

    Rates that were first the same are copies of one; a figure changed by hand is no copy of what it was.
    """
    said = {name: getattr(rate, name) for name in WHAT_IT_SAYS}
    for step in reversed(rate.history):
        if step.what in NEW_EVIDENCE or (step.what == "edited" and not step.was.keys().isdisjoint(WHAT_IT_SAYS)):
            break
        said |= {name: fact for name, fact in step.was.items() if name in said}
    return tuple(said.values())


def by_hand(rate: Rate) -> Step | None:
    """The last step that wrote another figure while nobody stated another source, then or later."""
    for step in reversed(rate.history):
        if "source" in step.was or step.what in NEW_EVIDENCE:
            return None
        if step.what == "edited" and any(fact in step.was for fact in WHAT_IT_SAYS):
            return step
    return None


def facts_of(rate: Rate) -> Mapping[str, Any]:
    """What a rate says, without its key and what was done to it."""
    return {name: getattr(rate, name) for name in Rate.model_fields if name not in ("key", "history")}


def figures_in(facts: Mapping[str, Any]) -> dict[str, float]:
    """The figures among the facts of a rate, by name: ``{"value": 21.82}`` or low, base and high."""
    return {name: float(facts[name]) for name in FIGURES if facts.get(name) is not None}
