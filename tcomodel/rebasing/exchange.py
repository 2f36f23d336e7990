"""Published exchange rates between two currencies, where needed through the dollar, and never of two kinds at once.

    GBP -> EUR at 2024: 0.9241 EUR per USD / 0.7826 GBP per USD = 1.1808, both averages of the year
    EUR -> PHP at 2024-05: an average of the month and a last day are not mixed; 2024 has averages of both

A year reads averages: of its twelve months, or the yearly one. A month reads the average of the month, else its last
day, and says so. A yearly average stands for a month only where a person names it. So does a series of the card's own:
unnamed it is read only where it has the key of a published one and passes the checks, and never beside a published one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tcomodel.index_checks import DOLLAR, Reason, reasons_against
from tcomodel.index_readings import is_year, reading
from tcomodel.index_series import AVERAGE, END, IndexSeries, SeriesProblem, catalogue
from tcomodel.problems import nearest
from tcomodel.rebasing.known import Known, told_source

KIND_IN_WORDS = {AVERAGE: "averages", END: "last days of a month"}
LAST_DAY = "last day of the month"


@dataclass(frozen=True)
class Leg:
    """A currency against another, read from one series: units of ``currency`` for one of ``against``."""

    value: float
    told: str
    series: IndexSeries
    own: bool = False


@dataclass(frozen=True)
class Quote:
    """What one unit of a currency costs in another, with its working and sources.

    ``taken`` is what its figures stand for, averages or last days; nothing for a stated rate. ``keys`` are its series.
    """

    value: float
    told: str
    source: str
    taken: str = ""
    keys: tuple[str, ...] = ()


def published(
    known: Known, of: str, into: str, date: str, named: Sequence[str] = (), taken: str | None = None
) -> Quote:
    """Units of ``into`` for one unit of ``of`` at a year or month; raises SeriesProblem where nothing fits.

    ``named`` are series to be used for the currencies they are of; others are found. ``taken`` asks for averages or for
    last days alone.
    """
    chosen = tuple(called(known, name) for name in named)
    quote = _found(known, of, into, date, chosen, taken)
    unread = [
        f"{name} ({one.unit})"
        for name, one in known.series.items()
        if one.pair and set(one.pair) in ({of, into}, {of, DOLLAR}, {into, DOLLAR}) and name not in quote.keys
    ]
    told = f"{quote.told}; not read, as not named: the card's own {', '.join(unread)}" if unread else quote.told
    return replace(quote, told=told)


def _found(known: Known, of: str, into: str, date: str, chosen: tuple[IndexSeries, ...], taken: str | None) -> Quote:
    direct = [series for series in chosen if series.pair is not None and set(series.pair) == {of, into}]
    if direct and taken in (None, direct[0].taken):
        return quoted(of, into, [leg_of(known, direct[0], into, of, date)], [])
    legs = [currency for currency in (of, into) if currency != DOLLAR]
    possible = {currency: list(_candidates(known, currency, date, chosen)) for currency in legs}
    failed: list[str] = []
    for kind in _kinds(possible.values(), date):
        if taken not in (None, kind[0]):
            continue
        found = {currency: _first(known, possible[currency], currency, kind, date, failed) for currency in legs}
        if all(found.values()):
            up, down = found.get(into), found.get(of)
            if not chosen and up and down and up.own != down.own:
                mine, theirs = (up, down) if up.own else (down, up)
                raise SeriesProblem(
                    f"the card's own {mine.series.key} and the published {theirs.series.key} would meet in one cross "
                    "rate; name both series where that is meant"
                )
            return quoted(of, into, [up] if up else [], [down] if down else [])
    raise SeriesProblem(_nothing_fits(known, possible, date, chosen, failed))


def called(known: Known, name: str) -> IndexSeries:
    """The exchange rate of a name; raises SeriesProblem where it is none, or cannot be right."""
    series = known.index(name)
    if series.pair is None:
        pairs = [one.key for one in known.all_series() if one.pair]
        raise SeriesProblem(f"{name} is no exchange rate but {series.unit or 'an index'}{nearest(name, pairs)}")
    if name in known.series and (wrong := [one.told for one in _against(known, name) if not one.name]):
        raise SeriesProblem(*(f"the card's own {name}: {told}" for told in wrong))
    return series if series.key == name else replace(series, key=name)


def _against(known: Known, name: str) -> tuple[Reason, ...]:
    """What speaks against an exchange rate of the card's own."""
    return known.once(("against", name), lambda: reasons_against(known.series[name]))


