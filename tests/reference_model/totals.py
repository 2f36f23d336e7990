"""What it comes to: over the term, today, for a contact, against the baseline, and when it is paid back.

24 months of 40,000 and a fee of 150,000 against 100,000 a month: 1,290,000 saved, paid back after 2.5 months
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs

HALF_A_CENT = 0.005
NEVER = -1.0
WHEN = {"start": 0.0, "mid": 0.5, "end": 1.0}


def discount(programme: Inputs) -> list[float]:
    """What one unit of money of each month is worth at the start of the contract."""
    rate = programme.by_month("timing", "discount_rate", 0.08)
    at = WHEN[programme.word("timing", "discount_timing", "mid")]
    return [(1 + rate[m]) ** (-(m + at) / MONTHS_PER_YEAR) for m in range(programme.months)]


def worth(amounts: list[float], factors: list[float]) -> float:
    return sum(amount * factors[m] for m, amount in enumerate(amounts))


def figures_of(
    cost: list[float],
    present: list[float],
    handled: list[float],
    resolved: list[float] | None,
    factors: list[float],
) -> dict[str, float]:
    """The figures of an option by itself; ``present`` is its cost at the start of the contract."""
    npv = sum(present)
    found = {
        "tco": sum(cost),
        "npv": npv,
        "equal_annual_cost": npv / sum(factors) * MONTHS_PER_YEAR,
        "cost_per_contact": _each(sum(cost), sum(handled)),
        "levelised_cost_per_contact": _each(npv, worth(handled, factors)),
    }
    if resolved is not None:
        found["cost_per_resolved_contact"] = _each(sum(cost), sum(resolved))
        found["levelised_cost_per_resolved_contact"] = _each(npv, worth(resolved, factors))
    return found


def _each(cost: float, count: float) -> float:
    return cost / count if count else 0.0


def figures_against(cost: list[float], baseline: list[float], fee: list[float]) -> dict[str, float]:
    """The figures of an option against the baseline; ``fee`` is the transition fee, due when its month begins."""
    saving = [baseline[m] - one for m, one in enumerate(cost)]
    return {
        "term_saving": sum(saving),
        "saving_share": _each(sum(saving), sum(baseline)),
        "return_on_cost": _each(sum(saving), sum(cost)),
        "payback": payback(saving, fee),
    }


def payback(saving: list[float], fee: list[float]) -> float:
    """Months until the saving has made up, for good, for all that was paid before; -1 for never.

    The fee of a month is due as it begins, the saving comes evenly through it.
    """
    if sum(saving) < HALF_A_CENT:
        return NEVER
    saved, answer = 0.0, 0.0
    for month, one in enumerate(saving):
        at_start = saved - fee[month]
        if at_start < -HALF_A_CENT:
            answer = month + -at_start / (one + fee[month]) if one + fee[month] > 0 else float(month + 1)
        saved += one
    return answer
