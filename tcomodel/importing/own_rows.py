"""The rows of our own sheets as facts of a rate, found by our own headings; what is wrong is told by its cell.

    Rates!J7 (Currency)
      the price has no currency: USD, EUR, GBP, ...

An exported row holds the facts as the card does. A row of the template is filled in by people: its unit may come
without the currency, its currency in small letters, its item not at all.
"""

from typing import Any

from pydantic import ValidationError

from tcomodel.digits import snapped
from tcomodel.importing.currencies import money_of
from tcomodel.importing.dates import NoDate, date_of
from tcomodel.importing.items import item_of
from tcomodel.importing.numbers import NoNumber, is_share, numbers_in
from tcomodel.importing.row_units import holds_no_money
from tcomodel.importing.sheet import Cell
from tcomodel.importing.table import Row, Table
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.card import slips_of
from tcomodel.rates.columns import COLUMNS, EXAMPLE, LISTED, NUMBERS, OF_TEMPLATE
from tcomodel.rates.rate import AS_OF, Rate
from tcomodel.rates.vocabulary import EXAMPLES

NEEDED = ("title", "value", "unit", "currency", "location", "as_of")
OURS = {plain(heading): fact for fact, heading in COLUMNS.items()}
VOLUMES = ("over", "up_to")
SWITCHES = {"yes": True, "no": False}


