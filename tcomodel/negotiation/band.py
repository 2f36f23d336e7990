"""The band of a goal: what it takes in each of many worlds, and how wide that spreads.

    seat rate that equals in-house: 4,006 as it stands; between 3,780 and 4,240 in 80 of 100 worlds (P10 to P90)

Every draw is solved by itself: in closed form where the cost of that world is a straight line of the lever, else by
closing in from both ends of its range. Draws in which no value meets the goal are counted, never left out in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.model import Input
from tcomodel.negotiation.goal import STRAIGHT, Gap, Goal
from tcomodel.negotiation.levers import Lever
from tcomodel.results import HALF_A_CENT, Comparison
from tcomodel.serving import serves, serving_rows
from tcomodel.simulation.percentiles import P10, P50, P90, percentile

ROUNDS = 30
DRAWS = 1024


@dataclass(frozen=True)
class Band:
    """The values that meet the goal over the draws. ``without`` of them have none with which all of the work is served;
    those of the others are told.
    """

    draws: int
    without: int
    p10: float | None
    p50: float | None
    p90: float | None


def band_of(comparison: Comparison, goal: Goal, replaced: Mapping[Input, np.ndarray]) -> Band:
    """The band of one goal over drawn inputs, each ``(draws, 1)`` or ``(draws, months)``."""
    draws = len(next(iter(replaced.values())))
    values = solved(comparison, goal, replaced)
    values = np.where(_served(comparison, goal, values, replaced), values, np.nan)
    known = values[np.isfinite(values)]
    if not known.size:
        return Band(draws, draws, None, None, None)
    p10, p50, p90 = (percentile(known, share) for share in (P10, P50, P90))
    return Band(draws, draws - known.size, p10, p50, p90)


def _served(comparison: Comparison, goal: Goal, values: np.ndarray, replaced: Mapping[Input, np.ndarray]) -> np.ndarray:
    """In which draws the option serves all of the work with the value that meets the goal there."""
    option = comparison.model.option(goal.option)
    rows = serving_rows(option)
    if not rows:
        return np.ones(values.size, dtype=bool)
    drawn = dict(replaced) | goal.lever.at(np.where(np.isfinite(values), values, goal.lever.quoted))
    found = evaluate_rows(comparison.model, rows, drawn, values=comparison.values)
    return serves(option, found, drawn, values.size)


def bands_of(comparison: Comparison, goals: Sequence[Goal], replaced: Mapping[Input, np.ndarray]) -> dict[str, Band]:
    """The bands of the goals that one value meets, by lever; between several values a band would say nothing."""
    return {one.lever.key: band_of(comparison, one, replaced) for one in goals if len(one.found) == 1}


def few_of(replaced: Mapping[Input, np.ndarray], replicates: int, draws: int = DRAWS) -> dict[Input, np.ndarray]:
    """The first draws of each scramble of a world, which stand one after the other: so many in all, still even."""
    known = len(next(iter(replaced.values()))) if replaced else 0
    if known <= draws:
        return dict(replaced)
    each, taken = known // replicates, draws // replicates
    which = (np.arange(replicates)[:, None] * each + np.arange(taken)).ravel()
    return {one: value[which] for one, value in replaced.items()}


def solved(comparison: Comparison, goal: Goal, replaced: Mapping[Input, np.ndarray]) -> np.ndarray:
    """The value of the lever in each draw, not a number where no value meets the goal; shape ``(draws,)``."""
    gap, lever = Gap(comparison, goal.option, goal.target), goal.lever
    draws = len(next(iter(replaced.values())))

    def at(values: np.ndarray, which: np.ndarray) -> np.ndarray:
        taken = {one: value[which] for one, value in replaced.items()}
        return gap.under(taken | lever.at(values))

    everywhere = np.arange(draws)
    low, high, middle = (np.full(draws, one) for one in _ends(goal))
    at_low, at_high, at_middle = at(low, everywhere), at(high, everywhere), at(middle, everywhere)
    slope = (at_high - at_low) / (high - low)
    beside = np.abs(at_middle - at_low - slope * (middle - low))
    with np.errstate(divide="ignore", invalid="ignore"):
        straight = low - at_low / slope
    closed = (beside <= STRAIGHT * gap.size) & np.isfinite(straight) & _allowed(straight, lever) & (not lever.is_whole)
    found = np.full(draws, np.nan)
    if closed.any():
        which = np.flatnonzero(closed)
        right = np.abs(at(straight[which], which)) <= max(HALF_A_CENT, 10 * STRAIGHT * gap.size)
        found[which[right]] = straight[which[right]]
    left = np.flatnonzero(np.isnan(found) & ~((beside <= STRAIGHT * gap.size) & ~closed))
    turns = np.sign(at_low) != np.sign(at_middle)
    start, end = np.where(turns, low, middle), np.where(turns, middle, high)
    at_start, at_end = np.where(turns, at_low, at_middle), np.where(turns, at_middle, at_high)
    left = left[np.sign(at_start[left]) != np.sign(at_end[left])]
    found[left] = _closing_in(at, left, start[left], end[left], at_start[left], at_end[left])
    if lever.is_whole:  # the whole number on the side where the goal is met
        found = np.where(at_start < 0, np.floor(found + 1e-6), np.ceil(found - 1e-6))
    return found


def _ends(goal: Goal) -> tuple[float, float, float]:
    """The range of the lever, wide enough for today's answer, and a point inside it."""
    lever = goal.lever
    values = [lever.quoted, *(one.value for one in goal.found)]
    high = max(lever.most, *(1.5 * value for value in values)) if lever.open_above else lever.most
    inside = goal.closest.value if goal.closest is not None else lever.quoted
    middle = inside if lever.least < inside < high else lever.least + 0.37 * (high - lever.least)
    return lever.least, high, middle


def _allowed(values: np.ndarray, lever: Lever) -> np.ndarray:
    return (values >= lever.least) & ((values <= lever.most) | lever.open_above)


def _closing_in(at, which, low, high, at_low, at_high):  # type: ignore[no-untyped-def]
    """Each draw between two values of different sign: by straight lines, halving where they are slow."""
    width = high - low
    for turn in range(ROUNDS):
        if not which.size or np.max((high - low) / width) < 1e-9:
            break
        straight = low - at_low * (high - low) / np.where(at_high == at_low, 1.0, at_high - at_low)
        tried = np.where((turn % 3 == 2) | ~((straight > low) & (straight < high)), (low + high) / 2, straight)
        here = at(tried, which)
        same = np.sign(here) == np.sign(at_low)
        low, at_low = np.where(same, tried, low), np.where(same, here, at_low)
        high, at_high = np.where(same, high, tried), np.where(same, at_high, here)
        if np.max(np.minimum(np.abs(at_low), np.abs(at_high))) <= HALF_A_CENT:
            break
    return np.where(np.abs(at_low) <= np.abs(at_high), low, high)
