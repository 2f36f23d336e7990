"""The figures of a row: a value, or low, base and high, in whole units and with percent as the card writes it.

``12.50 - 14.00`` in one cell is a range; its base is the midpoint, and the note says so.
"""

import re
from typing import Any

from tcomodel.digits import snapped
from tcomodel.importing.matching import Match
from tcomodel.importing.numbers import NoNumber, Numbers, in_format, is_literal_percent, is_share, numbers_in
from tcomodel.importing.row_cells import RowCells
from tcomodel.importing.scales import AS_WRITTEN, NUMBERED, Scale, answered, scale_by, scale_of, without_scale
from tcomodel.importing.sheet import Cell
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.rates.vocabulary import RANGES

MEANINGS = tuple(RANGES)
MIDPOINT = "Base is the midpoint of low and high, ours."
WITH_TAX = re.compile(
    r"\b(?:incl(?:\.|uding|usive)?(?: of)?|with|inkl\.?|inklusive|mit|avec|con|plus)\s+(?:all )?"
    r"(?:tax(?:es)?|vat|gst|hst|mwst|ust|iva|tva|btw)\b|\b(?:tax|vat|gst|iva|tva)[- ](?:incl\w*|compris\w*)|\bttc\b|"
    r"\bbrutto\w*|\bgross (?:price|rate)\b", re.I
)  # fmt: skip
FromCells = list[tuple[Match, Numbers, Cell]]  # the column, what was read, the cell


