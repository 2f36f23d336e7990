"""Prices held against the market: a benchmark cuts them and never raises them; a best customer is never paid less.

in month 25 the market stands at 90 % and 5 % above it are tolerated: 106 % falls to 94.5 %, indexed from there
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs

CLAUSE = "contract.benchmarking"
COVERS = {
    CLAUSE: {
        "benchmark_month", "benchmark_every", "market_level", "market_trend", "benchmark_tolerance", "benchmark_fee",
        "benchmark_fee_paid", "favoured_level",
    },
}  # fmt: skip


def price_level(option: Inputs, index: list[float]) -> list[float]:
    """What is left of indexed prices."""
    due, kept, found = due_in(option), 1.0, []
    market = option.by_month(CLAUSE, "market_level", 0.0, goes_on=True)
    trend, tolerance = (option.by_month(CLAUSE, name, 0.0) for name in ("market_trend", "benchmark_tolerance"))
    best = option.by_month(CLAUSE, "favoured_level", float("inf"), goes_on=True)
    for m, indexed in enumerate(index):
        highest = market[m] * (1 + trend[m]) ** (m / MONTHS_PER_YEAR) * (1 + tolerance[m])
        if due[m] and indexed * kept > highest:
            kept = highest / indexed
        found.append(min(indexed * kept, best[m]))
    return found


def due_in(option: Inputs) -> list[bool]:
    """Whether a month has a benchmark."""
    if not option.states(CLAUSE, "benchmark_month"):
        return [False] * option.months
    first = int(option.one(CLAUSE, "benchmark_month"))
    every = int(option.one(CLAUSE, "benchmark_every", option.months + first))
    return [month >= first and (month - first) % every == 0 for month in range(1, option.months + 1)]


def cost(option: Inputs) -> list[float]:
    """The client's share of what benchmarks cost."""
    fee, paid = option.by_month(CLAUSE, "benchmark_fee", 0.0), option.by_month(CLAUSE, "benchmark_fee_paid", 1.0)
    return option.in_force([fee[m] * paid[m] if due else 0.0 for m, due in enumerate(due_in(option))])
