"""From a scenario to a model: its places wired up, costs summed, figures placed.

An option's cost is the sum of what its lines post to a category; nobody keeps a list. The figures a
comparison shows are placed where their ingredients are there; where not, the reason is kept.
"""

from collections.abc import Iterator
from threading import Lock
from typing import Any

from tcomodel import categories, should_cost
from tcomodel.lines import Line
from tcomodel.model import Input, Missing, Model, OptionModel, Placed, Scope
from tcomodel.pattern import Pattern, shape_of
from tcomodel.places import Places
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.scenario import Scenario
from tcomodel.wiring import Wiring

FIGURES = (
    "total_cost", "cumulative_cost", "tco", "npv", "equal_annual_cost",
    "cost_per_contact", "cost_per_resolved_contact",
    "levelised_cost_per_contact", "levelised_cost_per_resolved_contact",
    "month_cost_per_contact", "month_cost_per_resolved_contact", "served_contacts", "served_resolutions",
    "team", "unserved_share", "crew_missing",
)  # fmt: skip
AGAINST_BASELINE = (
    "saving",
    "cumulative_saving",
    "term_saving",
    "saving_share",
    "return_on_cost",
    "npv_saving",
    "payback",
)
SHOWN = ("termination_exposure", "payment_terms_worth", "tax_withheld", "saving_beyond_differential")  # where there
ESTIMATED = should_cost.SHOWN  # where somebody built up what a vendor pays; what that lacks is a reason, no problem
TEAMS = ("agents", "billable_agents")  # rows of a channel that say how many people do the work
ALWAYS = ("total_cost", "cumulative_cost", "tco", "npv", "equal_annual_cost")
MOST_PATTERNS = 64
PATTERNS: dict[tuple[Any, ...], Pattern] = {}  # the last ones that were wired, by shape
WRITING = Lock()  # several people look at scenarios at the same time


def assemble(scenario: Scenario, card: RateCard) -> Model:
    """Place every line the scenario needs; raises ProblemsFound with all that is missing or wrong."""
    places = Places(scenario, card)
    if places.problems:
        raise ProblemsFound(in_order(places.problems))
    pattern = PATTERNS.get(shape := shape_of(places))
    if pattern is not None:
        return pattern.over(scenario, card, places)
    model = _Assembly(scenario, card, places).model()
    with WRITING:
        PATTERNS[shape] = Pattern(model, places)
        while len(PATTERNS) > MOST_PATTERNS:
            del PATTERNS[next(iter(PATTERNS))]  # the oldest
    return model


class _Assembly:
    def __init__(self, scenario: Scenario, card: RateCard, places: Places) -> None:
        self.scenario, self.card, self.places = scenario, card, places
        self.problems: list[Problem] = []
        self.wiring = Wiring()
        self.wiring.baseline = self.baseline = next(
            (option for option in places.options if option.key == scenario.baseline), None
        )

    def model(self) -> Model:
        programme, wiring = self.places.programme, self.wiring
        for name in ("first_calendar_month", "first_year", "contract_year"):  # every reader dates months and sums years
            wiring.find(programme, name, "programme")
        baseline_first = sorted(self.places.options, key=lambda option: option is not self.baseline)
        for option in baseline_first:
            self._totals(option)
        for option in baseline_first:
            self._figures(option)
            wiring.find(option.scope, "in_comparison", option.key)
        unused = [one for one in self.places.stated_inputs if id(one) not in wiring.used]
        for option in baseline_first:
            self._stated_teams(option)  # what only these use has no effect on any cost
        if self.problems:
            raise ProblemsFound(in_order(self.problems))
        for option in self.places.options:
            option.rows = [row for row in wiring.rows if row.scope.path[0] == option.key]
        used = list(wiring.used.values())
        return Model(self.scenario, self.card, programme, self.places.options, self.baseline, wiring.rows, used, unused)

    def _totals(self, option: OptionModel) -> None:
        """Sum what posts to each category, and all categories."""
        scope = option.scope
        self.wiring.note_sums(scope)
        known_problems = len(self.problems)
        for line, place in list(posting_lines(scope)):
            if not self.wiring.exists(line, place):
                if line not in option.left_out:
                    option.left_out.append(line)
                continue
            try:
                placed = self.wiring.place(line, place)
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
            option.categories[name] = self.wiring.sum(
                scope, categories.line_name(name), f"{name}: all lines that post to it.", terms
            )
        self.wiring.sum(scope, "total_cost", "All costs of the month.", list(option.categories.values()))
        not_running = (*categories.ONE_OFF, categories.POOR_SERVICE)  # an idle team loses no customers
        running = [row for name, row in option.categories.items() if name not in not_running]
        scope.later["running_cost"] = ("All costs of the month but one-off ones and customers lost.", running)

    def _figures(self, option: OptionModel) -> None:
        wanted = FIGURES if option is self.baseline or self.baseline is None else (*FIGURES, *AGAINST_BASELINE)
        if not option.postings:
            return
        shown = [name for name in (*SHOWN, *ESTIMATED) if self._says(option, name)]
        for name in (*wanted, *shown):
            if name == "team" and not any(
                self.wiring.is_placed(channel, name) for channel in option.scope.channels for name in TEAMS
            ):
                option.reasons[name] = "its price does not depend on how many people do the work"
                continue
            try:
                found = self.wiring.find(option.scope, name, option.key)
            except Missing as missing:
                option.reasons[name] = missing.in_words
                if name in ALWAYS or name in SHOWN:
                    self._note(option, missing)
            else:
                if isinstance(found, Placed):
                    option.figures[name] = found

    def _says(self, option: OptionModel, name: str) -> bool:
        """Whether a clause of the option has a line of this name that is shown but posted nowhere."""
        return any(self.wiring.exists(line, option.scope) for line in option.scope.lines.get(name, ()))

    def _stated_teams(self, option: OptionModel) -> None:
        """The team the work would need, beside each team somebody stated."""
        for channel in option.scope.channels:
            for scope in channel.chain:
                if "fixed_agents" in scope.inputs:
                    stated = scope.inputs["fixed_agents"]
                    try:
                        needed = self.wiring.find(channel, "planned_agents", option.key)
                    except Missing:
                        break  # nobody said how long a contact takes; there is nothing to compare with
                    if isinstance(needed, Placed) and self._uses(option, stated):
                        option.stated_teams.append((stated, needed))
                    break

    def _uses(self, option: OptionModel, stated: Input) -> bool:
        """Whether a line of this option, and not only of another, takes the input."""
        own = (row for row in self.wiring.rows if row.scope.path[0] == option.key)
        return any(stated is argument for row in own for argument in row.arguments)

    def _note(self, option: OptionModel, missing: Missing) -> None:
        found = self.scenario.document.problem(("options", option.key), str(missing))
        if found not in self.problems:
            self.problems.append(found)


def posting_lines(scope: Scope) -> Iterator[tuple[Line, Scope]]:
    """Lines of an option and of all that is inside it that post to a category, in the order they are written."""
    for place in (scope, *scope.inside()):
        for variants in place.lines.values():
            for line in variants:
                if line.posts_to:
                    yield line, place


def in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: p.line or 0)
