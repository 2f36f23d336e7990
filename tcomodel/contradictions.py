"""Where a contract would contradict itself with other inputs: what its clauses say then and do not say now.

indexation cap 3.5 %, moved to 1 % under a floor of 2 %     "the cap is below the floor"
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tcomodel.model import Input, Model, OptionModel, Scope


class Contradictions:
    """What the files of clauses say of a contract with one input moved: the same that they say of a scenario."""

    def __init__(self, model: Model) -> None:
        self.options = model.options
        self._copies: dict[int, Scope] = {}
        for option in model.options:
            self._copy(option.scope)
        self._known = {id(option): set(self._said(option)) for option in model.options}

    def of(self, one: Input, value: Any) -> str:
        """The first contradiction the moved input makes; nothing where there is none."""
        return self.of_several({one: value})

    def of_several(self, moved: Mapping[Input, Any]) -> str:
        """The first contradiction that inputs moved together make; nothing where there is none."""
        places = {one: place for one in moved if (place := self._copies.get(id(one.scope))) is not None}
        owners = [option for option in self.options if any(option.key == one.scope.path[0] for one in places)]
        if len(owners) < len({one.scope.path[0] for one in places}):  # one of the programme's: every option meets it
            owners = self.options
        for one, place in places.items():
            place.inputs[one.name] = replace(one, value=moved[one])
        try:
            new = (said for option in owners for said in self._said(option) if said not in self._known[id(option)])
            return next(new, "")
        finally:
            for one, place in places.items():
                place.inputs[one.name] = one

    def _said(self, option: OptionModel) -> Iterator[str]:
        place = self._copies[id(option.scope)]
        for module in option.modules:
            for _, message in getattr(module, "problems", lambda scope: ())(place):
                yield str(message)

    def _copy(self, scope: Scope) -> Scope:
        """The place with inputs of its own, so that moving one disturbs nobody who reads the model meanwhile."""
        if id(scope) not in self._copies:
            made = self._copies[id(scope)] = replace(scope, inputs=dict(scope.inputs), around=[], groups={})
            made.around += [self._copy(one) for one in scope.around]
            made.groups |= {kind: [self._copy(one) for one in group] for kind, group in scope.groups.items()}
        return self._copies[id(scope)]
