"""Our own files back as a card, without loss: YAML, the exported workbook with its history, CSV, a filled template.

    import_card("card.xlsx", content)    the card that was exported, its steps as they were

A row of the template that shows how to fill it in is skipped; rates of a template begin their history here.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from tcomodel.digits import snapped
from tcomodel.importing.book import opened
from tcomodel.importing.columns import HEADINGS
from tcomodel.importing.currencies import money_of
from tcomodel.importing.dates import NoDate, date_of
from tcomodel.importing.items import item_of
from tcomodel.importing.keys import keys_of
from tcomodel.importing.numbers import NoNumber, numbers_in
from tcomodel.importing.own_sheets import ABOUT, HISTORY, RATES, About, about_of, steps_of, with_silent_facts
from tcomodel.importing.row_units import holds_no_money
from tcomodel.importing.sheet import Cell
from tcomodel.importing.table import Row, Table, csv_sheet, table_of
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.index_series import index_names
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.card import RateCard, read_card, slips_of
from tcomodel.rates.rate import AS_OF, Rate, Step
from tcomodel.uploads import check_upload, text_of

EXAMPLE = "EXAMPLE"  # what is priced begins so in the row of the template that shows how
UNNAMED = "Rate card"  # how a template is headed that was made for no card
NEEDED = ("title", "value", "unit", "currency", "location", "as_of")
NUMBERS = ("value", "low", "base", "high", "over", "up_to")
OURS = {words.split("|")[0]: fact for fact, words in HEADINGS.items() if fact in Rate.model_fields}
LISTED = ", "


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
        return _card(table, _facts_by_column(table), {}, About(), on)
    with opened(name, content) as book:
        names = book.names
        sheet = next((one for one in names if plain(one) == plain(RATES)), names[0] if names else "")
        rates = book.sheet(sheet)
        history = book.sheet(HISTORY, most_rows=60_000) if HISTORY in names else None
        told = book.sheet(ABOUT) if ABOUT in names else None
    table = table_of(name, "xlsx", rates, names, ())
    columns = _facts_by_column(table)
    steps = steps_of(history, name) if history else {}
    return _card(table, columns, steps, about_of(told, name) if told else About(), on)


def _facts_by_column(table: Table) -> dict[int, str]:
    """The fact of each column, by our own headings; raises ProblemsFound where needed ones are missing."""
    found = {column: OURS[plain(heading)] for column, heading in enumerate(table.headings) if plain(heading) in OURS}
    missing = [fact for fact in NEEDED if fact not in found.values()]
    if missing:
        wanted = ", ".join(repr(HEADINGS[fact].split("|")[0].capitalize()) for fact in missing)
        message = f"it is no card of ours: no column is called {wanted}; import it as a vendor's sheet"
        raise ProblemsFound([Problem(table.sheet, message, table.file)])
    return found


class _Rows:
    """The facts of the rows, and what is wrong with their cells."""

    def __init__(self, table: Table, columns: Mapping[int, str]) -> None:
        self.table, self.columns = table, columns
        self.is_export = "key" in columns.values()
        self.problems: list[Problem] = []

    def wrong(self, row: int, fact: str, found: str, message: str) -> None:
        column = next((column for column, one in self.columns.items() if one == fact), None)
        where = f"row {row}" if column is None else f"{self.table.place(row, column)} ({self.table.headings[column]})"
        self.problems.append(Problem(where, f"found {found!r}; {message}" if found else message, self.table.file))

    def facts(self, row: Row) -> dict[str, Any]:
        """The facts that a row states."""
        cells = {fact: row.cells[column] for column, fact in self.columns.items() if row.cells[column].kind != "empty"}
        facts: dict[str, Any] = {}
        for fact, cell in cells.items():
            if cell.kind in ("error", "formula"):
                self.wrong(row.number, fact, cell.text, "expected a value; open the file in Excel, save it, try again")
            elif fact in NUMBERS:
                self._number(row.number, fact, cell, facts)
            elif fact == "as_of":
                self._date(row.number, cell, facts)
            elif fact == "default":
                facts[fact] = cell.value if cell.kind == "switch" else {"yes": True, "no": False}.get(cell.text.lower())
            elif fact == "conflicts_with":
                facts[fact] = tuple(key for key in cell.text.split(LISTED) if key)
            else:
                facts[fact] = cell.value if cell.kind == "text" else cell.text
        if not self.is_export:
            self._as_filled_in(row.number, facts)
        return facts

    def _number(self, row: int, fact: str, cell: Cell, facts: dict[str, Any]) -> None:
        if cell.kind == "number":
            percent = "%" in cell.shown.split(";")[0].replace('"', "") and fact not in ("over", "up_to")
            facts[fact] = snapped(cell.value * 100) if percent else cell.value
            return
        try:
            facts[fact] = float(cell.text)
        except ValueError:
            read = numbers_in(cell.text) if cell.kind == "text" else NoNumber("expected a number")
            if isinstance(read, NoNumber) or len(read.figures) > 1 or read.said.currency or read.said.parts:
                expected = read.message if isinstance(read, NoNumber) else "expected one plain number"
                self.wrong(row, fact, cell.text, expected)
            else:
                facts[fact] = read.figures[0]

    def _date(self, row: int, cell: Cell, facts: dict[str, Any]) -> None:
        if cell.kind == "text" and AS_OF.fullmatch(cell.text):
            facts["as_of"] = cell.text
            return
        read = date_of(cell)
        if isinstance(read, NoDate):
            self.wrong(row, "as_of", cell.text, read.message)
        else:
            facts["as_of"] = read.date

    def _as_filled_in(self, row: int, facts: dict[str, Any]) -> None:
        """What vendors fill in: a unit without its currency, a currency in small letters, no item."""
        unit, currency = str(facts.get("unit", "")), str(facts.get("currency", "")).strip()
        if currency:
            code = money_of(currency).currency
            facts["currency"] = code if len(code) == 3 else currency
        read = unit_of(unit)
        if unit and read.unit is not None and not read.rest:
            money = read.currency or str(facts.get("currency", ""))
            if holds_no_money(read.unit):
                facts["unit"] = read.unit
                facts.pop("currency", None)
            elif not money:
                self.wrong(row, "currency", "", "the price has no currency: USD, EUR, GBP, ...")
            else:
                facts["unit"] = "/".join(part for part in (money, read.unit) if part)
                facts.setdefault("currency", money)
        for name in ("channel", "location", "title", "item"):
            if name in facts:
                facts[name] = " ".join(str(facts[name]).split())
        facts.setdefault("channel", "all")
        if not facts.get("item") and unit:
            facts["item"] = item_of(str(facts.get("title", "")), read.unit or "")


def _card(
    table: Table, columns: Mapping[int, str], steps: Mapping[str, tuple[Step, ...]], about: About, on: str
) -> RateCard:
    rows = _Rows(table, columns)
    rates: list[Rate] = []
    numbers: list[int] = []
    skipped = 0
    priced = next(column for column, fact in columns.items() if fact == "title")
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    for row in table.rows:
        if all(row.cells[column].kind == "empty" for column in columns):
            continue
        if row.cells[priced].text.startswith(EXAMPLE):
            skipped += 1
            continue
        before = len(rows.problems)
        facts = rows.facts(row)
        if rows.is_export:
            history = steps.get(str(facts.get("key", "")), ())
        else:
            read = "taken as filled in"
            history = (Step(what="imported", source=f"{table.file}{sheet}, row {row.number}", derivation=read, on=on),)
        if len(rows.problems) == before:
            rate = _rate({**facts, "history": history}, row.number, rows)
            rates += [rate] if rate else []
            numbers += [row.number] if rate else []
    if table.goes_on:
        rows.problems.append(Problem(table.sheet, table.goes_on, table.file))
    keys = [rate.key for rate in rates] if rows.is_export else keys_of(rates)
    rows.problems += _about_keys(table, keys, numbers, rates, about)
    if not rates and not rows.problems:
        rows.problems.append(Problem(table.sheet, "no row is filled in", table.file))
    if rows.problems:
        raise ProblemsFound(rows.problems)
    keyed = {key: rate.model_copy(update={"key": key}) for key, rate in zip(keys, rates, strict=True)}
    record = about.record
    if not rows.is_export:
        when = f" on {on}" if on else ""
        record = (*record, f"Imported from {table.file}{sheet}{when}: {len(keyed)} rates.")
    as_of = about.as_of or max(rate.as_of for rate in rates)
    title = table.above[0][1] if table.above and not rows.is_export else ""  # a template is headed by its card's name
    called = about.name or (title if title != UNNAMED else "") or PurePath(table.file).stem
    lines = dict(zip(keys, numbers, strict=True))
    return RateCard(called, as_of, keyed, table.file, lines, about.note, record, about.series)


def _rate(facts: dict[str, Any], row: int, rows: _Rows) -> Rate | None:
    if "value" in facts and "low" in facts and "high" in facts and "base" not in facts:
        facts["base"] = facts.pop("value")
    try:
        return with_silent_facts(Rate(**facts))
    except ValidationError as error:
        for place, message in slips_of(error):
            fact = str(place[0]) if place else ""
            rows.wrong(row, fact, str(facts.get(fact) or ""), message)
    return None


def _about_keys(
    table: Table, keys: list[str], numbers: list[int], rates: list[Rate], about: About
) -> Iterable[Problem]:
    """Keys that are missing or stand there twice, indices nobody knows, conflicts with a rate that is not there."""
    seen: dict[str, int] = {}
    known = (*index_names(), *about.series)
    for key, row, rate in zip(keys, numbers, rates, strict=True):
        if not key:
            yield Problem(f"row {row}", "the key is missing", table.file)
        elif key in seen:
            yield Problem(f"row {row}", f"row {seen[key]} has the key {key!r} as well", table.file)
        seen.setdefault(key, row)
        if rate.index not in known:
            yield Problem(f"row {row}", f"index {rate.index!r} is not known{nearest(rate.index, known)}", table.file)
    for row, rate in zip(numbers, rates, strict=True):
        for other in rate.conflicts_with:
            if other not in seen:
                yield Problem(f"row {row}", f"the card has no {other!r}{nearest(other, seen)}", table.file)
        if rate.conflicts_with and rate.default is None:
            yield Problem(f"row {row}", "a row in conflict says default: yes or no, and because", table.file)
