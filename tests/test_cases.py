"""Every line of the model against cases worked by hand, and against published figures with their source.

A case runs alone and again as one draw of a simulation, which must give the same.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from tcomodel.evaluation import Values, evaluate
from tcomodel.givens import givens_of
from tcomodel.model import Input
from tcomodel.timeline import Constants
from tests.case_file import Case, all_cases, arithmetic, case_files, file_of, model_of, number_at, row_of
from tests.whole_model import lines_of_the_model

CASES = all_cases()
DRAWS = np.array([[1.0], [0.9], [0.97]])
SAME = 1e-12
# One test asks one thing of all cases of a file and names each that breaks it, with what was found and expected.
file_by_file = pytest.mark.parametrize("name", case_files())


def cases_of(name: str) -> list[Case]:
    return [case for case in CASES if case.file == name]


@cache
def values_of(case: str) -> Values:
    return evaluate(model_of(case))


def numbers_of(case: Case, texts: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """What a case says of its numbers: the key with its text, the number found, the number of the text."""
    for key, text in texts.items():
        found = number_at(model_of(str(case)), values_of(str(case)), key)
        yield f"{case}: {key}: expected {text}", found, arithmetic(text)


def each_of(cases: Iterable[Case], breaks: Callable[[Case], Iterable[str]]) -> list[str]:
    """What is wrong with any of them; one that cannot be worked out does not keep the others from being looked at."""
    wrong: list[str] = []
    for case in cases:
        try:
            wrong += breaks(case)
        except Exception as stopped:
            wrong.append(f"{case}: {type(stopped).__name__}: {stopped}")
    return wrong


def test_every_file_has_cases():
    assert len(CASES) > 590
    assert [name for name in case_files() if not cases_of(name)] == []


@file_by_file
def test_cases_come_out(name: str):
    wrong = each_of(cases_of(name), other_than_expected)
    assert not wrong, "\n".join(wrong)


def other_than_expected(case: Case) -> Iterator[str]:
    near = 1e-9 if case.tolerance is None else case.tolerance
    for said, found, expected in numbers_of(case, case.expected):
        if not math.isclose(found, expected, rel_tol=1e-9, abs_tol=near):
            yield f"{said} = {expected}, found {found}"


@file_by_file
def test_a_wrong_figure_of_a_source_does_not_come_out(name: str):
    def those(case: Case) -> Iterator[str]:
        near = 1e-6 if case.tolerance is None else case.tolerance
        for said, found, never in numbers_of(case, case.never):
            if math.isclose(found, never, rel_tol=1e-6, abs_tol=near):
                yield f"{said.replace('expected', 'never')} = {never}, came out as {found}"

    wrong = each_of(cases_of(name), those)
    assert not wrong, "\n".join(wrong)


def scaled(one: Input) -> bool:
    """Inputs whose draws differ: numbers, without switches, whole numbers and what holds by definition."""
    return one.given.kind in ("number", "months") and one.name not in {
        *givens_of(Constants),
        "month",
        "first_calendar_month",
        "paid_at",
    }


@file_by_file
def test_cases_as_draws_of_a_simulation(name: str):
    """The first draw is the case itself; the others scale its inputs and must agree with a run of their own."""
    wrong = each_of(cases_of(name), draws_that_differ)
    assert not wrong, "\n".join(wrong)


def draws_that_differ(case: Case) -> Iterator[str]:
    model = model_of(str(case))
    several = {one: np.asarray(one.value) * DRAWS for one in model.inputs if scaled(one)}
    together = evaluate(model, several)
    for row in model.rows:
        months = model.months_of(row.scope)
        if row.is_monthly and np.asarray(together[row]).shape[-1] != months:
            yield f"{case}: {row.key} has {np.asarray(together[row]).shape[-1]} months instead of {months}"
    for draw in range(len(DRAWS)):
        alone = evaluate(
            model, {one: draws[draw] if np.ndim(one.value) else float(draws[draw, 0]) for one, draws in several.items()}
        )
        for row in model.rows:
            batch, single = np.asarray(together[row], float), np.asarray(alone[row], float)
            if batch.ndim > 1:
                batch = batch[draw] if batch.shape[0] > 1 else batch[0]
            # Nearly all are equal to the bit, and looking closer takes a hundred times as long.
            if not ((batch == single).all() or np.allclose(batch, single, rtol=SAME, atol=SAME, equal_nan=True)):
                yield f"{case}: {row.key} in draw {draw}: {batch} together, {single} alone"


def test_every_line_is_held_by_a_case():
    held = {row_of(model_of(str(case)), key).line for case in CASES for key in case.expected}
    loose = [where for where, line in lines_of_the_model() if line not in held]
    assert not loose, f"no case has an expected value for {len(loose)} lines: {', '.join(sorted(loose))}"


def test_ids_are_said_once():
    ids = [str(case) for case in CASES]
    assert len(ids) == len(set(ids))


def test_cases_say_what_they_show():
    assert [str(case) for case in CASES if not case.shows.endswith(".")] == [], "one sentence"
    assert [str(case) for case in CASES if not case.expected] == [], "without an expected value it shows nothing"


def test_published_cases_name_their_source():
    published = [case for case in CASES if case.facts]
    assert len(published) > 50
    wanted = {"source", "address", "date", "category"}
    assert {str(case): missing for case in published if (missing := wanted - case.facts.keys())} == {}
    half = [str(case) for case in published if bool(case.never) != ("source_error" in case.facts)]
    assert half == [], "say what is wrong with the source, and which figure is never right"


@file_by_file
def test_what_cannot_be_said_yet_has_a_reason(name: str, capsys: pytest.CaptureFixture):
    waiting = file_of(name).get("not_yet", [])
    for one in waiting:
        assert one.keys() == {"id", "needs"}, one
        assert one["id"] not in {case.id for case in CASES}, f"{one['id']} can be said: take it off the list"
    with capsys.disabled():
        for one in waiting:
            print(f"\n  not yet a case: {one['id']}: {one['needs']}", end="")  # noqa: T201


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a + 1", "1 if 1 else 2", "'text'", "True", "min(1, x=2)", "1 +", "[1]"]
)
def test_only_arithmetic_is_worked_out(text: str):
    with pytest.raises(ValueError, match="is not arithmetic"):
        arithmetic(text)
