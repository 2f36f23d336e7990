"""What the client pays at least, whatever is used: a month, a period, and what softens it.

used 180,000 of a minimum of 200,000: 20,000 on top
carried forward for two months, 30,000 beyond the minimum cover what is missed in the two months after, then lapse
"""

from tests.reference_model.entries import Inputs, yes

CLAUSE = "contract.commitment"
COVERS = {
    CLAUSE: {
        "minimum_fee", "minimum_units", "minimum_from_month", "minimum_indexed", "shortfall_share", "period_minimum",
        "period_months", "carry_forward_months", "work_off_months",
    },
}  # fmt: skip


def top_up(option: Inputs, fee: list[float], level: list[float]) -> list[float]:
    """What the minimum of the month, and then still that of the period, adds to a fee."""
    share = option.by_month(CLAUSE, "shortfall_share", 1.0)
    first = int(option.one(CLAUSE, "minimum_from_month", 1))
    prices = level if yes(option.word(CLAUSE, "minimum_indexed", False)) else [1.0] * option.months
    missed, beyond = [0.0] * option.months, [0.0] * option.months
    if option.states(CLAUSE, "minimum_fee"):
        minimum = option.by_month(CLAUSE, "minimum_fee")
        for m in range(first - 1, option.last):
            missed[m] = max(minimum[m] * prices[m] - fee[m], 0.0)
            beyond[m] = max(fee[m] - minimum[m] * prices[m], 0.0)
    if option.states(CLAUSE, "period_minimum"):
        of_period = option.by_month(CLAUSE, "period_minimum")
        length = int(option.one(CLAUSE, "period_months", 12))
        beyond, due, paid = [0.0] * option.months, 0.0, 0.0
        for m in range(first - 1, option.last):
            due += of_period[m] / length * prices[m]
            paid += fee[m] + share[m] * missed[m]
            if (m - first + 2) % length == 0 or m == option.last - 1:
                missed[m] += max(due - paid, 0.0)
                beyond[m] = max(paid - due, 0.0)
                due, paid = 0.0, 0.0
    return option.in_force([one * share[m] for m, one in enumerate(_softened(option, missed, beyond))])


def _softened(option: Inputs, missed: list[float], beyond: list[float]) -> list[float]:
    """What is missed after what is carried forward or worked off."""
    last = option.last
    missed, beyond = missed[:last], beyond[:last]
    after = [0.0] * (option.months - last)
    if option.states(CLAUSE, "carry_forward_months"):
        return _carried_forward(missed, beyond, int(option.one(CLAUSE, "carry_forward_months"))) + after
    if option.states(CLAUSE, "work_off_months"):
        return _worked_off(missed, beyond, int(option.one(CLAUSE, "work_off_months"))) + after
    return missed + after


def fee_with_minimum(option: Inputs, fee: list[float], level: list[float]) -> list[float]:
    """The fee of each month with what its own part of a minimum adds, whatever is settled for other months."""
    share = option.by_month(CLAUSE, "shortfall_share", 1.0)
    first = int(option.one(CLAUSE, "minimum_from_month", 1))
    prices = level if yes(option.word(CLAUSE, "minimum_indexed", False)) else [1.0] * option.months
    parts = [option.by_month(CLAUSE, "minimum_fee", 0.0)]
    if option.states(CLAUSE, "period_minimum"):
        length = option.one(CLAUSE, "period_months", 12)
        parts.append([one / length for one in option.by_month(CLAUSE, "period_minimum")])
    found = list(fee)
    for part in parts:
        for m in range(first - 1, option.last):
            found[m] += max(part[m] * prices[m] - found[m], 0.0) * share[m]
    return found


def _carried_forward(missed: list[float], beyond: list[float], months: int) -> list[float]:
    """What is missed and not covered by earlier use beyond the minimum; the oldest is used first, and lapses first."""
    left, found = list(beyond), []
    for m, amount in enumerate(missed):
        for earlier in range(max(0, m - months), m):
            used = min(left[earlier], amount)
            left[earlier] -= used
            amount -= used
        found.append(amount)
    return found


def _worked_off(missed: list[float], beyond: list[float], months: int) -> list[float]:
    """What is missed and not made up by use beyond the minimum within so many months; all is settled at the end."""
    owed, found = [0.0] * len(missed), []
    for m, amount in enumerate(missed):
        made_up = beyond[m]
        for earlier in range(max(0, m - months), m):
            settled = min(owed[earlier], made_up)
            owed[earlier] -= settled
            made_up -= settled
        owed[m] = amount
        last = m == len(missed) - 1
        due = [earlier for earlier in range(m + 1) if last or earlier <= m - months]
        found.append(sum(owed[earlier] for earlier in due))
        for earlier in due:
            owed[earlier] = 0.0
    return found
