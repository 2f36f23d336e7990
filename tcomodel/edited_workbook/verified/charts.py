"""What a chart shows: its titles, and the name, categories and values of each series, in their order.

    Chart("Summary", ("Cumulative cost", "USD"), (Series("=Monthly!M4", "=Monthly!P5:P7", "=Monthly!M5:M7", ""), ...))

A reader takes a curve for what its name says: with two names exchanged the same cells say something else. Copies that
a chart keeps of cells are left out, a program that shows it reads the cells.
"""

from typing import NamedTuple

from tcomodel.edited_workbook.ranges import range_of
from tcomodel.importing.parts import Parts, Relations, local
from tcomodel.importing.sheet import EMPTY, Sheet

ROLES = {"tx": 0, "cat": 1, "xVal": 1, "val": 2, "yVal": 2}  # of what stands right in a series
NOT_DRAWN = ("strCache", "numCache", "multiLvlStrCache", "extLst")  # copies of cells; series that were filtered out
WORDS = 3  # typed beside the points of a series, and what its error bars are read from


class Series(NamedTuple):
    """Each is the cells it is read from, with an equals sign, or what was typed; ``words`` stand beside points."""

    name: str
    categories: str
    values: str
    words: str

    def __str__(self) -> str:
        words = f", with {self.words!r} on it" if self.words else ""
        return f"{self.name or 'a series'} from {self.values or 'nothing'} by {self.categories or 'nothing'}{words}"


class Chart(NamedTuple):
    """Titles are those of the chart and of its axes; one that is read from a cell has an equals sign."""

    sheet: str
    titles: tuple[str, ...]
    series: tuple[Series, ...]

    def typed_out(self, sheets: dict[str, Sheet]) -> "Chart":
        """The same with the texts that titles read from cells: some programs keep only those."""
        return self._replace(titles=tuple(_text_of(one, sheets) for one in self.titles))

    def __str__(self) -> str:
        called = next(iter(self.titles), "")
        return f"{self.sheet}, chart {called.removeprefix('=')!r}"


def _text_of(title: str, sheets: dict[str, Sheet]) -> str:
    where = range_of(title.removeprefix("=")) if title.startswith("=") else None
    if where is None or where.sheet not in sheets:
        return title
    return sheets[where.sheet].rows.get(where.row, {}).get(where.column, EMPTY).text


def charts_of(parts: Parts, sheet: str, part: str) -> list[Chart]:
    """The charts on a sheet, which is a part of the workbook."""
    found = []
    for drawing in Relations(parts, part).of_kind("drawing"):
        for chart in Relations(parts, drawing).of_kind("chart"):
            if drawing in parts.names and chart in parts.names:
                drawn = _Drawn()
                parts.visit(chart, drawn)
                found.append(Chart(sheet, tuple(drawn.titles), tuple(Series(*one) for one in drawn.series)))
    return found


class _Drawn:
    """The part of a chart."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.series: list[list[str]] = []
        self._within: list[str] = []

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        self._within.append(tag)
        if "extLst" in self._within:
            return
        if tag == "ser":
            self.series.append(["", "", "", ""])
        elif tag == "title":
            self.titles.append("")

    def end(self, tag: str) -> None:
        self._within.pop()

    def text(self, text: str) -> None:
        within = self._within
        if within[-1] not in ("f", "v", "t") or any(one in within for one in NOT_DRAWN):
            return
        told = f"={text.replace('$', '').replace(chr(39), '')}" if within[-1] == "f" else text
        if "ser" in within:
            after = within[within.index("ser") + 1]
            self.series[-1][WORDS if within[-1] == "t" else ROLES.get(after, WORDS)] += told
        elif "title" in within:
            self.titles[-1] += told
