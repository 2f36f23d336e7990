"""Exports that look whole and are not: what must be asked, told or refused, because nobody would see the wrong sum."""

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from tcomodel.volumes import ExportInHand, Reading, month_by_month, read_export, with_source

TODAY = date(2026, 11, 22)
MONTHS = [f"{month:02d}" for month in range(1, 13)]


def reading(content: bytes | str, said: dict[str, str] | None = None, name: str = "calls.csv") -> Reading:
    hand = ExportInHand(
        read_export(name, content.encode() if isinstance(content, str) else content), ("voice", "chat"), said or {}
    )
    return hand.reading(TODAY)


STACKED = """Channel;Jan-24;Feb-24;Mar-24
Voice;100;200;300
Chat;1;2;3

Channel;Jan-25;Feb-25;Mar-25
Voice;1000;2000;3000
Chat;10;20;30
"""
BESIDE = "Month;Voice;Month;Voice\n" + "".join(f"2024-{one};100;2025-{one};1000\n" for one in MONTHS)


@pytest.mark.parametrize("content", [STACKED, BESIDE], ids=["below", "beside"])
def test_years_in_tables_of_their_own_are_not_added_up(content: str) -> None:
    found = reading(content)
    assert "two tables" in found.refused[0].message
    assert found.blocked
    assert not found.series


def test_the_second_table_can_be_set_aside() -> None:
    found = reading(BESIDE, {"role:3": "not used"})
    assert not found.blocked
    assert set(found.series["voice"].values()) == {100.0}


def test_columns_headed_alike_are_asked_about() -> None:
    content = "Month;Voice;Voice;Chat\n" + "".join(f"2025-{one};100;50;10\n" for one in MONTHS)
    found = reading(content)
    assert [one.name for one in found.streams] == ["Voice (column B)", "Voice (column C)", "Chat"]
    assert [one.key for one in found.asks] == ["together:voice"]
    assert found.blocked


