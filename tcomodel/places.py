"""From a scenario to places with their lines and inputs.

Each section of a scenario belongs to a place: ``demand`` to the programme, ``staffing`` to the programme or to
an option, ``pricing`` to an option. A value by channel goes to the channel's place, a price by location
becomes a line that blends it, and what nobody states is put where it is found last.
"""

from functools import cache
from typing import Any

import numpy as np

from tcomodel import comparison, in_house, inflation, pricing, staffing, timeline, transition, workload
from tcomodel.contract import CLAUSES, INVOICE
from tcomodel.entries import ByChannel, ByLocation, EntryReader, Figure
from tcomodel.givens import Given, Terms, givens_of
from tcomodel.lines import Ingredient, Line, lines_of, people
from tcomodel.model import Input, OptionModel, Scope
from tcomodel.problems import Problem, nearest
from tcomodel.rates import RateCard
from tcomodel.scenario import Scenario
from tcomodel.yaml_file import Path

SECTIONS: dict[str, type[Terms]] = {
    "timing": timeline.Timing,
    "constants": timeline.Constants,
    "demand": workload.Demand,
    "service": workload.Service,
    "staffing": staffing.Staffing,
    "inflation": inflation.Inflation,
    "transition": transition.Transition,
}


class Places:
    """The places of a scenario; ``problems`` holds what is wrong with its entries."""

    def __init__(self, scenario: Scenario, card: RateCard) -> None:
        self.scenario = scenario
        self.problems: list[Problem] = []
        self.stated_inputs: list[Input] = []
        self.options: list[OptionModel] = []
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
        self._programme()
        for key in file.options:
            self._option(key)
        self.problems += self.reader.problems

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
        for name in ("timing", "constants", "demand", "service", "staffing", "inflation"):
            self._section(SECTIONS[name], getattr(file, name, None), (name,), programme, self.demand)
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
        self._measured_with_repeats(scope)
        self.options.append(OptionModel(key, label, model, scope))

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


@cache
def read_for_whole_options() -> frozenset[str]:
    """Inputs that lines of a whole option read; a value by channel would never reach those lines."""
    modules = [timeline, workload, staffing, in_house, inflation, transition, comparison]
    modules += [clause.module for clause in CLAUSES.values()]
    modules += [pricing.find(name) for name in pricing.names()]
    lines = [line for module in modules for line in lines_of(module) if line.per in ("option", "programme")]
    return frozenset(one.name for line in lines for one in line.ingredients if one.reach == "own")
