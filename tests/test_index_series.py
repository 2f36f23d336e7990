"""Index and currency series: published figures, each with its source, and nothing made up around them."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcomodel.digits import snapped
from tcomodel.index_series import (
    CATALOGUE,
    FACTS_OF_A_FILE,
    FACTS_OF_A_SERIES,
    FOLDER,
    IndexSeries,
    SeriesProblem,
    catalogue,
    series_from_csv,
    series_from_months,
)
from tcomodel.months import month_after
from tcomodel.problems import ProblemsFound

SERIES = list(catalogue().values())
every_series = pytest.mark.parametrize("series", SERIES, ids=[series.key for series in SERIES])
every_file = pytest.mark.parametrize("file", sorted(FOLDER.glob("*.csv")), ids=lambda file: file.stem)


def months_of(first: str, values: list[float], step: int = 1) -> dict[str, Any]:
    return {month_after(first, step * place): value for place, value in enumerate(values)}


# ---------------------------------------------------------------- the catalogue


@every_series
def test_a_series_has_all_its_facts(series: IndexSeries):
    for fact in (*FACTS_OF_A_FILE, *FACTS_OF_A_SERIES):
        assert len(getattr(series, fact)) > 5, fact
    assert series.every in (1, 3, 12)
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", series.as_of)
    assert series.as_of[:7] >= series.last, "a copy cannot hold what came after it"
    assert series.address.startswith("https://")


@every_series
def test_values_are_positive_and_free_of_gaps_but_for_what_was_never_published(series: IndexSeries):
    assert series.values.ndim == 1
    months = [month_after(series.first, place) for place in range(len(series.values))]
    assert [month for month, value in zip(months, series.values, strict=True) if not value > 0] == list(
        series.unpublished
    )
    assert months[-1] == series.last


@every_series
def test_a_unit_says_what_a_value_means(series: IndexSeries):
    if "_per_usd" in series.key:
        assert series.unit == f"{series.key[:3].upper()} per USD"
        assert series.measures.startswith("Exchange rate, ")
    else:
        assert re.fullmatch(r"index (\w{3} )?\d{4}(-\d\d)?=100", series.unit)


@every_series
def test_no_value_jumps_as_a_slip_of_the_hand_would(series: IndexSeries):
    """A shifted decimal point or two columns exchanged; the widest step is the Colombian peso's fall in 2015."""
    known = series.values[np.isfinite(series.values)]
    assert (np.abs(np.log(known[1:] / known[:-1])) < np.log(1.4)).all()


@every_file
def test_every_column_is_a_series_and_every_cell_is_its_value(file: Path):
    """Read without the module under test: the catalogue neither loses nor changes a figure."""
    rows = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))
    columns = [name for name in rows[0] if name != "month"]
    for column in columns:
        series = catalogue()[column]
        assert rows[0]["month"] == series.first
        for row in rows:
            assert series.at(row["month"]) == snapped(float(row[column]))
        figures = len(rows) + len(series.unpublished) // series.every
        assert len(series.values) == figures * series.every


def test_the_files_hold_all_series_and_the_catalogue_names_all_files():
    written = (FOLDER / CATALOGUE).read_text(encoding="utf-8")
    columns = []
    for file in FOLDER.glob("*.csv"):
        assert f"\n  {file.name}:\n" in written
        columns += [name for name in file.read_text(encoding="utf-8").splitlines()[0].split(",") if name != "month"]
    assert sorted(columns) == sorted(catalogue())


# ---------------------------------------------------------------- against published figures

PUBLISHED = {
    # January CPI-U as TPI's article on cost-of-living clauses (2006) takes it from BLS.
    ("us_cpi_u", "1998-01"): 161.6,
    ("us_cpi_u", "1999-01"): 164.3,
    ("us_cpi_u", "2000-01"): 168.8,
    ("us_cpi_u", "2001-01"): 175.1,
    ("us_cpi_u", "2002-01"): 177.1,
    ("us_cpi_u", "2003-01"): 181.7,
    ("us_cpi_u", "2004-01"): 185.2,
    ("us_cpi_u", "2005-01"): 190.7,
    # BLS, news release of September 2025, the last before the month without a survey.
    ("us_cpi_u", "2025-09"): 324.800,
    # FRED ECIWAG: a quarter's figure holds in each of its months.
    ("us_eci_wages_private", "2022-06"): 154.1,
    ("us_eci_wages_private", "2022-07"): 155.9,
    ("us_eci_wages_private", "2022-09"): 155.9,
}


