"""Files out and in: made once, defused where a spreadsheet would run them; an edited workbook comes back.

A finance lead downloads the workbook, a colleague changes cells in it, and it is uploaded: what changed is shown, and
taken when somebody says so. Until then, and where it is refused, nothing on the screen moves.
"""

import copy
import csv
import io
import re
import threading
import tomllib
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard import answer, before_and_after, making
from dashboard.cards.desk import Desk
from tcomodel import Comparison, compare, load_card, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.csv_cells import STARTS, as_written, csv_file, csv_text, harmless
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.data import to_csv
from tcomodel.readers.excel import write_workbook
from tests.case_file import ROOT, card
from tests.test_edited_workbook import as_user
from tests.test_edited_workbook import python_with_uno as python_with_uno
from tests.test_standing import with_options

SCENARIOS = ROOT / "data" / "scenarios"
EXAMPLE = SCENARIOS / "example.yaml"
SECONDS = 1000
SCREEN = 'import streamlit as st\nfrom dashboard.frame import SCREENS\n\nSCREENS[st.session_state["screen"]]()'

# ---------------------------------------------------------------- CSV

HOSTILE = [
    '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1+1", "\r=1+1", "\n@x", "=" * 300,
    "\uff1d1+1", "\ufe62cmd", " =1+1", "\u00a0=1", "\u200b=1", "Agents;=cmd", "Agents, +cmd|calc", 'say "=1+1"',
    "a\t@x",
    'x";"=1', "two\n=1+1", "'=1", ";-1+cmd|' /C calc'!A0",
]  # fmt: skip
QUIET = [
    "Wages = paid time",
    "2027-01",
    "from 2, -5 %, then 3 %",
    "Zürich – Kraków",
    "👩🏽‍💻 чат",
    "שלום",
    "x" * 300,
    "",
    "a-b",
]
PLAIN = re.compile(r"[+\-]?[0-9][0-9.,]*\s?%?")
SIGNS = tuple(re.sub(r"\\", "", STARTS))
FIRST_NAMED = "=HYPERLINK(\"http://x\"), \t'+cmd'; @x"


