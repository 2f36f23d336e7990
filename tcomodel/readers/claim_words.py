"""Claims against a programme's own numbers, in words and as data.

Project guide 003 says 40 to 70 %, comparing prices of an hour with pay and on-costs. Here that comparison gives 55 %;
what it leaves out adds 3 points: all else an hour of the own team costs +14.6, governance and the retained team -6.0.
"""

from typing import Any

from tcomodel.negotiation import saving_bridge as bridge_of
from tcomodel.negotiation.claims import Claim, Held, held_against
from tcomodel.negotiation.saving_bridge import Bridge, Stage
from tcomodel.readers.english import inside_a_sentence
from tcomodel.readers.rounded import percent
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.results import Comparison

NAMES = {
    bridge_of.WAGE: "Price of an hour against the wage of an hour",
    bridge_of.ON_COSTS: "On-costs of the own team",
    bridge_of.HOUR: "All else an hour of the own team costs",
    bridge_of.PACE: "Hours the vendor really takes",
    bridge_of.UNRESOLVED: "Contacts it does not resolve",
    bridge_of.PRICES: "Wages, prices and indexation over the years",
    bridge_of.MINIMUM: "Minimum commitment",
    bridge_of.LEVELS: "Service credits, bonuses, gain share",
    bridge_of.CHARGES: "Other charges, taxes, payment terms",
    bridge_of.MOVING: "Transition, old team, exit",
    bridge_of.STEERING: "Governance and retained team",
    bridge_of.LOST: "Customers lost",
    bridge_of.WORTH: "Later money counts less",
}
WITHOUT_HOURS = "Price of the work against the wages of the work"
OF_A_MACHINE = "Price of what the machine resolves against the wages of all the work"
UNSERVED = "It does not serve all of the work here, so none of this is a saving on the same service."
COMPARED = {
    "labour": "the price of an hour with pay and on-costs of an hour",
    "hour": "the price of an hour with all an hour of the own team costs",
    "running": "running costs, without moving and steering",
    "total": "all costs of the term",
}
SLIGHT = 0.0005  # of a share: nothing that is shown


def points(step: float) -> str:
    """A change in points of per cent: ``+14.6``, ``−6.0``; ``0.0`` has no sign."""
    return "0.0" if abs(step) < SLIGHT else f"{step * 100:+.1f}".replace("-", "−")


def claimed(claim: Claim) -> str:
    """``40 to 70 %``, ``81.65 %``, ``up to 70 %``."""
    if claim.low == claim.high:
        return f"{claim.low * 100:g} %"
    return f"up to {claim.high * 100:g} %" if not claim.low else f"{claim.low * 100:g} to {claim.high * 100:g} %"


def stage_name(bridge: Bridge, stage: Stage) -> str:
    """What comes in with a stage."""
    start = OF_A_MACHINE if bridge.machine else NAMES[bridge_of.WAGE] if bridge.by_hours else WITHOUT_HOURS
    names = [start if part == bridge_of.WAGE else NAMES[part] for part in stage.parts]
    return names[0] if len(names) == 1 else f"{names[0]}, and: {'; '.join(name.lower() for name in names[1:])}"


# -- sentences -----------------------------------------------------------------------------------------


def bridge_answer(bridge: Bridge) -> list[str]:
    """Two sentences: what the comparison of guides gives here, and what it leaves out."""
    start = bridge.at(bridge_of.ON_COSTS)
    if start is None:
        total = percent(bridge.saving)
        return [
            f"{bridge.label} saves {total} over the term. What guides compare cannot be worked out here, because the "
            "pay of the own team is not stated by itself."
        ]
    first = _first(bridge, start)
    left = bridge.saving - start
    does = "adds" if left > 0 else "costs"
    size = f"{abs(left) * 100:.0f} {'point' if round(abs(left) * 100) == 1 else 'points'}"
    after = bridge.stages[_position(bridge, bridge_of.ON_COSTS) + 1 : -1]
    largest = sorted(after, key=lambda stage: -abs(stage.step))[:2]
    named = ", ".join(
        f"{inside_a_sentence(stage_name(bridge, stage))} {points(stage.step)}"
        for stage in largest
        if abs(stage.step) >= SLIGHT
    )
    told = f"; the largest steps are {named} points" if named else ""
    end = percent(bridge.saving)
    said = f"{first} What that leaves out {does} {size} on balance, to {end} over the term{told}."
    return [f"{said} {UNSERVED}" if bridge.unserved else said]


