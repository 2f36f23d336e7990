"""Whether a workbook still is what this version produces: nothing that was forged in it goes unnamed.

A workbook as exported, one saved by LibreOffice, and one with other inputs are the same, or the figures of those
inputs. Every way in which a cell can be made to say something else is named by its sheet and cell.
"""

import json
import re
from functools import cache

import pytest

from tcomodel import compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.card_choice import standard_card
from tcomodel.column_letters import column_letters
from tcomodel.edited_workbook.verified import verify_workbook
from tcomodel.edited_workbook.verified.formats import meaning
from tcomodel.edited_workbook.verified.in_words import answer, page
from tcomodel.edited_workbook.verified.references import references
from tcomodel.edited_workbook.verified.stored import stored_in
from tcomodel.made_by import TOOL_VERSION, program_mark
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tests.recalculated import recalculate
from tests.test_edited_workbook import (
    another_card,
    book_of,
    cell_of,
    formula,
    pointing,
    typed,
    with_part,
)

TINY = {
    "name": "Two ways",
    "start": "2027-04",
    "months": 3,
    "demand": {"volume": {"voice": 4000}},
    "service": {"handle_time": 380},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 170},
    "options": {
        "own": {"in_house": {"hourly_wage": {"rate": "united_states.wage.agent"}}},
        "tickets": {"pricing": {"model": "per_ticket", "ticket_price": 5.5}, "transition": {"ramp": [0.5, 1]}},
    },
}  # fmt: skip


@cache
def made():
    """The comparison, its workbook and what that stores; a small one, which is made anew for each question."""
    comparison = compare(scenario_from(TINY), standard_card())
    content = write_workbook(comparison)
    return comparison, content, stored_in("signed.xlsx", content)


def found_in(content, card=None):
    return verify_workbook("signed.xlsx", content, card)


def of_sheet(content, sheet, change, folder):
    """The workbook with the file of one sheet changed."""
    part = book_of(content, folder).parts[sheet]

    def changed(xml):
        made = change(xml)
        assert made != xml
        return made

    return with_part(content, part, changed)


def over(content, cells, folder):
    """The workbook with plain numbers or texts where formulas or texts stood, as a person types them."""
    for (sheet, ref), value in cells.items():
        cell = rf'<c r="{ref}"( s="\d+")?[^>]*?>.*?</c>'
        told = f"<v>{value!r}</v>" if isinstance(value, float) else f"<is><t>{value}</t></is>"
        kind = "" if isinstance(value, float) else ' t="inlineStr"'
        new = rf'<c r="{ref}"\1{kind}>{told}</c>'
        content = of_sheet(content, sheet, lambda xml, cell=cell, new=new: re.sub(cell, new, xml, count=1), folder)
    return content


def formulas_of(sheet, least=0.0):
    """The cells of a sheet that work a number out: where it stands, its formula and the number."""
    stored = made()[2].sheets[sheet]
    for (row, column), text in stored.formulas.items():
        cell = stored.rows[row][column]
        if cell.kind == "number" and abs(cell.value) >= least:
            yield f"{column_letters(column)}{row}", text, cell.value


def where_of(name):
    return str(made()[2].names[name]).replace("$", "").split("!")


# -- the same ------------------------------------------------------------------------------------------------------


def test_a_workbook_as_exported_is_the_same_to_the_byte(tmp_path):
    """Also one whose numbers come from files."""
    found = found_in(made()[1])
    assert (found.is_same, found.to_the_byte) == (True, True)
    assert answer(found) == "signed.xlsx is what this version produces for its inputs, byte for byte."
    properties = found.made.properties
    assert (properties["version"], properties["program"]) == (found.here.version, found.here.program)
    assert (properties["fingerprint"], properties["card"]) == (found.here.inputs, found.here.card)
    assert "That is this version." in page(found)
    (tmp_path / "calls.csv").write_text("month,calls\n2027-04,4000\n2027-05,4100\n2027-06,4200\n", encoding="utf-8")
    from_file = {**TINY, "demand": {"volume": {"voice": {"csv": "calls.csv", "column": "calls"}}}}
    path = tmp_path / "from_file.yaml"
    path.write_text(json.dumps(from_file), encoding="utf-8")
    comparison = compare(load_scenario(path), standard_card())
    assert any(one.from_file for one in comparison.model.inputs)
    assert found_in(write_workbook(comparison)).to_the_byte


