"""Measured months put into a scenario's demand: as a level and a season, or month by month.

    Voice, the 12 whole months to December 2025: 460,947 contacts
    level    460,947 / 12 = 38,412.25 a month
    season   January 36,875 / 38,412.25 = 0.959981, February ...

The model then counts level x factor x growth in each month, so without growth a year of the scenario is the year that
was measured. Growth stays what the scenario says; what was measured is told.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tcomodel.months import MONTH, month_after, month_called, month_name, month_number
from tcomodel.problems import Problem
from tcomodel.stated_ranges import ENTRY_KEYS, is_range, with_another_base

YEAR = 12
FACTOR_DIGITS, LEVEL_DIGITS = 6, 2
MOST_SHOWN = 4
LONGEST_DESCRIPTION = 4000  # characters, as a scenario has it
SOURCE, END = "Source of the volumes: ", " (uploaded)."
OLDER_SOURCE = re.compile(rf"\s*{re.escape(SOURCE)}.*?{re.escape(END)}", re.DOTALL)

Series = Mapping[str, float]  # contacts by month, "2024-02"


@dataclass(frozen=True)
class Proposal:
    """A scenario with measured volumes, as data, and what has to be said of it.

    ``levels`` and ``factors`` go by channel; month by month both are empty and ``months`` holds the series.
    ``problems`` say why it cannot be used; ``data`` is then the scenario as it was.
    """

    data: Mapping[str, Any]
    levels: Mapping[str, float]
    factors: Mapping[str, tuple[float, ...]]
    months: Mapping[str, tuple[float, ...]]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def level_and_season(
    data: Mapping[str, Any], series: Mapping[str, Series], seasons_now: Mapping[str, Sequence[float]]
) -> Proposal:
    """The average month of each channel's latest year and twelve factors around it, January first.

    A channel with less than a year takes the season of the others together, else the one the scenario has
    (``seasons_now``); its level is then the one that gives its months back in sum.
    """
    levels: dict[str, float] = {}
    factors: dict[str, tuple[float, ...]] = {}
    notes: list[str] = []
    years = {channel: _latest_year(months) for channel, months in series.items() if months}
    whole = {channel: year for channel, year in years.items() if len(year) == YEAR}
    for channel, year in whole.items():
        level = sum(year.values()) / YEAR
        levels[channel] = round(level, LEVEL_DIGITS)
        factors[channel] = tuple(
            round(year[month] / level, FACTOR_DIGITS) if level else 1.0 for month in range(1, YEAR + 1)
        )
        notes += [_measured(channel, year, series[channel]), *_odd_year(channel, series[channel])]
    together = [sum(year[month] for year in whole.values()) for month in range(1, YEAR + 1)]
    for channel, year in years.items():
        if channel in whole:
            continue
        if sum(together):
            season = tuple(round(one * YEAR / sum(together), FACTOR_DIGITS) for one in together)
            whose = "the season of the other channels"
        else:
            season = tuple(map(float, seasons_now.get(channel, (1.0,) * YEAR)))
            whose = "the season the scenario has"
        weight = sum(season[month - 1] for month in year)
        levels[channel] = round(sum(year.values()) / weight, LEVEL_DIGITS) if weight else 0.0
        factors[channel] = season
        count = "1 whole month" if len(year) == 1 else f"{len(year)} whole months"
        notes.append(f"{_said(channel)} has {count}, not a year: its level comes from these, with {whose}")
    demand = _demand(data)
    _put_volume(demand, levels, notes)
    _put_by_channel(demand, "seasonality", {channel: list(season) for channel, season in factors.items()})
    notes += [*_growth_told(series), *_between(data, series)]
    return Proposal({**data, "demand": demand}, levels, factors, {}, (*notes, *_untouched(data, series)))


def month_by_month(data: Mapping[str, Any], series: Mapping[str, Series]) -> Proposal:
    """The measured months themselves, one for each month of the term; without growth or season on top."""
    start, count = str(data.get("start", "")), data.get("months")
    if not MONTH.fullmatch(start) or not isinstance(count, int):
        message = "the scenario does not say in which month the term begins and how many months it has"
        return Proposal(data, {}, {}, {}, (), (Problem("months", message),))
    wanted = [month_after(start, offset) for offset in range(count)]
    problems = [
        Problem(channel, _missing(channel, missing, len(wanted)))
        for channel, months in series.items()
        if (missing := [month for month in wanted if month not in months])
    ]
    if problems:
        return Proposal(data, {}, {}, {}, (), tuple(problems))
    found = {channel: tuple(float(months[month]) for month in wanted) for channel, months in series.items()}
    notes = [f"The term is then fixed at {count} months from {month_name(start)}, as there is one number for each."]
    demand = _demand(data)
    notes.append(_replaced(demand))
    _put_volume(demand, {channel: list(months) for channel, months in found.items()}, notes)
    _put_by_channel(demand, "annual_growth", dict.fromkeys(found, 0.0))
    _put_by_channel(demand, "seasonality", {channel: [1.0] * YEAR for channel in found})
    return Proposal({**data, "demand": demand}, {}, {}, found, (*notes, *_untouched(data, series)))


def with_source(data: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The scenario with a sentence in its description on where its volumes come from, where it has room for one.

    An older such sentence goes: it would name a file whose numbers are gone.
    """
    before = OLDER_SOURCE.sub("", str(data.get("description") or "")).strip()
    told = f"{before} {SOURCE}{source}{END}".strip()
    fitting = told if len(told) <= LONGEST_DESCRIPTION else before
    return {**data, "description": fitting} if fitting or "description" in data else dict(data)


