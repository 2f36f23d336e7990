"""Ending early: until when the contract runs, what ending costs, and what a month to come counts as.

    fee 100,000 a month, ended after month 24 of 60, 20 % of the remaining fees: 36 x 100,000 x 20 % = 720,000

From the month after, the old team does the work again. A month to come counts as the last bill, with its part of a
minimum, or as the average of all bills so far.
"""

from tests.reference_model.commitment import fee_with_minimum
from tests.reference_model.entries import Inputs, yes

CLAUSE, CHANGE = "contract.termination", "transition"
COVERS = {
    CLAUSE: {
        "ends_in_month", "termination_charge", "remainder_share", "remaining_fees", "termination_amount",
        "termination_schedule", "notice_months", "notice_kept", "take_back_cost",
    },
}  # fmt: skip


def month_to_come(option: Inputs, fee: list[float], billed: list[float], level: list[float]) -> list[float]:
    """What a month after this one counts as, for each month."""
    if option.word(CLAUSE, "remaining_fees", "last bill") == "average bill":
        return [sum(billed[: m + 1]) / (m + 1) for m in range(option.months)]
    return fee_with_minimum(option, fee, level)


def on_invoice(option: Inputs, to_come: list[float]) -> dict[str, list[float]]:
    """The charge and the notice that was not kept, when the contract ends early."""
    if not option.states(CLAUSE, "ends_in_month"):
        return {}
    last = option.last - 1
    left = option.months - option.last
    kept = yes(option.word(CLAUSE, "notice_kept", True))
    notice = 0.0 if kept else min(option.one(CLAUSE, "notice_months", 0), left)
    found = [0.0] * option.months
    found[last] = _charge(option, to_come[last], left) + to_come[last] * notice
    return {"termination_payment": found}


def _charge(option: Inputs, to_come: float, left: int) -> float:
    """What the contract asks for ending in its last month."""
    kind, last = option.word(CLAUSE, "termination_charge", "none"), option.last - 1
    if kind == "remainder":
        return to_come * left * option.by_month(CLAUSE, "remainder_share", 1.0)[last]
    if kind == "declining":
        return option.by_month(CLAUSE, "termination_amount")[last] * left / option.months
    if kind == "schedule":
        return option.by_month(CLAUSE, "termination_schedule", goes_on=True)[last]
    if kind == "unamortised":
        paid = option.last / option.one(CHANGE, "amortisation_months")
        return option.by_month(CHANGE, "transition_fee")[last] * max(1 - paid, 0.0)
    return 0.0


def taking_back(option: Inputs) -> dict[str, list[float]]:
    """Building up the old team again."""
    if not option.states(CLAUSE, "ends_in_month") or not option.states(CLAUSE, "take_back_cost"):
        return {}
    cost = option.by_month(CLAUSE, "take_back_cost")
    return {"taking_back": [cost[m] if m + 1 == option.last else 0.0 for m in range(option.months)]}
