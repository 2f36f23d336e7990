"""Vendors' sheets with more than one clean table: what stands above, below, between and across the rows of rates."""

from typing import Any

import pytest
import xlsxwriter

from tcomodel.importing import Import, asked, import_table, read_table, suggest
from tests.test_importing import Fill, imported, messages, rows, workbook

HEADINGS = ["Description", "Location", "Unit", "Currency", "Rate"]
AGENT = ["Agent", "Manila", "per hour", "USD", 12]
LEAD = ["Team lead", "Manila", "per hour", "USD", 14]
ANSWERS = {"as_of": "2026", "location": "Manila", "currency": "USD", "unit": "hour"}


def read(*lines: list[Any], answers: dict[str, str] | None = None, then: Fill | None = None, **told: Any) -> Import:
    """What comes of a sheet with these rows; ``then`` changes the sheet, answers go over those that are often asked."""

    def fill(sheet: Any, book: Any) -> None:
        rows(*lines)(sheet, book)
        if then is not None:
            then(sheet, book)

    return imported(workbook(("Rates", fill)), {**ANSWERS, **(answers or {})}, **told)


def figures(done: Import) -> dict[str, float | None]:
    return {rate.title: rate.value for rate in done.rates.values()}


# -- more than one table -----------------------------------------------------------------------------


def test_the_rows_of_a_table_above_the_one_that_is_read_do_not_vanish():
    first = [["Role", "Site", "USD"], ["Agent", "Manila", 11], ["Team lead", "Manila", 15], [None], ["Other charges"]]
    sheet = (*first, HEADINGS, AGENT, LEAD)
    done = read(*sheet)
    assert done.card is None
    assert [one.row for one in done.rejected] == [2, 3]
    assert "a figure above the headings" in messages(done)
    done = read(*sheet, leave_out={2, 3})
    assert done.card is not None
    assert any(line.startswith("Row 2 was left out") for line in done.card.record)


def test_single_figures_above_a_table_are_told_and_stop_nothing():
    about = ["Service", "Care", "Location", "Manila"]
    done = read(["Exchange rate", 56.2], about, ["Contract months", 36], HEADINGS, AGENT)
    assert done.card is not None
    told = "figures above the headings are not read: row 1 'Exchange rate | 56.2'; row 3 'Contract months | 36'"
    assert told in done.notes


@pytest.mark.parametrize("begins", [
    ["Description", "Location", "Unit", "Rate (EUR)"],
    ["Role", None, None, "EUR/hr"],
    ["Service", "Site", None, "Price"],
])  # fmt: skip
def test_a_second_table_does_not_take_the_headings_of_the_first(begins: list[Any]):
    sheet = (["Description", "Location", "Unit", "Rate (USD)"], ["Agent", "Manila", "per hour", 12], [None],
             begins, ["Agent", "Krakow", "per hour", 16])  # fmt: skip
    for leave_out in (set(), {4}):
        done = read(*sheet, leave_out=leave_out)
        assert done.card is None
        assert figures(done) == {"Agent": 12}
        assert "below the other headings of row 4" in messages(done)
    assert read(*sheet, leave_out={4, 5}).card is not None


def test_headings_that_are_repeated_begin_no_other_table():
    done = read(HEADINGS, AGENT, [None], HEADINGS, LEAD)
    assert done.card is not None
    assert figures(done) == {"Agent": 12, "Team lead": 14}


# -- lines of their own within a table ---------------------------------------------------------------


def test_a_line_within_the_table_says_the_unit_and_the_currency_of_the_rows_below():
    done = read(["Role", "Rate"], ["Manila"], ["Agent", 12], ["Prices in EUR, per seat per month"], ["Desk", 300],
                ["Cebu"], ["Lead", 14])  # fmt: skip
    assert done.card is not None
    found = {rate.title: (rate.unit, rate.location) for rate in done.rates.values()}
    assert found == {
        "Agent": ("USD/hour", "Manila"),
        "Desk": ("EUR/seat/month", "Manila"),
        "Lead": ("USD/hour", "Cebu"),
    }
    assert "unit seat/month from the line above, 'Prices in EUR" in list(done.rates.values())[1].history[0].derivation


def test_a_line_within_the_table_that_contradicts_its_rows_is_refused():
    done = read(["Role", "Unit", "Rate (USD)"], ["Agent", "per hour", 12], ["Prices in EUR"], ["Lead", "per hour", 14])
    assert [one.row for one in done.rejected] == [4]
    assert "two currencies: the line above, 'Prices in EUR', says EUR" in messages(done)


