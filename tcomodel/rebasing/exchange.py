"""Published exchange rates between two currencies, where needed through the dollar, and never of two kinds at once.

    GBP -> EUR at 2024: 0.9241 EUR per USD / 0.7826 GBP per USD = 1.1808, both averages of the year
    EUR -> PHP at 2024-05: an average of the month and a last day are not mixed; 2024 has averages of both

A year reads averages: of its twelve months, or the yearly one. A month reads the average of the month, else its last
day, and says so. A yearly average stands for a month only where a person names it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tcomodel.index_readings import is_year, reading
from tcomodel.index_series import AVERAGE, END, IndexSeries, SeriesProblem
from tcomodel.problems import nearest
from tcomodel.rebasing.known import Known, told_source

DOLLAR = "USD"
KIND_IN_WORDS = {AVERAGE: "averages", END: "last days of a month"}


@dataclass(frozen=True)
class Leg:
    """A currency against another, read from one series: units of ``currency`` for one of ``against``."""

    value: float
    told: str
    series: IndexSeries


@dataclass(frozen=True)
class Quote:
    """What one unit of a currency costs in another, with its working and sources."""

    value: float
    told: str
    source: str


def published(known: Known, of: str, into: str, date: str, named: Sequence[str] = ()) -> Quote:
    """Units of ``into`` for one unit of ``of`` at a year or month; raises SeriesProblem where nothing fits.

    ``named`` are series to be used for the currencies they are of; others are found.
    """
    chosen = tuple(_called(known, name) for name in named)
    direct = [series for series in chosen if series.pair is not None and set(series.pair) == {of, into}]
    if direct:
        return _quoted(of, into, [_leg(direct[0], into, of, date)], [])
    legs = [currency for currency in (of, into) if currency != DOLLAR]
    possible = {currency: list(_candidates(known, currency, date, chosen)) for currency in legs}
    failed: list[str] = []
    for kind in _kinds(possible.values(), date):
        found = {currency: _first(possible[currency], currency, kind, date, failed) for currency in legs}
        if all(found.values()):
            up, down = found.get(into), found.get(of)
            return _quoted(of, into, [up] if up else [], [down] if down else [])
    raise SeriesProblem(_nothing_fits(known, possible, date, chosen, failed))


def _called(known: Known, name: str) -> IndexSeries:
    series = known.index(name)
    if series.pair is None:
        pairs = [one.key for one in known.all_series() if one.pair]
        raise SeriesProblem(f"{name} is no exchange rate but {series.unit or 'an index'}{nearest(name, pairs)}")
    return series


def _candidates(known: Known, currency: str, date: str, chosen: tuple[IndexSeries, ...]) -> Iterator[IndexSeries]:
    """The series of a currency against the dollar that may be read at a date, the best first."""
    pair = {currency, DOLLAR}
    named = [series for series in chosen if set(series.pair or ()) == pair]
    if named:
        yield from named
        return
    mine = [series for series in known.all_series() if set(series.pair or ()) == pair]
    kinds = {_kind(series, date) for series in chosen}
    for series in sorted(mine, key=lambda one: (one.taken != AVERAGE, one.every)):
        if kinds:
            if _kind(series, date) in kinds:
                yield series
        elif (series.taken == AVERAGE) if is_year(date) else series.every == 1:
            yield series


def _kind(series: IndexSeries, date: str) -> tuple[str, int]:
    """What may stand beside what in one cross rate: averages of one span, or last days."""
    return series.taken, 12 if is_year(date) else series.every


def _kinds(possible: Iterable[list[IndexSeries]], date: str) -> list[tuple[str, int]]:
    return list(dict.fromkeys(_kind(series, date) for one in possible for series in one))


def _first(
    candidates: list[IndexSeries], currency: str, kind: tuple[str, int], date: str, failed: list[str]
) -> Leg | None:
    for series in candidates:
        if _kind(series, date) == kind:
            try:
                return _leg(series, currency, DOLLAR, date)
            except SeriesProblem as slip:
                if str(slip) not in failed:
                    failed.append(str(slip))
    return None


def _leg(series: IndexSeries, currency: str, against: str, date: str) -> Leg:
    """Units of ``currency`` for one of ``against``."""
    read = reading(series, date)
    last_day = ", last day of the month" if series.taken == END else ""
    assert series.pair is not None
    told = f"{read.value:,.6g} {series.unit} ({read.months}{last_day}, {series.key})"
    return Leg(read.value if series.pair == (currency, against) else 1 / read.value, told, series)


def _quoted(of: str, into: str, up: list[Leg], down: list[Leg]) -> Quote:
    """Units of ``into`` for one dollar, divided by units of ``of`` for one dollar."""
    value = (up[0].value if up else 1.0) / (down[0].value if down else 1.0)
    through = f" through {DOLLAR}" if up and down else ""
    told = f"{of} -> {into}{through}: {' over '.join(leg.told for leg in (*up, *down))}: x {value:.6g}"
    return Quote(value, told, "; ".join(dict.fromkeys(told_source(leg.series) for leg in (*up, *down))))


def _nothing_fits(
    known: Known, possible: dict[str, list[IndexSeries]], date: str, chosen: tuple[IndexSeries, ...], failed: list[str]
) -> str:
    """Why there is no rate: no series, none at the date, or kinds that are not mixed."""
    for currency, candidates in possible.items():
        mine = [series for series in known.all_series() if set(series.pair or ()) == {currency, DOLLAR}]
        if not mine:
            return f"there is no exchange rate of {currency}; bring a series {currency} per {DOLLAR}, or state the rate"
        if not candidates:
            others = ", ".join(f"{one.key} ({_told_kind(one)}, {one.first} to {one.last})" for one in mine)
            wanted = "averages" if is_year(date) else "a rate of the month"
            if chosen:
                wanted = f"what {chosen[0].key} holds ({_told_kind(chosen[0])})"
            return f"{currency} at {date} asks for {wanted}, but there is {others}; name a series or another date"
    readable = {currency: [one for one in candidates if _has(one, date)] for currency, candidates in possible.items()}
    lacking = [currency for currency, candidates in readable.items() if not candidates]
    if lacking or len(readable) < 2:
        return "; ".join(failed)
    held = " but ".join(
        f"{currency} has {' and '.join(f'{one.key}, {_told_kind(one)}' for one in candidates)}"
        for currency, candidates in readable.items()
    )
    return f"at {date} {held}: averages and last days are not mixed in one cross rate; " + (
        "name series of one kind" if is_year(date) else f"read the year ({date[:4]}), or name series of one kind"
    )


def _has(series: IndexSeries, date: str) -> bool:
    try:
        reading(series, date)
    except SeriesProblem:
        return False
    return True


def _told_kind(series: IndexSeries) -> str:
    if series.taken == END:
        return "last day of the month"
    return {1: "average of the month", 3: "average of the quarter", 12: "average of the year"}[series.every]


def latest(known: Known, of: str, into: str) -> Quote:
    """The newest published rate between two currencies, whatever kind it is; raises SeriesProblem without any."""
    quotes = {}
    for currency in (of, into):
        if currency != DOLLAR:
            mine = [series for series in known.all_series() if set(series.pair or ()) == {currency, DOLLAR}]
            if not mine:
                raise SeriesProblem(f"there is no published exchange rate of {currency}")
            newest = max(mine, key=lambda one: one.last)
            quotes[currency] = _leg(newest, currency, DOLLAR, newest.last)
    up, down = quotes.get(into), quotes.get(of)
    return _quoted(of, into, [up] if up else [], [down] if down else [])
