"""Rate cards from files: vendors' own sheets as they come, and our own files back without loss."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tcomodel import RateCard, read_card
from tcomodel.importing import Import, Rejected, asked, import_card, import_table, read_table, suggest
from tcomodel.importing.bands import band_of
from tcomodel.importing.columns import heading_of
from tcomodel.importing.currencies import CODES, money_of_format
from tcomodel.importing.dates import NoDate, When, date_in, date_of
from tcomodel.importing.items import RULES, item_of
from tcomodel.importing.locations import channel_of, country_of, location_of
from tcomodel.importing.numbers import NoNumber, Numbers, numbers_in
from tcomodel.importing.parts import unescaped
from tcomodel.importing.session import SheetInHand
from tcomodel.importing.sheet import Cell
from tcomodel.importing.unit_words import unit_of
from tcomodel.index_bases import rereferenced
from tcomodel.index_series import series_from_months
from tcomodel.problems import ProblemsFound
from tcomodel.rates import columns as exported
from tcomodel.rates import vocabulary
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.template import template
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.rebasing import PriceDate, rebase
from tests.case_file import card

Fill = Callable[[Any, Any], None]


def workbook(*sheets: tuple[str, Fill]) -> bytes:
    """A workbook whose sheets are filled by functions of (sheet, book)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, fill in sheets:
            fill(book.add_worksheet(name), book)
    return buffer.getvalue()


def rows(*lines: list[Any]) -> Fill:
    def fill(sheet: Any, book: Any) -> None:
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                if value is not None:
                    sheet.write(number, column, value)

    return fill


def imported(content: bytes, defaults: dict[str, str] | None = None, name: str = "acme.xlsx", **told: Any) -> Import:
    table = read_table(name, content)
    return import_table(table, suggest(table), defaults=defaults or {}, name="Acme", on="2026-11-22", **told)


def messages(done: Import) -> str:
    return "\n".join(map(str, done.rejected))


# -- three vendors -----------------------------------------------------------------------------------


def acme(sheet: Any, book: Any) -> None:
    """Manila and Bogotá over Voice and Chat: logo lines above, merged headings, a total and notes below."""
    sheet.merge_range("A1:F1", "Acme BPO – Commercial proposal")
    sheet.write("A2", "All prices in USD, valid from 1 January 2025")
    sheet.merge_range("C4:D4", "Manila")
    sheet.merge_range("E4:F4", "Bogotá")
    sheet.write_row("A5", ["Service", "UoM", "Voice", "Chat", "Voice", "Chat"])
    sheet.write_row("A6", ["Agent, tier 1", "per hour", 11.5, 10, 14, 13.25])
    sheet.write_row("A7", ["Agent, tier 2", "per hour", 12.5, 11, 15, "n/a"])
    sheet.write_row("A8", ["Agent, tier 1", "PSPM", "1,840.00", "1,600", "2,240", 2120])
    sheet.write_row("A9", ["Total", None, 1864, 1621, 2269, 2133.25])
    sheet.write("A11", "Prices exclude value added tax.")


def test_prices_by_place_and_channel_are_unfolded():
    done = imported(workbook(("Cover", rows(["Acme"], ["2025"])), ("Prices", acme)))
    assert not done.rejected
    assert done.card is not None
    rate = done.card["manila.hour.voice.agent_tier_1"]
    assert (rate.value, rate.unit, rate.currency, rate.location, rate.channel, rate.as_of, rate.item) == (
        11.5, "USD/hour", "USD", "Manila", "voice", "2025-01-01", "Outsourced agent")  # fmt: skip
    assert done.rates["manila.seat_month.voice"].value == 1840
    assert done.rates["manila.seat_month.chat"].value == 1600, "1,840.00 in the next column shows what the comma is"
    assert len(done.rates) == 11, "n/a is nothing offered, the total is no rate"
    step = rate.history[0]
    assert (step.what, step.source, step.on) == ("imported", "acme.xlsx, sheet Prices, row 6", "2026-11-22")
    assert step.derivation.startswith("Prices!C6 reads '11.5'; unit hour from 'per hour'; currency USD")
    told = "\n".join(done.notes)
    for words in ("sheet 'Prices' looks like the rates", "row 2 says 'All prices in USD", "row 9 'Total'",
                  "row 11 'Prices exclude", "Bogotá Chat: nothing is offered there (row 7)"):  # fmt: skip
        assert words in told
    assert any("row 11 'Prices exclude value added tax.'" in line for line in done.card.record)


def bolt(sheet: Any, book: Any) -> None:
    """A long table with number formats, ranges, bands, Excel dates and five faults."""
    euros, dollars, rands = (book.add_format({"num_format": shown}) for shown in (
        '"€"#,##0.00', '[$$-409]#,##0.00', "[$R-1C09] #,##0.00"))  # fmt: skip
    days, percent = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0.0%"})
    headings = "Service line|Description|Country|Site|Unit of measure|Rate|Effective date|Min|Max|Volume from|Volume to"
    sheet.write_row("A3", [*headings.split("|"), "Remarks"])

    def line(row: int, texts: list[str], price: Any, shown: Any, when: Any, *others: Any) -> None:
        sheet.write_row(row - 1, 0, texts)
        if isinstance(price, str):
            sheet.write(row - 1, 5, price)
        elif price is not None:
            sheet.write_number(row - 1, 5, price, shown)
        if isinstance(when, date):
            sheet.write_datetime(row - 1, 6, when, days)
        else:
            sheet.write(row - 1, 6, when)
        for column, value in others:
            sheet.write(row - 1, column, value)

    new_year = date(2025, 1, 1)
    line(4, ["Care", "Voice agent", "Poland", "Kraków", "per FTE/mo"], 2450, euros, new_year)
    line(5, ["Care", "Voice agent", "ZA", "Cape Town", "per agent hour"], 210.5, rands, new_year, (11, "no nights"))
    line(6, ["Care", "Chat agent", "Philippines", "Cebu", "/hr"], "USD 9.50 - 11.00", None, "Q2 2025")
    line(7, ["Care", "Email ticket", "Philippines", "Cebu", "per ticket"], 2.1, dollars, new_year, (9, 0), (10, 10_000))
    line(8, ["Care", "Email ticket", "Philippines", "Cebu", "per ticket"], 1.9, dollars, new_year, (9, 10_001))
    line(9, ["Care", "Agent attrition", "Philippines", "Cebu", "% per year"], 0.312, percent, "Jan-25")
    line(10, ["Care", "Voice agent", "India", "Pune", "per hour"], 7.5, dollars, new_year, (7, 7), (8, 8))
    line(11, ["Care", "Voice agent", "India", "Noida", "per hour"], "TBD", None, new_year)
    line(12, ["Care", "Voice agent", "India", "Delhi", "per position"], 900, dollars, new_year)
    line(13, ["Care", "Voice agent", "India", "Mumbai", "per hour"], 8.5, None, new_year)
    line(14, ["Care", "Voice agent", "India", "Chennai", "per hour"], "USD 8.5", None, "01/04/2025")
    line(15, ["Care", "Voice agent", "India", "Pune", "per hour"], 7.5, dollars, new_year, (7, 7), (8, 8))


