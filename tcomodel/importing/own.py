"""Our own files back as a card: YAML, the exported workbook with its history, CSV, a filled template.

    import_card("card.xlsx", content)    the card that was exported, its steps as they were

A CSV and a template hold no history, so the history of their rates begins here: "imported".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import PurePath

from tcomodel.importing.book import Book, opened
from tcomodel.importing.imports import _once
from tcomodel.importing.keys import keys_of
from tcomodel.importing.own_changes import exported_facts, told_changes, with_changes
from tcomodel.importing.own_rows import OwnRows
from tcomodel.importing.own_sheets import MOST_SERIES, MOST_STEPS, About, about_of, steps_of
from tcomodel.importing.sheet import Sheet
from tcomodel.importing.table import Row, Table, csv_sheet, table_of
from tcomodel.importing.unit_words import plain
from tcomodel.index_series import index_names
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.card import MOST_HINTS, MOST_PROBLEMS, RateCard, read_card
from tcomodel.rates.columns import ABOUT, EXPORTED, HISTORY, RATES, SERIES
from tcomodel.rates.rate import Rate, Step
from tcomodel.uploads import check_upload, text_of

UNNAMED = "Rate card"  # how a template is headed that was made for no card
ELSEWHERE = (
    "No rate was changed after the export; what differs is the name, the note, the record, the history, a series, or a "
    "digit beyond the fifteenth."
)


def import_card(name: str, content: bytes, on: str = "") -> RateCard:
    """A card from a YAML file, from a workbook or CSV that we exported, or from a filled template.

    ``on`` is the day, for the record. Raises ProblemsFound with all that is wrong; a vendor's own sheet has other
    headings and goes through ``read_table``, ``suggest`` and ``import_table``.
    """
    kind = check_upload(name, content, ("yaml", "xlsx", "csv"))
    if kind == "yaml":
        return read_card(text_of(name, content), name)
    if kind == "csv":
        table = table_of(name, "csv", csv_sheet(text_of(name, content), name), (), ())
        return _card(OwnRows(table), None, None, About(), on)
    with opened(name, content) as book:
        names = book.names
        sheet = next((one for one in names if plain(one) == plain(RATES)), names[0] if names else "")
        table = table_of(name, "xlsx", book.sheet(sheet), names, ())
        rows = OwnRows(table)
        told, series = _sheet(book, ABOUT), _sheet(book, SERIES, most_columns=MOST_SERIES)
        history = _sheet(book, HISTORY, most_rows=MOST_STEPS) if rows.has_keys else None
        exported = _sheet(book, EXPORTED) if history is not None else None
    return _card(rows, history, exported, about_of(told, series, name), on)


def _sheet(book: Book, name: str, **most: int) -> Sheet | None:
    return book.sheet(name, **most) if name in book.names else None


def _card(rows: OwnRows, history: Sheet | None, exported: Sheet | None, about: About, on: str) -> RateCard:
    """The card, whole; raises ProblemsFound where anything stands in its way."""
    table = rows.table
    read = [(row, rate) for row in rows.filled() if (rate := rows.rate(row)) is not None]
    repeats: list[str] = []
    if not rows.has_keys:
        read, repeats = _priced_once(rows, read)
    rates = [rate for _, rate in read]
    keys = [rate.key for rate in rates] if rows.has_keys else keys_of(rates)
    problems = rows.problems
    if table.goes_on:
        problems.append(Problem(table.sheet, table.goes_on, table.file))
    problems += _about_keys(table, keys, read, about)
    if not rates and not problems:
        problems.append(Problem(table.sheet, "no row is filled in", table.file))
    if problems:
        raise ProblemsFound(problems[:MOST_PROBLEMS])
    steps = _begun(rows, keys, read, on) if history is None else steps_of(history, frozenset(keys), table.file)
    keyed = {
        key: rate.model_copy(update={"key": key, "history": steps.get(key, ())})
        for key, rate in zip(keys, rates, strict=True)
    }
    was = exported_facts(exported, table.file) if exported is not None else {}
    stated = keyed
    if was:
        places = {key: f"{_place(table)}, row {row.number}" for key, (row, _) in zip(keys, read, strict=True)}
        keyed = with_changes(stated, was, places, on)
    as_of = about.as_of or max(rate.as_of for rate in rates)
    lines = {key: row.number for key, (row, _) in zip(keys, read, strict=True)}
    name = _name(rows, about)
    card = RateCard(name, as_of, keyed, table.file, lines, about.note, about.record, about.series)
    if history is not None and about.fingerprint == card.fingerprint:
        return card  # nothing was done to it since it was exported
    told = [_imported(table, len(keyed), on), *repeats, *_examples(rows)]
    if was:
        changes = list(told_changes(stated, keyed, was))
        told += changes or [ELSEWHERE]
    elif history is not None:
        told.append("The file does not say what was exported, so a change made in it cannot be told.")
    return card.with_rates(keyed, record=(*about.record, *told))


def _priced_once(rows: OwnRows, read: list[tuple[Row, Rate]]) -> tuple[list[tuple[Row, Rate]], list[str]]:
    """Each rate once, as in a vendor's own sheet: what is priced twice differently is a problem, a repeat is told."""
    _, kept, doubled, repeats = _once([rate for _, rate in read], [row.number for row, _ in read])
    rows.problems += [
        Problem(f"row {one.row}", f"found {one.found}; {one.message}", rows.table.file) for one in doubled
    ]
    return [(row, rate) for row, rate in read if row.number in set(kept)], [f"In the file, {one}." for one in repeats]


