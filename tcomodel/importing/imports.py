"""A vendor's table becomes a rate card, whole or not at all.

    table = read_table("acme.xlsx", content)
    matching = suggest(table)                                    # matching.asks: what must still be said
    done = import_table(table, matching, defaults={"currency: $": "USD", "as_of": "2026-01"}, name="Acme bid")
    done.card        the card, or None while done.rejected says what is wrong with which cell

Each rate keeps as its first step which cell it comes from and how that was read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from tcomodel.importing.bands import upper_edges
from tcomodel.importing.dates import date_order
from tcomodel.importing.keys import keys_of
from tcomodel.importing.locations import location_of
from tcomodel.importing.matching import PRICE, WIDE, Ask, Match, Matching, decimals_of, matched, price_asks
from tcomodel.importing.reading import RowReader
from tcomodel.importing.row_cells import Rejected, Said
from tcomodel.importing.scales import OF_ALL, scale_of
from tcomodel.importing.table import Row, Table
from tcomodel.importing.unit_words import plain
from tcomodel.rates.card import RateCard, slips_of
from tcomodel.rates.rate import Rate, Step

TOTALS = ("total", "sub total", "subtotal", "grand total", "sum", "summe", "gesamt", "zwischensumme", "total general",
          "sous total", "suma", "average", "durchschnitt", "moyenne", "promedio")  # fmt: skip
FIRST_ASKS = (PRICE, WIDE)
MOST_NOTES = 60


@dataclass(frozen=True)
class Import:
    """What came of a table. ``card`` is None as long as anything is rejected; ``rates`` are those that can be read.

    ``rows`` is the row of each rate, ``left_out`` the rows left out at the person's word, with the reason.
    """

    rates: Mapping[str, Rate]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    card: RateCard | None
    asks: tuple[Ask, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)


def suggest(table: Table) -> Matching:
    """The columns as far as they are known, what holds for all rows, and what must be said before rows can be read."""
    return asked(table, matched(table))


def asked(table: Table, matching: Matching, defaults: Mapping[str, str] | None = None) -> Matching:
    """The same matching with what is still to be asked, after a person changed it or gave answers."""
    given = defaults or {}
    answered = _answered(table, matching, given)
    reader = _Reader(table, answered, given, {})
    reader.read()
    return replace(matching, asks=(*_first_asks(matching, answered, given), *reader.said.asks.values()))


def import_table(
    table: Table,
    matching: Matching,
    *,
    defaults: Mapping[str, str],
    corrections: Mapping[tuple[int, str], str] | None = None,
    leave_out: Collection[int] = (),
    name: str = "",
    on: str = "",
) -> Import:
    """The rates of a table, and the card where nothing is rejected.

    ``defaults`` are the answers by the key of their question, and facts that hold for rows without their own;
    ``corrections`` give what a cell should have said, by row and heading (or letter, or fact); ``leave_out`` the rows
    that are not to be imported; ``on`` the day, for the record.
    """
    answered = _answered(table, matching, defaults)
    reader = _Reader(table, answered, defaults, corrections or {})
    drafts = reader.read()
    rejected = [one for one in reader.said.rejected if one.row not in leave_out]
    left_out = {row: _reason(row, reader.said.rejected) for row in sorted(set(leave_out) & reader.seen)}
    rates, rows, slips = _rates(drafts, table, left_out, name or table.file, on)
    rejected += slips
    rates, rows, doubled, repeats = _once(rates, rows)
    rejected += doubled
    if table.goes_on:
        rejected.append(Rejected(table.rows[-1].number if table.rows else 0, "", "", "", table.goes_on))
    first = _first_asks(matching, answered, defaults)
    rejected += [Rejected(0, "the columns", "", "", ask.question, "value", ask.key) for ask in first]
    keys = keys_of(rates)
    keyed = {key: rate.model_copy(update={"key": key}) for key, rate in zip(keys, rates, strict=True)}
    notes = [*table.notes, *matching.notes, *reader.told(), *repeats]
    notes += _unused(corrections or {}, leave_out, reader)
    rejected.sort(key=lambda one: one.row)
    row_of = dict(zip(keys, rows, strict=True))
    card = None
    if keyed and not rejected:
        card = _card(table, keyed, row_of, left_out, notes, name, on)
    elif not keyed and not rejected:
        notes.append("the table holds no row with a price")
    asks = (*first, *reader.said.asks.values())
    return Import(keyed, tuple(rejected), tuple(notes[:MOST_NOTES]), card, asks, row_of, left_out)


class _Reader:
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


def _answered(table: Table, matching: Matching, defaults: Mapping[str, str]) -> Matching:
    """The matching with the answers about its price columns worked in."""
    counts = defaults.get(PRICE, "")
    if counts:
        chosen = next((one for one in matching.matches if one.heading == counts), None)
        if chosen is not None:
            changed = [
                replace(one, fact="value" if one is chosen else "" if one.fact == "value" else one.fact)
                for one in matching.matches
            ]
            matching = replace(matching, matches=tuple(changed))
    label = defaults.get(WIDE, "")
    if label in ("location", "channel", "unit", "as_of", "detail"):
        changed = [_labelled(table, one, label) for one in matching.matches]
        matching = replace(matching, matches=tuple(changed))
    return matching


def _labelled(table: Table, match: Match, label: str) -> Match:
    """A column nobody knew, as a price column of what its heading names."""
    numeric = [row.cells[match.column] for row in table.rows if row.cells[match.column].kind != "empty"]
    share = sum(cell.kind == "number" or any(sign.isdigit() for sign in cell.text) for cell in numeric)
    if match.fact or not numeric or share * 2 <= len(numeric):
        return match
    named: dict[str, Any] = {label: match.heading}
    return replace(match, fact="value", **named)


def _first_asks(matching: Matching, answered: Matching, defaults: Mapping[str, str]) -> list[Ask]:
    """The questions about the price columns that nobody answered: nothing is imported before."""
    open_ = {ask.key: ask for ask in matching.asks if ask.key in FIRST_ASKS and ask.key not in defaults}
    return list({**open_, **{ask.key: ask for ask in price_asks(answered.matches)}}.values())


def _rates(
    drafts: list[tuple[int, dict[str, Any], str]], table: Table, left_out: Collection[int], name: str, on: str
) -> tuple[list[Rate], list[int], list[Rejected]]:
    """The rates of the drafts with their first step; what a rate may not be is rejected."""
    rates: list[Rate] = []
    rows: list[int] = []
    rejected: list[Rejected] = []
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    for row, facts, told in drafts:
        if row in left_out:
            continue
        step = Step(what="imported", source=f"{table.file}{sheet}, row {row}", derivation=told, on=on)
        try:
            rates.append(Rate(**{"source": name, **facts, "history": (step,)}))
            rows.append(row)
        except ValidationError as error:
            for place, message in slips_of(error):
                fact = str(place[0]) if place else ""
                found = f"{facts[fact]}" if fact in facts else ""
                rejected.append(Rejected(row, fact or "the whole row", "", found, message, fact))
    return rates, rows, rejected


def _once(rates: list[Rate], rows: list[int]) -> tuple[list[Rate], list[int], list[Rejected], list[str]]:
    """Each rate once: what is said again in the same words is told, what is priced twice differently is rejected."""
    seen: dict[tuple[Any, ...], tuple[int, Rate]] = {}
    kept: list[Rate] = []
    kept_rows: list[int] = []
    rejected, repeats = [], []
    for row, rate in zip(rows, rates, strict=True):
        same = (rate.title, rate.item, rate.unit, rate.location, rate.channel, rate.over,
                rate.up_to, rate.as_of, rate.source)  # fmt: skip
        first = seen.get(same)
        if first is None:
            seen[same] = (row, rate)
        elif first[1].figures == rate.figures:
            repeats.append(f"row {row} repeats row {first[0]} and counts once ({rate.title}, {rate.location})")
            continue
        else:
            found = ", ".join(f"{one:g}" for one in rate.figures.values())
            before = ", ".join(f"{one:g}" for one in first[1].figures.values())
            message = (
                f"row {first[0]} prices the same ({rate.title}, {rate.location}, {rate.unit}, {rate.as_of}) "
                f"at {before}; "
                "leave one of them out, or say in the title what differs"
            )
            rejected.append(Rejected(row, "the whole row", "", found, message, "title"))
            continue
        kept.append(rate)
        kept_rows.append(row)
    return kept, kept_rows, rejected, repeats


def _card(
    table: Table,
    rates: Mapping[str, Rate],
    rows: Mapping[str, int],
    left_out: Mapping[int, str],
    notes: list[str],
    name: str,
    on: str,
) -> RateCard:
    when = f" on {on}" if on else ""
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    record = [f"Imported from {table.file}{sheet}{when}: {len(rates)} rates from {len(set(rows.values()))} rows."]
    record += [f"Row {row} was left out: {reason}" for row, reason in left_out.items()]
    record += [f"Told at the import: {note}" for note in notes[:MOST_NOTES]]
    as_of = max(rate.as_of for rate in rates.values())
    return RateCard(name or table.file, as_of, rates, table.file, rows, record=tuple(record))


def _reason(row: int, rejected: list[Rejected]) -> str:
    messages = list(dict.fromkeys(f"{one.column}: {one.message}" for one in rejected if one.row == row))
    return "; ".join(messages) or "at the word of the person who imported it"


def _unused(corrections: Mapping[tuple[int, str], str], leave_out: Collection[int], reader: _Reader) -> list[str]:
    found = [
        f"the correction of row {row}, {column} was not used"
        for row, column in corrections
        if (row, column) not in reader.said.used
    ]
    return found + [f"row {row} was to be left out but is not there" for row in sorted(set(leave_out) - reader.seen)]


def _few(texts: list[str]) -> str:
    return ", ".join(texts[:6]) + (f" and {len(texts) - 6} more" if len(texts) > 6 else "")


def _rows(rows: list[int]) -> str:
    once = list(dict.fromkeys(rows))
    word = "row" if len(once) == 1 else "rows"
    return f"{word} {_few(list(map(str, once)))}"
