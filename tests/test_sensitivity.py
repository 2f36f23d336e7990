"""What moves the result most: every swing against a scenario that says so, break-even prices, the sheet."""

import copy
import io
import math
import sys
from pathlib import Path
from random import Random

import numpy as np
import openpyxl
import pytest

from tcomodel import Comparison, compare, load_card, load_scenario, scenario_from
from tcomodel.moves import is_moved
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.inputs.words import limits_of
from tcomodel.readers.excel.layout import INPUT_SHEETS
from tcomodel.readers.excel.look.number_formats import ON_AXIS
from tcomodel.readers.excel.names import name_of
from tcomodel.readers.excel.sensitivity.slots import money, of_service
from tcomodel.readers.sensitivity_words import break_even_in_words, name_of_swing
from tcomodel.sensitivity import CARD, SHARE, break_even_price, break_even_prices, by_effect_on, swings
from tcomodel.sensitivity.break_even import crossings
from tests.recalculated import recalculated_without_looks
from tests.typed_inputs import inputs_of, with_numbers

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(Path(__file__).parent / "tools"))
from recalc_check import Book, check, edit, input_changes  # noqa: E402
from recalc_check import compare as differences  # noqa: E402

SCENARIOS = PROJECT / "data" / "scenarios"
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
CARD_IN_USE = load_card(PROJECT / "data" / "rates.yaml")
OF_EACH = 14  # swings of a scenario that are held against scenarios of their own: both ends of each
CENT = 0.005


@pytest.fixture(scope="module", params=NAMES)
def of_scenario(request):
    """A comparison and its swings."""
    comparison = compare(load_scenario(SCENARIOS / f"{request.param}.yaml"), CARD_IN_USE)
    return comparison, swings(comparison)


def compared(data, folder=None) -> Comparison:
    return compare(scenario_from(data, folder), CARD_IN_USE)


def with_value(comparison: Comparison, place, value, *, share=False) -> Comparison:
    """The comparison of the scenario with another value written at a place."""
    data = copy.deepcopy(dict(comparison.scenario.data))
    *around, last = place
    node = data
    for key in around:
        node = node.setdefault(key, {}) if isinstance(node, dict) else node[key]
    node[last] = (
        [written(number, share) for number in value] if isinstance(value, np.ndarray) else written(value, share)
    )
    return compared(data, comparison.scenario.folder)


def written(number: float, share: bool) -> float | str:
    """A number as a scenario takes it: a share above one needs its percent sign."""
    return f"{number * 100:.15g}%" if share and number > 1 else float(number)


def told_by(comparison: Comparison) -> tuple[dict[str, float], dict[str, float], str]:
    npv = {option.key: option.figure("npv") for option in comparison.compared}
    saving = {option.key: option.figure("npv_saving") for option in comparison.compared}
    return npv, {key: value for key, value in saving.items() if value is not None}, comparison.cheapest.key


def may_be_written(swing) -> bool:
    """Whether a scenario can say the moved value at the place of the input: what is assumed has no place."""
    return bool(swing.input.place) and not swing.input.from_file


