"""What a result says beside its numbers: warnings, notes, and why a figure is not there.

Each sentence is worked out by hand once where it must be said, and looked for once where it must not.
"""

import copy
from typing import Any

import pytest

from tcomodel import Comparison, compare, scenario_from
from tcomodel.notes import NO_WORK, _share_short, _told_apart
from tcomodel.readers.answer import answer
from tcomodel.results import LATE_COST, NEVER, NOTHING
from tests.case_file import card, merged

OWN = {"in_house": {"monthly_budget": 100000}}
VENDOR = {"pricing": {"model": "per_ticket", "ticket_price": 2}}
TEAM = {"paid_hours": 160, "occupancy": "80%", "shrinkage": "30%"}


def result_of(changes: dict[str, Any]) -> Comparison:
    """A year of 20,000 calls: in-house for 100,000 a month, or a vendor for 40,000; ``changes`` laid over it."""
    plain = {
        "start": "2027-01",
        "months": 12,
        "demand": {"volume": {"voice": 20000}},
        "options": {"own": OWN, "vendor": VENDOR},
    }
    return compare(scenario_from(merged(copy.deepcopy(plain), changes)), card())


def only(said: list[str], words: str) -> str:
    """The one sentence that holds these words, or nothing."""
    found = [one for one in said if words in one]
    assert len(found) <= 1, found
    return found[0] if found else ""


# -- work that is not served -----------------------------------------------------------------------


def seats(contracted: int) -> Comparison:
    """1,000 hours of handling in most months and 1,400 in December are 11.2 and 15.6 agents."""
    vendor = {"pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": contracted}}
    return result_of(
        {
            "demand": {"volume": {"voice": 10000}, "seasonality": [1.0] * 11 + [1.4]},
            "service": {"handle_time": 360},
            "staffing": TEAM,
            "options": {"vendor": None, "seats": vendor},
        }
    )


def test_seats_that_are_too_few_are_warned_of_and_are_never_the_cheapest():
    result = seats(12)
    assert result.warnings == {
        "seats": [
            "Seats: the contracted seats cannot carry the work in 1 of 12 months (up to 23 % too few). "
            "What they cannot carry is not served, not billed and not counted."
        ]
    }
    assert result.option("seats").total < result.option("own").total
    assert result.cheapest.key == "own"
    assert answer(result).endswith(" No other option serves all of the work.")


def test_a_baseline_that_cannot_do_the_work_is_no_measure_of_a_saving():
    """The team needs 14.9 agents for its calls and has 5, so it is cheap; with 15 it can be compared with."""
    own = {"label": "Own team", "in_house": {"hourly_wage": 20}}
    said = {}
    for agents in (5, 15):
        team = {**own, "staffing": {"fixed_agents": {"voice": agents}}}
        result = result_of({"service": {"handle_time": 240}, "staffing": TEAM, "options": {"own": None, "team": team}})
        assert ("team" in result.unserved) == (agents == 5)
        assert result.cheapest.key == "vendor"
        said[agents] = answer(result)
    no_saving = "Own team does not serve all of the work as it is stated, so no saving against it can be stated."
    assert said[5].endswith(f"at net present value). {no_saving}")
    assert "than Own team" not in said[5]
    assert said[15].endswith(" less than Own team.")


