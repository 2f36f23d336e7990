"""A should-cost in words and as data: what a price consists of, its margin, the price at a target margin.

An agent and month costs the vendor 1,350 USD and is billed at 2,240, so 39.7 % of the price is left to it.
At a margin of 20 % all its prices would be 24.7 % lower: 1,687 an agent and month.
"""

from typing import Any

from tcomodel.givens import givens_of
from tcomodel.lines import people
from tcomodel.model import Input
from tcomodel.negotiation.should_cost import BuildUp
from tcomodel.rates import Rate
from tcomodel.readers.english import amount, inside_a_sentence, people_unit
from tcomodel.readers.rounded import percent
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.results import Comparison
from tcomodel.should_cost import ShouldCost

PART_NAMES = {
    "vendor_pay": "Agent's pay",
    "vendor_leader_pay": "Team leaders",
    "vendor_on_costs": "Employer on-costs",
    "vendor_support": "Quality, training, planning",
    "vendor_seats": "Premises and workstation",
    "vendor_technology": "Technology and lines",
    "vendor_overhead": "Overhead",
    "vendor_cost_level": "Rise within the year",
}
MARGIN = "Left to the vendor"
ESTIMATED = (
    "The build-up is an estimate from outside, in contract year 1, before service credits, bonuses and what the vendor "
    "spends once on taking the work over."
)
EXCHANGED = (
    "Its bill follows exchange rates here, and this estimate of its cost does not: the margin of the term is that of a "
    "vendor who is paid in the client's currency."
)


def what_is_estimated(comparison: Comparison, found: BuildUp) -> str:
    """What the build-up leaves out, and that it does not follow an exchange rate which the bill follows."""
    if not comparison.option(found.option).model.scope.stated("exchange_rates"):
        return ESTIMATED
    return f"{ESTIMATED} {EXCHANGED}"


def should_cost_answer(comparison: Comparison, found: BuildUp) -> list[str]:
    """Two sentences: the margin that is left, and the price at the target."""
    if not found.is_there:
        return [_not_there(found)]
    currency = comparison.currency
    cost, price = f"{found.cost:,.0f} {currency}", f"{found.price:,.0f}"
    left = (
        f"so {percent(found.margin, 1)} of the price is left to it"
        if found.margin >= 0
        else f"so it would lose {percent(-found.margin, 1)} of the price"
    )
    first = f"An agent and month costs the vendor {cost} and is billed at {price}, {left}"
    if abs(found.term_margin - found.margin) > 0.0005:
        first += f" in contract year 1 and {percent(found.term_margin, 1)} over the term"
    if found.band is not None:
        low, high = found.band
        first += f" ({percent(low, 1)} to {percent(high, 1)} in 8 of 10 futures)"
    return [f"{first}. {_target(found, currency)}".strip()]


def _target(found: BuildUp, currency: str) -> str:
    target = found.target
    if target is None:
        return "State target_margin under should_cost to see the price that leaves a margin you would accept."
    if target.change is None or target.per_agent is None:
        return (
            f"No change of its prices leaves it {percent(target.margin, 1)}: a minimum or a cap holds the bill, or "
            "they would have to be more than three times as high."
        )
    moves = f"{percent(abs(target.change), 1)} {'lower' if target.change < 0 else 'higher'}"
    return (
        f"At a margin of {percent(target.margin, 1)} over the term all its prices would be {moves}: "
        f"{target.per_agent:,.0f} {currency} an agent and month."
    )


def _not_there(found: BuildUp) -> str:
    if found.reason:
        return f"The margin of {found.label} cannot be worked out: {found.reason}."
    count = len(found.missing)
    return (
        f"Nobody has stated {'what this vendor pays' if count > 1 else 'one part of what this vendor pays'}, so its "
        f"margin cannot be worked out: {'these are' if count > 1 else 'this is'} missing under should_cost of the "
        "option, and none is assumed."
    )