def test_an_end_is_what_a_scenario_with_that_input_gives(of_scenario):
    """The strongest swings of the scenario and as many spread over all others, both readings among them."""
    comparison, found = of_scenario
    writable = [swing for swing in found if may_be_written(swing)]
    few = writable[: OF_EACH // 2] + writable[OF_EACH // 2 :: max(1, len(writable) // (OF_EACH // 2))]
    assert len(few) >= OF_EACH
    for swing in few:
        for end in swing.ends:
            share = swing.input.given.is_share
            npv, saving, cheapest = told_by(with_value(comparison, swing.input.place, end.value, share=share))
            what = f"{name_of_swing(swing)} {swing.reading} {end.value}"
            assert end.npv == pytest.approx(npv, abs=CENT), what
            assert end.saving == pytest.approx(saving, abs=CENT), what
            assert end.cheapest == cheapest, what


def test_the_ends_are_a_tenth_away_unless_they_are_held(of_scenario):
    _, found = of_scenario
    plain = [swing for swing in found if swing.reading == SHARE and swing.is_plain and swing.low and swing.high]
    assert len(plain) > 40
    for swing in plain:
        tenth = abs(swing.now.value) / 10
        for end, value in ((swing.low, swing.now.value - tenth), (swing.high, swing.now.value + tenth)):
            if not end.clipped:
                assert end.value == pytest.approx(value, rel=1e-12)
            else:
                assert end.value in (swing.input.given.least, swing.input.given.most)


def test_the_strongest_come_first_and_the_lead_is_the_gap_to_the_best_of_the_others(of_scenario):
    comparison, found = of_scenario
    effects = [swing.effect for swing in found]
    assert effects == sorted(effects, reverse=True)
    first = comparison.cheapest.key
    for swing in found[:30]:
        for end in [end for end in swing.ends if end.lead is not None]:
            if first in comparison.unserved:
                continue
            assert (end.lead < 0) == (end.cheapest != first) or abs(end.lead) < CENT
    own = by_effect_on(first, found)
    assert [swing.effect_on(first) for swing in own] == sorted((s.effect_on(first) for s in own), reverse=True)


def test_no_switch_count_constant_or_part_of_a_mix_is_moved(of_scenario):
    _, found = of_scenario
    moved = {swing.input.name for swing in found}
    calendar = {"month", "position", "first_year", "first_calendar_month", "paid_at", "index_data", "months_per_year"}
    apart = {*calendar, "milestones", "whole_people", "parallel_months", "in_comparison", "over", "up_to"}
    apart |= {"seasonality", "simultaneous_contacts", "notice_months", "deposit_months"}
    assert not moved & apart
    assert not [name for name in moved if name.startswith("share_of_")]
    assert not [swing for swing in found if not np.any(swing.now.value)], "an input of 0 has no tenth"
    assert {"volume", "occupancy", "discount_rate"} <= moved


def test_a_card_rate_with_a_range_is_read_a_second_time(of_scenario):
    comparison, found = of_scenario
    ranges = {one for one in comparison.model.inputs if one.rate is not None and one.rate.low is not None}
    by_card = [swing for swing in found if swing.reading == CARD]
    assert {swing.input for swing in by_card} <= ranges
    for swing in by_card:
        for end, at in ((swing.low, "low"), (swing.high, "high")):
            if end is not None and not end.clipped:
                assert np.max(end.value) == pytest.approx(swing.input.rate.amount(at))


SMALL = {
    "start": "2027-01",
    "months": 24,
    "demand": {"volume": {"voice": 4000}},
    "service": {"handle_time": 400},
    "staffing": {"occupancy": "95%", "shrinkage": "30%", "paid_hours": 160},
    "options": {
        "own": {"in_house": {"hourly_wage": 40}},
        "vendor": {"pricing": {"model": "per_ticket", "ticket_price": 4.2}},
        "other": {"pricing": {"model": "per_ticket", "ticket_price": 4.3}},
    },
}


def small(**changes) -> dict:
    return {**copy.deepcopy(SMALL), **changes}


def test_an_input_is_held_at_the_most_it_may_be():
    found = swings(compared(small()))
    occupancy = next(swing for swing in found if swing.input.name == "occupancy")
    assert (occupancy.clipped, occupancy.low.clipped, occupancy.high.clipped) == (True, False, True)
    assert (occupancy.low.value, occupancy.high.value) == (pytest.approx(0.855), 1.0)


def test_an_end_that_changes_the_answer_says_who_costs_least_then():
    comparison = compared(small())
    assert comparison.cheapest.key == "vendor"
    price = next(
        swing
        for swing in swings(comparison)
        if swing.input.scope.path == ("vendor",) and swing.unit == "currency/contact"
    )
    assert (price.low.cheapest, price.high.cheapest, price.changes_answer) == ("vendor", "other", True)
    assert price.now.lead == pytest.approx(price.now.npv["other"] - price.now.npv["vendor"])
    assert price.high.lead < 0 < price.low.lead


def test_a_contract_that_would_contradict_itself_is_no_end():
    """A bonus begins at the target or beyond: a higher target alone would be refused by the model."""
    comparison = compare(load_scenario(SCENARIOS / "per_ticket_gain_share.yaml"), CARD_IN_USE)
    target = next(s for s in swings(comparison) if s.input.name == "target" and s.refused)
    assert target.high is None
    assert target.low is not None
    assert "a bonus begins at the target" in target.refused
    with pytest.raises(ProblemsFound, match="a bonus begins at the target"):
        with_value(comparison, target.input.place, float(target.input.value) * 1.1)


def test_a_hand_over_that_is_done_stays_done():
    data = small()
    data["options"]["vendor"]["transition"] = {"ramp": ["40%", "80%", "100%"]}
    ramp = next(swing for swing in swings(compared(data)) if swing.input.name == "ramp")
    assert ramp.low.value[:4] == pytest.approx([0.36, 0.72, 1, 1])
    assert ramp.high.value[:4] == pytest.approx([0.44, 0.88, 1, 1])


def test_one_that_no_longer_serves_the_work_loses_its_lead():
    """Ten per cent more work, and the seats that were contracted cannot carry it: cheap, and no answer."""
    data = small()
    seats = {"model": "per_seat", "seat_rate": 1000, "contracted_seats": 4.5}
    data["options"]["vendor"] = {"staffing": {"whole_people": False}, "pricing": seats}
    comparison = compared(data)
    assert comparison.cheapest.key == "vendor"
    assert not comparison.unserved
    lost = [swing for swing in swings(comparison) if any(end.lead is None for end in swing.ends)]
    assert lost
    assert all(math.isinf(swing.effect) and swing.changes_answer for swing in lost)


def test_options_left_out_take_no_part():
    data = small()
    data["options"]["vendor"]["in_comparison"] = False
    found = swings(compared(data))
    assert all(set(swing.now.npv) == {"own", "other"} for swing in found)
    assert found[0].now.cheapest == "other"


# -- break-even prices ---------------------------------------------------------------------------------------


def test_a_break_even_price_breaks_even_to_the_cent(of_scenario):
    comparison, _ = of_scenario
    found = break_even_prices(comparison)
    assert [one for one in found if one.change is not None]
    for one in found:
        for change in one.changes:
            moved = with_value(comparison, ("options", one.option, "price_change"), change, share=True)
            option, against = moved.option(one.option), moved.option(one.against)
            assert option.figure("npv") == pytest.approx(against.figure("npv"), abs=2 * CENT)


def test_the_break_even_price_of_a_plain_price_is_the_other_price():
    one = break_even_price(compared(small()), "vendor", "other")
    assert one.change == pytest.approx(4.3 / 4.2 - 1, abs=1e-6)
    assert break_even_in_words(one) == "the same cost at prices 2.4 % higher"


def test_there_may_be_no_break_even_price():
    comparison = compared(small())
    assert break_even_price(comparison, "own").reason == "it is the option it would be compared with"
    assert break_even_price(comparison, "own", "vendor").reason == "it has no price of a vendor"
    data = small()
    data["options"]["vendor"]["contract"] = {"commitment": {"minimum_fee": 900000}}
    dear = break_even_price(compared(data), "vendor")
    assert dear.changes == ()
    assert dear.reason == "its price moves nothing"
    data["options"]["vendor"]["contract"] = {"commitment": {"minimum_fee": 50000}}
    data["options"]["own"]["in_house"]["hourly_wage"] = 1
    assert (
        "stays dearer at every price change between -100 % and +200 %"
        in break_even_price(compared(data), "vendor").reason
    )


def test_more_than_one_crossing_and_jumps_are_told_apart():
    """Clauses may bend a price's way: down through nothing, up through it again, and over it in one step."""

    def difference(price):
        bent = np.where(price < 0.5, (price + 0.3) * (price - 0.2), 0.5)
        return 1e6 * np.where(price < 1, bent, -0.1)

    changes = np.linspace(-1, 2, 121)
    exact, jumps = crossings(difference, changes, difference(changes))
    assert exact == pytest.approx((-0.3, 0.2), abs=1e-8)
    assert jumps == pytest.approx((1.0,), abs=1e-8)


# -- the sheet -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """Terms of payment, which weigh by the discount rate as well, a charge for ending early, and a price that is moved.

    That the sheet of every scenario recalculates and keeps the rules is held with all other sheets in test_workbook.
    """
    data = small(timing={"discount_rate": "8%"})
    data["options"]["vendor"] |= {
        "price_change": "5%",
        "contract": {
            "payment": {"payment_days": 60, "early_payment_discount": "1%", "discount_days": 10},
            "termination": {"termination_charge": "declining", "termination_amount": 24000},
        },
    }
    comparison = compared(data)
    path = tmp_path_factory.mktemp("sensitivity") / "book.xlsx"
    path.write_bytes(write_workbook(comparison))
    return comparison, path, rows_of(path)


def rows_of(path_or_bytes, sheet="Sensitivity"):
    return list(openpyxl.load_workbook(path_or_bytes, data_only=True)[sheet].iter_rows(values_only=True))


def below(rows, title, column=1):
    """The rows under a heading up to the next empty one."""
    start = next(number for number, row in enumerate(rows) if str(row[column] or "").startswith(title))
    end = next((number for number in range(start + 1, len(rows)) if not rows[number][1]), len(rows))
    return rows[start + 1 : end]


def test_other_discount_rates_give_what_the_model_gives(workbook):
    comparison, _, rows = workbook
    shown = below(rows, "Net present value of the cost")
    assert [row[2] for row in shown] == pytest.approx([0.06, 0.07, 0.08, 0.09, 0.10])
    saved = below(rows, "Saving against Own")
    for row, saving in zip(shown, saved, strict=True):
        at_rate = with_value(comparison, ("timing", "discount_rate"), row[2])
        assert row[3:6] == pytest.approx([one.figure("npv") for one in at_rate.options], abs=CENT)
        assert saving[4:6] == pytest.approx([one.figure("npv_saving") for one in at_rate.options[1:]], abs=CENT)


def test_the_tables_stay_live(workbook, soffice):
    """Typed into the workbook, other inputs move the tables as they move the model."""
    comparison, path, rows = workbook
    sets = {"in_programme.discount_rate": 0.11, "in_vendor.payment_days": 90}
    report = check(path, sets=sets, dump=("Sensitivity!D1:F120",))
    assert report["error_cells"] == 0
    dumped = [report["dump"]["Sensitivity!D1:F120"][number : number + 3] for number in range(0, 360, 3)]
    at_rate = with_value(comparison, ("timing", "discount_rate"), 0.12)
    later = with_value(at_rate, ("options", "vendor", "contract", "payment", "payment_days"), 90)
    row = next(number for number, row in enumerate(rows) if str(row[1]).startswith("At a discount rate 1 percentage"))
    higher = dumped[row + 2]
    assert higher == pytest.approx([one.figure("npv") for one in later.options], abs=CENT)
    state = next(values for values in dumped[:4] if values[0] not in ("", None))
    assert state[0] == 2, "two inputs are not those of the export"


def test_a_rate_never_goes_below_nothing():
    data = small(timing={"discount_rate": "1%"})
    rows = below(rows_of(io.BytesIO(write_workbook(compared(data)))), "Net present value of the cost")
    assert [row[2] for row in rows] == pytest.approx([0, 0, 0.01, 0.02, 0.03])


def test_an_earlier_end_shows_what_was_paid_until_then_and_what_ending_costs(workbook):
    comparison, _, rows = workbook
    paid = below(rows, "If the contract ended after")[:2]
    costs = below(rows, "Charge and notice pay")
    for column, option in enumerate(comparison.options, 3):
        until = np.cumsum(comparison.by_year(option.by_month))
        assert [row[column] for row in paid] == pytest.approx(until, abs=CENT)
    exposure = comparison.option("vendor").of("termination_exposure")
    assert [row[4] for row in costs] == pytest.approx([exposure[11], exposure[23]], abs=CENT)
    assert exposure[11] > 0


def test_the_price_change_that_is_tried_shows_what_it_does(workbook):
    _, _, rows = workbook
    tried = {row[1]: row[4] for row in below(rows, "Price change to try")}
    fee = tried["At the prices of the contract"]
    assert tried["Price change"] == 0.05
    assert tried["At the moved prices"] == pytest.approx(fee * 1.05)
    assert tried["Difference"] == pytest.approx(fee * 0.05)


def test_the_answer_table_shows_the_strongest_swings(workbook):
    comparison, _, rows = workbook
    expected = [swing for swing in swings(comparison) if swing.reading == SHARE and swing.effect >= 1][:12]
    slots = below(rows, "Input")
    assert len(slots) == 12
    assert all(set(row[1:10]) == {"–"} for row in slots[len(expected) :])
    shown = slots[: len(expected)]
    assert [row[1].removesuffix("; held within its limits") for row in shown] == [name_of_swing(s) for s in expected]
    labels = {option.key: option.label for option in comparison.options}
    for row, swing in zip(shown, expected, strict=True):
        assert row[6:8] == pytest.approx([end.lead - swing.now.lead for end in (swing.low, swing.high)], abs=2 * CENT)
        for told, end in zip(row[8:10], (swing.low, swing.high), strict=True):
            assert told == ("the same" if end.cheapest == swing.now.cheapest else labels[end.cheapest])


def test_break_even_prices_are_shown(workbook):
    comparison, _, rows = workbook
    shown = below(rows, "Vendor")
    expected = break_even_prices(comparison)
    assert len(shown) == len(expected) + 1, "and a sentence on what the price change is"
    assert [row[3] for row in shown[:-1]] == [pytest.approx(one.change) for one in expected]


def test_the_chart_follows_the_cells_and_says_what_it_shows(workbook):
    _, path, rows = workbook
    (chart,) = openpyxl.load_workbook(path)["Sensitivity"]._charts
    inputs = [row[1] for row in below(rows, "Input") if row[1] != "–"]
    heads = []
    for series in chart.series:
        first, last = (int(part.rpartition("$")[2]) for part in series.val.numRef.f.partition("!")[2].split(":"))
        assert [rows[number - 1][1] for number in range(first, last + 1)] == inputs
        heads.append(series.tx.strRef.f)
    assert len(set(heads)) == 2
    titled = int(chart.title.tx.strRef.f.rpartition("$")[2])
    assert rows[titled - 1][1] == "Change of the lead of Other, USD"


def test_the_numbers_of_the_export_stand_on_inputs_and_nowhere_else(workbook):
    _, path, _ = workbook
    told = [row for row in rows_of(path, "Inputs") if str(row[0]).startswith("Sensitivity as exported")]
    assert len(told) == 1
    sheet = openpyxl.load_workbook(path)["Sensitivity"]
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]


# -- one shape for all numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "shorter"), [("san_francisco_311", {}), ("per_ticket_gain_share", {"months": 12})])
def test_with_what_another_export_holds_the_workbook_says_what_that_one_says(name, shorter, tmp_path, soffice):
    """Other inputs are strongest there, other ends are refused, an option is left out and a price is moved."""
    scenario = load_scenario(SCENARIOS / f"{name}.yaml")
    comparison = compared({**scenario.data, **shorter}, scenario.folder)
    chance = Random(11)
    moving = [one for one in inputs_of(comparison) if is_moved(one) and one.name not in ("target", "bonus_from")]
    numbers = {name_of(one): list(a_little_less(one, chance)) for one in moving}
    moved, left_out = (option.key for option in comparison.options[-2:])
    numbers |= {f"in_{left_out}.in_comparison": [0.0], f"in_{moved}.price_change": [-0.3]}
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    one.write_bytes(write_workbook(comparison))
    other.write_bytes(write_workbook(with_numbers(comparison, numbers)))
    before, after = Book.read(one), Book.read(other)
    assert names_in(before) != names_in(after), "the slots hold other inputs"
    sheets = [sheet for sheet in INPUT_SHEETS if sheet in before.parts]
    changes = input_changes(before, after, sheets)
    assert len(changes) > 50
    edit(one, tmp_path / "typed.xlsx", before, changes)
    [now] = recalculated_without_looks([tmp_path / "typed.xlsx"], tmp_path / "out")
    report = differences(after, now, 1e-6, 1e-9, formulas_of=before)
    assert (report["mismatches"], report["error_cells"]) == (0, 0), report["mismatch_list"][:5]


def a_little_less(one, chance) -> np.ndarray:
    least, most = limits_of(one.given, 12)
    return np.clip(np.atleast_1d(one.value) * chance.uniform(0.88, 0.995), least, most)


def names_in(book: Book) -> list[str]:
    """The names in the slots of the first table."""
    return [book.cells["Sensitivity", f"B{row}"].value for row in range(10, 22)]


def formulas_of(data) -> dict[str, str]:
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(compared(data))))["Sensitivity"]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def test_the_sheet_has_the_same_formulas_whatever_the_numbers_say():
    plain, without_vendor, alone = (small(months=6) for _ in range(3))
    without_vendor["options"]["vendor"]["in_comparison"] = False
    for key in ("own", "other"):
        alone["options"][key]["in_comparison"] = False
    assert formulas_of(plain) == formulas_of(without_vendor) == formulas_of(alone)


def test_an_option_that_is_left_out_says_so():
    data = small(months=6)
    data["options"]["vendor"]["in_comparison"] = False
    rows = rows_of(io.BytesIO(write_workbook(compared(data))))
    assert below(rows, "Vendor")[0][1:5] == ("Vendor", "–", "–", "left out of the comparison")
    assert [row[1] for row in below(rows[below_row(rows, "What moves each") :], "Vendor")] == [
        "Left out of the comparison",
        "–",
        "–",
    ]
    (switches,) = [row for row in rows if row[1] == "In the comparison, as set on Inputs"]
    assert switches[3:6] == (1, 0, 1)


def below_row(rows, title) -> int:
    return next(number for number, row in enumerate(rows) if str(row[0] or "").startswith(title))


def test_every_cell_of_the_record_is_written_and_refuses_to_be_changed(workbook):
    _, path, _ = workbook
    inputs = openpyxl.load_workbook(path)["Inputs"]
    shown = {
        cell.value.removeprefix("=Inputs!").replace("$", "")
        for row in openpyxl.load_workbook(path)["Sensitivity"].iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.value.startswith("=Inputs!") and cell.row < 80
    }
    (rule,) = [one for one in inputs.data_validations.dataValidation if one.type == "custom"]
    record = {cell for cell in shown if cell in rule}
    assert len(record) > 200
    assert not [cell for cell in record if inputs[cell].value in (None, "")]
    assert rule.formula1 == "FALSE"


def test_worse_service_that_earns_credits_is_told_apart_from_a_saving():
    comparison = compare(load_scenario(SCENARIOS / "example.yaml"), CARD_IN_USE)
    found = [swing for swing in swings(comparison) if swing.reading == SHARE]
    strange = [swing for swing in found if swing.input.name in ("attained", "target")]
    assert (
        of_service(strange) == "Attained and Target rank high because worse service earns credits: that is no saving."
    )
    assert of_service([swing for swing in found if swing not in strange]) == ""


def test_a_change_that_is_shown_as_nothing_has_no_minus():
    assert math.copysign(1, money(-0.001).value) == 1
    assert money(-0.3).shown.split(";")[1] == '"0"'
    assert money(-1.0).shown == ON_AXIS
