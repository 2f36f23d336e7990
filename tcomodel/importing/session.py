"""A file on its way to become a card, for the screen and the command line alike: what is said about it, what it gives.

    Harbour BPO rates 2024.xlsx    sheet Rates 2024, 15 rows below the headings in row 6
    column F, Rate (USD)           the price
    row 14, Rate (USD): 'TBD'      corrected to 2450
    row 21                         left out

Nothing here is on a card yet, and the card that comes of it does not know who asked for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tcomodel.importing.columns import PRICES
from tcomodel.importing.currencies import CODES, money_of
from tcomodel.importing.dates import ORDERS, NoDate, date_in
from tcomodel.importing.faults import Fault, faults_of
from tcomodel.importing.imports import Import, examples_in, import_table, suggest
from tcomodel.importing.matching import LABELS, PRICE, WIDE, Ask, Matching, is_labelled
from tcomodel.importing.own import import_card
from tcomodel.importing.own_rows import NEEDED, OURS
from tcomodel.importing.table import Table, read_table
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.problems import ProblemsFound
from tcomodel.rates.card import RateCard
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.vocabulary import RANGES
from tcomodel.uploads import check_upload

KINDS = ("yaml", "xlsx", "csv")
ABOUT_COLUMNS = (PRICE, WIDE)  # questions that the columns answer
CHOICES: Mapping[str, Collection[str]] = {
    "dates": ORDERS,
    "decimals": ("comma", "point"),
    "percent": ("shares", "as written"),
    "range": tuple(RANGES),
    WIDE: LABELS,
}  # questions that nothing else answers


def understood(name: str, content: bytes, on: str, sheet: str | None = None) -> tuple[RateCard | None, Table | None]:
    """Our own file as a card, or a vendor's sheet as a table; raises ProblemsFound where it is neither.

    A filled template that has slips is a sheet as well: they are put right here. A card that we exported is not, its
    history would be lost. A ``sheet`` that somebody names is a vendor's, unless it has the headings of ours.
    """
    kind = check_upload(name, content, KINDS)
    if sheet is not None and kind == "xlsx":
        table = read_table(name, content, sheet)
        if not {OURS.get(plain(heading)) for heading in table.headings} >= set(NEEDED):
            return None, table
    try:
        return import_card(name, content, on), None
    except ProblemsFound as found:
        if kind == "yaml":
            raise
        own = found
    table = read_table(name, content, sheet)
    if {COLUMNS["key"], COLUMNS["title"]} <= set(table.headings):
        raise own
    return None, table


class Reading(NamedTuple):
    """What comes of a sheet as things stand: the import, its faults, the questions, and what stands in its way."""

    done: Import
    faults: tuple[Fault, ...]
    questions: tuple[Ask, ...]
    waiting: tuple[int, ...]  # rows that wait for an answer
    blocked: tuple[str, ...]

    @property
    def card(self) -> RateCard | None:
        """The card; None while anything stands in its way."""
        return None if self.blocked else self.done.card


@dataclass
class SheetInHand:
    """A sheet, which column is which fact, and what a person said: answers, corrections, rows to leave out.

    A correction goes by row and column (its letter, heading or fact); an empty one says that nothing should stand
    there.
    """

    table: Table
    matching: Matching
    number: int = 0  # so that its boxes are not those of another sheet
    answers: dict[str, str] = field(default_factory=dict)
    slips: dict[str, tuple[str, str]] = field(default_factory=dict)  # what was answered and why it cannot be taken
    corrections: dict[tuple[int, str], str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    questions: dict[str, Ask] = field(default_factory=dict)
    mounted: int = 0  # counts the changes that the table on the screen cannot follow by itself
    _first: tuple[object, Import] | None = None  # as the sheet stands, without corrections
    _reading: tuple[object, Reading] | None = None

    @classmethod
    def of(cls, table: Table, number: int = 0) -> "SheetInHand":
        """The sheet as the columns suggest; rows of our template that show how to fill it in are left out."""
        return cls(table, suggest(table), number, left_out=examples_in(table))

    # ------------------------------------------------------------ what a person says

    def holds(self, column: int, fact: str) -> None:
        """A column holds a fact. One price column counts, unless the headings say what each is the price of."""
        matching = self.matching.with_fact(column, fact)
        prices = matching.columns("value")
        if fact == "value" and not all(map(is_labelled, prices)):
            for other in prices:
                matching = matching if other.column == column else matching.with_fact(other.column, "")
        self._match(matching)

    def is_for(self, column: int, label: str, text: str) -> None:
        """A column holds prices, all of one place, channel, unit, currency, date or detail."""
        is_price = self.matching.matches[column].fact in PRICES
        matching = self.matching if is_price else self.matching.with_fact(column, "value")
        self._match(matching.with_label(column, label, text))

    def _match(self, matching: Matching) -> None:
        """Take the columns as they are now; questions about them are settled by a price column."""
        asks = tuple(ask for ask in self.matching.asks if ask.key in ABOUT_COLUMNS)
        if matching.columns("value", "low", "base", "high"):
            asks = ()
            for key in ABOUT_COLUMNS:
                self.questions.pop(key, None)
        self.matching = replace(matching, asks=asks)

    def answer(self, key: str, text: str) -> None:
        """What holds for all rows, or the answer to a question; what is no answer to it is told beside it."""
        text = _as_offered(key, text.strip())
        why = self._no_answer(key, text) if text else ""
        self.slips.pop(key, None)
        if why:
            self.answers.pop(key, None)
            self.slips[key] = text, why
        elif key == PRICE and text:
            self._match(self.matching.with_price(text))
        elif key == WIDE and text:
            self._match(self.matching.with_prices_by(text, self.table))
        elif text:
            self.answers[key] = text
        else:
            self.answers.pop(key, None)
            if key in self.matching.constants:
                self.matching = self.matching.with_constant(key, "")

    def _no_answer(self, key: str, text: str) -> str:
        if key == PRICE and text not in {one.heading for one in self.matching.matches}:
            return "expected the heading of a column"
        return no_answer(key, text, self.answers.get("dates", ""))

    def said(self, key: str) -> str:
        """What was answered, or what the sheet says of all rows."""
        typed = self.slips.get(key, ("",))[0]
        return typed or self.answers.get(key) or self.matching.constants.get(key, "")

    def correct(self, row: int, name: str, text: str) -> None:
        """What a cell should have said; nothing takes a correction back."""
        if text.strip():
            self.corrections[row, name] = text.strip()
        else:
            self.corrections.pop((row, name), None)

    def leave_out(self, row: int, is_left_out: bool) -> None:
        """Leave a row out, or take it in again."""
        (self.left_out.add if is_left_out else self.left_out.discard)(row)

    # ------------------------------------------------------------ what comes of it

    def reading(self, name: str, on: str) -> Reading:
        """What comes of the sheet as a card of this name on this day; worked out again when something changes."""
        said = (self.matching, tuple(self.answers.items()), name, on)
        state = (*said, tuple(self.corrections.items()), frozenset(self.left_out), tuple(self.slips))
        if self._first is None or self._first[0] != said:
            self._first = said, self._imported(name, on)
        if self._reading is None or self._reading[0] != state:
            untouched = not self.corrections and not self.left_out
            done = self._first[1] if untouched else self._imported(name, on, self.corrections, self.left_out)
            self._reading = state, self._read(self._first[1], done)
        return self._reading[1]

    def _imported(
        self,
        name: str,
        on: str,
        corrections: Mapping[tuple[int, str], str] | None = None,
        left_out: Collection[int] = (),
    ) -> Import:
        return import_table(
            self.table, self.matching, defaults=self.answers, corrections=corrections, leave_out=left_out, name=name,
            on=on,
        )  # fmt: skip

    def _read(self, found: Import, done: Import) -> Reading:
        self._ask(found)
        waited = {one.ask for one in done.rejected}
        open_asks = {key for key in self.questions if key not in self.answers and key in waited} | self.slips.keys()
        waiting = {one.row for one in done.rejected if one.ask in open_asks and one.row}
        faults = tuple(faults_of(self.table, self.matching, found, done, open_asks, self.corrections, self.left_out))
        questions = tuple(self.questions.values())
        return Reading(done, faults, questions, tuple(sorted(waiting)), _blocked(done, faults, open_asks))

    def _ask(self, found: Import) -> None:
        """Remember the questions. One about a single cell is none: that cell is corrected."""
        for ask in found.asks:
            concerned = [one for one in found.rejected if one.ask == ask.key]
            if len({one.row for one in concerned}) > 1 or any(not one.cell for one in concerned):
                self.questions.setdefault(ask.key, ask)
        raised = {ask.key for ask in found.asks} | self.answers.keys() | self.slips.keys()
        self.questions = {key: ask for key, ask in self.questions.items() if key in raised}


def _blocked(done: Import, faults: Collection[Fault], open_asks: Collection[str]) -> tuple[str, ...]:
    blocked = []
    if open_asks:
        blocked.append("a question is open" if len(open_asks) == 1 else f"{len(open_asks)} questions are open")
    rows = {fault.row for fault in faults if fault.is_open}
    if rows:
        told = "1 row is" if len(rows) == 1 else f"{len(rows)} rows are"
        blocked.append(f"{told} rejected and neither corrected nor left out")
    blocked += [one.message for one in done.rejected if not one.column]
    if not blocked and done.rejected:
        blocked += [str(one) for one in done.rejected]
    if not blocked and not done.rates:
        blocked.append("no row holds a rate")
    return tuple(blocked)


# ---------------------------------------------------------------- answers


def only_its_choices(ask: Ask) -> bool:
    """Whether nothing but its choices answers a question."""
    return ask.key in CHOICES or ask.key == PRICE


def _as_offered(key: str, text: str) -> str:
    """An answer in the words that were offered, however it was spelt."""
    return next((one for one in CHOICES.get(key, ()) if plain(one) == plain(text)), text)


def no_answer(key: str, text: str, order: str = "") -> str:
    """Why a text is no answer to a question about a date, a unit, a currency, ...; empty where it is one.

    ``order`` is which of day and month is written first, where that was answered.
    """
    about = key.split(":")[0]
    if key in CHOICES and text not in CHOICES[key]:
        return f"expected {' or '.join(CHOICES[key])}"
    if about == "as_of":
        read = date_in(text, order)
        return read.message if isinstance(read, NoDate) else ""
    if about == "currency" and money_of(text).currency not in CODES:
        return "expected a currency such as USD, EUR, GBP"
    if about == "unit" and (unit_of(text).unit is None or unit_of(text).rest):
        return "expected a unit such as per hour, per seat per month, per ticket"
    return ""
