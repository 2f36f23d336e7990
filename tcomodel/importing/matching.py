"""Which column of a vendor's sheet is which fact of a rate, what holds for all rows, and what is still asked.

    suggest(table).asks[0].question
    "Rate: 48 cells are in $; which currency is that?"     choices USD, CAD, AUD, ...

A person changes what was matched (``with_fact``, ``with_label``) or says what holds for all rows (``with_constant``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.importing.above import said_above
from tcomodel.importing.bands import are_bands
from tcomodel.importing.columns import PRICES, Heading, heading_over
from tcomodel.importing.locations import location_of
from tcomodel.importing.numbers import decimal_sign
from tcomodel.importing.table import Table
from tcomodel.importing.unit_words import plain
from tcomodel.rates.columns import COLUMNS

SHARED = ("detail", "note", "nothing", "")  # facts that several columns may hold
LABELS = ("location", "channel", "unit", "as_of", "detail")  # what the headings of a wide table can be
FOR_ALL_ITS_CELLS = (*LABELS, "currency")  # what a price column can say of every price in it
WIDE = "headings"  # asked: what the headings of price columns that nobody knows are
PRICE = "price column"


@dataclass(frozen=True)
class Match:
    """What one column holds. ``fact`` is empty where that is not known, ``nothing`` where no rate needs it.

    A price column may say for all its cells their ``unit``, ``currency``, ``location``, ``channel``, ``as_of``, or a
    ``detail`` of the title; ``because`` tells the person why.
    """

    column: int
    heading: str
    fact: str
    confidence: float = 0.0
    because: str = ""
    unit: str | None = None
    currency: str = ""
    location: str = ""
    channel: str = ""
    as_of: str = ""
    detail: str = ""
    means: str = ""


@dataclass(frozen=True)
class Ask:
    """What must be said before anything can be imported; the answer goes into ``defaults`` under ``key``.

    ``choices`` are the likely answers; any text of that kind is taken.
    """

    key: str
    question: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """The columns, what holds for all rows by fact (``constants``), and what is still to be asked."""

    matches: tuple[Match, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    notes: tuple[str, ...] = ()

    def columns(self, *facts: str) -> tuple[Match, ...]:
        """The columns of some facts, fact by fact from left to right."""
        return tuple(match for fact in facts for match in self._by_fact.get(fact, ()))

    @cached_property
    def _by_fact(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self.matches:
            found.setdefault(match.fact, []).append(match)
        return found

    def column(self, fact: str) -> Match | None:
        """The column of a fact; None where there is none."""
        return self._by_fact[fact][0] if fact in self._by_fact else None

    @property
    def is_wide(self) -> bool:
        """Whether several columns hold prices, each of another place, channel, unit or year."""
        return len(self.columns("value")) > 1

    def with_fact(self, column: int, fact: str) -> "Matching":
        """A person says what a column holds; another column of that fact gives it up (prices and details are shared).

        Ask again afterwards: ``asked(table, matching, defaults)``.
        """
        taken = fact not in (*SHARED, "value")
        changed = [
            replace(one, fact=fact, confidence=1.0, because="you said so")
            if one.column == column
            else replace(one, fact="", because="another column was chosen")
            if taken and one.fact == fact
            else one
            for one in self.matches
        ]
        return replace(self, matches=tuple(changed), asks=())

    def with_label(self, column: int, label: str, text: str) -> "Matching":
        """A person says of what place, channel, unit, currency, date or detail the prices of a column are."""
        said: dict[str, Any] = {label: text}
        changed = [replace(one, **said) if one.column == column else one for one in self.matches]
        return replace(self, matches=tuple(changed), asks=())

    def with_price(self, heading: str) -> "Matching":
        """A person says which of several columns is the price; the others are none."""
        chosen = next(one for one in self.matches if one.heading == heading)
        changed = [
            replace(one, fact="value", confidence=1.0, because="you said so")
            if one is chosen
            else replace(one, fact="", because="another column was chosen")
            if one.fact == "value"
            else one
            for one in self.matches
        ]
        return replace(self, matches=tuple(changed), asks=())

    def with_prices_by(self, label: str, table: Table) -> "Matching":
        """A person says of what the headings are that nobody knew: each such column of numbers holds prices of it."""
        matching = self
        for match in self.matches:
            if not match.fact and _holds_numbers(table, match.column):
                matching = matching.with_fact(match.column, "value").with_label(match.column, label, match.heading)
        return replace(matching, asks=())

    def with_constant(self, fact: str, text: str) -> "Matching":
        """A person says what holds for every row."""
        return replace(self, constants={**self.constants, fact: text})


def matched(table: Table) -> Matching:
    """The columns as their headings and cells suggest, and what the lines above the table say of all rows."""
    headings = [heading_over(parts) for parts in table.parts]
    filled, numeric, numbers = _profile(table)
    matches = [
        _match(table, column, heading, numeric[column], numbers[column]) for column, heading in enumerate(headings)
    ]
    matches = [one if filled[one.column] else replace(one, fact="nothing", because="empty") for one in matches]
    matches = [_band_or_detail(table, one) for one in matches]
    matches = _each_fact_once(matches, headings)
    matches, asks = _prices(table, matches, numeric)
    constants, notes = said_above(table)
    location = location_of(table.sheet) if table.sheet else ""
    if location and "location" not in constants and not any(one.fact == "location" or one.location for one in matches):
        constants["location"] = location
        notes.append(f"location {location}: the sheet is called so")
    unused = [
        f"{column_letters(one.column)} {one.heading!r}" for one in matches if one.fact == "" and filled[one.column]
    ]
    if unused:
        notes.append(f"columns that are not used: {', '.join(unused[:12])}" + (" and more" if len(unused) > 12 else ""))
    dropped = [
        f"{column_letters(one.column)} {one.heading!r}"
        for one in matches
        if one.fact == "nothing" and filled[one.column] and one.because != "empty"
    ]
    if dropped:
        shown = ", ".join(dropped[:12]) + (" and more" if len(dropped) > 12 else "")
        notes.append(f"columns that no rate holds are left aside: {shown}")
    return Matching(tuple(matches), constants, tuple(asks), tuple(notes))


PRICED = re.compile(r"\W*(?:[A-Za-z]{1,3}\$?)?[^\w]*[0-9][^A-Za-z]{0,20}(?:[A-Za-z].{0,20})?", re.DOTALL)


def _profile(table: Table) -> tuple[list[int], list[float], list[float]]:
    """For each column how many cells say something, and the shares that look like prices and that are numbers."""
    width = len(table.headings)
    filled, priced, numbers = [0] * width, [0] * width, [0] * width
    for row in table.rows[:400]:
        for column, cell in enumerate(row.cells):
            if cell.kind == "empty":
                continue
            filled[column] += 1
            numbers[column] += cell.kind == "number"
            looks = cell.kind == "text" and PRICED.fullmatch(cell.value) is not None
            priced[column] += looks or cell.kind in ("number", "error", "formula")
    share = [max(count, 1) for count in filled]
    return (
        filled,
        [a / b for a, b in zip(priced, share, strict=True)],
        [a / b for a, b in zip(numbers, share, strict=True)],
    )


def _match(table: Table, column: int, heading: Heading, numeric: float, numbers: float) -> Match:
    fact, confidence, because = heading.fact, heading.confidence, "the heading says so"
    if fact in PRICES and numeric < 0.3 and confidence < 0.85:
        fact, confidence, because = "", 0, ""
    if fact == "title" and numbers > 0.9 and heading.confidence < 1:
        fact, because = "", "numbers under a heading of texts"
    return Match(
        column, table.headings[column] or column_letters(column), fact, confidence, because if fact else "",
        heading.unit, heading.currency, heading.location, heading.channel, heading.year, means=heading.means,
    )  # fmt: skip


MAYBE_BANDS = {"tier", "volume", "volumes", "quantity", "qty", "level", "group", "band", "contacts", "calls", "tickets",
               "range", "menge", "anzahl", "volumen", "staffel", "cantidad", "quantite"}  # fmt: skip


def _band_or_detail(table: Table, match: Match) -> Match:
    """A column called Tier holds volume bands (0 - 10,000) or names (Tier 1): its cells say which."""
    spoken = MAYBE_BANDS & set(plain(match.heading).split())
    if match.fact != "band" and (not spoken or match.fact not in ("", "detail", "nothing", "range")):
        return match
    texts = [row.cells[match.column].text for row in table.rows if row.cells[match.column].kind == "text"]
    if are_bands(texts):
        return replace(match, fact="band", because="its cells are volume bands")
    return replace(match, fact="detail", because="its cells are no volume bands") if match.fact == "band" else match


def _each_fact_once(matches: list[Match], headings: list[Heading]) -> list[Match]:
    """Of several columns for one fact the surest, of a country and a site the country; the others are details."""
    found = list(matches)
    for fact in {one.fact for one in matches} - {*SHARED, "value"}:
        rivals = [one for one in found if one.fact == fact]
        if len(rivals) < 2:
            continue
        best = max(rivals, key=lambda one: (one.confidence, "country" in plain(one.heading), -one.column))
        if fact == "location":
            best = next((one for one in rivals if plain(one.heading) in ("country", "land", "pays", "pais")), best)
        for one in rivals:
            if one is not best:
                other = "detail" if fact in ("title", "location", "item", "channel") else ""
                found[one.column] = replace(one, fact=other, because=f"{best.heading!r} is the {fact}")
    if not any(one.fact == "title" for one in found):
        stand_in = next((one for fact in ("item", "detail") for one in found if one.fact == fact), None)
        if stand_in is not None and headings[stand_in.column].confidence < 1:
            found[stand_in.column] = replace(stand_in, fact="title", because="no other column says what is priced")
    return found


def _prices(table: Table, matches: list[Match], numeric: list[float]) -> tuple[list[Match], list[Ask]]:
    """Which columns are prices: one, or several that differ by place, channel, unit or year; else a question."""
    prices = [one for one in matches if one.fact == "value"]
    if any(numeric[one.column] > 0.3 for one in prices):  # the others are texts under a heading such as Rate
        texts = [one for one in prices if numeric[one.column] <= 0.3]
        matches = [
            replace(one, fact="", because="texts under a heading of prices") if one in texts else one for one in matches
        ]
        prices = [one for one in matches if one.fact == "value"]
    labelled = [one for one in matches if one.fact == "" and is_labelled(one) and numeric[one.column] > 0.3]
    unknown = [one for one in matches if one.fact == "" and not is_labelled(one) and numeric[one.column] > 0.5]
    has_range = any(one.fact in ("low", "base", "high") for one in matches)
    found, asks = list(matches), []
    if not prices and labelled and not has_range:
        for one in labelled:
            found[one.column] = replace(one, fact="value", confidence=0.8, because=_told(one))
        prices = [found[one.column] for one in labelled]
    elif prices and labelled:
        asks.append(_which_price([*prices, *labelled], "hold prices"))
    if not prices and not has_range and unknown:
        if len(unknown) == 1:
            asks.append(Ask(PRICE, f"Is {_called(unknown[0])} the price?", (unknown[0].heading,)))
        else:
            shown = ", ".join(_called(one) for one in unknown[:6])
            asks.append(Ask(WIDE, f"Prices stand under {shown}; what are these headings?", LABELS))
    return found, asks


def price_asks(matches: tuple[Match, ...]) -> list[Ask]:
    """The question that several price columns raise unless each is of another place, channel, unit, date or detail."""
    prices = [one for one in matches if one.fact == "value"]
    labels = {(one.location, one.channel, one.unit, one.as_of, one.detail) for one in prices}
    if len(prices) > 1 and any(one.fact in ("low", "base", "high") for one in matches):
        return [_which_price(prices, "hold prices beside low and high")]
    if len(labels) < len(prices):
        return [_which_price(prices, "hold prices that differ by nothing the headings say")]
    return []


def _which_price(rivals: list[Match], why: str) -> Ask:
    shown = ", ".join(_called(one) for one in rivals[:8])
    return Ask(PRICE, f"Several columns {why}: {shown}; which one counts?", tuple(one.heading for one in rivals))


def column_of(table: Table, matching: Matching, name: str) -> int | None:
    """The column that a correction names: by its heading, its letter or its fact; None where the sheet has none."""
    column, match = table.column_called(name), matching.column(name)
    return match.column if column is None and match is not None else column


def called(table: Table, name: str) -> str:
    """What a person calls the column that a correction names: its heading, else the fact."""
    column = table.column_called(name)
    heading = "" if column is None else table.headings[column]
    return heading or COLUMNS.get(name, name) or "whole row"


def is_labelled(match: Match) -> bool:
    """Whether a column says what its prices are for; the unit may be a sum of money as such."""
    return match.unit is not None or any(getattr(match, label) for label in LABELS)


def _holds_numbers(table: Table, column: int) -> bool:
    """Whether most cells that say something hold digits."""
    cells = [row.cells[column] for row in table.rows if row.cells[column].kind != "empty"]
    return 2 * sum(cell.kind == "number" or any(map(str.isdigit, cell.text)) for cell in cells) > len(cells)


def _told(match: Match) -> str:
    labels = [match.location, match.channel, match.unit or "", match.as_of]
    return f"prices for {', '.join(label for label in labels if label)}"


def _called(match: Match) -> str:
    return f"{column_letters(match.column)} {match.heading!r}"


def decimals_of(table: Table, columns: tuple[Match, ...]) -> dict[int, str]:
    """The sign that marks decimals in each column of numbers written as text: by its own cells, else by the others'."""
    own: dict[int, set[str]] = {match.column: set() for match in columns}
    for row in table.rows:
        for column, signs in own.items():
            cell = row.cells[column]
            if cell.kind == "text" and len(cell.value) < 60 and (sign := decimal_sign(cell.value)):
                signs.add(sign)
    every = set().union(*own.values()) if own else set()
    shared = every.copy().pop() if len(every) == 1 else ""
    return {column: next(iter(signs)) if len(signs) == 1 else "" if signs else shared for column, signs in own.items()}
