"""What speaks against a series that somebody brings: a change of base, a rate turned over, changes instead of levels.

    eur_per_usd with 1.08 for 2024-05, where 0.925 is published: 1 / 1.08 is nearer, so it is dollars per euro

Each reason is one sentence with the numbers that show it.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.index_series import CHANGES, IndexSeries, catalogue
from tcomodel.months import month_after, month_number

JUMP = 1.5  # times, from one figure to the next
SMALL_LEVELS = 25.0  # half of the figures below it, and none far above: changes, not levels
RESTLESS = {1: 0.02, 3: 0.05, 12: 0.12}  # the usual step of a level from one figure to the next, months apart


def check_user_series(series: IndexSeries, accept_jump: bool = False) -> tuple[str, ...]:
    """Reasons not to use a series somebody brought; empty where there is none.

    ``accept_jump`` lets a jump pass, for a currency that was devalued or a price that did leap.
    """
    return tuple(_reasons(series, accept_jump))


def _reasons(series: IndexSeries, accept_jump: bool) -> Iterator[str]:
    if series.pair is None and _small_and_jumpy(series):
        low, high = np.nanmin(series.values), np.nanmax(series.values)
        yield f"found values from {low:,.6g} to {high:,.6g}; {CHANGES}"
        return
    if not accept_jump:
        yield from _jump(series)
    if series.pair is not None:
        yield from _turned_over(series)


def _small_and_jumpy(series: IndexSeries) -> bool:
    """Changes in percent are small numbers that come and go; a level moves little from one figure to the next."""
    known = series.values[np.isfinite(series.values)][:: series.every]
    if known.max() > 60 or np.median(known) > SMALL_LEVELS:
        return False
    steps = np.abs(known[1:] / known[:-1] - 1)
    return bool(np.median(steps) > RESTLESS[series.every])


def _jump(series: IndexSeries) -> Iterator[str]:
    values = series.values
    places = np.flatnonzero(np.isfinite(values))
    ratios = values[places][1:] / values[places][:-1]
    wide = np.flatnonzero((ratios > JUMP) | (ratios < 1 / JUMP))
    if wide.size:
        before, after = places[wide[0]], places[wide[0] + 1]
        from_month, to_month = (month_after(series.first, int(one)) for one in (before, after))
        meant = "the currency was devalued" if series.pair else "it did move so far"
        yield (
            f"from {from_month} to {to_month} it goes from {values[before]:,.6g} to {values[after]:,.6g} "
            f"(x {ratios[wide[0]]:.4g}), which looks like a change of base; splice the two parts, or accept the jump "
            f"where {meant}"
        )


def _turned_over(series: IndexSeries) -> Iterator[str]:
    """A rate that is nearer the inverse of the published one for the same currencies."""
    for known in catalogue().values():
        if known.pair is None or series.pair is None or set(known.pair) != set(series.pair):
            continue
        shared = _shared(series, known)
        published = known.values if known.pair == series.pair else 1 / known.values
        own_at, known_at = shared if shared else (len(series.values) - 1, len(known.values) - 1)
        own, public = float(series.values[own_at]), float(published[known_at])
        if abs(np.log(own / public)) > abs(np.log(own * public)):
            month = month_after(series.first, own_at)
            published_in = month_after(known.first, known_at)
            yield (
                f"{month} is {own:,.6g}, but {series.unit} is published as {public:,.6g} for {published_in} "
                f"({known.key}); 1 / {own:,.6g} = {1 / own:,.6g} is nearer, so it is quoted the other way round: "
                f"write the unit as {series.pair[1]} per {series.pair[0]}"
            )
            return


def _shared(series: IndexSeries, known: IndexSeries) -> tuple[int, int] | None:
    """Where both have a value: the last month of their overlap, as places in either."""
    last = min(month_number(series.last), month_number(known.last))
    first = max(month_number(series.first), month_number(known.first))
    for month in range(last, first - 1, -1):
        own, other = month - month_number(series.first), month - month_number(known.first)
        if np.isfinite(series.values[own]) and np.isfinite(known.values[other]):
            return own, other
    return None
