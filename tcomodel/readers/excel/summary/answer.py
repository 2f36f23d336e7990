"""The top of the Summary: who costs least, what that saves, who comes next, and whether anything is moved or left out.

Every figure is looked up by the number of the cheapest or of the next option, every sentence by that of its state.
"""

import textwrap
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import ACCENT, Sheet
from tcomodel.readers.excel.comparison.rows import NAMES_ROW, OptionRows
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.number_formats import AMOUNT, CENTS, DIFFERENCE
from tcomodel.readers.memo.moves import moved
from tcomodel.readers.memo.verdict import verdict

MARK, LABEL, VALUE, UNIT, OTHER_LABEL, OTHER_VALUE, OTHER_UNIT = 1, 2, 3, 4, 7, 10, 11
VALUE_LETTER, OTHER_LETTER = column_letters(VALUE), column_letters(OTHER_VALUE)
RED = "#C00000"
NAME_POINTS = 21
FEW = 8  # warnings; more of them stand on the Cover
LETTERS_IN_A_LINE = 215
MEMO_LINES = 3
MEMO_SAYS = "As of the export, and for its inputs only, the decision memo says:"
PAYBACK = '0.0;"never";0.0'
SHARE = "0.0%;[Red]-0.0%;0.0%"
STATES = (
    "unserved_best", "left_out", "baseline_out", "baseline_unserved", "moved",
    "unserved_next", "tied", "plain_sum", "estimate",
)  # fmt: skip


def write_answer(sheet: Sheet, rows: OptionRows, row: int) -> int:
    """The answer, its states and the warnings from ``row`` on; returns the row after them."""
    answer = _Answer(sheet, rows, row)
    answer.best()
    answer.next()
    return _warnings(sheet, rows, _memo(sheet, rows, answer.states()))