def test_a_channel_within_a_place_ends_where_the_next_place_begins():
    done = read(["Role", "Rate"], ["Philippines"], ["Voice"], ["Agent", 12], ["Chat"], ["Agent", 11], ["India"],
                ["Agent", 9])  # fmt: skip
    assert done.card is not None
    assert [(rate.location, rate.channel) for rate in done.rates.values()] == [
        ("Philippines", "voice"), ("Philippines", "chat"), ("India", "all")]  # fmt: skip


def test_a_line_that_may_be_another_place_is_asked_about():
    sheet = (["Role", "Rate"], ["Manila"], ["Agent", 12], ["Kraków site 2 (new)"], ["Agent", 16])
    done = read(*sheet)
    assert done.card is None
    assert [one.row for one in done.rejected] == [5]
    key = "line: Kraków site 2 (new)"
    assert done.rejected[0].ask == key
    done = read(*sheet, answers={key: "Krakow"})
    assert done.card is not None
    assert {rate.location for rate in done.rates.values()} == {"Manila", "Krakow"}


# -- totals ------------------------------------------------------------------------------------------


def test_a_last_row_without_words_is_no_rate():
    done = read(HEADINGS, AGENT, LEAD, [None, "Manila", None, "USD", 26])
    assert done.card is None
    assert "nothing says what is priced here" in messages(done)
    assert figures(done) == {"Agent": 12, "Team lead": 14}


@pytest.mark.parametrize("words", ["Totals", "Annual total", "Blended average", "Total Manila", "Total"])
def test_totals_are_no_rates_whatever_they_are_called(words: str):
    done = read(HEADINGS, AGENT, LEAD, [words, "Manila", "per month", "USD", 90_000])
    assert figures(done) == {"Agent": 12, "Team lead": 14}
    assert f"a total, which is no rate: row 4 {words!r}" in done.notes


def test_words_that_speak_of_a_total_are_no_rate_before_somebody_says_so():
    sheet = (HEADINGS, AGENT, ["Team total in Manila", "Manila", "per month", "USD", 90_000])
    done = read(*sheet)
    assert done.card is None
    assert "speak of a total" in messages(done)
    assert read(*sheet, corrections={(3, "Description"): "Fixed team fee"}).card is not None
    handling = read(HEADINGS, ["Average handling time", "Manila", "minutes per contact", None, 6])
    assert figures(handling) == {"Average handling time": 6}, "an average with a unit of its own is a figure"


# -- scales around the table -------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["Pricing (k USD)", "USD thousands", "Unit: US cents"])
def test_a_scale_above_the_table_is_asked_about(line: str):
    done = read([line], [None], HEADINGS, AGENT)
    assert done.card is None
    assert done.rejected[0].ask == f"scale: {line}"


@pytest.mark.parametrize("line", ["Prices exclude tax. Prices in thousands of USD.", "All rates are per 100 hours"])
def test_a_scale_below_the_table_is_asked_about(line: str):
    done = read(HEADINGS, AGENT, [None], [line])
    assert done.card is None
    assert done.rejected[0].ask == f"scale: {line.removeprefix('Prices exclude tax. ')}"


def test_a_scale_in_a_line_within_the_table_holds_for_the_rows_below_it():
    sheet = (HEADINGS, AGENT, ["Prices in thousands of USD"], ["Set-up", "Manila", "per month", "USD", 5])
    done = read(*sheet)
    assert [one.row for one in done.rejected] == [4]
    done = read(*sheet, answers={"scale: Prices in thousands of USD": "multiply by 1000"})
    assert figures(done) == {"Agent": 12, "Set-up": 5000}


# -- cells that are no words -------------------------------------------------------------------------


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(("value", "says"), [
    ("#N/A", "the formula of this cell failed"),
    ("", "the file holds no value for it"),
])  # fmt: skip
def test_a_formula_that_failed_is_no_title_and_no_place(column: int, value: str, says: str):
    def fails(sheet: Any, book: Any) -> None:
        sheet.write_formula(1, column, "=NA()", None, value)

    done = read(HEADINGS, AGENT, LEAD, then=fails)
    assert done.card is None
    assert says in messages(done)
    assert {one.row for one in done.rejected} == {2}


def test_a_date_is_no_place():
    def turns_into_a_date(sheet: Any, book: Any) -> None:
        sheet.write_number(1, 1, 45_000, book.add_format({"num_format": "dd/mm/yyyy"}))

    done = read(HEADINGS, AGENT, LEAD, then=turns_into_a_date)
    assert "expected words, found a date" in messages(done)


# -- answers and the record --------------------------------------------------------------------------


