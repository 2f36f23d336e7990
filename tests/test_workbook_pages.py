"""Pages and screens of the workbook: nothing is clipped, nothing overlaps, no number is too wide for its column.

Held for the scenario the dashboard opens with and for a large one: eleven options with names of eighty letters, every
clause drawn at random, over 130 months. Each text and number of every sheet is measured with the font's own widths.
Printed to PDF are the first, and the large one over 13 months: 130 months of eleven options are 800 pages, which
differ from those of 13 in nothing but their number.
"""

import io
import itertools
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.cell import Cell
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from tcomodel import Comparison, compare, load_card, load_scenario, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.about.scenario import scenario_text
from tcomodel.readers.excel.inputs.exported import TITLE as RECORD
from tcomodel.readers.excel.inputs.sheets import ON_SERIES, SOURCE
from tcomodel.readers.excel.inputs.words import PERCENT, source_in_words
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import HEAD_ROW
from tcomodel.readers.excel.look.number_formats import AMOUNT
from tcomodel.readers.trace import FOLLOWS_FROM, source_of
from tcomodel.yaml_file import read_yaml
from tests.cell_widths import (
    MARGINS,
    PIXELS_PER_WIDTH,
    Type,
    figures_width,
    height_of,
    lines_in,
    shown_as,
    width_of,
)
from tests.conftest import missing
from tests.contracts import many_vendors

pytestmark = pytest.mark.xdist_group("pages")  # the books are made and printed once
PROJECT = Path(__file__).parent.parent
LONGEST_LABEL = "{} A vendor of customer service in the Philippines and in Colombia, per minute."
SEED, DRAWN, MONTHS = 2, 13, 130  # the scenario drawn by the seed has 13 months
TOO_NARROW = "##"
MUCH = 0.4  # of the height of a word; the boxes of lines that follow each other touch
USUAL_HEIGHT = 15  # points of a row that says nothing
MOST_PAGES = {"default": 260, "large": 600}


def comparison_of(name: str, months: int) -> Comparison:
    card = load_card(PROJECT / "data" / "rates.yaml")
    if name == "default":
        return compare(load_scenario(PROJECT / "data" / "scenarios" / "example.yaml"), card)
    data = many_vendors(SEED, 10)
    assert (data["months"], len(data["options"])) == (DRAWN, 11)
    data = stretched(data, DRAWN, months)
    for number, option in enumerate(data["options"].values()):
        option["label"] = LONGEST_LABEL.format(chr(ord("A") + number))[:80]
        assert len(option["label"]) >= 78
    return compare(scenario_from({**data, "months": months}), card)


def stretched(node: Any, months: int, wanted: int) -> Any:
    """A scenario with every list of a number a month repeated until there are as many as wanted."""
    if isinstance(node, dict):
        return {key: one if key == "hourly_profile" else stretched(one, months, wanted) for key, one in node.items()}
    if isinstance(node, list):
        return node * (wanted // months) if len(node) == months else [stretched(one, months, wanted) for one in node]
    return node


@cache
def opened(name: str) -> tuple[Comparison, openpyxl.Workbook]:
    """A comparison and its workbook as a reader opens it, with its values; nobody here writes into it."""
    comparison = comparison_of(name, MONTHS)
    return comparison, openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)), data_only=True)


@pytest.fixture(scope="module", autouse=True)
def _closed_at_the_end() -> Iterator[None]:
    """The large one takes hundreds of megabytes."""
    yield
    opened.cache_clear()


@pytest.fixture(scope="module", params=["default", "large"])
def book(request: pytest.FixtureRequest) -> openpyxl.Workbook:
    """The workbook as a reader opens it, with its values."""
    return opened(request.param)[1]


# -- on the screen -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How a cell is set: its type, whether it wraps, where it is aligned, its number format."""

    type: Type
    wraps: bool
    align: str | None
    num_format: str


