"""One row of a vendor's sheet read into the facts of a rate, each with where it was found.

A fact may be said in several places (the cell, its number format, a column, the heading, once for all rows). They must
agree: ``12.50 USD/hr`` under ``Price (EUR)`` is refused, not decided.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tcomodel.digits import snapped
from tcomodel.importing.bands import band_of, edge_of
from tcomodel.importing.currencies import CHOICES, CODES, money_of, money_of_format
from tcomodel.importing.dates import NoDate, date_in, date_of
from tcomodel.importing.items import item_of
from tcomodel.importing.locations import channel_of, channel_within, location_of
from tcomodel.importing.matching import Ask, Match, Matching
from tcomodel.importing.numbers import NOT_OFFERED, NoNumber, Numbers, numbers_in
from tcomodel.importing.sheet import EMPTY, Cell
from tcomodel.importing.table import Row, Table
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.index_series import index_names
from tcomodel.problems import nearest
from tcomodel.rates.units import UNIT_WORDS

MEASURED = ("contact", "call", "ticket", "conversation", "hire", "leaver", "person")
RANGES = ("minimum and maximum", "P10 and P90")
UNIT_CHOICES = ("hour", "minute", "seat/month", "agent/month", "contact", "ticket", "resolution", "month", "%")
MIDPOINT = "Base is the midpoint of low and high, ours."


@dataclass(frozen=True)
class Rejected:
    """One thing that cannot be imported: where, what stands there, and what was expected instead.

    ``column`` is the heading (the fact where the sheet has no column of it). A correction is given for
    ``(row, column)``; ``ask`` names the question whose answer would settle it.
    """

    row: int
    column: str
    cell: str
    found: str
    message: str
    fact: str = ""
    ask: str = ""

    def __str__(self) -> str:
        found = f"found {self.found!r}; " if self.found else ""
        return f"{self.cell or f'row {self.row}'} ({self.column}): {found}{self.message}"


@dataclass
class Said:
    """What all rows share while they are read, and what is collected on the way."""

    table: Table
    matching: Matching
    defaults: Mapping[str, str]
    corrections: Mapping[tuple[int, str], str]
    decimals: Mapping[int, str]
    order: str
    edges: Collection[float] = ()
    rejected: list[Rejected] = field(default_factory=list)
    asks: dict[str, Ask] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)
    used: set[tuple[int, str]] = field(default_factory=set)

    @cached_property
    def corrected_rows(self) -> set[int]:
        """The rows in which a person put something right."""
        return {row for row, _ in self.corrections}

    def constant(self, fact: str) -> str:
        """What holds for every row that says nothing itself: the person's word before that of the sheet."""
        return self.defaults.get(fact) or self.matching.constants.get(fact, "")

    def who(self, fact: str) -> str:
        """Who says what holds for every row."""
        return "the answer for all rows" if self.defaults.get(fact) else "what the sheet says of all rows"

    def note(self, message: str, row: int) -> None:
        """Something the person is told once, with the rows it concerns."""
        self.notes.setdefault(message, []).append(row)


class Found(NamedTuple):
    """A value and the words for where it was found."""

    value: str
    where: str


class Wrong(Exception):
    """A row, or a price of it, that cannot be read; what is wrong is noted already."""


