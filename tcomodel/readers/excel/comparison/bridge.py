"""From the baseline's cost to that of the option chosen on Inputs, category by category, as a chart can stack it.

    step           change   from   to     base   total   dearer   cheaper
    Own team                       1,000         1,000
    Agents' pay      -700   1,000    300    300                     700
    Service fees      400     300    700    300            400
    Manila                           700           700

A step hangs between two heights: an invisible base reaches up to it. Where a step crosses zero it has a part above and
a part below, and no base.
"""

from dataclasses import dataclass
from typing import Any

from tcomodel import categories
from tcomodel.readers.excel.comparison.rows import LABEL, UNIT, OptionRows
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION, explained_at_export, has_bridge
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.number_formats import AMOUNT, CENTS
from tcomodel.words import to_the_cent

HEADS = (
    "Baseline", "Option", "Change", "From", "To",
    "Base, not drawn", "Total", "Costs more", "Costs more, below 0", "Costs less", "Costs less, below 0",
)  # fmt: skip
FIRST = 3  # column D: the baseline's amount, then the others in the order of the heads
BASELINE, OPTION, CHANGE, FROM, TO, BASE, TOTAL, DEARER, DEARER_BELOW, CHEAPER, CHEAPER_BELOW = range(11)
LETTERS = "DEFGHIJKLMN"
WIDE = {"text_wrap": True, "align": "right", "valign": "bottom", "bold": True, "bottom": 1}


@dataclass(frozen=True)
class _Step:
    """One category between two heights; the parts a chart draws of it."""

    start: float
    end: float

    @property
    def base(self) -> float:
        return max(0.0, min(self.start, self.end)) + min(0.0, max(self.start, self.end))

    @property
    def above(self) -> float:
        return max(0.0, self.start, self.end) - max(0.0, min(self.start, self.end))

    @property
    def below(self) -> float:
        return min(0.0, self.start, self.end) - min(0.0, max(self.start, self.end))


def write_bridge(rows: OptionRows) -> None:
    """The block ``bridge`` of the Comparison: a row a step, first the baseline, last the chosen option."""
    if has_bridge(rows.comparison):
        _Bridge(rows).write()


