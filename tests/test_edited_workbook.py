"""A workbook that came back: what was changed in it is what the scenario says from then on, to the last digit.

Unedited it is the scenario that was exported. Edited, each number comes back where it was stated, the assumptions are
stated, and the model's totals are those the workbook recalculates to. What cannot come back is refused with its cell.
"""

import copy
import io
import json
import os
import pty
import random
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from tcomodel import compare, load_scenario, read_card, scenario_from
from tcomodel.card_choice import card_of, over_standard, standard_card
from tcomodel.edited_workbook import read_workbook
from tcomodel.edited_workbook.cells import Found, limited
from tcomodel.edited_workbook.edited import inputs_of
from tcomodel.edited_workbook.homes import OTHER_LINES, Homes, NoWayBack
from tcomodel.edited_workbook.ranges import Range
from tcomodel.evaluation import evaluate
from tcomodel.importing.sheet import MOST_CELLS
from tcomodel.index_series import catalogue
from tcomodel.problems import ProblemsFound
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.about.scenario import rows_of, text_of
from tcomodel.readers.excel.inputs.way_back import FOR_A_TRY
from tcomodel.readers.excel.names import SCHEMA, name_of
from tcomodel.readers.scenario_file import standalone
from tcomodel.timeline import Constants
from tests.conftest import missing
from tests.contracts import many_vendors
from tests.recalculated import files_without_looks

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from recalc_check import Book, cell_xml, edit, escape  # noqa: E402

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
OFFICE_USER = Path(__file__).parent / "office_user.py"
# LibreOffice 7.4 itself ends with a signal in 8 of 183 sessions that type into a workbook of ours: in its notice to the
# cells that read the one typed into, at the same place each time, with one thread and after a recalculation too. What
# is heard of it then is a signal, a lost bridge or nothing.
OPENED_AGAIN = 4  # what a person does then
PATIENCE = 70  # seconds for a session

SMALL = {
    "name": "Two ways",
    "start": "2027-04",
    "months": 12,
    "timing": {"discount_rate": "8%"},
    "demand": {
        "volume": {"voice": 4000, "chat": [900] * 6 + [1100] * 6},
        "seasonality": [1.1, 1, 1, 1, 1, 0.9, 0.9, 1, 1, 1, 1, 1.1],
    },
    "service": {"handle_time": {"voice": 380, "chat": 600}, "simultaneous_contacts": {"chat": 2}},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 170},
    "options": {
        "own": {"in_house": {"hourly_wage": {"rate": "united_states.wage.agent"}}},
        "manila": {
            "label": "Manila, per seat",
            "locations": {"philippines": "60%", "mexico": "40%"},
            "pricing": {"model": "per_seat", "seat_rate": {"philippines": 2100,
                                                           "mexico": {"rate": "nearshore.seat_month"}}},
            "staffing": {"paid_hours": 173, "whole_people": True},
            "transition": {"transition_fee": 30000, "transition_paid": "milestones",
                           "milestones": [{"month": 1, "share": 0.4}, {"month": 3, "share": "60%"}],
                           "ramp": [0.25, 0.5, 1]},
            "contract": {"indexation": {"yearly_indexation": "3%", "notice_delay": 1}},
        },
        "tickets": {
            "pricing": {"model": "per_ticket", "ticket_price": {"chat": 2.5}},
            "contract": {
                "volume_prices": {
                    "tiers": {"voice": [{"up_to": 3000, "price": 5.5}, {"over": 3000, "price": 5}]},
                },
                "termination": {"termination_charge": "declining", "termination_amount": 20000},
            },
        },
    },
}  # fmt: skip


INDEXED = copy.deepcopy(SMALL)
INDEXED["indices"] = {"us_cpi": {"series": "us_cpi_u", "projection": "2.5%"},
                      "ours": {"series": {f"20{year}-{month:02d}": 100 + year for year in range(25, 29)
                                          for month in (1, 4, 7, 10)}, "projection": "3%"}}  # fmt: skip
INDEXED["options"]["tickets"]["contract"]["indexation"] = {
    "indices": {"us_cpi": {"weight": "50%"}, "ours": {"weight": "30%"}}
}


class Formula(str):
    """What is typed with an equals sign; ``stored`` is the value a program kept beside it, None for none."""

    stored: float | str | None = None


def formula(text, stored):
    made = Formula(text)
    made.stored = stored
    return made


@cache
def exported(kind="small"):
    """The comparison of a scenario of this file and its workbook."""
    comparison = compare(scenario_from(INDEXED if kind == "indexed" else SMALL), standard_card())
    return comparison, write_workbook(comparison)


def typed(content, cells, folder):
    """The workbook after somebody typed: by name, by name and position, or by sheet and cell."""
    source, target = folder / "before.xlsx", folder / "after.xlsx"
    source.write_bytes(content)
    book = Book.read(source)
    plain, formulas = {}, {}
    for place, value in cells.items():
        name, position = place if isinstance(place, tuple) else (place, 0)
        where = (name, position) if isinstance(position, str) else book.resolve(name)[position]
        (formulas if isinstance(value, Formula) else plain)[where] = value
    edit(source, target, book, plain)
    made = target.read_bytes()
    for (sheet, ref), text in formulas.items():
        made = with_part(made, book.parts[sheet], lambda xml, ref=ref, text=text: with_formula(xml, ref, text))
    return made


def with_formula(xml, ref, text):
    stored = text.stored
    value = "" if stored is None else f"<v>{escape(str(stored))}</v>"
    kind = ' t="e"' if isinstance(stored, str) else ""
    cell = rf'<c r="{ref}"([^>]*?)(?:/>|>.*?</c>)'
    return re.sub(
        cell, lambda m: f'<c r="{ref}"{m[1]}{kind}><f>{escape(text)}</f>{value}</c>', xml, count=1, flags=re.S
    )


