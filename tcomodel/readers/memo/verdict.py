"""What the numbers recommend; and when they do not recommend anything, why not.

    Recommendation: Philippines, per seat
    Philippines, per seat costs least: 13,917,422 USD over 60 months (11,716,831 at net present value), ...

Nothing is recommended when there is no work, when no option serves all of it, when the baseline does not and no saving
can be stated, when there is one option only or none to compare with, when two options are too close to tell apart,
when figures are not complete, when an estimate or an assumption that nobody stated turns the order, when prices are
moved to try what would follow, or when the saving is less than the scenario asks for. What is settled all the same is
said.
"""

from collections.abc import Iterator
from typing import Any

from tcomodel.contract import anchored_price
from tcomodel.contract.service_levels import remarks as service_levels
from tcomodel.notes import NO_WORK
from tcomodel.readers.answer import LEVEL, answer, is_level, lowest_sum, money, no_saving
from tcomodel.readers.memo.content import Verdict
from tcomodel.readers.memo.moves import MOST_NAMED, Moved
from tcomodel.results import Comparison, OptionResult
from tcomodel.sensitivity import without_customers_lost

LATER: tuple[Any, ...] = (service_levels, anchored_price)  # warn of what a contract may lead to; all they bill counts


def verdict(found: Moved) -> Verdict:
    """What the comparison recommends, or why it cannot."""
    comparison = found.comparison
    best = comparison.cheapest
    warnings = list(comparison.warnings.get(best.key, ()))
    if best.key in comparison.unserved:
        return Verdict("No recommendation", (answer(comparison),), False, tuple(warnings))
    open_figures = [one for one in _first_two(comparison) if _incomplete(comparison, one)]
    base = comparison.baseline
    if base is not None and base.key != best.key:
        warnings += comparison.unserved.get(base.key, ())
    warnings += [said for one in open_figures if one is not best for said in _incomplete(comparison, one)]
    at_stake = list(_figures_that_do_not_hold(comparison, open_figures))
    reasons = [*_nothing_beside_it(comparison), *at_stake, *_order_that_may_turn(found)]
    settled = [] if at_stake or not reasons else list(_settled(found))
    said = (answer(comparison), *_other_order(comparison), *found.firmness(is_brief=bool(settled)))
    if reasons:
        return Verdict("No recommendation", (*reasons, *settled, *said), False, tuple(warnings))
    return Verdict(f"Recommendation: {best.label}", said, True, tuple(warnings))


def _nothing_beside_it(comparison: Comparison) -> Iterator[str]:
    """Where there is no choice to be made, or not the one a board is asked for."""
    best, base = comparison.cheapest, comparison.baseline
    if comparison.is_no_work:
        yield NO_WORK
    if not any(one.takes_part for one in comparison.options):
        yield "Every option is left out of the comparison; all of them are shown, and none is recommended."
    if len(comparison.options) == 1:
        yield "There is one option only, and nothing to compare it with."
    elif len(comparison.compared) == 1:
        yield f"Only {best.label} takes part in the comparison, so there is nothing to choose from."
    elif all(one.key in comparison.unserved for one in comparison.compared if one is not best):
        yield f"Only {best.label} serves all of the work, so there is nothing to compare it with."
    elif base is None:
        yield "There is no in-house option to compare with, so the numbers cannot say whether to outsource at all."
    if base is not None and base not in comparison.compared and _would_cost_least(comparison, base):
        yield f"{base.label} is left out of the comparison, and it would cost least."
    if base is not None and no_saving(comparison):
        yield f"{base.label}, against which savings are counted, cannot carry all of its work; see the warning below."


def _would_cost_least(comparison: Comparison, one: OptionResult) -> bool:
    return one.key not in comparison.unserved and _npv(one) <= _npv(comparison.cheapest)