def _unnamed(known: Known, pair: set[str]) -> Iterator[IndexSeries]:
    """The series of two currencies that may be read unnamed: those of the catalogue, or the card's in their place."""
    for key in catalogue():
        series = called(known, key) if known.index(key).pair else known.index(key)
        if set(series.pair or ()) != pair:
            continue
        if key in known.series and (reasons := _against(known, key)):
            raise SeriesProblem(*(f"the card's own {key}: {reason.told}" for reason in reasons))
        yield series


def _candidates(known: Known, currency: str, date: str, chosen: tuple[IndexSeries, ...]) -> Iterator[IndexSeries]:
    """The series of a currency against the dollar that may be read at a date, the best first."""
    pair = {currency, DOLLAR}
    named = [series for series in chosen if set(series.pair or ()) == pair]
    if named:
        yield from named
        return
    mine = list(_unnamed(known, pair))
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
    known: Known, candidates: list[IndexSeries], currency: str, kind: tuple[str, int], date: str, failed: list[str]
) -> Leg | None:
    for series in candidates:
        if _kind(series, date) == kind:
            try:
                return leg_of(known, series, currency, DOLLAR, date)
            except SeriesProblem as slip:
                if str(slip) not in failed:
                    failed.append(str(slip))
    return None


def leg_of(known: Known, series: IndexSeries, currency: str, against: str, date: str) -> Leg:
    """Units of ``currency`` for one of ``against``."""
    read = reading(series, date)
    last_day = f", {LAST_DAY}" if series.taken == END else ""
    own = series.key in known.series
    assert series.pair is not None
    whose = "the card's own " if own else ""
    told = f"{read.value:,.6g} {series.unit} ({read.months}{last_day}, {whose}{series.key})"
    return Leg(read.value if series.pair == (currency, against) else 1 / read.value, told, series, own)


def quoted(of: str, into: str, up: list[Leg], down: list[Leg]) -> Quote:
    """Units of ``into`` for one dollar, divided by units of ``of`` for one dollar."""
    value = (up[0].value if up else 1.0) / (down[0].value if down else 1.0)
    through = f" through {DOLLAR}" if up and down else ""
    told = f"{of} -> {into}{through}: {' over '.join(leg.told for leg in (*up, *down))}: x {value:.6g}"
    legs = (*up, *down)
    source = "; ".join(dict.fromkeys(told_source(leg.series) for leg in legs))
    return Quote(value, told, source, legs[0].series.taken, tuple(leg.series.key for leg in legs))


def _nothing_fits(
    known: Known, possible: dict[str, list[IndexSeries]], date: str, chosen: tuple[IndexSeries, ...], failed: list[str]
) -> str:
    """Why there is no rate: no series, none at the date, or kinds that are not mixed."""
    for currency, candidates in possible.items():
        mine = list(_unnamed(known, {currency, DOLLAR}))
        if not mine and not candidates:
            own = [name for name, one in known.series.items() if currency in (one.pair or ())]
            advice = f"name the card's own {' or '.join(own)}" if own else f"bring a series {currency} per {DOLLAR}"
            return f"there is no exchange rate of {currency}; {advice}, or state the rate"
        if not candidates:
            others = ", ".join(f"{one.key} ({_told_kind(one)}, {one.first} to {one.last})" for one in mine)
            wanted = "averages" if is_year(date) else "a rate of the month"
            if chosen:
                wanted = f"what {chosen[0].key} holds ({_told_kind(chosen[0])})"
            return f"{currency} at {date} asks for {wanted}, but there is {others}; name a series or another date"
    readable = {
        currency: [one for one in candidates if is_readable(one, date)] for currency, candidates in possible.items()
    }
    lacking = [currency for currency, candidates in readable.items() if not candidates]
    if lacking or len(readable) < 2:
        return "; ".join(failed) or f"there is no exchange rate of {' and '.join(possible)} at {date} of that kind"
    held = " but ".join(
        f"{currency} has {' and '.join(f'{one.key}, {_told_kind(one)}' for one in candidates)}"
        for currency, candidates in readable.items()
    )
    return f"at {date} {held}: averages and last days are not mixed in one cross rate; " + (
        "name series of one kind" if is_year(date) else f"read the year ({date[:4]}), or name series of one kind"
    )


def is_readable(series: IndexSeries, date: str) -> bool:
    try:
        reading(series, date)
    except SeriesProblem:
        return False
    return True


def _told_kind(series: IndexSeries) -> str:
    if series.taken == END:
        return LAST_DAY
    return {1: "average of the month", 3: "average of the quarter", 12: "average of the year"}[series.every]
