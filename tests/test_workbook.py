"""The workbook against a second engine: LibreOffice recalculates every formula.

What is held: stored values equal recalculated ones; inputs typed into the workbook give what the model
gives; the modelling rules of the linter; user text stays text; nothing that is no number gets in.
"""

import copy
import io
import math
import random
import sys
from pathlib import Path

import openpyxl
import pytest

from tcomodel import compare, load_card, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.book import finite
from tcomodel.readers.excel.fingerprint import fingerprint
from tcomodel.readers.excel.layout import INPUT_SHEETS
from tcomodel.readers.scenario_file import standalone
from tests.contracts import many_vendors
from tests.whole_model import givens_of_the_model

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from recalc_check import check  # noqa: E402
from xl_lint import lint  # noqa: E402

PROJECT = Path(__file__).parent.parent
SCENARIOS = PROJECT / "data" / "scenarios"
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
CARD = load_card(PROJECT / "data" / "rates.yaml")
NASTY = [
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "{=1}",
    "http://example.com",
    "mailto:x",
    "R&D \u202e\u05d0 \U0001f600",
]


def book_of(scenario, folder):
    comparison = compare(scenario, CARD)
    path = folder / "book.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_workbook(comparison))
    return comparison, path


def numbers_in(node, place=()):
    """The places of all plain numbers of a scenario that may be varied a little."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from numbers_in(value, (*place, key))
    elif isinstance(node, float | int) and not isinstance(node, bool):
        yield place


def varied(data, seed):
    """The scenario with every plain number made up to an eighth smaller, structure untouched."""
    rng = random.Random(seed)
    data = copy.deepcopy(data)
    whole = {given.name for _, given in givens_of_the_model() if given.kind == "whole"}
    fixed = {"months", "automation_months", "over", "up_to", "milestones", "series", *whole}
    for place in list(numbers_in(data)):
        if fixed & set(place):
            continue
        *around, last = place
        node = data
        for key in around:
            node = node[key]
        node[last] = float(f"{node[last] * rng.uniform(0.88, 0.995):.6g}")
    return data


@pytest.mark.parametrize("name", NAMES)
def test_recalculated_values_are_the_stored_ones(name, tmp_path, soffice):
    _, path = book_of(load_scenario(SCENARIOS / f"{name}.yaml"), tmp_path)
    report = check(path)
    assert report["formula_cells"] > 4000
    assert (report["mismatches"], report["error_cells"], report["without_cached_value"]) == (0, 0, 0), report[
        "mismatch_list"
    ][:5]


@pytest.mark.parametrize("name", NAMES)
def test_inputs_typed_in_give_what_the_model_gives(name, tmp_path, soffice):
    scenario = load_scenario(SCENARIOS / f"{name}.yaml")
    _, path = book_of(scenario, tmp_path / "before")
    other, other_path = book_of(scenario_from(varied(scenario.data, 7), scenario.folder), tmp_path / "after")
    report = check(
        path,
        set_from=other_path,
        against=other_path,
        input_sheets=",".join(name for name in INPUT_SHEETS if name in openpyxl.load_workbook(path).sheetnames),
        dump=("out_in_house_tco", "all_checks"),
    )
    assert report["inputs_set"] > 20
    assert (report["mismatches"], report["error_cells"]) == (0, 0), report["mismatch_list"][:5]
    assert report["dump"]["out_in_house_tco"][0] == pytest.approx(other.option("in_house").total, abs=0.005)
    assert report["dump"]["all_checks"] == [0]


def test_one_input_typed_in_by_name(tmp_path, soffice):
    scenario = load_scenario(SCENARIOS / "example.yaml")
    _, path = book_of(scenario, tmp_path)
    data = copy.deepcopy(dict(scenario.data))
    data["options"]["in_house"]["in_house"]["hourly_wage"] = 25.5
    expected = compare(scenario_from(data), CARD).option("in_house").total
    report = check(path, sets={"in_in_house_hourly_wage": 25.5}, dump=("out_in_house_tco", "out_in_house_npv"))
    assert report["error_cells"] == 0
    assert report["dump"]["out_in_house_tco"][0] == pytest.approx(expected, abs=0.005)


def test_a_number_no_formula_works_out_fails_the_checks_once_it_no_longer_holds(tmp_path, soffice):
    """What a queue needs is worked out at export; with another volume the workbook may not look well."""
    _, path = book_of(load_scenario(SCENARIOS / "ai_first.yaml"), tmp_path)
    assert check(path, dump=("all_checks",))["dump"]["all_checks"] == [0]
    changed = check(path, sets={"in_programme_voice_volume": 13000}, dump=("all_checks",))
    assert changed["dump"]["all_checks"][0] > 0


@pytest.mark.parametrize("name", NAMES)
def test_the_modelling_rules_hold(name, tmp_path):
    comparison, path = book_of(load_scenario(SCENARIOS / f"{name}.yaml"), tmp_path)
    timeline = ["Programme", *(f"Option{n}" for n in range(1, len(comparison.options) + 1))]
    found = lint(str(path), ["Inputs", "Series", "IndexSeries"], timeline, "F", "E")
    assert {rule: places[:3] for rule, places in found.items() if places} == {}


def test_text_of_users_stays_text(tmp_path, soffice):
    data = copy.deepcopy(dict(load_scenario(SCENARIOS / "example.yaml").data))
    for (key, option), label in zip(list(data["options"].items()), NASTY, strict=False):
        data["options"][key] = {**option, "label": label}
    data["name"], data["description"] = NASTY[6], "x" * 3000 + NASTY[0]
    _, path = book_of(scenario_from(data), tmp_path)
    book = openpyxl.load_workbook(path)
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    for label in NASTY[:6]:
        found = [cell for cell in texts if cell.value.strip() == label.strip()]
        assert found, label
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found), label
    assert check(path)["ok"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nothing_but_finite_numbers_gets_in(value):
    with pytest.raises(ValueError, match="no number a workbook may hold"):
        finite(value)


def test_values_survive_without_recalculation():
    comparison = compare(load_scenario(SCENARIOS / "example.yaml"), CARD)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(comparison)), data_only=True)
    for option in comparison.options:
        sheet, cell = book.defined_names[f"out_{option.key}_tco"].attr_text.split("!")
        assert book[sheet][cell.replace("$", "")].value == pytest.approx(option.total, rel=1e-12)


def test_a_smallest_scenario_makes_a_workbook(tmp_path, soffice):
    data = {
        "start": "2027-01",
        "months": 1,
        "demand": {"volume": {"calls": 1000}},
        "options": {"vendor": {"pricing": {"model": "per_ticket", "ticket_price": 5}}},
    }
    comparison, path = book_of(scenario_from(data), tmp_path)
    assert comparison.option("vendor").total == 5000
    assert check(path)["ok"]


def test_the_fingerprint_sees_the_rate_card_too():
    scenario = load_scenario(SCENARIOS / "example.yaml")
    other_card = read_card((PROJECT / "data" / "rates.yaml").read_text().replace("value: 21.82", "value: 31.82", 1))
    assert fingerprint(compare(scenario, CARD)) == fingerprint(compare(scenario, CARD))
    assert fingerprint(compare(scenario, CARD)) != fingerprint(compare(scenario, other_card))


def test_an_option_that_does_not_serve_the_work_wins_nowhere(tmp_path, soffice):
    data = copy.deepcopy(dict(load_scenario(SCENARIOS / "example.yaml").data))
    data["options"]["seats_manila"]["pricing"]["contracted_seats"] = 30
    comparison, path = book_of(scenario_from(data), tmp_path)
    assert comparison.option("seats_manila").total < comparison.cheapest.total
    sheet = openpyxl.load_workbook(path, data_only=True)["Comparison"]
    assert sheet["D2"].value == comparison.cheapest.label != comparison.option("seats_manila").label
    assert "cannot carry the work" in sheet["B3"].value
    assert check(path)["ok"]


@pytest.mark.parametrize("name", ["example", "san_francisco_311"])
def test_a_scenario_can_be_taken_away_and_opened_anywhere(name):
    comparison = compare(load_scenario(SCENARIOS / f"{name}.yaml"), CARD)
    again = compare(read_scenario(standalone(comparison)), CARD)
    assert [option.total for option in again.options] == [option.total for option in comparison.options]


# -- fifty contracts drawn from all that can be written -----------------------------------------------------

BOOKS = (1, 2, 3, 4, 5)  # numbers of seeds: each draws one scenario with ten vendors
NO_PLAIN_WORDING = {"EXP", "NORMSDIST", "NORMDIST"}  # rounding of calls and spreads of levels cannot be said plainer


@pytest.fixture(scope="module", params=BOOKS)
def book_of_vendors(request, tmp_path_factory):
    """The workbook of ten vendors drawn by a seed, the comparison in it, and the number of the seed."""
    data = many_vendors(request.param, 10)
    assert len(data["options"]) == 11
    comparison, path = book_of(scenario_from(data), tmp_path_factory.mktemp(f"seed_{request.param}"))
    return comparison, path, request.param


def of_vendor(comparison, seed, place):
    """Which drawn contract a place of its workbook belongs to, and what it says."""
    sheet = place.partition("!")[0].partition(" ")[0]
    number = sheet.removeprefix("Option")
    if not number.isdigit():
        return f"seed {seed}, {place}"
    key = comparison.options[int(number) - 1].key
    return f"seed {seed}, {place}, {key}: {comparison.scenario.data['options'][key]}"


def test_drawn_contracts_recalculate_to_what_is_stored(book_of_vendors, soffice):
    comparison, path, seed = book_of_vendors
    report = check(path)
    wrong = [of_vendor(comparison, seed, one["cell"]) for one in report["mismatch_list"] + report["error_list"]]
    assert not wrong, "\n".join(wrong[:5])
    assert report["formula_cells"] > 5000
    assert report["without_cached_value"] == 0


def test_drawn_contracts_keep_the_modelling_rules(book_of_vendors):
    comparison, path, seed = book_of_vendors
    timeline = ["Programme", "Indices", *(f"Option{n}" for n in range(1, len(comparison.options) + 1))]
    found = lint(str(path), ["Inputs", "Series", "IndexSeries"], timeline, "F", "E")
    found["only plain functions"] = [
        place for place in found["only plain functions"] if place.rpartition(" ")[2] not in NO_PLAIN_WORDING
    ]
    # The team the work needs stands beside a team that is stated, to be compared with it by the reader.
    found["every line is used"] = [place for place in found["every line is used"] if "Planned agents" not in place]
    breaches = {rule: of_vendor(comparison, seed, places[0]) for rule, places in found.items() if places}
    assert breaches == {}