def missing_rows(comparison: Comparison, found: BuildUp) -> list[tuple[str, str, str]]:
    """What must be stated: its key, what it is, and what the card has for it."""
    known, offered = givens_of(ShouldCost), dict(found.offered)
    rows = []
    for name in found.missing:
        given = known[name]
        unit = "share of pay or cost" if given.is_share else people_unit(given.unit, comparison.currency)
        rates = "; ".join(_offer(rate, comparison.currency) for rate in offered.get(name, ()))
        rows.append((name, f"{given.label} ({unit})", rates or "the card has no figure; state your own"))
    return rows


def _offer(rate: Rate, currency: str) -> str:
    told = amount(rate.amount(), rate.plain_unit, currency, share=rate.plain_unit == "1")
    return f"{rate.location} {told} {{rate: {rate.key}}}"


def build_up_rows(found: BuildUp) -> list[tuple[str, float, float]]:
    """Parts of the price of an agent and month: name, amount, share of the price; what is left stands last."""
    rows = [(PART_NAMES[name], value, value / found.price) for name, value in found.parts]
    return [*rows, (MARGIN, found.price - found.cost, found.margin)]


def should_cost_text(comparison: Comparison, found: BuildUp) -> str:
    """The answer, then the build-up, or what is missing for it."""
    blocks = [
        f"{found.label}: what its price consists of",
        *(paragraph(said) for said in should_cost_answer(comparison, found)),
    ]
    if found.missing:
        rows = [f"{key}: {inside_a_sentence(what)}. {rates}" for key, what, rates in missing_rows(comparison, found)]
        blocks.append(listed("Missing", rows))
    if found.is_there:
        rows_of_price = [[name, f"{value:,.2f}", percent(share, 1)] for name, value, share in build_up_rows(found)]
        rows_of_price.append(["Billed", f"{found.price:,.2f}", percent(1.0, 1)])
        head = ["Per agent and month", comparison.currency, "Of the price"]
        blocks.append("\n".join(small_table(head, rows_of_price)))
        if found.target is not None and found.target.prices:
            rows_of_target = [
                [price_name(one), f"{quoted:,.4g}", f"{at:,.4g}"] for one, quoted, at in found.target.prices
            ]
            title = f"Each price at a margin of {percent(found.target.margin, 1)}"
            blocks.append("\n".join([title, *small_table(["Price", "Now", "At that margin"], rows_of_target)]))
        blocks.append(paragraph(what_is_estimated(comparison, found)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def price_name(one: Input) -> str:
    """``Ticket price (Voice)``."""
    return f"{one.label} ({one.scope.label})" if one.scope.is_inner else one.label


def should_cost_data(comparison: Comparison, found: BuildUp) -> dict[str, Any]:
    """Everything as data for JSON."""
    target = found.target
    return {
        "option": found.option,
        "label": found.label,
        "currency": comparison.currency,
        "answer": should_cost_answer(comparison, found),
        "parts": [
            {"line": name, "name": PART_NAMES.get(name, people(name)), "per_agent_month": value}
            for name, value in found.parts
        ],
        "cost_per_agent_month": found.cost if found.is_there else None,
        "price_per_agent_month": found.price if found.is_there else None,
        "margin_year_1": found.margin if found.is_there else None,
        "margin_p10_p90": None if found.band is None else list(found.band),
        "margin_term": found.term_margin if found.is_there else None,
        "target": None
        if target is None
        else {
            "margin": target.margin,
            "price_change": target.change,
            "price_per_agent_month": target.per_agent,
            "prices": [
                {"input": ".".join(map(str, one.place)), "unit": one.unit, "quoted": quoted, "at_target": at}
                for one, quoted, at in target.prices
            ],
        },
        "missing": [{"key": key, "what": what, "card": rates} for key, what, rates in missing_rows(comparison, found)],
        "reason": found.reason,
    }
