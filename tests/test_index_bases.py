"""Bases of a series: what publishers print after a change of base, what may not be joined, what a card may not hold."""

import re
from typing import Any

import numpy as np
import pytest

from tcomodel.index_bases import chain_linked, converted, extended, rereferenced, spliced
from tcomodel.index_checks import check_user_series, reasons_against
from tcomodel.index_conversion import converted_by
from tcomodel.index_series import IndexSeries, SeriesProblem, accepting, series_called, series_from_months
from tcomodel.months import month_after
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate, RateCard, read_card
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.rebasing import Currency, PriceDate, rebase


def months(first: str, values: list[float], key: str = "cpi", step: int = 1, **facts: Any) -> IndexSeries:
    return series_from_months({month_after(first, at * step): value for at, value in enumerate(values)}, key, **facts)


# ---------------------------------------------------------------- what publishers print

QUARTERS = months("2011-04", [177.0, 185.0, 185.4, 185.9, 186.2, 187.4], step=3, unit="index 1989-90=100")


def test_australia_rounds_the_average_the_factor_and_the_values():
    """ABS: the base period averages 185.6, the factor is 0.5388, and 177.0 is printed as 95.4."""
    new = rereferenced(QUARTERS, "2011-07 to 2012-06", decimals=1, factor_decimals=4, value_decimals=1)
    assert new.at("2011-04") == 95.4
    assert new.at("2012-07") == round(187.4 * 0.5388, 1) == 101.0
    assert "rounded to 185.6, which is rounded to 0.5388; values rounded to 1 decimals" in new.note
    exact = rereferenced(QUARTERS, "2011-07 to 2012-06", decimals=1, factor_decimals=4)
    assert exact.at("2011-04") == pytest.approx(177.0 * 0.5388)
    assert rereferenced(QUARTERS, "2011-07 to 2012-06").at("2011-04") == pytest.approx(177.0 * 100 / 185.625)


def test_belgium_prints_two_decimals():
    """The published coefficient 0.8701 from 1996 = 100 to 2004 = 100."""
    new = converted(months("1996-01", [100, 101.37]), 0.8701, "index 2004=100", decimals=2)
    assert (new.at("1996-01"), new.at("1996-02")) == (87.01, 88.20)


def test_finland_cuts_after_the_second_decimal():
    """Statistics Finland prints 102.22 for 101.88 x 100.34 / 100 = 102.2264."""
    new = chain_linked(months("2002-01", [100.34, 101]), 101.88, "index 2000=100", decimals=2, rounded="down")
    assert new.at("2002-01") == 102.22
    nearest = chain_linked(months("2002-01", [100.34, 101]), 101.88, "index 2000=100", decimals=2)
    assert nearest.at("2002-01") == 102.23
    with pytest.raises(SeriesProblem, match="a value becomes 0; keep more decimals"):
        converted(months("2002-01", [0.9, 1.1]), 0.1, "index 2000=1", decimals=0)


# ---------------------------------------------------------------- years of two halves


@pytest.mark.parametrize("period", ["2011-12", "2011/12", "2011-2012", "2010-11"])
def test_a_fiscal_year_is_not_taken_for_a_month(period: str):
    monthly = months("2010-01", [100 + at for at in range(36)], unit="index 2011-12=100")
    with pytest.raises(SeriesProblem) as caught:
        rereferenced(monthly, period)
    year = int(period[:4])
    assert f"{year}-07 to {year + 1}-06" in str(caught.value)
    assert ("where that is a year and no month" in str(caught.value)) == (period == "2011-12")
    with pytest.raises(SeriesProblem):
        spliced(monthly, monthly, period)


def test_a_period_written_by_its_months_is_taken():
    monthly = months("2010-01", [100 + at for at in range(36)])
    assert rereferenced(monthly, "2011-07 to 2012-06").values[18:30].mean() == pytest.approx(100)
    assert rereferenced(monthly, "2011-12 to 2011-12").at("2011-12") == 100
    assert rereferenced(monthly, "2012-03").at("2012-03") == 100


# ---------------------------------------------------------------- what may not be joined

PESO = months("2024-01", [57.9, 58.0, 58.1], "php", unit="PHP per USD")


def test_averages_and_last_days_are_not_joined():
    later = months("2024-04", [59, 59.1], "php", unit="PHP per USD", taken="end of period")
    with pytest.raises(SeriesProblem, match="averages and last days are not joined"):
        extended(PESO, later)
    with pytest.raises(SeriesProblem, match="averages and last days are not joined"):
        spliced(PESO, months("2024-03", [58.4, 59], "php", unit="PHP per USD", taken="end of period"), "2024-03")


