"""The rows of an export in turn: which hold contacts, which are totals and headings, and what is wrong in them.

Taken("Billing EN", Moment(2024-02-01, day), 1310.0, row 4)
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tcomodel.importing.sheet import Cell
from tcomodel.importing.table import Row
from tcomodel.importing.unit_words import plain
from tcomodel.problems import Problem
from tcomodel.volumes.columns import (
    DATE,
    ITS_CELLS_ARE_DATES,
    NAMES,
    OTHER_DATES,
    TIME,
    Column,
    counted,
    is_sum,
)  # fmt: skip
from tcomodel.volumes.counts import NoCount, count_of, decimals_of, is_missing
from tcomodel.volumes.days import (
    LONGEST_SPAN,
    Moment,
    depends_on_order,
    looks_like_a_day,
    may_have_been_turned,
    moment_of,
    orders_left,
)
from tcomodel.volumes.export import Export, is_figure
from tcomodel.volumes.heading_words import WORDS

TOTAL = "a total of other rows"
SUMS = WORDS["sums"] - {"all", "overall", "everything"}  # these are too common to make a row a total
TOTALS_DIFFER = 0.001  # of a total; below it the difference may be rounding
AGAIN = "the headings again"
NO_DATE_NO_COUNT = "neither a date nor a count"


class Taken(NamedTuple):
    """A count of one stream (a queue, a column) at a moment; None where the cell says nothing."""

    stream: str
    moment: Moment
    contacts: float | None
    row: int


@dataclass
class Rows:
    """What the rows hold. ``left_out`` says why rows are not contacts; ``faults`` are cells nobody can read."""

    taken: list[Taken] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    orders: tuple[str, ...] = ()  # more than one: somebody has to say which
    notes: list[str] = field(default_factory=list)


def rows_of(export: Export, columns: tuple[Column, ...], measure: str, order: str) -> Rows:
    """The rows read; ``order`` is what somebody said of day and month, ``measure`` which of several counts counts."""
    found = Rows()
    by_role: dict[str, list[Column]] = {}
    for one in columns:
        by_role.setdefault(one.role, []).append(one)
    if DATE not in by_role:
        found.refused.append(Problem("", "no column holds the date; choose which one does", export.file))
    counts = counted(columns, measure)
    if not counts:
        found.refused.append(Problem("", "no column counts contacts; choose which ones do", export.file))
    found.refused += _side_by_side(export, columns, counts)
    if found.refused:
        return found
    _Reader(export, by_role[DATE][0], by_role.get(TIME, []), by_role.get(NAMES, []), counts, found).read(order)
    return found


def _side_by_side(export: Export, columns: tuple[Column, ...], counts: list[Column]) -> list[Problem]:
    """Tables side by side, such as a year each: the counts of the second belong to dates of its own."""
    dates = [one for one in columns if one.because in (ITS_CELLS_ARE_DATES, OTHER_DATES)]
    found = []
    for column in counts:
        own = [one for one in dates if one.index < column.index][-1:]
        first = next(one for one in counts if export.headings[one.index] == export.headings[column.index])
        if first is column or not own or own[0].index < first.index or own[0].role == DATE:
            continue
        message = (
            f"{column.heading} has dates of its own in {own[0].heading}, so these are two tables; put one below the "
            "other in the file, under the same headings, or set what belongs to one of them to not used"
        )
        found.append(Problem("", message, export.file))
    return found


class _Reader:
    """Goes through the rows with the columns known."""

    def __init__(
        self, export: Export, date: Column, times: list[Column], names: list[Column], counts: list[Column], found: Rows
    ) -> None:
        self.export, self.date, self.counts, self.found = export, date.index, counts, found
        self.times, self.names = [one.index for one in times], [one.index for one in names]
        self.sums = {one.index: [0.0] for one in counts}  # so far; before it what it was at each total
        self.totals: list[tuple[Row, Column, float, int]] = []  # what each says, and how many came before it
        self.decimals, told = decimals_of(row.cells[one.index] for row in export.rows for one in counts)
        found.notes += [told] if told else []

    def read(self, order: str) -> None:
        dated = [row for row in self.export.rows if row.cells[self.date].kind != "empty"]
        texts = {row.cells[self.date].text for row in dated if row.cells[self.date].kind == "text"}
        depends = {text for text in texts if depends_on_order(text)}
        readable = {text for text in texts if looks_like_a_day(Cell("text", text))}
        left = orders_left(readable)
        real = {row.cells[self.date] for row in dated if row.cells[self.date].kind == "date"}
        if not left or (depends and real) or may_have_been_turned(real, readable):
            self._mixed(dated, depends)
            return
        if depends and len(left) > 1:
            self.found.orders = left
        order = order if order in left else left[0]
        moments: dict[tuple[Cell, str], Moment | str] = {}
        for row in self.export.rows:
            cell = row.cells[self.date]
            clock = self.export.times.get((row.number, self.date), "")
            if (cell, clock) not in moments:
                moments[cell, clock] = moment_of(cell, order, clock)
            self._row(row, cell, moments[cell, clock])
        self._held_against_rows()
        self._without_years(dated)

    def _mixed(self, dated: list[Row], depends: set[str]) -> None:
        """Days and months were exchanged in some rows, as Excel does to dates from another country."""
        of_texts = [row for row in dated if row.cells[self.date].kind == "text"]
        odd = next((row for row in of_texts if row.cells[self.date].text in depends), of_texts[0])
        place = self.export.place(odd.number, self.date)
        message = (
            f"{odd.cells[self.date].text!r} and other dates do not fit one order of day and month: some were turned "
            "round, as Excel does when it opens dates of another country; export the file again and open it here first"
        )
        self.found.refused.append(Problem(place, message, self.export.file))

    def _without_years(self, dated: list[Row]) -> None:
        """Jan-01 to Jan-31 are days of a January rather than the Januaries of 2001 to 2031."""
        years = {one.moment.first.year for one in self.found.taken}
        if years and max(years) - min(years) > LONGEST_SPAN:
            message = (
                f"read as they stand, the dates run from {min(years)} to {max(years)}, with "
                f"{dated[0].cells[self.date].text!r} the first; write the year into each, such as 2026-01-31"
            )
            self.found.refused.append(Problem(self.export.place(dated[0].number, self.date), message, self.export.file))
            self.found.taken.clear()

    def _row(self, row: Row, cell: Cell, moment: Moment | str) -> None:
        cells = [row.cells[one.index] for one in self.counts]
        if isinstance(moment, str):
            self._without_date(row, cell, cells, moment)
            return
        if any(is_sum(row.cells[index].text) for index in self.names):
            self._leave_out(TOTAL, row)
            return
        times = " ".join(row.cells[index].text for index in self.times)
        moment = moment._replace(clock=f"{moment.clock} {times}".strip())
        name = " / ".join(row.cells[index].text for index in self.names)
        if self.names and not name:
            place = self.export.place(row.number, self.names[0])
            self._fault(place, "nothing says which channel or queue was counted")
            return
        for column, count in zip(self.counts, cells, strict=True):
            stream = name or column.heading
            if is_missing(count):
                self.found.taken.append(Taken(stream, moment, None, row.number))
                continue
            read = count_of(count, self.decimals)
            if isinstance(read, NoCount):
                self._fault(self.export.place(row.number, column.index), f"{column.heading}: {read}")
                self.found.taken.append(Taken(stream, moment, None, row.number))  # left out it is missing, not nothing
            else:
                self.found.taken.append(Taken(stream, moment, read, row.number))
                self.sums[column.index][-1] += read

    def _without_date(self, row: Row, cell: Cell, counts: list[Cell], why: str) -> None:
        texts = [one.text for one in row.cells if one.kind == "text"]
        if any(is_sum(text) or set(plain(text).split()) & SUMS for text in texts if len(text) < 60):
            self._leave_out(TOTAL, row)
            self._total(row)
        elif len(texts) > 1 and all(text in self.export.headings for text in texts):
            self._leave_out(AGAIN, row)
        elif not any(map(is_figure, counts)):
            self._leave_out(NO_DATE_NO_COUNT, row)
        else:
            said = (
                "the date is missing; write it into each row" if cell.kind == "empty" else f"found {cell.text!r}; {why}"
            )
            self._fault(self.export.place(row.number, self.date), said)

    def _total(self, row: Row) -> None:
        for column in self.counts:
            said, sums = count_of(row.cells[column.index], self.decimals), self.sums[column.index]
            if isinstance(said, float) and said:
                self.totals.append((row, column, said, len(sums) - 1))
            sums.append(sums[-1])

    def _held_against_rows(self) -> None:
        """A total that is another than rows add up to: some are missing, or it is older than they are.

        It may be of the rows before it or after it, as far as another total or all of them, or of one queue.
        """
        if not self.totals:
            return
        by_stream: dict[str, float] = defaultdict(float)
        for one in self.found.taken:
            by_stream[one.stream] += one.contacts or 0
        for row, column, said, position in self.totals:
            sums = self.sums[column.index]
            spans = [*(abs(sums[position] - one) for one in (0.0, *sums)), *by_stream.values()]
            if all(abs(said - one) > TOTALS_DIFFER * said for one in spans):
                where, adds_up = ("before", sums[position]) if sums[position] else ("after", sums[-1])
                self.found.notes.append(
                    f"{self.export.place(row.number, column.index)} is a total of {said:,.10g}, but the counts of "
                    f"{column.heading} {where} it add up to {adds_up:,.10g}: check whether a row is missing or counted "
                    "twice"
                )

    def _leave_out(self, why: str, row: Row) -> None:
        self.found.left_out.setdefault(why, []).append(row.number)

    def _fault(self, where: str, message: str) -> None:
        self.found.faults.append(Problem(where, message, self.export.file))


def streams_of(rows: Rows) -> Mapping[str, float]:
    """The streams in the order they come, each with its count in all."""
    found: dict[str, float] = {}
    for one in rows.taken:
        found[one.stream] = found.get(one.stream, 0.0) + (one.contacts or 0.0)
    return found
