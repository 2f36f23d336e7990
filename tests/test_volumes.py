"""Real volumes: an export comes back as it was meant, what is not certain is asked, and the model counts with it."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.problems import ProblemsFound
from tcomodel.volumes import ExportInHand, Reading, level_and_season, month_by_month, read_export, with_source
from tcomodel.volumes.demand import measured_growth
from tests.case_file import ROOT, card
from tests.volume_files import GROUPS, csv_of, days_from, european_year, long_rows, wide_rows, workbook_of

TODAY = date(2026, 11, 22)
CHANNELS = ("voice", "chat", "email")
VOLUMES = ROOT / "data" / "scenarios" / "volumes"
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d %b %Y", "%B %d, %Y", "%a %d.%m.%y", "%Y%m%d")


def in_hand(content: bytes | str, name: str = "calls.csv", channels: tuple[str, ...] = CHANNELS) -> ExportInHand:
    return ExportInHand(read_export(name, content.encode() if isinstance(content, str) else content), channels)


def reading(content: bytes | str, answers: dict[str, str] | None = None, name: str = "calls.csv") -> Reading:
    hand = in_hand(content, name)
    for key, said in (answers or {}).items():
        hand.answer(key, said)
    return hand.reading(TODAY)


def by_month(days: list[date], counts: dict[str, list[int]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {name: defaultdict(float) for name in counts}
    for name, own in counts.items():
        for day, count in zip(days, own, strict=True):
            found[name][f"{day:%Y-%m}"] += count
    return {name: dict(months) for name, months in found.items()}


def daily(first: date, count: int, channel: str = "Voice", dates: str = "%Y-%m-%d") -> list[list[str]]:
    return [["Date", channel], *([f"{day:{dates}}", "10"] for day in days_from(first, count))]


def asked(found: Reading) -> list[str]:
    return [one.key for one in found.asks]


# ---------------------------------------------------------------- what was written comes back


class Known(NamedTuple):
    """One to three whole months of days, and counts of one to three channels up to a most; told by few numbers."""

    year: int
    month: int
    months: int
    channels: int
    most: int
    seed: int

    @property
    def days(self) -> list[date]:
        first = after = date(self.year, self.month, 1)
        for _ in range(self.months):
            after = (after + timedelta(31)).replace(day=1)
        return days_from(first, (after - first).days)

    @property
    def counts(self) -> dict[str, list[int]]:
        random = Random(self.seed)
        return {name: [random.randint(0, self.most) for _ in self.days] for name in CHANNELS[: self.channels]}


KNOWN = st.builds(
    Known, st.integers(2019, 2028), st.integers(1, 12), st.integers(1, 3), st.integers(1, 3),
    st.sampled_from((9, 999, 98_765, 7_654_321)), st.integers(0, 999),
)  # fmt: skip


@settings(max_examples=70, deadline=None)
@given(
    known=KNOWN, dates=st.sampled_from(DATES), group=st.sampled_from(list(GROUPS)),
    delimiter=st.sampled_from(",;\t|"), is_long=st.booleans(), total=st.booleans(), mark=st.booleans(),
    above=st.sampled_from(((), ("Contact report, all sites", ""), ("Report;2026-01-05;12", "Site Leipzig"))),
)  # fmt: skip
def test_an_export_comes_back_in_every_format(known: Known, dates, group, delimiter, is_long, total, mark, above):
    days, counts = known.days, known.counts
    rows = (long_rows if is_long else wide_rows)(days, counts, dates, group, total)
    found = reading(csv_of(rows, delimiter, above, mark))
    assert found.series == by_month(days, counts), (found.blocked, found.asks)
    assert not found.blocked
    assert not found.asks


@settings(max_examples=12, deadline=None)
@given(known=KNOWN, is_long=st.booleans(), shown=st.sampled_from(("dd/mm/yyyy", "mm-dd-yy", "d mmm yyyy")))
def test_a_workbook_comes_back(known: Known, is_long: bool, shown: str):
    days, counts = known.days, known.counts
    rows: list[list[Any]] = [["Date", "Channel", "Count"]] if is_long else [["Date", *counts]]
    for place, day in enumerate(days):
        moment = datetime(day.year, day.month, day.day)
        own = [counts[name][place] for name in counts]
        rows += [[moment, name, one] for name, one in zip(counts, own, strict=True)] if is_long else [[moment, *own]]
    content = workbook_of(rows, ("All sites",), shown)
    hand = in_hand(content, "calls.xlsx")
    assert hand.export.sheet == "Data"
    assert hand.reading(TODAY).series == by_month(days, counts)


def test_months_come_back_and_months_across_the_top_too():
    down = "Month;Voice;Chat\nJan 2025;1.200;80\nFeb 2025;1.300;90\nMar 2025;1.400;\n"
    across = "Contacts;Jan 2025;Feb 2025;Mar 2025\nVoice;1.200;1.300;1.400\nChat;80;90;\nTotal;1.280;1.390;1.400\n"
    wanted = {
        "voice": {"2025-01": 1200.0, "2025-02": 1300.0, "2025-03": 1400.0},
        "chat": {"2025-01": 80.0, "2025-02": 90.0},
    }
    assert reading(down).series == reading(across).series == wanted
    bad = across.replace("1.300;1.400", "1.300;many")
    assert [one.where for one in reading(bad).faults] == ["D2"], "the cell keeps the name Excel gives it"


def test_the_series_that_come_with_the_tool_are_read():
    calls = reading((VOLUMES / "sf311_2015.csv").read_bytes())
    assert calls.series["voice"]["2015-03"] == 89074
    assert len(calls.series["voice"]) == 10
    assert not calls.blocked
    schedule = reading((VOLUMES / "per_ticket_schedule.csv").read_bytes())
    assert schedule.series["email"]["2027-02"] == 8200
    assert [one.heading for one in schedule.columns if one.role == "count"] == ["voice", "chat", "email"]


# ---------------------------------------------------------------- what is not certain is asked


def test_the_order_of_day_and_month_is_asked_where_both_fit():
    content = csv_of([["Month", "Voice"], *([f"01/{month:02d}/2025", "300"] for month in range(1, 13))], ",")
    found = reading(content)
    assert asked(found) == ["dates"]
    assert found.blocked == ("a question is open",)
    assert "day first, 1 Jan 2025 to 1 Dec 2025; month first, 1 Jan 2025 to 12 Jan 2025" in found.asks[0].question
    day_first = reading(content, {"dates": "day first"})
    assert day_first.step == "month"
    assert day_first.series["voice"] == {f"2025-{month:02d}": 300.0 for month in range(1, 13)}
    month_first = reading(content, {"dates": "month first"})
    assert month_first.step == "day"
    assert month_first.parts == {"2025-01": "ends on 12 January"}


@pytest.mark.parametrize("order", ["%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m-%d-%y"])
def test_the_order_is_not_asked_where_one_day_shows_it(order: str):
    found = reading(csv_of(daily(date(2025, 1, 1), 31, dates=order), ","))
    assert not found.asks
    assert found.series == {"voice": {"2025-01": 310.0}}


def test_days_and_months_that_were_exchanged_are_refused():
    mixed = "Date,Voice\n13/01/2025,5\n01/14/2025,6\n"
    found = reading(mixed)
    assert "do not fit one order of day and month" in found.refused[0].message
    assert found.refused[0].where == "A2"
    half = [["Date", "Voice"], [datetime(2025, 1, 2), 5], ["02/03/2025", 6], ["13/02/2025", 7]]
    found = reading(workbook_of(half), name="calls.xlsx")
    assert found.refused
    assert found.refused[0].where == "Data!A3"
    assert found.blocked


def test_a_date_of_a_week_is_asked_about_unless_the_heading_says_it():
    rows = [[f"{day:%Y-%m-%d}", "700"] for day in days_from(date(2025, 1, 5), 100)[::7]]
    open_one = reading(csv_of([["Week", "Voice"], *rows], ","))
    assert asked(open_one) == ["weeks"]
    last = reading(csv_of([["Week", "Voice"], *rows], ","), {"weeks": "the last day"})
    assert last.series == reading(csv_of([["Week ending", "Voice"], *rows], ",")).series
    assert last.series["voice"] == {"2025-01": 3100.0, "2025-02": 2800.0, "2025-03": 3100.0}
    first = reading(csv_of([["Week commencing", "Voice"], *rows], ","))
    assert first.series["voice"] == {"2025-02": 2800.0, "2025-03": 3100.0}
    assert first.parts["2025-01"] == "begins on 5 January"
    assert reading("Week;Calls\n" + "".join(f"2025-W{week:02d};70\n" for week in range(1, 10))).step == "week"


def test_two_counts_of_the_same_contacts_are_asked_about():
    days = days_from(date(2025, 1, 1), 31)
    wide = [["Date", "Calls offered", "Calls answered", "Calls abandoned", "AHT (s)", "SL %"]]
    wide += [[f"{day:%Y-%m-%d}", "12", "10", "2", "300", "80"] for day in days]
    assert reading(csv_of(wide, ",")).asks[0].choices == ("offered", "answered")
    assert reading(csv_of(wide, ","), {"measure": "answered"}).series == {"voice": {"2025-01": 310.0}}
    long = [["Date", "Queue", "Offered", "Answered"], *([f"{day:%Y-%m-%d}", "Voice", "12", "10"] for day in days)]
    assert reading(csv_of(long, ","), {"measure": "Offered"}).series == {"voice": {"2025-01": 372.0}}


def test_a_channel_that_is_counted_once_keeps_its_count_whatever_it_is_called():
    days = days_from(date(2025, 1, 1), 31)
    rows = [["Date", "Calls offered", "Calls answered", "Emails received", "Chats"]]
    rows += [[f"{day:%Y-%m-%d}", "12", "10", "4", "3"] for day in days]
    found = reading(csv_of(rows, ","), {"measure": "answered"})
    assert found.series == {"voice": {"2025-01": 310.0}, "chat": {"2025-01": 93.0}, "email": {"2025-01": 124.0}}
    alike = [["Date", "Calls handled", "Emails received"], *([row[0], "10", "4"] for row in rows[1:])]
    assert not reading(csv_of(alike, ",")).asks


def test_two_columns_of_one_channel_are_asked_about():
    days = days_from(date(2025, 1, 1), 31)
    rows = [["Date", "Calls offered", "Calls in queue"], *([f"{day:%Y-%m-%d}", "12", "3"] for day in days)]
    found = reading(csv_of(rows, ","))
    assert asked(found) == ["together:voice"]
    assert found.blocked == ("a question is open",)
    parts = reading(csv_of(rows, ","), {"together:voice": "add them up"})
    assert parts.series == {"voice": {"2025-01": 465.0}}
    one = reading(csv_of(rows, ","), {"channel:Calls in queue": "-"})
    assert not one.blocked
    assert one.series == {"voice": {"2025-01": 372.0}}


def test_a_column_that_is_the_sum_of_the_others_is_a_total_whatever_it_is_called():
    rows = [["Date", "Voice", "Chat", "Contacts"]]
    rows += [[f"{day:%Y-%m-%d}", str(10 + day.day), "3", str(13 + day.day)] for day in days_from(date(2025, 1, 1), 31)]
    found = reading(csv_of(rows, ","))
    assert [(one.role, one.because) for one in found.columns][-1] == ("", "a total of the other columns")
    assert found.series == {"voice": {"2025-01": 806.0}, "chat": {"2025-01": 93.0}}


def test_rows_that_stand_there_twice_are_asked_about():
    rows = daily(date(2025, 1, 1), 31)
    same = reading(csv_of([*rows, rows[-1]], ","))
    assert asked(same) == ["repeated"]
    assert "Row 33 stands" in same.asks[0].question
    assert "with the same counts" in same.asks[0].question
    assert reading(csv_of([*rows, rows[-1]], ","), {"repeated": "add them up"}).series["voice"]["2025-01"] == 320
    assert reading(csv_of([*rows, rows[-1]], ","), {"repeated": "count each once"}).series["voice"]["2025-01"] == 310
    other = reading(csv_of([*rows, ["2025-01-31", "11"]], ","), {"repeated": "count each once"})
    assert [one.where for one in other.faults] == ["row 33"]
    assert other.blocked == ("1 cell cannot be read",)


def test_queues_go_to_channels_and_unknown_ones_are_asked_about():
    days = days_from(date(2025, 1, 1), 31)
    rows = [["Date", "Queue", "Calls handled"]]
    for queue in ("Billing voice", "Support voice", "Webchat EN", "VIP"):
        rows += [[f"{day:%Y-%m-%d}", queue, "5"] for day in days]
    found = reading(csv_of(rows, ","))
    assert [one.channel for one in found.streams] == ["voice", "voice", "chat", None]
    assert found.blocked == ("nothing says to which channel VIP belongs",)
    without = reading(csv_of(rows, ","), {"channel:VIP": "-"})
    assert without.series == {"voice": {"2025-01": 310.0}, "chat": {"2025-01": 155.0}}
    with_it = reading(csv_of(rows, ","), {"channel:VIP": "email"})
    assert with_it.series["email"] == {"2025-01": 155.0}


def test_a_column_for_each_channel_needs_no_names_and_sites_are_added_up():
    rows = [["Date", "Service", "Calls", "Chats"]]
    for site in ("North", "South"):
        rows += [[f"{day:%Y-%m-%d}", site, "5", "2"] for day in days_from(date(2025, 1, 1), 31)]
    found = reading(csv_of(rows, ","), {"repeated": "add them up"})
    assert found.series == {"voice": {"2025-01": 310.0}, "chat": {"2025-01": 124.0}}
    assert asked(found) == ["repeated"]


def test_hidden_rows_are_read_and_said():
    book = openpyxl.Workbook()
    for row in (["Month", "Voice"], *([datetime(2025, month, 1), 5] for month in (1, 2, 3))):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    stream = BytesIO()
    book.save(stream)
    found = reading(stream.getvalue(), name="calls.xlsx")
    assert len(found.series["voice"]) == 3
    assert "rows that Excel hides are read as well: 1" in found.notes


def test_a_column_is_what_somebody_says_it_is():
    hand = in_hand("Date,Booked,Voice\n2025-01-01,2024-12-30,7\n2025-01-02,2024-12-31,8\n")
    assert [one.role for one in hand.reading_of_columns()] == ["date", "", "count"]
    hand.holds(1, "date")
    assert [one.role for one in hand.reading_of_columns()] == ["", "date", "count"]
    assert hand.reading(TODAY).first == date(2024, 12, 30)
    hand.holds(2, "")
    assert hand.reading(TODAY).blocked == ("no column counts contacts; choose which ones do",)


# ---------------------------------------------------------------- missing is never zero


def test_a_part_of_a_month_is_named_and_left_out():
    found = reading(csv_of(daily(date(2025, 1, 10), 60), ","))
    assert found.series == {"voice": {"2025-02": 280.0}}
    assert found.parts == {"2025-01": "begins on 10 January", "2025-03": "ends on 10 March"}
    taken = reading(csv_of(daily(date(2025, 1, 10), 60), ","), {"part:2025-01": "take"})
    assert taken.series["voice"] == {"2025-01": 220.0, "2025-02": 280.0}


def test_days_without_a_count_make_a_month_incomplete_until_somebody_says_that_nobody_called():
    rows = [row for row in daily(date(2025, 1, 1), 59) if row[0] != "2025-01-15"]
    found = reading(csv_of(rows, ","))
    assert found.series == {"voice": {"2025-02": 280.0}}
    assert found.parts == {"2025-01": "no whole count on 15 Jan 2025"}
    assert [(one.key, one.otherwise) for one in found.asks] == [("gaps", "missing")]
    assert not found.blocked, "it may stay open"
    closed = reading(csv_of(rows, ","), {"gaps": "no contacts"})
    assert closed.series["voice"] == {"2025-01": 300.0, "2025-02": 280.0}


@pytest.mark.parametrize("cell", ["", "-", "n/a"])
def test_an_empty_cell_is_no_zero(cell: str):
    rows = [["Date", "Voice", "Chat"], *([f"{day:%Y-%m-%d}", "10", "3"] for day in days_from(date(2025, 1, 1), 31))]
    rows[5][2] = cell
    found = reading(csv_of(rows, ";"))
    assert found.series == {"voice": {"2025-01": 310.0}, "chat": {}}
    assert found.parts == {"2025-01": "chat: no whole count on 5 Jan 2025"}
    rows[5][2] = "0"
    assert reading(csv_of(rows, ";")).series["chat"] == {"2025-01": 90.0}


def test_weekdays_that_never_occur_are_closed():
    rows = [row for row in daily(date(2025, 1, 1), 90) if row[0] == "Date" or date.fromisoformat(row[0]).weekday() < 5]
    found = reading(csv_of(rows, ","))
    assert found.series["voice"] == {"2025-01": 230.0, "2025-02": 200.0, "2025-03": 210.0}
    assert "voice has no rows on Saturdays and Sundays: taken as closed" in found.notes


def test_intervals_are_added_up_and_a_day_that_breaks_off_is_missing():
    rows = [["Interval", "Voice"]]
    for day in days_from(date(2025, 1, 1), 31):
        for half in range(48):
            rows.append([f"{day:%d.%m.%Y} {half // 2:02d}:{half % 2 * 30:02d}", "2"])
    whole = reading(csv_of(rows, ";"))
    assert (whole.step, whole.series, whole.asks) == ("interval", {"voice": {"2025-01": 2976.0}}, ())
    broken = reading(
        csv_of([row for row in rows if not row[0].startswith("20.01.2025 ") or row[0] < "20.01.2025 08"], ";")
    )
    assert broken.parts == {"2025-01": "no whole count on 20 Jan 2025"}
    apart = [["Date", "Time", "Voice"], *([*row[0].split(" "), row[1]] for row in rows[1:])]
    assert reading(csv_of(apart, ";")).series == whole.series
    workbook = [["Start", "Voice"], *([datetime.strptime(row[0], "%d.%m.%Y %H:%M"), 2] for row in rows[1:])]
    in_excel = reading(workbook_of(workbook, shown="dd/mm/yyyy hh:mm"), name="calls.xlsx")
    assert (in_excel.step, in_excel.series, in_excel.asks) == ("interval", whole.series, ())


def test_the_month_we_are_in_is_not_over_unless_the_file_is_a_forecast():
    rows = [["Month", "Voice"], *([f"2026-{month:02d}", "100"] for month in range(1, 12))]
    assert reading(csv_of(rows, ",")).parts == {"2026-11": "the month is not over"}
    assert not reading(csv_of([*rows, ["2026-12", "100"]], ",")).parts


# ---------------------------------------------------------------- what cannot be read


def test_all_problems_are_told_at_once_with_their_cells():
    content = (
        "Date,Voice,Chat\n2025-01-01,-5,1\n2025-01-02,12,abc\nsoon,7,7\n,8,8\n2025-01-05,#REF!,45%\n2025-01-06,4,4\n"
    )
    found = reading(content)
    assert [one.where for one in found.faults] == ["B2", "C3", "A4", "A5", "B6", "C6"]
    told = [one.message for one in found.faults]
    assert told[0] == "Voice: found -5; a count of contacts is not below zero"
    assert told[1] == "Chat: found 'abc'; expected a count of contacts, such as 1310"
    assert told[2].startswith("found 'soon'; expected a day, week or month")
    assert told[3] == "the date is missing; write it into each row"
    assert found.blocked == ("6 cells cannot be read",)
    left = reading(content, {"faults": "leave them out", "gaps": "no contacts"})
    assert left.parts == {"2025-01": "voice: begins on 2 January; ends on 6 January; chat: ends on 6 January"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("calls.csv", b"", "the file is empty"),
        ("calls.pdf", b"%PDF-1.7 ...", "it is a PDF"),
        ("calls.csv", b"Voice,Chat\n1,2\n3,4\n", "no row with a date and a number"),
        ("calls.csv", b"a,b\n" + b"2025-01-01,1\n" * 110_001, "more than 110,000 rows"),
    ],
)
def test_a_file_that_holds_no_volumes_is_refused(name: str, content: bytes, told: str):
    with pytest.raises(ProblemsFound, match=told):
        read_export(name, content)


@pytest.mark.parametrize("period", ["Q1 2025", "2025 H1", "2025-W60"])
def test_a_period_that_is_no_day_week_or_month_is_refused(period: str):
    found = reading(f"Period,Voice\n2025-01-01,5\n{period},7\n")
    assert [one.where for one in found.faults] == ["A3"]


def test_rows_of_unlike_length_are_refused():
    found = reading("Period,Voice\n2025-01-01,5\n2025-01-02,5\nFeb 2025,7\n")
    assert "it is about a month, other rows are not" in found.faults[0].message


def test_a_formula_without_its_value_is_told():
    book = openpyxl.Workbook()
    for row in (["Date", "Voice"], [datetime(2025, 1, 1), 5], [datetime(2025, 1, 2), "=B2*2"]):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    found = reading(stream.getvalue(), name="calls.xlsx")
    assert "a formula without its value" in found.faults[0].message


def test_a_sheet_can_be_chosen_and_a_wrong_one_is_refused():
    content = workbook_of([["Date", "Voice"], [datetime(2025, 1, 1), 5]])
    assert read_export("c.xlsx", content).sheets == ("Cover", "Data")
    with pytest.raises(ProblemsFound, match=r"there is no sheet 'Dat'.*did you mean Data"):
        read_export("c.xlsx", content, "Dat")


# ---------------------------------------------------------------- into the scenario, and into the model


def example() -> dict[str, Any]:
    return dict(load_scenario(ROOT / "data" / "scenarios" / "example.yaml").data)


def computed(data: Any, folder: Path | None = None) -> Comparison:
    return compare(scenario_from(data, folder), card())


def volumes_of(result: Comparison) -> dict[str, np.ndarray]:
    """What the model counts with: contacts by channel and month."""
    return {row.scope.path[-1]: result.values[row] for row in result.model.rows if row.name == "forecast_volume"}


def test_level_and_season_are_what_the_model_counts_with():
    content, months = european_year()
    found = reading(content)
    assert found.series == months
    proposal = level_and_season(example(), found.series, {})
    result = computed(proposal.data)
    month = np.arange(60)
    for channel, counted in volumes_of(result).items():
        season = np.array([proposal.factors[channel][calendar % 12] for calendar in month])
        np.testing.assert_allclose(counted, proposal.levels[channel] * season * 1.02 ** (month / 12), rtol=1e-12)
    level = proposal.data["demand"]["volume"]["voice"]
    assert level == {
        "base": round(sum(months["voice"].values()) / 12, 2),
        "low": "-12%",
        "high": "+15%",
        "scatter": "6%",
    }
    assert proposal.data["demand"]["annual_growth"] == example()["demand"]["annual_growth"], "growth stays"


def test_a_year_of_the_scenario_without_growth_is_the_year_that_was_measured():
    content, months = european_year()
    data = example()
    data["demand"] = {**data["demand"], "annual_growth": 0}
    proposal = level_and_season(data, reading(content).series, {})
    for channel, counted in volumes_of(computed(proposal.data)).items():
        np.testing.assert_allclose(counted[:12], list(months[channel].values()), atol=0.1)
        assert abs(counted[:12].sum() - sum(months[channel].values())) < 0.5


def test_a_contract_that_starts_in_october_has_october_first():
    _, months = european_year()
    data = example() | {"start": "2027-10"}
    data["demand"] = {**data["demand"], "annual_growth": 0}
    counted = volumes_of(computed(level_and_season(data, months, {}).data))
    assert counted["voice"][0] == pytest.approx(months["voice"]["2025-10"], abs=0.1)
    assert counted["voice"][3] == pytest.approx(months["voice"]["2025-01"], abs=0.1)


def test_a_channel_that_is_not_in_the_file_stays_to_the_last_contact():
    _, months = european_year()
    before = volumes_of(computed(example()))
    proposal = level_and_season(example(), {"voice": months["voice"]}, {})
    after = volumes_of(computed(proposal.data))
    np.testing.assert_array_equal(after["chat"], before["chat"])
    np.testing.assert_array_equal(after["email"], before["email"])
    assert not np.allclose(after["voice"], before["voice"])
    assert "Chat and email are not in the file and stay as the scenario has them." in proposal.notes


def test_month_by_month_is_the_file_and_nothing_on_top():
    schedule = reading((VOLUMES / "per_ticket_schedule.csv").read_bytes()).series
    proposal = month_by_month(example(), {"voice": schedule["voice"], "chat": schedule["chat"]})
    before, result = volumes_of(computed(example())), computed(proposal.data)
    after = volumes_of(result)
    np.testing.assert_array_equal(after["voice"], list(schedule["voice"].values()))
    np.testing.assert_array_equal(after["chat"], list(schedule["chat"].values()))
    np.testing.assert_array_equal(after["email"], before["email"])
    assert not [note for note in result.notes if "on top of it still" in note]
    assert "The term is then fixed at 60 months from Jan 2027" in proposal.notes[0]


def test_month_by_month_says_which_months_are_missing():
    _, months = european_year()
    proposal = month_by_month(example(), {"voice": months["voice"]})
    assert proposal.data == example()
    assert [one.message for one in proposal.problems] == [
        "Voice has 0 of the 60 months of the term; missing are Jan 2027, Feb 2027, Mar 2027, Apr 2027 and 56 more"
    ]


@pytest.mark.parametrize("wrong", [{"months": "many"}, {"start": "soon"}])
def test_a_term_that_cannot_be_read_is_told(wrong: dict[str, Any]):
    _, months = european_year()
    proposal = month_by_month(example() | wrong, months)
    assert "does not say in which month the term begins" in proposal.problems[0].message
    assert level_and_season(example() | wrong, months, {}).levels


def test_a_channel_that_began_late_takes_the_season_of_the_others():
    _, months = european_year()
    late = {month: count for month, count in months["chat"].items() if month >= "2025-08"}
    data = example()
    data["demand"] = {**data["demand"], "annual_growth": 0}
    proposal = level_and_season(data, {"voice": months["voice"], "chat": late}, {})
    counted = volumes_of(computed(proposal.data))
    assert counted["chat"][7:12].sum() == pytest.approx(sum(late.values()), rel=1e-6)
    assert proposal.factors["chat"] == pytest.approx(proposal.factors["voice"], abs=2e-6)
    assert any(note.startswith("Chat has 5 whole months, not a year") for note in proposal.notes)


def test_less_than_a_year_keeps_the_season_of_the_scenario():
    ten = reading((VOLUMES / "sf311_2015.csv").read_bytes()).series
    data = example()
    data["demand"] = {**data["demand"], "annual_growth": 0}
    season = data["demand"]["seasonality"]
    proposal = level_and_season(data, ten, {"voice": season})
    assert proposal.factors["voice"] == tuple(season)
    counted = volumes_of(computed(proposal.data))["voice"]
    assert counted[2:12].sum() == pytest.approx(sum(ten["voice"].values()), rel=1e-6)


def test_the_latest_of_each_calendar_month_counts_and_stand_ins_are_named():
    months = {f"{year}-{month:02d}": float(100 * (year - 2022)) for year in (2023, 2024) for month in range(1, 13)}
    del months["2024-03"]
    proposal = level_and_season(example(), {"voice": months}, {})
    assert proposal.levels["voice"] == pytest.approx((11 * 200 + 100) / 12, abs=0.005)
    assert "Voice: months are missing in the last year, so Mar 2023 stand in for them" in proposal.notes


def test_growth_is_measured_on_two_whole_years_only():
    months = {f"{year}-{month:02d}": float(year - 1900) for year in (2024, 2025) for month in range(1, 13)}
    assert measured_growth(months) == pytest.approx(125 / 124 - 1)
    assert measured_growth({month: count for month, count in months.items() if month != "2024-05"}) is None
    assert measured_growth({}) is None


def test_the_description_says_once_where_volumes_come_from():
    data = with_source(with_source({"description": "Ours."}, "voice from a.v1.csv"), "chat from b.csv")
    assert data["description"] == "Ours. Source of the volumes: chat from b.csv (uploaded)."
    assert with_source({}, "voice from a.csv")["description"] == "Source of the volumes: voice from a.csv (uploaded)."
    long = {"description": "x" * 3990}
    assert with_source(long, "voice from a.csv") == long


def test_a_range_in_contacts_goes_with_the_volume_it_belonged_to():
    _, months = european_year()
    data = example()
    volume = {**data["demand"]["volume"], "voice": {"base": 36000, "low": 30000, "high": 41000}}
    data["demand"] = {**data["demand"], "volume": volume}
    proposal = level_and_season(data, {"voice": months["voice"]}, {})
    assert proposal.data["demand"]["volume"]["voice"] == proposal.levels["voice"]
    assert "Voice: its range 30000 to 41000 belonged to the old volume and is taken out" in proposal.notes


def test_a_programme_without_channels_takes_the_one_series():
    data = {
        "start": "2027-01", "months": 12, "demand": {"volume": 5000},
        "options": {"own": {"in_house": {"monthly_budget": 1000}}},
    }  # fmt: skip
    _, months = european_year()
    hand = in_hand(csv_of([["Month", "Volume"], *([m, str(int(c))] for m, c in months["voice"].items())], ","),
                   channels=("contacts",))  # fmt: skip
    proposal = level_and_season(data, hand.reading(TODAY).series, {})
    assert isinstance(proposal.data["demand"]["volume"], float)
    result = computed(proposal.data)
    counted = next(result.values[row] for row in result.model.rows if row.name == "forecast_volume")
    np.testing.assert_allclose(counted, list(months["voice"].values()), atol=0.1)
