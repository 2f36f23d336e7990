"""Should-cost: a vendor's price taken apart, the margin it leaves, and the price at a target margin.

    pay 440, leaders 46, on-costs 219, support 176, seat 176, technology 88, overhead 206     1,350 an agent and month
    price 2,240: margin 39.7 %; at a target of 20 % all its prices would be 24.7 % lower: 1,687

The build-up is lines of the model (``tcomodel.should_cost``); here they are read per agent and month of the first
contract year, and the price at a target margin is found by moving the model's own price until the margin is there.
What nobody stated is never filled in: rates of the card that fit are offered instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tcomodel import should_cost
from tcomodel.blockwise import evaluate_rows
from tcomodel.givens import givens_of
from tcomodel.model import Input, OptionModel
from tcomodel.rates import Rate
from tcomodel.rates.units import same_unit
from tcomodel.results import Comparison, OptionResult, vendor_called
from tcomodel.sensitivity.break_even import crossings
from tcomodel.simulation.percentiles import P10, P90, percentile

# The build-up in the order it grows: lines of the model, a month each.
PARTS = (
    "vendor_pay",
    "vendor_leader_pay",
    "vendor_on_costs",
    "vendor_support",
    "vendor_seats",
    "vendor_technology",
    "vendor_overhead",
)
ITEMS = {  # what a card calls the rates that fit a part
    "vendor_wage": ("Agent wage",),
    "vendor_bonus_rate": ("Agent bonus",),
    "vendor_on_cost_rate": ("Employer on-cost",),
    "vendor_leader_span": ("Span of a team leader",),
    "vendor_leader_wage": ("Team leader wage",),
    "vendor_technology_cost": ("Desk licence", "Telephony licence"),
}
MOST_OFFERED = 3
SLIGHT = 1e-9  # of a margin
PRICE_CHANGES = 121  # looked at between free and three times the price


@dataclass(frozen=True)
class TargetPrice:
    """The price at which the vendor keeps a margin: by which share all prices of the contract change, and
    what each is then.

    ``change`` is against the price that is billed now, with a price change that is tried; None where none gives that
    margin. ``prices`` are (input, as billed now, at the target).
    """

    margin: float
    change: float | None
    prices: tuple[tuple[Input, float, float], ...]
    per_agent: float | None


@dataclass(frozen=True)
class BuildUp:
    """What an agent and month costs a vendor in contract year 1, part by part, and what is billed for it.

    Without all parts stated ``parts`` is empty; ``missing`` names what must be stated and ``offered`` rates of the
    card for it, those of the vendor's own country first. ``reason`` says what else keeps it from being worked out.
    ``margin`` is of year 1, ``term_margin`` of the whole term, ``band`` its P10 and P90 over the futures (None where
    nothing is uncertain).
    """

    option: str
    label: str
    parts: tuple[tuple[str, float], ...] = ()
    cost: float = 0.0
    price: float = 0.0
    margin: float = 0.0
    term_margin: float = 0.0
    agents: float = 0.0
    band: tuple[float, float] | None = None
    target: TargetPrice | None = None
    missing: tuple[str, ...] = ()
    offered: tuple[tuple[str, tuple[Rate, ...]], ...] = ()
    reason: str = ""

    @property
    def is_there(self) -> bool:
        return bool(self.parts)


def build_up(
    comparison: Comparison,
    option: str,
    target: float | None = None,
    replaced: Mapping[Input, np.ndarray] | None = None,
) -> BuildUp:
    """The should-cost of a vendor's option; ``target`` a margin in place of the one the scenario states.

    ``replaced`` holds the draws of one world, for the band of the margin. Raises ProblemsFound where there is no such
    vendor.
    """
    result = vendor_called(comparison, option)
    if result.model.model == "outcome":
        return BuildUp(option, result.label, reason="a machine does the work, so there is no wage to build it up from")
    missing = tuple(should_cost.missing_parts(result.model.scope.stated))
    if missing:
        offered = tuple((name, tuple(_fitting(comparison, result, name))) for name in missing)
        return BuildUp(option, result.label, missing=missing, offered=offered)
    if "implied_margin" not in result.model.figures:
        return BuildUp(option, result.label, reason=result.reason("implied_margin"))
    first = comparison.contract_years == 1
    sums = {name: _year(result, name, first) for name in (*PARTS, "vendor_own_cost", "billed_fee", "vendor_team")}
    agents = sums["vendor_team"]
    if agents <= 0 or sums["billed_fee"] <= 0:
        return BuildUp(option, result.label, reason="nobody works for it, or nothing is billed, in contract year 1")
    parts = [(name, sums[name] / agents) for name in PARTS]
    risen = (sums["vendor_own_cost"] - sum(sums[name] for name in PARTS)) / agents
    if abs(risen) > 1e-9 * sums["vendor_own_cost"] / agents:
        parts.append(("vendor_cost_level", risen))
    wanted = target if target is not None else result.model.scope.value("target_margin")
    return BuildUp(
        option=option,
        label=result.label,
        parts=tuple(parts),
        cost=sums["vendor_own_cost"] / agents,
        price=sums["billed_fee"] / agents,
        margin=1 - sums["vendor_own_cost"] / sums["billed_fee"],
        term_margin=float(result.of("implied_margin")),
        agents=agents / int(np.sum(first)),
        band=_band(comparison, result, replaced or {}),
        target=None if wanted is None else _at_margin(comparison, result, float(wanted)),
    )


def _band(
    comparison: Comparison, result: OptionResult, replaced: Mapping[Input, np.ndarray]
) -> tuple[float, float] | None:
    """P10 and P90 of the margin of the term; None where nothing moves it."""
    if not replaced:
        return None
    row = result.model.figures["implied_margin"]
    margins = np.reshape(evaluate_rows(comparison.model, [row], replaced)[row], -1)
    low, high = percentile(margins, P10), percentile(margins, P90)
    return None if high - low < SLIGHT else (low, high)


def _year(result: OptionResult, name: str, first: np.ndarray) -> float:
    """A line of the option added up over contract year 1."""
    row = next(row for row in result.model.all_of(name) if row.scope is result.model.scope)
    return float(np.sum(np.broadcast_to(result.values[row], first.shape)[first]))


# -- the price at a target margin ----------------------------------------------------------------------


def _at_margin(comparison: Comparison, result: OptionResult, margin: float) -> TargetPrice:
    """All prices moved by the same share until the margin of the term is there."""
    model, option = comparison.model, result.model
    price = option.scope.inputs["price_change"]
    cost, revenue, own, billed, team = (
        next(row for row in option.all_of(name) if row.scope is option.scope)
        for name in ("vendor_term_cost", "vendor_term_revenue", "vendor_own_cost", "billed_fee", "vendor_team")
    )

    def above(changes: np.ndarray) -> np.ndarray:
        found = evaluate_rows(model, [cost, revenue], {price: changes[:, None]})
        left = np.broadcast_to(found[revenue], changes.shape) * (1 - margin)
        return left - np.broadcast_to(found[cost], changes.shape)

    least, most = price.given.limits
    changes = np.linspace(least, most, PRICE_CHANGES)
    exact, _ = crossings(above, changes, above(changes))
    if not exact:
        return TargetPrice(margin, None, (), None)
    change = min(exact, key=lambda one: abs(one - float(price.value)))
    found = evaluate_rows(model, [billed, own, team], {price: np.array([[change]])})
    first = comparison.contract_years == 1
    fee, people = (float(np.sum(np.broadcast_to(found[row], (1, first.size))[0][first])) for row in (billed, team))
    tried = 1 + float(price.value)
    prices = tuple(
        (one, stated * tried, stated * (1 + change))
        for one, stated in ((one, float(np.max(one.value))) for one in _prices(option))
    )
    return TargetPrice(margin, (1 + change) / tried - 1, prices, fee / people)


def _prices(option: OptionModel) -> Iterator[Input]:
    """What the vendor's price model charges: amounts of money stated under pricing, and in a table of tiers.

    None where its open books are paid: what stands there is its cost, which no negotiation moves.
    """
    if option.model == "cost_plus":
        return
    scope = option.scope
    for place in (scope, *scope.inside()):
        for one in place.inputs.values():
            of_price = "pricing" in one.place[:3] or (one.name == "price" and "volume_prices" in one.place)
            if of_price and not one.assumed and one.unit.startswith("currency/"):
                yield one


# -- what is missing, and what the card has for it -----------------------------------------------------


def _fitting(comparison: Comparison, result: OptionResult, name: str) -> list[Rate]:
    """Rates of the card that fit a part, those of the countries that the option's own rates come from first."""
    given = givens_of(should_cost.ShouldCost)[name]
    card = comparison.model.card
    own = {one.rate.location for one in comparison.model.inputs if one.rate and one.scope.path[0] == result.key}
    spoken = f"{result.label} {result.key}".lower().replace("_", " ")
    fitting = [
        rate
        for rate in card.rates.values()
        if rate.item in ITEMS.get(name, ())
        and same_unit(rate.plain_unit, given.unit)
        and rate.currency in (None, comparison.currency)
    ]

    def distance(rate: Rate) -> int:
        if rate.location.lower() in spoken:
            return 0
        return 1 if rate.location in own else 2 if rate.location == "Any" else 3

    return sorted(fitting, key=distance)[:MOST_OFFERED]
