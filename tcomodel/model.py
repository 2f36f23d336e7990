"""What a model is made of: places, placed inputs, placed lines, options.

A place (scope) is where lines live: the programme, its demand per channel, an index, an option, a channel of
an option, a member of a group such as a tier or a service level. Each knows where to look for a name it does
not have itself:

    tier of a channel -> the channel of the option -> the option -> that channel's demand -> the programme
    -> what is assumed

Months run along the last axis. An index has an axis of its own: it begins years before the contract.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np

from tcomodel.givens import SPEAKS_OF_UNITS, Given
from tcomodel.index_series import IndexSeries
from tcomodel.lines import Line, people
from tcomodel.rates import Rate, RateCard
from tcomodel.scenario import Scenario
from tcomodel.stated_ranges import StatedRange
from tcomodel.yaml_file import Path


@dataclass(frozen=True, eq=False, repr=False)
class Input:
    """A placed input: a number somebody stated, or one that is assumed because nobody did."""

    given: Given
    scope: "Scope"
    value: Any  # a float, or an array over months (or twelve for a calendar)
    rate: Rate | None = None
    assumed: bool = False
    from_file: str = ""
    from_series: IndexSeries | None = None
    place: Path = ()
    spread: StatedRange | None = None  # the range somebody stated around it

    @property
    def name(self) -> str:
        return self.given.name

    @property
    def key(self) -> str:
        """``manila.voice.handle_time``: how people and programs name the input."""
        return ".".join((*self.scope.path, self.name))

    @cached_property
    def is_monthly(self) -> bool:
        return isinstance(self.value, np.ndarray) and self.given.kind not in ("calendar", "hours")

    @property
    def differs_by_month(self) -> bool:
        """Whether rows that take it have a number each month: it is a series, or is drawn as one."""
        return self.is_monthly or (self.spread is not None and self.spread.by_month)

    @property
    def unit(self) -> str:
        return self.given.unit

    @property
    def label(self) -> str:
        return self.given.label


@dataclass(eq=False, repr=False)
class Placed:
    """A line at its place, with what each of its ingredients means there."""

    line: Line
    scope: "Scope"
    arguments: list[Any]  # Placed, Input, or a list of them for a group
    is_monthly: bool = True

    @property
    def name(self) -> str:
        return self.line.name

    @cached_property
    def unit(self) -> str:
        """The unit, with what the option's pricing counts in place of ``unit``: ``currency/minute``."""
        return self.scope.counting(self.line.unit)

    @cached_property
    def label(self) -> str:
        return self.scope.counting(self.line.label)

    @property
    def says(self) -> str:
        """What the row is for, in the words of what the pricing counts."""
        return self.scope.counting(self.line.says)

    @cached_property
    def ingredients(self) -> "list[Placed | Input]":
        """What the row is made of, members of groups one by one, without its own past."""
        flat = (one for argument in self.arguments for one in (argument if isinstance(argument, list) else [argument]))
        return [one for one in flat if one is not self]

    @property
    def key(self) -> str:
        """``manila.voice.contacts``: how people and programs name the row."""
        return ".".join((*self.scope.path, self.name))


