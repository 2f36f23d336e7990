"""From a scenario to places with their lines and inputs.

Each section of a scenario belongs to a place: ``demand`` to the programme, ``staffing`` to the programme or to
an option, ``pricing`` to an option. A value by channel goes to the channel's place, a price by location
becomes a line that blends it, and what nobody states is put where it is found last.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from pydantic import ValidationError

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
from tcomodel.entries import Blend, ByChannel, EntryReader, Figure
from tcomodel.entry_numbers import listed
from tcomodel.givens import Given, Members, Terms, givens_of, members_of
from tcomodel.index_places import IndexPlaces
from tcomodel.lines import Ingredient, Line, lines_of, people
from tcomodel.model import Input, OptionModel, Scope
from tcomodel.problems import Problem, nearest
from tcomodel.rates import RateCard
from tcomodel.scenario import KEY, Option, Scenario, problem_of
from tcomodel.turning_signs import without_turning
from tcomodel.uncertainty.drivers import correlation_problems
from tcomodel.yaml_file import Path

UNSEEN = "Cf"  # Unicode's category of signs that take no room
SECTIONS: dict[str, type[Terms]] = {
    "timing": timeline.Timing,
    "constants": timeline.Constants,
    "demand": workload.Demand,
    "service": workload.Service,
    "staffing": staffing.Staffing,
    "inflation": inflation.Inflation,
    "transition": transition.Transition,
    "old_team": old_team.OldTeam,
    "poor_service": poor_service.PoorService,
    "should_cost": should_cost.ShouldCost,
}


class Places:
    """The places of a scenario; ``problems`` holds what is wrong with its entries."""

    def __init__(self, scenario: Scenario, card: RateCard) -> None:
        self.scenario = scenario
        self.problems: list[Problem] = []
        self.stated_inputs: list[Input] = []
        self.options: list[OptionModel] = []
        self.homes: dict[str, list[tuple[Scope, Path]]] = {}  # where each input may be stated, and what that holds for
        file = scenario.file
        self.reader = EntryReader(
            scenario.document, file.months, file.start, file.currency, card, scenario.channels, scenario.folder
        )
        self.assumed = Scope("assumed", ("assumed",), "Assumed")
        self.programme = Scope("programme", ("programme",), "Programme", [self.assumed])
        self.demand = {
            channel: Scope("demand", ("programme", channel), people(channel), [self.programme, self.assumed])
            for channel in scenario.channels
        }
        self.programme.groups["channel"] = list(self.demand.values())
        self._programme()
        found = IndexPlaces(scenario, self.reader, self.programme)
        self.indices = found.scopes
        self.stated_inputs += found.stated_inputs
        for index, scope in self.indices.items():
            self._section(indices.Index, file.indices[index], ("indices", index), scope, {})
        self.problems += found.problems
        self.labels = labels_of(file.options)
        for key in file.options:
            self._option(key)
        self.problems += self.reader.problems
        homes = {place for found in self.homes.values() for _, place in found}
        self.problems += correlation_problems(scenario, self.stated_inputs, homes)

    def _programme(self) -> None:
        file, programme = self.scenario.file, self.programme
        programme.add_lines(line for line in lines_of(timeline) if line.per == "programme")
        for scope in self.demand.values():
            scope.add_lines(line for line in lines_of(workload) if line.per == "demand")
        month = Given("month", "month", "Month of the contract, counted from 1.", "Month")
        programme.inputs["month"] = Input(month, programme, np.arange(1.0, file.months + 1))
        first = Given(
            "first_calendar_month",
            "month",
            "Calendar month of month 1, 1 for January.",
            "First calendar month",
            least=1,
            most=12,
        )
        programme.inputs[first.name] = Input(first, programme, float(file.start[5:]))
        year = Given("first_year", "year", "Calendar year of month 1.", "First year", least=1900, most=2200)
        programme.inputs[year.name] = Input(year, programme, float(file.start[:4]))
        for name in ("timing", "constants", "demand", "service", "staffing", "inflation", "poor_service"):
            self._section(SECTIONS[name], getattr(file, name, None), (name,), programme, self.demand)
        paid_at = Given(
            "paid_at",
            "month",
            "Months between a payment and the end of its month: 1 start, 0.5 mid, 0 end.",
            "Payment point",
            least=0,
            most=1,
        )
        timing = programme.chosen("discount_timing")
        programme.inputs[paid_at.name] = Input(paid_at, programme, timeline.PAID_AT[str(timing)])

    def _option(self, key: str) -> None:
        option = self.scenario.file.options[key]
        model = self.scenario.model_of(key)
        label = self.labels[key]
        scope = Scope("option", (key,), label, [self.programme, self.assumed])
        scope.groups["channel"] = [
            Scope("channel", (key, channel), people(channel), [scope, demand, self.programme, self.assumed])
            for channel, demand in self.demand.items()
        ]
        by_channel = dict(zip(self.scenario.channels, scope.channels, strict=True))
        place = ("options", key)
        mixes = {"locations": option.locations, "complexities": option.complexities}
        self.reader.mixes = tuple(tuple(shares) for shares in mixes.values())
        for mix, shares in mixes.items():
            self._shares(scope, shares, (*place, mix))
        clauses = {
            name: getattr(option.contract, name) for name in CLAUSES if getattr(option.contract, name, None) is not None
        }
        scope.parts |= clauses.keys()
        modules = [in_house]
        if model != "in_house":
            modules = [*(module for name in clauses for module in CLAUSES[name].modules), pricing.find(model), INVOICE]
            scope.counts = getattr(pricing.find(model), "COUNTS", "")
        modules += [transition, old_team, poor_service, should_cost, inflation, staffing, workload, comparison]
        self.lines = lines_by_place(tuple(modules))
        for home in (scope, *scope.channels):
            home.lines |= self.lines.get(home.kind, {})
            home.modules = tuple(modules)
        if model == "in_house":
            self._section(in_house.Costs, option.in_house, (*place, "in_house"), scope, by_channel)
        else:
            terms = self.scenario.pricing[key]
            self._section(type(terms), terms, (*place, "pricing"), scope, by_channel)
        self._standing(option, place, scope)
        for name in ("service", "staffing", "inflation", "transition", "old_team", "poor_service", "should_cost"):
            section = getattr(option, name)
            scope.parts |= {name} if section is not None else set()
            self._section(SECTIONS[name], section, (*place, name), scope, by_channel)
        for name, section in clauses.items():
            self._section(CLAUSES[name].terms, section, (*place, "contract", name), scope, by_channel)
        self.reader.mixes = ()
        self._measured_with_repeats(scope)
        self.slips = [one.where for one in (*self.problems, *self.reader.problems)]
        speaking: list[tuple[Path, ModuleType]] = []
        if model != "in_house":
            speaking.append(((*place, "pricing"), pricing.find(model)))
        for name in clauses:
            speaking += [((*place, "contract", name), module) for module in CLAUSES[name].modules]
        for name, module in (("transition", transition), ("old_team", old_team), ("staffing", staffing),
                             ("poor_service", poor_service), ("should_cost", should_cost)):  # fmt: skip
            stated_here = getattr(option, name) is not None or name in ("transition", "old_team")
            speaking.append(((*place, name) if stated_here else (name,), module))  # else it is stated for all options
        speaking.append((place, comparison))
        for where, module in speaking:
            self._contradictions(scope, module, where)
        self.options.append(OptionModel(key, label, model, scope, tuple(module for _, module in speaking)))

    def _standing(self, option: Option, place: Path, scope: Scope) -> None:
        """What every option has of its own, stated or not, so that each can be switched and moved by itself."""
        self._section(comparison.Standing, option, place, scope, {})
        for name, given in givens_of(comparison.Standing).items():
            if name not in scope.inputs:
                scope.inputs[name] = Input(given, scope, float(given.assumed), assumed=True, place=(*place, name))

    def _contradictions(self, scope: Scope, module: ModuleType, place: Path) -> None:
        """What a clause says that cannot be meant together; the file of the clause knows.

        Not while an entry of the clause is wrong: what is said there counts as not said, and more would seem missing.
        """
        where = ".".join(str(part) for part in place)
        if any(slip.startswith(where) for slip in self.slips):
            return
        for name, message in getattr(module, "problems", lambda scope: ())(scope):
            found = self.scenario.document.problem((*place, name), message)
            if found not in self.problems:
                self.problems.append(found)

    def _measured_with_repeats(self, scope: Scope) -> None:
        """Taking repeats out of a measured volume needs to know how many there were, and puts them back by FCR."""
        for channel, demand in zip(scope.channels, self.demand.values(), strict=True):
            if not demand.stated("measured_resolution"):
                continue
            missing = []
            if not demand.stated("repeat_rate"):
                missing.append("repeat_rate under service at the top of the scenario")
            if not channel.stated("first_contact_resolution"):
                missing.append(f"first_contact_resolution for {scope.label}")
            if missing:
                message = f"measured_resolution needs {' and '.join(missing)}; leave it out if the volume counts issues"
                found = self.scenario.document.problem(("demand", "measured_resolution"), message)
                if found not in self.problems:
                    self.problems.append(found)

    def _section(
        self, known: type[Terms], section: Terms | None, place: Path, scope: Scope, by_channel: dict[str, Scope]
    ) -> None:
        for name, declared in givens_of(known).items():
            self._assume(name, declared)
            self.homes.setdefault(name, []).append((scope, (*place, name)))
            raw = getattr(section, name, None)
            if raw is None:
                continue
            given = scope.resolved(declared)
            if given.kind == "series":
                continue  # read with the index
            if given.kind == "choice":
                if raw not in given.choices:
                    message = f"found {raw!r}; expected {', '.join(given.choices)}{nearest(str(raw), given.choices)}"
                    self.problems.append(self.scenario.document.problem((*place, name), message))
                else:
                    scope.choices[name] = raw
                continue
            reading = self.reader.read(given, raw, (*place, name))
            if isinstance(reading, ByChannel) and (not by_channel or name not in read_by_channel()):
                message = f"{given.label.lower()} cannot differ by channel here; write one value"
                self.problems.append(self.scenario.document.problem((*place, name), message))
            elif isinstance(reading, ByChannel):
                for channel, inner in reading.entries.items():
                    self._put(given, inner, by_channel[channel], (*place, name, channel))
            elif isinstance(reading, Figure) and given.per_channel and len(by_channel) > 1:
                named = ", ".join(by_channel)
                message = f"one number cannot stand for {len(by_channel)} channels; write one for each of {named}"
                self.problems.append(self.scenario.document.problem((*place, name), message))
            elif isinstance(reading, Figure) and given.per_channel:
                self._put(given, reading, next(iter(by_channel.values())), (*place, name))
            elif reading is not None:
                self._put(given, reading, scope, (*place, name))
        for group in members_of(known).values():
            raw = getattr(section, group.name, None)
            if raw is not None:
                self._group(group, raw, (*place, group.name), scope, by_channel)

    def _group(self, group: Members, raw: Any, place: Path, scope: Scope, by_channel: dict[str, Scope]) -> None:
        """The members of a group, each a place of its own within the option, a channel or another member."""
        if group.per_channel and isinstance(raw, dict) and raw and set(raw) <= set(by_channel):
            for channel, inner in raw.items():
                self._group(replace(group, per_channel=False), inner, (*place, channel), by_channel[channel], {})
            return
        if group.per_channel and by_channel and not isinstance(raw, dict):
            if len(by_channel) > 1:
                message = (
                    f"one list cannot stand for {len(by_channel)} channels; write one for each of {listed(by_channel)}"
                )
                self.problems.append(self.scenario.document.problem(place, message))
                return
            scope = next(iter(by_channel.values()))
        wanted = list if group.ordered else dict
        if not isinstance(raw, wanted) or not raw:
            shape = "a list with at least one entry" if group.ordered else "names with values, at least one"
            channels = f", by channel ({listed(by_channel)})" if group.per_channel else ""
            message = f"found {raw!r}; expected {shape}{channels}"
            self.problems.append(self.scenario.document.problem(place, message))
            return
        scope.parts.add(group.name)
        entries = list(raw.items()) if isinstance(raw, dict) else list(enumerate(raw))
        for number, (key, terms) in enumerate(entries, 1):
            name = f"{group.kind}_{number}" if group.ordered else str(key)
            self._member(group, name, terms, (*place, key), scope)

    def _member(self, group: Members, name: str, raw: Any, place: Path, scope: Scope) -> None:
        document = self.scenario.document
        others = scope.members(group.kind) if group.ordered else (*scope.inside(), *self.demand.values())
        taken = {one.path[-1] for one in others}
        if not KEY.fullmatch(name) or name in taken:
            message = f"{name!r} must be a word of small letters, digits and _, and the name of nothing else here"
            self.problems.append(document.problem(place, message))
            return
        around = list(scope.chain)
        if group.of_indices:
            if name not in self.indices and name in self.scenario.file.indices:
                return  # what is wrong with the index has been said
            if name not in self.indices:
                known = f" (indices: {listed(self.indices) or 'none; add them under indices'})"
                message = f"there is no index {name!r}{nearest(name, self.indices)}{known}"
                self.problems.append(document.problem(place, message))
                return
            around.insert(1, self.indices[name])
        try:
            terms = group.terms.model_validate(raw)
        except ValidationError as error:
            self.problems += [problem_of(document, group.terms, slip, place) for slip in error.errors()]
            return
        inner = Scope(group.kind, (*scope.path, name), people(name), around)
        inner.lines |= self.lines.get(group.kind, {})
        inner.modules = scope.modules
        scope.groups.setdefault(group.kind, []).append(inner)
        self._section(group.terms, terms, place, inner, {})

    def _put(self, given: Given, reading: Any, scope: Scope, place: Path) -> None:
        if isinstance(reading, Blend):
            self._blend(given, reading, scope, place)
            return
        made = Input(
            given, scope, reading.value, reading.rate, from_file=reading.from_file, place=place, spread=reading.spread
        )
        scope.inputs[given.name] = made
        self.stated_inputs.append(made)

    def _assume(self, name: str, given: Given) -> None:
        if given.assumed is None or name in self.assumed.inputs:
            return
        if "unit" in given.unit.split("/"):
            raise ValueError(f"{name} is counted in what a pricing counts; nothing can be assumed for all of them")
        if given.kind == "choice":
            self.assumed.choices.setdefault(name, given.assumed)
            return
        value = given.assumed
        if given.kind == "months":
            value = np.full(self.scenario.file.months, float(value[-1]))
        elif given.kind in ("calendar", "hours"):
            value = np.array(value, dtype=float)
        elif given.within_term:
            value = min(value, self.scenario.file.months)
        self.assumed.inputs[name] = Input(
            given, self.assumed, float(value) if np.ndim(value) == 0 else value, assumed=True
        )

    def _shares(self, scope: Scope, shares: dict[str, Any], place: Path) -> None:
        """The shares of a mix: the work by location, or by complexity."""
        found = []
        for name, raw in shares.items():
            given = Given(
                f"share_of_{name}",
                "1",
                f"Share of the work that is {people(name)}.",
                f"Share of {people(name)}",
                most=1,
                least=0,
                constant=True,
            )
            reading = self.reader.read(given, raw, (*place, name))
            if isinstance(reading, Figure):
                self._put(given, reading, scope, (*place, name))
                found.append(reading.value)
            elif reading is not None:
                self.problems.append(
                    self.scenario.document.problem((*place, name), f"found {raw!r}; expected one share such as 60%")
                )
        if len(found) == len(shares) > 0 and abs(sum(found) - 1) > 1e-9:
            message = f"the shares add up to {sum(found):.2%}; expected 100 %"
            self.problems.append(self.scenario.document.problem(place, message))

    def _blend(self, given: Given, reading: Blend, scope: Scope, place: Path) -> None:
        """A price by location or complexity becomes a line: the sum of share times price."""
        ingredients = []
        for location, figure in reading.entries.items():
            name = f"{given.name}_{location}"
            one = Given(
                name, given.unit, f"{given.help} For {people(location)}.", f"{given.label}, {people(location)}",
                least=given.least, most=given.most, step=given.step,
            )  # fmt: skip
            self._put(one, figure, scope, (*place, location))
            ingredients += [Ingredient(f"share_of_{location}"), Ingredient(name)]

        def blend(*values: Any) -> Any:
            products = [share * price for share, price in zip(values[::2], values[1::2], strict=True)]
            return sum(products[1:], products[0])

        says = f"{given.label} blended over {' and '.join(people(name) for name in reading.entries)} by their shares."
        scope.lines[given.name] = [Line(given.name, given.unit, blend, tuple(ingredients), says, is_blend=True)]


def labels_of(options: Mapping[str, Option]) -> dict[str, str]:
    """The name of each option for people, without signs that would turn the figures beside it.

    Its key stands behind a name that another has too, as no table, chart or sentence could tell them apart.
    """
    labels = {key: without_turning(option.label) for key, option in options.items()}
    labels = {key: label if _alike(label) else people(key) for key, label in labels.items()}
    for _ in labels:  # a name with its key behind it may be another's own name
        alike = Counter(_alike(label) for label in labels.values())
        labels = {key: f"{label} ({key})" if alike[_alike(label)] > 1 else label for key, label in labels.items()}
    return labels


def _alike(label: str) -> str:
    """What is left of a name to somebody who looks at it: two that agree in that look the same."""
    seen = "".join(one for one in unicodedata.normalize("NFKC", label) if unicodedata.category(one) != UNSEEN)
    return " ".join(seen.split()).casefold()


@cache
def lines_by_place(modules: tuple[ModuleType, ...]) -> dict[str, dict[str, list[Line]]]:
    """The lines of some modules by the kind of place they stand in and by name; shared, never to be changed."""
    found: dict[str, dict[str, list[Line]]] = {}
    for module in modules:
        for line in lines_of(module):
            found.setdefault(line.per, {}).setdefault(line.name, []).append(line)
    return found


@cache
def read_by_channel() -> frozenset[str]:
    """Inputs that may differ by channel: those that lines of a channel take and no line of a whole option does.

    A line of the option that reads such a value, or exists only where it is stated, would never see it in a channel.
    """
    modules = [timeline, workload, staffing, in_house, inflation, transition, old_team, poor_service, should_cost]
    modules.append(comparison)
    modules += [module for clause in CLAUSES.values() for module in clause.modules]
    modules += [pricing.find(name) for name in pricing.names()]
    lines = [line for module in modules for line in lines_of(module)]
    by_channel = [line for line in lines if line.per in ("channel", "demand", "tier")]  # a tier may stand in a channel
    of_options = [line for line in lines if line not in by_channel]
    return _asked_for(by_channel) - _asked_for(of_options) - {name for line in of_options for name in line.given}


def _asked_for(lines: list[Line]) -> frozenset[str]:
    return frozenset(one.name for line in lines for one in line.ingredients if one.reach == "own")