class Measured:
    """A sheet with the pixels of its columns, and the look of each style it uses."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.looks: dict[int, Look] = {}
        self.widths: dict[int, float] = defaultdict(lambda: 64.0)
        for one in sheet.column_dimensions.values():
            for column in range(one.min or 0, (one.max or 0) + 1):
                self.widths[column] = one.width * PIXELS_PER_WIDTH

    def look_of(self, cell: Cell) -> Look:
        if cell.style_id not in self.looks:
            how = Type(cell.font.sz, bool(cell.font.b), bool(cell.font.i))
            aligned = cell.alignment
            self.looks[cell.style_id] = Look(how, bool(aligned.wrap_text), aligned.horizontal, cell.number_format)
        return self.looks[cell.style_id]

    def room(self, cell: Cell) -> float:
        return self.widths[cell.column] - MARGINS

    def room_beside(self, cell: Cell, align: str | None, needed: float) -> float:
        """Pixels free for a text that runs on over empty neighbours, to the side it is not aligned to."""
        free = self.room(cell)
        step = -1 if align == "right" else 1
        column = cell.column + step
        while free < needed and 1 <= column <= self.sheet.max_column + 40:
            if self.sheet.cell(cell.row, column).value is not None:
                break
            free += self.widths[column]
            column += step
        return free

    def what_is_wrong(self) -> Iterator[str]:
        """Texts that are clipped and numbers that would be shown as ``###``."""
        for row in list(self.sheet.iter_rows()):
            for cell in row:
                if isinstance(cell.value, str) and cell.value:
                    said = self._of_text(cell, self.look_of(cell))
                elif isinstance(cell.value, int | float):
                    said = self._of_number(cell, self.look_of(cell))
                else:
                    continue
                if said:
                    yield f"{self.sheet.title}!{cell.coordinate} {said}: {str(cell.value)[:60]}"

    def _of_text(self, cell: Cell, look: Look) -> str:
        room = self.room(cell)
        if look.wraps:
            height = self.sheet.row_dimensions[cell.row].height or USUAL_HEIGHT  # not every program makes it higher
            needed = height_of(lines_in(cell.value, room, look.type), look.type)
            return f"is {height} high, needs {needed:.0f}" if needed > height + 1 else ""
        needed = width_of(cell.value, look.type)
        free = room if needed <= room else self.room_beside(cell, look.align, needed)
        return f"is {free:.0f} wide, needs {needed:.0f}" if needed > free else ""

    def _of_number(self, cell: Cell, look: Look) -> str:
        text = shown_as(cell.value, look.num_format)
        needed = figures_width(text, look.type)
        return f"has room for {self.room(cell):.0f}, needs {needed:.0f}" if needed > self.room(cell) + 1 else ""


def test_no_text_is_clipped_and_no_number_too_wide(book: openpyxl.Workbook):
    found = [place for sheet in book for place in Measured(sheet).what_is_wrong()]
    assert not found, "\n".join(found[:30])


def test_no_number_ends_in_a_bare_point(book: openpyxl.Workbook):
    """Excel shows 12 as ``12.`` where a format has a point and no digit that must follow."""
    formats = book._number_formats
    assert len(formats) > 10
    shown = [re.sub(r"\[[^]]*\]", "", one) for one in formats]  # without colours and conditions such as [>=0.5]
    assert not [one for one in shown if re.search(r"[0#]\.(?!0)", one)]


def test_rows_have_labels_of_their_own(book: openpyxl.Workbook):
    """On a sheet no two rows are called the same, so that a label finds its row."""
    for sheet in book:
        if sheet.title.startswith(("Option", "Years", "Programme", "Indices")):
            labels = Counter(sheet.cell(row, 2).value for row in range(6, sheet.max_row + 1))
            labels.pop(None, None)
            assert len(labels) > 1, sheet.title
            assert {label for label, times in labels.items() if times > 1} == set(), sheet.title


