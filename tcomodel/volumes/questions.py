"""What has to be asked about an export, and what is told of it without a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tcomodel.importing.unit_words import plain
from tcomodel.months import month_called, month_name, month_number
from tcomodel.volumes.columns import COUNT, DATE, NAMES, Column, rivals_of
from tcomodel.volumes.days import WEEK
from tcomodel.volumes.heading_words import WORDS
from tcomodel.volumes.periods import GAPS, INTERVAL, MISSING, REPEATED, WEEKS, Periods, days_in_words, month_of

NOT_USED = "-"
TOGETHER = "together:"
UNIT, ONE, THOUSAND = "unit", "one contact", "a thousand contacts"
HALF = 0.5  # of a contact
MOST_ENDS = 8  # streams told by name
ENDING = {"ending", "end", "ended", "bis", "ende"}
BEGINNING = {"beginning", "commencing", "starting", "start", "begin", "of", "ab", "beginn"}
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True)
class Ask:
    """A question about the file. With ``otherwise`` it may stay open: that is what holds until somebody answers."""

    key: str
    question: str
    choices: tuple[str, ...]
    otherwise: str = ""


@dataclass(frozen=True)
class Stream:
    """A queue or column that was counted; ``channel`` is where it goes: None until somebody says, "-" for nowhere."""

    name: str
    count: float
    channel: str | None


def measure_asks(columns: Sequence[Column]) -> list[Ask]:
    """Which of several counts of the same contacts is the volume: those offered, or those answered."""
    choices = tuple(dict.fromkeys(rivals_of(columns).values()))
    question = "The same contacts are counted more than once. Which count is the volume?"
    return [Ask("measure", question, choices)] if choices else []


def channel_asks(columns: Sequence[Column], streams: Sequence[Stream]) -> list[Ask]:
    """Several counts that go to one channel may be parts of it, or the same contacts counted twice.

    Queues are parts, unless one of them is as much as all the others.
    """
    are_queues = any(one.role == NAMES for one in columns)
    found = []
    for channel in dict.fromkeys(one.channel for one in streams if one.channel not in (None, NOT_USED)):
        own = [one for one in streams if one.channel == channel]
        whole = _whole_of(own)
        if len(own) < 2 or (are_queues and whole is None):
            continue
        names = " and ".join(one.name for one in own)
        told = f"{names} go to {str(channel).replace('_', ' ')}. Are they parts of it?"
        if whole is not None:
            told += f" {whole.name} counts as many as the others."
        question = f"{told} Where both count the same contacts, set one of them to not used below."
        found.append(Ask(f"{TOGETHER}{channel}", question, REPEATED[:1]))
    return found


def unit_asks(columns: Sequence[Column]) -> list[Ask]:
    """Headings that speak of thousands may say the unit of the counts."""
    told = [
        one.heading for one in columns if one.role == COUNT and set(plain(one.heading).split()) & WORDS["thousands"]
    ]
    if not told:
        return []
    named = f"{' and '.join(told)} {'speaks' if len(told) == 1 else 'speak'} of thousands"
    return [Ask(UNIT, f"{named}. What is a 1 in the counts of this file?", (ONE, THOUSAND))]


def _whole_of(streams: Sequence[Stream]) -> Stream | None:
    """The stream that counts as many as all the others together, where there are some."""
    total = sum(one.count for one in streams)
    return next((one for one in streams if len(streams) > 2 and total and abs(2 * one.count - total) < HALF), None)


def week_by_heading(columns: Sequence[Column]) -> str:
    words = next((set(plain(one.heading).split()) for one in columns if one.role == DATE), set())
    if words & ENDING:
        return WEEKS[1]
    return WEEKS[0] if words & BEGINNING else ""


def period_asks(periods: Periods, week: str) -> list[Ask]:
    found = []
    if periods.asks_week and not week:
        found.append(Ask("weeks", "A row is about a week. Which day of the week is its date?", WEEKS))
    if periods.repeated:
        rows = _rows(periods.repeated)
        same = "with the same counts" if periods.same_counts else "with other counts"
        question = f"{rows} for the same time and channel as another row, {same}. Are they parts of one sum?"
        found.append(Ask("repeated", question, REPEATED))
    if periods.gaps:
        told = "; ".join(f"{channel.replace('_', ' ')} {days_in_words(days)}" for channel, days in periods.gaps.items())
        question = f"Days without a whole count: {told}. Is the count missing, or were there no contacts?"
        found.append(Ask("gaps", question, GAPS, MISSING))
    return found


def notes_on(periods: Periods, today: date) -> list[str]:
    found = [*_without_count(periods), *_still_to_come(periods, month_of(today))]
    for channel, closed in periods.closed.items():
        if closed:
            days = " and ".join(WEEKDAYS[day] for day in closed)
            found.append(f"{channel.replace('_', ' ')} has no rows on {days}: taken as closed")
    for stream, (first, last) in list(periods.ends.items())[:MOST_ENDS]:
        span = month_name(first) + (f" to {month_name(last)}" if last != first else "")
        found.append(f"{stream} has rows in {span} only: its channel is counted without it before and after")
    if periods.is_shifted:
        found.append(
            "each row is taken for the calendar month its date lies in, though dates are neither first nor last days: "
            "check that none is a billing month or a period of four or five weeks"
        )
    if periods.step == WEEK:
        found.append("a week across the turn of a month is shared out by its days, one seventh each")
    if periods.step == INTERVAL:
        found.append("the intervals of a day are added up")
    return found


def _without_count(periods: Periods) -> Iterator[str]:
    """Months between the first and the last of a channel that say nothing."""
    by_gaps: dict[tuple[str, ...], list[str]] = {}
    for channel, months in periods.months.items():
        numbers = range(month_number(min(months)), month_number(max(months))) if months else range(0)
        if gaps := tuple(month for number in numbers if (month := month_called(number)) not in months):
            by_gaps.setdefault(gaps, []).append(channel.replace("_", " "))
    for gaps, channels in by_gaps.items():
        more = f" and {len(gaps) - MOST_ENDS:,} more" if len(gaps) > MOST_ENDS else ""
        has = "has" if len(channels) == 1 else "have"
        yield f"{' and '.join(channels)} {has} no count for {', '.join(map(month_name, gaps[:MOST_ENDS]))}{more}"


def _still_to_come(periods: Periods, now: str) -> Iterator[str]:
    """Counts of months that are not over can only be expected."""
    ahead = sorted({month for months in periods.months.values() for month, one in months.items()
                    if month > now and not one.why})  # fmt: skip
    if ahead:
        span = month_name(ahead[0]) + (f" to {month_name(ahead[-1])}" if len(ahead) > 1 else "")
        verb = "are" if len(ahead) > 1 else "is"
        yield f"{span} {verb} still to come, so what stands there is a forecast and no count"


def _rows(repeated: Sequence[int]) -> str:
    rows = list(dict.fromkeys(repeated))
    shown = ", ".join(map(str, rows[:5])) + (f" and {len(rows) - 5:,} more" if len(rows) > 5 else "")
    return f"Row {shown} stands" if len(rows) == 1 else f"Rows {shown} stand"
