"""An export in hand: what was understood of it, what has to be asked, and what somebody answered.

in_hand = ExportInHand(read_export("calls.csv", content), ("voice", "chat"))
in_hand.reading(today).asks          (Ask("dates", "Is the day or the month written first?", ...),)
in_hand.answer("dates", "day first")
in_hand.reading(today).series        {"voice": {"2024-02": 38412.0, ...}, ...}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tcomodel.importing.locations import channel_of, channel_within
from tcomodel.months import month_name
from tcomodel.problems import Problem
from tcomodel.volumes.columns import DATE, Column, channel_for, columns_of, is_outbound
from tcomodel.volumes.days import depends_on_order
from tcomodel.volumes.export import Export
from tcomodel.volumes.periods import (
    MISSING,
    MonthOf,
    days_in_words,
    periods_of,
)  # fmt: skip
from tcomodel.volumes.questions import (
    NOT_USED,
    THOUSAND,
    UNIT,
    Ask,
    Stream,
    channel_asks,
    measure_asks,
    notes_on,
    period_asks,
    unit_asks,
    week_by_heading,
)  # fmt: skip
from tcomodel.volumes.rows import Rows, rows_of, streams_of

LEAVE_OUT = "leave them out"


@dataclass(frozen=True)
class Reading:
    """What an export was understood to say, so far as it was answered.

    ``months`` holds all months of each channel, ``series`` those that count: whole ones, and parts somebody wants.
    ``refused`` are problems that nothing but another file helps; ``faults`` are cells, which can be left out.
    """

    columns: tuple[Column, ...]
    streams: tuple[Stream, ...]
    asks: tuple[Ask, ...]
    refused: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    left_out: Mapping[str, list[int]]
    notes: tuple[str, ...]
    step: str
    first: date | None
    last: date | None
    months: Mapping[str, Mapping[str, MonthOf]]
    series: Mapping[str, Mapping[str, float]]
    blocked: tuple[str, ...]  # why it cannot be used yet

    @property
    def parts(self) -> dict[str, str]:
        """The months that are not whole for some channel, each with the reasons; all channels need no names."""
        found: dict[str, str] = {}
        for month in sorted({month for months in self.months.values() for month in months}):
            there = {channel: months[month].why for channel, months in self.months.items() if month in months}
            reasons = {
                why: [one.replace("_", " ") for one, said in there.items() if said == why] for why in there.values()
            }
            told = [
                why if len(channels) == len(there) else f"{' and '.join(channels)}: {why}"
                for why, channels in reasons.items()
                if why
            ]
            if told:
                found[month] = "; ".join(told)
        return found


@dataclass
class ExportInHand:
    """An export with the answers of one person; ``channels`` are those of the scenario it goes into."""

    export: Export
    channels: tuple[str, ...]
    answers: dict[str, str] = field(default_factory=dict)
    _read: tuple[object, Reading] | None = None

    def answer(self, key: str, said: str) -> None:
        """Take an answer; an empty one takes it back."""
        self.answers.pop(key, None)
        if said:
            self.answers[key] = said

    def holds(self, column: int, role: str) -> None:
        """Say what a column is; only one holds the date."""
        if role == DATE:
            for other in self.reading_of_columns():
                if other.role == DATE and other.index != column:
                    self.answers[f"role:{other.index}"] = "not used"
        self.answers[f"role:{column}"] = role or "not used"

    def reading_of_columns(self) -> tuple[Column, ...]:
        """What each column is taken for."""
        roles = {int(key[5:]): "" if said == "not used" else said
                 for key, said in self.answers.items() if key.startswith("role:")}  # fmt: skip
        return columns_of(self.export, roles)

    def reading(self, today: date) -> Reading:
        """What the file says with the answers there are; kept until one changes."""
        state = frozenset(self.answers.items()), self.channels, today
        if self._read is None or self._read[0] != state:
            self._read = state, self._made(today)
        return self._read[1]

    # -- reading -------------------------------------------------------------------------------------

    def _made(self, today: date) -> Reading:
        columns = self.reading_of_columns()
        asks = list(measure_asks(columns))
        measure = self.answers.get("measure", asks[0].choices[0] if asks else "")
        rows = rows_of(self.export, columns, measure, self.answers.get("dates", ""))
        asks += unit_asks(columns)
        if self.answers.get(UNIT) == THOUSAND:
            rows.taken = [one._replace(contacts=one.contacts and 1000 * one.contacts) for one in rows.taken]
        if rows.orders:
            asks.append(self._order(columns, rows, measure))
        streams = tuple(self._stream(name, count) for name, count in streams_of(rows).items())
        asks += channel_asks(columns, streams)
        where = {one.name: one.channel for one in streams if one.channel not in (None, NOT_USED)}
        week = self.answers.get("weeks", "") or week_by_heading(columns)
        periods = periods_of(
            rows.taken, where, week, self.answers.get("repeated", ""), self.answers.get("gaps", MISSING), today
        )
        asks += period_asks(periods, week)
        months = {one: periods.months[one] for one in (*self.channels, *periods.months) if one in periods.months}
        faults = (*rows.faults, *periods.faults)
        series = {
            channel: {
                month: one.count
                for month, one in own.items()
                if not one.why or self.answers.get(f"part:{month}") == "take"
            }
            for channel, own in months.items()
        }
        return Reading(
            columns, streams, tuple(asks), tuple(rows.refused), faults, rows.left_out,
            (*self.export.notes, *rows.notes, *notes_on(periods, today),
            *self._taken_whole(months)), periods.step, periods.first,
            periods.last, months, series, tuple(self._blocked(rows, streams, asks, faults, series)),
        )  # fmt: skip

    def _taken_whole(self, months: Mapping[str, Mapping[str, MonthOf]]) -> list[str]:
        """The parts of a month that somebody counts as a month, which lowers its level and season."""
        reasons = {month: one.why for own in months.values() for month, one in own.items() if one.why}
        return [
            f"{month_name(month)} counts as a whole month, because you say so: {why}"
            for month, why in sorted(reasons.items())
            if self.answers.get(f"part:{month}") == "take"
        ]

    def _stream(self, name: str, count: float) -> Stream:
        said = self.answers.get(f"channel:{name}")
        if said is None and len(self.channels) == 1 and channel_for(name, self.channels) is None:
            said = None if _names_another(name) or is_outbound(name) else self.channels[0]
        return Stream(name, count, said or channel_for(name, self.channels))

    def _order(self, columns: tuple[Column, ...], rows: Rows, measure: str) -> Ask:
        """Which of day and month is first, with the days that each answer would make the file begin and end with."""
        column = next(one for one in columns if one.role == DATE)
        texts = (row.cells[column.index].text for row in self.export.rows if row.cells[column.index].kind == "text")
        shown = next(text for text in texts if depends_on_order(text))
        said = []
        for order in rows.orders:
            days = [one.moment.first for one in rows_of(self.export, columns, measure, order).taken]
            said.append(f"{order}, {days_in_words([min(days)])} to {days_in_words([max(days)])}" if days else order)
        question = f"In {column.heading}, {shown!r} can be two days. Which number is written first? " + "; ".join(said)
        return Ask("dates", f"{question}.", rows.orders)

    def _blocked(
        self,
        rows: Rows,
        streams: Sequence[Stream],
        asks: Sequence[Ask],
        faults: Sequence[Problem],
        series: Mapping[str, Mapping[str, float]],
    ) -> list[str]:
        found = [one.message for one in rows.refused]
        open_asks = [one for one in asks if not one.otherwise and one.key not in self.answers]
        if open_asks:
            found.append("a question is open" if len(open_asks) == 1 else f"{len(open_asks)} questions are open")
        unknown = [one.name for one in streams if one.channel is None]
        if unknown:
            found.append(f"nothing says to which channel {', '.join(unknown[:4])} belongs")
        if faults and self.answers.get("faults") != LEAVE_OUT:
            many = "1 cell cannot be read" if len(faults) == 1 else f"{len(faults):,} cells cannot be read"
            found.append(many)
        if not found and not any(series.values()):
            found.append("no month is whole" if streams else "no row holds contacts")
        return found


def _names_another(name: str) -> bool:
    """Whether a heading names a channel that is known, though not one of the scenario's."""
    return (channel_of(name) or channel_within(name)) not in ("", "all")
