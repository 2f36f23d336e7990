"""A contract restated for another volume: which inputs move, which stay and why, and that the bill then follows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tcomodel import compare, pricing, scenario_from
from tcomodel.contract import CLAUSES
from tcomodel.givens import Terms, givens_of, members_of
from tcomodel.problems import ProblemsFound
from tcomodel.rebasing import contract_at_volume
from tcomodel.rebasing.contract_volume import STAYS
from tests.case_file import card
from tests.contracts import accepted, drawn, scenarios

MOVES = {
    "pricing": {
        "monthly_fee", "core_seats", "contracted_seats", "free_contacts", "included_units", "platform_fee",
        "licensed_seats", "vendor_other_cost",
    },
    "contract": {
        "over", "up_to", "flat_fee", "base_charge", "baseline_units", "client_forecast", "minimum_fee",
        "period_minimum", "minimum_units", "surge_above", "premium_agents", "cost_target", "target_fee",
        "ceiling_price", "agreed_cost", "charge", "monthly_threshold", "yearly_threshold",
    },
}  # fmt: skip
# What is counted in whole people, whole minutes or started packages, or planned by the hour, does not grow in step.
WHOLE = {
    "whole_people", "fixed_agents", "opening_agents", "minimum_on_duty", "open_hours", "answer_share",
    "answer_seconds", "hourly_profile", "open_days", "patience", "month_rounding", "package_size", "tier_rule",
}  # fmt: skip
OWN = {"in_house": {"hourly_wage": 20, "premises_rate": 300, "licence_rate": 90, "overhead_rate": 0.1}}
WORK = {
    "start": "2027-01",
    "months": 12,
    "demand": {"volume": {"voice": 12_000}},
    "service": {"handle_time": 360, "talk_share": 0.8, "first_contact_resolution": 0.8, "repeat_rate": 0.5},
    "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3},
}


def vendor(priced: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**WORK, "options": {"own": OWN, "vendor": {"pricing": priced, **more}}}


def bill(data: dict[str, Any], option: str = "vendor") -> np.ndarray:
    return np.asarray(compare(scenario_from(data), card()).option(option).by_month)


# -- by hand ------------------------------------------------------------------------------------------


def ticket(**contract: Any) -> dict[str, Any]:
    return vendor({"model": "per_ticket", "ticket_price": 4}, contract=contract)


TIERS = [{"up_to": 8000, "price": 5, "flat_fee": 900}, {"over": 8000, "price": 3, "flat_fee": 500}]
SPENT = {"model": "cost_plus", "vendor_hourly_cost": 12, "vendor_other_cost": 9000, "margin": 0.2}
LINES = {"charge": 900}
# Inputs that stand for a volume, in a contract where each of them counts.
EACH: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("monthly_fee",), vendor({"model": "fixed_fee", "monthly_fee": [60_000, 50_000]})),
    (("contracted_seats",), vendor({"model": "per_seat", "seat_rate": 1760, "contracted_seats": 14})),
    (("core_seats",), vendor({"model": "hybrid", "core_seats": 5, "seat_rate": 1760, "overflow_price": 3})),
    (("free_contacts",), vendor({"model": "per_minute", "minute_rate": 0.5, "free_contacts": {"voice": 2000}})),
    (
        ("included_units", "platform_fee", "licensed_seats"),
        vendor(
            {"model": "outcome", "resolution_price": 1, "resolution_rate": 0.6, "unresolved_cost": 8,
             "platform_fee": 3000, "included_units": {"voice": 2000}, "licensed_seats": 9, "licensed_seat_rate": 50}
        ),
    ),
    (("vendor_other_cost",), vendor(SPENT)),
    (("over up_to", "flat_fee"), vendor({"model": "per_ticket"}, contract={"volume_prices": {"tiers": TIERS}})),
    (
        ("base_charge", "baseline_units"),
        ticket(anchored_price={"base_charge": 40_000, "baseline_units": 11_000, "arc_rate": 3, "rrc_rate": 1}),
    ),
    (("client_forecast",), ticket(forecast={"client_forecast": 20_000, "forecast_lock": 0.9})),
    (("minimum_fee",), ticket(commitment={"minimum_fee": 80_000})),
    (("period_minimum",), ticket(commitment={"period_minimum": 900_000})),
    (("minimum_units",), ticket(commitment={"minimum_units": 20_000})),
    (("surge_above",), ticket(premiums={"surge_above": {"voice": 10_000}, "surge_premium": 0.2})),
    (
        ("premium_agents",),
        ticket(premiums={"premiums": {"holiday": {"premium_rate": 50, "premium_days": 2, "premium_agents": 6}}}),
    ),
    (
        ("cost_target", "target_fee"),
        vendor(SPENT, contract={"target_cost": {"cost_target": 30_000, "target_fee": 4000, "vendor_share": 0.5}}),
    ),
    (
        ("ceiling_price",),
        vendor(
            SPENT,
            contract={
                "target_cost": {
                    "cost_target": 20_000, "target_fee": 2000, "vendor_share": 0.5, "ceiling_price": 25_000
                }
            },
        ),
    ),
    (("agreed_cost",), ticket(gain_share={"agreed_cost": 90_000, "gain_part": 0.4})),
    (("charge", "monthly_threshold"), ticket(pass_through={"charges": {"lines": {**LINES, "monthly_threshold": 400}}})),
    (("yearly_threshold",), ticket(pass_through={"charges": {"lines": {**LINES, "yearly_threshold": 4000}}})),
]  # fmt: skip


@pytest.mark.parametrize("one", [one for _, one in EACH], ids=["-".join(names) for names, _ in EACH])
@pytest.mark.parametrize("grown", [0.5, 2, 3])
def test_twice_the_contract_for_twice_the_work_is_twice_the_bill(one: dict[str, Any], grown: float):
    """A fixed fee with a minimum grew to 1.6 times, contracted seats to 1.62, a core of seats to 2.45."""
    larger, _ = contract_at_volume(one, "vendor", 12_000, 12_000 * grown, demand=True)
    np.testing.assert_allclose(bill(larger), bill(one) * grown, rtol=1e-9)


@pytest.mark.parametrize(("names", "one"), [(names, one) for among, one in EACH for names in among])
def test_the_bill_is_another_where_one_input_is_left_as_it_was(names: str, one: dict[str, Any]):
    """So that twice the bill shows of every input that it has moved."""
    larger, _ = contract_at_volume(one, "vendor", 12_000, 13_200, demand=True)
    left = put_back(larger["options"], one["options"], names.split())
    assert not np.allclose(bill({**larger, "options": left}), bill(larger), rtol=1e-6)


def put_back(now: Any, before: Any, names: list[str]) -> Any:
    """A section and all within it, some inputs of it as they were before."""
    if isinstance(now, dict):
        return {
            name: before[name] if name in names else put_back(one, before[name], names) for name, one in now.items()
        }
    return [put_back(*both, names) for both in zip(now, before, strict=True)] if isinstance(now, list) else now


def test_every_input_that_moves_is_among_them():
    assert {name for among, _ in EACH for names in among for name in names.split()} == set().union(*MOVES.values())


def test_a_fixed_fee_is_the_price_of_all_of_the_volume():
    one = vendor({"model": "fixed_fee", "monthly_fee": 50_000})
    larger, told = contract_at_volume(one, "vendor", 10_000, 12_500)
    assert larger["options"]["vendor"]["pricing"]["monthly_fee"] == 62_500
    assert told == [
        "pricing.monthly_fee: 50,000 -> 62,500",
        "demand stays as it is: the contract is for another volume, the work to be billed is not",
    ]
    assert larger["demand"] == WORK["demand"]


def test_seats_stay_as_they_come_out_and_are_rounded_in_the_model_alone():
    priced = {"model": "per_seat", "seat_rate": 1760, "contracted_seats": 15}
    larger, told = contract_at_volume(vendor(priced), "vendor", 2, 3)
    assert larger["options"]["vendor"]["pricing"]["contracted_seats"] == 22.5
    assert told[0] == "pricing.contracted_seats: 15 -> 22.5"


def test_what_stays_is_named_with_its_reason():
    contract = {
        "volume_prices": {
            "tiers": {"voice": [{"up_to": 4000, "price": 5}, {"over": 4000, "price": 4}]},
            "tier_rule": "package",
            "package_size": 100,
        },
        "service_levels": {"kpis": {"answered": {"target": 0.8, "attained": 0.7, "penalty_amount": 2000}}},
        "governance": {"retained_people": 2, "retained_salary": 90_000},
    }
    one = vendor({"model": "per_ticket"}, contract=contract, staffing={"fixed_agents": 60}, transition={"ramp": [1]})
    _, told = contract_at_volume(one, "vendor", 10_000, 20_000, demand=True)
    assert told == [
        "volume_prices.tiers.voice.1.up_to: 4,000 -> 8,000",
        "volume_prices.tiers.voice.2.over: 4,000 -> 8,000",
        "demand.volume, that of every option: voice 12,000 -> voice 24,000",
        "volume_prices.package_size stays at 100: it is how units are sold, and no volume",
        "service_levels.kpis.answered.penalty_amount stays at 2,000: what a miss costs is agreed as an amount, "
        "whatever the volume",
        "governance.retained_people stays at 2: it is the client's own and no part of what is billed",
        "staffing.fixed_agents stays at 60: it is how the team is staffed, and where hours or agents are billed the "
        "bill keeps to it",
        "beside pricing and contract nothing moves, so see whether it should: staffing, transition",
    ]


@pytest.mark.parametrize("where", ["pricing", "demand"])
def test_a_volume_that_stands_elsewhere_is_refused_in_pricing_and_demand_too(where: str):
    one = vendor({"model": "fixed_fee", "monthly_fee": {"rate": "vendor.fee"} if where == "pricing" else 1})
    if where == "demand":
        one["demand"] = {"volume": {"voice": {"csv": "calls.csv", "column": "calls"}}}
    with pytest.raises(ProblemsFound, match=r"pricing.monthly_fee|demand.volume.voice"):
        contract_at_volume(one, "vendor", 1, 2, demand=True)


# -- every input ----------------------------------------------------------------------------------------


def inputs_of(terms: type[Terms]) -> Iterator[tuple[str, str, bool]]:
    """Each input of a section and of the groups in it: name, unit, whether it moves."""
    for one in givens_of(terms).values():
        yield one.name, one.unit, one.moves_with_volume
    for group in members_of(terms).values():
        yield from inputs_of(group.terms)


def all_inputs() -> dict[str, list[tuple[str, str, bool]]]:
    return {
        "pricing": [one for name in pricing.names() for one in inputs_of(pricing.find(name).Pricing)],
        "contract": [one for clause in CLAUSES.values() for one in inputs_of(clause.terms)],
    }


def is_amount(unit: str) -> bool:
    """Whether a number of the unit is an amount of money, units, people or hours, and no price or share of one."""
    what, *per = unit.split("/")
    known = ("currency", "unit", "contact", "seat", "agent", "person", "hour")
    return what in known and not set(per) - {"month", "year", "week", "point"}


@pytest.mark.parametrize("where", MOVES)
def test_inputs_that_move_are_the_ones_that_stand_for_a_volume(where: str):
    assert {name for name, _, moves in all_inputs()[where] if moves} == MOVES[where]


def test_every_amount_of_a_contract_moves_or_stays_for_a_reason():
    """A new clause has to say which of the two its amounts do."""
    found = {name: moves for inputs in all_inputs().values() for name, unit, moves in inputs if is_amount(unit)}
    assert {name for name, moves in found.items() if not moves} == set(STAYS)
    assert not {name for inputs in MOVES.values() for name in inputs} & set(STAYS)


# -- any contract -----------------------------------------------------------------------------------------


def without(raw: Any, names: set[str]) -> Any:
    """A section and all within it, without some inputs."""
    if isinstance(raw, dict):
        return {name: without(one, names) for name, one in raw.items() if name not in names}
    return [without(one, names) for one in raw] if isinstance(raw, list) else raw


def in_step(data: dict[str, Any]) -> dict[str, Any]:
    """A drawn scenario without what is counted whole, without amounts that stay and without the way there."""
    sections = {
        name: without(one, {*STAYS, *WHOLE})
        for name, one in data["options"]["vendor_1"].items()
        if name in ("pricing", "contract", "staffing", "service")
    }
    return {**data, "options": {"own": OWN, "vendor_1": sections}}


def any_contracts() -> Iterator[dict[str, Any]]:
    """A few of every pricing model, and some with the clause that only open books can have."""
    for number, model in enumerate(pricing.names()):
        yield from map(in_step, drawn(scenarios(1, 1, model), number, 8))
    yield from map(in_step, drawn(scenarios(1, 1, "cost_plus", "target_cost"), 99, 4))


def test_any_contract_bills_as_many_times_more_as_the_work_grew():
    """Every pricing model under any clauses, to nine digits and the cent that taxes are rounded to.

    What is counted whole (``WHOLE``) is left out. A drawn contract may contradict itself and be refused; most are not.
    """
    drawn_ones = list(any_contracts())
    count = 0
    for number, data in enumerate(drawn_ones):
        grown = (0.5, 1.25, 3)[number % 3]
        before = accepted(data)
        if before is None:
            continue
        larger, _ = contract_at_volume(data, "vendor_1", 1000, 1000 * grown, demand=True)
        after = compare(scenario_from(larger), card())
        was, is_now = (np.asarray(one.option("vendor_1").by_month) for one in (before, after))
        np.testing.assert_allclose(is_now, was * grown, rtol=1e-9, atol=0.02, err_msg=repr(data["options"]))
        count += 1
    assert count > len(drawn_ones) / 3
