"""Whatever line somebody clicks, it can be explained: over the term, in a month, in words and in numbers."""

import pytest

from tcomodel import compare, scenario_from
from tcomodel.problems import ProblemsFound
from tcomodel.readers.trace import explain
from tcomodel.readers.trace_numbers import numbers_in_words
from tcomodel.readers.trace_steps import steps_down
from tests.case_file import all_cases, card, case_files

MONTH = 3


@pytest.mark.parametrize("file", case_files())
def test_every_line_of_a_case_is_explained(file: str):
    """Each once, in the first case that has it."""
    told = set()
    for case in all_cases():
        if case.file != file:
            continue
        try:
            result = compare(scenario_from(case.scenario), card())
        except ProblemsFound:
            continue  # half a scenario, of which single lines are looked at
        for row in result.model.rows:
            if row.line in told:
                continue
            told.add(row.line)
            for month in (None, MONTH) if row.is_monthly and len(result.months) >= MONTH else (None,):
                explained = explain(result, row.key, month, depth=0)
                assert explained.value_in_words
                assert explained.words
                steps_down(result, row, month)
                numbers_in_words(result, row, month)
    assert told