class OwnRows:
    """The rows of a table with our headings; raises ProblemsFound where one that is needed is missing."""

    def __init__(self, table: Table) -> None:
        found = {column: OURS.get(plain(heading), "") for column, heading in enumerate(table.headings)}
        self.columns = {column: fact for column, fact in found.items() if fact}
        if missing := [fact for fact in NEEDED if fact not in self.columns.values()]:
            wanted = ", ".join(repr(COLUMNS[fact]) for fact in missing)
            message = f"it is no card of ours: no column is called {wanted}; import it as a vendor's sheet"
            raise ProblemsFound([Problem(table.sheet, message, table.file)])
        self.table = table
        self.has_keys = "key" in self.columns.values()
        self.problems: list[Problem] = []
        self.examples: list[int] = []  # rows that show how to fill in

    def filled(self) -> list[Row]:
        """The rows that say something and are no example of the template; an example that was changed is a problem."""
        said = [row for row in self.table.rows if any(row.cells[column].kind != "empty" for column in self.columns)]
        if self.has_keys:
            return said
        title = next(column for column, fact in self.columns.items() if fact == "title")
        marked = [row for row in said if row.cells[title].text.startswith(EXAMPLE)]
        for row in marked:
            if self._is_ours(row):
                self.examples.append(row.number)
            else:
                message = f"the row begins with {EXAMPLE} but was changed; write your own title, or empty the row"
                self._wrong(row.number, "title", row.cells[title].text, message)
        return [row for row in said if row not in marked]

    def _is_ours(self, row: Row) -> bool:
        """Whether an example says what the template says, but for its date."""
        cells = {fact: row.cells[column] for column, fact in self.columns.items() if fact != "as_of"}
        said = {fact: cell.value if cell.kind == "number" else cell.text for fact, cell in cells.items()}
        told = {fact: fact_said for fact, fact_said in said.items() if fact_said != "" and fact in OF_TEMPLATE}
        return told in [{**one, "title": f"{EXAMPLE}: {one['title']}"} for one in EXAMPLES]

    def rate(self, row: Row) -> Rate | None:
        """The rate of a row, without a history; None where something is wrong with it."""
        before = len(self.problems)
        facts = self._facts(row)
        if len(self.problems) > before:
            return None
        if "value" in facts and "low" in facts and "high" in facts and "base" not in facts:
            facts["base"] = facts.pop("value")
        try:
            return Rate(**facts)
        except ValidationError as error:
            for place, message in slips_of(error):
                fact = str(place[0]) if place else ""
                self._wrong(row.number, fact, str(facts.get(fact) or ""), message)
        return None

    def _wrong(self, row: int, fact: str, found: str, message: str) -> None:
        column = next((column for column, one in self.columns.items() if one == fact), None)
        where = f"row {row}" if column is None else f"{self.table.place(row, column)} ({self.table.headings[column]})"
        told = f"found {found!r}; {message}" if found and not message.startswith("found ") else message
        self.problems.append(Problem(where, told, self.table.file))

    def _facts(self, row: Row) -> dict[str, Any]:
        """The facts that a row states."""
        cells = {fact: row.cells[column] for column, fact in self.columns.items() if row.cells[column].kind != "empty"}
        facts: dict[str, Any] = {}
        for fact, cell in cells.items():
            if cell.kind in ("error", "formula"):
                self._wrong(row.number, fact, cell.text, "expected a value; open the file in Excel, save it, try again")
            elif fact in NUMBERS:
                self._number(row.number, fact, cell, facts)
            elif fact == "as_of":
                self._date(row.number, cell, facts)
            elif fact == "default":
                self._switch(row.number, fact, cell, facts)
            elif fact == "conflicts_with":
                facts[fact] = tuple(key for key in cell.text.split(LISTED) if key)
            else:
                facts[fact] = cell.value if cell.kind == "text" else cell.text
        if not self.has_keys:
            self._as_filled_in(row.number, facts)
        return facts

    def _number(self, row: int, fact: str, cell: Cell, facts: dict[str, Any]) -> None:
        if cell.kind == "number":
            percent = is_share(cell.shown) and fact not in VOLUMES
            facts[fact] = snapped(cell.value * 100) if percent else cell.value
            return
        try:
            facts[fact] = float(cell.text)
        except ValueError:
            read = numbers_in(cell.text) if cell.kind == "text" else NoNumber("expected a number")
            if isinstance(read, NoNumber) or len(read.figures) > 1 or read.said.currency or read.said.parts:
                expected = read.message if isinstance(read, NoNumber) else "expected one plain number"
                self._wrong(row, fact, cell.text, expected)
            else:
                facts[fact] = read.figures[0]

    def _date(self, row: int, cell: Cell, facts: dict[str, Any]) -> None:
        if cell.kind == "text" and AS_OF.fullmatch(cell.text):
            facts["as_of"] = cell.text
            return
        read = date_of(cell)
        if isinstance(read, NoDate):
            self._wrong(row, "as_of", cell.text, read.message)
        else:
            facts["as_of"] = read.date

    def _switch(self, row: int, fact: str, cell: Cell, facts: dict[str, Any]) -> None:
        told = cell.value if cell.kind == "switch" else SWITCHES.get(cell.text.lower())
        if told is None:
            self._wrong(row, fact, cell.text, "expected yes or no")
        else:
            facts[fact] = told

    def _as_filled_in(self, row: int, facts: dict[str, Any]) -> None:
        """What vendors fill in: a unit without its currency, a currency in small letters, no item."""
        unit, currency = str(facts.get("unit", "")), str(facts.get("currency", "")).strip()
        if currency:
            code, beside, _ = money_of(currency)
            facts["currency"] = code if len(code) == 3 and not plain(beside) else currency  # not of US cents
        read = unit_of(unit)
        if unit and read.unit is not None and not read.rest:
            money = read.currency or str(facts.get("currency", ""))
            if holds_no_money(read.unit):
                facts["unit"] = read.unit
                facts.pop("currency", None)
            elif not money:
                self._wrong(row, "currency", "", "the price has no currency: USD, EUR, GBP, ...")
            else:
                facts["unit"] = "/".join(part for part in (money, read.unit) if part)
                facts.setdefault("currency", money)
        for name in ("channel", "location", "title", "item"):
            if name in facts:
                facts[name] = " ".join(str(facts[name]).split())
        facts.setdefault("channel", "all")
        if not facts.get("item") and unit:
            facts["item"] = item_of(str(facts.get("title", "")), read.unit or "")