def test_what_libreoffice_saves_is_the_same_by_meaning(soffice, tmp_path):
    """With other inputs, and with another formula, which it works out like all others."""
    content = made()[1]
    changed = {"in_own.hourly_wage": 23.5, ("in_tickets.ramp", 0): 0.3}
    where = tuple(where_of("out_tickets.tco"))
    files = {
        "edited": typed(content, changed, tmp_path),
        "forged": typed(content, {**changed, where: formula("SUM(1,1)", 2)}, tmp_path),
    }
    for name, each in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(each)
    paths = recalculate([tmp_path / f"{name}.xlsx" for name in files], tmp_path / "out", timeout=280)
    edited, forged = (found_in(path.read_bytes()) for path in paths)
    assert edited.differences == ()
    assert edited.made.program.startswith("LibreOffice")
    assert {one.name for one in edited.changes} == {"in_own.hourly_wage", "in_tickets.ramp"}
    assert "2 inputs changed since the export, and its figures are those this version gives for" in answer(edited)
    assert edited.unknown < edited.formulas / 5
    [told] = [one for one in forged.differences if one.where == "!".join(where)]
    assert "has the formula SUM(1,1), which says 2" in str(told)
    assert any(one.what == "value" for one in forged.differences)  # what reads it is wrong too
    assert not forged.is_same


# -- forged --------------------------------------------------------------------------------------------------------


def test_whatever_was_typed_over_in_cells_is_named_and_nothing_else(tmp_path):
    """A number over a formula on each sheet, another formula of the same value, another value, another word."""
    content = made()[1]
    sheets = ("Comparison", "Option1", "Option2", "Monthly", "Years2", "Summary", "Checks", "Programme")
    forged, expected = {("Rates", "B6"): "Nobody said so"}, {"Rates!B6": "words"}
    for sheet in sheets:
        ref, _, value = next(formulas_of(sheet))
        forged[sheet, ref] = value + 1000.5
        expected[f"{sheet}!{ref}"] = "typed over"
    (ref, text, value), (other, own, says) = list(formulas_of("Option1", least=2))[1:3]
    content = typed(over(content, forged, tmp_path), {
        ("Option1", ref): formula(f"{text}*1", value), ("Option1", other): formula(own, says * 1.01)
    }, tmp_path)  # fmt: skip
    expected |= {f"Option1!{ref}": "formula", f"Option1!{other}": "value"}
    found = found_in(content)
    assert {one.where: one.what for one in found.differences} == expected
    assert f"Option1!{other}: the workbook says {says * 1.01:,.12g}, this version gives {says:,.12g}" in page(found)
    assert not found.is_same


def test_a_changed_rate_is_a_changed_input_and_its_source_a_difference(tmp_path):
    content = made()[1]
    found = found_in(typed(content, {"in_own.hourly_wage": 19.99}, tmp_path))
    assert [(one.before, one.after) for one in found.changes] == [(21.82, 19.99)]
    assert (found.not_recalculated, found.is_same) == (True, False)
    assert "was not recalculated since: its figures are still those of the export" in answer(found)
    sheet, ref = where_of("in_own.hourly_wage")
    with_record = found_in(
        typed(content, {"in_own.hourly_wage": 19.99, (sheet, ref.replace("D", "E")): 19.99}, tmp_path)
    )
    assert any("the cell beside it" in one.message for one in with_record.problems)
    assert {one.where for one in with_record.differences} >= {f"{sheet}!{ref}", f"{sheet}!{ref.replace('D', 'E')}"}


def test_only_words_that_differ_are_said_to_be_words(tmp_path):
    found = found_in(over(made()[1], {("Rates", "B6"): "Nobody said so"}, tmp_path))
    assert "all in words: every number and every formula is the same" in answer(found)
    assert not found.is_same


def test_what_is_hidden_lost_or_added_is_named(tmp_path):
    content = of_sheet(
        made()[1], "Option1", lambda xml: re.sub(r'<row r="9" ', '<row r="9" hidden="1" ', xml), tmp_path
    )
    width = r'(<col min="\d+" max="\d+" width="[^"]*")'
    content = of_sheet(content, "Monthly", lambda xml: re.sub(width, r'\1 hidden="1"', xml), tmp_path)

    def sheets(xml):
        xml = xml.replace('<sheet name="Checks"', '<sheet state="hidden" name="Checks"')
        return xml.replace('<sheet name="Years2"', '<sheet name="Our own"')

    told = {(one.where, one.what) for one in found_in(with_part(content, "xl/workbook.xml", sheets)).differences}
    assert {("Option1!9:9", "hidden"), ("Monthly!B:B", "hidden"), ("Checks", "hidden")} <= told
    assert {("Years2", "missing"), ("Our own", "added")} <= told