def test_that_none_serves_the_work_is_said_of_those_that_take_part():
    facts = {"demand": {"volume": {"voice": 10000}}, "service": {"handle_time": 360}, "staffing": TEAM}
    few = {"pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 5}}
    left_out = result_of({**facts, "options": {"vendor": None, "few": few, "own": {"in_comparison": False}}})
    alone = result_of({**facts, "options": {"vendor": None, "few": few, "own": None}})
    assert answer(left_out).startswith("No option that takes part serves all of the work as it is stated, so none is ")
    assert answer(alone).startswith("No option serves all of the work as it is stated, so none is ")


def test_seats_that_are_enough_are_not_warned_of():
    result = seats(16)
    assert result.warnings == {}
    assert result.cheapest.key == "seats"


@pytest.mark.parametrize(
    ("agents", "said"),
    [
        (
            10,
            "Own: the stated team of 10 for Voice is smaller than the 22.3 its work needs in month 1; "
            "all contacts are counted as served all the same.",
        ),
        (23, ""),
    ],
)
def test_a_stated_team_is_held_against_the_team_its_work_needs(agents: int, said: str):
    """20,000 x 360 / 3,600 / 0.8 / 0.7 / 160 = 22.3 agents."""
    result = result_of(
        {
            "service": {"handle_time": 360},
            "staffing": {**TEAM, "fixed_agents": agents},
            "options": {"own": {"in_house": {"hourly_wage": 20}}},
        }
    )
    assert result.warnings.get("own", [""])[0] == said


@pytest.mark.parametrize(
    ("first", "share", "warned"),
    [(0, "10%", True), (0, ["10%"] + ["0%"] * 11, True), (0, "0%", False), (1, "10%", False)],
)
def test_a_share_of_a_first_bill_that_is_nothing_is_warned_of(first: int, share: object, warned: bool):
    vendor = {"pricing": {"model": "per_ticket", "ticket_price": 5}, "transition": {"setup_share": share}}
    demand = {"volume": {"voice": [first] + [1000] * 11}}
    result = result_of({"demand": demand, "options": {"vendor": vendor}})
    told = "setup_share, counted on it, comes to nothing; state the amount as transition_fee."
    assert result.warnings.get("vendor", []) == ([f"Vendor: month 1 has no bill, so {told}"] if warned else [])


def test_a_stated_team_whose_work_nobody_measured_is_not_judged():
    team = {"fixed_agents": 1, "paid_hours": 160}
    result = result_of({"staffing": team, "options": {"own": {"in_house": {"hourly_wage": 20}}}})
    assert result.warnings == {}


def test_what_only_the_judgement_of_a_stated_team_uses_has_no_effect_on_a_cost():
    result = result_of(
        {
            "service": {"handle_time": 360},
            "staffing": {**TEAM, "fixed_agents": 40},
            "options": {"own": {"in_house": {"hourly_wage": 20}}},
        }
    )
    assert only(result.notes, "without effect") == (
        "Stated but without effect on any cost: Programme: handle time; Programme: occupancy; Programme: shrinkage."
    )


# -- what was left out -----------------------------------------------------------------------------


def test_what_a_vendor_leaves_out_is_said():
    said = only(result_of({}).notes, "states nothing")
    assert said == (
        "Vendor states nothing for transition, governance and retained team, exit, so nothing is counted for it."
    )
    full = {
        "transition": {"transition_fee": 1, "exit_assistance": 1},
        "contract": {"governance": {"governance_rate": "3%"}},
    }
    assert not only(result_of({"options": {"vendor": full}}).notes, "states nothing")


def test_a_sum_from_the_ledger_is_not_said_to_leave_out_what_it_may_hold():
    notes = result_of({}).notes
    assert not only(notes, "leaves out")
    said = only(notes, "monthly budget")
    assert said.startswith("Own has no rate for bonus, ")
    assert ", IT support, " in said
    assert said.endswith("which should hold what of them you pay.")
    modelled = {"in_house": {"monthly_budget": None, "hourly_wage": 20}}
    facts = {"service": {"handle_time": 360}, "staffing": TEAM, "options": {"own": modelled}}
    assert only(result_of(facts).notes, "leaves out").startswith("Own leaves out, because no rate is given: bonus, ")


def test_what_stays_with_the_company_is_said_once_where_a_vendor_is_compared_with_its_own_team():
    assert only(result_of({}).notes, "severance")
    assert not only(result_of({"options": {"vendor": None}}).notes, "severance")
    assert not only(result_of({"options": {"own": None}}).notes, "severance")


# -- what the numbers rest on ----------------------------------------------------------------------


def test_repeats_on_top_of_the_stated_volume_are_said():
    """20,000 / (1 - 25 % x 60 %) = 23,529, 17.6 % more."""
    service = {"first_contact_resolution": "75%", "repeat_rate": "60%"}
    assert "Own handles +17.6% contacts" in only(result_of({"service": service}).notes, "because of repeat contacts")
    measured = {"service": service, "demand": {"measured_resolution": "75%"}}
    assert not only(result_of(measured).notes, "because of repeat contacts")


def test_a_price_that_credits_lower_is_said():
    """One point missed at 1 % of 40,000 is 400 a month."""
    levels = {"kpis": {"answered": {"target": "80%", "attained": "79%", "penalty": "1%"}}}
    said = only(result_of({"options": {"vendor": {"contract": {"service_levels": levels}}}}).notes, "service credits")
    assert said == (
        "Vendor is cheaper by 4,800 USD of service credits, only because you expect it to miss service levels."
    )
    levels["kpis"]["answered"]["attained"] = "80%"
    assert not only(
        result_of({"options": {"vendor": {"contract": {"service_levels": levels}}}}).notes, "service credits"
    )


def test_automation_is_said_to_cost_nothing_here():
    minutes = {"vendor": {"pricing": {"model": "per_minute", "ticket_price": None, "minute_rate": 1}}}
    for reduction, told in (("10%", True), ("0%", False)):
        service = {"handle_time": 300, "automation_reduction": reduction}
        notes = result_of({"service": service, "options": minutes}).notes
        assert bool(only(notes, "what automation itself costs")) == told


def test_rates_older_than_a_year_are_said():
    """The wage is of May 2024: twelve months on it is still of use, a month later it is old."""
    wage = card()["united_states.wage.agent"]
    assert wage.as_of == "2024-05"
    team = {"fixed_agents": 10, "paid_hours": 160}
    own = {"own": {"in_house": {"hourly_wage": {"rate": wage.key}}}}
    for start, told in (("2025-05", False), ("2025-06", True)):
        said = only(result_of({"start": start, "staffing": team, "options": own}).notes, "more than a year older")
        assert bool(said) == told
        assert not told or said.endswith("the oldest is united_states.wage.agent (2024-05).")


def test_prices_that_never_rise_beside_wages_that_do_are_said():
    rising = {"months": 60, "inflation": {"wage_inflation": "3%"}}
    said = only(result_of(rising).notes, "never rise")
    assert said == (
        "The prices of Vendor never rise over 5 years, while in-house costs do (wage inflation of 3 % a year). "
        "If the contract indexes its prices, state the clause."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"months": 12, "inflation": {"wage_inflation": "3%"}},
        {"inflation": {"wage_inflation": "3%"}, "options": {"own": None}},
        {"options": {"vendor": {"contract": {"indexation": {"yearly_indexation": "2%"}}}}},
        {"options": {"vendor": {"contract": {"benchmarking": {"benchmark_month": 13, "market_level": "90%"}}}}},
        {"options": {"vendor": {"pricing": {"ticket_price": [2.0] * 30 + [2.1] * 30}}}},
        {
            "staffing": {"fixed_agents": 10, "paid_hours": 160},
            "options": {
                "vendor": {
                    "pricing": {"model": "cost_plus", "ticket_price": None, "vendor_hourly_cost": 20, "margin": "10%"}
                }
            },
        },
    ],
)
def test_prices_that_rise_or_need_not_are_not_said(changes: dict[str, Any]):
    rising = {"months": 60, "inflation": {"wage_inflation": "3%" if changes else "0%"}}
    assert not only(result_of(merged(rising, changes)).notes, "never rise")