def test_dates_that_excel_turned_round_are_refused_even_where_no_day_is_missing() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Voice"])
    for day in (date(2025, 1, 1) + timedelta(ahead) for ahead in range(365)):
        turned = datetime(2025, day.day, day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"
        sheet.append([turned, day.month * 100])
    file = BytesIO()
    book.save(file)
    found = reading(file.getvalue(), name="calls.xlsx")
    assert "turned round" in found.refused[0].message
    assert not found.series


def test_a_cell_left_out_is_missing_from_its_channel_and_no_zero() -> None:
    rows = "".join(f"2025-{one},Voice A,1000\n2025-{one},Voice B,{'oops' if one == '03' else 500}\n" for one in MONTHS)
    found = reading(f"Month,Queue,Calls\n{rows}", {"faults": "leave them out"})
    assert not found.blocked
    assert "2025-03" not in found.series["voice"]
    assert set(found.series["voice"].values()) == {1500.0}


def test_a_queue_that_ends_before_its_channel_is_told() -> None:
    rows = "".join(f"2025-{one},Voice A,1000\n" + (f"2025-{one},Voice B,500\n" if one < "09" else "") for one in MONTHS)
    found = reading(f"Month,Queue,Calls\n{rows}")
    assert any("Voice B has rows in Jan 2025 to Aug 2025 only" in note for note in found.notes)


@pytest.mark.parametrize("last_counted", [10, 11])
def test_months_ahead_without_a_contact_are_no_months_of_nothing(last_counted: int) -> None:
    rows = "".join(f"2026-{one},{1000 if int(one) <= last_counted else 0}\n" for one in MONTHS)
    found = reading(f"Month,Voice\n{rows}")
    assert list(found.series["voice"]) == [f"2026-{one}" for one in MONTHS[:10]]  # November 2026 is not over
    assert set(found.parts) == {"2026-11", "2026-12"}


def test_a_queue_that_is_the_sum_of_the_others_is_asked_about() -> None:
    queues = {"Voice": 1500, "Voice Sales": 1000, "Voice Service": 500}
    rows = "".join(f"2025-{one},{queue},{count}\n" for one in MONTHS for queue, count in queues.items())
    found = reading(f"Month,Queue,Calls\n{rows}")
    assert found.blocked
    assert "Voice counts as many as the others" in found.asks[0].question
    alone = reading(f"Month,Queue,Calls\n{rows}", {"channel:Voice": "-"})
    assert not alone.asks
    assert set(alone.series["voice"].values()) == {1500.0}


def test_counts_in_thousands_are_asked_about_and_taken_so() -> None:
    content = "Month;Voice (000);Chat (000)\n" + "".join(f"2025-{one};38,4;4,1\n" for one in MONTHS)
    assert [one.key for one in reading(content).asks] == ["unit"]
    assert reading(content).blocked
    found = reading(content, {"unit": "a thousand contacts"})
    assert not found.blocked
    assert found.series["voice"]["2025-01"] == pytest.approx(38400)
    assert found.streams[0].count == pytest.approx(12 * 38400)
    assert reading(content, {"unit": "one contact"}).series["chat"]["2025-01"] == 4.1


def test_days_without_a_year_are_no_januaries_of_many_years() -> None:
    found = reading("Date,Voice\n" + "".join(f"Jan-{day:02d},100\n" for day in range(1, 29)))
    assert "run from 2001 to 2028" in found.refused[0].message
    assert not found.series


def test_calls_the_company_makes_are_no_volume_by_themselves() -> None:
    rows = "".join(f"2025-{one},Calls inbound,100\n2025-{one},Outbound calls,50\n" for one in MONTHS)
    found = reading(f"Month,Queue,Contacts\n{rows}")
    assert found.blocked == ("nothing says to which channel Outbound calls belongs",)
    assert set(found.series["voice"].values()) == {100.0}


def test_a_forecast_counts_to_its_end() -> None:
    found = reading("Month,Voice\n" + "".join(f"2026-{one},1000\n" for one in MONTHS))
    assert len(found.series["voice"]) == 12


def test_months_that_begin_within_a_month_are_told() -> None:
    said = [
        any("billing month" in note for note in reading("Date,Voice\n" + "".join(rows)).notes)
        for rows in ([f"2025-{one}-{day},1000\n" for one in MONTHS] for day in ("15", "01"))
    ]
    assert said == [True, False]


def test_hours_as_numbers_are_no_contacts() -> None:
    rows = "".join(f"2025-01-{day:02d},{hour},10\n" for day in range(1, 32) for hour in range(24))
    found = reading(f"Date,Hour,Voice\n{rows}")
    assert not found.asks
    assert found.series == {"voice": {"2025-01": 7440.0}}


def test_a_description_without_room_names_no_file_whose_numbers_are_gone() -> None:
    first = with_source({"description": "x" * 3950}, "old.csv")
    assert first["description"].endswith("old.csv (uploaded).")
    assert with_source(first, "new, with a name that is too long for what is left.csv")["description"] == "x" * 3950


def test_month_by_month_says_that_growth_and_its_range_go() -> None:
    growth = {"low": "-1%", "base": "2%", "high": "5%"}
    data = {"start": "2025-01", "months": 2, "demand": {"volume": {"voice": 1}, "annual_growth": growth}}
    found = month_by_month(data, {"voice": {"2025-01": 10.0, "2025-02": 20.0}})
    assert found.data["demand"]["annual_growth"] == {"voice": 0.0}
    assert any("the range of the growth goes" in note for note in found.notes)


@pytest.mark.parametrize(
    ("ends", "wrong"),
    [
        ("Total;1200;120", []),
        ("Total;1300;120", ["B14 is a total of 1,300, but the counts of Voice before it add up to 1,200"]),
        ("Total;;", []),
    ],
)
def test_a_total_that_its_rows_do_not_add_up_to_is_told(ends: str, wrong: list[str]) -> None:
    """It is how a lost month shows; the total itself never counts."""
    found = reading("Month;Voice;Chat\n" + "".join(f"2025-{one};100;10\n" for one in MONTHS) + ends)
    assert [note.partition(":")[0] for note in found.notes if "total" in note] == wrong
    assert sum(found.series["voice"].values()) == 1200


def test_totals_of_quarters_years_and_all_of_them_are_right() -> None:
    rows = []
    for year in (2024, 2025):
        for one in MONTHS:
            rows += [f"{year}-{one};100", *([f"Subtotal;{300}"] if int(one) % 3 == 0 else [])]
        rows.append("Total;1200")
    found = reading("Month;Voice\n" + "\n".join([*rows, "Grand total;2400"]))
    assert not found.notes
    assert sum(found.series["voice"].values()) == 2400


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Total;;{all}\n", ""),
        ("", "Total;Voice;1200\nTotal;Chat;120\nGrand total;;{all}\n"),
    ],
)
def test_a_total_may_stand_above_its_rows_or_be_of_one_queue(above: str, below: str) -> None:
    rows = "".join(f"2025-{one};Voice;100\n2025-{one};Chat;10\n" for one in MONTHS)
    right, wrong = (reading("Month;Queue;Calls\n" + (above + rows + below).format(all=all_)) for all_ in (1320, 1400))
    assert not right.notes
    (told,) = wrong.notes
    assert f"is a total of 1,400, but the counts of Calls {'after' if above else 'before'} it add up to 1,320" in told


@pytest.mark.parametrize("cell", ["", "n/a"])
def test_a_month_without_a_count_is_named(cell: str) -> None:
    """A year after it fills the season, so nothing else would say it."""
    rows = [f"{year}-{one};{cell if (year, one) == (2024, '07') else 100}" for year in (2024, 2025) for one in MONTHS]
    assert "voice has no count for Jul 2024" in reading("Month;Voice\n" + "\n".join(rows)).notes


def test_months_to_come_are_called_a_forecast() -> None:
    year = TODAY.year + 1
    rows = "".join(f"{year}-{one};100\n" for one in MONTHS)
    told = f"Jan {year} to Dec {year} are still to come, so what stands there is a forecast and no count"
    assert told in reading("Month;Voice\n" + rows).notes


def test_a_part_that_somebody_counts_as_a_month_stays_told() -> None:
    rows = "".join(f"{date(2025, 1, 1) + timedelta(ahead)};10\n" for ahead in range(45))
    told = "Feb 2025 counts as a whole month, because you say so: ends on 14 February"
    assert told not in reading("Day;Voice\n" + rows).notes
    found = reading("Day;Voice\n" + rows, {"part:2025-02": "take"})
    assert told in found.notes
    assert found.series["voice"] == {"2025-01": 310, "2025-02": 140}
