"""The model against its reference implementation, which shares no line with it: tests.reference_model.

Every case of tests/cases it covers, the example, and drawn scenarios: all figures of every option, what it costs in
each month, each cost by itself, and what it serves, to nine digits. 60 scenarios are drawn;
TCO_REFERENCE_SCENARIOS=1000 asks for more.
"""

import ast
import os
from typing import Any

import numpy as np
import pytest
import yaml

from tcomodel import Comparison, compare, scenario_from
from tests.case_file import ROOT, all_cases, card
from tests.contracts import accepted
from tests.reference_model import NotCovered, OptionAgain, said_again
from tests.reference_scenarios import drawn_scenarios

HOW_MANY = int(os.environ.get("TCO_REFERENCE_SCENARIOS", "60"))
DIGITS = 1e-9
OF_ALL = 1e-12  # of what the options compared cost: a difference of two large numbers has no more digits
FIGURES = {"tco", "npv", "equal_annual_cost", "cost_per_contact", "levelised_cost_per_contact"}
AGAINST_A_BASELINE = {"term_saving", "npv_saving", "saving_share", "return_on_cost", "payback"}
FOLDER = ROOT / "tests" / "reference_model"
CASES_COVERED = 561  # of 629
LINES_REACHED = 440  # of the 491 of docs/lines.md


def differences(comparison: Comparison, again: dict[str, OptionAgain]) -> list[str]:
    """What the two say differently, in words."""
    found: list[str] = []
    assert {option.key for option in comparison.options} == set(again)
    for option in comparison.options:
        one = again[option.key]
        least = OF_ALL * sum(abs(month) for other in again.values() for month in other.by_month)
        compared = FIGURES | (AGAINST_A_BASELINE if "saving" in option.model.figures else set())
        assert compared <= set(one.figures), f"the reference has no {compared - set(one.figures)}"
        lines = {name: _line(comparison, option.key, name) for name in one.costs}
        for name, model, reference, smallest in (
            *((name, [float(option.of(name))], [says], _smallest(name, least)) for name, says in one.figures.items()),
            *((name, model, one.costs[name], least) for name, model in lines.items()),
            ("total_cost", list(option.by_month), one.by_month, least),
            ("served_contacts", _months(comparison, option.of("served_contacts")), one.handled, OF_ALL),
        ):
            found += _differing(f"{option.key}.{name}", model, reference, smallest)
    return found


def _smallest(name: str, least: float) -> float:
    """The smallest difference that counts for a figure; amounts of money are differences of much larger ones."""
    return least if name.startswith(("term_", "npv_", "tco", "npv", "equal")) else OF_ALL * 1000


def _differing(name: str, found: list[float], expected: list[float], least: float) -> list[str]:
    return [
        f"{name}, month {month}: the model says {one!r}, the reference {expected[month - 1]!r}"
        for month, one in enumerate(found, 1)
        if not abs(one - expected[month - 1]) <= max(DIGITS * abs(expected[month - 1]), least)
    ][:1]


def _line(comparison: Comparison, option: str, name: str) -> list[float]:
    """A cost line of an option by month: that of the option, or those of its channels together."""
    ends = [f"{option}.{name}", *(f"{option}.{channel}.{name}" for channel in comparison.scenario.file.demand.volume)]
    rows = [row for row in comparison.model.rows if row.key in ends]
    months = [_months(comparison, comparison.values[row]) for row in rows]
    return [sum(of_month) for of_month in zip(*months, strict=True)] or [0.0] * len(comparison.months)


def _months(comparison: Comparison, values: Any) -> list[float]:
    return [float(one) for one in np.broadcast_to(np.asarray(values, dtype=float), (len(comparison.months),))]


def with_rates(entry: Any, rates: dict[str, Any]) -> Any:
    """The scenario with a number wherever it names a rate of the card."""
    if isinstance(entry, dict) and "rate" in entry:
        rate = rates[entry["rate"]]
        at = rate[entry["at"]] if "at" in entry else rate.get("value", rate.get("base"))
        return at / 100 if str(rate["unit"]).startswith("%") else at
    if isinstance(entry, dict):
        return {name: with_rates(one, rates) for name, one in entry.items()}
    return [with_rates(one, rates) for one in entry] if isinstance(entry, list) else entry


# -- agreement ---------------------------------------------------------------------------------------------------


