"""What speaks against a series that somebody brings: a change of base, a rate turned over, changes instead of levels.

    eur_per_usd with 1.08 for 2024-05, where 0.925 is published: 1 / 1.08 is nearer, so it is dollars per euro
    consumer prices of 128.4 in 2025-12 and 100.1 in 2026-01: another base, unless prices fell by a fifth in a month

Each reason is one sentence with the numbers that show it. What cannot be right (a rate turned over, changes in percent)
is refused. What may be right is asked, and can be accepted by its name: a ``jump``, figures that look like ``links``.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tcomodel.index_series import CHANGES, JUMP, LINKS, IndexSeries, SeriesProblem, catalogue, series_from_facts
from tcomodel.months import month_after, month_called, month_number

LEVEL_STEP = {1: 1.05, 3: 1.15, 12: 1.40}  # times from one figure of a price index to the next, months apart: rare
RATE_STEP = {1: 1.25, 3: 1.35, 12: 1.50}  # the same for an exchange rate; the catalogue's widest are 1.19 and 1.37
MOST_STEP = 2.0  # times over months nobody published
ENOUGH = 4  # figures, to tell what they look like
SMALL_LEVELS = 25.0  # half of the figures below it, and none far above: changes, not levels
RESTLESS = {1: 0.02, 3: 0.05, 12: 0.12}  # the usual step of a level from one figure to the next, months apart
AROUND = (0.8, 1.3)  # of 100 or 1: where links lie
NO_PATH = 0.5  # the way from the first figure to the last, in the way through all of them
PARITY = 0.05  # a rate so near to 1 does not tell which way it is quoted
NEAR = 24  # months: a rate published so far away still tells which way a rate is quoted
DOLLAR = "USD"
STATED_BASE = re.compile(r"=\s*([0-9.]+)\s*$")
LIKE_A_PAIR = re.compile(r"\s*([A-Z]{3})\s*(?:/|-|per|to)\s*([A-Z]{3})\s*", re.IGNORECASE)


class Reason(NamedTuple):
    """One sentence against a series; ``name`` is what a person may accept it by, nothing where it cannot be right."""

    told: str
    name: str = ""


def check_user_series(
    series: IndexSeries, accept_jump: bool = False, accepted: Collection[str] = ()
) -> tuple[str, ...]:
    """Reasons not to use a series somebody brought; empty where there is none.

    ``accept_jump`` lets a jump pass, for a currency that was devalued or a price that did leap; ``accepted`` lets pass
    what it names (``jump``, ``links``), as the series' own ``accepted`` does.
    """
    right = {*accepted, *([JUMP] if accept_jump else [])}
    return tuple(reason.told for reason in reasons_against(series) if reason.name not in right)


def reasons_against(series: IndexSeries) -> tuple[Reason, ...]:
    """The reasons against a series, each with the name it can be accepted by; those it has accepted are left out."""
    return tuple(reason for reason in _reasons(series) if reason.name not in series.accepted)


def own_series(key: str, about: Any) -> IndexSeries:
    """A series of a card's own from its facts; raises SeriesProblem where it is none or where something speaks against
    it that its ``accepted`` does not name."""
    series = series_from_facts(key, about)
    reasons = reasons_against(series)
    if reasons:
        raise SeriesProblem(*(_how_accepted(series, reason) for reason in reasons))
    return series


def _how_accepted(series: IndexSeries, reason: Reason) -> str:
    if not reason.name:
        return reason.told
    names = ", ".join((*series.accepted, reason.name))
    return f"{reason.told}; where the figures are right, write accepted: [{names}] in the facts of {series.key}"


def _reasons(series: IndexSeries) -> Iterator[Reason]:
    if series.pair is not None:
        yield from _turned_over(series)
        yield from _jump(series)
        return
    if meant := LIKE_A_PAIR.fullmatch(series.unit):
        one, other = (code.upper() for code in meant.groups())
        yield Reason(f"its unit is {series.unit!r}; an exchange rate is written {one} per {other}")
    if _small_and_jumpy(series):
        low, high = np.nanmin(series.values), np.nanmax(series.values)
        yield Reason(f"found values from {low:,.6g} to {high:,.6g}; {CHANGES}")
        return
    yield from _jump(series)
    yield from _like_links(series)


def _figures(series: IndexSeries) -> npt.NDArray[np.float64]:
    """The published figures, one for each period that has one."""
    figures = series.values[:: series.every]
    return figures[np.isfinite(figures)]


def _small_and_jumpy(series: IndexSeries) -> bool:
    """Changes in percent are small numbers that come and go; a level moves little from one figure to the next."""
    known = _figures(series)
    base = STATED_BASE.search(series.unit)
    on_small_base = base is not None and float(base[1].strip(".") or 0) <= SMALL_LEVELS
    if len(known) < ENOUGH or known.max() > 60 or np.median(known) > SMALL_LEVELS or on_small_base:
        return False
    steps = np.abs(known[1:] / known[:-1] - 1)
    return bool(np.median(steps) > RESTLESS[series.every])


def seam(series: IndexSeries, before: int, after: int) -> str:
    """What is said of a jump between two places of ``values``, (months,); nothing where the step is a usual one."""
    ratio = series.values[after] / series.values[before]
    apart = max((after - before) // series.every, 1)
    usual = (LEVEL_STEP if series.pair is None else RATE_STEP)[series.every]
    limit = max(usual, min(usual**apart, MOST_STEP))
    if 1 / limit <= ratio <= limit:
        return ""
    from_month, to_month = (month_after(series.first, place) for place in (before, after))
    return (
        f"from {from_month} to {to_month} it goes from {series.values[before]:,.6g} to {series.values[after]:,.6g} "
        f"(x {ratio:.4g})"
    )


def _jump(series: IndexSeries) -> Iterator[Reason]:
    places = np.flatnonzero(np.isfinite(series.values))
    ratios = series.values[places][1:] / series.values[places][:-1]
    least = (LEVEL_STEP if series.pair is None else RATE_STEP)[series.every]
    for wide in np.flatnonzero((ratios > least) | (ratios < 1 / least)):
        told = seam(series, int(places[wide]), int(places[wide + 1]))
        if told:
            meant = "the currency was devalued" if series.pair else "it did move so far"
            yield Reason(
                f"{told}, which looks like a change of base; splice the two parts, or accept the jump where {meant}",
                JUMP,
            )
            return


def _like_links(series: IndexSeries) -> Iterator[Reason]:
    """Figures around 100 or 1 that go up and down and lead nowhere: each is a change on the one before."""
    known = _figures(series)
    way = float(np.abs(np.diff(known)).sum())
    if len(known) < ENOUGH or way == 0 or abs(known[-1] - known[0]) / way >= NO_PATH:
        return
    for base in (100.0, 1.0):
        if AROUND[0] * base <= known.min() and known.max() <= AROUND[1] * base:
            yield Reason(
                f"its figures stay around {base:g}, from {known.min():,.6g} to {known.max():,.6g}, and lead nowhere, "
                f"as links do (each on the figure before = {base:g}); a series holds levels: chain the links, or "
                "accept them where they are levels",
                LINKS,
            )


# -- which way an exchange rate is quoted ----------------------------------------------------------


def _turned_over(series: IndexSeries) -> Iterator[Reason]:
    """A rate that is nearer the inverse of the published one, in any of the months that both have."""
    assert series.pair is not None
    begin, published = _published(series.pair)
    at = month_number(series.first) - begin + np.arange(len(series.values))
    known, own = np.flatnonzero(np.isfinite(published)), np.isfinite(series.values)
    if not known.size:
        return
    inside = own & (at >= 0) & (at < len(published))
    shared = inside & np.isfinite(published[np.clip(at, 0, len(published) - 1)])
    if shared.any():
        tells = np.abs(np.log(published[np.clip(at, 0, len(published) - 1)])) > PARITY
        places = np.flatnonzero(shared & tells)
        wrong = [int(place) for place in places if turned(float(series.values[place]), float(published[at[place]]))]
    else:
        place = int(min(np.flatnonzero(own), key=lambda one: np.abs(known - at[one]).min()))
        nearest = int(known[np.abs(known - at[place]).argmin()])
        far = abs(nearest - int(at[place])) > NEAR
        places = np.array([place])
        at = np.where(np.arange(len(at)) == place, nearest, at)
        wrong = [place] if turned(float(series.values[place]), float(published[nearest]), far) else []
    if wrong:
        yield Reason(_told_turned(series, wrong, len(places), month_called(begin + int(at[wrong[-1]])),
                                  float(published[at[wrong[-1]]])))  # fmt: skip


def _told_turned(series: IndexSeries, wrong: list[int], of: int, month_published: str, public: float) -> str:
    assert series.pair is not None
    last = wrong[-1]
    own = float(series.values[last])
    told = (
        f"{month_after(series.first, last)} is {own:,.6g}, but {series.unit} is published as {public:,.6g} for "
        f"{month_published} ({_keys(series.pair)}); 1 / {own:,.6g} = {1 / own:,.6g} is nearer, so "
    )
    turned_unit = f"{series.pair[1]} per {series.pair[0]}"
    if len(wrong) == of:
        return told + f"it is quoted the other way round: write the unit as {turned_unit}"
    first = month_after(series.first, wrong[0])
    return told + (
        f"{len(wrong)} of {of} months, {first} to {month_after(series.first, last)}, are quoted the other way round: "
        f"write them as {series.unit} like the others"
    )


def turned(own: float, public: float, far: bool = False) -> bool:
    """Whether a rate is the published one turned over; near 1 nobody can tell.

    A rate published ``far`` away in time tells so only where the two are worlds apart, as 0.018 and 57 are.
    """
    apart, turned_apart = abs(np.log(own / public)), abs(np.log(own * public))
    if far:
        return bool(apart > np.log(10) and turned_apart < np.log(4))
    return bool(abs(np.log(public)) > PARITY and turned_apart < apart / 2)


@lru_cache(maxsize=256)  # pairs that people ask for, not all there could be
def _published(pair: tuple[str, str]) -> tuple[int, npt.NDArray[np.float64]]:
    """Units of the first currency for one of the second by month, and the number of the first month; NaN for none.

    Averages and last days alike: which way a rate is quoted shows from either.
    """
    rates = [one for one in catalogue().values() if one.pair]
    begin = min(month_number(one.first) for one in rates)
    count = max(month_number(one.last) for one in rates) + 1 - begin
    legs = []
    for currency in pair:
        leg = np.full(count, 1.0 if currency == DOLLAR else np.nan)
        for one in _against_the_dollar(currency):
            at = month_number(one.first) - begin + np.arange(len(one.values))
            per_dollar = one.values if one.pair == (currency, DOLLAR) else 1 / one.values
            leg[at] = np.where(np.isfinite(leg[at]), leg[at], per_dollar)
        legs.append(leg)
    return begin, legs[0] / legs[1]


def _against_the_dollar(currency: str) -> list[IndexSeries]:
    """The published series of a currency, the monthly ones first."""
    found = [one for one in catalogue().values() if one.pair and set(one.pair) == {currency, DOLLAR}]
    return sorted(found, key=lambda one: one.every)


def _keys(pair: tuple[str, str]) -> str:
    return " over ".join(_against_the_dollar(currency)[0].key for currency in pair if currency != DOLLAR)