class RowReader:
    """The facts of the rates in one row; ``rates`` holds them with the words for how each was read."""

    def __init__(self, row: Row, section: str, said: Said) -> None:
        self.row, self.said, self.table = row, said, said.table
        self.matching = said.matching
        self.section = section
        self.is_corrected = row.number in said.corrected_rows

    def rates(self) -> list[tuple[dict[str, Any], str]]:
        """The facts of each rate of the row, and its derivation; what is wrong goes to ``said.rejected``."""
        prices = self.matching.columns("value")
        spread = self.matching.columns("low", "base", "high")
        if len(prices) <= 1 or spread:
            return self._one(prices[0] if prices else None)
        found = []
        for price in prices:
            if self._cell(price.column).text.casefold() in NOT_OFFERED and self._cell(price.column).kind != "formula":
                self.said.note(f"{price.heading}: nothing is offered there", self.row.number)
                continue
            found += self._one(price)
        return found

    def _one(self, price: Match | None) -> list[tuple[dict[str, Any], str]]:
        before = len(self.said.rejected)
        shared: dict[str, Any] = {}
        told: list[str] = []
        figures, cells = self._figures(price)
        source = self._source_of_price(price)
        title = self._title(price)
        unit, currency = self._unit_and_currency(source, cells, figures, told)
        if unit is not None:
            figures = self._percent(figures, unit, cells, source)
        shared["title"] = title
        shared["location"] = self._location(price, told)
        shared["channel"] = self._channel(price, unit or "", cells, title, told)
        shared["as_of"] = self._as_of(price, told)
        shared |= self._band(told)
        shared |= self._texts()
        note, ranged = self._range(figures, source)
        if note:
            shared["note"] = " ".join(part for part in (shared.get("note", ""), note) if part)
        if len(self.said.rejected) > before or unit is None:
            return []
        shared |= ranged
        shared["unit"] = "/".join(part for part in (currency, unit) if part)
        shared["currency"] = currency or None
        shared["item"] = shared.get("item") or item_of(title, unit)
        shared["title"] = title or self._composed(shared, unit)
        reads = ", ".join(f"{place} reads {text!r}" for place, text in self._read(price))
        return [(shared, "; ".join([reads, *told]))]

    # ------------------------------------------------------------ cells

    def _cell(self, column: int) -> Cell:
        if not self.is_corrected:
            return self.row.cells[column]
        row, heading, letter = self.row.number, self.table.headings[column], self.table.letters[column]
        match = self.matching.matches[column]
        for name in (letter, heading, match.heading, match.fact):
            text = self.said.corrections.get((row, name))
            if text is not None and (name != match.fact or not self.matching.is_wide):
                self.said.used.add((row, name))
                return Cell("text", text) if text.strip() else EMPTY
        return self.row.cells[column]

    def _text(self, fact: str) -> str:
        """The text of a fact's column, or what was put in for it where the sheet has no such column."""
        match = self.matching.column(fact)
        if match is not None:
            return self._cell(match.column).text
        given = self.said.corrections.get((self.row.number, fact))
        if given is not None:
            self.said.used.add((self.row.number, fact))
        return given or ""

    def _reject(self, column: int | None, fact: str, found: str, message: str, ask: str = "") -> None:
        heading = fact if column is None else self.table.headings[column] or self.table.letters[column]
        place = "" if column is None else self.table.place(self.row.number, column)
        self.said.rejected.append(Rejected(self.row.number, heading, place, found[:120], message, fact, ask))

    def _column(self, fact: str) -> int | None:
        match = self.matching.column(fact)
        return None if match is None else match.column

    def _ask(self, key: str, question: str, choices: tuple[str, ...] = ()) -> str:
        self.said.asks.setdefault(key, Ask(key, question, choices))
        return key

    def _read(self, price: Match | None) -> list[tuple[str, str]]:
        columns = [price] if price else []
        columns += self.matching.columns("low", "base", "high")
        return [
            (self.table.place(self.row.number, one.column), cell.text)
            for one in columns
            if (cell := self._cell(one.column)).kind != "empty"
        ]

    # ------------------------------------------------------------ figures

    def _figures(self, price: Match | None) -> tuple[dict[str, float], list[tuple[Match, Numbers, Cell]]]:
        """The figures by fact, and the cells they come from."""
        figures: dict[str, float] = {}
        cells: list[tuple[Match, Numbers, Cell]] = []
        columns = [price] if price else []
        columns += self.matching.columns("low", "base", "high")
        filled = [one for one in columns if self._cell(one.column).kind != "empty"]
        if not filled:
            given = self.said.corrections.get((self.row.number, "value"))
            read = numbers_in(given) if given else NoNumber("the price is missing; no price is not a price of zero")
            if isinstance(read, NoNumber):
                self._reject(columns[0].column if columns else None, "value", "", read.message)
                return {}, []
            self.said.used.add((self.row.number, "value"))
            return {"value": read.figures[0]}, []
        for one in filled:
            cell = self._cell(one.column)
            read = self._number(cell, one.column)
            if isinstance(read, NoNumber):
                ask = ""
                if read.unclear:
                    question = "Numbers such as " + repr(cell.text) + ": does the comma or the point mark decimals?"
                    ask = self._ask("decimals", question, ("comma", "point"))
                self._reject(one.column, one.fact, cell.text, read.message, ask)
                continue
            cells.append((one, read, cell))
            if len(read.figures) == 2 and one.fact in ("value", "base"):
                figures["low"], figures["high"] = read.figures
            elif len(read.figures) == 2:
                self._reject(one.column, one.fact, cell.text, "expected one number here, not a range")
            else:
                figures[one.fact] = read.figures[0]
            if read.note:
                self.said.note(read.note, self.row.number)
        return figures, cells

    def _number(self, cell: Cell, column: int) -> Numbers | NoNumber:
        if cell.kind == "number":
            if "%" in cell.shown.split(";")[0].replace('"', ""):
                return Numbers((snapped(cell.value * 100),), unit_of("%"))
            return Numbers((snapped(cell.value),))
        if cell.kind == "text":
            decimals = {"comma": ",", "point": "."}.get(self.said.defaults.get("decimals", ""), "")
            return numbers_in(cell.value, decimals or self.said.decimals.get(column, ""))
        expected = {
            "error": "the formula of this cell failed; expected a number",
            "formula": "the file holds no value for it; open it in Excel, save it, and hand it in again",
            "date": "expected a price, found a date; 12-14 typed into Excel becomes one",
            "switch": "expected a price, found TRUE or FALSE",
        }
        return NoNumber(expected.get(cell.kind, "the price is missing; no price is not a price of zero"))

    def _source_of_price(self, price: Match | None) -> Match | None:
        return price or next(iter(self.matching.columns("base", "low", "high")), None)

    def _range(self, figures: dict[str, float], source: Match | None) -> tuple[str, dict[str, Any]]:
        """The figures as a rate holds them: a value alone, or low, base and high; the midpoint is said to be one."""
        if not figures:
            return "", {}
        low, high = figures.get("low"), figures.get("high")
        base = figures.get("base", figures.get("value"))
        if "base" in figures and "value" in figures and figures["base"] != figures["value"]:
            self._reject(self._column("base"), "base", f"{figures['base']:g}", f"the price says {figures['value']:g}")
        if low is None and high is None:
            return "", {"value": base}
        if low is None or high is None:
            fact = "low" if low is None else "high"
            self._reject(self._column(fact), fact, "", f"{fact} is missing; a range needs low and high")
            return "", {}
        means = self._means()
        if base is not None:
            if not low <= base <= high:
                message = f"out of order: low {low:g}, price {base:g}, high {high:g}"
                self._reject(source.column if source else None, "base", f"{base:g}", message)
            return "", {"low": low, "base": base, "high": high, "range": means}
        return MIDPOINT, {"low": low, "base": snapped((low + high) / 2), "high": high, "range": means}

    def _means(self) -> str:
        """What low and high are: as a column or the headings say, else what was answered; asked where nobody says."""
        stated = self._text("range") or self.said.constant("range")
        ends = self.matching.columns("low", "high")
        by_heading = {one.means for one in ends if one.means}
        if not stated and len(by_heading) == 1:
            return by_heading.pop()
        if not stated and not ends:
            return RANGES[0]  # 12.50 - 14.00 in one cell
        known = next((one for one in RANGES if plain(one) == plain(stated)), "")
        if not known:
            ask = self._ask("range", "What are low and high?", RANGES)
            expected = f"say what low and high are: {' or '.join(RANGES)}"
            self._reject(self._column("range"), "range", stated, expected, ask)
        return known

    def _percent(
        self, figures: dict[str, float], unit: str, cells: list[tuple[Match, Numbers, Cell]], source: Match | None
    ) -> dict[str, float]:
        """A bare 0.312 under a unit of percent can be 31.2 % or 0.312 %: asked, unless the cell shows percent."""
        bare = [one for one in cells if one[1].said.unit != "%" and all(0 < abs(x) <= 1 for x in one[1].figures)]
        if not unit.startswith("%") or not bare:
            return figures
        answer = self.said.defaults.get("percent", "")
        if answer == "as written":
            return figures
        if answer == "shares":
            return {fact: snapped(figure * 100) for fact, figure in figures.items()}
        text = bare[0][2].text
        question = f"Is {text} in percent a share ({text} is {bare[0][1].figures[0] * 100:g} %)?"
        ask = self._ask("percent", question, ("shares", "as written"))
        message = f"it can be {bare[0][1].figures[0]:g} % or {bare[0][1].figures[0] * 100:g} %"
        self._reject(bare[0][0].column, source.fact if source else "value", text, message, ask)
        return figures

    # ------------------------------------------------------------ unit and currency

    def _unit_and_currency(
        self, price: Match | None, cells: list[tuple[Match, Numbers, Cell]], figures: dict[str, float], told: list[str]
    ) -> tuple[str | None, str]:
        units: list[Found] = []
        money: list[Found] = []
        for match, read, cell in cells:
            place = self.table.place(self.row.number, match.column)
            if read.said.unit is not None:
                units.append(Found(read.said.unit, f"{place} itself"))
            if read.said.currency:
                money.append(Found(read.said.currency, f"{place} itself"))
            shown = money_of_format(cell.shown) if cell.kind == "number" and cell.shown else None
            if shown is not None and shown.currency:
                money.append(Found(shown.currency, "the number format"))
                if shown.note:
                    self.said.note(shown.note, self.row.number)
            if match.unit is not None:
                units.append(Found(match.unit, f"the heading {match.heading!r}"))
            if match.currency:
                money.append(Found(match.currency, f"the heading {match.heading!r}"))
        column = self._column("unit")
        written = self._text("unit")
        if written:
            self._unit_written(written, column, units, money)
        if not units and not written:
            constant = self.said.constant("unit")
            read_unit = unit_of(constant)
            if constant and read_unit.unit is not None and not read_unit.rest:
                units.append(Found(read_unit.unit, self.said.who("unit")))
                if read_unit.currency:
                    money.append(Found(read_unit.currency, self.said.who("unit")))
        unit = self._agreed("unit", column, units, told)
        if unit is None and not units and not written:
            ask = self._ask("unit", "What is priced: which unit do the prices have?", UNIT_CHOICES)
            self._reject(column, "unit", "", "the unit is missing: per hour, per minute, per seat and month, ...", ask)
        currency = self._currency(unit, money, told)
        if unit is not None and any(part not in UNIT_WORDS for part in unit.split("/") if part):
            self._reject(column, "unit", unit, "no unit of a card")
            return None, ""
        return unit, currency

    def _unit_written(self, written: str, column: int | None, units: list[Found], money: list[Found]) -> None:
        answered = self.said.defaults.get(f"unit: {written}", "")
        read = unit_of(answered or written)
        if read.unit is None or read.rest or read.currency == "?":
            key = f"unit: {written}"
            ask = self._ask(key, f"Which unit is {written!r}?", UNIT_CHOICES) if len(self.said.asks) < 40 else key
            expected = "expected a unit such as per hour, per minute, per seat per month, per ticket"
            self._reject(column, "unit", written, expected + nearest(written, UNIT_CHOICES), ask)
            return
        where = f"{written!r}" + (", as you said" if answered else "")
        units.append(Found(read.unit, where))
        if read.currency:
            money.append(Found(read.currency, where))

    def _agreed(self, fact: str, column: int | None, found: list[Found], told: list[str]) -> str | None:
        """The one value that all places say; a contradiction is refused."""
        values = {one.value for one in found}
        if len(values) > 1:
            says = " but ".join(f"{one.where} says {one.value or 'a sum'}" for one in _one_of_each(found))
            self._reject(column, fact, "", f"two {fact}s: {says}")
            return None
        if not found:
            return None
        told.append(f"{fact} {found[0].value or 'a sum'} from {found[0].where}")
        return found[0].value

    def _currency(self, unit: str | None, money: list[Found], told: list[str]) -> str:
        """The currency where the unit is a price; empty where it is none, or where it is wrong (noted)."""
        column = self._column("currency")
        written = self._text("currency")
        if unit is not None and holds_no_money(unit):
            return ""
        if written:
            answered = self.said.defaults.get(f"currency: {written}", "")
            named = money_of(answered or written).currency
            if not named or named == "?":
                expected = "expected a currency such as USD, EUR, GBP" + nearest(written.upper(), CODES)
                self._reject(column, "currency", written, expected)
                return ""
            money = [*money, Found(named, f"{written!r}")]
        if not money and (constant := self.said.constant("currency")):
            named = money_of(constant).currency
            if named and named != "?":
                money = [Found(named, self.said.who("currency"))]
        codes = {one.value for one in money if one.value not in CHOICES}
        signs = {one.value for one in money if one.value in CHOICES}
        if not codes and signs:
            return self._sign(signs, money, column, told)
        if len(codes) > 1 or any(code not in CHOICES[sign] for sign in signs for code in codes) or "?" in codes:
            says = " but ".join(f"{one.where} says {one.value}" for one in _one_of_each(money))
            self._reject(column, "currency", "", f"two currencies: {says}")
            return ""
        if not codes:
            if unit is not None:
                ask = self._ask("currency", "In which currency are the prices?", ("USD", "EUR", "GBP"))
                self._reject(column, "currency", "", "the price has no currency: USD, EUR, GBP, ...", ask)
            return ""
        code = codes.pop()
        told.append(f"currency {code} from {next(one.where for one in money if one.value == code)}")
        return code

    def _sign(self, signs: set[str], money: list[Found], column: int | None, told: list[str]) -> str:
        """What a sign of several currencies means, by what was answered; asked where nothing was."""
        sign = min(signs)
        answer = self.said.defaults.get(f"currency: {sign}", "") or self.said.constant("currency")
        code = money_of(answer).currency if answer else ""
        if len(signs) == 1 and code in CHOICES[sign]:
            told.append(f"currency {code}: {sign!r} from {money[0].where}, as said for all rows")
            return code
        choices = CHOICES[sign]
        ask = self._ask(f"currency: {sign}", f"Prices are in {sign}; which currency is that?", choices)
        self._reject(column, "currency", sign, f"it can be {', '.join(choices)}; say which", ask)
        return ""

    # ------------------------------------------------------------ the other facts

    def _title(self, price: Match | None) -> str:
        words = [self._text("title")]
        words += [self._cell(one.column).text for one in self.matching.columns("detail")]
        words += [price.detail] if price and price.detail else []
        return ", ".join(dict.fromkeys(word for word in words if word))[:300]

    def _composed(self, facts: Mapping[str, Any], unit: str) -> str:
        what = facts.get("item") or "Price"
        per = f" per {unit.replace('/', ' and ')}" if unit else ""
        channel = "" if facts["channel"] == "all" else f", {facts['channel']}"
        return f"{what}{per}, {facts['location']}{channel}"

    def _location(self, price: Match | None, told: list[str]) -> str:
        column = self._column("location")
        written = self._text("location")
        if written:
            known = location_of(written)
            if known and known != written:
                self.said.note(f"{written!r} read as {known}", self.row.number)
            return known or written
        if price is not None and price.location:
            return location_of(price.location) or price.location
        if column is None and self.section:
            told.append(f"location {self.section} from the line above")
            return self.section
        constant = self.said.constant("location")
        if column is None and constant:
            return location_of(constant) or constant
        if column is None:
            ask = self._ask("location", "Where is the work done (a country, a city, or Any)?", ("Any",))
            self._reject(None, "location", "", "the location is missing", ask)
        elif constant:
            return location_of(constant) or constant
        else:
            self._reject(column, "location", "", "the location is missing; write it into each row")
        return ""

    def _channel(
        self, price: Match | None, unit: str, cells: list[tuple[Match, Numbers, Cell]], title: str, told: list[str]
    ) -> str:
        written = self._text("channel")
        if written:
            return channel_of(written) or " ".join(written.split()).lower()
        if price is not None and price.channel:
            return channel_of(price.channel) or price.channel
        if constant := self.said.constant("channel"):
            return channel_of(constant) or constant
        hint = unit_of(self._text("unit")).channel or next((one.said.channel for _, one, _ in cells), "")
        within = hint or channel_within(title)
        if within:
            told.append(f"channel {within} from {'the unit' if hint else 'the title'}")
        return within or "all"

    def _as_of(self, price: Match | None, told: list[str]) -> str:
        match = self.matching.column("as_of")
        column = None if match is None else match.column
        cell = EMPTY if column is None else self._cell(column)
        if cell.kind == "empty":
            text = self._text("as_of") or (price.as_of if price else "") or self.said.constant("as_of")
            cell = Cell("text", text) if text else EMPTY
        if cell.kind == "empty":
            ask = self._ask("as_of", "Of which date are the prices (2026, 2026-05)?")
            self._reject(column, "as_of", "", "the date of the price is missing: 2026, 2026-05 or 2026-05-31", ask)
            return ""
        answered = self.said.defaults.get(f"as_of: {cell.text}", "")
        order = self.said.defaults.get("dates", "") or self.said.order
        read = date_in(answered, order) if answered else date_of(cell, order)
        if not isinstance(read, NoDate):
            if read.note:
                self.said.note(read.note, self.row.number)
            return read.date
        ask = ""
        if read.unclear == "order":
            ask = self._ask("dates", f"{cell.text!r}: is the day or the month written first?", read.choices)
        elif read.unclear and len(self.said.asks) < 40:
            ask = self._ask(f"as_of: {cell.text}", f"Which date is {cell.text!r}?", read.choices)
        self._reject(column, "as_of", cell.text, read.message, ask)
        return ""

    def _band(self, told: list[str]) -> dict[str, float]:
        """The volume band of a tier, in units a month."""
        band: dict[str, float] = {}
        for fact in ("over", "from", "up_to"):
            column = self._column(fact)
            cell = EMPTY if column is None else self._cell(column)
            if column is None or cell.kind == "empty":
                continue
            edge = edge_of(cell, self.said.decimals.get(column, ""), fact, self.said.edges)
            if isinstance(edge, NoNumber):
                self._reject(column, fact, cell.text, edge.message)
            elif edge is not None:
                band["over" if fact == "from" else fact] = edge
        column = self._column("band")
        cell = EMPTY if column is None else self._cell(column)
        if column is not None and cell.kind != "empty":
            read = band_of(cell.text, self.said.edges)
            if isinstance(read, NoNumber):
                self._reject(column, "band", cell.text, read.message)
            else:
                band |= read
                told.append(f"volume band from {cell.text!r}")
        if "over" in band and "up_to" in band and not 0 <= band["over"] < band["up_to"]:
            message = f"the volume band is upside down: over {band['over']:g}, up to {band['up_to']:g}"
            self._reject(self._column("up_to") or column, "up_to", "", message)
        return band

    def _texts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for fact in ("item", "source", "address", "note", "because", "index"):
            text = self._text(fact) or (self.said.constant(fact) if fact in ("source", "index", "item") else "")
            if text:
                found[fact] = text
        notes = [self._cell(one.column).text for one in self.matching.columns("note")]
        if len(notes) > 1:
            found["note"] = " ".join(note for note in notes if note)
        index = found.get("index", "none")
        if index not in index_names():
            self._reject(self._column("index"), "index", index, f"index is not known{nearest(index, index_names())}")
        return found


def holds_no_money(unit: str) -> bool:
    """Whether a unit measures something else than money: ``%``, ``minute/contact``, ``agent/person``."""
    first, _, rest = unit.partition("/")
    timed = first in ("second", "minute", "hour", "day", "week") and rest in MEASURED
    return unit in ("1", "point") or first == "%" or timed or unit == "agent/person"


def _one_of_each(found: list[Found]) -> list[Found]:
    return list({one.value: one for one in found}.values())