def with_part(content, part, change):
    """The workbook with one of its parts changed; one that is not there is added, one that becomes None goes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        for name in [*names, *([] if part in names else [part])]:
            data = before.read(name).decode() if name in names else ""
            if name == part:
                data = change(data)
            if data is not None:
                after.writestr(name, data)
    return made.getvalue()


def with_names(content, change):
    return with_part(content, "xl/workbook.xml", change)


def pointing(name, where):
    """Somebody lets a name point elsewhere; None takes the name out."""

    def change(xml):
        new = "" if where is None else f'<definedName name="{name}">{where}</definedName>'
        made, count = re.subn(rf'<definedName name="{name}">[^<]*</definedName>', new, xml)
        assert count == 1, name
        return made

    return lambda content: with_names(content, change)


def at(data, *place):
    for name in place:
        data = data[name]
    return data


def refusal(content, name="edited.xlsx", card=None):
    with pytest.raises(ProblemsFound) as found:
        read_workbook(name, content, card)
    return str(found.value)


# -- unedited, it is what was exported ------------------------------------------------------------------------


def is_itself(comparison, content):
    text = standalone(comparison)
    back = read_workbook("same.xlsx", content)
    assert (back.changes, back.notes) == ((), ())
    files = {f"{'.'.join(one.place)} ({one.from_file})" for one in comparison.model.inputs if one.from_file}
    assert files <= set(back.written_out)
    assert back.text == text
    assert back.data == back.exported.data
    assert [one.total for one in back.comparison.options] == [one.total for one in comparison.options]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_unedited_workbook_is_the_scenario_it_was_made_from(path):
    comparison = compare(load_scenario(path), standard_card())
    is_itself(comparison, write_workbook(comparison))


@pytest.mark.parametrize("seed", range(40))
def test_drawn_scenarios_come_back_unedited_and_edited(seed, tmp_path):
    """Three inputs of each are typed; what the model then says is what its lines say of the workbook's numbers."""
    comparison = compare(scenario_from(many_vendors(seed, 1)), standard_card())
    content = write_workbook(comparison)
    is_itself(comparison, content)
    cells, values = nudged(comparison, random.Random(seed), 3)
    back = read_workbook("edited.xlsx", typed(content, cells, tmp_path))
    assert len(cells) == 3
    assert {one.name for one in back.changes} == {name for name, _ in cells}
    assert all(one.after == cells[one.name, position_of(one, cells)] for one in back.changes)
    worked_out = evaluate(comparison.model, values)
    for before, now in zip(comparison.options, back.comparison.options, strict=True):
        assert now.total == pytest.approx(float(worked_out[before.model.figures["tco"]]), rel=1e-12)


EDGES = (
    "over",
    "up_to",
    "milestones",
    "level",
    "target",
    "bonus",
    "share_of",
    "first_",
    "paid_at",
    "measured",
    "seasonality",
)


def nudged(comparison, rng, count):
    """So many inputs a thousandth smaller, by name and position, and the values of those inputs as a whole.

    Edges that must fit others stay (a tier begins where the one before ends), and so does what cannot come back.
    """
    free = [
        one
        for one in inputs_of(comparison.model)
        if one.given.kind in ("number", "months", "calendar", "hours")
        and not any(word in one.name for word in EDGES)
        and one.name not in {*Constants.model_fields, "ramp", "start_productivity"}
        and one.from_series is None
    ]
    cells, values = {}, {}
    for one in rng.sample(free, len(free)):
        numbers = np.atleast_1d(np.asarray(one.value, dtype=float)).copy()
        position = rng.randrange(len(numbers))
        new = float(f"{numbers[position] * 0.999:.15g}")
        if new != numbers[position] and not limited(one, new, comparison.scenario.file.months) and len(cells) < count:
            numbers[position] = new
            cells[name_of(one), position] = new
            values[one] = numbers if np.ndim(one.value) else new
    return cells, values


def position_of(change, cells):
    return next(position for name, position in cells if name == change.name)


# -- each kind of input ------------------------------------------------------------------------------------------

