"""Prices that are easily read wrong: each of these sheets once became a card with a wrong number or a lost one."""

import io
from typing import Any

import openpyxl
import pytest

from tcomodel.importing import import_card
from tcomodel.importing.columns import heading_of
from tcomodel.importing.numbers import NoNumber, Numbers, is_share, numbers_in
from tcomodel.importing.scales import scale_of, without_scale
from tcomodel.problems import ProblemsFound
from tcomodel.rates import columns as exported
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.template import template
from tests.case_file import card
from tests.test_importing import GOOD, LINE, PLAIN, changed, edited, imported, messages, rows, workbook

WAGE, GONE = "united_states.wage.agent", "philippines.hour"


def bid(*lines: list[Any], headings: list[str] = PLAIN) -> bytes:
    return workbook(("Bid", rows(headings, *lines)))


# -- a workbook of ours that was changed in Excel -----------------------------------------------------


def without_a_row_and_with_another_wage(sheet: Any) -> None:
    headings = {cell.value: cell.column for cell in sheet[1]}
    keys = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(keys[WAGE], headings["Price"]).value = None
    for name in ("Low", "Base", "High", "Price"):
        if card()[WAGE].figures.get(name.lower()) is not None or name == "Price":
            sheet.cell(keys[WAGE], headings[name]).value = 99 if name == "Price" else None
    sheet.delete_rows(keys[GONE])


def test_what_was_changed_in_our_workbook_is_on_record():
    content = edited(card_xlsx(card()), without_a_row_and_with_another_wage, exported.RATES)
    done = import_card("edited.xlsx", content, "2026-11-22")
    assert done[WAGE].value == 99
    (step,) = done[WAGE].history
    assert (step.what, step.on) == ("edited", "2026-11-22")
    assert step.source.startswith("edited.xlsx, sheet Rates, row ")
    assert done[WAGE].before() == card()[WAGE]
    told = "\n".join(done.record)
    assert "Imported from edited.xlsx, sheet Rates on 2026-11-22: 128 rates." in told
    assert f"Changed in the file after it was exported: {WAGE}." in told
    assert f"Taken out of the sheet Rates after it was exported: {GONE} (" in told
    untouched = import_card("card.xlsx", card_xlsx(card()), "2026-11-22")
    assert (untouched.fingerprint, untouched.record) == (card().fingerprint, card().record)


def test_a_changed_note_of_the_card_and_a_missing_export_are_on_record():
    def noted(sheet: Any) -> None:
        row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Name")
        sheet.cell(row, 2).value = "Best card"

    def without_export(sheet: Any) -> None:
        del sheet.parent[exported.EXPORTED]
        noted(sheet)

    changed_name = import_card("edited.xlsx", edited(card_xlsx(card()), noted, exported.ABOUT), "2026-11-22")
    assert "No rate was changed after the export" in changed_name.record[-1]
    older = import_card("older.xlsx", edited(card_xlsx(card()), without_export, exported.ABOUT), "2026-11-22")
    assert "does not say what was exported" in older.record[-1]


def test_a_key_that_was_copied_into_a_new_row_and_renamed_begins_its_history_there():
    def added(sheet: Any) -> None:
        sheet.append([f"{WAGE}.new", *[cell.value for cell in sheet[2]][1:]])

    done = import_card("edited.xlsx", edited(card_xlsx(card()), added, exported.RATES), "2026-11-22")
    assert done[f"{WAGE}.new"].history[-1].derivation == "written into the file after it was exported"
    assert f"Added in the file after it was exported: {WAGE}.new." in done.record


# -- hundredths, thousands, hundreds ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("currency", "answer", "price", "unit"),
    [
        ("USD cents", "divide by 100", 0.115, "USD/hour"), ("GBp", "divide by 100", 0.115, "GBP/hour"),
        ("USD '000", "multiply by 1000", 11_500, "USD/hour"), ("USD k", "multiply by 1000", 11_500, "USD/hour"),
    ],
)  # fmt: skip
def test_a_scale_in_the_currency_column_is_asked_about(currency: str, answer: str, price: float, unit: str):
    content = changed(currency=currency)
    done = imported(content)
    assert done.card is None
    (ask,) = done.asks
    assert ask.choices == (answer, "as written")
    (rate,) = imported(content, {ask.key: answer}).rates.values()
    assert (rate.value, rate.unit) == (price, unit)


def test_a_currency_with_strange_words_beside_it_is_refused():
    done = imported(changed(currency="USD indexed"))
    assert "alone, without 'indexed'" in messages(done)
    (ask,) = done.asks
    assert imported(changed(currency="USD indexed"), {ask.key: "USD"}).card is not None