def measured_growth(months: Series) -> float | None:
    """The last twelve months against the twelve before them; None where these are not all there in a row."""
    if not months:
        return None
    last = month_number(max(months))
    called = [month_called(number) for number in range(last - 2 * YEAR + 1, last + 1)]
    if not all(month in months for month in called):
        return None
    before, after = (sum(months[month] for month in part) for part in (called[:YEAR], called[YEAR:]))
    return after / before - 1 if before else None


# -- what a channel's months say -----------------------------------------------------------------


def _latest_year(months: Series) -> dict[int, float]:
    """The latest of each calendar month, 1 for January."""
    return {int(month[5:]): count for month, count in sorted(months.items())}


def _measured(channel: str, year: Mapping[int, float], months: Series) -> str:
    return f"{_said(channel)}: {sum(year.values()):,.0f} contacts in the 12 months to {month_name(max(months))}"


def _between(data: Mapping[str, Any], series: Mapping[str, Series]) -> list[str]:
    """What lies between the year that was measured and the contract."""
    last, start = max((max(months) for months in series.values() if months), default=""), str(data.get("start", ""))
    if not last or start <= last or not MONTH.fullmatch(start):
        return []
    return [
        f"The contract starts in {month_name(start)}, the counts end with {month_name(last)}: "
        "growth in between is not added."
    ]


def _odd_year(channel: str, months: Series) -> list[str]:
    """What to say where the latest of each calendar month do not follow on each other."""
    latest = {month[5:]: month for month in sorted(months)}
    last = month_number(max(months))
    older = sorted(month for month in latest.values() if month_number(month) <= last - YEAR)
    if not older:
        return []
    shown = ", ".join(map(month_name, older[:MOST_SHOWN])) + (" and more" if len(older) > MOST_SHOWN else "")
    return [f"{_said(channel)}: months are missing in the last year, so {shown} stand in for them"]


def _growth_told(series: Mapping[str, Series]) -> list[str]:
    found = {channel: measured_growth(months) for channel, months in series.items() if months}
    known = {channel: growth for channel, growth in found.items() if growth is not None}
    if not known:
        return ["How the volume grows cannot be measured: that takes 24 whole months in a row."]
    told = ", ".join(f"{channel.replace('_', ' ')} {_signed(growth)}" for channel, growth in known.items())
    return [f"Growth in the file, the last 12 months against the 12 before: {told}. The scenario's own growth stays."]


