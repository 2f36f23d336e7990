"""Blocks of draws give what the plain evaluation of every draw gives, row by row, for any contract."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from tcomodel import compare, load_scenario, scenario_from
from tcomodel.blockwise import BLOCK, evaluate_rows, lines_evaluated
from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Model
from tcomodel.moves import is_moved
from tcomodel.problems import ProblemsFound
from tcomodel.results import Comparison
from tests.case_file import ROOT, card
from tests.drawn_scenarios import scenario as drawn_scenario
from tests.typed_inputs import typed_numbers, with_numbers

SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
DRAWN = 24  # scenarios of drawn contracts
CLOSE = 1e-12
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"


def a_comparison(path: Path = EXAMPLE) -> Comparison:
    return compare(load_scenario(path), card())


def some_draws(model: Model, draws: int, number: int, spread: float = 0.05) -> dict[Input, np.ndarray]:
    """Every amount of a model drawn around its value; a series by month in every second one."""
    chance = np.random.default_rng(number)
    found = {}
    for position, one in enumerate(one for one in model.inputs if is_moved(one)):
        months = np.size(one.value) if np.ndim(one.value) and position % 2 else 1
        moved = np.asarray(one.value) * chance.normal(1, spread, (draws, months))
        found[one] = np.clip(moved, *one.given.limits)
    return found


def differences(comparison: Comparison, replaced: dict[Input, np.ndarray]) -> dict[str, float]:
    """The largest difference of each row that differs, as a part of the largest value of the row in that draw.

    Not of each value: hires are a difference of agents, and where two almost cancel out their last bit is a large part
    of what is left. Processors differ in it where powers are worked out eight at a time or one.
    """
    model = comparison.model
    found, plain = evaluate_rows(model, model.rows, replaced), evaluate(model, replaced)
    apart = {}
    for row in model.rows:
        here = found[row] if row.is_monthly else found[row][:, None]
        there = np.broadcast_to(plain[row], here.shape)
        largest = np.where(np.isfinite(there), np.abs(there), 0.0).max(axis=-1, keepdims=True)
        scale = np.maximum(largest, np.finfo(float).tiny)
        with np.errstate(invalid="ignore"):
            gap = np.where(here == there, 0.0, np.abs(here - there) / scale)
        if np.any(gap > CLOSE) or not np.array_equal(np.isfinite(here), np.isfinite(there)):
            apart[row.key] = float(np.nanmax(gap))
    return apart


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_row_of_the_scenarios_is_the_plain_evaluation(path: Path):
    comparison = a_comparison(path)
    assert differences(comparison, some_draws(comparison.model, 12, 1)) == {}


@pytest.mark.parametrize("number", range(DRAWN))
def test_every_row_of_a_drawn_contract_is_the_plain_evaluation(number: int):
    comparison = compare(scenario_from(drawn_scenario(number)), card())
    replaced = some_draws(comparison.model, 7, number)
    try:
        evaluate(comparison.model, replaced)
    except ProblemsFound:
        replaced = some_draws(comparison.model, 7, number, spread=1e-4)
    assert differences(comparison, replaced) == {}


def test_a_draw_of_the_values_as_they_are_gives_the_comparison_itself():
    comparison = a_comparison()
    same = {one: np.array([[one.value]]) for one in comparison.model.inputs if np.ndim(one.value) == 0}
    rows = [option.model.figures["npv"] for option in comparison.options]
    found = evaluate_rows(comparison.model, rows, same)
    for option, row in zip(comparison.options, rows, strict=True):
        assert found[row][0] == pytest.approx(option.figure("npv"), rel=CLOSE)


def test_blocks_join_without_a_seam():
    """The same draws in one run and in several, with a last block that is not full."""
    comparison = a_comparison()
    rows = [option.model.figures[name] for option in comparison.options for name in ("npv", "total_cost")]
    replaced = some_draws(comparison.model, BLOCK + 37, 2)
    whole = evaluate_rows(comparison.model, rows, replaced)
    for first, last in ((0, 40), (BLOCK - 3, BLOCK + 37)):
        part = evaluate_rows(comparison.model, rows, {one: value[first:last] for one, value in replaced.items()})
        for row in rows:
            np.testing.assert_allclose(part[row], whole[row][first:last], rtol=CLOSE)


def test_only_what_moves_and_is_needed_is_worked_out():
    comparison = a_comparison()
    price = next(one for one in comparison.model.inputs if one.name == "seat_rate" and one.scope.path[0] == "hybrid")
    rows = [comparison.option("hybrid").model.figures["npv"]]
    lines = lines_evaluated(comparison.model, rows, {price: np.ones((2, 1))})
    assert {line.scope.path[0] for line in lines} == {"hybrid"}
    assert lines[-1] is rows[0]
    assert "tco" not in {line.name for line in lines}


def test_rows_that_no_draw_moves_are_there_all_the_same():
    comparison = a_comparison()
    price = next(one for one in comparison.model.inputs if one.name == "seat_rate" and one.scope.path[0] == "hybrid")
    own = comparison.options[0]
    found = evaluate_rows(
        comparison.model, [own.model.figures["npv"], own.model.figures["total_cost"]], {price: np.ones((3, 1))}
    )
    np.testing.assert_array_equal(found[own.model.figures["npv"]], [own.figure("npv")] * 3)
    np.testing.assert_array_equal(found[own.model.figures["total_cost"]], [own.by_month] * 3)


def test_progress_is_told_and_may_end_the_run():
    comparison = a_comparison()
    rows = [comparison.options[0].model.figures["npv"]]
    replaced = some_draws(comparison.model, 3 * BLOCK, 3)
    told: list[float] = []
    evaluate_rows(comparison.model, rows, replaced, told.append)
    assert told == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0]

    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        told.append(share)
        raise Enough

    told.clear()
    with pytest.raises(Enough):
        evaluate_rows(comparison.model, rows, replaced, stop)
    assert told == [pytest.approx(1 / 3)]


def test_a_cost_that_is_no_number_is_named():
    comparison = a_comparison()
    occupancy = next(one for one in comparison.model.inputs if one.name == "occupancy")
    npv = [option.model.figures["npv"] for option in comparison.options]
    with pytest.raises(ProblemsFound, match="gives no finite number"):
        evaluate_rows(comparison.model, npv, {occupancy: np.array([[0.8], [0.0]])})


def test_memory_does_not_grow_with_what_is_between():
    comparison = a_comparison()
    rows = [option.model.figures["npv"] for option in comparison.options]
    replaced = some_draws(comparison.model, 8 * BLOCK, 4)
    tracemalloc.start()
    evaluate_rows(comparison.model, rows, replaced, values=comparison.values)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40e6


@pytest.mark.parametrize("number", [8, 24])
def test_short_terms_and_what_a_condition_keeps_from_moving(number: int):
    """Prices moved alone in workbooks as they are typed in: months earlier than the term, totals of what stays."""
    comparison = compare(scenario_from(drawn_scenario(number)), card())
    typed = with_numbers(comparison, typed_numbers(comparison, number))
    price = [one for one in typed.model.inputs if one.name == "price_change"]
    replaced = {one: np.array([[-0.5], [0.0], [1.5]]) for one in price}
    assert differences(typed, replaced) == {}
