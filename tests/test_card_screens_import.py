"""The view Import of the rate cards: from a vendor's sheet to a card, whole or not at all."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from dashboard.cards.desk import Desk
from tcomodel import RateCard, read_card
from tcomodel.__main__ import main
from tcomodel.importing.matching import PRICE, WIDE
from tcomodel.importing.session import SheetInHand
from tcomodel.rates.columns import COLUMNS
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.template import template
from tcomodel.readers.cards.yaml_text import card_yaml
from tests.case_file import card
from tests.on_page import settled
from tests.vendor_sheet import FAULTS, NAME, SHEET, UNIT, vendor_sheet
from tests.vendor_sheet import PRICE as RATE

TODAY = "2026-11-22"
SECONDS = 1000
WRONG_ANSWERS = [("as_of", "soon"), ("currency: $", "bananas"), ("unit: per widget", "gizmo")]
DOLLARS = """Pacific Voice

Role;Site;Basis;Rate
Agent, days;Manila;per hour;$ 11.50
Agent, nights;Cebu;per hour;$ 12.75
Document;Bogota;per widget;$ 2.10
Form;Bogota;per widget;$ 1.10
"""


def handed_in(name: str, content: bytes | str, into: Desk | None = None) -> Desk:
    """What is in hand once a file has been read."""
    desk = into or Desk()
    desk.hand_in(name, content.encode() if isinstance(content, str) else content)
    desk.read(TODAY)
    return desk


def sheet_of(desk: Desk) -> SheetInHand:
    assert desk.sheet is not None, desk.refused
    return desk.sheet


def blocked(desk: Desk) -> str:
    return "; ".join(sheet_of(desk).reading(desk.name, TODAY).blocked)


def corrected(desk: Desk) -> Desk:
    for fault in sheet_of(desk).reading(desk.name, TODAY).faults:
        meant = next(one for one in FAULTS if one.row == fault.row)
        sheet_of(desk).correct(fault.row, fault.name, meant.correction)
    return desk


# ---------------------------------------------------------------- three faults


def test_a_sheet_with_three_faults_tells_each_beside_its_cell():
    desk = handed_in(NAME, vendor_sheet())
    reading = sheet_of(desk).reading(desk.name, TODAY)
    assert len(reading.done.rates) == 12
    assert [(one.row, one.heading, one.found) for one in reading.faults] == [
        (fault.row, fault.heading, fault.found) for fault in FAULTS
    ]
    assert not reading.questions, "what stands in one cell is corrected there, not asked for all rows"
    assert blocked(desk) == "3 rows are rejected and neither corrected nor left out"
    assert desk.finished(TODAY) is None, "nothing is half imported"


def test_the_corrected_sheet_is_a_card_that_says_what_was_corrected():
    done = corrected(handed_in(NAME, vendor_sheet())).finished(TODAY)
    assert done is not None
    assert len(done) == 15
    found = {(rate.title, rate.figure(), rate.unit) for rate in done.rates.values()}
    assert {fault.reads for fault in FAULTS} <= found
    assert f"Row 14, {RATE}: 'TBD' was corrected to '2450'." in done.record
    assert f"Row 20, {UNIT}: 'per bundle' was corrected to 'per ticket'." in done.record


def test_a_correction_that_does_not_help_says_so_and_keeps_the_row_rejected():
    desk = handed_in(NAME, vendor_sheet())
    sheet_of(desk).correct(14, "F", "soon")
    fault = sheet_of(desk).reading(desk.name, TODAY).faults[0]
    assert fault.is_open
    assert "'soon'" in fault.told
    assert fault.found == "TBD", "the cell of the sheet, not what was typed"
    sheet_of(desk).correct(14, "F", "")
    assert sheet_of(desk).reading(desk.name, TODAY).faults[0].told == "no price is given"


def test_a_row_left_out_no_longer_stops_the_import_and_stands_on_the_record():
    desk = corrected(handed_in(NAME, vendor_sheet()))
    sheet_of(desk).correct(14, "F", "")
    sheet_of(desk).leave_out(14, True)
    done = desk.finished(TODAY)
    assert done is not None
    assert len(done) == 14
    assert any("Row 14 was left out" in line and "no price is given" in line for line in done.record)
    assert not any("Row 14, " in line for line in done.record)
    sheet_of(desk).leave_out(14, False)
    assert desk.finished(TODAY) is None


def test_a_correction_of_a_column_that_is_no_longer_used_is_shown_and_not_claimed():
    desk = corrected(handed_in(NAME, vendor_sheet()))
    sheet_of(desk).holds(4, "")
    sheet_of(desk).answer("unit", "hour")
    reading = sheet_of(desk).reading(desk.name, TODAY)
    assert next(one for one in reading.faults if one.row == 20).told == "the column is not used"
    assert not any("Row 20" in line for line in reading.done.corrected)


# ---------------------------------------------------------------- what the sheet does not say


def test_what_no_row_says_is_asked_once_for_all_rows():
    desk = handed_in("pacific.csv", DOLLARS)
    reading = sheet_of(desk).reading(desk.name, TODAY)
    assert [ask.key for ask in reading.questions] == ["currency: $", "as_of", "unit: per widget"]
    assert reading.waiting == (4, 5, 6, 7)
    assert {fault.row for fault in reading.faults} == {6, 7}, "rows that only wait are not called faulty"
    for key, text in (("currency: $", "CAD"), ("as_of", "2026-05"), ("unit: per widget", "per ticket")):
        assert "question" in blocked(desk)
        sheet_of(desk).answer(key, text)
    done = desk.finished(TODAY)
    assert done is not None
    assert {(rate.unit, rate.as_of) for rate in done.rates.values()} == {
        ("CAD/hour", "2026-05"),
        ("CAD/ticket", "2026-05"),
    }
    assert len(sheet_of(desk).reading(desk.name, TODAY).questions) == 3, "an answer can still be changed"


@pytest.mark.parametrize(
    ("key", "text"), [("as_of", "soon"), ("currency: $", "bananas"), ("unit: per widget", "gizmo")]
)
def test_what_is_no_answer_is_not_taken_and_opens_the_question_again(key: str, text: str):
    desk = handed_in("pacific.csv", DOLLARS)
    for asked, answer in (("currency: $", "USD"), ("as_of", "2026"), ("unit: per widget", "ticket")):
        sheet_of(desk).answer(asked, answer)
    assert desk.finished(TODAY) is not None
    sheet_of(desk).answer(key, text)
    assert desk.finished(TODAY) is None
    assert sheet_of(desk).said(key) == text, "what was typed is not lost"
    assert "expected" in sheet_of(desk).slips[key][1]


def test_of_several_price_columns_the_chosen_one_counts():
    headings = "Service,Site,Unit,List price (USD),Net price (USD),Date\n"
    desk = handed_in("two.csv", f"{headings}Agent,Manila,hour,14,12,2026\nLead,Manila,hour,19,18,2026\n")
    assert [ask.key for ask in sheet_of(desk).reading(desk.name, TODAY).questions] == [PRICE]
    assert desk.finished(TODAY) is None
    sheet_of(desk).answer(PRICE, "Net price (USD)")
    done = desk.finished(TODAY)
    assert done is not None
    assert sorted(rate.figure() for rate in done.rates.values()) == [12, 18]
    sheet_of(desk).holds(3, "value")
    done = desk.finished(TODAY)
    assert done is not None
    assert sorted(rate.figure() for rate in done.rates.values()) == [14, 19]


def test_headings_that_nobody_knows_are_what_a_person_says_they_are():
    rows = "Service,Unit,Currency,Date,Hub north,Hub south\nAgent,hour,USD,2026,14,12\nLead,hour,USD,2026,19,18\n"
    desk = handed_in("wide.csv", rows)
    assert WIDE in [ask.key for ask in sheet_of(desk).reading(desk.name, TODAY).questions]
    sheet_of(desk).answer(WIDE, "location")
    done = desk.finished(TODAY)
    assert done is not None
    assert {rate.location for rate in done.rates.values()} == {"Hub north", "Hub south"}


# ---------------------------------------------------------------- the command line


def by_command(path: Path, *words: str) -> RateCard:
    """The card that ``rates import`` writes."""
    out = path.with_name("by_command.yaml")
    assert main(["rates", "import", str(path), "-o", str(out), "--on", TODAY, *words]) == 0
    return read_card(out.read_text(encoding="utf-8"))


def same(one: RateCard, other: RateCard) -> None:
    """The two cards say the same of themselves, of every rate, and of all that was done."""
    assert (one.name, one.record) == (other.name, other.record)
    assert dict(one.rates) == dict(other.rates)
    assert one.fingerprint == other.fingerprint


def test_the_command_line_makes_the_same_card_of_a_corrected_sheet(tmp_path: Path):
    desk = corrected(handed_in(NAME, vendor_sheet()))
    sheet_of(desk).correct(19, "F", "")
    sheet_of(desk).leave_out(19, True)
    on_screen = desk.finished(TODAY)
    assert on_screen is not None
    path = tmp_path / NAME
    path.write_bytes(vendor_sheet())
    told = [f"{one.row}:{one.heading}={one.correction}" for one in FAULTS if one.row != 19]
    typed = by_command(path, "--correct", *told, "--leave-out", "19")
    same(typed, on_screen)
    assert len([line for line in typed.record if "was corrected to" in line]) == 2


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (DOLLARS, {"currency: $": "CAD", "as_of": "2026-05", "unit: per widget": "per ticket"}),
        ("Role,Site,Unit,List price,Net price,Currency,Date\nAgent,Cebu,hour,14,12,USD,2026\n", {PRICE: "Net price"}),
        ("Service,Unit,Currency,Date,Hub A,Hub B\nAgent,hour,USD,2026,14,12\nLead,hour,USD,2026,19,18\n",
         {WIDE: "location"}),
    ],
    ids=["a sign of several currencies", "two price columns", "headings nobody knows"],
)  # fmt: skip
def test_the_command_line_makes_the_same_card_of_the_same_answers(text: str, answers: dict[str, str], tmp_path: Path):
    desk = handed_in("bid.csv", text)
    for key, answer in answers.items():
        sheet_of(desk).answer(key, answer)
    on_screen = desk.finished(TODAY)
    assert on_screen is not None, blocked(desk)
    path = tmp_path / "bid.csv"
    path.write_text(text, encoding="utf-8")
    same(by_command(path, "--answer", *(f"{key}={answer}" for key, answer in answers.items())), on_screen)


# ---------------------------------------------------------------- files of other kinds


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("quote.xlsx", b"%PDF-1.7 a quotation", "it is a PDF"),
        ("empty.csv", b"", "the file is empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "save it as Excel Workbook"),
        ("notes.csv", b"a;b\nc;d\n", "no row of headings"),
    ],
)
def test_a_refused_file_says_why_and_what_was_in_hand_stays(name: str, content: bytes, said: str):
    desk = corrected(handed_in(NAME, vendor_sheet()))
    before = sheet_of(desk)
    handed_in(name, content, desk)
    assert desk.refused is not None
    assert said in str(desk.refused[1][0])
    assert desk.sheet is before
    assert desk.finished(TODAY) is not None


@pytest.mark.parametrize(
    ("name", "write"),
    [("card.yaml", card_yaml), ("card.xlsx", card_xlsx), ("card.csv", card_csv)],
    ids=["yaml", "xlsx", "csv"],
)
def test_a_card_of_our_own_goes_in_without_the_columns(name: str, write: Callable[[RateCard], bytes | str]):
    desk = handed_in(name, write(card()))
    assert desk.sheet is None
    done = desk.finished(TODAY)
    assert done is not None
    assert list(done.rates) == list(card().rates)
    assert [rate.figures for rate in done.rates.values()] == [rate.figures for rate in card().rates.values()]


def test_an_export_with_a_slip_is_refused_since_as_a_vendors_sheet_it_would_lose_its_history():
    text = card_csv(card()).replace("21.82", "TBD", 1)
    desk = handed_in("card.csv", text)
    assert desk.sheet is None
    assert desk.refused is not None
    assert "TBD" in str(desk.refused[1][0])


def test_a_filled_template_with_a_slip_is_put_right_here_without_its_examples(tmp_path: Path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(template("Bid", TODAY))
    book = openpyxl.load_workbook(path)
    rates = book["Rates"]
    headings = {cell.value: cell.column for row in rates.iter_rows(max_row=10) for cell in row if cell.value}
    first = next(row for row in range(1, 20) if rates.cell(row, headings[COLUMNS["value"]]).value is None and row > 5)
    while any(rates.cell(first, column).value is not None for column in headings.values()):
        first += 1
    facts = {"title": "Agent hour", "location": "Kenya", "channel": "voice", "unit": "hour", "value": "TBD"}
    for fact, value in {**facts, "currency": "USD", "as_of": "2026-01"}.items():
        rates.cell(first, headings[COLUMNS[fact]]).value = value
    book.save(path)
    desk = handed_in("filled.xlsx", path.read_bytes())
    (fault,) = sheet_of(desk).reading(desk.name, TODAY).faults
    assert (fault.row, fault.found) == (first, "TBD")
    sheet_of(desk).correct(fault.row, fault.name, "8.50")
    done = desk.finished(TODAY)
    assert done is not None
    assert [(rate.title, rate.figure(), rate.unit) for rate in done.rates.values()] == [("Agent hour", 8.5, "USD/hour")]
    assert "Row 5 was left out: an example of the template" in done.record
    same(by_command(path, "--correct", f"{first}:Price=8.50"), done)


def test_another_sheet_can_be_chosen_and_what_was_said_about_the_first_is_kept():
    desk = corrected(handed_in(NAME, vendor_sheet()))
    desk.choose("Cover")
    assert desk.refused is not None, "a cover holds no table"
    assert desk.chosen == SHEET
    assert desk.finished(TODAY) is not None


def test_the_same_file_dropped_again_keeps_the_corrections():
    desk = corrected(handed_in(NAME, vendor_sheet()))
    handed_in(NAME, desk.content, desk)
    assert desk.finished(TODAY) is not None


# ---------------------------------------------------------------- the screen, without a browser


def screen(desk: Desk) -> AppTest:
    """A visitor on the view Import with a file in hand."""
    app = AppTest.from_string("from dashboard.frame import SCREENS\n\nSCREENS['rates']()", default_timeout=60)
    app.session_state["cards:view"] = "Import"
    app.session_state["kept import: desk"] = desk
    app.run()
    assert not app.exception
    return app


def labelled(widgets: list, label: str) -> object:
    return next(one for one in widgets if one.label == label)


def test_without_a_file_the_screen_has_room_for_one_and_the_template():
    app = screen(Desk())
    assert "Drop a vendor's sheet here" in app.file_uploader[0].label
    assert not [button for button in app.button if button.label == "Put the card on the shelf"]


def test_questions_are_answered_on_the_screen_and_the_card_goes_on_the_shelf():
    desk = handed_in("pacific.csv", DOLLARS)
    app = screen(desk)
    put = labelled(app.button, "Put the card on the shelf")
    assert put.disabled
    assert any("3 questions are open" in one.value for one in app.caption)
    labelled(app.selectbox, "Prices are in \\$; which currency is that?").set_value("USD").run()
    labelled(app.text_input, "Of which date are the prices (2026, 2026-05)?").input("2026-05").run()
    labelled(app.selectbox, "Which unit is 'per widget'?").set_value("ticket").run()
    labelled(app.text_input, "Name of the card").input("Pacific bid").run()
    assert not app.exception
    labelled(app.button, "Put the card on the shelf").click().run()
    assert not app.exception
    assert labelled(app.button_group, "What to do").value == "Look and edit"
    assert app.session_state["shelf"].chosen == "Pacific bid"
    assert any("4 rates read from pacific.csv" in one.value for one in app.success)
    assert not desk.file


def test_a_column_that_is_chosen_for_a_fact_takes_it_from_another():
    desk = handed_in(NAME, vendor_sheet())
    app = screen(desk)
    assert labelled(app.selectbox, "H · Comments").value == "note"
    labelled(app.selectbox, "H · Comments").set_value("title").run()
    assert not app.exception
    assert labelled(app.selectbox, "B · Service description").value == ""
    assert desk.sheet.matching.column("title").heading == "Comments"


def test_texts_of_the_file_are_shown_as_they_are():
    rows = (
        "**Role**,Site,Unit,Rate (USD),Date\n<b>x</b> [l](http://a.b),Manila,hour,12,2026\nAgent,Manila,hour,TBD,2026\n"
    )
    app = screen(handed_in("*odd* _name_.csv", rows))
    told = (
        [one.value for one in app.markdown] + [one.label for one in app.selectbox] + [one.value for one in app.caption]
    )
    assert any(r"\*odd\* \_name\_.csv" in text for text in told)
    assert any(r"\*\*Role\*\*" in text for text in told)
    assert not [text for text in told if re.search(r"(?<!\\)<b>|(?<!\\)\[l", text)]


# ---------------------------------------------------------------- the journey


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the first table on the screen, as a screen reader finds it behind the drawing."""
    return page.get_by_test_id("stDataFrame").first.locator(f"#glide-cell-{column}-{row}")


