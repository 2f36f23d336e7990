"""From rows to calendar months by channel: what is whole, what is missing, what stands there twice.

    voice   2024-01  begins on 15 January      left out: a part of a month understates
            2024-02  38,412                    whole
            2024-03  no row on 4 days          left out, unless somebody says that nobody called on them

A weekday that never occurs is a day on which the channel is closed. Nothing that is missing counts as zero.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from tcomodel.problems import Problem
from tcomodel.volumes.days import DAY, MONTH, WEEK
from tcomodel.volumes.rows import Taken

INTERVAL = "interval"
ADD_UP, ONCE = REPEATED = ("add them up", "count each once")
MISSING, CLOSED = GAPS = ("missing", "no contacts")
FIRST_DAY, LAST_DAY = WEEKS = ("the first day", "the last day")
LEAST_WEEKS = 4  # of rows, to see on which weekdays a channel is closed
MOST_SHOWN = 6


@dataclass(frozen=True)
class MonthOf:
    """What one channel has of a month; ``why`` says why that is not the whole month, empty where it is."""

    count: float
    why: str = ""


@dataclass
class Periods:
    """The months of each channel. ``step`` is what a row was about: interval, day, week, month.

    ``repeated`` are rows that stand for what another row stands for, ``gaps`` the days of each channel between its
    first and its last without a (whole) count, ``closed`` its weekdays without any, ``ends`` the first and last month
    of streams that do not last as long as their channel.
    """

    step: str = DAY
    first: date | None = None
    last: date | None = None
    months: dict[str, dict[str, MonthOf]] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    same_counts: bool = True  # of the repeated rows
    gaps: dict[str, list[date]] = field(default_factory=dict)
    closed: dict[str, tuple[int, ...]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    asks_week: bool = False
    is_shifted: bool = False  # rows of a month whose dates are neither first nor last days of one
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)


def periods_of(
    taken: Sequence[Taken], channels: Mapping[str, str], week: str, repeated: str, gaps: str, today: date
) -> Periods:
    """The months of the channels that streams belong to (``channels``; a stream that is not there is not used)."""
    found = Periods()
    used = [one for one in taken if one.stream in channels]
    if not used:
        return found
    found.step = _step(used, found)
    if found.faults:
        return found
    used = _once(used, repeated, found)
    found.asks_week = found.step == WEEK and not week and any(one.moment.length == DAY for one in used)
    days = [one.moment.first for one in used]
    found.first, found.last = min(days), max(days)
    if found.step == MONTH:
        found.last = _last_of(found.last)
        _by_month(used, channels, found)
        starts = [day for day in days if day.day == 1]
        found.is_shifted = not (len(starts) == len(days) or all(day == _last_of(day) for day in days))
    else:
        _by_day(used, channels, week, gaps, found)
    _not_over(found, max((one.moment.first for one in used if one.contacts), default=None), today)
    found.ends = _ends_of(used, channels)
    return found


def month_of(day: date) -> str:
    """``2024-02``."""
    return f"{day:%Y-%m}"


def days_in_words(days: Sequence[date]) -> str:
    """``4 Mar 2024, 5 Mar 2024 and 7 more``."""
    shown = ", ".join(f"{day.day} {day:%b %Y}" for day in days[:MOST_SHOWN])
    return shown + (f" and {len(days) - MOST_SHOWN} more" if len(days) > MOST_SHOWN else "")


def _step(used: Sequence[Taken], found: Periods) -> str:
    """What a row is about: a month, a week, a day or an interval of a day."""
    lengths = {one.moment.length for one in used}
    if len(lengths) > 1:
        odd = Counter(one.moment.length for one in used).most_common()[-1][0]
        row = next(one.row for one in used if one.moment.length == odd)
        message = f"it is about a {odd}, other rows are not; keep rows of one kind in the file"
        found.faults.append(Problem(f"row {row}", message))
        return DAY
    if lengths != {DAY}:
        return lengths.pop()
    if any(one.moment.clock for one in used):
        return INTERVAL
    days = sorted({one.moment.first for one in used})
    months = {month_of(day) for day in days}
    if len(days) > 1 and len(months) == len(days):
        edges = all(day.day == 1 for day in days) or all(day == _last_of(day) for day in days)
        if edges or (len(days) > 2 and all(later - day > timedelta(26) for day, later in pairwise(days))):
            return MONTH
    if len(days) > 2 and all((later - day).days % 7 == 0 for day, later in pairwise(days)):
        return WEEK
    return DAY


def _once(used: Sequence[Taken], repeated: str, found: Periods) -> list[Taken]:
    """The rows without those that stand there again, where somebody said that they count once."""
    kept: list[Taken] = []
    seen: dict[tuple[str, date, str], Taken] = {}
    for one in used:
        what = one.stream, one.moment.first, one.moment.clock
        first = seen.setdefault(what, one)
        if first.row == one.row:
            kept.append(one)
            continue
        found.repeated.append(one.row)
        found.same_counts &= first.contacts == one.contacts
        if repeated != ONCE:
            kept.append(one)
        elif first.contacts != one.contacts:
            message = f"{one.stream}: it stands for the same as row {first.row}, with another count"
            found.faults.append(Problem(f"row {one.row}", message))
    return kept


def _by_month(used: Sequence[Taken], channels: Mapping[str, str], found: Periods) -> None:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    empty: set[tuple[str, str]] = set()
    for one in used:
        place = channels[one.stream], month_of(one.moment.first)
        if one.contacts is None:
            empty.add(place)
        else:
            sums[place] += one.contacts
    for (channel, month), count in sorted(sums.items()):
        why = "a cell of it is empty" if (channel, month) in empty else ""
        found.months.setdefault(channel, {})[month] = MonthOf(count, why)


def _by_day(used: Sequence[Taken], channels: Mapping[str, str], week: str, gaps: str, found: Periods) -> None:
    counts: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    rows: dict[str, Counter[date]] = defaultdict(Counter)
    empty: dict[str, set[date]] = defaultdict(set)
    for one in used:
        channel, first, size = channels[one.stream], one.moment.first, 1
        if found.step == WEEK:
            size = 7
            first -= timedelta(6 if week == LAST_DAY and one.moment.length == DAY else 0)
        for day in (first + timedelta(ahead) for ahead in range(size)):
            if one.contacts is None:
                empty[channel].add(day)
            else:
                counts[channel][day] += one.contacts / size
                rows[channel][day] += 1
    days = [day for by_day in counts.values() for day in by_day]
    if days:
        found.first, found.last = min(days), max(days)
    for channel, by_day in counts.items():
        if found.step == INTERVAL:
            empty[channel] |= _cut_short(rows[channel])
        found.months[channel] = _months_of(channel, by_day, empty[channel], gaps, found)


def _cut_short(rows: Counter[date]) -> set[date]:
    """The days with less than half of the intervals that their weekday has."""
    usual: dict[int, list[int]] = defaultdict(list)
    for day, count in rows.items():
        usual[day.weekday()].append(count)
    return {day for day, count in rows.items() if count * 2 < median(usual[day.weekday()])}


def _months_of(
    channel: str, by_day: Mapping[date, float], empty: set[date], gaps: str, found: Periods
) -> dict[str, MonthOf]:
    first, last = min(by_day), max(by_day)
    known = {day.weekday() for day in by_day}
    closed: set[int] = set()
    if (last - first).days >= 7 * LEAST_WEEKS:
        closed = set(range(7)) - known
        found.closed[channel] = tuple(sorted(closed))
    missing: list[date] = []
    months: dict[str, MonthOf] = {}
    month = first.replace(day=1)
    while month <= last:
        days = [month.replace(day=number) for number in range(1, _last_of(month).day + 1)]
        without = [
            day for day in days
            if first <= day <= last and (day in empty or (day not in by_day and day.weekday() not in closed))
        ]  # fmt: skip
        missing += without
        outside = [day for day in days if not first <= day <= last and day.weekday() not in closed]
        why = []
        if any(day < first for day in outside):
            why.append(f"begins on {first.day} {first:%B}")
        if any(day > last for day in outside):
            why.append(f"ends on {last.day} {last:%B}")
        if without and gaps != CLOSED:
            why.append(f"no whole count on {days_in_words(without)}")
        if any(day in by_day for day in days):
            months[month_of(month)] = MonthOf(sum(by_day.get(day, 0.0) for day in days), "; ".join(why))
        month = _last_of(month) + timedelta(1)
    if missing:
        found.gaps[channel] = missing
    return months


def _not_over(found: Periods, last: date | None, today: date) -> None:
    """The month we are in is not over where the counts end with it, and a month ahead without a contact says nothing.

    ``last`` is the last day with contacts; counts that go on beyond today are a forecast.
    """
    now = month_of(today)
    if last is None or month_of(last) > now:
        return
    is_over = month_of(last) != now or today == _last_of(today) or (found.step != MONTH and last > today)
    for months in found.months.values():
        for month, one in months.items():
            if month == now and not is_over and not one.why:
                months[month] = MonthOf(one.count, "the month is not over")
            elif month >= now and month > month_of(last) and not one.why:
                months[month] = MonthOf(one.count, "it lies ahead, and nothing is counted in it")


def _ends_of(used: Sequence[Taken], channels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The streams that begin a month or more after their channel, or end as long before it."""
    months: dict[str, set[str]] = defaultdict(set)
    of_channel: dict[str, set[str]] = defaultdict(set)
    for one in used:
        if one.contacts is not None:
            months[one.stream].add(month_of(one.moment.first))
            of_channel[channels[one.stream]].add(month_of(one.moment.first))
    return {
        stream: (min(own), max(own))
        for stream, own in months.items()
        if min(own) > min(of_channel[channels[stream]]) or max(own) < max(of_channel[channels[stream]])
    }


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
