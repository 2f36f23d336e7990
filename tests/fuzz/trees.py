"""Changes to plain data, such as that of a scenario: values put, taken out, doubled, moved to another place."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from tcomodel.entry_at import at, put_at
from tests.fuzz.texts import FACTORS, HOSTILE

Place = tuple[str | int, ...]
ODD = (
    *HOSTILE,
    None,
    True,
    0,
    -1,
    1e300,
    float("nan"),
    float("inf"),
    10**60,
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"low": 1, "high": 2},
    1e-320,
)


def places(data: Any, place: Place = ()) -> Iterator[Place]:
    """Every place of some data, outermost first."""
    if place:
        yield place
    if isinstance(data, dict):
        for name, one in data.items():
            yield from places(one, (*place, name))
    elif isinstance(data, list):
        for number, one in enumerate(data[:40]):
            yield from places(one, (*place, number))


def mutated(chance: Random, data: dict[str, Any]) -> dict[str, Any]:
    """The data with one to four changes; the original stays."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 2, 2, 4))):
        known = list(places(data))
        if not known:
            break
        here, there = chance.choice(known), chance.choice(known)
        what = chance.random()
        if isinstance(at(data, here), int | float) and what < 0.6:
            put(data, here, at(data, here) * chance.choice(FACTORS))
        elif what < 0.4:
            put(data, here, chance.choice(ODD))
        elif what < 0.65:
            take_out(data, here)
        elif what < 0.9:
            put(data, here, copy.deepcopy(at(data, there)))
        else:
            put(data, (*here[:-1], chance.choice(HOSTILE)), copy.deepcopy(at(data, there)))
    return data


def put(data: dict[str, Any], place: Place, value: Any) -> None:
    """Put a value at a place where there is one; ``*`` in it was answered before."""
    around = at(data, place[:-1]) if len(place) > 1 else data
    if isinstance(around, dict) or (
        isinstance(around, list) and isinstance(place[-1], int) and place[-1] < len(around)
    ):
        around[place[-1]] = value
    elif not isinstance(around, list):
        put_at(data, place, value)


def take_out(data: dict[str, Any], place: Place) -> None:
    around = at(data, place[:-1]) if len(place) > 1 else data
    if isinstance(around, dict):
        around.pop(place[-1], None)
    elif isinstance(around, list) and isinstance(place[-1], int) and place[-1] < len(around):
        del around[place[-1]]
