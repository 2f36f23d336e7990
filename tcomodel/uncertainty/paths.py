"""Years and months of one draw that differ: paths beside the one number that Sobol points give each driver.

    rises of five contract years, drawn each year, persistence 0.6: 2.9 %, 3.3 %, 4.1 %, 3.8 %, 3.2 %

A driver has one Sobol number for each draw. Where it is drawn each year or month that number stands for the average of
its path, which moves a total most; how the years lie around the average comes from a plain random generator with the
same seed (Philox, one stream for each driver, by its key). Together they have exactly the distribution that is stated,
in each year, and the stated persistence from one to the next.
"""

from zlib import crc32

import numpy as np

STREAMS = {"path": 1, "scatter": 2}
TOGETHER = 512  # draws whose noise is made at a time, so that any part of the draws can be made without the others


def path_around(average: np.ndarray, noise: np.ndarray, persistence: float) -> np.ndarray:
    """Standard normal paths ``(draws, periods)`` whose average over the periods is given, in normal scores.

    ``average`` is standard normal, ``(draws,)``; ``noise`` are independent paths with this persistence, ``(draws,
    periods)``. What comes out is distributed as the noise is (conditioning of a normal vector on its average).
    """
    periods = noise.shape[1]
    lags = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    covariance = np.eye(periods) if persistence == 0 else persistence**lags
    with_average = covariance.mean(axis=1)  # of each period
    variance = float(with_average.mean())
    gap = average * np.sqrt(variance) - noise.mean(axis=1)
    found: np.ndarray = noise + gap[:, None] * (with_average / variance)
    return found


def deviation_of_average(periods: int, persistence: float) -> float:
    """How far the average of a path strays, as a share of how far each of its periods does: 0.45 for five years."""
    lags = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    return float(np.mean(np.eye(periods) if persistence == 0 else persistence**lags)) ** 0.5


def noise_of(key: str, stream: str, seed: int, draws: range, periods: int, persistence: float) -> np.ndarray:
    """Standard normal paths of some draws, ``(draws, periods)``: the same for a key and a seed, whatever else is drawn.

    ``draws`` are their numbers, counted from 0, one after the other.
    """
    first, last = draws.start // TOGETHER, -(-draws.stop // TOGETHER)
    made = [_fresh((seed, STREAMS[stream], crc32(key.encode()), number), periods) for number in range(first, last)]
    noise = np.concatenate(made)[draws.start - first * TOGETHER : draws.stop - first * TOGETHER]
    if persistence == 0:
        return noise
    fresh = np.sqrt(1 - persistence**2)
    for period in range(1, periods):
        noise[:, period] = persistence * noise[:, period - 1] + fresh * noise[:, period]
    return noise


def _fresh(start: tuple[int, ...], periods: int) -> np.ndarray:
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(start))).standard_normal((TOGETHER, periods))


def compounding(rises: np.ndarray, years: np.ndarray) -> np.ndarray:
    """The one yearly rise that leads, after so many years, to where the rises of the single years lead.

    ``rises`` is ``(draws, years)``, ``years`` ``(months,)``, how long has passed by each month (2.25); the result is
    ``(draws, months)``. 3 % and 5 %: after one year 3 %, after two 3.995 %, because 1.03995^2 = 1.03 x 1.05.
    """
    levels = np.concatenate([np.ones((len(rises), 1)), np.cumprod(1 + rises, axis=1)], axis=1)
    passed = np.maximum(years, 0.0)
    whole = np.minimum(np.floor(passed).astype(int), rises.shape[1] - 1)
    level = levels[:, whole] * (1 + rises[:, whole]) ** (passed - whole)
    roots = 1 / np.where(passed > 0, passed, 1.0)
    return np.where(passed > 0, level**roots - 1, rises[:, :1])
