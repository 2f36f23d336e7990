"""Which line or input an ingredient means: the nearest of that name.

Only lines that somebody needs are placed, each after all it needs, so that the rows stand in causal order.
What a line needs and nobody gives is Missing, with both names.
"""

from typing import Any

from tcomodel.lines import Ingredient, Line, people
from tcomodel.model import Input, Missing, OptionModel, Placed, Scope
from tcomodel.words import total

ITSELF = object()  # stands for a row among its own arguments until the row is made


class Wiring:
    """The rows placed so far, and what is used of the inputs."""

    def __init__(self) -> None:
        self.rows: list[Placed] = []
        self.used: dict[int, Input] = {}
        self.baseline: OptionModel | None = None
        self._placed: dict[tuple[int, str], Placed] = {}
        self._being_placed: list[tuple[int, str]] = []
        self._found: dict[tuple[int, str], Placed | Input] = {}
        self._exists: dict[tuple[int, int], bool] = {}

    def find(self, scope: Scope, name: str, asker: str) -> Placed | Input:
        """What a name means at a place; raises Missing with advice."""
        known = self._found.get((id(scope), name))
        if known is None:
            known = self._found[id(scope), name] = self._look(scope, name, asker)
        return known

    def _look(self, scope: Scope, name: str, asker: str) -> Placed | Input:
        for place in scope.chain:
            if name in place.inputs:
                found = place.inputs[name]
                self.used[id(found)] = found
                return found
            for line in place.lines.get(name, ()):
                if self.exists(line, place):
                    return self.place(line, place)
            otherwise = next((line.otherwise for line in place.lines.get(name, ()) if line.otherwise), None)
            if otherwise:
                return self.find(scope, otherwise, asker)
            if name in place.sums:
                return self._sum_of(place, name)
            if name in place.later and place.later[name][1]:
                return self.sum(place, name, *place.later[name])
        raise Missing(asker, name, scope, self._advice(scope, name))

    def is_placed(self, scope: Scope, name: str) -> bool:
        """Whether something needed this line already."""
        return (id(scope), name) in self._placed

    def exists(self, line: Line, scope: Scope) -> bool:
        """Whether what the line depends on is stated and chosen at its place."""
        if not line.given and not line.chosen:
            return True
        slot = (id(line), id(scope))
        if slot not in self._exists:
            self._exists[slot] = all(scope.stated(name) for name in line.given) and all(
                scope.chosen(name) == value for name, value in line.chosen
            )
        return self._exists[slot]

    def _advice(self, scope: Scope, name: str) -> str:
        lines = [line for place in scope.chain for line in place.lines.get(name, ())]
        needs = sorted({need for line in lines for need in line.given})
        if needs:
            return f" (give {' or '.join(needs)})"
        return ""

    def place(self, line: Line, scope: Scope) -> Placed:
        """The line at its place, with all it needs placed before it."""
        slot = (id(scope), line.name)
        if slot in self._placed:
            return self._placed[slot]
        if slot in self._being_placed:
            circle = " <- ".join(name for _, name in self._being_placed[self._being_placed.index(slot) :])
            raise Missing(line.name, line.name, scope, f": it depends on itself ({circle})")
        self._being_placed.append(slot)
        try:
            arguments = [self._argument(ingredient, line, scope) for ingredient in line.ingredients]
        finally:
            self._being_placed.pop()
        made = self._keep(line, scope, arguments)
        made.arguments = [made if argument is ITSELF else argument for argument in arguments]
        return made

    def _keep(self, line: Line, scope: Scope, arguments: list[Any]) -> Placed:
        made = Placed(line, scope, arguments, is_monthly(line, arguments))
        self._placed[id(scope), line.name] = made
        self.rows.append(made)
        return made

    def _argument(self, ingredient: Ingredient, line: Line, scope: Scope) -> Any:
        asker = ".".join((*scope.path, line.name))
        if ingredient.reach == "before":
            return ITSELF
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

    def note_sums(self, scope: Scope) -> None:
        """Note which lines say that they add to another, such as pay."""
        for place in (scope, *scope.inside()):
            for variants in place.lines.values():
                for line in variants:
                    if line.adds_to and self.exists(line, place):
                        scope.sums.setdefault(line.adds_to, []).append((line, place))

    def _sum_of(self, scope: Scope, name: str) -> Placed:
        slot = (id(scope), name)
        if slot in self._placed:
            return self._placed[slot]
        terms = list({id(one): one for one in (self.place(line, place) for line, place in scope.sums[name])}.values())
        return self.sum(scope, name, f"{people(name)}: all lines that add to it.", terms)

    def sum(self, scope: Scope, name: str, says: str, terms: list[Any]) -> Placed:
        line = Line(name, "currency/month", total, (Ingredient("terms", "terms"),), says)
        scope.lines[name] = [line]
        return self._keep(line, scope, [terms])


def is_monthly(line: Line, arguments: list[Any]) -> bool:
    """Whether a row has a number each month: all do, but those that sum up the whole term.

    A line gives one number when it looks at the whole term, or uses nothing but such numbers and inputs.
    """
    if line.looks_at_whole_term:
        return False
    if line.looks_back:
        return True
    some_lines = False
    for argument in arguments:
        for one in argument if isinstance(argument, list) else (argument,):
            some_lines = some_lines or isinstance(one, Placed)
            if one.is_monthly if isinstance(one, Placed) else one.differs_by_month:
                return True
    return not some_lines
