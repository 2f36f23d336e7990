"""Goals in words: what a lever is called, its quoted value beside the one that is needed, and why there is none.

Seat rate: quoted 3,560.00 USD per seat and month, equals in-house at 4,005.79 (12.5 % higher)
Indexation cap: quoted 3.5 %, stays dearer at every value between 0 % and 100 %
"""

from collections.abc import Sequence

from tcomodel.model import Input
from tcomodel.negotiation.band import Band
from tcomodel.negotiation.goal import Found, Goal, Target
from tcomodel.negotiation.levers import CLAUSE, EDGE, OWN, PRICE, TRANSITION, Lever
from tcomodel.readers.english import amount, listed, people_unit
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.readers.rounded import about
from tcomodel.results import HALF_A_CENT, Comparison

MONEY_IS_LEVEL = 0.5
ALIKE = 5e-4  # of the quoted value
MANY_TIMES = 10  # from here on nobody reads a per cent
PRICE_CHANGE = "price_change"
SHARES_PAID = ("margin", "commission_rate")
GROUP_NAMES = {PRICE: "Price", CLAUSE: "Clause", TRANSITION: "Transition", OWN: "Yours or expected"}
NOT_SERVED = "but the option does not serve all of the work with it"


def name_of_lever(lever: Lever) -> str:
    """``Seat rate``, ``Ticket price, nearshore (Voice)``, ``Penalty cap (service levels)``."""
    one = lever.input
    name = "All its prices together" if one.name == PRICE_CHANGE else with_its_clause(one)
    if one.name in EDGE and len(lever.inputs) > 1:
        number = int(str(one.scope.path[-1]).rpartition("_")[2])
        first, second = sorted((number, int(str(lever.inputs[1].scope.path[-1]).rpartition("_")[2])))
        name = f"Edge between tiers {first} and {second}"
    where = _inner(one)
    return f"{name} ({where})" if where else name


def _inner(one: Input) -> str:
    """The channel, tier or service level an input stands in, where it is no input of the whole option."""
    scope, found = one.scope, []
    if scope.is_inner:
        found.append(scope.label)
        found += [around.label for around in scope.around if around.is_inner and around.kind in ("channel", "tier")]
    return ", ".join(dict.fromkeys(found))


def value_in_words(lever: Lever, value: float, currency: str) -> str:
    """A value of a lever as people read it; of a series the factor on it."""
    if lever.is_factor:
        return f"{100 * value:,.1f} % of the series"
    one = lever.input
    if lever.is_whole:
        value = round(value)
    if one.name == PRICE_CHANGE:
        return "as quoted" if abs(value) < ALIKE / 10 else f"{abs(100 * value):,.1f} % {_way(value)}"
    if one.given.is_share or one.unit.startswith("1/"):
        value = round(value, 4)
    said = amount(value, one.unit, currency, share=one.given.is_share)
    return f"−{said[1:]}" if said.startswith("-") else said


def without_unit(lever: Lever, value: float, currency: str) -> str:
    """The value beside one that shows its unit already."""
    said = value_in_words(lever, value, currency).removesuffix(" of the series")
    units = (people_unit(lever.input.unit, currency, one=one) for one in (True, False))
    return next((said.removesuffix(f" {unit}") for unit in units if unit and said.endswith(f" {unit}")), said)


def difference_in_words(lever: Lever, value: float) -> str:
    """``12.5 % higher``, ``1.2 points lower``, ``59 times as much``."""
    if lever.input.name == PRICE_CHANGE:
        return ""
    if lever.input.given.is_share and not lever.is_factor:
        points = 100 * (value - lever.quoted)
        return "as quoted" if abs(points) < 0.005 else f"{abs(points):,.2f} points {_way(points)}"
    if not lever.quoted:
        return ""
    change = value / lever.quoted - 1
    if change + 1 >= MANY_TIMES:
        return f"{change + 1:,.0f} times as much"
    return "as quoted" if abs(change) < ALIKE else f"{abs(change) * 100:,.1f} % {_way(change)}"