def would_run(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula; it drops blanks and quotes around it."""
    seen = cell.strip('\u200b\u200c\u200d\u200e\u200f\u2060\ufeff \u00a0\t\r\n"')
    return seen.startswith(SIGNS) and not PLAIN.fullmatch(seen)


def cells_as(text: str, delimiter: str) -> list[str]:
    """The cells of a CSV file as a program sees them that parts by another sign, with and without regard to quotes."""
    read = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    return [*read, *(cell for line in re.split("[\r\n]", text) for cell in line.split(delimiter))]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_no_formula_whatever_parts_the_cells(text: str):
    assert would_run(text) or any(would_run(cell) for cell in re.split('[,;|\t\r\n"]', text)) or text == "'=1"
    for delimiter in ",;\t|":
        found = [cell for cell in cells_as(csv_text([["Wages", text, -12.5]]), delimiter) if would_run(cell)]
        assert not found, delimiter
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", QUIET)
def test_text_that_is_no_formula_stays_as_it_is(text: str):
    assert harmless(text) == text


@given(st.text(alphabet=st.sampled_from([*SIGNS, *",;|\t\r\n\"' \u00a0\u200b", *"1.%aé"]), max_size=14))
@settings(max_examples=400, deadline=None)
@example("\r-1")
@example("a,b;-5")
@example('=\n+1"﹫.')
def test_no_text_at_all_becomes_a_formula_and_each_comes_back(text: str):
    out = csv_text([["x", text, 1.5]])
    for delimiter in ",;\t|":
        assert not [cell for cell in cells_as(out, delimiter) if would_run(cell)]
    assert as_written(harmless(text)) == text


def test_numbers_stay_numbers():
    assert csv_text([[-12.5, 0.1, -0.0, 1e20, None, float("nan"), "n/a"]]) == "-12.5,0.1,0,1e+20,,,n/a\r\n"
    assert csv_file("Köln").decode("utf-8-sig") == "Köln"
    assert csv_file("Köln").startswith(b"\xef\xbb\xbf"), "by which Excel knows that it is UTF-8"


def test_every_csv_of_the_product_is_written_by_one_function():
    writers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("tcomodel", "dashboard")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "csv.writer" in path.read_text(encoding="utf-8")
    ]
    assert writers == ["tcomodel/csv_cells.py", "tcomodel/index_csv.py"], "the second one is read again, not handed out"


def test_the_lines_of_a_comparison_and_a_card_are_defused():
    data = {"start": "2026-01", "months": 2, "demand": {"volume": 100}}
    data["options"] = {"own": {"label": FIRST_NAMED, "in_house": {"monthly_budget": 5}}}
    kept = {"name": FIRST_NAMED, "as_of": 2026}
    rate = {"title": FIRST_NAMED, "value": 11.5, "unit": "USD/hour", "currency": "USD", "as_of": "2026-05"}
    rate |= {"location": "Philippines", "channel": "voice", "source": FIRST_NAMED}
    text = card_csv(read_card(yaml_of({"card": kept, "rates": {"ph.hour": rate}})))
    for written in (to_csv(compare(scenario_from(data), card())), text):
        assert "'=HYPERLINK" in written
        for delimiter in ",;\t|":
            assert not [cell for cell in cells_as(written, delimiter) if would_run(cell)]


def yaml_of(data: Any) -> str:
    import yaml

    return yaml.safe_dump(data, allow_unicode=True)


def test_tables_have_no_csv_button_of_their_own():
    """Streamlit's would write names as they are, and a spreadsheet would run them."""
    settings_ = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings_["client"]["disableDataExport"] is True


# ---------------------------------------------------------------- made once


@cache
def example() -> Comparison:
    return compare(load_scenario(EXAMPLE), card())


def test_a_file_is_made_once_for_all_who_ask():
    files, calls, go = making.Files(), [], threading.Event()

    def write(tell: making.Tell) -> bytes:
        calls.append(1)
        tell(0.4, "Option3")
        assert go.wait(20)
        return b"file"

    first, second = files.of("one", write), files.of("one", write)
    go.set()
    assert (first.content(), second.content(), files.of("one", write).content()) == (b"file",) * 3
    assert (first.share, first.doing) == (0.4, "Option3")
    assert len(calls) == 1


def test_a_file_that_failed_is_tried_again():
    files, answers = making.Files(), [b"", b"file"]

    def write(tell: making.Tell) -> bytes:
        if not (content := answers.pop(0)):
            raise ValueError("no room")
        return content

    with pytest.raises(ValueError, match="no room"):
        files.of("one", write).content()
    assert files.of("one", write).content() == b"file"


def test_only_so_many_files_are_kept():
    files = making.Files()
    for number in range(making.MOST_FILES + 3):
        files.of(str(number), lambda tell, number=number: str(number).encode()).content()
    assert list(files.made) == [str(number) for number in range(3, making.MOST_FILES + 3)]


def test_another_input_name_or_kind_is_another_file(monkeypatch: pytest.MonkeyPatch):
    data = dict(example().scenario.data)
    others = [{**data, "months": 48}, {**data, "name": "Mine"}, {**data, "description": "For the board"}]
    keys = [making.key_of("xlsx", one) for one in (example(), *(compare(scenario_from(one), card()) for one in others))]
    keys.append(making.key_of("pdf", example()))
    assert len(set(keys)) == len(keys)
    assert making.key_of("xlsx", compare(load_scenario(EXAMPLE), card())) == keys[0], "the same for the next visitor"
    text = EXAMPLE.read_text(encoding="utf-8")
    moved, still = (compare(read_scenario(f"{above}{text}", "x.yaml"), card()) for above in ("# ours\n", ""))
    assert making.key_of("xlsx", moved) != making.key_of("xlsx", still), (
        "the workbook says on which lines numbers stand"
    )

    class Tomorrow(making.date):
        @classmethod
        def today(cls) -> making.date:
            return cls(2099, 1, 1)

    monkeypatch.setattr(making, "date", Tomorrow)
    assert making.key_of("xlsx", example()) != keys[0], "the cover says on which day"


# ---------------------------------------------------------------- an edited workbook


@cache
def workbook(path: Path = EXAMPLE) -> bytes:
    return write_workbook(compare(load_scenario(path), card()))


def edited(values: dict[str, Any], path: Path = EXAMPLE) -> bytes:
    """The workbook with other values in the cells of these names, changed in its parts, which is quick."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(path))) as book, zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as out:
        parts = {one.filename: book.read(one) for one in book.infolist()}
        about = parts["xl/workbook.xml"].decode()
        sheets = re.findall(r'<sheet name="([^"]+)"', about)
        where = dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]+)</definedName>', about))
        for name, value in values.items():
            sheet, cell = where[name].replace("$", "").split("!")
            part = f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml"
            old = rf'<c r="{cell}"( s="\d+")?[^>]*>.*?</c>'
            text, count = re.subn(old, partial(_cell, cell, value), parts[part].decode(), count=1)
            assert count == 1, name
            parts[part] = text.encode()
        for name, part in parts.items():
            out.writestr(name, part)
    return content.getvalue()


def _cell(cell: str, value: Any, found: re.Match[str]) -> str:
    """A cell with a number, a text, or a formula without a value."""
    if not isinstance(value, str):
        return f'<c r="{cell}"{found[1] or ""}><v>{value}</v></c>'
    if value.startswith("="):
        return f'<c r="{cell}"{found[1] or ""}><f>{value[1:]}</f></c>'
    return f'<c r="{cell}"{found[1] or ""} t="inlineStr"><is><t>{value}</t></is></c>'


def cell_of(book: openpyxl.Workbook, name: str) -> Any:
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell.replace("$", "")]


def visitor(screen: str = "scenarios") -> AppTest:
    app = AppTest.from_string(SCREEN, default_timeout=120)
    app.session_state["screen"] = screen
    app.run()
    assert not app.exception
    return app


def hand_in(app: AppTest, content: bytes, name: str = "bid.xlsx") -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def data_of(app: AppTest) -> dict[str, Any]:
    return app.session_state["session"].data


def said(app: AppTest) -> str:
    parts = (*app.markdown, *app.success, *app.info, *app.error, *app.warning, *app.code)
    return "\n".join(part.value for part in parts).replace("\\", "")


def test_changes_are_shown_then_taken_then_undone():
    app = hand_in(visitor(), edited({"in_programme.occupancy": 0.85, "in_seats_manila.price_change": -0.1}))
    assert "bid.xlsx: 2 changes since the export.** Nothing is applied yet." in said(app)
    shown = app.dataframe[0].value
    assert list(shown["Before"]) == ["80 %", "0 %"]
    assert list(shown["After"]) == ["85 %", "-10 %"]
    assert list(shown["Where"]) == ["Programme", "Philippines, per seat"]
    assert all(re.fullmatch(r"Inputs!D\d+", cell) for cell in shown["Cell"])
    assert data_of(app)["staffing"]["occupancy"] == "80%"

    before = data_of(app)
    press(app, "Take these changes")
    assert data_of(app)["staffing"]["occupancy"] == "85%"
    assert data_of(app)["options"]["seats_manila"]["price_change"] == "-10%"
    assert "2 changes taken from bid.xlsx." in said(app)
    assert not app.dataframe
    press(app, "Undo")
    assert data_of(app) == before


def test_before_they_are_taken_it_is_said_what_changes_do_to_the_answer():
    """Another cheapest option, from which to which, with totals before and now; and how far to trust the lead."""
    app = hand_in(visitor(), edited({"in_seats_manila.seat_rate": 2300, "in_hybrid.price_change": -0.05}))
    before, after = example(), with_options(hybrid={"price_change": "-5%"})
    data = copy.deepcopy(dict(after.scenario.data))
    data["options"]["seats_manila"]["pricing"]["seat_rate"] = 2300
    after = compare(scenario_from(data), card())
    first, now = before.cheapest, after.cheapest
    assert first.key != now.key
    told = said(app)
    assert f"**The cheapest option changes from {first.label} to {now.label}.**" in told
    dearer = round(after.option(first.key).total) - round(first.total)
    assert (
        f"{first.label} goes from {first.total:,.0f} to {after.option(first.key).total:,.0f} USD, {dearer:,.0f} more"
    ) in told
    assert f"{now.label} goes from {before.option(now.key).total:,.0f} to {now.total:,.0f} USD" in told
    assert f"With the changes: {answer.headline(after)} {answer.more(after)}" in told
    assert "too close to tell them apart" in told
    assert answer.moved_prices(after) in told


def test_warnings_of_the_first_page_stand_with_the_changes_too():
    app = hand_in(visitor(), edited({"in_resolutions.in_comparison": 0, "in_seats_manila.seat_rate": 2200}))
    told = said(app)
    assert f"**The cheapest option stays {example().cheapest.label}.** {example().cheapest.label} goes from " in told
    assert "Left out of the comparison: AI first, per resolution." in told
    assert " less. Totals of the term, not discounted." in told
    path = SCENARIOS / "ai_first.yaml"
    result = compare(load_scenario(path), card())
    assert answer.estimate(result)
    app = hand_in(visitor(), edited({"in_programme.discount_rate": 0.081}, path))
    assert "The order rests on an estimate, customers lost, which nobody pays." in said(app)


def test_that_no_option_serves_the_work_any_more_is_said_of_a_workbook():
    def few(**own: Any) -> Comparison:
        data = {"start": "2027-01", "months": 12, "demand": {"volume": 20000}, "service": {"handle_time": 300}}
        data["staffing"] = {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160}
        seats = {"label": "Seats", "pricing": {"model": "per_seat", "contracted_seats": 5, "seat_rate": 2000}}
        data["options"] = {"own": {"label": "Own", "in_house": {"monthly_budget": 9e5}, **own}, "seats": seats}
        return compare(scenario_from(data), card())

    served, unserved = few(), few(in_comparison=False)
    said_of = before_and_after.cheapest_option
    assert said_of(served, unserved) == (
        "The answer changes: as exported Own cost least, with the changes no option serves all of the work."
    )
    assert said_of(unserved, served) == (
        "The answer changes: as exported no option served all of the work, with the changes Own costs least."
    )
    assert said_of(unserved, unserved) == "No option serves all of the work, before or with the changes."
    assert before_and_after.total_costs(unserved, unserved) == ""
    assert before_and_after.total_costs(served, served).startswith("Own stays at 10,800,000 USD.")


def test_whose_number_it_is_stands_beside_its_name_and_rates_go_by_their_titles():
    app = hand_in(visitor(), edited({"in_seats_manila.seat_rate": 1650}))
    assert list(app.dataframe[0].value)[:4] == ["What", "Where", "Before", "After"]
    rate = next(one.rate for one in example().model.inputs if one.name == "seat_rate" and one.rate is not None)
    note = next(line for line in said(app).splitlines() if "now states the workbook's number" in line)
    assert f"was the card rate '{rate.title}'" in note
    assert rate.key not in note


def test_what_is_taken_is_what_the_workbook_says_and_no_more():
    """References to the card stay references; only what was changed is a number now."""
    app = hand_in(visitor(), edited({"in_seats_manila.seat_rate": 1650}))
    press(app, "Take this change")
    expected = dict(load_scenario(EXAMPLE).data)
    pricing = {
        **expected["options"]["seats_manila"]["pricing"],
        "seat_rate": {"base": 1650, "low": "-8%", "high": "+5%"},
    }
    expected["options"] = {**expected["options"]}
    expected["options"]["seats_manila"] = {**expected["options"]["seats_manila"], "pricing": pricing}
    assert data_of(app) == expected


def test_a_scenario_that_names_files_still_names_them():
    path = SCENARIOS / "per_ticket_gain_share.yaml"
    app = visitor("compare")
    next(box for box in app.sidebar.selectbox if box.label == "Scenario").select(path.name).run()
    app.session_state["screen"] = "scenarios"
    app.run()
    hand_in(app, edited({"in_programme.wage_inflation": 0.05}, path))
    press(app, "Take this change")
    assert data_of(app)["inflation"]["wage_inflation"] == "5%"
    assert "per_ticket_schedule.csv" in str(data_of(app))


def test_left_as_it_is_nothing_happened():
    app = hand_in(visitor(), edited({"in_programme.occupancy": 0.85, "in_seats_manila.price_change": -0.1}))
    before = data_of(app)
    press(app, "Leave as it is")
    assert data_of(app) == before
    assert not app.session_state["session"].position
    assert "since the export" not in said(app)


def test_a_workbook_of_another_scenario_can_be_opened_as_a_new_one():
    path = SCENARIOS / "ai_first.yaml"
    app = hand_in(visitor(), edited({"in_programme.discount_rate": 0.11}, path))
    name = load_scenario(path).file.name
    assert f"It was made from another scenario, {name}" in said(app)
    assert "Take this change" not in labels(app)
    press(app, "Open it as a new scenario")
    assert data_of(app)["name"] == name
    assert data_of(app)["timing"]["discount_rate"] == "11%"
    assert "bid.xlsx is open" in said(app)
    app.session_state["screen"] = "compare"
    press(app.run(), "Undo")
    assert data_of(app)["timing"] == load_scenario(path).data["timing"], "as it was exported"


def test_a_workbook_of_an_earlier_state_does_not_undo_what_was_done_since():
    app = visitor("compare")
    slider = next(one for one in app.slider if "demand.volume.voice" in str(one.key))
    slider.set_value(40000.0).run()
    app.session_state["screen"] = "scenarios"
    app.run()
    hand_in(app, edited({"in_seats_manila.seat_rate": 1650}))
    assert "has been changed here since the workbook was made" in said(app)
    assert "Take this change" not in labels(app)
    press(app, "Leave as it is")
    assert data_of(app)["demand"]["volume"]["voice"]["base"] == 40000


def test_what_is_open_already_has_the_changes():
    app = hand_in(visitor(), edited({"in_seats_manila.seat_rate": 1650}))
    press(app, "Take this change")
    hand_in(app, edited({"in_seats_manila.seat_rate": 1650}), "again.xlsx")
    assert "What is open has them already." in said(app)
    assert "Take this change" not in labels(app)


def test_a_workbook_that_nobody_changed_says_so():
    app = hand_in(visitor(), workbook())
    assert "nothing was changed since the export" in said(app)
    assert "Close" in labels(app)
    assert not app.dataframe


def test_a_formula_that_was_typed_is_shown_and_never_worked_out():
    app = hand_in(visitor(), edited({"in_programme.occupancy": "=0.8+0.05"}))
    assert "bid.xlsx was not opened" in said(app)
    assert "Inputs!D" in said(app)
    assert data_of(app)["staffing"]["occupancy"] == "80%"


def test_a_refusal_names_the_cells_and_the_last_result_stays():
    app = visitor()
    before = data_of(app)
    hand_in(app, edited({"in_programme.occupancy": "eighty", "in_seats_manila.seat_rate": -5}))
    assert "bid.xlsx was not opened: 2 problems.** What was open before still is." in said(app)
    assert len(re.findall(r"Inputs!D\d+", said(app))) == 2
    assert "eighty" in said(app)
    assert data_of(app) == before


def test_a_refusal_of_a_number_of_the_year_names_its_month():
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    sheet, cells = next(iter(book.defined_names["in_programme.seasonality"].destinations))
    third = next(iter(list(book[sheet][cells.replace("$", "")])[2]))
    third.value = "much"
    content = io.BytesIO()
    book.save(content)
    assert f"{sheet}!{third.coordinate}, Seasonality, March (Programme)" in said(hand_in(visitor(), content.getvalue()))


def rates_yaml() -> bytes:
    return (ROOT / "data" / "rates.yaml").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("rates.yaml", rates_yaml, "it is a rate card; open it under Rate cards, Import"),
        ("bid.xlsx", lambda: openpyxl_book(), "it is no comparison that this tool exported"),
        ("bid.xlsx", lambda: b"%PDF-1.7 x", "it is a PDF"),
    ],
)
def test_what_belongs_elsewhere_is_pointed_there(name: str, content: Callable[[], bytes], told: str):
    assert told in said(hand_in(visitor(), content(), name))


def openpyxl_book() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def test_a_scenario_handed_in_as_a_card_is_pointed_to_its_page():
    desk = Desk()
    desk.hand_in("example.yaml", EXAMPLE.read_bytes())
    desk.read("2026-11-22")
    assert desk.refused is not None
    assert [problem.message for problem in desk.refused[1]] == [
        "it is a scenario, no rate card; open it under Scenarios"
    ]


# ---------------------------------------------------------------- beside the answer


def test_options_left_out_and_prices_moved_are_told_beside_the_answer():
    facts = {"resolutions": {"in_comparison": False, "price_change": "3%"}, "hybrid": {"price_change": "-2.5%"}}
    result = with_options(**facts)
    assert answer.left_out(result) == "Left out of the comparison: AI first, per resolution."
    assert answer.moved_prices(result) == (
        "Prices are moved to try, which is no offer of a vendor: Philippines, core seats and overflow −2.5 %."
    )
    assert not answer.left_out(example())
    assert not answer.moved_prices(example())


def test_the_switch_of_an_option_stands_in_front_and_moves_the_answer():
    app = visitor("compare")
    best = example().cheapest
    app.session_state[f"open:option:{best.key}"] = True
    app.run()
    switch = next(one for one in app.toggle if f"options.{best.key}.in_comparison" in str(one.key))
    switch.set_value(False).run()
    assert not app.exception
    assert app.header[0].value.startswith(example().ranking[1].label)
    assert f"Left out of the comparison: {best.label}." in said(app)


# ---------------------------------------------------------------- the whole way, in the browser


def test_the_workbook_goes_out_is_edited_and_comes_back(
    page: Page, dashboard: str, python_with_uno: str, soffice: str, tmp_path: Path
):
    """Download, change a cell in LibreOffice, upload, see it, take it: the answer is the model's. Then undo."""
    page.goto(f"{dashboard}/files")
    button = page.get_by_role("button", name="Excel workbook")
    expect(button).to_be_visible(timeout=60 * SECONDS)
    page.wait_for_function("document.querySelector('[data-test-script-state=notRunning]')", timeout=60 * SECONDS)
    button.focus()
    expect(button).to_be_focused()
    with page.expect_download(timeout=60 * SECONDS) as waiting:
        button.press("Enter")
    sent = Path(waiting.value.path()).read_bytes()
    typed = [["type", "in_programme.occupancy", "0.85"]]
    (tmp_path / "edited.xlsx").write_bytes(as_user(python_with_uno, soffice, sent, typed, tmp_path))

    page.get_by_role("link", name="Scenarios").click()
    expect(page.locator("h1")).to_have_text("Scenarios", timeout=60 * SECONDS)
    page.locator('input[type="file"]').set_input_files(tmp_path / "edited.xlsx")
    expect(page.get_by_text("edited.xlsx: 1 change since the export.")).to_be_visible(timeout=60 * SECONDS)
    page.get_by_role("button", name="Take this change").click()
    expect(page.get_by_text("1 change taken from edited.xlsx.")).to_be_visible(timeout=60 * SECONDS)

    data = dict(example().scenario.data)
    data["staffing"] = {**data["staffing"], "occupancy": "85%"}
    page.get_by_role("link", name="Compare").click()
    total = page.get_by_text("Exact total over the term")
    after = compare(scenario_from(data), load_card(ROOT / "data" / "rates.yaml"))
    expect(total).to_contain_text(f"{after.cheapest.total:,.2f} USD", timeout=60 * SECONDS)
    page.get_by_role("button", name="Undo").click()
    expect(total).to_contain_text(f"{example().cheapest.total:,.2f} USD", timeout=60 * SECONDS)
