"""Premiums for nights, weekends, languages and surges: on top of the fee, each on the plain price.

8 % of the work at night at 25 % on its price: 200,000 x 8 % x 25 % = 4,000
10 agents at 25 a day on 8 weekend days: 2,000
"""

from tests.reference_model.entries import Inputs, NotCovered
from tests.reference_model.vendor import Used

CLAUSE = "contract.premiums"
COVERS = {CLAUSE: {"premiums", "surge_above", "surge_premium"}}
IN_A_PREMIUM = {"hours_affected", "premium", "premium_rate", "premium_days", "premium_agents"}


def with_premiums(option: Inputs, fee: list[float], used: Used, moved: float) -> list[float]:
    """A fee with its premiums; ``moved`` is how much of the contract's prices is tried."""
    found = list(fee)
    for written in option.word(CLAUSE, "premiums", {}).values():
        terms = {name: option.entry_by_month(one, name) for name, one in (written or {}).items() if one is not None}
        if set(terms) - IN_A_PREMIUM:
            raise NotCovered(f"a premium with {sorted(set(terms) - IN_A_PREMIUM)}")
        if "premium_rate" in terms:
            agents = terms["premium_agents"] if "premium_agents" in terms else used.on_seats or used.people()
            extra = [agents[m] * rate * terms["premium_days"][m] for m, rate in enumerate(terms["premium_rate"])]
        elif "premium" in terms:
            extra = [one * terms["hours_affected"][m] * terms["premium"][m] for m, one in enumerate(fee)]
        else:
            continue
        found = [one + extra[m] for m, one in enumerate(found)]
    return [one + moved * surge for one, surge in zip(found, _surges(option, used), strict=True)]


def _surges(option: Inputs, used: Used) -> list[float]:
    """What units used beyond the plan cost more, on the average price of their channel."""
    found = [0.0] * option.months
    if not option.states(CLAUSE, "surge_above"):
        return found
    written = option.word(CLAUSE, "surge_above", {})
    for channel, charge in used.charges.items():
        if isinstance(written, dict) and channel not in written:
            continue
        plan = option.by_month(CLAUSE, "surge_above", channel=channel)
        premium = option.by_month(CLAUSE, "surge_premium", channel=channel)
        for m, units in enumerate(charge.used):
            beyond = max(units - plan[m], 0.0)
            average = charge.fee[m] / charge.billed[m] if charge.billed[m] else 0.0
            found[m] += beyond * average * premium[m]
    return found
