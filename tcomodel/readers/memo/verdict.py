"""What the numbers recommend; and when they do not recommend anything, why not.

    Recommendation: Philippines, per seat
    Philippines, per seat costs least: 13,917,422 USD over 60 months (11,716,831 at net present value), ...

Nothing is recommended when no option serves all of the work, when there is one option only or none to compare with,
when two options are too close to tell apart, when an assumption that nobody stated turns the order, when prices are
moved to try what would follow, or when the saving is less than the scenario asks for.
"""

from collections.abc import Iterator

from tcomodel.readers.answer import answer, money
from tcomodel.readers.memo.content import Verdict
from tcomodel.readers.memo.moves import MOST_NAMED, Moved
from tcomodel.results import Comparison, OptionResult

CLOSE = 0.01  # of the cheapest option's NPV: two options this near are level, whatever the order


def verdict(found: Moved) -> Verdict:
    """What the comparison recommends, or why it cannot."""
    comparison = found.comparison
    best = comparison.cheapest
    warnings = tuple(comparison.warnings.get(best.key, ()))
    if best.key in comparison.unserved:
        return Verdict("No recommendation", (answer(comparison),), False, warnings)
    reasons = list(_reasons_against(found))
    said = (answer(comparison), *_other_order(comparison), *found.firmness())
    if reasons:
        return Verdict("No recommendation", (*reasons, *said), False, warnings)
    return Verdict(f"Recommendation: {best.label}", said, True, warnings)


def _reasons_against(found: Moved) -> Iterator[str]:
    comparison = found.comparison
    best, base = comparison.cheapest, comparison.baseline
    if len(comparison.compared) == 1:
        yield "There is one option only, and nothing to compare it with."
    elif all(one.key in comparison.unserved for one in comparison.compared if one is not best):
        yield f"Only {best.label} serves all of the work, so there is nothing to compare it with."
    elif base is None:
        yield "There is no in-house option to compare with, so the numbers cannot say whether to outsource at all."
    second = next((one for one in comparison.ranking[1:] if one.key not in comparison.unserved), None)
    if second is not None:
        behind = (second.figure("npv") or 0.0) - (best.figure("npv") or 0.0)
        if behind < CLOSE * (best.figure("npv") or 0.0):
            yield (
                f"{best.label} and {second.label} are {money(behind)} {comparison.currency} apart at net present "
                "value, less than 1 % of the cost: too close to tell them apart."
            )
    tried = [one.label for one in comparison.compared if _price_change(one)]
    if tried:
        others = f"; and {len(tried) - MOST_NAMED} more" if len(tried) > MOST_NAMED else ""
        yield (
            "Prices are moved to try what would follow, which no vendor has offered: "
            f"{'; '.join(tried[:MOST_NAMED])}{others}."
        )
    if found.unstated:
        first, more = found.unstated[:MOST_NAMED], len(found.unstated) - MOST_NAMED
        rest = f"; or with {more} more" if more > 0 else ""
        told = f"{'; or when '.join(first)}{rest}"
        yield f"The order rests on what nobody stated: another option costs least when {told}."
    beyond = best.figure("saving_beyond_differential")
    if beyond is not None and round(beyond) < 0:
        yield (
            f"{best.label} saves {money(-beyond)} {comparison.currency} less than the least that is worth a change, "
            "by the rule the scenario states."
        )


def _price_change(option: OptionResult) -> float:
    """By how much the prices of a vendor are moved; nothing for an option without."""
    moved = option.model.scope.inputs.get("price_change")
    return 0.0 if moved is None else float(moved.value)


def _other_order(comparison: Comparison) -> Iterator[str]:
    """Where the plain sum of all payments names another winner than net present value, by which options rank."""
    serving = [option for option in comparison.compared if option.key not in comparison.unserved]
    least = min(serving, key=lambda option: option.total)
    if least.key != comparison.cheapest.key and round(comparison.cheapest.total) != round(least.total):
        below = money(comparison.cheapest.total - least.total)
        yield (
            f"Options are ranked by net present value. By the plain sum of all payments {least.label} is lowest, "
            f"{below} {comparison.currency} below."
        )
