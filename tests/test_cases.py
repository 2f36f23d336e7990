"""Every line of the model against cases worked by hand, and against published figures with their source.

A case runs alone and again as one draw of a simulation, which must give the same.
"""

import math

import numpy as np
import pytest

from tcomodel.evaluation import evaluate
from tcomodel.givens import givens_of
from tcomodel.model import Input
from tcomodel.timeline import Constants
from tests.case_file import Case, all_cases, arithmetic, case_files, file_of, model_of, number_at, row_of
from tests.whole_model import lines_of_the_model

CASES = all_cases()
PUBLISHED = [case for case in CASES if case.facts]
DRAWS = np.array([[1.0], [0.9], [0.97]])


def line_by_line(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=str)


@line_by_line(CASES)
def test_case(case: Case):
    model = model_of(str(case))
    values = evaluate(model)
    for key, text in case.expected.items():
        found, expected = number_at(model, values, key), arithmetic(text)
        near = 1e-9 if case.tolerance is None else case.tolerance
        assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=near), (
            f"{key}: expected {text} = {expected}, found {found}"
        )


@line_by_line([case for case in CASES if case.never])
def test_a_wrong_figure_of_a_source_does_not_come_out(case: Case):
    model = model_of(str(case))
    values = evaluate(model)
    for key, text in case.never.items():
        near = 1e-6 if case.tolerance is None else case.tolerance
        found = number_at(model, values, key)
        assert not math.isclose(found, arithmetic(text), rel_tol=1e-6, abs_tol=near), f"{key}: came out as {found}"


def scaled(one: Input) -> bool:
    """Inputs whose draws differ: numbers, without switches, whole numbers and what holds by definition."""
    return one.given.kind in ("number", "months") and one.name not in {
        *givens_of(Constants),
        "month",
        "first_calendar_month",
        "paid_at",
    }


@line_by_line(CASES)
def test_case_as_a_draw_of_a_simulation(case: Case):
    """The first draw is the case itself; the others scale its inputs and must agree with a run of their own."""
    model = model_of(str(case))
    several = {one: np.asarray(one.value) * DRAWS for one in model.inputs if scaled(one)}
    together = evaluate(model, several)
    for draw in range(len(DRAWS)):
        alone = evaluate(
            model, {one: draws[draw] if np.ndim(one.value) else float(draws[draw, 0]) for one, draws in several.items()}
        )
        for row in model.rows:
            batch, single = np.asarray(together[row], float), np.asarray(alone[row], float)
            if batch.ndim > 1:
                batch = batch[draw] if batch.shape[0] > 1 else batch[0]
            np.testing.assert_allclose(np.broadcast_to(batch, np.broadcast_shapes(batch.shape, single.shape)),
                                       np.broadcast_to(single, np.broadcast_shapes(batch.shape, single.shape)),
                                       rtol=1e-12, atol=1e-12, err_msg=f"{row.key} in draw {draw}")  # fmt: skip
            if row.is_monthly:
                assert np.asarray(together[row]).shape[-1] == model.months_of(row.scope), row.key


def test_every_line_is_held_by_a_case():
    held = {row_of(model_of(str(case)), key).line for case in CASES for key in case.expected}
    loose = [where for where, line in lines_of_the_model() if line not in held]
    assert not loose, f"no case has an expected value for {len(loose)} lines: {', '.join(sorted(loose))}"


def test_ids_are_said_once():
    ids = [str(case) for case in CASES]
    assert len(ids) == len(set(ids))


@line_by_line(CASES)
def test_case_says_what_it_shows(case: Case):
    assert case.shows.endswith("."), "one sentence"
    assert case.expected, "a case without an expected value shows nothing"


@line_by_line(PUBLISHED)
def test_published_case_names_its_source(case: Case):
    assert {"source", "address", "date", "category"} <= case.facts.keys()
    assert bool(case.never) == ("source_error" in case.facts), (
        "say what is wrong with the source, and which figure is never right"
    )


@pytest.mark.parametrize("name", case_files())
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
