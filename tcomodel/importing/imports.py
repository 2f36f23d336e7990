"""A vendor's table becomes a rate card, whole or not at all.

    table = read_table("acme.xlsx", content)
    matching = suggest(table)                                    # matching.asks: what must still be said
    done = import_table(table, matching, defaults={"currency: $": "USD", "as_of": "2026-01"}, name="Acme bid")
    done.card        the card, or None while done.rejected says what is wrong with which cell

Each rate keeps as its first step which cell it comes from and how that was read.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from tcomodel.importing.above import said_above
from tcomodel.importing.keys import keys_of
from tcomodel.importing.matching import LABELS, PRICE, WIDE, Ask, Matching, called, column_of, matched, price_asks
from tcomodel.importing.row_cells import Rejected
from tcomodel.importing.table import Table
from tcomodel.importing.table_reader import TableReader
from tcomodel.rates.card import RateCard, slips_of
from tcomodel.rates.columns import COLUMNS, EXAMPLE
from tcomodel.rates.rate import Rate, Step

FIRST_ASKS = (PRICE, WIDE)
MOST_NOTES = 60
SAID = "you said so"  # why a column holds what it holds


@dataclass(frozen=True)
class Import:
    """What came of a table. ``card`` is None as long as anything is rejected; ``rates`` are those that can be read.

    ``rows`` is the row of each rate, ``left_out`` the rows left out at the person's word, with the reason;
    ``corrected`` a line for each correction that counts: ``Row 14, Rate: 'TBD' was corrected to '2450'.``
    """

    rates: Mapping[str, Rate]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    card: RateCard | None
    asks: tuple[Ask, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()


def suggest(table: Table) -> Matching:
    """The columns as far as they are known, what holds for all rows, and what must be said before rows can be read."""
    return asked(table, matched(table))


def examples_in(table: Table) -> set[int]:
    """The rows of our template that show how to fill it in."""
    title = next((at for at, heading in enumerate(table.headings) if heading == COLUMNS["title"]), None)
    if title is None:
        return set()
    return {row.number for row in table.rows if row.cells[title].text.startswith(f"{EXAMPLE}:")}


def asked(table: Table, matching: Matching, defaults: Mapping[str, str] | None = None) -> Matching:
    """The same matching with what is still to be asked, after a person changed it or gave answers."""
    given = defaults or {}
    answered = _answered(table, matching, given)
    reader = TableReader(table, answered, given, {})
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
    reader = TableReader(table, answered, defaults, corrections or {})
    drafts = reader.read()
    rejected = [one for one in reader.said.rejected if one.row not in leave_out]
    left_out = {row: _reason(table, row, reader.said.rejected) for row in sorted(set(leave_out) & reader.seen)}
    corrected = tuple(_corrected(table, matching, reader, left_out))
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
    notes = [*table.notes, *_said_of_all(table, matching, defaults), *reader.told(), *repeats]
    notes += _unused(corrections or {}, leave_out, reader)
    rejected.sort(key=lambda one: one.row)
    row_of = dict(zip(keys, rows, strict=True))
    card = None
    if keyed and not rejected:
        said = (*_answers(matching, defaults), *corrected)
        card = _card(table, keyed, row_of, left_out, said, notes, name, on)
    elif not keyed and not rejected:
        notes.append("the table holds no row with a price")
    asks = (*first, *reader.said.asks.values())
    return Import(keyed, tuple(rejected), tuple(notes[:MOST_NOTES]), card, asks, row_of, left_out, corrected)


def _answered(table: Table, matching: Matching, defaults: Mapping[str, str]) -> Matching:
    """The matching with the answers about its price columns worked in."""
    counts, label = defaults.get(PRICE, ""), defaults.get(WIDE, "")
    if counts in {one.heading for one in matching.matches}:
        matching = replace(matching.with_price(counts), asks=matching.asks)
    if label in LABELS:
        matching = replace(matching.with_prices_by(label, table), asks=matching.asks)
    return matching


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
    said: Collection[str],
    notes: list[str],
    name: str,
    on: str,
) -> RateCard:
    when = f" on {on}" if on else ""
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    record = [f"Imported from {table.file}{sheet}{when}: {len(rates)} rates from {len(set(rows.values()))} rows."]
    record += [f"Row {row} was left out: {reason}" for row, reason in left_out.items()]
    record += said
    record += [f"Told at the import: {note}" for note in notes[:MOST_NOTES]]
    as_of = max(rate.as_of for rate in rates.values())
    return RateCard(name or table.file, as_of, rates, table.file, rows, record=tuple(record))


def _answers(matching: Matching, defaults: Mapping[str, str]) -> Iterator[str]:
    """What a person said of the columns and of all rows, a line each."""
    for match in matching.matches:
        if match.because == SAID:
            labels = [match.location, match.channel, match.unit or "", match.currency, match.as_of, match.detail]
            of = ", ".join(label for label in labels if label)
            yield f"Column {match.heading!r} was said to hold: {match.fact or 'nothing'}{of and f' ({of})'}."
    for key, answer in defaults.items():
        if answer:
            yield f"Answered at the import: {key}: {answer}."


def _said_of_all(table: Table, matching: Matching, defaults: Mapping[str, str]) -> Iterator[str]:
    """The notes about the columns, and where a person said something else of all rows than the sheet does."""
    stated, lines = said_above(table)
    beaten: set[str] = set()
    for (fact, value), line in zip(stated.items(), lines, strict=True):
        counts = defaults.get(fact) or matching.constants.get(fact, "")
        if counts.casefold() != value.casefold():
            beaten.add(line)
            words = line.partition(": row ")[2]
            yield f"{fact} {counts or 'of each row'} was answered and counts, although row {words}"
    yield from (note for note in matching.notes if note not in beaten)


def _reason(table: Table, row: int, rejected: list[Rejected]) -> str:
    if row in examples_in(table):
        return "an example of the template"
    messages = list(dict.fromkeys(f"{one.column}: {one.message}" for one in rejected if one.row == row))
    return "; ".join(messages) or "at the word of the person who imported it"


def _corrected(table: Table, matching: Matching, reader: TableReader, left_out: Collection[int]) -> Iterator[str]:
    """What was put right, a line for each correction that a rate was read with, from top to bottom."""
    for (row, name), text in sorted(reader.said.corrections.items(), key=lambda one: one[0][0]):
        if row in left_out or (row, name) not in reader.said.used:
            continue
        column = column_of(table, matching, name)
        found = "" if column is None else table.cell(row, column).text
        change = f"{found!r} was corrected to {text!r}" if found else f"{text!r} was put in where nothing stood"
        yield f"Row {row}, {called(table, name)}: {change}."


def _unused(corrections: Mapping[tuple[int, str], str], leave_out: Collection[int], reader: TableReader) -> list[str]:
    found = [
        f"the correction of row {row}, {column} was not used"
        for row, column in corrections
        if (row, column) not in reader.said.used
    ]
    return found + [f"row {row} was to be left out but is not there" for row in sorted(set(leave_out) - reader.seen)]
