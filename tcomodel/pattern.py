"""How the rows of a model hang together, remembered by the shape of its places.

Which line needs which does not depend on the numbers: a person who moves a slider changes a value, not the pattern.
So a model is wired once for each shape (which inputs are stated, which alternatives chosen, how many tiers), and
laid over the places of a scenario of the same shape afterwards.

    shape_of(places)         everything that wiring looks at, and no number
    Pattern(model, places)   the rows, by their numbers and by the places of their inputs
    pattern.over(places)     a model of other places, with the same rows
"""

from typing import Any

from tcomodel.lines import Line
from tcomodel.model import Model, OptionModel, Placed, Scope
from tcomodel.places import Places
from tcomodel.rates import RateCard
from tcomodel.scenario import Scenario

Reference = Any  # a row by its number, an input by its place's number and its name, a list of references


def places_of(places: Places) -> list[Scope]:
    """All places in an order that follows from the scenario alone."""
    own = [place for option in places.options for place in (option.scope, *option.scope.inside())]
    return [places.assumed, places.programme, *places.demand.values(), *places.indices.values(), *own]


def shape_of(places: Places) -> tuple[Any, ...]:
    """Everything that wiring looks at: equal shapes make equal rows."""
    baseline = places.scenario.baseline
    return baseline, *((option.key, option.model) for option in places.options), *map(_shape, places_of(places))


def _shape(place: Scope) -> tuple[Any, ...]:
    inputs = tuple((name, one.assumed, one.is_monthly, one.differs_by_month) for name, one in place.inputs.items())
    blends = tuple((name, lines[0].ingredients) for name, lines in place.lines.items() if lines[0].is_blend)
    chosen = tuple(place.choices.items())
    return place.kind, place.path, place.modules, inputs, blends, chosen, tuple(sorted(place.parts))


class Pattern:
    """The rows of a model without its numbers."""

    def __init__(self, model: Model, places: Places) -> None:
        scopes = places_of(places)
        self._scope = {id(scope): number for number, scope in enumerate(scopes)}
        self._row = {id(row): number for number, row in enumerate(model.rows)}
        self.rows = [self._of_row(row) for row in model.rows]
        self.options = [self._of_option(option) for option in model.options]
        self.inputs = [self._reference(one) for one in model.inputs]
        self.unused = [self._reference(one) for one in model.unused]

    def _of_row(self, row: Placed) -> tuple[Line | None, str, int, list[Reference], bool]:
        line = None if row.line.is_blend else row.line  # a blend belongs to its scenario
        arguments = [self._reference(one) for one in row.arguments]
        return line, row.name, self._scope[id(row.scope)], arguments, row.is_monthly

    def _reference(self, one: Any) -> Reference:
        if isinstance(one, list):
            return [self._reference(inner) for inner in one]
        return self._row[id(one)] if isinstance(one, Placed) else (self._scope[id(one.scope)], one.name)

    def _of_option(self, option: OptionModel) -> dict[str, Any]:
        return {
            "postings": [self._row[id(row)] for row in option.postings],
            "categories": {name: self._row[id(row)] for name, row in option.categories.items()},
            "figures": {name: self._row[id(row)] for name, row in option.figures.items()},
            "reasons": option.reasons,
            "left_out": option.left_out,
            "stated_teams": [(self._reference(stated), self._row[id(row)]) for stated, row in option.stated_teams],
            "rows": [self._row[id(row)] for row in option.rows],
        }

    def over(self, scenario: Scenario, card: RateCard, places: Places) -> Model:
        """The model of other places of the same shape."""
        scopes = places_of(places)
        rows: list[Placed] = []

        def found(reference: Reference) -> Any:
            if isinstance(reference, int):
                return rows[reference]
            if isinstance(reference, list):
                return [found(inner) for inner in reference]
            return scopes[reference[0]].inputs[reference[1]]

        for line, name, number, arguments, is_monthly in self.rows:
            scope = scopes[number]
            row = Placed(line or scope.lines[name][0], scope, arguments, is_monthly)
            rows.append(row)  # before its arguments are found: it may be among them
            row.arguments = [found(one) for one in arguments]
        for option, known in zip(places.options, self.options, strict=True):
            option.postings = [rows[number] for number in known["postings"]]
            option.categories = {name: rows[number] for name, number in known["categories"].items()}
            option.figures = {name: rows[number] for name, number in known["figures"].items()}
            option.reasons, option.left_out = dict(known["reasons"]), list(known["left_out"])
            option.stated_teams = [(found(stated), rows[number]) for stated, number in known["stated_teams"]]
            option.rows = [rows[number] for number in known["rows"]]
        baseline = next((option for option in places.options if option.key == scenario.baseline), None)
        inputs, unused = [found(one) for one in self.inputs], [found(one) for one in self.unused]
        return Model(scenario, card, places.programme, places.options, baseline, rows, inputs, unused)
