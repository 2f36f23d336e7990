"""How the number of a cell is written in a scenario, so that it is read back as the very same number.

0.055 of a share               5.5%
1790                           1790
1 of a switch                  yes
450, 450, 460, 460, ... a month   [450, 450, 460]
40 %, 0, 60 %, 0, ... a month  [{month: 1, share: 40%}, {month: 3, share: 60%}]
"""

from collections.abc import Sequence
from typing import Any

from tcomodel.digits import LARGEST, snapped
from tcomodel.givens import Given
from tcomodel.index_series import IndexSeries
from tcomodel.months import month_after


def written(given: Given, values: Sequence[float], is_single: bool) -> Any:
    """The entry for an input with these numbers: one number, or several."""
    if given.kind == "schedule":
        return [{"month": month, "share": _number(given, one)} for month, one in enumerate(values, 1) if one]
    if is_single:
        return _number(given, values[0])
    if given.kind == "months":
        last = max((at for at in range(1, len(values)) if values[at] != values[at - 1]), default=0)
        values = values[: last + 1]  # the last number goes on
        if len(values) == 1:
            return _number(given, values[0])
    return [_of_several(given, one) for one in values]


def _number(given: Given, value: float) -> Any:
    if given.kind == "switch":
        return bool(value)
    if given.is_share or given.unit == "1/year":
        share = _percent(value)
        return share if share is not None else value
    return int(value) if value.is_integer() and abs(value) < LARGEST else value


def _of_several(given: Given, value: float) -> Any:
    """One of many numbers: plain, but a share above 1, which could be meant in percent."""
    is_share = given.is_share or given.unit == "1/year"
    if is_share and (value > 1 or (value == 1 and given.unit == "1/year")):
        return _number(given, value)
    return value if is_share or not value.is_integer() or abs(value) >= LARGEST else int(value)


def _percent(value: float) -> str | None:
    """``5.5%``; None for a share so small that its percentage would need a power of ten."""
    digits = f"{value * 100:.15g}"
    return None if "e" in digits or snapped(float(digits) / 100) != value else f"{digits}%"


def months_written(series: IndexSeries, levels: dict[str, float]) -> dict[str, float]:
    """A series as months with values, with other levels in some months; a quarter's figure stays one where it can."""
    values: list[float] = []
    for at, value in enumerate(series.values.tolist()):
        known = value if value == value else values[-1]  # a month nobody published repeats the one before
        values.append(levels.get(month_after(series.first, at), snapped(known)))
    step = series.every
    blocks = [set(values[at : at + step]) for at in range(0, len(values), step)]
    if any(len(block) > 1 for block in blocks) or len(blocks) < 2:
        step = 1
    return {month_after(series.first, at): values[at] for at in range(0, len(values), step)}