INDEX = months("2024-01", [100, 101, 102], unit="index 2015=100")


def test_one_revised_month_is_a_revision_and_no_change_of_base():
    later = months("2024-03", [102.8, 103.1], unit="index 2015=100")
    with pytest.raises(SeriesProblem, match=r"figures were revised: .* \(one figure alone does not tell"):
        extended(INDEX, later)
    assert extended(INDEX, later, accept_revisions=True).at("2024-03") == 102.8


def test_two_months_in_one_ratio_are_another_base_whatever_is_accepted():
    later = months("2024-02", [101 * 0.8, 102 * 0.8, 83], unit="index 2015=100")
    with pytest.raises(SeriesProblem, match="another base"):
        extended(INDEX, later, accept_revisions=True, accept_jump=True)


def test_one_quarter_is_one_figure_though_it_is_three_months():
    old = months("2024-01", [100, 101], step=3, unit="index 2015=100")
    new = months("2024-04", [102, 103], step=3, unit="index 2015=100")
    assert extended(old, new, accept_revisions=True).at("2024-05") == 102


@pytest.mark.parametrize("first", ["2024-03", "2024-04"])
def test_a_jump_where_the_new_values_begin_stops(first: str):
    later = months(first, [79.9, 80.1], unit="index 2015=100")
    with pytest.raises(SeriesProblem, match=r"goes from 10[12] to 79\.9 .* where the new values begin, .*splice"):
        extended(INDEX, later, accept_revisions=True)
    accepted = extended(INDEX, later, accept_revisions=True, accept_jump=True)
    assert accepted.accepted == ("jump",)
    assert check_user_series(accepted) == ()


# ---------------------------------------------------------------- converted into the currency of payment

LABOUR = months("2014-01", [433.2, 469.8], "labour", unit="index of SLR prices")
MATERIAL = months("2014-01", [564.1, 583.3], "material", unit="index of SLR prices")
IMPORTS = months("2014-01", [127.7, 132.6], "imports", unit="index of INR prices")
LKR = months("2014-01", [132.04, 130.8277], "lkr", unit="LKR per USD")
INR = months("2014-01", [55.9824, 61.8688], "inr", unit="INR per USD")


def test_fidic_the_sign_turns_when_indices_are_converted():
    """FIDIC 13.8, a contract in Sri Lanka paid in dollars: 1.0287 as it stands, 0.9812 with indices in dollars.

    http://en.allexperts.com/q/Construction-Law-914/2014/12/price-escalation-based-fidic-1.htm (figures; sum ours)
    """
    paid = {"labour": 0.024, "material": 0.216, "imports": 0.504}
    series = {"labour": LABOUR, "material": MATERIAL, "imports": IMPORTS}
    rate = Rate(key="r0", title="A price", location="Colombo", channel="all", unit="USD/contact", currency="USD",
                value=1, as_of="2014-01")  # fmt: skip
    plain = RateCard("Bid", "2014-02", {"r0": rate}, series=series)
    assert rebase(plain, PriceDate(to="2014-02", instead={"none": paid}))["r0"].value == pytest.approx(1.0287, abs=5e-5)
    dollars = {
        name: converted_by(one, INR if name == "imports" else LKR, into="USD", key=name) for name, one in series.items()
    }
    card = RateCard("Bid", "2014-02", {"r0": rate}, series=dollars)
    assert rebase(card, PriceDate(to="2014-02", instead={"none": paid}))["r0"].value == pytest.approx(0.9812, abs=5e-5)


def test_plant_from_ukraine_paid_in_dollars():
    """100 to 110 in hryvnia, 7.954 to 12.35 a dollar (the same forum, 2015/1/fidic-13-8.htm), whichever way quoted."""
    plant = months("2014-01", [100, 110], "plant", unit="index of UAH prices")
    per_dollar = months("2014-01", [7.954, 12.35], "uah", unit="UAH per USD")
    dollars = converted_by(plant, per_dollar, into="USD")
    assert dollars.at("2014-02") / dollars.at("2014-01") == pytest.approx(110 / 100 * 7.954 / 12.35)
    other = converted_by(plant, months("2014-01", [1 / 7.954, 1 / 12.35], "usd", unit="USD per UAH"))
    assert other.at("2014-02") / other.at("2014-01") == pytest.approx(110 / 100 * 7.954 / 12.35)
    assert (dollars.key, dollars.pair) == ("plant_in_usd", None)
    assert dollars.unit == "index of UAH prices, prices in USD"
    assert "from UAH into USD: each value of plant / UAH per USD of uah (average of the same months)" in dollars.note
    assert check_user_series(dollars) == (), "a leap of the currency is no slip of this series"