def test_each_sheet_with_months_keeps_its_heads_in_view(book: openpyxl.Workbook):
    """Title, master check, month, date and contract year are frozen, and on every printed page."""
    with_months = [sheet for sheet in book if sheet.title.startswith(("Option", "Programme", "Series"))]
    with_years = [sheet for sheet in book if sheet.title.startswith("Years")]
    assert len(with_months) > 4 < len(with_years)
    for sheet in with_months + with_years:
        assert sheet.freeze_panes == "F5", sheet.title
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$4", "$A:$E"), sheet.title
        assert "Master check" in sheet["B2"].number_format, sheet.title
        assert sheet["F2"].value == 1, sheet.title
        assert sheet.page_setup.orientation == "landscape", sheet.title
    for sheet in with_months:
        assert sheet.page_setup.scale >= 45, sheet.title
        assert [sheet.cell(4, column).value for column in (6, 17, 18)] == [1, 1, 2], sheet.title
        breaks = [one.id for one in sheet.col_breaks.brk]
        assert breaks == list(range(17, sheet.max_column, 12)), sheet.title


# -- what stands beside the numbers --------------------------------------------------------------------


@pytest.fixture(scope="module")
def default_book() -> tuple[Comparison, openpyxl.Workbook]:
    return opened("default")


def entries_at(sheet: Worksheet) -> dict[int, tuple[tuple[str, ...], str]]:
    """The names around each line of the sheet Scenario and its own, as its indents say, and the line."""
    lines: dict[int, str] = {}
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value or "").isdigit():
            number = int(sheet.cell(row, 1).value)
            lines[number] = lines.get(number, "") + sheet.cell(row, 2).value
    found: dict[int, tuple[tuple[str, ...], str]] = {}
    around: list[tuple[int, str]] = []
    for number, line in lines.items():
        if named := re.match(r"( *)([^:]+):", line):
            around = [*(one for one in around if one[0] < len(named[1])), (len(named[1]), named[2])]
        found[number] = tuple(name for _, name in around), line
    return found


def test_the_source_of_an_input_is_a_line_of_the_sheet_scenario(default_book):
    """Who reads the workbook has no other file: each line that is named holds the entry, not another of its name."""
    comparison, book = default_book
    layout, entries = Layout(comparison), entries_at(book["Scenario"])
    checked = 0
    for one in comparison.model.inputs:
        if id(one) in layout.spots and source_of(one, comparison).kind == "scenario":
            row = layout.described_at.get(id(one), layout[one].row)
            told = book["Inputs"].cell(row, SOURCE + 1).value
            line = int(re.fullmatch(r"Stated in the scenario \(sheet Scenario, line (\d+)\)", told)[1])
            place = tuple(map(str, one.place or FOLLOWS_FROM[one.name]))
            around, text = entries[line]
            assert place[: len(around)] == around, told
            assert all(f"{name}:" in text for name in place[len(around) :] if not name.isdigit()), told
            checked += 1
    assert checked > 100


def test_a_source_in_a_file_says_where_its_numbers_are_written_out(tmp_path: Path):
    (tmp_path / "volumes.csv").write_text(
        "month,voice\n" + "\n".join(f"{2027 + month // 12}-{month % 12 + 1:02d},9000" for month in range(60))
    )
    data = yaml.safe_load((PROJECT / "data" / "scenarios" / "example.yaml").read_text())
    data["demand"]["volume"]["voice"] = {"csv": "volumes.csv", "column": "voice"}
    path = tmp_path / "scenario.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    comparison = compare(load_scenario(path), load_card(PROJECT / "data" / "rates.yaml"))
    written = read_yaml(scenario_text(comparison))
    one = next(one for one in comparison.model.inputs if one.from_file)
    told = source_in_words(one, comparison, written)
    line = int(re.fullmatch(r"Read from .*volumes.csv.* \(written out on sheet Scenario, line (\d+)\)", told)[1])
    assert scenario_text(comparison).split("\n")[line - 1].strip().startswith("voice:")


def test_records_of_months_are_called_control_figures(book: openpyxl.Workbook):
    """A weighted sum of percentages is no percentage."""
    for sheet in (one for one in book if one.title in ("Series", "IndexSeries")):
        assert sheet["D4"].value == "Control figure, no unit"


def test_inputs_of_many_options_say_of_which(default_book):
    _, book = default_book
    sheet = book["Inputs"]
    (first,) = [row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == ON_SERIES]
    labels = list(itertools.takewhile(bool, (sheet.cell(first + n, 2).value for n in range(1, 99))))
    assert len(labels) == len(set(labels)) > 7
    assert "Ramp (Philippines, per seat)" in labels