def _first(bridge: Bridge, start: float) -> str:
    gives = percent(start)
    if bridge.by_hours and bridge.price is not None and start < 1:
        labour = bridge.price / (1 - start)
        return (
            f"Guides compare the price of an hour with pay and on-costs of an hour: here, in {bridge.currency}, that "
            f"is {bridge.price:,.2f} against {labour:,.2f}, {percent(abs(start))} {'less' if start >= 0 else 'more'}."
        )
    if bridge.machine:
        return (
            "Guides compare a price with pay and on-costs: held against the pay for all of the work, the bill for what "
            f"the machine resolves gives {gives} here, without what people cost who do the rest."
        )
    return f"Guides compare the price with pay and on-costs: for the same work that gives {gives} here."


def _position(bridge: Bridge, part: str) -> int:
    return next(number for number, stage in enumerate(bridge.stages) if part in stage.parts)


def held_in_words(held: Held) -> str:
    """``says 40 to 70 %; the same comparison gives 55 % here: within``."""
    claim = held.claim
    said = f"{claim.title} says {claimed(claim)} ({claim.about}), comparing {COMPARED[claim.compares]}"
    if not claim.says_how:
        said += ", as we read it; it shows no working"
    if held.here is None:
        return f"{said}. That comparison cannot be made here for this vendor."
    verdict = {"within": "within what is claimed", "below": "less than claimed", "above": "more than claimed"}
    told = f"{said}. Here that gives {percent(held.here)}, {verdict[held.verdict]}"
    if held.verdict == "above" and claim.compares == "total":
        told += ": look twice at what the programme leaves out"
    return f"{told}."


def note_on_order(bridge: Bridge) -> str:
    """That the order is a choice, and what was put together."""
    said = "The steps are worked out in this order, each with all those above it; in another order they differ."
    together = [stage for stage in bridge.stages if len(stage.parts) > 1]
    if together and bridge.reason:
        said += f" Some are told together, because the contract cannot stand between them ({bridge.reason})."
    return said


# -- text and data -------------------------------------------------------------------------------------


def claims_text(bridge: Bridge, held: list[Held], others: list[Bridge]) -> str:
    """The answer, the bridge, every claim, and the other vendors in a line each."""
    stages = bridge.stages
    rows = [
        [stage_name(bridge, stage), points(stage.step) if number else "", percent(stage.saving, 1)]
        for number, stage in enumerate(stages)
    ]
    blocks = [
        f"{bridge.label} against {bridge.baseline}: claims and this programme",
        *(paragraph(said) for said in bridge_answer(bridge)),
        "\n".join(small_table(["What is counted", "Points", "Saving so far"], rows, widest=62)),
        paragraph(note_on_order(bridge)),
        listed("Claims", [held_in_words(one) for one in held]),
    ]
    if others:
        head = ["Vendor", "As guides compare", "Over the term"]
        lines = [[one.label, _as_guides(one), percent(one.saving, 1)] for one in others]
        blocks.append("\n".join(small_table(head, lines)))
    return "\n\n".join(blocks) + "\n"


def _as_guides(bridge: Bridge) -> str:
    """What the comparison of guides gives; a dash where it is not made."""
    start = None if bridge.machine else bridge.at(bridge_of.ON_COSTS)
    return "–" if start is None else percent(start, 1)


def claims_data(comparison: Comparison, bridges: list[Bridge]) -> dict[str, Any]:
    """Everything as data for JSON."""
    return {"currency": comparison.currency, "options": [_bridge_data(one) for one in bridges]}


def _bridge_data(bridge: Bridge) -> dict[str, Any]:
    return {
        "option": bridge.option,
        "label": bridge.label,
        "baseline": bridge.baseline,
        "answer": bridge_answer(bridge),
        "compares_hours": bridge.by_hours,
        "of_a_machine": bridge.machine,
        "leaves_work_unserved": bridge.unserved,
        "price_of_an_hour": bridge.price,
        "wage_of_an_hour": bridge.wage,
        "stages": [
            {
                "parts": list(stage.parts),
                "name": stage_name(bridge, stage),
                "step": stage.step,
                "saving": stage.saving,
            }
            for stage in bridge.stages
        ],
        "claims": [
            {
                "claim": held.claim.key,
                "low": held.claim.low,
                "high": held.claim.high,
                "compares": held.claim.compares,
                "here": held.here,
                "verdict": held.verdict,
                "about": held.claim.about,
                "told": held.claim.told,
                "source": held.claim.source,
                "address": held.claim.address,
            }
            for held in held_against(bridge)
        ],
    }