MANILA, TICKETS = "options.manila", "options.tickets"
TIERS = f"{TICKETS}.contract.volume_prices.tiers.voice"
CALENDAR = [1.1, 1.05, 1, 1, 1, 0.9, 0.9, 1, 1, 1, 1, 1.1]
KINDS = {
    "a card rate becomes a number": ("in_own.hourly_wage", 23.5, "options.own.in_house.hourly_wage", 23.5),
    "a share is written in percent": ("in_programme.discount_rate", 0.0925, "timing.discount_rate", "9.25%"),
    "a number by channel": ("in_programme.voice.volume", 4100.5, "demand.volume.voice", 4100.5),
    "a month": (("in_programme.chat.volume", 3), 950, "demand.volume.chat", [900] * 3 + [950, 900, 900] + [1100] * 6),
    "a calendar month": (("in_programme.seasonality", 1), 1.05, "demand.seasonality", CALENDAR),
    "a short list stays short": (("in_manila.ramp", 0), 0.3, f"{MANILA}.transition.ramp", [0.3, 0.5, 1]),
    "a list as long as it must": (("in_manila.ramp", 3), 0.9, f"{MANILA}.transition.ramp", [0.25, 0.5, 1, 0.9, 1]),
    "a switch": ("in_manila.whole_people", 0, f"{MANILA}.staffing.whole_people", False),
    "a switch that was assumed": ("in_own.in_comparison", False, "options.own.in_comparison", False),
    "a share of more than 100 %": ("in_manila.price_change", 1.5, f"{MANILA}.price_change", "150%"),
    "a share of 100 %": ("in_manila.yearly_indexation", 1, f"{MANILA}.contract.indexation.yearly_indexation", "100%"),
    "a share below nothing": ("in_manila.price_change", -0.051, f"{MANILA}.price_change", "-5.1%"),
    "a share no percentage says": ("in_programme.shrinkage", 1e-7, "staffing.shrinkage", 1e-7),
    "a whole number": ("in_manila.notice_delay", 3, f"{MANILA}.contract.indexation.notice_delay", 3),
    "a price of a blend": ("in_manila.seat_rate_mexico", 1900.25, f"{MANILA}.pricing.seat_rate.mexico", 1900.25),
    "a price of a tier": ("in_tickets.voice.tier_1.price", 5.25, f"{TIERS}.0.price", 5.25),
    "fifteen digits": ("in_tickets.voice.tier_2.price", 4.87654321098765, f"{TIERS}.1.price", 4.87654321098765),
    "assumed for all": ("in_assumed.attrition", 0.25, "staffing.attrition", "25%"),
    "assumed for a channel": (
        "in_assumed.simultaneous_contacts", 1.5, "service.simultaneous_contacts", {"chat": 2, "voice": 1.5}
    ),
    "assumed in a clause": ("in_assumed.notice_months", 3, f"{TICKETS}.contract.termination.notice_months", 3),
    "assumed in a pricing": ("in_assumed.agents_per_seat", 1.25, f"{MANILA}.pricing.agents_per_seat", 1.25),
    "the year": ("in_programme.first_year", 2028, "start", "2028-04"),
    "the calendar month": ("in_programme.first_calendar_month", 11, "start", "2027-11"),
    "the payment point": ("in_programme.paid_at", 1, "timing.discount_timing", "start"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_input_is_written_where_it_is_stated(kind, tmp_path):
    place, value, where, entry = KINDS[kind]
    comparison, content = exported()
    back = read_workbook("edited.xlsx", typed(content, {place: value}, tmp_path))
    path = [int(part) if part.isdigit() else part for part in where.split(".")]
    assert at(back.data, *path) == entry
    [change] = back.changes
    name, position = place if isinstance(place, tuple) else (place, 0)
    assert (change.name, change.after) == (name, value)
    assert any(one.startswith(where) for one in change.written)
    [one] = [one for one in inputs_of(comparison.model) if name_of(one) == name]
    assert change.before == np.atleast_1d(one.value)[position]


def test_a_cell_that_cannot_come_back_says_so_before_somebody_types():
    """Of all inputs these alone are refused once they are changed."""
    comparison, content = exported()
    book = openpyxl.load_workbook(io.BytesIO(content))
    said = set()
    for one in inputs_of(comparison.model):
        sheet, _, area = book.defined_names[name_of(one)].attr_text.replace("$", "").partition("!")
        rules = book[sheet].data_validations.dataValidation
        [rule] = [rule for rule in rules if area.partition(":")[0] in rule.sqref]
        said |= {name_of(one)} if rule.prompt.startswith(FOR_A_TRY) else set()
        assert len(rule.prompt) <= 255
    found = [Found(one, Range("Inputs", 9, 3), (9.0,) * np.size(one.value), ()) for one in inputs_of(comparison.model)]
    homes, refused = Homes(comparison, found), set()
    for one in found:
        try:
            homes.edits(one)
        except NoWayBack as reason:
            refused |= {name_of(one.one)} if str(reason) == OTHER_LINES else set()
    assert "in_assumed.ramp" in said
    assert said == refused


def test_what_adds_up_to_all_is_changed_together(tmp_path):
    _, content = exported()
    cells = {"in_manila.share_of_philippines": 0.75, "in_manila.share_of_mexico": 0.25,
             ("in_manila.milestones", 0): 0.3, ("in_manila.milestones", 4): 0.1}  # fmt: skip
    back = read_workbook("edited.xlsx", typed(content, cells, tmp_path))
    assert back.data["options"]["manila"]["locations"] == {"philippines": "75%", "mexico": "25%"}
    steps = [{"month": 1, "share": "30%"}, {"month": 3, "share": "60%"}, {"month": 5, "share": "10%"}]
    assert back.data["options"]["manila"]["transition"]["milestones"] == steps


def test_months_that_changed_alike_are_one_change(tmp_path):
    _, content = exported()
    cells = {("in_programme.chat.volume", month): 1250 for month in range(8, 12)}
    [change] = read_workbook("edited.xlsx", typed(content, cells, tmp_path)).changes
    assert (change.label, change.place, change.unit) == (
        "Volume, 2027-12 to 2028-03", "Programme, Chat", "contacts per month"
    )  # fmt: skip
    assert (change.before_in_words, change.after_in_words) == ("1,100", "1,250")
    assert re.fullmatch(r"Series!N\d+:Q\d+", change.cell)


def test_a_measured_month_of_an_index_comes_back(tmp_path):
    comparison, content = exported("indexed")
    before = int(comparison.model.programme.inputs["months_before"].value)
    cells = {("in_programme.us_cpi.index_data", before - 20): 321.5}
    back = read_workbook("edited.xlsx", typed(content, cells, tmp_path))
    series = back.data["indices"]["us_cpi"]["series"]
    assert series["2025-08"] == 321.5
    assert series["2025-07"] == catalogue()["us_cpi_u"].at("2025-07")
    assert "2025-10 had no published value" in " ".join(back.notes)


def test_a_quarter_stays_a_quarter_where_its_months_agree(tmp_path):
    comparison, content = exported("indexed")
    before = int(comparison.model.programme.inputs["months_before"].value)
    quarter = {("in_programme.ours.index_data", before - 3 + month): 127.5 for month in range(3)}  # 2027-01 to 03
    back = read_workbook("edited.xlsx", typed(content, quarter, tmp_path))
    expected = {**INDEXED["indices"]["ours"]["series"], "2027-01": 127.5}
    assert back.data["indices"]["ours"]["series"] == expected
    one = {("in_programme.ours.index_data", before - 2): 127.5}
    series = read_workbook("edited.xlsx", typed(content, one, tmp_path)).data["indices"]["ours"]["series"]
    assert [series[month] for month in ("2027-01", "2027-02", "2027-03")] == [127, 127.5, 127]


def test_long_lines_of_a_scenario_are_put_together_again():
    """Every blank stays where it was, though no row begins with one that a program might drop."""
    text = "name: x\n\n  - " + "words and  blanks " * 5000 + "\n" + " " * 300 + "end\n"
    rows = list(rows_of(text))
    assert text_of(rows) == text
    assert max(len(piece) for _, piece in rows) < 500
    assert not [piece for _, piece in rows if piece and not piece.strip()]


def test_names_that_hurt_come_back(tmp_path):
    data = copy.deepcopy(SMALL)
    nasty = '=HYPERLINK("http://x") _x0041_ \u05d0\u202e \U0001f600 \t\'"'
    data["options"]["own"]["label"], data["description"] = nasty, "=1+1 " + "long " * 700 + nasty
    comparison = compare(scenario_from(data), standard_card())
    is_itself(comparison, write_workbook(comparison))


def another_card(wage):
    """The tool's own card with another wage."""
    text = (ROOT / "data" / "rates.yaml").read_text(encoding="utf-8")
    assert text.count("value: 21.82") == 1
    return read_card(text.replace("value: 21.82", f"value: {wage}"))


def test_a_scenario_with_a_card_of_its_own_comes_back_with_it():
    comparison = compare(scenario_from(SMALL), over_standard(another_card(31.82), standard_card()))
    is_itself(comparison, write_workbook(comparison))


def test_a_card_that_has_moved_on_is_no_edit():
    """The workbook's wage is still the one somebody signed, and the scenario brings it along."""
    comparison, content = exported()
    moved_on = another_card(31.82)
    back = read_workbook("signed.xlsx", content, moved_on)
    assert back.changes == ()
    assert back.notes[0] == (
        "Hourly wage (Own): the tool's rate card now says 31.82; the workbook was exported with 21.82, which is kept."
    )
    again = scenario_from(dict(back.data))
    totals = [one.total for one in compare(again, card_of(again, {}, moved_on)).options]
    assert totals == [one.total for one in back.comparison.options] == [one.total for one in comparison.options]
    assert "31.82" not in back.text


def test_an_edit_beside_a_card_that_has_moved_on_is_told_from_it(tmp_path):
    (_, content), moved_on = exported(), another_card(31.82)
    back = read_workbook("signed.xlsx", typed(content, {"in_own.hourly_wage": 31.82}, tmp_path), moved_on)
    [change] = back.changes
    assert (change.before, change.after) == (21.82, 31.82)
    assert back.data["options"]["own"]["in_house"]["hourly_wage"] == 31.82
    back = read_workbook("signed.xlsx", typed(content, {"in_programme.discount_rate": 0.09}, tmp_path), moved_on)
    assert [one.name for one in back.changes] == ["in_programme.discount_rate"]
    assert back.comparison.option("own").total == exported()[0].option("own").total
    sheet, ref = book_of(content, tmp_path).resolve("in_own.hourly_wage")[0]
    told = refusal(typed(content, {(sheet, ref.replace("D", "E")): 31.82}, tmp_path), card=moved_on)
    assert "which records what was exported, says 31.82 now" in told


# -- what cannot come back is refused with its cell --------------------------------------------------------------

CELL = r"(Inputs|Series)![A-Z]+[0-9]+"
TYPED_WRONG = {
    "in_own.hourly_wage": {
        "blank": (None, "the cell is blank; expected a number"),
        "text": ("23,50 USD", "found the text '23,50 USD'; expected a number"),
        "error": (formula("1/0", "#DIV/0!"), "found the error #DIV/0!; expected a number"),
        "no value": (formula("10+13", None), "it holds a formula and no stored value"),
        "switch": (True, "found TRUE; expected a number"),
        "below": (-1, "-1 is below the least possible, 0"),
        "huge": (1e16, "which is no usable number"),
    },
    "in_programme.shrinkage": {"above": (30, "3,000 % is above the most possible")},
    "in_manila.notice_delay": {"not whole": (1.5, "found 1.5; expected a whole number")},
    "in_manila.in_comparison": {"half": (0.5, "found 0.5; expected 1 for yes or 0 for no")},
    "in_programme.first_year": {"part of a year": (2027.5, "found 2,027.5; expected a whole number")},
    "in_programme.paid_at": {"between": (0.25, "found 0.25; expected 1 (start of the month), 0.5 (mid of the month)")},
    "in_assumed.months_per_year": {"constant": (13, "it is a constant that holds everywhere; put 12 back")},
    "in_assumed.ramp": {"other lines": (0.5, "once it is stated and no longer assumed, the model adds lines")},
    "in_manila.share_of_mexico": {"alone": (0.45, "the shares add up to 105.00%; expected 100 %")},
    "in_manila.milestones": {"alone": (0.3, "the shares add up to 90.00%; expected 100 %")},
    "in_tickets.voice.tier_1.up_to": {"gap": (2500, "there is a gap: tier 1 ends at 2500 and tier 2 begins over 3000")},
}
SLIPS = [(name, slip) for name, slips in TYPED_WRONG.items() for slip in slips]


@pytest.mark.parametrize(("name", "slip"), SLIPS, ids=lambda word: word)
def test_a_wrong_cell_is_refused_by_its_place(name, slip, tmp_path):
    value, message = TYPED_WRONG[name][slip]
    comparison, content = exported()
    [label] = [one.given.label for one in inputs_of(comparison.model) if name_of(one) == name]
    told = refusal(typed(content, {name: value}, tmp_path))
    assert message in told
    assert re.search(rf"edited\.xlsx: .*{CELL}(:[A-Z]+[0-9]+)?, {re.escape(label)} \(", told), told


def test_a_year_beside_a_month_that_is_wrong_is_no_further_problem(tmp_path):
    told = refusal(
        typed(exported()[1], {"in_programme.first_year": 2029, "in_programme.first_calendar_month": 13}, tmp_path)
    )
    assert "13 is above the most possible, 12" in told
    assert "first_year" not in told
    told = refusal(
        pointing("in_programme.first_calendar_month", None)(
            typed(exported()[1], {"in_programme.first_year": 2029}, tmp_path)
        )
    )
    assert "its name in_programme.first_calendar_month is gone" in told


def test_everything_wrong_is_told_at_once(tmp_path):
    _, content = exported()
    wrong = {"in_own.hourly_wage": None, "in_programme.shrinkage": 30, ("in_programme.chat.volume", 2): "many"}
    assert refusal(typed(content, wrong, tmp_path)).count("edited.xlsx: ") == 3


@pytest.mark.parametrize(
    ("name", "position", "message"),
    [
        ("in_programme.us_cpi.index_data", -1, "2028-03: such months only repeat their neighbour"),
        ("in_programme.us_cpi.measured_months", 0, "it follows from the months of the index series"),
        ("in_programme.months_before", 0, "it follows from the months of the index series"),
        ("in_programme.first_year", 0, "another start would move which months of the indices are read"),
    ],
)
def test_what_the_indices_decide_stays(name, position, message, tmp_path):
    comparison, content = exported("indexed")
    [one] = [one for one in inputs_of(comparison.model) if name_of(one) == name]
    value = float(np.atleast_1d(one.value)[position]) + 1
    assert message in refusal(typed(content, {(name, position): value}, tmp_path))


POINTING = {
    "gone": (None, "its name in_own.hourly_wage is gone"),
    "deleted": ("Inputs!#REF!", "points at a cell that was deleted"),
    "deleted with its sheet": ("#REF!$D$7", "points at a cell that was deleted"),
    "another sheet": ("Checks!$C$4", "points into Checks, its neighbours stand on Inputs"),
    "no such sheet": ("Elsewhere!$D$7", "points at no cells"),
    "another workbook": ("[1]Inputs!$D$7", "points at no cells"),
    "a formula": ("OFFSET(Inputs!$A$1,6,3)", "points at no cells"),
    "a million cells": ("Inputs!$A$1:$XFD$1048576", "cells, expected 1"),
    "far out": ("Inputs!$D$1048576", "it stands too far out"),
    "two areas": ("Inputs!$D$7,Inputs!$D$9", "points at no cells"),
}


@pytest.mark.parametrize("way", POINTING)
def test_a_name_that_points_nowhere_useful_is_refused(way):
    where, message = POINTING[way]
    assert message in refusal(pointing("in_own.hourly_wage", where)(exported()[1]))


def test_a_range_of_another_size_is_refused():
    _, content = exported()
    before = re.search(r"in_programme.seasonality\">Inputs!\$D\$(\d+):\$D\$(\d+)", part_of(content, "xl/workbook.xml"))
    first, last = int(before[1]), int(before[2])
    told = refusal(pointing("in_programme.seasonality", f"Inputs!$D${first}:$D${last + 2}")(content))
    assert f"Inputs!D{first}:D{last + 2}, Seasonality (Programme)\n  found 14 cells, expected 12" in told
    assert "take out the rows or columns that were inserted" in told


def test_a_changed_record_of_the_export_is_refused(tmp_path):
    """Who types into column E and not into D would else see nothing happen."""
    _, content = exported()
    sheet, ref = book_of(content, tmp_path).resolve("in_own.hourly_wage")[0]
    told = refusal(typed(content, {(sheet, ref.replace("D", "E")): 25}, tmp_path))
    assert "which records what was exported, says 25 now; put it back and change the value itself" in told
    assert f"{sheet}!{ref}, Hourly wage (Own)" in told


@pytest.mark.parametrize("record", [None, "as before"])
def test_a_record_that_is_gone_is_refused_too(record, tmp_path):
    _, content = exported()
    sheet, ref = book_of(content, tmp_path).resolve("in_own.hourly_wage")[0]
    told = refusal(typed(content, {(sheet, ref.replace("D", "E")): record}, tmp_path))
    assert f"which records what was exported, says {record or 'nothing'} now" in told


def beside_series(content, column, folder):
    sheet, ref = book_of(content, folder).resolve("in_programme.chat.volume")[0]
    return sheet, ref.replace("F", column)


def test_rows_that_were_sorted_are_refused(tmp_path):
    """The names stay where they were, and other numbers stand there now."""
    _, content = exported()
    told = refusal(typed(content, {beside_series(content, "B", tmp_path): "Ramp"}, tmp_path))
    assert "'Ramp' stands beside it where 'Volume (Chat)' stood; if rows were sorted or moved, undo that" in told
    told = refusal(typed(content, {beside_series(content, "D", tmp_path): 12.5}, tmp_path))
    assert re.search(r"Series!F\d+:Q\d+, Volume \(Programme, Chat\)", told)
    assert "the record of its months as exported, in the column Control figure, no unit, says 12.50, not" in told
    wage, shrinkage = (book_of(content, tmp_path).resolve(f"in_{name}")[0] for name in WAGE_AND_SHRINKAGE)
    words = {(wage[0], wage[1].replace("D", "B")): "Shrinkage", (shrinkage[0], shrinkage[1].replace("D", "B")): "Paid"}
    told = refusal(typed(content, words, tmp_path))
    assert "'Shrinkage' stands beside it where 'Hourly wage' stood" in told


def by_another_tool(content, folder):
    """The workbook as if the tool had made something else of the scenario when it was exported."""
    return typed(content, {cell_of(content, "out_fingerprint"): "of another tool"}, folder)


def rows_exchanged(content, one, other, folder):
    """Words, number and record of two inputs change places, as when rows of a column are sorted or copied over."""
    book, cells = book_of(content, folder), {}
    (sheet, here), (_, there) = (book.resolve(name)[0] for name in (one, other))
    for first, second in ((here, there), (there, here)):
        for column in "BDE":
            cells[sheet, first.replace("D", column)] = book.cells[sheet, second.replace("D", column)].value
    return typed(content, cells, folder)


MOVED = {
    "other words": ("in_programme.discount_rate", "in_programme.shrinkage", "'Shrinkage' stands beside it where"),
    "two prices of one kind": (
        "in_manila.seat_rate_philippines", "in_manila.seat_rate_mexico", "'Seat rate, Mexico' stands beside it where"
    ),
    "the same words": ("in_manila.paid_hours", "in_programme.paid_hours", "which records what was exported, says"),
}  # fmt: skip


@pytest.mark.parametrize("rows", MOVED)
def test_rows_that_moved_are_refused_whichever_version_of_the_tool_reads_them(rows, tmp_path):
    one, other, message = MOVED[rows]
    content = rows_exchanged(exported()[1], one, other, tmp_path)
    assert message in refusal(content)
    assert message in refusal(by_another_tool(content, tmp_path))


def test_a_months_row_copied_over_another_is_refused_by_any_version_of_the_tool(tmp_path):
    content = by_another_tool(exported()[1], tmp_path)
    told = refusal(typed(content, {beside_series(content, "B", tmp_path): "Ramp"}, tmp_path))
    assert "'Ramp' stands beside it where 'Volume (Chat)' stood" in told


def test_words_and_records_that_the_tool_itself_may_have_changed_are_no_fault(tmp_path):
    content = by_another_tool(exported()[1], tmp_path)
    sheet, ref = book_of(content, tmp_path).resolve("in_own.hourly_wage")[0]
    cells = {(sheet, ref.replace("D", "B")): "Wage", (sheet, ref.replace("D", "E")): 21.5}
    cells[beside_series(content, "B", tmp_path)] = "Contacts (Chat)"
    cells[beside_series(content, "D", tmp_path)] = 12.5
    back = read_workbook("x.xlsx", typed(content, cells, tmp_path))
    assert back.changes == ()
    assert "The tool has changed since this workbook was exported." in back.notes[0]
    assert "Words were changed beside the inputs in" in back.notes[-1]


WAGE_AND_SHRINKAGE = ("own.hourly_wage", "programme.shrinkage")


def test_edits_that_do_not_come_back_are_said(tmp_path):
    _, content = exported()
    sheet, ref = book_of(content, tmp_path).resolve("in_own.hourly_wage")[0]
    [note] = read_workbook("x.xlsx", typed(content, {(sheet, ref.replace("D", "B")): "Wage, agreed"}, tmp_path)).notes
    assert note == f"Words were changed beside the inputs in {sheet}!{ref}; they do not come back."
    twin = '<definedName name="in_own.hourly_wage" localSheetId="3">Series!$D$7</definedName></definedNames>'
    copied = with_names(content, lambda xml: xml.replace("</definedNames>", twin))
    [note] = read_workbook("x.xlsx", copied).notes
    assert "The sheet Series is a copy of one with inputs. What was typed there does not come back" in note
    twice = '<definedName name="IN_own.hourly_wage">Inputs!$D$9</definedName></definedNames>'
    told = refusal(with_names(content, lambda xml: xml.replace("</definedNames>", twice)))
    assert "its name in_own.hourly_wage points at no cells: 'both Inputs!" in told


STORED = {
    "yes as XML says it": ('t="b"><v>true</v>', None),
    "no switch": ('t="b"><v>maybe</v>', "found the error maybe; expected 1 for yes or 0 for no"),
    "a number with a line": ("><v>1_0</v>", "found the error 1_0"),
    "no number": ("><v>NaN</v>", "found the error NaN"),
}


@pytest.mark.parametrize("stored", STORED)
def test_what_programs_store_is_read_strictly(stored, tmp_path):
    cell, message = STORED[stored]
    _, content = exported()
    book = book_of(content, tmp_path)
    sheet, ref = book.resolve("in_manila.whole_people")[0]
    found = rf'<c r="{ref}"([^>]*?)>.*?</c>'
    made = with_part(
        content, book.parts[sheet], lambda xml: re.sub(found, rf'<c r="{ref}"\1 {cell}</c>', xml, count=1, flags=re.S)
    )
    if message is None:
        assert read_workbook("x.xlsx", made).changes == ()
    else:
        assert message in refusal(made)


def test_a_sheet_that_goes_on_beyond_what_is_read_is_said_once(tmp_path):
    _, content = exported()
    many = "".join(f"<c><v>{at * at % 99991}</v></c>" for at in range(MOST_CELLS + 1))
    cells = f'<row r="1">{many}</row>'
    part = book_of(content, tmp_path).parts["Inputs"]
    told = refusal(with_part(content, part, lambda xml: xml.replace("<sheetData>", f"<sheetData>{cells}")))
    assert told.count("the sheet goes on beyond what is read") == 1


def test_two_names_on_one_cell_are_refused():
    _, content = exported()
    where = re.search(r"in_programme.shrinkage\">([^<]*)<", part_of(content, "xl/workbook.xml"))[1]
    assert "point at one cell" in refusal(pointing("in_own.hourly_wage", where)(content))


def part_of(content, part):
    return zipfile.ZipFile(io.BytesIO(content)).read(part).decode()


# -- which workbook it is ----------------------------------------------------------------------------------------


def cell_of(content, name):
    found = re.search(rf"name=\"{name}\">Scenario!\$([A-Z]+)\$(\d+)", part_of(content, "xl/workbook.xml"))
    return ("Scenario", f"{found[1]}{found[2]}")


def test_text_edited_on_the_sheet_scenario_is_refused(tmp_path):
    _, content = exported()
    row = int(cell_of(content, "out_scenario")[1][1:])
    told = refusal(typed(content, {("Scenario", f"B{row + 1}"): "start: 2029-01"}, tmp_path))
    assert "the text of the scenario was changed here; change numbers on Inputs and Series" in told


def test_rows_that_share_one_long_text_are_counted_before_they_are_joined(tmp_path):
    _, content = exported()
    row, rows = int(cell_of(content, "out_scenario")[1][1:]), 320
    cells = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}" t="s"><v>0</v></c></row>'
    many = "".join(cells.format(row + at) for at in range(rows)) + "</sheetData></worksheet>"
    part = book_of(content, tmp_path).parts["Scenario"]
    content = with_part(content, part, lambda xml: xml[: xml.index(f'<row r="{row}"')] + many)
    content = pointing("out_scenario", f"Scenario!$A${row}:$B${row + rows - 1}")(content)
    long = f"<t>{'x' * 32_000}</t>"
    content = with_part(content, "xl/sharedStrings.xml", lambda xml: re.sub(r"<t[ >][^<]*</t>", long, xml, count=1))
    assert "the text of the scenario in it has more than 10,000,000 characters" in refusal(content)


def test_another_version_is_refused(tmp_path):
    _, content = exported()
    told = refusal(typed(content, {cell_of(content, "out_schema"): "99"}, tmp_path))
    assert f"it is a workbook of version 99, this tool reads version {SCHEMA}" in told


def test_a_workbook_without_its_scenario_is_refused():
    _, content = exported()
    for name in ("out_schema", "out_fingerprint", "out_scenario", "out_scenario_mark"):
        content = pointing(name, None)(content)
    assert "it was exported by an earlier version of the tool, which kept no scenario in it" in refusal(content)


def test_a_lost_name_of_the_scenario_is_said():
    told = refusal(pointing("out_scenario_mark", None)(exported()[1]))
    assert "the name out_scenario_mark is gone" in told


def test_a_rate_card_is_refused_with_what_reads_it():
    assert "it is a rate card, no comparison" in refusal(card_xlsx(standard_card()))


def test_another_workbook_is_refused():
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    assert "it is no comparison that this tool exported" in refusal(made.getvalue())


HOSTILE = {
    "macros": ("xl/vbaProject.bin", "it holds macros"),
    "external links": ("xl/externalLinks/externalLink1.xml", "it holds links to other workbooks"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_the_guard_stands_before_it(what):
    part, message = HOSTILE[what]
    assert message in refusal(with_part(exported()[1], part, lambda _: "<x/>"))
    assert "expected an Excel workbook" in refusal(b"start: 2027-01\n", "scenario.yaml")


def test_a_formula_that_was_overwritten_is_said(tmp_path):
    comparison, content = exported()
    total = comparison.option("manila").total
    where = book_of(content, tmp_path).resolve("out_manila.tco")[0]
    note = read_workbook("edited.xlsx", overwritten(content, where, total - 1000, tmp_path)).notes
    assert f"the workbook says a total of {total - 1000:,.2f}, the model {total:,.2f} with the same inputs" in note[0]
    assert "a formula in it was changed, or it was saved without being recalculated" in note[1]
    assert not read_workbook("edited.xlsx", overwritten(content, where, total - 0.004, tmp_path)).notes


def test_a_workbook_that_was_not_recalculated_is_said_in_one_line(tmp_path):
    _, content = exported()
    [note] = read_workbook("edited.xlsx", typed(content, {"in_programme.discount_rate": 0.09}, tmp_path)).notes
    assert note.startswith("The workbook was not recalculated since the edit")


def test_what_looks_like_a_slip_is_said(tmp_path):
    _, content = exported()
    cells = {"in_manila.seat_rate_philippines": 21, "in_manila.price_change": 1.5, "in_manila.notice_delay": 3}
    notes = read_workbook("edited.xlsx", typed(content, cells, tmp_path)).notes
    assert [note.partition(" (")[2] for note in notes if note.startswith("Inputs!")] == [
        "Manila, per seat): 2,100 -> 21 is less by a factor of more than 10; is the point in its place?",
        "Manila, per seat): 0 % -> 150 % is more than 100 % now; was a percent sign left out?",
    ]


def test_what_is_new_in_the_result_is_said_and_options_by_their_labels(tmp_path):
    comparison, content = exported()
    cells = {f"in_{option.key}.in_comparison": 0 for option in comparison.options}
    notes = read_workbook("edited.xlsx", typed(content, cells, tmp_path)).notes
    assert "New with the changes: Every option is left out of the comparison, so all are compared." in notes
    [note] = [note for note in notes if "was assumed" in note]
    assert note.endswith("was assumed; the scenario now states it for 3 options (Own; Manila, per seat; Tickets).")


def book_of(content, folder):
    (folder / "book.xlsx").write_bytes(content)
    return Book.read(folder / "book.xlsx")


def overwritten(content, where, value, folder):
    """A formula's cell with a plain number, as the tool that edits inputs does not do it."""
    sheet, ref = where
    cell = rf'<c\b(?=[^>]*?\sr="{ref}")([^>]*?)>.*?</c>'
    part = book_of(content, folder).parts[sheet]
    return with_part(content, part, lambda xml: re.sub(cell, lambda m: cell_xml(m[1], value), xml, count=1, flags=re.S))


# -- LibreOffice as the user -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def python_with_uno(soffice):
    """A Python that knows LibreOffice's bridge: the one beside LibreOffice, or the system's own."""
    beside = Path(soffice).resolve().parent / "python"
    for python in (str(beside), "/usr/bin/python3", shutil.which("python3") or ""):
        if Path(python).is_file() and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    return missing("LibreOffice's bridge (a Python with uno)", "apt-get install python3-uno, or make test")


def as_user(python, soffice, content, actions, folder):
    """The workbook after a person at LibreOffice did these things and saved it.

    Its threads race with what is typed while a large workbook is still worked out, so it gets one; and where it ended
    all the same, its lock on the file stays behind, so it gets another copy.
    """
    said = []
    for attempt in range(OPENED_AGAIN):
        source, target = folder / f"sent_{attempt}.xlsx", folder / f"saved_{attempt}.xlsx"
        source.write_bytes(content)
        command = [python, str(OFFICE_USER), soffice, str(source), str(target), json.dumps(actions)]
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, timeout=PATIENCE,
                env=os.environ | {"SC_FORCE_CALCULATION": "core"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            said.append(f"no answer in {PATIENCE} seconds")
            continue
        if run.returncode == 0:
            return target.read_bytes()
        said.append(run.stderr[-1500:])
    raise AssertionError("\n".join(said))


def test_what_a_user_of_libreoffice_does_comes_back(python_with_uno, soffice, tmp_path):
    _, content = exported()
    row = int(book_of(content, tmp_path).resolve("in_own.hourly_wage")[0][1][1:])
    actions = [
        ["insert rows", "Inputs", row, 2],
        ["type", "in_manila.yearly_indexation", "=0.03+0.02"],
        ["type", "in_own.hourly_wage", "24.5"],
        ["type", "in_programme.chat.volume", "1234", 7],
        ["type", "in_manila.in_comparison", "0"],
        ["rename", "Inputs", "What we agreed"],
        ["move", "Series", 0],
    ]
    saved = as_user(python_with_uno, soffice, content, actions, tmp_path)
    back = read_workbook("negotiated.xlsx", saved)
    found = {one.name: (one.before, one.after, one.formula.replace(" ", "")) for one in back.changes}
    assert found == {
        "in_manila.yearly_indexation": (0.03, 0.05, "=0.03+0.02"),
        "in_own.hourly_wage": (21.82, 24.5, ""),
        "in_programme.chat.volume": (1100, 1234, ""),
        "in_manila.in_comparison": (1, 0, ""),
    }
    cells = {one.name: one.cell for one in back.changes}
    assert cells["in_own.hourly_wage"] == f"'What we agreed'!D{row + 2}"
    assert not [note for note in back.notes if "recalculated" in note or "no results" in note], back.notes
    expected = copy.deepcopy(SMALL)
    expected["options"]["manila"]["contract"]["indexation"]["yearly_indexation"] = "5%"
    expected["options"]["own"]["in_house"]["hourly_wage"] = 24.5
    expected["demand"]["volume"]["chat"][7] = 1234
    now = compare(scenario_from(expected), standard_card())
    assert [one.total for one in back.comparison.options] == [one.total for one in now.options]
    assert [one.key for one in back.comparison.compared] == ["own", "tickets"]


def test_rows_inserted_inside_a_table_are_refused(python_with_uno, soffice, tmp_path):
    _, content = exported()
    row = int(book_of(content, tmp_path).resolve("in_programme.seasonality")[3][1][1:])
    actions = [["insert rows", "Inputs", row, 2], ["delete row of", "in_manila.notice_delay"]]
    told = refusal(as_user(python_with_uno, soffice, content, actions, tmp_path))
    assert "found 14 cells, expected 12; take out the rows or columns that were inserted" in told
    assert "its name in_manila.notice_delay points at a cell that was deleted" in told


RECALCULATED = ("offshore_anchored_voice", "per_ticket_gain_share")


def test_the_model_says_what_the_workbook_recalculates_to(soffice, tmp_path):
    """Numbers typed into workbooks of every kind of clause; where the totals were others, a note would say so."""
    sent = {}
    for name in RECALCULATED:
        comparison = compare(load_scenario(ROOT / "data" / "scenarios" / f"{name}.yaml"), standard_card())
        sent[name] = comparison, nudged(comparison, random.Random(name), 25)[0]
    comparison, _ = exported()
    sent["small"] = comparison, {
        "in_own.hourly_wage": 23.5, "in_programme.discount_rate": 0.0925, ("in_programme.chat.volume", 3): 950,
        ("in_manila.ramp", 0): 0.3, "in_manila.price_change": 0.15, "in_manila.seat_rate_mexico": 1900.25,
        "in_tickets.voice.tier_1.price": 5.25, "in_assumed.attrition": 0.25, "in_assumed.agents_per_seat": 1.25,
        "in_programme.first_year": 2028, "in_programme.first_calendar_month": 11, "in_programme.paid_at": 1,
        "in_manila.whole_people": 0, "in_assumed.simultaneous_contacts": 1.5, "in_manila.notice_delay": 2,
        ("in_manila.milestones", 0): 0.3, ("in_manila.milestones", 4): 0.1,
    }  # fmt: skip
    paths = []
    for name, (comparison, cells) in sent.items():
        folder = tmp_path / name
        folder.mkdir()
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(typed(write_workbook(comparison), cells, folder))
    for path in files_without_looks(paths, tmp_path / "out", seen=True):
        comparison, cells = sent[path.stem]
        back = read_workbook(path.name, path.read_bytes())
        assert {one.name for one in back.changes} == {
            place[0] if isinstance(place, tuple) else place for place in cells
        }
        told = ("was assumed", "was the card rate", "New with the changes")
        assert not [note for note in back.notes if not any(words in note for words in told)]
        assert [one.total for one in back.comparison.options] != [one.total for one in comparison.options]


# -- the command -------------------------------------------------------------------------------------------------


def command(*words, answer=None):
    """The command as a person types it; with an answer there is a terminal to ask on."""
    run = [sys.executable, "-m", "tcomodel", "import", *words]
    facts = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    if answer is None:
        return subprocess.run(run, stdin=subprocess.DEVNULL, **facts)
    person, terminal = pty.openpty()
    try:
        os.write(person, answer.encode())
        return subprocess.run(run, stdin=terminal, **facts)
    finally:
        os.close(person)
        os.close(terminal)


@pytest.fixture
def negotiated(tmp_path):
    """A workbook on disk in which a wage and an assumption were changed."""
    path = tmp_path / "negotiated.xlsx"
    cells = {"in_own.hourly_wage": formula("20+4", 24), "in_assumed.attrition": 0.25}
    path.write_bytes(typed(exported()[1], cells, tmp_path))
    return path


def test_the_command_shows_and_writes_nothing_without_a_name(negotiated, tmp_path):
    run = command(str(negotiated))
    assert run.returncode == 0
    assert "Two ways: 2 changes since the export." in run.stdout
    [line] = [line for line in run.stdout.splitlines() if line.startswith("Hourly wage (Own)")]
    assert re.search(r"21\.82 +24 +USD per hour +Inputs!D\d+$", line)
    assert re.search(r"Inputs!D\d+: =20\+4", run.stdout)
    assert "Only the blue numbers on yellow come back" in run.stdout
    assert "comments of the original file are not in" in run.stdout
    assert "nothing was written; name the scenario with -o" in run.stderr


@pytest.mark.parametrize(
    ("words", "answer", "code"),
    [([], None, 1), ([], "\n", 1), ([], "yes\n", 0), (["--yes"], None, 0)],
)
def test_the_command_writes_when_somebody_said_yes(words, answer, code, negotiated, tmp_path):
    target = tmp_path / "negotiated.yaml"
    run = command(str(negotiated), "-o", str(target), *words, answer=answer)
    assert run.returncode == code
    assert target.exists() == (code == 0)
    if answer is None and not words:
        assert "there is no terminal to ask on; say --yes to write without being asked" in run.stderr
    if code == 0:
        data = load_scenario(target).data
        assert data["options"]["own"]["in_house"]["hourly_wage"] == 24
        assert data["staffing"]["attrition"] == "25%"


def test_the_command_refuses_what_is_no_edited_workbook(negotiated, tmp_path):
    card = tmp_path / "card.xlsx"
    card.write_bytes(card_xlsx(standard_card()))
    run = command(str(card))
    assert (run.returncode, run.stdout) == (1, "")
    assert "python -m tcomodel rates import" in run.stderr
    run = command(str(negotiated), "-o", str(negotiated), "--yes")
    assert run.returncode == 1
    assert "this is the input itself" in run.stderr
    assert command(str(tmp_path / "none.xlsx")).returncode == 1


def test_the_command_prints_the_scenario_where_that_is_asked(negotiated, tmp_path):
    run = command(str(negotiated), "-o", "-", "--yes")
    assert run.stdout == read_workbook("negotiated.xlsx", negotiated.read_bytes()).text
    assert "2 changes since the export" in run.stderr