@dataclass(eq=False, repr=False)
class Scope:
    """A place where lines live.

    ``groups`` holds its channels and other members by kind, ``parts`` the clauses a contract has, ``counts`` what
    the pricing of an option counts (``minute``), which stands for ``unit`` in units and labels.
    """

    kind: str
    path: tuple[str, ...]
    label: str
    around: "list[Scope]" = field(default_factory=list)  # where to look next, nearest first
    lines: dict[str, list[Line]] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    groups: "dict[str, list[Scope]]" = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    counts: "str | dict[str, dict[str, str]]" = ""  # or a choice, and the word for each of its alternatives
    modules: tuple[ModuleType, ...] = ()  # the files whose lines stand here
    first_measured: int = 1  # of an index: the first of its months that has a value of its own
    sums: "dict[str, list[tuple[Line, Scope]]]" = field(default_factory=dict)  # lines that say they add to a name
    later: "dict[str, tuple[str, list[Placed]]]" = field(default_factory=dict)  # sums placed when somebody asks

    @cached_property
    def chain(self) -> "list[Scope]":
        return [self, *self.around]

    @property
    def channels(self) -> "list[Scope]":
        return self.groups.get("channel", [])

    def members(self, kind: str) -> "list[Scope]":
        return self.groups.get(kind, [])

    def inside(self) -> "Iterator[Scope]":
        """The members of all groups, and what is inside them."""
        for group in self.groups.values():
            for one in group:
                yield one
                yield from one.inside()

    @property
    def is_inner(self) -> bool:
        """Whether the place is a part of another, so that its rows need its name beside theirs."""
        return self.kind not in ("programme", "assumed", "option")

    def add_lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.lines.setdefault(line.name, []).append(line)

    def stated(self, name: str) -> bool:
        """Whether somebody gave a value to this input (an assumption does not count), the group or the clause."""
        for scope in self.chain:
            if name in scope.parts or (name in scope.inputs and not scope.inputs[name].assumed):
                return True
        return False

    def value(self, name: str) -> Any:
        """The value of an input as this place sees it, stated or assumed; None where there is none."""
        return next((scope.inputs[name].value for scope in self.chain if name in scope.inputs), None)

    def chosen(self, name: str) -> str | None:
        return next((scope.choices[name] for scope in self.chain if name in scope.choices), None)

    def counting(self, text: str) -> str:
        """A unit or a label with what the pricing counts in place of ``unit``."""
        if not SPEAKS_OF_UNITS.search(text):
            return text
        counts = next((scope.counts for scope in self.chain if scope.counts), "unit")
        if isinstance(counts, dict):
            choice, words = next(iter(counts.items()))
            counts = words.get(str(self.chosen(choice)), "unit")
        several = "amounts" if counts == "currency" else f"{counts}s"
        named = re.sub(r"\bunits\b", several, re.sub(r"\bUnits\b", several.capitalize(), text))
        return re.sub(r"\bunit\b", counts, named).replace("currency/currency", "1")

    def resolved(self, given: Given) -> Given:
        """An input's declaration with what the pricing counts in place of ``unit``, and in its level's measure."""
        if not given.follows_place:
            return given
        if given.measured and self.chosen("measured_in") == "number":
            return replace(given, unit="-", most=None)
        unit, label, help = (self.counting(text) for text in (given.unit, given.label, given.help))
        if (unit, label, help) == (given.unit, given.label, given.help):
            return given
        return replace(given, unit=unit, label=label, help=help)


class Missing(Exception):
    """A line needs something nobody gives."""

    def __init__(self, asker: str, name: str, scope: Scope, advice: str = "") -> None:
        self.asker, self.name, self.scope, self.advice = asker, name, scope, advice
        super().__init__(f"{asker} needs {name} and nobody gives it{advice}")

    @property
    def in_words(self) -> str:
        """What is missing, without keys: why a figure is not there."""
        return f"{people(self.name)} is needed, and nobody gives it{self.advice.replace('_', ' ')}"


@dataclass(eq=False, repr=False)
class OptionModel:
    """One option: its place, its cost lines and what is asked of it."""

    key: str
    label: str
    model: str
    scope: Scope
    modules: tuple[ModuleType, ...] = ()  # the files of its pricing, clauses and sections, which may say something
    postings: list[Placed] = field(default_factory=list)
    categories: dict[str, Placed] = field(default_factory=dict)
    figures: dict[str, Placed] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)  # why a figure is not there
    left_out: list[Line] = field(default_factory=list)
    stated_teams: list[tuple[Input, Placed]] = field(default_factory=list)  # a stated team and the one its work needs
    rows: list[Placed] = field(default_factory=list)

    def all_of(self, name: str) -> list[Placed]:
        """The rows of a name in the option and in all that is inside it, in causal order."""
        return list(self._by_name.get(name, ()))

    @cached_property
    def _by_name(self) -> dict[str, list[Placed]]:
        found: dict[str, list[Placed]] = {}
        for row in self.rows:
            found.setdefault(row.name, []).append(row)
        return found


@dataclass(eq=False, repr=False)
class Model:
    """Everything placed: rows in causal order, inputs in use, options."""

    scenario: Scenario
    card: RateCard
    programme: Scope
    options: list[OptionModel]
    baseline: OptionModel | None
    rows: list[Placed]
    inputs: list[Input]
    unused: list[Input]
    kept: dict[Any, Any] = field(default_factory=dict)  # what others worked out of it and would work out again

    @cached_property
    def axes(self) -> dict[str, int]:
        """Months of the contract, and of the indices where there are any."""
        position = self.programme.inputs.get("position")
        return {"contract": self.scenario.file.months, "index": 0 if position is None else len(position.value)}

    def months_of(self, scope: Scope) -> int:
        """How many months the rows of a place have."""
        return self.axes["index" if scope.kind == "index" else "contract"]

    def option(self, key: str) -> OptionModel:
        return next(option for option in self.options if option.key == key)
