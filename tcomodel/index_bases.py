"""What may be done to the base of an index, and never in silence: another reference period, a splice, a chain link.

    Australian consumer prices stood at 185.6 on average over 2011-12 and are put on 2011-12 = 100:
    177.0 x 100 / 185.6 = 95.4

    a series on 2004 = 100 goes on where one on 1990 = 100 stopped; both have a value for 2004:
    each old value x new(2004) / old(2004), the overlap factor

Ratios within a series stay as they were, but for the rounding of values where a publisher rounds; the unit and the note
of the new series say what was done and with which numbers. A series whose new values stand on another base, or stand
for something else (last days for averages), is never simply continued.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from tcomodel.digits import snapped
from tcomodel.index_checks import seam
from tcomodel.index_readings import Reading, Unpublished, months_of, reading_over
from tcomodel.index_series import JUMP, IndexSeries, SeriesProblem, accepting
from tcomodel.months import month_after, month_number
from tcomodel.words import round_down_to, round_to, round_up_to

ROUNDED = {"nearest": round_to, "up": round_up_to, "down": round_down_to}
SAME = 1e-6  # a figure that is published again, but for its last digit
HUNDRED = 100.0
YEAR_LABEL = re.compile(r"([0-9]{4})(?:/[0-9]{2}|[-/][0-9]{4})")  # 2011/12, 2011-2012


def rereferenced(
    series: IndexSeries,
    period: str,
    level: float = HUNDRED,
    decimals: int | None = None,
    factor_decimals: int | None = None,
    value_decimals: int | None = None,
    rounded: str = "nearest",
    unpublished: Unpublished = "stop",
) -> IndexSeries:
    """The series with ``level`` on average over a period: ``2015``, ``2015-01`` or ``2011-07 to 2012-06``.

    Publishers round: ``decimals`` the old average first, ``factor_decimals`` the conversion factor (the Australian
    Bureau of Statistics: 185.6 and 0.5388), ``value_decimals`` with ``rounded`` (nearest, up, down) the new values.
    With ``level=185.6`` the same way leads back. ``unpublished`` is that of ``index_readings.reading``. Raises
    SeriesProblem where the period is not covered or not clear.
    """
    average = reading_over(series, clear_period(period, series), unpublished)
    factor, told = reference_factor(average, level, decimals, factor_decimals)
    told = f"re-referenced to {period} = {level:,.10g}: each value {told}"
    return converted(series, factor, f"index {period}={level:,.10g}", told, value_decimals, rounded)


def reference_factor(
    average: Reading, level: float, decimals: int | None = None, factor_decimals: int | None = None
) -> tuple[float, str]:
    """What each value is multiplied by so that an average becomes ``level``, and the same in words."""
    old = average.value if decimals is None else float(round_to(average.value, decimals))
    told = f"x {level:,.10g} / {average}" + ("" if decimals is None else f" rounded to {old:,.10g}")
    if factor_decimals is None:
        return level / old, told
    factor = float(round_to(level / old, factor_decimals))
    return factor, f"{told}, which is rounded to {factor:.{factor_decimals}f}"


def clear_period(period: str, series: IndexSeries) -> str:
    """The period, where it can be only one; raises SeriesProblem for ``2011-12``, a month or a year of two halves."""
    try:
        if label := YEAR_LABEL.fullmatch(period.strip()):
            year = int(label[1])
            raise SeriesProblem(
                f"found {period!r}, a year whose months depend on the country; write {year}-07 to {year + 1}-06 for "
                "one from July"
            )
        months_of(period)
    except SeriesProblem as slip:
        ours = f"; {series.key} is {series.unit}, where that is a year and no month" if period in series.unit else ""
        raise SeriesProblem(f"{slip}{ours}") from None
    return period


def converted(
    series: IndexSeries,
    factor: float,
    unit: str,
    told: str = "",
    decimals: int | None = None,
    rounded: str = "nearest",
) -> IndexSeries:
    """The series times a conversion factor that its publisher states (Belgium, 1996 to 2004 = 100: 0.8701).

    ``decimals`` and ``rounded`` (nearest, up, down) are how the publisher rounds the new values; then ratios within
    the series move by the rounding, and the note says so.
    """
    if series.pair:
        raise SeriesProblem(f"{series.key} is an exchange rate ({series.unit}); only an index has a reference period")
    if not 0 < factor < np.inf:
        raise SeriesProblem(f"found a factor of {factor!r}; expected a number above 0")
    told = told or f"converted to {unit}: each value x {factor:,.10g}"
    values = series.values * factor
    if decimals is not None:
        values, said = _rounded(values, decimals, rounded)
        told += f"; {said}"
    return replace(series, values=kept_values(values), unit=unit, note=noted(series.note, told))


def spliced(old: IndexSeries, new: IndexSeries, at: str, keep: str = "new") -> IndexSeries:
    """Two series of one index joined at a year, month or span that both have, by the overlap factor.

    Values before ``at`` come from ``old``, those from there on from ``new``; ``keep`` says whose level stays. Raises
    SeriesProblem where they do not overlap there.
    """
    if keep not in ("new", "old"):
        raise SeriesProblem(f"keep: found {keep!r}; expected new or old, the series whose level stays")
    if old.every != new.every:
        raise SeriesProblem(f"{old.key} has a figure every {old.every} and {new.key} every {new.every} months")
    if old.pair != new.pair:
        raise SeriesProblem(f"{old.key} is {old.unit or 'an index'} but {new.key} is {new.unit or 'an index'}")
    _same_taken(old, new)
    clear_period(at, old)
    try:
        of_old, of_new = reading_over(old, at), reading_over(new, at)
    except SeriesProblem as slip:
        raise SeriesProblem(f"without an overlap nothing joins the two; {slip}") from None
    kept, other = (new, old) if keep == "new" else (old, new)
    factor = of_new.value / of_old.value if keep == "new" else of_old.value / of_new.value
    month, _ = months_of(at)
    before = month_number(month) - month_number(old.first)
    after = month_number(month) - month_number(new.first)
    head, tail = old.values[:before], new.values[after:]
    values = np.concatenate([head * factor, tail] if keep == "new" else [head, tail * factor])
    lacking = {**{m: why for m, why in old.unpublished.items() if m < month},
               **{m: why for m, why in new.unpublished.items() if m >= month}}  # fmt: skip
    ratio = f"{of_new} / {of_old}" if keep == "new" else f"{of_old} / {of_new}"
    told = f"spliced at {at}: each value of {other.key} x {ratio} = {factor:,.10g}"
    source = kept.source if old.source == new.source else f"{new.source}; before {month}: {old.source}"
    return replace(kept, first=old.first, values=kept_values(values), unpublished=MappingProxyType(lacking),
                   note=noted(kept.note, told), source=source, as_of=new.as_of,
                   accepted=accepting(old, *new.accepted).accepted)  # fmt: skip


def chained(links: Sequence[float], decimals: int | None = None, rounded: str = "nearest") -> float:
    """The level that links of 100 make, one on the other: 101.88 and 100.34 give 102.2264.

    Some publishers cut what they print: Statistics Finland's 102.22 is ``decimals=2, rounded="down"``. Only the end is
    rounded. Raises SeriesProblem where a link is no positive number.
    """
    wrong = [link for link in links if not 0 < link < np.inf]
    if wrong or not links or rounded not in ROUNDED:
        raise SeriesProblem(f"found links of {list(links)} {rounded}; expected levels above 0 such as 101.88")
    level = snapped(HUNDRED * float(np.prod(np.asarray(links, float) / HUNDRED)))
    return level if decimals is None else float(ROUNDED[rounded](level, decimals))


def chain_linked(
    series: IndexSeries, link: float, unit: str, decimals: int | None = None, rounded: str = "nearest"
) -> IndexSeries:
    """The series put on an older base by the level that its own base period has there: each value x link / 100.

    Statistics Finland cuts what it prints: ``decimals=2, rounded="down"``.
    """
    told = f"chain-linked to {unit}: each value x {link:,.10g} / 100"
    return converted(series, link / HUNDRED, unit, told, decimals, rounded)


def extended(
    series: IndexSeries, later: IndexSeries, accept_revisions: bool = False, accept_jump: bool = False
) -> IndexSeries:
    """The series with values that were published later, of the same kind and on the same base.

    Months that both have must agree. Where two or more stand in one ratio, the new values stand on another base, and
    where one or some differ, figures were revised: both stop with SeriesProblem, which shows them.
    ``accept_revisions`` takes the newer figures. A jump where the two meet stops as well, unless ``accept_jump``.
    Values that begin right after the old ones must state the same unit.
    """
    if series.every != later.every:
        raise SeriesProblem(f"{series.key} has a figure every {series.every} months, the new values {later.every}")
    gap = month_number(later.first) - month_number(series.last)
    if gap > 1:
        raise SeriesProblem(f"{series.key} ends in {series.last} and the new values begin in {later.first}")
    if (series.unit or later.unit) and series.unit != later.unit:
        raise SeriesProblem(
            f"{series.key} is {series.unit or 'of no stated base'} but the new values are "
            f"{later.unit or 'of no stated base'}; join them at a month both have (splice)"
        )
    begin = month_number(later.first) - month_number(series.first)
    if begin < 0:
        raise SeriesProblem(f"the new values begin in {later.first}, before {series.key} does ({series.first})")
    _same_taken(series, later)
    _same_base(series, later, begin, accept_revisions)
    values = np.concatenate([series.values[:begin], later.values])
    if begin + len(later.values) < len(series.values):
        raise SeriesProblem(f"the new values end in {later.last}, before {series.key} does ({series.last})")
    lacking = {**{m: why for m, why in series.unpublished.items() if m < later.first}, **later.unpublished}
    told = f"extended from {later.first} on: {later.source or later.key}"
    longer = replace(series, values=kept_values(values), unpublished=MappingProxyType(lacking),
                     note=noted(series.note, told), as_of=later.as_of or series.as_of,
                     accepted=accepting(series, *later.accepted).accepted)  # fmt: skip
    jump = _jump_at(longer, begin)
    if jump and not accept_jump:
        raise SeriesProblem(
            f"{jump} where the new values begin, which looks like another base; join the two at a month both have "
            "(splice), or accept the jump"
        )
    return accepting(longer, JUMP) if jump else longer


def _jump_at(series: IndexSeries, begin: int) -> str:
    """The jump from the last value before a place to the first from there on; nothing where there is none."""
    known = np.flatnonzero(np.isfinite(series.values))
    before, after = known[known < begin], known[known >= begin]
    return seam(series, int(before[-1]), int(after[0])) if before.size and after.size else ""


def _same_taken(series: IndexSeries, later: IndexSeries) -> None:
    """Raise SeriesProblem where one holds averages and the other last days."""
    if series.taken != later.taken:
        raise SeriesProblem(
            f"each value of {series.key} is the {series.taken} and each of the other series the {later.taken}; "
            "averages and last days are not joined in one series, so bring values of one kind"
        )


def _same_base(series: IndexSeries, later: IndexSeries, begin: int, accept_revisions: bool) -> None:
    """Raise SeriesProblem where what both have differs."""
    shared = series.values[begin:]
    ratios = later.values[: len(shared)] / shared[: len(later.values)]
    known = ratios[np.isfinite(ratios)]
    if not known.size:
        if not (series.unit and later.unit):
            raise SeriesProblem(
                f"no month of the new values is in {series.key} already and no base is stated, so nobody can tell "
                "whether they stand on the same one; state the unit of both, or deliver a month that both have"
            )
        return
    if np.all(np.abs(known - 1) < SAME):
        return
    at = int(np.flatnonzero(np.abs(ratios - 1) >= SAME)[0])
    month = month_after(later.first, at)
    numbers = f"{month} is {shared[at]:,.10g} in {series.key} and {later.values[at]:,.10g} in the new values"
    figures = ratios[:: series.every]
    known = figures[np.isfinite(figures)]
    one_ratio = known.size > 1 and known.max() / known.min() - 1 < 0.005 and abs(float(np.median(known)) - 1) > 0.005
    if one_ratio:
        raise SeriesProblem(f"the new values stand on another base: {numbers}; join them at a month both have (splice)")
    if not accept_revisions:
        alone = " (one figure alone does not tell it from another base)" if known.size == 1 else ""
        raise SeriesProblem(f"figures were revised: {numbers}{alone}; accept the revisions or keep the old ones")


def noted(note: str, told: str) -> str:
    """A note with what was done to the series at its end."""
    return f"{note} {told[:1].upper()}{told[1:]}.".strip()


def _rounded(values: npt.NDArray[np.float64], decimals: int, rounded: str) -> tuple[npt.NDArray[np.float64], str]:
    """Values as a publisher prints them, and the rounding in words; raises SeriesProblem where nothing is left."""
    if rounded not in ROUNDED:
        raise SeriesProblem(f"rounded: found {rounded!r}; expected {', '.join(ROUNDED)}")
    found = np.asarray(ROUNDED[rounded](values, decimals), float)
    if not np.nanmin(found) > 0:
        raise SeriesProblem(f"rounded to {decimals} decimals a value becomes 0; keep more decimals")
    way = "" if rounded == "nearest" else f" {rounded}"
    return found, f"values rounded{way} to {decimals} decimals, so ratios moved by that much"


def kept_values(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Values to the fifteen digits a spreadsheet keeps, closed to changes."""
    kept = np.array([snapped(float(value)) for value in values])
    kept.setflags(write=False)
    return kept
