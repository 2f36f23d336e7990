"""One world, every option in it: draws of everything uncertain, made once and shared by all options.

    world = draw_world(model, draws=4096, seed=1)
    evaluate_rows(model, [npv_of_manila, npv_of_tulsa], world.replaced)      # both meet the same wages in draw 17

Without that the probability that one option is cheapest is wrong, not just noisy. The numbers are scrambled Sobol
points in eight independent scrambles, one after the other, so that each eighth of the draws is a small simulation of
its own: how far the eight disagree is how sure a result is. Scatter by year or month comes from a plain generator with
the same seed (see ``paths``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tcomodel.model import Input, Model
from tcomodel.problems import problem
from tcomodel.stated_ranges import DRAWS, MOST_SEED
from tcomodel.uncertainty.copula import correlated, normal_correlations
from tcomodel.uncertainty.drivers import NOT_STATED, Driver, drivers_of, idle_correlations, names_of, section_of
from tcomodel.uncertainty.held import WORTH_TELLING, Survey, beyond, contradictions, in_percent, survey
from tcomodel.uncertainty.values import Drawn, drawn_of

REPLICATES = 8
MOST_NUMBERS = 8_000_000  # of eight bytes, that a world keeps; beyond, months are made when they are asked for
HALF_A_CELL = 2.0**-31  # Sobol points are multiples of 2^-30 and may be 0; each is moved to the middle of its cell


@dataclass(frozen=True)
class World:
    """Draws of everything uncertain. ``replaced`` is ready for ``evaluate_rows``; empty where nothing is uncertain.

    Its arrays are ``(draws, 1)`` or ``(draws, months)``; months of very many draws are made part by part (``Drawn``).

    ``replicates`` independent scrambles stand one after the other, ``draws // replicates`` draws each. ``uniforms`` is
    ``(draws, drivers)``, which share of its futures each drawn value lies above. ``warnings`` are sentences.
    """

    draws: int
    seed: int
    drivers: tuple[Driver, ...]
    replaced: Mapping[Input, Any] = field(repr=False)
    uniforms: np.ndarray = field(repr=False)
    warnings: tuple[str, ...] = ()
    replicates: int = REPLICATES


def draw_world(model: Model, draws: int = DRAWS[1], seed: int = 1) -> World:
    """So many futures of everything uncertain in a model; the same again for the same seed.

    Raises ProblemsFound where the number of draws or the seed is none that can be.
    """
    if draws not in DRAWS:
        known = ", ".join(f"{one:,}" for one in DRAWS)
        raise problem("draws", f"found {draws:,}; expected {known}: Sobol points are even only in powers of two")
    if not 0 <= seed < MOST_SEED:
        raise problem("seed", f"found {seed:,}; expected a whole number from 0 to {MOST_SEED - 1:,}")
    drivers = drivers_of(model)
    return world_of(model, drivers, sobol_points(len(drivers), draws, seed), seed)


def world_of(
    model: Model, drivers: Sequence[Driver], uniforms: np.ndarray, seed: int = 1, *, correlation: bool = True
) -> World:
    """The world of given uniform numbers ``(draws, drivers)``, each above 0 and below 1.

    Without ``correlation`` the drivers are independent. ``seed`` is that of the scatter by year and month: two calls
    with one seed and as many draws share it.
    """
    drivers = tuple(drivers)
    section = section_of(model.scenario)
    warnings = [f"{one.label}: {one.remark}." for one in drivers if one.remark not in ("", NOT_STATED)]
    if correlation and section.correlations and drivers:
        matrix, repairs = normal_correlations([names_of(one) for one in drivers], section.correlations)
        uniforms = correlated(uniforms, matrix)
        warnings += [*repairs, *idle_correlations(section, drivers)]
    drawn: dict[Input, Drawn] = {}
    surveys: dict[Input, Survey] = {}
    labels: dict[Input, str] = {}
    for driver, shares in zip(drivers, uniforms.T, strict=True):
        for one in driver.inputs:
            drawn[one], labels[one] = drawn_of(driver, one, np.ascontiguousarray(shares), model, seed), driver.label
            surveys[one] = survey(drawn[one])
            if (clipped := surveys[one].beyond) > WORTH_TELLING:
                warnings.append(
                    f"{driver.label}: {in_percent(clipped)} of the draws lay beyond its limits and stop there."
                )
    for one, hold in contradictions(model, surveys).items():
        if share := beyond(drawn[one], hold):
            stop = f"{in_percent(share)} of the draws stop where the contract would contradict itself"
            warnings.append(f"{labels[one]}: {stop} ({hold.told}).")
        drawn[one] = drawn[one].within(hold.low, hold.high)
    return World(len(uniforms), seed, drivers, _made(drawn), uniforms, tuple(dict.fromkeys(warnings)))


def _made(drawn: Mapping[Input, Drawn]) -> dict[Input, Any]:
    """The draws as arrays; where they are too many, months stay to be made."""
    few = sum(one.size for one in drawn.values()) <= MOST_NUMBERS
    return {one: np.asarray(each) if few or each.shape[1] == 1 else each for one, each in drawn.items()}


def sobol_points(dimensions: int, draws: int, seed: int) -> np.ndarray:
    """Scrambled Sobol points ``(draws, dimensions)`` in eight scrambles, all above 0 and below 1."""
    from scipy.stats.qmc import Sobol

    if dimensions == 0:
        return np.empty((draws, 0))
    power = (draws // REPLICATES).bit_length() - 1
    streams = np.random.SeedSequence(seed).spawn(REPLICATES)
    made = [Sobol(dimensions, scramble=True, rng=np.random.default_rng(one)).random_base2(power) for one in streams]
    return np.concatenate(made) + HALF_A_CELL