class RowFigures(RowCells):
    """Reads the figures of a row."""

    def _figures(self, price: Match | None, told: list[str]) -> tuple[dict[str, float], FromCells]:
        """The figures by fact, and the cells they come from."""
        figures: dict[str, float] = {}
        cells: FromCells = []
        columns = [price] if price else []
        columns += self.matching.columns("low", "base", "high")
        filled = [one for one in columns if self._cell(one.column).kind != "empty"]
        if not filled:
            given = self._put_in("value")
            read = numbers_in(given) if given else NoNumber("the price is missing; no price is not a price of zero")
            if isinstance(read, NoNumber):
                self._reject(columns[0].column if columns else None, "value", "", read.message)
                return {}, []
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
        return self._scaled(figures, cells, told), cells

    def _scaled(self, figures: dict[str, float], cells: FromCells, told: list[str]) -> dict[str, float]:
        """The figures in whole units where a heading, a column or a line above speaks of thousands, cents, hundreds."""
        if not figures:
            return figures
        column = cells[0][0].column if cells else None
        example = next(iter(figures.values()))
        headings = [match.heading for match, _, _ in cells]
        formats = [in_format(cell.shown) for _, _, cell in cells if cell.kind == "number" and cell.shown]
        places = (*headings, *formats, self._text("unit"), self._text("currency"), *self.said.scaled)
        spoken = {text: scale for text in dict.fromkeys(places) if (scale := scale_of(text)) is not None}
        kinds: dict[str, float] = {}
        for text, scale in list(spoken.items()):
            if any(kinds.get(kind, factor) != factor for kind, factor in scale.kinds.items()):
                says = " but ".join(map(repr, spoken))
                self._reject(column, "value", f"{example:g}", f"two scales: {says}; correct one of them")
                return figures
            if scale.kinds.items() <= kinds.items():
                del spoken[text]  # says again what another place says
            kinds |= scale.kinds
        if spoken:
            figures = self._asked_scale("; ".join(spoken), scale_by(kinds), figures, column, told)
        return self._of_unknown_unit(figures, column, told)

    def _asked_scale(
        self, says: str, scale: Scale, figures: dict[str, float], column: int | None, told: list[str]
    ) -> dict[str, float]:
        """The figures by what was answered about a scale; asked where nothing was."""
        key = f"scale: {says}"
        answer = self.said.defaults.get(key, "")
        factor = scale.factor if answer == scale.words else answered(answer)
        if answer == AS_WRITTEN:
            return figures
        if factor is not None:
            told.append(f"{answer}, since {says!r} says so")
            return {fact: snapped(figure * factor) for fact, figure in figures.items()}
        example = next(iter(figures.values()))
        question = f"{says!r}: is {example:g} to be read as {snapped(example * scale.factor):g}?"
        ask = self._ask(key, question, (scale.words, AS_WRITTEN))
        message = f"{says!r} may mean {snapped(example * scale.factor):g}; say which"
        self._reject(column, "value", f"{example:g}", message, ask)
        return figures

    def _of_unknown_unit(self, figures: dict[str, float], column: int | None, told: list[str]) -> dict[str, float]:
        """The figures where the unit is not known and holds a number: for how many they are is asked besides."""
        written = self._text("unit")
        bare = without_scale(written)
        read = unit_of(bare)
        if not written or (read.unit is not None and not read.rest) or not NUMBERED.search(bare):
            return figures
        key = f"price for one of: {written}"
        answer = self.said.defaults.get(key, "")
        if answer == AS_WRITTEN:
            return figures
        factor = answered(answer)
        if factor is None:
            question = f"{written!r} holds a number: what makes of the price the price of one unit?"
            ask = self._ask(key, question, (AS_WRITTEN, "divide by 100", "divide by 10", "multiply by 2"))
            self._reject(column, "value", "", f"for how many is it? {written!r} leaves that open", ask)
            return figures
        told.append(f"{answer}, as said about {written!r}")
        return {fact: snapped(figure * factor) for fact, figure in figures.items()}

    def _number(self, cell: Cell, column: int) -> Numbers | NoNumber:
        if cell.kind == "number":
            if is_share(cell.shown):
                return Numbers((snapped(cell.value * 100),), unit_of("%"))
            if is_literal_percent(cell.shown):
                return Numbers((snapped(cell.value),), unit_of("%"))
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
        remarks = self._remarks(source)
        if low is None and high is None:
            return remarks, {"value": base}
        if low is None or high is None:
            fact = "low" if low is None else "high"
            self._reject(self._column(fact), fact, "", f"{fact} is missing; a range needs low and high")
            return "", {}
        means = self._means()
        if base is not None:
            if not low <= base <= high:
                message = f"out of order: low {low:g}, price {base:g}, high {high:g}"
                self._reject(source.column if source else None, "base", f"{base:g}", message)
            return remarks, {"low": low, "base": base, "high": high, "range": means}
        return " ".join(part for part in (remarks, MIDPOINT) if part), {
            "low": low,
            "base": snapped((low + high) / 2),
            "high": high,
            "range": means,
        }

    def _remarks(self, source: Match | None) -> str:
        """What the note of a rate says besides: which hour or minute is meant, and that tax is within the price."""
        heading = source.heading if source else ""
        remarks = []
        for text in (self._text("unit") or self.said.constant("unit"), heading):
            if kinds := unit_of(text).kinds:
                remarks.append(f"The unit is written {text!r}.")
                self.said.note(f"{text!r}: {' '.join(kinds)} stands in the note, no unit says it", self.row.number)
        if WITH_TAX.search(heading):
            remarks.append(f"With tax, as the heading {heading!r} says.")
            self.said.note(
                f"the heading {heading!r} says that tax is within the price; cards hold prices without tax, "
                "and nothing was taken off",
                self.row.number,
            )
        return " ".join(remarks)

    def _means(self) -> str:
        """What low and high are: as a column or the headings say, else what was answered; asked where nobody says."""
        stated = self._text("range") or self.said.constant("range")
        ends = self.matching.columns("low", "high")
        by_heading = {one.means for one in ends if one.means}
        if not stated and len(by_heading) == 1:
            return by_heading.pop()
        if not stated and not ends:
            return MEANINGS[0]  # 12.50 - 14.00 in one cell
        known = next((one for one in MEANINGS if plain(one) == plain(stated)), "")
        if not known:
            ask = self._ask("range", "What are low and high?", MEANINGS)
            expected = f"say what low and high are: {' or '.join(MEANINGS)}"
            self._reject(self._column("range"), "range", stated, expected, ask)
        return known

    def _percent(
        self, figures: dict[str, float], unit: str, cells: FromCells, source: Match | None
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