def from_december(**indexation: Any) -> list[str]:
    """What is said of prices that turn each January in a contract from December."""
    terms = {"yearly_indexation": "3%", "prices_turn": "calendar year", **indexation}
    clause = {"vendor": {"contract": {"indexation": terms}}}
    return result_of({"start": "2027-12", "months": 60, "options": clause}).notes


def test_a_first_turn_soon_after_the_start_is_said():
    assert only(from_december(), "for the first time") == (
        "Vendor: its prices turn for the first time 1 month after the start and change by 3.00% from month 2 on "
        "(first_calendar_turn: in full); see what the contract says of a first turn so soon."
    )
    said = only(from_december(first_calendar_turn="in proportion", notice_delay=2), "for the first time")
    assert "1 month after the start and change by 0.25% from month 4 on (first_calendar_turn: in proportion)" in said


def test_a_first_turn_that_counts_more_years_than_passed_is_said():
    """Two Januaries after December 2027 are 13 months, and the rise is that of two years: 6.09 %."""
    said = only(from_december(years_between=2), "for the first time")
    assert "13 months after the start and change by 6.09% from month 14 on" in said


@pytest.mark.parametrize(
    "indexation",
    [
        {"first_calendar_turn": "skipped within the first year"},
        {"first_uplift_year": 3},
        {"prices_turn": "anniversary"},
        {"turning_month": 12},
        {"yearly_indexation": 0},
        {"notice_delay": 24, "first_uplift_year": 5},
    ],
)
def test_a_first_turn_in_its_time_is_not_said(indexation: dict[str, Any]):
    assert not only(from_december(**indexation), "for the first time")


