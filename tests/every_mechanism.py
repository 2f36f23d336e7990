"""One small scenario with many mechanisms, each of them at work: caps that bite, edges that are met, a queue.

A short term, so that slow engines can work it out and a person can read it: a team of its own with a queue, and two
vendors under different prices and clauses. Volumes meet the edges of the tiers, the credits pass their caps, the rise
of the index passes the cap of the indexation, and use falls short of the minimum.
"""

from typing import Any

MONTHS = 9  # prices turn in the eighth

PROFILE = [0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 6, 6, 5, 5, 4, 3, 2, 2, 1, 1, 0]  # of the contacts of a day, by hour

KPIS = {
    "csat": {"target": 0.85, "attained": 0.795, "decrement": 0.01, "penalty": 0.01},
    "answered": {"target": 0.9, "attained": 0.85, "decrement": 0.01, "penalty": 0.02, "kpi_cap": 0.04},
}

OPTIONS: dict[str, Any] = {
    "own": {
        "label": "Own team",
        "in_house": {
            "hourly_wage": 24.5,
            "premises_rate": 190,
            "licence_rate": 120,
            "overhead_rate": 0.12,
            "benefits_rate": 0.28,
            "training_hours": 60,
            "training_wage": 21,
            "team_leader_span": 12,
            "team_leader_wage": 33,
        },
    },
    "tickets": {
        "label": "Vendor A, per ticket in tiers",
        "price_change": 0.02,
        "pricing": {"model": "per_ticket", "ticket_price": {"chat": 2.75}},
        "contract": {
            "volume_prices": {
                "tier_rule": "all units",
                "tiers": {"voice": [{"up_to": 8000, "price": 4.4}, {"over": 8000, "price": 3.9, "flat_fee": 1500}]},
            },
            "commitment": {"minimum_fee": 45000, "minimum_from_month": 3, "shortfall_share": 0.8},
            "service_levels": {
                "penalty_cap": 0.05,
                "annual_penalty_cap": 0.04,
                "decrements_counted": "whole",
                "kpis": KPIS,
            },
            "indexation": {
                "indices": {"prices": {"weight": 0.7}, "wages": {"weight": 0.3}},
                "indexation_cap": 0.03,
                "indexation_floor": 0,
                "prices_turn": "calendar year",
            },
            "termination": {"termination_charge": "declining", "termination_amount": 90000},
        },
        "transition": {
            "transition_fee": 60000,
            "ramp": [0.4, 0.8, 1],
            "parallel_months": 1,
            "exit_assistance": 20000,
        },
    },
    "minutes": {
        "label": "Vendor B, per minute",
        "pricing": {"model": "per_minute", "minute_rate": {"chat": 0.31}, "billing_increment": 30},
        "contract": {
            "volume_prices": {
                "tier_rule": "graduated",
                "tiers": {"voice": [{"up_to": 40000, "price": 0.55}, {"over": 40000, "price": 0.5}]},
            },
            "currency": {"exchange_rates": {"peso": {"fee_share": 0.6, "neutral_band": 0.02}}},
            "premiums": {"premiums": {"nights": {"hours_affected": 0.2, "premium": 0.15}}},
            "payment": {"payment_days": 45},
            "gain_share": {"agreed_cost": 30000, "gain_part": 0.4},
            "governance": {"governance_rate": 0.03, "retained_people": 1, "retained_salary": 80000},
            "tax": {"vat_rate": 0.19, "vat_recovery": 0.6},
        },
    },
}

SCENARIO: dict[str, Any] = {
    "name": "Every mechanism at work",
    "start": "2027-06",
    "months": MONTHS,
    "demand": {
        "volume": {"voice": [8000, 8001, 7999, 6000, 9500, 8000, 8001, 7999, 6000], "chat": 3000},
        "annual_growth": 0,
    },
    "service": {"first_contact_resolution": 0.75, "repeat_rate": 0, "handle_time": {"voice": 400, "chat": 560}},
    "staffing": {
        "paid_hours": 160,
        "occupancy": 0.82,
        "shrinkage": 0.28,
        "attrition": 0.35,
        "hourly_profile": PROFILE,
        "answer_share": 0.8,
        "answer_seconds": 20,
    },
    "inflation": {"wage_inflation": 0.03, "cost_inflation": 0.02},
    "indices": {
        "prices": {"series": {"2025-04": 100, "2026-04": 104}, "projection": 0.09},
        "wages": {"series": {"2025-04": 250, "2026-04": 256}, "projection": 0.07},
        "peso": {"series": {"2026-10": 56, "2027-01": 57.5, "2027-04": 55.1}, "projection": -0.06},
    },
    "options": OPTIONS,
}


def without_queues() -> dict[str, Any]:
    """The same with the team and the first vendor alone, and no queue: every number has a formula."""
    of_queues = ("answer_share", "answer_seconds", "hourly_profile")
    staffing = {name: value for name, value in SCENARIO["staffing"].items() if name not in of_queues}
    return {**SCENARIO, "staffing": staffing, "options": {key: OPTIONS[key] for key in ("own", "tickets")}}
