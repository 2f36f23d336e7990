"""A workbook that shows something else than it holds is not the same, whichever program is said to have saved it.

Each forgery changes no cell: a sign that is gone, a number shown in place of a result, curves with exchanged names,
rows too low to be read, marks of another export.
"""

import re

import pytest

from tcomodel.edited_workbook.verified.formats import meaning
from tcomodel.edited_workbook.verified.in_words import answer, page
from tcomodel.edited_workbook.verified.sheet_looks import cells_of
from tcomodel.made_by import program_mark
from tests.test_edited_workbook import typed, with_part
from tests.test_verify import found_in, made, of_sheet, where_of

STYLES, CHART, MARKS = "xl/styles.xml", "xl/charts/chart1.xml", "docProps/custom.xml"
MONEY = "#,##0;[Red]-#,##0;-"  # of most results


def changed(content, part, old, new, count=-1):
    """The workbook with other words in one of its parts."""

    def change(xml):
        assert old in xml
        return xml.replace(old, new, count)

    return with_part(content, part, change)


def saved_by_another(content):
    """The same after what says which program has saved it was changed: looks are not compared then."""
    return changed(content, "docProps/app.xml", "Microsoft Excel", "Another Program")


def told(content):
    """The kinds of differences, and where they are."""
    found = found_in(content)
    assert found.is_same == (not found.differences)
    return {(one.what, one.where) for one in found.differences}


def test_a_file_that_another_program_has_saved_is_the_same_and_says_what_was_not_compared():
    assert "not compared" not in answer(found_in(made()[1]))
    found = found_in(saved_by_another(made()[1]))
    assert found.is_same
    assert "looks were not compared, as another program has saved it" in answer(found)
    assert "looks were not compared, as another program has saved it" in page(found)


# -- number formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        "#,##0;[Black]#,##0;-",
        "#,##0;#,##0;-",
        "-#,##0;[Red]#,##0;-",
        '#"."##0;[Red]-#,##0;-',
        "*9#,##0;[Red]-#,##0;-",
        "[White]#,##0;[White]-#,##0;-",
        "[Color2]#,##0;[Red]-#,##0;-",
        "9#,##0;[Red]-#,##0;-",
        "#,##0\\0;[Red]-#,##0;-",
        "(#,##0);[Red]-#,##0;-",
        "[>1]#,##0;[Red]-#,##0;-",
    ],
)
def test_a_format_that_shows_another_number_is_a_difference(forged):
    content = changed(saved_by_another(made()[1]), STYLES, MONEY, forged.replace('"', "&quot;"))
    assert {what for what, _ in told(content)} == {"format"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MONEY, r"#,##0;[RED]\-#,##0;\-"),
        ('"!";"!";"ok"', r'\!;\!;"ok"'),
        ('"from "mmm yyyy', r'"from "mmm\ yyyy'),
        ('[Red]"Master check: "-0" not zero"', '[RED]"Master check: -"0" not zero"'),
        ('0;;"–"', r"0;;\–"),
        ("0.0_)", "0.000"),
    ],
)
def test_what_programs_write_in_their_own_way_is_one_format(one, other):
    assert meaning(one) == meaning(other)


# -- conditional formats -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", [saved_by_another, lambda content: content])
def test_a_rule_that_shows_another_number_is_a_difference(saved, tmp_path):
    sheet, cell = where_of("out_tickets.tco")
    look = '<dxf><numFmt numFmtId="990" formatCode="&quot;9,999,999&quot;"/></dxf></dxfs>'
    rule = '<cfRule type="expression" dxfId="14" priority="9"><formula>TRUE</formula></cfRule>'
    rules = f'<conditionalFormatting sqref="{cell}">{rule}</conditionalFormatting>'
    content = changed(saved(made()[1]), STYLES, "</dxfs>", look)
    content = of_sheet(
        content,
        sheet,
        lambda xml: re.sub(r"(?=<conditionalFormatting)", rules, xml, count=1),
        tmp_path,
    )
    assert ("rule", f"{sheet}!{cell} from {cell}") in told(content)


def test_our_own_rules_that_look_otherwise_or_are_gone_are_differences(tmp_path):
    saved = saved_by_another(made()[1])
    content = changed(saved, STYLES, "&quot;left out&quot;;", "&quot;1,200&quot;;")
    assert {what for what, _ in told(content)} == {"rule"}
    content = changed(saved, STYLES, "FFC00000", "FFFFFFFF")
    assert ("rule", "Summary!B12:C17 from B12") in told(content)
    content = of_sheet(
        saved, "Cover", lambda xml: re.sub(r"<conditionalFormatting.*</conditionalFormatting>", "", xml), tmp_path
    )
    assert told(content) == {("rule", "Cover!B3 from B3"), ("rule", "Cover!C3 from C3")}


def test_ranges_are_read_in_one_way():
    assert cells_of("D9:E9 D10:E10 D12:E12") == cells_of("$D$9:$E$10 D12:E12") == "D9:E10 D12:E12 from D9"
    assert cells_of("D12:E12 D9:E9") != cells_of("D9:E9 D12:E12")  # a formula is written for the first