def test_names_formats_charts_and_looks_that_say_something_else_are_named(tmp_path):
    content = pointing("out_tickets.tco", "Comparison!$D$6")(made()[1])
    shadow = '<definedNames><definedName name="all_checks" localSheetId="1">0</definedName>'
    content = with_part(content, "xl/workbook.xml", lambda xml: xml.replace("<definedNames>", shadow))
    content = with_part(content, "xl/styles.xml", lambda xml: xml.replace('"#,##0;', '"#,##0,;'))
    content = with_part(content, "xl/charts/chart1.xml", lambda xml: xml.replace("Monthly!$M", "Monthly!$N"))
    ref, *_ = next(formulas_of("Option2"))
    content = of_sheet(
        content, "Option2", lambda xml: re.sub(rf'<c r="{ref}" s="\d+"', f'<c r="{ref}" s="1"', xml), tmp_path
    )
    differences = found_in(content).differences
    kinds = {one.what for one in differences}
    assert kinds == {"name", "format", "chart", "part", "look", "rule"}
    assert {one.where for one in differences if one.what == "name"} >= {"out_tickets.tco", "Summary, all_checks"}
    assert any(one.where.startswith("Comparison!") for one in differences if one.what == "format")
    assert any(one.where.endswith(ref) for one in differences if one.what == "look")


# -- other versions, other files --------------------------------------------------------------------------------------


def test_an_older_version_is_named_and_only_what_it_says_otherwise_is_a_difference(tmp_path):
    """What made it stands in the answer; the line of the Cover about it is no difference."""
    content = made()[1]
    cover = made()[2].sheets["Cover"].rows
    [row] = [row for row, cells in cover.items() if any("names of this workbook" in one.text for one in cells.values())]
    told = "0.0.9 (program 0123456789ab); names of this workbook: version 3"
    older = typed(content, {("Cover", f"C{row}"): told}, tmp_path)
    for mark, its in ((TOOL_VERSION, "0.0.9"), (program_mark(), "0123456789ab")):
        older = with_part(older, "docProps/custom.xml", lambda xml, mark=mark, its=its: xml.replace(mark, its))
    found = found_in(older)
    assert found.differences == ()
    assert "made by version 0.0.9" in page(found)
    assert f"This is version {TOOL_VERSION}" in page(found)
    with pytest.raises(ProblemsFound, match="it is a workbook of version 2"):
        found_in(typed(content, {cell_of(content, "out_schema"): "2"}, tmp_path))


def test_a_card_that_has_moved_since_is_named_rate_by_rate_and_all_else_held_against_the_workbooks_own():
    """Or somebody wrote other rates under the card's name: nobody can tell which, so it is never called the same."""
    found = found_in(made()[1], another_card(31.82))
    assert not found.is_same
    assert "or somebody wrote other rates under its name" in found.notes[0]
    [one] = found.differences
    assert (one.where, one.what) == ("united_states.wage.agent", "rate")
    assert one.gives.startswith("has value 31.82")


def test_formulas_that_cells_share_are_read_as_their_own(tmp_path):
    """Excel writes a formula of many cells once."""
    formulas = made()[2].sheets["Option1"].formulas
    row = next(
        row
        for row, column in formulas
        if {(row, 6), (row, 7)} <= formulas.keys() and formulas[row, 6] != formulas[row, 7]
    )

    def shared(xml):
        xml = re.sub(rf'(<c r="G{row}"[^>]*>)<f>', rf'\1<f t="shared" ref="G{row}:H{row}" si="0">', xml)
        return re.sub(rf'(<c r="H{row}"[^>]*>)<f>[^<]*</f>', r'\1<f t="shared" si="0"/>', xml)

    assert found_in(of_sheet(made()[1], "Option1", shared, tmp_path)).differences == ()


def test_what_a_number_format_makes_of_a_number():
    assert meaning("#,##0;[Red]-#,##0;-") == meaning(r"#,##0.0;[RED]\-#,##0;\-")
    for one, other in (
        ("0.0", "0.0%"),
        ("#,##0", "#,##0,"),
        ("0", ";;;"),
        ("0", "0 $"),
        ("0", '"1,200"'),
        ("0", "yyyy"),
    ):
        assert meaning(one) != meaning(other), (one, other)


def test_the_cells_a_formula_reads():
    names = {"all_checks": "Checks!$D$3"}
    told = [
        str(one) for one in references('IF(A1>Inputs!$D$4,"B7",SUM(Option1!$F$9:$H$9))+all_checks', "Monthly", names)
    ]
    assert told == ["Monthly!A1", "Inputs!D4", "Option1!F9:H9", "Checks!D3"]


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_command_says_it_in_a_sentence_and_with_its_exit_code(tmp_path, capsys):
    content = made()[1]
    sheet, ref = where_of("out_tickets.tco")
    path = tmp_path / "signed.xlsx"
    path.write_bytes(over(content, {(sheet, ref): 1.0}, tmp_path))
    assert main(["verify", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("signed.xlsx is not what this version produces for its inputs: 1 difference, on ")
    assert re.search(rf"{sheet}!{ref}: the workbook has 1 typed over the formula .*, this version gives", told)
    assert main(["verify", str(path), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert not data["same"]
    assert [one["where"] for one in data["differences"]] == [f"{sheet}!{ref}"]
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 0
    path.write_text("no workbook")
    assert main(["verify", str(path)]) == 1
    with pytest.raises(SystemExit) as wrong:
        main(["verify"])
    assert wrong.value.code == 2
