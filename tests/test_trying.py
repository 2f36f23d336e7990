"""Trying one value after the other gives the numbers that the whole model gives, worked out each time."""

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.blockwise import evaluate_rows
from tcomodel.model import Input
from tcomodel.negotiation import trying
from tcomodel.negotiation.trying import Trying
from tcomodel.problems import ProblemsFound
from tcomodel.serving import serving_rows
from tcomodel.uncertainty import draw_world
from tests.case_file import ROOT, card

DRAWS = 96


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


@pytest.fixture(scope="module")
def world(example: Comparison) -> dict[Input, np.ndarray]:
    return {one: values[:DRAWS] for one, values in draw_world(example.model, 1024, 1).replaced.items()}


def of_option(comparison: Comparison, option: str, name: str) -> Input:
    return next(one for one in comparison.model.inputs if one.key == f"{option}.{name}")


@pytest.mark.parametrize("kept", [trying.MOST_KEPT, 0], ids=["kept", "too much to keep"])
@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("seats_manila", "minimum_fee"),
        ("hybrid", "core_seats"),
        ("seats_manila", "price_change"),
        ("hybrid", "seat_rate"),
    ],
)
def test_every_try_is_the_whole_model(
    example: Comparison, world: dict, option: str, name: str, kept: int, monkeypatch: pytest.MonkeyPatch
):
    """Also of rows that do not follow from what is tried, such as whether the option serves its work."""
    monkeypatch.setattr(trying, "MOST_KEPT", kept)
    model, one = example.model, of_option(example, option, name)
    drawn = {other: values for other, values in world.items() if other is not one}
    rows = [model.option(option).figures["npv"], *serving_rows(model.option(option))]
    tries = Trying(model, rows, [one], drawn)
    assert tries.is_small == bool(kept)
    for factor in (0.0, 0.7, 1.0, 1.9) if name != "price_change" else (-0.4, 0.0, 0.2):
        value = np.full((DRAWS, 1), factor) if name == "price_change" else np.atleast_1d(one.value)[None, :] * factor
        tried = {one: np.broadcast_to(value, (DRAWS, value.shape[1]))}
        found, whole = tries.at(tried), evaluate_rows(model, rows, drawn | tried)
        assert found.keys() == whole.keys()
        for row in rows:
            assert np.array_equal(found[row], whole[row]), (row.key, factor)


def test_without_draws_and_in_a_contract_of_one_month():
    vendor = {
        "pricing": {"model": "per_ticket", "ticket_price": 2}, "contract": {"commitment": {"minimum_fee": 3_000}},
    }  # fmt: skip
    data = {"start": "2027-01", "months": 1, "demand": {"volume": {"voice": 1_000}}, "options": {"vendor": vendor}}
    comparison = compare(scenario_from(data), card())
    model = comparison.model
    row, fee = model.option("vendor").figures["tco"], of_option(comparison, "vendor", "minimum_fee")
    volume = next(one for one in model.inputs if one.name == "volume")
    assert Trying(model, [row], [fee], {}).at({fee: np.array([[2_500.0]])})[row] == pytest.approx([2_500])
    drawn = {volume: np.array([[1_000.0], [2_000.0]])}
    found = Trying(model, [row], [fee], drawn).at({fee: np.full((2, 1), 2_500.0)})
    assert found[row] == pytest.approx([2_500, 4_000])


def test_a_cost_that_is_no_number_is_named(example: Comparison, world: dict):
    model, fee = example.model, of_option(example, "seats_manila", "minimum_fee")
    tries = Trying(model, [model.option("seats_manila").figures["npv"]], [fee], world)
    with pytest.raises(ProblemsFound, match="no finite number"):
        tries.at({fee: np.full((DRAWS, 1), np.inf)})
