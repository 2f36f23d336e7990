"""What a model is made of: places, placed inputs, placed lines, options.

A place (scope) is where lines live: the programme, its demand per channel, an option, a channel of an
option, a service level of an option. Each knows where to look for a name it does not have itself:

    channel of an option -> the option -> that channel's demand -> the programme -> what is assumed
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel.givens import Given
from tcomodel.lines import Line
from tcomodel.rates import Rate, RateCard
from tcomodel.scenario import Scenario
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
    place: Path = ()

    @property
    def name(self) -> str:
        return self.given.name

    @cached_property
    def is_monthly(self) -> bool:
        return np.ndim(self.value) > 0 and self.given.kind != "calendar"


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

    @property
    def key(self) -> str:
        """``manila.voice.contacts``: how people and programs name the row."""
        return ".".join((*self.scope.path, self.name))


@dataclass(eq=False, repr=False)
class Scope:
    """A place where lines live."""

    kind: str
    path: tuple[str, ...]
    label: str
    around: "list[Scope]" = field(default_factory=list)  # where to look next, nearest first
    lines: dict[str, list[Line]] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    channels: "list[Scope]" = field(default_factory=list)
    kpis: "list[Scope]" = field(default_factory=list)
    sums: "dict[str, list[tuple[Line, Scope]]]" = field(default_factory=dict)  # lines that say they add to a name
    later: "dict[str, tuple[str, list[Placed]]]" = field(default_factory=dict)  # sums placed when somebody asks

    @cached_property
    def chain(self) -> "list[Scope]":
        return [self, *self.around]

    def add_lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.lines.setdefault(line.name, []).append(line)

    def members(self, reach: str) -> "list[Scope]":
        return self.channels if reach == "channel" else self.kpis

    def stated(self, name: str) -> bool:
        """Whether somebody gave a value to this input (an assumption does not count)."""
        return any(name in scope.inputs and not scope.inputs[name].assumed for scope in self.chain)

    def chosen(self, name: str) -> str | None:
        return next((scope.choices[name] for scope in self.chain if name in scope.choices), None)


class Missing(Exception):
    """A line needs something nobody gives."""

    def __init__(self, asker: str, name: str, scope: Scope, advice: str = "") -> None:
        self.asker, self.name, self.scope, self.advice = asker, name, scope, advice
        super().__init__(f"{asker} needs {name} and nobody gives it{advice}")


@dataclass(eq=False, repr=False)
class OptionModel:
    """One option: its place, its cost lines and what is asked of it."""

    key: str
    label: str
    model: str
    scope: Scope
    postings: list[Placed] = field(default_factory=list)
    categories: dict[str, Placed] = field(default_factory=dict)
    figures: dict[str, Placed] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)  # why a figure is not there
    left_out: list[Line] = field(default_factory=list)
    stated_teams: list[tuple[Input, Placed]] = field(default_factory=list)  # a stated team and the one its work needs


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

    def option(self, key: str) -> OptionModel:
        return next(option for option in self.options if option.key == key)