@pytest.mark.parametrize(("key", "month"), PUBLISHED, ids=[" ".join(one) for one in PUBLISHED])
def test_values_are_those_published(key: str, month: str):
    assert catalogue()[key].at(month) == PUBLISHED[key, month]


def test_the_worked_number_of_the_module():
    prices = catalogue()["us_cpi_u"]
    assert prices.at("2005-01") / prices.at("2004-01") - 1 == pytest.approx(0.0297, abs=5e-5)


@pytest.mark.parametrize(
    ("year", "average"),
    {1997: 160.5, 1998: 163.0, 1999: 166.6, 2000: 172.2, 2001: 177.1, 2002: 179.9, 2003: 184.0, 2004: 188.9,
     2005: 195.3}.items(),
)  # fmt: skip
def test_twelve_months_of_us_prices_average_to_the_published_year(year: int, average: float):
    """The annual averages that BLS publishes, rounded to one decimal: a month out of place would show."""
    prices = catalogue()["us_cpi_u"]
    twelve = [prices.at(f"{year}-{month:02d}") for month in range(1, 13)]
    assert sum(twelve) / 12 == pytest.approx(average, abs=0.051)


@pytest.mark.parametrize(
    ("key", "year", "percent"),
    [
        ("cpi_philippines", 2024, 3.2),  # Bangko Sentral ng Pilipinas
        ("cpi_philippines", 2023, 6.0),
        ("cpi_mexico", 2024, 4.7),  # INEGI
        ("cpi_colombia", 2023, 11.7),  # DANE
        ("cpi_canada", 2022, 6.8),  # Statistics Canada
        ("cpi_poland", 2022, 14.4),  # Statistics Poland
        ("cpih_uk", 2022, 7.9),  # ONS, CPIH; the CPI without owners' housing rose by 9.1
    ],
)
def test_yearly_changes_are_those_published(key: str, year: int, percent: float):
    prices = catalogue()[key]
    change = 100 * (prices.at(f"{year}-01") / prices.at(f"{year - 1}-12") - 1)
    assert change == pytest.approx(percent, abs=0.06)


@pytest.mark.parametrize(
    ("monthly", "yearly", "years"),
    [
        ("php_per_usd", "php_per_usd_annual", range(2020, 2025)),
        ("cop_per_usd", "cop_per_usd_annual", range(2019, 2025)),
    ],
)
def test_two_routes_to_a_year_of_exchange_rates(monthly: str, yearly: str, years: range):
    """Month ends are no averages, but twelve of them come near the year's."""
    for year in years:
        ends = [catalogue()[monthly].at(f"{year}-{month:02d}") for month in range(1, 13)]
        assert sum(ends) / 12 == pytest.approx(catalogue()[yearly].at(f"{year}-06"), rel=0.02)


def test_pounds_and_euros_are_per_dollar_like_the_others():
    assert catalogue()["gbp_per_usd"].at("2024-01") == pytest.approx(1 / 1.27, abs=0.01)
    assert catalogue()["eur_per_usd"].at("2024-01") == pytest.approx(1 / 1.09, abs=0.01)


def test_the_wrong_figure_for_romania_in_2024_stays_out():
    assert catalogue()["cpi_romania"].last == "2023-12"


# ---------------------------------------------------------------- what a series is


def test_the_order_of_the_months_does_not_matter():
    series = series_from_months({"2026-02": 102, "2026-01": 101.5, "2026-03": 103})
    assert (series.first, series.last, series.every) == ("2026-01", "2026-03", 1)
    assert series.values.tolist() == [101.5, 102.0, 103.0]


@pytest.mark.parametrize("step", [1, 3, 12])
def test_a_value_holds_until_the_next_one(step: int):
    series = series_from_months(months_of("2025-11", [100.0, 110.0, 120.0], step))
    assert series.every == step
    assert series.values.tolist() == [100.0] * step + [110.0] * step + [120.0] * step
    assert series.last == month_after("2025-11", 3 * step - 1)