def dollars_and_pesos(**contract: Any) -> list[str]:
    """What is said of a fee that moves with the peso, measured for two months and projected for ten."""
    return result_of(
        {
            "indices": {"php": {"projection": "1%", "series": {"2027-01": 56, "2027-02": 57}}},
            "options": {"vendor": {"contract": {"currency": {"exchange_rates": {"php": {}}}, **contract}}},
        }
    ).notes


def test_months_after_an_early_end_rest_on_no_projected_rate():
    assert "(10 of its months)" in only(dollars_and_pesos(), "rests on a projection")
    assert "(4 of its months)" in only(dollars_and_pesos(termination={"ends_in_month": 6}), "rests on a projection")
    assert not only(dollars_and_pesos(termination={"ends_in_month": 2}), "rests on a projection")


def test_turns_after_an_early_end_rest_on_no_projected_index():
    def said(**contract: Any) -> str:
        series = {"projection": "2%", "series": {"2026-12": 100, "2027-01": 100}}
        clause = {"indexation": {"indices": {"cpi": {"weight": 1.0}}}, **contract}
        changes = {"months": 36, "indices": {"cpi": series}, "options": {"vendor": {"contract": clause}}}
        return only(result_of(changes).notes, "rests on a projection")

    assert "(2 of 2 price turns)" in said()
    assert "(1 of 1 price turns)" in said(termination={"ends_in_month": 24})
    assert not said(termination={"ends_in_month": 12})


def test_a_minimum_is_said_to_stay_in_the_paying_currency():
    told = "exchange rates move the fee only; its minimum stays in the paying currency."
    assert only(dollars_and_pesos(commitment={"minimum_fee": 30000}), "its minimum") == f"Vendor: {told}"
    assert only(dollars_and_pesos(commitment={"period_minimum": 400000}), "its minimum") == f"Vendor: {told}"
    assert not only(dollars_and_pesos(), "its minimum")


# -- why a figure is not there ---------------------------------------------------------------------


def test_no_return_is_given_where_the_saving_comes_first():
    """60,000 saved each month and 900,000 paid for the exit at the end: borrowing, not a return."""
    late = result_of({"options": {"vendor": {"transition": {"exit_assistance": 900000, "exit_months": 1}}}})
    vendor = late.option("vendor")
    assert vendor.yearly_irr is None
    assert vendor.irr is not None
    assert vendor.irr.reason == LATE_COST


def test_a_return_is_given_where_the_cost_comes_first():
    """140,000 are behind after month 1 and 60,000 a month come in: months 2 to 12 are an annuity of 140,000."""
    early = result_of({"options": {"vendor": {"transition": {"transition_fee": 200000}}}}).option("vendor")
    assert early.irr is not None
    rate = early.irr.rate
    assert rate is not None
    assert 60000 * (1 - (1 + rate) ** -11) / rate == pytest.approx(140000)
    assert early.yearly_irr == pytest.approx((1 + rate) ** 12 - 1)


@pytest.mark.parametrize(
    ("price", "fee", "payback", "reason"),
    [
        (2, 120000, 2.0, ""),  # 60,000 a month
        (2, 720000, None, NOTHING),  # just what the year saves
        (2, 900000, None, NEVER),
        (6, 0, None, NEVER),
        (2, 0, 0.0, ""),
    ],
)
def test_payback_or_the_reason_why_there_is_none(price: float, fee: float, payback: float | None, reason: str):
    changes = {"pricing": {"ticket_price": price}, "transition": {"transition_fee": fee}}
    vendor = result_of({"options": {"vendor": changes}}).option("vendor")
    assert (vendor.figure("payback"), vendor.reason("payback")) == (payback, reason)


def test_a_stated_team_warns_only_the_option_that_pays_for_it():
    data = {
        "start": "2027-01",
        "months": 12,
        "demand": {"volume": {"voice": 10000}},
        "service": {"handle_time": 360},
        "staffing": {"paid_hours": 160, "occupancy": 0.8, "shrinkage": 0.3, "fixed_agents": 5},
        "options": {
            "own": {"in_house": {"hourly_wage": 20}},
            "vendor": {"pricing": {"model": "per_ticket", "ticket_price": 2}},
        },
    }
    result = compare(scenario_from(data), card())
    assert list(result.warnings) == ["own"]
    assert result.cheapest.key == "vendor"
    del data["options"]["vendor"]
    alone = compare(scenario_from(data), card())
    assert "none is recommended" in answer(alone)


