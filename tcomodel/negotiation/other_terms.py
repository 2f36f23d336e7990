"""The same scenario with other terms, in the same world.

    data = without(scenario.data, [("options", "manila", "contract", "commitment")])
    other = with_other_terms(model, data)                   # assembled again, raises ProblemsFound where it cannot be
    evaluate_rows(other, rows, in_same_world(other, replaced))

A draw belongs to an input by where it stands, so it drives the same input of the other model; what drives an input
that is gone falls away, and everything else is the same in both, draw by draw.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

import numpy as np

from tcomodel.assembly import assemble
from tcomodel.model import Input, Model
from tcomodel.problems import ProblemsFound
from tcomodel.scenario import scenario_from
from tcomodel.yaml_file import Path

APART = ("card", "uncertainty")  # of a scenario: the card is given, and the draws are made


def without(data: Mapping[str, Any], places: Iterable[Path]) -> dict[str, Any]:
    """A copy of a scenario's data without what stands at some places; sections that are then empty go too."""
    copy: dict[str, Any] = deepcopy({name: one for name, one in data.items() if name not in APART})
    for place in places:
        _take(copy, place)
    return copy


def _take(data: Any, place: Path) -> None:
    inner = data.get(place[0]) if isinstance(data, dict) else None
    if inner is None:
        return
    if len(place) == 1:
        del data[place[0]]
        return
    _take(inner, place[1:])
    if inner == {}:
        del data[place[0]]


def only(model: Model, data: Mapping[str, Any], option: str) -> dict[str, Any]:
    """Data with one option and the one it is compared with; what it costs does not depend on any other."""
    baseline = model.scenario.baseline
    options = {key: one for key, one in data["options"].items() if key in (option, baseline)}
    return {**data, "options": options, **({"baseline": baseline} if baseline else {})}


def with_other_terms(model: Model, data: Mapping[str, Any]) -> Model:
    """The model of other data, with the card and the folder of this one; raises ProblemsFound where it cannot be."""
    scenario = scenario_from({name: one for name, one in data.items() if name not in APART}, model.scenario.folder)
    return assemble(scenario, model.card)


def in_same_world(other: Model, replaced: Mapping[Input, np.ndarray]) -> dict[Input, np.ndarray]:
    """What is drawn for inputs of one model, for the same inputs of another."""
    drawn = {_where(one): values for one, values in replaced.items()}
    return {one: drawn[_where(one)] for one in other.inputs if _where(one) in drawn}


def _where(one: Input) -> tuple[Any, ...]:
    return one.scope.path, one.name, one.place


def why_not(found: ProblemsFound) -> str:
    """Why other terms cannot stand, as one sentence without its place."""
    return "; ".join(dict.fromkeys(one.message.partition(" (known:")[0] for one in found.problems[:2]))