def test_amounts_and_counts_have_their_units(default_book):
    _, book = default_book
    inputs = book["Inputs"]
    units = {inputs.cell(row, 2).value: inputs.cell(row, 3).value for row in range(6, inputs.max_row + 1)}
    assert (units["Seasonality, January"], units["Simultaneous contacts"]) == (
        "factor of a month",
        "contacts at a time",
    )
    assert book["Monthly"]["B3"].value == "Amounts in USD"
    sensitivity = book["Sensitivity"]
    heads = [row for row in range(1, sensitivity.max_row + 1) if sensitivity.cell(row, 2).value]
    told = {sensitivity.cell(row, 2).value: sensitivity.cell(row, 3).value for row in heads}
    for head in ("Net present value of the cost", "Saving against In-house, United States"):
        assert told[head] == "Discount rate; sums in USD"


def test_points_of_a_row_stand_below_each_other(book: openpyxl.Workbook):
    """A format with digits that may be left out moves the point from month to month."""
    for sheet in (one for one in book if one.title.startswith(("Option", "Years", "Programme", "Monthly"))):
        formats = {cell.number_format for row in sheet.iter_rows(min_row=6, min_col=6) for cell in row}
        assert not [one for one in formats if re.search(r"\.0*#", one)], sheet.title


def test_large_percentages_have_separators(book: openpyxl.Workbook):
    sheet = book["Inputs"]
    formats = {sheet.cell(row, 4).number_format for row in range(6, sheet.max_row + 1)}
    of_shares = [one for one in formats if "0%" in one and one.count(";") == 2]
    assert of_shares
    assert PERCENT in of_shares
    assert shown_as(2780.69582, PERCENT) == "278,069.582%"


def test_names_of_options_keep_apart_and_months_fill_the_page(default_book):
    _, book = default_book
    monthly = book["Monthly"]
    assert {monthly.cell(4, column).alignment.indent for column in range(5, 11)} == {1}
    assert monthly.page_setup.orientation == "portrait"
    assert monthly.page_setup.scale >= 60


def test_bars_of_an_input_share_a_line_in_the_colours_of_the_house(default_book):
    _, book = default_book
    (chart,) = book["Sensitivity"]._charts
    assert chart.overlap == 100
    colours = [one.graphicalProperties.solidFill.srgbClr for one in chart.series]
    assert colours == [ON_WHITE.option(place).lstrip("#").upper() for place in (0, 1)]


# -- contract years and balances -----------------------------------------------------------------------


def test_contract_years_add_up_what_may_be_added_up(book: openpyxl.Workbook):
    for sheet in (one for one in book if one.title.startswith("Years")):
        months = book[sheet.title.replace("YearsProgramme", "Programme").replace("Years", "Option")]
        adding = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 4).value is not None]
        assert adding, sheet.title
        for row in adding:
            where = f"{sheet.title} row {row}"
            assert sheet.cell(row, 2).value == months.cell(row, 2).value, where
            unit, of_month = sheet.cell(row, 3).value, months.cell(row, 3).value
            assert of_month == f"{unit} per month", where
            values = [months.cell(row, column).value for column in range(6, months.max_column + 1)]
            total = pytest.approx(sum(values), rel=1e-9, abs=1e-6)
            years = [sheet.cell(row, column).value for column in range(6, sheet.max_column + 1)]
            assert (sheet.cell(row, 4).value, months.cell(row, 4).value, sum(years)) == (total, total, total), where
            assert years[0] == pytest.approx(sum(values[:12]), rel=1e-9, abs=1e-6), where


@pytest.mark.parametrize("book", ["large"], indirect=True)
def test_what_stands_for_a_year_so_far_is_not_added_up(book: openpyxl.Workbook):
    """Credits and charges of the year so far are amounts a month by their unit, but no sum says a thing."""
    so_far = {"Charges of year", "Credits of year", "Most a year"}
    assert so_far <= labels_on(book, "Option")
    assert not so_far & labels_on(book, "Years")


