"""The rows of a vendor's table in turn: which hold rates, which are headings, totals and notes.

Philippines                               a heading within the table: the place of the rows below it
Agent, tier 1   per hour   11.50          a rate
Total                      1864           a total, which is no rate
Prices exclude value added tax.           a note below the table
"""

import re
from collections.abc import Mapping
from typing import Any

from tcomodel.importing.bands import upper_edges
from tcomodel.importing.columns import heading_of
from tcomodel.importing.dates import date_order
from tcomodel.importing.locations import location_of
from tcomodel.importing.matching import Ask, Matching, decimals_of
from tcomodel.importing.reading import RowReader
from tcomodel.importing.row_cells import Rejected, Said
from tcomodel.importing.scales import scale_of
from tcomodel.importing.sections import said_in
from tcomodel.importing.table import Row, Table, holds_data
from tcomodel.importing.unit_words import plain

TOTALS = ("total", "sub total", "subtotal", "grand total", "sum", "summe", "gesamt", "zwischensumme", "total general",
          "sous total", "suma", "average", "durchschnitt", "moyenne", "promedio")  # fmt: skip

SUMS = {"total", "totals", "subtotal", "subtotals", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme", "suma",
        "average", "averages", "durchschnitt", "moyenne", "promedio"}  # fmt: skip
OF_SUMS = {"sub", "grand", "annual", "monthly", "yearly", "weekly", "overall", "blended", "weighted", "general", "sous",
           "per", "year", "month", "week", "of", "all", "the", "rates", "prices", "cost", "costs"}  # fmt: skip
SUM_WORDS = {"total", "totals", "subtotal", "subtotals", "gesamt", "gesamtsumme", "zwischensumme"}
HIDDEN = "hidden rows"
MOST_RATES = 10_000
SENTENCES = re.compile(r"(?<=[.;!?])\s+")


