"""From a scenario to a model: places, inputs, and which line means which.

A place (scope) is where lines live: the programme, its demand per channel, an option, a channel of an
option, a service level of an option. An ingredient means the nearest line or input of that name:

    channel of an option -> the option -> that channel's demand -> the programme -> what is assumed

Only lines that somebody needs are placed, in causal order. What a line needs and nobody gives is a
problem that names both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel import (
    categories,
    comparison,
    in_house,
    inflation,
    pricing,
    staffing,
    timeline,
    transition,
    workload,
)
from tcomodel.contract import CLAUSES, INVOICE
from tcomodel.entries import ByChannel, ByLocation, EntryReader, Figure
from tcomodel.givens import Given, Terms, givens_of
from tcomodel.lines import Ingredient, Line, lines_of, people
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import Rate, RateCard
from tcomodel.scenario import Scenario
from tcomodel.words import total
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


FIGURES = (
    "total_cost", "cumulative_cost", "tco", "npv", "equal_annual_cost",
    "cost_per_contact", "cost_per_resolved_contact",
    "levelised_cost_per_contact", "levelised_cost_per_resolved_contact",
    "month_cost_per_contact", "month_cost_per_resolved_contact", "served_contacts", "served_resolutions", "team", "unserved_share",
)  # fmt: skip
AGAINST_BASELINE = ("saving", "cumulative_saving", "term_saving", "saving_share", "return_on_cost", "npv_saving", "payback")
ALWAYS = ("total_cost", "cumulative_cost", "tco", "npv", "equal_annual_cost")


def assemble(scenario: Scenario, card: RateCard) -> Model:
    """Place every line the scenario needs; raises ProblemsFound with all that is missing or wrong."""
    return _Assembly(scenario, card).model()


class _Assembly:
    def __init__(self, scenario: Scenario, card: RateCard) -> None:
        self.scenario, self.card = scenario, card
        self.problems: list[Problem] = []
        self.rows: list[Placed] = []
        self.placed: dict[tuple[int, str], Placed] = {}
        self.being_placed: list[tuple[int, str]] = []
        self.used: dict[int, Input] = {}
        self.stated_inputs: list[Input] = []
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
        self.programme.channels = list(self.demand.values())
        self.options: list[OptionModel] = []
        self.baseline: OptionModel | None = None

    def model(self) -> Model:
        self._programme()
        for key in self.scenario.file.options:
            self._option(key)
        if self.problems or self.reader.problems:
            raise ProblemsFound(in_order(self.reader.problems + self.problems))
        self.baseline = next((option for option in self.options if option.key == self.scenario.baseline), None)
        self.find(self.programme, "contract_year", "programme")  # every reader sums years with it
        for option in self._baseline_first():
            self._totals(option)
        for option in self._baseline_first():
            self._figures(option)
        if self.problems:
            raise ProblemsFound(in_order(self.problems))
        return Model(
            self.scenario,
            self.card,
            self.programme,
            self.options,
            self.baseline,
            self.rows,
            list(self.used.values()),
            [one for one in self.stated_inputs if id(one) not in self.used],
        )

    def _baseline_first(self) -> list[OptionModel]:
        return sorted(self.options, key=lambda option: option is not self.baseline)

    # -- places and inputs ----------------------------------------------------------------------

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
        for name in (first.name, year.name):  # every reader dates the months with them
            self.used[id(programme.inputs[name])] = programme.inputs[name]
        for name in ("timing", "constants", "demand", "service", "staffing", "inflation"):
            self._section(SECTIONS[name], getattr(file, name), (name,), programme, self.demand)
        paid_at = Given(
            "paid_at",
            "month",
            "Months between a payment and the end of its month: 1 start, 0.5 mid, 0 end.",
            "Payment point",
            most=1,
        )
        timing = programme.chosen("discount_timing")
        programme.inputs[paid_at.name] = Input(paid_at, programme, timeline.PAID_AT[str(timing)])

    def _option(self, key: str) -> None:
        option = self.scenario.file.options[key]
        model = self.scenario.model_of(key)
        label = option.label or people(key)
        scope = Scope("option", (key,), label, [self.programme, self.assumed])
        scope.channels = [
            Scope("channel", (key, channel), people(channel), [scope, demand, self.programme, self.assumed])
            for channel, demand in self.demand.items()
        ]
        by_channel = dict(zip(self.scenario.channels, scope.channels, strict=True))
        self._locations(scope, option.locations, ("options", key, "locations"))
        clauses = {
            name: getattr(option.contract, name) for name in CLAUSES if getattr(option.contract, name, None) is not None
        }
        modules = (
            [in_house] if model == "in_house" else [pricing.find(model), *(CLAUSES[c].module for c in clauses), INVOICE]
        )
        for module in (*modules, transition, inflation, staffing, workload, comparison):
            for line in lines_of(module):
                for home in {"option": [scope], "channel": scope.channels}.get(line.per, []):
                    home.add_lines([line])
        place = ("options", key)
        if model == "in_house":
            self._section(in_house.Costs, option.in_house, (*place, "in_house"), scope, by_channel)
        else:
            terms = self.scenario.pricing[key]
            self._section(type(terms), terms, (*place, "pricing"), scope, by_channel)
        for name in ("service", "staffing", "inflation", "transition"):
            section = getattr(option, name)
            self._section(SECTIONS[name], section, (*place, name), scope, by_channel)
        for name, section in clauses.items():
            self._section(CLAUSES[name].terms, section, (*place, "contract", name), scope, by_channel)
            for kpi, terms in getattr(section, "kpis", {}).items():
                kpi_scope = Scope("kpi", (key, kpi), people(kpi), [scope, self.programme, self.assumed])
                kpi_scope.add_lines(line for line in lines_of(CLAUSES[name].module) if line.per == "kpi")
                self._section(type(terms), terms, (*place, "contract", name, "kpis", kpi), kpi_scope, {})
                scope.kpis.append(kpi_scope)
        self.reader.locations = ()
        self.options.append(OptionModel(key, label, model, scope))

    def _section(
        self, known: type[Terms], section: Terms | None, place: Path, scope: Scope, by_channel: dict[str, Scope]
    ) -> None:
        for name, given in givens_of(known).items():
            self._assume(name, given)
            raw = getattr(section, name, None)
            if raw is None:
                continue
            if given.kind == "choice":
                if raw not in given.choices:
                    message = f"found {raw!r}; expected {', '.join(given.choices)}{nearest(str(raw), given.choices)}"
                    self.problems.append(self.scenario.document.problem((*place, name), message))
                else:
                    scope.choices[name] = raw
                continue
            reading = self.reader.read(given, raw, (*place, name))
            if isinstance(reading, ByChannel) and (not by_channel or name in read_for_whole_options()):
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

    def _put(self, given: Given, reading: Any, scope: Scope, place: Path) -> None:
        if isinstance(reading, ByLocation):
            self._blend(given, reading, scope, place)
            return
        made = Input(given, scope, reading.value, reading.rate, from_file=reading.from_file, place=place)
        scope.inputs[given.name] = made
        self.stated_inputs.append(made)

    def _assume(self, name: str, given: Given) -> None:
        if given.assumed is None or name in self.assumed.inputs:
            return
        if given.kind == "choice":
            self.assumed.choices.setdefault(name, given.assumed)
            return
        value = given.assumed
        if given.kind == "months":
            value = np.full(self.scenario.file.months, float(value[-1]))
        elif given.kind == "calendar":
            value = np.array(value, dtype=float)
        self.assumed.inputs[name] = Input(
            given, self.assumed, float(value) if np.ndim(value) == 0 else value, assumed=True
        )

    def _locations(self, scope: Scope, locations: dict[str, Any], place: Path) -> None:
        self.reader.locations = tuple(locations)
        shares = []
        for name, raw in locations.items():
            given = Given(
                f"share_of_{name}",
                "1",
                f"Share of the work done in {people(name)}.",
                f"Share of {people(name)}",
                most=1,
                least=0,
                constant=True,
            )
            reading = self.reader.read(given, raw, (*place, name))
            if isinstance(reading, Figure):
                self._put(given, reading, scope, (*place, name))
                shares.append(reading.value)
            elif reading is not None:
                self.problems.append(
                    self.scenario.document.problem((*place, name), f"found {raw!r}; expected one share such as 60%")
                )
        if len(shares) == len(locations) > 0 and abs(sum(shares) - 1) > 1e-9:
            message = f"the shares add up to {sum(shares):.2%}; expected 100 %"
            self.problems.append(self.scenario.document.problem(place, message))

    def _blend(self, given: Given, reading: ByLocation, scope: Scope, place: Path) -> None:
        """A price by location becomes a line: the sum of share times price."""
        ingredients = []
        for location, figure in reading.entries.items():
            name = f"{given.name}_{location}"
            one = Given(
                name, given.unit, f"{given.help} In {people(location)}.", f"{given.label}, {people(location)}",
                least=given.least, most=given.most, step=given.step,
            )  # fmt: skip
            self._put(one, figure, scope, (*place, location))
            ingredients += [Ingredient(f"share_of_{location}"), Ingredient(name)]

        def blend(*values: Any) -> Any:
            products = [share * price for share, price in zip(values[::2], values[1::2], strict=True)]
            return sum(products[1:], products[0])

        says = f"{given.label} blended over the locations by their shares."
        scope.lines[given.name] = [Line(given.name, given.unit, blend, tuple(ingredients), says)]

    # -- which line means which -----------------------------------------------------------------

    def find(self, scope: Scope, name: str, asker: str) -> Placed | Input:
        """What a name means at a place; raises Missing with advice."""
        for place in scope.chain:
            if name in place.inputs:
                found = place.inputs[name]
                self.used[id(found)] = found
                return found
            for line in place.lines.get(name, ()):
                if self._exists(line, place):
                    return self.place(line, place)
            otherwise = next((line.otherwise for line in place.lines.get(name, ()) if line.otherwise), None)
            if otherwise:
                return self.find(scope, otherwise, asker)
            if name in place.sums:
                return self._sum_of(place, name)
            if name in place.later:
                return self._sum(place, name, *place.later[name])
        raise Missing(asker, name, scope, self._advice(scope, name))

    def _exists(self, line: Line, scope: Scope) -> bool:
        return all(scope.stated(name) for name in line.given) and all(
            scope.chosen(name) == value for name, value in line.chosen
        )

    def _advice(self, scope: Scope, name: str) -> str:
        lines = [line for place in scope.chain for line in place.lines.get(name, ())]
        needs = sorted({need for line in lines for need in line.given})
        if needs:
            return f" (give {' or '.join(needs)})"
        return ""

    def place(self, line: Line, scope: Scope) -> Placed:
        """The line at its place, with all it needs placed before it."""
        slot = (id(scope), line.name)
        if slot in self.placed:
            return self.placed[slot]
        if slot in self.being_placed:
            circle = " <- ".join(name for _, name in self.being_placed[self.being_placed.index(slot) :])
            raise Missing(line.name, line.name, scope, f": it depends on itself ({circle})")
        self.being_placed.append(slot)
        try:
            arguments = [self._argument(ingredient, line, scope) for ingredient in line.ingredients]
        finally:
            self.being_placed.pop()
        return self._keep(line, scope, arguments)

    def _keep(self, line: Line, scope: Scope, arguments: list[Any]) -> Placed:
        made = Placed(line, scope, arguments, is_monthly(line, arguments))
        self.placed[id(scope), line.name] = made
        self.rows.append(made)
        return made

    def _argument(self, ingredient: Ingredient, line: Line, scope: Scope) -> Any:
        asker = ".".join((*scope.path, line.name))
        if ingredient.is_group:
            members = scope.members(ingredient.reach)
            return [self.find(member, ingredient.name, asker) for member in members]
        if ingredient.reach == "baseline":
            if self.baseline is None:
                raise Missing(
                    asker, f"the baseline's {ingredient.name}", scope, " (add an in-house option to compare with)"
                )
            if self.baseline.scope in scope.chain:
                advice = " (this option is the baseline itself: give old_team_cost, or name another baseline)"
                raise Missing(asker, f"the baseline's {ingredient.name}", scope, advice)
            return self.find(self.baseline.scope, ingredient.name, asker)
        return self.find(scope, ingredient.name, asker)

    # -- totals and figures ---------------------------------------------------------------------

    def _totals(self, option: OptionModel) -> None:
        """Sum what posts to each category, and all categories."""
        scope = option.scope
        self._sums(scope)
        known_problems = len(self.problems)
        for line, place in list(posting_lines(scope)):
            if not self._exists(line, place):
                if line not in option.left_out:
                    option.left_out.append(line)
                continue
            try:
                placed = self.place(line, place)
                if placed not in option.postings:  # a variant of the same name may stand for it already
                    option.postings.append(placed)
            except Missing as missing:
                self._note(option, missing)
        present = [name for name in categories.ORDER if any(p.line.posts_to == name for p in option.postings)]
        if not option.postings:
            if len(self.problems) == known_problems:  # else what is missing has been said
                message = "nothing here costs anything; give at least one rate, such as hourly_wage or monthly_budget"
                self.problems.append(self.scenario.document.problem(("options", option.key), message))
            return
        for name in present:
            terms = [p for p in option.postings if p.line.posts_to == name]
            option.categories[name] = self._sum(
                scope, categories.line_name(name), f"{name}: all lines that post to it.", terms
            )
        self._sum(scope, "total_cost", "All costs of the month.", list(option.categories.values()))
        running = [row for name, row in option.categories.items() if name not in categories.ONE_OFF]
        scope.later["running_cost"] = ("All costs of the month but one-off ones.", running)

    def _sums(self, scope: Scope) -> None:
        """Note which lines say that they add to another, such as pay."""
        for place in (scope, *scope.channels):
            for variants in place.lines.values():
                for line in variants:
                    if line.adds_to and self._exists(line, place):
                        scope.sums.setdefault(line.adds_to, []).append((line, place))

    def _sum_of(self, scope: Scope, name: str) -> Placed:
        slot = (id(scope), name)
        if slot in self.placed:
            return self.placed[slot]
        terms = list({id(one): one for one in (self.place(line, place) for line, place in scope.sums[name])}.values())
        return self._sum(scope, name, f"{people(name)}: all lines that add to it.", terms)

    def _sum(self, scope: Scope, name: str, says: str, terms: list[Any]) -> Placed:
        line = Line(name, "currency/month", total, (Ingredient("terms", "terms"),), says)
        scope.lines[name] = [line]
        return self._keep(line, scope, [terms])

    def _figures(self, option: OptionModel) -> None:
        wanted = FIGURES if option is self.baseline or self.baseline is None else (*FIGURES, *AGAINST_BASELINE)
        if not option.postings:
            return
        for name in wanted:
            try:
                found = self.find(option.scope, name, option.key)
            except Missing as missing:
                option.reasons[name] = str(missing)
                if name in ALWAYS:
                    self._note(option, missing)
            else:
                if isinstance(found, Placed):
                    option.figures[name] = found

    def _note(self, option: OptionModel, missing: Missing) -> None:
        found = self.scenario.document.problem(("options", option.key), str(missing))
        if found not in self.problems:
            self.problems.append(found)


def posting_lines(scope: Scope) -> Iterator[tuple[Line, Scope]]:
    """Lines of an option and of its channels and KPIs that post to a category, in the order they are written."""
    for place in (scope, *scope.channels, *scope.kpis):
        for variants in place.lines.values():
            for line in variants:
                if line.posts_to:
                    yield line, place


def read_for_whole_options() -> frozenset[str]:
    """Inputs that lines of a whole option read; a value by channel would never reach those lines."""
    modules = [timeline, workload, staffing, in_house, inflation, transition, comparison]
    modules += [clause.module for clause in CLAUSES.values()]
    modules += [pricing.find(name) for name in pricing.names()]
    lines = [line for module in modules for line in lines_of(module) if line.per in ("option", "programme")]
    return frozenset(one.name for line in lines for one in line.ingredients if one.reach == "own")


def is_monthly(line: Line, arguments: list[Any]) -> bool:
    """Whether a row has a number each month: all do, but those that sum up the whole term.

    A line gives one number when it looks at the whole term, or uses nothing but such numbers and inputs.
    """
    if line.looks_at_whole_term:
        return False
    some_lines = False
    for argument in arguments:
        for one in argument if isinstance(argument, list) else (argument,):
            some_lines = some_lines or isinstance(one, Placed)
            if one.is_monthly:
                return True
    return not some_lines


SECTIONS: dict[str, type[Terms]] = {
    "timing": timeline.Timing,
    "constants": timeline.Constants,
    "demand": workload.Demand,
    "service": workload.Service,
    "staffing": staffing.Staffing,
    "inflation": inflation.Inflation,
    "transition": transition.Transition,
}


def in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: p.line or 0)
