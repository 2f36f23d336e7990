"""The Summary and the Comparison of the workbook: the answer, the ranking, the bridge and the charts, all live.

The yardstick is the model: options are left out, prices moved and the bridge turned to another option in the workbook,
LibreOffice recalculates it, and it must say what a comparison with the same inputs says.
"""

import copy
import io
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tcomodel import compare, load_card, load_scenario, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.comparison.bridge import _Step as Step
from tcomodel.readers.excel.comparison.chart_data import short_names
from tcomodel.readers.excel.comparison.sentences import CHOSEN_FROM, FADED, SENTENCES
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION
from tcomodel.readers.excel.look.number_formats import CENTS
from tcomodel.readers.excel.look.widths import PER_LETTER
from tcomodel.readers.excel.summary.answer import MEMO_SAYS
from tcomodel.readers.excel.summary.charts import dash_of
from tcomodel.readers.excel.summary.table import rate_in_short
from tcomodel.readers.memo.moves import moved
from tcomodel.readers.memo.verdict import verdict
from tcomodel.sensitivity import swings
from tests.recalculated import files_without_looks, typed_by_name
from tests.typed_inputs import with_numbers

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(Path(__file__).parent / "tools"))
from recalc_check import Book as Cells  # noqa: E402
from recalc_check import check, edit  # noqa: E402