def _way(change: float) -> str:
    return "higher" if change > 0 else "lower"


def goal_name(target: Target, labels: dict[str, str], currency: str) -> str:
    """``equals In-house``, ``saves 15 % of In-house``, ``saves 1.2 m USD of In-house``."""
    against = labels[target.against]
    if target.share < 0 or target.saving < 0:
        more = f"{-100 * target.share:,.4g} %" if target.share else f"{about(-target.saving)} {currency}"
        return f"costs {more} more than {against}"
    if target.share:
        return f"saves {100 * target.share:,.4g} % of {against}"
    if target.saving:
        return f"saves {about(target.saving)} {currency} of {against}"
    return f"equals {against}"


def answer(goal: Goal, labels: dict[str, str], currency: str) -> str:
    """What was found for one lever, without its name."""
    lever, wanted = goal.lever, goal_name(goal.target, labels, currency)
    if not goal.moves:
        return "moves nothing here"
    if goal.found:
        told = [_found_in_words(goal, one, currency) for one in goal.found]
        many = f"{len(told)} values, because the cost bends on the way: " if len(told) > 1 else ""
        return f"{wanted} at {many}{listed(told)}"
    dearer = goal.nearest_gap > 0
    side = "dearer than wanted" if dearer else "cheaper than wanted"
    values = f"{value_in_words(lever, lever.least, currency)} and {value_in_words(lever, lever.most, currency)}"
    near = about(abs(goal.nearest_gap))
    return f"stays {side} at every value between {values}, by {near} {currency} at least"


def _found_in_words(goal: Goal, one: Found, currency: str) -> str:
    said = value_in_words(goal.lever, one.value, currency)
    difference = difference_in_words(goal.lever, one.value)
    said = f"{said} ({difference})" if difference else said
    if one.is_jump:
        said += ", where the cost jumps past it"
    if one.refused:
        said += f", which the contract does not allow: {one.refused}"
    if not one.serves:
        said += f", {NOT_SERVED}"
    return said


def remark_on(one: Found) -> str:
    """What must be known of a value beside the number; nothing where it can be agreed as it is."""
    said = ["the cost jumps past the goal there"] if one.is_jump else []
    said += [f"the contract does not allow it: {one.refused}"] if one.refused else []
    said += [NOT_SERVED] if not one.serves else []
    return "; ".join(said)


def remarks(goals: Sequence[Goal], currency: str) -> list[str]:
    """Every such remark, with its lever and value."""
    return [
        f"{name_of_lever(goal.lever)}, {value_in_words(goal.lever, one.value, currency)}: {said}."
        for goal in goals
        for one in goal.found or ([goal.as_near] if goal.as_near is not None else [])
        if (said := remark_on(one))
    ]


def nearest_in_words(goal: Goal, currency: str) -> str:
    """The value that comes nearest, without its unit; marked where it could not be agreed."""
    flawed = goal.as_near is not None and not goal.as_near.holds
    return f"{without_unit(goal.lever, goal.nearest, currency)}{' (!)' if flawed else ''}"


def apart(goal: Goal, currency: str) -> str:
    """What is left between the nearest and the goal: ``7.5 m USD too dear``; ``below``: it costs less than wanted."""
    said = f"{about(abs(goal.nearest_gap))} {currency}"
    return f"{said} too dear" if goal.nearest_gap > 0 else f"{said} below"


def gap_in_words(goal: Goal, currency: str) -> str:
    """How far the option is from its goal as it stands."""
    if abs(goal.gap) <= max(HALF_A_CENT, MONEY_IS_LEVEL):
        return "which it does as it stands"
    return f"{about(abs(goal.gap))} {currency} {'too dear' if goal.gap > 0 else 'better'} as it stands"