@given(
    st.sampled_from([1, 3, 12]),
    st.integers(0, 11_000).map(lambda number: month_after("1000-01", number)),
    st.lists(st.floats(1e-6, 1e9), min_size=2, max_size=40),
    st.randoms(use_true_random=False),
)
def test_what_goes_in_comes_out(step: int, first: str, values: list[float], chance: Any):
    written = list(months_of(first, values, step).items())
    chance.shuffle(written)
    series = series_from_months(dict(written))
    for month, value in written:
        assert series.at(month) == series.at(month_after(month, step - 1)) == snapped(value)
    assert len(series.values) == step * len(values)
    assert series.at(series.last) == snapped(values[-1])


def test_numbers_are_what_a_spreadsheet_keeps():
    series = series_from_months({"2026-01": 57.29065506997345, "2026-02": 58})
    assert series.at("2026-01") == 57.2906550699734


def test_nobody_can_write_into_a_series():
    series = catalogue()["us_cpi_u"]
    with pytest.raises(ValueError, match="read-only"):
        series.values[0] = 1.0
    with pytest.raises(TypeError):
        catalogue()["us_cpi_u"] = series  # type: ignore[index]
    with pytest.raises(TypeError):
        series.unpublished["2025-10"] = ""  # type: ignore[index]


def test_the_catalogue_is_read_once():
    assert catalogue() is catalogue()


def test_a_series_written_by_hand_carries_its_facts():
    series = series_from_months(
        {"2026-01": 1, "2026-02": 2}, "agreed", title="As agreed", unit="index", source="Annex 3"
    )
    assert (series.key, series.title, series.unit, series.source) == ("agreed", "As agreed", "index", "Annex 3")


def test_a_month_nobody_published_has_no_value_but_its_neighbours_do():
    """No figure may stand in silently: the contract says what it falls back on."""
    prices = catalogue()["us_cpi_u"]
    assert list(prices.unpublished) == ["2025-10"]
    assert np.isnan(prices.values[-8])
    assert prices.at("2025-09") == 324.8
    assert prices.at("2025-11") == 324.122
    with pytest.raises(SeriesProblem, match=r"us_cpi_u has no value for 2025-10: .*collected no prices"):
        prices.at("2025-10")


def test_a_year_nobody_published_is_refused_in_each_of_its_months():
    series = series_from_months({"2020-01": 100, "2021-01": 104, "2023-01": 110}, unpublished={"2022-01": "a strike"})
    assert len(series.values) == 48
    for month in ("2022-01", "2022-07", "2022-12"):
        with pytest.raises(SeriesProblem, match=f"no value for {month}: a strike"):
            series.at(month)


