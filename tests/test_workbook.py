"""The workbook against a second engine: LibreOffice recalculates every formula.

What is held: stored values equal recalculated ones for every scenario of the project; inputs typed in by their names
give what the model gives; the modelling rules of the linter; programs that do not calculate read the same numbers;
user text stays text; nothing that is no number gets in. Drawn scenarios are in test_workbook_random.
"""

import copy
import io
import math
import re
import zipfile
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import openpyxl
import pandas
import pytest

from tcomodel import Comparison, compare, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.fingerprint import fingerprint
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.book import finite
from tcomodel.readers.scenario_file import standalone
from tcomodel.turning_signs import without_turning
from tests.case_file import ROOT, card
from tests.drawn_scenarios import HOSTILE, largest
from tests.every_mechanism import SCENARIO, without_queues
from tests.lint_of_workbooks import breaches
from tests.recalculated import Book, as_laid_out_in, recalculated_without_looks, row_of, scratch, typed_by_name, wrong
from tests.typed_inputs import typed_numbers, with_numbers

SCENARIOS = ROOT / "data" / "scenarios"
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
TOGETHER = 3  # workbooks of so many scenarios go through one start of LibreOffice, in one worker
each_scenario = pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.xdist_group(f"named_{at // TOGETHER}")) for at, name in enumerate(NAMES)],
)
PER_TICKET = {"pricing": {"model": "per_ticket", "ticket_price": 5}}
small = pytest.mark.xdist_group("small_workbooks")


@cache
def named(name: str) -> Comparison:
    return compare(load_scenario(SCENARIOS / f"{name}.yaml"), card())


@cache
def written(name: str) -> Path:
    """The workbook of a scenario of the project."""
    path = scratch() / f"{name}.xlsx"
    path.write_bytes(write_workbook(named(name)))
    return path


@cache
def all_recalculated(first: int) -> dict[str, Book]:
    names = NAMES[first : first + TOGETHER]
    now = recalculated_without_looks([written(name) for name in names], scratch() / f"named_{first}")
    return dict(zip(names, now, strict=True))


def master_check(book: Book) -> Any:
    [cell] = book.resolve("all_checks")
    return book.cells[cell].value


# -- the scenarios of the project ----------------------------------------------------------------------------


