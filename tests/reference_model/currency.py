"""What exchange rates add to a fee that is written in the paying currency, at the base rate.

    counted on 1.377 a dollar, at 1.300 the vendor's currency is 5.92 % dearer, of which the client bears 60 %

The movement up to its limit, then what lies outside the neutral band, then the share, of the share of the fee.
"""

from typing import Any

from tests.reference_model.entries import Inputs, NotCovered
from tests.reference_model.indices import Index

CLAUSE = "contract.currency"
COVERS = {CLAUSE: {"exchange_rates"}}
IN_A_RATE = {
    "rate_quoted", "base_rate", "fee_share", "currency_share", "neutral_band", "beyond_band", "movement_limit",
    "rate_fixed_until", "rate_lag", "rate_averaged_months", "rate_review",
}  # fmt: skip


def converted(option: Inputs, fee: list[float]) -> list[float]:
    """A fee with what exchange rates add to it or take off."""
    added = [0.0] * option.months
    for name, written in option.word(CLAUSE, "exchange_rates", {}).items():
        terms = {key: entry for key, entry in (written or {}).items() if entry is not None}
        if set(terms) - IN_A_RATE:
            raise NotCovered(f"an exchange rate with {sorted(set(terms) - IN_A_RATE)}")
        added = [one + more for one, more in zip(added, _added_by(option, Index(option, name), terms), strict=True)]
    return [one * (1 + added[m]) for m, one in enumerate(fee)]


def _added_by(option: Inputs, rate: Index, terms: dict[str, Any]) -> list[float]:
    """What one exchange rate adds, as a share of the fee of each month."""

    def term(name: str, otherwise: float) -> list[float]:
        return option.entry_by_month(terms.get(name, otherwise), f"exchange_rate.{name}")

    lag, averaged, review = (int(term(*one)[0]) for one in (
        ("rate_lag", 0), ("rate_averaged_months", 1), ("rate_review", 1)
    ))  # fmt: skip
    base = term("base_rate", 0.0)[0] if "base_rate" in terms else rate.average(1 - lag, averaged)
    limit, band = term("movement_limit", float("inf")), term("neutral_band", 0.0)
    share, of_fee, fixed = term("currency_share", 1.0), term("fee_share", 1.0), term("rate_fixed_until", 0.0)
    found = []
    for m in range(option.months):
        if m + 1 <= fixed[m]:
            found.append(0.0)
            continue
        now = rate.average(m - m % review + 1 - lag, averaged)
        quoted_as_price = terms.get("rate_quoted", "price per paying currency") == "price per paying currency"
        movement = base / now - 1 if quoted_as_price else now / base - 1
        movement = max(min(movement, limit[m]), -limit[m])
        beyond = max(abs(movement) - band[m], 0.0)
        if terms.get("beyond_band", "only the excess") == "only the excess":
            movement = beyond if movement > 0 else -beyond
        elif not beyond:
            movement = 0.0
        found.append(movement * share[m] * of_fee[m])
    return found
