"""From one price date to another: what the index said at both, what the clause makes of it, in figures and words.

    11 USD/hour of 2024: 313.689 (average of 2024) -> 335.123 (2026-05), us_cpi_u, index 1982-84=100: x 1.06833

The earlier date is the base, whichever way a price goes, so the factor back is 1 / the factor there. Values that a
contract states are held against the published ones: two that are turned over, or on another scale, stop.
"""

import re
from math import log
from typing import Any, NamedTuple

import numpy as np

from tcomodel.contract.indexation import years
from tcomodel.index_months import FACTOR
from tcomodel.index_readings import MONTHS_A_YEAR, Reading, is_year, years_between
from tcomodel.index_series import IndexSeries, SeriesProblem
from tcomodel.months import month_number
from tcomodel.rates.rate import Step
from tcomodel.rebasing.clause import PLAIN, risen, told_steps
from tcomodel.rebasing.known import Known, told_source
from tcomodel.rebasing.moves import Stopped, percent
from tcomodel.rebasing.price_terms import PriceTerms

STANDS_IN = re.compile(r", ([^,;]+) in place of ")  # in the working of an older card, which does not say it otherwise
SLIGHT = 0.005  # two values so near to each other are not turned over by mistake
NOISE = 1e-9  # of weights that add up to 1


class Way(NamedTuple):
    """From one price date to another: the factor, its working, where its figures come from, and its indices."""

    factor: float
    derivation: str
    source: str
    by: tuple[str, ...] = ()


def indices_of(step: Step, own: str) -> tuple[str, ...]:
    """The indices that moved a price in a step; ``own`` is the rate's, where nothing stood in."""
    return step.by or tuple(STANDS_IN.findall(step.derivation)) or (own,)


def way_between(index: str, start: str, terms: PriceTerms, known: Known) -> Way:
    """The way of prices of an index from ``start`` to the date of the terms; raises Stopped where there is none."""
    backwards = years_between(start, terms.to) < 0
    earlier, later = (terms.to[:7], start) if backwards else (start, terms.to[:7])
    if terms.clause != PLAIN and is_year(earlier) != is_year(later) and earlier[:4] == later[:4]:
        raise Stopped(
            f"{max(earlier, later, key=len)} lies within {earlier[:4]}, so nobody can tell which is first and how many "
            "years floor, cap, threshold and rounding stand for; move it by the index alone, or to another year"
        )
    told, moves, sources = [], [], []
    for name, weight in terms.basket(index).items():
        try:
            series, before, now, note = _read(name, earlier, later, terms, known)
        except SeriesProblem as slip:
            if index in terms.instead:
                raise Stopped(str(slip), terms=slip.terms) from None
            way_out = f"; name another index instead of {index} for this move"
            raise Stopped(str(slip), index, way_out, slip.terms) from None
        moves.append((weight * terms.share, now.value, before.value))
        shown = f"{now} -> {before}" if backwards else f"{before} -> {now}"
        part = "" if weight * terms.share == 1 else f"{percent(weight * terms.share)} on "
        alone = " alone" if name == index else ""
        by = f"{name} in place of {index}{alone}" if index in terms.instead else name
        told.append(", ".join(filter(None, (f"{part}{shown}", by, series.unit if series else "", note))))
        sources.append(told_source(series) if series else "")
    if fixed := _fixed_part(sum(weight for weight, *_ in moves)):
        told.insert(0, fixed)
    passed, clause = _years(earlier, later, terms), terms.clause
    factor, steps = risen(moves, passed, clause)
    if not factor > 0:
        raise Stopped(f"these terms make the factor {factor:g}; a price stays above zero")
    words = "; ".join(filter(None, (*told, told_steps(steps, passed, clause))))
    result = 1 / factor if backwards else factor
    divided = f"1 / {factor:.6g} = " if backwards and (clause != PLAIN or fixed) else ""
    stated = "values as stated" if terms.values else ""
    source = "; ".join(dict.fromkeys(filter(None, (stated, *sources))))
    return Way(result, f"{words}: x {divided}{result:.6g}", source, tuple(terms.basket(index)))


def _fixed_part(weights: float) -> str:
    """What the weights leave of the price, or that they are more than all of it."""
    if weights > 1 + NOISE:
        return f"the weights add up to {percent(weights)}, so the price moves more than its indices"
    return f"{percent(1 - weights)} fixed" if weights < 1 - NOISE else ""


def _years(earlier: str, later: str, terms: PriceTerms) -> float:
    """The years that floor and cap count for: those between the dates, as far as the index counts them."""
    passed = years_between(earlier, later)
    if terms.base_lag is None:
        return passed
    counted = years.years_of_index(passed, terms.base_lag, terms.lag, MONTHS_A_YEAR)
    return float(years.years_between_base_and_turn(passed, counted))


# -- the index at both dates -------------------------------------------------------------------------------


def _read(
    name: str, earlier: str, later: str, terms: PriceTerms, known: Known
) -> tuple[IndexSeries | None, Reading, Reading, str]:
    """The series, its values at both dates, and what there is to say about stated ones."""
    base_lag = terms.lag if terms.base_lag is None else terms.base_lag
    lags = {earlier: base_lag, later: terms.lag}
    series, why = _series(name, known)
    both = all(date in terms.values for date in lags)
    if series is None and not both:
        raise SeriesProblem(why)
    if series is not None and series.pair is not None:
        raise SeriesProblem(f"{name} is an exchange rate ({series.unit}) and no index of prices")
    read = [_value(name, date, lag, terms, known) for date, lag in lags.items()]
    if not terms.values.keys() & lags.keys():
        return series, read[0], read[1], ""
    if series is None:
        return series, read[0], read[1], f"held against nothing: {why}"
    published = [_published(series, date, lag, terms.reads, known) for date, lag in lags.items()]
    for date, value, public in zip(lags, read, published, strict=True):
        if not public / FACTOR <= value.value <= public * FACTOR:
            raise Stopped(
                f"{value.value:,.10g} was stated for {date}, more than twice or less than half of what {name} is "
                f"published as, {public:,.6g}; state values on the scale of the series (the same reference year)"
            )
    stated, measured = (log(two / one) for one, two in ((read[0].value, read[1].value), published))
    if stated * measured < 0 and min(abs(stated), abs(measured)) > SLIGHT:
        raise Stopped(
            f"{read[0].value:,.10g} for {earlier} and {read[1].value:,.10g} for {later} go the other way than {name}, "
            f"published as {published[0]:,.6g} and {published[1]:,.6g}; are the two turned over?"
        )
    return series, read[0], read[1], f"published {published[0]:,.6g} and {published[1]:,.6g}"


def _series(name: str, known: Known) -> tuple[IndexSeries | None, str]:
    try:
        return known.index(name), ""
    except SeriesProblem as slip:
        return None, str(slip)


def _value(name: str, date: str, lag: int, terms: PriceTerms, known: Known) -> Reading:
    stated = terms.values.get(date)
    return known.at(name, date, lag, **terms.reads) if stated is None else Reading(stated, f"{date}, as stated")


def _published(series: IndexSeries, date: str, lag: int, reads: dict[str, Any], known: Known) -> float:
    """The published value at a date, else the one of the nearest month."""
    try:
        return known.at(series.key, date, lag, **reads).value
    except SeriesProblem:
        month = f"{date}-06" if is_year(date) else date
        measured = np.flatnonzero(np.isfinite(series.values))
        place = month_number(month) - lag - month_number(series.first)
        return float(series.values[measured[np.argmin(np.abs(measured - place))]])
