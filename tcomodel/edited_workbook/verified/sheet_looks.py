"""What a sheet hides without saying so, and its rules that show cells otherwise: whoever has saved it, both say much.

    <row r="9" ht="0">  <col min="4" max="4" width="0">  <sheetFormatPr zeroHeight="1">    hidden, as with hidden="1"
    <conditionalFormatting sqref="D9:E9 D10:E10"> ... <formula>INT(D9)=D9</formula>        Rule("D9:E10 from D9", ...)

A rule can show another number in place of a result, or its signs in the colour of the paper; what it looks like is part
of it. Programs write ranges in their own way: those that stand below each other are one.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.edited_workbook.verified.formats import Meaning, meaning
from tcomodel.importing.parts import local
from tcomodel.importing.sheet import MERGED, column_of

LOW, NARROW = 3.0, 0.5  # points and characters: nobody reads what is lower or narrower
YES = ("1", "true")
SAYS = ("type", "operator", "text", "timePeriod", "rank", "percent", "bottom", "stdDev", "stopIfTrue")
NOTHING = ("", "0", "false")  # what some programs write where others write nothing


class Look(NamedTuple):
    """What a rule makes of a cell: how its number is shown, and the colours of its signs and of the ground."""

    shown: tuple[Meaning, ...]
    colours: tuple[str, ...]


class Rule(NamedTuple):
    """One rule of a conditional format, with the cells it holds for."""

    cells: str
    says: tuple[str, ...]
    formulas: tuple[str, ...]
    look: Look | None

    @property
    def text(self) -> str:
        """What it holds for, in a few words."""
        return ", ".join((*self.says, *self.formulas))


class Looks:
    """The part xl/styles.xml: the looks that rules refer to, by their number."""

    def __init__(self) -> None:
        self.found: list[Look] = []
        self._in_rules = False
        self._shown: tuple[Meaning, ...] = ()
        self._colours: list[str] = []

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "dxfs":
            self._in_rules = True
        elif tag == "dxf":
            self._shown, self._colours = (), []
        elif self._in_rules and tag == "numFmt":
            self._shown = meaning(facts.get("formatCode", ""))
        elif self._in_rules and tag in ("color", "fgColor", "bgColor"):
            self._colours += [f"{tag} {name} {told.upper()}" for name, told in sorted(facts.items())]

    def end(self, tag: str) -> None:
        if local(tag) == "dxf":
            self.found.append(Look(self._shown, tuple(self._colours)))
        elif local(tag) == "dxfs":
            self._in_rules = False

    def text(self, text: str) -> None: ...


class SheetLooks:
    """The part of a sheet: ``rows`` and ``columns`` too low or narrow to be read, ``rules`` of conditional formats."""

    def __init__(self, looks: list[Look]) -> None:
        self.looks, self.rules = looks, Counter[Rule]()
        self.rows: set[int] = set()
        self.columns: set[range] = set()  # from 0
        self.hides_other_rows = self.hides_other_columns = False
        self.stated_rows: set[int] = set()
        self.stated_columns: set[range] = set()
        self._row = 0
        self._cells = ""
        self._rules: list[tuple[tuple[str, ...], list[str], Look | None]] = []
        self._text: list[str] | None = None
        self._known: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._of_row, "col": self._of_column, "sheetFormatPr": self._of_others,
            "conditionalFormatting": self._of_cells, "cfRule": self._of_rule,
            "formula": self._of_text, "f": self._of_text, "sqref": self._of_text,
        }  # fmt: skip

    def start(self, tag: str, facts: dict[str, str]) -> None:
        known = self._known.get(tag if ":" not in tag else local(tag))
        if known is not None:
            known(facts)

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._text is None and not self._rules:
            return
        tag, told = local(tag), "".join(self._text or ())
        if tag in ("formula", "f") and self._rules:
            self._rules[-1][1].append(told)
        elif tag == "sqref":
            self._cells = told
        elif tag == "conditionalFormatting":
            cells = cells_of(self._cells)
            self.rules.update(Rule(cells, says, tuple(made), look) for says, made, look in self._rules)
            self._rules = []
        self._text = None

    def hidden_rows(self, used: set[int]) -> set[int]:
        """Those of the rows in use that cannot be read."""
        return self.rows | (used - self.stated_rows if self.hides_other_rows else set())

    def hidden_columns(self, used: set[int]) -> set[int]:
        """Those of the columns in use that cannot be read."""
        others = {one for one in used if not _among(one, self.stated_columns)} if self.hides_other_columns else set()
        return {one for one in used if _among(one, self.columns)} | others

    def _of_row(self, facts: dict[str, str]) -> None:
        self._row = int(facts["r"]) if "r" in facts else self._row + 1
        if "ht" in facts:
            self.stated_rows.add(self._row)
            if float(facts["ht"]) < LOW:
                self.rows.add(self._row)

    def _of_column(self, facts: dict[str, str]) -> None:
        if "width" in facts:
            columns = range(int(facts["min"]) - 1, int(facts["max"]))
            self.stated_columns.add(columns)
            if float(facts["width"]) < NARROW:
                self.columns.add(columns)

    def _of_others(self, facts: dict[str, str]) -> None:
        self.hides_other_rows = facts.get("zeroHeight") in YES or float(facts.get("defaultRowHeight", LOW)) < LOW
        self.hides_other_columns = float(facts.get("defaultColWidth", NARROW)) < NARROW

    def _of_cells(self, facts: dict[str, str]) -> None:
        self._cells = facts.get("sqref", "")

    def _of_rule(self, facts: dict[str, str]) -> None:
        says = tuple(f"{name} {facts[name]}" for name in SAYS if facts.get(name, "") not in NOTHING)
        number = facts.get("dxfId", "")
        look = self.looks[int(number)] if number.isdecimal() and int(number) < len(self.looks) else None
        self._rules.append((says, [], look))

    def _of_text(self, facts: dict[str, str]) -> None:
        self._text = [] if self._rules else None  # of a rule; cells have formulas too


def _among(column: int, ranges: set[range]) -> bool:
    return any(column in one for one in ranges)


def cells_of(ranges: str) -> str:
    """Ranges in one way, whoever wrote them, and the first cell, which a rule's formula is written for."""
    told = ranges.replace("$", "").split()
    known = [found for one in told if (found := MERGED.fullmatch(one if ":" in one else f"{one}:{one}"))]
    if not known or len(known) < len(told):
        return " ".join(told)
    boxes = sorted((column_of(one[1]), column_of(one[3]), int(one[2]), int(one[4])) for one in known)
    return f"{' '.join(_joined(boxes))} from {known[0][1]}{known[0][2]}"


def _joined(boxes: list[tuple[int, int, int, int]]) -> Iterator[str]:
    """Ranges of the same columns that stand below each other are one."""
    made: list[tuple[int, int, int, int]] = []
    for first, last, top, bottom in boxes:
        if made and made[-1][:2] == (first, last) and top <= made[-1][3] + 1:
            made[-1] = (first, last, made[-1][2], max(bottom, made[-1][3]))
        else:
            made.append((first, last, top, bottom))
    for first, last, top, bottom in made:
        cells = f"{column_letters(first)}{top}:{column_letters(last)}{bottom}"
        yield cells if top != bottom or first != last else cells.partition(":")[0]