def test_a_quarter_takes_the_average_of_its_exchange_rates():
    wages = months("2024-01", [100, 102, 104], step=3)
    rates = months("2023-12", [9, 2, 3, 4, 2, 2, 2, 7, 7], "eur", unit="EUR per USD")
    found = converted_by(wages, rates)
    assert (found.first, found.last, found.every) == ("2024-01", "2024-06", 3)
    np.testing.assert_allclose(found.values, [300] * 3 + [204] * 3)
    with pytest.raises(SeriesProblem, match="bring averages of the exchange rate"):
        converted_by(wages, months("2024-01", [1, 1, 1], "eur", unit="EUR per USD", taken="end of period"))


def test_a_month_that_one_of_them_lacks_has_no_value():
    cpi, euro = series_called("us_cpi_u"), series_called("eur_per_usd")
    found = converted_by(cpi, euro)
    assert found.unpublished == cpi.unpublished
    assert found.at("2025-09") == pytest.approx(cpi.at("2025-09") * euro.at("2025-09"))
    with pytest.raises(SeriesProblem, match="collected no prices"):
        found.at("2025-10")


def test_only_an_index_by_an_exchange_rate_of_the_currency():
    with pytest.raises(SeriesProblem, match="expected an index, and then an exchange rate"):
        converted_by(LKR, INR)
    with pytest.raises(SeriesProblem, match="lkr is LKR per USD and says nothing about EUR"):
        converted_by(LABOUR, LKR, into="EUR")
    with pytest.raises(SeriesProblem, match="two figures or more that both have"):
        converted_by(LABOUR, months("2020-01", [1, 2], "lkr", unit="LKR per USD"), into="USD")


# ---------------------------------------------------------------- what speaks against a series

CHANGED_BASE = {
    "euro area 2015 to 2025": months("2025-09", [128.3, 128.5, 128.2, 128.4, 100.1, 100.7]),
    "Netherlands 2006 to 2015": months("2015-09", [116.9, 117.1, 116.7, 116.1, 99.2, 99.9]),
    "a quarter": months("2020-01", [118, 119, 100.4, 101], step=3),
    "a year": months("2020-01", [143, 146, 100, 103], step=12),
}
LINKS = {
    "previous year": months("2019-01", [102.3, 103.4, 105.1, 114.4, 111.4, 103.6], step=12),
    "previous month": months("2024-01", [100.4, 100.3, 100.2, 101.1, 100.1, 100.1, 101.4]),
    "growth factors": months("2019-01", [1.023, 1.034, 1.051, 1.144, 1.114, 1.036], step=12),
}


@pytest.mark.parametrize("series", CHANGED_BASE.values(), ids=CHANGED_BASE)
def test_a_change_of_base_is_asked_about(series: IndexSeries):
    (reason,) = reasons_against(series)
    assert reason.name == "jump"
    assert "looks like a change of base" in reason.told
    assert check_user_series(series, accept_jump=True) == ()


@pytest.mark.parametrize("series", LINKS.values(), ids=LINKS)
def test_links_are_asked_about_and_a_jump_does_not_accept_them(series: IndexSeries):
    (reason,) = reasons_against(series)
    assert reason.name == "links"
    assert "lead nowhere, as links do" in reason.told
    assert check_user_series(series, accept_jump=True) == (reason.told,)
    assert check_user_series(series, accepted=["links"]) == check_user_series(accepting(series, "links")) == ()


def test_levels_near_their_base_are_no_links():
    assert check_user_series(months("2024-01", [99.2, 99.5, 99.4, 99.9, 100.3, 100.2, 100.9, 101.1])) == ()
    assert check_user_series(months("2024-01", [100.0] * 12)) == (), "an index that stands still"


def test_months_nobody_published_may_lie_within_a_rise():
    gap = {month_after("2024-02", at): "lost" for at in range(11)}
    series = series_from_months({"2024-01": 100, "2025-01": 109, "2025-02": 109.5, "2025-03": 110}, unpublished=gap)
    assert check_user_series(series) == ()


TURNED = {
    "midway": months("2024-01", [1.0905, 1.0795, 1.0872, 1.0728, 1.0812, 1.0761, 0.92, 0.908], unit="EUR per USD"),
    "euros for a pound": months("2024-01", [0.859, 0.855, 0.854], unit="EUR per GBP"),
    "pesos for a euro": months("2024-01", [0.0165, 0.0166, 0.0164], unit="PHP per EUR"),
    "after the last published": months("2027-01", [1.14, 1.15], unit="EUR per USD"),
    "worlds apart and long before": months("1990-01", [0.041, 0.042], unit="PHP per USD"),
}