def test_a_choice_that_nothing_asks_for_and_an_empty_clause_are_told():
    contract = {"indexation": {"yearly_indexation": "3%", "index_compared": "from the base"}, "tax": {}}
    data = {
        "start": "2027-01",
        "months": 12,
        "demand": {"volume": {"voice": 1000}},
        "options": {"vendor": {"pricing": {"model": "per_ticket", "ticket_price": 2}, "contract": contract}},
    }
    told = [note for note in compare(scenario_from(data), card()).notes if "without effect" in note]
    assert told == ["Stated but without effect on any cost: Vendor: index compared; Vendor: tax."]
    contract["indexation"].pop("index_compared")
    contract["tax"] = {"vat_rate": "20%", "vat_recovery": "100%"}
    assert not [note for note in compare(scenario_from(data), card()).notes if "without effect" in note]


# -- clauses that count in units, and months after an early end ------------------------------------


def vendor_with(
    pricing: dict[str, Any] | None = None, transition: dict[str, Any] | None = None, **contract: Any
) -> Any:
    """20,000 calls a month for a year; the vendor's pricing and clauses as given."""
    vendor = {"pricing": pricing or {}, "transition": transition or {}, "contract": contract}
    return result_of({"service": {"handle_time": 360}, "staffing": TEAM, "options": {"vendor": vendor}})


HYBRID = {"model": "hybrid", "ticket_price": None, "core_seats": 10, "seat_rate": 1000, "overflow_price": 2}
HOURS = {"model": "per_hour", "ticket_price": None, "hour_rate": 20}
LOCK = {"client_forecast": 30000, "forecast_lock": "90%"}
ANCHOR = {"base_charge": 40000, "baseline_units": 20000, "arc_rate": 2, "rrc_rate": 1.5, "outer_range": "20%"}
ENDED = {"ends_in_month": 6}


def test_units_of_a_core_with_overflow_are_said_to_be_overflow():
    surge = {"surge_above": 100, "surge_premium": "20%"}
    words = "the overflow alone"
    assert only(vendor_with(HYBRID, premiums=surge).notes, words) == (
        "Vendor: surge_above counts the overflow alone, the tickets beyond the core's capacity, not all contacts."
    )
    both = vendor_with({**HYBRID, "overflow_price": None}, premiums=surge, anchored_price=ANCHOR)
    assert "baseline_units and surge_above count the overflow" in only(both.notes, words)
    assert not only(vendor_with(premiums=surge).notes, words)
    assert not only(vendor_with(HYBRID).notes, words)


def test_a_lock_on_overflow_is_said_to_lock_little():
    words = "the month's own share of overflow"
    assert only(vendor_with(HYBRID, forecast=LOCK).notes, words)
    assert not only(vendor_with(forecast=LOCK).notes, words)


@pytest.mark.parametrize(
    ("pricing", "told"),
    [
        ({**HOURS, "hours_billed": "paid"}, True),
        ({**HOURS, "hours_billed": "logged"}, True),
        ({**HOURS, "hours_billed": "productive"}, False),
        ({}, False),
    ],
)
def test_a_lock_on_the_hours_of_a_team_is_said(pricing: dict[str, Any], told: bool):
    said = only(vendor_with(pricing, forecast=LOCK).notes, "do not follow the contacts")
    assert bool(said) == told
    assert not told or said.startswith("Vendor: Voice: the hours a team has do not follow")


def test_a_lock_on_the_hours_of_a_stated_team_is_said():
    vendor = {"pricing": HOURS, "contract": {"forecast": LOCK}}
    result = result_of({"staffing": {**TEAM, "fixed_agents": 25}, "options": {"vendor": vendor}})
    assert "the hours a stated team has do not follow" in only(result.notes, "do not follow the contacts")