def labels_on(book: openpyxl.Workbook, sheets: str) -> set[str]:
    """What the rows of some sheets are called."""
    rows = [(sheet, row) for sheet in book if sheet.title.startswith(sheets) for row in range(6, sheet.max_row + 1)]
    return {sheet.cell(row, 2).value for sheet, row in rows}


def test_balances_open_at_nothing_and_go_on_from_the_month_before(book: openpyxl.Workbook):
    """Column E holds the opening; the first month adds to it like every other."""
    for sheet in (one for one in book if one.title.startswith("Option")):
        rows = {sheet.cell(row, 2).value: row for row in range(6, sheet.max_row + 1)}
        cumulative, months = rows["Cumulative cost"], rows["Total cost"]
        assert sheet.cell(cumulative, 5).value == 0
        for column in (6, 7, sheet.max_column):
            before, added = sheet.cell(cumulative, column - 1).value, sheet.cell(months, column).value
            assert sheet.cell(cumulative, column).value == pytest.approx(before + added)


# -- on paper ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A word on a page and the box around it, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A printed page: its sheet, as the foot says it, and its words."""

    number: int
    sheet: str
    words: tuple[Word, ...]


WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


@pytest.fixture(scope="module")
def poppler() -> None:
    if not shutil.which("pdftotext"):
        missing("poppler (pdftotext)", "apt-get install poppler-utils, or make test")