@pytest.mark.parametrize("series", TURNED.values(), ids=TURNED)
def test_a_rate_turned_over_in_any_month_or_cross_is_refused(series: IndexSeries):
    reason = reasons_against(series)[0]
    assert reason.name == "", "nobody can accept it"
    assert "is quoted the other way round" in reason.told or "are quoted the other way round" in reason.told
    right = np.where(series.values > 0.95, 1 / series.values, series.values) if series is TURNED["midway"] else None
    values = 1 / series.values if right is None else right
    assert reasons_against(months(series.first, values.tolist(), unit=series.unit)) == ()


def test_the_months_that_are_turned_over_are_told():
    (told,) = check_user_series(TURNED["midway"])
    assert "6 of 8 months, 2024-01 to 2024-06, are quoted the other way round" in told


@pytest.mark.parametrize(
    "series",
    [
        months("2022-08", [1.01, 0.998, 1.016], unit="EUR per USD"),
        months("1999-01", [0.86, 0.89, 0.95], unit="EUR per USD"),
        months("1999-01", [1.16, 1.12, 1.05], unit="EUR per USD"),
    ],
    ids=["near one", "years before", "years before and above one"],
)
def test_a_rate_that_may_be_right_is_not_called_turned_over(series: IndexSeries):
    assert reasons_against(series) == ()


def test_a_currency_written_in_other_words_is_no_index():
    assert (
        "an exchange rate is written USD per EUR"
        in check_user_series(months("2024-01", [1.08, 1.07], unit="USD/EUR"))[0]
    )


def test_a_few_small_figures_are_not_called_percent():
    assert check_user_series(months("2024-01", [2.0, 2.05])) == ()


def test_prices_that_doubled_on_a_small_base_are_levels():
    values = [0.3, 0.5, 0.8, 1.0, 1.3, 1.7]
    assert check_user_series(months("2018-01", values, step=12, unit="index 2021=1"), accept_jump=True) == ()


# ---------------------------------------------------------------- on a card

CARD = """
card: {{name: Vendor, as_of: 2026-10}}
series:
  {key}: {facts}
rates:
  a: {{title: A, value: 10, unit: USD/hour, currency: USD, location: X, channel: all, as_of: 2024-02}}
"""
INVERTED = "{unit: EUR per USD, months: {2024-01: 1.08, 2024-02: 1.08, 2024-03: 1.09}}"
JUMPED = "{unit: index 2015=100, months: {2025-11: 128.2, 2025-12: 128.4, 2026-01: 100.1}%s}"


def slips(key: str, facts: str) -> str:
    with pytest.raises(ProblemsFound) as caught:
        read_card(CARD.format(key=key, facts=facts), "vendor.yaml")
    return str(caught.value)


def test_a_card_with_a_rate_turned_over_is_refused():
    told = slips("eur_per_usd", INVERTED)
    assert "line 4: series.eur_per_usd" in told
    assert "quoted the other way round: write the unit as USD per EUR" in told
    assert "accepted" not in told
    right = read_card(CARD.format(key="eur_per_usd", facts=INVERTED.replace("EUR per USD", "USD per EUR")))
    assert rebase(right, Currency(to="EUR", at="2024-02"))["a"].value == pytest.approx(10 / 1.08)


def test_a_jump_on_a_card_is_accepted_by_name_and_stays_so():
    assert "write accepted: [jump] in the facts of hicp" in slips("hicp", JUMPED % "")
    assert "accepted: found 'jmp'; expected jump or links" in slips("hicp", JUMPED % ", accepted: [jmp]")
    card = read_card(CARD.format(key="hicp", facts=JUMPED % ", accepted: [jump]"))
    assert card.series["hicp"].accepted == ("jump",)
    again = read_card(card_yaml(card))
    assert again.series["hicp"].accepted == ("jump",)
    laid_out = card_yaml(RateCard(card.name, card.as_of, card.rates, series=card.series))
    assert re.search(r"accepted:\s*(\[jump\]|- jump)", laid_out)
    assert read_card(laid_out).series["hicp"].accepted == ("jump",)


def test_what_was_accepted_stays_with_what_is_made_of_it():
    jumped = accepting(months("2025-11", [128.2, 128.4, 100.1, 100.7]), "jump")
    assert rereferenced(jumped, "2025-12").accepted == ("jump",)
    assert spliced(jumped, months("2026-01", [50, 50.2]), "2026-01").accepted == ("jump",)