def test_a_long_table_is_read_by_its_formats_units_and_bands():
    done = imported(workbook(("Rates", bolt)))
    rates = {row: rate for rate in done.rates.values() for row in [int(rate.history[0].source.split("row ")[1])]}
    assert (rates[4].value, rates[4].unit, rates[4].location) == (2450, "EUR/agent/month", "Poland")
    assert (rates[5].value, rates[5].unit, rates[5].location) == (210.5, "ZAR/hour", "South Africa")
    assert rates[5].note == "no nights"
    assert rates[5].title == "Voice agent, Care, Cape Town"
    assert rates[6].figures == {"low": 9.5, "base": 10.25, "high": 11}
    assert "Base is the midpoint" in rates[6].note
    assert rates[6].as_of == "2025-04"
    assert rates[6].channel == "chat"
    assert (rates[7].over, rates[7].up_to, rates[8].over, rates[8].up_to) == (0, 10_000, 10_000, None)
    assert (rates[9].value, rates[9].unit, rates[9].currency, rates[9].as_of) == (31.2, "%/year", None, "2025-01")
    assert (rates[10].low, rates[10].base, rates[10].high, rates[10].range) == (7, 7.5, 8, "minimum and maximum")
    told = "\n".join(done.notes)
    assert "row 15 repeats row 10 and counts once" in told
    assert "'ZA' read as South Africa (row 5)" in told
    assert "'Q2 2025' read as the month it begins with" in told


def test_each_fault_is_told_with_its_cell_and_nothing_is_half_imported():
    done = imported(workbook(("Rates", bolt)))
    assert done.card is None
    assert [(one.row, one.cell, one.found, one.fact) for one in done.rejected] == [
        (11, "Rates!F11", "TBD", "value"),
        (12, "Rates!E12", "per position", "unit"),
        (13, "", "", "currency"),
        (14, "Rates!G14", "01/04/2025", "as_of"),
    ]
    assert "no price is given" in messages(done)
    assert "it can be 2025-04-01 or 2025-01-04" in messages(done)
    assert {ask.key: ask.choices[:2] for ask in done.asks} == {
        "unit: per position": ("hour", "minute"),
        "currency": ("USD", "EUR"),
        "dates": ("day first", "month first"),
    }


def test_faults_are_corrected_answered_or_left_out_on_record():
    done = imported(
        workbook(("Rates", bolt)),
        {"unit: per position": "seat/month", "dates": "day first"},
        corrections={(13, "currency"): "USD"},
        leave_out=[11],
    )
    assert not done.rejected
    assert done.card is not None
    rates = {rate.title: rate for rate in done.card.rates.values()}
    assert rates["Voice agent, Care, Delhi"].unit == "USD/seat/month"
    assert rates["Voice agent, Care, Mumbai"].currency == "USD"
    assert rates["Voice agent, Care, Chennai"].as_of == "2025-04-01"
    assert "Voice agent, Care, Noida" not in rates
    assert any(line.startswith("Row 11 was left out: Rate: no price is given") for line in done.card.record)
    assert read_card(card_yaml(done.card)).rates == done.card.rates
    assert done.card.as_of == "2025-04-01"


def test_a_correction_of_a_price_is_read_like_a_cell():
    bid = workbook(("Rates", bolt))
    answers = {"unit: per position": "seat/month", "dates": "day first", "currency": "USD"}
    done = imported(bid, answers, corrections={(11, "Rate"): "USD 8,25", (4, "F"): "2.500,00 €"})
    assert not done.rejected
    values = {int(rate.history[0].source.split("row ")[1]): rate.value for rate in done.rates.values()}
    assert values[11] == 8.25
    assert values[4] == 2500


def test_what_was_corrected_stands_on_the_record_and_in_the_step_beside_what_the_cell_held():
    bid = workbook(("Rates", bolt))
    done = imported(
        bid, {"dates": "day first"},
        corrections={(11, "Rate"): "USD 8,25", (12, "E"): "per seat per month", (13, "currency"): "USD",
                     (10, "Min"): "", (10, "Max"): "", (5, "Remarks"): "nights"},
        leave_out=[15],
    )  # fmt: skip
    assert done.card is not None, messages(done)
    assert done.corrected == (
        "Row 5, Remarks: 'no nights' was corrected to 'nights'.",
        "Row 10, Min: '7' was corrected to ''.",
        "Row 10, Max: '8' was corrected to ''.",
        "Row 11, Rate: 'TBD' was corrected to 'USD 8,25'.",
        "Row 12, Unit of measure: 'per position' was corrected to 'per seat per month'.",
        "Row 13, Currency: 'USD' was put in where nothing stood.",
    )
    assert set(done.corrected) <= set(done.card.record)
    steps = {int(rate.history[0].source.split("row ")[1]): rate.history[0].derivation for rate in done.rates.values()}
    assert "Rates!L5 held 'no nights', corrected to 'nights'" in steps[5]
    assert "Rates!H10 held '7', corrected to nothing" in steps[10]
    assert steps[11].startswith("Rates!F11 held 'TBD', corrected to 'USD 8,25';")
    assert "Rates!E12 held 'per position', corrected to 'per seat per month'" in steps[12]
    assert "currency 'USD' put in, no cell held it" in steps[13]
    assert "held" not in steps[4]


def test_a_correction_of_a_row_that_is_left_out_or_that_nobody_reads_is_not_claimed():
    done = imported(changed(), corrections={(2, "Price"): "12", (2, "Prise"): "13"})
    assert done.corrected == ("Row 2, Price: '11.5' was corrected to '12'.",)
    assert any("the correction of row 2, Prise was not used" in note for note in done.notes)
    assert imported(changed(), corrections={(2, "Price"): "12"}, leave_out=[2]).corrected == ()


