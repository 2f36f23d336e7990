"""Who serves all of the work: the one rule, for one evaluation as for each of thousands of draws.

    seats that cannot carry the work       14 of 60 months with a share of it unserved
    too few agents for the queues          the last month lacks 3 agents to keep every queue open
    a stated team that is too small        40 people stated, 43.2 needed in month 7

An option of which any of this holds does not serve all of its work, so its figures cannot be compared with the others
and it cannot be the cheapest. ``notes`` says it in sentences, ``simulation`` asks it of every draw.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel.model import Input, OptionModel, Placed

SLIGHT = 0.5e-6  # too little to speak of, as the workbook rounds it
SEATS, QUEUES, TEAM = "seats", "queues", "team"


@dataclass(frozen=True)
class Lack:
    """One way in which an option may not serve its work.

    ``values`` is what its row says, ``beyond`` how far that goes over what is let pass: both ``(..., months)``, of the
    queues the last month alone. The option lacks something where ``beyond`` is above zero. ``stated`` are the people of
    a stated team, ``place`` is whose they are.
    """

    kind: str
    values: np.ndarray
    beyond: np.ndarray
    stated: np.ndarray | float = 0.0
    place: str = ""

    @property
    def somewhere(self) -> np.ndarray:
        """Whether it lacks something in any month, ``(...)``."""
        return np.asarray(np.any(self.beyond > 0, axis=-1))


def serving_rows(option: OptionModel) -> list[Placed]:
    """The rows that say whether an option serves its work."""
    shown = [option.figures[name] for name in ("unserved_share", "crew_missing") if name in option.figures]
    return [*shown, *(needed for _, needed in option.stated_teams)]


def lacks(option: OptionModel, of: Callable[[Input | Placed], np.ndarray]) -> list[Lack]:
    """Every way in which an option may lack something; ``of`` gives a row or input with months on its last axis."""
    found = []
    if "unserved_share" in option.figures:
        short = of(option.figures["unserved_share"])
        found.append(Lack(SEATS, short, short - SLIGHT))
    if "crew_missing" in option.figures:
        missing = of(option.figures["crew_missing"])[..., -1:]
        found.append(Lack(QUEUES, missing, missing - SLIGHT))
    for stated, needed in option.stated_teams:
        need, have = of(needed), of(stated)
        found.append(Lack(TEAM, need, need - have * (1 + SLIGHT), have, needed.scope.label))
    return found


def serves(
    option: OptionModel, found: Mapping[Any, Any], replaced: Mapping[Input, np.ndarray], draws: int
) -> np.ndarray:
    """Whether the option serves all of the work, ``(draws,)``, from its rows under the draws."""

    def of(one: Input | Placed) -> np.ndarray:
        if isinstance(one, Placed):
            return np.reshape(found[one], (draws, -1))
        return np.atleast_2d(np.asarray(replaced.get(one, one.value), dtype=float))

    good = np.ones(draws, dtype=bool)
    for lack in lacks(option, of):
        good &= ~lack.somewhere
    return good