def _figures_that_do_not_hold(comparison: Comparison, open_figures: list[OptionResult]) -> Iterator[str]:
    """Figures that are not complete, and prices that nobody has offered."""
    for option in open_figures:
        yield f"The figures of {option.label} do not hold as they stand; see the warning below."
    tried = [one.label for one in comparison.compared if _price_change(one)]
    if tried:
        others = f"; and {len(tried) - MOST_NAMED} more" if len(tried) > MOST_NAMED else ""
        yield (
            "Prices are moved to try what would follow, which no vendor has offered: "
            f"{'; '.join(tried[:MOST_NAMED])}{others}."
        )


def _order_that_may_turn(found: Moved) -> Iterator[str]:
    """A lead that is too small, or that rests on what nobody pays or nobody stated."""
    comparison, best = found.comparison, found.comparison.cheapest
    second = _second(comparison)
    behind = 0.0 if second is None else _npv(second) - _npv(best)
    if second is not None and is_level(behind, best):
        yield (
            f"{best.label} and {second.label} are {money(behind)} {comparison.currency} apart at net present value, "
            f"no more than {LEVEL * 100:.4g} % of the cost: too close to tell them apart."
        )
    yield from _rests_on_customers_lost(comparison)
    if found.reserve:
        yield found.reserve
    beyond = best.figure("saving_beyond_differential")
    if beyond is not None and round(beyond) < 0 and not no_saving(comparison):
        yield (
            f"{best.label} saves {money(-beyond)} {comparison.currency} less than the least that is worth a change, "
            "by the rule the scenario states."
        )


def _rests_on_customers_lost(comparison: Comparison) -> Iterator[str]:
    without = without_customers_lost(comparison)
    if without is None:
        return
    first, second = without.cheapest, _second(without)
    estimate = "the estimate of customers lost, a margin that nobody pays"
    if first.key != comparison.cheapest.key:
        behind = money(_npv(without.option(comparison.cheapest.key)) - _npv(first))
        yield (
            f"The order rests on {estimate}. Without the estimate of customers lost, {first.label} would cost least, "
            f"{behind} {comparison.currency} less at net present value than {comparison.cheapest.label}."
        )
    elif second is not None and is_level(_npv(second) - _npv(first), first):
        yield (
            f"The lead rests on {estimate}. Without the estimate of customers lost, {first.label} and {second.label} "
            f"would be {money(_npv(second) - _npv(first))} {comparison.currency} apart at net present value."
        )


def _settled(found: Moved) -> Iterator[str]:
    """What holds whichever vendor it is, with the estimate of customers lost and without."""
    base, without = found.comparison.baseline, without_customers_lost(found.comparison)
    may_be_cheaper = base is not None and without is not None and without.ranking[-1].key != base.key
    if not may_be_cheaper and any(one.takes_part for one in found.comparison.options):
        yield from found.settled()


def _first_two(comparison: Comparison) -> list[OptionResult]:
    """Who leads, and who would lead if its figures were not those."""
    second = _second(comparison)
    return [comparison.cheapest, *([second] if second else [])]


def _second(comparison: Comparison) -> OptionResult | None:
    return next((one for one in comparison.ranking[1:] if one.key not in comparison.unserved), None)


def _incomplete(comparison: Comparison, option: OptionResult) -> list[str]:
    """Warnings that say a cost is missing, or work not billed: all but those of what a contract may lead to later.

    A warning that is new counts among them until somebody knows better.
    """
    found = (said for module in LATER for said in module.warnings(option.model, comparison.values))
    later = {f"{option.label}: {said}" for said in found}
    return [said for said in comparison.warnings.get(option.key, ()) if said not in later]


def _npv(option: OptionResult) -> float:
    return option.figure("npv") or 0.0


def _price_change(option: OptionResult) -> float:
    """By how much the prices of a vendor are moved; nothing for an option without."""
    moved = option.model.scope.inputs.get("price_change")
    return 0.0 if moved is None else float(moved.value)


def _other_order(comparison: Comparison) -> Iterator[str]:
    """Where the plain sum of all costs names another winner than net present value, by which options rank."""
    least = lowest_sum(comparison)
    if least is not None:
        below = money(comparison.cheapest.total - least.total)
        yield (
            f"Options are ranked by net present value. By the plain sum of all costs {least.label} is lowest, "
            f"{below} {comparison.currency} below."
        )