def test_a_correction_of_one_price_is_no_step_of_the_price_beside_it():
    done = imported(workbook(("Prices", acme)), corrections={(6, "C"): "12"})
    steps = [rate.history[0].derivation for rate in done.rates.values() if rate.history[0].source.endswith("row 6")]
    assert [step.split(";")[0] for step in steps] == [
        "Prices!C6 held '11.5', corrected to '12'", "Prices!D6 reads '10'", "Prices!E6 reads '14'",
        "Prices!F6 reads '13.25'",
    ]  # fmt: skip


def test_of_two_prices_for_one_place_the_chosen_column_counts():
    table = read_table("two.csv", b"Service,Unit,Currency,Date,Manila gross,Manila net\nAgent,hour,USD,2026,14,12\n")
    sheet = SheetInHand.of(table)
    for column in (4, 5):
        sheet.is_for(column, "location", "Manila")
    assert "which one counts" in sheet.reading("Two", "").questions[0].question
    sheet.answer("price column", "neither")
    assert sheet.slips["price column"] == ("neither", "expected the heading of a column")
    sheet.answer("price column", "Manila net")
    done = sheet.reading("Two", "")
    assert done.card is not None, done.blocked
    assert [rate.figure() for rate in done.card.rates.values()] == [12]


def test_a_question_is_settled_by_putting_right_every_row_that_waits_for_it():
    """Two rows without a currency: answered once for all, or corrected row by row."""
    lines = [[*LINE[:3], price, None, "2025"] for price in (11, 12)]
    sheet = SheetInHand.of(
        read_table("bid.xlsx", workbook(("Bid", rows(PLAIN, [*LINE[:3], 10, "USD", "2025"], *lines))))
    )
    for row in (2, 3, 4):
        sheet.correct(row, "Service", f"Agent {row}")
    assert sheet.reading("Bid", "").blocked == ("a question is open",)
    sheet.correct(3, "Currency", "EUR")
    assert sheet.reading("Bid", "").card is None
    sheet.correct(4, "Currency", "USD")
    card = sheet.reading("Bid", "").card
    assert card is not None
    assert [rate.currency for rate in card.rates.values()] == ["USD", "EUR", "USD"]


def test_headings_are_still_asked_about_after_another_column_was_said():
    text = b"Service,Basis,Currency,Date,Hub north,Hub south\nAgent,hour,USD,2026,14,12\nLead,hour,USD,2026,19,18\n"
    sheet = SheetInHand.of(read_table("wide.csv", text))
    sheet.holds(1, "unit")
    assert "headings" in [ask.key for ask in sheet.reading("Wide", "").questions]
    sheet.answer("headings", "Location")
    card = sheet.reading("Wide", "").card
    assert card is not None
    assert {rate.location for rate in card.rates.values()} == {"Hub north", "Hub south"}


CASA = """sep=;
Leistung;Standort;Einheit;Preis (EUR);Gültig ab;Bemerkungen
Agent Telefon;Bukarest;pro Stunde;18,50;01.04.2025;
Agent Chat;Rumänien;pro Stunde;1.234;01.04.2025;ohne Nacht
Einrichtung;Rumänien;einmalig;"25.000,00";01.04.2025;

Hinweis: zuzüglich USt.
"""


def test_a_german_csv_is_read_with_decimal_commas():
    done = imported(CASA.encode("cp1252"), name="casa.csv")
    assert not done.rejected
    assert [(rate.value, rate.unit, rate.location, rate.as_of) for rate in done.rates.values()] == [
        (18.5, "EUR/hour", "Bukarest", "2025-04-01"),
        (1234, "EUR/hour", "Romania", "2025-04-01"),
        (25000, "EUR", "Romania", "2025-04-01"),
    ]
    assert "casa.csv, row 3" in [rate.history[0].source for rate in done.rates.values()]


# -- what must be asked ------------------------------------------------------------------------------

PLAIN = ["Service", "Location", "Unit", "Price", "Currency", "Price date"]
LINE = ["Voice agent", "Philippines", "per hour", 11.5, "USD", "2025"]


def changed(**cells: Any) -> bytes:
    """One good row with some cells changed, by heading in small letters."""
    line = [cells.get(heading.lower().replace(" ", "_"), value) for heading, value in zip(PLAIN, LINE, strict=True)]
    return workbook(("Bid", rows(PLAIN, line)))


def test_a_good_row_is_a_card():
    done = imported(changed())
    assert done.card is not None
    assert list(done.card.rates) == ["philippines.hour.voice"]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"price": None}, "no price is not a price of zero"),
        ({"price": "included"}, "write 0 where nothing is charged"),
        ({"price": "1,234"}, "it can be 1234 or 1.234"),
        ({"price": "3.500"}, "it can be 3500 or 3.5"),
        ({"price": "12.50*"}, "no exact price"),
        ({"price": "from 12"}, "no exact price"),
        ({"price": "75¢"}, "neither a currency nor a unit"),
        ({"price": "(5.00)"}, "negative"),
        ({"price": -5}, "negative"),
        ({"price": "14 - 12"}, "runs downwards"),
        ({"price": "12 EUR"}, "two currencies: Bid!D2 itself says EUR but 'USD' says USD"),
        ({"price": "12/min"}, "two units: Bid!D2 itself says minute but 'per hour' says hour"),
        ({"price": True}, "found TRUE or FALSE"),
        ({"unit": "per position"}, "expected a unit"),
        ({"unit": None}, "the unit is missing"),
        ({"currency": None}, "no currency"),
        ({"currency": "$"}, "it can be USD, CAD"),
        ({"currency": "Taler"}, "expected a currency"),
        ({"location": None}, "the location is missing"),
        ({"price_date": None}, "the date of the price is missing"),
        ({"price_date": "FY24"}, "a fiscal year begins in another month"),
        ({"price_date": "01/04/2024"}, "it can be 2024-04-01 or 2024-01-04"),
        ({"price_date": "soon"}, "expected a date such as"),
    ],
)
def test_what_is_missing_or_unclear_is_rejected_with_what_was_expected(cells: dict[str, Any], says: str):
    done = imported(changed(**cells))
    assert says in messages(done)
    assert done.card is None
    assert not done.rates