CARD = load_card(PROJECT / "data" / "rates.yaml")
REAL = load_scenario(PROJECT / "data" / "scenarios" / "san_francisco_311.yaml")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CLEAR = "No other option that takes part and serves all of the work is within 1 % of the cheapest."
FIGURES = {  # heads of the Summary, and what the model calls it
    "Total cost of the term, USD": "tco",
    "Net present value, USD": "npv",
    "Equal annual cost, USD": "equal_annual_cost",
    "Cost per contact, USD": "cost_per_contact",
    "Cost per resolved contact, USD": "cost_per_resolved_contact",
    "Saving against baseline, USD": "term_saving",
    "Saving, share of baseline": "saving_share",
    "Payback, months": "payback",
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The workbook of the real scenario as exported, and its comparison."""
    comparison = compare(REAL, CARD)
    path = tmp_path_factory.mktemp("summary") / "real.xlsx"
    path.write_bytes(write_workbook(comparison))
    return comparison, path


@dataclass(frozen=True)
class Typed:
    """What somebody types into the workbook: options left out, prices moved, another option for the bridge."""

    left_out: tuple[str, ...] = ()
    moved: tuple[tuple[str, float], ...] = ()
    bridge: int | None = None

    def cells(self, book):
        named = {f"in_{key}.in_comparison": 0 for key in self.left_out}
        named |= {f"in_{key}.price_change": share for key, share in self.moved}
        named |= {} if self.bridge is None else {BRIDGE_OPTION: self.bridge}
        return {book.resolve(name)[0]: value for name, value in named.items()}


def changed(typed):
    """What the model says of the same scenario, changed in the same way."""
    data = copy.deepcopy(dict(REAL.data))
    for key in typed.left_out:
        data["options"][key]["in_comparison"] = False
    for key, share in typed.moved:
        data["options"][key]["price_change"] = f"{100 * share:g}%"
    return compare(scenario_from(data, REAL.folder), CARD)


BEST, SECOND, THIRD = (option.key for option in compare(REAL, CARD).ranking[:3])
ALL = tuple(option.key for option in compare(REAL, CARD).options)
TYPED = {
    "other": Typed((BEST,), ((THIRD, -0.4), (SECOND, 0.03)), ALL.index(THIRD) + 1),
    "all_left_out": Typed(ALL),
    "one_alone": Typed(ALL[1:]),
    "without_baseline": Typed(("in_house",)),
}


@pytest.fixture(scope="module")
def after(exported, soffice, tmp_path_factory):
    """The files after each of those was typed, all recalculated in one start of LibreOffice."""
    _, path = exported
    folder, book = tmp_path_factory.mktemp("typed"), Cells.read(path)
    copies = [folder / f"{name}.xlsx" for name in TYPED]
    for copy_, typed in zip(copies, TYPED.values(), strict=True):
        edit(path, copy_, book, typed.cells(book))
    done = files_without_looks(copies, folder / "done", seen=True)
    for one in done:
        cells = Cells.read(one)
        assert not [where for where, cell in cells.cells.items() if cell.type == "e"]
        assert cells.cells[cells.resolve("all_checks")[0]].value == 0
    return dict(zip(TYPED, done, strict=True))


def table(book):
    """The options of the Summary by their names: what stands under each head."""
    rows = list(book["Summary"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[1] == "Place")
    heads = rows[start]
    found = {}
    for row in rows[start + 1 :]:
        if row[2] is None:
            return found
        found[row[2]] = dict(zip(heads, row, strict=True))
    raise AssertionError("the table has no end")


def answer(book):
    """The answer by its labels, left and right, and the sentences below it."""
    found, said = {}, []
    for row in book["Summary"].iter_rows(min_row=5, max_row=40, values_only=True):
        if row[1] == "Place":
            break
        found |= {label: value for label, value in ((row[2], row[3]), (row[7], row[10])) if value is not None}
        said += [row[2]] if isinstance(row[1], int | float) else []
    return found, said


def bridge(book):
    """The steps of the bridge: label and numbers, first the baseline, last the option."""
    rows = list(book["Comparison"].iter_rows(min_col=2, max_col=14, values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Step")
    steps = []
    for row in rows[start + 1 :]:
        steps.append(row)
        if row[0] == "Option":
            return steps
    raise AssertionError("the bridge does not end at an option")


def says_what_the_model_says(book, comparison):
    """Figures, places and answer of the Summary against a comparison."""
    rows = table(book)
    compared = [option.key for option in comparison.compared]
    for option in comparison.options:
        row = rows[option.label]
        takes_part = option.key in compared
        place = comparison.ranking.index(option) + 1 if takes_part else 0
        assert (row["Place"], row["Takes part"]) == (place, int(takes_part)), option.label
        for head, name in FIGURES.items():
            if name not in option.model.figures:
                assert row[head] == "baseline"
            else:
                expected = float(option.of(name)) if takes_part else 0.0
                assert row[head] == pytest.approx(expected, abs=0.005), (option.label, head)
    found, _ = answer(book)
    best = comparison.cheapest
    assert found["Costs least, by net present value"] == best.label
    assert found["Total cost of the term"] == pytest.approx(best.total, abs=0.005)
    assert found["Net present value of the cost"] == pytest.approx(best.figure("npv"), abs=0.005)
    if best.model is not comparison.model.baseline:
        assert found["Saving against the baseline"] == pytest.approx(best.figure("term_saving"), abs=0.005)
    if len(comparison.ranking) > 1:
        second = comparison.ranking[1]
        assert found["Next in the ranking"] == second.label
        behind = second.figure("npv") - best.figure("npv")
        assert found["Dearer by, at net present value"] == pytest.approx(behind, abs=0.005)
    else:
        assert found["Next in the ranking"] == "No other option takes part."
        assert found["Dearer by, at net present value"] == 0


def adds_up(book, base, option):
    """The bridge leads from one total to the other, to the cent, and each drawn step is its change."""
    first, *steps, last = bridge(book)
    assert first[8] == pytest.approx(base, abs=0.005)
    assert last[8] == pytest.approx(option, abs=0.005)
    assert base + sum(step[4] for step in steps) == pytest.approx(option, abs=0.005)
    for step in steps:
        drawn = step[9] - step[10] - step[11] + step[12]  # dearer above and below 0, cheaper above and below
        assert drawn == pytest.approx(step[4], abs=0.0101), step  # from one height to the next, each to the cent


def test_as_exported_the_summary_says_what_the_model_says(exported):
    comparison, path = exported
    book = openpyxl.load_workbook(path, data_only=True)
    says_what_the_model_says(book, comparison)
    _, said = answer(book)
    assert said[1:5] == [
        "All options take part.",
        "The baseline takes part.",
        "The baseline serves all of the work.",
        "Prices of all options that take part are those of their contracts.",
    ]
    assert CLEAR in said
    adds_up(book, comparison.baseline.total, comparison.cheapest.total)


def test_with_an_option_out_a_price_moved_and_another_bridge_it_still_does(exported, after):
    before, _ = exported
    expected = changed(TYPED["other"])
    assert expected.cheapest.key == THIRD, "the answer must change, or the test shows nothing"
    book = openpyxl.load_workbook(after["other"], data_only=True)
    says_what_the_model_says(book, expected)
    adds_up(book, expected.baseline.total, expected.option(THIRD).total)
    _, said = answer(book)
    assert any(text.startswith("At least one option is left out") for text in said)
    assert any(text.startswith("Prices of options that take part are moved on Inputs") for text in said)
    charted = dict(cached_series(after["other"]))
    left_out = charted[f"left out: {before.option(BEST).label}"]
    assert set(left_out) == {0.0}, "a chart may not show what is left out"


def test_an_option_that_is_left_out_has_no_bridge(exported, after):
    """Chosen for the bridge and then left out: its total and all steps are nothing, and the words above say why."""
    comparison, _ = exported
    book = openpyxl.load_workbook(after["one_alone"], data_only=True)
    first, *steps, last = bridge(book)
    assert first[8] == pytest.approx(comparison.baseline.total)
    assert [last[8], *(step[4] for step in steps)] == [0] * (len(steps) + 1)
    texts = [cell.value for row in book["Summary"].iter_rows() for cell in row if isinstance(cell.value, str)]
    named = f"From {comparison.baseline.label} to {comparison.option(BEST).label} (left out)"
    assert named in texts


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("one_alone", "At least one option is left out on Inputs: it counts in no answer, no ranking and no chart."),
        ("all_left_out", "Every option is left out on Inputs, so all are compared."),
        (
            "without_baseline",
            "The baseline is left out on Inputs: savings, payback and break-even are still against its cost.",
        ),
    ],
)
def test_a_sentence_says_what_is_left_out_and_what_follows(name, sentence, after):
    book = openpyxl.load_workbook(after[name], data_only=True)
    says_what_the_model_says(book, changed(TYPED[name]))
    assert sentence in answer(book)[1]


def test_the_bridge_explains_the_cheapest_option_other_than_the_baseline_at_export():
    comparison = changed(Typed(moved=tuple((key, 2.0) for key in ALL if key != "in_house")))
    assert comparison.cheapest is comparison.baseline
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)), data_only=True)
    adds_up(book, comparison.baseline.total, comparison.ranking[1].total)


@pytest.mark.parametrize(
    ("start", "end", "base", "above", "below"),
    [(10, 4, 4, 6, 0), (4, 10, 4, 6, 0), (5, -3, 0, 5, -3), (-3, 5, 0, 5, -3), (-2, -7, -2, 0, -5), (0, 0, 0, 0, 0)],
)
def test_a_step_of_the_bridge_across_zero(start, end, base, above, below):
    step = Step(start, end)
    assert (step.base, step.above, step.below) == (base, above, below)


# -- states: what is true of the answer, live -----------------------------------------------------------------

BIDS = {
    "start": "2027-01",
    "months": 24,
    "timing": {"discount_rate": "8%"},
    "demand": {"volume": {"voice": 10000}},
    "service": {"first_contact_resolution": "75%", "handle_time": {"voice": 400}},
    "staffing": {"paid_hours": 160, "occupancy": "80%", "shrinkage": "30%"},
    "poor_service": {
        "customer_value": 0,
        "customers_per_issue": 1,
        "loss_per_point": 0.1,
        "quality_expected": "85%",
        "quality_attained": "85%",
    },
    "options": {
        "own": {
            "label": "Own team",
            "in_house": {"hourly_wage": 30},
            "staffing": {"fixed_agents": {"voice": 13}},  # 12.4 are needed
        },
        "first": {
            "label": "First bid",
            "pricing": {"model": "per_minute", "minute_rate": 0.5},
            "transition": {"transition_fee": 100000},
            "poor_service": {"quality_attained": "80%"},
        },
        "second": {"label": "Second bid", "pricing": {"model": "per_minute", "minute_rate": 0.6}},
    },
}


@dataclass(frozen=True)
class Case:
    """Numbers typed by name, the sentence that must stand on the Summary then, and words of the memo that says so."""

    typed: dict[str, list[float]]
    sentence: str
    in_memo: str


CASES = {
    "small_team": Case(
        {"in_own.voice.fixed_agents": [5.0]},
        "The baseline does not serve all of the work as it is stated: no saving against it can be stated.",
        "Own team",
    ),
    "close": Case(
        {"in_second.minute_rate": [0.57]},
        "The next option is no more than 1 % dearer, too close to tell them apart: a small change of one input turns "
        "the order.",
        "no more than 1 % of the cost: too close to tell them apart",
    ),
    "plain_sum": Case(
        {"in_programme.discount_rate": [0.9]},
        "By the plain sum of all costs another option is lower: options are ranked by net present value.",
        "By the plain sum of all costs First bid is lowest",
    ),
    "customers": Case(
        {"in_programme.customer_value": [60.0]},
        "The order rests on the estimate of customers lost, a margin that nobody pays: without it another is cheapest.",
        "The order rests on the estimate of customers lost",
    ),
    "lead": Case(
        {"in_programme.customer_value": [3.0], "in_second.minute_rate": [0.565]},
        "The lead rests on the estimate of customers lost, a margin that nobody pays: without it the next option is "
        "within 1 %.",
        "The lead rests on the estimate of customers lost",
    ),
    "alone": Case(
        {"in_own.in_comparison": [0.0], "in_second.in_comparison": [0.0], "in_second.price_change": [-0.5]},
        CLEAR,
        "takes part in the comparison, so there is nothing to choose from",
    ),
}


@pytest.fixture(scope="module")
def bids(soffice, tmp_path_factory):
    """The workbook of the bids as exported, and after each case was typed."""
    comparison, folder = compare(scenario_from(BIDS), CARD), tmp_path_factory.mktemp("bids")
    path = folder / "bids.xlsx"
    path.write_bytes(write_workbook(comparison))
    cells, paths = Cells.read(path), {name: folder / f"{name}.xlsx" for name in CASES}
    for name, case in CASES.items():
        assert typed_by_name(cells, case.typed, paths[name]) == len(case.typed)
    done = files_without_looks([path, *paths.values()], folder / "done", seen=True)
    return comparison, dict(zip(["exported", *CASES], done, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_state_of_the_answer_is_said_when_it_is_typed_in_and_not_before(name, bids):
    comparison, paths = bids
    case = CASES[name]
    told = {one: answer(openpyxl.load_workbook(paths[one], data_only=True))[1] for one in ("exported", name)}
    assert case.sentence in told[name]
    assert case.sentence == CLEAR or case.sentence not in told["exported"]
    now = with_numbers(comparison, case.typed)
    assert case.in_memo in " ".join(verdict(moved(now)).sentences), "the memo says the same of those inputs"


def test_where_no_other_option_takes_part_nothing_is_said_of_its_cost_or_of_prices_that_do_not_count(bids):
    _, said = answer(openpyxl.load_workbook(bids[1]["alone"], data_only=True))
    assert "No other option takes part." in said
    assert not [text for text in said if text.startswith("The next option")]
    assert "Prices of all options that take part are those of their contracts." in said, "the one moved is left out"


def test_where_the_memo_recommends_no_state_is_marked(bids):
    comparison, paths = bids
    assert verdict(moved(comparison)).is_recommendation
    book = openpyxl.load_workbook(paths["exported"], data_only=True)
    marks = [row[1] for row in book["Summary"].iter_rows(min_row=5, max_row=40, values_only=True)]
    states = marks[: marks.index("Place")]
    assert [mark for mark in states if isinstance(mark, int | float)] == [0] * len(SENTENCES)


@pytest.mark.parametrize("name", ["ai_first", "san_francisco_311"])
def test_the_summary_says_what_the_memo_says_as_of_the_export(name):
    comparison = compare(load_scenario(PROJECT / "data" / "scenarios" / f"{name}.yaml"), CARD)
    told = verdict(moved(comparison))
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)), data_only=True)
    lines = [row[2] or "" for row in book["Summary"].iter_rows(min_row=5, max_row=40, values_only=True)]
    start = next(number for number, line in enumerate(lines) if line.startswith(MEMO_SAYS))
    end = lines.index("", start)
    assert " ".join(lines[start:end]) == f"{MEMO_SAYS} {told.title}. {told.sentences[0]}"
    _, said = answer(book)
    rests = any("The order rests on the estimate of customers lost" in text for text in told.sentences)
    assert rests == any("The order rests on the estimate of customers lost" in text for text in said)
    assert rests == (name == "ai_first"), "one of each"


def test_what_moves_the_answer_is_worked_out_once_for_all_who_ask():
    comparison = compare(scenario_from(BIDS), CARD)
    first = swings(comparison)
    first_of_all, again = first[0], swings(comparison)
    first.clear()
    assert again[0] is first_of_all is swings(comparison)[0]
    assert swings(comparison, 0.2)[0] is not first_of_all


def test_sentences_to_choose_from_are_grey_and_say_which_is_shown(bids):
    _, paths = bids
    sheet = openpyxl.load_workbook(paths["small_team"], data_only=True)["Comparison"]
    start = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value == CHOSEN_FROM)
    shown, found = set(), 0
    for row in range(start + 1, sheet.max_row + 1):
        sentence, number, is_shown = (sheet.cell(row, column) for column in (2, 3, 4))
        assert sentence.font.color.rgb == f"FF{FADED.removeprefix('#')}"
        assert number.value in (0, 1, 2)
        found += 1
        shown |= {sentence.value} if is_shown.value else set()
    assert found == sum(map(len, SENTENCES.values())), "all states are there"
    assert shown == set(answer(openpyxl.load_workbook(paths["small_team"], data_only=True))[1])


def of_one_month(**fees):
    options = {key: {"pricing": {"model": "fixed_fee", "monthly_fee": fee}} for key, fee in fees.items()}
    data = {"start": "2027-01", "months": 1, "timing": {"discount_rate": 0}, "demand": {"volume": {"calls": 1000}}}
    return compare(scenario_from({**data, "options": options}), CARD)


def test_a_margin_of_less_than_half_a_unit_is_not_shown_as_nothing(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_workbook(of_one_month(first=1000, second=1000.3)))
    sheet = openpyxl.load_workbook(path, data_only=True)["Summary"]
    cell = next(row[10] for row in sheet.iter_rows(max_row=20) if row[7].value == "Dearer by, at net present value")
    assert cell.value == pytest.approx(0.3)
    [rule] = [rules for area in sheet.conditional_formatting if cell.coordinate in area for rules in area.rules]
    assert rule.dxf.numFmt.formatCode == CENTS
    assert rule.formula == [f"AND(ROUND(100*$K${cell.row},0)<>0,ABS($K${cell.row})<1/2)"]


def test_the_start_of_the_term_is_said_to_be_that_of_the_export(exported):
    book = openpyxl.load_workbook(exported[1], data_only=True)
    assert f"from {REAL.file.start} as exported" in book["Summary"]["B3"].value


def test_a_rate_of_return_that_was_not_there_is_said_to_be_none_at_export(exported):
    comparison, _ = exported
    for option in comparison.options:
        words = "none at export" if option.yearly_irr is None else "export again"
        assert f'[=0]"{words}"' in rate_in_short(option)
    assert any(option.yearly_irr is None for option in comparison.options)


def test_no_text_of_the_comparison_runs_on_beyond_what_is_printed():
    """Ten options with more to be read before signing than a line holds: a line too long would shrink the page."""
    vendor = {"pricing": {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 2}}
    options = {f"vendor_{number}": {**vendor, "label": f"Vendor {number}, a seat a month"} for number in range(9)}
    comparison = compare(scenario_from({**BIDS, "options": {"own": BIDS["options"]["own"], **options}}), CARD)
    assert sum(len(said) for said in comparison.warnings.values()) > 8
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)), data_only=True)["Comparison"]
    assert sheet.page_setup.scale >= 50
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    _, first_row, last, last_row = range_boundaries(sheet.print_area.partition("!")[2].replace("$", ""))
    assert (first_row, last_row) == (1, sheet.max_row)
    widths = [sheet.column_dimensions["D"].width] * (last + 1)
    widths[1:4] = [sheet.column_dimensions[letter].width for letter in "ABC"]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.alignment.wrap_text:
                room = sum(widths[cell.column : last + 1])
                assert len(cell.value) * PER_LETTER <= room, cell.coordinate


# -- charts -------------------------------------------------------------------------------------------------


def parts(path, pattern):
    with zipfile.ZipFile(path) as archive:
        return [ET.fromstring(archive.read(name)) for name in sorted(archive.namelist()) if re.fullmatch(pattern, name)]


def charts(path):
    return parts(path, r"xl/charts/chart\d+\.xml")


def cached_series(path):
    """Name and values of every series as the file keeps them for programs that do not calculate."""
    for chart in charts(path):
        for series in chart.iter(f"{CHART}ser"):
            yield name_in(series), numbers_in(series, f"{CHART}val", f"{CHART}yVal")


def name_in(series):
    return series.find(f"{CHART}tx//{CHART}v").text


def numbers_in(series, *parts_of_it):
    part = next(one for one in series if one.tag in parts_of_it)
    return [float(point.text) for point in part.iter(f"{CHART}v")]


def titles_of(chart):
    """The texts of titles, of the chart and its axes, typed or kept from a cell."""
    return ["".join(one.itertext()).strip() for one in chart.iter(f"{CHART}title")]


def test_charts_are_described_titled_and_follow_cells_that_are_there(exported):
    _, path = exported
    book = openpyxl.load_workbook(path, data_only=True)
    told = [
        one.get("descr")
        for drawing in parts(path, r"xl/drawings/drawing\d+\.xml")
        for one in drawing.iter(f"{DRAWN}cNvPr")
    ]
    assert len(told) >= 5
    assert all(len(text or "") > 40 for text in told), "words for those who cannot see the chart"
    on_summary = charts(path)[:5]
    assert len(on_summary) == 5
    for chart in on_summary:
        assert all(titles_of(chart)), "a title and named axes"
        assert any("USD" in text for text in titles_of(chart)), "money has a currency"
        assert chart.findall(f".//{CHART}numFmt"), "numbers of axes have a format"
    references = [one.text for chart in on_summary for one in chart.iter(f"{CHART}f")]
    assert len(references) > 60
    for reference in references:
        sheet, area = reference.replace("'", "").replace("$", "").split("!")
        first_column, first_row, last_column, last_row = range_boundaries(area)
        cells = [
            cell.value for row in book[sheet].iter_rows(first_row, last_row, first_column, last_column) for cell in row
        ]
        assert any(value is not None for value in cells), reference


def test_charts_are_kept_for_programs_that_do_not_calculate(exported):
    comparison, path = exported
    series = list(cached_series(path))
    months = len(comparison.months)
    for option in comparison.options:
        kept = [values for name, values in series if name == option.label and len(values) == months]
        assert kept[0] == pytest.approx(list(option.of("cumulative_cost")))
        if "saving" in option.model.figures:
            assert kept[1] == pytest.approx(list(option.of("cumulative_saving")))
    assert all(values for _, values in series)


def test_without_a_baseline_the_summary_says_what_cannot_be_drawn_and_that_two_cost_the_same(tmp_path, soffice):
    vendors = {
        "each": {"pricing": {"model": "per_ticket", "ticket_price": 5}},
        "same": {"pricing": {"model": "per_ticket", "ticket_price": 5}},
        "flat": {"pricing": {"model": "fixed_fee", "monthly_fee": 6000}},
    }
    data = {"start": "2027-01", "months": 3, "demand": {"volume": {"calls": 1000}}, "options": vendors}
    comparison = compare(scenario_from(data), CARD)
    assert comparison.baseline is None
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_workbook(comparison))
    assert check(path)["ok"]
    texts = [cell.value for row in openpyxl.load_workbook(path)["Summary"].iter_rows() for cell in row]
    assert any(str(text).startswith("There is no baseline") for text in texts)
    told = answer(openpyxl.load_workbook(path, data_only=True))[1]
    assert "The next option costs the same, to the cent: which of the two stands first says nothing." in told
    titles = [text for chart in charts(path) for text in titles_of(chart)]
    assert "Cumulative cost" in titles
    assert not [text for text in titles if "saving against" in text or text.startswith("Bridge")]


def test_names_in_legends_are_short_and_never_the_same():
    long = "A contact centre in a city with a very long name, "
    assert short_names(["Own team", "Manila"]) == ["Own team", "Manila"]
    names = short_names([f"{long} first bid", f"{long} second bid", "Own team"])
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 43


def test_an_option_that_is_left_out_is_drawn_at_no_month(exported, after):
    comparison, _ = exported
    for chart in charts(after["other"])[:2]:
        found = {name_in(one): numbers_in(one, f"{CHART}xVal") for one in chart.iter(f"{CHART}ser")}
        left_out = found.pop(f"left out: {comparison.option(BEST).label}")
        assert set(left_out) == {-1.0}, "not at nought, where it would seem to cost nothing"
        assert all(months == list(range(1, len(comparison.months) + 1)) for months in found.values())
        [least] = {one.get("val") for one in chart.iter(f"{CHART}min")}
        assert float(least) == 0, "so that nothing is drawn before the first month"


def test_a_term_of_one_month_is_seen_as_points(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_workbook(of_one_month(first=1000, second=1200)))
    series = list(charts(path)[0].iter(f"{CHART}ser"))
    assert len(series) == 2
    assert [one.find(f"{CHART}marker/{CHART}symbol").get("val") for one in series] == ["circle", "circle"]


def test_no_two_options_have_the_same_colour_and_the_same_dash():
    looks = {(ON_WHITE.option(place), dash_of(place)) for place in range(20)}
    assert len(looks) == 20
    assert len({dash_of(place) for place in range(len(ON_WHITE.palette))}) == len(ON_WHITE.palette), "a grey print"