class _Answer:
    def __init__(self, sheet: Sheet, rows: OptionRows, row: int) -> None:
        self.sheet, self.rows, self.row, self.last = sheet, rows, row, row
        self.currency = rows.book.currency

    def best(self) -> None:
        """The name in large letters, then its figures."""
        self.sheet.text(self.row, LABEL, "Costs least, by net present value", font_color=QUIET)
        name, label = self._name("best")
        facts: dict[str, Any] = {"bold": True, "font_size": 14, "font_color": ACCENT, "num_format": "@"}
        self.sheet.formula(self.row, VALUE, name, label, **facts)
        shown_at = self.rows.on_summary["best"] = {"name": f"Summary!${VALUE_LETTER}${self.row}"}
        self.sheet.worksheet.set_row(self.row - 1, NAME_POINTS)
        figures = (
            ("tco", "Total cost of the term", AMOUNT, self.currency),
            ("npv", "Net present value of the cost", AMOUNT, self.currency),
            ("term_saving", "Saving against the baseline", AMOUNT, self.currency),
            ("saving_share", "Saving, share of the baseline", SHARE, ""),
            ("payback", "Payback", PAYBACK, "months"),
        )
        self.last = self.row
        for figure, label, shown, unit in figures:
            if figure in self.rows.at:
                self.last += 1
                self.sheet.text(self.last, LABEL, label, font_color=QUIET)
                facts = {"num_format": shown, "bold": figure in ("tco", "npv"), "align": "right"}
                self.sheet.formula(self.last, VALUE, *self._of("best", figure), **facts)
                self.sheet.text(self.last, UNIT, unit, font_color=QUIET)
                shown_at[figure] = f"Summary!${VALUE_LETTER}${self.last}"

    def next(self) -> None:
        """Beside the figures: who comes next and by how much, and the baseline."""
        rows, at = self.rows, self.row + 1
        if rows.comparison.baseline is not None:
            base = rows.letters[rows.comparison.place_of(rows.comparison.baseline)]
            self.sheet.text(at + 2, OTHER_LABEL, "Baseline", font_color=QUIET)
            name = f"=Comparison!{base}${NAMES_ROW}"
            self.sheet.formula(at + 2, OTHER_VALUE, name, rows.comparison.baseline.label, num_format="@")
        if "next" not in rows.at:
            return
        (name, label), alone = self._name("next"), rows.values["unserved_next"][0] == 1
        first, _ = rows.blocks["unserved_next"]
        self.sheet.text(at, OTHER_LABEL, "Next in the ranking", font_color=QUIET)
        state = f"Comparison!$D${rows.at['unserved_next']}"
        formula = f"=IF({state}=1,Comparison!$B${first + 1},{name.removeprefix('=')})"
        said = rows.sentences["unserved_next", 1] if alone else label
        self.sheet.formula(at, OTHER_VALUE, formula, said, bold=True, num_format="@")
        self.sheet.text(at + 1, OTHER_LABEL, "Dearer by, at net present value", font_color=QUIET)
        formula = f"=Comparison!$D${rows.at['dearer']}"
        shown = {"num_format": DIFFERENCE, "align": "right"}
        self.sheet.formula(at + 1, OTHER_VALUE, formula, rows.values["dearer"][0], **shown)
        cell = f"${OTHER_LETTER}${at + 1}"
        of_cents = {"criteria": f"=AND(ROUND(100*{cell},0)<>0,ABS({cell})<1/2)"}
        in_cents = self.rows.book.workbook.add_format({"num_format": CENTS})
        rule = {"type": "formula", **of_cents, "format": in_cents}
        self.sheet.worksheet.conditional_format(at, OTHER_VALUE, at, OTHER_VALUE, rule)
        cells = {"name": at, "dearer": at + 1}
        rows.on_summary["next"] = {what: f"Summary!${OTHER_LETTER}${row}" for what, row in cells.items()}
        self.sheet.text(at + 1, OTHER_UNIT, self.currency, font_color=QUIET)

    def states(self) -> int:
        """A sentence for each state, red with a mark where it is not as usual; returns the row after them."""
        row = self.last + 2
        first = row
        for name in (one for one in STATES if one in self.rows.at):
            start, end = self.rows.blocks[name]
            state = int(self.rows.values[name][0])
            at = f"Comparison!$D${self.rows.at[name]}"
            self.sheet.formula(row, MARK, f"={at}", state, num_format='"!";"!";"ok"', align="center", font_color=QUIET)
            formula = f"=INDEX(Comparison!$B${start}:$B${end},1+{at})"
            self.sheet.formula(row, LABEL, formula, self.rows.sentences[name, state], num_format="@")
            row += 1
        red = self.rows.book.workbook.add_format({"font_color": RED, "bold": True})
        rule = {"type": "formula", "criteria": f"=$B{first}>0", "format": red}
        self.sheet.worksheet.conditional_format(first - 1, MARK, row - 2, LABEL, rule)
        return row

    def _name(self, number: str) -> tuple[str, str]:
        last = self.rows.letters[-1]
        cells = f"Comparison!$D${NAMES_ROW}:${last}${NAMES_ROW}"
        label = self.rows.options[int(self.rows.values[number][0]) - 1].label
        return f"=INDEX({cells},Comparison!$D${self.rows.at[number]})", label

    def _of(self, number: str, figure: str) -> tuple[str, Any]:
        value = self.rows.values[figure][int(self.rows.values[number][0]) - 1]
        return f"=INDEX({self.rows.beyond(figure)},Comparison!$D${self.rows.at[number]})", value


def _memo(sheet: Sheet, rows: OptionRows, row: int) -> int:
    """What the decision memo recommends with the inputs of the export, and the first reason it gives."""
    told = verdict(moved(rows.comparison))
    said = f"{MEMO_SAYS} {told.title}. {told.sentences[0]}"
    how = {} if told.is_recommendation else {"font_color": RED}
    lines = textwrap.wrap(said, LETTERS_IN_A_LINE, max_lines=MEMO_LINES, placeholder=" ... (see the memo)")
    for at, line in enumerate(lines, row):
        sheet.text(at, LABEL, line, bold=True, **how)
    return row + MEMO_LINES  # what follows stands in the same row whatever the memo says


def _warnings(sheet: Sheet, rows: OptionRows, row: int) -> int:
    """What was to be read before signing when this was exported, in red."""
    comparison = rows.comparison
    told = [said for every in comparison.warnings.values() for said in every]
    if not told:
        return row
    row += 1
    opening = "Not comparable as it stands" if comparison.unserved else "Read before you sign"
    sheet.text(row, MARK, f"{opening} (as of the export)", bold=True, font_color=RED)
    for said in told[:FEW]:
        for line in textwrap.wrap(said, LETTERS_IN_A_LINE):
            row += 1
            sheet.text(row, LABEL, line, font_color=RED)
    if len(told) > FEW:
        row += 1
        sheet.link(row, LABEL, "internal:Cover!A1", f"and {len(told) - FEW} more, on the Cover")
    return row + 1
