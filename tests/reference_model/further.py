"""What else a vendor is paid by its contract: costs it passes on, and its part of what is saved.

postage 12,000, of which it bears 10,000 a month, 5 % on top: 2,100
agreed cost 300,000, fee 260,000, the vendor's part 25 %: 10,000 on top
"""

from typing import Any

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, NotCovered, yes
from tests.reference_model.work import ramp_now

PASSED_ON, GAIN = "contract.pass_through", "contract.gain_share"
COVERS = {
    PASSED_ON: {"charges"},
    GAIN: {"agreed_cost", "agreed_contact_cost", "gain_part", "losses_shared", "gain_cap", "gain_settled"},
}
IN_A_CHARGE = {
    "charge", "charge_per_contact", "monthly_threshold", "yearly_threshold", "threshold_escalator", "mark_up",
}  # fmt: skip


def passed_on(option: Inputs, contacts: list[float]) -> list[float]:
    """Costs of the vendor above what it bears itself; neither indexed nor credited."""
    found = [0.0] * option.months
    for written in option.word(PASSED_ON, "charges", {}).values():
        charge = {name: entry for name, entry in written.items() if entry is not None}
        if set(charge) - IN_A_CHARGE:
            raise NotCovered(f"a charge with {sorted(set(charge) - IN_A_CHARGE)}")
        for m, amount in enumerate(_of_charge(option, charge, contacts)):
            found[m] += amount
    return option.in_force(found)


def _of_charge(option: Inputs, charge: dict[str, Any], contacts: list[float]) -> list[float]:
    def term(name: str, otherwise: float) -> list[float]:
        return option.entry_by_month(charge.get(name, otherwise), f"charge.{name}")

    a_month, a_contact, mark_up = term("charge", 0.0), term("charge_per_contact", 0.0), term("mark_up", 0.0)
    rise, borne_a_month = term("threshold_escalator", 0.0), term("monthly_threshold", 0.0)
    borne_a_year = term("yearly_threshold", 0.0)
    found, this_year, already = [], 0.0, 0.0
    for m in range(option.months):
        if m % MONTHS_PER_YEAR == 0:
            this_year, already = 0.0, 0.0
        cost = a_month[m] + a_contact[m] * contacts[m]
        grown = (1 + rise[m]) ** (m // MONTHS_PER_YEAR)
        this_year += cost
        if "yearly_threshold" in charge:
            beyond = max(this_year - borne_a_year[m] * grown, 0.0)
            passed, already = beyond - already, beyond
        else:
            passed = max(cost - borne_a_month[m] * grown, 0.0)
        found.append(passed * (1 + mark_up[m]))
    return found


def gain_share(option: Inputs, charged: list[float], contacts: list[float]) -> list[float]:
    """The vendor's part of what the service charges are below an agreed cost, settled by the month or the year."""
    if not option.states(GAIN, "gain_part"):
        return [0.0] * option.months
    if option.states(GAIN, "agreed_contact_cost"):
        each = option.by_month(GAIN, "agreed_contact_cost")
        before = [each[m] * contacts[m] for m in range(option.months)]
    else:
        whole, moved = option.by_month(GAIN, "agreed_cost"), ramp_now(option)
        before = [whole[m] * moved[m] for m in range(option.months)]
    part, cap = option.by_month(GAIN, "gain_part"), option.by_month(GAIN, "gain_cap", float("inf"))
    losses = yes(option.word(GAIN, "losses_shared", False))
    by_year = option.word(GAIN, "gain_settled", "monthly") == "yearly"
    found, gain, fee = [], 0.0, 0.0
    for m in range(option.months):
        gain, fee = gain + before[m] - charged[m], fee + charged[m]
        if by_year and (m + 1 > option.last or ((m + 1) % MONTHS_PER_YEAR and m + 1 < option.last)):
            found.append(0.0)
            continue
        paid = part[m] * (gain if losses else max(gain, 0.0))
        most = cap[m] * fee if fee else 0.0 if cap[m] < float("inf") else float("inf")
        found.append(max(min(paid, most), -most))
        gain, fee = 0.0, 0.0
    return found
