"""One row of a vendor's sheet read into the facts of a rate, each with where it was found.

A fact may be said in several places (the cell, its number format, a column, the heading, once for all rows). They must
agree: ``12.50 USD/hr`` under ``Price (EUR)`` is refused, not decided.
"""

from collections.abc import Mapping
from typing import Any

from tcomodel.importing.bands import band_of, edge_of, upper_edges
from tcomodel.importing.currencies import CHOICES
from tcomodel.importing.dates import NoDate, date_in, date_of
from tcomodel.importing.items import item_of
from tcomodel.importing.locations import channel_of, channel_within, location_of
from tcomodel.importing.matching import Match
from tcomodel.importing.numbers import NOT_OFFERED, NoNumber
from tcomodel.importing.row_figures import FromCells, RowFigures
from tcomodel.importing.row_units import RowUnits
from tcomodel.importing.scales import without_scale
from tcomodel.importing.sheet import EMPTY, Cell
from tcomodel.importing.unit_words import unit_of
from tcomodel.index_series import index_names, nearest_index

EACH = "each row"


class RowReader(RowFigures, RowUnits):
    """The facts of the rates in one row; ``rates`` holds them with the words for how each was read."""

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
        figures, cells = self._figures(price, told)
        source = self._source_of_price(price)
        title = self._title(price)
        unit, currency = self._unit_and_currency(source, cells, figures, told)
        if unit is not None:
            figures = self._percent(figures, unit, cells, source)
        self._as_the_line_above("unit", unit or "")
        self._as_the_line_above("currency", currency)
        self._whole(cells)
        shared["title"] = title
        shared["location"] = self._location(price, told)
        shared["channel"] = self._channel(price, unit or "", cells, title, told)
        shared["as_of"] = self._as_of(price, told)
        shared |= self._band(told) or self._bands_of(price)
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
        return [(shared, "; ".join([", ".join(self._read(price)), *told]))]

    def _title(self, price: Match | None) -> str:
        words = [self._text("title")]
        if not words[0] and self.said.has_titles and self._column("title") not in self.faulty:
            message = "nothing says what is priced here, as other rows do; a sum of them is to be left out"
            self._reject(self._column("title"), "title", "", message)
        words += [self._words(one) for one in self.matching.columns("detail")]
        words += [price.detail] if price and price.detail and not self._bands_of(price) else []
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
        if column is None and (section := self._place_of_section(told)) is not None:
            return section
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

    def _place_of_section(self, told: list[str]) -> str | None:
        """The place that a line above the row names; asked where a line may name another one; None without a line."""
        place, unknown = self.said.section.facts.get("location", ""), self.said.section.unknown
        if unknown and self.said.has_places:
            key = f"line: {unknown}"
            answer = self.said.defaults.get(key, "")
            if not answer:
                question = f"Of which place are the rows below the line {unknown!r}?"
                ask = self._ask(key, question, (place,) if place else ())
                self._reject(None, "location", unknown, "the line above these rows is no place we know", ask)
                return ""
            told.append(f"location {answer} below the line {unknown!r}, as you said")
            return location_of(answer) or answer
        if place:
            told.append(f"location {place} from the line above")
        return place or None

    def _as_the_line_above(self, fact: str, found: str) -> None:
        """A line above the rows that says something else than they do is refused."""
        said = self.said.section.facts.get(fact, "")
        if found and said and said not in CHOICES and not set(said.split("/")) <= set(found.split("/")):
            line, several = self.said.section.lines[fact], {"currency": "currencies"}.get(fact, f"{fact}s")
            self._reject(self._column(fact), fact, found, f"two {several}: the line above, {line!r}, says {said}")

    def _whole(self, cells: FromCells) -> None:
        """One price in a cell merged over several rows may be the price of each, or of all of them together."""
        for match, _, cell in cells:
            over = self.table.merged_over(self.row.number, match.column)
            if over and self.said.defaults.get("merged prices", "") != EACH:
                ask = self._ask(
                    "merged prices", f"{over} is one merged cell: has each of its rows that price?", (EACH,)
                )
                message = f"{over} is one merged cell; say whether each row has that price, or leave the rows out"
                self._reject(match.column, match.fact, cell.text, message, ask)

    def _bands_of(self, price: Match | None) -> dict[str, float]:
        """The volume band in the heading of a price column, such as ``0 - 10,000``; empty where it names something."""
        if price is None or not any(sign.isdigit() for sign in price.detail):
            return {}
        headings = {one.detail for one in self.matching.columns("value")}
        read = band_of(price.detail, upper_edges(headings))
        return {} if isinstance(read, NoNumber) else read

    def _channel(self, price: Match | None, unit: str, cells: FromCells, title: str, told: list[str]) -> str:
        written = self._text("channel")
        if written:
            return channel_of(written) or " ".join(written.split()).lower()
        if price is not None and price.channel:
            return channel_of(price.channel) or price.channel
        if constant := self.said.constant("channel"):
            return channel_of(constant) or constant
        hint = unit_of(without_scale(self._text("unit"))).channel or next((one.said.channel for _, one, _ in cells), "")
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
        notes = [self._words(one) for one in self.matching.columns("note")]
        if len(notes) > 1:
            found["note"] = " ".join(note for note in notes if note)
        index = found.get("index", "none")
        if index not in index_names():
            self._reject(
                self._column("index"), "index", index, f"index is not known{nearest_index(index, index_names())}"
            )
        return found
