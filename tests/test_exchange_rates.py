"""Which exchange rate a rebase reads: whose, of which kind, which way round, and how much of its movement counts."""

from typing import Any

import pytest

from tcomodel.index_readings import reading
from tcomodel.index_series import IndexSeries, accepting, series_called, series_from_months
from tcomodel.months import month_after
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate, RateCard
from tcomodel.rebasing import Basis, Currency, on_one_basis, preview, rebase


def price(key: str = "r0", value: float = 10, currency: str = "USD", as_of: str = "2024") -> Rate:
    return Rate(key=key, title="A price", location="Anywhere", channel="all", unit=f"{currency}/contact",
                currency=currency, value=value, as_of=as_of)  # fmt: skip


def card_of(*rates: Rate, **series: IndexSeries) -> RateCard:
    return RateCard("A card", "2026-11", {rate.key: rate for rate in rates}, series=series)


def rates_of(key: str, unit: str, value: float, **facts: Any) -> IndexSeries:
    return series_from_months({month_after("2024-01", at): value for at in range(12)}, key, unit=unit, **facts)


def moved(of: RateCard, *moves: Currency) -> Rate:
    return rebase(of, moves)["r0"]


def refused(of: RateCard, *moves: Currency) -> str:
    with pytest.raises(ProblemsFound) as caught:
        rebase(of, moves)
    return str(caught.value)


def euros_in(month: str) -> float:
    return reading(series_called("eur_per_usd"), month).value


# ---------------------------------------------------------------- whose


def test_a_rate_of_the_cards_own_is_read_only_where_it_is_named():
    of = card_of(price(), budget=rates_of("budget", "EUR per USD", 0.80))
    step = moved(of, Currency(to="EUR", at="2024-05")).history[-1]
    assert step.factor == euros_in("2024-05")
    assert "eur_per_usd" in step.derivation
    assert "not read, as not named: the card's own budget (EUR per USD)" in step.derivation
    named = moved(of, Currency(to="EUR", at="2024-05", series="budget"))
    assert named.value == 8
    assert "the card's own budget" in named.history[-1].derivation
    assert preview(of, Currency(to="EUR", at="2024-05", series="budget")).moves[0].told == "EUR at 2024-05 by budget"


def test_a_named_series_is_called_as_the_card_calls_it():
    of = card_of(price(), budget=rates_of("something", "EUR per USD", 0.80))
    assert (
        "the card's own budget" in moved(of, Currency(to="EUR", at="2024-05", series="budget")).history[-1].derivation
    )


def test_one_in_the_place_of_a_published_rate_is_read_and_named():
    of = card_of(price(), eur_per_usd=rates_of("eur_per_usd", "EUR per USD", 0.90))
    step = moved(of, Currency(to="EUR", at="2024-05")).history[-1]
    assert step.factor == 0.9
    assert "the card's own eur_per_usd" in step.derivation


def test_one_in_the_place_of_a_published_rate_passes_the_checks_or_stops():
    turned = card_of(price(), eur_per_usd=rates_of("eur_per_usd", "EUR per USD", 1.08))
    assert "the card's own eur_per_usd: 2024-11 is 1.08" in refused(turned, Currency(to="EUR", at="2024-05"))
    assert "quoted the other way round" in refused(turned, Currency(to="EUR", at="2024-05", series="eur_per_usd"))
    leap = series_from_months({"2024-04": 17.0, "2024-05": 30.0}, "mxn_per_usd", unit="MXN per USD")
    assert "accept the jump" in refused(card_of(price(), mxn_per_usd=leap), Currency(to="MXN", at="2024-05"))
    accepted = card_of(price(), mxn_per_usd=accepting(leap, "jump"))
    assert moved(accepted, Currency(to="MXN", at="2024-05")).value == 300