def test_answers_settle_what_was_asked():
    content = changed(price="3.500", currency="$", price_date="FY24", unit="per position")
    table = read_table("bid.xlsx", content)
    matching = suggest(table)
    keys = [ask.key for ask in matching.asks]
    assert sorted(keys) == ["as_of: FY24", "currency: $", "decimals", "unit: per position"]
    answers = {"as_of: FY24": "2023-07", "currency: $": "CAD", "decimals": "comma", "unit: per position": "seat/month"}
    assert asked(table, matching, answers).asks == ()
    rate = next(iter(imported(content, answers).rates.values()))
    assert (rate.value, rate.unit, rate.as_of) == (3500, "CAD/seat/month", "2023-07")


def test_error_cells_and_formulas_without_a_value_are_told():
    def fill(sheet: Any, book: Any) -> None:
        rows(PLAIN, LINE, LINE, LINE)(sheet, book)
        sheet.write("A3", "Chat agent")
        sheet.write_formula("D3", "=Z1/0", None, "#DIV/0!")
        sheet.write("A4", "Email agent")

    book = openpyxl.load_workbook(io.BytesIO(workbook(("Bid", fill))))
    book["Bid"]["D4"] = "=1+1"
    buffer = io.BytesIO()
    book.save(buffer)
    told = messages(imported(workbook(("Bid", fill))))
    assert "Bid!D3 (Price): found '#DIV/0!'; the formula of this cell failed" in told
    assert "Bid!D4 (Price): found 'a formula without a stored value'" in messages(imported(buffer.getvalue()))


def test_a_price_column_that_nobody_can_tell_is_asked_for():
    headings = ["Service", "Location", "Unit", "List price (USD)", "Net price (USD)", "Price date"]
    content = workbook(("Bid", rows(headings, ["Voice agent", "Manila", "hour", 12, 11, "2025"])))
    done = imported(content)
    assert "which one counts?" in messages(done)
    assert done.card is None
    rate = next(iter(imported(content, {"price column": "Net price (USD)"}).rates.values()))
    assert rate.value == 11


def test_a_person_may_say_what_a_column_is():
    headings = ["Service", "Location", "Unit", "List price (USD)", "Net price (USD)", "Price date", "XQ"]
    content = workbook(("Bid", rows(headings, ["Voice agent", "Manila", "hour", 12, 11, "2025", 9])))
    table = read_table("bid.xlsx", content)
    matching = suggest(table).with_fact(3, "nothing")
    assert asked(table, matching).asks == ()
    assert [rate.value for rate in import_table(table, matching, defaults={}).rates.values()] == [11]
    ranged = matching.with_fact(6, "low").with_fact(3, "high")
    done = import_table(table, ranged, defaults={"range": "P10 and P90"})
    assert [(rate.figures, rate.range) for rate in done.rates.values()] == [
        ({"low": 9, "base": 11, "high": 12}, "P10 and P90")
    ]
    both = ranged.with_fact(3, "value").with_label(3, "location", "Cebu")
    assert "beside low and high" in messages(import_table(table, both, defaults={}))


def test_price_columns_under_unknown_headings_are_asked_for():
    headings = ["Service", "Unit", "Currency", "Price date", "MNL 1", "BOG 2"]
    content = workbook(("Bid", rows(headings, ["Voice agent", "hour", "USD", "2025", 11, 14])))
    assert "what are these headings?" in messages(imported(content))
    done = imported(content, {"headings": "location"})
    assert {rate.location: rate.value for rate in done.rates.values()} == {"MNL 1": 11, "BOG 2": 14}


def test_hourly_and_monthly_columns_are_two_prices():
    headings = ["Role", "Country", "Currency", "Price date", "Hourly rate", "Monthly rate per FTE", "Total annual cost"]
    done = imported(workbook(("Bid", rows(headings, ["CSR", "India", "INR", "2025", 450, 78_000, 936_000]))))
    assert {rate.unit: rate.value for rate in done.rates.values()} == {"INR/hour": 450, "INR/agent/month": 78_000}


@pytest.mark.parametrize(
    ("heading", "unit", "answer", "price"),
    [
        ("Price (USD '000)", "month", "multiply by 1000", 11_500),
        ("Price in US cents", "per minute", "divide by 100", 0.115),
        ("Price (USD)", "per 100 tickets", "divide by 100", 0.115),
        ("Price per 1,000 minutes (USD)", None, "divide by 1000", 0.0115),
        ("Price (kUSD)", "month", "as written", 11.5),
    ],
)
def test_thousands_cents_and_hundreds_are_asked_about(heading: str, unit: str | None, answer: str, price: float):
    headings = [heading if one == "Price" else one for one in PLAIN]
    content = workbook(("Bid", rows(headings, [*LINE[:2], unit, *LINE[3:]])))
    done = imported(content)
    assert "say which" in messages(done)
    assert done.card is None
    (ask,) = done.asks
    assert answer in ask.choices
    again = imported(content, {ask.key: answer})
    assert [rate.value for rate in again.rates.values()] == [price]
    assert answer == "as written" or answer in next(iter(again.rates.values())).history[0].derivation


def test_all_amounts_in_thousands_above_the_table_is_asked_about():
    content = workbook(("Bid", rows(["All amounts in thousands"], [], PLAIN, LINE)))
    assert "may mean 11500" in messages(imported(content))


def test_a_count_of_people_below_a_place_is_no_price():
    def fill(sheet: Any, book: Any) -> None:
        sheet.merge_range("B1:C1", "Manila")
        sheet.merge_range("D1:E1", "Cebu")
        sheet.write_row("A2", ["Role", "FTEs", "Rate (USD/hr)", "FTEs", "Rate (USD/hr)"])
        sheet.write_row("A3", ["Voice agent", 40, 11.5, 25, 10.5])

    done = imported(workbook(("Bid", fill)), {"as_of": "2025"})
    assert {rate.location: rate.value for rate in done.rates.values()} == {"Manila": 11.5, "Cebu": 10.5}


def test_rates_named_by_their_place_are_one_column_each():
    headings = ["Role", "Manila rate (USD/hr)", "Cebu rate (USD/hr)", "Manila FTE"]
    done = imported(workbook(("Bid", rows(headings, ["Voice agent", 11.5, 10.5, 40]))), {"as_of": "2025"})
    assert {rate.location: rate.value for rate in done.rates.values()} == {"Manila": 11.5, "Cebu": 10.5}


