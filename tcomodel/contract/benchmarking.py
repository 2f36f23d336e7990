"""Prices held against the market: benchmarking and most-favoured customer.

    In month 25 the market stands at 90 % of the original price and 5 % above it are tolerated. The price has risen
    to 106 % by then: it falls to 90 % x 1.05 = 94.5 %, and is indexed from there.

A benchmark never raises a price. A most-favoured customer pays in no month more than the vendor's best customer.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import OwnBefore, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, at_most, change, previous, when, whole


class Benchmarking(Terms):
    """What others pay, and when the prices are compared with it."""

    benchmark_month: Entry = given(
        "month",
        "Month of the contract in which a benchmark first takes effect.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    benchmark_every: Entry = given(
        "month",
        "Months from one benchmark to the next; without it there is one.",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    market_level: Entry = given(
        "1",
        "What the market pays against the original price of this contract; 90% is a tenth less. One number or one "
        "a month.",
        most=5,
        step=0.01,
        kind="months",
    )
    market_trend: Entry = given(
        "1/year",
        "Rise of the market level a year, on top of the level stated.",
        assumed=0.0,
        because="the market level as stated",
        least=-0.5,
        most=1,
        step=0.0025,
        constant=True,
    )
    benchmark_tolerance: Entry = given(
        "1",
        "How far a price may lie above the market.",
        assumed=0.0,
        because="at most the market price, unless the contract grants more",
        most=1,
        step=0.01,
        constant=True,
    )
    benchmark_fee: Entry = given("currency", "What one benchmark by a third party costs.", step=5000)
    benchmark_fee_paid: Entry = given(
        "1",
        "Share of that cost that the client pays.",
        assumed=1.0,
        because="whoever asks for the benchmark pays it; many contracts share it",
        most=1,
        step=0.05,
    )
    favoured_level: Entry = given(
        "1",
        "What the vendor's best customer pays against the original price of this contract; this client never pays "
        "more. One number or one a month.",
        most=5,
        step=0.01,
        kind="months",
    )


# -- the benchmark ---------------------------------------------------------------------------------------


@line("1", called="benchmarks_so_far", given="benchmark_every")
def repeated_benchmarks(month, benchmark_month, benchmark_every):
    """How many benchmarks there have been."""
    return at_least(whole((month - benchmark_month) / benchmark_every) + 1, 0)


@line("1")
def benchmarks_so_far(month, benchmark_month):
    """How many benchmarks there have been."""
    return when(month < benchmark_month, 0, 1)


@line("1")
def benchmark_due(benchmarks_so_far):
    """One in a month with a benchmark, else nothing."""
    return benchmarks_so_far - previous(benchmarks_so_far)


@line("1")
def highest_market_price(market_level, market_trend, month, months_per_year, benchmark_tolerance):
    """The most a benchmark lets the price be, against the original one."""
    return market_level * (1 + market_trend) ** ((month - 1) / months_per_year) * (1 + benchmark_tolerance)


@line("1")
def benchmark_gap(highest_market_price, price_index, benchmark_due):
    """The part of the price that lies above the market, in a month with a benchmark."""
    return at_least(1 - highest_market_price / price_index, 0) * benchmark_due


@line("1")
def benchmark_cut(benchmark_gap, before: OwnBefore):
    """The part of the price that benchmarks have taken off; it is never given back."""
    return at_least(benchmark_gap, before)


@line("currency/month", given=("benchmark_fee", "benchmark_month"), posts_to=categories.GOVERNANCE)
def benchmark_cost(benchmark_fee, benchmark_fee_paid, benchmarks_so_far, in_force):
    """The client's share of what a benchmark costs, in its month; none once the contract has ended."""
    return benchmark_fee * benchmark_fee_paid * change(benchmarks_so_far, 0) * in_force


# -- the price -------------------------------------------------------------------------------------------


@line("1", given="benchmark_month", otherwise="price_index")
def benchmarked_level(price_index, benchmark_cut):
    """Prices against contract year 1, less what benchmarks took off."""
    return price_index * (1 - benchmark_cut)


@line("1", called="price_level", given="favoured_level")
def favoured_level_of_prices(benchmarked_level, favoured_level):
    """Prices against contract year 1, never above the best customer's."""
    return at_most(benchmarked_level, favoured_level)


@line("1")
def price_level(benchmarked_level):
    """Prices against contract year 1, held against the market."""
    return benchmarked_level


@line("currency/month")
def indexed_fee(fee_in_force, price_level):
    """The fee at this contract year's prices, held against the market."""
    return fee_in_force * price_level


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Benchmarks without a market, markets without a benchmark."""
    month, market, best = (scope.stated(name) for name in ("benchmark_month", "market_level", "favoured_level"))
    if month and not market:
        yield (
            "market_level",
            "found benchmark_month without market_level; state what the market pays (90% of the price)",
        )
    if market and not month:
        yield (
            "benchmark_month",
            "found market_level without benchmark_month; state when the prices are compared with it",
        )
    if not (month or market or best):
        yield "benchmark_month", "nothing says what prices are compared with; give benchmark_month or favoured_level"