def _examples(rows: OwnRows) -> list[str]:
    """That rows of examples were not imported."""
    if not rows.examples:
        return []
    return [f"The examples of the template were not imported: row {', '.join(map(str, rows.examples))}."]


def _name(rows: OwnRows, about: About) -> str:
    """What the card calls itself, else what a template is headed with, else the file's name."""
    above = rows.table.above
    title = above[0][1] if above and not rows.has_keys else ""
    return about.name or (title if title != UNNAMED else "") or PurePath(rows.table.file).stem


def _begun(
    rows: OwnRows, keys: Sequence[str], read: Sequence[tuple[Row, Rate]], on: str
) -> Mapping[str, tuple[Step, ...]]:
    """The history of rates whose file holds none: it begins with the import."""
    told = "taken as it stands; the file holds no history" if rows.has_keys else "taken as filled in"
    return {
        key: (Step(what="imported", source=f"{_place(rows.table)}, row {row.number}", derivation=told, on=on),)
        for key, (row, _) in zip(keys, read, strict=True)
    }


def _imported(table: Table, count: int, on: str) -> str:
    when = f" on {on}" if on else ""
    return f"Imported from {_place(table)}{when}: {count} rates."


def _place(table: Table) -> str:
    return f"{table.file}, sheet {table.sheet}" if table.sheet else table.file


def _about_keys(table: Table, keys: Sequence[str], read: Sequence[tuple[Row, Rate]], about: About) -> Iterator[Problem]:
    """Keys that are missing or stand there twice, indices nobody knows, conflicts with a rate that is not there."""
    seen: dict[str, int] = {}
    known = (*index_names(), *about.series)
    without = "; a CSV holds no index series, a workbook does" if table.kind == "csv" else ""
    hints = count()
    for key, (row, rate) in zip(keys, read, strict=True):
        where = f"row {row.number}"
        if not key:
            yield Problem(where, "the key is missing", table.file)
        elif key in seen:
            yield Problem(where, f"row {seen[key]} has the key {key!r} as well", table.file)
        seen.setdefault(key, row.number)
        if rate.index not in known:
            hint = nearest(rate.index, known) if next(hints) < MOST_HINTS else ""
            yield Problem(where, f"index {rate.index!r} is not known{hint}{without}", table.file)
    for row, rate in read:
        where = f"row {row.number}"
        for other in rate.conflicts_with:
            if other not in seen:
                hint = nearest(other, seen) if next(hints) < MOST_HINTS else ""
                yield Problem(where, f"the card has no {other!r}{hint}", table.file)
        if rate.conflicts_with and rate.default is None:
            yield Problem(where, "a row in conflict says default: yes or no, and because", table.file)
