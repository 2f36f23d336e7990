"""Other numbers for every input of a comparison, and what the model says for them.

    typed = typed_numbers(comparison, 7)     {"in_own.hourly_wage": [21.5], "in_programme.voice.volume": [900, 850, ...
    expected = with_numbers(comparison, typed)

The numbers go by the names of the workbook and by what each input allows, not by what a scenario may say: so
what is assumed, months, calendars and switches are typed too. ``expected`` is the same model, line by line, with those
numbers: nothing is read, assembled or decided a second time.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from tcomodel import Comparison
from tcomodel.assembly import assemble
from tcomodel.digits import snapped
from tcomodel.evaluation import evaluate
from tcomodel.givens import givens_of
from tcomodel.model import Input
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel.names import name_of
from tcomodel.timeline import Constants
from tests.contracts import limits

Typed = dict[str, list[float]]  # by the defined name, the numbers of its cells in their order
TRIES = 40
DEFINITIONS = {*givens_of(Constants), "month", "position"}  # an hour has 3,600 seconds
YEARS = (1950, 2090)


def typed_numbers(comparison: Comparison, number: int) -> Typed:
    """Numbers for all inputs, drawn by a number, with which every formula still gives a finite one."""
    for attempt in range(TRIES):
        chance = Random(number * TRIES + attempt)
        at_edge = 0.15 * 0.8**attempt  # at their least, their most or nothing, which together may divide by zero
        typed = {name_of(one): list(_numbers(one, comparison, chance, at_edge)) for one in inputs_of(comparison)}
        _add_up(typed, comparison)
        try:
            other = with_numbers(comparison, typed)
        except (ProblemsFound, IndexError, ZeroDivisionError):
            continue
        if all(np.isfinite(other.values[row]).all() for row in other.model.rows):
            return typed
    raise AssertionError(f"no numbers of the draw {number} give finite results")


def inputs_of(comparison: Comparison) -> list[Input]:
    """The inputs a person may type over: all but the counters of months and what holds by definition."""
    return [one for one in comparison.model.inputs if one.name not in DEFINITIONS]


def with_numbers(comparison: Comparison, typed: Typed) -> Comparison:
    """The same comparison with other numbers in its inputs."""
    model = assemble(comparison.scenario, comparison.model.card)
    for one in model.inputs:
        if name_of(one) in typed:
            numbers = typed[name_of(one)]
            value = numbers[0] if np.ndim(one.value) == 0 else np.array(numbers)
            object.__setattr__(one, "value", value)  # an input is not changed; this one is ours alone
    inputs = model.programme.inputs
    start = f"{inputs['first_year'].value:04.0f}-{inputs['first_calendar_month'].value:02.0f}"
    model.scenario = replace(model.scenario, file=model.scenario.file.model_copy(update={"start": start}))
    return Comparison(model, evaluate(model))


def _add_up(typed: Typed, comparison: Comparison) -> None:
    """Keep what must add up: the shares of a mix and the milestones to 100 %, a seasonality to its twelve months."""
    wholes: dict[tuple[object, ...], list[str]] = {}
    sums = {}
    for one in inputs_of(comparison):
        if one.name.startswith("share_of_") or one.name == "milestones":
            wholes.setdefault((*one.scope.path, *one.place[:-1]), []).append(name_of(one))
        elif one.name == "seasonality" and round(float(np.mean(one.value)), 6) == 1:
            wholes[name_of(one),] = [name_of(one)]
            sums[name_of(one)] = np.size(one.value)
    for names in wholes.values():
        total = sum(sum(typed[name]) for name in names) / sums.get(names[0], 1) or 1.0
        typed |= {name: [snapped(value / total) for value in typed[name]] for name in names}


def _numbers(one: Input, comparison: Comparison, chance: Random, at_edge: float) -> Iterator[float]:
    """A number for each cell of an input; some stay, some are an edge, most are an amount as contracts have it."""
    given = one.given
    least, most = limits(given)
    most = min(most, comparison.scenario.file.months) if given.within_term else most
    stays = chance.random() < 0.1
    for value in np.atleast_1d(one.value):
        if stays:
            yield float(value)
        elif given.kind == "switch":
            yield float(chance.randint(0, 1))
        elif one.name == "first_year":
            yield float(chance.randint(*YEARS))
        elif given.kind == "whole" or one.name == "first_calendar_month":
            yield float(chance.randint(int(least), int(most)))
        elif one.scope.kind != "index" and chance.random() < at_edge:
            yield chance.choice([edge for edge in (given.least, given.most, least, most) if edge is not None])
        elif one.scope.kind == "index" or (value and chance.random() < 0.6):
            moved = float(f"{value * chance.uniform(0.6, 1.5):.9g}")  # not far off, where thresholds and bands lie
            moved = moved if given.most is None else min(moved, given.most)
            yield moved if given.least is None else max(moved, given.least)
        else:
            yield float(f"{chance.uniform(least, most):.9g}")
