"""The unit and the currency of the prices of a row, which all places that speak of them must agree on.

``12.50 USD/hr`` under ``Price (EUR)`` is refused, not decided; a bare ``$`` is asked about.
"""

import re
from typing import NamedTuple

from tcomodel.importing.currencies import CHOICES, CODES, money_of, money_of_format
from tcomodel.importing.matching import Match
from tcomodel.importing.row_cells import RowCells
from tcomodel.importing.row_figures import FromCells
from tcomodel.importing.scales import without_scale
from tcomodel.importing.unit_words import unit_of
from tcomodel.problems import nearest
from tcomodel.rates.units import UNIT_WORDS

MEASURED = ("contact", "call", "ticket", "conversation", "hire", "leaver", "person")
UNIT_CHOICES = ("hour", "minute", "seat/month", "agent/month", "contact", "ticket", "resolution", "month", "%")
OF_COUNTRIES = frozenset((
    "us", "american", "canadian", "mexican", "british", "philippine", "indian", "south", "african", "colombian",
    "polish", "swiss", "romanian", "brazilian", "czech", "hungarian", "currency", "of", "the", "in", "local",
))  # fmt: skip  # they may stand beside a currency


class Found(NamedTuple):
    """A value and the words for where it was found."""

    value: str
    where: str


class RowUnits(RowCells):
    """Reads the unit and the currency of a row."""

    def _unit_and_currency(
        self, price: Match | None, cells: FromCells, figures: dict[str, float], told: list[str]
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
        currency = self._currency(unit, money, bool(figures), told)
        if unit is not None and any(part not in UNIT_WORDS for part in unit.split("/") if part):
            self._reject(column, "unit", unit, "no unit of a card")
            return None, ""
        return unit, currency

    def _unit_written(self, written: str, column: int | None, units: list[Found], money: list[Found]) -> None:
        answered = self.said.defaults.get(f"unit: {written}", "")
        read = unit_of(answered or without_scale(written))
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
        if any(one.value.startswith("%/") for one in found):
            found = [one for one in found if one.value != "%"]
        values = {one.value for one in found}
        if len(values) > 1:
            says = " but ".join(f"{one.where} says {one.value or 'a sum'}" for one in _one_of_each(found))
            self._reject(column, fact, "", f"two {fact}s: {says}")
            return None
        if not found:
            return None
        told.append(f"{fact} {found[0].value or 'a sum'} from {found[0].where}")
        return found[0].value

    def _currency(self, unit: str | None, money: list[Found], figures: bool, told: list[str]) -> str:
        """The currency where the unit is a price; empty where it is none, or where it is wrong (noted)."""
        column = self._column("currency")
        written = self._text("currency")
        if unit is not None and holds_no_money(unit):
            return ""
        if written:
            answered = self.said.defaults.get(f"currency: {written}", "")
            named = money_of(answered or without_scale(written)).currency
            strange = _strange(answered or without_scale(written))
            if not named or named == "?" or strange:
                expected = "expected a currency such as USD, EUR, GBP"
                expected += (
                    f" alone, without {min(strange)!r}" if named and strange else nearest(written.upper(), CODES)
                )
                ask = ""
                if strange and named and named != "?":
                    choices = CHOICES.get(named, (named,))
                    ask = self._ask(f"currency: {written}", f"Which currency is {written!r}?", choices)
                self._reject(column, "currency", written, expected, ask)
                return ""
            money = [*money, Found(named, f"{written!r}")]
        if not money and (constant := self.said.constant("currency")):
            named = _code(constant)
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
            if unit is not None and figures:
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
        code = _code(answer) if answer else ""
        if len(signs) == 1 and code in CHOICES[sign]:
            told.append(f"currency {code}: {sign!r} from {money[0].where}, as said for all rows")
            return code
        choices = CHOICES[sign]
        ask = self._ask(f"currency: {sign}", f"Prices are in {sign}; which currency is that?", choices)
        self._reject(column, "currency", sign, f"it can be {', '.join(choices)}; say which", ask)
        return ""


def _strange(text: str) -> set[str]:
    """The words beside a currency that say something else: the cents of ``USD cents``."""
    return set(re.findall(r"[^\W_]+", money_of(text).rest.lower())) - OF_COUNTRIES


def _code(text: str) -> str:
    """The currency that a text names and nothing else."""
    return "" if _strange(text) else money_of(text).currency


def holds_no_money(unit: str) -> bool:
    """Whether a unit measures something else than money: ``%``, ``minute/contact``, ``agent/person``."""
    first, _, rest = unit.partition("/")
    timed = first in ("second", "minute", "hour", "day", "week") and rest in MEASURED
    return unit in ("1", "point") or first == "%" or timed or unit == "agent/person"


def _one_of_each(found: list[Found]) -> list[Found]:
    return list({one.value: one for one in found}.values())