@pytest.fixture(scope="module")
def printed(soffice: str, poppler: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """The pages of both workbooks, printed by LibreOffice at one start."""
    folder = tmp_path_factory.mktemp("printed")
    for name in MOST_PAGES:
        (folder / f"{name}.xlsx").write_bytes(write_workbook(comparison_of(name, DRAWN)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(folder / f"{name}.xlsx") for name in MOST_PAGES]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return {name: list(pages_of(folder / f"{name}.pdf")) for name in MOST_PAGES}


def pages_of(path: Path) -> Iterator[Page]:
    run = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True)
    for number, page in enumerate(run.stdout.split("<page ")[1:], 1):
        words = tuple(Word(text, *map(float, box)) for *box, text in WORD.findall(page))
        foot = max((word.top for word in words), default=0)
        last_line = [word.text for word in words if word.top > foot - 3]
        yield Page(number, last_line[1] if len(last_line) > 1 else "", words)


@pytest.mark.parametrize("name", MOST_PAGES)
def test_no_page_is_empty_and_there_are_not_too_many(name: str, printed: dict[str, list[Page]]):
    pages = printed[name]
    assert 40 < len(pages) < MOST_PAGES[name]
    assert [(page.number, page.sheet) for page in pages if len(page.words) < 15] == []


@pytest.mark.parametrize("name", MOST_PAGES)
def test_no_number_on_paper_is_too_wide_for_its_column(name: str, printed: dict[str, list[Page]]):
    found = [(page.number, page.sheet) for page in printed[name] if any(TOO_NARROW in one.text for one in page.words)]
    assert not found


@pytest.mark.parametrize("name", MOST_PAGES)
def test_no_words_on_paper_lie_over_each_other(name: str, printed: dict[str, list[Page]]):
    """A text that is cut off by the next cell lies under what stands there, one that is too high under the next row."""
    found = [f"page {page.number}, {page.sheet}: {pair}" for page in printed[name] for pair in overlapping(page.words)]
    assert not found, "\n".join(found[:20])


def overlapping(words: tuple[Word, ...]) -> Iterator[str]:
    """Pairs of words of which a good part lies over the other."""
    ordered = sorted(words, key=lambda word: word.top)
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            shared = one.bottom - other.top
            if shared < MUCH * (other.bottom - other.top):
                break
            if min(one.right, other.right) - max(one.left, other.left) > 1.5:
                yield f"{one.text} and {other.text}"


@pytest.mark.parametrize("name", MOST_PAGES)
def test_a_page_of_months_is_one_contract_year(name: str, printed: dict[str, list[Page]]):
    seen = Counter()
    for page in printed[name]:
        if re.fullmatch(r"Option\d+|Programme", page.sheet):
            words = [word.text for word in page.words]
            years = [after for one, after in itertools.pairwise(words) if one == "Year" and after.isdigit()]
            assert 1 <= len(years) <= 12, f"page {page.number}, {page.sheet}"
            assert len(set(years)) == 1, f"page {page.number}, {page.sheet}"
            seen[page.sheet, years[0]] += 1
    assert len(seen) > 10


PAGED = ("Cover", "Inputs", "Rates", "Notes")  # sheets whose pages end where the tool says
SHADED = "FFF2F4F7"


def is_heading(sheet: Worksheet, row: int) -> bool:
    """A shaded band across the sheet."""
    return all(sheet.cell(row, column).fill.fgColor.rgb == SHADED for column in (1, 2, 3)) and any(
        sheet.cell(row, column).value for column in (1, 2)
    )


def test_no_heading_ends_a_page(book: openpyxl.Workbook):
    """A heading and two rows of what it heads stay together."""
    for sheet in (book[name] for name in PAGED):
        headings = [row for row in range(1, sheet.max_row + 1) if is_heading(sheet, row)]
        assert headings, sheet.title
        for one in sheet.row_breaks.brk:
            assert not {one.id, one.id - 1} & set(headings), f"{sheet.title}, row {one.id}"


def test_pages_end_where_the_tool_says(default_book, printed: dict[str, list[Page]]):
    """Else a program would break them once more, wherever it likes."""
    _, book = default_book
    pages = Counter(page.sheet for page in printed["default"])
    for name in ("Cover", "Notes", "Rates"):
        assert pages[name] == len(book[name].row_breaks.brk) + 1, name
    inputs = book["Inputs"]
    (record,) = [row for row in range(1, inputs.max_row) if inputs.cell(row, 1).value == RECORD]
    assert record - 1 in [one.id for one in inputs.row_breaks.brk]
    heads = [row for row in range(record, inputs.max_row) if inputs.cell(row, 2).value == "What moves the answer most"]
    assert heads
    assert not [one.id for one in inputs.row_breaks.brk if heads[0] <= one.id < heads[0] + 36]


def test_rows_are_not_much_higher_than_their_texts(book: openpyxl.Workbook):
    """One line may be spare, for programs that set letters wider."""
    found, many = [], 0
    for sheet in (book[name] for name in PAGED):
        measured = Measured(sheet)
        for row in sheet.iter_rows(min_row=6):
            height = sheet.row_dimensions[row[0].row].height or USUAL_HEIGHT
            texts = [cell for cell in row if isinstance(cell.value, str) and measured.look_of(cell).wraps]
            if texts and height > USUAL_HEIGHT:
                lines = [lines_in(one.value, measured.room(one) - 12, measured.look_of(one).type) for one in texts]
                most = USUAL_HEIGHT + 12 * max(lines) * 1.15
                many += 1
                found += [f"{sheet.title}, row {row[0].row}: {height}, {most:.0f}"] if height > most else []
    assert many > 100
    assert not found, "\n".join(found[:20])


def test_contract_years_are_a_page_wide(printed: dict[str, list[Page]]):
    pages = [page for page in printed["large"] if page.sheet.startswith("Years")]
    assert len(pages) > 10
    for page in pages:
        words = [word.text for word in page.words]
        assert words.count("from") >= 2, f"page {page.number}, {page.sheet}"


def test_letters_of_a_column_are_found():
    """The measure itself: a text as wide as its column fits, one letter more does not."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.column_dimensions["B"] = ColumnDimension(sheet, "B", width=10, min=2, max=2)
    sheet["B2"], sheet["C2"] = "M" * 8, "beside"
    assert len(list(Measured(sheet).what_is_wrong())) == 1
    sheet["B2"] = "i" * 8
    assert not list(Measured(sheet).what_is_wrong())
    assert shown_as(-1234.5, AMOUNT) == "-1,234"
    assert shown_as(0.123, "0.0%;[Red]-0.0%;0.0%") == "12.3%"
    assert shown_as(0, AMOUNT) == "-"
    assert shown_as(46388, '"from "mmm yyyy') == "from Jan 2027"
    assert shown_as(1.25, "[=0]0;[=1]0;0.0000") == "1.2500"
