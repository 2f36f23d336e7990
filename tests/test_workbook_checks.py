"""Inputs, Changes, Checks, Cover and Notes as their reader meets them: what is changed, broken or missing is seen.

LibreOffice recalculates copies of one small workbook in which a person did something to a cell: typed, pasted,
overwrote a formula. Then Changes marks what was changed and nothing else, and the master check says what is wrong.
"""

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tomllib import loads

import openpyxl
import pytest

from tcomodel import Comparison, compare, read_scenario, scenario_from
from tcomodel.fingerprint import fingerprint
from tcomodel.givens import Given
from tcomodel.made_by import TOOL_VERSION
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.words import limits_in_words, linked, unit_in, unit_of_input
from tcomodel.readers.excel.look.page import A3
from tcomodel.readers.excel.look.widths import PADDING, PIXELS, scale_for
from tcomodel.readers.excel.names import name_of
from tcomodel.turning_signs import without_turning
from tests.case_file import ROOT, card
from tests.lint_of_workbooks import breaches
from tests.recalculated import recalculated_without_looks

sys.path.insert(0, str(Path(__file__).parent / "tools"))
from recalc_check import Book, Cell, edit
from recalc_check import compare as differences

SMALL = """
start: 2027-04
months: 14
demand: {volume: {voice: 9000, chat: 3000}, annual_growth: 3%}
service: {first_contact_resolution: 70%, repeat_rate: 50%, handle_time: {voice: 300, chat: 420}}
staffing: {occupancy: 80%, shrinkage: 30%, paid_hours: 170, whole_people: yes}
options:
  own:
    label: Own team
    in_house: {hourly_wage: {rate: united_states.wage.agent}, on_cost_rate: 25%, overhead_rate: 5%}
  blend:
    label: Two sites, per ticket
    locations: {nearshore: 75%, onshore: 25%}
    pricing: {model: per_ticket, ticket_price: {voice: {nearshore: 4, onshore: 8}, chat: 3}}
    contract: {indexation: {yearly_indexation: 3%}}
    transition:
      ramp: [25%, 50%, 75%, 100%]
      transition_fee: 50000
      transition_paid: milestones
      milestones: [{month: 1, share: 40%}, {month: 6, share: 60%}]
"""
CELL = re.compile(r"([A-Z]+)(\d+)")


def small(text: str = SMALL) -> Comparison:
    return compare(read_scenario(text), card())


def sheets_of(comparison: Comparison) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)))


# -- what a person did to a cell, recalculated ---------------------------------------------------------------


@dataclass
class Seen:
    """A workbook after recalculation."""

    book: Book

    def number(self, name: str) -> float:
        [cell] = self.book.resolve(name)
        return float(self.book.cells[cell].value)

    @property
    def changed(self) -> list[str]:
        """The cells that Changes marks."""
        return [self.text("Changes", f"H{row}") for row in self.rows("Changes", "F")]

    @property
    def impossible(self) -> list[str]:
        """The cells that Changes calls missing or beyond their limits."""
        return [self.text("Changes", f"H{row}") for row in self.rows("Changes", "I")]

    @property
    def failed(self) -> list[str]:
        """The checks that are not zero, with what they are about."""
        found = [f"{self.about(row)}: {self.text('Checks', f'B{row}')}" for row in self.rows("Checks", "F", 7)]
        return [one for one in found if not one.startswith("Totals as exported and now")]

    def about(self, row: int) -> str:
        while not (heading := self.book.cells.get(("Checks", f"A{row}"))) or not heading.value:
            row -= 1
        return str(heading.value)

    def rows(self, sheet: str, column: str, first: int = 5) -> list[int]:
        """Rows with a flag that is up."""
        found = []
        for (name, ref), cell in self.book.cells.items():
            letters, row = CELL.fullmatch(ref).groups()
            up = cell.formula and cell.type == "n" and cell.value != 0
            if name == sheet and letters == column and int(row) >= first and up:
                found.append(int(row))
        return sorted(found)

    def text(self, sheet: str, ref: str) -> str:
        return str(self.book.cells[sheet, ref].value)


