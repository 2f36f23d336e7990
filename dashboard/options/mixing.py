"""Where the work of an option is done, as the scenario states it: locations with their shares, and prices for each.

{nearshore: 80%, onshore: 20%}, and 25 % in Mexico       {nearshore: 60%, onshore: 15%, mexico: 25%}
a seat at 1,850, one price for each location             {philippines: 1850, mexico: 1850}

Each change takes the scenario's data and gives back changed data; what was given stays as it is. The other locations
keep their proportions. What is split starts with one price for all, so that no total moves before somebody types.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from dashboard.fields import Place, base_of
from dashboard.options.moves import Data
from tcomodel.entry_at import at, put_at
from tcomodel.entry_numbers import number
from tcomodel.givens import Given
from tcomodel.stated_ranges import ENTRY_KEYS, with_another_base

LOCATIONS = "locations"
SECTIONS = ("in_house", "pricing", "contract", "transition")  # of an option, where prices stand
SHARE = Given("share_of_work", "1", "Share of the work; all shares add up to 100 %.", "Share", least=0, most=1)
DIGITS = 10  # decimals of a percentage that is worked out


def locations_of(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The locations an option names, none where it says nothing of them."""
    found = at(data, ("options", key, LOCATIONS))
    return tuple(map(str, found)) if isinstance(found, Mapping) else ()


def with_location(data: Mapping[str, Any], key: str, name: str, percent: float, so_far: str = "") -> Data:
    """One more location with its share, from 0 to 100; of an option without any, all else is done in ``so_far``.

    Raises EntryProblem where a share that stands there is no number.
    """
    changed, place = deepcopy(dict(data)), ("options", key, LOCATIONS)
    shares = at(changed, place) or {so_far: "100%"}
    put_at(changed, place, {**_scaled(shares, 100 - percent), name: f"{percent:.12g}%"})
    return changed


def without_location(data: Mapping[str, Any], key: str, name: str) -> Data:
    """Without a location and its prices; the last one that is left has one price again.

    Raises EntryProblem where a share that stands there is no number.
    """
    changed, place, names = deepcopy(dict(data)), ("options", key, LOCATIONS), locations_of(data, key)
    left = [one for one in names if one != name]
    for node in blends(changed, key):
        prices = at(changed, node)
        put_at(changed, node, {one: prices[one] for one in left} if len(left) > 1 else prices[left[0]])
    put_at(changed, place, _scaled({one: at(changed, place)[one] for one in left}, 100.0))
    return changed


def blends(data: Mapping[str, Any], key: str) -> list[Place]:
    """Where an option states a price for each of its locations."""
    names = set(locations_of(data, key))
    return [
        place
        for section in SECTIONS
        for place, said in _mappings(at(data, ("options", key, section)), ("options", key, section))
        if names and set(said) == names and not any(map(_is_section, said.values()))
    ]


def split(data: Mapping[str, Any], place: Place, names: Sequence[str]) -> Data:
    """One price for each of some names, all as the one that stands there."""
    changed = deepcopy(dict(data))
    put_at(changed, place, {name: deepcopy(at(data, place)) for name in names})
    return changed


def joined(data: Mapping[str, Any], place: Place, name: str) -> Data:
    """One price for all, that of ``name``."""
    changed = deepcopy(dict(data))
    put_at(changed, place, deepcopy(at(data, (*place, name))))
    return changed


def _scaled(shares: Mapping[str, Any], total: float) -> dict[str, Any]:
    """The same proportions with another sum, in percent; the last share takes what rounding leaves."""
    percents = {name: 100 * number(SHARE, base_of(raw)) for name, raw in shares.items()}
    whole, names = sum(percents.values()), list(shares)
    if whole <= 0:  # nothing to keep the proportions of
        percents, whole = dict.fromkeys(names, 1.0), float(len(names))
    found = {name: round(total * percents[name] / whole, DIGITS) for name in names[:-1]}
    found[names[-1]] = round(total - sum(found.values()), DIGITS)
    return {name: with_another_base(shares[name], f"{found[name]:.12g}%") for name in names}


def _mappings(said: Any, place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    if isinstance(said, Mapping):
        yield place, said
        for name, inner in said.items():
            yield from _mappings(inner, (*place, name))
    elif isinstance(said, list):
        for position, inner in enumerate(said):
            yield from _mappings(inner, (*place, position))


def _is_section(said: Any) -> bool:
    """Whether it is no price but a section that happens to be called as a location is."""
    return isinstance(said, Mapping) and not ENTRY_KEYS & set(said)
