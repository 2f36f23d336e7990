"""The mark of the inputs: whatever makes another result has another mark."""

from copy import deepcopy
from typing import Any

from tcomodel import Comparison, compare, scenario_from
from tcomodel.entry_at import put_at
from tcomodel.fingerprint import fingerprint
from tcomodel.givens import Terms, givens_of
from tcomodel.problems import ProblemsFound
from tests.case_file import all_cases, card
from tests.test_scenario_changes import leaves


def choices(terms: type[Terms] = Terms) -> dict[str, set[str]]:
    """Every input that is a choice, and what can be chosen."""
    found = {name: set(one.choices) for name, one in givens_of(terms).items() if one.kind == "choice"}
    for below in terms.__subclasses__():
        found |= choices(below)
    return found


def chosen_otherwise(data: dict[str, Any], place: tuple[Any, ...], other: str) -> Comparison | None:
    """The comparison with another choice, None where that cannot be meant."""
    changed = deepcopy(data)
    put_at(changed, place, other)
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
            others = known.get(str(place[-1]), set()) - {value} if isinstance(value, str) else set()
            new = [other for other in sorted(others) if (place[-1], value, other) not in tried]
            tried |= {(place[-1], value, other) for other in new}
            one = compare(scenario_from(case.scenario), card()) if new else None
            for other in new:
                two = chosen_otherwise(case.scenario, place, other)
                if one is not None and two is not None and totals(one) != totals(two):
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