def month(name: str, number: int) -> str:
    """The cell of a month of a series: ``Series!G11``."""
    sheet, area = WHERE[name]
    row = CELL.search(area.replace("$", ""))[2]
    return f"{sheet}!{'FGHIJKLMNOPQRS'[number - 1]}{row}"


def where(name: str) -> str:
    sheet, area = WHERE[name]
    return f"{sheet}!{area.replace('$', '').partition(':')[0]}"


WRITTEN = write_workbook(small())
BOOK = openpyxl.load_workbook(io.BytesIO(WRITTEN))
WHERE = {name: one.attr_text.split("!") for name, one in BOOK.defined_names.items()}


def row_of(sheet: str, label: str) -> int:
    return next(row[1].row for row in BOOK[sheet].iter_rows(min_row=5) if str(row[1].value) == label)


def beside(name: str) -> str:
    """The cell of the words beside an input."""
    sheet, _, cell = where(name).partition("!")
    return f"{sheet}!B{CELL.fullmatch(cell)[2]}"


def heading_above(name: str) -> str:
    sheet, _, cell = where(name).partition("!")
    row = int(CELL.fullmatch(cell)[2])
    return next(f"{sheet}!A{at}" for at in range(row, 4, -1) if BOOK[sheet][f"A{at}"].value)


RAMP, MILESTONES, WAGE, ON_COST = "in_blend.ramp", "in_blend.milestones", "in_own.hourly_wage", "in_own.on_cost_rate"
SHARE, FEE, YEAR = "in_blend.share_of_onshore", "in_blend.transition_fee", "in_programme.first_year"
VALUES = openpyxl.load_workbook(io.BytesIO(WRITTEN), data_only=True)
BALANCE = next(one.column_letter for one in BOOK["Monthly"][3] if one.value == "Cumulative cost")
MOVED = [
    (sheet, cell, VALUES[sheet][cell].value + up)
    for sheet, cells in {
        "Monthly": (f"{BALANCE}7", f"{BALANCE}11"),
        "YearsProgramme": ("F14", "G14"),
        "Years2": (f"F{row_of('Option2', 'Total cost')}", f"G{row_of('Option2', 'Total cost')}"),
    }.items()
    for cell, up in zip(cells, (100.0, -100.0), strict=True)
]
CHECKED = row_of("Checks", "Own team: The months add up to the total of the term".partition(": ")[2])
HEADS_AT = [("Cover", "B3"), ("Summary", "C2"), ("Option1", "B2"), ("Series", "B2"), ("Inputs", "B2"), ("Checks", "B2")]
SAID_AT = [("Cover", "C3"), ("Summary", "D2"), ("Option1", "B3"), ("Series", "B3"), ("Inputs", "C2"), ("Checks", "C2")]
DONE = {  # books, and what is put into which cells; formulas that are overwritten among them
    "nothing": {},
    "changes": {
        where(WAGE): 31.5,
        **{month(RAMP, 2): 0.625, month(RAMP, 3): 0.625},  # their sum stays
        **{month(MILESTONES, 1): 0.6, month(MILESTONES, 6): 0.4},  # they change places
        where("in_own.in_comparison"): 0,
        where("in_blend.price_change"): 0.1,
    },
    "one input": {where(WAGE): 31.5},
    "a switch": {where("in_own.in_comparison"): 0},
    "the bridge": {where("in_bridge_option"): 1},
    "words": {
        beside(FEE): BOOK["Inputs"][beside(SHARE).partition("!")[2]].value,
        beside(SHARE): BOOK["Inputs"][beside(FEE).partition("!")[2]].value,
        beside(RAMP): "Ramp, agreed",
        heading_above(WAGE): "Another team",
        "Comparison!E4": "Other name",
        next(
            f"Summary!C{row[2].row}" for row in BOOK["Summary"].iter_rows(min_row=9) if row[2].value == "Own team"
        ): "Cheap",
    },
    "a check deleted": {f"Checks!{column}{CHECKED}": None for column in "CDEF"},
    "a total overwritten": {f"Option2!H{row_of('Option2', 'Total cost')}": 1.0},
    "beside the totals": {
        f"Option2!H{row_of('Option2', 'Month cost per contact')}": 99.0,
        f"Inputs!D{row_of('Inputs', 'Total of the term: Own team')}": 1.0,
    },
    "while settings are changed": {
        where("in_own.in_comparison"): 0,
        where("in_bridge_option"): 1,
        f"Option2!D{row_of('Option2', 'Cost per contact')}": 77.0,
        f"Option2!H{row_of('Option2', 'Total cost')}": 1.0,
    },
    "the answer, while an input is changed": {
        where(WAGE): 31.5,
        f"Comparison!D{row_of('Comparison', 'Takes part (all do where none is set)')}": 0.0,
        f"Comparison!D{row_of('Comparison', 'Place in the ranking')}": 1.0,
        "Summary!D5": "Somebody else",
        "Summary!D6": 9e6,
        f"Monthly!{BALANCE}18": 5.0,
    },
    "one up and one down": {f"{sheet}!{cell}": amount for sheet, cell, amount in MOVED},
    "records": {
        where(ON_COST).replace("D", "E"): 0.24,
        where(WAGE).replace("D", "I"): 1e6,
        f"Inputs!E{row_of('Inputs', 'What moves the answer most') + 1}": 5e6,
        where(RAMP).replace("F", "D"): 1.0,
        f"Option2!H{row_of('Option2', 'Total cost')}": 1.0,
    },
    "a setting that cannot be": {where("in_bridge_option"): 99, where("in_blend.price_change"): "5 %"},
    "half a switch": {where("in_own.in_comparison"): 0.5},
    "impossible": {
        where(SHARE): 1.7,
        where(WAGE): None,
        where(FEE): "50.000",
        where(YEAR): 2027.5,
        month(RAMP, 3): None,
        month(MILESTONES, 2): -0.5,
    },
}


