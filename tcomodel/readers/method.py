"""How a number flows, from the volume to what it is worth today: the steps, and what stands in each of them.

    2 Volume, contacts, hours
      Contacts        contacts per month   Contacts, with those of customers who come back.
                      issues / (1 - (1 - first-contact resolution) x repeat share)
      First-contact resolution             72 %, rate card: ...

Everything is read off the lines and the declared inputs, as on the page ``docs/lines.md``; of a comparison only what
it uses is there, with the values it has.
"""

import inspect
from dataclasses import dataclass, replace
from types import ModuleType

from tcomodel import (
    comparison,
    in_house,
    indices,
    inflation,
    old_team,
    poor_service,
    should_cost,
    staffing,
    timeline,
    transition,
    workload,
)
from tcomodel.contract import INVOICE
from tcomodel.lines import Line, lines_of
from tcomodel.model import Input, Placed
from tcomodel.readers.answer import input_in_words
from tcomodel.readers.english import formula_in_words, label, people_unit
from tcomodel.readers.line_words import (
    assumed_in_words,
    clauses,
    inputs_of,
    known_inputs,
    limits_in_words,
    line_in_words,
    modules,
    unit_in_words,
    vendors,
)
from tcomodel.readers.trace import source_of
from tcomodel.results import Comparison

MOST_VALUES = 3  # values of an input that are listed; more are counted


@dataclass(frozen=True)
class Step:
    """A step on the way of the money: its name, what happens in it, the modules with its lines."""

    title: str
    about: str
    modules: tuple[ModuleType, ...]


@dataclass(frozen=True)
class LineSaid:
    """A line in words: name, unit, what it is for, how it is made."""

    label: str
    unit: str
    says: str
    formula: str


@dataclass(frozen=True)
class InputSaid:
    """An input in words: name, what it is, its value here (or what is possible), who says so (or what is assumed)."""

    label: str
    help: str
    value: str
    source: str


def steps() -> tuple[Step, ...]:
    """The way of the money, every module in one of its steps."""
    return (
        Step("Time", "Months, contract years, indices, and what later money is worth.", (timeline, indices, inflation)),
        Step("Volume, contacts, hours", "What customers want becomes contacts and hours of work.", (workload,)),
        Step("People", "Hours of work become agents, hires and leavers.", (staffing,)),
        Step("Your own team", "People and places become the money that doing it yourself costs.", (in_house,)),
        Step("The vendor's price", "What is used becomes a fee, one way for each pricing model.", tuple(vendors())),
        Step("The contract", "Clauses turn the fee into an invoice, always in this order.", (*clauses(), INVOICE)),
        Step(
            "Changing over, and what it leaves",
            "The hand-over, the old team, and customers lost to poor service.",
            (transition, old_team, poor_service),
        ),
        Step("The answer", "Costs become totals, today's worth, savings and unit costs.", (comparison,)),
        Step("The vendor's margin", "What the vendor itself pays; no cost of yours.", (should_cost,)),
    )


def title_of(module: ModuleType) -> str:
    """What a module is about: the first sentence of its file."""
    return (module.__doc__ or "").strip().partition("\n")[0].strip().rstrip(".")


def told(module: ModuleType) -> str:
    """The rest of what a module says of itself, with its worked example; may be empty."""
    return inspect.cleandoc(module.__doc__ or "").partition("\n")[2].strip("\n")


# -- all there is -----------------------------------------------------------------------------------


def every_line(module: ModuleType) -> list[LineSaid]:
    """The lines of a module in words."""
    return [
        LineSaid(label(line), unit_in_words(line.unit), line_in_words(line), formula_in_words(line, known_inputs()))
        for line in lines_of(module)
    ]


def every_input(module: ModuleType) -> list[InputSaid]:
    """The inputs of a module, with what is possible and what is assumed."""
    found = []
    for _, given in inputs_of(module):
        unit = people_unit(given.unit)
        limits = " ".join(part for part in (limits_in_words(given), f"({unit})" if unit else "") if part)
        found.append(InputSaid(label(given), given.help, limits, assumed_in_words(given)))
    return found


# -- what a comparison uses -------------------------------------------------------------------------


def lines_used(module: ModuleType, rows: dict[Line, Placed]) -> list[LineSaid]:
    """The lines of a module that are there (``rows_by_line``), in the words of the option they stand in first."""
    return [row_said(rows[line]) for line in lines_of(module) if line in rows]


def rows_by_line(result: Comparison) -> dict[Line, Placed]:
    """A row for each line that a comparison has, the first of those it stands in."""
    return {row.line: row for row in reversed(result.model.rows)}


def sums_of(result: Comparison) -> list[LineSaid]:
    """What the model adds up by itself: the lines of a category, totals, prices blended over locations."""
    known = {line for module in modules() for line in lines_of(module)}
    first = {(row.name, row.says): row for row in reversed(result.model.rows) if row.line not in known}
    return [_sum_said(row) for row in reversed(first.values())]


def row_said(row: Placed) -> LineSaid:
    """A row in words, whatever it is made of in other places."""
    name = label(row.line) if row.label == row.line.label else row.label
    return LineSaid(name, unit_in_words(row.unit), row.says, formula_in_words(row.line, known_inputs()))


def _sum_said(row: Placed) -> LineSaid:
    said = row_said(row)
    return said if row.line.is_blend else replace(said, formula="the sum of all lines that belong to it")


def inputs_used(module: ModuleType, placed: dict[tuple[str, str], list[Input]], result: Comparison) -> list[InputSaid]:
    """The inputs of a module that a comparison takes (``inputs_by_given``), with their values and who says so."""
    found = []
    for _, given in inputs_of(module):
        ones = placed.get((given.name, given.help))
        if ones:
            found.append(InputSaid(label(given), given.help, _values(ones, result.currency), _sources(ones, result)))
    return found


def inputs_by_given(result: Comparison) -> dict[tuple[str, str], list[Input]]:
    """The placed inputs of a comparison by what declares them: name and meaning."""
    found: dict[tuple[str, str], list[Input]] = {}
    for one in result.model.inputs:
        found.setdefault((one.given.name, one.given.help), []).append(one)
    return found


def _values(ones: list[Input], currency: str) -> str:
    values = list(dict.fromkeys(input_in_words(one, currency) for one in ones))
    return "; ".join(values) if len(values) <= MOST_VALUES else f"{len(values)} different values, one for each place"


def _sources(ones: list[Input], result: Comparison) -> str:
    """Who says so; which line of the file says it is nothing to read on a screen."""
    found = [source_of(one, result) for one in ones]
    texts = [one.text.partition(", line")[0] if one.kind in ("scenario", "file") else one.text for one in found]
    sources = list(dict.fromkeys(texts))
    return "; ".join(sources) if len(sources) <= MOST_VALUES else f"{len(sources)} different sources"
