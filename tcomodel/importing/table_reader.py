"""The rows of a vendor's table in turn: which hold rates, which are headings, totals and notes.

Philippines                               a heading within the table: the place of the rows below it
Agent, tier 1   per hour   11.50          a rate
Total                      1864           a total, which is no rate
Prices exclude value added tax.           a note below the table
"""

from collections.abc import Mapping
from typing import Any

from tcomodel.importing.bands import upper_edges
from tcomodel.importing.dates import date_order
from tcomodel.importing.locations import location_of
from tcomodel.importing.matching import Matching, decimals_of
from tcomodel.importing.reading import RowReader
from tcomodel.importing.row_cells import Said
from tcomodel.importing.scales import OF_ALL, scale_of
from tcomodel.importing.table import Row, Table
from tcomodel.importing.unit_words import plain

TOTALS = ("total", "sub total", "subtotal", "grand total", "sum", "summe", "gesamt", "zwischensumme", "total general",
          "sous total", "suma", "average", "durchschnitt", "moyenne", "promedio")  # fmt: skip


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
            [text[:120] for _, text in table.above if scale_of(text) and OF_ALL.search(text)],
        )  # fmt: skip
        self.prices = matching.columns("value", "low", "base", "high")
        self.told_rows: dict[str, list[str]] = {}
        self.seen = {row.number for row in table.rows}
        self.corrected = {row for row, _ in corrections}

    def read(self) -> list[tuple[int, dict[str, Any], str]]:
        """The facts of each rate, with its row and how it was read."""
        drafts: list[tuple[int, dict[str, Any], str]] = []
        section = ""
        last = self._last_priced()
        for row in self.table.rows:
            kind = self._kind(row, last)
            if kind == "rate":
                found = RowReader(row, section, self.said).rates()
                drafts += [(row.number, facts, told) for facts, told in found]
                continue
            text = next((cell.text for cell in row.cells if cell.kind != "empty"), "")
            self.told_rows.setdefault(kind, []).append(f"row {row.number} {text[:80]!r}")
            if kind == "a heading within the table" and location_of(text):
                section = location_of(text)
        return drafts

    def _kind(self, row: Row, last: int) -> str:
        """What a row is: ``rate``, or what is told of it."""
        if row.number in self.corrected:
            return "rate"
        filled = [cell for cell in row.cells if cell.kind != "empty"]
        priced = any(row.cells[match.column].kind != "empty" for match in self.prices)
        if self._repeats_headings(row):
            return "the headings again"
        if filled and filled[0].kind == "text" and _is_total(plain(filled[0].value)):
            unit = self.matching.column("unit")
            if unit is None or row.cells[unit.column].kind == "empty":
                return "a total, which is no rate"
        if not priced and len(filled) == 1:
            return "a heading within the table" if row.number < last else "a note below the table"
        if not priced and row.number > last and not self._is_like_a_rate(row):
            return "a note below the table"
        return "rate"

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


def _is_total(first: str) -> bool:
    """Whether a row that begins with these words is a sum of others."""
    return any(first == one or first.startswith(f"{one} ") for one in TOTALS)


def _few(texts: list[str]) -> str:
    return ", ".join(texts[:6]) + (f" and {len(texts) - 6} more" if len(texts) > 6 else "")


def _rows(rows: list[int]) -> str:
    once = list(dict.fromkeys(rows))
    word = "row" if len(once) == 1 else "rows"
    return f"{word} {_few(list(map(str, once)))}"