@pytest.fixture(scope="module")
def seen(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """All of these, recalculated in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("checks")
    source = folder / "source.xlsx"
    source.write_bytes(WRITTEN)
    book, paths = Book.read(source), []
    for number, done in enumerate(DONE.values()):
        changes = {book.resolve(target)[0]: value for target, value in done.items()}
        for place in changes:  # a formula can be overwritten too
            book.cells[place] = Cell(book.cells[place].type, book.cells[place].value, False)
        paths.append(folder / f"book_{number}.xlsx")
        edit(source, paths[-1], book, changes)
    books = [Book.read(source), *recalculated_without_looks(paths, folder / "out")]
    return {name: Seen(one) for name, one in zip(("stored", *DONE), books, strict=True)}


def test_recalculated_values_are_the_stored_ones(seen):
    report = differences(seen["stored"].book, seen["nothing"].book, 1e-6, 1e-9)
    assert report["formula_cells"] > 2000
    assert (report["mismatches"], report["error_cells"], report["without_cached_value"]) == (0, 0, 0), report
    assert seen["nothing"].changed == seen["nothing"].impossible == seen["nothing"].failed == []
    assert seen["nothing"].number("all_checks") == seen["nothing"].number("out_inputs_changed") == 0


def test_what_was_changed_is_marked_and_nothing_else(seen):
    """Also two months whose sum stays, and two that change places."""
    after = seen["changes"]
    of_months = [month(RAMP, 1), month(MILESTONES, 1)]
    cells = [where(WAGE), where("in_own.in_comparison"), where("in_blend.price_change"), *of_months]
    assert sorted(after.changed) == sorted(cells)
    assert after.number("out_inputs_changed") == len(cells)
    assert after.impossible == after.failed == []
    assert after.number("all_checks") == 0


def test_every_sheet_says_the_same_of_what_was_changed(seen):
    for name, said in {
        "nothing": "No input changed since the export",
        "changes": "5 inputs changed: sums are checked, single months are not",
        "one input": "1 input changed: sums are checked, single months are not",
        "a switch": "1 input changed, only what is shown; all else is checked",
        "the bridge": "No input changed, only what is shown; all else is checked",
    }.items():
        told = [seen[name].text(*cell) for cell in SAID_AT]
        assert told == [said] * len(SAID_AT), name
        assert seen[name].number("all_checks") == 0
        assert (seen[name].number("checks_changed") > 0) == (name != "nothing")
    counts = [after.text("Changes", "A2") for after in (seen["nothing"], seen["a switch"], seen["changes"])]
    assert [float(count) for count in counts] == [0, 1, 5]


@pytest.mark.parametrize("place", HEADS_AT)
def test_a_master_check_is_no_longer_ok_once_something_was_changed(place):
    """In amber and in other words; the formats of a program that knows no rules for colours stay as they are."""
    sheet, cell = place
    rules = {
        rule.formula[0]: rule.dxf for area in BOOK[sheet].conditional_formatting if cell in area for rule in area.rules
    }
    dxf = rules["AND(all_checks=0,checks_changed>0)"]
    assert "OK" not in dxf.numFmt.formatCode
    assert dxf.font.color.rgb.endswith("B45F06")


def test_another_word_beside_a_number_or_another_name_of_an_option_is_seen(seen):
    """Labels of two numbers that changed places, as when rows are sorted; a heading; a name on one of three sheets."""
    after = seen["words"]
    cells = {where(FEE), where(SHARE), month(RAMP, 1), where(WAGE)}
    assert {after.text("Changes", f"H{row}") for row in after.rows("Changes", "J")} > cells
    of_own = len([one for one in BOOK["Changes"].iter_rows(min_row=5) if one[1].value == "Own team"])
    assert len(after.rows("Changes", "J")) == 3 + of_own
    assert [one.partition(": ")[2] for one in after.failed] == [
        "Beside every number stand the words that Changes has for it; beside so many do not",
        "Own team: Comparison, Summary and its own sheet have one name for it; so many differ",
        "Two sites, per ticket: Comparison, Summary and its own sheet have one name for it; so many differ",
    ]
    assert after.changed == []


def test_a_check_that_was_deleted_is_missed(seen):
    after = seen["a check deleted"]
    assert (after.failed, after.number("all_checks")) == ([], 1)
    assert after.rows("Checks", "F", 6) == [6]


def test_settings_of_the_view_do_not_make_the_checks_of_the_options_rest(seen):
    after = seen["while settings are changed"]
    assert float(after.text("Checks", "D8")) == 0, "beside what says which options take part"
    told = "Two sites, per ticket: With the inputs of the export, the total is that of the export"
    assert told in after.failed
    assert any("Sum of all numbers of Option2" in one for one in after.failed)
    assert not any("all numbers of Comparison" in one or "all numbers of Option1" in one for one in after.failed)


def test_the_way_to_the_answer_is_checked_whatever_was_changed(seen):
    after = seen["the answer, while an input is changed"]
    for said in (
        "Ranking: Those that are set to take part do",
        "Ranking: Each place is given once",
        "Summary: The name of the cheapest option on Summary is that of the first place",
        "Summary: The answer shows the first place: Total cost of the term",
        "the cumulative cost on monthly ends at the total of the term",
    ):
        assert any(said.lower() in one.lower() for one in after.failed), said
    assert not any("all numbers of Option1" in one for one in after.failed), "they rest"


def test_what_is_raised_here_and_lowered_there_is_seen_in_the_squares(seen):
    after = seen["one up and one down"]
    for sheet in ("Monthly", "YearsProgramme", "Years2"):
        assert any(f"squares of all numbers of {sheet}" in one for one in after.failed), sheet
        assert not any(f"Sum of all numbers of {sheet}" in one for one in after.failed), sheet


def test_a_record_that_was_changed_fails_and_makes_no_check_rest(seen):
    after = seen["records"]
    of_records = [one for one in after.failed if one.startswith("Records of the export")]
    for said in ("the column As exported", "The column Most", "the record of Sensitivity", "control figures of Series"):
        assert any(said in one for one in of_records), said
    assert "Two sites, per ticket: With the inputs of the export, the total is that of the export" in after.failed
    assert not any("record" in one for one in seen["changes"].failed)


def test_a_setting_that_cannot_be_is_seen_and_explains_an_option_all_the_same(seen):
    after = seen["a setting that cannot be"]
    assert "Names and settings: The option explained by the bridge is the number of an option" in after.failed
    assert float(after.text("Comparison", f"D{row_of('Comparison', 'Option explained by the bridge')}")) == 2
    assert float(after.text("Comparison", f"D{row_of('Comparison', 'Prices moved')}")) == 1


def test_half_a_switch_is_off_and_scales_nothing(seen):
    after = seen["half a switch"]
    assert float(after.text("Comparison", f"D{row_of('Comparison', 'Takes part (all do where none is set)')}")) == 0
    assert after.impossible == [where("in_own.in_comparison")]


def test_a_formula_that_was_overwritten_is_seen_while_no_input_is_changed(seen):
    after = seen["a total overwritten"]
    assert after.changed == []
    for said in ("the total is that of the export", "the categories on comparison", "all numbers of option2"):
        assert any(said in one.lower() for one in after.failed), said
    assert after.number("all_checks") == len(after.failed)


def test_one_beside_the_totals_is_seen_too_and_a_total_as_exported_cannot_be_made_to_fit(seen):
    after = seen["beside the totals"]
    assert after.changed == []
    for said in (
        "Records of the export: nobody changes them: Sum of the results as exported",
        "Own team: With the inputs of the export, the total is that of the export",
        "Whole sheets, with the inputs of the export: Sum of all numbers of Option2",
    ):
        assert said in after.failed
    assert after.number("all_checks") == len(after.failed)


def test_inputs_that_cannot_be_are_seen(seen):
    """Pasted beyond the limits, left empty, a text, a half where whole numbers are."""
    after = seen["impossible"]
    cells = [where(SHARE), where(WAGE), where(FEE), where(YEAR), month(MILESTONES, 1)]
    assert sorted(after.impossible) == sorted(cells)
    assert sorted(after.changed) == sorted([*cells, month(RAMP, 1)])
    for said in (
        "Inputs: Every number is there and within its limits; so many are not",
        "Inputs: Series: every month of every row has a number",
        "Inputs: Two sites, per ticket: the shares of the locations add up to 100 %",
        "Inputs: Two sites, per ticket: the milestones add up to 100 %",
    ):
        assert said in after.failed


# -- what stands on the sheets -------------------------------------------------------------------------------


def test_the_modelling_rules_hold(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(WRITTEN)
    assert breaches(path, small()) == {}


def test_no_months_a_person_types_cancel_out_in_a_control_figure():
    months = [0.25, 0.5, 0.75] + [1.0] * 57
    figure = control_figure(months)
    for here in range(60):
        for there in range(here + 1, 60):
            for amount in (0.01, 0.5, 100):
                moved = list(months)
                moved[here], moved[there] = moved[here] + amount, moved[there] - amount
                assert abs(control_figure(moved) - figure) > abs(figure) * 1e-9


def test_every_number_on_inputs_has_its_record_source_meaning_and_limits():
    comparison = small()
    sheet = sheets_of(comparison)["Inputs"]
    for one in comparison.model.inputs:
        if one in (comparison.model.programme.inputs["month"],) or one.is_monthly:
            continue
        row = CELL.search(WHERE[name_of(one)][1].replace("$", ""))[2]
        assert sheet[f"E{row}"].value == sheet[f"D{row}"].value
        assert sheet[f"H{row}"].value <= sheet[f"D{row}"].value <= sheet[f"I{row}"].value
        assert all(sheet[f"{column}{row}"].value for column in "BCFG")
        assert sheet[f"E{row}"].fill.fgColor.rgb != sheet[f"D{row}"].fill.fgColor.rgb


def rules_of(sheet, ref):
    return [rule for rule in sheet.data_validations.dataValidation if ref in rule.sqref]


def test_an_input_refuses_what_is_beyond_its_limits_in_the_unit_the_reader_sees():
    sheet = BOOK["Inputs"]
    [share] = rules_of(sheet, where(SHARE).partition("!")[2])
    assert (share.type, float(share.formula1), float(share.formula2)) == ("decimal", 0, 1)
    assert share.error == "Share of Onshore: expected from 0 % to 100 %."
    [switch] = rules_of(sheet, where("in_own.in_comparison").partition("!")[2])
    assert (switch.type, switch.formula1) == ("list", '"1,0"')
    assert sheet[where("in_own.in_comparison").partition("!")[2]].number_format == '"yes";;"no"'
    [fee] = rules_of(sheet, where("in_blend.transition_fee").partition("!")[2])
    assert fee.error == "Transition fee: expected at least 0 USD."


def test_a_record_takes_nothing_but_itself():
    sheet, ref = BOOK["Inputs"], where(WAGE).partition("!")[2].replace("D", "E")
    [rule] = rules_of(sheet, ref)
    assert (rule.operator, float(rule.formula1)) == ("equal", sheet[ref].value)
    assert "a record" in rule.error


MONTHS = {"unit": "month", "kind": "whole", "least": 1}


@pytest.mark.parametrize(
    ("facts", "months", "expected"),
    [
        ({"unit": "1", "least": -1, "most": 2}, 60, "from -100 % to 200 %"),
        ({"unit": "currency", "least": 0}, 60, "at least 0"),
        ({"unit": "currency"}, 60, "any number"),
        ({**MONTHS, "most": 240, "within_term": True}, 9, "a whole number from 1 to 9"),
        (MONTHS, 24, "a whole number of at least 1"),
        ({"unit": "1", "kind": "switch", "least": 0, "most": 1}, 24, "1 for yes or 0 for no"),
    ],
)  # fmt: skip
def test_limits_in_words(facts, months, expected):
    assert limits_in_words(Given("x", help="", label="X", **facts), months) == expected


def test_units_in_words():
    assert unit_in("currency/seat/month", "EUR") == "EUR per seat and month"
    assert unit_in("contact/month", "EUR") == "contacts per month"
    assert unit_of_input(Given("x", "1/year", "", "X", most=1), "EUR") == "percent per year"
    assert unit_of_input(Given("x", "1", "", "X", kind="switch"), "EUR") == "yes or no"


def test_a_source_is_a_link_only_to_a_safe_address():
    sheet = BOOK["Inputs"]
    cell = sheet[where(WAGE).partition("!")[2].replace("D", "J")]
    assert cell.value == "bls.gov"
    assert cell.hyperlink.target == card()["united_states.wage.agent"].address.split(" ; ")[0]
    assert linked("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for address in (
        "http://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a b",
        "=1",
        "",
        "guide 003",
    ):
        assert linked(address) == ""


def test_a_series_says_on_inputs_where_its_numbers_are():
    sheet = BOOK["Inputs"]
    ramp = next(
        row
        for row in sheet.iter_rows(min_row=5)
        if str(row[3].value).startswith("Series, row") and "Ramp" in row[1].value
    )
    assert all(cell.value for cell in ramp[5:7])
    assert ramp[3].hyperlink.location.startswith("Series!F")


def test_the_cover_says_what_the_reader_needs():
    comparison = small()
    book = sheets_of(comparison)
    told = "\n".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row if cell.value)
    version = loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert version == TOOL_VERSION
    assert book.custom_doc_props["version"].value == version
    for said in (
        "python -m tcomodel import", "Costs and fees are positive", "(1 + rate)", date.today().isoformat(), version,
        fingerprint(comparison), "Fixed at export", "1 from 'Public evidence", "=all_checks", "Own team",
    ):  # fmt: skip
        assert said in told, said
    links = {cell.hyperlink.location for row in book["Cover"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"{name}!A1" for name in book.sheetnames if name != "Cover"}
    assert all(text in told for text in (said for every in comparison.warnings.values() for said in every))


def test_each_line_is_in_the_notes_with_a_link_to_its_row():
    comparison = small()
    book = sheets_of(comparison)
    rows = [row for row in book["Notes"].iter_rows(min_row=5) if row[0].hyperlink]
    assert len(rows) == len(comparison.model.rows)
    for row in rows:
        sheet, _, ref = row[0].hyperlink.location.partition("!")
        assert str(book[sheet][ref].value) == row[1].value
        assert all(cell.value for cell in row[1:5])


A3_TO_A4 = 1.45  # between margins that are the same on both


def columns_of(sheet):
    return [one for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1) if one.max < 100]


@pytest.mark.parametrize("name", ["Inputs", "Rates", "Changes", "Checks", "Notes"])
def test_a_page_is_landscape_and_repeats_its_heads(name):
    sheet = BOOK[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$4"
    if sheet.sheet_properties.pageSetUpPr.fitToPage:
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    else:  # its pages are counted, and so it has the scale at which its columns fit
        on_a4 = scale_for(one.width - PADDING / PIXELS for one in columns_of(sheet))
        larger = A3_TO_A4 if sheet.page_setup.paperSize == A3 else 1
        assert sheet.page_setup.scale <= on_a4 * larger
    assert sheet.freeze_panes == "A5"
    assert "=all_checks" in [cell.value for row in sheet["A1:G3"] for cell in row]


# -- names that look like something else ---------------------------------------------------------------------

NASTY = (
    '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "{=1}", "'quoted", '"quoted"', "\t=1+1",
    "R&D & more", "\u202e\u05d0\u05d1\u05d2 \U0001f600", "https://example.com", "mailto:x@y.z",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> tuple[bytes, openpyxl.Workbook]:
    data = dict(read_scenario(SMALL).data)
    options = {key: {**one, "label": label} for (key, one), label in zip(data["options"].items(), NASTY, strict=False)}
    for number, label in enumerate(NASTY[len(options) :]):
        options[f"more_{number}"] = {**data["options"]["own"], "label": label}
    text = {"name": NASTY[0], "description": NASTY[1] + " " + "x" * 300 + " " + NASTY[9]}
    content = write_workbook(compare(scenario_from({**data, **text, "options": options, "baseline": "own"}), card()))
    return content, openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("label", NASTY)
def test_a_name_stays_text_wherever_it_stands(label, hostile):
    _, book = hostile
    texts = (cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    found = [cell for cell in texts if cell.value.strip() == without_turning(label).strip()]
    assert {cell.parent.title for cell in found} >= {"Changes", "Checks"}
    for cell in found:
        assert (cell.data_type, cell.number_format, cell.hyperlink) == ("s", "@", None), cell.coordinate
        assert bool(cell.quotePrefix) == cell.value.startswith(("=", "+", "-", "@", "{", "'", '"', "\t")), (
            cell.coordinate
        )


def test_no_formula_of_the_workbook_holds_text_of_users(hostile):
    content, book = hostile
    formulas = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 5000
    assert not [one for one in formulas for label in NASTY if label in one]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        footers = {re.search(rb"<oddFooter>(.*?)</oddFooter>", parts.read(name))[1] for name in sheets}
    assert footers == {b"&amp;L&amp;F&amp;C&amp;A&amp;RPage &amp;P of &amp;N"}
