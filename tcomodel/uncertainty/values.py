"""From drawn shares to the values of inputs, within the limits of each.

    share 0.9 of the futures, handle time 260 / 300 / 360 (P10 and P90)     360 seconds
    a ramp of 60 %, 100 %, 100 % and a factor of 1.05                      63 %, 100 %, 100 %: no more than all of it

Whole numbers stay whole. Months of many draws take memory (65,536 draws of 60 months are 31 MB for each input), so
``Drawn`` makes those of a few draws when they are asked for, and always the same ones.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tcomodel.model import Input, Model
from tcomodel.stated_ranges import COMPOUNDING, MONTHLY, ONCE
from tcomodel.uncertainty.drivers import Driver
from tcomodel.uncertainty.marginals import Z10
from tcomodel.uncertainty.paths import compounding, noise_of, path_around
from tcomodel.uncertainty.spread import Spread

PART = 2048  # draws that are looked at together


@dataclass(frozen=True, eq=False)
class Drawn:
    """The draws of one input as an array ``(draws, 1)`` or ``(draws, months)`` that is made part by part.

    ``drawn[100:200]`` makes a hundred draws, ``np.asarray(drawn)`` all of them. ``least`` and ``most`` hold them.
    """

    input: Input
    key: str
    spread: Spread
    uniforms: np.ndarray  # (draws,), between 0 and 1
    months: int
    years: np.ndarray  # that have passed by each month
    seed: int
    least: Any
    most: Any

    @property
    def shape(self) -> tuple[int, int]:
        spread = self.spread
        differs = spread.drawn != ONCE or spread.scatter > 0 or np.ndim(self.input.value) > 0
        return len(self.uniforms), max(self.months, np.size(self.input.value)) if differs else 1

    @property
    def ndim(self) -> int:
        return 2

    @property
    def size(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype(float)

    def __len__(self) -> int:
        return len(self.uniforms)

    def __getitem__(self, draws: Any) -> np.ndarray:
        if isinstance(draws, slice) and draws.step in (None, 1):
            return self._held(range(*draws.indices(len(self))))
        if isinstance(draws, int | np.integer):
            number = range(len(self))[draws]
            return self._held(range(number, number + 1))[0]
        found: np.ndarray = np.asarray(self)[draws]
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        parts = [self[first : first + PART] for first in range(0, len(self), PART)]
        return np.concatenate(parts).astype(float if dtype is None else dtype, copy=False)

    @property
    def periods(self) -> int:
        """How many numbers a path has: one a month or a contract year, or one for the term."""
        if self.spread.drawn == ONCE:
            return 1
        return self.months if self.spread.drawn == MONTHLY else int(np.floor(max(self.years[-1], 0.0))) + 1

    def within(self, least: Any, most: Any) -> "Drawn":
        """The same draws, held between these too."""
        return replace(self, least=np.maximum(self.least, least), most=np.minimum(self.most, most))

    def free(self, draws: range) -> np.ndarray:
        """Some draws before anything holds them."""
        spread, one, shares = self.spread, self.input, self.uniforms[draws.start : draws.stop]
        if spread.drawn != ONCE:
            drawn = self._paths(draws, shares)
        elif spread.has_level:
            drawn = spread.at(shares)[:, None]
        else:
            drawn = np.full((len(shares), 1), spread.base)
        if spread.is_factor:
            drawn = np.asarray(one.value) * drawn
        if spread.scatter:
            drawn = self._scattered(drawn, draws, shares)
        if drawn.shape[1] < self.shape[1]:
            drawn = np.repeat(drawn, self.shape[1], axis=1)
        return np.rint(drawn) if one.given.kind == "whole" else drawn

    def _held(self, draws: range) -> np.ndarray:
        held: np.ndarray = np.clip(self.free(draws), self.least, self.most)
        return held

    def _paths(self, draws: range, shares: np.ndarray) -> np.ndarray:
        """One number a month, drawn by the year or the month."""
        from scipy.special import ndtr, ndtri

        spread = self.spread
        year = np.floor(np.maximum(self.years, 0.0)).astype(int)
        noise = noise_of(self.key, "path", self.seed, draws, self.periods, spread.persistence)
        drawn: np.ndarray = spread.at(ndtr(path_around(ndtri(shares), noise, spread.persistence)))
        if spread.drawn == MONTHLY:
            return drawn
        if self.input.name in COMPOUNDING and self.input.name != "yearly_indexation":  # a turn asks for its own year's
            return compounding(np.maximum(drawn, self.least), self.years)
        return drawn[:, year]

    def _scattered(self, level: np.ndarray, draws: range, shares: np.ndarray) -> np.ndarray:
        """Months around a level: 8 of 10 within the stated share of it, or within so many points of a share."""
        from scipy.special import ndtri

        spread = self.spread
        noise = noise_of(self.key, "scatter", self.seed, draws, self.months, spread.persistence)
        if not spread.has_level:  # nothing else stands for it
            noise = path_around(ndtri(shares), noise, spread.persistence)
        strays = spread.scatter / Z10 * noise
        return level + strays if self.input.given.unit.startswith("1") else level * (1 + strays)


def drawn_of(driver: Driver, one: Input, uniforms: np.ndarray, model: Model, seed: int) -> Drawn:
    """The draws of one of a driver's inputs, within its limits; ``uniforms`` is ``(draws,)``, between 0 and 1."""
    months = model.months_of(one.scope)
    least, most = one.given.limits
    most = min(most, float(model.scenario.file.months)) if one.given.within_term else most
    return Drawn(one, driver.key, driver.spread, uniforms, months, _years_passed(one, months, model), seed, least, most)


def _years_passed(one: Input, months: int, model: Model) -> np.ndarray:
    """How many years have passed by each month: since the start, or since an index was last measured."""
    year = float(model.programme.value("months_per_year"))
    if one.scope.kind == "index":
        return (np.arange(1.0, months + 1) - float(one.scope.value("measured_months"))) / year
    passed = np.arange(float(months)) / year
    return passed if one.name == "annual_growth" else np.floor(passed)