@pytest.mark.parametrize(
    ("text", "words", "bare"),
    [
        ("per thousand minutes", "divide by 1000", "per minutes"),
        ("per 10k contacts", "divide by 10000", "per contacts"),
        ("per hundred calls", "divide by 100", "per calls"), ("c/min", "divide by 100", "/min"),
        ("per half hour", "multiply by 2", "per hour"), ("US cents per 100 calls", "divide by 10000", "USD per calls"),
    ],
)  # fmt: skip
def test_prices_for_many_and_for_parts(text: str, words: str, bare: str):
    scale = scale_of(text)
    assert scale is not None
    assert (scale.words, without_scale(text)) == (words, bare)


def test_a_price_for_a_thousand_minutes_is_divided():
    content = changed(unit="per thousand minutes", price=300)
    (ask,) = imported(content).asks
    (rate,) = imported(content, {ask.key: "divide by 1000"}).rates.values()
    assert (rate.value, rate.unit) == (0.3, "USD/minute")


@pytest.mark.parametrize(
    ("unit", "answer", "price", "read"),
    [("c/min", "divide by 100", 0.35, "USD/minute"), ("half hour", "multiply by 2", 70, "USD/hour")],
)
def test_a_unit_that_hides_a_number_is_no_mere_unit(unit: str, answer: str, price: float, read: str):
    content = changed(unit=unit, price=35)
    unit_only = {f"unit: {unit}": read.removeprefix("USD/")}
    assert imported(content, unit_only).card is None
    answers = unit_only | {ask.key: answer for ask in imported(content, unit_only).asks}
    (rate,) = imported(content, answers).rates.values()
    assert (rate.value, rate.unit) == (price, read)


def test_cents_in_an_answer_in_a_cell_and_in_a_number_format_are_no_whole_units():
    assert imported(changed(currency=None), {"currency": "USD cents"}).card is None
    assert imported(changed(price="31 GBp", currency="GBP")).card is None
    for shown in ('0.00 "cents"', "0.00 [$GBp]"):

        def fill(sheet: Any, book: Any, shown: str = shown) -> None:
            sheet.write_row(0, 0, PLAIN)
            sheet.write_row(1, 0, LINE)
            sheet.write_number(1, 3, 31, book.add_format({"num_format": shown}))

        assert imported(workbook(("Bid", fill))).card is None


def test_two_scales_of_one_price_that_differ_are_refused():
    headings = [f"{one} (USD '000)" if one == "Price" else one for one in PLAIN]
    done = imported(bid([*LINE[:4], "USD cents", LINE[5]], headings=headings))
    assert "two scales" in messages(done)
    assert done.card is None


# -- signs of cells -----------------------------------------------------------------------------------


def test_a_percent_sign_that_is_only_written_there_multiplies_nothing():
    def fill(sheet: Any, book: Any) -> None:
        sheet.write_row(0, 0, PLAIN)
        sheet.write_row(1, 0, ["Agent attrition", "India", "% per year", None, None, "2025"])
        sheet.write_number(1, 3, 35, book.add_format({"num_format": '0"%"'}))

    (rate,) = imported(workbook(("Bid", fill))).rates.values()
    assert (rate.value, rate.unit) == (35, "%/year")
    assert [is_share(shown) for shown in ("0.0%", '0"%"', r"0\%", '"a;b"0%')] == [True, False, False, True]


def test_a_percent_sign_that_is_only_written_in_our_own_sheet_multiplies_nothing():
    def literal(sheet: Any) -> None:
        headings = {cell.value: cell.column for cell in sheet[1]}
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "any.occupancy")
        for name in ("Price", "Low", "Base", "High"):
            sheet.cell(row, headings[name]).number_format = '0"%"'

    done = import_card("card.xlsx", edited(card_xlsx(card()), literal, exported.RATES))
    assert done["any.occupancy"] == card()["any.occupancy"]


@pytest.mark.parametrize("text", ["3.00-", "3.00- EUR", "3.00 EUR-", "3,00 -"])
def test_a_minus_behind_a_number_is_a_minus(text: str):
    read = numbers_in(text)
    assert isinstance(read, NoNumber) or read.figures == (-3.0,)
    assert "negative" in messages(imported(changed(price="3.00-")))


@pytest.mark.parametrize(("text", "figure"), [("12,-", 12.0), ("12.--", 12.0), ("12,- EUR", 12.0), ("12.50/hr", 12.5)])
def test_whole_amounts_with_a_dash_are_no_credits(text: str, figure: float):
    read = numbers_in(text)
    assert isinstance(read, Numbers)
    assert read.figures == (figure,)


