"""A model laid over a pattern is the model that wiring it anew would give."""

import copy
from typing import Any

import numpy as np
import pytest

from tcomodel import assembly, load_scenario, scenario_from
from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Model
from tests.case_file import ROOT, all_cases, card

SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))


def wired_anew(scenario: Any) -> Model:
    assembly.PATTERNS.clear()
    return assembly.assemble(scenario, card())


def told(model: Model) -> list[Any]:
    """Everything about a model that a reader sees, without its numbers."""

    def name(one: Any) -> Any:
        if isinstance(one, list):
            return [name(inner) for inner in one]
        return (*one.scope.path, one.name) if isinstance(one, Input) else one.key

    options = []
    for option in model.options:
        parts = [option.postings, *option.stated_teams, option.rows]
        named = [{key: name(row) for key, row in rows.items()} for rows in (option.categories, option.figures)]
        left_out = [line.name for line in option.left_out]
        options.append([option.key, [name(list(part)) for part in parts], named, option.reasons, left_out])
    rows = [[row.key, row.unit, row.is_monthly, name(row.arguments)] for row in model.rows]
    return [rows, options, name(model.inputs), name(model.unused)]


def same(one: Model, other: Model) -> None:
    assert told(one) == told(other)
    ours, theirs = evaluate(one), evaluate(other)
    for mine, its in zip(one.rows, other.rows, strict=True):
        np.testing.assert_array_equal(ours[mine], theirs[its], err_msg=mine.key)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_pattern_gives_the_same_model(path: Any):
    scenario = load_scenario(path)
    anew = wired_anew(scenario)
    assert len(assembly.PATTERNS) == 1
    over = assembly.assemble(scenario, card())
    assert len(assembly.PATTERNS) == 1, "the second time nothing is wired"
    same(anew, over)


def other_numbers(node: Any) -> Any:
    """The scenario with other numbers and the same words."""
    if isinstance(node, dict):
        return {key: other_numbers(value) for key, value in node.items()}
    return node * 0.75 if isinstance(node, float) else node


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_other_numbers_find_the_pattern_and_other_words_do_not(path: Any):
    scenario = load_scenario(path)
    data = copy.deepcopy(dict(scenario.data))
    data["timing"] = {**data.get("timing", {}), "discount_rate": 0.05}
    data["service"] = other_numbers(data.get("service", {}))
    changed = scenario_from(data, scenario.folder)
    wired_anew(changed)
    data["timing"] = {**data["timing"], "discount_rate": 0.0725}
    nudged = scenario_from(data, scenario.folder)
    over = assembly.assemble(nudged, card())
    assert len(assembly.PATTERNS) == 1
    same(wired_anew(nudged), over)
    data["timing"] = {**data["timing"], "discount_timing": "end"}
    assembly.assemble(scenario_from(data, scenario.folder), card())
    assert len(assembly.PATTERNS) == 2, "another alternative is another pattern"


def test_every_case_finds_its_pattern():
    for case in all_cases():
        scenario = scenario_from(case.scenario)
        same(wired_anew(scenario), assembly.assemble(scenario, card()))


def test_only_so_many_patterns_are_kept():
    assembly.PATTERNS.clear()
    for months in range(1, assembly.MOST_PATTERNS + 5):
        label = f"option_{months}"
        data = {"start": "2027-01", "months": 3, "demand": {"volume": {"voice": 5}},
                "options": {label: {"in_house": {"monthly_budget": 9}}}}  # fmt: skip
        assembly.assemble(scenario_from(data), card())
    assert len(assembly.PATTERNS) == assembly.MOST_PATTERNS
