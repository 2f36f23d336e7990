"""Which conditions of a line nobody could miss: then leaving one out is no other model.

A line that posts nothing is there only when another asks for it. Where all that ask have the same condition, or lines
before it stand for every other alternative, its own condition says it once more.
"""

import inspect
from collections import defaultdict
from functools import cache

from tcomodel import assembly
from tcomodel.lines import Line, lines_of
from tests.whole_model import givens_of_the_model, lines_of_the_model

Condition = str | tuple[str, str]  # an input that is stated, or a choice with its alternative
SHOWN = {*assembly.FIGURES, *assembly.AGAINST_BASELINE, *assembly.SHOWN, *assembly.ESTIMATED, *assembly.TEAMS}


def said_elsewhere(line: Line, condition: Condition) -> bool:
    """Whether the condition holds wherever somebody asks for the line."""
    return _asked_only_with(line, condition, frozenset()) or (
        isinstance(condition, tuple) and _said_before(line, *condition)
    )


def _asked_only_with(line: Line, condition: Condition, on_the_way: frozenset[str]) -> bool:
    if line.posts_to or line.adds_to or line.name in SHOWN:
        return False
    return all(
        condition in (*one.given, *one.chosen)
        or (one.name not in on_the_way and _asked_only_with(one, condition, on_the_way | {line.name}))
        for one in _asking().get(line.name, ())
        if one.name != line.name
    )


@cache
def _asking() -> dict[str, list[Line]]:
    """The lines that have each name among their ingredients, or stand in another's place."""
    found: dict[str, list[Line]] = defaultdict(list)
    for _, line in lines_of_the_model():
        for name in {one.name for one in line.ingredients} | {line.otherwise}:
            if name:
                found[name].append(line)
    return found


def _said_before(line: Line, choice: str, own: str) -> bool:
    """Whether lines before this one stand for all other alternatives of the choice."""
    given = next(given for _, given in givens_of_the_model() if given.name == choice)
    left = set(line.chosen) - {(choice, own)}
    of_file = lines_of(inspect.getmodule(line.function))  # type: ignore[arg-type]
    before = [one for one in of_file[: of_file.index(line)] if (one.name, one.per) == (line.name, line.per)]
    stand_in = {
        value
        for one in before
        for name, value in one.chosen
        if name == choice and set(one.given) <= set(line.given) and set(one.chosen) - {(name, value)} <= left
    }
    return stand_in >= set(given.choices) - {own}