def headline(comparison: Comparison, goals: list[Goal], labels: dict[str, str]) -> str:
    """The answer first: how far the option is from the goal, and the smallest step of one price that meets it."""
    currency = comparison.currency
    if not goals:
        return "This option has no lever to move."
    one = goals[0]
    label, wanted = labels[one.option], goal_name(one.target, labels, currency)
    start = f"The goal is that {label} {wanted} (net present value): {gap_in_words(one, currency)}."
    tried = _tried(comparison, one)
    start = f"{start}{_undone(comparison, one, labels)}{tried}"
    than = " than quoted" if tried else ""
    agreeable = [goal for goal in goals if goal.value is not None and goal.found[0].holds]
    moved = next((goal for goal in agreeable if goal.lever.input.name == PRICE_CHANGE), None)
    if moved is not None and sum(_is_price(goal) and bool(goal.lever.quoted) for goal in goals) > 1:
        change = moved.value or 0.0
        return f"{start} By its prices alone, all moved alike: {abs(change) * 100:,.1f} % {_way(change)}{than}."
    prices = [goal for goal in agreeable if _is_price(goal) and goal.lever.quoted]
    if prices:
        best = min(prices, key=lambda goal: abs((goal.value or 0.0) / goal.lever.quoted - 1))
        value = value_in_words(best.lever, best.value or 0.0, currency)
        quoted = value_in_words(best.lever, best.lever.quoted, currency)
        difference = difference_in_words(best.lever, best.value or 0.0)
        return f"{start} By price alone: {_said(best)} {value} instead of {quoted} ({difference})."
    if moved is not None:
        change = moved.value or 0.0
        return f"{start} All its prices together would have to be {abs(change) * 100:,.1f} % {_way(change)}{than}."
    return f"{start} No single price gets it there."


def _said(goal: Goal) -> str:
    name = name_of_lever(goal.lever)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _undone(comparison: Comparison, goal: Goal, labels: dict[str, str]) -> str:
    """A warning where one of the two leaves work undone as it stands: its cost is then no measure."""
    short = [labels[key] for key in (goal.option, goal.target.against) if key in comparison.unserved]
    return (
        f" {' and '.join(short)} {'do' if len(short) > 1 else 'does'} not serve all of the work as it stands, so "
        "the two costs are not for the same work."
        if short
        else ""
    )


def _tried(comparison: Comparison, goal: Goal) -> str:
    """A warning where prices are moved to try what follows: what is found is held against the prices quoted."""
    moved = comparison.option(goal.option).model.scope.inputs.get(PRICE_CHANGE)
    change = 0.0 if moved is None else float(moved.value)
    return (
        f" As it stands all its prices are tried {abs(change) * 100:,.4g} % {_way(change)} than quoted; a single "
        "price named here is the one quoted, before that."
        if change
        else ""
    )


def _is_price(goal: Goal) -> bool:
    """Whether it is money the vendor asks for, and neither a number of seats nor an edge."""
    lever = goal.lever
    named = lever.input.unit.startswith("currency") or lever.input.name in SHARES_PAID
    return lever.group == PRICE and named and lever.input.name != PRICE_CHANGE


def band_without_units(lever: Lever, band: Band, currency: str) -> str:
    """The band for a cell beside the quoted value; and how many futures have no such value."""
    if band.p10 is None or band.p90 is None:
        return "in no future"
    said = f"{without_unit(lever, band.p10, currency)} to {without_unit(lever, band.p90, currency)}"
    return f"{said}; none in {band.without / band.draws:.0%}" if band.without else said


def band_in_words(lever: Lever, band: Band, currency: str) -> str:
    """``3,780 to 4,240 in 80 of 100 futures (P10 to P90)``; and how many have no such value."""
    if band.p10 is None or band.p90 is None:
        return f"in none of {band.draws:,} futures"
    said = f"{value_in_words(lever, band.p10, currency)} to {value_in_words(lever, band.p90, currency)} (P10 to P90)"
    if band.without:
        said += f"; no such value in {band.without:,} of {band.draws:,} futures"
    return said
