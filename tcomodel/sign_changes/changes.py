"""Where differences change their sign: crossings, jumps and zones, of several courses at once.

    A - B at 40,000 contacts +12 k, at 41,000 -3 k         somewhere between the two: a crossing, or a jump over nothing
    A - B at 41,200 +80, 41,350 -40, 41,400 +10, 41,900 -90    whole seats: a zone in which they swap several times

What changes its sign again and again while the two stay near each other is one zone; a single change is narrowed down
until it is known to be a crossing or a jump.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.results import HALF_A_CENT
from tcomodel.sign_changes.search import Samples, Steps, looked_at

CROSSING, JUMP, ZONE, LEVEL = "crossing", "jump", "zone", "level"
NEAR = (0.001, 0.003, 0.01, 0.03, 0.1)  # of the cost: how near is near, the first at which FEW changes are left
FEW = 8  # changes of two options that people can read one by one
ZONE_GAP = 0.05  # of the range: swaps further apart are told one by one
CLOSE = 5e-7  # of the range: a jump is found
SIXTHS = np.arange(1, 6) / 6


@dataclass(frozen=True)
class Change:
    """A change of sign of the first less the second of a pair.

    From ``low`` to ``high`` (the same for a crossing or a jump); ``before`` and ``after`` are the differences left
    and right of it, ``swaps`` how often it changes inside, ``apart`` how far the two get apart inside, as a share.
    """

    pair: tuple[int, int]
    kind: str
    low: float
    high: float
    before: float
    after: float
    swaps: int = 1
    apart: float = 0.0


def changes(
    samples: Samples,
    pairs: Sequence[tuple[int, int]],
    size: float | None = None,
    steps: Steps | None = None,
    close: float = CLOSE,
) -> list[Change]:
    """Every change of sign of each pair, in order; the samples grow by what had to be looked at.

    ``size`` is what counts as the whole when two courses are near each other; else the smaller of the two is.
    ``steps`` knows where courses climb in whole people or seats, as far as their formulas say. A jump is narrowed
    down to ``close``, a share of the range.
    """
    looked_at(samples, pairs, steps)
    found = [change for pair in pairs for change in _of_pair(samples, pair, size)]
    return _exactly(samples, found, close)


def _of_pair(samples: Samples, pair: tuple[int, int], size: float | None) -> list[Change]:
    """The changes of one pair as they show in the samples, swaps that are near each other put together."""
    x, (one, other) = samples.x, (samples.y[pair[0]], samples.y[pair[1]])
    difference = one - other
    whole = np.maximum(np.minimum(np.abs(one), np.abs(other)), 1.0) if size is None else np.full(x.size, size)
    apart = np.abs(difference) / whole
    sign = np.where(np.abs(difference) <= HALF_A_CENT, 0, np.sign(difference))
    told = np.flatnonzero(sign)
    turns = [(told[i], told[i + 1]) for i in np.flatnonzero(sign[told[:-1]] != sign[told[1:]])]
    for near in NEAR:
        groups = _grouped(turns, x, apart, near, ZONE_GAP * samples.span)
        if len(groups) <= FEW:
            break
    found = []
    for group in groups:
        low, high = group[0][0], group[-1][1]
        before, after = float(difference[low]), float(difference[high])
        if len(group) > 1:
            found.append(
                Change(pair, ZONE, x[low], x[high], before, after, len(group), float(np.max(apart[low : high + 1])))
            )
        elif high - low > 2:
            found.append(Change(pair, LEVEL, x[low + 1], x[high - 1], before, after))
        elif high - low == 2:
            found.append(Change(pair, CROSSING, x[low + 1], x[low + 1], before, after))
        else:
            found.append(Change(pair, JUMP, x[low], x[high], before, after))  # until it is known exactly
    return found


def _grouped(
    turns: Sequence[tuple[int, int]], x: np.ndarray, apart: np.ndarray, near: float, gap: float
) -> list[list[tuple[int, int]]]:
    """Changes of sign, each between two samples, in groups within which the two stay near each other."""
    groups: list[list[tuple[int, int]]] = []
    for turn in turns:
        last = groups[-1][-1] if groups else None
        if last is not None and x[turn[0]] - x[last[1]] <= gap and np.max(apart[last[1] : turn[0] + 1]) <= near:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return groups


def _exactly(samples: Samples, found: list[Change], close: float) -> list[Change]:
    """Single changes narrowed down to a crossing, or to the two sides of a jump."""
    open_ends = [one for one in found if one.kind == JUMP]
    low, high = np.array([one.low for one in open_ends]), np.array([one.high for one in open_ends])
    at_low, at_high = np.array([one.before for one in open_ends]), np.array([one.after for one in open_ends])
    first, second = ([one.pair[side] for one in open_ends] for side in (0, 1))
    for _ in range(40):
        nearest = np.minimum(np.abs(at_low), np.abs(at_high))
        left = np.flatnonzero((nearest > HALF_A_CENT / 10) & (high - low > close * samples.span))
        if not left.size:
            break
        width = high[left] - low[left]
        straight = low[left] - at_low[left] * width / (at_high[left] - at_low[left])
        parts = low[left][:, None] + width[:, None] * SIXTHS
        tried = np.column_stack([np.clip(straight, low[left], high[left]), parts])
        y = samples.courses(tried.ravel())
        for row, number in enumerate(left):
            for column in range(tried.shape[1]):
                position, value = tried[row, column], y[:, row * tried.shape[1] + column]
                difference = value[first[number]] - value[second[number]]
                if not low[number] <= position <= high[number]:
                    continue
                if (difference > 0) == (at_low[number] > 0) and difference != 0:
                    low[number], at_low[number] = position, difference
                else:
                    high[number], at_high[number] = position, difference
    exact = dict(zip(map(id, open_ends), range(len(open_ends)), strict=True))
    return [_settled(one, exact.get(id(one)), low, high, at_low, at_high) for one in found]


def _settled(
    one: Change, number: int | None, low: np.ndarray, high: np.ndarray, at_low: np.ndarray, at_high: np.ndarray
) -> Change:
    if number is None:
        return one
    before, after = float(at_low[number]), float(at_high[number])
    if min(abs(before), abs(after)) <= HALF_A_CENT:
        position = float(low[number] if abs(before) <= abs(after) else high[number])
        return Change(one.pair, CROSSING, position, position, one.before, one.after)
    return Change(one.pair, JUMP, float(low[number]), float(high[number]), before, after)
