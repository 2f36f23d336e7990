"""What the cases of ``tests.fuzz`` brought to light, each in its smallest form: it ends in the right words."""

import copy
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tcomodel import compare, read_card, scenario_from
from tcomodel.beside import text_beside
from tcomodel.commands.writing import put
from tcomodel.importing.session import understood
from tcomodel.importing.sheet import column_of, counted
from tcomodel.index_csv import read_series_file
from tcomodel.index_series import SeriesProblem
from tcomodel.problems import LONGEST_MESSAGE, EntryProblem, Problem, ProblemsFound
from tcomodel.rates.edits import removed
from tcomodel.rebasing.price_date import PriceDate
from tcomodel.rebasing.rebase import preview
from tcomodel.rebasing.working import Working
from tcomodel.share_link import LONGEST_TOKEN, shared_in
from tcomodel.volumes import ExportInHand, read_export
from tests.case_file import card
from tests.fuzz import seeds
from tests.fuzz.archives import packed_of, parts_of
from tests.test_volumes import TODAY

PRICES = "xl/worksheets/sheet2.xml"


def refused(data: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(ProblemsFound) as found:
        compare(scenario_from(data), card())
    return {one.where: one.message for one in found.value.problems}


# ---------------------------------------------------------------- scenarios


def test_prices_of_channels_and_of_locations_in_one_entry_are_told():
    """scenario_data 406263: each of the names is known, and together they mean nothing."""
    data = copy.deepcopy(seeds.SHORT)
    vendor = data["options"]["manila"]
    vendor |= {"locations": {"philippines": "60%", "mexico": "40%"}}
    vendor["pricing"]["seat_rate"] = {"philippines": 2100, "mexico": 2300, "voice": 2200}
    assert "not all channels, nor all parts of one mix" in refused(data)["options.manila.pricing.seat_rate"]


def test_links_that_lead_in_a_circle_are_no_file(tmp_path: Path):
    """beside 400388: looking where they lead failed, which is no error of reading a file."""
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(EntryProblem, match=r"a\.csv cannot be read"):
        text_beside(tmp_path, "a.csv", "a CSV file", "write the numbers")
    with pytest.raises(ProblemsFound, match="cannot be written"):
        put(str(tmp_path / "a.csv" / "b.csv"), "1\n")


def test_a_wrong_share_of_a_mix_beside_tiers_is_told_where_it_stands():
    """scenario_data 406: the blend of a tier's prices took the share that could not be read."""
    data = copy.deepcopy(seeds.SHORT)
    vendor = data["options"]["manila"]
    tiers = [{"up_to": 20, "price": {"philippines": 2100, "mexico": 2300}}, {"over": 20, "price": 1900}]
    vendor |= {"locations": {"philippines": "a lot", "mexico": "40%"}}
    vendor["pricing"] = {"model": "per_ticket"}
    vendor["contract"] = {"volume_prices": {"tiers": {"voice": tiers, "chat": tiers}}}
    told = refused(data)
    assert "expected a number or a percentage" in told["options.manila.locations.philippines"]
    assert not [message for message in told.values() if "has no price" in message]


def test_a_message_is_never_longer_than_can_be_read():
    """index_csv 390, form 1120: what was found is quoted, and may have 100,000 letters."""
    data = copy.deepcopy(seeds.SHORT)
    data["options"]["manila"]["contract"]["indexation"]["yearly_indexation"] = "x" * 90_000
    message = refused(data)["options.manila.contract.indexation.yearly_indexation"]
    assert message.startswith("found 'xxx")
    assert message.endswith("expected a number or a percentage such as 3.5%")
    assert len(message) < LONGEST_MESSAGE + 10
    assert len(str(SeriesProblem("y" * 90_000))) < LONGEST_MESSAGE + 10
    assert Problem("demand", "found 'x'").message == "found 'x'"


def test_a_message_holds_no_signs_that_steer_what_shows_them():
    """scenario_data 1081: the key of a location with an escape, which coloured the terminal."""
    data = copy.deepcopy(seeds.SHORT)
    data["options"]["manila"]["locations"] = {"\x1b[31m\u202e": "60%", "mexico": "40%"}
    assert "options.manila.locations.\ufffd[31m\ufffd" in refused(data)


# ---------------------------------------------------------------- rate cards


@pytest.mark.parametrize(
    ("fact", "written", "says"),
    [
        ("location", "5", "found 5; expected text"),
        ("range", "guess", "found 'guess'; expected minimum and maximum or P10 and P90"),
        ("default", "maybe", "found 'maybe'; expected true or false"),
        ("conflicts_with", "x", "found 'x'; expected a list"),
        ("history", "[1]", "found 1; expected names with values"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_told_in_words(fact: str, written: str, says: str):
    facts = {"title": "Agent", "value": 11, "unit": "USD/hour", "currency": "USD", "location": "Manila",
             "channel": "all", "as_of": "'2026'"} | {fact: written}  # fmt: skip
    stated = ", ".join(f"{name}: {one}" for name, one in facts.items())
    with pytest.raises(ProblemsFound) as found:
        read_card(f"card: {{name: A, as_of: '2026'}}\nrates:\n  manila.hour: {{{stated}}}\n", "card.yaml")
    assert [one.message.partition("; put")[0] for one in found.value.problems] == [says]


# ---------------------------------------------------------------- workbooks


def with_sheet(old: bytes, new: bytes) -> bytes:
    parts = dict(parts_of(seeds.card_workbooks()[1]))
    assert old in parts[PRICES]
    return packed_of(parts | {PRICES: parts[PRICES].replace(old, new, 1)})


@pytest.mark.parametrize(("old", "new"), [(b"</row>", b"</raw>"), (b' r="A6"', b' r="-6"'), (b' r="A6"', b' r="a6"')])
def test_a_damaged_sheet_is_named(old: bytes, new: bytes):
    with pytest.raises(ProblemsFound, match=r"bid\.xlsx: sheet 'Rates 2024'\n  is damaged; open the workbook in Excel"):
        understood("bid.xlsx", with_sheet(old, new), "2026-11-22")


def test_a_damaged_part_that_is_no_sheet_is_named():
    parts = dict(parts_of(seeds.card_workbooks()[1]))
    with pytest.raises(ProblemsFound, match=r"bid\.xlsx: xl/workbook\.xml\n  is damaged"):
        understood("bid.xlsx", packed_of(parts | {"xl/workbook.xml": b"<workbook>"}), "2026-11-22")


@pytest.mark.parametrize("text", ["-1", "-0x", ""])
def test_nothing_is_counted_from_the_end(text: str):
    """A shared text of number -1 was the last one: another text, without a word."""
    with pytest.raises(ValueError, match=r"number|invalid"):
        counted(text)
    assert counted("0") == 0


@pytest.mark.parametrize("letters", ["", "a", "A-", "É", "ABCD", "1"])
def test_a_column_is_called_by_capital_letters(letters: str):
    """``A-`` was column 7, and ``a`` column 33."""
    with pytest.raises(ValueError, match="a column called"):
        column_of(letters)
    assert column_of("AB") == 27


# ---------------------------------------------------------------- volumes, series, links


@pytest.mark.parametrize("count", ["9" * 400, "9" * 30])
def test_a_count_without_end_is_no_count(count: str):
    """volumes 444: 400 digits are infinite, and so was the month."""
    rows = "".join(f"2025-{month:02},{4000 + month}\n" for month in range(1, 12))
    reading = ExportInHand(
        read_export("calls.csv", f"Month,Voice\n{rows}2025-12,{count}\n".encode()), ("voice",)
    ).reading(TODAY)
    assert all(one < 1e6 for months in reading.series.values() for one in months.values())
    assert any("no programme has so many" in str(one) for one in reading.faults)


@pytest.mark.parametrize("hour", ["²", "9" * 5000])
def test_an_hour_is_written_in_two_digits(hour: str):
    """A digit for ``str.isdigit`` and none for ``int``; and more digits than ``int`` reads."""
    rows = "".join(f"2026-01-{day:02};{hour};{100 + day}\n" for day in range(1, 29))
    reading = ExportInHand(read_export("calls.csv", f"Date;Hour;Voice\n{rows}".encode()), ("voice",)).reading(TODAY)
    assert reading.faults


def test_a_file_that_is_no_series_is_named():
    with pytest.raises(ProblemsFound, match=r"index\.csv\n  it holds no column of months"):
        read_series_file("index.csv", b"month,value\n")


def test_a_link_without_end_is_refused_before_it_is_read():
    """share_link 1344: 12 MB of blanks and words took 277 MB."""
    endless = "s1. a" * (4 * LONGEST_TOKEN)
    tracemalloc.start()
    try:
        with pytest.raises(ProblemsFound, match="the most is 60,000"):
            shared_in(endless)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


# ---------------------------------------------------------------- rates of cards


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({"handle_time": 0}, "found 0; expected greater than 0"),
        ({"handle_time": 700}, "expected less than or equal to 600"),
    ],
)
def test_a_number_out_of_bounds_is_told_as_any_other_slip(stated: dict[str, Any], says: str):
    """rebase 400252, command_line 400360: pydantic's own words came through."""
    with pytest.raises(ProblemsFound, match=says):
        Working(**stated)


def test_taking_the_last_rate_of_a_card_away_names_the_card():
    """card_table 400136; rebase 400281 for a rate without a name."""
    with pytest.raises(ProblemsFound) as found:
        removed(card(), list(card().rates))
    assert [one.where for one in found.value.problems] == ["the card"]
    with pytest.raises(ProblemsFound) as found:
        preview(card(), PriceDate(to="2025"), [""])
    assert [one.where for one in found.value.problems] == ["the rates chosen"]
