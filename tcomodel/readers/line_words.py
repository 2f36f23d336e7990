"""What lines and inputs are in words: what each is for, when it is there, what can be stated, what is assumed.

The generated pages in ``docs/`` and the Method page of the dashboard say the same because both read it here.
"""

from functools import cache
from types import ModuleType

from tcomodel import (
    comparison,
    in_house,
    indices,
    inflation,
    old_team,
    poor_service,
    pricing,
    should_cost,
    staffing,
    timeline,
    transition,
    workload,
)
from tcomodel.contract import CLAUSES, INVOICE
from tcomodel.entry_numbers import said
from tcomodel.givens import Given, Terms, givens_of
from tcomodel.lines import MEMBERS, Line, people
from tcomodel.readers.english import inside_a_sentence, label, people_unit

PLACES = {
    "programme": "the programme",
    "demand": "each channel of the demand",
    "option": "the option",
    "channel": "each channel of the option",
    "index": "each index",
}


def modules() -> list[ModuleType]:
    """Every module that defines lines or inputs, in the order the money flows."""
    own = [timeline, indices, workload, staffing, inflation, poor_service, in_house]
    return [*own, *vendors(), *clauses(), INVOICE, transition, old_team, should_cost, comparison]


def vendors() -> list[ModuleType]:
    """The modules of the pricing models."""
    return [pricing.find(name) for name in pricing.names()]


def clauses() -> list[ModuleType]:
    """The modules of the clauses, in the order of operations on an invoice."""
    return [module for clause in CLAUSES.values() for module in clause.modules]


def inputs_of(module: ModuleType) -> list[tuple[type[Terms], Given]]:
    """The inputs of all Terms a module defines, in the order they are written."""
    terms = [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Terms) and one.__module__ == module.__name__
    ]
    own = [(one, given) for one in terms for given in givens_of(one).values()]
    return [(one, given) for one, given in own if given.name in vars(one).get("__annotations__", {})]


@cache
def known_inputs() -> dict[str, Given]:
    """Every input by its name."""
    return {given.name: given for module in modules() for _, given in inputs_of(module)}


# -- lines ---------------------------------------------------------------------------------------


def line_in_words(line: Line) -> str:
    """What a line is for, what it adds to, and when it is there at all."""
    says = line.says
    if line.posts_to:
        says += f" Posts to {line.posts_to}."
    if line.adds_to:
        says += f" Adds to {inside_a_sentence(people(line.adds_to))}."
    if line.given or line.chosen:
        says += f" *Only when* {_condition(line)}."
    return says


def place_in_words(line: Line) -> str:
    """Where a line stands: ``each channel of the option``."""
    return PLACES.get(line.per) or f"each of the {MEMBERS[line.per]}"


def _condition(line: Line) -> str:
    stated = [f"{_name(name)} is stated" for name in line.given]
    chosen = [f"{_name(name)} is “{value}”" for name, value in line.chosen]
    return " and ".join([*stated, *chosen])


def _name(name: str) -> str:
    known = known_inputs()
    return inside_a_sentence(label(known[name]) if name in known else people(name))


def unit_in_words(unit: str) -> str:
    """``money per month``; a dash where a number has no unit."""
    return people_unit(unit) or "–"


def limits_in_words(given: Given) -> str:
    """What can be stated: ``0 % to 100 %``, ``one of “start”, “end”``."""
    if given.kind == "choice":
        return "one of " + ", ".join(f"“{one}”" for one in given.choices)
    if given.kind == "switch":
        return "yes or no"
    least = "" if given.least is None else said(given, given.least)
    most = "" if given.most is None else said(given, given.most)
    span = (
        f"{least} to {most}" if least and most else f"{least} or more" if least else f"at most {most}" if most else ""
    )
    shape = {
        "whole": "a whole number",
        "calendar": "twelve numbers, January first",
        "hours": "twenty-four numbers, midnight first",
        "series": "a key of the catalogue, a file or months with values",
        "months": "one number a month; the last one goes on",
        "schedule": "steps of month and share",
    }.get(given.kind, "")
    per_channel = "one for each channel" if given.per_channel else ""
    return "; ".join(part for part in (shape, span, per_channel) if part) or "–"


def assumed_in_words(given: Given) -> str:
    """What is taken when nobody states an input, and why."""
    if given.assumed is None:
        return "nothing"
    if given.kind == "choice":
        value = f"“{given.assumed}”"
    elif given.kind == "switch":
        value = "yes" if given.assumed else "no"
    else:
        first = given.assumed[0] if isinstance(given.assumed, list) else given.assumed
        value = said(given, float(first))
    return f"{value}: {given.because}" if given.because else value