@each_scenario
def test_recalculated_values_are_the_stored_ones(name, soffice):
    now = all_recalculated(NAMES.index(name) // TOGETHER * TOGETHER)[name]
    stored = Book.read(written(name))
    assert sum(cell.formula for cell in stored.cells.values()) > 4000
    assert wrong(stored, now)[:5] == []
    assert master_check(now) == 0


@each_scenario
def test_the_modelling_rules_hold(name):
    assert breaches(written(name), named(name)) == {}


@pytest.mark.parametrize("name", ["example", "san_francisco_311"])
def test_a_scenario_can_be_taken_away_and_opened_anywhere(name):
    again = compare(read_scenario(standalone(named(name))), card())
    assert [option.total for option in again.options] == [option.total for option in named(name).options]


# -- smaller workbooks in which something is typed, or that are odd ----------------------------------------------


def of_one_month() -> Comparison:
    data = {
        "start": "2027-01",
        "months": 1,
        "demand": {"volume": {"calls": 1000}},
        "options": {"vendor": PER_TICKET},
    }
    return compare(scenario_from(data), card())


def with_too_few_seats() -> Comparison:
    data = copy.deepcopy(dict(named("example").scenario.data))
    data |= {"months": 7, "options": {key: data["options"][key] for key in ("in_house", "seats_manila")}}
    data["options"]["seats_manila"]["pricing"]["contracted_seats"] = 30
    return compare(scenario_from(data, SCENARIOS), card())


def tied() -> Comparison:
    """1,000.02 a month, and half a cent less: to the cent they are the same, and the first one comes first."""
    fees = {"first": 1000.02, "second": 1000.015}
    options = {key: {"pricing": {"model": "fixed_fee", "monthly_fee": fee}} for key, fee in fees.items()}
    data = {"start": "2027-01", "months": 1, "timing": {"discount_rate": 0}, "demand": {"volume": 1000}}
    return compare(scenario_from({**data, "options": options}), card())


@cache
def without_a_queue() -> Comparison:
    return compare(scenario_from(without_queues()), card())


@cache
def typed_in() -> Comparison:
    """What the model says when every input has another number."""
    return with_numbers(without_a_queue(), typed_numbers(without_a_queue(), 1))


@cache
def small_workbooks() -> dict[str, tuple[Any, Any]]:
    """What small workbooks store and what comes out, all worked out in one start."""
    comparisons = {
        "one_month": of_one_month(),
        "few_seats": with_too_few_seats(),
        "tied": tied(),
        "queue": compare(scenario_from(SCENARIO), card()),
        "all": without_a_queue(),
    }
    comparisons["expected"] = typed_in()
    books = {}
    for name, comparison in comparisons.items():
        path = scratch() / f"{name}.xlsx"
        path.write_bytes(write_workbook(comparison))
        books[name] = Book.read(path)
    paths = {name: book.path for name, book in books.items() if name != "expected"}
    paths |= {name: scratch() / f"{name}.xlsx" for name in ("queue_typed", "all_typed")}
    typed_by_name(books["queue"], {"in_programme.chat.volume": [3300]}, paths["queue_typed"])
    [bridge] = books["expected"].resolve("in_bridge_option")  # which option a chart explains
    setting = {"in_bridge_option": [books["expected"].cells[bridge].value]}
    typed_by_name(books["all"], typed_numbers(without_a_queue(), 1) | setting, paths["all_typed"])
    now = recalculated_without_looks(list(paths.values()), scratch() / "out_small")
    found = {name: (books.get(name), came) for name, came in zip(paths, now, strict=True)}
    return found | {"expected": (books["expected"], None)}


@small
@pytest.mark.parametrize("name", ["one_month", "few_seats", "tied", "queue", "all"])
def test_an_odd_workbook_recalculates_to_what_is_stored(name, soffice):
    stored, now = small_workbooks()[name]
    assert wrong(stored, now)[:5] == []
    assert master_check(now) == 0


@small
def test_an_option_that_does_not_serve_the_work_wins_nowhere(soffice):
    comparison, (_, now) = with_too_few_seats(), small_workbooks()["few_seats"]
    assert comparison.option("seats_manila").total < comparison.cheapest.total
    said = now.cells["Comparison", "D2"].value
    assert said == comparison.cheapest.label != comparison.option("seats_manila").label


@small
def test_the_first_of_two_that_cost_the_same_to_the_cent_is_the_answer(soffice):
    assert tied().cheapest.key == "first"
    for book in small_workbooks()["tied"]:
        assert book.cells["Comparison", "D2"].value == "First"


# What compares with the export, or says what holds only for its inputs.
OF_THE_EXPORT = {"Cover", "Changes", "Checks", "Sensitivity"}
FIRST_OF_SHEET = 4  # the heads above it say how many inputs are changed


@small
def test_numbers_typed_by_name_alone_give_what_the_model_gives_and_fail_no_check(soffice):
    """Nothing but the inputs is typed: no cost rests on a number that only records the export."""
    (before, _), (_, now) = small_workbooks()["all"], small_workbooks()["all_typed"]
    expected = as_laid_out_in(before, small_workbooks()["expected"][0])
    rates_of_return = rate_cells(expected)
    parted = [one.partition(" (")[0] for one in wrong(expected, now)]
    places = [
        place for place in parted if place not in rates_of_return and place.partition("!")[0] not in OF_THE_EXPORT
    ]
    assert [place for place in places if row_of(place.partition("!")[2]) >= FIRST_OF_SHEET] == []
    assert master_check(now) == 0
    for option in typed_in().options:
        [cell] = before.resolve(f"out_{option.key}.tco")
        assert now.cells[cell].value == pytest.approx(option.total, abs=0.005)


def rate_cells(book: Book) -> set[str]:
    """Cells with an internal rate of return, which is searched at export and only kept while it holds."""
    named = {cell for cell, one in book.cells.items() if "(IRR)" in str(one.value)}
    rows = {(sheet, row_of(cell)) for sheet, cell in named if cell.startswith("B")}
    columns = {cell.rstrip("0123456789") for sheet, cell in named if sheet == "Summary"}
    return {
        f"{sheet}!{cell}" for sheet, cell in book.cells
        if (sheet, row_of(cell)) in rows or (sheet == "Summary" and cell.rstrip("0123456789") in columns)
    }  # fmt: skip


@small
def test_a_number_no_formula_works_out_fails_the_checks_once_it_no_longer_holds(soffice):
    """What a queue needs is worked out at export; with another volume the workbook may not look well."""
    _, now = small_workbooks()["queue_typed"]
    assert master_check(now) > 0


# -- programs that do not calculate --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["example", "ai_first"])
def test_stored_values_are_the_results(name):
    comparison = named(name)
    book = openpyxl.load_workbook(written(name), data_only=True)
    for option in comparison.options:
        for figure in ("tco", "npv", "term_saving", "payback"):
            if figure in option.model.figures:
                sheet, cell = book.defined_names[f"out_{option.key}.{figure}"].attr_text.split("!")
                assert book[sheet][cell.replace("$", "")].value == pytest.approx(float(option.of(figure)), rel=1e-12)
    comparing = {row[1].value: row for row in book["Comparison"].iter_rows() if row[1].value}
    for column, option in enumerate(comparison.options, 3):
        assert comparing["Total cost of the term (TCO)"][column].value == pytest.approx(option.total, rel=1e-12)
        for category, total in option.category_totals.items():
            assert comparing_of(book, category)[column] == pytest.approx(total, rel=1e-9, abs=1e-6)
    told = {row[2].value: [cell.value for cell in row] for row in book["Summary"].iter_rows() if row[2].value}
    for option in comparison.options:
        figures = [value for value in told[option.label] if isinstance(value, float)]
        assert any(value == pytest.approx(option.total, rel=1e-12) for value in figures), option.label
        assert any(value == pytest.approx(option.figure("npv"), rel=1e-12) for value in figures), option.label


def comparing_of(book: openpyxl.Workbook, category: str) -> list[Any]:
    """The first row of the Comparison with that label."""
    return next([cell.value for cell in row] for row in book["Comparison"].iter_rows() if row[1].value == category)


@pytest.mark.parametrize("name", ["san_francisco_311"])
def test_pandas_reads_every_number_of_every_sheet(name):
    read = pandas.read_excel(written(name), sheet_name=None, header=None)
    stored = Book.read(written(name))
    assert list(read) == list(stored.parts)
    for sheet, table in read.items():
        values = table.to_numpy(dtype=object)
        for (where, cell), one in stored.cells.items():
            if where == sheet and one.value not in (None, ""):
                row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
                found = values[row - 1, column - 1]
                assert not pandas.isna(found), f"{sheet}!{cell}: {one.value!r} is not read"
                if one.type == "n" and not hasattr(found, "year"):  # a date is read as a date
                    assert float(found) == pytest.approx(one.value, rel=1e-14), f"{sheet}!{cell}"


# -- what may not get in ------------------------------------------------------------------------------------


def test_text_of_users_stays_text():
    labels = [label for label in HOSTILE if label.strip() == label]
    options = {f"vendor_{at}": {"label": label, **PER_TICKET} for at, label in enumerate(labels[:9])}
    data = {"name": labels[9], "description": "x" * 3000 + HOSTILE[0], "start": "2027-01", "months": 2}
    data |= {"demand": {"volume": {"calls": 1000}}, "options": options}
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(compare(scenario_from(data), card()))))
    told = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    for label in labels[:10]:
        found = [cell for cell in told if cell.value in (label, without_turning(label))]
        assert found, label
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found), label