# -- which hour, with tax -----------------------------------------------------------------------------


def test_which_hour_is_priced_stands_in_the_note():
    (rate,) = imported(changed(unit="per paid hour")).rates.values()
    assert (rate.unit, rate.note) == ("USD/hour", "The unit is written 'per paid hour'.")
    done = imported(changed(unit="USD per productive hour"))
    assert any("productive stands in the note" in one for one in done.notes)


def test_tax_within_the_price_is_told():
    headings = ["Rate incl. tax" if one == "Price" else one for one in PLAIN]
    done = imported(bid(LINE, headings=headings))
    assert any("tax is within the price" in one for one in done.notes)
    assert [rate.note for rate in done.rates.values()] == ["With tax, as the heading 'Rate incl. tax' says."]
    assert not any("tax" in one for one in imported(changed()).notes)


# -- headings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "unit", "currency"),
    [
        ("USD/min", "minute", "USD"), ("$/hr", "hour", "$"), ("/min", "minute", ""), ("Rate/min", "minute", ""),
        ("Price (USD/min)", "minute", "USD"), ("EUR / Min.", "minute", "EUR"),
    ],
)  # fmt: skip
def test_a_price_for_a_minute_is_no_least_price(heading: str, unit: str, currency: str):
    read = heading_of(heading)
    assert (read.fact, read.unit, read.currency, read.location) == ("value", unit, currency, "")


def test_the_least_and_the_highest_are_still_known():
    assert [heading_of(one).fact for one in ("Min", "Min (USD)", "Min USD/hr", "Max price (USD/hr)", "Rate min")] == [
        "low", "low", "low", "high", "low"]  # fmt: skip


def test_a_sheet_whose_only_price_is_per_minute_or_hour_is_read():
    for heading, unit in (("USD/min", "USD/minute"), ("$/hr", "USD/hour")):
        content = bid(["Voice agent", "Manila", 0.35], headings=["Role", "Site", heading])
        (rate,) = imported(content, {"as_of": "2025", "currency: $": "USD"}).rates.values()
        assert (rate.value, rate.unit, rate.location) == (0.35, unit, "Manila")


# -- the template -------------------------------------------------------------------------------------


def template_with(*lines: dict[str, Any], example: dict[str, Any] | None = None) -> bytes:
    """The template with rows filled in below its examples, the first of which may be changed."""
    book = openpyxl.load_workbook(io.BytesIO(template("Bid of Acme", "2026-11-22")))
    sheet = book[exported.RATES]
    top = next(row for row in range(1, 10) if sheet.cell(row, 1).value == exported.COLUMNS["title"])
    for row, facts in [*([(top + 1, example)] if example else []), *enumerate(lines, top + 3)]:
        for column, fact in enumerate(exported.OF_TEMPLATE, 1):
            if fact in facts:
                sheet.cell(row, column).value = facts[fact]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_one_thing_at_two_prices_is_refused_in_the_template_too():
    with pytest.raises(ProblemsFound, match="row 7 prices the same"):
        import_card("bid.xlsx", template_with(GOOD, GOOD | {"value": 14}))
    done = import_card("bid.xlsx", template_with(GOOD, GOOD))
    assert list(done.rates) == ["philippines.hour"]
    assert any("row 8 repeats row 7" in one for one in done.record)


def test_an_example_that_somebody_filled_in_is_refused_and_ours_are_told():
    with pytest.raises(ProblemsFound, match="begins with EXAMPLE but was changed"):
        import_card("bid.xlsx", template_with(GOOD, example={"value": 17}))
    done = import_card("bid.xlsx", template_with(GOOD))
    assert "The examples of the template were not imported: row 5, 6." in done.record


def test_cents_in_the_currency_of_the_template_are_refused():
    with pytest.raises(ProblemsFound, match="USD cents"):
        import_card("bid.xlsx", template_with(GOOD | {"currency": "USD cents"}))


def test_an_export_that_somebody_damaged_is_refused_with_its_place():
    def damaged(data: str) -> Any:
        def change(sheet: Any) -> None:
            row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == WAGE)
            sheet.cell(row, 2).value = data

        return change

    for data in ("{", "[]", '{"value": 99}'):
        content = edited(card_xlsx(card()), damaged(data), exported.EXPORTED)
        with pytest.raises(ProblemsFound, match=f"As exported, {WAGE}\n  it holds no rate"):
            import_card("card.xlsx", content)