def test_the_example_comes_out_the_same():
    written = yaml.safe_load((ROOT / "data" / "scenarios" / "example.yaml").read_text(encoding="utf-8"))
    rates = yaml.safe_load((ROOT / "data" / "rates.yaml").read_text(encoding="utf-8"))["rates"]
    again = said_again(with_rates(written, rates))
    assert differences(compare(scenario_from(written), card()), again) == []
    assert len(again) == 6


def test_every_case_it_covers_comes_out_the_same():
    covered = 0
    for case in all_cases():
        try:
            again = said_again(case.scenario)
        except NotCovered:
            continue
        covered += 1
        assert differences(compare(scenario_from(case.scenario), card()), again) == [], case
    assert covered >= CASES_COVERED


@pytest.mark.timeout(300 + 10 * HOW_MANY)
def test_drawn_scenarios_come_out_the_same():
    paybacks, pricings, lines, refused = [], set(), set(), 0
    drawn = drawn_scenarios()
    for _ in range(HOW_MANY):
        while (comparison := accepted(data := next(drawn))) is None:
            refused += 1
            assert refused < 20 + HOW_MANY / 2, "the model refuses too much of what is drawn"
        again = said_again(data)
        assert differences(comparison, again) == [], data
        pricings |= {option.model.model for option in comparison.options}
        lines |= {row.name for row in comparison.model.rows}
        paybacks += [one.figures["payback"] for one in again.values() if "payback" in one.figures]
    assert len(pricings) == 11  # all ten pricing models, and the own team
    assert len(lines) > LINES_REACHED
    assert min(paybacks) == -1  # some are never paid back, some at once, some on the way
    assert paybacks.count(0) > 5
    assert sum(payback > 0 for payback in paybacks) > HOW_MANY / 10


# -- where the two once differed, by the documented rule ---------------------------------------------------------------


def test_no_more_customers_leave_than_were_helped():
    """Nobody is lost twice (tcomodel/poor_service.py): all who were helped are the most that can leave."""
    agree_on({
        "poor_service": {"customer_value": 10, "quality_expected": 0.8, "quality_attained": 0, "loss_per_point": 1.5},
        "options": {"own": {"in_house": {"monthly_budget": 1}}},
    })  # fmt: skip


def test_severance_is_paid_once_for_those_who_leave():
    """What leaves in all is the most that is no longer paid (tcomodel/old_team.py), however often work moves."""
    vendor = {"pricing": {"model": "per_ticket", "ticket_price": 2}, "transition": {"ramp": [1, 0, 1]}}
    left = {"severance_per_agent": 1000, "old_team_agents": 10}
    agree_on({"options": {"own": {"in_house": {"monthly_budget": 1}}, "vendor": vendor | {"old_team": left}}})


def test_training_after_the_last_work_has_moved_is_no_transition():
    """Whoever joins while work still moves is a one-off cost (contract/training.py); here 40 % is all that moves."""
    vendor = {"pricing": {"model": "per_ticket", "ticket_price": 2}, "contract": {"training": {"training_price": 1000}}}
    team = {"staffing": {"fixed_agents": {"voice": [10, 10, 12, 12]}}, "transition": {"ramp": ["40%"]}}
    agree_on({"options": {"own": {"in_house": {"monthly_budget": 1}}, "vendor": vendor | team}})


def agree_on(part: dict[str, Any]) -> None:
    scenario = {"start": "2027-01", "months": 4, "demand": {"volume": {"voice": 100}}, **part}
    scenario["service"] = {"first_contact_resolution": 0.9}
    assert differences(compare(scenario_from(scenario), card()), said_again(scenario)) == []


# -- a second opinion ---------------------------------------------------------------------------------------------


def test_it_shares_nothing_with_what_it_checks():
    allowed = {"collections.abc", "dataclasses", "math", "typing"}
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(name in allowed or name.startswith("tests.reference_model") for name in names), (path, names)


@pytest.mark.parametrize(
    "clause", [{"contract": {"service_levels": {"bonus_cap": 0.1}}}, {"staffing": {"answer_share": 0.8}}]
)
def test_what_it_does_not_cover_is_refused(clause):
    vendor = {"pricing": {"model": "per_ticket", "ticket_price": 2}}
    scenario = {"start": "2027-01", "months": 3, "demand": {"volume": {"voice": 100}}}
    assert said_again(scenario | {"options": {"vendor": vendor}})["vendor"].figures["tco"] == 600
    with pytest.raises(NotCovered):
        said_again(scenario | {"options": {"vendor": vendor | clause}})
