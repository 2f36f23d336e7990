"""What must hold for every contract anybody can write: any pricing model, any clauses, any switches."""

import copy
import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, reject, settings
from hypothesis import strategies as st

from tcomodel import Comparison, categories, compare, scenario_from
from tcomodel.evaluation import Values, evaluate
from tcomodel.model import Input, Model, Placed
from tcomodel.problems import ProblemsFound
from tests.case_file import card
from tests.contracts import Section, scenarios

few = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
CENT = 1e-6


def run(data: Section) -> Comparison:
    """The comparison; a draw that the model refuses is not used."""
    try:
        return compare(scenario_from(data), card())
    except ProblemsFound:
        reject()


def months_of(result: Comparison, row: Placed) -> np.ndarray:
    return np.broadcast_to(np.asarray(result.values[row], float), (result.model.months_of(row.scope),))


def rows_of(option: Any, name: str) -> list[Placed]:
    return option.model.all_of(name)


# -- the books -------------------------------------------------------------------------------------------

def books(data):
    result = run(data)
    for row in result.model.rows:
        assert np.all(np.isfinite(np.asarray(result.values[row], float))), row.key
    for option in result.options:
        posted = sum(months_of(result, row) for row in option.model.postings)
        scale = 1 + sum(np.abs(months_of(result, row)).max() for row in option.model.postings)
        np.testing.assert_allclose(posted, option.by_month, rtol=1e-12, atol=1e-12*scale)
        np.testing.assert_allclose(sum(option.by_category.values()), option.by_month, rtol=1e-12, atol=1e-12*scale)
        near = pytest.approx(option.total, rel=1e-11, abs=1e-10*scale)
        assert sum(option.category_totals.values()) == near
        assert result.by_year(option.by_month).sum() == near
        assert option.of("cumulative_cost")[-1] == near
        assert list(option.by_category) == [name for name in categories.ORDER if name in option.by_category]
    for said in [*result.notes, *itertools.chain(*result.warnings.values())]:
        assert "nan" not in said.split() and len(said.split()) > 4, said
    result.ranking
    for option in result.options:
        option.irr, option.yearly_irr
        option.figure("payback"), option.reason("payback")
