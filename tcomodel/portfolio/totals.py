"""What the programmes of a portfolio cost together, by currency: amounts of two currencies are never added up.

Each net present value is as of the start of its own programme, and the sum of them says so by the starts it names.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tcomodel.portfolio.programme import Programme


@dataclass(frozen=True)
class Total:
    """The programmes of one currency, with the option recommended in each; the starts are months, ``2027-01``.

    Savings are added up over the programmes that have a baseline that serves all of the work, ``against_baseline`` of
    them; programmes with problems, and those in which no option serves the work, are counted and not added up.
    """

    currency: str
    programmes: int
    added_up: int
    npv: float
    tco: float
    against_baseline: int
    baseline_npv: float
    npv_saving: float
    first_start: str
    last_start: str


def totals_of(programmes: Iterable[Programme]) -> list[Total]:
    """One total for each currency, in the order of the currencies; a programme with problems has none."""
    by_currency: dict[str, list[Programme]] = {}
    for one in programmes:
        if one.currency:
            by_currency.setdefault(one.currency, []).append(one)
    return [_total(currency, by_currency[currency]) for currency in sorted(by_currency)]


def _total(currency: str, programmes: list[Programme]) -> Total:
    chosen = [(one, best) for one in programmes if (best := one.recommended) is not None]
    compared = [(best, base) for one, best in chosen if (base := one.baseline) is not None and not base.unserved]
    baseline_npv = sum(base.npv for _, base in compared)
    starts = sorted(one.start for one, _ in chosen) or [""]
    return Total(
        currency=currency,
        programmes=len(programmes),
        added_up=len(chosen),
        npv=sum(best.npv for _, best in chosen),
        tco=sum(best.tco for _, best in chosen),
        against_baseline=len(compared),
        baseline_npv=baseline_npv,
        npv_saving=baseline_npv - sum(best.npv for best, _ in compared),
        first_start=starts[0],
        last_start=starts[-1],
    )
