"""What was changed in a workbook of ours after it was exported, by hand and in another program, put on record.

Rates!F7 says 99, As exported says 21.82     ->   a step "edited", from 21.82
a row of As exported that Rates lacks        ->   a line of the card's record
a row of Rates that As exported lacks        ->   a rate whose history begins here
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from tcomodel.importing.own_sheets import said
from tcomodel.importing.sheet import EMPTY, Sheet
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.card import MOST_PROBLEMS
from tcomodel.rates.columns import EXPORTED, RATES, facts_of
from tcomodel.rates.rate import Rate, Step

NO_RATE = "it holds no rate; leave this sheet as it was exported, or delete it"


def exported_facts(sheet: Sheet, file: str) -> dict[str, dict[str, Any]]:
    """The facts of each rate by its key as they were exported; raises ProblemsFound where a row holds none."""
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for _, cells in sorted(sheet.rows.items())[1:]:
        key = said(cells.get(0, EMPTY))
        try:
            facts = json.loads("".join(said(cell) for column, cell in sorted(cells.items()) if column > 0))
        except (ValueError, RecursionError):
            facts = None
        if isinstance(facts, dict):
            found[key] = facts
        else:
            problems.append(Problem(f"{EXPORTED}, {key}", NO_RATE, file))
    if problems:
        raise ProblemsFound(problems[:MOST_PROBLEMS])
    return found


def with_changes(
    rates: Mapping[str, Rate], exported: Mapping[str, Mapping[str, Any]], places: Mapping[str, str], on: str
) -> dict[str, Rate]:
    """The rates, each with a step for what was changed in the file; ``places`` say where each stands."""
    return {key: _with_change(rate, exported.get(key), places[key], on) for key, rate in rates.items()}


def _with_change(rate: Rate, was: Mapping[str, Any] | None, place: str, on: str) -> Rate:
    if was is None:
        told = "written into the file after it was exported"
        step = Step(what="imported", source=place, derivation=told, on=on)
        return rate.model_copy(update={"history": (*rate.history, step)})
    now = facts_of(rate)
    names = [name for name in Rate.model_fields if not _same(now.get(name), was.get(name))]
    if not names:
        return rate
    before = _before(rate.key, was)
    changes = {name: getattr(rate, name) for name in names}
    told = "changed in the file after it was exported"
    step = Step(
        what="edited", was={name: getattr(before, name) for name in changes}, source=place, derivation=told, on=on
    )
    return rate.model_copy(update={"history": (*rate.history, step)})


def told_changes(
    rates: Mapping[str, Rate], after: Mapping[str, Rate], exported: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """What the card's record says of the changes: which rates were changed, added and left out."""
    changed = [key for key in rates if key in exported and after[key] is not rates[key]]
    added = [key for key in rates if key not in exported]
    if changed:
        yield f"Changed in the file after it was exported: {', '.join(changed)}."
    if added:
        yield f"Added in the file after it was exported: {', '.join(added)}."
    for key, facts in exported.items():
        if key not in rates:
            rate = _before(key, facts)
            figures = " to ".join(f"{figure:g}" for figure in rate.figures.values())
            yield f"Taken out of the sheet {RATES} after it was exported: {key} ({rate.title}, {figures} {rate.unit})."


def _before(key: str, facts: Mapping[str, Any]) -> Rate:
    """The rate as it was exported; raises ProblemsFound where the facts make none."""
    try:
        return Rate(**facts)
    except (ValueError, TypeError):
        raise ProblemsFound([Problem(f"{EXPORTED}, {key}", NO_RATE)]) from None


def _same(one: Any, other: Any) -> bool:
    """Whether a fact is the same; a spreadsheet keeps 15 digits of a number."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-14)
    return bool(one == other)