# ---------------------------------------------------------------- what is refused, and in which words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ({}, ["found no value", "expected two or more"]),
        ({"2026-01": 100}, ["found one value, for 2026-01", "expected two or more"]),
        ({"2026-13": 100, "2026-01": 1}, ["'2026-13'", "expected a month such as 2026-01"]),
        ({"2026-1": 100, "2026-02": 1}, ["'2026-1'", "expected a month such as 2026-01"]),
        ({"2026-01\n": 100, "2026-02": 1}, ["expected a month such as 2026-01"]),
        ({"٢٠٢٦-01": 100, "2026-02": 1}, ["expected a month such as 2026-01"]),
        ({2026: 100, "2026-02": 1}, ["found 2026 ", "expected a month such as 2026-01"]),
        ({"January": 100, "2026-02": 1}, ["'January'", "expected a month such as 2026-01"]),
        ({"2026-01": "124.5", "2026-02": 1}, ["2026-01: found '124.5'", "expected a number"]),
        ({"2026-01": None, "2026-02": 1}, ["2026-01: found None", "expected a number"]),
        ({"2026-01": True, "2026-02": 1}, ["2026-01: found True", "expected a number"]),
        ({"2026-01": 100, "2026-02": 0}, ["2026-02: found 0;", "expected a number above 0"]),
        ({"2026-01": 100, "2026-02": -3.5}, ["2026-02: found -3.5;", "expected a number above 0"]),
        ({"2026-01": 100, "2026-02": float("nan")}, ["2026-02: found nan;", "expected a number above 0"]),
        ({"2026-01": 100, "2026-02": float("inf")}, ["2026-02: found inf;", "at most 1,000,000,000,000"]),
        ({"2026-01": 100, "2026-02": 10**400}, ["2026-02: found 1000", "at most 1,000,000,000,000"]),
        (
            {"2026-01": 100, "2026-02": 101, "2026-04": 103},
            ["no value for 2026-03;", "2026-01 and 2026-02 stand 1 month apart", "expected every 1 month"],
        ),
        (
            {"2020-01": 100, "2020-04": 101, "2022-01": 103},
            ["no value for 2020-07, 2020-10, 2021-01 and 3 more;", "3 months apart", "every 3 months"],
        ),
        ({"2020-05": 100, "2021-05": 101, "2023-05": 103}, ["no value for 2022-05;", "every 12 months"]),
        ({"2026-01": 100, "2026-07": 101}, ["2026-01 and 2026-07 stand 6 months apart", "expected 1, 3 or 12 months"]),
        ({"2026-01": 100, "2026-03": 101, "2026-04": 102, "2026-07": 1}, ["no value for 2026-02, 2026-05, 2026-06;"]),
        (
            {"2026-01": 100, "2026-04": 101, "2026-08": 102},
            ["2026-01 and 2026-04 stand 3 months apart", "2026-04 and 2026-08 stand 4 months apart", "even steps"],
        ),
    ],
)
def test_a_series_that_cannot_be_used_is_refused_in_words(months: dict[Any, Any], words: list[str]):
    with pytest.raises(SeriesProblem) as caught:
        series_from_months(months)
    for part in words:
        assert part in str(caught.value)


def test_all_wrong_figures_are_told_at_once():
    with pytest.raises(SeriesProblem) as caught:
        series_from_months({"2026-01": 0, "2026-02": "x", "soon": 3, "2026-04": 4})
    assert len(caught.value.messages) == 3
    assert all(message in str(caught.value) for message in caught.value.messages)


@pytest.mark.parametrize("month", ["2026-01", "2025-12", "2026-04", "2027-01", "soon"])
def test_only_a_gap_can_be_unpublished(month: str):
    """Not a month with a value, nor the first, the last or one beyond them."""
    with pytest.raises(SeriesProblem, match=f"unpublished: found '{month}'"):
        series_from_months({"2026-01": 1, "2026-02": 2, "2026-04": 3}, unpublished={month: "nobody counted"})


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2025-12", "agreed has no value for 2025-12; it runs from 2026-01 to 2026-02"),
        ("2026-03", "agreed has no value for 2026-03; it runs from 2026-01 to 2026-02"),
        ("2026-1", "found '2026-1'; expected a month such as 2026-01"),
        ("", "found ''; expected a month such as 2026-01"),
    ],
)
def test_nothing_is_extrapolated(month: str, words: str):
    with pytest.raises(SeriesProblem, match=re.escape(words)):
        series_from_months({"2026-01": 1, "2026-02": 2}, "agreed").at(month)


# ---------------------------------------------------------------- from a file of one's own


def test_a_series_from_a_csv_of_ones_own():
    text = 'Date,Index,Other\n2026-04-01,"1,020.5",\n2026-01-01,1000,7\n'
    series = series_from_csv(text, "Date", "Index", "mine.csv", "mine", unit="index")
    assert (series.first, series.last, series.every, series.unit) == ("2026-01", "2026-06", 3, "index")
    assert series.at("2026-05") == 1020.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("month,index\n2026-01,1\n2026-01,2\n", ["mine.csv, row 3", "2026-01 stands there twice"]),
        ("month,index\n2026-01,1\nsoon,2\n", ["mine.csv, row 3", "'soon' is no month"]),
        ("month,index\n2026-01,1\n2026-02,\n", ["mine.csv, row 3", "found nothing for 2026-02"]),
        ("month,index\n2026-01,1\n2026-02,n/a\n", ["found 'n/a' for 2026-02", "expected a number"]),
        ('month,index\n2026-01,1\n2026-02,"3,5"\n', ["found '3,5' for 2026-02", "a point marks decimals"]),
        ("month,indx\n2026-01,1\n", ["has no column 'index'", "did you mean indx?"]),
        ("month,index\n2026-01,1\n2026-02,-2\n", ["mine.csv, index: 2026-02: found -2.0", "above 0"]),
        ("month,index\n2026-01,1\n2026-02,2\n2026-04,4\n", ["mine.csv, index: no value for 2026-03"]),
        ("month,index\n", ["mine.csv, index: found no value"]),
    ],
)
def test_a_csv_that_cannot_be_used_is_refused_in_words(text: str, words: list[str]):
    with pytest.raises(SeriesProblem) as caught:
        series_from_csv(text, "month", "index", "mine.csv")
    for part in words:
        assert part in str(caught.value)