def test_a_baseline_that_no_ramp_scales_is_said():
    ramp = {"ramp": ["50%", "75%", "100%"]}
    anchor = {key: value for key, value in ANCHOR.items() if key != "outer_range"}
    plain = {"ticket_price": None}
    assert only(vendor_with(plain, ramp, anchored_price=anchor).notes, "do not scale with it") == (
        "Vendor: Voice: in 2 months only part of the work has moved (ramp), but its baseline of 20,000 and its base "
        "charge do not scale with it. Where the contract scales them, give baseline_units and base_charge month by "
        "month."
    )
    scaled = {**anchor, "baseline_units": [10000, 15000, 20000]}
    assert not only(vendor_with(plain, ramp, anchored_price=scaled).notes, "do not scale with it")
    assert not only(vendor_with(plain, {"ramp": ["100%"]}, anchored_price=anchor).notes, "do not scale with it")
    assert not only(vendor_with(plain, anchored_price=anchor).notes, "do not scale with it")


def test_after_an_early_end_no_month_is_counted_any_more():
    """Handled are 20,000 for six months and nothing after; that is no shortfall, no gap and no surge."""
    anchored = vendor_with({"ticket_price": None}, anchored_price=ANCHOR, termination=ENDED)
    assert "vendor" not in anchored.warnings
    small = vendor_with({"ticket_price": None}, anchored_price={**ANCHOR, "baseline_units": 26000}, termination=ENDED)
    assert "in 6 of 6 months (the first is month 1, the last 6)" in only(small.warnings["vendor"], "outer range")

    assert "vendor" not in vendor_with(forecast=LOCK, termination=ENDED).warnings
    late = vendor_with({}, {"ramp": ["0%", "100%"]}, forecast=LOCK, termination=ENDED)
    assert "nothing is counted in 1 of 6 months" in only(late.warnings["vendor"], "nothing is counted")

    relief = {"client_forecast": 10000, "relief_tolerance": "10%"}
    levels = {"penalty_cap": "10%", "kpis": {"answered": {"target": "80%", "attained": "78%", "penalty": "1%"}}}
    relieved = vendor_with(forecast=relief, service_levels=levels, termination=ENDED)
    assert "in 6 of 6 months" in only(relieved.notes, "above the forecast")

    surge = {"surge_above": 15000, "surge_premium": "20%"}
    assert "in 6 of 6 months" in only(vendor_with(premiums=surge, termination=ENDED).notes, "planned volume")
    assert "in 12 of 12 months" in only(vendor_with(premiums=surge).notes, "planned volume")


# -- what clauses say of themselves ----------------------------------------------------------------------


def changed_vendor(**sections: Any) -> dict[str, Any]:
    """Changes that lay these sections over the vendor."""
    return {"options": {"vendor": sections}}


@pytest.mark.parametrize("capital", [None, "8%", "6%"])
def test_payment_terms_are_told_with_what_npv_takes_for_them(capital: str | None):
    """At 8 % NPV is lower by what it is without the terms; a cost of capital of 6 % values 40,000 x 45 days apart."""
    terms = {"payment_days": 45} if capital is None else {"payment_days": 45, "cost_of_capital": capital}
    result = result_of(changed_vendor(contract={"payment": terms}))
    worth = result_of({}).option("vendor").figure("npv") - result.option("vendor").figure("npv")
    said = only(result.notes, "paying its invoices later")
    assert f"lowers its NPV by {worth:,.0f}, at the discount rate of 8 %" in said
    own = f"at its cost of capital of 6 % it saves {12 * 40000 * 45 / 365 * 0.06:,.0f} of financing"
    assert (own in said) == (capital == "6%")
    assert ("cost of capital" in said) == (capital == "6%")


def test_invoices_paid_in_advance_raise_npv():
    result = result_of(changed_vendor(contract={"payment": {"payment_days": -30}}))
    assert "paying its invoices earlier raises its NPV by" in only(result.notes, "paying its invoices")


@pytest.mark.parametrize(
    ("ramp", "said"), [(["50%", 0, 0, "100%"], "from month 1 on"), ([0, 0, "10%", "100%"], "from month 3 on"),
                       ([0, 0, 0, "100%"], "")],
)  # fmt: skip
def test_work_that_moves_before_a_late_vendor_is_live_is_told(ramp: list, said: str):
    late = {"ramp": ramp, "go_live_month": 4, "delay_days": 10, "delay_damages": 100}
    found = only(result_of(changed_vendor(transition=late)).notes, "pays for being late")
    assert bool(found) == bool(said)
    assert said in found