def test_an_answer_against_the_sheet_is_told_and_stands_on_the_record():
    lines = (
        ["Alle Preise in EUR"],
        [None],
        ["Description", "Location", "Unit", "Rate"],
        ["Agent", "Manila", "per hour", 12],
    )
    done = read(*lines, answers={"currency": "GBP"})
    assert done.card is not None
    record = "\n".join(done.card.record)
    assert "currency GBP was answered and counts, although row 1 says 'Alle Preise in EUR'" in record
    assert "currency EUR for every row" not in record
    assert "Answered at the import: currency: GBP." in record
    agreed = read(*lines, answers={"currency": "EUR"})
    assert "although" not in "\n".join(agreed.notes)


def test_the_columns_that_a_person_chose_stand_on_the_record():
    content = workbook(("Rates", rows(["Role", "Site", "Offer A", "Offer B"], ["Agent", "Manila", 12, 13])))
    table = read_table("acme.xlsx", content)
    chosen = asked(table, suggest(table).with_fact(3, "value"), ANSWERS)
    done = import_table(table, chosen, defaults=ANSWERS, name="Acme")
    assert done.card is not None
    assert "Column 'Offer B' was said to hold: value." in done.card.record


# -- limits, bands, hidden rows, merged prices -------------------------------------------------------


def test_more_rates_than_a_card_can_hold_are_refused_at_once():
    years = [str(year) for year in range(2003, 2060)]
    done = read(["Role", "Location", *years], *(["Agent", "Manila", *range(1, 58)] for _ in range(400)))
    assert done.card is None
    assert "at most 10,000 rates are read" in messages(done)


def test_a_unit_of_very_many_letters_is_refused():
    done = read(HEADINGS, ["Agent", "Manila", "per hour " * 1_000, "USD", 12])
    assert "at most 500 signs" in messages(done)


def test_bands_under_any_heading_of_volumes_are_bands():
    tiers = (["Description", "Location", "Unit", "Monthly volume", "Rate"],
             ["Email", "Manila", "per ticket", "0 - 1,000", 2],
             ["Email", "Manila", "per ticket", "1,001 - 5,000", 1.5])  # fmt: skip
    done = read(*tiers)
    assert done.card is not None
    assert [(rate.over, rate.up_to) for rate in done.rates.values()] == [(0, 1000), (1000, 5000)]


def test_bands_over_price_columns_are_bands():
    done = read(["Description", "Location", "Unit", "0-10,000", "10,001-25,000"],
                ["Email", "Manila", "per ticket", 2, 1], answers={"headings": "detail"})  # fmt: skip
    assert done.card is not None
    assert [(rate.title, rate.over, rate.up_to) for rate in done.rates.values()] == [
        ("Email", 0, 10_000), ("Email", 10_000, 25_000)]  # fmt: skip


def test_columns_that_are_left_aside_are_told():
    done = read([*HEADINGS, "Annual total"], [*AGENT, 24_000])
    assert "columns that no rate holds are left aside: F 'Annual total'" in done.notes


def test_whether_hidden_rows_count_is_asked():
    def hide(sheet: Any, book: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})

    done = read(HEADINGS, AGENT, LEAD, then=hide)
    assert done.card is None
    assert [(one.row, one.ask) for one in done.rejected] == [(3, "hidden rows")]
    assert figures(read(HEADINGS, AGENT, LEAD, then=hide, answers={"hidden rows": "read"})) == {
        "Agent": 12, "Team lead": 14}  # fmt: skip
    left = read(HEADINGS, AGENT, LEAD, then=hide, answers={"hidden rows": "left out"})
    assert left.card is not None
    assert figures(left) == {"Agent": 12}
    assert "hidden, left out as you said: row 3" in left.notes


def test_a_price_merged_over_rows_is_asked_about_and_a_merged_name_is_not():
    def merge(column: int, value: Any) -> Fill:
        def fill(sheet: xlsxwriter.workbook.Worksheet, book: Any) -> None:
            sheet.merge_range(1, column, 2, column, value)

        return fill

    sheet = (HEADINGS, AGENT[:4], LEAD[:4])
    done = read(*sheet, then=merge(4, 12))
    assert done.card is None
    assert {(one.row, one.ask) for one in done.rejected} == {(2, "merged prices"), (3, "merged prices")}
    assert figures(read(*sheet, then=merge(4, 12), answers={"merged prices": "each row"})) == {
        "Agent": 12, "Team lead": 12}  # fmt: skip
    lines = (HEADINGS, AGENT, [LEAD[0], None, *LEAD[2:]])
    assert read(*lines, then=merge(1, "Manila")).card is not None