class TableReader:
    """Goes through the rows of a table: which hold rates, which are headings, totals, notes."""

    def __init__(
        self,
        table: Table,
        matching: Matching,
        defaults: Mapping[str, str],
        corrections: Mapping[tuple[int, str], str],
    ) -> None:
        numbers = matching.columns("value", "low", "base", "high", "over", "from", "up_to")
        dates = matching.column("as_of")
        column = dates.column if dates else None
        orders = {date_order(row.cells[column].text) for row in table.rows} - {""} if column is not None else set()
        bands, edges = matching.column("band"), matching.column("up_to")
        uppers = upper_edges({row.cells[bands.column].text for row in table.rows}) if bands else set()
        if edges is not None:
            uppers |= {row.cells[edges.column].value for row in table.rows if row.cells[edges.column].kind == "number"}
        self.table, self.matching = table, matching
        self.said = Said(
            table, matching, defaults, corrections, decimals_of(table, numbers),
            orders.pop() if len(orders) == 1 else "", uppers,
        )  # fmt: skip
        self.prices = matching.columns("value", "low", "base", "high")
        self.corrected = {row for row, _ in corrections}
        self.last = self._last_priced()
        title = matching.column("title")
        self.title = None if title is None else title.column
        self.said.has_titles = title is not None and any(row.cells[title.column].kind == "text" for row in table.rows)
        lines = [text for row in table.rows if (text := _line(row)) and row.number < self.last]
        self.said.has_places = any("location" in said_in(text) for text in lines)
        self.around = self._scales_around()
        self.told_rows: dict[str, list[str]] = {}
        self.seen = {row.number for row in table.rows} | {number for number, _ in table.unread}

    def read(self) -> list[tuple[int, dict[str, Any], str]]:
        """The facts of each rate, with its row and how it was read."""
        drafts: list[tuple[int, dict[str, Any], str]] = []
        for number, text in self.table.unread:
            message = (
                "a figure above the headings that are read; put each table into a sheet of its own, or leave it out"
            )
            self.said.rejected.append(Rejected(number, "the whole row", "", text, message))
        other_headings = 0  # the row of headings of another table
        for row in self.table.rows:
            kind = self._kind(row)
            if kind == "other headings":
                other_headings = row.number
                message = f"other headings begin here; the table of row {self.table.heading_rows[-1]} ends above"
                self._reject(row, message + ": put each table into a sheet of its own, or leave its rows out")
                continue
            if kind == "the headings again":
                other_headings = 0
            if kind == "rate" and other_headings:
                self._reject(row, f"it stands below the other headings of row {other_headings}, which are not read")
                continue
            if kind == "rate" and self._is_wanted(row):
                section = self.said.section
                self.said.scaled = [*filter(None, [section.facts.get("scale")]), *self.around]
                found = RowReader(row, self.said).rates()
                drafts += [(row.number, facts, told) for facts, told in found]
                if len(drafts) > MOST_RATES:
                    self._reject(row, f"the table goes on; at most {MOST_RATES:,} rates are read")
                    break
            if kind == "rate":
                continue
            text = next((cell.text for cell in row.cells if cell.kind != "empty"), "")
            self.told_rows.setdefault(kind, []).append(f"row {row.number} {text[:80]!r}")
            if kind == "a heading within the table":
                self.said.section = self.said.section.below(text)
        return drafts

    def _is_wanted(self, row: Row) -> bool:
        """Whether a row with a price is to be read: not one that is hidden or may be a sum unless somebody says so."""
        if row.number in self.corrected:
            return True
        if row.number in self.table.hidden:
            answer = self.said.defaults.get(HIDDEN, "")
            if answer == "left out":
                self.told_rows.setdefault("hidden, left out as you said", []).append(f"row {row.number}")
                return False
            if answer != "read":
                ask = Ask(HIDDEN, "Some rows are hidden or filtered out in Excel; do they count?", ("read", "left out"))
                self.said.asks.setdefault(HIDDEN, ask)
                self._reject(row, "Excel does not show this row; say whether hidden rows count", HIDDEN)
                return False
        if SUM_WORDS & set(plain(self._title(row)).split()):
            self._reject(row, "its words speak of a total; leave it out, or put right what is priced", fact="title")
            return False
        return True

    def _reject(self, row: Row, message: str, ask: str = "", fact: str = "") -> None:
        text = " | ".join(cell.text for cell in row.cells if cell.kind != "empty")[:120]
        at = self.title if fact else None
        column = "the whole row" if at is None else self.table.headings[at] or self.table.letters[at]
        place = "" if at is None else self.table.place(row.number, at)
        self.said.rejected.append(Rejected(row.number, column, place, text, message, fact, ask))

    def _title(self, row: Row) -> str:
        """What a row says is priced; its first text where no column is for that."""
        if self.title is not None and row.cells[self.title].kind != "empty":
            return row.cells[self.title].text
        return next((cell.text for cell in row.cells if cell.kind == "text"), "")

    def _scales_around(self) -> list[str]:
        """What is said of thousands, cents or hundreds above the table, below it, or in the name of its sheet."""
        lines = [self.table.sheet, *(text for _, text in self.table.above)]
        lines += [" ".join(cell.text for cell in row.cells if cell.text) for row in self.table.rows
                  if row.number > self.last and self._kind(row) == "a note below the table"]  # fmt: skip
        sentences = [sentence for line in lines for sentence in SENTENCES.split(line)]
        return [sentence[:200] for sentence in sentences if scale_of(sentence[:200])]

    def _kind(self, row: Row) -> str:
        """What a row is: ``rate``, or what is told of it."""
        if row.number in self.corrected:
            return "rate"
        filled = [cell for cell in row.cells if cell.kind != "empty"]
        priced = any(row.cells[match.column].kind != "empty" for match in self.prices)
        if self._repeats_headings(row):
            return "the headings again"
        if self._begins_a_table(row):
            return "other headings"
        words = plain(self._title(row))
        if words and (_is_nothing_but_total(words) or (_is_total(words) and not self._has_unit(row))):
            return "a total, which is no rate"
        if not priced and len(filled) == 1:
            return "a heading within the table" if row.number < self.last else "a note below the table"
        if not priced and row.number > self.last and not self._is_like_a_rate(row):
            return "a note below the table"
        return "rate"

    def _has_unit(self, row: Row) -> bool:
        unit = self.matching.column("unit")
        return unit is not None and row.cells[unit.column].kind != "empty"

    def _begins_a_table(self, row: Row) -> bool:
        """Whether a row without figures holds headings, others than those of the table."""
        filled = [column for column, cell in enumerate(row.cells) if cell.kind != "empty"]
        years = {cell.value for cell in row.cells if cell.kind == "number"}
        if len(filled) < 2 or len(years) == 1 or holds_data(row.cells):
            return False
        prices = {match.column for match in self.prices}
        known: set[str] = set()
        for column in filled:
            heading = heading_of(row.cells[column].text)
            if heading.fact and heading.confidence >= 0.85:
                known.add(heading.fact)
            elif column in prices and (heading.location or heading.channel or heading.year or heading.unit):
                known.add("value")
        return len(known) > 1 and len(known) * 2 >= len(filled)

    def _repeats_headings(self, row: Row) -> bool:
        repeated = 0
        for cell, heading in zip(row.cells, self.table.headings, strict=True):
            if text := cell.text:
                if not (text in heading or plain(text) == plain(heading)):
                    return False
                repeated += 1
        return repeated > 1

    def _is_like_a_rate(self, row: Row) -> bool:
        """Whether a row without a price still says what is priced and in which unit, or where."""
        known = [self.matching.column(fact) for fact in ("title", "unit", "location", "currency")]
        return sum(one is not None and row.cells[one.column].kind != "empty" for one in known) >= 2

    def _last_priced(self) -> int:
        numbers = [
            row.number for row in self.table.rows if any(row.cells[one.column].kind != "empty" for one in self.prices)
        ]
        return max(numbers, default=0)

    def told(self) -> list[str]:
        """What was noticed on the way, one line each."""
        found = [f"{kind}: {_few(rows)}" for kind, rows in self.told_rows.items()]
        found += [f"{note} ({_rows(rows)})" for note, rows in self.said.notes.items()]
        return found


def _line(row: Row) -> str:
    """The text of a row that holds nothing else; empty where there is more, or none."""
    filled = [cell for cell in row.cells if cell.kind != "empty"]
    return filled[0].text if len(filled) == 1 and filled[0].kind == "text" else ""


def _is_nothing_but_total(words: str) -> bool:
    """Whether some words name a sum or an average and nothing that is priced: ``Annual total``, ``Total Manila``."""
    others = [word for word in words.split() if word not in SUMS and word not in OF_SUMS]
    return bool(SUMS & set(words.split())) and (not others or bool(location_of(" ".join(others))))


def _is_total(first: str) -> bool:
    """Whether a row that begins with these words is a sum of others."""
    return any(first == one or first.startswith(f"{one} ") for one in TOTALS)


def _few(texts: list[str]) -> str:
    return ", ".join(texts[:6]) + (f" and {len(texts) - 6} more" if len(texts) > 6 else "")


def _rows(rows: list[int]) -> str:
    once = list(dict.fromkeys(rows))
    word = "row" if len(once) == 1 else "rows"
    return f"{word} {_few(list(map(str, once)))}"
