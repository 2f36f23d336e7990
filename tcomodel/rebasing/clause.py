"""How far a clause lets a price move between two dates: share, rounding of the coefficient, threshold, floor and cap.

    consumer prices rise by 6.83 % from 2024 to 2026-05; 65 % of the price follows them, at most 2 % a year:
    coefficient 35 % + 65 % x 1.0683 = 1.0444, cap of 1.875 years 1.02 ** 1.875 - 1 = 3.78 %: x 1.0378

The order and every step are those of a contract's indexation: the functions of ``contract.indexation`` are called, not
written again. Between a year and a month the years are counted from the middle of the year. A change within the
threshold is lost here; to carry it over, compare from the base.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tcomodel.contract.indexation import index_terms, price
from tcomodel.rebasing.moves import percent

ROUND = {
    "nearest": index_terms.coefficient_to_the_nearest,
    "up": index_terms.coefficient_rounded_up,
    "down": index_terms.coefficient_rounded_down,
}
BEYOND = {"whole change": price.whole_change_beyond_threshold, "only the excess": price.change_beyond_threshold}
FLOOR = {"compounded": price.compounded_floor, "added": price.added_floor}
CAP = {"compounded": price.compounded_cap, "added": price.added_cap}


@dataclass(frozen=True)
class Clause:
    """The terms of a clause; ``floor`` and ``cap`` are rates a year."""

    decimals: int | None = None
    rounded: str = "nearest"
    floor: float | None = None
    cap: float | None = None
    years_combined: str = "compounded"
    threshold: float | None = None
    threshold_counts: str = "whole change"


PLAIN = Clause()


def risen(
    moves: Sequence[tuple[float, float, float]], years: float, clause: Clause = PLAIN
) -> tuple[float, Mapping[str, float]]:
    """What a price of 1 becomes, and each step that changed something, by what it is.

    ``moves`` are the weight of each index, its value now and its value at the base; what the weights leave of 1 is
    fixed. ``years`` is how many floor and cap count for.
    """
    changes = [index_terms.change_since_base(weight, now, base) for weight, now, base in moves]
    exact = float(index_terms.exact_coefficient(changes))
    steps: dict[str, float] = {}
    coefficient = exact
    if clause.decimals is not None:
        coefficient = float(ROUND[clause.rounded](exact, clause.decimals))
        steps["coefficient"] = coefficient
    asked = path = coefficient - 1
    if clause.threshold is None:
        asked = float(price.change_of_indices(path))
    elif (asked := float(BEYOND[clause.threshold_counts](path, clause.threshold))) != path:
        steps["threshold"] = asked
    change = _within_limits(asked, years, clause)
    if change != asked:
        steps["floor" if change > asked else "cap"] = change
    return (1 + change if change != path else coefficient), steps


def _within_limits(asked: float, years: float, clause: Clause) -> float:
    floor = None if clause.floor is None else FLOOR[clause.years_combined](clause.floor, years)
    cap = None if clause.cap is None else CAP[clause.years_combined](clause.cap, years)
    if floor is not None and cap is not None:
        return float(price.change_within_both(asked, floor, cap))
    if cap is not None:
        return float(price.change_below_cap(asked, cap))
    return asked if floor is None else float(price.change_above_floor(asked, floor))


def told_steps(steps: Mapping[str, float], years: float, clause: Clause) -> str:
    """The steps that changed something, in words; empty where none did."""
    told = []
    if "coefficient" in steps:
        told.append(f"coefficient rounded{_direction(clause)} to {steps['coefficient']:.{clause.decimals}f}")
    if "threshold" in steps and clause.threshold is not None:
        told.append(f"threshold {percent(clause.threshold)} ({clause.threshold_counts}): {percent(steps['threshold'])}")
    for limit, yearly in (("floor", clause.floor), ("cap", clause.cap)):
        if limit in steps and yearly is not None:
            told.append(f"{limit} {percent(yearly)} a year, {years:.4g} years: {percent(steps[limit])}")
    return "; ".join(told)


def _direction(clause: Clause) -> str:
    return "" if clause.rounded == "nearest" else f" {clause.rounded}"