# ---------------------------------------------------------------- a catalogue with slips

SMALL = """
files:
  small.csv:
    every: 1
    source: An office
    address: https://example.org
    licence: open
    as_of: 2026-02
    series:
      prices: {title: Prices, measures: All prices, unit: index 2020=100, note: none}
"""
FIGURES = "month,prices\n2026-01,100\n2026-02,101\n"


def read(folder: Path, text: str, figures: str = FIGURES) -> Any:
    (folder / CATALOGUE).write_text(text, encoding="utf-8")
    (folder / "small.csv").write_text(figures, encoding="utf-8")
    return catalogue(folder)


def test_a_catalogue_of_ones_own(tmp_path: Path):
    series = read(tmp_path, SMALL)["prices"]
    assert (series.title, series.licence, series.as_of, series.at("2026-02")) == ("Prices", "open", "2026-02", 101)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    licence: open\n", "", ["line 3: files.small.csv\n", "licence is missing"]),
        ("note: none", "notes: none", ["line 10: files.small.csv.series.prices", "note is missing", "mean note?"]),
        ("every: 1", "every: 3", ["line 4: files.small.csv.every", "every is 3 but", "prices stand 1 month apart"]),
        ("prices:", "wages:", ["files.small.csv.series.wages", "small.csv has no column 'wages'"]),
        ("small.csv:", "big.csv:", ["big.csv", "it cannot be read"]),
        ("note: none", "note: none, unpublished: [2026-01]", ["expected the reason for each month"]),
        ("note: none", "note: none, unpublished: {2026-01: x}", ["unpublished: found '2026-01'"]),
        ("files:", "filed:", ["files is missing", "filed is no fact of this entry; did you mean files?"]),
        ("      prices: {title", "      - {title", ["files.small.csv.series", "expected entries by name"]),
    ],
)
def test_a_slip_in_the_catalogue_is_told_with_its_place(tmp_path: Path, before: str, after: str, words: list[str]):
    assert before in SMALL
    with pytest.raises(ProblemsFound) as caught:
        read(tmp_path, SMALL.replace(before, after, 1))
    for part in words:
        assert part in str(caught.value)


def test_slips_in_the_figures_of_a_catalogue_are_told_together(tmp_path: Path):
    two = SMALL + "      wages: {title: Wages, measures: All wages, unit: index 2020=100, note: none}\n"
    with pytest.raises(ProblemsFound) as caught:
        read(tmp_path, two, "month,prices,wages\n2026-01,0,1\n2026-02,1,0\n")
    told = str(caught.value)
    assert "small.csv, prices: 2026-01: found 0.0" in told
    assert "small.csv, wages: 2026-02: found 0.0" in told


def test_a_key_belongs_to_one_file(tmp_path: Path):
    again = SMALL + SMALL.split("files:\n")[1].replace("small.csv", "other.csv")
    (tmp_path / "other.csv").write_text(FIGURES, encoding="utf-8")
    with pytest.raises(ProblemsFound, match="another file has a series of that key"):
        read(tmp_path, again)


def test_the_files_are_plain_text_without_quotes_or_carriage_returns():
    """So that a change of one figure is one line of a diff."""
    for file in FOLDER.glob("*.csv"):
        text = file.read_bytes().decode("ascii")
        assert "\r" not in text
        assert text.endswith("\n")
        months = [row[0] for row in csv.reader(StringIO(text))][1:]
        assert months == sorted(months)