def test_own_and_published_meet_in_a_cross_rate_only_where_both_are_named():
    of = card_of(price(currency="GBP"), eur_per_usd=rates_of("eur_per_usd", "EUR per USD", 0.90))
    told = refused(of, Currency(to="EUR", at="2024-05"))
    assert "the card's own eur_per_usd and the published gbp_per_usd would meet in one cross rate" in told
    both = Currency(to="EUR", at="2024-05", series=("eur_per_usd", "gbp_per_usd"))
    assert moved(of, both).value == pytest.approx(10 * 0.9 / reading(series_called("gbp_per_usd"), "2024-05").value)


def test_a_currency_that_only_the_card_knows_is_read_by_name():
    of = card_of(price(), franc=rates_of("franc", "CHF per USD", 0.88))
    assert "there is no exchange rate of CHF; name the card's own franc" in refused(
        of, Currency(to="CHF", at="2024-05")
    )
    assert moved(of, Currency(to="CHF", at="2024-05", series="franc")).value == 8.8


# ---------------------------------------------------------------- of which kind

EURO, PESO = price("e", currency="EUR"), price("p", currency="PHP")


@pytest.mark.parametrize("rates", [(EURO, PESO), (PESO, EURO)], ids=["averages first", "last days first"])
def test_one_move_reads_one_kind_whatever_comes_first(rates: tuple[Rate, ...]):
    outcomes = preview(card_of(*rates), Currency(to="USD", at="2024-05")).outcomes
    assert (outcomes["e"].state, outcomes["p"].state) == ("moved", "failed")
    assert "only last days of a month (php_per_usd) and the others move by averages" in outcomes["p"].reason
    assert "read the year 2024 (php_per_usd_annual)" in outcomes["p"].reason
    of_year = preview(card_of(*rates), Currency(to="USD", at="2024")).outcomes
    assert {one.state for one in of_year.values()} == {"moved"}


def test_last_days_alone_are_one_kind():
    both = card_of(PESO, price("c", currency="COP"), price("u"))
    moves = Currency(to="USD", at="2024-05")
    assert {one.state for one in preview(both, moves).outcomes.values()} == {"moved", "kept"}
    assert preview(card_of(EURO, PESO), moves, keys=["p"]).outcomes["p"].state == "moved"


def test_cards_on_one_basis_read_one_kind():
    basis = Basis(currency="USD", currency_at="2024-05")
    ours, theirs = on_one_basis([card_of(EURO), card_of(PESO)], basis)
    assert ours.outcomes["e"].state == "moved"
    assert "one move reads one kind" in theirs.outcomes["p"].reason


def test_a_price_does_not_come_by_last_days_and_go_on_by_averages():
    of = card_of(price(currency="PHP"))
    told = refused(of, Currency(to="USD", at="2024-05"), Currency(to="EUR", at="2024-05"))
    assert "it came to USD by last days of a month, and eur_per_usd holds averages" in told
    assert "take the step before back and read averages there too" in told
    steps = moved(of, Currency(to="USD", at="2024"), Currency(to="EUR", at="2024-05")).history
    assert len(steps) == 2, "averages of a year and of a month are averages"
    back = moved(of, Currency(to="USD", at="2024-05"), Currency(to="COP", at="2024-05"))
    assert "cop_per_usd)" in back.history[-1].derivation
    stated = moved(of, Currency(to="USD", at="2024-05"), Currency(to="EUR", rate=0.92, per="EUR per USD"))
    assert stated.currency == "EUR"


def test_a_price_quoted_anew_begins_a_chain_of_its_own():
    of = rebase(card_of(price(currency="PHP")), Currency(to="USD", at="2024-05"))
    again = of.with_rates({"r0": of["r0"].after("edited", {"value": 12.0})})
    assert moved(again, Currency(to="EUR", at="2024-05")).value == 12 * euros_in("2024-05")


def test_series_of_two_kinds_are_not_named_together():
    told = refused(card_of(EURO, PESO), Currency(to="USD", at="2024-05", series=("eur_per_usd", "php_per_usd")))
    assert "eur_per_usd averages and php_per_usd last days of a month: one move reads one kind" in told


# ---------------------------------------------------------------- which way round


