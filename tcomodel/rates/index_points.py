"""Values of an index that are on a card themselves, beside the series they are values of.

    us.cpi  335.123 point of 2026-05, index us_cpi_u

They go with their series: on a card whose series was put on 2015 = 100 since, the old 335.123 would read as prices more
than twice as high.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from tcomodel.index_series import IndexSeries, SeriesProblem
from tcomodel.months import month_called, month_number
from tcomodel.problems import Problem
from tcomodel.rates.card import RateCard

POINT = "point"
SAME = 1e-9  # of a ratio; a few revised figures leave the middle one as it was


def on_another_base(card: RateCard, opened: RateCard, keys: Iterable[str]) -> Iterator[Problem]:
    """Values of an index that ``opened`` has and that would come back to a base the card's series left since."""
    moved: dict[str, str] = {}
    for key in keys:
        rate, now = opened.rates[key], card.rates.get(key)
        if rate.unit != POINT or (now is not None and now.figures == rate.figures):
            continue
        if rate.index not in moved:
            moved[rate.index] = _moved(rate.index, opened, card)
        if why := moved[rate.index]:
            yield Problem(
                key, f"it is a value of {rate.index}, {why}; take that rebase back, or leave the value as it is"
            )


def _moved(index: str, opened: RateCard, card: RateCard) -> str:
    """How a card's series left its base, by the ratio of most months; empty where it did not."""
    try:
        before, now = opened.index(index), card.index(index)
    except SeriesProblem:
        return ""
    first, last = max(_span(before)[0], _span(now)[0]), min(_span(before)[1], _span(now)[1])
    if before is now or first > last:
        return ""
    old, new = (one.values[first - _span(one)[0] : last + 1 - _span(one)[0]] for one in (before, now))
    both = np.flatnonzero(np.isfinite(old) & np.isfinite(new))
    if not both.size or abs(float(np.median(new[both] / old[both])) - 1) < SAME:
        return ""
    month = month_called(first + int(both[-1]))
    return f"which stands on another base since: {old[both[-1]]:,.6g} for {month} became {new[both[-1]]:,.6g}"


def _span(series: IndexSeries) -> tuple[int, int]:
    first = month_number(series.first)
    return first, first + len(series.values) - 1
