"""Scenarios for the reference implementation: drawn from the whole space, less what is not written there.

The draws are those of tests.contracts, from the declared inputs of every clause. Keys that tests.reference_model does
not cover are taken out of them (15 in 100 of those stated, besides the indices). What is seldom drawn (seasons,
locations, moved prices, a measured resolution, a vendor as the baseline) is put in, and the own team's ledger is set so
that options cost about as much as it does: only then do savings change their sign and payback lies within the term.
"""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from tests.contracts import drawn
from tests.contracts import scenarios as whole_scenarios
from tests.reference_model import NotCovered, said_again
from tests.reference_model.counting import PRICE
from tests.reference_model.coverage import KNOWN, KNOWN_OF_OPTION
from tests.reference_model.entries import number
from tests.reference_model.prices import OUTCOME_PRICE

Section = dict[str, Any]
AT_ONCE = 8  # scenarios of one seed; hypothesis begins each with its simplest and soon repeats itself
SIMPLEST = 2
STARTS = ("2027-01", "2026-10", "2028-02", "2026-12", "2031-07")
MORE_PRICES = {"hybrid": "overflow_price", "per_seat": "seat_rate"}
LEDGER = (0.7, 1.4)  # what the own team may cost, as a share of a vendor


def drawn_scenarios(first_seed: int = 0) -> Iterator[Section]:
    """Scenarios without end, the same ones each time; the model may still refuse one."""
    for seed in count(first_seed):
        several = list(drawn(whole_scenarios(vendors_at_most=3), seed, AT_ONCE))[SIMPLEST:]
        for place, data in enumerate(several):
            covered = _added(covered_part(data), Random(seed * AT_ONCE + place))
            try:
                yield _about_as_dear(covered, Random(seed * AT_ONCE + place))
            except (NotCovered, ArithmeticError):  # what is left of it makes no sense: a share of nothing, a bad margin
                continue


def covered_part(data: Section) -> Section:
    """A scenario without the sections and keys that the reference implementation does not have."""
    found = {name: _kept(data[name], keys) for name, keys in KNOWN.items() if name in data}
    return found | {
        "start": data["start"],
        "indices": data.get("indices", {}),
        "months": data["months"],
        "options": {key: _option(option) for key, option in data["options"].items()},
    }


def _option(option: Section) -> Section:
    found = {name: _kept(option[name], keys) for name, keys in KNOWN_OF_OPTION.items() if name in option}
    clauses = {
        name: _kept(terms, KNOWN_OF_OPTION[f"contract.{name}"])
        for name, terms in option.get("contract", {}).items()
        if f"contract.{name}" in KNOWN_OF_OPTION
    }
    if "pricing" in option:
        found["pricing"] = option["pricing"]
    minimum = clauses.get("commitment", {})
    if {"period_minimum", "carry_forward_months"} <= minimum.keys():  # less than a period could never act
        clauses["commitment"] = {**minimum, "carry_forward_months": minimum["carry_forward_months"] + 12}
    if "service_levels" in clauses:
        kpis = clauses["service_levels"]["kpis"].items()
        clauses["service_levels"]["kpis"] = {name: _level(kpi) for name, kpi in kpis}
    if "pricing" in found and not clauses.keys() & {"volume_prices", "anchored_price"}:
        terms = found["pricing"]
        price = PRICE.get(terms["model"]) or MORE_PRICES.get(terms["model"], "")
        price = OUTCOME_PRICE[terms.get("priced_by", "resolutions")] if terms["model"] == "outcome" else price
        found["pricing"] = {price: 0.5, **terms} if price else terms
    found |= {"contract": {name: terms for name, terms in clauses.items() if terms}} if clauses else {}
    return found


def _level(kpi: Section) -> Section:
    found = _kept(kpi, KNOWN_OF_OPTION["kpi"])
    if found.get("credit_form") in ("points", "bands"):
        found["credit_form"] = "decrement"
    return found if found.keys() & {"penalty", "penalty_amount", "allocation"} else {"penalty": 0.01, **found}


def _kept(section: Section, keys: set[str]) -> Section:
    return {name: entry for name, entry in section.items() if name in keys}


# -- what is put in ------------------------------------------------------------------------------------------------


def _added(data: Section, chance: Random) -> Section:
    """With what is seldom drawn."""
    data["start"] = chance.choice(STARTS)
    if chance.random() < 0.5:
        factors = [chance.uniform(0.5, 1.5) for _ in range(12)]
        data["demand"]["seasonality"] = [round(factor * 12 / sum(factors), 6) for factor in factors]
    if chance.random() < 0.5:
        data["demand"]["measured_resolution"] = round(chance.uniform(0.5, 0.99), 4)
    if chance.random() < 0.5:
        data["service"] |= {"automation_reduction": "12.5%", "automation_months": chance.randint(1, 40)}
    if chance.random() < 0.5:
        data["staffing"] |= {"whole_people": True, "attrition": round(chance.uniform(0, 0.9), 3)}
    for option in data["options"].values():
        _add_to(option, chance)
    if chance.random() < 0.2:  # a vendor that is there already
        data["baseline"] = "vendor_1"
        there = data["options"]["vendor_1"]
        data["options"]["vendor_1"] = {name: there[name] for name in there if name not in ("transition", "old_team")}
    return data


def _add_to(option: Section, chance: Random) -> None:
    if "pricing" not in option:
        return
    if chance.random() < 0.5:
        option["price_change"] = f"{chance.uniform(-20, 20):.3f}%"
    terms = option["pricing"]
    for name, price in terms.items():
        if isinstance(price, float) and name.endswith(("_price", "_rate")) and price > 1 and chance.random() < 0.3:
            option["locations"] = {"near": 0.625, "far": 0.375}
            terms[name] = {"near": round(price * 1.3, 6), "far": round(price * 0.7, 6)}
            break


def _about_as_dear(data: Section, chance: Random) -> Section:
    """With a ledger for the own team that brings it near a vendor, as far as it can only add."""
    again = said_again(data)
    own, vendor = again["own"], next(one for key, one in again.items() if key != "own")
    gap = vendor.figures["tco"] * chance.uniform(*LEDGER) - own.figures["tco"]
    costs = data["options"]["own"]["in_house"]
    costs["monthly_budget"] = round(max(gap / data["months"] + number(costs.get("monthly_budget", 0.0)), 0.0), 2)
    return data