def _signed(growth: float) -> str:
    """``+2.4 %``, ``−1.0 %``."""
    text = f"{abs(growth) * 100:,.1f} %"
    return f"{'' if text == '0.0 %' else '−' if growth < 0 else '+'}{text}"


def _replaced(demand: Mapping[str, Any]) -> str:
    """What the months take the place of, beside the volume."""
    now = demand.get("annual_growth")
    each = now.values() if isinstance(now, dict) and not is_range(now) else [now]
    ranges = ", and the range of the growth goes" if any(map(is_range, each)) else ""
    return f"Growth and season of these channels are taken out: the months hold them{ranges}."


def _missing(channel: str, missing: Sequence[str], count: int) -> str:
    shown = ", ".join(map(month_name, missing[:MOST_SHOWN])) + (
        f" and {len(missing) - MOST_SHOWN:,} more" if len(missing) > 4 else ""
    )
    return f"{_said(channel)} has {count - len(missing):,} of the {count:,} months of the term; missing are {shown}"


def _untouched(data: Mapping[str, Any], series: Mapping[str, Series]) -> list[str]:
    others = [channel for channel in _channels(data) if channel not in series]
    if not others:
        return []
    names = " and ".join(channel.replace("_", " ") for channel in others)
    is_one = len(others) == 1
    told = "is not in the file and stays" if is_one else "are not in the file and stay"
    return [f"{_said(names)} {told} as the scenario has {'it' if is_one else 'them'}."]


def _said(channel: str) -> str:
    told = channel.replace("_", " ")
    return told[:1].upper() + told[1:]


# -- into the scenario ---------------------------------------------------------------------------


def _demand(data: Mapping[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(data.get("demand", {})))
    return copy


def _channels(data: Mapping[str, Any]) -> tuple[str, ...]:
    volume = data.get("demand", {}).get("volume")
    return tuple(volume) if isinstance(volume, dict) and not ENTRY_KEYS & set(volume) else ()


def _put_volume(demand: dict[str, Any], volumes: Mapping[str, Any], notes: list[str]) -> None:
    """Volumes by channel; a range that is a part of the volume stays around it, one in contacts cannot."""
    now = demand.get("volume")
    if not _channels({"demand": demand}):
        if len(volumes) == 1:
            demand["volume"] = _with_range(now, next(iter(volumes.values())), "The volume", notes)
            return
        now = {}
    demand["volume"] = dict(now or {}) | {
        channel: _with_range((now or {}).get(channel), value, _said(channel), notes)
        for channel, value in volumes.items()
    }


def _with_range(now: Any, value: Any, name: str, notes: list[str]) -> Any:
    if not is_range(now):
        return value
    ends = [now[end] for end in ("low", "high") if end in now]
    if all(isinstance(end, str) and end.strip()[:1] in "+-" and end.strip().endswith("%") for end in ends):
        return with_another_base(now, value)
    notes.append(f"{name}: its range {ends[0]} to {ends[-1]} belonged to the old volume and is taken out")
    return value


def _put_by_channel(demand: dict[str, Any], name: str, values: Mapping[str, Any]) -> None:
    """An entry for the channels that were measured; the others keep what they have."""
    channels, now = _channels({"demand": demand}), demand.get(name)
    if not channels:
        demand[name] = next(iter(values.values()))
        return
    kept: dict[str, Any] = {}
    if isinstance(now, dict) and now and set(now) <= set(channels):
        kept = now
    elif now is not None:
        kept = dict.fromkeys(channels, now)
    demand[name] = {channel: values.get(channel, kept.get(channel)) for channel in channels
                    if channel in values or channel in kept}  # fmt: skip