def type_correction(page: Page, line: int, text: str) -> None:
    """Go to the cell Correction of a line with the keys, open it, and type."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    drawn = table.bounding_box()
    for _ in range(10):  # a table that was just drawn anew may not take the first click
        page.mouse.click(drawn["x"] + 20, drawn["y"] + 37 + 66 * line + 33)
        page.wait_for_timeout(300)
        if page.evaluate("document.activeElement.id") == f"glide-cell-0-{line}":
            break
    for _ in range(4):
        page.keyboard.press("ArrowRight", delay=30)
    page.keyboard.press("Enter")
    editor = page.locator(".gdg-input")
    editor.fill(text)
    editor.press("Enter")
    expect(cell(page, line, 4)).to_have_text(text, timeout=20 * SECONDS)
    page.wait_for_timeout(700)  # the table tells the server once more that it holds no other edits
    settled(page)


def test_a_vendors_sheet_is_imported_after_its_three_faults_are_corrected(page: Page, dashboard: str, tmp_path: Path):
    file = tmp_path / NAME
    file.write_bytes(vendor_sheet())
    page.goto(f"{dashboard}/rates")
    page.get_by_role("radio", name="Import").click(timeout=60 * SECONDS)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(f"Sheet '{SHEET}' of {NAME}: 16 rows below the headings in row 6.")).to_be_visible(
        timeout=30 * SECONDS
    )
    expect(page.get_by_text("12 rates understood, 3 rows rejected")).to_be_visible()
    put = page.get_by_role("button", name="Put the card on the shelf")
    expect(put).to_be_disabled()
    for line, fault in enumerate(FAULTS):
        expect(cell(page, line, 2)).to_have_text(fault.found)
        type_correction(page, line, fault.correction)
        if line == 0:  # a visit elsewhere loses nothing
            page.get_by_role("link", name="Scenarios").click()
            expect(page.get_by_role("heading", name="Scenarios")).to_be_visible()
            page.get_by_role("link", name="Rate cards").click()
            expect(cell(page, 0, 4)).to_have_text(fault.correction, timeout=20 * SECONDS)
            settled(page)
    expect(page.get_by_text("15 rates understood, 3 rows corrected")).to_be_visible()
    expect(put).to_be_enabled()
    put.click()
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text("is on the shelf: 15 rates read from", timeout=20 * SECONDS)
    expect(told).to_contain_text("'TBD' was corrected to '2450'")
    settled(page)
    rows = [
        (cell(page, row, 1).inner_text(), cell(page, row, 2).inner_text(), cell(page, row, 3).inner_text())
        for row in range(15)
    ]
    for fault in FAULTS:
        title, price, unit = fault.reads
        assert (title, f"{price:g}", unit) in rows
    assert not page.complaints
