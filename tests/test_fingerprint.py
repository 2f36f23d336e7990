"""The mark of the inputs: whatever makes another result has another mark."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tcomodel import Comparison, compare, scenario_from
from tcomodel.fingerprint import fingerprint
from tcomodel.givens import Terms, givens_of
from tcomodel.problems import ProblemsFound
from tests.case_file import all_cases, card


def choices(terms: type[Terms] = Terms) -> dict[str, set[str]]:
    """Every input that is a choice, and what can be chosen."""
    found = {name: set(one.choices) for name, one in givens_of(terms).items() if one.kind == "choice"}
    for below in terms.__subclasses__():
        found |= choices(below)
    return found


def leaves(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every entry of a scenario, with its place."""
    if isinstance(data, dict | list):
        for name, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(inner, (*place, name))
    else:
        yield place, data


def chosen_otherwise(data: dict[str, Any], place: tuple[Any, ...], other: str) -> Comparison | None:
    """The comparison with another choice, None where that cannot be meant."""
    changed = deepcopy(data)
    section = changed
    for name in place[:-1]:
        section = section[name]
    section[place[-1]] = other
    try:
        return compare(scenario_from(changed), card())
    except ProblemsFound:
        return None


def totals(comparison: Comparison) -> list[float]:
    return [option.total for option in comparison.options]


def test_another_choice_that_makes_another_result_has_another_mark():
    known, tried, moved = choices(), set[tuple[str, str, str]](), 0
    for case in all_cases():
        for place, value in leaves(case.scenario):
            for other in sorted(known.get(str(place[-1]), set()) - {str(value)}) if isinstance(value, str) else ():
                if (place[-1], value, other) in tried:
                    continue
                tried.add((place[-1], value, other))
                one, two = compare(scenario_from(case.scenario), card()), chosen_otherwise(case.scenario, place, other)
                if two is not None and totals(one) != totals(two):
                    moved += 1
                    assert fingerprint(one) != fingerprint(two), (case, place, other)
    assert moved > 40, f"{moved} other choices moved a figure"


def test_names_that_change_places_have_another_mark():
    data = {
        "start": "2027-01", "months": 12, "demand": {"volume": {"voice": 5000}},
        "options": {
            "a": {"label": "Manila", "pricing": {"model": "per_ticket", "ticket_price": 3}},
            "b": {"label": "Warsaw", "pricing": {"model": "per_ticket", "ticket_price": 4}},
        },
    }  # fmt: skip
    swapped = deepcopy(data)
    swapped["options"]["a"]["label"], swapped["options"]["b"]["label"] = "Warsaw", "Manila"
    marks = {fingerprint(compare(scenario_from(one), card())) for one in (data, swapped)}
    assert len(marks) == 2