def test_milestones_after_an_early_end_are_told():
    steps = [{"month": 1, "share": "40%"}, {"month": 6, "share": "60%"}]
    paid = {"transition_fee": 90000, "transition_paid": "milestones", "milestones": steps}
    for last, told in ((4, True), (6, False)):
        ended = {"termination": {"ends_in_month": last}}
        found = only(result_of(changed_vendor(transition=paid, contract=ended)).notes, "never due")
        assert found.startswith("Vendor: 60% of its transition fee is never due") == told


def test_a_start_up_fee_and_a_deposit_on_a_bill_of_nothing_are_warned_of():
    counted = changed_vendor(transition={"setup_share": "50%"}, contract={"payment": {"deposit_months": 2}})
    idle = result_of({**counted, "demand": {"volume": {"voice": [0] + [20000] * 11}}})
    assert [said.partition(",")[2] for said in idle.warnings["vendor"]] == [
        " so setup_share, counted on it, comes to nothing; state the amount as transition_fee.",
        " so deposit_months, counted on it, comes to nothing; state the amount as deposit.",
    ]
    assert result_of(counted).warnings == {}


def test_a_first_month_without_work_that_is_billed_all_the_same_is_no_contradiction():
    """A minimum of 30,000 is the bill of month 1; half of it is the start-up fee."""
    vendor = changed_vendor(
        transition={"setup_share": "50%", "ramp": [0, "100%"]}, contract={"commitment": {"minimum_fee": 30000}}
    )
    result = result_of(vendor)
    assert result.warnings == {}
    assert result.values[result.row("vendor.setup_fee")][0] == pytest.approx(15000)


@pytest.mark.parametrize(
    ("sections", "in_a_row"),
    [
        ({}, 12),
        ({"contract": {"termination": {"ends_in_month": 6}}}, 6),
        ({"transition": {"ramp": [0, 0, 0, "100%"]}}, 9),
    ],
)
def test_a_level_is_missed_only_in_months_with_work_under_the_contract(sections: dict[str, Any], in_a_row: int):
    kpis = {"answered": {"target": "80%", "attained": "79%", "penalty": "1%"}}
    for trigger, told in ((in_a_row, True), (in_a_row + 1, False)):
        for name in ("chronic_in_a_row", "chronic_of_twelve"):
            if trigger > 12:
                continue
            levels = {"contract": {"service_levels": {"kpis": kpis, name: trigger}}}
            warnings = result_of(changed_vendor(**merged(levels, sections))).warnings.get("vendor", [])
            assert bool(only(warnings, "may terminate")) == told


def test_how_busy_agents_are_is_told_of_months_with_contacts():
    """In month 1 nothing has moved: nobody is busy, and nobody waits to be."""
    hours = {"pricing": {"model": "per_hour", "ticket_price": None, "hour_rate": 20}}
    team = {**TEAM, "answer_share": "80%", "hourly_profile": [0] * 8 + [1] * 12 + [0] * 4}
    common = {"service": {"handle_time": 360}, "staffing": team}
    full, ramped = (
        only(
            result_of({**common, **changed_vendor(**hours, transition={"ramp": ramp})}).notes,
            "is answered in time only",
        )
        for ramp in ([1, 1], [0, 1])
    )
    assert full
    assert ramped == full


def test_customers_lost_that_the_baseline_does_not_count_are_warned_of():
    lost = {"customer_value": 100, "loss_per_unresolved": "5%"}
    service = {"first_contact_resolution": "75%", "repeat_rate": "60%"}
    own = result_of({"service": service, **changed_vendor(poor_service=lost)})
    assert "those Own loses are not" in only(own.warnings["vendor"], "at the top of the scenario")
    assert result_of({"service": service, "poor_service": lost}).warnings == {}
    alone = {"service": service, "options": {"own": None, "vendor": {"poor_service": lost}}}
    assert result_of(alone).warnings == {}


def test_that_there_is_no_work_at_all_is_said():
    assert result_of({"demand": {"volume": {"voice": 0}}}).notes[0] == NO_WORK
    assert NO_WORK not in result_of({}).notes


def test_a_large_team_and_a_slight_lack_are_told_in_full():
    assert _told_apart(111_664.74, 108_900.0) == "111,664.7"
    assert _told_apart(3.04, 3.0) == "3.04"
    assert _share_short(0.004) == "less than 1 %"
