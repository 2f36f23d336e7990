"""Scenarios whose results are known, as witnesses of a change: what each says of the model with it.

    witness.notices(mutant)    in what it parts from what is known, or nothing

A change of a formula is asked only where it reaches: the rows of its line are worked out again, and where they are
others, what is made of them. A change of what rows there are has the scenario put together anew.
"""

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel import Comparison, scenario_from
from tcomodel.assembly import assemble
from tcomodel.evaluation import Values, evaluate, require_finite
from tcomodel.lines import Line
from tcomodel.model import Model, Placed
from tcomodel.problems import ProblemsFound
from tcomodel.readers.units import UnitMismatch, check_units
from tcomodel.scenario import Scenario
from tests.case_file import arithmetic, card, number_at
from tests.mutation.mutants import Mutant
from tests.reference_model import NotCovered, OptionAgain, said_again
from tests.test_reference import differences

Changed = tuple[Model, Values]


@dataclass(eq=False)
class Witness:
    """A scenario with the numbers that must come out, and what the reference model makes of it."""

    name: str
    scenario: dict[str, Any]
    expected: dict[str, Any] = field(default_factory=dict)
    tolerance: float = 1e-9

    @cached_property
    def read(self) -> Scenario:
        return scenario_from(self.scenario)

    @cached_property
    def model(self) -> Model:
        return assemble(self.read, card())

    @cached_property
    def values(self) -> Values:
        return evaluate(self.model)

    @cached_property
    def again(self) -> dict[str, OptionAgain] | None:
        try:
            return said_again(self.scenario)
        except NotCovered:
            return None

    @cached_property
    def numbers(self) -> dict[str, float]:
        return {key: arithmetic(text) for key, text in self.expected.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The lines it says a number of."""
        return frozenset(key.partition(",")[0].strip().rpartition(".")[2] for key in self.expected)

    @cached_property
    def made_of(self) -> dict[int, list[int]]:
        """The rows, by their place in the model, that each row goes into."""
        place = {id(row): at for at, row in enumerate(self.model.rows)}
        found: dict[int, list[int]] = {}
        for at, row in enumerate(self.model.rows):
            for one in row.ingredients:
                if isinstance(one, Placed):
                    found.setdefault(place[id(one)], []).append(at)
        return found

    @cached_property
    def by_line(self) -> dict[Line, list[int]]:
        """The places of the rows of each line."""
        found: dict[Line, list[int]] = {}
        for at, row in enumerate(self.model.rows):
            found.setdefault(row.line, []).append(at)
        return found

    @cached_property
    def in_play(self) -> frozenset[Line]:
        """The lines of all its files, whether it has a row of them or not."""
        options = [place for option in self.model.options for place in (option.scope, *option.scope.inside())]
        places = {id(one): one for place in options for one in place.chain}
        return frozenset(line for place in places.values() for lines in place.lines.values() for line in lines)

    def rows_of(self, mutant: Mutant) -> list[int]:
        """The places of the rows that the change is in."""
        if mutant.line:
            return self.by_line.get(mutant.line, [])
        return sorted(at for line, places in self.by_line.items() if mutant.concerns(line) for at in places)

    def notices(self, mutant: Mutant) -> str | Changed | None:
        """In what the model with the mutant, which is planted, parts from what is known; None where all is the same.

        Where numbers are others that nobody gives, the model and its numbers as they are then.
        """
        if mutant.kind == "unit":
            return self.of_form(mutant)
        try:
            found = self._anew() if mutant.wired_anew else self._where_it_reaches(mutant)
            return (self._other_number(*found) or found) if found else None
        except ProblemsFound as refused:
            return f"refused: {str(refused).splitlines()[0]}"
        except Exception as stopped:
            return f"stopped: {type(stopped).__name__}: {stopped}"

    def known_better(self, changed: Changed) -> str | None:
        """In what the reference model says other numbers of it."""
        if not self.again:
            return None
        try:
            said = differences(Comparison(*changed), self.again)
        except Exception as stopped:
            return f"stopped: {type(stopped).__name__}: {stopped}"
        return f"reference: {said[0]}" if said else None

    def of_form(self, mutant: Mutant) -> str | None:
        """What the readers of a formula find wrong: an ingredient it never uses, units that do not go together."""
        lines = set(self.rows_of(mutant))
        for at in sorted(lines | {after for one in lines for after in self.made_of.get(one, ())}):
            row = self.model.rows[at]
            row.__dict__.pop("unit", None)
            try:
                check_units(row)
            except UnitMismatch as slip:
                return f"units: {slip}"
            except TypeError as slip:
                return f"formula: {slip}"
            finally:
                row.__dict__.pop("unit", None)
        return None

    def _anew(self) -> Changed | None:
        model = assemble(self.read, card())
        values = evaluate(model)
        found, known = (
            {row.key: values[row] for row in model.rows},
            {row.key: self.values[row] for row in self.model.rows},
        )
        same = found.keys() == known.keys() and all(_same(found[key], known[key]) for key in known)
        return None if same else (model, values)

    def _where_it_reaches(self, mutant: Mutant) -> Changed | None:
        first = self.rows_of(mutant)
        if not first:
            return None
        alone = self._worked_out(first)
        if all(_same(alone[row], self.values[row]) for row in (self.model.rows[at] for at in first)):
            return None
        reached, waiting = set(first), list(first)
        while waiting:
            for at in self.made_of.get(waiting.pop(), ()):
                if at not in reached:
                    reached.add(at)
                    waiting.append(at)
        return self.model, self._worked_out(sorted(reached))

    def _worked_out(self, places: list[int]) -> Values:
        rows = [self.model.rows[at] for at in places]
        known: Any = {row: self.values[row] for row in self.model.rows}
        return evaluate(replace(self.model, rows=rows), known)

    def _other_number(self, model: Model, values: Values) -> str | None:
        for key, expected in self.numbers.items():
            found = number_at(model, values, key)
            if not math.isclose(found, expected, rel_tol=1e-9, abs_tol=self.tolerance):
                return f"{key} = {found:.6g}, not {expected:.6g}"
        require_finite(model, values)
        return None


def _same(one: Any, other: Any) -> bool:
    return np.array_equal(np.broadcast_arrays(one, other)[0], other, equal_nan=True)
