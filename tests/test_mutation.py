"""Every formula of the model changed on purpose: some case must part from its numbers (tests/mutation).

A sample that is the same each time; TCO_MUTANTS=all asks for every mutant, which takes most of an hour and goes on
where it was stopped.
"""

import ast
import os
from random import Random

import pytest

from tcomodel import staffing
from tests.mutation.formulas import changes
from tests.mutation.mutants import Mutant, of_line, of_words, planted
from tests.mutation.run import RESULTS, known, whole_run
from tests.mutation.survivors import PAGE, key_of, listed
from tests.mutation.trial import judged
from tests.whole_model import lines_of_the_model

LINES, OF_EACH = 32, 5
LEAST = 0.95
every_mutant = pytest.mark.skipif(os.environ.get("TCO_MUTANTS") != "all", reason="TCO_MUTANTS=all asks for it")


def sample() -> list[Mutant]:
    """A few mutants of some lines, without those nobody can notice."""
    drawn, found = Random(2027), []
    for where, line in drawn.sample(lines_of_the_model(), LINES):
        several = [one for one in of_line(where, line) if key_of(one) not in listed()]
        found += drawn.sample(several, min(OF_EACH, len(several)))
    return found


def of_hires() -> list[Mutant]:
    return [*of_line("tcomodel.staffing.hires", staffing.hires)]


# -- the mutants ---------------------------------------------------------------------------------------------------


def test_a_sample_of_mutants_is_noticed():
    mutants = sample()
    assert len(mutants) > 0.9 * LINES * OF_EACH
    unnoticed = [one.key for one in mutants if not judged(one).killed]
    assert unnoticed == [], "write a case that notices them, or give the reason in tests/mutation/survivors.yaml"


@every_mutant
@pytest.mark.timeout(0)
def test_every_mutant_is_noticed_or_has_a_reason():
    for _ in whole_run(RESULTS):
        pass
    found = known(RESULTS)
    loose = [one["key"] for one in found.values() if not one["witness"] and one["key"] not in listed()]
    assert loose == []
    assert sum(bool(one["witness"]) for one in found.values()) / len(found) >= LEAST


def test_a_mutant_that_nobody_asks_about_is_not_noticed():
    unasked = [one for one in of_hires() if one.kind == "sign"]
    assert [judged(one, witnesses=[], reference=False).killed for one in unasked] == [False]
    assert [judged(one).killed for one in unasked] == [True]


# -- how they are made ---------------------------------------------------------------------------------------------


def test_a_formula_is_changed_in_one_place_at_a_time():
    tree = ast.parse("def hires(growth, leavers):\n    return at_least(growth + leavers, 0)").body[0]
    assert isinstance(tree, ast.FunctionDef)
    found = [ast.unparse(one.body[0]).removeprefix("return ") for _, one in changes(tree, {"growth": ("leavers",)})]
    assert found == [
        "at_most(growth + leavers, 0)",
        "growth + leavers",
        "0",
        "at_least(growth - leavers, 0)",
        "at_least(growth, 0)",
        "at_least(leavers, 0)",
        "at_least(leavers + leavers, 0)",
        "at_least(1 + leavers, 0)",
        "at_least(growth + leavers, 1)",
        "at_least(growth + leavers, -1)",
    ]


def test_the_model_is_as_it_was_after_a_mutant():
    before = dict(vars(staffing.hires)), staffing.hires.function.__code__
    for mutant in of_hires():
        with planted(mutant):
            assert (dict(vars(staffing.hires)), staffing.hires.function.__code__) != before
        assert staffing.hires.function.__code__ is before[1]
        assert {name: one for name, one in vars(staffing.hires).items() if name in before[0]} == before[0] | {}


# -- the list ------------------------------------------------------------------------------------------------------


def test_the_list_names_mutants_that_there_are():
    wanted = {key.partition(": ")[0] for key in listed()}
    lines = [(where, line) for where, line in lines_of_the_model() if where.removeprefix("tcomodel.") in wanted]
    there = {key_of(one) for where, line in lines for one in of_line(where, line)}
    assert listed().keys() - there - {key_of(one) for one in of_words()} == set()


def test_the_page_names_all_that_nobody_notices():
    text = PAGE.read_text(encoding="utf-8")
    assert [key for key in listed() if f"`{key}`" not in text] == [], "run python -m tests.mutation --page"
