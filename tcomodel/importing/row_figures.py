"""The figures of a row: a value, or low, base and high, in whole units and with percent as the card writes it.

``12.50 - 14.00`` in one cell is a range; its base is the midpoint, and the note says so.
"""

from typing import Any

from tcomodel.digits import snapped
from tcomodel.importing.matching import Match
from tcomodel.importing.numbers import NoNumber, Numbers, numbers_in
from tcomodel.importing.row_cells import RowCells
from tcomodel.importing.scales import AS_WRITTEN, scale_of
from tcomodel.importing.sheet import Cell
from tcomodel.importing.unit_words import plain, unit_of
from tcomodel.rates.vocabulary import RANGES

MEANINGS = tuple(RANGES)
MIDPOINT = "Base is the midpoint of low and high, ours."
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
        """The figures in whole units where a heading, the unit or a line above speaks of thousands, cents, hundreds."""
        headings = [match.heading for match, _, _ in cells]
        says = next((text for text in (*headings, self._text("unit"), *self.said.scaled) if scale_of(text)), "")
        scale = scale_of(says) if figures else None
        if scale is None:
            return figures
        key = f"scale: {says}"
        answer = self.said.defaults.get(key, "")
        if answer == AS_WRITTEN:
            return figures
        if answer == scale.words:
            told.append(f"{answer}, since {says!r} says so")
            return {fact: snapped(figure * scale.factor) for fact, figure in figures.items()}
        example = next(iter(figures.values()))
        question = f"{says!r}: is {example:g} to be read as {snapped(example * scale.factor):g}?"
        ask = self._ask(key, question, (scale.words, AS_WRITTEN))
        message = f"{says!r} may mean {snapped(example * scale.factor):g}; say which"
        self._reject(cells[0][0].column if cells else None, "value", f"{example:g}", message, ask)
        return figures

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
