"""docs/mechanics.md says what the model does: every key of a contract is on it and is used by a case."""

import pytest

from tcomodel import old_team, poor_service, pricing, transition
from tcomodel.contract import CLAUSES
from tcomodel.givens import givens_of, members_of
from tests import mechanics_page
from tests.mechanics_page import MECHANICS, Mechanic

CONTRACT = [
    *(clause.terms for clause in CLAUSES.values()),
    *(pricing.find(name).Pricing for name in pricing.names()),
    transition.Transition,
    old_team.OldTeam,
    poor_service.PoorService,
]
ONLY_TOLD = {"chronic_in_a_row", "chronic_of_twelve"}  # a warning, no number: tests/test_service_levels.py


def keys_of(terms) -> set[str]:
    """The keys of a section, with those of the groups inside it."""
    groups = members_of(terms).values()
    return {*givens_of(terms), *members_of(terms)}.union(*(keys_of(group.terms) for group in groups))


def on_the_page() -> set[str]:
    return {name for one in MECHANICS for name in (*mechanics_page.inputs_of(one), *mechanics_page.groups_of(one))}


def test_the_page_is_current():
    text = mechanics_page.PAGE.read_text(encoding="utf-8")
    assert text == mechanics_page.page(), "docs/mechanics.md is stale: run make docs"


@pytest.mark.parametrize("mechanic", MECHANICS, ids=lambda one: one.title)
def test_a_mechanic_is_held_by_a_case(mechanic: Mechanic):
    assert mechanics_page.cases_of(mechanic)
    assert not (unknown := set(mechanic.only) - mechanics_page.inputs_of(mechanic).keys()), unknown


def test_every_key_of_a_contract_is_on_the_page():
    missing = set().union(*map(keys_of, CONTRACT)) - on_the_page() - {"kpis", "bands", "ladder"}
    assert not missing


def test_every_key_of_a_contract_is_stated_by_a_case():
    used = frozenset().union(*(mechanics_page.used_in(str(case)) for case in mechanics_page.all_cases()))
    missing = set().union(*map(keys_of, CONTRACT)) - used - ONLY_TOLD
    assert not missing, f"no case states {', '.join(sorted(missing))}"