@pytest.mark.parametrize("beside", ["vendor_term", "vendor_npv", "vendor_month", "vendor_cumulative", "vendor_calls"])
def test_options_whose_keys_begin_alike_have_names_of_their_own(beside: str):
    data = {"start": "2027-01", "months": 2, "demand": {"volume": {"calls": 1000}}, "service": {"handle_time": 300}}
    data |= {"staffing": {"occupancy": 0.8, "shrinkage": 0.3, "paid_hours": 160}}
    data["options"] = {"own": {"in_house": {"hourly_wage": 20}}, "vendor": PER_TICKET, beside: PER_TICKET}
    for option in data["options"].values():
        option["service"] = {"handle_time": {"calls": 290}}
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(compare(scenario_from(data), card()))))
    assert {f"out_vendor.{name}" for name in ("term_saving", "npv", "month_cost_per_contact")} <= set(
        book.defined_names
    )
    assert {f"out_{beside}.tco", f"in_{beside}.price_change"} <= set(book.defined_names)


@pytest.mark.parametrize("sign", ["\v", "\x00", "\x1f", "\ufffe", "\ud800"])
def test_a_sign_that_no_file_can_carry_is_refused_where_it_stands(sign: str):
    """Excel would offer to repair the workbook."""
    data = {"start": "2027-01", "months": 2, "demand": {"volume": {"calls": 1000}}}
    data["options"] = {"vendor": {"label": f"Vendor{sign}A", **PER_TICKET}}
    told = rf"options.vendor.label\n  the text holds the sign U\+{ord(sign):04X}"
    with pytest.raises(ProblemsFound, match=told):
        scenario_from(data)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nothing_but_finite_numbers_gets_in(value):
    with pytest.raises(ValueError, match="no number a workbook may hold"):
        finite(value)


def test_the_fingerprint_sees_the_rate_card_too():
    scenario = named("example").scenario
    other_card = read_card((ROOT / "data" / "rates.yaml").read_text().replace("value: 21.82", "value: 31.82", 1))
    assert fingerprint(compare(scenario, card())) == fingerprint(compare(scenario, card()))
    assert fingerprint(compare(scenario, card())) != fingerprint(compare(scenario, other_card))


# -- ten options over ten years -------------------------------------------------------------------------------


def test_ten_options_over_ten_years_are_ready_in_seconds():
    comparison = compare(scenario_from(largest()), card())
    assert (len(comparison.options), len(comparison.months)) == (10, 120)
    told: list[float] = []
    began = process_time()
    data = write_workbook(comparison, lambda done, what: told.append(done))
    seconds = process_time() - began
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(part) for part in book.namelist() if "worksheets/sheet" in part]
    formulas = sum(sheet.count(b"<f>") for sheet in sheets)
    assert formulas > 150_000
    assert formulas == sum(len(re.findall(rb"</f><v>[^<]", sheet)) for sheet in sheets)
    assert not any(re.search(rb"<v>(nan|-?inf|None)</v>", sheet) for sheet in sheets)
    assert len(data) < 10_000_000
    assert seconds < 40, f"{seconds:.0f} s for {formulas} formulas, {len(data) / 1e6:.1f} MB"
    assert told == sorted(told)
    assert np.ptp(told) > 0.9
