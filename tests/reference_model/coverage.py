"""Which inputs are written here a second time; a scenario with any other is refused by name."""

from typing import Any

from tests.reference_model import (
    around,
    benchmarking,
    charges,
    commitment,
    currency,
    demand,
    further,
    in_house,
    indexation,
    invoice,
    left_behind,
    payment,
    people,
    poor_service,
    premiums,
    prices,
    tables,
    termination,
    training,
    work,
)  # fmt: skip
from tests.reference_model.entries import NotCovered

AROUND_A_SCENARIO = {"name", "description", "currency", "uncertainty", "start", "months", "baseline", "card", "indices"}
OF_AN_OPTION = {"label", "note", "in_comparison", "should_cost", "locations", "complexities", "price_change"}
KNOWN = demand.COVERS | work.COVERS | people.COVERS | {"inflation": in_house.COVERS["inflation"]} | poor_service.COVERS
KNOWN_OF_OPTION = {name: KNOWN[name] for name in ("service", "staffing", "inflation")}
for part in (
    in_house, prices, charges, tables, premiums, indexation, currency, benchmarking, commitment, invoice, further,
    payment, around, left_behind, poor_service, training, termination,
):  # fmt: skip
    KNOWN_OF_OPTION |= part.COVERS


def refuse_what_is_not_covered(scenario: dict[str, Any]) -> None:
    """NotCovered, with the names, where the scenario says anything that nothing here reads."""
    for name, section in scenario.items():
        if name != "options" and name not in AROUND_A_SCENARIO:
            _refuse(section, KNOWN.get(name), name)
    for option in scenario["options"].values():
        if option.get("in_house") and (option.get("pricing") or option.get("contract")):
            raise NotCovered("an own team with a contract")
        for name, section in option.items():
            if name == "pricing":
                _refuse(section, prices.BY_MODEL.get(section["model"], set()) | {"model"}, name)
            elif name == "contract":
                for clause, terms in section.items():
                    _refuse(terms, KNOWN_OF_OPTION.get(f"contract.{clause}"), f"contract.{clause}")
            elif name not in OF_AN_OPTION:
                _refuse(section, KNOWN_OF_OPTION.get(name), f"an option's {name}")


def _refuse(section: Any, known: set[str] | None, name: str) -> None:
    if section is None:
        return
    if known is None:
        raise NotCovered(name)
    unknown = {key for key, entry in section.items() if entry is not None} - known
    if unknown:
        raise NotCovered(f"{name}: {', '.join(sorted(unknown))}")