# -- charts --------------------------------------------------------------------------------------------------------


def test_a_chart_whose_names_titles_or_curves_say_something_else_is_a_difference():
    saved = saved_by_another(made()[1])

    def exchanged(xml):
        one, other = re.findall(r"<c:tx><c:strRef>.*?</c:strRef></c:tx>", xml)[:2]
        return xml.replace(one, "@").replace(other, one).replace("@", other)

    def reordered(xml):
        one, other = re.findall(r"<c:ser>.*?</c:ser>", xml)[:2]
        return xml.replace(one, "@").replace(other, one).replace("@", other)

    named = re.compile(r"<c:tx><c:strRef><c:f>Monthly.*?</c:strRef></c:tx>")
    for change in (
        exchanged,
        reordered,
        lambda xml: xml.replace("Cumulative cost", "Cumulative saving"),
        lambda xml: xml.replace("<a:t>USD</a:t>", "<a:t>Thousands of USD</a:t>"),
        lambda xml: named.sub("<c:tx><c:v>Our own</c:v></c:tx>", xml, count=1),
        lambda xml: re.sub(r"(<c:ser>.*?</c:ser>)", r"<c:extLst>\1</c:extLst>", xml, count=1),
    ):
        assert {what for what, _ in told(with_part(saved, CHART, change))} == {"chart"}


def test_a_title_that_was_read_from_a_cell_may_be_kept_as_its_text():
    """As LibreOffice does."""
    [chart] = [one for one in made()[2].charts if one.titles[0].startswith("=")]
    [title, *_] = chart.typed_out(made()[2].sheets).titles
    read = re.compile(r"<c:title><c:tx><c:strRef>.*?</c:strRef></c:tx>")

    def named(words):
        text = f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx>"
        return with_part(saved_by_another(made()[1]), "xl/charts/chart6.xml", lambda xml: read.sub(text, xml))

    assert told(named(title)) == set()
    assert {what for what, _ in told(named("Nothing moves it"))} == {"chart"}


# -- hidden --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", [saved_by_another, lambda content: content])
@pytest.mark.parametrize("said", ['ht="0" customHeight="1"', 'ht="0.4"', 'hidden="true"'])
def test_a_row_that_cannot_be_read_is_hidden(saved, said, tmp_path):
    content = of_sheet(
        saved(made()[1]), "Option2", lambda xml: xml.replace('<row r="9"', f'<row r="9" {said}'), tmp_path
    )
    assert ("hidden", "Option2!9:9") in told(content)


def test_columns_without_width_and_a_sheet_without_height_are_hidden(tmp_path):
    saved = saved_by_another(made()[1])
    narrow = of_sheet(
        saved, "Monthly", lambda xml: re.sub(r'(<col min="4" [^>]*)width="[^"]*"', r'\1width="0"', xml), tmp_path
    )
    assert told(narrow) == {("hidden", "Monthly!D:D")}
    for said in ('zeroHeight="1"', 'zeroHeight="true"'):
        low = of_sheet(
            saved, "Option2", lambda xml, said=said: xml.replace("<sheetFormatPr", f"<sheetFormatPr {said}"), tmp_path
        )
        assert ("hidden", "Option2!9:9") in told(low)


# -- marks ---------------------------------------------------------------------------------------------------------


def test_forged_marks_are_differences():
    content, here = made()[1], found_in(made()[1]).here
    for saved in (content, saved_by_another(content)):
        for name, mark in (("fingerprint", here.inputs), ("card", here.card), ("version", here.version)):
            assert ("mark", f"{MARKS}, {name}") in told(changed(saved, MARKS, f">{mark}<", ">ffffffffffff<"))
    another = changed(saved_by_another(content), MARKS, f">{here.program}<", ">0123456789ab<")
    assert told(another) == {("mark", f"{MARKS}, program")}  # the Cover still names this one
    assert told(changed(content, MARKS, "</Properties>", "<!-- 1 --></Properties>")) == {("part", MARKS)}


def test_the_inputs_mark_holds_whichever_program_made_it(tmp_path):
    content = changed(made()[1], MARKS, f">{program_mark()}<", ">0123456789ab<")
    sheet, cell = version_of_the_cover()
    content = typed(
        content, {(sheet, cell): "0.0.9 (program 0123456789ab); names of this workbook: version 3"}, tmp_path
    )
    assert told(content) == set()
    forged = changed(content, MARKS, f">{found_in(content).here.inputs}<", ">ffffffffffff<")
    assert told(forged) == {("mark", f"{MARKS}, fingerprint")}


def test_the_version_on_the_cover_is_what_this_program_writes(tmp_path):
    sheet, cell = version_of_the_cover()
    forged = changed(
        made()[1], "xl/sharedStrings.xml", f"(program {program_mark()})", f"(program {program_mark()}), audited"
    )
    for content in (forged, saved_by_another(forged)):
        assert told(content) == {("words", f"{sheet}!{cell}")}


def version_of_the_cover():
    rows = made()[2].sheets["Cover"].rows
    [row] = [row for row, cells in rows.items() if any("names of this workbook" in one.text for one in cells.values())]
    return "Cover", f"C{row}"
