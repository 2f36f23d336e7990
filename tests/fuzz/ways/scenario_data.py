"""A scenario as data: any input, section and group that is declared, right, on the edge and wrong."""

import copy

from tests.fuzz import seeds, trees
from tests.fuzz.entries import changes_of
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import compared_data

SHARE = 320


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    data = copy.deepcopy(pick(chance, seeds.scenario_data()))
    if chance.random() < 0.3:
        return compared_data(trees.mutated(chance, data))
    keys = list(data["options"])
    for place, value in changes_of(number):
        named = tuple(
            chance.choice([*keys, "new"]) if part == "*" and place[0] == "options" else part for part in place
        )
        named = tuple("prices" if part == "*" else part for part in named)
        if named:
            trees.put(data, named, copy.deepcopy(value))
    return compared_data(data)