class _Bridge:
    def __init__(self, rows: OptionRows) -> None:
        self.rows, self.sheet = rows, rows.sheet
        assert rows.comparison.baseline is not None, "there is no bridge without a baseline"
        self.base, self.chosen = rows.comparison.baseline, explained_at_export(rows.comparison)
        self.base_letters = rows.letters[rows.comparison.place_of(self.base)]
        self.money = AMOUNT

    def write(self) -> None:
        rows = self.rows
        rows.band("Chart data: the bridge from the baseline to the option chosen on Inputs", len(HEADS))
        self._chosen()
        rows.row += 1
        self.sheet.text(rows.row, LABEL, "Step", bold=True, bottom=1, valign="bottom")
        self.sheet.text(rows.row, UNIT, "Unit", bold=True, bottom=1, valign="bottom")
        for column, head in enumerate(HEADS, FIRST):
            self.sheet.text(rows.row, column, head, **WIDE)
        self._end("Baseline", f"={self.base_letters}{rows.at['tco']}", self.base.total, BASELINE)
        rows.blocks["bridge"] = (rows.row, rows.row)
        self.first, self.moved, height = rows.row, 0.0, self.base.total
        for name in categories.ORDER:
            if name in rows.at:
                height = self._step(name, height)
        total = self._of_chosen("tco", self.chosen.total)
        self._end("Option", f"={total[0]}*$D${self.takes}", self.chosen.total * self._counts(), OPTION)
        rows.blocks["bridge"] = (rows.blocks["bridge"][0], rows.row)
        end, drawn = self._reached(rows.row - 1), f"{LETTERS[TOTAL]}{rows.row}"
        difference = f"=ROUND(({end}-{drawn})*$D${self.takes},2)"
        told = "Where the last step ends less the total of the option: zero"
        self._one("bridge_difference", told, rows.book.currency, difference, 0, CENTS)

    def _chosen(self) -> None:
        """Number, name and standing of the chosen option, and whether the bridge adds up."""
        rows, place = self.rows, self.rows.comparison.place_of(self.chosen)
        number = f"=MAX(1,MIN(COUNT({rows.across('place')}),INT(SUM({BRIDGE_OPTION}))))"  # whatever is typed
        self._one("bridge_option", "Option explained by the bridge", "number", number, place + 1, "0")
        self.chosen_cell = f"$D${rows.row}"
        name = f"=INDEX({rows.across('chart_name')},{self.chosen_cell})"
        self._one("bridge_name", "Its name in charts", "text", name, rows.values["chart_name"][place], "@")
        takes = f"=INDEX({rows.across('takes_part')},{self.chosen_cell})"
        self._one("bridge_takes", "It takes part", "1 yes, 0 no", takes, self._counts(), "0")
        self.takes = rows.row
        self._title(place)

    def _title(self, place: int) -> None:
        """``From Own team to Manila``, and where Manila takes no part, that it does not."""
        rows = self.rows
        rows.row += 1
        self.sheet.text(rows.row, LABEL, "Words of its title")
        self.sheet.text(rows.row, UNIT, "text", font_color=QUIET)
        words = ("From ", " to ", " (left out)", ".")
        for column, word in enumerate(words, FIRST):
            self.sheet.text(rows.row, column, word, align="right")
        opens, to, left_out, ends = (f"{letter}{rows.row}" for letter in LETTERS[: len(words)])
        name = f"INDEX({rows.across('short_name')},{self.chosen_cell})"
        end = f"IF($D${self.takes}=1,{ends},{left_out})"
        title = f"={opens}&{self.base_letters}{rows.at['short_name']}&{to}&{name}&{end}"
        names = (rows.of("short_name", self.base), rows.values["short_name"][place])
        told = f"From {names[0]} to {names[1]}{words[3] if self._counts() else words[2]}"
        self._one("bridge_title", "Title of the chart", "text", title, told, "@")

    def _one(self, name: str, label: str, unit: str, formula: str, value: Any, shown: str) -> None:
        self.rows.row += 1
        self.rows.at[name], self.rows.values[name] = self.rows.row, [value]
        self.sheet.text(self.rows.row, LABEL, label)
        self.sheet.text(self.rows.row, UNIT, unit, font_color=QUIET)
        self.sheet.formula(self.rows.row, FIRST, formula, value, num_format=shown, align="left")

    def _counts(self) -> float:
        return float(self.rows.of("takes_part", self.chosen))

    def _of_chosen(self, name: str, value: Any) -> tuple[str, float]:
        return f"SUM(INDEX({self.rows.across(name)},{self.chosen_cell}))", 0.0 if isinstance(value, str) else value

    def _end(self, label: str, formula: str, value: float, column: int) -> None:
        """The first or the last column of the chart, which stands on the ground."""
        row = self._labelled(label)
        self._money(row, column, formula, value)
        self._money(row, TOTAL, f"={LETTERS[column]}{row}", value)
        if column == BASELINE:
            self._money(row, TO, f"={LETTERS[BASELINE]}{row}", value)

    def _step(self, name: str, height: float) -> float:
        rows, row = self.rows, self._labelled(name)
        before = rows.of(name, self.base)
        before = 0.0 if isinstance(before, str) else before
        formula, after = self._of_chosen(name, rows.of(name, self.chosen))
        change = (after - before) * self._counts()
        self.moved += change
        step = _Step(height, float(to_the_cent(self.base.total + self.moved)))
        dearer, cheaper = float(change > 0), float(change < 0)
        here = [f"{letter}{row}" for letter in LETTERS]
        ends, moved = f"{here[FROM]},{here[TO]}", here[CHANGE]
        above, below = (f"(MAX(0,{ends})-MAX(0,MIN({ends})))", f"(MIN(0,{ends})-MIN(0,MAX({ends})))")
        cells = {
            BASELINE: (f"=SUM({self.base_letters}{rows.at[name]})", before),
            OPTION: (f"={formula}", after),
            CHANGE: (f"=({here[OPTION]}-{here[BASELINE]})*$D${self.takes}", change),
            FROM: (f"={LETTERS[TO]}{row - 1}", step.start),
            TO: (f"=ROUND({self._reached(row)},2)", step.end),  # else a step to nothing leaves its last digits
            BASE: (f"=MAX(0,MIN({ends}))+MIN(0,MAX({ends}))", step.base),
            DEARER: (f"={above}*({moved}>0)", step.above * dearer),
            DEARER_BELOW: (f"={below}*({moved}>0)", step.below * dearer),
            CHEAPER: (f"={above}*({moved}<0)", step.above * cheaper),
            CHEAPER_BELOW: (f"={below}*({moved}<0)", step.below * cheaper),
        }
        for column, (text, value) in cells.items():
            self._money(row, column, text, value)
        return step.end

    def _reached(self, row: int) -> str:
        """The baseline's total and all changes down to a row."""
        return f"{LETTERS[TO]}${self.first}+SUM({LETTERS[CHANGE]}${self.first + 1}:{LETTERS[CHANGE]}{row})"

    def _labelled(self, label: str) -> int:
        self.rows.row += 1
        self.sheet.text(self.rows.row, LABEL, label)
        self.sheet.text(self.rows.row, UNIT, self.rows.book.currency, font_color=QUIET)
        return self.rows.row

    def _money(self, row: int, column: int, formula: str, value: float) -> None:
        self.sheet.formula(row, FIRST + column, formula, value, num_format=self.money)