def test_a_column_called_tier_may_hold_bands_or_names():
    headings = ["Role", "Country", "Tier", "USD per ticket", "Price date"]
    bands = imported(workbook(("Bid", rows(headings, ["Tickets", "India", "0 - 10,000", 2, 2025],
                                           ["Tickets", "India", "10,001+", 1.8, 2025]))))  # fmt: skip
    assert {(rate.over, rate.up_to): rate.value for rate in bands.rates.values()} == {
        (0, 10_000): 2,
        (10_000, None): 1.8,
    }
    names = imported(
        workbook(("Bid", rows(headings, ["Agent", "India", "Tier 1", 2, 2025], ["Agent", "India", "Tier 2", 3, 2025])))
    )
    assert {rate.title: rate.over for rate in names.rates.values()} == {"Agent, Tier 1": None, "Agent, Tier 2": None}


def test_one_thing_at_two_prices_is_refused():
    other = [*LINE[:3], 12.5, *LINE[4:]]
    done = imported(workbook(("Bid", rows(PLAIN, LINE, other))))
    assert "row 2 prices the same" in messages(done)
    assert done.card is None


def test_a_place_in_a_line_of_its_own_holds_for_the_rows_below():
    lines = [
        ["Philippines"],
        ["Voice agent", "hour", 11, "USD", 2025],
        ["Colombia"],
        ["Voice agent", "hour", 14, "USD", 2025],
    ]
    done = imported(workbook(("Bid", rows(["Service", "Unit", "Price", "Currency", "Price date"], *lines))))
    assert {rate.location: rate.value for rate in done.rates.values()} == {"Philippines": 11, "Colombia": 14}


def test_keys_do_not_depend_on_the_order_of_the_rows():
    lines = [["Voice agent", "India", "hour", 7, "USD", 2025], ["Voice agent night", "India", "hour", 8, "USD", 2025],
             ["Quality analyst", "India", "hour", 9, "USD", 2025]]  # fmt: skip
    one = imported(workbook(("Bid", rows(PLAIN, *lines))))
    other = imported(workbook(("Bid", rows(PLAIN, *reversed(lines)))))
    assert {key: rate.value for key, rate in one.rates.items()} == {
        key: rate.value for key, rate in other.rates.items()
    }
    assert "india.quality_analyst" in one.rates


# -- files that are hard to read ---------------------------------------------------------------------


def test_a_cell_at_the_far_corner_costs_nothing():
    def fill(sheet: Any, book: Any) -> None:
        rows(PLAIN, LINE)(sheet, book)
        sheet.write("XFD1048576", "here")

    started = time.process_time()
    done = imported(workbook(("Bid", fill)))
    assert time.process_time() - started < 10, "a million rows would take minutes; a busy machine takes 4 seconds"
    assert len(done.rates) == 1
    assert "at most 6,000 rows are read" in messages(done)
    assert done.card is None


def test_a_sheet_of_very_many_rows_is_read_no_further_than_the_limit():
    line = b'<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>'
    with zipfile.ZipFile(io.BytesIO(changed())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    cut = sheet.index(b"</sheetData>")
    many = b"".join(line.replace(b"1</v>", b"%d</v>" % (7919 * number % 99_991)) for number in range(500_000))
    parts["xl/worksheets/sheet1.xml"] = sheet[:cut] + many + sheet[cut:]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    del many, parts, sheet
    tracemalloc.start()
    table = read_table("bid.xlsx", buffer.getvalue())
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert table.goes_on
    assert len(table.rows) < 6_001


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good row in a workbook one part of which is changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return buffer.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
HEAVY = {  # a part, the mark behind which it goes on, what is written there, how often
    "empty rows": (SHEET, b"<sheetData>", b'<row r="%d"/>', 1_100_000),
    "empty cells": (SHEET, b'<row r="1" spans="1:6">', b'<c r="A%d"/>', 1_100_000),
    "merged cells": (SHEET, b"</sheetData>", b'<mergeCell ref="A%d:B9"/>', 1_100_000),
    "one endless tag": (SHEET, b"<sheetData", b' a%d=""', 300_000),
    "styles": (STYLES, b"<cellXfs>", b'<xf numFmtId="%d"/>', 150_000),
    "fonts": (STYLES, b"<fonts>", b'<font><sz val="%d"/></font>', 100_000),
}


def heavy(name: str) -> bytes:
    part, mark, piece, times = HEAVY[name]
    more = b"".join(piece % (number * 7_919 % 1_299_709) for number in range(times))

    def change(content: bytes) -> bytes:
        content = re.sub(rb"<(fonts|cellXfs) [^>]*>", rb"<\1>", content)
        return content.replace(mark, mark + more, 1)

    content = with_part(part, change)
    assert len(content) > 200_000
    return content


@pytest.mark.parametrize("name", HEAVY)
def test_a_workbook_heavy_with_nothing_is_read_or_refused_at_once(name: str):
    content = heavy(name)
    started = time.process_time()
    with suppress(ProblemsFound):
        read_table("bid.xlsx", content)
    assert time.process_time() - started < 8, "about one on a quiet machine"


@pytest.mark.parametrize("name", ["one endless tag", "styles", "fonts"])
def test_a_workbook_heavy_with_nothing_takes_little_memory(name: str):
    content = heavy(name)
    tracemalloc.start()
    try:
        with suppress(ProblemsFound):
            read_table("bid.xlsx", content)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_million_empty_rows_are_told():
    with pytest.raises(ProblemsFound, match="more than a million rows and cells, empty ones counted"):
        read_table("bid.xlsx", heavy("empty rows"))


def test_a_sheet_that_does_not_say_how_large_it_is_is_read():
    """As Google's are."""
    content = with_part("xl/worksheets/sheet1.xml", lambda one: re.sub(rb"<dimension[^>]*/>", b"", one))
    assert len(imported(content).rates) == 1


def test_parts_with_prefixes_and_absolute_names_are_read():
    """As some programs write them: <x:sheet>, Target="/xl/worksheets/sheet1.xml"."""

    def prefixed(content: bytes) -> bytes:
        content = content.replace(b"xmlns=", b"xmlns:x=", 1)
        return re.sub(rb"<(/?)(?=[a-z])(?!x:)", rb"<\1x:", content)

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/") and not name.endswith(".rels"):
                content = prefixed(content)
            new.writestr(name, content.replace(b'Target="worksheets/', b'Target="/xl/worksheets/'))
    assert len(imported(buffer.getvalue()).rates) == 1


def test_signs_written_by_their_number_are_read():
    assert unescaped("a_x000D_b_x005F_x0041__x0041_") == "a\rb_x0041_A"
    assert unescaped("_xD83D__xDE00_ _xD83D_ _xyz_") == "\U0001f600 \ufffd _xyz_"


def test_sheets_are_listed_and_named_ones_are_read():
    content = workbook(("Cover", rows(["Offer"])), ("Bid", rows(PLAIN, LINE)), ("Old", rows(PLAIN, LINE)))
    assert read_table("b.xlsx", content).sheets == ("Cover", "Bid", "Old")
    assert read_table("b.xlsx", content, "Old").sheet == "Old"
    with pytest.raises(ProblemsFound, match=r"there is no sheet 'Olt'.*did you mean Old"):
        read_table("b.xlsx", content, "Olt")
    with pytest.raises(ProblemsFound, match="no row of headings"):
        read_table("b.xlsx", content, "Cover")
    with pytest.raises(ProblemsFound, match="no sheet of the workbook looks like rates"):
        read_table("b.xlsx", workbook(("Letter", rows(["Dear Sir"], ["Yours"]))))


def test_five_thousand_rows_take_about_a_second():
    lines = [
        [f"Voice agent {number}", "Manila", "per hour", f"{number / 7 + 1:,.2f}", "USD", "2025"]
        for number in range(5_000)
    ]
    content = workbook(("Bid", rows(PLAIN, *lines)))
    started = time.process_time()
    done = imported(content)
    assert len(done.rates) == 5_000
    assert time.process_time() - started < 8, "1.4 s by itself; three times that among all other tests"


# -- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("per FTE per month", "agent/month"), ("/hr", "hour"), ("hourly", "hour"), ("per agent hour", "hour"),
        ("pro Stunde", "hour"), ("par heure", "hour"), ("por hora", "hour"), ("per min", "minute"),
        ("per handled minute", "minute"), ("per ticket", "ticket"), ("per call", "call"), ("PSPM", "seat/month"),
        ("per resolution", "resolution"), ("per resolved ticket", "resolution"), ("FTE/mo", "agent/month"),
        ("%", "%"),
        ("one-off", ""), ("minutes per contact", "minute/contact"), ("USD/seat/month", "seat/month"),
        ("per position", None), ("per FTE", None), ("seat", None), ("USD/seat", "seat"),
        ("per seat per hour per month", None),
    ],
)  # fmt: skip
def test_units_in_the_words_of_vendors(text: str, unit: str | None):
    assert unit_of(text).unit == unit