@pytest.mark.parametrize(("rate", "per"), [(1.0832, "EUR per USD"), (0.9232, "USD per EUR")])
def test_a_rate_stated_for_years_that_nobody_published_is_taken(rate: float, per: str):
    """A dollar cost 1.0832 euros in 2000; that of today is no reason to turn it over."""
    after = moved(card_of(price(as_of="2000")), Currency(to="EUR", at="2000", rate=rate, per=per))
    assert after.value == pytest.approx(10 * (rate if per == "EUR per USD" else 1 / rate))
    assert "held against nothing: eur_per_usd runs from 2015-01" in after.history[-1].derivation


def test_a_rate_stated_is_held_against_the_nearest_month():
    told = refused(card_of(price()), Currency(to="EUR", at="2014-06", rate=1.3, per="EUR per USD"))
    assert "0.861 EUR per USD is published" in told
    assert "(2015-01" in told


def test_worlds_apart_is_refused_at_any_time():
    told = refused(card_of(price(as_of="1995")), Currency(to="PHP", at="1995", rate=0.038, per="PHP per USD"))
    assert "1 / 0.038 = 26.3158 is nearer what is published at other times" in told
    assert moved(card_of(price()), Currency(to="PHP", at="1995", rate=26, per="PHP per USD")).value == 260


# ---------------------------------------------------------------- how much counts

AGREED: dict[str, Any] = {"to": "USD", "per": "CAD per USD", "base_rate": 1.377}


def shared(now: float, **terms: Any) -> float:
    return moved(card_of(price(value=1_377_000, currency="CAD")), Currency(rate=now, **AGREED, **terms)).value or 0


def test_mci_and_rmh_share_sixty_percent_both_ways():
    """MCI and RMH Teleservices, call centre services: from 1.377 to 1.300 the client pays 35,538 on 1,000,000 more.

    https://www.sec.gov/Archives/edgar/data/1017958/000119312504007364/dex1045.htm
    """
    assert shared(1.300, share="60%") - 1_000_000 == pytest.approx(35_538, abs=0.5)
    assert shared(1.450, share="60%") == pytest.approx(1_000_000 * (1 + 0.6 * (1.377 / 1.45 - 1)))


def test_a_band_and_a_limit_count_as_they_do_in_a_contract():
    movement = 1.377 / 1.300 - 1
    assert shared(1.300, band="2%") == pytest.approx(1_000_000 * (1 + movement - 0.02))
    assert shared(1.300, band="2%", beyond_band="whole movement") == pytest.approx(1_000_000 * (1 + movement))
    assert shared(1.300, band="6%") == pytest.approx(1_000_000)
    assert shared(1.300, limit="3%", share="50%") == pytest.approx(1_000_000 * 1.015)
    assert shared(1.300, limit="500%") == pytest.approx(1_377_000 / 1.3)


def test_the_base_may_be_the_published_rate_of_a_date():
    of = card_of(price(currency="CAD"))
    base, now = (1 / reading(series_called("cad_per_usd"), at).value for at in ("2023", "2024"))
    after = moved(of, Currency(to="USD", at="2024", base_at="2023", share="60%"))
    assert after.value == pytest.approx(10 * base * (1 + 0.6 * (now / base - 1)))
    told = after.history[-1].derivation
    assert "agreed at the rate of 2023, 60 % of the movement counts" in told


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"to": "USD", "share": "60%"}, "count a movement from a base"),
        ({"to": "USD", "base_at": "2023"}, "and one of the three"),
        ({"to": "USD", "base_rate": 1.377, "share": "60%"}, "says its direction with per"),
        ({"to": "USD", "share": 60, "base_at": "2023"}, "did you mean 60%?"),
    ],
)
def test_a_share_stated_wrongly_is_refused_in_words(terms: dict[str, Any], words: str):
    with pytest.raises(ProblemsFound) as caught:
        Currency(**terms)
    assert words in str(caught.value)


def test_a_base_rate_turned_over_is_refused():
    turned = Currency(to="USD", rate=1.3, per="CAD per USD", base_rate=1 / 1.377, share="60%")
    assert "a base_rate of 0.726216 CAD per USD was stated, but" in refused(card_of(price(currency="CAD")), turned)