@pytest.mark.parametrize(
    ("text", "figures", "currency"),
    [
        ("$1,234.50", (1234.5,), "$"), ("1.234,50 €", (1234.5,), "EUR"), ("USD 12.5/hr", (12.5,), "USD"),
        ("12.50 - 14.00", (12.5, 14.0), ""), ("R 145", (145.0,), "ZAR"), ("1 234,5 zł", (1234.5,), "PLN"),
        ("1'234.50", (1234.5,), ""), ("US$ 12", (12.0,), "USD"), ("₹ 1,23,456", (123456.0,), "INR"),
        ("2.2k", (2200.0,), ""), ("0,125", (0.125,), ""), ("₱450", (450.0,), "PHP"), ("(5.00)", (-5.0,), ""),
    ],
)  # fmt: skip
def test_numbers_as_vendors_write_them(text: str, figures: tuple[float, ...], currency: str):
    read = numbers_in(text)
    assert isinstance(read, Numbers)
    assert (read.figures, read.said.currency) == (figures, currency)


def test_a_sign_before_three_digits_is_decided_by_the_column():
    assert numbers_in("1,234", ",") == Numbers((1.234,))
    assert numbers_in("1,234", ".") == Numbers((1234.0,))
    read = numbers_in("1,234")
    assert isinstance(read, NoNumber)
    assert read.unclear
    lines = [
        [*LINE[:1], place, "per hour", price, *LINE[4:]] for place, price in (("India", "1,234"), ("Poland", "3,5"))
    ]
    values = [rate.value for rate in imported(workbook(("Bid", rows(PLAIN, *lines)))).rates.values()]
    assert values == [1.234, 3.5]


@pytest.mark.parametrize(
    ("shown", "currency"),
    [
        ('"€"#,##0.00', "EUR"), ("[$£-809]#,##0.00", "GBP"), ("[$$-409]#,##0.00", "USD"), ("[$$-1009]#,##0", "CAD"),
        ('"$"#,##0.00', "$"), ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', "$"), ("[$-409]mmm-yy", ""), ("0.00%", ""),
        ('#,##0.00\\ "zł"', "PLN"), ("[Red]#,##0", ""), ("[$USD] 0.00", "USD"), ("[$€-x-euro2] 0", "EUR"),
    ],
)  # fmt: skip
def test_number_formats_tell_the_currency(shown: str, currency: str):
    assert money_of_format(shown).currency == currency


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024", "2024"), ("Jan-24", "2024-01"), ("31.05.2024", "2024-05-31"), ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"), ("05/2024", "2024-05"), ("1 March 2025", "2025-03-01"), ("März 2024", "2024-03"),
        ("Q2 2024", "2024-04"), ("2024-05-31T00:00:00", "2024-05-31"), ("30/02/2024", ""), ("FY24", ""), ("24", ""),
        ("01/04/2024", ""), ("1823", ""),
    ],
)  # fmt: skip
def test_dates_as_vendors_write_them(text: str, read: str):
    found = date_in(text)
    assert (found.date if isinstance(found, When) else "") == read


def test_a_date_shown_by_month_is_a_month():
    assert date_of(Cell("date", date(2025, 1, 1), "mmm-yy")) == When("2025-01")
    assert date_of(Cell("date", date(2025, 1, 1), "dd/mm/yyyy")) == When("2025-01-01")
    assert isinstance(date_of(Cell("number", 45_000.0)), NoDate)


def test_bands_places_and_items():
    assert band_of("10,001 - 25,000 tickets", {10_000.0, 25_000.0}) == {"over": 10_000, "up_to": 25_000}
    assert band_of("> 25k") == {"over": 25_000}
    assert band_of("up to 5.000") == {"over": 0, "up_to": 5_000}
    assert isinstance(band_of("some"), NoNumber)
    assert location_of("PH") == "Philippines"
    assert location_of("Team A") == ""
    assert country_of("Bogotá") == "Colombia"
    assert item_of("English voice agent", "hour") == "Outsourced agent"
    assert item_of("Team leader, voice", "hour") == ""
    assert item_of("Agent hourly wage", "hour") == "Agent wage"


# -- our own files -----------------------------------------------------------------------------------


def test_every_word_that_we_offer_is_known_in_a_vendors_sheet_too():
    for unit in vocabulary.UNITS:
        assert (unit_of(unit).unit, unit_of(unit).rest) == (unit, ()), unit
    for channel in vocabulary.CHANNELS:
        assert channel_of(channel) == channel
    assert set(vocabulary.CURRENCIES) <= CODES
    assert set(vocabulary.ITEMS) <= {rate.item for rate in card().rates.values()}
    ends = [*PLAIN, "Low", "High", "Low and high are"]
    for meaning in vocabulary.RANGES:
        (rate,) = imported(workbook(("Bid", rows(ends, [*LINE, 10, 12, meaning])))).rates.values()
        assert rate.range == meaning


def test_every_item_that_is_told_from_a_title_is_one_of_the_default_card():
    assert {item for _, _, item in RULES} <= {rate.item for rate in card().rates.values()}


def test_every_heading_we_export_is_known_in_a_vendors_sheet_too():
    assert {fact: heading_of(heading).fact for fact, heading in exported.COLUMNS.items()} == {
        fact: fact for fact in exported.COLUMNS
    }


def moved() -> RateCard:
    """The default card with a rate that went through every kind of change."""
    rates = dict(card().rates)
    key = "united_states.wage.agent"
    rates[key] = (
        rates[key]
        .after(
            "edited",
            {
                "value": None,
                "low": 1.0,
                "base": 2.0,
                "high": 3.0,
                "range": "P10 and P90",
                "note": "a; Note: b; c\r\n\U0001f600 _x0041_\x07",
            },
        )
        .after("price date", {"as_of": "2025", "low": 1.1, "base": 2.2, "high": 3.3}, factor=1.1, derivation="1 × 1.1")
        .after(
            "edited", {"over": 5.0, "default": True, "because": "ours", "title": "Wage"}, source="me", on="2026-11-22"
        )
        .after("unit", {"unit": "%", "currency": None, "note": "b; Default: yes"}, rebase=2)
        .after("edited", {"value": 7.0, "low": None, "base": None, "high": None, "range": None, "over": None})
    )
    return card().with_rates(rates, note="Two\nlines", record=("first", "then"))


def test_our_workbook_comes_back_with_its_history():
    before = moved()
    after = import_card("card.xlsx", card_xlsx(before))
    assert dict(after.rates) == dict(before.rates)
    assert (after.name, after.as_of, after.note, after.record) == (
        before.name,
        before.as_of,
        before.note,
        before.record,
    )
    key = "united_states.wage.agent"
    state, steps = after[key], 0
    while state.history:
        state, steps = state.before(), steps + 1
    assert steps == 5
    assert state == card()[key]


def test_a_rebased_card_comes_back_whole_with_its_series():
    """Its own series re-referenced, one by quarter with a gap, one of exchange; steps that a rebase left."""
    months = {
        f"{year}-{month:02d}": 100 + year % 10 * 3.7 + month / 7 for year in (2024, 2025) for month in range(1, 13)
    }
    house = rereferenced(
        series_from_months(months, "house", title="House; Note: ours", note="two\nlines \U0001f600", source="S",
                           address="https://example.org", licence="open", as_of="2026", measures="prices"),
        "2025",
    )  # fmt: skip
    quarters = series_from_months(
        {"2024-01": 1.1, "2024-04": 1.2, "2024-10": 1.3}, "usd_per_eur", unpublished={"2024-07": "nobody asked"},
        unit="USD per EUR", taken="end of period",
    )  # fmt: skip
    key = "philippines.hour"
    rates = dict(card().rates)
    rates[key] = rates[key].after("edited", {"index": "house", "as_of": "2024", "note": "x; Note: y\nz \U0001f600"})
    own = card().with_rates(rates, series={"house": house, "usd_per_eur": quarters})
    before = rebase(own, PriceDate(to="2025"), keys=[key], on="2026-11-22")
    assert [step.what for step in before[key].history] == ["edited", "price date"]
    assert before[key].history[1].rebase
    after = import_card("card.xlsx", card_xlsx(before))
    assert after.fingerprint == before.fingerprint
    assert dict(after.rates) == dict(before.rates)
    assert import_card("card.yaml", card_yaml(before).encode()).fingerprint == before.fingerprint
    assert before.with_rates(before.rates, series={"house": house}).fingerprint != before.fingerprint


def edited(content: bytes, change: Callable[[Any], None], sheet: str = exported.HISTORY) -> bytes:
    """A workbook after somebody worked on a sheet of it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book[sheet])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_history_that_somebody_sorted_is_the_same():
    def turned_around(sheet: Any) -> None:
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for row, line in enumerate(reversed(lines), 2):
            for column, value in enumerate(line, 1):
                sheet.cell(row, column).value = value

    rates = dict(card().rates)
    for key in ("philippines.hour", "any.occupancy"):
        for note in ("one", "two", "three"):
            rates[key] = rates[key].after("edited", {"note": note})
    before = card().with_rates(rates)
    assert dict(import_card("card.xlsx", edited(card_xlsx(before), turned_around)).rates) == dict(before.rates)


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("Key", "united_states.wage.agnt", "History, row 3\n  no row of the sheet Rates has the key"),
        ("Key", "united_states.wage.agnt", "did you mean united_states.wage.agent?"),
        ("As data", '{"what": "edited"', "History, row 3\n  the column 'As data' holds no step"),
        ("As data", "[" * 5_000, "History, row 3\n  the column 'As data' holds no step"),
        ("As data", '{"what": "guessed"}', "History, row 3\n  the column 'As data' holds no step: what"),
        ("As data", '{"what": "edited", "was": {"colour": 1}}', "which is no fact of a rate"),
        ("As data", None, "History, row 3\n  the column 'As data' holds no step"),
        ("Step", 1, "History, row 3\n  united_states.wage.agent has a step 1 already"),
        ("Step", 9, "step 2 of united_states.wage.agent is missing; it has a step 9"),
    ],
)
def test_a_history_that_cannot_be_right_is_refused_with_its_row(column: str, text: Any, says: str):
    def change(sheet: Any) -> None:
        headings = [cell.value for cell in sheet[1]]
        sheet.cell(3, headings.index(column) + 1).value = text

    with pytest.raises(ProblemsFound) as found:
        import_card("card.xlsx", edited(card_xlsx(moved()), change))
    assert says in str(found.value)


def test_a_series_that_cannot_be_right_is_refused():
    house = series_from_months({"2025-01": 100.0, "2025-02": 101.5}, "house")
    content = card_xlsx(card().with_rates(card().rates, series={"house": house}))

    def no_figure(sheet: Any) -> None:
        sheet.cell(sheet.max_row, 2).value = None

    def no_heading(sheet: Any) -> None:
        sheet.cell(1, 2).value = None

    with pytest.raises(ProblemsFound, match=r"Series, house\n  found one value"):
        import_card("card.xlsx", edited(content, no_figure, exported.SERIES))
    with pytest.raises(ProblemsFound, match="a column of figures has no heading"):
        import_card("card.xlsx", edited(content, no_heading, exported.SERIES))


def test_our_yaml_and_csv_come_back():
    """A CSV holds no history: it begins with the import."""
    before = moved()
    assert dict(import_card("card.yaml", card_yaml(before).encode()).rates) == dict(before.rates)
    after = import_card("card.csv", card_csv(before).encode(), "2026-11-22")
    for number, (key, rate) in enumerate(after.rates.items(), 2):
        (step,) = rate.history
        assert (step.what, step.source, step.on) == ("imported", f"card.csv, row {number}", "2026-11-22")
        assert "holds no history" in step.derivation
        assert rate.model_copy(update={"history": ()}) == before[key].model_copy(update={"history": ()})
    assert after.record == (f"Imported from card.csv on 2026-11-22: {len(before)} rates.",)


def test_default_is_yes_or_no():
    def change(sheet: Any) -> None:
        headings = [cell.value for cell in sheet[1]]
        sheet.cell(2, headings.index("Default") + 1).value = "perhaps"

    with pytest.raises(ProblemsFound, match=r"Rates!U2 \(Default\)\n  found 'perhaps'; expected yes or no"):
        import_card("card.xlsx", edited(card_xlsx(card()), change, exported.RATES))


def filled(**facts: Any) -> bytes:
    """The template with one row filled in below its examples, as it comes back from a vendor."""
    book = openpyxl.load_workbook(io.BytesIO(template("Bid of Acme", "2026-11-22")))
    sheet = book[exported.RATES]
    headings = next(row for row in sheet.iter_rows(max_row=10) if row[0].value == exported.COLUMNS["title"])
    row = next(row for row in sheet.iter_rows(min_row=headings[0].row + 1) if row[0].value is None)
    for fact, cell in zip(exported.OF_TEMPLATE, row, strict=False):
        cell.value = facts.get(fact)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_filled_template_is_a_card_without_its_examples():
    done = import_card("bid.xlsx", filled(**GOOD), "2026-11-22")
    assert list(done.rates) == ["philippines.hour"]
    rate = done["philippines.hour"]
    assert {fact: getattr(rate, fact) for fact in GOOD} == GOOD | {"unit": "USD/hour", "as_of": "2026-01-01"}
    assert rate.history[0].source == "bid.xlsx, sheet Rates, row 7"
    assert done.name == "Bid of Acme"


GOOD: dict[str, Any] = {
    "title": "Voice agent", "item": "Outsourced agent", "location": "Philippines", "channel": "all", "value": 11.5,
    "currency": "USD", "unit": "hour", "as_of": date(2026, 1, 1), "over": 100.0, "up_to": 500.0,
    "index": "cpi_philippines", "source": "page 12", "note": "paid hours",
}  # fmt: skip


def test_what_is_wrong_with_a_filled_template_is_told_by_cell():
    with pytest.raises(ProblemsFound) as found:
        import_card("bid.xlsx", filled(**GOOD | {"currency": None, "as_of": "soon", "index": "cpi_phillipines"}))
    told = str(found.value)
    assert "Rates!J7 (Currency)\n  the price has no currency" in told
    assert "Rates!L7 (Price date)\n  found 'soon'" in told
    with pytest.raises(ProblemsFound, match="did you mean cpi_philippines"):
        import_card("bid.xlsx", filled(**GOOD | {"index": "cpi_phillipines"}))
    with pytest.raises(ProblemsFound, match="no row is filled in"):
        import_card("bid.xlsx", template())


def test_a_vendors_sheet_is_no_card_of_ours():
    with pytest.raises(ProblemsFound, match="no column is called"):
        import_card("acme.xlsx", workbook(("Prices", acme)))


# -- anything at all ---------------------------------------------------------------------------------

ANY_CELL = (
    st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.sampled_from(
        ["1,234", "$5", "€ 3.500", "n/a", "12-14", "per hour", "USD", "Manila", "2024", "01/02/2024", "=1+1", "%"]
    )
    | st.text(alphabet="0123456789.,-$€ /kKR()%", max_size=12)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ANY_CELL, min_size=6, max_size=6), min_size=1, max_size=5))
def test_any_cells_are_a_rate_or_rejected(lines: list[list[Any]]):
    """Never anything but a result; a card only where nothing is rejected; a figure only where digits were written."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        rows(PLAIN, LINE, *lines)(book.add_worksheet("Bid"), book)
    done = imported(buffer.getvalue())
    assert (done.card is None) == bool(done.rejected or not done.rates)
    assert all(isinstance(one, Rejected) and one.message for one in done.rejected)
    assert len({rate.key for rate in done.rates.values()}) == len(done.rates)
    if done.card is not None:
        assert read_card(card_yaml(done.card)).rates == done.card.rates


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_as_csv_is_a_table_or_refused(text: str):
    for content in (text, f"Service,Location,Unit,Price,Currency,Price date\n{text}"):
        with suppress(ProblemsFound):
            done = imported(content.encode("utf-8", "surrogatepass"), name="any.csv")
            assert (done.card is None) == bool(done.rejected or not done.rates)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789., '-()€$kRUSD/hr%", max_size=16), st.sampled_from(["", ".", ","]))
def test_a_number_is_read_one_way_or_not_at_all(text: str, decimals: str):
    read = numbers_in(text, decimals)
    if isinstance(read, Numbers):
        digits = [sign for sign in text if sign.isdigit()]
        assert digits
        if not decimals and len(read.figures) == 1:
            other = [numbers_in(text, sign) for sign in ".,"]
            assert any(isinstance(one, Numbers) and one.figures == read.figures for one in other)
    else:
        assert read.message
